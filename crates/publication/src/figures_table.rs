//! A figure as the cells of a row: one definition of its columns for whoever gives figures out.
//!
//! [`outcome_cells`] is for those who may see figures however small. What others may see is decided
//! on the evidence, before any cell is made: [`published_cells`] and [`published_group_cells`] show
//! no more than that.

use waymark_figures::{
    Cell, Comparison, Evidence, Figure, Interval, MeasureMeta, Outcome, Shape, round_half_up,
    show_count, show_value,
};
use waymark_narrative::sentence::{GroupRow, group_table};

use waymark_report::Cited;

use crate::sheet::Value;

/// The columns of a figure: the name for people, and the key for machines.
pub const FIGURE_COLUMNS: [(&str, &str); 11] = [
    ("measure", "measure"),
    ("period", "period"),
    ("value", "value"),
    ("counted", "numerator"),
    ("of", "denominator"),
    ("95% from", "interval_low"),
    ("to", "interval_high"),
    ("known", "known"),
    ("cohort", "cohort"),
    ("left out", "left_out"),
    ("note", "note"),
];

/// The columns of a comparison with an earlier figure.
pub const COMPARISON_COLUMNS: [(&str, &str); 4] = [
    ("earlier", "earlier_value"),
    ("change", "change"),
    ("p", "p"),
    ("verdict", "verdict"),
];

/// What stands in the place of a figure that may not be published.
const NOT_SHOWN: &str = "not shown: small numbers";

/// The cells of an outcome as the data has it, in the order of [`FIGURE_COLUMNS`].
pub fn outcome_cells(meta: &MeasureMeta, outcome: &Outcome) -> Vec<Value> {
    cells(meta, outcome, |figure| figure_cells(meta, figure, false))
}

/// The cells of an outcome as it may be published, in the order of [`FIGURE_COLUMNS`]. The evidence
/// that it comes from must be protected already.
pub fn published_cells(meta: &MeasureMeta, outcome: &Outcome) -> Vec<Value> {
    cells(meta, outcome, |figure| {
        if figure.is_publishable(meta) {
            figure_cells(meta, figure, true)
        } else {
            only_a_note(NOT_SHOWN)
        }
    })
}

/// The rows of one dimension's groups as they may be published: the group's name, and its cells in
/// the order of [`FIGURE_COLUMNS`]. Empty where nothing of them may be shown.
pub fn published_group_cells(evidence: &Evidence, dimension: &str) -> Vec<(String, Vec<Value>)> {
    let Some(table) = group_table(evidence, dimension) else {
        return Vec::new();
    };
    let rows = table.rows.iter();
    rows.map(|row| (group_name(row.figure), group_cells(&evidence.measure, row)))
        .collect()
}

/// The name of a figure's group; empty where it is about the whole.
pub fn group_name(figure: &Figure) -> String {
    let group = figure.breakdown.as_ref();
    group.map_or_else(String::new, |breakdown| breakdown.group.clone())
}

/// The cells of a comparison, in the order of [`COMPARISON_COLUMNS`]; empty ones where there is
/// none.
pub fn comparison_cells(meta: &MeasureMeta, comparison: Option<&Comparison>) -> Vec<Value> {
    let Some(found) = comparison else {
        return vec![Value::Empty; COMPARISON_COLUMNS.len()];
    };
    let decimals = meta.shown_decimals();
    let rounded = round_half_up(found.difference, decimals);
    vec![
        Value::Number(found.earlier_value, show_value(meta, found.earlier_value)),
        Value::Number(
            found.difference,
            format!("{rounded:+.*}", usize::from(decimals)),
        ),
        found
            .p
            .map_or(Value::Empty, |p| Value::Number(p, show_p(p))),
        Value::text(found.verdict.in_words()),
    ]
}

/// The same as it may be published, where both figures may be: no number is kept in more digits than
/// are shown.
pub fn published_comparison_cells(
    meta: &MeasureMeta,
    comparison: Option<&Comparison>,
) -> Vec<Value> {
    let shown = comparison.map(|found| Comparison {
        earlier_value: round_half_up(found.earlier_value, meta.shown_decimals()),
        difference: round_half_up(found.difference, meta.shown_decimals()),
        p: found.p.map(|p| round_half_up(p, 3)),
        ..found.clone()
    });
    comparison_cells(meta, shown.as_ref())
}

