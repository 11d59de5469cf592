//! The programme of practice audits.

use serde::{Deserialize, Serialize};
use waymark_codes::Month;

use crate::ids::{FindingId, PersonId, RoundId};

/// A grade of practice, in the words of Ofsted's framework. Ordered from worst to best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// Inadequate.
    Inadequate,
    /// Requires improvement to be good.
    RequiresImprovement,
    /// Good.
    Good,
    /// Outstanding.
    Outstanding,
}

impl Grade {
    /// The grade in words, as audit logs have it.
    pub fn in_words(self) -> &'static str {
        match self {
            Grade::Inadequate => "Inadequate",
            Grade::RequiresImprovement => "Requires improvement",
            Grade::Good => "Good",
            Grade::Outstanding => "Outstanding",
        }
    }
}

part! {
    /// A round of practice audits.
    RoundRecord {
        /// Its id.
        id: RoundId,
        /// The month that it audits.
        month: Month,
        /// The themes, in order.
        themes: Vec<String>,
        /// From which cases the sample is drawn, and how.
        sample_frame: String,
        /// How many cases are to be audited.
        sample_size: u32,
        /// Who audits.
        auditors: Vec<PersonId>,
        /// Why what was planned under this id is replaced; none where it is new.
        correction: Option<String>,
    }
}
part! {
    /// An auditor's grade of one case in one theme.
    Grading {
        /// The round.
        round: RoundId,
        /// The audit's own reference of the case, such as `QA-0421`; never a child's id.
        reference: String,
        /// The theme.
        theme: String,
        /// The team whose case it is.
        team: Option<String>,
        /// Who audited.
        auditor: PersonId,
        /// The grade.
        grade: Grade,
        /// Why the grade that was recorded is replaced; none where it is new.
        correction: Option<String>,
    }
}
part! {
    /// A moderator's grade of what an auditor graded. The moderator is who gives the command.
    Moderation {
        /// The round.
        round: RoundId,
        /// The audit's reference of the case.
        reference: String,
        /// The theme.
        theme: String,
        /// The grade that stands from now on.
        grade: Grade,
        /// Why, where the grade changes.
        reason: Option<String>,
        /// Why the moderation that was recorded is replaced; none where there is none.
        correction: Option<String>,
    }
}
part! {
    /// A moderation as it was recorded.
    ModerationRecord {
        /// The round.
        round: RoundId,
        /// The audit's reference of the case.
        reference: String,
        /// The theme.
        theme: String,
        /// Who moderated.
        moderator: PersonId,
        /// The auditor's grade.
        from: Grade,
        /// The moderator's.
        to: Grade,
        /// Why, where they differ.
        reason: Option<String>,
        /// Why an earlier moderation is replaced.
        correction: Option<String>,
    }
}
part! {
    /// What a round found.
    FindingRecord {
        /// Its id.
        id: FindingId,
        /// The round.
        round: RoundId,
        /// The theme that it is about, where it is about one.
        theme: Option<String>,
        /// What was found, in whole sentences. Nothing about a child.
        finding: String,
    }
}
part! {
    /// The end of a round of audits.
    RoundEnd {
        /// The round.
        round: RoundId,
        /// What is to be said of it, such as why fewer cases were audited than planned.
        note: Option<String>,
    }
}
