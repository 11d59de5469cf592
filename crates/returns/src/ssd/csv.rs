//! An SSD table as CSV: a council's own extract, read as it is.

use arrow::array::RecordBatch;

use crate::columns::{self, CsvTable, match_header};
use crate::csv_text::CsvText;
use crate::finding::{FindingCode, Place};
use crate::import::{Coverage, How};
use crate::reading::{Origin, RawTables, Reading};
use crate::schema::TableSpec;
use crate::source::SourceFile;

use super::{extent, is_name_column, ssd_tables};

/// The table whose columns a header row holds; `None` where it is none of SSD's.
///
/// SSD's column names begin with a prefix of their table's own, so that two of them
/// tell the table; one does where the file bears the table's name.
pub(crate) fn table_for(header: &[String], file_name: &str) -> Option<&'static TableSpec> {
    let (spec, found) = ssd_tables()
        .iter()
        .map(|spec| (spec, match_header(spec, header).found()))
        .max_by_key(|(_, found)| *found)?;
    let named = file_name
        .to_ascii_lowercase()
        .contains(spec.name.trim_start_matches("ssd_"));
    (found >= 2 || (found == 1 && named)).then_some(spec)
}

/// Reads one table of an extract.
pub(crate) fn read(file: &SourceFile, index: i32, reading: &mut Reading<'_>) {
    let findings = &mut reading.notes.findings;
    let text = columns::decode(file, index, findings);
    let csv = CsvText::new(&text);
    let header = csv.header();
    let Some(spec) = table_for(&header, &file.name) else {
        return columns::no_table(index, findings);
    };
    let mut matched = match_header(spec, &header);
    let names: Vec<usize> = matched
        .unknown
        .iter()
        .copied()
        .filter(|at| is_name_column(header[*at].trim()))
        .collect();
    matched.unknown.retain(|at| !names.contains(at));
    for at in &names {
        let place = Place::row(index, 1).table(spec.name).column(&header[*at]);
        findings.add(FindingCode::NameLeftOut, place, None, || {
            "a column of people's names, which Waymark does not keep; it was left out".into()
        });
    }
    columns::report(spec, &header, &matched, index, findings);
    let how = CsvTable {
        spec,
        id: id_column(spec),
        header: &header,
        keeps_text: names.is_empty(),
    };
    columns::read_table(&csv, &how, &matched, index, None, reading);
}

/// The column that a row must have: the person, else the table's own key.
fn id_column(spec: &TableSpec) -> usize {
    spec.columns
        .iter()
        .position(|column| column.required && column.name.ends_with("_person_id"))
        .unwrap_or(0)
}

/// Takes the extracts of the import over as they are.
pub(crate) fn to_ssd(raw: &RawTables, reading: &mut Reading<'_>) {
    for spec in ssd_tables() {
        let batches = raw.table(spec.name);
        if batches.is_empty() {
            continue;
        }
        let own: Vec<usize> = (0..spec.columns.len()).collect();
        let plain: Vec<RecordBatch> = batches
            .iter()
            .map(|raw| {
                raw.batch
                    .project(&own)
                    .expect("a raw table begins with the layout's columns")
            })
            .collect();
        let coverage = match reading.options.covers {
            Some((from, to)) => Some(Coverage {
                from,
                to,
                how: How::Declared,
            }),
            None => extent::coverage(spec.name, &plain.iter().collect::<Vec<_>>()),
        };
        if let Some(coverage) = coverage {
            reading.cover_ssd(spec.name, Origin::Ssd, coverage);
        }
        for batch in plain {
            reading.keep_ssd(Origin::Ssd, spec.name, batch);
        }
    }
}
