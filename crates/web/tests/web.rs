//! The application, asked in process on a whole council.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by panicking, and says what it skips"
)]

#[path = "web/account.rs"]
mod account;
#[path = "web/api.rs"]
mod api;
#[path = "web/data.rs"]
mod data;
#[path = "web/forms.rs"]
mod forms;
#[path = "web/fuzz.rs"]
mod fuzz;
#[path = "web/harness.rs"]
mod harness;
#[path = "web/measures.rs"]
mod measures;
#[path = "web/oidc.rs"]
mod oidc;
#[path = "web/own.rs"]
mod own;
#[path = "web/reports.rs"]
mod reports;
#[path = "web/routes.rs"]
mod routes;
