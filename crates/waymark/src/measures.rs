//! `waymark measures`.

use std::path::Path;

use anyhow::{Context, bail};
use waymark_benchmarks::Benchmarks;
use waymark_codes::{LaCode, Month};
use waymark_figures::{
    BenchmarkComparison, Breakdown, Comparison, MeasureMeta, Outcome, compare, show_value,
};
use waymark_measures::{Cases, Catalogue, Definition};
use waymark_publication::{
    COMPARISON_COLUMNS, FIGURE_COLUMNS, comparison_cells, doubt_of, group_name, outcome_cells,
};

use crate::DONE;
use crate::cli::{Format, MeasuresAction, MeasuresArguments};
use crate::data::{self, Home, Source};
use crate::explain::explain;
use crate::output::{self, Column, Sheet, Value};

/// Computes measures, lists cases, or explains definitions.
pub fn run(home: &Home, arguments: &MeasuresArguments) -> anyhow::Result<u8> {
    match &arguments.action {
        Some(MeasuresAction::List { definitions }) => list(definitions.as_deref()),
        Some(MeasuresAction::Explain { id, definitions }) => {
            let catalogue = data::catalogue(definitions.as_deref())?;
            output::line(explain(catalogue.find(id)?).trim_end());
            Ok(DONE)
        }
        Some(MeasuresAction::Check { definitions }) => check(definitions),
        None => data::block_on(figures(home, arguments)),
    }
}

fn list(folder: Option<&Path>) -> anyhow::Result<u8> {
    let catalogue = data::catalogue(folder)?;
    let rows = catalogue
        .all()
        .map(|definition| {
            let meta = &definition.meta;
            vec![
                Value::text(meta.id.as_str()),
                Value::text(&meta.title),
                Value::count(u64::from(meta.fingerprint.version)),
            ]
        })
        .collect();
    let columns = columns(&[
        ("measure", "measure"),
        ("title", "title"),
        ("version", "version"),
    ]);
    output::give_out(
        &[Sheet {
            title: String::new(),
            columns,
            rows,
        }],
        Format::Table,
        None,
    )?;
    Ok(DONE)
}

/// Checks a folder of definitions against empty tables: header, SQL and columns.
fn check(folder: &Path) -> anyhow::Result<u8> {
    let catalogue = Catalogue::with_folder(folder)?;
    data::block_on(async {
        let import = waymark_returns::read(&[], &waymark_returns::Options::default(), &|_| {});
        let mut engine = waymark_measures::Engine::over_import("no data", &import)?;
        for definition in catalogue.all() {
            engine.check(definition).await?;
        }
        Ok(())
    })?;
    output::line(&format!(
        "{} definitions keep the contract",
        catalogue.all().count()
    ));
    Ok(DONE)
}

async fn figures(home: &Home, arguments: &MeasuresArguments) -> anyhow::Result<u8> {
    let mut source = data::open(home, &arguments.source).await?;
    let month = match arguments.month {
        Some(month) => month,
        None => source.latest_month(None)?,
    };
    if let Some(id) = &arguments.cases {
        let sheet = cases(&mut source, id, month).await?;
        output::give_out(&[sheet], arguments.format, arguments.out.as_deref())?;
        return Ok(DONE);
    }
    let definitions: Vec<Definition> = if arguments.ids.is_empty() {
        source.catalogue.all().cloned().collect()
    } else {
        let found: Result<Vec<_>, _> = arguments
            .ids
            .iter()
            .map(|id| source.catalogue.find(id).cloned())
            .collect();
        found?
    };
    let sheet = match (&arguments.by, arguments.series) {
        (Some(dimension), _) => {
            by_group(
                &mut source,
                &definitions,
                &months(month, arguments.series),
                dimension,
                arguments.ids.is_empty(),
            )
            .await?
        }
        (None, Some(_)) => {
            series(&mut source, &definitions, &months(month, arguments.series)).await?
        }
        (None, None) => {
            let beside = match &arguments.authority {
                Some(name) => Some((home.benchmarks()?, data::authority(name)?)),
                None => None,
            };
            at_month(
                &mut source,
                &definitions,
                month,
                arguments.compare,
                beside.as_ref(),
            )
            .await?
        }
    };
    output::give_out(&[sheet], arguments.format, arguments.out.as_deref())?;
    if arguments.format == Format::Table && arguments.out.is_none() {
        doubts(&mut source, &definitions, month).await?;
    }
    Ok(DONE)
}

/// Says of which figures of a month cases fail checks of the return.
async fn doubts(
    source: &mut Source,
    definitions: &[Definition],
    month: Month,
) -> anyhow::Result<()> {
    for definition in definitions {
        let meta = &definition.meta;
        let Some(doubt) = doubt_of(source, &meta.id, month).await? else {
            continue;
        };
        if let Some(Outcome::Figure(figure)) =
            source.engine.figures(definition, &[month]).await?.first()
        {
            output::line(&format!(
                "{}, {}: {} Checks: {}.",
                meta.id,
                month.in_words(),
                doubt.in_words(meta, figure, false),
                doubt.checks.join(", ")
            ));
        }
    }
    Ok(())
}

fn months(last: Month, series: Option<u16>) -> Vec<Month> {
    (0..series.unwrap_or(1))
        .rev()
        .map(|back| last.minus(back))
        .collect()
}

/// Column names from pairs of a name for people and a key for machines.
pub fn columns(pairs: &[(&'static str, &'static str)]) -> Vec<Column> {
    Column::all(pairs)
}

