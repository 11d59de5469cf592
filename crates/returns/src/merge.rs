//! Puts an import together: one source for each SSD table, one row for each person,
//! accounts of the files, and what each table covers.

mod people;

use std::collections::BTreeMap;

use jiff::ToSpan;

use crate::audit::AUDITS;
use crate::finding::{FindingCode, Place};
use crate::import::{Coverage, FileAccount, Import, Table, TableCoverage};
use crate::reading::{Origin, RawTables, Reading, RowsSetAside, ValuesSetAside};
use crate::recognise::FileKind;
use crate::source::SourceFile;
use crate::ssd;

/// The table in which people of several sources are merged.
const PERSON: &str = "ssd_person";

/// The import, once everything is read and mapped.
pub(crate) fn finish(
    files: &[SourceFile],
    kinds: Vec<FileKind>,
    raw: RawTables,
    mut reading: Reading<'_>,
) -> Import {
    let mut tables = BTreeMap::new();
    let mut coverage = Vec::new();
    ssd_tables(&mut reading, &mut tables, &mut coverage);
    raw_tables(raw, &mut reading, &mut tables, &mut coverage);
    let returns = reading.return_accounts();
    let files = files
        .iter()
        .zip(kinds)
        .zip(&reading.counts)
        .map(|((file, kind), count)| {
            let rows_kept = count.tables.iter().map(|table| table.rows).sum();
            debug_assert_eq!(count.rows_read, rows_kept + count.rows_set_aside);
            FileAccount {
                name: file.name.clone(),
                kind,
                rows_read: count.rows_read,
                rows_kept,
                rows_set_aside: count.rows_set_aside,
                tables: count.tables.clone(),
                return_label: count.return_key.and_then(|key| reading.label(key)),
            }
        })
        .collect();
    let notes = reading.notes;
    for (name, schema, batch) in [
        (
            "values_set_aside",
            ValuesSetAside::schema(),
            notes.values.finish(),
        ),
        (
            "rows_set_aside",
            RowsSetAside::schema(),
            notes.rows.finish(),
        ),
    ] {
        if batch.num_rows() > 0 {
            let batches = vec![batch];
            tables.insert(name.to_owned(), Table { schema, batches });
        }
    }
    coverage.sort_by(|a, b| a.table.cmp(&b.table));
    Import {
        tables,
        files,
        returns,
        findings: notes.findings.finish(),
        coverage,
        declared: reading.options.covers,
    }
}

fn ssd_tables(
    reading: &mut Reading<'_>,
    tables: &mut BTreeMap<String, Table>,
    coverage: &mut Vec<TableCoverage>,
) {
    for (name, mut sources) in std::mem::take(&mut reading.ssd) {
        let Some(spec) = ssd::table(name) else {
            continue;
        };
        sources.retain(|(_, batch)| batch.num_rows() > 0);
        // A stable sort: batches of one source keep their order.
        sources.sort_by_key(|(origin, _)| *origin);
        let Some(best) = sources.first().map(|(origin, _)| *origin) else {
            continue;
        };
        let schema = spec.schema();
        let batches = if name == PERSON {
            vec![people::merge(&schema, &sources)]
        } else {
            let passed_over: Vec<Origin> = sources
                .iter()
                .map(|(origin, _)| *origin)
                .filter(|origin| *origin != best)
                .collect();
            if let Some(other) = passed_over.first() {
                reading.notes.findings.add(
                    FindingCode::SourceChosen,
                    Place::default().table(name),
                    None,
                    || {
                        format!(
                            "{name} can be made from the {} and from the {}; the first was used",
                            best.in_words(),
                            other.in_words()
                        )
                    },
                );
            }
            sources
                .into_iter()
                .filter(|(origin, _)| *origin == best)
                .map(|(_, batch)| batch)
                .collect()
        };
        let spans: Vec<Coverage> = reading
            .ssd_coverage
            .iter()
            .filter(|(table, origin, _)| *table == name && *origin == best)
            .map(|(.., span)| *span)
            .collect();
        cover(name, spans, reading, coverage);
        tables.insert(name.to_owned(), Table { schema, batches });
    }
    // A return that covers a time and has no row for a table still says something of
    // it: that nothing happened. An empty table then covers what its return does.
    let silent: Vec<(&'static str, Coverage)> = reading
        .ssd_coverage
        .iter()
        .filter(|(table, ..)| !tables.contains_key(*table))
        .map(|(table, _, span)| (*table, *span))
        .collect();
    let mut by_table: BTreeMap<&'static str, Vec<Coverage>> = BTreeMap::new();
    for (table, span) in silent {
        by_table.entry(table).or_default().push(span);
    }
    for (table, spans) in by_table {
        cover(table, spans, reading, coverage);
    }
}

fn raw_tables(
    raw: RawTables,
    reading: &mut Reading<'_>,
    tables: &mut BTreeMap<String, Table>,
    coverage: &mut Vec<TableCoverage>,
) {
    for (name, rows) in raw.0 {
        if ssd::table(name).is_some() {
            continue;
        }
        let spans = rows
            .iter()
            .filter_map(|rows| rows.return_key)
            .filter_map(|key| reading.returns[key.0].coverage)
            .collect();
        cover(name, spans, reading, coverage);
        let batches: Vec<_> = rows
            .into_iter()
            .map(|rows| rows.batch)
            .filter(|batch| batch.num_rows() > 0)
            .collect();
        if let Some(first) = batches.first() {
            let schema = first.schema();
            tables.insert(name.to_owned(), Table { schema, batches });
        }
    }
}

/// Notes what a table covers: the latest unbroken stretch of what its sources cover.
fn cover(
    table: &str,
    mut spans: Vec<Coverage>,
    reading: &mut Reading<'_>,
    coverage: &mut Vec<TableCoverage>,
) {
    spans.sort_by_key(|span| (span.from, span.to));
    let mut stretches: Vec<Coverage> = Vec::new();
    for span in spans {
        match stretches.last_mut() {
            Some(last) if span.from <= last.to.saturating_add(1.day()) => {
                last.to = last.to.max(span.to);
                last.how = last.how.max(span.how);
            }
            _ => stretches.push(span),
        }
    }
    let Some(last) = stretches.last() else {
        return;
    };
    // A log of audits is a sample: a month without one is no gap in what is known.
    if stretches.len() > 1 && table != AUDITS.name {
        let gap = stretches[stretches.len() - 2].to;
        reading.notes.findings.add(
            FindingCode::CoverageGap,
            Place::default().table(table),
            None,
            || {
                format!(
                    "nothing covers the time between {gap} and {} for {table}; figures are made from \
                     {} on: import the return that is missing",
                    last.from, last.from
                )
            },
        );
    }
    let from = if table == AUDITS.name {
        stretches[0].from
    } else {
        last.from
    };
    coverage.push(TableCoverage {
        table: table.to_owned(),
        from,
        to: last.to,
        how: last.how,
    });
}

impl Origin {
    fn in_words(self) -> &'static str {
        match self {
            Self::Ssd => "SSD extract",
            Self::Ssda903 => "SSDA903 return",
            Self::Cin => "CIN census",
            Self::Workforce => "workforce census",
            Self::AnnexA => "Annex A workbook",
        }
    }
}
