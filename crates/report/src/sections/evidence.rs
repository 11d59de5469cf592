//! The evidence for one recommendation: each linked measure's sentence, its run chart, and its
//! figures in a table.

use waymark_figures::{
    Breakdown, Cell, Comparator, Evidence, Interval, MeasureId, MeasureMeta, Outcome, Selector,
};
use waymark_plan::{ComparatorKind, LinkedMeasure, Recommendation};

use super::{Report, text};
use crate::chart::{RunChartOf, draw};
use crate::document::{Block, Column, Inline, Table};
use crate::sentence::{
    Asked, GroupRow, Shown, View, age, comparator, group_table, is_of, target, tell, words,
};

/// The measure of the practice audits, whose groups by `theme` a recommendation names.
pub(super) const AUDITS: &str = "audits-good-or-better";

/// What is shown of a measure, and where.
struct Ask<'a> {
    selector: Selector,
    linked: Option<&'a LinkedMeasure>,
    recommendation: u16,
}

impl Ask<'_> {
    /// Where a cited figure stands.
    fn place(&self) -> String {
        format!("Recommendation {}", self.recommendation)
    }
}

/// Every linked measure, then the audit themes.
pub(super) fn blocks(
    report: &Report<'_>,
    recommendation: &Recommendation,
    breakdowns: &[String],
) -> Vec<Block> {
    let mut asks: Vec<Ask<'_>> = recommendation
        .measures
        .iter()
        .map(|linked| Ask {
            selector: linked.selector.clone(),
            linked: Some(linked),
            recommendation: recommendation.number,
        })
        .collect();
    for selector in audits(recommendation) {
        if !asks.iter().any(|ask| ask.selector == selector) {
            asks.push(Ask {
                selector,
                linked: None,
                recommendation: recommendation.number,
            });
        }
    }
    if asks.is_empty() {
        return vec![Block::text(
            "No measure and no audit theme is linked to this recommendation.",
        )];
    }
    asks.iter()
        .flat_map(|ask| measure(report, ask, breakdowns))
        .collect()
}

fn audits(recommendation: &Recommendation) -> impl Iterator<Item = Selector> + '_ {
    recommendation.audit_themes.iter().map(|theme| Selector {
        measure: MeasureId::parse(AUDITS).expect("the id is well formed"),
        breakdown: Some(Breakdown {
            dimension: "theme".to_owned(),
            group: theme.clone(),
        }),
    })
}

fn measure(report: &Report<'_>, ask: &Ask<'_>, breakdowns: &[String]) -> Vec<Block> {
    let book = report.input.evidence;
    let Ok(view) = View::of(book, &ask.selector, &Asked::default()) else {
        return vec![Block::text(format!(
            "{} is not known: the measure was not computed.",
            ask.selector
        ))];
    };
    let kinds: &[ComparatorKind] = ask.linked.map_or(&[], |linked| &linked.comparators);
    let statement = tell(&view, false, kinds);
    let goal = ask.linked.and_then(|linked| linked.target.as_ref());
    let title = view.title();
    let mut content = vec![
        Inline::standing(statement.standing),
        Inline::Text(" ".to_owned()),
        Inline::Strong(format!("{}.", title.trim_end_matches('.'))),
        Inline::Text(" ".to_owned()),
    ];
    let place = ask.place();
    content.extend(report.cited.told(&ask.selector, &view, &statement, &place));
    if let Some(goal) = goal {
        content.push(Inline::Text(format!(" {}", target(&view, goal))));
    }
    let mut together = vec![Block::Paragraph {
        numbered: false,
        content,
    }];
    let entry = book.find(&ask.selector);
    if let Some(entry) = entry
        && let Some(chart) = chart(entry, &view, &title, goal.map(|goal| goal.value))
    {
        let points = points(report, ask, entry, &view, &chart.description);
        together.push(Block::Chart(chart));
        together.extend(points);
    }
    let mut blocks = vec![Block::KeepTogether(together)];
    if let Some(table) = figures_table(report, &view, ask) {
        blocks.push(Block::KeepTogether(vec![Block::Table(table)]));
    }
    if let Some(entry) =
        entry.filter(|entry| entry.breakdown.is_none() && view.now.known().is_some())
    {
        for dimension in breakdowns {
            blocks.extend(
                groups_table(report, entry, dimension, ask)
                    .map(|table| Block::KeepTogether(vec![Block::Table(table)])),
            );
        }
    }
    blocks
}

