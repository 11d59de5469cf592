//! The SSDA903 returns: what each year's return holds, as CSV and as XML.

pub(crate) mod csv;
pub(crate) mod rows;
pub(crate) mod xml;

use crate::days::{Day, day, index_of, last_of};
use crate::settings::Settings;

/// A return and the days that it covers, both included.
#[derive(Clone, Debug)]
pub(crate) struct ReturnPeriod {
    /// Such as `2016-17`.
    pub(crate) label: String,
    /// The calendar year in which the collection year ends.
    pub(crate) year_ends: i32,
    pub(crate) first: Day,
    pub(crate) last: Day,
}

impl ReturnPeriod {
    pub(crate) fn holds(&self, day: Day) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

/// Each collection year up to the last month, the last one cut off there.
pub(crate) fn periods(settings: &Settings) -> Vec<ReturnPeriod> {
    let last = last_of(index_of(settings.last_month));
    (i32::from(settings.first_year)..=settings.years())
        .map(|begins| ReturnPeriod {
            label: format!("{begins}-{:02}", (begins + 1).rem_euclid(100)),
            year_ends: begins + 1,
            first: day(begins, 4, 1),
            last: day(begins + 1, 3, 31).min(last),
        })
        .filter(|period| period.first <= period.last)
        .collect()
}
