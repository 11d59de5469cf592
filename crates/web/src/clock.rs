//! What the time is, as whoever starts the application says. Nothing else here reads a clock.

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

/// The time, and the day where the people are.
#[derive(Clone)]
pub struct Clock {
    now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    today: Arc<dyn Fn() -> Date + Send + Sync>,
}

impl Clock {
    /// A clock of two functions.
    pub fn new(
        now: impl Fn() -> Timestamp + Send + Sync + 'static,
        today: impl Fn() -> Date + Send + Sync + 'static,
    ) -> Self {
        Self {
            now: Arc::new(now),
            today: Arc::new(today),
        }
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        (self.now)()
    }

    /// The day, as calendars there have it.
    pub fn today(&self) -> Date {
        (self.today)()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}
