//! `waymark benchmarks`.

use anyhow::bail;
use waymark_benchmarks::{Benchmarks, Change, Lookup, Neighbours};
use waymark_codes::LaCode;
use waymark_figures::{BenchmarkValue, NeighbourAverage, Quartile};

use crate::cli::{Average, BenchmarksAction, BenchmarksArguments, Format};
use crate::data::{self, Home};
use crate::measures::columns;
use crate::output::{self, Sheet, Value};
use crate::{DONE, LOOK};

/// Imports benchmarks, or shows them.
pub fn run(home: &Home, arguments: &BenchmarksArguments) -> anyhow::Result<u8> {
    match &arguments.action {
        BenchmarksAction::Import { paths } => import(home, paths),
        BenchmarksAction::List { search } => list(home, search.as_deref()),
        BenchmarksAction::Show {
            names,
            authority,
            average,
            neighbours,
            format,
            out,
        } => {
            let benchmarks = home.benchmarks()?;
            let neighbours = Neighbours {
                model_year: *neighbours,
                average: match average {
                    Average::Mean => NeighbourAverage::Mean,
                    Average::Median => NeighbourAverage::Median,
                },
            };
            let sheet = show(&benchmarks, names, data::authority(authority)?, neighbours)?;
            output::give_out(&[sheet], *format, out.as_deref())?;
            Ok(DONE)
        }
    }
}

fn import(home: &Home, paths: &[std::path::PathBuf]) -> anyhow::Result<u8> {
    let bar = output::progress(1);
    let report = waymark_benchmarks::import_with(&home.path, paths, &mut |progress| {
        bar.set_length(progress.of as u64);
        bar.set_position(progress.number as u64 - 1);
        bar.set_message(progress.path.display().to_string());
    })?;
    bar.finish_and_clear();
    let mut look = false;
    for file in &report.files {
        output::line(&format!(
            "{}: {}; {} rows read, {} kept ({} of them without a value), {} left out",
            file.file,
            file.kind.in_words(),
            file.rows_read,
            file.rows_kept,
            file.without_value,
            file.rows_read - file.rows_kept
        ));
        for left_out in &file.left_out {
            look = true;
            output::line(&format!("    {left_out}"));
        }
    }
    for aside in &report.left_aside {
        output::line(&format!("{}: {}", aside.path.display(), aside.why));
    }
    for change in &report.changes {
        if !change.is_none() {
            output::line(&describe(change));
        }
    }
    output::line(&format!("benchmarks {}", report.id));
    Ok(if look { LOOK } else { DONE })
}

/// What an import changed, in a sentence.
fn describe(change: &Change) -> String {
    let list = change
        .model_year
        .map(|year| format!(", {year} list"))
        .unwrap_or_default();
    let restated: Vec<String> = change
        .restated
        .iter()
        .map(|(measure, values)| format!("{measure} {values}"))
        .collect();
    let restated = if restated.is_empty() {
        String::new()
    } else {
        format!(" ({})", restated.join(", "))
    };
    format!(
        "{}{list}: {} rows new, {} gone, {} restated{restated}",
        change.kind.in_words(),
        change.rows_added,
        change.rows_removed,
        change.values_changed
    )
}

fn list(home: &Home, search: Option<&str>) -> anyhow::Result<u8> {
    let benchmarks = home.benchmarks()?;
    if benchmarks.id().is_none() {
        output::say(
            "there are no benchmarks yet; import LAIT's files with `waymark benchmarks import`",
        );
        return Ok(DONE);
    }
    for (what, part) in benchmarks.parts() {
        let rows: u64 = part.inputs.iter().map(|input| input.rows_kept).sum();
        output::line(&format!("{what}: {}, {rows} rows", part.vintage));
    }
    let wanted = search.map(str::to_lowercase);
    let rows = benchmarks
        .names()
        .into_iter()
        .filter(|name| {
            wanted.as_ref().is_none_or(|wanted| {
                name.name.to_lowercase().contains(wanted)
                    || name.measure.to_lowercase().contains(wanted)
            })
        })
        .map(|name| {
            vec![
                Value::text(name.name),
                Value::text(name.measure),
                Value::text(name.topics.join(", ")),
            ]
        })
        .collect();
    let columns = columns(&[("name", "name"), ("measure", "measure"), ("topic", "topic")]);
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

/// A published measure year by year. A measure of Waymark stands for its published twin.
fn show(
    benchmarks: &Benchmarks,
    names: &[String],
    authority: LaCode,
    neighbours: Neighbours,
) -> anyhow::Result<Sheet> {
    let catalogue = data::catalogue(None)?;
    let names: Vec<String> = match names {
        [one] if !one.contains('/') => {
            let definition = catalogue.find(one)?;
            if definition.meta.benchmarks.is_empty() {
                bail!("{one} has no published twin");
            }
            definition.meta.benchmarks.clone()
        }
        names => names.to_vec(),
    };
    let years = benchmarks.series(&names, authority, neighbours)?;
    let title = years
        .first()
        .map(|year| format!("{} ({})", year.measure, year.name))
        .unwrap_or_default();
    Ok(Sheet {
        title,
        columns: columns(&[
            ("year", "year"),
            ("authority", "authority"),
            ("neighbours", "neighbours"),
            ("which", "neighbours_are"),
            ("region", "region"),
            ("England", "england"),
            ("rank", "rank"),
            ("of", "of"),
            ("quartile", "quartile"),
        ]),
        rows: years.iter().map(row).collect(),
    })
}

fn row(year: &Lookup) -> Vec<Value> {
    let number = |value: &Option<BenchmarkValue>, decimals: u8| match value {
        None => Value::Empty,
        Some(value) => {
            let rounded = waymark_figures::round_half_up(value.value, decimals);
            Value::Number(value.value, format!("{rounded:.*}", usize::from(decimals)))
        }
    };
    let decimals = year.decimals;
    vec![
        Value::text(&year.year),
        number(&year.authority, decimals),
        // An average of rounded values has more to say than they have.
        number(&year.neighbours, decimals.max(1)),
        Value::text(
            year.neighbours
                .as_ref()
                .map(|value| value.comparator.in_words())
                .unwrap_or_default(),
        ),
        number(&year.region, decimals),
        number(&year.england, decimals),
        year.standing
            .and_then(|standing| standing.rank)
            .map_or(Value::Empty, |rank| Value::count(u64::from(rank))),
        year.standing.map_or(Value::Empty, |standing| {
            Value::count(u64::from(standing.of))
        }),
        Value::text(match year.standing.and_then(|standing| standing.quartile) {
            None => "",
            Some(Quartile::A) => "A (best)",
            Some(Quartile::B) => "B",
            Some(Quartile::C) => "C",
            Some(Quartile::D) => "D (worst)",
        }),
    ]
}
