//! Words of actions, milestones, measures and ratings.

use clap::{Args, Subcommand};
use jiff::civil::Date;
use waymark_codes::Month;
use waymark_figures::Selector;
use waymark_plan::{ActionId, ComparatorKind, FindingId, MeetingId, Rating, RecommendationId};

use super::FiguresArguments;
use super::values;

/// Who leads something new.
#[derive(Args)]
pub struct LeadArguments {
    /// The post that sees to it, such as `Head of Service, First Response`.
    #[arg(long)]
    pub post: String,
    /// Who holds the post: id, e-mail address or name.
    #[arg(long)]
    pub person: Option<String>,
}

/// What an action or milestone came from.
#[derive(Args)]
pub struct OriginArguments {
    /// The finding of an audit round that it came from.
    #[arg(long, value_name = "FINDING", conflicts_with = "from_meeting")]
    pub from_finding: Option<FindingId>,
    /// The meeting that it came from.
    #[arg(long, value_name = "MEETING")]
    pub from_meeting: Option<MeetingId>,
}

/// What to do with actions.
#[derive(Subcommand)]
pub enum ActionAction {
    /// Add an action to a recommendation.
    Add {
        /// Its id, such as `R1.2`.
        id: ActionId,
        /// The recommendation that it answers.
        #[arg(long, value_name = "RECOMMENDATION")]
        of: RecommendationId,
        /// What is to be done.
        #[arg(long)]
        title: String,
        /// Who leads it.
        #[command(flatten)]
        lead: LeadArguments,
        /// The team that does it.
        #[arg(long)]
        team: Option<String>,
        /// The day that work begins.
        #[arg(long, value_parser = values::day)]
        start: Date,
        /// The day that it is to be done; this first day never goes away.
        #[arg(long, value_parser = values::day)]
        due: Date,
        /// What it came from.
        #[command(flatten)]
        origin: OriginArguments,
    },
    /// Change an action's words, people or start; what you leave out stays.
    Amend {
        /// The action.
        id: ActionId,
        /// What is to be done.
        #[arg(long)]
        title: Option<String>,
        /// The post that sees to it.
        #[arg(long)]
        post: Option<String>,
        /// Who holds the post: id, e-mail address or name; an empty one for nobody.
        #[arg(long)]
        person: Option<String>,
        /// The team that does it; an empty one for none.
        #[arg(long)]
        team: Option<String>,
        /// The day that work begins.
        #[arg(long, value_parser = values::day)]
        start: Option<Date>,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Begin an action.
    Start {
        /// The action.
        id: ActionId,
        /// The day; today where it is left out.
        #[arg(long, value_parser = values::day)]
        on: Option<Date>,
    },
    /// Report on an action.
    Note {
        /// The action.
        id: ActionId,
        /// What is reported. Nothing about a child.
        note: String,
        /// The day; today where it is left out.
        #[arg(long, value_parser = values::day)]
        on: Option<Date>,
        /// The post that reports; yours where it is left out.
        #[arg(long, value_name = "POST")]
        by: Option<String>,
    },
}

/// What to do with milestones.
#[derive(Subcommand)]
pub enum MilestoneAction {
    /// Add a milestone to a recommendation.
    Add {
        /// Its id, such as `R1.M1`.
        id: ActionId,
        /// The recommendation that it belongs to.
        #[arg(long, value_name = "RECOMMENDATION")]
        of: RecommendationId,
        /// What is reached.
        #[arg(long)]
        title: String,
        /// The day that it is to be reached; this first day never goes away.
        #[arg(long, value_parser = values::day)]
        due: Date,
        /// What it came from.
        #[command(flatten)]
        origin: OriginArguments,
    },
    /// Change a milestone's words.
    Amend {
        /// The milestone.
        id: ActionId,
        /// What is reached.
        #[arg(long)]
        title: String,
        /// Why.
        #[arg(long)]
        reason: String,
    },
}

/// Arguments of `waymark plan redate`.
#[derive(Args)]
pub struct RedateArguments {
    /// The action or milestone.
    pub item: ActionId,
    /// The new day.
    #[arg(value_parser = values::day)]
    pub due: Date,
    /// Why.
    #[arg(long)]
    pub reason: String,
    /// The post or body that agreed.
    #[arg(long, value_name = "WHO")]
    pub agreed_by: String,
    /// The day that it was agreed; today where it is left out.
    #[arg(long, value_parser = values::day)]
    pub on: Option<Date>,
    /// The open meeting that agreed it.
    #[arg(long)]
    pub meeting: Option<MeetingId>,
}

/// Arguments of `waymark plan complete`.
#[derive(Args)]
pub struct CompleteArguments {
    /// The action or milestone.
    pub item: ActionId,
    /// The day that it was done; today where it is left out.
    #[arg(long, value_parser = values::day)]
    pub on: Option<Date>,
    /// What shows that it was done.
    #[arg(long)]
    pub evidence: Option<String>,
}

/// Arguments of `waymark plan cancel`.
#[derive(Args)]
pub struct CancelArguments {
    /// The action or milestone.
    pub item: ActionId,
    /// Why.
    #[arg(long)]
    pub reason: String,
    /// The day; today where it is left out.
    #[arg(long, value_parser = values::day)]
    pub on: Option<Date>,
}

/// Arguments of `waymark plan reopen`.
#[derive(Args)]
pub struct ReopenArguments {
    /// The action or milestone.
    pub item: ActionId,
    /// Why.
    #[arg(long)]
    pub reason: String,
}

/// What to do with measures on recommendations.
#[derive(Subcommand)]
pub enum MeasureAction {
    /// Judge a recommendation by a measure; with `--correction`, what you leave out stays.
    Set(MeasureArguments),
    /// Judge a recommendation by a measure no longer.
    Remove {
        /// The recommendation.
        recommendation: RecommendationId,
        /// The measure, or one group of it.
        measure: Selector,
        /// Why.
        #[arg(long)]
        reason: String,
    },
}

/// Arguments of `waymark plan measure set`.
#[derive(Args)]
pub struct MeasureArguments {
    /// The recommendation.
    pub recommendation: RecommendationId,
    /// The measure, or one group of it: `audits-good-or-better[theme=management oversight]`.
    pub measure: Selector,
    /// Where it stood at the beginning.
    #[arg(long, value_name = "VALUE@MONTH", value_parser = values::value_at)]
    pub baseline: Option<(f64, Month)>,
    /// Where it should stand, and by when.
    #[arg(long, value_name = "VALUE@MONTH", value_parser = values::value_at)]
    pub target: Option<(f64, Month)>,
    /// Where it should stand on the way; may be repeated, oldest first.
    #[arg(long, value_name = "VALUE@MONTH", value_parser = values::value_at)]
    pub path: Vec<(f64, Month)>,
    /// The threshold that the government sets.
    #[arg(long, value_name = "VALUE")]
    pub threshold: Option<f64>,
    /// Who sets the threshold, and where, such as `DfE, adoption scorecards`.
    #[arg(long, value_name = "WHO")]
    pub threshold_set_by: Option<String>,
    /// The published values to show beside it; may be repeated.
    #[arg(long = "comparator", value_name = "COMPARATOR", value_parser = values::comparator())]
    pub comparators: Vec<ComparatorKind>,
    /// Why what was set is replaced.
    #[arg(long, value_name = "WHY")]
    pub correction: Option<String>,
}

/// Arguments of `waymark plan rate`.
#[derive(Args)]
pub struct RateArguments {
    /// The recommendation.
    pub recommendation: RecommendationId,
    /// The rating.
    #[arg(value_parser = values::rating())]
    pub rating: Rating,
    /// The post that judges; yours where it is left out.
    #[arg(long, value_name = "POST")]
    pub judged_by: Option<String>,
    /// The day of the judgement; today where it is left out.
    #[arg(long, value_parser = values::day)]
    pub on: Option<Date>,
    /// Why, in whole sentences; needed where the rating is not what is proposed.
    #[arg(long)]
    pub rationale: Option<String>,
    /// The open meeting that agrees it.
    #[arg(long, conflicts_with = "agreed_at")]
    pub meeting: Option<MeetingId>,
    /// Another meeting that agreed it, by its name.
    #[arg(long, value_name = "NAME")]
    pub agreed_at: Option<String>,
    /// Which figures the proposal is made from.
    #[command(flatten)]
    pub figures: FiguresArguments,
}

/// Arguments of `waymark plan agree-rating`.
#[derive(Args)]
pub struct AgreeRatingArguments {
    /// The open meeting.
    pub meeting: MeetingId,
    /// The recommendation.
    pub recommendation: RecommendationId,
}
