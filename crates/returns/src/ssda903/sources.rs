//! The raw tables of all SSDA903 returns of an import, seen as one.

use arrow::array::{Array, AsArray, Date32Array, Int64Array, StringArray};
use arrow::datatypes::{Date32Type, Int64Type};

use crate::import::{Coverage, ReturnKind};
use crate::reading::{RawBatch, RawTables, Reading, ReturnKey};

/// A row of a raw table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct At {
    batch: u32,
    row: u32,
}

/// The SSDA903 returns, the earliest first: by the last day that they cover. What a
/// later one says stands.
pub(super) struct Order {
    /// Rank of each return of the import; `None` where it is of another kind.
    ranks: Vec<Option<u32>>,
    /// What the return of each rank covers.
    coverage: Vec<Option<Coverage>>,
}

impl Order {
    pub fn of(reading: &Reading<'_>) -> Self {
        let mut keys: Vec<usize> = (0..reading.returns.len())
            .filter(|index| reading.returns[*index].kind == ReturnKind::Ssda903)
            .collect();
        keys.sort_by_key(|index| {
            let coverage = reading.returns[*index].coverage;
            (coverage.map(|span| (span.to, span.from)), *index)
        });
        let mut ranks = vec![None; reading.returns.len()];
        for (rank, index) in keys.iter().enumerate() {
            ranks[*index] = u32::try_from(rank).ok();
        }
        let coverage = keys
            .iter()
            .map(|index| reading.returns[*index].coverage)
            .collect();
        Self { ranks, coverage }
    }

    /// What the return of a rank covers.
    pub fn coverage(&self, rank: u32) -> Option<Coverage> {
        self.coverage[rank as usize]
    }

    /// How many returns there are.
    pub fn len(&self) -> u32 {
        u32::try_from(self.coverage.len()).expect("fewer returns than 2^32")
    }

    fn rank(&self, key: Option<ReturnKey>) -> u32 {
        key.and_then(|key| self.ranks[key.0]).unwrap_or_default()
    }
}

/// One raw table over all returns.
pub(super) struct View<'b> {
    batches: &'b [RawBatch],
    ranks: Vec<u32>,
}

impl<'b> View<'b> {
    pub fn of(raw: &'b RawTables, table: &str, order: &Order) -> Self {
        let batches = raw.table(table);
        let ranks = batches
            .iter()
            .map(|raw| order.rank(raw.return_key))
            .collect();
        Self { batches, ranks }
    }

    /// Rank of the return that a row is of.
    pub fn rank(&self, at: At) -> u32 {
        self.ranks[at.batch as usize]
    }

    /// All rows, in the order of the files.
    pub fn rows(&self) -> impl Iterator<Item = At> + '_ {
        self.batches.iter().enumerate().flat_map(|(batch, raw)| {
            let rows = u32::try_from(raw.batch.num_rows()).expect("fewer rows than 2^32");
            let batch = u32::try_from(batch).expect("fewer files than 2^32");
            (0..rows).map(move |row| At { batch, row })
        })
    }

    /// A text column.
    pub fn text(&self, name: &str) -> TextColumn<'b> {
        TextColumn(self.column(name, |array| array.as_string::<i32>()))
    }

    /// A date column.
    pub fn day(&self, name: &str) -> DayColumn<'b> {
        DayColumn(self.column(name, |array| array.as_primitive::<Date32Type>()))
    }

    /// A column of whole numbers.
    pub fn integer(&self, name: &str) -> IntegerColumn<'b> {
        IntegerColumn(self.column(name, |array| array.as_primitive::<Int64Type>()))
    }

    /// For each key the row that stands: that of the latest return, in it the last one.
    /// Sorted by key. Rows without a key are passed over.
    pub fn latest<K: Ord>(&self, key: impl Fn(At) -> Option<K>) -> Vec<(K, At)> {
        let mut rows: Vec<(K, u32, At)> = self
            .rows()
            .filter_map(|at| Some((key(at)?, self.rank(at), at)))
            .collect();
        rows.sort_unstable();
        let mut latest: Vec<(K, At)> = Vec::with_capacity(rows.len());
        for (key, _, at) in rows {
            match latest.last_mut() {
                Some(last) if last.0 == key => last.1 = at,
                _ => latest.push((key, at)),
            }
        }
        latest
    }

    fn column<A>(&self, name: &str, cast: impl Fn(&'b dyn Array) -> &'b A) -> Vec<&'b A> {
        self.batches
            .iter()
            .map(|raw| {
                let column = raw
                    .batch
                    .column_by_name(name)
                    .expect("the raw table has the column");
                cast(column.as_ref())
            })
            .collect()
    }
}

/// A text column over all returns.
pub(super) struct TextColumn<'b>(Vec<&'b StringArray>);

impl<'b> TextColumn<'b> {
    pub fn get(&self, at: At) -> Option<&'b str> {
        let array = self.0[at.batch as usize];
        let row = at.row as usize;
        array.is_valid(row).then(|| array.value(row))
    }
}

/// A date column over all returns.
pub(super) struct DayColumn<'b>(Vec<&'b Date32Array>);

impl DayColumn<'_> {
    pub fn get(&self, at: At) -> Option<i32> {
        let array = self.0[at.batch as usize];
        let row = at.row as usize;
        array.is_valid(row).then(|| array.value(row))
    }
}

/// A column of whole numbers over all returns.
pub(super) struct IntegerColumn<'b>(Vec<&'b Int64Array>);

impl IntegerColumn<'_> {
    pub fn get(&self, at: At) -> Option<i64> {
        let array = self.0[at.batch as usize];
        let row = at.row as usize;
        array.is_valid(row).then(|| array.value(row))
    }
}
