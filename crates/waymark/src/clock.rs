//! The clock and the calendar. Nothing else in the program asks which day or time it is.

use jiff::civil::Date;
use jiff::{Timestamp, ZonedDateTime};

/// Today, in the time zone that this computer is set to.
pub fn today() -> Date {
    ZonedDateTime::now().date()
}

/// The time, to the microsecond, as the ledger keeps it.
pub fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
}
