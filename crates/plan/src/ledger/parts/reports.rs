//! Reports on their way from a draft to publication, and what is restated afterwards.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use waymark_codes::Month;
use waymark_figures::Selector;

use super::Role;
use crate::ids::{PersonId, ReportId, RestatementId};
use crate::ledger::chain::Hash;

/// What comes of a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReviewOutcome {
    /// The report goes on: to legal and finance.
    Agreed,
    /// The report goes back: it is a draft again.
    Returned,
}

/// Whose view a comment gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CommentKind {
    /// That of legal services.
    Legal,
    /// That of finance.
    Finance,
    /// That of another officer.
    Officer,
}

impl CommentKind {
    /// The kinds that a report must have before it is approved.
    pub const NEEDED: [CommentKind; 2] = [CommentKind::Legal, CommentKind::Finance];

    /// The kind in one word.
    pub fn in_words(self) -> &'static str {
        match self {
            CommentKind::Legal => "legal",
            CommentKind::Finance => "finance",
            CommentKind::Officer => "officer",
        }
    }

    /// The role of whoever such a comment is; none where it may be any officer's.
    pub fn role(self) -> Option<Role> {
        match self {
            CommentKind::Legal => Some(Role::Legal),
            CommentKind::Finance => Some(Role::Finance),
            CommentKind::Officer => None,
        }
    }
}

/// What comes of a restatement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum RestatementOutcome {
    /// The published report was corrected.
    Corrected {
        /// How, and where it is said.
        note: String,
    },
    /// The published report stays as it is.
    Kept {
        /// Why.
        reason: String,
    },
}

part! {
    /// A report to a committee.
    ReportDraft {
        /// Its id.
        id: ReportId,
        /// Its title.
        title: String,
        /// The day of the committee's meeting.
        meeting_on: Date,
        /// The day that the report speaks of: the plan is shown as at the end of it.
        as_at: Date,
        /// The month that its figures end with; none where it is the last that had ended.
        month: Option<Month>,
        /// Why what was recorded under this id is replaced; none where it is new.
        correction: Option<String>,
    }
}
part! {
    /// The words that officers write for a report.
    ReportText {
        /// The report.
        report: ReportId,
        /// The whole narrative, as Markdown. Nothing about a child.
        narrative: String,
    }
}
part! {
    /// The handing in of a draft for review.
    ReportSubmission {
        /// The report.
        report: ReportId,
        /// What the reviewer should know.
        note: Option<String>,
    }
}
part! {
    /// A review. The reviewer is who gives the command.
    ReportReview {
        /// The report.
        report: ReportId,
        /// What comes of it.
        outcome: ReviewOutcome,
        /// What is to be said of it; needed where the report is returned.
        note: Option<String>,
    }
}
part! {
    /// A comment on a report.
    ReportComment {
        /// The report.
        report: ReportId,
        /// Whose view it gives.
        of: CommentKind,
        /// The comment. Nothing about a child.
        text: String,
        /// Whose comment it is, where it is not that of who gives the command.
        on_behalf_of: Option<PersonId>,
    }
}
part! {
    /// A claim of a narrative that the evidence contradicts.
    ContradictedClaim {
        /// The claim's name, which stays the same while its sentence does.
        claim: String,
        /// The words that make the claim.
        quote: String,
        /// What the evidence says.
        says: String,
    }
}
part! {
    /// What the check of a narrative found: how many claims have each verdict.
    CheckRecord {
        /// The SHA-256 hash of the narrative that was checked, as 64 hexadecimal digits.
        narrative_sha256: String,
        /// The snapshot that the figures came from.
        snapshot: String,
        /// The SHA-256 hash of the template that the report is made with, as 64 hexadecimal
        /// digits: the one that was approved is the one that is published.
        template: Option<String>,
        /// How many the evidence supports.
        supported: u32,
        /// How many chance alone could explain.
        not_clear: u32,
        /// How many a reader cannot judge.
        incomplete: u32,
        /// How many leave out what a reader would expect.
        selective: u32,
        /// How many have no figure.
        unsupported: u32,
        /// Those that the evidence contradicts.
        contradicted: Vec<ContradictedClaim>,
    }
}
part! {
    /// Why a contradicted claim stands all the same.
    ContradictionReason {
        /// The claim's name.
        claim: String,
        /// Why, in whole sentences. It is printed in the report's log.
        reason: String,
    }
}
part! {
    /// The director's approval.
    ReportApproval {
        /// The report.
        report: ReportId,
        /// What the check of the narrative found.
        check: CheckRecord,
        /// Why contradicted claims stand: a reason for each.
        reasons: Vec<ContradictionReason>,
    }
}
part! {
    /// A file that was published.
    FrozenDocument {
        /// The file's name.
        name: String,
        /// The SHA-256 hash of its bytes, as 64 hexadecimal digits.
        sha256: String,
        /// How many bytes it has.
        bytes: u64,
    }
}
part! {
    /// All that a published report was made from, so that it can be made again. Hashes are SHA-256,
    /// as 64 hexadecimal digits in lower case.
    Frozen {
        /// The snapshot.
        snapshot: String,
        /// The hash of the measures' definitions.
        definitions: String,
        /// The hash of the published figures that stand beside the council's own; none where there
        /// are none.
        benchmarks: Option<String>,
        /// The last event that the plan was folded from.
        plan_sequence: u64,
        /// That event's hash.
        plan_head: Hash,
        /// The hash of the report's template.
        template: String,
        /// The hash of the narrative.
        narrative: String,
        /// The hash of the evidence: every figure that the report shows or leans on.
        evidence: String,
        /// The name of the rules by which numbers are hidden.
        disclosure_rules: String,
        /// The program and its version.
        program: String,
        /// The files, one or more.
        documents: Vec<FrozenDocument>,
    }
}
part! {
    /// The publication of an approved report.
    Publication {
        /// The report.
        report: ReportId,
        /// What it was made from.
        frozen: Frozen,
    }
}
part! {
    /// The giving up of a report that was not published.
    ReportWithdrawal {
        /// The report.
        report: ReportId,
        /// Why.
        reason: String,
    }
}
part! {
    /// A figure of a published report that is another now.
    FigureChange {
        /// The figure's mark in the annex, such as `F3`.
        reference: String,
        /// The measure.
        measure: Selector,
        /// The month that its period ends with.
        month: Month,
        /// The figure as the report has it.
        said: String,
        /// The figure as it is now.
        now: String,
        /// The sentences of the report that lean on it.
        sentences: Vec<String>,
    }
}
part! {
    /// Figures of a published report that a newer snapshot changed.
    Restatement {
        /// Its id.
        id: RestatementId,
        /// The report.
        report: ReportId,
        /// The newer snapshot.
        snapshot: String,
        /// The figures, one or more.
        changes: Vec<FigureChange>,
        /// Why they changed, where it is known.
        because: Option<String>,
    }
}
part! {
    /// What is done about a restatement.
    RestatementAnswer {
        /// The restatement.
        restatement: RestatementId,
        /// What comes of it.
        outcome: RestatementOutcome,
    }
}
