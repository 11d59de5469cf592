//! Bytes of a return become Arrow batches and findings.
//!
//! A folder for each return: its tables, its readers, its mapping to the Standard
//! Safeguarding Dataset (SSD). Pure: bytes come in, tables and findings go out; no IO,
//! no clock. Bad data is never an error: it is kept aside, and there is a finding.
//!
//! Every row of a file is either in a table or in `rows_set_aside`, and every cell that
//! could not be typed is in `values_set_aside`, as it stood.

mod annex_a;
mod audit;
mod builder;
mod cin;
mod columns;
mod csv_text;
pub mod date;
mod finding;
mod import;
mod merge;
mod reading;
mod recognise;
mod reference;
#[cfg(test)]
mod samples;
mod schema;
mod source;
pub mod ssd;
mod ssd_rows;
mod ssda903;
mod submitted;
mod text;
mod workforce;
mod xlsx;
mod xml;
mod zip_guard;

use std::cell::Cell;

use jiff::civil::Date;

pub use audit::AUDITS;
pub use finding::{Finding, FindingCode, LISTED_AT_MOST, Severity};
pub use import::{
    Coverage, FileAccount, How, Import, ReturnAccount, ReturnKind, Table, TableAccount,
    TableCoverage,
};
pub use recognise::{FileKind, recognise};
pub use reference::{POSTCODES, SETTINGS};
pub use schema::{ColumnSpec, Kind, OWN_COLUMNS, TableSpec};
pub use source::SourceFile;
pub use ssd::ssd_tables;
pub use ssda903::tables::TABLES as SSDA903_TABLES;
pub use submitted::{Submitted, SubmittedFile, submitted_tables};

use finding::Place;
use reading::{RawTables, Reading};

/// Version of the readers: a change of what the same bytes become raises it, and with
/// it the id of their snapshot.
pub const READER_VERSION: u32 = 2;

/// What the user may say about an import.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// First and last day that the files cover, both included, where the user declares
    /// it (`--covers`). It stands above what headers and dates say.
    pub covers: Option<(Date, Date)>,
}

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress<'a> {
    /// What is being done: a file's name, or the step after the last file.
    pub doing: &'a str,
    /// Bytes read so far.
    pub bytes_done: u64,
    /// Bytes in all.
    pub bytes_total: u64,
}

