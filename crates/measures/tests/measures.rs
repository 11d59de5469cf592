//! The definitions against their hand-worked cases, and the contract against definitions that
//! break it.

#[path = "measures/contract.rs"]
mod contract;
#[path = "measures/worked_cases.rs"]
mod worked_cases;
