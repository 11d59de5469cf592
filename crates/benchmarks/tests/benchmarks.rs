//! Benchmarks by way of their files: made-up ones, and the real publications where they are.

#![expect(
    clippy::unwrap_used,
    reason = "what cannot be made or read fails the test that needs it"
)]

#[path = "benchmarks/lookups.rs"]
mod lookups;
#[path = "benchmarks/made_up.rs"]
mod made_up;
#[path = "benchmarks/publications.rs"]
mod publications;
#[path = "benchmarks/store.rs"]
mod store;
