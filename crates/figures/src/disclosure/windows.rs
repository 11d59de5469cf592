//! What a reader can work out from periods that overlap.
//!
//! Where a measure counts what happened in the months of a window, the figures of two windows differ
//! by what happened in the months that they do not share. Let a running total be what had happened
//! up to the end of a month, from a beginning that nobody knows. A figure is then the difference of
//! two running totals, and a running total never falls. What such differences leave open is found by
//! shortest paths, exactly and in whole numbers (Cormen and others, Introduction to Algorithms,
//! “Difference constraints and shortest paths”).
//!
//! Whether a measure adds up over months is not known from its definition: children who are looked
//! after on the last day of a window do not. All are taken to. Where one does not, some of its
//! figures may be withheld without need, and where its figures contradict the model nothing can be
//! worked out by it.

use std::collections::{BTreeMap, BTreeSet};

use waymark_codes::Month;

use super::numbers::{CellNumbers, Number};
use super::page::{PageCell, Pages, Seen};
use crate::figure::Breakdown;
use crate::period::Period;

/// A cell of a whole or of one group, in one period.
#[derive(Clone, Copy, Debug)]
pub(super) struct WindowCell {
    pub(super) period: Period,
    pub(super) numbers: CellNumbers,
    pub(super) seen: Seen,
}

/// Months in which a small number of children can be worked out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct MonthsLeak {
    /// The month before the first, counted from the beginning of the calendar.
    after: i32,
    /// The last month, counted so too.
    until: i32,
    number: Number,
}

/// The numbers that are followed from month to month.
const FOLLOWED: [Number; 3] = [Number::Counted, Number::NotCounted, Number::Size];

/// Every number of 1 to `limit` children in some months on end that can be worked out.
pub(super) fn leaks(cells: &[WindowCell], limit: u64) -> BTreeSet<MonthsLeak> {
    let windows: Vec<(Window, &WindowCell)> = cells
        .iter()
        .filter_map(|cell| Some((Window::of(cell.period)?, cell)))
        .collect();
    let mut found = BTreeSet::new();
    if !overlap(&windows) {
        return found;
    }
    let ends: BTreeSet<i32> = windows
        .iter()
        .flat_map(|(window, _)| [window.after, window.until])
        .collect();
    let ends: Vec<i32> = ends.into_iter().collect();
    let mut totals = Vec::new();
    for number in FOLLOWED {
        match Totals::of(&ends, &windows, number) {
            Some(of_number) => totals.push(of_number),
            // The figures contradict each other, so the measure does not add up over months.
            None => return found,
        }
    }
    for (from, after) in ends.iter().enumerate() {
        for (to, until) in ends.iter().enumerate().skip(from + 1) {
            let bounds = consistent([
                totals[0].between(from, to),
                totals[1].between(from, to),
                totals[2].between(from, to),
            ]);
            for (number, (least, most)) in FOLLOWED.into_iter().zip(bounds) {
                let is_small = u64::try_from(least).is_ok_and(|least| (1..=limit).contains(&least));
                if least == most && is_small {
                    found.insert(MonthsLeak {
                        after: *after,
                        until: *until,
                        number,
                    });
                }
            }
        }
    }
    found
}

/// A group's cells, or those of the whole, in every period that a reader knows of. Where a later
/// report has another number for a period, that is the one that counts.
pub(super) fn cells(
    breakdown: Option<&Breakdown>,
    own: &Pages,
    past: &[Pages],
    is_hidden: impl Fn(Period) -> bool,
) -> Vec<WindowCell> {
    let mut known: BTreeMap<Period, PageCell> = BTreeMap::new();
    for (period, page) in past.iter().flatten() {
        if let Some(cell) = page.cell(breakdown) {
            learn(&mut known, *period, cell);
        }
    }
    for (period, page) in own {
        if let Some(mut cell) = page.cell(breakdown) {
            if is_hidden(*period) {
                cell.seen = Seen::Nothing;
            }
            learn(&mut known, *period, cell);
        }
    }
    known
        .into_iter()
        .map(|(period, cell)| WindowCell {
            period,
            numbers: cell.numbers,
            seen: cell.seen,
        })
        .collect()
}

