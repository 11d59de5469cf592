//! The history of Loamshire's improvement plan: what its people did in two years, as the commands
//! that they gave, a JSON value a line. The plan that they lead to is `plan.toml`.
//!
//! What was said and decided is written by hand in `loamshire/history.jsonl`; the rounds of
//! practice audits come from the log of audits, so that the ledger and the log hold the same
//! grades.

use serde_json::{Value, json};

use crate::audits::{Grading, month_text, themes};
use crate::days::{Day, MonthIndex, first_of, parts};

/// What was written by hand.
const WRITTEN: &str = include_str!("loamshire/history.jsonl");
/// Who plans and closes rounds: the performance analyst.
const ANALYST: &str = "P1";
/// Who audits; each moderates what the one before graded.
const AUDITORS: [&str; 4] = ["P13", "P14", "P15", "P16"];
/// Of which cases a round's sample is drawn.
const SAMPLE_FRAME: &str = "Cases open to a team at the end of the month, drawn at random; every team has one case or more over two months";

/// A line with the day that it is ordered by.
struct Line {
    today: String,
    text: String,
}

/// Every command in the order of days; what was written by hand comes first on its day.
pub(crate) fn history(log: &[Grading]) -> String {
    let written = WRITTEN
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| Line {
            today: day_of(line),
            text: line.to_owned(),
        });
    let mut lines: Vec<Line> = written.chain(rounds(log)).collect();
    // Stable: of one day, the order stays.
    lines.sort_by(|a, b| a.today.cmp(&b.today));
    let mut out = String::new();
    for line in lines {
        out.push_str(&line.text);
        out.push('\n');
    }
    out
}

/// The day of a line that was written by hand.
fn day_of(line: &str) -> String {
    let read: Value = serde_json::from_str(line).unwrap_or_default();
    read["today"].as_str().unwrap_or_default().to_owned()
}

fn rounds(log: &[Grading]) -> Vec<Line> {
    let mut months: Vec<MonthIndex> = log.iter().map(|grading| grading.month).collect();
    months.dedup();
    months
        .into_iter()
        .flat_map(|month| {
            let of_month: Vec<&Grading> = log
                .iter()
                .filter(|grading| grading.month == month)
                .collect();
            round(month, &of_month)
        })
        .collect()
}

/// One month's round: planned on its third day, graded from the tenth to the twenty-fourth,
/// moderated on the second and third of the next month, closed on the fifth.
fn round(month: MonthIndex, gradings: &[&Grading]) -> Vec<Line> {
    let id = format!("A{}", month_text(month));
    let mut references: Vec<&str> = gradings
        .iter()
        .map(|grading| grading.reference.as_str())
        .collect();
    references.dedup();
    let first = first_of(month);
    let next = first_of(month + 1);
    let themes: Vec<&str> = themes().collect();
    let mut lines = vec![line(
        first + 2,
        ANALYST,
        json!({
            "command": "plan-round",
            "id": id,
            "month": month_text(month),
            "themes": themes,
            "sample_frame": SAMPLE_FRAME,
            "sample_size": references.len(),
            "auditors": AUDITORS,
        }),
    )];
    let mut moderations = Vec::new();
    for grading in gradings {
        let case = references
            .iter()
            .position(|reference| *reference == grading.reference)
            .unwrap_or_default();
        let auditor = AUDITORS[case % AUDITORS.len()];
        let fortnight = i32::try_from(case % 15).unwrap_or_default();
        lines.push(line(
            first + 9 + fortnight,
            auditor,
            json!({
                "command": "record-grading",
                "round": id,
                "reference": grading.reference,
                "theme": grading.theme(),
                "team": grading.team,
                "auditor": auditor,
                "grade": code(grading.graded()),
            }),
        ));
        if let Some(moderated) = grading.moderated() {
            let moderator = AUDITORS[(case + 1) % AUDITORS.len()];
            let mut give = json!({
                "command": "moderate-grading",
                "round": id,
                "reference": grading.reference,
                "theme": grading.theme(),
                "grade": code(moderated),
            });
            if moderated != grading.graded() {
                give["reason"] = reason(grading.graded(), moderated).into();
            }
            moderations.push(line(next + 1 + (fortnight % 2), moderator, give));
        }
    }
    lines.append(&mut moderations);
    lines.push(line(
        next + 4,
        ANALYST,
        json!({ "command": "close-round", "round": id }),
    ));
    lines
}

/// Grades from the worst to the best, to tell which way a moderator went.
const WORST_FIRST: [&str; 4] = ["Inadequate", "Requires improvement", "Good", "Outstanding"];

fn reason(from: &str, to: &str) -> &'static str {
    let place = |grade: &str| WORST_FIRST.iter().position(|known| *known == grade);
    if place(to) < place(from) {
        "The record shows less than the grade says: what was done is not followed through in the plan."
    } else {
        "The record shows more than the grade says: the manager's note on the case was overlooked."
    }
}

/// A grade as the ledger's commands have it.
fn code(grade: &str) -> String {
    grade.to_lowercase().replace(' ', "-")
}

fn line(day: Day, by: &str, give: Value) -> Line {
    let (year, month, of_month) = parts(day);
    let today = format!("{year:04}-{month:02}-{of_month:02}");
    let text = json!({ "today": today, "by": by, "give": give }).to_string();
    Line { today, text }
}
