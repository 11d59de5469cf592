//! The report's tests: sentences, charts, the template, sections and the HTML page.

#![allow(
    clippy::unwrap_used,
    reason = "clippy does not take the helpers of tests for tests"
)]

#[path = "report/charts.rs"]
mod charts;
#[path = "report/html.rs"]
mod html;
#[path = "report/made_up.rs"]
mod made_up;
#[path = "report/sample.rs"]
mod sample;
#[path = "report/sections.rs"]
mod sections;
#[path = "report/sentences.rs"]
mod sentences;
#[path = "report/templates.rs"]
mod templates;
