//! Actions and milestones.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Lead;
use crate::ids::{ActionId, FindingId, MeetingId, RecommendationId};

/// What an action or milestone came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// A finding of an audit round.
    Finding(FindingId),
    /// A meeting.
    Meeting(MeetingId),
}
part! {
    /// An action.
    NewAction {
        /// Its id.
        id: ActionId,
        /// The recommendation that it answers.
        recommendation: RecommendationId,
        /// What is to be done.
        title: String,
        /// Who sees to it.
        lead: Lead,
        /// The team that does it.
        team: Option<String>,
        /// The day that work begins.
        start: Date,
        /// The day that it is to be done: the day first agreed, which never goes away.
        first_due: Date,
        /// What it came from.
        origin: Option<Origin>,
    }
}
part! {
    /// An action's words, people and start, when they change. Days due are re-agreed instead.
    ActionAmendment {
        /// The action.
        id: ActionId,
        /// What is to be done.
        title: String,
        /// Who sees to it.
        lead: Lead,
        /// The team that does it.
        team: Option<String>,
        /// The day that work begins.
        start: Date,
        /// Why.
        reason: String,
    }
}
part! {
    /// A milestone.
    NewMilestone {
        /// Its id; actions and milestones share no id.
        id: ActionId,
        /// The recommendation that it belongs to.
        recommendation: RecommendationId,
        /// What is reached.
        title: String,
        /// The day that it is to be reached: the day first agreed, which never goes away.
        first_due: Date,
        /// What it came from.
        origin: Option<Origin>,
    }
}
part! {
    /// A milestone's words, when they change.
    MilestoneAmendment {
        /// The milestone.
        id: ActionId,
        /// What is reached.
        title: String,
        /// Why.
        reason: String,
    }
}
part! {
    /// The beginning of an action.
    Start {
        /// The action.
        action: ActionId,
        /// The day.
        on: Date,
    }
}
part! {
    /// A new day for an action or milestone.
    NewDate {
        /// The action or milestone.
        item: ActionId,
        /// The new day.
        due: Date,
        /// Why.
        reason: String,
        /// The post or body that agreed.
        agreed_by: String,
        /// The day that it was agreed.
        on: Date,
        /// The meeting that agreed it, where it was one of this ledger's.
        meeting: Option<MeetingId>,
    }
}
part! {
    /// What is reported on an action.
    Note {
        /// The action.
        action: ActionId,
        /// The day.
        on: Date,
        /// The post that reports.
        by: String,
        /// What is reported. Nothing about a child.
        note: String,
    }
}
part! {
    /// The completion of an action or milestone.
    Completion {
        /// The action or milestone.
        item: ActionId,
        /// The day that it was done.
        on: Date,
        /// What shows that it was done.
        evidence: Option<String>,
    }
}
part! {
    /// The giving up of an action or milestone.
    GivingUp {
        /// The action or milestone.
        item: ActionId,
        /// The day.
        on: Date,
        /// Why.
        reason: String,
    }
}
part! {
    /// The taking up again of an action or milestone that was done or given up.
    Reopening {
        /// The action or milestone.
        item: ActionId,
        /// Why.
        reason: String,
    }
}
