//! The programming interface, `/api/v1`: measures, figures and the plan for programs that bring a
//! token. It reads, and changes nothing; rows about single children are not in it.
//!
//! - `token`: who a program reads for; `asked`: what an address asks for;
//! - `answer`, `refused`: rows as JSON and CSV; errors;
//! - `measures`, `figures`, `plan`, `items`, `records`: what is answered;
//! - `described`: the description that programs read (OpenAPI).

pub(crate) mod answer;
mod asked;
pub mod described;
pub mod figures;
pub mod items;
pub mod measures;
pub mod plan;
pub mod records;
mod refused;
mod token;