async fn at_month(
    source: &mut Source,
    definitions: &[Definition],
    month: Month,
    earlier: Option<Month>,
    beside: Option<&(Benchmarks, LaCode)>,
) -> anyhow::Result<Sheet> {
    let mut names: Vec<(&'static str, &'static str)> = FIGURE_COLUMNS.to_vec();
    if earlier.is_some() {
        names.extend(COMPARISON_COLUMNS);
    }
    if beside.is_some() {
        names.push(("published", "published"));
    }
    let mut rows = Vec::new();
    for definition in definitions {
        let asked: Vec<Month> = earlier.into_iter().chain([month]).collect();
        let mut outcomes = source.engine.figures(definition, &asked).await?;
        let now = outcomes.pop().context("one figure for each month")?;
        let mut row = outcome_cells(&definition.meta, &now);
        if earlier.is_some() {
            let found = comparison(&definition.meta, outcomes.first(), &now);
            row.extend(comparison_cells(&definition.meta, found.as_ref()));
        }
        if let Some((benchmarks, authority)) = beside {
            row.push(published(benchmarks, *authority, &definition.meta, &now));
        }
        rows.push(row);
    }
    Ok(Sheet {
        title: format!(
            "Figures of {}, snapshot {}",
            month.in_words(),
            source.snapshot.id()
        ),
        columns: columns(&names),
        rows,
    })
}

/// The two figures set against each other, where both are there.
fn comparison(meta: &MeasureMeta, earlier: Option<&Outcome>, now: &Outcome) -> Option<Comparison> {
    let earlier = earlier.and_then(Outcome::figure);
    let (earlier, now) = earlier.zip(now.figure())?;
    compare(meta, earlier, now)
}

/// The published values beside a figure, each with its year and its age.
fn published(
    benchmarks: &Benchmarks,
    authority: LaCode,
    meta: &MeasureMeta,
    now: &Outcome,
) -> Value {
    let Some(figure) = now.figure() else {
        return Value::Empty;
    };
    let values = data::beside(benchmarks, authority, meta, figure.period.month);
    let words: Vec<String> = values
        .iter()
        .filter_map(|value| BenchmarkComparison::of(meta, figure, value))
        .map(|found| {
            let age = match found.age_in_months {
                0 => "the same month".to_owned(),
                months if months > 0 => format!("{months} months older"),
                months => format!("{} months newer", -months),
            };
            format!(
                "{} {} (year to {}, {age}): {}",
                found.benchmark.comparator.in_words(),
                show_value(meta, found.benchmark.value),
                found.benchmark.year_ending.in_words(),
                found.verdict.in_words()
            )
        })
        .collect();
    Value::text(words.join("; "))
}

async fn series(
    source: &mut Source,
    definitions: &[Definition],
    months: &[Month],
) -> anyhow::Result<Sheet> {
    let mut rows = Vec::new();
    for definition in definitions {
        for outcome in source.engine.figures(definition, months).await? {
            rows.push(outcome_cells(&definition.meta, &outcome));
        }
    }
    Ok(Sheet {
        title: format!("Figures month by month, snapshot {}", source.snapshot.id()),
        columns: columns(&FIGURE_COLUMNS),
        rows,
    })
}

/// The groups of a breakdown. Where all measures are asked for, those without it are passed over.
async fn by_group(
    source: &mut Source,
    definitions: &[Definition],
    months: &[Month],
    dimension: &str,
    all: bool,
) -> anyhow::Result<Sheet> {
    let mut rows = Vec::new();
    for definition in definitions {
        if all
            && !source
                .engine
                .breakdowns(definition)
                .await?
                .iter()
                .any(|name| name == dimension)
        {
            continue;
        }
        for groups in source.engine.groups(definition, months, dimension).await? {
            let figures = match groups {
                Ok(figures) => figures,
                Err(refusal) => {
                    let mut row = outcome_cells(&definition.meta, &Outcome::Refused(refusal));
                    row.insert(1, Value::Empty);
                    rows.push(row);
                    continue;
                }
            };
            for figure in figures {
                let group = group_name(&figure);
                let mut row = outcome_cells(&definition.meta, &Outcome::Figure(figure));
                row.insert(1, Value::text(group));
                rows.push(row);
            }
        }
    }
    if rows.is_empty() {
        bail!("no measure has a breakdown by `{dimension}`, or none has cases");
    }
    let mut names = FIGURE_COLUMNS.to_vec();
    names.insert(1, ("group", "group"));
    Ok(Sheet {
        title: format!("Figures by {dimension}, snapshot {}", source.snapshot.id()),
        columns: columns(&names),
        rows,
    })
}

/// The rows behind a figure, every column as the definition returned it.
async fn cases(source: &mut Source, id: &str, month: Month) -> anyhow::Result<Sheet> {
    let definition = source.catalogue.find(id)?.clone();
    let cases = match source.engine.cases(&definition, month).await? {
        Ok(cases) => cases,
        Err(refusal) => bail!(
            "{id} has no figure for {}: {}",
            month.in_words(),
            refusal.reason
        ),
    };
    let title = format!("Cases of {id}, {}", month.in_words());
    cases_sheet(&title, &cases, None)
}

/// The rows behind a figure, every column as the definition returned it; those of one group, where
/// one is meant.
pub fn cases_sheet(title: &str, cases: &Cases, group: Option<&Breakdown>) -> anyhow::Result<Sheet> {
    let mut table = cases.table()?;
    if let Some(group) = group {
        table.keep(group);
    }
    let columns = table.columns.into_iter();
    let rows = table.rows.into_iter();
    Ok(Sheet {
        title: format!("{title}: {} rows", rows.len()),
        columns: columns.map(|column| Column::called(column.name)).collect(),
        rows: rows
            .map(|row| row.into_iter().map(Value::text).collect())
            .collect(),
    })
}
