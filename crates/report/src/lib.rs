//! The committee report: document model, sections, charts, and the writers for DOCX, PDF and HTML.
//!
//! Sections are pure: plan, evidence and the day go in, blocks come out. Only the writers know
//! file formats. The same inputs give the same bytes.

pub mod chart;
pub mod document;
pub mod docx;
pub mod html;
pub mod pdf;
pub mod raster;
mod sections;
pub mod sentence;
mod setting;
pub mod template;

pub use sections::{ReportError, ReportInput, build};
pub use template::Template;
