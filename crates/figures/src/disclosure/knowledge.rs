//! What a reader can work out of the figures of one period, from every report that shows them.
//!
//! The unknowns are the parts of the cells: how many children are counted, are not counted, and have
//! no known answer. A part that has the same true number in two reports is one unknown, since a
//! reader takes what has not changed for the same; one that was corrected is another. Known are the
//! numbers that are shown, that the groups of a table add up to the whole, the n of a row whose
//! counted cases are hidden, that a group which is hidden has a child at least, and that measures of
//! the same children have the same n for the same group.

use std::collections::{BTreeMap, BTreeSet};

use super::numbers::{CellNumbers, Number, Part};
use super::page::{Page, PageCell, Place, REST, Seen};
use super::span::{Span, ones_of_sum};
use super::worlds::{FAR, Known, Worlds};
use crate::figure::Breakdown;
use crate::period::Period;
use crate::publish::SMALL_UP_TO;

/// What one report shows of one measure in the period.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    /// The measure, by its place among those of the book.
    pub(super) measure: usize,
    pub(super) page: Page,
}

/// A small number that can be worked out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Leak {
    measure: usize,
    /// The groups, of one dimension, that it is about together; none for the whole.
    groups: Vec<Breakdown>,
    number: Number,
    /// The true number of each group, or of the whole: it tells a cell from what it was before a
    /// correction.
    numbers: Vec<u64>,
}

impl Leak {
    /// How well hiding a place suits the leak, the best first: groups of the same dimension, then
    /// the whole, then other groups, through which a hidden whole could be worked out; of each kind
    /// those of the same measure before those of others.
    pub(super) fn rank(&self, place: &Place) -> u8 {
        let dimension = self.groups.first().map(|group| &group.dimension);
        let kind = match (&place.breakdown, dimension) {
            (Some(of), Some(dimension)) if of.dimension == *dimension => 0,
            (Some(_), None) => 0,
            (None, _) => 1,
            (Some(_), Some(_)) => 2,
        };
        2 * kind + u8::from(place.measure != self.measure)
    }

    /// Where it is worked out.
    pub(super) fn places(&self, period: Period) -> Vec<Place> {
        let place = |breakdown| Place {
            measure: self.measure,
            period,
            breakdown,
        };
        if self.groups.is_empty() {
            return vec![place(None)];
        }
        self.groups
            .iter()
            .map(|group| place(Some(group.clone())))
            .collect()
    }
}

/// More relations than this among the hidden rows of one table are not looked through; all of them
/// then count as worked out.
const MOST_RELATIONS: usize = 12;

/// Every number of 1 to `limit` children that can be worked out from these sheets: of one period, and
/// of one measure or of several that may be about the same children.
pub(super) fn leaks(sheets: &[Sheet], limit: u64) -> BTreeSet<Leak> {
    let mut knowledge = Knowledge::of(sheets);
    let mut found = BTreeSet::new();
    for sheet in sheets.iter().filter(|sheet| sheet.page.shows_anything()) {
        knowledge.look_through(sheet, limit, &mut found);
    }
    found
}

/// Dimension and group of a cell; none for the whole.
type Name<'a> = Option<(&'a str, &'a str)>;

/// A part of a measure's cell, by its true number.
type Key<'a> = (usize, Name<'a>, Part, u64);

/// The parts that are not shown.
struct Unknowns<'a> {
    /// Where each stands among the unknowns.
    places: BTreeMap<Key<'a>, usize>,
}

struct Knowledge<'a> {
    unknowns: Unknowns<'a>,
    worlds: Worlds,
}

/// A row of a table whose number is not known by itself.
struct Row<'a> {
    group: &'a str,
    sum: Vec<usize>,
    number: u64,
}

