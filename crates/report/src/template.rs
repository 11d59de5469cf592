//! The template of a report: which sections, in which order, under which headings, with which
//! standing words and which highlights. A council changes it without a programmer.
//!
//! It is read strictly. Whatever is wrong is told with its line and what to write instead, before
//! any report is made.

mod fields;
mod lead;
mod read;
mod standing;

pub use standing::{PLACEHOLDERS, Standing, StandingError, Words};

use waymark_figures::Selector;
use waymark_plan::{ActionId, Diagnostic};

use crate::sentence::Asked;

pub(crate) use waymark_narrative::nearest;

/// The format that this program reads.
pub const FORMAT: i64 = 1;

/// A template that was read without a fault.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// The title of the report.
    pub title: Standing,
    /// The lines below the title.
    pub subtitle: Vec<Standing>,
    /// One sentence on what the report is, for the file's properties.
    pub description: Standing,
    /// The sections, in order.
    pub sections: Vec<Section>,
}

/// One section of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// What it says by itself.
    pub kind: SectionKind,
    /// Its heading.
    pub heading: Standing,
    /// The level of its heading: 2, or 3 for a part of the section before.
    pub level: u8,
    /// Paragraphs before what it says by itself.
    pub before: Vec<Standing>,
    /// Paragraphs after it.
    pub after: Vec<Standing>,
}

/// What a section says by itself.
#[derive(Clone, Debug, PartialEq)]
pub enum SectionKind {
    /// Nothing: standing words only.
    Standing,
    /// What was decided before.
    PreviousDecisions,
    /// The inspection's judgements and the plan's aims.
    Background,
    /// What each rating means.
    RatingKey,
    /// How many recommendations have which rating.
    Ratings,
    /// The highlights of progress, in order.
    Highlights(Vec<Highlight>),
    /// What officers wrote.
    Narrative,
    /// How the report came about.
    Log,
    /// Who was asked.
    Consultations,
    /// Money and posts.
    Resources,
    /// Background papers.
    Papers,
    /// Who is told under the local issues alert procedure.
    Circulation,
    /// Officers to contact.
    Officers,
    /// The list of appendices.
    Appendices,
    /// Equality and human rights implications.
    Equality,
    /// Risk assessment, where the plan has one.
    Risk,
    /// Appendix: one block for each recommendation.
    Recommendations {
        /// The dimensions whose groups are set out in tables, such as `team`.
        breakdowns: Vec<String>,
    },
    /// Appendix: how the figures are made.
    Figures,
}

/// One highlight. Its words after the lead are made from what it names.
#[derive(Clone, Debug, PartialEq)]
pub struct Highlight {
    /// Words before the sentences, without a number or a verdict.
    pub lead: Option<String>,
    /// What it is about.
    pub about: HighlightOf,
}

/// What a highlight is about.
#[derive(Clone, Debug, PartialEq)]
pub enum HighlightOf {
    /// A figure.
    Figure {
        /// Which.
        selector: Selector,
        /// What is said of it.
        asked: Asked,
        /// Its line in the template, for messages.
        line: usize,
    },
    /// An action of the plan.
    Action {
        /// Which.
        id: ActionId,
        /// Its line in the template, for messages.
        line: usize,
    },
    /// All actions and milestones of the plan, counted by how far they have come.
    Delivery,
}

impl Template {
    /// Reads a template, or tells everything that is wrong with it.
    pub fn read(text: &str) -> Result<Self, Vec<Diagnostic>> {
        read::read(text)
    }

    /// The template that the program carries: `definitions/reports/committee.toml`.
    pub fn built_in() -> Self {
        Self::read(Self::BUILT_IN).expect("the template in the program has a test of its own")
    }

    /// The text of the template that the program carries.
    pub const BUILT_IN: &str = include_str!("../../../definitions/reports/committee.toml");

    /// The figures that its highlights name, with what is asked of each.
    pub fn figures(&self) -> impl Iterator<Item = (&Selector, &Asked)> {
        self.highlights()
            .filter_map(|highlight| match &highlight.about {
                HighlightOf::Figure {
                    selector, asked, ..
                } => Some((selector, asked)),
                _ => None,
            })
    }

    fn highlights(&self) -> impl Iterator<Item = &Highlight> {
        self.sections
            .iter()
            .filter_map(|section| match &section.kind {
                SectionKind::Highlights(highlights) => Some(highlights),
                _ => None,
            })
            .flatten()
    }
}
