//! Meetings: what they see, decide and hand out.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use waymark_codes::Month;
use waymark_figures::{Selector, Verdict};

use super::Lead;
use crate::ids::{MeetingId, MinuteId, PersonId, RecommendationId};

part! {
    /// A meeting.
    MeetingRecord {
        /// Its id.
        id: MeetingId,
        /// Its title, such as `Improvement meeting, September 2017`.
        title: String,
        /// The day.
        on: Date,
        /// Who chairs.
        chair: PersonId,
        /// Who is asked to come, the chair apart.
        members: Vec<PersonId>,
        /// Why what was recorded under this id is replaced; none where it is new.
        correction: Option<String>,
    }
}
part! {
    /// The calling off of a meeting.
    MeetingCancellation {
        /// The meeting.
        meeting: MeetingId,
        /// Why.
        reason: String,
    }
}
part! {
    /// The opening of a meeting.
    MeetingOpening {
        /// The meeting.
        meeting: MeetingId,
        /// Who is there, the chair included.
        present: Vec<PersonId>,
        /// Who sent apologies.
        apologies: Vec<PersonId>,
    }
}
part! {
    /// A decision of a meeting.
    MeetingDecision {
        /// Its id.
        id: MinuteId,
        /// The meeting.
        meeting: MeetingId,
        /// What was decided, in whole sentences.
        decision: String,
        /// The recommendation that it is about, where it is about one.
        recommendation: Option<RecommendationId>,
        /// Whether it stays open until it is reported as carried out.
        stays_open: bool,
    }
}
part! {
    /// The carrying out of a decision.
    DecisionOutcome {
        /// The decision.
        id: MinuteId,
        /// The day.
        on: Date,
        /// What came of it.
        outcome: String,
    }
}
part! {
    /// An action that arose at a meeting and is too small for the plan.
    Arising {
        /// Its id.
        id: MinuteId,
        /// The meeting.
        meeting: MeetingId,
        /// What is to be done.
        title: String,
        /// Who sees to it.
        owner: Lead,
        /// By when.
        due: Date,
        /// Why what was agreed under this id is replaced, such as another day or owner; none where
        /// it is new.
        correction: Option<String>,
    }
}
part! {
    /// The completion of an action that arose at a meeting.
    ArisingOutcome {
        /// The action.
        id: MinuteId,
        /// The day.
        on: Date,
        /// What came of it.
        outcome: Option<String>,
    }
}
part! {
    /// A figure as it was seen on a day.
    NotedFigure {
        /// The measure.
        measure: Selector,
        /// The month that its period ends with.
        month: Month,
        /// The version and hash of its definition.
        definition: String,
        /// The value; none where the figure was refused or has no cases.
        value: Option<f64>,
        /// The numerator.
        numerator: f64,
        /// The denominator.
        denominator: f64,
        /// Against a year before.
        verdict: Option<Verdict>,
    }
}
part! {
    /// The figures that a meeting had before it.
    EvidenceNote {
        /// The meeting.
        meeting: Option<MeetingId>,
        /// The snapshot that they came from.
        snapshot: String,
        /// The month that they are about.
        month: Month,
        /// The figures.
        figures: Vec<NotedFigure>,
    }
}
part! {
    /// The end of a meeting.
    MeetingEnd {
        /// The meeting.
        meeting: MeetingId,
        /// The day of the next.
        next: Option<Date>,
    }
}