impl<'a> Unknowns<'a> {
    /// What is known of the cells of a sheet, and of its tables.
    fn add_up(&self, sheet: &'a Sheet, known: &mut Known) {
        for (name, cell) in named_cells(&sheet.page) {
            let size = self.sum(sheet.measure, name, cell.numbers, Number::Size);
            if size.is_empty() {
                continue;
            }
            if cell.seen == Seen::Size {
                known.sums.push(size.iter().map(|at| (*at, 1)).collect());
            } else if cell.seen == Seen::Nothing && cell.numbers.of > 0 {
                known
                    .at_least
                    .push((size, 1 - whole_number(cell.numbers.of)));
            }
        }
        for (dimension, table) in sheet.page.tables_seen() {
            for part in Part::ALL {
                let of_whole = sheet.page.whole.numbers.part(part);
                let of_groups: u64 = table.values().map(|cell| cell.numbers.part(part)).sum();
                if of_groups != of_whole {
                    continue;
                }
                let place = |name, number| self.places.get(&(sheet.measure, name, part, number));
                let groups = table.iter().filter_map(|(group, cell)| {
                    let name = Some((dimension, group.as_str()));
                    place(name, cell.numbers.part(part)).map(|at| (*at, 1))
                });
                let whole = place(None, of_whole).map(|at| (*at, -1));
                let sum: Vec<(usize, i64)> = groups.chain(whole).collect();
                if !sum.is_empty() {
                    known.sums.push(sum);
                }
            }
        }
    }

    /// The n of a group is one number wherever it is the same: in what was corrected otherwise, and
    /// in another measure of the same children.
    fn link_sizes(&self, sheets: &'a [Sheet], known: &mut Known) {
        let mut sizes: BTreeMap<(Name<'a>, u64), BTreeSet<Vec<usize>>> = BTreeMap::new();
        for sheet in sheets {
            for (name, cell) in named_cells(&sheet.page) {
                if name.is_none_or(|(_, group)| group != REST) {
                    let size = self.sum(sheet.measure, name, cell.numbers, Number::Size);
                    sizes
                        .entry((name, cell.numbers.of))
                        .or_default()
                        .insert(size);
                }
            }
        }
        for sums in sizes.into_values() {
            let sums: Vec<Vec<usize>> = sums.into_iter().collect();
            for pair in sums.windows(2) {
                let first = pair[0].iter().map(|at| (*at, 1));
                let second = pair[1].iter().map(|at| (*at, -1));
                known.sums.push(first.chain(second).collect());
            }
        }
    }

    /// The unknowns that a number of a cell is the sum of, apart from what is shown of it.
    fn sum(
        &self,
        measure: usize,
        name: Name<'a>,
        numbers: CellNumbers,
        number: Number,
    ) -> Vec<usize> {
        number
            .parts()
            .iter()
            .filter_map(|part| {
                let key = (measure, name, *part, numbers.part(*part));
                self.places.get(&key)
            })
            .copied()
            .collect()
    }
}

impl<'a> Knowledge<'a> {
    fn of(sheets: &'a [Sheet]) -> Self {
        let shown = shown_of_parts(sheets);
        let open = || shown.iter().filter(|(_, shown)| shown.is_open());
        let unknowns = Unknowns {
            places: open()
                .enumerate()
                .map(|(at, (key, _))| (*key, at))
                .collect(),
        };
        let mut known = Known {
            reach: open().map(|(key, shown)| reach(key.3, *shown)).collect(),
            ..Known::default()
        };
        for sheet in sheets {
            unknowns.add_up(sheet, &mut known);
        }
        unknowns.link_sizes(sheets, &mut known);
        Self {
            unknowns,
            worlds: Worlds::beside(known),
        }
    }

    fn look_through(&mut self, sheet: &'a Sheet, limit: u64, found: &mut BTreeSet<Leak>) {
        let Sheet { measure, page } = sheet;
        let is_small = |number: u64| (1..=limit).contains(&number);
        for number in Number::ALL {
            let mut leak = |groups: Vec<Breakdown>, numbers: Vec<u64>| {
                found.insert(Leak {
                    measure: *measure,
                    groups,
                    number,
                    numbers,
                });
            };
            let of_whole = page.whole.numbers.number(number);
            let sum = self
                .unknowns
                .sum(*measure, None, page.whole.numbers, number);
            if is_small(of_whole) && self.worlds.is_pinned(&sum) {
                leak(Vec::new(), vec![of_whole]);
            }
            for (dimension, table) in page.tables_seen() {
                let named = |group: &str| Breakdown {
                    dimension: dimension.to_owned(),
                    group: group.to_owned(),
                };
                let mut open = Vec::new();
                for (group, cell) in table {
                    let group = group.as_str();
                    let name = Some((dimension, group));
                    let row = Row {
                        group,
                        sum: self.unknowns.sum(*measure, name, cell.numbers, number),
                        number: cell.numbers.number(number),
                    };
                    if !self.worlds.is_pinned(&row.sum) {
                        open.push(row);
                    } else if is_small(row.number) {
                        leak(vec![named(group)], vec![row.number]);
                    }
                }
                for union in self.small_unions(&open, limit) {
                    let rows = union.iter().map(|at| &open[*at]);
                    leak(
                        rows.clone().map(|row| named(row.group)).collect(),
                        rows.map(|row| row.number).collect(),
                    );
                }
            }
        }
    }

