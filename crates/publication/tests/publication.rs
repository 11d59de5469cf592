//! Reports on a small snapshot and a real ledger, from the check to the correction note.

// A test that meets what it does not expect may stop there.
#![allow(clippy::unwrap_used)]

#[path = "publication/checked.rs"]
mod checked;
#[path = "publication/given.rs"]
mod given;
#[path = "publication/kept.rs"]
mod kept;
#[path = "publication/published.rs"]
mod published;
