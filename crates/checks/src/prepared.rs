//! The tables that rules look at, made of what was submitted: those of one year and of the year
//! before, under short names, each row with its number and with what could not be read of it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Float64Array, Int64Array, RecordBatch, StringArray,
    new_null_array,
};
use arrow::compute::{concat, concat_batches, filter_record_batch};
use arrow::datatypes::{DataType, Date32Type, Field, Float64Type, Int32Type, Int64Type, Schema};
use waymark_returns::date::to_date;
use waymark_returns::{
    FileKind, OWN_COLUMNS, POSTCODES, SETTINGS, SSDA903_TABLES, Submitted, TableSpec,
};

use crate::reference::{Places, authority_code, plain, text_at};
use crate::tables::{LAST, SETTINGS_TABLE, TableName, short};
use crate::year::Year;

/// What the name of a column ends with that holds what could not be read.
pub const UNREAD: &str = "_unread";
/// Columns that the collection's system works out from postcodes.
const FROM_POSTCODES: [&str; 3] = ["pl_la", "pl_location", "pl_distance"];

/// What is to be checked.
#[derive(Clone, Debug, Default)]
pub struct Wanted<'a> {
    /// The return, by its label; the latest where none is named.
    pub label: Option<&'a str>,
    /// The council, by name or code: some rules ask whether a placement lies in its own area.
    pub authority: Option<&'a str>,
}

/// Why nothing can be checked.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum NotPrepared {
    /// There is no return.
    #[error(
        "there is no SSDA903 return in what was given; give its files, the CSVs of a year in a folder of their own"
    )]
    NoReturn,
    /// There is none of this label.
    #[error("there is no SSDA903 return {asked}; there is {}", known.join(", "))]
    NoSuch {
        /// What was asked for.
        asked: String,
        /// What there is.
        known: Vec<String>,
    },
    /// It covers more than one year.
    #[error(
        "the return {label} covers more than one collection year, and rules are those of a year; give one year’s files, or say which days they cover with --covers FROM..TO"
    )]
    ManyYears {
        /// The return.
        label: String,
    },
    /// The council is not known.
    #[error(
        "no English authority is called `{0}`; write its name, such as Leicestershire, or its code"
    )]
    NoAuthority(String),
}

/// The tables of a year, ready for rules.
#[derive(Debug)]
pub struct Prepared {
    /// The year.
    pub year: Year,
    /// The council's own code.
    pub authority: Option<&'static str>,
    /// The tables that are there, by the names that rules give them.
    pub tables: BTreeMap<TableName, PreparedTable>,
    /// Names of the files, in the order in which rows count them.
    pub files: Vec<String>,
    /// The team that holds each child's case, where that is known.
    pub teams: HashMap<String, String>,
    /// Rows of this return that could not be read at all: file, row, reason.
    pub set_aside: Vec<(usize, Option<i64>, String)>,
    /// Whether there is a table of postcodes.
    pub has_postcodes: bool,
}

/// A table, ready for rules.
#[derive(Debug)]
pub struct PreparedTable {
    /// Its layout.
    pub spec: &'static TableSpec,
    /// `row_id`, the columns of the layout, and for each of those what could not be read.
    pub batch: RecordBatch,
    /// Columns that its files lack, in small letters.
    pub lacks: BTreeSet<String>,
    /// For each column with cells that could not be read, those rows.
    pub unread: BTreeMap<String, BTreeSet<u32>>,
    /// How many rows have an identifier. Those after them have nothing else either: what stood in
    /// them belongs to nobody.
    pub named: u32,
    /// For each row its file and the line in it.
    origins: Vec<(i32, i64)>,
}

