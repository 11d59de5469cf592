//! Words of money and posts, consultations, and what other bodies decide.

use super::values;
use clap::{Args, Subcommand};
use jiff::civil::Date;
use waymark_plan::{BidId, ConsultationId, DecisionId, FinancialYear};

/// What to do with bids.
#[derive(Subcommand)]
pub enum BidAction {
    /// Record a bid for money; with `--correction`, what you leave out stays.
    Record {
        /// Its id, such as `growth-2018`.
        id: BidId,
        /// What it is called, such as `Growth bid`.
        #[arg(long, required_unless_present = "correction")]
        title: Option<String>,
        /// Whole pounds, such as 2500000.
        #[arg(long, value_name = "POUNDS", required_unless_present = "correction")]
        amount: Option<u64>,
        /// The financial year that it is for, such as `2018/19`.
        #[arg(long, required_unless_present = "correction")]
        year: Option<FinancialYear>,
        /// What it pays for, in whole sentences.
        #[arg(long, required_unless_present = "correction")]
        paid_for: Option<String>,
        /// Why what was recorded is replaced.
        #[arg(long, value_name = "WHY")]
        correction: Option<String>,
    },
    /// Record a body's decision on a bid.
    Decide {
        /// The bid.
        id: BidId,
        /// What was decided, such as `Supported, for approval by the Cabinet`.
        decision: String,
        /// The body.
        #[arg(long, value_name = "BODY")]
        by: String,
        /// The day; today where it is left out.
        #[arg(long, value_parser = values::day)]
        on: Option<Date>,
    },
    /// Record how the posts of a bid are filled, in full-time equivalents.
    Posts {
        /// The bid.
        id: BidId,
        /// The posts' title.
        title: String,
        /// How many there are.
        #[arg(long)]
        created: f64,
        /// How many are filled on a permanent basis.
        #[arg(long, default_value_t = 0.0)]
        permanent: f64,
        /// How many agency workers fill.
        #[arg(long, default_value_t = 0.0)]
        agency: f64,
        /// How many nobody fills; what is left of those created, where it is left out.
        #[arg(long)]
        vacant: Option<f64>,
        /// The day of the count; today where it is left out.
        #[arg(long, value_parser = values::day)]
        on: Option<Date>,
    },
    /// List the bids.
    List,
}

/// What to do with consultations.
#[derive(Subcommand)]
pub enum ConsultationAction {
    /// Record a consultation; with `--correction`, what you leave out stays.
    Record(ConsultationArguments),
    /// Say what changed because of a consultation.
    Answer {
        /// The consultation.
        id: ConsultationId,
        /// What changed, in whole sentences.
        changed: String,
    },
    /// List the consultations.
    List,
}

/// Arguments of `waymark plan consultation record`.
#[derive(Args)]
pub struct ConsultationArguments {
    /// Its id, such as `partners-2017`.
    pub id: ConsultationId,
    /// Who was asked, such as `Partner agencies`.
    #[arg(long, required_unless_present = "correction")]
    pub with: Option<String>,
    /// The day, or the first of several.
    #[arg(long, required_unless_present = "correction", value_parser = values::day)]
    pub on: Option<Date>,
    /// The last day, where there were several.
    #[arg(long, value_parser = values::day)]
    pub until: Option<Date>,
    /// How, as a phrase, such as `a workshop at the board's meeting`.
    #[arg(long, required_unless_present = "correction")]
    pub how: Option<String>,
    /// What they said, in whole sentences.
    #[arg(long, required_unless_present = "correction")]
    pub said: Option<String>,
    /// What changed because of it, in whole sentences.
    #[arg(long)]
    pub changed: Option<String>,
    /// Why what was recorded is replaced.
    #[arg(long, value_name = "WHY")]
    pub correction: Option<String>,
}

/// What to do with decisions of other bodies.
#[derive(Subcommand)]
pub enum DecisionAction {
    /// Record what another body decided; with `--correction`, what you leave out stays.
    Record {
        /// Its id, such as `cabinet-2017-04-18`.
        id: DecisionId,
        /// The body, such as `Cabinet`.
        #[arg(long, required_unless_present = "correction")]
        body: Option<String>,
        /// The day.
        #[arg(long, required_unless_present = "correction", value_parser = values::day)]
        on: Option<Date>,
        /// What it decided, as a phrase that can follow the body's name, such as `noted the plan`.
        #[arg(long, required_unless_present = "correction")]
        decided: Option<String>,
        /// Why what was recorded is replaced.
        #[arg(long, value_name = "WHY")]
        correction: Option<String>,
    },
    /// List the decisions.
    List,
}
