//! An import while it is being read: what each reader writes into.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::{Int32Builder, Int64Builder, RecordBatch, StringBuilder};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use jiff::civil::Date;

use crate::Options;
use crate::builder::TableBuilder;
use crate::finding::{Findings, Place};
use crate::import::{Coverage, How, ReturnAccount, ReturnKind, TableAccount};
use crate::source::SourceFile;

/// A return of the import: index into [`Reading::returns`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ReturnKey(pub usize);

/// Where rows of an SSD table come from, the most trusted first: where two sources give
/// the same table, the first one's rows are used (people are merged instead).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Origin {
    /// An SSD extract.
    Ssd,
    /// SSDA903.
    Ssda903,
    /// CIN census.
    Cin,
    /// Social work workforce census.
    Workforce,
    /// Ofsted Annex A.
    AnnexA,
}

/// The return that rows belong to.
#[derive(Debug, Clone)]
pub(crate) struct ReturnInReading {
    pub kind: ReturnKind,
    /// What groups its files: the folder, or the file's own name.
    pub group: String,
    /// What it covers; `None` until it is known.
    pub coverage: Option<Coverage>,
    /// Names of its raw tables that a file gave.
    pub tables: Vec<&'static str>,
}

/// What could not be used, and what is to be said about it.
pub(crate) struct Notes {
    pub findings: Findings,
    pub values: ValuesSetAside,
    pub rows: RowsSetAside,
}

/// What was counted in one file so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct FileCount {
    pub rows_read: u64,
    pub rows_set_aside: u64,
    pub tables: Vec<TableAccount>,
    pub return_key: Option<ReturnKey>,
}

/// Raw rows of one table from one file.
pub(crate) struct RawRows {
    pub builder: TableBuilder,
    pub return_key: Option<ReturnKey>,
}

/// Raw rows of one table from one file, typed and labelled.
pub(crate) struct RawBatch {
    pub return_key: Option<ReturnKey>,
    /// The columns of the table's layout, then `_return`, `_file` and `_row`.
    pub batch: RecordBatch,
}

/// The raw tables of an import, by name: one batch for each file that gave rows, in the
/// order of the files.
pub(crate) struct RawTables(pub BTreeMap<&'static str, Vec<RawBatch>>);

impl RawTables {
    /// Finishes the rows that were kept, once it is known what their returns cover.
    pub fn of(reading: &mut Reading<'_>) -> Self {
        let mut tables: BTreeMap<&'static str, Vec<RawBatch>> = BTreeMap::new();
        for rows in std::mem::take(&mut reading.raw) {
            let label = rows.return_key.and_then(|key| reading.label(key));
            let name = rows.builder.spec().name;
            tables.entry(name).or_default().push(RawBatch {
                return_key: rows.return_key,
                batch: rows.builder.finish(label.as_deref()),
            });
        }
        Self(tables)
    }

    /// The batches of a table; none where no file gave it.
    pub fn table(&self, name: &str) -> &[RawBatch] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }
}

/// An import while it is being read.
pub(crate) struct Reading<'a> {
    pub options: &'a Options,
    pub notes: Notes,
    pub counts: Vec<FileCount>,
    pub returns: Vec<ReturnInReading>,
    pub raw: Vec<RawRows>,
    pub ssd: BTreeMap<&'static str, Vec<(Origin, RecordBatch)>>,
    pub ssd_coverage: Vec<(&'static str, Origin, Coverage)>,
    tick: &'a dyn Fn(u64),
}

impl<'a> Reading<'a> {
    pub fn new(files: &[SourceFile], options: &'a Options, tick: &'a dyn Fn(u64)) -> Self {
        Self {
            options,
            notes: Notes {
                findings: Findings::new(files.iter().map(|file| file.name.clone()).collect()),
                values: ValuesSetAside::default(),
                rows: RowsSetAside::default(),
            },
            counts: vec![FileCount::default(); files.len()],
            returns: Vec::new(),
            raw: Vec::new(),
            ssd: BTreeMap::new(),
            ssd_coverage: Vec::new(),
            tick,
        }
    }

    /// Says how many bytes of the current file are read, for a progress bar.
    pub fn tick(&self, bytes: u64) {
        (self.tick)(bytes);
    }

