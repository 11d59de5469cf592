//! Figures of a measure as tables of words: month by month, by group, beside published values.
//!
//! With `sees_all` every number is shown; without it, what may be published.

use waymark_figures::{
    BenchmarkComparison, Cell, Comparison, Evidence, Figure, Interval, MeasureMeta, Outcome,
    Verdict, show_count,
};
use waymark_measures::NOT_RECORDED;
use waymark_narrative::sentence::{GroupRow, age, comparator, group_table, words};
use waymark_publication::group_name;

use crate::pages::chart::TableHtml;
use crate::saying::capitalised;

const NOT_SHOWN: &str = "not shown";
const NOT_KNOWN: &str = "not known";

/// A figure in three cells: value, cases, interval.
pub type Cells = [String; 3];

fn same(words: &str) -> Cells {
    [words.to_owned(), words.to_owned(), words.to_owned()]
}

/// The cells of an outcome.
pub fn cells(meta: &MeasureMeta, outcome: &Outcome, sees_all: bool) -> Cells {
    match outcome {
        Outcome::Refused(_) => same(NOT_KNOWN),
        Outcome::Figure(figure) if sees_all || figure.is_publishable(meta) => {
            figure_cells(meta, figure)
        }
        Outcome::Figure(_) => same(NOT_SHOWN),
    }
}

fn figure_cells(meta: &MeasureMeta, figure: &Figure) -> Cells {
    let Some(value) = figure.value else {
        return ["no cases".to_owned(), "0".to_owned(), NOT_KNOWN.to_owned()];
    };
    [
        words::value(meta, value),
        words::cases(meta, figure),
        interval(meta, figure.interval),
    ]
}

/// An interval in words: `5.6% to 10.3%`.
pub fn interval(meta: &MeasureMeta, interval: Option<Interval>) -> String {
    match interval {
        Some(Interval { low, high }) => {
            format!(
                "{} to {}",
                words::value(meta, low),
                words::value(meta, high)
            )
        }
        None => NOT_KNOWN.to_owned(),
    }
}

/// A change in words: `Up 3.2 percentage points`.
pub fn change(meta: &MeasureMeta, comparison: &Comparison) -> String {
    let difference = comparison.difference;
    if difference == 0.0 {
        return "The same".to_owned();
    }
    let way = if difference > 0.0 { "Up" } else { "Down" };
    if words::shows_as_nought(meta, difference) {
        return format!("{way} by less than {}", words::smallest_difference(meta));
    }
    format!("{way} {}", words::difference(meta, difference))
}

/// A verdict as it stands in a cell, and the class of its tag.
pub fn verdict(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Better => ("Better", "govuk-tag--green"),
        Verdict::Worse => ("Worse", "govuk-tag--red"),
        Verdict::Higher => ("Higher", "govuk-tag--blue"),
        Verdict::Lower => ("Lower", "govuk-tag--blue"),
        Verdict::NoClearChange => ("No clear change", "govuk-tag--grey"),
    }
}

fn header(columns: &[(&str, bool)]) -> Vec<(String, bool)> {
    columns
        .iter()
        .map(|(words, is_number)| ((*words).to_owned(), *is_number))
        .collect()
}

/// The series, the latest month first.
pub fn series(entry: &Evidence, sees_all: bool) -> TableHtml {
    let meta = &entry.measure;
    TableHtml {
        caption: format!("{}, month by month", meta.title),
        header: header(&[
            ("Month", false),
            ("Value", true),
            ("Cases", true),
            ("95% interval", true),
        ]),
        rows: entry
            .series
            .iter()
            .rev()
            .map(|outcome| {
                let month = outcome.period().month.in_words();
                let cells = cells(meta, outcome, sees_all);
                std::iter::once(month).chain(cells).collect()
            })
            .collect(),
    }
}

/// The dimensions that the groups of an entry have, each once, in their order.
pub fn dimensions(entry: &Evidence) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for figure in &entry.groups {
        if let Some(group) = &figure.breakdown
            && !all.contains(&group.dimension)
        {
            all.push(group.dimension.clone());
        }
    }
    all
}

