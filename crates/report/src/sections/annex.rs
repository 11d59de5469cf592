//! The end of the appendix on figures: one row for each figure that the report shows, which its
//! mark leads to. Only what may be published stands here, since only that was cited.

use std::collections::BTreeSet;

use waymark_figures::{Figure, MeasureMeta, Shape, show_count};

use super::cited::Noted;
use super::evidence::interval;
use super::{Report, amount, short_id, text};
use crate::document::{Block, Column, Inline, Table};
use crate::sentence::{age, comparator, words};

/// How to read the table, and the table.
pub(super) fn blocks(report: &Report<'_>) -> Vec<Block> {
    let noted = report.cited.noted();
    let mut blocks = vec![Block::heading(3, "Each figure, with its evidence")];
    let (Some(first), Some(last)) = (noted.first(), noted.last()) else {
        blocks.push(Block::text("This report shows no figure."));
        return blocks;
    };
    blocks.push(Block::text(format!(
        "Each figure of this report is followed by its reference, {} to {}, which leads to a row of this table. {}",
        first.cited.mark,
        last.cited.mark,
        from(&noted)
    )));
    blocks.push(Block::text(
        "Somebody who may see cases opens those behind a figure with the command \u{201c}waymark report trace\u{201d}, followed by the report\u{2019}s name and the reference.",
    ));
    blocks.push(Block::Table(Table {
        caption: "The figures of this report and their evidence".to_owned(),
        columns: vec![
            column("Ref.", 7),
            column("Figure", 25),
            column("Value and cases", 27),
            column("Published values beside it", 25),
            column("Definition", 16),
        ],
        rows: noted.iter().map(row).collect(),
        row_headers: true,
    }));
    blocks
}

fn column(header: &str, width: u16) -> Column {
    Column {
        header: header.to_owned(),
        width,
        numeric: false,
    }
}

/// The snapshot that the figures come from, said once for all rows.
fn from(noted: &[Noted]) -> String {
    let snapshots: BTreeSet<&str> = noted
        .iter()
        .map(|one| one.cited.snapshot.as_str())
        .collect();
    let noun = if snapshots.len() == 1 {
        "snapshot"
    } else {
        "snapshots"
    };
    let snapshots: Vec<String> = snapshots.into_iter().map(str::to_owned).collect();
    format!(
        "All of them were computed from the {noun} {}.",
        words::list(&snapshots)
    )
}

fn row(noted: &Noted) -> Vec<Vec<Inline>> {
    let (cited, meta) = (&noted.cited, &noted.meta);
    vec![
        vec![Inline::Anchor {
            id: cited.place_id(),
            text: cited.mark.clone(),
        }],
        text(format!(
            "{}, {}",
            cited.title,
            noted.figure.period.in_words()
        )),
        text(format!(
            "{}. 95% interval {}. {}.{}",
            value_and_cases(noted),
            interval(meta, cited.interval),
            known(meta, &noted.figure),
            doubt(meta, &noted.figure)
        )),
        text(published(noted)),
        text(format!(
            "{}, version {}, {}",
            meta.id,
            cited.definition.version,
            short_id(&cited.definition.sha256)
        )),
    ]
}

/// The value, with numerator and denominator in words: `7.6%: 37 of 487 children`.
fn value_and_cases(noted: &Noted) -> String {
    let (figure, meta) = (&noted.figure, &noted.meta);
    let cases = match meta.shape {
        // A count of all that there is says its cases itself.
        Shape::Count if figure.denominator <= figure.numerator => {
            return words::units(meta.unit, figure.numerator as u64);
        }
        Shape::Count | Shape::Percentage => format!(
            "{} of {}",
            show_count(figure.numerator),
            words::units(meta.unit, figure.denominator as u64)
        ),
        Shape::Mean | Shape::Rate => sum(meta, figure),
    };
    format!("{}: {cases}", noted.cited.said)
}

/// The sum of a mean or a rate, and what it is divided by: `43,945 days over 85 children`,
/// `3,000 cases over 190 FTE, from 190 practitioners`.
fn sum(meta: &MeasureMeta, figure: &Figure) -> String {
    let from = words::units(meta.unit, figure.n());
    if is_small_sum(meta, figure) {
        return format!("from {from}");
    }
    let sum = amount(figure.numerator);
    let per = amount(figure.denominator);
    let unit = meta.value_unit.as_deref().unwrap_or("in all");
    match (meta.shape, unit.split_once(" per ")) {
        (Shape::Mean, _) => format!("{sum} {unit} over {from}"),
        (_, Some((what, of))) => format!("{sum} {what} over {per} {of}, from {from}"),
        (_, None) => format!("{sum} {unit} over {per}, from {from}"),
    }
}

/// Whether the sum behind a mean or a rate could be a count of 1 to 5 children. The value is
/// rounded and does not tell it; the sum would.
fn is_small_sum(meta: &MeasureMeta, figure: &Figure) -> bool {
    meta.unit.is_about_children() && figure.numerator > 0.0 && figure.numerator < 6.0
}

/// Whether cases of it fail checks of the data.
fn doubt(meta: &MeasureMeta, figure: &Figure) -> String {
    match &figure.doubt {
        Some(doubt) => format!(" {}", doubt.in_words(meta, figure, true)),
        None => String::new(),
    }
}

/// Of how many cases the answer is known.
fn known(meta: &MeasureMeta, figure: &Figure) -> String {
    if figure.coverage.known == figure.coverage.cohort {
        "Known for all".to_owned()
    } else {
        format!("Known for {}", words::coverage(meta, figure))
    }
}

/// Each published value with whom it is about, its year, and how much older or newer that is.
fn published(noted: &Noted) -> String {
    let month = noted.figure.period.month;
    let values: Vec<String> = noted
        .cited
        .published
        .iter()
        .map(|value| {
            format!(
                "{}: {} to {}, {}",
                comparator(value),
                words::value(&noted.meta, value.value),
                value.year_ending.in_words(),
                age(value.year_ending.months_until(month))
            )
        })
        .collect();
    if values.is_empty() {
        "None".to_owned()
    } else {
        format!("{}.", values.join("; "))
    }
}