impl Prepared {
    /// Makes the tables of a year from what was submitted.
    ///
    /// # Errors
    ///
    /// There is no such return, or it has no one year; the council is not known.
    pub fn of(submitted: &Submitted, wanted: &Wanted<'_>) -> Result<Self, NotPrepared> {
        let returns = submitted.ssda903();
        let account = match wanted.label {
            None => returns.last().ok_or(NotPrepared::NoReturn)?,
            Some(asked) => returns
                .iter()
                .find(|one| one.label == asked)
                .ok_or_else(|| NotPrepared::NoSuch {
                    asked: asked.to_owned(),
                    known: returns.iter().map(|one| one.label.clone()).collect(),
                })?,
        };
        let year = Year::of(account, &returns).ok_or_else(|| NotPrepared::ManyYears {
            label: account.label.clone(),
        })?;
        let authority = match wanted.authority {
            None => None,
            Some(text) => Some(
                authority_code(text).ok_or_else(|| NotPrepared::NoAuthority(text.to_owned()))?,
            ),
        };
        let asides = Asides::of(submitted);
        let mut tables = BTreeMap::new();
        let labels = [(Some(&year.label), ""), (year.last.as_ref(), LAST)];
        for (label, suffix) in labels {
            let Some(label) = label else {
                continue;
            };
            for spec in SSDA903_TABLES {
                if let Some(table) = PreparedTable::of(submitted, spec, Some(label), &asides) {
                    tables.insert(format!("{}{suffix}", short(spec.name)), table);
                }
            }
        }
        if let Some(mut settings) = PreparedTable::of(submitted, &SETTINGS, None, &asides) {
            settings.complete_settings();
            tables.insert(SETTINGS_TABLE.to_owned(), settings);
        }
        let postcodes = submitted.tables.get(POSTCODES.name).map(Vec::as_slice);
        let mut prepared = Self {
            authority,
            tables,
            files: submitted
                .files
                .iter()
                .map(|file| file.name.clone())
                .collect(),
            teams: teams(submitted),
            set_aside: asides.of_return(submitted, &year.label),
            has_postcodes: postcodes.is_some(),
            year,
        };
        for suffix in ["", LAST] {
            prepared.flag_unaccompanied(suffix);
        }
        let unaccompanied = prepared.unaccompanied();
        for suffix in ["", LAST] {
            prepared.place(suffix, postcodes, &unaccompanied);
        }
        if let Some(postcodes) = postcodes {
            prepared.settle_settings(postcodes);
        }
        Ok(prepared)
    }

    /// The row of a table: its file's name and the line in it.
    pub fn origin(&self, table: &str, row: u32) -> (&str, i64) {
        let (file, line) = self.tables[table].origins[row as usize];
        let name = usize::try_from(file)
            .ok()
            .and_then(|file| self.files.get(file));
        (name.map_or("", String::as_str), line)
    }

    /// The child that a row is about; `None` where it has no identifier, or is about none.
    pub fn child(&self, table: &str, row: u32) -> Option<&str> {
        let table = self.tables.get(table)?;
        if table.spec.name == SETTINGS.name {
            return None;
        }
        text_at(table.batch.column_by_name("child")?, row as usize)
    }

    /// A cell as a person reads it, days as `dd/mm/yyyy`; what could not be read as it stood.
    pub fn cell(&self, table: &str, row: u32, column: &str) -> Option<String> {
        self.tables.get(table)?.cell(row, column)
    }

    /// CSVs have no flag of unaccompanied children: there the table of them says it.
    fn flag_unaccompanied(&mut self, suffix: &str) {
        let Some(uasc) = self.tables.get(&format!("uasc{suffix}")) else {
            return;
        };
        let children: HashSet<String> = uasc.texts("child").into_iter().flatten().collect();
        let Some(header) = self.tables.get_mut(&format!("header{suffix}")) else {
            return;
        };
        if !header.is_blank("uasc") {
            return;
        }
        let flags: StringArray = header
            .texts("child")
            .into_iter()
            .map(|child| child.map(|child| if children.contains(&child) { "1" } else { "0" }))
            .collect();
        header.set("uasc", Arc::new(flags));
        header.lacks.remove("uasc");
    }

    /// The children who are unaccompanied and seek asylum, or were last year.
    fn unaccompanied(&self) -> HashSet<String> {
        ["", LAST]
            .into_iter()
            .filter_map(|suffix| self.tables.get(&format!("header{suffix}")))
            .flat_map(|header| header.texts("child").into_iter().zip(header.texts("uasc")))
            .filter(|(_, flag)| flag.as_deref() == Some("1"))
            .filter_map(|(child, _)| child)
            .collect()
    }

