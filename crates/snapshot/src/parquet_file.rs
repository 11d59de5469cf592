//! Parquet files with the same bytes for the same rows.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{Int64Array, RecordBatch, StringArray};
use arrow::datatypes::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use waymark_returns::{Finding, Table};

use crate::error::SnapshotError;

/// Rows in a row group: small enough that the engine reads several at once.
const ROWS_IN_A_GROUP: usize = 128 * 1024;

/// Writes a table and sees it onto the disk.
pub(crate) fn write(path: &Path, name: &str, table: &Table) -> Result<(), SnapshotError> {
    let failed = |source| SnapshotError::Parquet {
        table: name.to_owned(),
        source,
    };
    let file = File::create(path).map_err(SnapshotError::io("write", path))?;
    let properties = WriterProperties::builder()
        // Without the library's version in it, an update of it does not change the bytes.
        .set_created_by("waymark".to_owned())
        .set_compression(Compression::SNAPPY)
        .set_max_row_group_row_count(Some(ROWS_IN_A_GROUP))
        .build();
    let mut writer =
        ArrowWriter::try_new(file, Arc::clone(&table.schema), Some(properties)).map_err(failed)?;
    for batch in &table.batches {
        writer.write(batch).map_err(failed)?;
    }
    let file = writer.into_inner().map_err(failed)?;
    file.sync_all().map_err(SnapshotError::io("write", path))
}

/// The findings as a table.
pub(crate) fn findings(findings: &[Finding]) -> Table {
    let text = |name| Field::new(name, DataType::Utf8, true);
    let number = |name| Field::new(name, DataType::Int64, true);
    let schema = Arc::new(Schema::new(vec![
        text("code"),
        text("severity"),
        text("file"),
        text("table_name"),
        number("row"),
        text("column_name"),
        text("found"),
        text("expected"),
        number("stands_for"),
    ]));
    let texts = |value: &dyn Fn(&Finding) -> Option<String>| -> Arc<StringArray> {
        Arc::new(findings.iter().map(value).collect())
    };
    let numbers = |value: &dyn Fn(&Finding) -> Option<u64>| -> Arc<Int64Array> {
        Arc::new(
            findings
                .iter()
                .map(|one| value(one).and_then(|number| i64::try_from(number).ok()))
                .collect(),
        )
    };
    let batch = RecordBatch::try_new(
        Arc::clone(&schema),
        vec![
            texts(&|one| Some(one.code.id().to_owned())),
            texts(&|one| Some(format!("{:?}", one.severity).to_lowercase())),
            texts(&|one| Some(one.file.clone())),
            texts(&|one| one.table.clone()),
            numbers(&|one| one.row),
            texts(&|one| one.column.clone()),
            texts(&|one| one.found.clone()),
            texts(&|one| Some(one.expected.clone())),
            numbers(&|one| Some(one.stands_for)),
        ],
    )
    .expect("one value a finding in each column");
    Table {
        schema,
        batches: vec![batch],
    }
}
