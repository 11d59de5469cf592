//! The sections of the committee report: plan, evidence, template and the day go in, blocks come
//! out. Pure: no IO and no clock; no section knows a writer.

mod annex;
mod background;
mod cited;
mod closing;
mod evidence;
mod figures;
mod highlights;
mod log;
mod narrative;
mod placeholders;
mod previous_decisions;
mod proposed;
mod ratings;
mod recommendations;
mod resources;

pub use cited::Cited;

use jiff::civil::Date;
use waymark_figures::{EvidenceBook, round_half_up, show_count};
use waymark_narrative::text::Text;
use waymark_plan::{Plan, Proposal, Rating, Recommendation};

use self::cited::Register;
use self::placeholders::placeholders;
use crate::document::{Block, Document, Inline, Tone};
use crate::sentence::words;
use crate::template::{Section, SectionKind, Standing, StandingError, Template, Words};

/// Everything that a report is made from.
#[derive(Clone, Copy, Debug)]
pub struct ReportInput<'a> {
    /// The improvement plan.
    pub plan: &'a Plan,
    /// The figures.
    pub evidence: &'a EvidenceBook,
    /// The proposal of each recommendation, in any order.
    pub proposals: &'a [Proposal],
    /// The template.
    pub template: &'a Template,
    /// The day that the report is as at. What happened after it does not count.
    pub as_at: Date,
    /// The committee's day; the day that it is as at where none is set.
    pub meeting_on: Option<Date>,
    /// What stands below the title of a report that is not published yet, such as `Draft`.
    pub stage: Option<&'a str>,
    /// The id of the snapshot that the figures come from.
    pub snapshot: &'a str,
    /// The ids of the imports that the published values come from.
    pub benchmark_imports: &'a [String],
    /// What officers wrote, with its references as they stand in the text; none where nothing was
    /// written.
    pub narrative: Option<&'a Text>,
    /// How the report came about, oldest first; empty for one that nobody has signed off.
    pub steps: &'a [Step],
}

/// A step on the way to a report: who did what, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The day.
    pub on: Date,
    /// The person, or the post.
    pub who: String,
    /// What they did, as a whole sentence.
    pub what: String,
}

/// Why no report can be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReportError {
    /// A highlight names a measure that was not computed.
    #[error("line {line} of the template: there is no measure `{id}`{}", did_you_mean(.nearest))]
    UnknownMeasure {
        /// The line of the template.
        line: usize,
        /// The measure that it names.
        id: String,
        /// The nearest measure that was computed.
        nearest: Option<String>,
    },
    /// A highlight names an action that the plan does not have.
    #[error("line {line} of the template: the plan has no action `{id}`{}", did_you_mean(.nearest))]
    UnknownAction {
        /// The line of the template.
        line: usize,
        /// The action that it names.
        id: String,
        /// The nearest action that the plan has.
        nearest: Option<String>,
    },
    /// Standing words whose placeholders cannot be filled in.
    #[error(transparent)]
    Standing(#[from] StandingError),
    /// References of the narrative that have no words.
    #[error("the narrative has references without an answer: {}", .0.join(" "))]
    Narrative(Vec<String>),
    /// A recommendation without a proposal: the proposals are not those of this plan.
    #[error(
        "recommendation {0} has no proposal: make the proposals from the plan that the report is about"
    )]
    NoProposal(String),
}

fn did_you_mean(nearest: &Option<String>) -> String {
    match nearest {
        Some(nearest) => format!("; did you mean `{nearest}`?"),
        None => String::new(),
    }
}

/// A report, and what its figures can be traced by.
#[derive(Clone, Debug, PartialEq)]
pub struct Built {
    /// What the writers set.
    pub document: Document,
    /// Every figure that the report shows, in the order of the marks. A figure that is hidden or
    /// not known is not among them.
    pub cited: Vec<Cited>,
}

/// Builds the report. The same input gives the same report.
pub fn build(input: &ReportInput<'_>) -> Result<Built, ReportError> {
    let report = Report::new(input);
    let blocks = report.blocks()?;
    let subtitle: Result<Vec<String>, StandingError> = input
        .template
        .subtitle
        .iter()
        .map(|line| report.fill(line))
        .collect();
    let mut subtitle = subtitle?;
    subtitle.extend(input.stage.map(str::to_owned));
    let document = Document {
        title: report.fill(&input.template.title)?,
        subtitle,
        author: input.plan.authority.name.clone(),
        description: report.fill(&input.template.description)?,
        as_at: input.as_at,
        footer: format!(
            "{}. As at {}. Figures from snapshot {}.",
            input.plan.authority.name,
            words::day(input.as_at),
            short_id(input.snapshot)
        ),
        blocks,
    };
    Ok(Built {
        document,
        cited: report.cited.into_cited(),
    })
}

/// The beginning of a long id, enough to tell it from others.
fn short_id(id: &str) -> &str {
    id.get(..12).unwrap_or(id)
}

/// What every section needs.
struct Report<'a> {
    input: &'a ReportInput<'a>,
    words: Words,
    appendices: Appendices,
    /// The figures that were shown so far.
    cited: Register<'a>,
}

/// The report's own appendices and those that the plan adds.
struct Appendices {
    /// The label of the appendix on the recommendations.
    recommendations: String,
    /// The label of the appendix on the figures.
    figures: String,
}

impl Appendices {
    /// The recommendations are Appendix A; the figures take the first letter after it that the
    /// plan's own appendices leave free.
    fn of(plan: &Plan) -> Self {
        let taken = |label: &str| {
            plan.report
                .appendices
                .iter()
                .any(|other| other.label == label)
        };
        let figures = ('B'..='Z')
            .map(String::from)
            .find(|label| !taken(label))
            .unwrap_or_else(|| "Z1".to_owned());
        Self {
            recommendations: "A".to_owned(),
            figures,
        }
    }
}