    /// Works out from postcodes what the collection's system works out from them, where the files
    /// do not say it: not for short breaks, nor the distance of unaccompanied children, which the
    /// collection leaves blank.
    fn place(
        &mut self,
        suffix: &str,
        postcodes: Option<&[RecordBatch]>,
        unaccompanied: &HashSet<String>,
    ) {
        let authority = self.authority;
        let Some(episodes) = self.tables.get_mut(&format!("episodes{suffix}")) else {
            return;
        };
        let blank: Vec<&str> = FROM_POSTCODES
            .into_iter()
            .filter(|column| episodes.is_blank(column))
            .collect();
        let Some(postcodes) = postcodes else {
            episodes.lacks.extend(blank.iter().map(ToString::to_string));
            return;
        };
        let homes = episodes.texts("home_post");
        let placements = episodes.texts("pl_post");
        let wanted: HashSet<String> = homes
            .iter()
            .chain(&placements)
            .flatten()
            .map(|postcode| plain(postcode))
            .collect();
        let places = Places::of(&wanted, postcodes);
        let statuses = episodes.texts("ls");
        let children = episodes.texts("child");
        let rows = homes.len();
        let mut authorities: Vec<Option<String>> = Vec::with_capacity(rows);
        let mut distances: Vec<Option<f64>> = Vec::with_capacity(rows);
        for row in 0..rows {
            let short_break = matches!(statuses[row].as_deref(), Some("V3" | "V4"));
            let placement = placements[row]
                .as_deref()
                .filter(|_| !short_break)
                .and_then(|postcode| places.get(postcode));
            let home = homes[row]
                .as_deref()
                .and_then(|postcode| places.get(postcode));
            authorities.push(placement.and_then(|place| place.authority()));
            let alone = children[row]
                .as_ref()
                .is_some_and(|child| unaccompanied.contains(child));
            distances.push(match (home, placement) {
                (Some(home), Some(placement)) if !alone => home.miles_to(placement),
                _ => None,
            });
        }
        let locations: StringArray = authorities
            .iter()
            .map(|code| {
                let own = authority?;
                code.as_deref()
                    .map(|code| if code == own { "IN" } else { "OUT" })
            })
            .collect();
        for column in blank {
            match column {
                "pl_la" => {
                    episodes.set(column, Arc::new(StringArray::from_iter(authorities.iter())));
                }
                "pl_distance" => {
                    episodes.set(column, Arc::new(Float64Array::from(distances.clone())));
                }
                // Whether it is in the council's area is known where the council is.
                _ if authority.is_some() => episodes.set(column, Arc::new(locations.clone())),
                _ => {
                    episodes.lacks.insert(column.to_owned());
                    continue;
                }
            }
            episodes.lacks.remove(column);
        }
    }

    /// The authority that a setting lies in, by its postcode.
    fn settle_settings(&mut self, postcodes: &[RecordBatch]) {
        let Some(settings) = self.tables.get_mut(SETTINGS_TABLE) else {
            return;
        };
        let of_settings = settings.texts("postcode");
        let wanted = of_settings
            .iter()
            .flatten()
            .map(|code| plain(code))
            .collect();
        let places = Places::of(&wanted, postcodes);
        let named = settings.texts("la");
        let codes: StringArray = of_settings
            .iter()
            .zip(named)
            .map(|(postcode, named)| {
                let place = postcode
                    .as_deref()
                    .and_then(|postcode| places.get(postcode));
                place.and_then(|place| place.authority()).or(named)
            })
            .collect();
        settings.set("la", Arc::new(codes));
    }
}

