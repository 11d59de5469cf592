//! The imported base data on disk: a Parquet file with one row group for each measure, so that one
//! measure is read without the others.
//!
//! It keeps the published columns under their published names, every cell as it was, and adds the
//! year and the value that were read from them.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, Float64Array, Int16Array, RecordBatch, StringArray, UInt16Array,
};
use arrow::datatypes::{DataType, Field, Float64Type, Int16Type, Schema, UInt16Type};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use parquet::basic::Compression;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};

use crate::area::Area;
use crate::error::BenchmarkError;
use crate::lait::{COLUMNS, LaitData, LaitRow};

/// The key of the metadata that says which measure each row group holds.
const MEASURES: &str = "waymark.measures";
/// The columns that are added to the published ones.
const LAST_YEAR: &str = "last_year";
const VALUE: &str = "value";

/// Writes the rows in the order that they are in.
pub(crate) fn write(data: &LaitData, path: &Path) -> Result<(), BenchmarkError> {
    let cannot = |error: parquet::errors::ParquetError| BenchmarkError::store(path, error);
    let file = File::create(path).map_err(|error| BenchmarkError::io(path, "write", error))?;
    let names: Vec<&String> = data.measures.keys().collect();
    let names =
        serde_json::to_string(&names).map_err(|error| BenchmarkError::store(path, error))?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_statistics_enabled(EnabledStatistics::None)
        .set_offset_index_disabled(true)
        .set_created_by("waymark".to_owned())
        .set_key_value_metadata(Some(vec![KeyValue::new(MEASURES.to_owned(), names)]))
        .build();
    let mut writer = ArrowWriter::try_new(file, schema(), Some(properties)).map_err(cannot)?;
    for (measure, rows) in &data.measures {
        let batch =
            batch(data, measure, rows).map_err(|error| BenchmarkError::store(path, error))?;
        writer.write(&batch).map_err(cannot)?;
        writer.flush().map_err(cannot)?;
    }
    let file = writer.into_inner().map_err(cannot)?;
    file.sync_all()
        .map_err(|error| BenchmarkError::io(path, "write", error))
}

fn schema() -> Arc<Schema> {
    let text = |name: &str, nullable| Field::new(name, DataType::Utf8, nullable);
    Arc::new(Schema::new(vec![
        text(COLUMNS[0], false),
        text(COLUMNS[1], true),
        text(COLUMNS[2], false),
        text(COLUMNS[3], false),
        text(COLUMNS[4], false),
        Field::new(COLUMNS[5], DataType::UInt16, false),
        text(COLUMNS[6], false),
        Field::new(LAST_YEAR, DataType::Int16, false),
        Field::new(VALUE, DataType::Float64, true),
    ]))
}

fn batch(
    data: &LaitData,
    measure: &str,
    rows: &[LaitRow],
) -> Result<RecordBatch, arrow::error::ArrowError> {
    let text = |id| data.texts.text(id);
    let texts = |of: &dyn Fn(&LaitRow) -> String| -> ArrayRef {
        Arc::new(StringArray::from_iter_values(rows.iter().map(of)))
    };
    let data_items = rows.iter().map(|row| row.data_item.map(text));
    let columns: Vec<ArrayRef> = vec![
        texts(&|_| measure.to_owned()),
        Arc::new(StringArray::from_iter(data_items)),
        texts(&|row| text(row.label).to_owned()),
        texts(&|row| text(row.area_name).to_owned()),
        texts(&|row| row.text.clone()),
        Arc::new(UInt16Array::from_iter_values(
            rows.iter().map(|row| row.area_number),
        )),
        texts(&|row| text(row.region).to_owned()),
        Arc::new(Int16Array::from_iter_values(
            rows.iter().map(|row| row.last_year),
        )),
        Arc::new(Float64Array::from_iter(rows.iter().map(|row| row.value))),
    ];
    RecordBatch::try_new(schema(), columns)
}

/// One published cell of a measure.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StoredCell {
    pub label: String,
    pub last_year: i16,
    pub area: Area,
    pub value: Option<f64>,
}

