//! What a change is about, and its two ends.

use std::ops::Range;

use super::super::about::Named;
use super::super::quantity::Unit;
use super::super::sentence::{Linked, Subject};
use super::super::when::Point;
use super::Side;
use super::build::Builder;
use super::implied::is_later;
use crate::facts::Whose;

impl Builder<'_> {
    /// The measure that is named nearest to a stretch, in this sentence or the one before.
    pub(super) fn nearest(
        &self,
        range: &Range<usize>,
        wanted: impl Fn(usize) -> bool,
    ) -> Option<Subject> {
        let here: Vec<&Named> = self
            .sentence
            .named
            .iter()
            .filter(|named| wanted(named.measure))
            .collect();
        let found = here.iter().min_by_key(|named| {
            if named.at.end <= range.start {
                range.start - named.at.end
            } else {
                named.at.start.saturating_sub(range.end) + 2
            }
        });
        let one = {
            let mut measures: Vec<usize> = here.iter().map(|named| named.measure).collect();
            measures.sort_unstable();
            measures.dedup();
            measures.len() == 1
        };
        if let Some(named) = found {
            return Some(Subject {
                measure: named.measure,
                selector: named.selector.clone(),
                sure: one,
                here: true,
            });
        }
        self.lasting
            .iter()
            .rev()
            .find(|named| wanted(named.measure))
            .map(|named| Subject {
                measure: named.measure,
                selector: named.selector.clone(),
                sure: false,
                here: false,
            })
    }

    /// The two ends of a change, as far as the words say.
    pub(super) fn sides(
        &self,
        subject: Option<&Subject>,
        at: &Range<usize>,
        besides: Option<usize>,
    ) -> (Side, Side) {
        let about = |linked: &Linked| {
            linked.whose == Whose::Authority
                && !linked.is_basis
                && subject.is_none_or(|subject| {
                    linked
                        .subject
                        .as_ref()
                        .is_some_and(|(other, _)| other.measure == subject.measure)
                })
        };
        let here: Vec<(usize, &Linked)> = self
            .sentence
            .numbers
            .iter()
            .enumerate()
            .filter(|(index, linked)| {
                Some(*index) != besides && !self.used_numbers[*index] && about(linked)
            })
            .collect();
        let mut numbers: Vec<&Linked> = here.iter().map(|(_, linked)| *linked).collect();
        if numbers.is_empty() {
            // `this equates to 120 more`: the numbers stand in the sentences before.
            numbers = self.earlier.iter().filter(|linked| about(linked)).collect();
            if numbers.len() > 2 {
                numbers = numbers.split_off(numbers.len() - 2);
            }
            if numbers.is_empty()
                && let Some(subject) = subject
            {
                numbers = self.like(subject);
            }
        }
        // A share and its cases, of one time, are one figure.
        let mut once: Vec<&Linked> = Vec::new();
        for linked in numbers {
            let same = once
                .iter_mut()
                .find(|other| linked.when.is_some() && other.when == linked.when);
            match same {
                Some(other) if matches!(other.quantity.unit, Unit::Of(_)) => *other = linked,
                Some(_) => {}
                None => once.push(linked),
            }
        }
        match once.as_slice() {
            [first, second, ..] => {
                let lead = |linked: &Linked| {
                    let start = linked.quantity.at.start;
                    start.checked_sub(1).map_or("", |at| self.word(at))
                };
                // `fell to 24.1% from 26.1%`
                let reversed = lead(first) == "to" && lead(second) == "from";
                let swapped = reversed
                    || self.is_compared_back(second)
                    || is_later(first.when, second.when, self.book);
                let (earlier, later) = if swapped {
                    (second, first)
                } else {
                    (first, second)
                };
                (Side::of(earlier), Side::of(later))
            }
            [one] => {
                let start = one.quantity.at.start;
                let lead = start.checked_sub(1).map_or("", |at| self.word(at));
                let is_here = !here.is_empty();
                let is_back =
                    is_here && (matches!(lead, "from" | "than") || self.is_compared_back(one));
                // `an improvement on the 15.8 of a year ago`
                let is_back = is_back
                    || matches!(
                        one.when,
                        Some(Point::YearBefore | Point::Inspection | Point::MonthOfYearBefore(_))
                    );
                let since = self.since(at);
                if is_back {
                    (
                        Side::of(one),
                        Side {
                            when: self.other_time(one.when),
                            stated: None,
                        },
                    )
                } else {
                    let earlier = since.or_else(|| self.other_time(one.when));
                    (
                        Side {
                            when: earlier,
                            stated: None,
                        },
                        Side::of(one),
                    )
                }
            }
            [] if self.two_months().is_some() => {
                let (earlier, later) = self.two_months().unwrap_or((Point::YearBefore, Point::Now));
                let side = |point| Side {
                    when: Some(point),
                    stated: None,
                };
                (side(earlier), side(later))
            }
            [] => {
                let since = self.since(at);
                let later = self
                    .sentence
                    .whens
                    .iter()
                    .map(|when| when.point)
                    .find(|point| Some(*point) != since);
                let back = later.filter(|point| {
                    matches!(
                        point,
                        Point::YearBefore | Point::Inspection | Point::MonthOfYearBefore(_)
                    )
                });
                match back {
                    Some(point) if since.is_none() => (
                        Side {
                            when: Some(point),
                            stated: None,
                        },
                        Side::default(),
                    ),
                    _ => (
                        Side {
                            when: since,
                            stated: None,
                        },
                        Side {
                            when: later,
                            stated: None,
                        },
                    ),
                }
            }
        }
    }

    /// The two months that a sentence names, the earlier first: `between September 2016 and
    /// September 2017`.
    fn two_months(&self) -> Option<(Point, Point)> {
        let mut months: Vec<waymark_codes::Month> = self
            .sentence
            .whens
            .iter()
            .filter_map(|when| match when.point {
                Point::Month(month) => Some(month),
                _ => None,
            })
            .collect();
        months.sort_unstable();
        months.dedup();
        match months.as_slice() {
            [earlier, later] => Some((Point::Month(*earlier), Point::Month(*later))),
            _ => None,
        }
    }

    /// Numbers of measures that count the same cases, for a difference of cases.
    pub(super) fn like(&self, subject: &Subject) -> Vec<&Linked> {
        let unit = self.book.measures[subject.measure].meta.unit;
        let mut like: Vec<&Linked> =
            self.earlier
                .iter()
                .filter(|linked| {
                    linked.subject.as_ref().is_some_and(|(other, _)| {
                        self.book.measures[other.measure].meta.unit == unit
                    })
                })
                .collect();
        like.dedup_by_key(|linked| linked.when);
        like
    }

    /// `compared with 25.8% last year`: the number behind is the earlier one.
    pub(super) fn is_compared_back(&self, linked: &Linked) -> bool {
        let start = linked.quantity.at.start;
        (start.saturating_sub(6)..start).any(|at| {
            matches!(
                self.word(at),
                "compared" | "against" | "than" | "versus" | "comparison"
            ) || (self.word(at) == "from"
                && matches!(
                    at.checked_sub(1).map_or("", |at| self.word(at)),
                    "up" | "down"
                ))
                || (self.word(at) == "on"
                    && matches!(
                        at.checked_sub(1).map_or("", |at| self.word(at)),
                        "up" | "down"
                    ))
        }) && !matches!(start.checked_sub(1).map_or("", |at| self.word(at)), "to")
    }

    /// The time that a change is said to begin with: `since the inspection`, `compared with last
    /// year`.
    pub(super) fn since(&self, at: &Range<usize>) -> Option<Point> {
        self.sentence
            .whens
            .iter()
            .filter(|when| !matches!(when.point, Point::Now | Point::Unread))
            .filter(|when| when.at.start >= at.start || self.sentence.opens(when))
            .find(|when| {
                matches!(
                    when.point,
                    Point::YearBefore | Point::Inspection | Point::MonthOfYearBefore(_)
                ) || self.sentence.opens(when)
                    || when
                        .at
                        .start
                        .checked_sub(1)
                        .is_some_and(|at| self.word(at) == "from")
            })
            .map(|when| when.point)
    }

    pub(super) fn other_time(&self, time: Option<Point>) -> Option<Point> {
        self.sentence
            .whens
            .iter()
            .map(|when| when.point)
            .filter(|point| *point != Point::Now)
            .find(|point| Some(*point) != time)
            .filter(|_| time.is_some())
            .or_else(|| {
                self.sentence
                    .whens
                    .iter()
                    .map(|when| when.point)
                    .find(|point| {
                        Some(*point) != time
                            && matches!(point, Point::YearBefore | Point::Inspection)
                    })
            })
    }

    /// `rose from 15.8 to 16.0`: the number that a change began with is that of the year before.
    pub(super) fn assume(&mut self, earlier: &Side, later: &Side) {
        let (Some(first), Some(_)) = (&earlier.stated, &later.stated) else {
            return;
        };
        let at = self
            .sentence
            .numbers
            .iter()
            .position(|linked| linked == first);
        if let (Some(at), None) = (at, first.when) {
            self.assumed[at] = Some(Point::YearBefore);
        }
    }
}
