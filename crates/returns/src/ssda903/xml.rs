//! SSDA903 as XML: one `CHILD` for each child, with its `HEADER` and its `EPISODE`s.
//!
//! The same tables come out as from the CSVs. What the CSVs keep in files of their own lies in
//! the header here: some as elements that repeat (`AREVIEW`, `AMISSING`, `AD_PLACED`,
//! `PERMANENCE`, `OC2`), some as single values (adoption, care leavers, asylum). A row of such
//! single values is made where one of them is filled in.

use super::tables;
use crate::finding::{FindingCode, Place};
use crate::import::ReturnKind;
use crate::reading::{Notes, Reading, ReturnKey};
use crate::schema::TableSpec;
use crate::source::SourceFile;
use crate::xml::{self, Element, Layout, Record, Records, RowWriter};

static LAYOUT: Layout = Layout {
    containers: &[],
    records: &["CHILD"],
    table: "ssda903_header",
};

/// Elements of the header that hold a row of another table, and that table.
const GROUPS: [(&str, &TableSpec); 5] = [
    ("AREVIEW", &tables::REVIEWS),
    ("OC2", &tables::OC2),
    ("AD_PLACED", &tables::PLACED_ADOPTION),
    ("PERMANENCE", &tables::PREVIOUS_PERMANENCE),
    ("AMISSING", &tables::MISSING),
];

/// Tables whose values stand in the header itself.
const SINGLE: [(&TableSpec, &[&str]); 2] = [
    (&tables::OC3, &["IN_TOUCH", "ACTIV", "ACCOM"]),
    (
        &tables::AD1,
        &[
            "DATE_INT",
            "DATE_MATCH",
            "FOSTER_CARE",
            "NB_ADOPTR",
            "SEX_ADOPTR",
            "LS_ADOPTR",
        ],
    ),
];

/// The header's own elements that belong to other tables.
const NOT_OF_HEADER: [&str; 10] = [
    "DUC",
    "IN_TOUCH",
    "ACTIV",
    "ACCOM",
    "DATE_INT",
    "DATE_MATCH",
    "FOSTER_CARE",
    "NB_ADOPTR",
    "SEX_ADOPTR",
    "LS_ADOPTR",
];

/// Names that differ from those of the CSVs.
const RENAMED: &[(&str, &str)] = &[("CHILDID", "CHILD"), ("PL", "PLACE")];

/// Reads an SSDA903 return in XML.
pub(crate) fn read(file: &SourceFile, index: i32, reading: &mut Reading<'_>) {
    let text = xml::decode(file, index, &mut reading.notes);
    let key = reading.return_of(ReturnKind::Ssda903, &file.name);
    let mut writers = Writers::new(index);
    let mut records = Records::new(&text, index, &LAYOUT);
    while let Some(record) = records.next(reading) {
        let id = record
            .element
            .child("HEADER")
            .and_then(|header| header.value("CHILDID"));
        if id.is_none() {
            set_aside(&record, index, reading);
        } else {
            writers.child(&record.element, &mut reading.notes);
        }
    }
    if writers.of(&tables::HEADER).len() == 0 {
        let findings = &mut reading.notes.findings;
        findings.add(FindingCode::EmptyFile, Place::file(index), None, || {
            "a return without a child that could be read; export it again".into()
        });
    }
    writers.keep(reading, key);
}

fn set_aside(record: &Record<'_>, file: i32, reading: &mut Reading<'_>) {
    let place = Place::row(file, record.element.line)
        .table(tables::HEADER.name)
        .column("CHILD");
    reading
        .notes
        .findings
        .add(FindingCode::MissingId, place, None, || {
            "a child without CHILDID, to which nothing can be tied; the whole child was set aside"
                .into()
        });
    reading.set_row_aside(place, "no CHILDID", record.source);
}

/// A writer for each table of the return, in the order of [`tables::TABLES`].
struct Writers(Vec<(&'static str, RowWriter)>);

impl Writers {
    fn new(file: i32) -> Self {
        let writers = tables::TABLES
            .iter()
            .map(|spec| (spec.name, RowWriter::new(spec, file, RENAMED)));
        Self(writers.collect())
    }

    fn of(&mut self, spec: &TableSpec) -> &mut RowWriter {
        let found = self.0.iter_mut().find(|(name, _)| *name == spec.name);
        &mut found.expect("there is a writer for each table").1
    }

    fn keep(self, reading: &mut Reading<'_>, key: ReturnKey) {
        for (_, writer) in self.0 {
            writer.keep(reading, Some(key));
        }
    }

    fn child(&mut self, child: &Element<'_>, notes: &mut Notes) {
        let Some(header) = child.child("HEADER") else {
            return;
        };
        let id = ("CHILD", header.value("CHILDID"));
        // As in the CSVs, each table of a child holds the birth date, some the sex too.
        let born = ("DOB", header.value("DOB"));
        let sex = ("SEX", header.value("SEX"));

        let elsewhere: Vec<&str> = GROUPS
            .iter()
            .map(|(name, _)| *name)
            .chain(NOT_OF_HEADER)
            .chain(
                header
                    .children
                    .iter()
                    .filter(|group| is_social_worker(group))
                    .map(|group| group.name),
            )
            .collect();
        self.of(&tables::HEADER)
            .push(header.line, &[], &[header], &elsewhere, notes);

        for element in &header.children {
            let group = GROUPS.iter().find(|(name, _)| *name == element.name);
            if let Some((_, spec)) = group {
                self.of(spec)
                    .push(element.line, &[id, born], &[element], &[], notes);
            }
        }
        if is_asylum_seeking(header) {
            let cells = [id, sex, born, ("DUC", header.value("DUC"))];
            self.of(&tables::UASC)
                .push(header.line, &cells, &[], &[], notes);
        }
        for (spec, columns) in SINGLE {
            let values = columns.iter().map(|name| (*name, header.value(name)));
            let cells: Vec<_> = [id, born].into_iter().chain(values).collect();
            if cells[2..].iter().any(|(_, value)| value.is_some()) {
                self.of(spec).push(header.line, &cells, &[], &[], notes);
            }
        }
        for element in child
            .children
            .iter()
            .filter(|element| element.name == "EPISODE")
        {
            self.of(&tables::EPISODES)
                .push(element.line, &[id], &[element], &[], notes);
        }
        let everywhere = child.children.iter().chain(&header.children);
        for element in everywhere.filter(|element| is_social_worker(element)) {
            self.of(&tables::SOCIAL_WORKERS).push(
                element.line,
                &[id, born],
                &[element],
                &[],
                notes,
            );
        }
        self.tell_unknown(child, notes);
    }

    /// Tells of elements beside header and episodes that no table takes.
    fn tell_unknown(&mut self, child: &Element<'_>, notes: &mut Notes) {
        let unknown = child.children.iter().filter(|element| {
            !matches!(element.name, "HEADER" | "EPISODE") && !is_social_worker(element)
        });
        for element in unknown {
            self.of(&tables::HEADER).tell_unknown(element, notes);
        }
    }
}

/// Whether an element holds a social worker's time with the child, whatever it is called.
fn is_social_worker(element: &Element<'_>) -> bool {
    element.child("SW_ID").is_some() || element.child("SW_DECOM").is_some()
}

/// Whether the header says that the child is or was an unaccompanied asylum seeker: a flag, or
/// the day on which that ends.
fn is_asylum_seeking(header: &Element<'_>) -> bool {
    let flag = header.value("UASC").and_then(crate::builder::yes_no);
    flag == Some(true) || header.value("DUC").is_some()
}
