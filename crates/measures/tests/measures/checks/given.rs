//! A return as a test gives it: tables of texts, some columns only.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use datafusion::arrow::array::{Array, AsArray, RecordBatch, StringArray};
use datafusion::arrow::datatypes::Int32Type;
use jiff::civil::Date;
use waymark_checks::{Checked, Outcome, Prepared, Rules, Wanted};
use waymark_codes::CollectionYear;
use waymark_returns::{
    Coverage, FileKind, How, Options, ReturnAccount, ReturnKind, SETTINGS, SSDA903_TABLES,
    SourceFile, Submitted, SubmittedFile, TableSpec, read,
};

/// A table of texts: its columns in small letters, and its rows.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Option<String>>>,
}

/// A return and what is known beside it.
#[derive(Clone, Debug)]
pub struct Given {
    /// The collection year, by its end.
    pub year: i16,
    pub starts: Option<Date>,
    pub ends: Option<Date>,
    pub authority: Option<&'static str>,
    /// By the names that rules give them.
    pub tables: BTreeMap<String, Texts>,
}

impl Texts {
    /// From the text of a CSV.
    pub fn of_csv(text: &str) -> Self {
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .from_reader(text.trim().as_bytes());
        let columns = reader
            .headers()
            .unwrap()
            .iter()
            .map(str::to_ascii_lowercase)
            .collect();
        let rows = reader
            .records()
            .map(|row| {
                let cell = |cell: &str| (!cell.is_empty()).then(|| cell.to_owned());
                row.unwrap().iter().map(cell).collect()
            })
            .collect();
        Self { columns, rows }
    }

    /// A CSV of the whole layout; a table without identifiers gets one for each row. A column of
    /// the table's name makes equal tables of two years two files to the reader.
    fn to_csv(&self, spec: &TableSpec, name: &str) -> String {
        let names: Vec<String> = spec
            .columns
            .iter()
            .map(|column| column.name.to_ascii_lowercase())
            .collect();
        let mut writer = csv::Writer::from_writer(Vec::new());
        let mark = format!("made for {name}");
        writer.write_record(names.iter().chain([&mark])).unwrap();
        for (at, row) in self.rows.iter().enumerate() {
            let cells = names.iter().enumerate().map(|(place, name)| {
                match self.columns.iter().position(|column| column == name) {
                    Some(column) => row.get(column).cloned().flatten().unwrap_or_default(),
                    None if place == 0 => format!("row {at}"),
                    None => String::new(),
                }
            });
            writer.write_record(cells.chain([String::new()])).unwrap();
        }
        String::from_utf8(writer.into_inner().unwrap()).unwrap()
    }
}

fn spec_of(table: &str) -> (&'static TableSpec, bool) {
    let (name, last) = match table.strip_suffix("_last") {
        Some(name) => (name, true),
        None => (table, false),
    };
    let found = SSDA903_TABLES
        .into_iter()
        .find(|spec| spec.name == format!("ssda903_{name}"));
    (found.unwrap_or_else(|| panic!("no table {table}")), last)
}

fn label(year: i16) -> String {
    format!("{}-{:02}", year - 1, year % 100)
}

impl Given {
    /// The tables as the reader of returns makes them.
    pub fn submitted(&self) -> Submitted {
        let (this, last) = (label(self.year), label(self.year - 1));
        let mut files = Vec::new();
        let mut labels = Vec::new();
        for (name, texts) in &self.tables {
            if name == "settings" {
                continue;
            }
            let (spec, of_last) = spec_of(name);
            let label = if of_last { &last } else { &this };
            files.push(SourceFile::new(
                format!("{label}/{name}.csv"),
                texts.to_csv(spec, name),
            ));
            labels.push((label.clone(), spec.name));
        }
        let import = read(&files, &Options::default(), &|_| ());
        let mut submitted = Submitted::of(&import);
        for (file, (label, table)) in submitted.files.iter_mut().zip(&labels) {
            assert_eq!(file.kind, FileKind::Ssda903Csv, "{}", file.name);
            assert_eq!(file.tables, [*table], "{}", file.name);
            file.return_label = Some(label.clone());
        }
        for batches in submitted.tables.values_mut() {
            for batch in batches {
                *batch = labelled(batch, &labels);
            }
        }
        submitted.returns = [self.year - 1, self.year]
            .into_iter()
            .filter(|year| {
                let label = label(*year);
                *year == self.year || labels.iter().any(|(one, _)| *one == label)
            })
            .map(account)
            .collect();
        if let Some(settings) = self.tables.get("settings") {
            submitted.files.push(SubmittedFile {
                name: "settings.xlsx".to_owned(),
                kind: FileKind::OfstedSettings,
                return_label: None,
                tables: vec![SETTINGS.name.to_owned()],
                lacks: Vec::new(),
            });
            let file = i32::try_from(submitted.files.len() - 1).unwrap();
            let batch = settings_batch(settings, file);
            submitted
                .tables
                .insert(SETTINGS.name.to_owned(), vec![batch]);
        }
        submitted
    }

