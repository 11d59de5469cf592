//! Who may give which command, about what: the roles that each kind takes, and what a lead leads.
//! What a command says can still be refused to who has the role; that is in `decide`.

use super::command::{Command, CommandKind};
use super::parts::Role::{
    self, Administrator, Analyst, Auditor, Chair, Director, Finance, Lead, Legal,
};
use super::parts::{self, CommentKind};
use super::state::State;
use super::subject::Subject;
use crate::ids::{PersonId, RecommendationId};

/// Who keeps the plan.
pub(super) const KEEPERS: &[Role] = &[Director, Chair, Analyst];
/// Who speaks for a part of the plan, a lead for what they lead only.
const SPEAKERS: &[Role] = &[Director, Chair, Analyst, Lead];
/// Who judges, a lead what they lead only; and the analyst, who records what somebody else has
/// judged: the judgement itself says whose it is.
const JUDGES: &[Role] = &[Director, Chair, Lead, Analyst];
/// Who agrees: for a meeting, in review, and to what is done about a restatement.
pub(super) const CHAIRS: &[Role] = &[Director, Chair];
/// Who writes reports, and comments on them as an officer: a lead on any, as each is about all of
/// the plan.
const WRITERS: &[Role] = &[Director, Chair, Analyst, Lead];

/// The roles of which one is needed to give a command; none are needed to open a ledger.
pub fn may(command: &Command) -> &'static [Role] {
    match command {
        Command::CommentOnReport(part) => may_comment(part.of),
        other => may_kind(other.which()),
    }
}

/// The roles of which one is needed to give a command of this kind, whatever it says; none are
/// needed to open a ledger. For comments on a report these are all who may comment in any way;
/// [`may_comment`] tells them apart.
pub fn may_kind(kind: CommandKind) -> &'static [Role] {
    rule(kind).roles
}

/// The roles of which one is needed for such a comment on a report. Who keeps the plan records what
/// legal and finance have said elsewhere; `decide` sees to it that the comment says whose it is.
pub fn may_comment(of: CommentKind) -> &'static [Role] {
    match of {
        CommentKind::Legal => &[Legal, Director, Chair, Analyst],
        CommentKind::Finance => &[Finance, Director, Chair, Analyst],
        CommentKind::Officer => WRITERS,
    }
}

/// Who may give a kind of command.
struct Rule {
    /// One of these roles is needed.
    roles: &'static [Role],
    /// Whether a lead may for what they lead only.
    is_for_own: bool,
}

/// Whoever has one of the roles may, about anything.
fn anything(roles: &'static [Role]) -> Rule {
    Rule {
        roles,
        is_for_own: false,
    }
}

/// As [`anything`], but a lead may for what they lead only.
fn own(roles: &'static [Role]) -> Rule {
    Rule {
        roles,
        is_for_own: true,
    }
}

fn rule(kind: CommandKind) -> Rule {
    match kind {
        CommandKind::OpenLedger => anything(&[]),
        CommandKind::GrantRole | CommandKind::WithdrawRole => anything(&[Administrator]),
        CommandKind::RecordInspection
        | CommandKind::SetFrame
        | CommandKind::AdoptScheme
        | CommandKind::RecordAim
        | CommandKind::RemoveAim
        | CommandKind::RecordRecommendation
        | CommandKind::WithdrawRecommendation
        | CommandKind::ApproveVersion
        | CommandKind::SetMeasure
        | CommandKind::RemoveMeasure
        | CommandKind::NoteEvidence
        | CommandKind::CallMeeting
        | CommandKind::CancelMeeting
        | CommandKind::OpenMeeting
        | CommandKind::Decide
        | CommandKind::AgreeArising
        | CommandKind::CloseMeeting
        | CommandKind::RecordBid
        | CommandKind::DecideBid
        | CommandKind::CountPosts
        | CommandKind::RecordConsultation
        | CommandKind::AnswerConsultation
        | CommandKind::RecordBodyDecision
        | CommandKind::OpenReport
        | CommandKind::SubmitReport
        | CommandKind::PublishReport
        | CommandKind::WithdrawReport
        | CommandKind::RaiseRestatement => anything(KEEPERS),
        CommandKind::AddAction
        | CommandKind::AmendAction
        | CommandKind::StartAction
        | CommandKind::NoteProgress
        | CommandKind::AddMilestone
        | CommandKind::AmendMilestone
        | CommandKind::Redate
        | CommandKind::Complete
        | CommandKind::Cancel
        | CommandKind::Reopen
        | CommandKind::ConcludeDecision
        | CommandKind::CompleteArising => own(SPEAKERS),
        CommandKind::Rate => own(JUDGES),
        CommandKind::AgreeRating | CommandKind::ReviewReport | CommandKind::AnswerRestatement => {
            anything(CHAIRS)
        }
        CommandKind::WriteReport => anything(WRITERS),
        CommandKind::CommentOnReport => anything(&[Director, Chair, Analyst, Lead, Legal, Finance]),
        CommandKind::ApproveReport => anything(&[Director]),
        CommandKind::PlanRound | CommandKind::RecordFinding | CommandKind::CloseRound => {
            anything(&[Director, Chair, Analyst, Auditor])
        }
        CommandKind::RecordGrading => anything(&[Auditor, Analyst]),
        CommandKind::ModerateGrading => anything(&[Director, Chair, Auditor]),
    }
}

