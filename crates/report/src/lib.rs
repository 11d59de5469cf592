//! The committee report: document model, sections, charts, and the writers for DOCX, PDF and HTML.
//!
//! Sections are pure: plan, evidence and the day go in, blocks come out. Only the writers know
//! file formats. The same inputs give the same bytes.

pub mod document;
