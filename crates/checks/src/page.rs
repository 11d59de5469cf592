//! Findings as one document: JSON, and the page that holds it and works without a network.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde_json::{Value, json};
use waymark_codes::{CollectionYear, month_name};

use crate::checked::{Checked, Outcome};
use crate::listed::Listed;
use crate::since::Cleared;
use crate::summary::Summary;
use crate::tables::{spec_of, title_of};

/// The page, with one place for the data.
const PAGE: &str = include_str!("page.html");
/// That place.
const PLACE: &str = "{{DATA}}";
/// So many rows are named that could not be judged; the rest are counted.
const NAMED_AT_MOST: usize = 20;

/// A page of findings that a browser opens from the disk: it asks nothing of any network.
pub fn html(checked: &Checked, findings: &[Listed], cleared: Option<&[Cleared]>) -> String {
    let data = json_of(checked, findings, cleared).to_string();
    // Nothing in the data can end the element that it stands in.
    PAGE.replacen(PLACE, &data.replace('<', "\\u003c"), 1)
}

/// Findings with all that belongs to them, as JSON. `cleared` is `None` where there was nothing to
/// compare with.
pub fn json_of(checked: &Checked, findings: &[Listed], cleared: Option<&[Cleared]>) -> Value {
    let prepared = &checked.prepared;
    let year = &prepared.year;
    let summary = Summary::of(findings);
    let places: BTreeMap<&str, usize> = summary
        .rules
        .iter()
        .enumerate()
        .map(|(at, one)| (one.rule.as_str(), at))
        .collect();
    let rules: Vec<Value> = summary
        .rules
        .iter()
        .filter_map(|one| checked.rules.iter().find(|ran| ran.rule.code == one.rule))
        .map(|ran| {
            json!({
                "code": ran.rule.code,
                "title": ran.rule.title,
                "advice": ran.rule.advice,
                "severity": ran.rule.severity,
                "source": ran.rule.source,
                "unconfirmed": ran.rule.unconfirmed,
            })
        })
        .collect();
    let failed: Vec<Value> = checked
        .rules
        .iter()
        .filter_map(|ran| match &ran.outcome {
            Outcome::Failed(why) => Some(json!({ "code": ran.rule.code, "why": why })),
            _ => None,
        })
        .collect();
    let cleared_json = cleared.unwrap_or_default().iter().map(|one| {
        json!({
            "id": one.id,
            "rule": one.rule,
            "title": one.title,
            "severity": one.severity,
            "child": one.child,
            "team": one.team,
        })
    });
    json!({
        "return": year.label,
        "starts": day(year.starts),
        "ends": day(year.ends),
        "rules_year": year_name(year.rules()),
        "rules_note": rules_note(checked),
        "last": year.last,
        "compared": cleared.is_some(),
        "ran": checked.ran(),
        "rules": rules,
        "not_run": not_run(checked),
        "not_judged": not_judged(checked),
        "failed": failed,
        "set_aside": prepared.set_aside.iter().map(|(file, row, reason)| {
            let name = prepared.files.get(*file).map_or("", String::as_str);
            json!({ "where": place(name, *row), "reason": reason })
        }).collect::<Vec<_>>(),
        "tables": tables(checked, findings),
        "findings": findings.iter().map(|one| finding(one, &places)).collect::<Vec<_>>(),
        "cleared": cleared_json.collect::<Vec<_>>(),
    })
}

/// A collection year by its end, in the words of its list: `2024/25`.
pub(crate) fn year_name(ends: i16) -> String {
    CollectionYear::ending(ends).to_string()
}

/// What a reader must know where the rules of the checked year are not here.
pub fn rules_note(checked: &Checked) -> Option<String> {
    let year = &checked.prepared.year;
    (year.rules() != year.year.ends()).then(|| {
        format!(
            "There is no list of rules for {} here; those of {} were used.",
            year.year,
            year_name(year.rules())
        )
    })
}

fn day(day: Date) -> String {
    format!("{} {} {}", day.day(), month_name(day.month()), day.year())
}

fn place(file: &str, row: Option<i64>) -> String {
    match row {
        Some(row) => format!("{file}, row {row}"),
        None => file.to_owned(),
    }
}

fn not_run(checked: &Checked) -> Vec<Value> {
    checked
        .not_run()
        .into_iter()
        .map(|(lacks, codes)| {
            let lacks: Vec<String> = lacks.iter().map(ToString::to_string).collect();
            json!({ "lacks": lacks.join(" and "), "codes": codes })
        })
        .collect()
}

fn not_judged(checked: &Checked) -> Vec<Value> {
    let prepared = &checked.prepared;
    checked
        .not_judged()
        .into_iter()
        .map(|(cells, codes)| {
            let rows = prepared
                .tables
                .get(cells.table)
                .and_then(|table| table.unread.get(&cells.column));
            let places: Vec<String> = rows
                .into_iter()
                .flatten()
                .take(NAMED_AT_MOST)
                .map(|row| {
                    let (file, line) = prepared.origin(cells.table, *row);
                    place(file, Some(line))
                })
                .collect();
            json!({
                "table": title_of(cells.table),
                "column": cells.column.to_ascii_uppercase(),
                "rows": cells.rows,
                "where": places,
                "codes": codes,
            })
        })
        .collect()
}

/// The rows that are part of findings, whole, by table.
fn tables(checked: &Checked, findings: &[Listed]) -> Value {
    let prepared = &checked.prepared;
    let mut wanted: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    for place in findings.iter().flat_map(|one| &one.places) {
        wanted.entry(&place.table).or_default().insert(place.at);
    }
    let tables: serde_json::Map<String, Value> = wanted
        .into_iter()
        .map(|(table, rows)| {
            let columns = columns_of(table);
            let rows: serde_json::Map<String, Value> = rows
                .into_iter()
                .map(|row| {
                    let (file, line) = prepared.origin(table, row);
                    let cells: Vec<Option<String>> = columns
                        .iter()
                        .map(|column| prepared.cell(table, row, column))
                        .collect();
                    let row_json = json!({ "where": place(file, Some(line)), "cells": cells });
                    (row.to_string(), row_json)
                })
                .collect();
            let names: Vec<String> = columns
                .iter()
                .map(|column| column.to_ascii_uppercase())
                .collect();
            let table_json = json!({ "title": title_of(table), "columns": names, "rows": rows });
            (table.to_owned(), table_json)
        })
        .collect();
    Value::Object(tables)
}

fn columns_of(table: &str) -> Vec<String> {
    spec_of(table)
        .map(|spec| {
            spec.columns
                .iter()
                .map(waymark_returns::ColumnSpec::column_name)
                .collect()
        })
        .unwrap_or_default()
}

fn finding(one: &Listed, rules: &BTreeMap<&str, usize>) -> Value {
    let places: Vec<Value> = one
        .places
        .iter()
        .map(|place| {
            let columns = columns_of(&place.table);
            let marked: Vec<usize> = place
                .marked
                .keys()
                .filter_map(|column| columns.iter().position(|name| name == column))
                .collect();
            json!({ "table": place.table, "row": place.at, "marked": marked })
        })
        .collect();
    json!({
        "id": one.id,
        "rule": rules.get(one.rule.as_str()),
        "child": one.child,
        "team": one.team,
        "standing": one.standing,
        "unsure": one.unsure,
        "accepted": one.accepted.as_ref().map(|accepted| json!({
            "reason": accepted.reason,
            "by": accepted.by,
            "on": day(accepted.on),
        })),
        "places": places,
    })
}