/// A group's figures about children get no chart: month by month nothing says whether a group
/// left out could be worked out from the others.
fn chart(
    entry: &Evidence,
    view: &View<'_>,
    title: &str,
    target: Option<f64>,
) -> Option<crate::document::Chart> {
    if entry.breakdown.is_some() && entry.measure.unit.is_about_children() {
        return None;
    }
    draw(RunChartOf {
        meta: &entry.measure,
        title,
        series: &entry.series,
        now: entry.current.period().month,
        compared: view
            .earlier
            .as_ref()
            .and_then(Shown::period)
            .map(|period| period.month),
        target,
    })
}

/// What a chart's points are made from. They are not cited one by one: the figure reported on, or
/// the latest point where that is not known, stands for all.
fn points(
    report: &Report<'_>,
    ask: &Ask<'_>,
    entry: &Evidence,
    view: &View<'_>,
    description: &str,
) -> Option<Block> {
    let meta = &entry.measure;
    let latest = || {
        let mut shown = entry.series.iter().rev().filter_map(Outcome::figure);
        shown.find(|figure| figure.value.is_some() && figure.is_publishable(meta))
    };
    let figure = view.now.known().map(|(figure, _)| figure).or_else(latest)?;
    let place = ask.place();
    Some(Block::Paragraph {
        numbered: false,
        content: vec![
            Inline::Text(
                "The points of the chart have the definition and the snapshot of this figure."
                    .to_owned(),
            ),
            report
                .cited
                .cite(&ask.selector, figure, meta, description, &place),
        ],
    })
}

fn column(header: &str, width: u16, numeric: bool) -> Column {
    Column {
        header: header.to_owned(),
        width,
        numeric,
    }
}

/// The two periods, the baseline and the target of the plan, and the published values. None where
/// there would be no row with a value.
fn figures_table(report: &Report<'_>, view: &View<'_>, ask: &Ask<'_>) -> Option<Table> {
    let meta = view.meta;
    let row = |name: &str, shown: &Shown<'_>| shown_row(report, ask, meta, name, shown);
    let mut rows = vec![row("Now", &view.now)?];
    rows.extend(
        view.earlier
            .iter()
            .filter_map(|earlier| row("Before", earlier)),
    );
    if let Some(linked) = ask.linked {
        if let Some(baseline) = &linked.baseline {
            let month = baseline.period.in_words();
            rows.push(stated_row(
                "Baseline in the plan",
                meta,
                baseline.value,
                &month,
            ));
        }
        if let Some(goal) = &linked.target {
            let month = format!("by {}", goal.by.in_words());
            rows.push(stated_row("Target in the plan", meta, goal.value, &month));
        }
        for found in &view.published {
            let wanted = found.benchmark.comparator == Comparator::Authority
                || linked
                    .comparators
                    .iter()
                    .any(|kind| is_of(*kind, &found.benchmark.comparator));
            if wanted {
                rows.push(vec![
                    text(comparator(&found.benchmark)),
                    text(format!(
                        "to {}, {}",
                        found.benchmark.year_ending.in_words(),
                        age(found.age_in_months)
                    )),
                    text(words::value(meta, found.benchmark.value)),
                    text("published"),
                    text("not published"),
                ]);
            }
        }
    }
    Some(Table {
        caption: format!("{}, recommendation {}", view.title(), ask.recommendation),
        columns: vec![
            column("Figure", 6, false),
            column("Period", 6, false),
            column("Value", 3, true),
            column("Cases", 5, true),
            column("95% interval", 5, true),
        ],
        rows,
        row_headers: true,
    })
}