/// Takes in what a later report shows of a period. Hiding the same numbers does not make a reader
/// forget them.
fn learn(known: &mut BTreeMap<Period, PageCell>, period: Period, mut cell: PageCell) {
    if let Some(before) = known.get(&period)
        && before.numbers == cell.numbers
    {
        cell.seen = cell.seen.max(before.seen);
    }
    known.insert(period, cell);
}

/// The months of a period, as the running totals that its figure is the difference of.
#[derive(Clone, Copy)]
struct Window {
    after: i32,
    until: i32,
}

impl Window {
    /// None for a period that is not made of whole months.
    fn of(period: Period) -> Option<Self> {
        let first = Month::of(period.starts);
        let is_whole = period.starts == first.first_day() && period.ends == period.month.last_day();
        is_whole.then(|| Self {
            after: ordinal(first) - 1,
            until: ordinal(period.month),
        })
    }
}

fn ordinal(month: Month) -> i32 {
    i32::from(month.year()) * 12 + i32::from(month.number())
}

/// Windows that share no month say nothing of each other.
fn overlap(windows: &[(Window, &WindowCell)]) -> bool {
    let mut sorted: Vec<Window> = windows.iter().map(|(window, _)| *window).collect();
    sorted.sort_by_key(|window| (window.after, window.until));
    sorted.windows(2).any(|pair| pair[1].after < pair[0].until)
}

/// A bound that is none.
const NO_BOUND: i64 = i64::MAX / 4;

/// How far apart the running totals at some ends of months can be.
struct Totals {
    ends: usize,
    /// By how much the second of two totals is at most higher than the first, row by row.
    most: Vec<i64>,
}

impl Totals {
    /// None where what is shown contradicts itself.
    fn of(ends: &[i32], windows: &[(Window, &WindowCell)], number: Number) -> Option<Self> {
        let mut totals = Self {
            ends: ends.len(),
            most: vec![NO_BOUND; ends.len() * ends.len()],
        };
        for at in 0..ends.len() {
            totals.bound(at, at, 0);
            if at > 0 {
                totals.bound(at, at - 1, 0);
            }
        }
        for (window, cell) in windows {
            let is_shown = match cell.seen {
                Seen::All => true,
                Seen::Size => number == Number::Size,
                Seen::Nothing => false,
            };
            if !is_shown {
                continue;
            }
            let from = ends.binary_search(&window.after).ok()?;
            let to = ends.binary_search(&window.until).ok()?;
            let value = i64::try_from(cell.numbers.number(number)).ok()?;
            totals.bound(from, to, value);
            totals.bound(to, from, -value);
        }
        totals.follow();
        (0..totals.ends)
            .all(|at| totals.most[totals.place(at, at)] >= 0)
            .then_some(totals)
    }

    fn place(&self, from: usize, to: usize) -> usize {
        from * self.ends + to
    }

    fn bound(&mut self, from: usize, to: usize, most: i64) {
        let place = self.place(from, to);
        self.most[place] = self.most[place].min(most);
    }

    /// Every shortest path (Floyd and Warshall).
    fn follow(&mut self) {
        let ends = self.ends;
        for via in 0..ends {
            let after: Vec<i64> = self.most[via * ends..(via + 1) * ends].to_vec();
            for from in 0..ends {
                let before = self.most[from * ends + via];
                if before == NO_BOUND {
                    continue;
                }
                let row = &mut self.most[from * ends..(from + 1) * ends];
                for (most, after) in row.iter_mut().zip(&after) {
                    if *after < NO_BOUND {
                        *most = (*most).min(before + after);
                    }
                }
            }
        }
    }

