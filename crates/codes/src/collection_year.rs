//! The year of a statutory return: 1 April to 31 March.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

/// A collection year, named by the calendar year in which it ends and written `2016-17`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CollectionYear {
    ends: i16,
}

/// Why a text is not a collection year.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` is not a collection year: write `2016-17`, or the year it ends in, `2017`")]
pub struct NotACollectionYear(String);

impl CollectionYear {
    /// The collection year that ends on 31 March of a calendar year.
    ///
    /// ```
    /// use waymark_codes::CollectionYear;
    /// assert_eq!(CollectionYear::ending(2017).to_string(), "2016-17");
    /// ```
    pub const fn ending(year: i16) -> Self {
        Self { ends: year }
    }

    /// The collection year that a day lies in.
    pub fn of(day: Date) -> Self {
        Self {
            ends: if day.month() >= 4 {
                day.year() + 1
            } else {
                day.year()
            },
        }
    }

    /// The calendar year in which it ends.
    pub const fn ends(self) -> i16 {
        self.ends
    }

    /// Its first day, 1 April.
    pub fn first_day(self) -> Date {
        date(self.ends - 1, 4, 1)
    }

    /// Its last day, 31 March.
    pub fn last_day(self) -> Date {
        date(self.ends, 3, 31)
    }

    /// Whether a day lies in it.
    pub fn contains(self, day: Date) -> bool {
        Self::of(day) == self
    }

    /// The collection year before.
    pub const fn previous(self) -> Self {
        Self {
            ends: self.ends - 1,
        }
    }

    /// The collection year after.
    pub const fn next(self) -> Self {
        Self {
            ends: self.ends + 1,
        }
    }
}

impl FromStr for CollectionYear {
    type Err = NotACollectionYear;

    /// Reads `2016-17`, `2016/17`, `2016-2017`, `201617` and `2017`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || NotACollectionYear(text.to_owned());
        let trimmed = text.trim();
        if !trimmed.is_ascii() {
            return Err(error());
        }
        let (first, second) = match trimmed.split_once(['-', '/']) {
            Some(("", _)) => return Err(error()),
            Some((first, second)) => (first, second),
            None if trimmed.len() == 6 => trimmed.split_at(4),
            None => ("", trimmed),
        };
        let number = |digits: &str| -> Result<i16, NotACollectionYear> {
            if digits.bytes().all(|byte| byte.is_ascii_digit()) {
                digits.parse().map_err(|_| error())
            } else {
                Err(error())
            }
        };
        let ends = match (first.len(), second.len()) {
            (0, 4) => number(second)?,
            (4, 2) => {
                let starts = number(first)?;
                if (starts + 1).rem_euclid(100) != number(second)? {
                    return Err(error());
                }
                starts + 1
            }
            (4, 4) => {
                let starts = number(first)?;
                if starts + 1 != number(second)? {
                    return Err(error());
                }
                starts + 1
            }
            _ => return Err(error()),
        };
        if !(1901..=2199).contains(&ends) {
            return Err(error());
        }
        Ok(Self { ends })
    }
}

impl TryFrom<String> for CollectionYear {
    type Error = NotACollectionYear;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<CollectionYear> for String {
    fn from(year: CollectionYear) -> Self {
        year.to_string()
    }
}

impl fmt::Display for CollectionYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!(
            "{:04}-{:02}",
            self.ends - 1,
            self.ends.rem_euclid(100)
        ))
    }
}

impl fmt::Debug for CollectionYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_runs_from_the_first_of_april_to_the_last_of_march() {
        let year = CollectionYear::ending(2017);
        assert_eq!(year.first_day(), date(2016, 4, 1));
        assert_eq!(year.last_day(), date(2017, 3, 31));
        assert_eq!(CollectionYear::of(date(2017, 3, 31)), year);
        assert_eq!(CollectionYear::of(date(2017, 4, 1)), year.next());
        assert_eq!(CollectionYear::of(date(2016, 3, 31)), year.previous());
        assert!(year.contains(date(2016, 12, 25)));
    }

    #[test]
    fn it_is_read_in_the_ways_that_people_write_it() {
        for text in [
            "2016-17",
            "2016/17",
            "2016-2017",
            "201617",
            "2017",
            " 2017 ",
        ] {
            assert_eq!(
                text.parse::<CollectionYear>().unwrap(),
                CollectionYear::ending(2017),
                "{text}"
            );
        }
        assert_eq!("1999-00".parse::<CollectionYear>().unwrap().ends(), 2000);
        for text in [
            "2016-18",
            "16-17",
            "",
            "2016-",
            "-2017",
            "+016-17",
            "201",
            "2016–17",
            "0001",
        ] {
            assert!(text.parse::<CollectionYear>().is_err(), "{text}");
        }
    }
}
