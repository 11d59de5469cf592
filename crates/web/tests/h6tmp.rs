//! Temporary.
#![allow(clippy::unwrap_used, dead_code)]
#[path = "web/account.rs"]
mod account;
#[path = "web/harness.rs"]
mod harness;
#[path = "web/oidc.rs"]
mod oidc;
