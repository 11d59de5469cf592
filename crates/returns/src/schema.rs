//! What a table of a return looks like: its columns, their kinds and their years.

use std::sync::Arc;

use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use waymark_codes::CodeSet;

/// What a column holds.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Text (Arrow `Utf8`).
    Text,
    /// A day (Arrow `Date32`).
    Date,
    /// A whole number (Arrow `Int64`).
    Integer,
    /// A number (Arrow `Float64`).
    Decimal,
    /// Yes or no (Arrow `Boolean`).
    YesNo,
    /// A code of a statutory code set (Arrow `Utf8`). An unknown code is a finding and
    /// the value stays.
    Code(&'static CodeSet),
}

impl Kind {
    /// The Arrow type that holds it.
    pub fn data_type(self) -> DataType {
        match self {
            Self::Text | Self::Code(_) => DataType::Utf8,
            Self::Date => DataType::Date32,
            Self::Integer => DataType::Int64,
            Self::Decimal => DataType::Float64,
            Self::YesNo => DataType::Boolean,
        }
    }
}

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub struct ColumnSpec {
    /// The name that the return's guide gives it.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether a row must have it. A blank required cell is a finding.
    pub required: bool,
    /// First return year (the calendar year in which the return's year ends) that has
    /// it; `None` where it was always there.
    pub from_year: Option<i16>,
    /// Last return year that has it; `None` where it is there still.
    pub to_year: Option<i16>,
    /// Other names that files give it.
    pub aliases: &'static [&'static str],
    /// Whether the layout asks for it. A column that is not asked for is read where it
    /// is there and not missed where it is not.
    pub asked_for: bool,
}

impl ColumnSpec {
    /// A column of this kind, not required, in every year.
    pub const fn new(name: &'static str, kind: Kind) -> Self {
        Self {
            name,
            kind,
            required: false,
            from_year: None,
            to_year: None,
            aliases: &[],
            asked_for: true,
        }
    }

    /// A text column.
    pub const fn text(name: &'static str) -> Self {
        Self::new(name, Kind::Text)
    }

    /// A date column.
    pub const fn date(name: &'static str) -> Self {
        Self::new(name, Kind::Date)
    }

    /// A column of whole numbers.
    pub const fn integer(name: &'static str) -> Self {
        Self::new(name, Kind::Integer)
    }

    /// A column of numbers.
    pub const fn decimal(name: &'static str) -> Self {
        Self::new(name, Kind::Decimal)
    }

    /// A yes-or-no column.
    pub const fn yes_no(name: &'static str) -> Self {
        Self::new(name, Kind::YesNo)
    }

    /// A coded column.
    pub const fn code(name: &'static str, codes: &'static CodeSet) -> Self {
        Self::new(name, Kind::Code(codes))
    }

    /// The column, required.
    pub const fn required(self) -> Self {
        Self {
            required: true,
            ..self
        }
    }

    /// The column, from this return year on.
    pub const fn from_year(self, year: i16) -> Self {
        Self {
            from_year: Some(year),
            ..self
        }
    }

    /// The column, up to and including this return year.
    pub const fn to_year(self, year: i16) -> Self {
        Self {
            to_year: Some(year),
            ..self
        }
    }

    /// The column, under other names too.
    pub const fn also(self, aliases: &'static [&'static str]) -> Self {
        Self { aliases, ..self }
    }

    /// The column, not missed where a file lacks it.
    pub const fn optional(self) -> Self {
        Self {
            asked_for: false,
            ..self
        }
    }

    /// The name in Arrow and SQL: the guide's, in small letters.
    pub fn column_name(&self) -> String {
        self.name.to_ascii_lowercase()
    }

    /// Whether the layout of a return year has it.
    pub fn in_year(&self, year: i16) -> bool {
        self.from_year.is_none_or(|from| year >= from) && self.to_year.is_none_or(|to| year <= to)
    }
}

/// A table of a return.
#[derive(Debug, Clone, Copy)]
pub struct TableSpec {
    /// The name in SQL, such as `ssda903_episodes`.
    pub name: &'static str,
    /// Its columns, in the order of the guide.
    pub columns: &'static [ColumnSpec],
}

/// The columns of Waymark's own that each raw table has after those of the return.
pub const OWN_COLUMNS: [(&str, DataType); 3] = [
    ("_return", DataType::Utf8),
    ("_file", DataType::Int32),
    ("_row", DataType::Int64),
];

impl TableSpec {
    /// Arrow schema of the return's own columns, each nullable.
    pub fn schema(&self) -> SchemaRef {
        Arc::new(Schema::new(self.fields()))
    }

    /// Arrow schema of the raw table: the return's columns, then [`OWN_COLUMNS`].
    pub fn raw_schema(&self) -> SchemaRef {
        let mut fields = self.fields();
        fields.extend(
            OWN_COLUMNS
                .iter()
                .map(|(name, data_type)| Field::new(*name, data_type.clone(), true)),
        );
        Arc::new(Schema::new(fields))
    }

    /// Index of a column by the guide's name.
    pub fn index_of(&self, name: &str) -> Option<usize> {
        self.columns
            .iter()
            .position(|column| column.name.eq_ignore_ascii_case(name))
    }

    fn fields(&self) -> Vec<Field> {
        self.columns
            .iter()
            .map(|column| Field::new(column.column_name(), column.kind.data_type(), true))
            .collect()
    }
}