impl PreparedTable {
    /// The rows of a return's table, or of a list without a year; `None` where no file gave it.
    fn of(
        submitted: &Submitted,
        spec: &'static TableSpec,
        label: Option<&String>,
        asides: &Asides,
    ) -> Option<Self> {
        let given: Vec<usize> = submitted
            .files
            .iter()
            .enumerate()
            .filter(|(_, file)| {
                let of_return = label.is_none() || file.return_label.as_ref() == label;
                let gives = (label.is_some() && file.kind == FileKind::Ssda903Xml)
                    || file.tables.iter().any(|table| table == spec.name);
                of_return && gives
            })
            .map(|(at, _)| at)
            .collect();
        if given.is_empty() {
            return None;
        }
        let schema = spec.raw_schema();
        let batches: Vec<RecordBatch> = submitted
            .tables
            .get(spec.name)
            .into_iter()
            .flatten()
            .filter_map(|batch| rows_of(batch, label))
            .collect();
        let raw =
            concat_batches(&schema, &batches).unwrap_or_else(|_| RecordBatch::new_empty(schema));
        let whole = |name: &str| raw.column_by_name(name).cloned();
        let (files, lines) = (whole("_file")?, whole("_row")?);
        let mut origins: Vec<(i32, i64)> = files
            .as_primitive::<Int32Type>()
            .values()
            .iter()
            .copied()
            .zip(lines.as_primitive::<Int64Type>().values().iter().copied())
            .collect();
        let kept = origins.len();
        let nameless = asides.nameless(spec.name, &given);
        origins.extend(&nameless);
        let rows = origins.len();
        let mut unread_texts: BTreeMap<usize, BTreeMap<u32, String>> = BTreeMap::new();
        asides.unread(spec, &origins[..kept], &mut unread_texts);
        let no_text = new_null_array(&DataType::Utf8, rows);
        let mut fields = vec![Field::new("row_id", DataType::Int64, false)];
        let mut columns: Vec<ArrayRef> =
            vec![Arc::new(Int64Array::from_iter_values(0..rows as i64))];
        for (at, column) in spec.columns.iter().enumerate() {
            let kept = raw.column(at).clone();
            let values = if nameless.is_empty() {
                kept
            } else {
                let blank = new_null_array(kept.data_type(), nameless.len());
                concat(&[&kept, &blank]).unwrap_or(kept)
            };
            fields.push(Field::new(
                column.column_name(),
                values.data_type().clone(),
                true,
            ));
            columns.push(values);
        }
        for (at, column) in spec.columns.iter().enumerate() {
            let name = format!("{}{UNREAD}", column.column_name());
            fields.push(Field::new(name, DataType::Utf8, true));
            columns.push(match unread_texts.get(&at) {
                None => no_text.clone(),
                Some(texts) => Arc::new(
                    (0..rows as u32)
                        .map(|row| texts.get(&row))
                        .collect::<StringArray>(),
                ),
            });
        }
        // What cannot be, as lengths and types are the layout's, gives an empty table.
        let batch = RecordBatch::try_new(Arc::new(Schema::new(fields)), columns).ok()?;
        let lacks = given
            .iter()
            .filter(|at| submitted.files[**at].kind != FileKind::Ssda903Xml)
            .flat_map(|at| &submitted.files[*at].lacks)
            .map(|name| name.to_ascii_lowercase())
            .filter(|name| batch.column_by_name(name).is_some())
            .collect();
        let unread = unread_texts
            .into_iter()
            .map(|(column, texts)| {
                let name = spec.columns[column].column_name();
                (name, texts.into_keys().collect())
            })
            .collect();
        let mut table = Self {
            spec,
            batch,
            lacks,
            unread,
            origins,
            named: kept as u32,
        };
        for column in spec.columns.iter().filter(|column| !column.asked_for) {
            let name = column.column_name();
            if rows > 0 && table.is_blank(&name) {
                table.lacks.insert(name);
            }
        }
        Some(table)
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.batch.num_rows()
    }

    /// Whether a column has no value, nor anything that could not be read.
    fn is_blank(&self, column: &str) -> bool {
        let values = self.batch.column_by_name(column);
        values.is_none_or(|values| values.null_count() == values.len())
            && !self.unread.contains_key(column)
    }

    fn texts(&self, column: &str) -> Vec<Option<String>> {
        match self.batch.column_by_name(column) {
            Some(values) => (0..values.len())
                .map(|row| text_at(values, row).map(str::to_owned))
                .collect(),
            None => vec![None; self.rows()],
        }
    }

    fn set(&mut self, column: &str, values: ArrayRef) {
        let Ok(at) = self.batch.schema().index_of(column) else {
            return;
        };
        let mut columns = self.batch.columns().to_vec();
        columns[at] = values;
        if let Ok(batch) = RecordBatch::try_new(self.batch.schema(), columns) {
            self.batch = batch;
        }
    }

    fn cell(&self, row: u32, column: &str) -> Option<String> {
        let row = row as usize;
        let values = self.batch.column_by_name(column)?;
        if values.is_null(row) {
            let unread = self.batch.column_by_name(&format!("{column}{UNREAD}"))?;
            return text_at(unread, row).map(str::to_owned);
        }
        Some(match values.data_type() {
            DataType::Date32 => {
                let day = to_date(values.as_primitive::<Date32Type>().value(row));
                format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
            }
            DataType::Int64 => values.as_primitive::<Int64Type>().value(row).to_string(),
            DataType::Float64 => values.as_primitive::<Float64Type>().value(row).to_string(),
            _ => text_at(values, row)?.to_owned(),
        })
    }

