//! The children's social work workforce census (XML), layouts 2017 to 2025.
//!
//! A census of 30 September: the authority's vacancies and one record a worker, those included
//! who left in the year before.

mod read;
mod tables;
#[cfg(test)]
mod tests;
mod to_ssd;

pub(crate) use read::read;
pub(crate) use to_ssd::to_ssd;
