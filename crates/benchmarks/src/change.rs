//! What an import changes: rows that are new, rows that are gone, and values that were restated.

use std::collections::{BTreeMap, BTreeSet};

use crate::area::Area;
use crate::error::BenchmarkError;
use crate::lait_store::LaitStore;
use crate::recognise::Kind;

/// What an import changed of one kind of benchmark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The kind.
    pub kind: Kind,
    /// The model year, for a list of neighbours.
    pub model_year: Option<i16>,
    /// Rows that were not there before: measure, year and area for published values, measures for
    /// the dictionary, authorities for lists of neighbours.
    pub rows_added: u64,
    /// Rows that are no longer there.
    pub rows_removed: u64,
    /// Rows that say something else than before: for published values, restatements.
    pub values_changed: u64,
    /// The measures of LAIT whose values were restated, with how many of each.
    pub restated: Vec<(String, u64)>,
}

impl Change {
    /// No change at all.
    pub(crate) fn none(kind: Kind) -> Self {
        Self {
            kind,
            model_year: None,
            rows_added: 0,
            rows_removed: 0,
            values_changed: 0,
            restated: Vec::new(),
        }
    }

    /// Whether anything changed.
    pub fn is_none(&self) -> bool {
        self.rows_added + self.rows_removed + self.values_changed == 0
    }
}

/// The change from one table to another.
pub(crate) fn change_of<K: Ord, V: PartialEq>(
    kind: Kind,
    model_year: Option<i16>,
    old: &BTreeMap<K, V>,
    new: &BTreeMap<K, V>,
) -> Change {
    let mut change = Change::none(kind);
    change.model_year = model_year;
    for (key, value) in new {
        match old.get(key) {
            None => change.rows_added += 1,
            Some(earlier) if earlier != value => change.values_changed += 1,
            Some(_) => {}
        }
    }
    let gone = old.keys().filter(|key| !new.contains_key(key));
    change.rows_removed = gone.count() as u64;
    change
}

/// The change from one set of base data to another. Without an earlier one all rows are new.
pub(crate) fn lait_change(
    old: Option<&LaitStore>,
    new: &LaitStore,
) -> Result<Change, BenchmarkError> {
    let mut change = Change::none(Kind::LaitData);
    let Some(old) = old else {
        change.rows_added = new.rows();
        return Ok(change);
    };
    let measures: BTreeSet<&str> = old.measures().chain(new.measures()).collect();
    for measure in measures {
        let of_measure = change_of(
            Kind::LaitData,
            None,
            &cells(old, measure)?,
            &cells(new, measure)?,
        );
        change.rows_added += of_measure.rows_added;
        change.rows_removed += of_measure.rows_removed;
        change.values_changed += of_measure.values_changed;
        if of_measure.values_changed > 0 {
            change
                .restated
                .push((measure.to_owned(), of_measure.values_changed));
        }
    }
    Ok(change)
}

type Cells = BTreeMap<(String, Area), Option<f64>>;

fn cells(store: &LaitStore, measure: &str) -> Result<Cells, BenchmarkError> {
    let cells = store.read(measure)?.unwrap_or_default();
    Ok(cells
        .into_iter()
        .map(|cell| ((cell.label, cell.area), cell.value))
        .collect())
}