    /// Adds to the list of settings the authority's code beside its name.
    fn complete_settings(&mut self) {
        let names = self.texts("local_authority");
        let codes: StringArray = names
            .iter()
            .map(|name| name.as_deref().and_then(authority_code))
            .collect();
        let mut fields = self.batch.schema().fields().to_vec();
        let mut columns = self.batch.columns().to_vec();
        fields.push(Arc::new(Field::new("la", DataType::Utf8, true)));
        columns.push(Arc::new(codes));
        if let Ok(batch) = RecordBatch::try_new(Arc::new(Schema::new(fields)), columns) {
            self.batch = batch;
        }
    }
}

/// The rows of a batch that belong to a return; all where none is named, `None` where none does.
fn rows_of(batch: &RecordBatch, label: Option<&String>) -> Option<RecordBatch> {
    let Some(label) = label else {
        return Some(batch.clone());
    };
    let labels = batch
        .column_by_name(OWN_COLUMNS[0].0)?
        .as_string_opt::<i32>()?;
    let belongs: BooleanArray = labels.iter().map(|one| Some(one == Some(label))).collect();
    match belongs.true_count() {
        0 => None,
        all if all == batch.num_rows() => Some(batch.clone()),
        _ => filter_record_batch(batch, &belongs).ok(),
    }
}

/// For each file and row the cells that could not be read: column and text.
type CellsOfRows = HashMap<(i32, i64), Vec<(String, String)>>;

/// What could not be read, by file and row.
struct Asides {
    /// By the raw table's name.
    cells: HashMap<String, CellsOfRows>,
    /// File, row, table and reason of each row.
    rows: Vec<(i32, Option<i64>, Option<String>, String)>,
}

/// The reasons of rows that were set aside because nobody is named in them.
const NAMELESS: [&str; 2] = ["no identifier", "no CHILDID"];

impl Asides {
    fn of(submitted: &Submitted) -> Self {
        let table = |name: &str| submitted.tables.get(name).into_iter().flatten();
        let mut cells: HashMap<String, CellsOfRows> = HashMap::new();
        for batch in table("values_set_aside") {
            for row in 0..batch.num_rows() {
                let text = |at: usize| text_at(batch.column(at), row);
                if let (Some(file), Some(line), Some(table), Some(column)) =
                    (file_at(batch, row), line_at(batch, row), text(2), text(3))
                {
                    let place = cells.entry(table.to_owned()).or_default();
                    let value = (column.to_owned(), text(4).unwrap_or_default().to_owned());
                    place.entry((file, line)).or_default().push(value);
                }
            }
        }
        let mut rows = Vec::new();
        for batch in table("rows_set_aside") {
            for row in 0..batch.num_rows() {
                let text = |at: usize| text_at(batch.column(at), row).map(str::to_owned);
                if let Some(file) = file_at(batch, row) {
                    let reason = text(3).unwrap_or_default();
                    rows.push((file, line_at(batch, row), text(2), reason));
                }
            }
        }
        Self { cells, rows }
    }

    /// Rows of a table in these files in which nobody is named.
    fn nameless(&self, table: &str, files: &[usize]) -> Vec<(i32, i64)> {
        self.rows
            .iter()
            .filter(|(file, _, of, reason)| {
                of.as_deref() == Some(table)
                    && NAMELESS.contains(&reason.as_str())
                    && usize::try_from(*file).is_ok_and(|file| files.contains(&file))
            })
            .map(|(file, line, ..)| (*file, line.unwrap_or_default()))
            .collect()
    }

    /// Adds the texts of cells that could not be read, by column and row.
    fn unread(
        &self,
        spec: &TableSpec,
        origins: &[(i32, i64)],
        into: &mut BTreeMap<usize, BTreeMap<u32, String>>,
    ) {
        let Some(cells) = self.cells.get(spec.name) else {
            return;
        };
        for (row, origin) in origins.iter().enumerate() {
            for (column, text) in cells.get(origin).into_iter().flatten() {
                if let Some(column) = spec.index_of(column) {
                    let texts = into.entry(column).or_default();
                    texts.insert(row as u32, text.clone());
                }
            }
        }
    }

