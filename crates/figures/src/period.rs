//! The span of days that a figure is about.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use waymark_codes::Month;

/// How long before its last day a period begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Window {
    /// The last day alone.
    Day,
    /// This many whole months, the last of them the period's month.
    Months(u16),
}

/// A span of days, both ends included, named by the month that it ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Period {
    /// The month whose last day is the period's last day.
    pub month: Month,
    /// First day, included.
    pub starts: Date,
    /// Last day, included.
    pub ends: Date,
}

impl Period {
    /// The period of a window that ends with a month.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use waymark_figures::{Period, Window};
    /// let year = Period::ending("2017-09".parse().unwrap(), Window::Months(12));
    /// assert_eq!(year.starts, date(2016, 10, 1));
    /// assert_eq!(year.ends, date(2017, 9, 30));
    /// ```
    pub fn ending(month: Month, window: Window) -> Self {
        let ends = month.last_day();
        let starts = match window {
            Window::Day => ends,
            Window::Months(months) => month.minus(months.saturating_sub(1)).first_day(),
        };
        Self {
            month,
            starts,
            ends,
        }
    }

    /// The period in words: `at 30 September 2017`, `in September 2017`,
    /// `in the 12 months to September 2017`.
    pub fn in_words(&self) -> String {
        let last = self.month.in_words();
        if self.starts == self.ends {
            return format!("at {} {last}", self.ends.day());
        }
        let months = Month::of(self.starts).months_until(self.month) + 1;
        match months {
            1 => format!("in {last}"),
            n => format!("in the {n} months to {last}"),
        }
    }
}
