//! A report as its events make it: where it stands, what was said of it, and the log of its steps.

use indexmap::IndexMap;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::ids::{PersonId, RestatementId};
use crate::ledger::chain::Hash;
use crate::ledger::parts::{
    CommentKind, Publication, ReportApproval, ReportComment, ReportDraft, ReportReview,
    Restatement, RestatementOutcome, ReviewOutcome,
};

/// Who gave a command, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// The event that followed.
    pub seq: u64,
    /// The day.
    pub on: Date,
    /// When it was written, in UTC.
    pub at: Timestamp,
    /// Who.
    pub by: PersonId,
}

/// Where a report stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportStage {
    /// It is written.
    Draft,
    /// A reviewer looks at it.
    InReview,
    /// Legal and finance comment on it; with both comments it awaits the director.
    WithLegalAndFinance,
    /// The director has approved it.
    Approved,
    /// It was published.
    Published,
    /// It was given up.
    Withdrawn,
}

impl ReportStage {
    /// The stage as it ends the sentence “The report is …”.
    pub fn in_words(self) -> &'static str {
        match self {
            ReportStage::Draft => "a draft",
            ReportStage::InReview => "in review",
            ReportStage::WithLegalAndFinance => "with legal and finance",
            ReportStage::Approved => "approved",
            ReportStage::Published => "published",
            ReportStage::Withdrawn => "withdrawn",
        }
    }
}

/// A report.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportState {
    /// What was recorded last.
    pub record: ReportDraft,
    /// Where it stands.
    pub stage: ReportStage,
    /// The narrative as it stands.
    pub narrative: Option<String>,
    /// Who wrote it so, and when.
    pub written: Option<Act>,
    /// Who handed it in last, and when.
    pub submitted: Option<Act>,
    /// How often it was handed in: the round that it is in, or was in last.
    pub round: u32,
    /// Every comment, oldest first; only those of this round count.
    pub comments: Vec<CommentState>,
    /// Every review and return, oldest first.
    pub reviews: Vec<ReviewState>,
    /// The director's approval.
    pub approval: Option<ApprovalState>,
    /// Its publication.
    pub publication: Option<PublicationState>,
    /// Why it was given up, where it was.
    pub withdrawn: Option<String>,
    /// What was restated since it was published.
    pub restatements: IndexMap<RestatementId, RestatementState>,
    /// Every step, oldest first.
    pub log: Vec<ReportStep>,
}

impl ReportState {
    /// The SHA-256 hash of the narrative as it stands, as 64 hexadecimal digits.
    pub fn narrative_sha256(&self) -> Option<String> {
        let narrative = self.narrative.as_deref()?;
        Some(Hash::of_text(narrative).to_string())
    }

    /// Whether a person wrote the narrative as it stands, or handed it in last: they do not review
    /// it.
    pub fn is_work_of(&self, person: &PersonId) -> bool {
        [&self.written, &self.submitted]
            .into_iter()
            .flatten()
            .any(|act| act.by == *person)
    }

    /// The comments of the round that it is in, or was in last: those since it was last handed in.
    pub fn comments_of_round(&self) -> impl Iterator<Item = &CommentState> {
        let round = self.round;
        let comments = self.comments.iter();
        comments.filter(move |comment| comment.round == round)
    }

    /// The kinds of comment that the round still lacks for an approval.
    pub fn missing_comments(&self) -> Vec<CommentKind> {
        let has = |kind: CommentKind| {
            self.comments_of_round()
                .any(|comment| comment.comment.of == kind)
        };
        CommentKind::NEEDED
            .into_iter()
            .filter(|kind| !has(*kind))
            .collect()
    }

    /// Whether it awaits the director: with legal and finance, and both have commented.
    pub fn ready_for_approval(&self) -> bool {
        self.stage == ReportStage::WithLegalAndFinance && self.missing_comments().is_empty()
    }
}

/// A comment.
#[derive(Clone, Debug, PartialEq)]
pub struct CommentState {
    /// Who gave it, and when.
    pub act: Act,
    /// The round that it was given in.
    pub round: u32,
    /// What was said.
    pub comment: ReportComment,
}

impl CommentState {
    /// Whose comment it is: not always who gave the command.
    pub fn whose(&self) -> &PersonId {
        self.comment.on_behalf_of.as_ref().unwrap_or(&self.act.by)
    }
}

/// A review, or a return.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewState {
    /// Who reviewed, and when.
    pub act: Act,
    /// The round that it was in.
    pub round: u32,
    /// What came of it.
    pub review: ReportReview,
}

/// An approval.
#[derive(Clone, Debug, PartialEq)]
pub struct ApprovalState {
    /// Who approved, and when.
    pub act: Act,
    /// The check that it was given on, and the reasons.
    pub approval: ReportApproval,
}

impl ReportApproval {
    /// The contradicted claims, each with the reason why it stands; in the order of the check.
    pub fn explained(&self) -> Vec<Explained> {
        let reason = |claim: &str| {
            let mut reasons = self.reasons.iter();
            let given = reasons.find(|given| given.claim == claim);
            given.map(|given| given.reason.clone()).unwrap_or_default()
        };
        self.check
            .contradicted
            .iter()
            .map(|found| Explained {
                quote: found.quote.clone(),
                says: found.says.clone(),
                reason: reason(&found.claim),
            })
            .collect()
    }
}

/// A contradicted claim that stands all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// The words that make the claim.
    pub quote: String,
    /// What the evidence says.
    pub says: String,
    /// Why it stands.
    pub reason: String,
}

/// A publication.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicationState {
    /// Who published, and when.
    pub act: Act,
    /// What was published.
    pub publication: Publication,
}

/// A restatement.
#[derive(Clone, Debug, PartialEq)]
pub struct RestatementState {
    /// Who raised it, and when.
    pub act: Act,
    /// What was found.
    pub record: Restatement,
    /// Who said what is done about it, when, and what.
    pub answer: Option<(Act, RestatementOutcome)>,
}

impl RestatementState {
    /// Whether it is still to be answered.
    pub fn is_open(&self) -> bool {
        self.answer.is_none()
    }
}

/// A step of a report, for the log that is printed in it.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportStep {
    /// Who took it, and when.
    pub act: Act,
    /// What it was.
    pub what: Step,
}

/// What a step of a report was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// It was begun.
    Opened,
    /// Its title, days or month were corrected.
    Corrected {
        /// Why.
        reason: Option<String>,
    },
    /// Its narrative was written, or written anew.
    Written,
    /// It was handed in.
    Submitted {
        /// What the reviewer should know.
        note: Option<String>,
    },
    /// It was agreed in review, or returned.
    Reviewed {
        /// Which.
        outcome: ReviewOutcome,
        /// What was said.
        note: Option<String>,
    },
    /// It was commented on.
    Commented {
        /// Whose view it gives.
        of: CommentKind,
        /// Whose comment it is.
        whose: PersonId,
        /// The comment.
        text: String,
    },
    /// It was approved.
    Approved {
        /// The claims that the evidence contradicts, each with the reason why it stands.
        explained: Vec<Explained>,
    },
    /// It was published.
    Published,
    /// It was given up.
    Withdrawn {
        /// Why.
        reason: String,
    },
    /// Figures of it were found to be others.
    Restated {
        /// The restatement.
        restatement: RestatementId,
    },
    /// What is done about a restatement was said.
    Answered {
        /// The restatement.
        restatement: RestatementId,
        /// What is done.
        outcome: RestatementOutcome,
    },
}
