//! Files that are handed in, on a real disk: proposed, seen in their effect, accepted, discarded.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "intake/accepted.rs"]
mod accepted;
#[path = "intake/effect.rs"]
mod effect;
#[path = "intake/given.rs"]
mod given;
#[path = "intake/kept.rs"]
mod kept;
#[path = "intake/proposed.rs"]
mod proposed;
#[path = "intake/published.rs"]
mod published;
