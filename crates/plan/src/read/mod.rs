//! Reads a plan from the text of its TOML file.
//!
//! Strict: a key that is not known is an error. Every error of a file is found in one run, each
//! with its place; only where the text is not TOML at all does reading end with what is wrong
//! with its form.

mod fields;
mod notes;
mod recommendation;
mod sections;
mod values;
mod voices;

use jiff::civil::Date;
use toml::de::DeTable;
use waymark_figures::{MeasureId, MeasureMeta, Polarity, Shape};

use crate::checks;
use crate::diagnostic::{Diagnostic, Places, Severity};
use crate::model::Plan;
use fields::Fields;
use notes::Notes;

/// The version of the format that is read and written.
pub const FORMAT: u32 = 1;

/// The measures that a plan may name.
#[derive(Clone, Copy, Debug, Default)]
pub enum Known<'a> {
    /// Not known: any well-formed id will do.
    #[default]
    Anything,
    /// These ids.
    Ids(&'a [MeasureId]),
    /// These measures: targets are checked against shape and polarity too.
    Measures(&'a [MeasureMeta]),
}

impl<'a> Known<'a> {
    /// Every id, or none where any will do.
    pub(crate) fn ids(self) -> Option<Vec<&'a str>> {
        match self {
            Known::Anything => None,
            Known::Ids(ids) => Some(ids.iter().map(MeasureId::as_str).collect()),
            Known::Measures(all) => Some(all.iter().map(|meta| meta.id.as_str()).collect()),
        }
    }

    /// Shape and polarity of a measure, where they are known.
    pub(crate) fn nature(self, id: &MeasureId) -> Option<(Shape, Polarity)> {
        match self {
            Known::Measures(all) => all
                .iter()
                .find(|meta| meta.id == *id)
                .map(|meta| (meta.shape, meta.polarity)),
            _ => None,
        }
    }
}

/// What reading a text gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The plan; none where there is an error.
    pub plan: Option<Plan>,
    /// Errors and warnings, in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
    /// Where each part of the plan stands.
    pub places: Places,
}

impl Reading {
    /// Whether there is an error.
    pub fn has_errors(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// What is odd about the plan on a day: whatever is said to have happened after it. Warnings
    /// only. `text` is the text that was read.
    pub fn on_day(&self, text: &str, today: Date) -> Vec<Diagnostic> {
        let mut found: Vec<Diagnostic> = self
            .plan
            .iter()
            .flat_map(|plan| checks::on_day(plan, today))
            .map(|problem| self.places.diagnose(text, problem))
            .collect();
        sort(&mut found);
        found
    }
}

impl Plan {
    /// Reads a plan from the text of its TOML file, or gives everything that is wrong with it,
    /// warnings included. [`Plan::read`] gives the warnings of a sound plan too.
    pub fn parse(
        text: &str,
        known_measures: Option<&[MeasureId]>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let known = known_measures.map_or(Known::Anything, Known::Ids);
        let reading = Self::read(text, known);
        reading.plan.ok_or(reading.diagnostics)
    }

    /// Reads a plan from the text of its TOML file, with every error and warning.
    pub fn read(text: &str, known: Known<'_>) -> Reading {
        let (document, malformed) = DeTable::parse_recoverable(text);
        let mut notes = Notes::new(text);
        let plan = if malformed.is_empty() {
            let fields = Fields::new(
                document.get_ref(),
                document.span(),
                String::new(),
                &mut notes,
            );
            sections::plan(fields, known, &mut notes)
        } else {
            for error in malformed {
                let span = error.span().unwrap_or(text.len()..text.len());
                notes.error(
                    span,
                    error.message().to_owned(),
                    Some("the text is not sound TOML here".to_owned()),
                );
            }
            None
        };
        let Notes {
            mut diagnostics,
            places,
            ..
        } = notes;
        sort(&mut diagnostics);
        let mut reading = Reading {
            plan,
            diagnostics,
            places,
        };
        if reading.has_errors() {
            reading.plan = None;
        }
        reading
    }
}

/// Orders diagnostics by place, errors before warnings at the same one.
fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| {
        (a.span.start, std::cmp::Reverse(a.severity), &a.message).cmp(&(
            b.span.start,
            std::cmp::Reverse(b.severity),
            &b.message,
        ))
    });
}
