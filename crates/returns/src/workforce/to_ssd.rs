//! Mapping to SSD: `ssd_professionals`, as the latest census states them.
//!
//! SSD's table has no days: it says who works now, and with how many cases. So the workers of
//! one census make it, and those of earlier ones stay in the raw tables. Workers' birth dates,
//! sex and ethnicity are not of use there and stay in the raw tables too.

use std::collections::HashSet;

use jiff::civil::Date;
use waymark_codes::workforce::ROLE;

use super::tables;
use crate::date as dates;
use crate::finding::{FindingCode, Place};
use crate::import::Coverage;
use crate::reading::{Origin, RawBatch, RawTables, Reading};
use crate::ssd_rows::{Cell, RawColumn, SsdRows};

/// Maps the latest workforce census of the import to SSD.
pub(crate) fn to_ssd(raw: &RawTables, reading: &mut Reading<'_>) {
    let censuses = raw.table(tables::WORKERS.name);
    let coverage =
        |census: &RawBatch| -> Option<Coverage> { reading.returns[census.return_key?.0].coverage };
    // Of two of the same day the later file stands.
    let Some(latest) = censuses
        .iter()
        .max_by_key(|census| coverage(census).map(|coverage| coverage.to))
    else {
        return;
    };
    let covers = coverage(latest);
    let rows = professionals(latest, covers.map(|coverage| coverage.to), reading);
    if let Some((table, batch)) = rows.finish() {
        reading.keep_ssd(Origin::Workforce, table, batch);
        if let Some(covers) = covers {
            reading.cover_ssd(table, Origin::Workforce, covers);
        }
    }
    if censuses.len() > 1 {
        let place = Place::default().table("ssd_professionals");
        let findings = &mut reading.notes.findings;
        findings.add(FindingCode::SourceChosen, place, None, || {
            let day = covers.map_or("unknown day".to_owned(), |coverage| coverage.to.to_string());
            format!(
                "several workforce censuses; the professionals are those of {day}, the others stay \
                 in the raw tables"
            )
        });
    }
}

fn professionals(census: &RawBatch, day: Option<Date>, reading: &mut Reading<'_>) -> SsdRows {
    let mut rows = SsdRows::new(
        "ssd_professionals",
        &[
            "prof_professional_id",
            "prof_social_worker_registration_no",
            "prof_agency_worker_flag",
            "prof_professional_job_title",
            "prof_professional_caseload",
            "prof_full_time_equivalency",
        ],
    );
    let batch = &census.batch;
    let column = |name| RawColumn::of(batch, name);
    let (number, agency, role) = (column("sweno"), column("agencyworker"), column("orgrole"));
    let (cases_on_day, cases) = (column("cases30"), column("cases"));
    let (fte_on_day, fte) = (column("fte30"), column("fte"));
    let (left, file, line) = (column("roleenddate"), column("_file"), column("_row"));
    let day = day.map(dates::to_days);
    let mut seen: HashSet<&str> = HashSet::new();
    for row in 0..batch.num_rows() {
        if let Some(known) = number.text(row)
            && !seen.insert(known)
        {
            let place = Place {
                file: file.small_integer(row),
                row: line.integer(row).and_then(|line| u64::try_from(line).ok()),
                ..Place::default().table(tables::WORKERS.name).column("SWENo")
            };
            reading
                .notes
                .findings
                .add(FindingCode::RepeatedRow, place, None, || {
                    "a worker who is there already; among the professionals the first record stands"
                        .into()
                });
            continue;
        }
        let id = match number.text(row) {
            Some(number) => number.to_owned(),
            None => format!("CSWW:worker {}", row + 1),
        };
        // Who left before the day holds no cases on it.
        let gone = matches!((left.date(row), day), (Some(left), Some(day)) if left < day);
        let caseload = cases_on_day.integer(row).or_else(|| cases.integer(row));
        let equivalent = fte_on_day.decimal(row).or_else(|| fte.decimal(row));
        rows.push([
            id.into(),
            number.text(row).into(),
            match agency.text(row) {
                Some("1") => "Y".into(),
                Some("0") => "N".into(),
                _ => Cell::Null,
            },
            role.text(row).and_then(|role| ROLE.label(role)).into(),
            caseload.filter(|_| !gone).map_or(Cell::Null, Cell::Integer),
            equivalent
                .filter(|_| !gone)
                .map_or(Cell::Null, Cell::Decimal),
        ]);
    }
    rows
}