/// The imported base data, opened: its footer is read once, and then a measure at a time.
pub(crate) struct LaitStore {
    path: PathBuf,
    footer: ArrowReaderMetadata,
    row_groups: BTreeMap<String, usize>,
}

impl LaitStore {
    pub fn open(path: &Path) -> Result<Self, BenchmarkError> {
        let damaged = |why: &dyn std::fmt::Display| BenchmarkError::store(path, why);
        let file = File::open(path).map_err(|error| BenchmarkError::io(path, "read", error))?;
        let footer = ArrowReaderMetadata::load(&file, ArrowReaderOptions::new())
            .map_err(|error| damaged(&error))?;
        let names = footer
            .metadata()
            .file_metadata()
            .key_value_metadata()
            .and_then(|entries| entries.iter().find(|entry| entry.key == MEASURES))
            .and_then(|entry| entry.value.as_deref())
            .ok_or_else(|| damaged(&"it does not say which measures it holds"))?;
        let names: Vec<String> = serde_json::from_str(names).map_err(|error| damaged(&error))?;
        if names.len() != footer.metadata().num_row_groups() {
            return Err(damaged(&"it holds other measures than it says"));
        }
        Ok(Self {
            path: path.to_owned(),
            footer,
            row_groups: names.into_iter().zip(0..).collect(),
        })
    }

    /// The short descriptions of the measures, in order.
    pub fn measures(&self) -> impl Iterator<Item = &str> {
        self.row_groups.keys().map(String::as_str)
    }

    /// How many rows there are.
    pub fn rows(&self) -> u64 {
        u64::try_from(self.footer.metadata().file_metadata().num_rows()).unwrap_or_default()
    }

    /// The cells of a measure; none where there is no such measure.
    pub fn read(&self, measure: &str) -> Result<Option<Vec<StoredCell>>, BenchmarkError> {
        let Some(row_group) = self.row_groups.get(measure) else {
            return Ok(None);
        };
        let damaged = |error: &dyn std::fmt::Display| BenchmarkError::store(&self.path, error);
        let file = File::open(&self.path)
            .map_err(|error| BenchmarkError::io(&self.path, "read", error))?;
        let reader = ParquetRecordBatchReaderBuilder::new_with_metadata(file, self.footer.clone())
            .with_row_groups(vec![*row_group])
            .build()
            .map_err(|error| damaged(&error))?;
        let mut cells = Vec::new();
        for batch in reader {
            let batch = batch.map_err(|error| damaged(&error))?;
            add_cells(&batch, &mut cells)
                .ok_or_else(|| damaged(&"it has other columns than were written"))?;
        }
        Ok(Some(cells))
    }
}

fn add_cells(batch: &RecordBatch, cells: &mut Vec<StoredCell>) -> Option<()> {
    let text = |name: &str| batch.column_by_name(name)?.as_string_opt::<i32>();
    let (labels, names, regions) = (text(COLUMNS[2])?, text(COLUMNS[3])?, text(COLUMNS[6])?);
    let numbers = batch
        .column_by_name(COLUMNS[5])?
        .as_primitive_opt::<UInt16Type>()?;
    let years = batch
        .column_by_name(LAST_YEAR)?
        .as_primitive_opt::<Int16Type>()?;
    let values = batch
        .column_by_name(VALUE)?
        .as_primitive_opt::<Float64Type>()?;
    // A measure's years repeat the same areas, so each is told from its texts once.
    let mut areas: BTreeMap<u16, Area> = BTreeMap::new();
    for index in 0..batch.num_rows() {
        let number = numbers.value(index);
        let area = match areas.get(&number) {
            Some(area) => *area,
            None => {
                let area = Area::of_lait(number, names.value(index), regions.value(index))?;
                areas.insert(number, area);
                area
            }
        };
        cells.push(StoredCell {
            label: labels.value(index).to_owned(),
            last_year: years.value(index),
            area,
            value: (!values.is_null(index)).then(|| values.value(index)),
        });
    }
    Some(())
}
