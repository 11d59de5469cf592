//! LAIT's base data: one row for each measure, year and area, in long form.
//!
//! The measure's short description (`Short Desc`) is the key: the dictionary's `Measure_code` is
//! shared by several measures, and the longer `Data item` is blank in nine rows of ten and spelt
//! otherwise than the dictionary spells it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Float64Type};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::account::Tally;
use crate::area::Area;
use crate::error::BenchmarkError;
use crate::stats::without_noise;
use crate::year::last_year_of_label;

/// The columns of the base data.
pub(crate) const COLUMNS: [&str; 7] = [
    "Short Desc",
    "Data item",
    "Years",
    "LA and Regions",
    "Values",
    "LA Number",
    "Region",
];

/// The only mark of a missing value.
const MISSING: &str = "-";
/// Rows beyond any release, so that a file made to fill the memory is refused.
const MOST_ROWS: i64 = 20_000_000;

/// A text of the file that many rows share.
pub(crate) type TextId = u32;

/// The texts that many rows share, each held once.
#[derive(Default)]
pub(crate) struct Texts {
    ids: HashMap<String, TextId>,
    texts: Vec<String>,
}

impl Texts {
    pub fn id(&mut self, text: &str) -> TextId {
        if let Some(id) = self.ids.get(text) {
            return *id;
        }
        let id = TextId::try_from(self.texts.len()).expect("fewer texts than rows");
        self.ids.insert(text.to_owned(), id);
        self.texts.push(text.to_owned());
        id
    }

    pub fn text(&self, id: TextId) -> &str {
        &self.texts[id as usize]
    }
}

/// One row that was kept.
pub(crate) struct LaitRow {
    pub data_item: Option<TextId>,
    pub label: TextId,
    pub last_year: i16,
    pub area_number: u16,
    pub area_name: TextId,
    pub region: TextId,
    /// The cell as it was published.
    pub text: String,
    /// None where the cell is `-`.
    pub value: Option<f64>,
}

/// The rows of one or more files, by measure.
#[derive(Default)]
pub(crate) struct LaitData {
    pub texts: Texts,
    pub measures: BTreeMap<String, Vec<LaitRow>>,
    seen: HashSet<(TextId, TextId, u16)>,
    /// Whether the areas met so far are known: each comes in thousands of rows.
    areas: HashMap<(u16, TextId, TextId), bool>,
    /// The year of the label met last: rows of one label come one after another.
    last_label: (String, Option<i16>),
}