/// A probability, short enough to read.
fn show_p(p: f64) -> String {
    if p < 0.001 {
        "<0.001".to_owned()
    } else {
        format!("{p:.3}")
    }
}

fn cells(
    meta: &MeasureMeta,
    outcome: &Outcome,
    of_figure: impl FnOnce(&Figure) -> Vec<Value>,
) -> Vec<Value> {
    let rest = match outcome {
        Outcome::Figure(figure) => of_figure(figure),
        Outcome::Refused(refusal) => only_a_note(&format!("not known: {}", refusal.reason)),
    };
    head(meta, outcome.period().month)
        .into_iter()
        .chain(rest)
        .collect()
}

fn head(meta: &MeasureMeta, month: waymark_codes::Month) -> [Value; 2] {
    [
        Value::text(meta.id.as_str()),
        Value::text(month.to_string()),
    ]
}

/// Everything behind the head left empty but the note.
fn only_a_note(note: &str) -> Vec<Value> {
    let mut cells = vec![Value::Empty; FIGURE_COLUMNS.len() - 3];
    cells.push(Value::text(note));
    cells
}

/// The cells of a group beside the others of its table.
fn group_cells(meta: &MeasureMeta, row: &GroupRow<'_>) -> Vec<Value> {
    let outcome = Outcome::Figure(row.figure.clone());
    if !row.is_hidden() {
        return published_cells(meta, &outcome);
    }
    let mut cells: Vec<Value> = head(meta, row.figure.period.month)
        .into_iter()
        .chain(only_a_note(NOT_SHOWN))
        .collect();
    if let (Cell::Shown(of), Shape::Count | Shape::Percentage) = (row.published.of, meta.shape) {
        let at = FIGURE_COLUMNS
            .iter()
            .position(|(_, key)| *key == "denominator")
            .expect("the columns of a figure have its denominator");
        cells[at] = Value::count(of);
    }
    cells
}

/// The numbers of a figure that a report shows, as far as they may stand beside it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CitedNumbers {
    /// The value, with no more digits than are shown.
    pub value: f64,
    /// Counted cases, or the sum of values; none where it could be a number of 1 to 5 children.
    pub numerator: Option<f64>,
    /// What it is of, or over.
    pub denominator: f64,
    /// The 95% interval, rounded as the value is: its ends would else tell what that hides.
    pub interval: Option<Interval>,
}

/// The numbers of a figure that a report shows. The sum behind a mean or a rate is left out where it
/// is small, as in the report's annex, and so are the digits that would give it back.
pub fn cited_numbers(meta: &MeasureMeta, cited: &Cited) -> CitedNumbers {
    let kept = |value: f64| round_half_up(value, meta.shown_decimals());
    CitedNumbers {
        value: kept(cited.value),
        numerator: Some(cited.numerator).filter(|count| !hides(meta, *count)),
        denominator: cited.denominator,
        interval: cited.interval.map(|interval| Interval {
            low: kept(interval.low),
            high: kept(interval.high),
        }),
    }
}

/// Whether a count may be one of 1 to 5 children.
fn hides(meta: &MeasureMeta, count: f64) -> bool {
    meta.unit.is_about_children() && count > 0.0 && count < FEWEST_SHOWN
}

