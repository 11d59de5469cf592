//! The definition format, and the engine that runs definitions over a snapshot.
//!
//! A measure is one SQL file that returns one row a case; drill-down, breakdowns, series and
//! intervals all follow from that one shape, so no measure has code of its own. This is the only
//! room that names DataFusion.

mod aggregate;
mod case_table;
mod catalogue;
mod checks;
mod contract;
mod definition;
mod doubt;
mod engine;
mod evidence;

pub use aggregate::NOT_RECORDED;
pub use case_table::{CaseColumn, CaseTable};
pub use catalogue::{Catalogue, CatalogueError, built_in};
pub use checks::{CheckError, check};
pub use definition::{Choice, Definition, DefinitionError, Parameter};
pub use doubt::{Failing, doubt};
pub use engine::{Cases, Engine, EngineError};
pub use evidence::{EvidenceRequest, gather};
