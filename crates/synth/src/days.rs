//! Days as whole numbers, and England's working days as a lookup.
//!
//! Half a million histories are drawn day by day, so a day is a plain count from
//! 1970-01-01; `jiff` comes in only where the rest of the project gives or wants a date.

use jiff::civil::Date;
use waymark_codes::{Month, WorkingDays};

/// Days from 1970-01-01.
pub(crate) type Day = i32;

/// Later than any day that a file can hold.
pub(crate) const NEVER: Day = i32::MAX;

/// The day with this year, month (1 to 12) and day of the month.
pub(crate) const fn day(year: i32, month: i32, of_month: i32) -> Day {
    // Years are counted from March, so that the leap day comes last.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year - era * 400;
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + of_month - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year, month and day of the month.
pub(crate) const fn parts(day: Day) -> (i32, i32, i32) {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted - era * 146_097;
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let of_month = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, of_month)
}

/// A month as a number that counts up by one.
pub(crate) type MonthIndex = i32;

pub(crate) fn month_of(day: Day) -> MonthIndex {
    let (year, month, _) = parts(day);
    year * 12 + month - 1
}

pub(crate) const fn month(year: i32, month: i32) -> MonthIndex {
    year * 12 + month - 1
}

pub(crate) fn index_of(month: Month) -> MonthIndex {
    i32::from(month.year()) * 12 + i32::from(month.number()) - 1
}

/// First day of a month.
pub(crate) const fn first_of(month: MonthIndex) -> Day {
    day(month.div_euclid(12), month.rem_euclid(12) + 1, 1)
}

/// Last day of a month.
pub(crate) const fn last_of(month: MonthIndex) -> Day {
    first_of(month + 1) - 1
}

/// The birthday in the year of this age. Nobody here is born on 29 February.
pub(crate) fn birthday(born: Day, age: i32) -> Day {
    let (year, month, of_month) = parts(born);
    day(year + age, month, of_month)
}

/// Whole years of age on a day.
pub(crate) fn age(born: Day, on: Day) -> i32 {
    let (year, month, of_month) = parts(born);
    let (year_on, month_on, of_month_on) = parts(on);
    year_on - year - i32::from((month_on, of_month_on) < (month, of_month))
}

/// The 31 March on or after a day.
pub(crate) fn end_of_collection_year(on: Day) -> Day {
    let (year, month, _) = parts(on);
    day(if month >= 4 { year + 1 } else { year }, 3, 31)
}

/// 0 is Monday.
pub(crate) const fn weekday(day: Day) -> i32 {
    (day + 3).rem_euclid(7)
}

/// A day that moves, by a few days, out of the turn of September to October.
///
/// Whether an event on the first or last day of a period falls inside it is settled by the
/// measures' definitions; the planted figures ought not to hang on it.
pub(crate) fn off_the_turn(day: Day) -> Day {
    let (_, month, of_month) = parts(day);
    match (month, of_month) {
        (9, 27..) => day + (35 - of_month),
        (10, ..=4) => day + (5 - of_month),
        _ => day,
    }
}

fn push_padded(out: &mut String, number: i32, width: usize) {
    let mut digits = [b'0'; 10];
    let mut rest = number.unsigned_abs();
    for slot in digits.iter_mut().rev() {
        *slot = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
    }
    for digit in &digits[10 - width..] {
        out.push(char::from(*digit));
    }
}

/// Writes `30/09/2017`.
pub(crate) fn push_uk(out: &mut String, day: Day) {
    let (year, month, of_month) = parts(day);
    push_padded(out, of_month, 2);
    out.push('/');
    push_padded(out, month, 2);
    out.push('/');
    push_padded(out, year, 4);
}

/// Writes `2017-09-30`.
pub(crate) fn push_iso(out: &mut String, day: Day) {
    let (year, month, of_month) = parts(day);
    push_padded(out, year, 4);
    out.push('-');
    push_padded(out, month, 2);
    out.push('-');
    push_padded(out, of_month, 2);
}

/// England's working days, counted once.
pub(crate) struct Calendar {
    first: Day,
    /// Working days from `first` up to and including each day.
    counts: Vec<i32>,
    working: Vec<Day>,
}

impl Calendar {
    /// The working days of these years.
    pub(crate) fn new(from_year: i32, to_year: i32) -> Self {
        let england = WorkingDays::new();
        let first = day(from_year, 1, 1);
        let (mut counts, mut working) = (Vec::new(), Vec::new());
        for today in first..=day(to_year, 12, 31) {
            if england.is_working_day(date_of(today)) {
                working.push(today);
            }
            counts.push(i32::try_from(working.len()).unwrap_or(i32::MAX));
        }
        Self {
            first,
            counts,
            working,
        }
    }

    fn count(&self, day: Day) -> i32 {
        let at = (day - self.first).clamp(0, self.last_index());
        self.counts[usize::try_from(at).unwrap_or(0)]
    }

    fn last_index(&self) -> i32 {
        i32::try_from(self.counts.len()).unwrap_or(i32::MAX) - 1
    }

    /// Whether a day is a working day.
    pub(crate) fn is_working(&self, day: Day) -> bool {
        self.count(day) != self.count(day - 1)
    }

    /// The working day this many working days before (negative) or after a working day.
    pub(crate) fn shift(&self, day: Day, by: i32) -> Day {
        let at = usize::try_from(self.count(day) - 1 + by).unwrap_or(0);
        self.working[at.min(self.working.len() - 1)]
    }

    /// The working days of a month.
    pub(crate) fn of_month(&self, month: MonthIndex) -> &[Day] {
        let from = self.count(first_of(month) - 1);
        let to = self.count(last_of(month));
        &self.working[usize::try_from(from).unwrap_or(0)..usize::try_from(to).unwrap_or(0)]
    }
}

fn date_of(day: Day) -> Date {
    let (year, month, of_month) = parts(day);
    jiff::civil::date(
        i16::try_from(year).unwrap_or(i16::MAX),
        i8::try_from(month).unwrap_or(1),
        i8::try_from(of_month).unwrap_or(1),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_their_parts_agree() {
        assert_eq!(day(1970, 1, 1), 0);
        assert_eq!(day(2000, 3, 1), 11_017);
        for number in day(1890, 1, 1)..day(2050, 1, 1) {
            let (year, month, of_month) = parts(number);
            assert_eq!(day(year, month, of_month), number);
        }
        // 30 September 2017 was a Saturday.
        assert_eq!(weekday(day(2017, 9, 30)), 5);
    }

    #[test]
    fn an_age_changes_on_the_birthday() {
        let born = day(2001, 10, 1);
        assert_eq!(age(born, day(2017, 9, 30)), 15);
        assert_eq!(age(born, day(2017, 10, 1)), 16);
        assert_eq!(birthday(born, 18), day(2019, 10, 1));
    }

    #[test]
    fn working_days_leave_out_the_bank_holiday() {
        // 28 August 2017 was the summer bank holiday, a Monday.
        let calendar = Calendar::new(2016, 2018);
        assert!(!calendar.is_working(day(2017, 8, 28)));
        assert_eq!(calendar.shift(day(2017, 8, 25), 1), day(2017, 8, 29));
        assert_eq!(calendar.shift(day(2017, 8, 29), -1), day(2017, 8, 25));
        assert_eq!(calendar.of_month(month(2017, 9)).len(), 21);
    }
}
