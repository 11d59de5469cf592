//! A measure: what it is, its figure of a month with all that stands beside it, and how it is made.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use waymark_codes::Month;
use waymark_figures::{
    BenchmarkComparison, Evidence, Figure, MeasureId, MeasureMeta, Outcome, Polarity, Window,
    show_count,
};
use waymark_measures::Definition;
use waymark_narrative::sentence::{Shown, View as FigureView, tell, words};

use super::list::{Use, uses};
use super::seen::{OfMonth, Seen, definition};
use super::signals::{self, RunWords};
use super::tables;
use crate::fault::Fault;
use crate::pages::chart::{ChartHtml, TableHtml, chart};
use crate::permission::Permission;
use crate::saying::capitalised;
use crate::shell::{Shell, html};
use crate::site::Site;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "measures/one.html")]
struct MeasurePage {
    shell: Shell,
    id: MeasureId,
    title: String,
    definition: String,
    figures: Option<Figures>,
    uses: Vec<Use>,
    facts: Vec<Fact>,
    parameters: Vec<Parameter>,
    sql: String,
    example: String,
    /// Whether small numbers of it could point to a child.
    about_children: bool,
    sees_all: bool,
    sees_cases: bool,
}

/// What there is of a month.
struct Figures {
    month: String,
    address: String,
    choices: Vec<Choice>,
    standing: String,
    words: String,
    value: String,
    cases: String,
    interval: String,
    chart: Option<ChartHtml>,
    series: TableHtml,
    run: RunWords,
    published: Option<TableHtml>,
    groups: Vec<Groups>,
    /// Whether the groups are those of another month, and so are not shown.
    groups_elsewhere: Option<String>,
    /// What the figure was made from.
    facts: Vec<Fact>,
}

struct Choice {
    value: String,
    text: String,
    chosen: bool,
}

struct Groups {
    name: String,
    table: TableHtml,
}

struct Fact {
    name: &'static str,
    words: String,
}

struct Parameter {
    name: String,
    value: String,
    meaning: String,
    others: String,
}

/// Shows it.
pub async fn show(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<OfMonth>,
) -> Result<Response, Fault> {
    let definition = definition(&site, &id)?;
    let month = asked.read()?;
    let shell = Shell::with_notice(&site, &mut visitor).await?;
    let meta = &definition.meta;
    let seen = Seen::of(&site, &visitor, &meta.id, month).await?;
    Ok(html(&MeasurePage {
        id: meta.id.clone(),
        title: meta.title.clone(),
        definition: meta.definition.clone(),
        figures: seen.as_ref().and_then(figures),
        uses: uses(&visitor.view.state, &meta.id),
        facts: made(definition),
        parameters: definition.parameters.iter().map(parameter).collect(),
        sql: definition.sql().trim().to_owned(),
        example: definition.example.trim().to_owned(),
        about_children: meta.unit.is_about_children(),
        sees_all: Permission::Work.is_held_by(&visitor),
        sees_cases: Permission::Cases.is_held_by(&visitor),
        shell,
    }))
}

fn figures(seen: &Seen) -> Option<Figures> {
    let (entry, outcome) = (seen.entry()?, seen.outcome()?);
    let meta = &entry.measure;
    let view = FigureView::of(seen.book(), seen.selector(), &seen.asked()).ok()?;
    let (standing, words) = told(&view, entry, outcome, seen.sees_all);
    let [value, cases, interval] = tables::cells(meta, outcome, seen.sees_all);
    let series = tables::series(entry, seen.sees_all);
    let mut picture = chart(entry, &meta.title, "run-chart", None, None);
    if let Some(picture) = &mut picture {
        // The whole table stands below the chart, with the numbers behind each value.
        picture.table = None;
    }
    let shown = seen.has_groups().then(|| tables::dimensions(entry));
    Some(Figures {
        month: seen.month.in_words(),
        address: seen.month.to_string(),
        choices: seen
            .months
            .iter()
            .map(|month| Choice {
                value: month.to_string(),
                text: month.in_words(),
                chosen: *month == seen.month,
            })
            .collect(),
        standing,
        words,
        value,
        cases,
        interval,
        chart: picture,
        series,
        run: signals::read(meta, &entry.series),
        published: tables::published(meta, &beside(seen, entry, &view)),
        groups: shown
            .unwrap_or_default()
            .iter()
            .filter_map(|dimension| {
                Some(Groups {
                    name: tables::words_of(dimension),
                    table: tables::groups(entry, dimension, seen.sees_all)?,
                })
            })
            .collect(),
        groups_elsewhere: (!seen.has_groups())
            .then(|| entry.current.period().month)
            .map(Month::in_words),
        facts: made_from(meta, outcome, seen),
    })
}

/// The published values beside the figure that is shown.
fn beside(seen: &Seen, entry: &Evidence, view: &FigureView<'_>) -> Vec<BenchmarkComparison> {
    if seen.sees_all {
        entry.benchmarks.clone()
    } else {
        view.published.clone()
    }
}

