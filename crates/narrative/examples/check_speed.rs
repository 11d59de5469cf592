//! How long the check of a paper takes: a report is repeated until it has 30 pages of 500 words,
//! and held to a table of published values.
//!
//! `cargo run --release -p waymark-narrative --example check_speed -- REPORT.md TABLE.csv AUTHORITY`

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

#[path = "../tests/narrative/known.rs"]
mod known;

use std::time::Instant;

use jiff::civil::date;
use waymark_narrative::check::{Verdict, check};
use waymark_narrative::facts::published;
use waymark_narrative::text::Text;

const WORDS: usize = 30 * 500;
const ROUNDS: usize = 5;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [report, table, authority] = arguments.as_slice() else {
        panic!("give the report, the table of published values, and the authority's name");
    };
    let report = std::fs::read_to_string(report).unwrap();
    let table = std::fs::read_to_string(table).unwrap();
    let mut paper = String::new();
    while paper.split_whitespace().count() < WORDS {
        paper.push_str(&report);
        paper.push_str("\n\n");
    }
    let mut best = f64::MAX;
    let mut claims = 0;
    let mut contradicted = 0;
    for _ in 0..ROUNDS {
        let measures = known::measures()
            .into_iter()
            .map(|(known, _)| known)
            .collect();
        let inspection = Some("2016-11".parse().unwrap());
        let book = published(&table, authority, date(2017, 11, 13), inspection, measures).unwrap();
        let start = Instant::now();
        let checked = check(&Text::markdown(&paper), &book);
        best = best.min(start.elapsed().as_secs_f64());
        claims = checked.claims.len();
        contradicted = checked.count(Verdict::Contradicted);
    }
    println!(
        "{} words, {claims} claims, {contradicted} contradicted: {:.0} ms",
        paper.split_whitespace().count(),
        best * 1000.0
    );
}