    /// The tables ready for rules.
    pub fn prepared(&self) -> Prepared {
        let submitted = self.submitted();
        let wanted = Wanted {
            label: Some(&label(self.year)),
            authority: None,
        };
        let mut prepared = Prepared::of(&submitted, &wanted).unwrap();
        prepared.authority = self.authority;
        if let Some(starts) = self.starts {
            prepared.year.starts = starts;
        }
        if let Some(ends) = self.ends {
            prepared.year.ends = ends;
        }
        // A column that a test names is there, however blank.
        for (name, texts) in &self.tables {
            if let Some(table) = prepared.tables.get_mut(name) {
                table.lacks.retain(|column| !texts.columns.contains(column));
            }
        }
        if let (Some(settings), Some(texts)) = (
            prepared.tables.get_mut("settings"),
            self.tables.get("settings"),
        ) && let Some(la) = texts.columns.iter().position(|column| column == "la")
        {
            // A test names authorities by codes of its own.
            let codes: StringArray = texts.rows.iter().map(|row| row[la].clone()).collect();
            let at = settings.batch.schema().index_of("la").unwrap();
            let mut columns = settings.batch.columns().to_vec();
            columns[at] = Arc::new(codes);
            settings.batch = RecordBatch::try_new(settings.batch.schema(), columns).unwrap();
        }
        prepared
    }

    /// What a rule finds: rows by table, from 0 in the order in which they were given. `None` where
    /// it was not run.
    pub async fn found(
        &self,
        rules: &Rules,
        rule: &str,
    ) -> Option<BTreeMap<String, BTreeSet<i64>>> {
        let checked = self.checked(rules, &[rule]).await;
        assert_eq!(
            checked.rules.len(),
            1,
            "{rule} does not hold in {}",
            self.year
        );
        match &checked.rules[0].outcome {
            Outcome::NotRun(_) => None,
            Outcome::Failed(why) => panic!("{rule}: {why}"),
            Outcome::Ran { problems, .. } => {
                let mut found: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
                for place in problems.iter().flat_map(|problem| &problem.rows) {
                    let (_, line) = checked.prepared.origin(place.table, place.row);
                    let rows = found.entry(place.table.to_owned()).or_default();
                    rows.insert(line - 2);
                }
                Some(found)
            }
        }
    }

    /// Checked with these rules.
    pub async fn checked(&self, rules: &Rules, only: &[&str]) -> Checked {
        let only: BTreeSet<String> = only.iter().map(ToString::to_string).collect();
        let only = (!only.is_empty()).then_some(&only);
        waymark_measures::check(Arc::new(self.prepared()), rules, only)
            .await
            .unwrap()
    }
}

/// Says of each row which return it belongs to, which the files' own dates cannot tell.
pub fn labelled(batch: &RecordBatch, labels: &[(String, &str)]) -> RecordBatch {
    let schema = batch.schema();
    let Ok(at) = schema.index_of("_return") else {
        return batch.clone();
    };
    let files = batch.column_by_name("_file").unwrap();
    let files = files.as_primitive::<Int32Type>();
    let own: StringArray = files
        .values()
        .iter()
        .map(|file| Some(labels[usize::try_from(*file).unwrap()].0.clone()))
        .collect();
    let mut columns = batch.columns().to_vec();
    columns[at] = Arc::new(own);
    RecordBatch::try_new(schema, columns).unwrap()
}

pub fn account(year: i16) -> ReturnAccount {
    let year = CollectionYear::ending(year);
    ReturnAccount {
        kind: ReturnKind::Ssda903,
        group: String::new(),
        label: label(year.ends()),
        coverage: Coverage {
            from: year.first_day(),
            to: year.last_day(),
            how: How::Declared,
        },
    }
}

/// The list of settings, typed.
fn settings_batch(texts: &Texts, file: i32) -> RecordBatch {
    use datafusion::arrow::array::{ArrayRef, Date32Array, Int32Array, Int64Array};
    use datafusion::arrow::datatypes::DataType;
    let schema = SETTINGS.raw_schema();
    let rows = texts.rows.len();
    let columns: Vec<ArrayRef> = schema
        .fields()
        .iter()
        .map(|field| {
            let given = texts
                .columns
                .iter()
                .position(|column| column == field.name());
            let cell = |row: usize| given.and_then(|at| texts.rows[row].get(at).cloned().flatten());
            let array: ArrayRef = match (field.name().as_str(), field.data_type()) {
                ("_file", _) => Arc::new(Int32Array::from(vec![file; rows])),
                ("_row", _) => Arc::new(Int64Array::from_iter_values(
                    (0..rows).map(|row| row as i64 + 2),
                )),
                (_, DataType::Date32) => Arc::new(
                    (0..rows)
                        .map(|row| cell(row).and_then(|text| waymark_returns::date::parse(&text)))
                        .collect::<Date32Array>(),
                ),
                _ => Arc::new((0..rows).map(cell).collect::<StringArray>()),
            };
            assert_eq!(array.len(), rows);
            array
        })
        .collect();
    RecordBatch::try_new(schema, columns).unwrap()
}
