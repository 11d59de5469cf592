//! A table of values, ready for each way of giving it out: a screen, CSV, JSON, a workbook. Who
//! writes it is elsewhere.

use std::borrow::Cow;

/// A table of values.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// What it shows.
    pub title: String,
    /// The columns' names.
    pub columns: Vec<Column>,
    /// The rows; as many cells as columns.
    pub rows: Vec<Vec<Value>>,
}

/// A column of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The name of it on the screen and in a workbook.
    pub name: Cow<'static, str>,
    /// The name of it in CSV and JSON.
    pub key: Cow<'static, str>,
}

impl Column {
    /// Columns from pairs of a name for people and a key for machines.
    pub fn all(pairs: &[(&'static str, &'static str)]) -> Vec<Self> {
        pairs
            .iter()
            .map(|(name, key)| Self {
                name: Cow::Borrowed(name),
                key: Cow::Borrowed(key),
            })
            .collect()
    }

    /// A column with one name for both.
    pub fn called(name: impl Into<String>) -> Self {
        let name: String = name.into();
        Self {
            name: Cow::Owned(name.clone()),
            key: Cow::Owned(name),
        }
    }
}

/// A cell: shown one way, kept another.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Empty,
    /// Text.
    Text(String),
    /// A number as it is kept, and as it is shown.
    Number(f64, String),
}

impl Value {
    /// Text, or nothing.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Value::Empty
        } else {
            Value::Text(text)
        }
    }

    /// A whole number.
    pub fn count(count: u64) -> Self {
        Value::Number(count as f64, waymark_figures::show_count(count as f64))
    }

    /// As it is shown.
    pub fn shown(&self) -> &str {
        match self {
            Value::Empty => "",
            Value::Text(text) | Value::Number(_, text) => text,
        }
    }

    /// As programs read it: a number without the thousands' commas and units of the screen.
    pub fn plain(&self) -> String {
        match self {
            Value::Number(number, _) => number.to_string(),
            other => other.shown().to_owned(),
        }
    }
}
