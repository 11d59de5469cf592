//! What the things that an event speaks of are called. What is not known is called by its id.

use super::phrases::{list, quoted};
use crate::ids::{
    ActionId, AimId, BidId, FindingId, MeetingId, MinuteId, PersonId, RecommendationId, ReportId,
    RoundId,
};
use crate::ledger::parts::{AgreedAt, Lead, Origin};
use crate::ledger::people::Directory;
use crate::ledger::state::{ItemKind, State};
use crate::model::Schedule;

/// What an event is told from: the state before it, and the people's names.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    pub(super) before: &'a State,
    pub(super) people: &'a Directory,
}

impl<'a> Names<'a> {
    pub(super) fn person(self, id: &PersonId) -> String {
        self.people.called(id)
    }

    pub(super) fn everyone(self, ids: &[PersonId]) -> Vec<String> {
        ids.iter().map(|id| self.person(id)).collect()
    }

    /// The post, with the name of who holds it where a person is named.
    pub(super) fn lead(self, lead: &Lead) -> String {
        match &lead.person {
            None => lead.post.clone(),
            Some(id) => {
                let name = self.people.name(id).unwrap_or(id.as_str());
                format!("{} ({name})", lead.post)
            }
        }
    }

    pub(super) fn aim(self, id: &AimId) -> String {
        match self.before.aims.get(id) {
            Some(title) => quoted(title),
            None => id.to_string(),
        }
    }

    pub(super) fn aims(self, ids: &[AimId]) -> Vec<String> {
        ids.iter().map(|id| self.aim(id)).collect()
    }

    /// `R1 “Improve the timeliness of…”`.
    pub(super) fn recommendation(self, id: &RecommendationId) -> String {
        match self.before.recommendations.get(id) {
            Some(found) => format!("{id} {}", quoted(&found.record.text)),
            None => id.to_string(),
        }
    }

    /// An action or milestone as it begins a sentence: `R2.2 “Set up…”`, `Milestone R2.M1 “…”`.
    pub(super) fn item(self, id: &ActionId) -> String {
        if let Some((_, action)) = self.before.action(id) {
            return format!("{id} {}", quoted(&action.title));
        }
        match self.before.milestone(id) {
            Some((_, milestone)) => format!("Milestone {id} {}", quoted(&milestone.title)),
            None => id.to_string(),
        }
    }

    /// Whether the id is that of an action or of a milestone.
    pub(super) fn kind(self, id: &ActionId) -> Option<ItemKind> {
        self.before.items.get(id).map(|(_, kind)| *kind)
    }

    /// When an action or milestone is to be done.
    pub(super) fn schedule(self, id: &ActionId) -> Option<&'a Schedule> {
        if let Some((_, action)) = self.before.action(id) {
            return Some(&action.schedule);
        }
        let (_, milestone) = self.before.milestone(id)?;
        Some(&milestone.schedule)
    }

    pub(super) fn meeting(self, id: &MeetingId) -> String {
        match self.before.meetings.get(id) {
            Some(meeting) => format!("the meeting {}", quoted(&meeting.record.title)),
            None => format!("meeting {id}"),
        }
    }

    /// Where a rating was agreed.
    pub(super) fn agreed_at(self, at: &AgreedAt) -> String {
        match at {
            AgreedAt::Meeting(id) => self.meeting(id),
            AgreedAt::Elsewhere(name) => name.clone(),
        }
    }

    /// `audit round A2017-06 (June 2017)`.
    pub(super) fn round(self, id: &RoundId) -> String {
        match self.before.rounds.get(id) {
            Some(round) => format!("audit round {id} ({})", round.record.month.in_words()),
            None => format!("audit round {id}"),
        }
    }

    fn finding(self, id: &FindingId) -> String {
        match self.before.findings.get(id) {
            Some(round) => format!("finding {id} of {}", self.round(round)),
            None => format!("finding {id}"),
        }
    }

    /// What an action or milestone came from, as a sentence.
    pub(super) fn origin(self, origin: &Origin) -> String {
        let from = match origin {
            Origin::Finding(id) => self.finding(id),
            Origin::Meeting(id) => self.meeting(id),
        };
        format!("It came from {from}.")
    }

    /// A decision or small action of a meeting: `M2017-09.D1 “…”`.
    pub(super) fn minute(self, id: &MinuteId) -> String {
        if let Some(decision) = self.before.decision(id) {
            return format!("{id} {}", quoted(&decision.record.decision));
        }
        match self.before.arising(id) {
            Some(arising) => format!("{id} {}", quoted(&arising.record.title)),
            None => id.to_string(),
        }
    }

    pub(super) fn bid(self, id: &BidId) -> String {
        match self.before.bids.get(id) {
            Some(bid) => format!("the bid {}, {}", quoted(&bid.record.title), bid.record.year),
            None => format!("the bid {id}"),
        }
    }

    /// `report scrutiny-2017-11 “Progress against…”`.
    pub(super) fn report(self, id: &ReportId) -> String {
        match self.before.report(id) {
            Some(report) => format!("report {id} {}", quoted(&report.record.title)),
            None => format!("report {id}"),
        }
    }

    /// The names of several people in one phrase.
    pub(super) fn together(self, ids: &[PersonId]) -> String {
        list(&self.everyone(ids))
    }
}
