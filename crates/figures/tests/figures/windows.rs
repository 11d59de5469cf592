//! Periods that share months: what a series of figures gives away of single months.

use std::collections::BTreeMap;

use proptest::prelude::*;
use waymark_codes::Month;
use waymark_figures::disclosure::{EarlierPublication, WithheldReason, protect};
use waymark_figures::{Evidence, EvidenceBook, MeasureMeta, Outcome, Period, Shape, Window};

use super::made_up::{alone, book, figure, measure, rules};

/// The month that the made-up events begin with.
const FIRST: &str = "2016-01";

fn count() -> MeasureMeta {
    measure("events", Shape::Count)
}

/// The evidence of a window's figure for each month from one on: a series that ends with the
/// current one.
fn series(events: &[u64], window: usize, from: usize) -> EvidenceBook {
    let meta = count();
    let first: Month = FIRST.parse().unwrap();
    let figures: Vec<_> = (from.max(window - 1)..events.len())
        .map(|last| {
            let counted: u64 = events[last + 1 - window..=last].iter().sum();
            let month = first.plus(u16::try_from(last).unwrap());
            let period = Period::ending(month, Window::Months(u16::try_from(window).unwrap()));
            figure(&meta, period, counted, counted)
        })
        .collect();
    book(Evidence {
        series: figures.iter().cloned().map(Outcome::Figure).collect(),
        ..alone(&meta, figures[figures.len() - 1].clone())
    })
}

/// What a book's series shows: by its last month the number, counted from the first one, and none
/// where it is hidden.
fn shown(book: &EvidenceBook) -> Vec<(usize, Option<u64>)> {
    let first: Month = FIRST.parse().unwrap();
    let meta = count();
    let entry = &book.entries()[0];
    entry
        .series
        .iter()
        .filter_map(Outcome::figure)
        .map(|figure| {
            let at = usize::try_from(first.months_until(figure.period.month)).unwrap();
            let number = figure
                .is_publishable(&meta)
                .then_some(figure.numerator as u64);
            (at, number)
        })
        .collect()
}

/// Tries every number of events for every month, and gives the months on end of which exactly 1 to 5
/// are left. None where there is too much to try.
fn worked_out(
    shown: &BTreeMap<usize, u64>,
    months: usize,
    window: usize,
) -> Option<Vec<(usize, usize)>> {
    let mut search = Search {
        shown,
        window,
        events: vec![0; months],
        sums: BTreeMap::new(),
        is_beaten: false,
        left: 100_000,
    };
    search.month(0);
    (search.left > 0 || search.is_beaten).then(|| {
        search
            .sums
            .into_iter()
            .filter_map(|(months, sum)| (1..=5).contains(&sum?).then_some(months))
            .collect()
    })
}

struct Search<'a> {
    shown: &'a BTreeMap<usize, u64>,
    window: usize,
    events: Vec<u64>,
    /// First and last month, and how many events they have in every trial so far; none where that
    /// differs.
    sums: BTreeMap<(usize, usize), Option<u64>>,
    /// Whether no small number is left that was the same in every trial.
    is_beaten: bool,
    left: usize,
}

impl Search<'_> {
    fn month(&mut self, at: usize) {
        self.left = self.left.saturating_sub(1);
        if self.left == 0 || self.is_beaten {
            return;
        }
        if at == self.events.len() {
            self.note();
            return;
        }
        for number in 0..=self.most(at) {
            self.events[at] = number;
            if self.fits(at) {
                self.month(at + 1);
            }
        }
    }

    /// The most events that a month can have: no more than any window that it is in, or 9.
    fn most(&self, at: usize) -> u64 {
        let windows = (at..at + self.window).filter_map(|last| self.shown.get(&last));
        windows.copied().min().unwrap_or(9)
    }

    fn fits(&self, last: usize) -> bool {
        let Some(shown) = self.shown.get(&last) else {
            return true;
        };
        let first = last + 1 - self.window;
        self.events[first..=last].iter().sum::<u64>() == *shown
    }

    fn note(&mut self) {
        for first in 0..self.events.len() {
            for last in first..self.events.len() {
                let sum: u64 = self.events[first..=last].iter().sum();
                let before = self.sums.entry((first, last)).or_insert(Some(sum));
                if *before != Some(sum) {
                    *before = None;
                }
            }
        }
        let is_small = |sum: &Option<u64>| sum.is_some_and(|sum| (1..=5).contains(&sum));
        self.is_beaten = !self.sums.values().any(is_small);
    }
}

