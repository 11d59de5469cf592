//! Reading: records become rows of the raw tables.

use jiff::civil::{Date, date};

use super::tables;
use crate::date as dates;
use crate::finding::{FindingCode, Place};
use crate::import::{How, ReturnKind};
use crate::reading::Reading;
use crate::source::SourceFile;
use crate::xml::{self, Element, Layout, Records, RowWriter};

static LAYOUT: Layout = Layout {
    containers: &[],
    records: &["Header", "LALevelVacancies", "CSWWWorker"],
    table: "workforce_workers",
};

/// Reads a census.
pub(crate) fn read(file: &SourceFile, index: i32, reading: &mut Reading<'_>) {
    let text = xml::decode(file, index, &mut reading.notes);
    let key = reading.return_of(ReturnKind::Workforce, &file.name);
    let mut header = RowWriter::new(&tables::HEADER, index, &[]);
    let mut vacancies = RowWriter::new(&tables::VACANCIES, index, &[]);
    let mut workers = RowWriter::new(&tables::WORKERS, index, &[]);
    let mut counted_on = None;
    let mut records = Records::new(&text, index, &LAYOUT);
    while let Some(record) = records.next(reading) {
        let element = &record.element;
        let notes = &mut reading.notes;
        match element.name {
            "Header" => {
                counted_on = reference_date(element);
                let year = counted_on.map(Date::year);
                vacancies.of_year(year);
                workers.of_year(year);
                let groups: Vec<&Element<'_>> = ["CollectionDetails", "Source"]
                    .iter()
                    .filter_map(|name| element.child(name))
                    .collect();
                header.push(element.line, &[], &groups, &[], notes);
            }
            "LALevelVacancies" => vacancies.push(element.line, &[], &[element], &[], notes),
            _ => {
                let institutions: Vec<&str> = element
                    .all("QualInst")
                    .map(|institution| institution.text.trim())
                    .filter(|institution| !institution.is_empty())
                    .collect();
                let institutions = institutions.join("; ");
                let cells = [("QualInst", Some(institutions.as_str()))];
                workers.push(element.line, &cells, &[element], &["QualInst"], notes);
            }
        }
    }
    match counted_on {
        Some(day) => reading.cover(key, day, day, How::Header),
        None => {
            let place = Place::file(index).column("ReferenceDate");
            let findings = &mut reading.notes.findings;
            findings.add(FindingCode::MissingValue, place, None, || {
                "no reference date in the header, so it is not known which day the census is of"
                    .into()
            });
        }
    }
    if workers.len() == 0 {
        let findings = &mut reading.notes.findings;
        findings.add(FindingCode::EmptyFile, Place::file(index), None, || {
            "a census without a worker that could be read; export it again".into()
        });
    }
    for writer in [header, vacancies, workers] {
        writer.keep(reading, Some(key));
    }
}

/// The day that the census is of: its reference date, or else 30 September of its year.
fn reference_date(header: &Element<'_>) -> Option<Date> {
    let details = header.child("CollectionDetails")?;
    let stated = details.value("ReferenceDate").and_then(dates::parse);
    let year = || details.value("Year").and_then(|year| year.parse().ok());
    match stated {
        Some(days) => Some(dates::to_date(days)),
        None => year()
            .filter(|year| (1990..=2100).contains(year))
            .map(|year| date(year, 9, 30)),
    }
}