    /// The rows that, taken together, are 1 to `limit` children in every world.
    fn small_unions(&mut self, rows: &[Row<'a>], limit: u64) -> Vec<Vec<usize>> {
        'worlds: loop {
            let Some(unions) = self.constant_unions(rows) else {
                return vec![(0..rows.len()).collect()];
            };
            let mut small = Vec::new();
            for union in unions {
                let number: u64 = union.iter().map(|at| rows[*at].number).sum();
                if !(1..=limit).contains(&number) {
                    continue;
                }
                let sum: Vec<usize> = union.iter().flat_map(|at| rows[*at].sum.clone()).collect();
                if !self.worlds.is_pinned(&sum) {
                    // A new world was found, in which other unions may differ too.
                    continue 'worlds;
                }
                small.push(union);
            }
            return small;
        }
    }

    /// The sets of rows whose sums are the same in every world that was found; none where there are
    /// too many relations to look through.
    fn constant_unions(&self, rows: &[Row<'a>]) -> Option<Vec<Vec<usize>>> {
        let changes: Vec<Vec<i64>> = rows
            .iter()
            .map(|row| self.worlds.changes(&row.sum))
            .collect();
        let worlds = changes.first().map_or(0, Vec::len);
        let mut span = Span::new(rows.len());
        for world in 0..worlds {
            let row: Vec<i64> = changes.iter().map(|of_row| of_row[world]).collect();
            span.add(&row);
        }
        let kernel = span.kernel();
        if kernel.len() > MOST_RELATIONS {
            return None;
        }
        let chosen = 1..1_usize << kernel.len();
        Some(
            chosen
                .filter_map(|chosen| ones_of_sum(&kernel, chosen))
                .collect(),
        )
    }
}

/// How much of a part is shown; what comes later shows more.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shown {
    No,
    /// That it is 1 to 5, in the words “fewer than 6”.
    AsSmall,
    Exactly,
}

impl Shown {
    /// Whether a reader is left with more than one number.
    fn is_open(self) -> bool {
        self != Shown::Exactly
    }
}

/// How much of each part is shown, in any of the reports.
///
/// A part that is zero in every cell of a measure is left out: a measure that counts all of its
/// cases has none that are not counted, and every reader knows that.
fn shown_of_parts(sheets: &[Sheet]) -> BTreeMap<Key<'_>, Shown> {
    let mut used: BTreeSet<(usize, Part)> = BTreeSet::new();
    let mut found = BTreeMap::new();
    for sheet in sheets {
        for (name, cell) in named_cells(&sheet.page) {
            for part in Part::ALL {
                let number = cell.numbers.part(part);
                if number > 0 {
                    used.insert((sheet.measure, part));
                }
                // A report says of 1 to 5 children without a known answer that they are fewer
                // than 6.
                let is_masked = part == Part::Missing && (1..=SMALL_UP_TO).contains(&number);
                let shown = match cell.seen {
                    Seen::All if is_masked => Shown::AsSmall,
                    Seen::All => Shown::Exactly,
                    Seen::Size | Seen::Nothing => Shown::No,
                };
                let key = (sheet.measure, name, part, number);
                let before = found.entry(key).or_insert(shown);
                *before = shown.max(*before);
            }
        }
    }
    found.retain(|key, _| used.contains(&(key.0, key.2)));
    found
}

/// The cells of a page from which something can follow, by group.
fn named_cells(page: &Page) -> impl Iterator<Item = (Name<'_>, &PageCell)> {
    let groups = page.tables_seen().flat_map(|(dimension, table)| {
        table
            .iter()
            .map(move |(group, cell)| (Some((dimension, group.as_str())), cell))
    });
    std::iter::once((None, &page.whole))
        .chain(groups)
        .filter(move |_| page.shows_anything())
}

/// How far a part may differ from its true number, as far as a reader knows.
fn reach(number: u64, shown: Shown) -> (i64, i64) {
    let number = whole_number(number);
    let (low, high) = match shown {
        Shown::AsSmall => (1 - number, whole_number(SMALL_UP_TO) - number),
        Shown::No | Shown::Exactly => (-number, FAR),
    };
    (low.max(-FAR), high)
}

/// Numbers of children lie far below the highest whole number.
fn whole_number(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
