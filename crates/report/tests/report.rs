//! The report's tests: sentences, charts, the template, sections, the marks of figures, the HTML
//! page, and the agenda and minutes of meetings.

#![allow(
    clippy::unwrap_used,
    reason = "clippy does not take the helpers of tests for tests"
)]

#[path = "report/agenda.rs"]
mod agenda;
#[path = "report/charts.rs"]
mod charts;
#[path = "report/cited.rs"]
mod cited;
#[path = "report/html.rs"]
mod html;
#[path = "report/made_up.rs"]
mod made_up;
#[path = "report/minutes.rs"]
mod minutes;
#[path = "report/narrative.rs"]
mod narrative;
#[path = "report/sample.rs"]
mod sample;
#[path = "report/sections.rs"]
mod sections;
#[path = "report/sentences.rs"]
mod sentences;
#[path = "report/templates.rs"]
mod templates;
#[path = "report/two_meetings.rs"]
mod two_meetings;
