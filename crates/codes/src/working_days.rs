//! England's working days: Monday to Friday less bank holidays.

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday, date};

use crate::bank_holidays::{BANK_HOLIDAYS, FIRST_YEAR, LAST_YEAR};

/// England's working days, with holidays that were announced after this program was built.
///
/// The table of bank holidays covers 1995 to 2040; before and after it every Monday to Friday is
/// a working day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkingDays {
    extra: BTreeSet<Date>,
}

/// A day in the count of working days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountedDay {
    /// The day.
    pub day: Date,
    /// Whether it is a working day.
    pub is_working_day: bool,
    /// Working days up to and including this day, counted from the first day of the range.
    pub ordinal: i64,
}

impl WorkingDays {
    /// The days with no more holidays than the table has.
    pub fn new() -> Self {
        Self::default()
    }

    /// The days with further holidays, such as one that has just been announced.
    pub fn with_extra_holidays(holidays: impl IntoIterator<Item = Date>) -> Self {
        Self {
            extra: holidays.into_iter().collect(),
        }
    }

    /// The first and last day that the table of bank holidays covers.
    pub fn coverage() -> (Date, Date) {
        (date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
    }

    /// Whether a day is a bank holiday in England or one of the extra holidays.
    pub fn is_holiday(&self, day: Date) -> bool {
        BANK_HOLIDAYS
            .binary_search(&(day.year(), day.month(), day.day()))
            .is_ok()
            || self.extra.contains(&day)
    }

    /// Whether a day is a working day.
    pub fn is_working_day(&self, day: Date) -> bool {
        !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !self.is_holiday(day)
    }

    /// Working days after `start`, up to and including `end`; negative where `end` is earlier.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use waymark_codes::WorkingDays;
    /// // From Maundy Thursday to the Tuesday after Easter 2017: the Tuesday alone.
    /// let days = WorkingDays::new();
    /// assert_eq!(days.between(date(2017, 4, 13), date(2017, 4, 18)), 1);
    /// ```
    pub fn between(&self, start: Date, end: Date) -> i64 {
        if end < start {
            return -self.between(end, start);
        }
        // Whole weeks hold five weekdays, so only the rest and the holidays are walked.
        let span = i64::from((end - start).get_days());
        let weekdays_in_rest = (1..=span % 7)
            .filter_map(|days| end.checked_sub(jiff::Span::new().days(days - 1)).ok())
            .filter(|day| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday))
            .count() as i64;
        span / 7 * 5 + weekdays_in_rest - self.weekday_holidays(start, end)
    }

    /// Holidays on weekdays after `start`, up to and including `end`.
    fn weekday_holidays(&self, start: Date, end: Date) -> i64 {
        let key = |day: Date| (day.year(), day.month(), day.day());
        let first = BANK_HOLIDAYS.partition_point(|holiday| *holiday <= key(start));
        let last = BANK_HOLIDAYS.partition_point(|holiday| *holiday <= key(end));
        let of_table = last.saturating_sub(first);
        let extra = self
            .extra
            .iter()
            .filter(|day| **day > start && **day <= end)
            .filter(|day| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday))
            .filter(|day| BANK_HOLIDAYS.binary_search(&key(**day)).is_err())
            .count();
        i64::try_from(of_table + extra).expect("fewer holidays than days")
    }

    /// Every day from `from` to `to`, both inclusive, with the count of working days so far. The
    /// working days after a start up to and including an end are the difference of their
    /// ordinals, which makes the count a join in SQL.
    pub fn ordinals(&self, from: Date, to: Date) -> impl Iterator<Item = CountedDay> + '_ {
        let mut next = (from <= to).then_some(from);
        let mut ordinal = 0;
        std::iter::from_fn(move || {
            let day = next?;
            next = day.tomorrow().ok().filter(|tomorrow| *tomorrow <= to);
            let is_working_day = self.is_working_day(day);
            ordinal += i64::from(is_working_day);
            Some(CountedDay {
                day,
                is_working_day,
                ordinal,
            })
        })
    }
}

