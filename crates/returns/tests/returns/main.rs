//! Whole imports: files in, tables, accounts and findings out.

mod files;
mod mapping;
mod other_sources;
mod real_data;
mod robustness;
mod show;
