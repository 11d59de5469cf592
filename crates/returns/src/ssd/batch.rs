//! Builds a batch of an SSD table column by column.

use std::sync::Arc;

use arrow::array::{ArrayRef, Date32Array, Int64Array, RecordBatch, StringBuilder, new_null_array};

use crate::schema::TableSpec;

/// Room made for a text, in bytes: an id of a child and a day is shorter.
const BYTES: usize = 24;

/// A batch of an SSD table while its columns are given; those not given are null.
pub(crate) struct SsdBatch {
    spec: &'static TableSpec,
    len: usize,
    columns: Vec<Option<ArrayRef>>,
}

impl SsdBatch {
    /// A batch of so many rows of the table of this name.
    pub fn new(table: &str, len: usize) -> Self {
        let spec = super::table(table).expect("the mapping names a table of SSD");
        Self {
            spec,
            len,
            columns: vec![None; spec.columns.len()],
        }
    }

    /// Gives a text column.
    pub fn text<T: AsRef<str>>(self, name: &str, values: impl Iterator<Item = Option<T>>) -> Self {
        let mut array = StringBuilder::with_capacity(self.len, self.len * BYTES);
        for value in values {
            array.append_option(value);
        }
        self.with(name, Arc::new(array.finish()))
    }

    /// Gives a text column of which each value is put together from its row's number.
    pub fn written(self, name: &str, write: impl Fn(usize, &mut String)) -> Self {
        let mut array = StringBuilder::with_capacity(self.len, self.len * BYTES);
        let mut text = String::new();
        for row in 0..self.len {
            text.clear();
            write(row, &mut text);
            array.append_value(&text);
        }
        self.with(name, Arc::new(array.finish()))
    }

    /// Gives a date column, as days from 1970-01-01.
    pub fn date(self, name: &str, values: impl Iterator<Item = Option<i32>>) -> Self {
        let array: Date32Array = values.collect();
        self.with(name, Arc::new(array))
    }

    /// Gives a column of whole numbers.
    pub fn integer(self, name: &str, values: impl Iterator<Item = Option<i64>>) -> Self {
        let array: Int64Array = values.collect();
        self.with(name, Arc::new(array))
    }

    /// The name of the table, and the batch with all of its columns; `None` where there
    /// are no rows.
    pub fn finish(self) -> Option<(&'static str, RecordBatch)> {
        if self.len == 0 {
            return None;
        }
        let len = self.len;
        let arrays = self
            .columns
            .into_iter()
            .zip(self.spec.columns)
            .map(|(array, column)| {
                array.unwrap_or_else(|| new_null_array(&column.kind.data_type(), len))
            })
            .collect();
        let batch = RecordBatch::try_new(self.spec.schema(), arrays)
            .expect("one value a row in each column, of the table's types");
        Some((self.spec.name, batch))
    }

    fn with(mut self, name: &str, array: ArrayRef) -> Self {
        let index = self
            .spec
            .index_of(name)
            .expect("the mapping names a column of the SSD table");
        self.columns[index] = Some(array);
        self
    }
}