/// The label and the sentences. A figure that is too small to publish is said to officers all the
/// same, with what it is.
fn told(
    view: &FigureView<'_>,
    entry: &Evidence,
    outcome: &Outcome,
    sees_all: bool,
) -> (String, String) {
    let small = outcome
        .figure()
        .filter(|_| sees_all && matches!(view.now, Shown::Hidden(_)));
    if let Some((figure, value)) = small.and_then(|figure| Some((figure, figure.value?))) {
        let meta = &entry.measure;
        let words = format!(
            "{} was {} {}{}. It may rest on 1 to 5 children, so that reports and councillors do not see it; do not pass it on.",
            meta.subject,
            words::value(meta, value),
            figure.period.in_words(),
            words::basis(meta, figure)
        );
        return ("Officers only".to_owned(), words);
    }
    let statement = tell(view, true, &[]);
    (statement.standing.in_words().to_owned(), statement.text())
}

fn fact(name: &'static str, words: impl Into<String>) -> Fact {
    Fact {
        name,
        words: words.into(),
    }
}

/// How any figure of the measure is made.
fn made(definition: &Definition) -> Vec<Fact> {
    let meta = &definition.meta;
    let mut facts = vec![
        fact(
            "Which way is good",
            match meta.polarity {
                Polarity::Low => "Lower is better",
                Polarity::High => "Higher is better",
                Polarity::None => "Neither way is better in itself",
            },
        ),
        fact("What is counted", capitalised(meta.unit.plural())),
        fact(
            "Days",
            match definition.window {
                Window::Day => "The last day of the month".to_owned(),
                Window::Months(1) => "The month".to_owned(),
                Window::Months(months) => format!("The {months} months that end with the month"),
            },
        ),
        fact("Source", &meta.source),
        fact("Tables that it needs", definition.needs.join(", ")),
        fact(
            "Definition",
            format!(
                "{}, version {}, fingerprint {}",
                meta.id,
                meta.fingerprint.version,
                short(&meta.fingerprint.sha256)
            ),
        ),
    ];
    if !meta.benchmarks.is_empty() {
        facts.push(fact("Published twin", meta.benchmarks.join(" + ")));
    }
    if !definition.checks.is_empty() {
        let checks = definition.checks.join(", ");
        facts.push(fact("Checks of the return that would change it", checks));
    }
    facts
}

/// The beginning of a long id, enough to tell it from others.
fn short(id: &str) -> &str {
    id.get(..12).unwrap_or(id)
}

/// What the figure of the month was made from.
fn made_from(meta: &MeasureMeta, outcome: &Outcome, seen: &Seen) -> Vec<Fact> {
    let mut facts = vec![
        fact("Period", capitalised(&outcome.period().in_words())),
        fact("Snapshot", short(seen.snapshot())),
    ];
    let figure = outcome
        .figure()
        .filter(|figure| seen.sees_all || figure.is_publishable(meta));
    if let Some(figure) = figure {
        facts.push(fact("Known for", known(meta, figure, seen.sees_all)));
        let left_out = left_out(meta, figure, seen.sees_all);
        facts.push(fact("Left out", left_out));
        if let Some(doubt) = &figure.doubt {
            facts.push(fact(
                "In doubt",
                doubt.in_words(meta, figure, !seen.sees_all),
            ));
        }
    }
    facts
}

fn known(meta: &MeasureMeta, figure: &Figure, sees_all: bool) -> String {
    if !sees_all {
        return capitalised(&words::coverage(meta, figure));
    }
    format!(
        "{} of {}",
        show_count(figure.coverage.known as f64),
        words::units(meta.unit, figure.coverage.cohort)
    )
}

/// What the definition sets apart, by reason. For others than officers, 1 to 5 children are not
/// counted out.
fn left_out(meta: &MeasureMeta, figure: &Figure, sees_all: bool) -> String {
    let parts: Vec<String> = figure
        .left_out
        .iter()
        .filter(|one| one.cases > 0)
        .map(|one| {
            if !sees_all && one.cases <= 5 && meta.unit.is_about_children() {
                format!("{} (fewer than 6)", one.reason)
            } else {
                format!("{} ({})", one.reason, show_count(one.cases as f64))
            }
        })
        .collect();
    if parts.is_empty() {
        "Nothing".to_owned()
    } else {
        capitalised(&parts.join("; "))
    }
}

fn parameter(parameter: &waymark_measures::Parameter) -> Parameter {
    let others: Vec<String> = parameter
        .choices
        .iter()
        .filter(|choice| **choice != parameter.value)
        .map(ToString::to_string)
        .collect();
    Parameter {
        name: tables::words_of(&parameter.name),
        value: parameter.value.to_string(),
        meaning: parameter.meaning.clone(),
        others: others.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use waymark_figures::LeftOut;

    use super::super::tables::sample;
    use super::*;

    #[test]
    fn what_was_left_out_counts_no_few_children_for_others() {
        let meta = sample::meta();
        let left = |reason: &str, cases| LeftOut {
            reason: reason.to_owned(),
            cases,
        };
        let figure = |left_out| Figure {
            left_out,
            ..sample::figure(&meta, "2017-09".parse().unwrap(), 12, 40.0, 400.0)
        };
        for (parts, officers, others) in [
            (vec![], "Nothing", "Nothing"),
            (
                vec![left("died", 2), left("moved away", 12), left("adopted", 0)],
                "Died (2); moved away (12)",
                "Died (fewer than 6); moved away (12)",
            ),
        ] {
            let figure = figure(parts);
            assert_eq!(left_out(&meta, &figure, true), officers);
            assert_eq!(left_out(&meta, &figure, false), others);
        }
    }
}
