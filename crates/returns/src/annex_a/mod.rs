//! Ofsted's Annex A: a workbook of eleven lists of children, for an inspection.
//!
//! Councils rename sheets, put titles above the headers and reword both, so lists are found by
//! the sheet's name or by its headers, and columns by their titles however they are written. The
//! names of workers, which two columns hold, are never kept.

mod lists;
mod read;
pub(crate) mod sheet;
#[cfg(test)]
mod tests;
pub(crate) mod titles;
mod to_ssd;

pub(crate) use lists::LISTS;
pub(crate) use read::read;
pub(crate) use to_ssd::to_ssd;
