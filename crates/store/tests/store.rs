//! The store from outside. Each test is written once and runs on SQLite and on a real PostgreSQL;
//! what only one of them can show says so.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by panicking, and says what it skips"
)]

#[macro_use]
#[path = "store/place.rs"]
mod place;

#[path = "store/accounts.rs"]
mod accounts;
#[path = "store/appending.rs"]
mod appending;
#[path = "store/damage.rs"]
mod damage;
#[path = "store/opening.rs"]
mod opening;
#[path = "store/people.rs"]
mod people;
#[path = "store/records.rs"]
mod records;
#[path = "store/reminders.rs"]
mod reminders;
#[path = "store/restoring.rs"]
mod restoring;
#[path = "store/signing_in.rs"]
mod signing_in;
#[path = "store/using_up.rs"]
mod using_up;