/// The cells of a figure after its measure and period. In what is published no number of 1 to 5
/// children stands in them.
fn figure_cells(meta: &MeasureMeta, figure: &Figure, published: bool) -> Vec<Value> {
    let hides = |count: f64| published && hides(meta, count);
    // An interval lies evenly about a mean, so that its ends would tell what the value is rounded to
    // hide.
    let kept = |value: f64| {
        if published {
            round_half_up(value, meta.shown_decimals())
        } else {
            value
        }
    };
    let number = |value: f64| {
        let decimals = if meta.shape == Shape::Percentage || meta.shape == Shape::Count {
            1
        } else {
            meta.decimals.max(1)
        };
        let value = kept(value);
        Value::Number(
            value,
            format!(
                "{:.*}",
                usize::from(decimals),
                round_half_up(value, decimals)
            ),
        )
    };
    let whole = |value: f64| {
        let shown = if value.fract() == 0.0 {
            show_count(value)
        } else {
            format!("{value:.1}")
        };
        Value::Number(value, shown)
    };
    let left_out: Vec<String> = figure
        .left_out
        .iter()
        .map(|one| {
            if hides(one.cases as f64) {
                format!("fewer than 6 {}", one.reason)
            } else {
                format!("{} {}", one.cases, one.reason)
            }
        })
        .collect();
    let share = (meta.shape == Shape::Count && figure.denominator > figure.numerator).then(|| {
        format!(
            "{:.1}% of {}",
            figure.numerator / figure.denominator * 100.0,
            show_count(figure.denominator)
        )
    });
    // The cohort beside those known tells how many are not known. Of groups, those and what was left
    // out could be worked out from the whole and the other groups.
    let unknown = figure.coverage.cohort.saturating_sub(figure.coverage.known);
    let is_group = published && meta.unit.is_about_children() && figure.breakdown.is_some();
    let left_out = if is_group { Vec::new() } else { left_out };
    let cohort = if is_group || hides(unknown as f64) {
        Value::Empty
    } else {
        Value::count(figure.coverage.cohort)
    };
    // The sum behind a mean could be a count of 1 to 5 children; the value is shown rounded.
    let counted = if hides(figure.numerator) {
        Value::Empty
    } else {
        whole(figure.numerator)
    };
    vec![
        figure.value.map_or(Value::Empty, |value| {
            Value::Number(kept(value), show_value(meta, value))
        }),
        counted,
        whole(figure.denominator),
        figure
            .interval
            .map_or(Value::Empty, |interval| number(interval.low)),
        figure
            .interval
            .map_or(Value::Empty, |interval| number(interval.high)),
        Value::count(figure.coverage.known),
        cohort,
        Value::text(left_out.join("; ")),
        Value::text(share.unwrap_or_default()),
    ]
}

