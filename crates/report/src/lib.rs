//! The committee report: document model, sections, charts, and the writers for DOCX, PDF and HTML.
//!
//! Sections are pure: plan, evidence and the day go in, blocks come out. Only the writers know
//! file formats. The same inputs give the same bytes.
//!
//! A report gives each figure that it shows a mark, such as `F3`, which leads to a row of its
//! annex; [`Cited`] says the same to programs.
//!
//! The ledger's meetings have documents of their own, which the same writers set: [`agenda`] and
//! [`minutes`].

pub mod agenda;
pub mod chart;
pub mod document;
pub mod docx;
pub mod html;
mod meeting_words;
pub mod minutes;
pub mod pdf;
mod places;
pub mod raster;
mod sections;
mod setting;
pub mod template;
mod terminal;

pub(crate) use waymark_narrative::sentence;

pub use sections::{Built, Cited, ReportError, ReportInput, Step, build};
pub use template::Template;