    /// The rows of a return that could not be read: file, row, reason.
    fn of_return(&self, submitted: &Submitted, label: &str) -> Vec<(usize, Option<i64>, String)> {
        self.rows
            .iter()
            .filter(|(.., reason)| reason != "blank")
            .filter_map(|(file, line, _, reason)| {
                let at = usize::try_from(*file).ok()?;
                let of_return = submitted.files.get(at)?.return_label.as_deref() == Some(label);
                of_return.then(|| (at, *line, reason.clone()))
            })
            .collect()
    }
}

fn file_at(batch: &RecordBatch, row: usize) -> Option<i32> {
    let files = batch.column(0).as_primitive_opt::<Int32Type>()?;
    files.is_valid(row).then(|| files.value(row))
}

fn line_at(batch: &RecordBatch, row: usize) -> Option<i64> {
    let lines = batch.column(1).as_primitive_opt::<Int64Type>()?;
    lines.is_valid(row).then(|| lines.value(row))
}

/// The team of each person: of the involvement that is open, or ended last.
fn teams(submitted: &Submitted) -> HashMap<String, String> {
    let mut best: HashMap<String, ((bool, i32, i32), String)> = HashMap::new();
    for batch in submitted
        .tables
        .get("ssd_involvements")
        .into_iter()
        .flatten()
    {
        let column = |name: &str| batch.column_by_name(name);
        let day = |name: &str, row: usize| {
            let days = column(name)?.as_primitive_opt::<Date32Type>()?;
            days.is_valid(row).then(|| days.value(row))
        };
        let text = |name: &str, row: usize| text_at(column(name)?, row);
        for row in 0..batch.num_rows() {
            let (Some(person), Some(team)) = (
                text("invo_person_id", row),
                text("invo_professional_team", row),
            ) else {
                continue;
            };
            let ends = day("invo_involvement_end_date", row);
            let starts = day("invo_involvement_start_date", row).unwrap_or(i32::MIN);
            let rank = (ends.is_none(), ends.unwrap_or(i32::MAX), starts);
            match best.get_mut(person) {
                Some((known, _)) if *known >= rank => {}
                Some(known) => *known = (rank, team.to_owned()),
                None => {
                    best.insert(person.to_owned(), (rank, team.to_owned()));
                }
            }
        }
    }
    best.into_iter()
        .map(|(person, (_, team))| (person, team))
        .collect()
}

impl Prepared {
    /// A table as the engine sees it: empty where no file gave it.
    pub fn batch(&self, table: &str) -> Option<RecordBatch> {
        if let Some(prepared) = self.tables.get(table) {
            return Some(prepared.batch.clone());
        }
        let spec = crate::tables::spec_of(table)?;
        let text = |name: String| Field::new(name, DataType::Utf8, true);
        let columns = || spec.columns.iter();
        let mut fields = vec![Field::new("row_id", DataType::Int64, false)];
        fields
            .extend(columns().map(|one| Field::new(one.column_name(), one.kind.data_type(), true)));
        fields.extend(columns().map(|one| text(format!("{}{UNREAD}", one.column_name()))));
        if table == SETTINGS_TABLE {
            fields.push(text("la".to_owned()));
        }
        Some(RecordBatch::new_empty(Arc::new(Schema::new(fields))))
    }

    /// The codes that the checked year knows, by list: `list`, `code`.
    pub fn codes(&self) -> RecordBatch {
        let mut lists = Vec::new();
        let mut codes = Vec::new();
        let sets = waymark_codes::ssda903::CODE_SETS.iter().copied();
        for set in sets.chain([&waymark_codes::ssda903::LA_PERM]) {
            let list = set.name.to_ascii_lowercase();
            if lists.contains(&list) {
                continue;
            }
            for code in set.codes.iter().filter(|code| code.in_use(self.year.year)) {
                lists.push(list.clone());
                codes.push(code.code);
            }
        }
        let schema = Schema::new(vec![
            Field::new("list", DataType::Utf8, false),
            Field::new("code", DataType::Utf8, false),
        ]);
        RecordBatch::try_new(
            Arc::new(schema),
            vec![
                Arc::new(StringArray::from(lists)),
                Arc::new(StringArray::from(codes)),
            ],
        )
        .expect("each code has its list")
    }
}
