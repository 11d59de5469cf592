//! A calendar month.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

/// A calendar month, written `2017-09`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month {
    year: i16,
    month: i8,
}

/// Why a text is not a month.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` is not a month: write year and month, such as `2017-09`")]
pub struct NotAMonth(String);

/// The English name of a month, 1 to 12.
pub fn month_name(month: i8) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    NAMES[usize::try_from(month - 1).expect("a month is 1 to 12")]
}

impl Month {
    /// The month that a day lies in.
    pub fn of(day: Date) -> Self {
        Self {
            year: day.year(),
            month: day.month(),
        }
    }

    /// First day of the month.
    pub fn first_day(self) -> Date {
        date(self.year, self.month, 1)
    }

    /// Last day of the month.
    pub fn last_day(self) -> Date {
        self.first_day().last_of_month()
    }

    /// The calendar year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month's number, 1 to 12.
    pub fn number(self) -> i8 {
        self.month
    }

    /// The month this many months earlier.
    ///
    /// ```
    /// let month: waymark_codes::Month = "2017-01".parse().unwrap();
    /// assert_eq!(month.minus(2).to_string(), "2016-11");
    /// ```
    pub fn minus(self, months: u16) -> Self {
        self.shifted(-i32::from(months))
    }

    /// The month this many months later.
    pub fn plus(self, months: u16) -> Self {
        self.shifted(i32::from(months))
    }

    fn shifted(self, months: i32) -> Self {
        let index = i32::from(self.year) * 12 + i32::from(self.month) - 1 + months;
        Self {
            year: i16::try_from(index.div_euclid(12)).expect("a year within the calendar"),
            month: i8::try_from(index.rem_euclid(12) + 1).expect("1 to 12"),
        }
    }

    /// How many months later the other month is; negative where it is earlier.
    pub fn months_until(self, other: Self) -> i32 {
        (i32::from(other.year) - i32::from(self.year)) * 12 + i32::from(other.month)
            - i32::from(self.month)
    }

    /// The month in words: `September 2017`.
    pub fn in_words(self) -> String {
        format!("{} {}", month_name(self.month), self.year)
    }
}

impl FromStr for Month {
    type Err = NotAMonth;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || NotAMonth(text.to_owned());
        let (year, month) = text.split_once('-').ok_or_else(error)?;
        if year.len() != 4 || month.len() != 2 {
            return Err(error());
        }
        let year: i16 = year.parse().map_err(|_| error())?;
        let month: i8 = month.parse().map_err(|_| error())?;
        if !(1900..=2199).contains(&year) || !(1..=12).contains(&month) {
            return Err(error());
        }
        Ok(Self { year, month })
    }
}

impl TryFrom<String> for Month {
    type Error = NotAMonth;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Month> for String {
    fn from(month: Month) -> Self {
        month.to_string()
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:04}-{:02}", self.year, self.month))
    }
}

impl fmt::Debug for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_read_strictly() {
        for good in ["2017-09", "1999-12"] {
            assert_eq!(good.parse::<Month>().unwrap().to_string(), good);
        }
        for bad in ["2017-9", "2017-13", "17-09", "2017/09", "", "2017-00"] {
            assert!(bad.parse::<Month>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_month_ends_on_its_last_day_in_a_leap_year_too() {
        let february: Month = "2016-02".parse().unwrap();
        assert_eq!(february.last_day(), date(2016, 2, 29));
        assert_eq!(february.plus(11).to_string(), "2017-01");
        assert_eq!(february.months_until("2017-09".parse().unwrap()), 19);
    }
}