    /// The same for a loop that also writes into the reading.
    pub fn ticker(&self) -> &'a dyn Fn(u64) {
        self.tick
    }

    /// The return of this kind and group (a folder, or a file's own name); made where it
    /// is new. Its coverage stays open until [`Reading::cover`] or, for SSDA903, until
    /// all files are read and the dates in them tell.
    pub fn return_of(&mut self, kind: ReturnKind, group: &str) -> ReturnKey {
        let found = self
            .returns
            .iter()
            .position(|one| one.kind == kind && one.group == group);
        let index = found.unwrap_or_else(|| {
            self.returns.push(ReturnInReading {
                kind,
                group: group.to_owned(),
                coverage: None,
                tables: Vec::new(),
            });
            self.returns.len() - 1
        });
        ReturnKey(index)
    }

    /// Says what a return covers, both days included, and how that is known. What the
    /// user declared stands above it.
    pub fn cover(&mut self, key: ReturnKey, from: Date, to: Date, how: How) {
        let coverage = match self.options.covers {
            Some((from, to)) => Coverage {
                from,
                to,
                how: How::Declared,
            },
            None => Coverage { from, to, how },
        };
        self.returns[key.0].coverage = Some(coverage);
    }

    /// Keeps the rows of a raw table of a file, and counts them as kept (and read).
    pub fn keep(&mut self, builder: TableBuilder, file: i32, return_key: Option<ReturnKey>) {
        let name = builder.spec().name;
        if let Some(key) = return_key {
            let tables = &mut self.returns[key.0].tables;
            if !tables.contains(&name) {
                tables.push(name);
            }
        }
        let rows = u64::try_from(builder.len()).unwrap_or(u64::MAX);
        let count = self.count_of(file);
        count.rows_read += rows;
        count.return_key = return_key.or(count.return_key);
        count.tables.push(TableAccount {
            table: name.to_owned(),
            rows,
        });
        self.raw.push(RawRows {
            builder,
            return_key,
        });
    }

    /// Says that a file holds its whole return: a table without rows is then one in which
    /// nothing happened, not one that did not come.
    pub fn is_whole(&mut self, file: i32, tables: &[&'static str]) {
        if let Some(key) = self.count_of(file).return_key {
            self.returns[key.0].tables = tables.to_vec();
        }
    }

    /// Sets a row aside, with its text, and counts it as read and set aside. The caller
    /// adds the finding.
    pub fn set_row_aside(&mut self, place: Place<'_>, reason: &str, text: &str) {
        let count = self.count_of(place.file.unwrap_or_default());
        count.rows_read += 1;
        count.rows_set_aside += 1;
        self.notes.rows.push(place, reason, text);
    }

    /// Adds rows of an SSD table that were derived from a return or read from an
    /// extract. The batch must have the columns of the table's layout.
    pub fn keep_ssd(&mut self, origin: Origin, table: &'static str, batch: RecordBatch) {
        self.ssd.entry(table).or_default().push((origin, batch));
    }

    /// Says what an SSD table covers, where that is not simply what the returns cover
    /// that it came from.
    pub fn cover_ssd(&mut self, table: &'static str, origin: Origin, coverage: Coverage) {
        self.ssd_coverage.push((table, origin, coverage));
    }

    /// What a return is called: `2016-17` for a financial year, else its days.
    pub fn label(&self, key: ReturnKey) -> Option<String> {
        self.returns[key.0]
            .coverage
            .map(|coverage| coverage.label())
    }

    /// The counts of a file.
    pub fn count_of(&mut self, file: i32) -> &mut FileCount {
        &mut self.counts[usize::try_from(file).expect("files are counted from 0")]
    }

    /// The returns of the import as they are told to the user.
    pub fn return_accounts(&self) -> Vec<ReturnAccount> {
        self.returns
            .iter()
            .filter_map(|one| {
                one.coverage.map(|coverage| ReturnAccount {
                    kind: one.kind,
                    group: one.group.clone(),
                    label: coverage.label(),
                    coverage,
                })
            })
            .collect()
    }
}

impl Notes {
    /// Keeps the text of a cell that could not be typed.
    pub fn set_value_aside(&mut self, place: Place<'_>, text: &str) {
        self.values.push(place, text);
    }
}

/// The table `values_set_aside`: texts of cells that could not be typed, as they stood.
#[derive(Default)]
pub(crate) struct ValuesSetAside {
    files: Int32Builder,
    rows: Int64Builder,
    tables: StringBuilder,
    columns: StringBuilder,
    texts: StringBuilder,
}

/// The table `rows_set_aside`: rows that could not be used, as they stood.
#[derive(Default)]
pub(crate) struct RowsSetAside {
    files: Int32Builder,
    rows: Int64Builder,
    tables: StringBuilder,
    reasons: StringBuilder,
    texts: StringBuilder,
}

impl ValuesSetAside {
    fn push(&mut self, place: Place<'_>, text: &str) {
        self.files.append_option(place.file);
        self.rows.append_option(row_number(place));
        self.tables.append_option(place.table);
        self.columns.append_option(place.column);
        self.texts.append_value(text);
    }

    /// The table's schema.
    pub fn schema() -> SchemaRef {
        side_schema("column_name")
    }

    /// The table, as one batch.
    pub fn finish(mut self) -> RecordBatch {
        RecordBatch::try_new(
            Self::schema(),
            vec![
                Arc::new(self.files.finish()),
                Arc::new(self.rows.finish()),
                Arc::new(self.tables.finish()),
                Arc::new(self.columns.finish()),
                Arc::new(self.texts.finish()),
            ],
        )
        .expect("each push adds one value to each column")
    }
}

impl RowsSetAside {
    fn push(&mut self, place: Place<'_>, reason: &str, text: &str) {
        self.files.append_option(place.file);
        self.rows.append_option(row_number(place));
        self.tables.append_option(place.table);
        self.reasons.append_value(reason);
        self.texts.append_value(text);
    }

    /// The table's schema.
    pub fn schema() -> SchemaRef {
        side_schema("reason")
    }

    /// The table, as one batch.
    pub fn finish(mut self) -> RecordBatch {
        RecordBatch::try_new(
            Self::schema(),
            vec![
                Arc::new(self.files.finish()),
                Arc::new(self.rows.finish()),
                Arc::new(self.tables.finish()),
                Arc::new(self.reasons.finish()),
                Arc::new(self.texts.finish()),
            ],
        )
        .expect("each push adds one value to each column")
    }
}

fn row_number(place: Place<'_>) -> Option<i64> {
    place.row.and_then(|row| i64::try_from(row).ok())
}

fn side_schema(fourth: &str) -> SchemaRef {
    Arc::new(Schema::new(vec![
        Field::new("_file", DataType::Int32, true),
        Field::new("_row", DataType::Int64, true),
        Field::new("table_name", DataType::Utf8, true),
        Field::new(fourth, DataType::Utf8, true),
        Field::new("text", DataType::Utf8, true),
    ]))
}
