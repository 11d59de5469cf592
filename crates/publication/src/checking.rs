//! The checks of a return: over files as they are, or over a snapshot beside the one before it.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use waymark_checks::{
    Accepted, Before, CatalogueError, Checked, Cleared, Listed, NotPrepared, Outcome, Prepared,
    Rules, Summary, Wanted, compare, listed, title_of,
};
use waymark_measures::CheckError;
use waymark_snapshot::{Snapshot, SnapshotError};

use crate::sheet::{Column, Sheet, Value};

/// Why a return can't be checked.
#[derive(Debug, thiserror::Error)]
pub enum CheckingError {
    /// There is none, or it has no year.
    #[error(transparent)]
    NotPrepared(#[from] NotPrepared),
    /// The rules are wrong.
    #[error(transparent)]
    Rules(#[from] CatalogueError),
    /// The engine cannot begin.
    #[error(transparent)]
    Check(#[from] CheckError),
    /// A snapshot cannot be read.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
}

/// What checking a return gave.
#[derive(Debug)]
pub struct Findings {
    /// The return, checked.
    pub checked: Checked,
    /// The findings.
    pub findings: Vec<Listed>,
    /// Those that are no more; `None` where there was nothing to compare with.
    pub cleared: Option<Vec<Cleared>>,
}

impl Findings {
    /// Sets the findings beside those of an earlier look.
    pub fn since(mut self, before: &Before) -> Self {
        let ran: BTreeSet<&str> = self
            .checked
            .rules
            .iter()
            .filter(|one| matches!(one.outcome, Outcome::Ran { .. }))
            .map(|one| one.rule.code.as_str())
            .collect();
        self.cleared = Some(compare(&mut self.findings, before, |rule| {
            ran.contains(rule)
        }));
        self
    }
}

/// Checks tables that are ready, with the rules of their year or of these codes alone.
///
/// # Errors
///
/// The engine cannot begin.
pub async fn find(
    prepared: Prepared,
    rules: &Rules,
    only: Option<&BTreeSet<String>>,
    accepted: &Accepted,
) -> Result<Findings, CheckingError> {
    let checked = waymark_measures::check(Arc::new(prepared), rules, only).await?;
    Ok(Findings {
        findings: listed(&checked, accepted),
        cleared: None,
        checked,
    })
}

/// Checks the return of a snapshot, beside the same return in the snapshot that was read before
/// it, where there is one.
///
/// # Errors
///
/// It has no return that can be checked, or cannot be read.
pub async fn find_in(
    home: &Path,
    snapshot: &Snapshot,
    wanted: &Wanted<'_>,
    rules: &Rules,
    only: Option<&BTreeSet<String>>,
) -> Result<Findings, CheckingError> {
    let accepted = Accepted::of(waymark_snapshot::accepted(home)?);
    let prepared = Prepared::of(&snapshot.submitted()?, wanted)?;
    let label = prepared.year.label.clone();
    let now = find(prepared, rules, only, &accepted).await?;
    let Some(earlier) = read_before(home, snapshot, &label)? else {
        return Ok(now);
    };
    let wanted = Wanted {
        label: Some(&label),
        ..wanted.clone()
    };
    let prepared = Prepared::of(&earlier.submitted()?, &wanted)?;
    let before = find(prepared, rules, only, &accepted).await?;
    Ok(now.since(&Before::of(&before.findings)))
}

/// The last snapshot that was read before this one and has a return of the same label.
fn read_before(
    home: &Path,
    snapshot: &Snapshot,
    label: &str,
) -> Result<Option<Snapshot>, SnapshotError> {
    let read_at = |one: &Snapshot| one.manifest.imported_at.clone();
    let mut earlier: Vec<Snapshot> = waymark_snapshot::list(home)?
        .into_iter()
        .filter(|one| one.id() != snapshot.id() && read_at(one) <= read_at(snapshot))
        .filter(|one| {
            let mut returns = one.manifest.returns.iter();
            returns.any(|one| one.kind == waymark_snapshot::SSDA903 && one.label == label)
        })
        .collect();
    earlier.sort_by_key(read_at);
    Ok(earlier.pop())
}

/// Findings as tables: a summary by rule, then a sheet for each team, the cases without a team
/// after them, and what was cleared. With `by_team` false all findings stand in one table.
pub fn findings_sheets(
    findings: &[Listed],
    cleared: Option<&[Cleared]>,
    by_team: bool,
) -> Vec<Sheet> {
    if !by_team {
        return vec![sheet("Findings".to_owned(), findings.iter())];
    }
    let mut sheets = vec![summary_sheet(&Summary::of(findings))];
    let teams: BTreeSet<Option<&str>> = findings.iter().map(|one| one.team.as_deref()).collect();
    let known = teams.iter().copied().flatten().map(Some);
    let unknown = teams.contains(&None).then_some(None);
    for team in known.chain(unknown) {
        let of_team = findings.iter().filter(|one| one.team.as_deref() == team);
        sheets.push(sheet(team.unwrap_or("Team not known").to_owned(), of_team));
    }
    if let Some(cleared) = cleared.filter(|all| !all.is_empty()) {
        sheets.push(cleared_sheet(cleared));
    }
    sheets
}

fn sheet<'f>(title: String, findings: impl Iterator<Item = &'f Listed>) -> Sheet {
    let mut rows = Vec::new();
    for one in findings {
        for place in &one.places {
            let cells: Vec<String> = place
                .marked
                .iter()
                .map(|(column, value)| {
                    let value = value.as_deref().unwrap_or("(blank)");
                    format!("{}: {value}", column.to_ascii_uppercase())
                })
                .collect();
            let accepted = one
                .accepted
                .as_ref()
                .map(|accepted| format!("{} ({}, {})", accepted.reason, accepted.by, accepted.on));
            rows.push(vec![
                Value::text(one.team.as_deref().unwrap_or_default()),
                Value::text(one.child.as_deref().unwrap_or("(no identifier)")),
                Value::text(&one.rule),
                Value::text(one.severity.to_string()),
                Value::text(&one.title),
                Value::text(title_of(&place.table)),
                Value::text(cells.join("; ")),
                Value::text(&place.file),
                Value::count(u64::try_from(place.row).unwrap_or_default()),
                Value::text(one.standing.map_or("", |standing| standing.in_words())),
                Value::text(if one.unsure { "yes" } else { "" }),
                Value::text(accepted.unwrap_or_default()),
                Value::text(&one.id),
            ]);
        }
    }
    Sheet {
        title,
        columns: Column::all(&[
            ("Team", "team"),
            ("Child", "child"),
            ("Rule", "rule"),
            ("Error or query", "severity"),
            ("What is wrong", "title"),
            ("Table", "table"),
            ("Cells to look at", "cells"),
            ("File", "file"),
            ("Row", "row"),
            ("New or still there", "standing"),
            ("May follow from a cell that could not be read", "unsure"),
            ("Accepted", "accepted"),
            ("Finding", "finding"),
        ]),
        rows,
    }
}

fn summary_sheet(summary: &Summary) -> Sheet {
    let count = |count: usize| Value::count(u64::try_from(count).unwrap_or(u64::MAX));
    Sheet {
        title: "Summary by rule".to_owned(),
        columns: Column::all(&[
            ("Rule", "rule"),
            ("Error or query", "severity"),
            ("What is wrong", "title"),
            ("Findings", "findings"),
            ("Children", "children"),
            ("New", "new"),
            ("Accepted", "accepted"),
        ]),
        rows: summary
            .rules
            .iter()
            .map(|one| {
                vec![
                    Value::text(&one.rule),
                    Value::text(one.severity.to_string()),
                    Value::text(&one.title),
                    count(one.findings),
                    count(one.children),
                    one.new.map_or(Value::Empty, count),
                    count(one.accepted),
                ]
            })
            .collect(),
    }
}

fn cleared_sheet(cleared: &[Cleared]) -> Sheet {
    Sheet {
        title: "Cleared".to_owned(),
        columns: Column::all(&[
            ("Team", "team"),
            ("Child", "child"),
            ("Rule", "rule"),
            ("Error or query", "severity"),
            ("What was wrong", "title"),
            ("Finding", "finding"),
        ]),
        rows: cleared
            .iter()
            .map(|one| {
                vec![
                    Value::text(one.team.as_deref().unwrap_or_default()),
                    Value::text(one.child.as_deref().unwrap_or("(no identifier)")),
                    Value::text(&one.rule),
                    Value::text(one.severity.to_string()),
                    Value::text(&one.title),
                    Value::text(&one.id),
                ]
            })
            .collect(),
    }
}