impl State {
    /// Whether a person could give a command of this kind about this, as far as roles and leading
    /// go: they have one of the roles, and where it takes a lead to lead what it is about, they do
    /// or have another of the roles. A new action or milestone is about its recommendation. Where
    /// there is nothing of that name, nobody leads it.
    ///
    /// What the command says is not looked at, nor what stands: it may be refused all the same,
    /// such as a legal comment by who may comment as an officer only, a review of one's own report,
    /// or an action that is done already.
    pub fn may_give(&self, actor: &PersonId, kind: CommandKind, about: &Subject) -> bool {
        let rule = rule(kind);
        if rule.roles.is_empty() {
            return true;
        }
        let has_role = self.has_any_role(actor, rule.roles);
        has_role && (!rule.is_for_own || self.speaks_for(actor, kind, about))
    }

    /// Whether a person has one of these roles.
    pub fn has_any_role(&self, person: &PersonId, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.has_role(person, *role))
    }

    /// Whether somebody keeps the plan, or leads what a command of this kind is about.
    pub(super) fn speaks_for(&self, actor: &PersonId, kind: CommandKind, about: &Subject) -> bool {
        let theirs = self
            .leads(kind, about)
            .into_iter()
            .any(|lead| lead.person.as_ref() == Some(actor));
        theirs || self.has_any_role(actor, KEEPERS)
    }

    /// Who leads what a command of this kind is about: an action and its recommendation; of a
    /// milestone, a rating, a measure and a decision the recommendation; who owns a small action.
    fn leads(&self, kind: CommandKind, about: &Subject) -> Vec<&parts::Lead> {
        let of = |id: &RecommendationId| self.recommendations.get(id);
        match about {
            Subject::Recommendation(id) | Subject::Rating(id) | Subject::Measure(id, _) => {
                of(id).map(|found| &found.record.lead).into_iter().collect()
            }
            Subject::Item(id) => {
                let Some(found) = self.items.get(id).and_then(|(found, _)| of(found)) else {
                    return Vec::new();
                };
                // What is new is for the recommendation's lead, whoever leads what has its id.
                let is_new = matches!(kind, CommandKind::AddAction | CommandKind::AddMilestone);
                let action = found.actions.get(id).filter(|_| !is_new);
                let own = action.map(|action| &action.lead);
                own.into_iter().chain([&found.record.lead]).collect()
            }
            Subject::Minute(id) => {
                let owner = self.arising(id).map(|arising| &arising.record.owner);
                let decision = self.decision(id);
                let found = decision.and_then(|decision| decision.record.recommendation.as_ref());
                let lead = found.and_then(of).map(|found| &found.record.lead);
                owner.into_iter().chain(lead).collect()
            }
            Subject::Ledger
            | Subject::Plan
            | Subject::Scheme
            | Subject::Evidence
            | Subject::Person(_)
            | Subject::Inspection(_)
            | Subject::Aim(_)
            | Subject::Round(_)
            | Subject::Grading(..)
            | Subject::Finding(_)
            | Subject::Meeting(_)
            | Subject::Bid(_)
            | Subject::Consultation(_)
            | Subject::BodyDecision(_)
            | Subject::Report(_)
            | Subject::Restatement(_) => Vec::new(),
        }
    }
}