/// The fewest children that a published number may count.
const FEWEST_SHOWN: f64 = 6.0;

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use waymark_figures::{
        Breakdown, Coverage, DefinitionId, Interval, LeftOut, MeasureId, Period, Polarity, Refusal,
        Unit, Window,
    };

    use super::*;

    fn meta(shape: Shape, unit: Unit) -> MeasureMeta {
        MeasureMeta {
            id: MeasureId::parse("a-measure").unwrap(),
            title: "A measure".to_owned(),
            subject: "The measure".to_owned(),
            shape,
            polarity: Polarity::Low,
            unit,
            value_unit: None,
            decimals: 1,
            definition: String::new(),
            source: String::new(),
            benchmarks: Vec::new(),
            fingerprint: DefinitionId {
                version: 1,
                sha256: String::new(),
            },
        }
    }

    fn period() -> Period {
        Period::ending("2017-09".parse().unwrap(), Window::Months(12))
    }

    fn figure(meta: &MeasureMeta, numerator: f64, denominator: f64) -> Figure {
        let n = denominator as u64;
        Figure {
            measure: meta.id.clone(),
            definition: meta.fingerprint.clone(),
            snapshot: "test".to_owned(),
            period: period(),
            breakdown: None,
            numerator,
            denominator,
            value: Some(match meta.shape {
                Shape::Count => numerator,
                Shape::Percentage => numerator / denominator * 100.0,
                Shape::Mean | Shape::Rate => numerator / denominator,
            }),
            interval: Some(Interval {
                low: 0.25,
                high: 9.75,
            }),
            standard_deviation: None,
            coverage: Coverage {
                known: n,
                cohort: n + 3,
            },
            left_out: vec![LeftOut {
                reason: "died".to_owned(),
                cases: 2,
            }],
            doubt: None,
            withheld: false,
        }
    }

    fn said(cells: &[Value]) -> String {
        let cells: Vec<String> = cells[2..].iter().map(Value::plain).collect();
        cells.join(" | ")
    }

    // 40 of 400 is 10%; 3 of 400 are too few to publish, but not for officers. Three of the cohort
    // are not known and two left out, which is told to officers alone.
    #[rstest]
    #[case(
        Shape::Percentage,
        Unit::Child,
        40.0,
        400.0,
        "10 | 40 | 400 | 0.25 | 9.75 | 400 | 403 | 2 died | ",
        "10 | 40 | 400 | 0.3 | 9.8 | 400 |  | fewer than 6 died | "
    )]
    #[case(
        Shape::Percentage,
        Unit::Child,
        3.0,
        400.0,
        "0.75 | 3 | 400 | 0.25 | 9.75 | 400 | 403 | 2 died | ",
        " |  |  |  |  |  |  |  | not shown: small numbers"
    )]
    #[case(
        Shape::Percentage,
        Unit::Audit,
        3.0,
        400.0,
        "0.75 | 3 | 400 | 0.25 | 9.75 | 400 | 403 | 2 died | ",
        "0.8 | 3 | 400 | 0.3 | 9.8 | 400 | 403 | 2 died | "
    )]
    #[case(
        Shape::Count,
        Unit::Child,
        40.0,
        400.0,
        "40 | 40 | 400 | 0.25 | 9.75 | 400 | 403 | 2 died | 10.0% of 400",
        "40 | 40 | 400 | 0 | 10 | 400 |  | fewer than 6 died | 10.0% of 400"
    )]
    #[case(
        Shape::Mean,
        Unit::Child,
        3.0,
        400.0,
        "0.0075 | 3 | 400 | 0.25 | 9.75 | 400 | 403 | 2 died | ",
        "0 |  | 400 | 0.3 | 9.8 | 400 |  | fewer than 6 died | "
    )]
    fn a_figure_as_officers_and_as_others_see_it(
        #[case] shape: Shape,
        #[case] unit: Unit,
        #[case] numerator: f64,
        #[case] denominator: f64,
        #[case] officers: &str,
        #[case] others: &str,
    ) {
        let meta = meta(shape, unit);
        let outcome = Outcome::Figure(figure(&meta, numerator, denominator));
        assert_eq!(said(&outcome_cells(&meta, &outcome)), officers);
        assert_eq!(said(&published_cells(&meta, &outcome)), others);
    }

    #[test]
    fn what_is_withheld_or_refused_says_so_and_nothing_else() {
        let meta = meta(Shape::Percentage, Unit::Child);
        let withheld = Outcome::Figure(Figure {
            withheld: true,
            ..figure(&meta, 40.0, 400.0)
        });
        let refused = Outcome::Refused(Refusal {
            measure: meta.id.clone(),
            period: period(),
            reason: "the data has no audits".to_owned(),
        });
        for (outcome, note) in [
            (withheld, "not shown: small numbers"),
            (refused, "not known: the data has no audits"),
        ] {
            let cells = published_cells(&meta, &outcome);
            assert_eq!(cells.len(), FIGURE_COLUMNS.len());
            assert_eq!(cells[1].shown(), "2017-09");
            assert_eq!(said(&cells), format!(" |  |  |  |  |  |  |  | {note}"));
        }
    }

    // Of three groups with 2, 40 and 50 counted, the first is too small, and the smaller of the
    // others is hidden with it, as the first would else follow from the total.
    #[test]
    fn groups_hide_what_would_give_another_away() {
        let meta = meta(Shape::Percentage, Unit::Child);
        let group = |name: &str, numerator| Figure {
            breakdown: Some(Breakdown {
                dimension: "team".to_owned(),
                group: name.to_owned(),
            }),
            ..figure(&meta, numerator, 100.0 + numerator)
        };
        let evidence = Evidence {
            breakdown: None,
            current: Outcome::Figure(figure(&meta, 92.0, 392.0)),
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
        let rows: Vec<String> = published_group_cells(&evidence, "team")
            .iter()
            .map(|(name, cells)| format!("{name}: {} of {}", cells[3].shown(), cells[4].shown()))
            .collect();
        assert_eq!(rows, ["East:  of 102", "North:  of 140", "West: 50 of 150"]);
        assert!(published_group_cells(&evidence, "theme").is_empty());
    }
}
