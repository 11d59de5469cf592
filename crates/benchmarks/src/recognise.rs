//! What a file is, told from its content, never from its name.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde::{Deserialize, Serialize};

use crate::error::BenchmarkError;
use crate::table::header_of;
use crate::{dictionary, lait, neighbours, scorecard};

/// The kinds of files that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The base data of DfE's Local Authority Interactive Tool, Parquet.
    LaitData,
    /// Its dictionary, CSV.
    LaitDictionary,
    /// Lists of statistical neighbours, CSV in long form.
    Neighbours,
    /// Figures copied from a scorecard by hand, CSV.
    Scorecard,
}

impl Kind {
    /// The kind in words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::LaitData => "LAIT base data",
            Self::LaitDictionary => "LAIT dictionary",
            Self::Neighbours => "statistical neighbours",
            Self::Scorecard => "scorecard",
        }
    }
}

/// The first bytes of a Parquet file.
const PARQUET: &[u8] = b"PAR1";
/// No header of a CSV that is read is longer than this.
const HEADER_BYTES: u64 = 64 * 1024;

/// What a file is; the inner `Err` says why it is none of the kinds that are read.
pub fn recognise(path: &Path) -> Result<Result<Kind, String>, BenchmarkError> {
    let cannot_read = |source| BenchmarkError::io(path, "read", source);
    let mut file = File::open(path).map_err(cannot_read)?;
    let mut start = Vec::new();
    file.by_ref()
        .take(HEADER_BYTES)
        .read_to_end(&mut start)
        .map_err(cannot_read)?;
    if start.starts_with(PARQUET) {
        return Ok(recognise_parquet(file));
    }
    Ok(recognise_csv(&start))
}

fn recognise_parquet(file: File) -> Result<Kind, String> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(file)
        .map_err(|_| "a Parquet file that is damaged or ends in the middle".to_owned())?;
    let schema = reader.schema();
    let missing: Vec<&str> = lait::COLUMNS
        .into_iter()
        .filter(|column| schema.field_with_name(column).is_err())
        .collect();
    if missing.is_empty() {
        Ok(Kind::LaitData)
    } else {
        Err(format!(
            "a Parquet file without the column{} {}",
            if missing.len() == 1 { "" } else { "s" },
            missing.join(", ")
        ))
    }
}

fn recognise_csv(start: &[u8]) -> Result<Kind, String> {
    if start.iter().all(u8::is_ascii_whitespace) {
        return Err("the file is empty".to_owned());
    }
    if start.contains(&0) {
        return Err("neither text nor Parquet".to_owned());
    }
    let header = header_of(start);
    let kinds = [
        (Kind::LaitDictionary, dictionary::RECOGNISED_BY),
        (Kind::Neighbours, neighbours::RECOGNISED_BY),
        (Kind::Scorecard, scorecard::RECOGNISED_BY),
    ];
    kinds
        .into_iter()
        .find(|(_, columns)| {
            columns
                .iter()
                .all(|column| header.iter().any(|cell| cell == column))
        })
        .map(|(kind, _)| kind)
        .ok_or_else(|| "its first row is not the header of any of them".to_owned())
}
