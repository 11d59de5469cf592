//! What an improvement plan consists of. Values only: how they are read, checked and written
//! is in the neighbouring modules.
//!
//! Every day is a calendar day without a time, and every span of days includes both ends.

mod recommendation;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use waymark_codes::LaCode;

use crate::ids::{AimId, FinancialYear};

pub use recommendation::{
    Action, Baseline, Cancellation, ComparatorKind, LinkedMeasure, Milestone, Officer, Progress,
    Rating, Recommendation, RecordedRating, Redating, Schedule, Target, Threshold, Update,
};

/// A whole improvement plan, with what the committee report says around it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Whose plan it is.
    pub authority: Authority,
    /// Its title, without the years.
    pub title: String,
    /// The calendar years that it runs over.
    pub years: PlanYears,
    /// Its version, as the authority counts it.
    pub version: String,
    /// Who approved this version, and when.
    pub approved: Option<Approval>,
    /// The inspection that it answers.
    pub inspection: Inspection,
    /// What the ratings mean.
    pub scheme: Scheme,
    /// The committee that the report goes to.
    pub committee: Committee,
    /// The posts in whose name the report is written.
    pub directors: Directors,
    /// Words of the report that are neither decided nor computed anywhere else.
    pub report: ReportWords,
    /// The strategic aims, in order.
    pub aims: Vec<Aim>,
    /// The recommendations, in order.
    pub recommendations: Vec<Recommendation>,
    /// Money asked for or given, in order.
    pub funding: Vec<Funding>,
    /// Who was asked, in order.
    pub consultations: Vec<Consultation>,
    /// What was decided before, oldest first.
    pub previous_decisions: Vec<PreviousDecision>,
    /// Papers that the report leans on.
    pub background_papers: Vec<BackgroundPaper>,
    /// Officers whom a reader may ask.
    pub contacts: Vec<Contact>,
}

/// A local authority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Authority {
    /// Its full name, such as `Loamshire County Council`.
    pub name: String,
    /// Its three-figure DfE code; 999 for a made-up authority.
    pub code: LaCode,
}

/// The calendar years of a plan, first and last; the last is not before the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanYears {
    /// The first year.
    pub first: i16,
    /// The last year.
    pub last: i16,
}

/// The approval of a version of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// The body, such as `Cabinet`.
    pub by: String,
    /// The day.
    pub on: Date,
}

/// The inspection that a plan answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inspection {
    /// Under which framework.
    pub framework: Framework,
    /// The name of the inspection, where the framework's own name is not enough.
    pub title: Option<String>,
    /// First day on site.
    pub started: Date,
    /// Last day on site.
    pub ended: Date,
    /// The day that the inspectorate's report came out.
    pub published: Option<Date>,
    /// The overall judgement in the framework's words, such as `Requires improvement`; a focused
    /// visit has none.
    pub judgement: Option<String>,
    /// The judgements of its parts, in the framework's order.
    pub judgements: Vec<Judgement>,
    /// Where the inspectorate's report can be read.
    pub report_link: Option<String>,
}

/// The inspectorate's framework.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Framework {
    /// The single inspection framework, 2013 to 2017.
    Sif,
    /// Inspection of local authority children's services, from 2018.
    Ilacs,
    /// A focused visit.
    FocusedVisit,
    /// Another, by its name.
    Other(String),
}

impl Framework {
    /// What an inspection under it is called, as a sentence goes on with it.
    pub fn in_words(&self) -> &str {
        match self {
            Framework::Sif => "single inspection of children\u{2019}s services",
            Framework::Ilacs => "inspection of children\u{2019}s services",
            Framework::FocusedVisit => "focused visit",
            Framework::Other(name) => name,
        }
    }
}

/// The judgement of one part of an inspection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judgement {
    /// The part, such as `Leadership, management and governance`.
    pub area: String,
    /// The framework's word, such as `Good`.
    pub judgement: String,
}

/// What each rating means in this plan. The words are versioned with the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scheme {
    /// The version of the words.
    pub version: String,
    /// What red means, as a phrase that can follow `red:`.
    pub red: String,
    /// What amber means.
    pub amber: String,
    /// What green means.
    pub green: String,
    /// What blue (complete) means, where the scheme has it.
    pub blue: Option<String>,
}

/// The committee that the report goes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Committee {
    /// Its name.
    pub name: String,
    /// Who chairs it.
    pub chair: Option<String>,
}

/// The posts in whose name the report is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Directors {
    /// The director's title, such as `Director of Children and Family Services`.
    pub director: String,
    /// The assistant director's title.
    pub assistant_director: String,
}

/// Words of the report that are neither decided nor computed anywhere else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportWords {
    /// How progress is watched between meetings, in whole sentences.
    pub monitoring: String,
    /// Who is told under the local issues alert procedure.
    pub circulation: Circulation,
    /// Equality and human rights implications, in whole sentences.
    pub equality: String,
    /// Risk assessment, in whole sentences, where the authority reports one.
    pub risk: Option<String>,
    /// The appendices, in order.
    pub appendices: Vec<Appendix>,
}

/// Who is told under the local issues alert procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Circulation {
    /// Nobody.
    None,
    /// These members; never empty.
    Members(Vec<String>),
}

/// An appendix of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Appendix {
    /// Its letter, such as `A`.
    pub label: String,
    /// Its title.
    pub title: String,
}

/// A strategic aim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aim {
    /// Its id, to be named by recommendations.
    pub id: AimId,
    /// Its title.
    pub title: String,
}

/// Money asked for or given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Funding {
    /// What it is called, such as `Growth bid`.
    pub title: String,
    /// Whole pounds.
    pub amount: u64,
    /// The financial year that it is for.
    pub year: FinancialYear,
    /// What was decided, such as `Supported for approval by the Cabinet`.
    pub decision: String,
    /// The body that decided.
    pub decided_by: String,
    /// The day.
    pub on: Date,
    /// What it pays for, in whole sentences.
    pub paid_for: String,
    /// The posts that it pays for, in order.
    pub posts: Vec<Posts>,
}

/// Posts of one kind, in full-time equivalents. Created = permanent + agency + vacant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Posts {
    /// The post's title.
    pub title: String,
    /// How many there are.
    pub created: f64,
    /// How many are filled on a permanent basis.
    pub permanent: f64,
    /// How many agency workers fill.
    pub agency: f64,
    /// How many nobody fills.
    pub vacant: f64,
}

/// Who was asked about the plan, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consultation {
    /// Who, such as `Partner agencies`.
    pub with: String,
    /// The day, or the first of several.
    pub on: Date,
    /// The last day, where there were several.
    pub until: Option<Date>,
    /// How, as a phrase, such as `a workshop at the board's meeting`.
    pub how: String,
    /// What they said, in whole sentences.
    pub said: String,
    /// What changed because of it, in whole sentences.
    pub changed: Option<String>,
}

/// What was decided before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PreviousDecision {
    /// The day.
    pub on: Date,
    /// The body.
    pub body: String,
    /// What it decided, as a phrase that can follow the body's name, such as `noted the plan`.
    pub decided: String,
}

/// A paper that the report leans on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BackgroundPaper {
    /// Its title.
    pub title: String,
    /// Where it can be read.
    pub link: Option<String>,
}

/// An officer whom a reader may ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// The name.
    pub name: String,
    /// The post.
    pub post: String,
    /// The e-mail address.
    pub email: String,
    /// The telephone number.
    pub phone: Option<String>,
}
