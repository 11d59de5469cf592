//! The rows behind a figure as words, for whoever lists them.
//!
//! They are about children: who may see them is decided elsewhere.

use std::collections::BTreeSet;

use datafusion::arrow::error::ArrowError;
use datafusion::arrow::util::display::{ArrayFormatter, FormatOptions};
use waymark_figures::Breakdown;

use crate::aggregate::NOT_RECORDED;
use crate::contract::{BREAKDOWN, CASE_ID};
use crate::engine::Cases;

/// Rows as words, every column as the definition returned it.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseTable {
    /// The columns.
    pub columns: Vec<CaseColumn>,
    /// The rows, by case id: as many cells as columns. Days are `YYYY-MM-DD`; a null is empty.
    pub rows: Vec<Vec<String>>,
}

/// A column of a [`CaseTable`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseColumn {
    /// Its name in the definition's SQL.
    pub name: String,
    /// Whether its cells are numbers.
    pub is_number: bool,
}

impl CaseColumn {
    /// The dimension that it is the group of, where it is one: `team` for `by_team`.
    pub fn dimension(&self) -> Option<&str> {
        self.name.strip_prefix(BREAKDOWN)
    }

    /// Whether it names the case.
    pub fn is_case_id(&self) -> bool {
        self.name == CASE_ID
    }
}

impl Cases {
    /// The rows as words. Fails where a cell cannot be shown, such as a day beyond all calendars.
    pub fn table(&self) -> Result<CaseTable, ArrowError> {
        let columns = self
            .schema
            .fields()
            .iter()
            .map(|field| CaseColumn {
                name: field.name().clone(),
                is_number: field.data_type().is_numeric(),
            })
            .collect();
        let options = FormatOptions::default()
            .with_null("")
            .with_date_format(Some("%Y-%m-%d"));
        let mut rows = Vec::new();
        for batch in &self.batches {
            let cells: Vec<ArrayFormatter<'_>> = batch
                .columns()
                .iter()
                .map(|column| ArrayFormatter::try_new(column, &options))
                .collect::<Result<_, _>>()?;
            for row in 0..batch.num_rows() {
                rows.push(
                    cells
                        .iter()
                        .map(|cell| cell.value(row).try_to_string())
                        .collect::<Result<_, _>>()?,
                );
            }
        }
        Ok(CaseTable { columns, rows })
    }
}

impl CaseTable {
    /// Keeps the rows of one group. A dimension that the definition does not have keeps all.
    pub fn keep(&mut self, group: &Breakdown) {
        let Some(at) = self.column_of(&group.dimension) else {
            return;
        };
        let wanted = group.group.to_lowercase();
        self.rows
            .retain(|row| group_of(&row[at]).to_lowercase() == wanted);
    }

    /// The dimensions with the groups that the rows have, in order.
    pub fn groups(&self) -> Vec<(String, Vec<String>)> {
        self.columns
            .iter()
            .enumerate()
            .filter_map(|(at, column)| {
                let dimension = column.dimension()?;
                let groups: BTreeSet<&str> =
                    self.rows.iter().map(|row| group_of(&row[at])).collect();
                let groups = groups.into_iter().map(str::to_owned).collect();
                Some((dimension.to_owned(), groups))
            })
            .collect()
    }

    fn column_of(&self, dimension: &str) -> Option<usize> {
        self.columns
            .iter()
            .position(|column| column.dimension() == Some(dimension))
    }
}

/// The group of a cell; those without one have a name of their own, as among the figures.
fn group_of(cell: &str) -> &str {
    if cell.is_empty() { NOT_RECORDED } else { cell }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use datafusion::arrow::array::{Date32Array, Float64Array, RecordBatch, StringArray};
    use datafusion::arrow::datatypes::{DataType, Field, Schema};

    use super::*;

    fn cases() -> Cases {
        let schema = Arc::new(Schema::new(vec![
            Field::new("case_id", DataType::Utf8, false),
            Field::new("referred", DataType::Date32, true),
            Field::new("value", DataType::Float64, true),
            Field::new("by_team", DataType::Utf8, true),
        ]));
        let batch = RecordBatch::try_new(
            schema.clone(),
            vec![
                Arc::new(StringArray::from(vec!["a", "b", "c"])),
                Arc::new(Date32Array::from(vec![Some(0), None, Some(59)])),
                Arc::new(Float64Array::from(vec![Some(1.5), Some(2.0), None])),
                Arc::new(StringArray::from(vec![Some("North"), None, Some("East")])),
            ],
        )
        .unwrap();
        Cases {
            schema,
            batches: vec![batch],
        }
    }

    #[test]
    fn cells_are_words() {
        let table = cases().table().unwrap();
        // Day 0 is 1 January 1970, and day 59 the first of March.
        assert_eq!(
            table.rows,
            [
                ["a", "1970-01-01", "1.5", "North"],
                ["b", "", "2.0", ""],
                ["c", "1970-03-01", "", "East"],
            ]
        );
        let numbers: Vec<bool> = table.columns.iter().map(|one| one.is_number).collect();
        assert_eq!(numbers, [false, false, true, false]);
        assert_eq!(
            table.groups(),
            [(
                "team".to_owned(),
                vec![
                    "East".to_owned(),
                    "North".to_owned(),
                    "not recorded".to_owned()
                ]
            )]
        );
    }

    #[test]
    fn the_rows_of_a_group_are_kept() {
        for (dimension, group, kept) in [
            ("team", "north", "a"),
            ("team", "Not recorded", "b"),
            ("team", "West", ""),
            ("theme", "anything", "abc"),
        ] {
            let mut table = cases().table().unwrap();
            table.keep(&Breakdown {
                dimension: dimension.to_owned(),
                group: group.to_owned(),
            });
            let ids: String = table.rows.iter().map(|row| row[0].as_str()).collect();
            assert_eq!(ids, kept, "{dimension}: {group}");
        }
    }
}
