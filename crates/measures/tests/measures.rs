//! The definitions against their hand-worked cases, and the contract against definitions that
//! break it.

// A test that meets what it does not expect may stop there.
#![allow(clippy::unwrap_used)]

#[path = "measures/checks/mod.rs"]
mod checks;
#[path = "measures/contract.rs"]
mod contract;
#[path = "measures/worked_cases.rs"]
mod worked_cases;