    /// The least and the most that can have happened after one end of a month until a later one.
    fn between(&self, from: usize, to: usize) -> (i64, i64) {
        let least = -self.most[self.place(to, from)];
        (least.max(0), self.most[self.place(from, to)])
    }
}

/// The bounds of what is counted, of what is not, and of both together, each made to fit the other
/// two.
fn consistent([counted, not_counted, size]: [(i64, i64); 3]) -> [(i64, i64); 3] {
    let fit = |part: (i64, i64), other: (i64, i64)| {
        let least = part.0.max(size.0.saturating_sub(other.1));
        let most = part.1.min(size.1.saturating_sub(other.0));
        (least, most)
    };
    let counted_fits = fit(counted, not_counted);
    let not_counted_fits = fit(not_counted, counted_fits);
    let size_fits = (
        size.0.max(counted_fits.0 + not_counted_fits.0),
        size.1
            .min(counted_fits.1.saturating_add(not_counted_fits.1)),
    );
    [counted_fits, not_counted_fits, size_fits]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Window as PeriodWindow;

    /// Three-month windows that end with months of 2017, each with its count where it is shown.
    fn of_counts(counts: &[(&str, u64, bool)]) -> Vec<WindowCell> {
        counts
            .iter()
            .map(|(month, count, is_shown)| WindowCell {
                period: Period::ending(month.parse().unwrap(), PeriodWindow::Months(3)),
                numbers: CellNumbers {
                    counted: Some(*count),
                    of: *count,
                    cohort: *count,
                },
                seen: if *is_shown { Seen::All } else { Seen::Nothing },
            })
            .collect()
    }

    fn check(counts: &[(&str, u64, bool)], months: &[(&str, &str)]) {
        let expected: BTreeSet<(i32, i32)> = months
            .iter()
            .map(|(first, last)| {
                let (first, last): (Month, Month) = (first.parse().unwrap(), last.parse().unwrap());
                (ordinal(first) - 1, ordinal(last))
            })
            .collect();
        let found: BTreeSet<(i32, i32)> = leaks(&of_counts(counts), 5)
            .into_iter()
            .filter(|leak| leak.number == Number::Size)
            .map(|leak| (leak.after, leak.until))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_quiet_window_gives_away_a_month() {
        // None from January to March, 6 from February to April: all 6 in April. 8 from March to May
        // then are 2 in May, since March has none.
        check(
            &[
                ("2017-03", 0, true),
                ("2017-04", 6, true),
                ("2017-05", 8, true),
            ],
            &[("2017-05", "2017-05")],
        );
    }

    #[test]
    fn windows_with_room_to_move_give_nothing_away() {
        // 20 and 22: May has 2 more than February, and nobody knows how many February has.
        check(&[("2017-04", 20, true), ("2017-05", 22, true)], &[]);
        check(&[("2017-04", 20, true), ("2017-05", 3, false)], &[]);
    }

    #[test]
    fn what_contradicts_itself_is_no_count_of_events() {
        // None from January to March and 6 from February to April: all 6 in April, which cannot be
        // when there are none from March to May.
        check(
            &[
                ("2017-03", 0, true),
                ("2017-04", 6, true),
                ("2017-05", 0, true),
            ],
            &[],
        );
    }

    #[test]
    fn a_hidden_window_between_shown_ones_is_found_out() {
        // None from January to March, and none from June to August, so that the 6 of May to July
        // are all in May. April to June have 9, so April has 3: the hidden window's.
        check(
            &[
                ("2017-03", 0, true),
                ("2017-04", 3, false),
                ("2017-05", 9, true),
                ("2017-06", 9, true),
                ("2017-07", 6, true),
                ("2017-08", 0, true),
            ],
            &[
                ("2017-01", "2017-04"),
                ("2017-02", "2017-04"),
                ("2017-03", "2017-04"),
                ("2017-04", "2017-04"),
            ],
        );
    }

    #[test]
    fn windows_that_share_no_month_say_nothing_of_each_other() {
        check(&[("2017-03", 0, true), ("2017-06", 2, false)], &[]);
    }
}
