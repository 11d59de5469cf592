//! Use cases on a real store.

// A test that meets what it does not expect may stop there.
#![allow(clippy::unwrap_used)]

#[path = "app/given.rs"]
mod given;
#[path = "app/giving.rs"]
mod giving;
#[path = "app/importing.rs"]
mod importing;
#[path = "app/keeping.rs"]
mod keeping;
#[path = "app/loamshire.rs"]
mod loamshire;
#[path = "app/verifying.rs"]
mod verifying;
#[path = "app/workbook.rs"]
mod workbook;
