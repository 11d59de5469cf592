//! The Standard Safeguarding Dataset: its tables, and extracts of them as CSV.

pub(crate) mod batch;
pub(crate) mod csv;
mod extent;
mod schema;

pub use schema::ssd_tables;
pub(crate) use schema::{is_name_column, table};
