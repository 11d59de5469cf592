//! The plan from outside: its format, the proposal of a rating, the ledger.

// A test that meets what it does not expect may stop there.
#![allow(clippy::unwrap_used)]

#[path = "plan/agenda.rs"]
mod agenda;
#[path = "plan/delivery.rs"]
mod delivery;
#[path = "plan/forms.rs"]
mod forms;
#[path = "plan/generated.rs"]
mod generated;
#[path = "plan/given.rs"]
mod given;
#[path = "plan/impact.rs"]
mod impact;
#[path = "plan/ledger_cases.rs"]
mod ledger_cases;
#[path = "plan/ledger_properties.rs"]
mod ledger_properties;
#[path = "plan/loamshire.rs"]
mod loamshire;
#[path = "plan/reading.rs"]
mod reading;
#[path = "plan/round_trip.rs"]
mod round_trip;
#[path = "plan/summary.rs"]
mod summary;
