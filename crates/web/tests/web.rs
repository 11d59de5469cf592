//! The application, asked in process on a whole council.

// A test that meets what it does not expect may stop there.
#![allow(clippy::unwrap_used)]

#[path = "web/account.rs"]
mod account;
#[path = "web/harness.rs"]
mod harness;
#[path = "web/oidc.rs"]
mod oidc;
#[path = "web/reports.rs"]
mod reports;
#[path = "web/routes.rs"]
mod routes;