/// The groups of a dimension.
pub fn of_dimension<'a>(
    entry: &'a Evidence,
    dimension: &'a str,
) -> impl Iterator<Item = &'a Figure> {
    entry.groups.iter().filter(move |figure| {
        let group = figure.breakdown.as_ref();
        group.is_some_and(|group| group.dimension == dimension)
    })
}

/// The groups of a dimension as a table; none where nothing of them may be shown, and where the data
/// does not record the group of any case.
pub fn groups(entry: &Evidence, dimension: &str, sees_all: bool) -> Option<TableHtml> {
    let meta = &entry.measure;
    let row = |name: String, cells: Cells| std::iter::once(name).chain(cells).collect();
    let rows: Vec<Vec<String>> = if sees_all {
        of_dimension(entry, dimension)
            .map(|figure| row(group_name(figure), figure_cells(meta, figure)))
            .collect()
    } else {
        let table = group_table(entry, dimension)?;
        let rows = table.rows.iter();
        rows.map(|one| row(group_name(one.figure), group_cells(meta, one)))
            .collect()
    };
    let name = words_of(dimension);
    let is_recorded = rows.iter().any(|row| row[0] != NOT_RECORDED);
    is_recorded.then(|| TableHtml {
        caption: format!(
            "{} by {name}, {}",
            meta.title,
            entry.current.period().in_words()
        ),
        header: header(&[
            (&capitalised(&name), false),
            ("Value", true),
            ("Cases", true),
            ("95% interval", true),
        ]),
        rows,
    })
}

fn group_cells(meta: &MeasureMeta, row: &GroupRow<'_>) -> Cells {
    if !row.is_hidden() {
        return figure_cells(meta, row.figure);
    }
    let cases = match row.published.of {
        Cell::Shown(of) => format!("{NOT_SHOWN}, of {}", show_count(of as f64)),
        Cell::Hidden => NOT_SHOWN.to_owned(),
    };
    [NOT_SHOWN.to_owned(), cases, NOT_SHOWN.to_owned()]
}

/// Published values beside a figure, each with whom it is about, its year, and how old it is.
pub fn published(meta: &MeasureMeta, found: &[BenchmarkComparison]) -> Option<TableHtml> {
    (!found.is_empty()).then(|| TableHtml {
        caption: format!("{}: published values beside the figure", meta.title),
        header: header(&[
            ("Who", false),
            ("Published value", true),
            ("Year to", false),
            ("Age beside the figure", false),
            ("The figure is", false),
        ]),
        rows: found
            .iter()
            .map(|one| {
                let (word, _) = verdict(one.verdict);
                let standing = match one.verdict {
                    Verdict::NoClearChange => "Not clearly different".to_owned(),
                    _ => format!("Clearly {}", word.to_lowercase()),
                };
                vec![
                    comparator(&one.benchmark),
                    words::value(meta, one.benchmark.value),
                    one.benchmark.year_ending.in_words(),
                    capitalised(&age(one.age_in_months)),
                    standing,
                ]
            })
            .collect(),
    })
}

/// The name of a column of a definition as words.
pub fn words_of(name: &str) -> String {
    name.strip_prefix("by_").unwrap_or(name).replace('_', " ")
}

#[cfg(test)]
pub mod sample {
    //! Figures of a made-up measure, for the tests of these pages.

    use waymark_codes::Month;
    use waymark_figures::{
        Coverage, DefinitionId, Figure, MeasureId, MeasureMeta, Period, Polarity, Shape, Unit,
        Window,
    };

    /// A share of children, where low is good.
    pub fn meta() -> MeasureMeta {
        MeasureMeta {
            id: MeasureId::parse("a-measure").unwrap(),
            title: "A measure".to_owned(),
            subject: "The measure".to_owned(),
            shape: Shape::Percentage,
            polarity: Polarity::Low,
            unit: Unit::Child,
            value_unit: None,
            decimals: 1,
            definition: "What it is".to_owned(),
            source: "A guide".to_owned(),
            benchmarks: Vec::new(),
            fingerprint: DefinitionId {
                version: 1,
                sha256: "0".repeat(64),
            },
        }
    }

