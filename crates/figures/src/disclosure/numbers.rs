//! The numbers of children that stand behind one figure.

use serde::{Deserialize, Serialize};

use crate::figure::Figure;
use crate::measure::{MeasureMeta, Shape};

/// The numbers of children behind one figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CellNumbers {
    /// The counted cases. None for a mean or a rate: what they add up is no number of children.
    pub counted: Option<u64>,
    /// The cases with a known answer: the n. At least the counted ones.
    pub of: u64,
    /// All cases of the cohort, those without a known answer included. At least `of`.
    pub cohort: u64,
}

/// The parts that the children of a cell fall into. Over the groups of a table each part adds up to
/// that of the whole by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// Counted; none for a mean or a rate.
    Counted,
    /// Known, and not counted.
    NotCounted,
    /// Without a known answer.
    Missing,
}

impl Part {
    pub(super) const ALL: [Part; 3] = [Part::Counted, Part::NotCounted, Part::Missing];
}

/// A number that a cell could give away: a part, or the two of them that make its n.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Number {
    /// The counted cases.
    Counted,
    /// The known cases that are not counted.
    NotCounted,
    /// The n.
    Size,
    /// The cases without a known answer.
    Missing,
}

impl Number {
    pub(super) const ALL: [Number; 4] = [
        Number::Counted,
        Number::NotCounted,
        Number::Size,
        Number::Missing,
    ];

    /// The parts that it is the sum of.
    pub(super) fn parts(self) -> &'static [Part] {
        match self {
            Number::Counted => &[Part::Counted],
            Number::NotCounted => &[Part::NotCounted],
            Number::Size => &[Part::Counted, Part::NotCounted],
            Number::Missing => &[Part::Missing],
        }
    }
}

impl CellNumbers {
    /// The numbers behind a figure.
    pub(super) fn behind(meta: &MeasureMeta, figure: &Figure) -> Self {
        let counted = match meta.shape {
            Shape::Count | Shape::Percentage => Some(figure.numerator as u64),
            Shape::Mean | Shape::Rate => None,
        };
        let of = figure.n().max(counted.unwrap_or(0));
        Self {
            counted,
            of,
            cohort: figure.coverage.cohort.max(of),
        }
    }

    /// How many children are in a part.
    pub(super) fn part(self, part: Part) -> u64 {
        match part {
            Part::Counted => self.counted.unwrap_or(0),
            Part::NotCounted => self.of.saturating_sub(self.counted.unwrap_or(0)),
            Part::Missing => self.cohort.saturating_sub(self.of),
        }
    }

    /// How many children a number counts.
    pub(super) fn number(self, number: Number) -> u64 {
        number.parts().iter().map(|part| self.part(*part)).sum()
    }

    /// Whether the cell may not be shown by itself: where it is about 1 to `limit` children, or so
    /// many of them are counted, or are not.
    pub(super) fn is_small(self, limit: u64) -> bool {
        [Number::Counted, Number::NotCounted, Number::Size]
            .into_iter()
            .any(|number| (1..=limit).contains(&self.number(number)))
    }

    /// What is left of these numbers without those of some groups; none where nothing is.
    pub(super) fn rest(self, groups: &[CellNumbers]) -> Option<CellNumbers> {
        let left = |part: Part| {
            let shared: u64 = groups.iter().map(|group| group.part(part)).sum();
            self.part(part).saturating_sub(shared)
        };
        let (counted, not_counted) = (left(Part::Counted), left(Part::NotCounted));
        let missing = left(Part::Missing);
        (counted + not_counted + missing > 0).then(|| CellNumbers {
            counted: self.counted.map(|_| counted),
            of: counted + not_counted,
            cohort: counted + not_counted + missing,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_groups_leave_over_is_counted_part_by_part() {
        // 12 counted of 60, 65 in all; the groups have 4 of 20 with 22 in all, and 8 of 38.
        let numbers = |counted, of, cohort| CellNumbers {
            counted: Some(counted),
            of,
            cohort,
        };
        let whole = numbers(12, 60, 65);
        assert_eq!(
            whole.rest(&[numbers(4, 20, 22), numbers(8, 38, 38)]),
            Some(numbers(0, 2, 5))
        );
        assert_eq!(whole.rest(&[whole]), None);
    }

    #[test]
    fn a_mean_is_small_by_its_cases_alone() {
        let mean = |of| CellNumbers {
            counted: None,
            of,
            cohort: of + 3,
        };
        assert!(mean(5).is_small(5) && !mean(6).is_small(5) && !mean(0).is_small(5));
    }
}
