//! Statutory code sets, authorities, England's working days and typed ids.
//!
//! Facts that every other room may lean on. Pure: no IO, no clock.

mod month;

pub use month::{Month, NotAMonth, month_name};