    /// So many of so many, in a window of so many months.
    pub fn figure(meta: &MeasureMeta, month: Month, window: u16, counted: f64, of: f64) -> Figure {
        Figure {
            measure: meta.id.clone(),
            definition: meta.fingerprint.clone(),
            snapshot: "test".to_owned(),
            period: Period::ending(month, Window::Months(window)),
            breakdown: None,
            numerator: counted,
            denominator: of,
            value: (of > 0.0).then(|| counted / of * 100.0),
            interval: None,
            standard_deviation: None,
            coverage: Coverage {
                known: of as u64,
                cohort: of as u64,
            },
            left_out: Vec::new(),
            doubt: None,
            withheld: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use waymark_figures::{Breakdown, Refusal, compare};

    use super::sample::{figure, meta};
    use super::*;

    fn month() -> waymark_codes::Month {
        "2017-09".parse().unwrap()
    }

    #[test]
    fn officers_see_small_numbers_and_others_that_there_are_some() {
        let meta = meta();
        for (counted, of, officers, others) in [
            (40.0, 400.0, "10.0%", "10.0%"),
            (3.0, 400.0, "0.8%", NOT_SHOWN),
            (0.0, 0.0, "no cases", "no cases"),
        ] {
            let outcome = Outcome::Figure(figure(&meta, month(), 12, counted, of));
            assert_eq!(cells(&meta, &outcome, true)[0], officers, "{counted}");
            assert_eq!(cells(&meta, &outcome, false)[0], others, "{counted}");
        }
        let refused = Outcome::Refused(Refusal {
            measure: meta.id.clone(),
            period: figure(&meta, month(), 12, 1.0, 2.0).period,
            reason: "no data".to_owned(),
        });
        assert_eq!(cells(&meta, &refused, true), same(NOT_KNOWN));
    }

    // 2 of 102 are too few for others, and 40 of 140 go with them, as the total would else tell.
    #[test]
    fn groups_are_whole_for_officers_alone() {
        let meta = meta();
        let group = |name: &str, counted| Figure {
            breakdown: Some(Breakdown {
                dimension: "home_team".to_owned(),
                group: name.to_owned(),
            }),
            ..figure(&meta, month(), 12, counted, 100.0 + counted)
        };
        let entry = Evidence {
            breakdown: None,
            current: Outcome::Figure(figure(&meta, month(), 12, 92.0, 392.0)),
            earlier: None,
            comparison: None,
            series: Vec::new(),
            benchmarks: Vec::new(),
            groups: vec![
                group("East", 2.0),
                group("North", 40.0),
                group("West", 50.0),
            ],
            measure: meta.clone(),
        };
        assert_eq!(dimensions(&entry), ["home_team"]);
        for (sees_all, values) in [
            (true, ["2.0%", "28.6%", "33.3%"]),
            (false, [NOT_SHOWN, NOT_SHOWN, "33.3%"]),
        ] {
            let table = groups(&entry, "home_team", sees_all).unwrap();
            assert_eq!(table.header[0].0, "Home team");
            let found: Vec<&str> = table.rows.iter().map(|row| row[1].as_str()).collect();
            assert_eq!(found, values);
        }
        assert!(groups(&entry, "theme", true).is_none());
    }

    #[test]
    fn a_change_says_which_way_and_how_far() {
        let meta = meta();
        for (before, now, words) in [
            (40.0, 50.0, "Up 10.0 percentage points"),
            (50.0, 40.0, "Down 10.0 percentage points"),
            (40.0, 40.0, "The same"),
        ] {
            let earlier = figure(&meta, month().minus(12), 12, before, 100.0);
            let later = figure(&meta, month(), 12, now, 100.0);
            let found = compare(&meta, &earlier, &later).unwrap();
            assert_eq!(change(&meta, &found), words);
        }
    }
}
