#![allow(clippy::unwrap_used)]
#[path = "web/harness.rs"]
mod harness;
#[path = "web/measures.rs"]
mod measures;