/// Whether a day is a working day in England, by the table alone.
pub fn is_working_day(day: Date) -> bool {
    WorkingDays::new().is_working_day(day)
}

/// Working days after `start`, up to and including `end`, by the table alone.
pub fn working_days_between(start: Date, end: Date) -> i64 {
    WorkingDays::new().between(start, end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn bank_holidays_and_weekends_are_not_worked() {
        let cases = [
            (date(2017, 4, 13), true),   // Maundy Thursday
            (date(2017, 4, 14), false),  // Good Friday
            (date(2017, 4, 17), false),  // Easter Monday
            (date(2016, 12, 27), false), // in place of Christmas Day, a Sunday
            (date(2017, 1, 2), false),   // in place of New Year's Day, a Sunday
            (date(2011, 4, 29), false),  // royal wedding
            (date(2012, 5, 28), true),   // its bank holiday moved to June
            (date(2012, 6, 4), false),
            (date(2012, 6, 5), false),
            (date(2020, 5, 4), true), // moved to the Friday
            (date(2020, 5, 8), false),
            (date(2022, 5, 30), true),
            (date(2022, 6, 2), false),
            (date(2022, 6, 3), false),
            (date(2022, 9, 19), false), // state funeral
            (date(2023, 5, 8), false),  // coronation
            (date(2017, 9, 30), false), // a Saturday
            (date(2017, 10, 1), false), // a Sunday
        ];
        for (day, expected) in cases {
            assert_eq!(is_working_day(day), expected, "{day}");
        }
    }

    #[test]
    fn the_count_leaves_the_start_out_and_the_end_in() {
        let cases = [
            // A week from Monday to Monday.
            (date(2017, 9, 4), date(2017, 9, 11), 5),
            (date(2017, 9, 4), date(2017, 9, 4), 0),
            // Friday to Monday: the Monday.
            (date(2017, 9, 1), date(2017, 9, 4), 1),
            // Sunday to Saturday: the five days between.
            (date(2017, 9, 3), date(2017, 9, 9), 5),
            // Nine weeks less the August bank holiday: 9 * 5 - 1.
            (date(2017, 7, 31), date(2017, 10, 2), 44),
            // Christmas 2016: 22 December (Thursday) to 3 January (Tuesday): 23, 28, 29, 30
            // December and 3 January.
            (date(2016, 12, 22), date(2017, 1, 3), 5),
        ];
        for (start, end, expected) in cases {
            assert_eq!(
                working_days_between(start, end),
                expected,
                "{start} to {end}"
            );
        }
    }

    #[test]
    fn an_announced_holiday_is_taken_out() {
        let days = WorkingDays::with_extra_holidays([date(2017, 9, 6), date(2017, 9, 9)]);
        assert!(!days.is_working_day(date(2017, 9, 6)));
        // The second lies on a Saturday and takes nothing.
        assert_eq!(days.between(date(2017, 9, 4), date(2017, 9, 11)), 4);
    }

    proptest! {
        #[test]
        fn counting_equals_walking(start in 0_i32..15_000, length in 0_i32..400) {
            let start = date(1996, 1, 1) + jiff::Span::new().days(start);
            let end = start + jiff::Span::new().days(length);
            let days = WorkingDays::with_extra_holidays([date(2009, 7, 1)]);
            let mut walked = 0;
            let mut day = start;
            while day < end {
                day = day.tomorrow().unwrap();
                walked += i64::from(days.is_working_day(day));
            }
            prop_assert_eq!(days.between(start, end), walked);
            prop_assert_eq!(days.between(end, start), -walked);
            let counted: Vec<_> = days.ordinals(start, end).collect();
            let (first, last) = (counted[0], counted[counted.len() - 1]);
            prop_assert_eq!(last.ordinal - first.ordinal, walked);
        }
    }
}
