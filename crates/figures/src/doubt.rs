//! Figures whose cases fail checks of the data: how many, and what the figure can be.

use serde::{Deserialize, Serialize};

use crate::display::{show_count, show_value};
use crate::figure::Figure;
use crate::measure::MeasureMeta;
use crate::publish::is_small;

/// Cases whose data fails checks that would change the figure, and what it can be for that.
///
/// Each such case may be counted or not, or may have any value that the other cases have. What is
/// wrong outside the cases, such as a child who would be one, is not known and not in the range.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Doubt {
    /// How many cases are in doubt.
    pub cases: u64,
    /// How many of these are counted; none for a mean or a rate.
    pub counted: u64,
    /// How many cases there are.
    pub of: u64,
    /// The lowest value that the figure can take.
    pub low: f64,
    /// The highest.
    pub high: f64,
    /// The checks that they fail, by code.
    pub checks: Vec<String>,
}

impl Doubt {
    /// Whether its numbers may stand in what is published: no count of 1 to 5 children can be
    /// worked out from them.
    pub fn is_publishable(&self, meta: &MeasureMeta) -> bool {
        !meta.unit.is_about_children()
            || ![
                self.cases,
                self.of.saturating_sub(self.cases),
                self.counted,
                self.cases.saturating_sub(self.counted),
            ]
            .into_iter()
            .any(is_small)
    }

    /// What a reader must know, in a sentence. With `published` it gives no number that may not be
    /// published; those of a figure that is not shown it never gives then.
    pub fn in_words(&self, meta: &MeasureMeta, figure: &Figure, published: bool) -> String {
        let units = meta.unit.plural();
        if published && !(self.is_publishable(meta) && figure.is_publishable(meta)) {
            return format!(
                "Some of the {units} behind it fail checks of the data that would change it."
            );
        }
        format!(
            "{} of {} {units} fail checks of the data that would change it: it can lie between {} and {}.",
            show_count(self.cases as f64),
            show_count(self.of as f64),
            show_value(meta, self.low),
            show_value(meta, self.high),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::{Polarity, Shape};
    use crate::test_figures::{figure, meta};

    fn doubt(cases: u64, counted: u64, of: u64) -> Doubt {
        Doubt {
            cases,
            counted,
            of,
            low: 5.0,
            high: 9.5,
            checks: vec!["142".to_owned()],
        }
    }

    #[test]
    fn numbers_that_point_to_few_children_are_not_published() {
        let meta = meta("a", Shape::Percentage, Polarity::Low);
        let figure = figure(&meta, "2025-03", 20.0, 100.0);
        for (doubt, shown) in [
            (doubt(20, 10, 100), true),
            (doubt(5, 0, 100), false),
            (doubt(20, 2, 100), false),
            (doubt(20, 17, 100), false),
            (doubt(97, 20, 100), false),
            (doubt(20, 0, 100), true),
        ] {
            let words = doubt.in_words(&meta, &figure, true);
            assert_eq!(words.contains("9.5%"), shown, "{words}");
            assert!(doubt.in_words(&meta, &figure, false).contains("9.5%"));
        }
    }
}
