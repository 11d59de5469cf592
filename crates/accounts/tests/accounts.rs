//! Accounts from outside. Each test is written once and runs on SQLite and on a real PostgreSQL.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by panicking, and says what it skips"
)]

#[macro_use]
#[path = "accounts/place.rs"]
mod place;

#[path = "accounts/codes.rs"]
mod codes;
#[path = "accounts/keeping.rs"]
mod keeping;
#[path = "accounts/links.rs"]
mod links;
#[path = "accounts/signing_in.rs"]
mod signing_in;
