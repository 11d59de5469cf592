//! The plan that a state is, as the report, the proposals and the exchange file know it.

use jiff::civil::Date;

use super::parts::*;
use super::people::Directory;
use super::state::*;
use crate::ids::{ActionId, PersonId, RecommendationId};
use crate::model::{
    Action, Aim, Approval, Circulation, Committee, Contact, Funding, Milestone, Officer, Plan,
    Posts, Recommendation, RecordedRating, ReportWords,
};

/// Why a state is no plan yet.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the ledger holds no whole plan yet: it lacks {0}")]
pub struct NotAPlan(pub &'static str);

/// The version of a plan that no body has approved yet.
pub(super) const DRAFT: &str = "draft";

/// What stands as the rationale of a rating that is what was proposed.
pub const AS_PROPOSED: &str = "The rating is what was proposed on that day.";

impl State {
    /// The plan with the names of a directory. Withdrawn recommendations are not in it.
    pub fn plan(&self, people: &Directory) -> Result<Plan, NotAPlan> {
        let opening = self.opening.as_ref().ok_or(NotAPlan("an authority"))?;
        let frame = self
            .frame
            .as_ref()
            .ok_or(NotAPlan("its title and committee (`waymark plan frame`)"))?;
        let inspection = self
            .inspections
            .get(&frame.inspection)
            .ok_or(NotAPlan("an inspection"))?;
        let scheme = self.scheme().ok_or(NotAPlan("a scheme of ratings"))?;
        let version = self.versions.last().map(|version| &version.approval);
        Ok(Plan {
            authority: opening.authority.clone(),
            title: frame.title.clone(),
            years: frame.years,
            version: version.map_or_else(|| DRAFT.to_owned(), |approval| approval.version.clone()),
            approved: version.map(|approval| Approval {
                by: approval.by.clone(),
                on: approval.on,
            }),
            inspection: inspection.clone(),
            scheme: scheme.clone(),
            committee: Committee {
                name: frame.committee.clone(),
                chair: chair(frame, people),
            },
            directors: frame.directors.clone(),
            report: report_words(frame, people),
            aims: self
                .aims
                .iter()
                .map(|(id, title)| Aim {
                    id: id.clone(),
                    title: title.clone(),
                })
                .collect(),
            recommendations: self
                .in_plan()
                .into_iter()
                .map(|(id, found)| recommendation(id, found, self, Some(people)))
                .collect(),
            funding: self.bids.values().filter_map(funding).collect(),
            consultations: self.consultations.values().cloned().collect(),
            previous_decisions: self.previous_decisions(),
            background_papers: frame.background_papers.clone(),
            contacts: contacts(frame, people),
        })
    }

    /// What other bodies decided, oldest first; of one day in the order of recording.
    fn previous_decisions(&self) -> Vec<crate::model::PreviousDecision> {
        let mut all: Vec<_> = self.body_decisions.values().cloned().collect();
        all.sort_by_key(|decision| decision.on);
        all
    }
}

/// Who chairs the committee.
pub(super) fn chair(frame: &Frame, people: &Directory) -> Option<String> {
    let chair = frame.committee_chair.as_ref()?;
    people.name(chair).map(str::to_owned)
}

/// The contacts of whom enough is known to ask them.
pub(super) fn contacts(frame: &Frame, people: &Directory) -> Vec<Contact> {
    let all = frame.contacts.iter();
    all.filter_map(|id| contact(id, people)).collect()
}

pub(super) fn report_words(frame: &Frame, people: &Directory) -> ReportWords {
    let members: Vec<String> = frame
        .circulation
        .iter()
        .map(|id| people.called(id))
        .collect();
    ReportWords {
        monitoring: frame.monitoring.clone(),
        circulation: if members.is_empty() {
            Circulation::None
        } else {
            Circulation::Members(members)
        },
        equality: frame.equality.clone(),
        risk: frame.risk.clone(),
        appendices: frame.appendices.clone(),
    }
}

/// A contact; none where the person was erased, as nobody can be asked then.
fn contact(id: &PersonId, people: &Directory) -> Option<Contact> {
    let person = people.get(id)?;
    Some(Contact {
        name: person.name.clone()?,
        post: person.post.clone()?,
        email: person.email.clone()?,
        phone: person.phone.clone(),
    })
}

/// A bid with the decision that stands; none where nobody decided yet, as a report tells of
/// decisions.
fn funding(bid: &BidState) -> Option<Funding> {
    let decision = bid.decisions.last()?;
    let record = &bid.record;
    Some(Funding {
        title: record.title.clone(),
        amount: record.amount,
        year: record.year,
        decision: decision.decision.clone(),
        decided_by: decision.by.clone(),
        on: decision.on,
        paid_for: record.paid_for.clone(),
        posts: bid
            .posts
            .values()
            .filter_map(|series| series.last())
            .map(|(_, posts): &(Date, Posts)| posts.clone())
            .collect(),
    })
}

/// A recommendation; without a directory, without names.
pub(super) fn recommendation(
    id: &RecommendationId,
    found: &RecommendationState,
    state: &State,
    people: Option<&Directory>,
) -> Recommendation {
    let record = &found.record;
    Recommendation {
        id: id.clone(),
        number: record.number,
        text: record.text.clone(),
        aims: record.aims.clone(),
        lead: officer(&record.lead, people),
        actions: found
            .actions
            .iter()
            .map(|(id, found)| action(id, found, people))
            .collect(),
        milestones: found
            .milestones
            .iter()
            .map(|(id, found)| milestone(id, found))
            .collect(),
        measures: found.measures.clone(),
        audit_themes: record.audit_themes.clone(),
        rating: found
            .ratings
            .last()
            .map(|rating| recorded_rating(rating, state)),
    }
}

pub(super) fn officer(lead: &Lead, people: Option<&Directory>) -> Officer {
    let name = people
        .zip(lead.person.as_ref())
        .and_then(|(people, id)| people.name(id));
    Officer {
        post: lead.post.clone(),
        name: name.map(str::to_owned),
    }
}

fn action(id: &ActionId, found: &ActionState, people: Option<&Directory>) -> Action {
    let mut updates = found.updates.clone();
    // Of one day in the order of recording.
    updates.sort_by_key(|update| update.on);
    Action {
        id: id.clone(),
        title: found.title.clone(),
        lead: officer(&found.lead, people),
        team: found.team.clone(),
        start: found.start,
        schedule: found.schedule.clone(),
        progress: found.progress.clone(),
        updates,
    }
}

fn milestone(id: &ActionId, found: &MilestoneState) -> Milestone {
    Milestone {
        id: Some(id.clone()),
        title: found.title.clone(),
        schedule: found.schedule.clone(),
        done_on: found.done_on,
        cancelled: found.cancelled.clone(),
    }
}

pub(super) fn recorded_rating(rating: &JudgementRecord, state: &State) -> RecordedRating {
    let meeting = rating.agreed_at.as_ref().map(|at| match at {
        AgreedAt::Meeting(id) => state
            .meetings
            .get(id)
            .map_or_else(|| id.to_string(), |meeting| meeting.record.title.clone()),
        AgreedAt::Elsewhere(name) => name.clone(),
    });
    RecordedRating {
        rating: rating.rating,
        judged_by: rating.judged_by.clone(),
        on: rating.on,
        rationale: rating
            .rationale
            .clone()
            .unwrap_or_else(|| AS_PROPOSED.to_owned()),
        meeting,
    }
}