/// Reads the files of an import: recognises each, types its rows, and maps all of them
/// together to SSD. Never fails: what cannot be read is a finding.
///
/// ```
/// use waymark_returns::{Options, SourceFile, read};
/// let file = SourceFile::new(
///     "2017-18/oc2.csv",
///     "CHILD,DOB,SDQ_SCORE\n1001,04/05/2009,16\n1002,04/05/2009,sixteen\n",
/// );
/// let import = read(&[file], &Options::default(), &|_| ());
/// assert_eq!(import.files[0].rows_kept, 2);
/// assert_eq!(import.tables["values_set_aside"].rows(), 1);
/// ```
pub fn read(files: &[SourceFile], options: &Options, progress: &dyn Fn(Progress<'_>)) -> Import {
    let bytes_total = files.iter().map(size).sum();
    let done_before = Cell::new(0);
    let doing = Cell::new("");
    let tick = |bytes: u64| {
        progress(Progress {
            doing: doing.get(),
            bytes_done: (done_before.get() + bytes).min(bytes_total),
            bytes_total,
        });
    };
    let mut reading = Reading::new(files, options, &tick);
    let mut kinds = Vec::with_capacity(files.len());
    for (position, file) in files.iter().enumerate() {
        let index = i32::try_from(position).expect("fewer files than 2^31");
        doing.set(&file.name);
        reading.tick(0);
        kinds.push(read_file(files, position, index, &mut reading));
        done_before.set(done_before.get() + size(file));
    }
    doing.set("putting the returns together");
    reading.tick(0);
    ssda903::infer_coverage(&mut reading);
    let raw = RawTables::of(&mut reading);
    ssda903::to_ssd(&raw, &mut reading);
    cin::to_ssd(&raw, &mut reading);
    workforce::to_ssd(&raw, &mut reading);
    annex_a::to_ssd(&raw, &mut reading);
    ssd::csv::to_ssd(&raw, &mut reading);
    merge::finish(files, kinds, raw, reading)
}

/// Whether a workbook may be opened: that its zip is whole, and unpacks neither to more than any
/// honest workbook nor absurdly densely. For workbooks that are read elsewhere.
///
/// # Errors
///
/// Why not, and what to do.
pub fn workbook_is_safe(bytes: &[u8]) -> Result<(), String> {
    zip_guard::check(bytes).map_err(|refusal| refusal.to_string())
}

/// Whether a file only says again what an earlier one said. Files without a row are no
/// repetition where they lie in different folders: each says of its own return that
/// there is nothing to tell.
pub fn is_said_twice(earlier: &SourceFile, file: &SourceFile) -> bool {
    let has_rows = || {
        let mut lines = file.bytes.split(|byte| *byte == b'\n');
        lines.any(|line| !line.trim_ascii().is_empty())
            && lines.any(|line| !line.trim_ascii().is_empty())
    };
    earlier.bytes == file.bytes && (earlier.folder == file.folder || has_rows())
}

fn read_file(
    files: &[SourceFile],
    position: usize,
    index: i32,
    reading: &mut Reading<'_>,
) -> FileKind {
    let file = &files[position];
    let kind = recognise(file);
    let findings = &mut reading.notes.findings;
    if kind != FileKind::Empty
        && let Some(twin) = files[..position]
            .iter()
            .find(|earlier| is_said_twice(earlier, file))
    {
        let name = &twin.name;
        findings.add(FindingCode::SameFileTwice, Place::file(index), None, || {
            format!("the same bytes as {name}; read once")
        });
        return kind;
    }
    match kind {
        FileKind::Ssda903Csv => ssda903::csv::read(file, index, reading),
        FileKind::Ssda903Xml => {
            ssda903::xml::read(file, index, reading);
            reading.is_whole(index, &ssda903::tables::TABLES.map(|spec| spec.name));
        }
        FileKind::CinXml => cin::read(file, index, reading),
        FileKind::OfstedSettings => reference::settings::read(file, index, reading),
        FileKind::Postcodes => reference::postcodes::read(file, index, reading),
        FileKind::WorkforceXml => workforce::read(file, index, reading),
        FileKind::AnnexA => annex_a::read(file, index, reading),
        FileKind::SsdCsv => ssd::csv::read(file, index, reading),
        FileKind::AuditCsv | FileKind::AuditXlsx => audit::read(file, index, reading),
        FileKind::Empty => findings.add(FindingCode::EmptyFile, Place::file(index), None, || {
            "the file is empty; export it again".into()
        }),
        FileKind::Unsafe => findings.add(FindingCode::UnsafeFile, Place::file(index), None, || {
            zip_guard::check(&file.bytes)
                .err()
                .map_or_else(|| "not opened".into(), |refusal| refusal.to_string())
        }),
        FileKind::Damaged => findings.add(FindingCode::DamagedFile, Place::file(index), None, || {
            "the workbook cannot be opened; it may have been cut short: save it again as .xlsx".into()
        }),
        FileKind::Unknown => findings.add(FindingCode::UnknownFile, Place::file(index), None, || {
            "none of the returns that Waymark reads (SSDA903 as CSV or XML, CIN census or workforce \
             census as XML, Annex A as XLSX, an SSD table as CSV, an audit log as CSV or XLSX); \
             check that its first row holds the column names"
                .into()
        }),
    }
    kind
}

fn size(file: &SourceFile) -> u64 {
    u64::try_from(file.bytes.len()).unwrap_or(u64::MAX)
}