fn numbers(books: &[EvidenceBook]) -> BTreeMap<usize, u64> {
    books
        .iter()
        .flat_map(shown)
        .filter_map(|(at, number)| Some((at, number?)))
        .collect()
}

#[test]
fn a_quiet_quarter_gives_away_a_month_and_one_figure_goes() {
    // By three months: none to March, 6 to April, so 6 in April; 8 to May and none in March leave 2
    // in May. The oldest figure is withheld, and then May may have any number up to 8.
    let mut report = series(&[0, 0, 0, 6, 2], 3, 0);
    assert_eq!(shown(&report), [(2, Some(0)), (3, Some(6)), (4, Some(8))]);
    let found = worked_out(&numbers(std::slice::from_ref(&report)), 5, 3).unwrap();
    assert!(found.contains(&(4, 4)), "{found:?}");

    let protection = protect(&mut report, &[], &rules());
    assert_eq!(shown(&report), [(2, None), (3, Some(6)), (4, Some(8))]);
    let reasons: Vec<WithheldReason> = protection.withheld.iter().map(|one| one.reason).collect();
    assert_eq!(reasons, [WithheldReason::OverlappingWindows]);
    let found = worked_out(&numbers(&[report]), 5, 3).unwrap();
    assert_eq!(found, vec![]);
}

#[test]
fn a_later_report_is_held_against_the_months_that_an_earlier_one_shows() {
    // The first report shows none to March and 6 to April. The second shows from April on, and
    // neither alone says anything of May; together they do. Of what the second shows April's is the
    // oldest, but it is out already; so May's goes.
    let events = [0, 0, 0, 6, 2];
    let mut first = series(&events[..4], 3, 0);
    protect(&mut first, &[], &rules());
    assert_eq!(shown(&first), [(2, Some(0)), (3, Some(6))]);
    let mut second = series(&events, 3, 3);
    protect(&mut second, &[], &rules());
    assert_eq!(shown(&second), [(3, Some(6)), (4, Some(8))]);
    protect(&mut second, &[EarlierPublication::of(&first)], &rules());
    assert_eq!(shown(&second), [(3, Some(6)), (4, None)]);
}

#[test]
fn a_series_with_room_to_move_is_shown_whole() {
    let events = [20, 25, 18, 30, 22, 19, 27, 24];
    let mut report = series(&events, 3, 0);
    let protection = protect(&mut report, &[], &rules());
    assert_eq!(protection.withheld, vec![]);
}

proptest! {
    #[test]
    fn no_small_number_of_any_months_can_be_worked_out(
        events in prop::collection::vec(prop::sample::select(vec![0_u64, 0, 0, 1, 3, 6]), 4..7),
        window in 2_usize..4,
        second_from in 0_usize..3,
    ) {
        let reports = [
            series(&events[..events.len() - 1], window, 0),
            series(&events, window, second_from),
        ];
        let mut earlier = Vec::new();
        let mut published = Vec::new();
        for mut report in reports {
            protect(&mut report, &earlier, &rules());
            earlier.push(EarlierPublication::of(&report));
            published.push(report);
        }
        if let Some(found) = worked_out(&numbers(&published), events.len(), window) {
            prop_assert_eq!(found, vec![]);
        }
    }
}
