//! How the report came about: each step with its day and who took it, and why what the evidence
//! contradicts stands in it all the same.

use super::{Report, text};
use crate::document::{Block, Column, Table};
use crate::sentence::words;

/// The steps in a table; nothing where nobody has signed the report off.
pub(super) fn blocks(report: &Report<'_>) -> Vec<Block> {
    let steps = report.input.steps;
    if steps.is_empty() {
        return Vec::new();
    }
    let column = |header: &str, width| Column {
        header: header.to_owned(),
        width,
        numeric: false,
    };
    let rows = steps
        .iter()
        .map(|step| vec![text(words::day(step.on)), text(&step.who), text(&step.what)])
        .collect();
    vec![Block::Table(Table {
        caption: "The steps of this report, oldest first".to_owned(),
        columns: vec![column("Day", 18), column("Who", 26), column("What", 56)],
        rows,
        row_headers: true,
    })]
}
