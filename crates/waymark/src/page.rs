//! The demo's first page.

use askama::Template;
use jiff::civil::Date;
use waymark_codes::Month;
use waymark_figures::{Evidence, EvidenceBook, Figure, MeasureMeta, Shape, show_count, show_value};
use waymark_plan::Plan;

/// What the page is made from.
pub struct Demo<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The figures.
    pub evidence: &'a EvidenceBook,
    /// The committee's day.
    pub as_at: Date,
    /// The month of the figures.
    pub month: Month,
    /// The snapshot.
    pub snapshot: &'a str,
    /// The demo's folder as the user called it.
    pub folder: &'a str,
    /// How many events the ledger has.
    pub events: u64,
    /// The day of the next monthly meeting.
    pub next_meeting: Date,
}

#[derive(Template)]
#[template(path = "demo.html")]
struct DemoPage {
    authority: String,
    as_at: String,
    as_at_iso: String,
    next_meeting: String,
    events: String,
    month: String,
    compare: String,
    snapshot: String,
    folder: String,
    rows: Vec<Row>,
}

struct Row {
    title: String,
    earlier: String,
    now: String,
    cases: String,
    verdict: &'static str,
}

/// The page, whole and without anything from outside.
pub fn write(demo: &Demo<'_>) -> anyhow::Result<String> {
    let whole = demo
        .evidence
        .entries()
        .iter()
        .filter(|entry| entry.breakdown.is_none());
    let page = DemoPage {
        authority: demo.plan.authority.name.clone(),
        as_at: format!("{} {}", demo.as_at.day(), Month::of(demo.as_at).in_words()),
        as_at_iso: demo.as_at.to_string(),
        next_meeting: demo.next_meeting.to_string(),
        events: show_count(demo.events as f64),
        month: demo.month.in_words(),
        compare: demo.month.minus(12).to_string(),
        snapshot: demo.snapshot.to_owned(),
        folder: demo.folder.to_owned(),
        rows: whole.map(row).collect(),
    };
    Ok(page.render()?)
}

fn row(entry: &Evidence) -> Row {
    let meta = &entry.measure;
    let value = |figure: Option<&Figure>| match figure {
        Some(figure) if !figure.is_publishable(meta) => "hidden: small numbers".to_owned(),
        Some(figure) => figure
            .value
            .map_or("none".to_owned(), |value| show_value(meta, value)),
        None => "not known".to_owned(),
    };
    let earlier = entry.earlier.as_ref().and_then(|outcome| outcome.figure());
    let both_shown = [earlier, entry.figure()]
        .iter()
        .flatten()
        .all(|figure| figure.is_publishable(meta));
    Row {
        title: meta.title.clone(),
        earlier: value(earlier),
        now: value(entry.figure()),
        cases: entry
            .figure()
            .filter(|figure| figure.is_publishable(meta))
            .map(|figure| cases(meta, figure))
            .unwrap_or_default(),
        verdict: match &entry.comparison {
            Some(comparison) if both_shown => comparison.verdict.in_words(),
            _ => "not compared",
        },
    }
}

fn cases(meta: &MeasureMeta, figure: &Figure) -> String {
    match meta.shape {
        Shape::Percentage => format!(
            "{} of {}",
            show_count(figure.numerator),
            show_count(figure.denominator)
        ),
        Shape::Count if figure.denominator > figure.numerator => format!(
            "of {} {}",
            show_count(figure.denominator),
            meta.unit.plural()
        ),
        Shape::Count => String::new(),
        Shape::Mean => format!(
            "{} of {} {} known",
            show_count(figure.coverage.known as f64),
            show_count(figure.coverage.cohort as f64),
            meta.unit.plural()
        ),
        Shape::Rate => format!(
            "{} {}",
            show_count(figure.coverage.known as f64),
            meta.unit.plural()
        ),
    }
}
