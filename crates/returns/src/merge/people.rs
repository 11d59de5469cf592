//! One row for each person, of what all sources say.

use std::collections::HashMap;

use arrow::array::{Array, AsArray, RecordBatch, UInt32Array};
use arrow::compute::{concat_batches, interleave, take};
use arrow::datatypes::SchemaRef;

use crate::reading::Origin;

/// Merges the rows of `ssd_person` (its first column is the person's id): for each
/// column the value of the first source that has one. Sorted by id, as text.
pub(super) fn merge(schema: &SchemaRef, sources: &[(Origin, RecordBatch)]) -> RecordBatch {
    let all = concat_batches(schema, sources.iter().map(|(_, batch)| batch))
        .expect("each batch has the table's schema");
    let ids = all.column(0).as_string::<i32>();
    let mut first_rows: HashMap<&str, u32> = HashMap::with_capacity(ids.len());
    let mut later: Vec<(u32, u32)> = Vec::new();
    let mut people: Vec<(&str, u32)> = Vec::new();
    for (row, id) in ids.iter().enumerate() {
        let Some(id) = id else { continue };
        let row = u32::try_from(row).expect("fewer than 2^32 people");
        match first_rows.get(id) {
            Some(first) => later.push((*first, row)),
            None => {
                first_rows.insert(id, row);
                people.push((id, row));
            }
        }
    }
    people.sort_unstable();
    let order = UInt32Array::from_iter_values(people.iter().map(|(_, row)| *row));
    let columns = all
        .columns()
        .iter()
        .map(|column| {
            if later.is_empty() || column.null_count() == 0 {
                return take(column, &order, None).expect("rows of the same column");
            }
            // Where the first source is silent, the next one that speaks.
            let mut from: HashMap<u32, u32> = HashMap::new();
            for (first, row) in &later {
                if column.is_null(*first as usize) && column.is_valid(*row as usize) {
                    from.entry(*first).or_insert(*row);
                }
            }
            let rows: Vec<(usize, usize)> = people
                .iter()
                .map(|(_, row)| (0, *from.get(row).unwrap_or(row) as usize))
                .collect();
            interleave(&[column.as_ref()], &rows).expect("rows of the same column")
        })
        .collect();
    RecordBatch::try_new(schema.clone(), columns).expect("the same columns, fewer rows")
}
