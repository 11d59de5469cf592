//! What of one table of counts about children may be published: counts of 1 to 5 are hidden, and
//! as much beside them as keeps them from being worked out.
//!
//! What follows from several tables, periods and reports together is found in
//! [`crate::disclosure`]; it can only hide more than is hidden here.

use serde::{Deserialize, Serialize};

use crate::figure::Figure;
use crate::measure::{MeasureMeta, Shape};

/// The highest count that could point to a child.
pub(crate) const SMALL_UP_TO: u64 = 5;

/// Whether a count could point to a child: 1 to 5.
pub(crate) fn is_small(count: u64) -> bool {
    (1..=SMALL_UP_TO).contains(&count)
}

/// One row of a table: how many are counted, of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountRow {
    /// The counted cases.
    pub counted: u64,
    /// All cases, at least the counted ones.
    pub of: u64,
}

/// A published number, or the mark that it is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cell {
    /// The number.
    Shown(u64),
    /// Hidden, as it or what follows from it is 1 to 5.
    Hidden,
}

/// One row as it may be published. A share may be shown only where both cells are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The counted cases.
    pub counted: Cell,
    /// All cases.
    pub of: Cell,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Open,
    CountedHidden,
    AllHidden,
}

/// The rows of a table as they may stand beside their published total; the total is the last row
/// of the result.
///
/// A row's counted cell is hidden where it, or the number not counted, is 1 to 5; its other cell
/// where that is 1 to 5. A column never hides a single row, nor rows whose hidden counts can only
/// all be one: the smallest open rows are hidden with them. Where no row is left to hide, the
/// total's cell is hidden.
pub fn publish_table(rows: &[CountRow]) -> Vec<Published> {
    let mut levels: Vec<Level> = rows.iter().map(|row| own_level(*row)).collect();
    let total = CountRow {
        counted: rows.iter().map(|row| row.counted).sum(),
        of: rows.iter().map(|row| row.of).sum(),
    };
    let mut total_level = own_level(total);
    for wanted in [Level::AllHidden, Level::CountedHidden] {
        if total_level >= wanted {
            continue;
        }
        while needs_another(rows, &levels, wanted) {
            let next = (0..rows.len())
                .filter(|&i| levels[i] < wanted && rows[i].of > 0)
                .min_by_key(|&i| rows[i].of);
            match next {
                Some(index) => levels[index] = wanted,
                None => {
                    total_level = wanted;
                    break;
                }
            }
        }
    }
    rows.iter()
        .zip(&levels)
        .map(|(row, level)| show(*row, *level))
        .chain([show(total, total_level)])
        .collect()
}

/// The groups of one dimension as they may stand in a report beside the whole: one for each figure,
/// in the order given.
///
/// A figure that is withheld shows nothing. None where there is no group, where even the whole
/// would have to be hidden (it is shown elsewhere, so the groups must not be), or where nothing of
/// any group may be shown.
pub fn publish_groups(meta: &MeasureMeta, groups: &[&Figure]) -> Option<Vec<Published>> {
    let counts: Vec<CountRow> = groups
        .iter()
        .map(|figure| count_row(meta, figure))
        .collect();
    let mut rows = if meta.unit.is_about_children() {
        let mut rows = publish_table(&counts);
        let total = rows.pop()?;
        if total.counted == Cell::Hidden || total.of == Cell::Hidden {
            return None;
        }
        rows
    } else {
        counts.iter().map(|row| show(*row, Level::Open)).collect()
    };
    for (row, figure) in rows.iter_mut().zip(groups) {
        if figure.withheld {
            row.counted = Cell::Hidden;
            row.of = Cell::Hidden;
        }
    }
    rows.iter()
        .any(|row| row.counted != Cell::Hidden || row.of != Cell::Hidden)
        .then_some(rows)
}

/// For a mean or a rate only the number of cases behind it is a count of children.
fn count_row(meta: &MeasureMeta, figure: &Figure) -> CountRow {
    match meta.shape {
        Shape::Count | Shape::Percentage => CountRow {
            counted: figure.numerator as u64,
            of: figure.n().max(figure.numerator as u64),
        },
        Shape::Mean | Shape::Rate => CountRow {
            counted: 0,
            of: figure.n(),
        },
    }
}