fn stated_row(name: &str, meta: &MeasureMeta, value: f64, month: &str) -> Vec<Vec<Inline>> {
    vec![
        text(name),
        text(month),
        text(words::value(meta, value)),
        text("as stated"),
        text("not stated"),
    ]
}

/// A row of a figure, cited where it is shown.
fn shown_row(
    report: &Report<'_>,
    ask: &Ask<'_>,
    meta: &MeasureMeta,
    name: &str,
    shown: &Shown<'_>,
) -> Option<Vec<Vec<Inline>>> {
    let period = shown.period()?;
    let (value, cases, interval) = match shown {
        Shown::Known { figure, value } => (
            words::value(meta, *value),
            words::cases(meta, figure),
            interval(meta, figure.interval),
        ),
        Shown::Hidden(_) => same_three("not shown"),
        _ => same_three("not known"),
    };
    let mut head = text(name);
    if let Some((figure, _)) = shown.known() {
        let when = period.in_words();
        let row = format!("{name}, {when}: {value}, {cases}, 95% interval {interval}");
        head.push(
            report
                .cited
                .cite(&ask.selector, figure, meta, &row, &ask.place()),
        );
    }
    Some(vec![
        head,
        text(period.in_words()),
        text(value),
        text(cases),
        text(interval),
    ])
}

fn same_three(words: &str) -> (String, String, String) {
    (words.to_owned(), words.to_owned(), words.to_owned())
}

/// An interval in words: `5.6% to 10.3%`.
pub(super) fn interval(meta: &MeasureMeta, interval: Option<Interval>) -> String {
    match interval {
        Some(Interval { low, high }) => {
            format!(
                "{} to {}",
                words::value(meta, low),
                words::value(meta, high)
            )
        }
        None => "not known".to_owned(),
    }
}

fn groups_table(
    report: &Report<'_>,
    entry: &Evidence,
    dimension: &str,
    ask: &Ask<'_>,
) -> Option<Table> {
    let meta = &entry.measure;
    let groups = group_table(entry, dimension)?;
    // A lone group that nobody recorded says the same as the whole, and nothing more.
    let is_recorded = |row: &GroupRow<'_>| {
        let group = row.figure.breakdown.as_ref();
        group.is_some_and(|group| group.group != "not recorded")
    };
    if !groups.rows.iter().any(is_recorded) {
        return None;
    }
    let name = dimension.replace('_', " ");
    let row = |row: &GroupRow<'_>| {
        let group = row
            .figure
            .breakdown
            .as_ref()
            .map_or("", |group| group.group.as_str());
        let mut head = text(group);
        let (value, cases) = if row.is_hidden() {
            let of = match row.published.of {
                Cell::Shown(n) => format!("not shown, of {n}"),
                Cell::Hidden => "not shown".to_owned(),
            };
            ("not shown".to_owned(), of)
        } else {
            let value = row.figure.value.map(|value| words::value(meta, value));
            (
                value.unwrap_or_else(|| "no cases".to_owned()),
                words::cases(meta, row.figure),
            )
        };
        if !row.is_hidden() && row.figure.value.is_some() {
            let selector = Selector {
                measure: meta.id.clone(),
                breakdown: row.figure.breakdown.clone(),
            };
            let words = format!("{group}: {value}, {cases}");
            let mark = report
                .cited
                .cite(&selector, row.figure, meta, &words, &ask.place());
            head.push(mark);
        }
        vec![head, text(value), text(cases)]
    };
    Some(Table {
        caption: format!(
            "{} by {name}, {}, recommendation {}",
            meta.title,
            entry.current.period().in_words(),
            ask.recommendation
        ),
        columns: vec![
            column(&capitalised(&name), 5, false),
            column("Value", 3, true),
            column("Cases", 4, true),
        ],
        rows: groups.rows.iter().map(row).collect(),
        row_headers: true,
    })
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
