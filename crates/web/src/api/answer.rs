//! Rows as an answer: JSON with the address of the next rows, or CSV that a spreadsheet reads.

use axum::Json;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;
use waymark_publication::{Column, Sheet, Value};

use super::asked::{Asked, Form};
use super::refused::Refused;
use crate::fault::Fault;
use crate::spreadsheet::{SheetForm, download};

/// A row of an answer: the same fields in JSON and in CSV.
pub trait Row: Serialize {
    /// The fields, in the order of the columns.
    const COLUMNS: &'static [&'static str];
}

/// Rows of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Rows<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// How many rows there are in all.
    pub total: usize,
    /// The address of the rows that follow; null after the last.
    pub next: Option<String>,
}

/// Answers with a list, as much of it as is asked for.
pub async fn list<T: Row>(name: &str, asked: &Asked, rows: Vec<T>) -> Result<Response, Refused> {
    let listing = asked.listing()?;
    let total = rows.len();
    let limit = listing.limit.unwrap_or(total);
    let shown: Vec<T> = rows.into_iter().skip(listing.offset).take(limit).collect();
    match listing.form {
        Form::Csv => csv(name, &shown).await,
        Form::Json => {
            let after = listing.offset.saturating_add(shown.len());
            let next = (!shown.is_empty() && after < total).then(|| asked.address_from(after));
            Ok(Json(Rows {
                rows: shown,
                total,
                next,
            })
            .into_response())
        }
    }
}

/// Answers with rows as CSV.
pub async fn csv<T: Row>(name: &str, rows: &[T]) -> Result<Response, Refused> {
    let sheet = sheet(name, rows)?;
    Ok(download(name, SheetForm::Csv, vec![sheet]).await?)
}

/// Rows as a table.
pub(crate) fn sheet<T: Row>(name: &str, rows: &[T]) -> Result<Sheet, Fault> {
    let cells = |row: &T| -> Result<Vec<Value>, Fault> {
        let row = serde_json::to_value(row).map_err(Fault::failed)?;
        let columns = T::COLUMNS.iter();
        Ok(columns
            .map(|column| row.get(column).map_or(Value::Empty, cell))
            .collect())
    };
    Ok(Sheet {
        title: name.to_owned(),
        columns: T::COLUMNS
            .iter()
            .map(|column| Column::called(*column))
            .collect(),
        rows: rows.iter().map(cells).collect::<Result<_, _>>()?,
    })
}

/// A value as a cell; several in one, as CSV has no lists.
fn cell(value: &serde_json::Value) -> Value {
    match value {
        serde_json::Value::Null => Value::Empty,
        serde_json::Value::String(text) => Value::text(text.clone()),
        serde_json::Value::Number(number) => match number.as_f64() {
            Some(read) => Value::Number(read, number.to_string()),
            None => Value::text(number.to_string()),
        },
        serde_json::Value::Array(several) => {
            let texts = several.iter().map(|one| cell(one).plain());
            Value::text(texts.collect::<Vec<_>>().join("; "))
        }
        other => Value::text(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Sample {
        id: &'static str,
        value: Option<f64>,
        late: bool,
        themes: Vec<&'static str>,
    }

    impl Row for Sample {
        const COLUMNS: &'static [&'static str] = &["id", "value", "late", "themes"];
    }

    #[test]
    fn csv_has_a_header_without_rows_and_the_fields_of_each() {
        let row = |id, value, themes| Sample {
            id,
            value,
            late: true,
            themes,
        };
        for (rows, text) in [
            (vec![], "id,value,late,themes\r\n"),
            (
                vec![
                    row("A1", Some(-1.5), vec!["one", "two"]),
                    row("=A2", None, vec![]),
                ],
                "id,value,late,themes\r\nA1,-1.5,true,one; two\r\n'=A2,,true,\r\n",
            ),
        ] {
            let written = crate::spreadsheet::csv(&sheet("sample", &rows).unwrap());
            assert_eq!(String::from_utf8(written).unwrap(), text);
        }
    }
}
