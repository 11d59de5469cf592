//! Rows of SSD tables, as the mappings of the XML returns and of Annex A make them.

use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Date32Array, Float64Array, Int64Array, RecordBatch,
    StringArray,
};
use arrow::datatypes::{Date32Type, Float64Type, Int32Type, Int64Type};

use crate::schema::{Kind, TableSpec};

/// A cell of an SSD row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    /// No value.
    Null,
    /// Text or a code.
    Text(String),
    /// Days from 1970-01-01.
    Date(i32),
    /// A whole number.
    Integer(i64),
    /// A number.
    Decimal(f64),
}

impl From<Option<String>> for Cell {
    fn from(value: Option<String>) -> Self {
        value.map_or(Self::Null, Self::Text)
    }
}

impl From<Option<&str>> for Cell {
    fn from(value: Option<&str>) -> Self {
        value.map_or(Self::Null, |text| Self::Text(text.to_owned()))
    }
}

impl From<&Option<String>> for Cell {
    fn from(value: &Option<String>) -> Self {
        value.as_deref().into()
    }
}

impl From<&str> for Cell {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Cell {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<Option<i32>> for Cell {
    fn from(value: Option<i32>) -> Self {
        value.map_or(Self::Null, Self::Date)
    }
}

/// Rows of one SSD table; columns that are not named stay null.
pub(crate) struct SsdRows {
    spec: &'static TableSpec,
    /// The table's column for each cell of a row.
    indices: Vec<usize>,
    columns: Vec<Vec<Cell>>,
    len: usize,
}

impl SsdRows {
    /// Rows of a table whose cells are for these columns, in this order.
    pub fn new(table: &str, columns: &[&str]) -> Self {
        let spec = crate::ssd::ssd_tables()
            .iter()
            .find(|spec| spec.name == table)
            .expect("the mapping names a table of SSD");
        let indices = columns
            .iter()
            .map(|name| {
                spec.index_of(name)
                    .expect("the mapping names columns of the SSD table")
            })
            .collect();
        Self {
            spec,
            indices,
            columns: vec![Vec::new(); columns.len()],
            len: 0,
        }
    }

    /// Adds a row.
    pub fn push<const N: usize>(&mut self, cells: [Cell; N]) {
        debug_assert_eq!(N, self.columns.len());
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            column.push(cell);
        }
        self.len += 1;
    }

    /// The rows as a batch with all columns of the table; `None` where there are no rows.
    pub fn finish(self) -> Option<(&'static str, RecordBatch)> {
        if self.len == 0 {
            return None;
        }
        let arrays = self
            .spec
            .columns
            .iter()
            .enumerate()
            .map(|(index, column)| {
                let given = self.indices.iter().position(|one| *one == index);
                array(
                    column.kind,
                    given.map(|at| self.columns[at].as_slice()),
                    self.len,
                )
            })
            .collect();
        let batch = RecordBatch::try_new(self.spec.schema(), arrays)
            .expect("one value a row in each column, of the table's types");
        Some((self.spec.name, batch))
    }
}

fn array(kind: Kind, cells: Option<&[Cell]>, len: usize) -> ArrayRef {
    let cell = |row: usize| cells.map_or(&Cell::Null, |cells| &cells[row]);
    let rows = 0..len;
    match kind {
        Kind::Text | Kind::Code(_) => {
            Arc::new(StringArray::from_iter(rows.map(|row| match cell(row) {
                Cell::Text(text) => Some(text.as_str()),
                _ => None,
            })))
        }
        Kind::Date => Arc::new(Date32Array::from_iter(rows.map(|row| match cell(row) {
            Cell::Date(days) => Some(*days),
            _ => None,
        }))),
        Kind::Integer => Arc::new(Int64Array::from_iter(rows.map(|row| match cell(row) {
            Cell::Integer(number) => Some(*number),
            _ => None,
        }))),
        Kind::Decimal => Arc::new(Float64Array::from_iter(rows.map(|row| match cell(row) {
            Cell::Decimal(number) => Some(*number),
            _ => None,
        }))),
        Kind::YesNo => Arc::new(BooleanArray::from_iter(rows.map(|row| match cell(row) {
            Cell::Text(text) => crate::builder::yes_no(text),
            _ => None,
        }))),
    }
}

/// A column of a raw table, read row by row.
pub(crate) struct RawColumn<'b>(Option<&'b ArrayRef>);

impl<'b> RawColumn<'b> {
    /// The column of this name.
    pub fn of(batch: &'b RecordBatch, name: &str) -> Self {
        Self(batch.column_by_name(name))
    }

    /// The text of a row.
    pub fn text(&self, row: usize) -> Option<&'b str> {
        let array = self.0?.as_string_opt::<i32>()?;
        array.is_valid(row).then(|| array.value(row))
    }

    /// The text of a row, owned.
    pub fn owned(&self, row: usize) -> Option<String> {
        self.text(row).map(str::to_owned)
    }

    /// The day of a row, as days from 1970-01-01.
    pub fn date(&self, row: usize) -> Option<i32> {
        let array = self.0?.as_primitive_opt::<Date32Type>()?;
        array.is_valid(row).then(|| array.value(row))
    }

    /// The whole number of a row.
    pub fn integer(&self, row: usize) -> Option<i64> {
        let array = self.0?.as_primitive_opt::<Int64Type>()?;
        array.is_valid(row).then(|| array.value(row))
    }

    /// The small whole number of a row, such as the index of a file.
    pub fn small_integer(&self, row: usize) -> Option<i32> {
        let array = self.0?.as_primitive_opt::<Int32Type>()?;
        array.is_valid(row).then(|| array.value(row))
    }

    /// The number of a row.
    pub fn decimal(&self, row: usize) -> Option<f64> {
        let array = self.0?.as_primitive_opt::<Float64Type>()?;
        array.is_valid(row).then(|| array.value(row))
    }

    /// Yes or no of a row.
    pub fn yes_no(&self, row: usize) -> Option<bool> {
        let array = self.0?.as_boolean_opt()?;
        array.is_valid(row).then(|| array.value(row))
    }
}