impl LaitData {
    /// Adds the rows of a file. A row that repeats the measure, year and area of an earlier one is
    /// left out, in whichever file the earlier one was.
    pub fn add(
        &mut self,
        path: &Path,
        name: &str,
        tally: &mut Tally,
    ) -> Result<(), BenchmarkError> {
        let damaged = |error: &dyn std::fmt::Display| {
            BenchmarkError::malformed(
                name,
                format!("the Parquet file cannot be read ({error})"),
                "download it again",
            )
        };
        let file =
            std::fs::File::open(path).map_err(|error| BenchmarkError::io(path, "read", error))?;
        let reader =
            ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| damaged(&error))?;
        if reader.metadata().file_metadata().num_rows() > MOST_ROWS {
            return Err(damaged(&format!("it has over {MOST_ROWS} rows")));
        }
        let reader = reader
            .with_batch_size(16 * 1024)
            .build()
            .map_err(|error| damaged(&error))?;
        for batch in reader {
            self.add_batch(&batch.map_err(|error| damaged(&error))?, name, tally)?;
        }
        Ok(())
    }

    fn add_batch(
        &mut self,
        batch: &RecordBatch,
        name: &str,
        tally: &mut Tally,
    ) -> Result<(), BenchmarkError> {
        let column = |index: usize, data_type: &DataType| {
            let column = COLUMNS[index];
            batch
                .column_by_name(column)
                .and_then(|array| cast(array, data_type).ok())
                .ok_or_else(|| {
                    BenchmarkError::malformed(
                        name,
                        format!("the column `{column}` holds no {data_type}"),
                        "expected text, and numbers for `LA Number`",
                    )
                })
        };
        let texts: Vec<_> = [0, 1, 2, 3, 4, 6]
            .into_iter()
            .map(|index| column(index, &DataType::Utf8))
            .collect::<Result<_, _>>()?;
        let numbers = column(5, &DataType::Float64)?;
        let [measure, data_item, years, area_name, values, region] =
            [0, 1, 2, 3, 4, 5].map(|index: usize| texts[index].as_string::<i32>());
        let numbers = numbers.as_primitive::<Float64Type>();
        for index in 0..batch.num_rows() {
            tally.rows_read += 1;
            let cells = Cells {
                row: tally.rows_read,
                measure: text_at(measure, index),
                data_item: (!data_item.is_null(index)).then(|| data_item.value(index)),
                label: text_at(years, index),
                area_name: text_at(area_name, index),
                value: text_at(values, index),
                area_number: (!numbers.is_null(index)).then(|| numbers.value(index)),
                region: text_at(region, index),
            };
            self.add_row(&cells, tally);
        }
        Ok(())
    }

    fn add_row(&mut self, cells: &Cells<'_>, tally: &mut Tally) {
        let row = cells.row;
        let measure = cells.measure.trim();
        if measure.is_empty() {
            return tally.leave_out(row, COLUMNS[0], measure, "a measure's short description");
        }
        let Some(last_year) = self.last_year(cells.label) else {
            let expected = "a year such as 2017, 2016/17 or 2014-16";
            return tally.leave_out(row, COLUMNS[2], cells.label, expected);
        };
        let number = cells
            .area_number
            .filter(|number| number.fract() == 0.0 && (1.0..1000.0).contains(number))
            .map(|number| number as u16);
        let Some(area_number) = number else {
            let found = cells
                .area_number
                .map_or_else(String::new, |n| n.to_string());
            return tally.leave_out(row, COLUMNS[5], &found, "a number of three figures");
        };
        let area_name = self.texts.id(cells.area_name);
        let region = self.texts.id(cells.region);
        let known = self
            .areas
            .entry((area_number, area_name, region))
            .or_insert_with(|| Area::of_lait(area_number, cells.area_name, cells.region).is_some());
        if !*known {
            let expected = "an authority, a region or England";
            return tally.leave_out(row, COLUMNS[3], cells.area_name, expected);
        }
        let value = match cells.value.trim() {
            MISSING => None,
            text => match text.parse::<f64>() {
                Ok(value) if value.is_finite() => Some(without_noise(value)),
                _ => return tally.leave_out(row, COLUMNS[4], text, "a number, or `-` for none"),
            },
        };
        let label = self.texts.id(cells.label.trim());
        let measure_id = self.texts.id(measure);
        if !self.seen.insert((measure_id, label, area_number)) {
            let key = "Short Desc, Years and LA Number";
            return tally.repeated(row, COLUMNS[0], key);
        }
        tally.rows_kept += 1;
        tally.without_value += u64::from(value.is_none());
        let kept = LaitRow {
            data_item: cells.data_item.map(|text| self.texts.id(text)),
            label,
            last_year,
            area_number,
            area_name,
            region,
            text: cells.value.to_owned(),
            value,
        };
        match self.measures.get_mut(measure) {
            Some(rows) => rows.push(kept),
            None => {
                self.measures.insert(measure.to_owned(), vec![kept]);
            }
        }
    }

    fn last_year(&mut self, label: &str) -> Option<i16> {
        if self.last_label.0 != label {
            self.last_label = (label.to_owned(), last_year_of_label(label));
        }
        self.last_label.1
    }

    /// Puts the rows of each measure in the order of year and area, so that the same files give
    /// the same bytes.
    pub fn sort(&mut self) {
        let texts = &self.texts;
        for rows in self.measures.values_mut() {
            rows.sort_by(|a, b| {
                let label = |row: &LaitRow| texts.text(row.label);
                (a.last_year, label(a), a.area_number).cmp(&(b.last_year, label(b), b.area_number))
            });
        }
    }

    /// The first and the last year label, by the year that they end with.
    pub fn span(&self) -> Option<(&str, &str)> {
        let rows = || self.measures.values().flatten();
        let first = rows().min_by_key(|row| row.last_year)?;
        let last = rows().max_by_key(|row| row.last_year)?;
        Some((self.texts.text(first.label), self.texts.text(last.label)))
    }
}

/// The cells of one row.
struct Cells<'a> {
    row: u64,
    measure: &'a str,
    data_item: Option<&'a str>,
    label: &'a str,
    area_name: &'a str,
    value: &'a str,
    area_number: Option<f64>,
    region: &'a str,
}

fn text_at(array: &arrow::array::StringArray, index: usize) -> &str {
    if array.is_null(index) {
        ""
    } else {
        array.value(index)
    }
}
