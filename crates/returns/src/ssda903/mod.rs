//! SSDA903: the return on children looked after.
//!
//! A folder of CSVs (one a table) or one XML file; both feed the same tables, so the
//! mapping to SSD does not know which it was.

mod care;
mod coverage;
pub(crate) mod csv;
mod episodes;
mod other_tables;
mod permanence;
mod sources;
pub(crate) mod tables;
mod to_ssd;
pub(crate) mod xml;
#[cfg(test)]
mod xml_tests;

pub(crate) use coverage::infer_coverage;
pub(crate) use to_ssd::to_ssd;
