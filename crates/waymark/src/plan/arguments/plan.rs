//! Words of what the plan consists of: the inspection, the frame, the scheme of ratings, aims,
//! recommendations, versions.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::civil::Date;
use waymark_plan::{AimId, Framework, InspectionId, Judgement, RecommendationId};

use super::ShowArguments;
use super::values;

/// What to do with inspections.
#[derive(Subcommand)]
pub enum InspectionAction {
    /// Record an inspection; with `--correction`, what you leave out stays.
    Record(InspectionArguments),
}

/// Arguments of `waymark plan inspection record`.
#[derive(Args)]
pub struct InspectionArguments {
    /// Its id, such as `sif-2016`.
    pub id: InspectionId,
    /// The framework: `sif`, `ilacs`, `focused-visit`, or another's name.
    #[arg(long, value_parser = values::framework, required_unless_present = "correction")]
    pub framework: Option<Framework>,
    /// Its title, where the framework's name is not enough.
    #[arg(long)]
    pub title: Option<String>,
    /// The first day on site.
    #[arg(long, required_unless_present = "correction", value_parser = values::day)]
    pub started: Option<Date>,
    /// The last day on site.
    #[arg(long, required_unless_present = "correction", value_parser = values::day)]
    pub ended: Option<Date>,
    /// The day that the inspectorate's report came out.
    #[arg(long, value_parser = values::day)]
    pub published: Option<Date>,
    /// The overall judgement, in the framework's words.
    #[arg(long)]
    pub judgement: Option<String>,
    /// The judgement of a part; may be repeated.
    #[arg(long = "area", value_name = "PART=JUDGEMENT", value_parser = values::area)]
    pub areas: Vec<Judgement>,
    /// Where the inspectorate's report can be read.
    #[arg(long)]
    pub report_link: Option<String>,
    /// Why what was recorded is replaced.
    #[arg(long, value_name = "WHY")]
    pub correction: Option<String>,
}

/// Arguments of `waymark plan frame`.
#[derive(Args)]
pub struct FrameArguments {
    /// A TOML file with the plan's title, years and committee, and what the report says around it.
    #[arg(value_name = "FILE.toml")]
    pub file: PathBuf,
}

/// What to do with schemes of ratings.
#[derive(Subcommand)]
pub enum SchemeAction {
    /// Adopt the words that say what the ratings mean, from now on.
    Adopt {
        /// The version of the words.
        #[arg(value_name = "VERSION")]
        label: String,
        /// What red means.
        #[arg(long)]
        red: String,
        /// What amber means.
        #[arg(long)]
        amber: String,
        /// What green means.
        #[arg(long)]
        green: String,
        /// What blue (complete) means; left out, there is no blue.
        #[arg(long)]
        blue: Option<String>,
        /// Why the words change; none for the first scheme.
        #[arg(long)]
        reason: Option<String>,
    },
}

/// What to do with aims.
#[derive(Subcommand)]
pub enum AimAction {
    /// Record an aim, or correct its title.
    Record {
        /// Its id, such as `learning`.
        id: AimId,
        /// Its title.
        title: String,
        /// Why the title is replaced.
        #[arg(long, value_name = "WHY")]
        correction: Option<String>,
    },
    /// Take away an aim that no recommendation serves.
    Remove {
        /// The aim.
        id: AimId,
        /// Why.
        #[arg(long)]
        reason: String,
    },
}

/// What to do with recommendations.
#[derive(Subcommand)]
pub enum RecommendationAction {
    /// Record a recommendation; with `--correction`, what you leave out stays.
    Record(RecommendationArguments),
    /// Take a recommendation out of the plan.
    Withdraw {
        /// The recommendation.
        id: RecommendationId,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Show a recommendation in full.
    Show(ShowArguments),
}

/// Arguments of `waymark plan recommendation record`.
#[derive(Args)]
pub struct RecommendationArguments {
    /// Its id, such as `R1`.
    pub id: RecommendationId,
    /// The inspection that made it.
    #[arg(long, required_unless_present = "correction")]
    pub inspection: Option<InspectionId>,
    /// Its number in the inspectorate's report.
    #[arg(long, required_unless_present = "correction")]
    pub number: Option<u16>,
    /// The inspectorate's words.
    #[arg(long, required_unless_present = "correction")]
    pub text: Option<String>,
    /// An aim that it serves; may be repeated.
    #[arg(
        long = "aim",
        value_name = "AIM",
        required_unless_present = "correction"
    )]
    pub aims: Vec<AimId>,
    /// The post that answers for it.
    #[arg(long, required_unless_present = "correction")]
    pub post: Option<String>,
    /// Who holds the post: id, e-mail address or name; an empty one for nobody.
    #[arg(long)]
    pub person: Option<String>,
    /// A theme of the practice audits that bears on it; may be repeated.
    #[arg(long = "audit-theme", value_name = "THEME")]
    pub audit_themes: Vec<String>,
    /// Why what was recorded is replaced.
    #[arg(long, value_name = "WHY")]
    pub correction: Option<String>,
}

/// What to do with versions of the plan.
#[derive(Subcommand)]
pub enum VersionAction {
    /// Record that a body approved the plan as it stands.
    Approve {
        /// The version, as the authority counts it.
        #[arg(value_name = "VERSION")]
        label: String,
        /// The body, such as `Cabinet`.
        #[arg(long, value_name = "BODY")]
        by: String,
        /// The day of its decision; today where it is left out.
        #[arg(long, value_parser = values::day)]
        on: Option<Date>,
        /// What is new in it, in whole sentences.
        #[arg(long)]
        summary: Option<String>,
    },
    /// List the versions that were approved.
    List,
    /// Say what changed between two versions, events (`'#123'`) or days, or until `now`.
    Compare {
        /// The earlier one.
        from: String,
        /// The later one.
        #[arg(default_value = "now")]
        to: String,
    },
}
