#![allow(clippy::unwrap_used, missing_docs, dead_code)]
#[path = "web/harness.rs"]
mod harness;
#[path = "web/measures.rs"]
mod measures;