fn own_level(row: CountRow) -> Level {
    if is_small(row.of) {
        Level::AllHidden
    } else if is_small(row.counted) || is_small(row.of - row.counted) {
        Level::CountedHidden
    } else {
        Level::Open
    }
}

fn needs_another(rows: &[CountRow], levels: &[Level], wanted: Level) -> bool {
    let hidden: Vec<&CountRow> = rows
        .iter()
        .zip(levels)
        .filter(|(_, level)| **level >= wanted)
        .map(|(row, _)| row)
        .collect();
    let count = hidden.len() as u64;
    let forced = |sum: u64| sum > 0 && sum <= count;
    match (count, wanted) {
        (0, _) => false,
        (1, _) => true,
        (_, Level::AllHidden) => forced(hidden.iter().map(|row| row.of).sum()),
        _ => {
            forced(hidden.iter().map(|row| row.counted).sum())
                || forced(hidden.iter().map(|row| row.of - row.counted).sum())
        }
    }
}

fn show(row: CountRow, level: Level) -> Published {
    Published {
        counted: match level {
            Level::Open => Cell::Shown(row.counted),
            _ => Cell::Hidden,
        },
        of: match level {
            Level::AllHidden => Cell::Hidden,
            _ => Cell::Shown(row.of),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(pairs: &[(u64, u64)]) -> Vec<CountRow> {
        pairs
            .iter()
            .map(|&(counted, of)| CountRow { counted, of })
            .collect()
    }

    fn published(counted: Option<u64>, of: Option<u64>) -> Published {
        let cell = |n: Option<u64>| n.map_or(Cell::Hidden, Cell::Shown);
        Published {
            counted: cell(counted),
            of: cell(of),
        }
    }

    #[test]
    fn a_table_without_small_counts_is_shown_whole() {
        let shown = publish_table(&rows(&[(10, 30), (20, 40), (0, 12)]));
        assert_eq!(shown[0], published(Some(10), Some(30)));
        assert_eq!(shown[2], published(Some(0), Some(12)));
        assert_eq!(shown[3], published(Some(30), Some(82)));
    }

    #[test]
    fn one_small_count_takes_the_smallest_other_row_with_it() {
        let shown = publish_table(&rows(&[(3, 30), (20, 40), (12, 25)]));
        assert_eq!(shown[0], published(None, Some(30)));
        assert_eq!(shown[1], published(Some(20), Some(40)));
        assert_eq!(shown[2], published(None, Some(25)));
        assert_eq!(shown[3], published(Some(35), Some(95)));
    }

    #[test]
    fn the_number_not_counted_is_a_count_of_children_too() {
        let shown = publish_table(&rows(&[(28, 30), (20, 40), (30, 60)]));
        assert_eq!(shown[0].counted, Cell::Hidden);
        assert_eq!(shown[1].counted, Cell::Hidden);
    }

    #[test]
    fn two_ones_beside_their_total_would_give_themselves_away() {
        let shown = publish_table(&rows(&[(1, 30), (1, 40), (12, 60)]));
        assert!(shown[..3].iter().all(|row| row.counted == Cell::Hidden));
    }

    #[test]
    fn with_nothing_left_to_hide_the_total_goes() {
        let shown = publish_table(&rows(&[(3, 30)]));
        assert_eq!(
            shown,
            vec![published(None, Some(30)), published(None, Some(30))]
        );
        let tiny = publish_table(&rows(&[(2, 4)]));
        assert_eq!(tiny[1], published(None, None));
    }

    proptest! {
        #[test]
        fn no_small_count_is_shown_or_left_alone_beside_its_total(
            pairs in prop::collection::vec((0u64..40, 0u64..40), 1..8)
        ) {
            let table: Vec<CountRow> =
                pairs.iter().map(|&(counted, rest)| CountRow { counted, of: counted + rest }).collect();
            let shown = publish_table(&table);
            for row in &shown {
                if let Cell::Shown(n) = row.of { prop_assert!(!is_small(n)); }
                if let (Cell::Shown(k), Cell::Shown(n)) = (row.counted, row.of) {
                    prop_assert!(!is_small(k) && !is_small(n - k));
                }
            }
            let (total, rows) = shown.split_last().unwrap();
            for column in [|row: &Published| row.counted, |row: &Published| row.of] {
                let hidden = rows.iter().filter(|row| column(row) == Cell::Hidden).count();
                prop_assert!(hidden != 1 || column(total) == Cell::Hidden);
            }
        }
    }
}
