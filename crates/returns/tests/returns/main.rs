//! Whole imports: files in, tables, accounts and findings out.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod files;
mod mapping;
mod other_sources;
mod real_data;
mod robustness;
mod show;
