//! Findings as they are listed, given out and carried over: each with an identity of its own.

use std::collections::{BTreeMap, HashMap};

use sha2::{Digest, Sha256};

use crate::accepted::{Acceptance, Accepted};
use crate::checked::{Checked, Place};
use crate::rule::Severity;
use crate::since::Standing;

/// A finding: one problem of one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its identity: the same for the same problem of the same child in every month. It is made of
    /// the child's identifier, so it is data about the child.
    pub id: String,
    /// The rule's code.
    pub rule: String,
    /// What is wrong.
    pub title: String,
    /// How grave it is.
    pub severity: Severity,
    /// The child, by the return's identifier.
    pub child: Option<String>,
    /// The team that holds the case, where that is known.
    pub team: Option<String>,
    /// The rows that are part of it.
    pub places: Vec<ListedPlace>,
    /// Whether it may only follow from another cell of the child that could not be read.
    pub unsure: bool,
    /// Whether it was there before; `None` where there is nothing to compare with.
    pub standing: Option<Standing>,
    /// Who accepted it and why, where somebody did.
    pub accepted: Option<Acceptance>,
}

/// A row that is part of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedPlace {
    /// The table.
    pub table: String,
    /// The file.
    pub file: String,
    /// The row in it as Excel or an editor shows it; in XML the line.
    pub row: i64,
    /// The cells to mark: column and what stands in it.
    pub marked: BTreeMap<String, Option<String>>,
    /// The row in the prepared table.
    pub at: u32,
}

/// The columns that tell one row of a child from another, by table.
fn telling(table: &str) -> &'static [&'static str] {
    match table {
        "episodes" => &["decom"],
        "reviews" => &["review"],
        "placed_adoption" => &["date_placed"],
        "previous_permanence" => &["date_perm"],
        "missing" => &["mis_start"],
        "social_workers" => &["sw_decom", "sw_id"],
        "deprivation_of_liberty" => &["dolo_start"],
        "settings" => &["urn"],
        _ => &[],
    }
}

/// The findings of a checked return, by rule and in the order of the rows.
pub fn listed(checked: &Checked, accepted: &Accepted) -> Vec<Listed> {
    let prepared = &checked.prepared;
    let mut seen: HashMap<[u8; 32], u32> = HashMap::new();
    checked
        .problems()
        .map(|(rule, problem)| {
            let child = checked.child_of(problem);
            let mut text = format!("{}\n{}\n", rule.code, child.unwrap_or_default());
            for place in &problem.rows {
                text.push_str(&key_of(checked, *place));
            }
            let mut hash: [u8; 32] = Sha256::digest(text.as_bytes()).into();
            let nth = seen.entry(hash).or_default();
            *nth += 1;
            if *nth > 1 {
                text.push_str(&nth.to_string());
                hash = Sha256::digest(text.as_bytes()).into();
            }
            let id: String = hash[..8].iter().map(|byte| format!("{byte:02x}")).collect();
            let places = problem.rows.iter().map(|place| {
                let (file, row) = prepared.origin(place.table, place.row);
                let marked = rule
                    .cells
                    .iter()
                    .filter(|cell| is_same_table(&cell.table, place.table))
                    .map(|cell| {
                        let value = prepared.cell(place.table, place.row, &cell.column);
                        (cell.column.clone(), value)
                    });
                ListedPlace {
                    table: place.table.to_owned(),
                    file: file.to_owned(),
                    row,
                    marked: marked.collect(),
                    at: place.row,
                }
            });
            Listed {
                rule: rule.code.clone(),
                title: rule.title.clone(),
                severity: rule.severity,
                team: child.and_then(|child| prepared.teams.get(child).cloned()),
                child: child.map(str::to_owned),
                places: places.collect(),
                unsure: problem.unsure,
                standing: None,
                accepted: accepted.of_finding(&id).cloned(),
                id,
            }
        })
        .collect()
}

/// Cells of this year's table are marked in last year's too, where a rule names both.
fn is_same_table(named: &str, table: &str) -> bool {
    named == table || table.strip_suffix(crate::LAST) == Some(named)
}

fn key_of(checked: &Checked, place: Place) -> String {
    let mut key = format!("{}\n", place.table);
    let table = place.table.strip_suffix(crate::LAST).unwrap_or(place.table);
    for column in telling(table) {
        let value = checked.prepared.cell(place.table, place.row, column);
        key.push_str(value.as_deref().unwrap_or("-"));
        key.push('\n');
    }
    key
}
