//! Lists of small records in a form: one a line, with ` | ` between the parts.

use jiff::civil::Date;
use serde_json::{Value, json};
use waymark_codes::Month;

use super::field::{month_number, number, plain, year_number};

/// A part of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its place in the record.
    pub key: &'static str,
    /// What people call it.
    pub word: &'static str,
    /// What stands in it.
    pub cell: Cell,
}

/// What stands in a part of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A text.
    Text,
    /// A text that may be left out.
    TextIfAny,
    /// A number.
    Number,
    /// A month.
    Month,
}

impl Column {
    /// A part of a row.
    pub fn new(key: &'static str, word: &'static str, cell: Cell) -> Self {
        Self { key, word, cell }
    }
}

/// Reads the records; the error says which line is wrong, and how it is written.
pub fn read(columns: &[Column], text: &str) -> Result<Vec<Value>, String> {
    let mut rows = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        let row = read_row(columns, line);
        rows.push(row.map_err(|words| format!("line {number}: {words}"))?);
    }
    Ok(rows)
}

/// The lines of a list of records, as they are shown and read.
pub fn show(columns: &[Column], value: &Value) -> String {
    let cell = |row: &Value, column: &Column| match row.get(column.key) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => plain(number),
        _ => String::new(),
    };
    let line = |row: &Value| {
        let mut cells: Vec<String> = columns.iter().map(|column| cell(row, column)).collect();
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        cells.join(" | ")
    };
    let rows = value.as_array().map(Vec::as_slice).unwrap_or_default();
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn read_row(columns: &[Column], line: &str) -> Result<Value, String> {
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    let needed = columns
        .iter()
        .filter(|column| column.cell != Cell::TextIfAny)
        .count();
    if !(needed..=columns.len()).contains(&parts.len()) {
        let words: Vec<&str> = columns.iter().map(|column| column.word).collect();
        return Err(format!("write {}", words.join(" | ")));
    }
    let mut row = json!({});
    for (at, column) in columns.iter().enumerate() {
        let given = parts.get(at).copied().unwrap_or_default();
        let read = match column.cell {
            Cell::TextIfAny if given.is_empty() => Some(Value::Null),
            _ if given.is_empty() => return Err(format!("enter the {}", column.word)),
            Cell::Text | Cell::TextIfAny => Some(json!(given)),
            Cell::Number => number(given).map(|number| json!(number)),
            Cell::Month => month_of(given).map(|month| json!(month)),
        };
        row[column.key] = read.ok_or_else(|| {
            let like = match column.cell {
                Cell::Month => "9 2017",
                _ => "7.5",
            };
            format!("write the {} like {like}", column.word)
        })?;
    }
    Ok(row)
}

/// A month on one line: `9 2017`, `September 2017` or `2017-09`.
fn month_of(text: &str) -> Option<Month> {
    let mut parts = text.split([' ', '/', '-']).filter(|part| !part.is_empty());
    let (first, second) = (parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (year, month) = match year_number(first) {
        Some(year) => (year, month_number(second)?),
        None => (year_number(second)?, month_number(first)?),
    };
    Some(Month::of(Date::new(year, month, 1).ok()?))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn papers() -> Vec<Column> {
        vec![
            Column::new("title", "title", Cell::Text),
            Column::new("link", "address", Cell::TextIfAny),
        ]
    }

    fn points() -> Vec<Column> {
        vec![
            Column::new("value", "value", Cell::Number),
            Column::new("by", "month", Cell::Month),
        ]
    }

    #[rstest]
    #[case(papers(), " One | https://a.example \n\nTwo", Ok(json!([{ "title": "One", "link": "https://a.example" }, { "title": "Two", "link": null }])))]
    #[case(papers(), "One\n | https://a.example", Err("line 2: enter the title"))]
    #[case(papers(), "One | a | b", Err("line 1: write title | address"))]
    #[case(papers(), " ", Ok(json!([])))]
    #[case(points(), "24.5 | 2017-03\n23% | Sept 2017\n22 | 3/2018", Ok(json!([{ "value": 24.5, "by": "2017-03" }, { "value": 23.0, "by": "2017-09" }, { "value": 22.0, "by": "2018-03" }])))]
    #[case(points(), "24.5 | 2017", Err("line 1: write the month like 9 2017"))]
    #[case(points(), "24.5 | 13 2017", Err("line 1: write the month like 9 2017"))]
    #[case(points(), "\na few | 2017-03", Err("line 2: write the value like 7.5"))]
    #[case(points(), "24.5", Err("line 1: write value | month"))]
    fn rows_are_read(
        #[case] columns: Vec<Column>,
        #[case] text: &str,
        #[case] expected: Result<Value, &str>,
    ) {
        let read = read(&columns, text).map(Value::Array);
        assert_eq!(read, expected.map_err(str::to_owned));
    }

    #[rstest]
    #[case(papers(), json!([{ "title": "One", "link": "https://a.example" }, { "title": "Two", "link": null }]), "One | https://a.example\nTwo")]
    #[case(points(), json!([{ "value": 24.5, "by": "2017-03" }, { "value": 22.0, "by": "2017-09" }]), "24.5 | 2017-03\n22 | 2017-09")]
    #[case(points(), Value::Null, "")]
    fn rows_are_shown_as_they_are_read(
        #[case] columns: Vec<Column>,
        #[case] rows: Value,
        #[case] shown: &str,
    ) {
        assert_eq!(show(&columns, &rows), shown);
        if !rows.is_null() {
            assert_eq!(read(&columns, shown).map(Value::Array), Ok(rows));
        }
    }
}
