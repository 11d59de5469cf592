//! Facts from a table of published values, one row for a measure and a year.

use jiff::civil::Date;
use waymark_codes::Month;
use waymark_figures::Selector;

use super::book::thresholds;
use super::{Fact, FactBook, KnownMeasure, Whose};

/// Why a table of published values cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum PublishedError {
    /// It is not a table.
    #[error("the table of published values cannot be read: {0}")]
    Table(#[from] csv::Error),
    /// A column is missing.
    #[error(
        "the table of published values has no column `{0}`; it needs `measure`, `year_ending`, `source`, `england` and one with the authority's name"
    )]
    Column(String),
    /// A cell is not what it should be.
    #[error("the table of published values, row {row}: `{column}` is not a number")]
    Cell {
        /// The row, from 2 for the first below the head.
        row: usize,
        /// The column.
        column: String,
    },
}

/// Reads a table of published values (CSV) of one authority beside others.
///
/// Columns: `year_ending` (2017 is the year to March 2017), the authority's own, `england`,
/// `sn2025_mean` or another that begins with `sn`, any other number column is the region's. A row
/// is about the measure whose published twins name the code in `source` (`Short Desc=ReReferral`
/// is `lait/ReReferral`); twins that are added up make one fact, where each part has a value. A
/// row without such a code is about the measure that its `measure` is, or names as people name it;
/// of several rows on one thing the first counts. Rows about nothing that is known are passed over.
pub fn published(
    text: &str,
    authority: &str,
    as_at: Date,
    inspection: Option<Month>,
    measures: Vec<KnownMeasure>,
) -> Result<FactBook, PublishedError> {
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let head = reader.headers()?.clone();
    let column = |name: &str| {
        head.iter()
            .position(|cell| cell.trim().eq_ignore_ascii_case(name))
    };
    let must = |name: &str| column(name).ok_or_else(|| PublishedError::Column(name.to_owned()));
    let year_column = must("year_ending")?;
    let source_column = must("source")?;
    let measure_column = must("measure")?;
    let neighbours = head
        .iter()
        .position(|cell| cell.starts_with("sn") && cell.ends_with("mean"));
    let others = [
        Some((Whose::Authority, must(authority)?)),
        Some((Whose::England, must("england")?)),
        neighbours.map(|at| (Whose::Neighbours, at)),
        region(&head, authority).map(|at| (Whose::Region, at)),
    ];
    let mut parts: Vec<Part> = Vec::new();
    for (at, record) in reader.records().enumerate() {
        let record = record?;
        let row = at + 2;
        let number = |column: usize| -> Result<Option<f64>, PublishedError> {
            let cell = record.get(column).unwrap_or_default().trim();
            if cell.is_empty() || cell == "-" {
                return Ok(None);
            }
            cell.parse::<f64>()
                .map(Some)
                .map_err(|_| PublishedError::Cell {
                    row,
                    column: head.get(column).unwrap_or_default().to_owned(),
                })
        };
        let Some(year) = number(year_column)? else {
            continue;
        };
        let source = record.get(source_column).unwrap_or_default();
        let title = record.get(measure_column).unwrap_or_default();
        let Some((measure, of)) = about(&measures, source, title) else {
            continue;
        };
        for (whose, column) in others.iter().flatten() {
            if let Some(value) = number(*column)? {
                parts.push(Part {
                    measure,
                    of,
                    year: year as i16,
                    whose: *whose,
                    value,
                    decimals: decimals(record.get(*column).unwrap_or_default()),
                    source: source.to_owned(),
                });
            }
        }
    }
    Ok(FactBook {
        as_at,
        authority: authority.to_owned(),
        region: region(&head, authority)
            .and_then(|at| head.get(at))
            .map(|name| name.replace('_', " ")),
        inspection,
        goals: thresholds(&measures),
        facts: sums(&measures, &parts),
        measures,
        plan: None,
    })
}

/// A value of a measure, or of one of the twins that are added up to it.
struct Part {
    measure: usize,
    /// How many twins there are.
    of: usize,
    year: i16,
    whose: Whose,
    value: f64,
    decimals: u8,
    source: String,
}

/// Digits that the table gives, `11.0` being 11: one place after the point is what it is written
/// with everywhere, and says nothing.
fn decimals(cell: &str) -> u8 {
    let digits = cell.trim().split_once('.').map_or("", |(_, digits)| digits);
    u8::try_from(digits.trim_end_matches('0').len()).unwrap_or(u8::MAX)
}

/// The measure that a row is about, and how many twins it has.
fn about(measures: &[KnownMeasure], source: &str, title: &str) -> Option<(usize, usize)> {
    let code = source
        .split_whitespace()
        .find_map(|word| word.strip_prefix("Desc="))
        .map(|code| format!("lait/{code}"));
    if let Some(code) = code {
        let at = measures
            .iter()
            .position(|known| known.meta.benchmarks.contains(&code))?;
        return Some((at, measures[at].meta.benchmarks.len()));
    }
    let at = measures
        .iter()
        .position(|known| known.meta.title == title || known.meta.id.as_str() == title)
        .or_else(|| {
            measures
                .iter()
                .position(|known| crate::check::names(&known.naming, title))
        })?;
    Some((at, 1))
}

/// The first number column that is nothing else.
fn region(head: &csv::StringRecord, authority: &str) -> Option<usize> {
    let known = [
        "seed_bullet",
        "measure",
        "year_ending",
        "england",
        "source",
        "note",
    ];
    head.iter().position(|cell| {
        let cell = cell.trim().to_ascii_lowercase();
        !known.contains(&cell.as_str())
            && !cell.starts_with("sn")
            && !cell.eq_ignore_ascii_case(authority)
    })
}

fn sums(measures: &[KnownMeasure], parts: &[Part]) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    let mut done: Vec<(usize, i16, Whose)> = Vec::new();
    for part in parts {
        let key = (part.measure, part.year, part.whose);
        if done.contains(&key) {
            continue;
        }
        done.push(key);
        let same: Vec<&Part> = parts
            .iter()
            .filter(|other| (other.measure, other.year, other.whose) == key)
            .collect();
        let whole = same.iter().find(|part| part.of == 1);
        let (value, decimals) = match whole {
            Some(whole) => (whole.value, whole.decimals),
            None if same.len() == part.of => (
                same.iter().map(|part| part.value).sum(),
                same.iter().map(|part| part.decimals).max().unwrap_or(0),
            ),
            None => continue,
        };
        let year_ending = format!("{}-03", part.year);
        let Ok(month) = year_ending.parse::<Month>() else {
            continue;
        };
        facts.push(Fact {
            selector: Selector {
                measure: measures[part.measure].meta.id.clone(),
                breakdown: None,
            },
            whose: part.whose,
            month,
            value,
            decimals: Some(decimals),
            figure: None,
            source: part.source.clone(),
            publishable: true,
        });
    }
    facts
}