impl<'a> Report<'a> {
    fn new(input: &'a ReportInput<'a>) -> Self {
        let appendices = Appendices::of(input.plan);
        Self {
            words: placeholders(input, &appendices),
            appendices,
            cited: Register::new(input.evidence),
            input,
        }
    }

    fn plan(&self) -> &'a Plan {
        self.input.plan
    }

    fn fill(&self, standing: &Standing) -> Result<String, StandingError> {
        self.words.fill(standing)
    }

    fn proposal(&self, recommendation: &Recommendation) -> Result<&'a Proposal, ReportError> {
        self.input
            .proposals
            .iter()
            .find(|proposal| proposal.recommendation == recommendation.id)
            .ok_or_else(|| ReportError::NoProposal(recommendation.id.to_string()))
    }

    /// Every section, in the template's order. The annex on the figures lists what the others
    /// show, so it is built last, wherever it stands.
    fn blocks(&self) -> Result<Vec<Block>, ReportError> {
        let sections = &self.input.template.sections;
        let mut parts = vec![Vec::new(); sections.len()];
        for last in [false, true] {
            for (section, part) in sections.iter().zip(&mut parts) {
                if (section.kind == SectionKind::Figures) == last {
                    self.section(section, part)?;
                }
            }
        }
        Ok(parts.into_iter().flatten().collect())
    }

    /// A section with its heading; nothing at all where it has nothing to say.
    fn section(&self, section: &Section, blocks: &mut Vec<Block>) -> Result<(), ReportError> {
        let is_appendix = matches!(
            section.kind,
            SectionKind::Recommendations { .. } | SectionKind::Figures
        );
        let paragraphs = |standings: &[Standing]| -> Result<Vec<Block>, StandingError> {
            let mut paragraphs = Vec::new();
            for standing in standings {
                let text = self.fill(standing)?;
                if !text.trim().is_empty() {
                    paragraphs.push(if is_appendix {
                        Block::text(text)
                    } else {
                        Block::numbered(text)
                    });
                }
            }
            Ok(paragraphs)
        };
        let heading = self.fill(&section.heading)?;
        let mut body = paragraphs(&section.before)?;
        let own = self.own_blocks(section, &heading)?;
        // Standing words that introduce what nobody wrote or did introduce nothing.
        if own.is_empty() && matches!(section.kind, SectionKind::Narrative | SectionKind::Log) {
            return Ok(());
        }
        body.extend(own);
        body.extend(paragraphs(&section.after)?);
        if body.is_empty() {
            return Ok(());
        }
        if is_appendix {
            blocks.push(Block::PageBreak);
        }
        blocks.push(Block::heading(section.level, heading));
        blocks.extend(body);
        Ok(())
    }

    /// What a section says by itself, below this heading.
    fn own_blocks(&self, section: &Section, heading: &str) -> Result<Vec<Block>, ReportError> {
        Ok(match &section.kind {
            SectionKind::Standing => Vec::new(),
            SectionKind::PreviousDecisions => previous_decisions::blocks(self),
            SectionKind::Background => background::blocks(self),
            SectionKind::RatingKey => ratings::key(self),
            SectionKind::Ratings => ratings::summary(self)?,
            SectionKind::Narrative => narrative::blocks(self, heading, section.level)?,
            SectionKind::Log => log::blocks(self),
            SectionKind::Highlights(highlights) => highlights::blocks(self, highlights, heading)?,
            SectionKind::Consultations => background::consultations(self),
            SectionKind::Resources => resources::blocks(self),
            SectionKind::Papers => closing::papers(self),
            SectionKind::Circulation => closing::circulation(self),
            SectionKind::Officers => closing::officers(self),
            SectionKind::Appendices => closing::appendices(self),
            SectionKind::Equality => closing::equality(self),
            SectionKind::Risk => closing::risk(self),
            SectionKind::Recommendations { breakdowns } => {
                recommendations::blocks(self, breakdowns)?
            }
            SectionKind::Figures => {
                let mut blocks = figures::blocks(self);
                blocks.extend(annex::blocks(self));
                blocks
            }
        })
    }
}

/// Plain words of a cell or an item.
pub(crate) fn text(words: impl Into<String>) -> Vec<Inline> {
    vec![Inline::Text(words.into())]
}

/// A rating as a tag; with `none` as its word where there is none.
pub(crate) fn rating_tag(rating: Option<Rating>, none: &str) -> Inline {
    let (word, tone) = match rating {
        Some(Rating::Red) => ("Red", Tone::Red),
        Some(Rating::Amber) => ("Amber", Tone::Amber),
        Some(Rating::Green) => ("Green", Tone::Green),
        Some(Rating::Blue) => ("Blue", Tone::Blue),
        None => (none, Tone::Neutral),
    };
    Inline::Tag {
        text: word.to_owned(),
        tone,
    }
}

/// A number with at most one digit after the point, and that only where it counts.
pub(crate) fn amount(number: f64) -> String {
    let rounded = round_half_up(number, 1);
    if rounded.fract() == 0.0 {
        show_count(rounded)
    } else {
        format!("{rounded:.1}")
    }
}

/// Words that end with one full stop.
fn sentence(words: &str) -> String {
    let words = words.trim();
    if words.ends_with(['.', '!', '?']) || words.is_empty() {
        words.to_owned()
    } else {
        format!("{words}.")
    }
}
