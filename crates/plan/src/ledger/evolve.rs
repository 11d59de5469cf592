//! How each event changes the state. There is an arm for every event and no other, so an event
//! that nothing follows from does not compile.

mod reports;

use jiff::civil::Date;

use super::event::{Entry, Event};
use super::parts::*;
use super::state::*;
use crate::ids::{ActionId, BidId, MeetingId, MinuteId, RecommendationId, RoundId};
use crate::model::{Cancellation, Progress, Redating, Schedule, Update};

/// An event that does not fit what came before it. `decide` never gives one, so this is a log
/// that something else wrote, or a defect of ours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("event {seq} ({kind}) does not fit what came before it: there is no {missing}")]
pub struct Misfit {
    /// The event's place.
    pub seq: u64,
    /// Its kind.
    pub kind: &'static str,
    /// What it needs.
    pub missing: String,
}

impl State {
    /// The state that these entries make.
    pub fn fold<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Result<Self, Misfit> {
        let mut state = Self::default();
        for entry in entries {
            state.evolve(entry)?;
        }
        Ok(state)
    }

    /// Takes in one more entry.
    pub fn evolve(&mut self, entry: &Entry) -> Result<(), Misfit> {
        self.apply(entry).map_err(|missing| Misfit {
            seq: entry.seq,
            kind: entry.event.kind(),
            missing,
        })?;
        self.seq = entry.seq;
        self.last_on = Some(entry.on);
        Ok(())
    }

    fn apply(&mut self, entry: &Entry) -> Result<(), String> {
        let (seq, on) = (entry.seq, entry.on);
        match &entry.event {
            Event::LedgerOpened(part) => self.opening = Some(part.clone()),
            Event::RoleGranted(part) => {
                let roles = self.roles.entry(part.person.clone()).or_default();
                roles.insert(part.role);
            }
            Event::RoleWithdrawn(part) => {
                if let Some(roles) = self.roles.get_mut(&part.person) {
                    roles.remove(&part.role);
                    if roles.is_empty() {
                        self.roles.remove(&part.person);
                    }
                }
            }
            Event::InspectionRecorded(part) => {
                self.inspections
                    .insert(part.id.clone(), part.inspection.clone());
            }
            Event::FrameSet(part) => self.frame = Some(part.clone()),
            Event::SchemeAdopted(part) => self.schemes.push(part.scheme.clone()),
            Event::AimRecorded(part) => {
                self.aims.insert(part.id.clone(), part.title.clone());
            }
            Event::AimRemoved(part) => {
                self.aims.shift_remove(&part.id);
            }
            Event::RecommendationRecorded(part) => self.record_recommendation(part),
            Event::RecommendationWithdrawn(part) => {
                self.recommendation_mut(&part.recommendation)?.withdrawn =
                    Some(part.reason.clone());
            }
            Event::VersionApproved(part) => self.versions.push(Version {
                seq,
                approval: part.clone(),
            }),
            Event::ActionAdded(part) => self.add_action(part, on)?,
            Event::ActionAmended(part) => {
                let action = self.action_mut(&part.id)?;
                action.title.clone_from(&part.title);
                action.lead = part.lead.clone();
                action.team.clone_from(&part.team);
                action.start = part.start;
            }
            Event::ActionStarted(part) => {
                self.action_mut(&part.action)?.progress = Progress::InProgress;
            }
            Event::ProgressNoted(part) => self.action_mut(&part.action)?.updates.push(Update {
                on: part.on,
                by: part.by.clone(),
                note: part.note.clone(),
            }),
            Event::MilestoneAdded(part) => self.add_milestone(part)?,
            Event::MilestoneAmended(part) => {
                self.milestone_mut(&part.id)?.title.clone_from(&part.title);
            }
            Event::ItemRedated(part) => self.redate(part)?,
            Event::ItemCompleted(part) => self.complete(part)?,
            Event::ItemCancelled(part) => self.cancel(part)?,
            Event::ItemReopened(part) => self.reopen(part)?,
            Event::MeasureSet(part) => {
                let measures = &mut self.recommendation_mut(&part.recommendation)?.measures;
                let place = measures
                    .iter()
                    .position(|linked| linked.selector == part.measure.selector);
                match place {
                    Some(at) => measures[at] = part.measure.clone(),
                    None => measures.push(part.measure.clone()),
                }
            }
            Event::MeasureRemoved(part) => self
                .recommendation_mut(&part.recommendation)?
                .measures
                .retain(|linked| linked.selector != part.measure),
            Event::RatingRecorded(part) => self.record_rating(part, seq)?,
            Event::RatingAgreed(part) => self.agree_rating(part)?,
            Event::RoundPlanned(part) => self.plan_round(part),
            Event::GradingRecorded(part) => {
                let grading = GradingState {
                    team: part.team.clone(),
                    auditor: part.auditor.clone(),
                    grade: part.grade,
                    moderated: None,
                };
                let key = (part.reference.clone(), part.theme.clone());
                self.round_mut(&part.round)?.gradings.insert(key, grading);
            }
            Event::GradingModerated(part) => {
                let key = (part.reference.clone(), part.theme.clone());
                let grading = self.round_mut(&part.round)?.gradings.get_mut(&key);
                let grading = grading.ok_or_else(|| format!("grading {}, {}", key.0, key.1))?;
                grading.moderated = Some((part.moderator.clone(), part.to, part.reason.clone()));
            }
            Event::FindingRecorded(part) => {
                self.round_mut(&part.round)?
                    .findings
                    .insert(part.id.clone(), part.clone());
                self.findings.insert(part.id.clone(), part.round.clone());
            }
            Event::RoundClosed(part) => {
                let round = self.round_mut(&part.round)?;
                round.closed = Some((on, part.note.clone()));
                round.closed_at = Some(seq);
            }
            Event::MeetingCalled(part) => self.call_meeting(part),
            Event::MeetingCancelled(part) => {
                self.meeting_mut(&part.meeting)?.stage =
                    MeetingStage::Cancelled(part.reason.clone());
            }
            Event::MeetingOpened(part) => {
                let meeting = self.meeting_mut(&part.meeting)?;
                meeting.stage = MeetingStage::Open;
                meeting.present.clone_from(&part.present);
                meeting.apologies.clone_from(&part.apologies);
            }
            Event::EvidenceNoted(part) => self.evidence.push(EvidenceSeen {
                seq,
                on,
                note: part.clone(),
            }),
            Event::DecisionTaken(part) => {
                let decision = DecisionState {
                    record: part.clone(),
                    outcome: None,
                };
                self.meeting_mut(&part.meeting)?
                    .decisions
                    .insert(part.id.clone(), decision);
                self.minutes.insert(part.id.clone(), part.meeting.clone());
            }
            Event::DecisionConcluded(part) => {
                let decisions = &mut self.meeting_of(&part.id)?.decisions;
                let decision = decisions.get_mut(&part.id);
                decision
                    .ok_or_else(|| format!("decision {}", part.id))?
                    .outcome = Some((part.on, part.outcome.clone()));
            }
            Event::ArisingAgreed(part) => {
                // An action keeps its place when it is agreed anew.
                let arising = ArisingState {
                    record: part.clone(),
                    outcome: None,
                };
                self.meeting_mut(&part.meeting)?
                    .arising
                    .insert(part.id.clone(), arising);
                self.minutes.insert(part.id.clone(), part.meeting.clone());
            }
            Event::ArisingCompleted(part) => {
                let arising = self.meeting_of(&part.id)?.arising.get_mut(&part.id);
                arising
                    .ok_or_else(|| format!("action {}", part.id))?
                    .outcome = Some((part.on, part.outcome.clone()));
            }
            Event::MeetingClosed(part) => {
                let meeting = self.meeting_mut(&part.meeting)?;
                meeting.stage = MeetingStage::Closed;
                meeting.closed_at = Some(seq);
                meeting.next = part.next;
            }
            Event::BidRecorded(part) => match self.bids.get_mut(&part.id) {
                Some(bid) => bid.record = part.clone(),
                None => {
                    let bid = BidState {
                        record: part.clone(),
                        decisions: Vec::new(),
                        posts: Default::default(),
                    };
                    self.bids.insert(part.id.clone(), bid);
                }
            },
            Event::BidDecided(part) => self.bid_mut(&part.bid)?.decisions.push(part.clone()),
            Event::PostsCounted(part) => {
                let posts = &mut self.bid_mut(&part.bid)?.posts;
                let series = posts.entry(part.posts.title.clone()).or_default();
                series.push((part.on, part.posts.clone()));
            }
            Event::ConsultationRecorded(part) => {
                self.consultations
                    .insert(part.id.clone(), part.consultation.clone());
            }
            Event::ConsultationAnswered(part) => {
                let consultation = self.consultations.get_mut(&part.consultation);
                consultation
                    .ok_or_else(|| format!("consultation {}", part.consultation))?
                    .changed = Some(part.changed.clone());
            }
            Event::BodyDecisionRecorded(part) => {
                self.body_decisions
                    .insert(part.id.clone(), part.decision.clone());
            }
            Event::ReportOpened(part) => self.open_report(part, entry),
            Event::ReportWritten(part) => self.write_report(part, entry)?,
            Event::ReportSubmitted(part) => self.submit_report(part, entry)?,
            Event::ReportReviewed(part) => self.review_report(part, entry)?,
            Event::ReportCommented(part) => self.comment_on_report(part, entry)?,
            Event::ReportApproved(part) => self.approve_report(part, entry)?,
            Event::ReportPublished(part) => self.publish_report(part, entry)?,
            Event::ReportWithdrawn(part) => self.withdraw_report(part, entry)?,
            Event::RestatementRaised(part) => self.restate_report(part, entry)?,
            Event::RestatementAnswered(part) => self.answer_restatement(part, entry)?,
        }
        Ok(())
    }

    fn record_recommendation(&mut self, part: &RecommendationRecord) {
        match self.recommendations.get_mut(&part.id) {
            Some(recommendation) => {
                recommendation.record = part.clone();
                // One that was withdrawn is in the plan again once it is recorded anew.
                recommendation.withdrawn = None;
            }
            None => {
                let recommendation = RecommendationState {
                    record: part.clone(),
                    actions: Default::default(),
                    milestones: Default::default(),
                    measures: Vec::new(),
                    ratings: Vec::new(),
                    rated_at: Vec::new(),
                    withdrawn: None,
                };
                self.recommendations.insert(part.id.clone(), recommendation);
            }
        }
    }

    fn add_action(&mut self, part: &NewAction, on: Date) -> Result<(), String> {
        let action = ActionState {
            title: part.title.clone(),
            lead: part.lead.clone(),
            team: part.team.clone(),
            start: part.start,
            schedule: first_schedule(part.first_due),
            progress: Progress::NotStarted,
            updates: Vec::new(),
            origin: part.origin.clone(),
            added_on: on,
        };
        self.recommendation_mut(&part.recommendation)?
            .actions
            .insert(part.id.clone(), action);
        let place = (part.recommendation.clone(), ItemKind::Action);
        self.items.insert(part.id.clone(), place);
        Ok(())
    }

    fn add_milestone(&mut self, part: &NewMilestone) -> Result<(), String> {
        let milestone = MilestoneState {
            title: part.title.clone(),
            schedule: first_schedule(part.first_due),
            done_on: None,
            evidence: None,
            cancelled: None,
            origin: part.origin.clone(),
        };
        self.recommendation_mut(&part.recommendation)?
            .milestones
            .insert(part.id.clone(), milestone);
        let place = (part.recommendation.clone(), ItemKind::Milestone);
        self.items.insert(part.id.clone(), place);
        Ok(())
    }

    fn redate(&mut self, part: &NewDate) -> Result<(), String> {
        let redating = Redating {
            due: part.due,
            reason: part.reason.clone(),
            agreed_by: part.agreed_by.clone(),
            on: part.on,
        };
        let schedule = match self.item_mut(&part.item)? {
            ItemMut::Action(action) => &mut action.schedule,
            ItemMut::Milestone(milestone) => &mut milestone.schedule,
        };
        schedule.agreed.push(redating);
        if let Some(meeting) = &part.meeting {
            self.meeting_mut(meeting)?.redated.push(part.clone());
        }
        Ok(())
    }

    fn complete(&mut self, part: &Completion) -> Result<(), String> {
        match self.item_mut(&part.item)? {
            ItemMut::Action(action) => {
                action.progress = Progress::Complete {
                    completed_on: part.on,
                    evidence: part.evidence.clone(),
                };
            }
            ItemMut::Milestone(milestone) => {
                milestone.done_on = Some(part.on);
                milestone.evidence.clone_from(&part.evidence);
            }
        }
        Ok(())
    }

    fn cancel(&mut self, part: &GivingUp) -> Result<(), String> {
        match self.item_mut(&part.item)? {
            ItemMut::Action(action) => {
                action.progress = Progress::Cancelled {
                    cancelled_on: Some(part.on),
                    reason: part.reason.clone(),
                };
            }
            ItemMut::Milestone(milestone) => {
                milestone.cancelled = Some(Cancellation {
                    on: part.on,
                    reason: part.reason.clone(),
                });
            }
        }
        Ok(())
    }

    fn reopen(&mut self, part: &Reopening) -> Result<(), String> {
        match self.item_mut(&part.item)? {
            ItemMut::Action(action) => action.progress = Progress::InProgress,
            ItemMut::Milestone(milestone) => {
                milestone.done_on = None;
                milestone.evidence = None;
                milestone.cancelled = None;
            }
        }
        Ok(())
    }

    fn record_rating(&mut self, part: &JudgementRecord, seq: u64) -> Result<(), String> {
        let recommendation = self.recommendation_mut(&part.recommendation)?;
        recommendation.ratings.push(part.clone());
        recommendation.rated_at.push(seq);
        if let Some(AgreedAt::Meeting(meeting)) = &part.agreed_at {
            self.meeting_mut(meeting)?
                .ratings
                .push((part.recommendation.clone(), part.rating));
        }
        Ok(())
    }

    fn agree_rating(&mut self, part: &Agreement) -> Result<(), String> {
        let ratings = &mut self.recommendation_mut(&part.recommendation)?.ratings;
        let rating = ratings
            .last_mut()
            .ok_or_else(|| format!("rating of {}", part.recommendation))?;
        rating.agreed_at = Some(AgreedAt::Meeting(part.meeting.clone()));
        let agreed = (part.recommendation.clone(), rating.rating);
        self.meeting_mut(&part.meeting)?.ratings.push(agreed);
        Ok(())
    }

    fn plan_round(&mut self, part: &RoundRecord) {
        match self.rounds.get_mut(&part.id) {
            Some(round) => round.record = part.clone(),
            None => {
                let round = RoundState {
                    record: part.clone(),
                    gradings: Default::default(),
                    findings: Default::default(),
                    closed: None,
                    closed_at: None,
                };
                self.rounds.insert(part.id.clone(), round);
            }
        }
    }

    fn call_meeting(&mut self, part: &MeetingRecord) {
        match self.meetings.get_mut(&part.id) {
            Some(meeting) => meeting.record = part.clone(),
            None => {
                let meeting = MeetingState {
                    record: part.clone(),
                    stage: MeetingStage::Called,
                    present: Vec::new(),
                    apologies: Vec::new(),
                    decisions: Default::default(),
                    arising: Default::default(),
                    ratings: Vec::new(),
                    redated: Vec::new(),
                    closed_at: None,
                    next: None,
                };
                self.meetings.insert(part.id.clone(), meeting);
            }
        }
    }

    fn recommendation_mut(
        &mut self,
        id: &RecommendationId,
    ) -> Result<&mut RecommendationState, String> {
        self.recommendations
            .get_mut(id)
            .ok_or_else(|| format!("recommendation {id}"))
    }

    fn item_mut(&mut self, id: &ActionId) -> Result<ItemMut<'_>, String> {
        let missing = || format!("action or milestone {id}");
        let (recommendation, kind) = self.items.get(id).ok_or_else(missing)?;
        let recommendation = self
            .recommendations
            .get_mut(recommendation)
            .ok_or_else(missing)?;
        match kind {
            ItemKind::Action => recommendation.actions.get_mut(id).map(ItemMut::Action),
            ItemKind::Milestone => recommendation
                .milestones
                .get_mut(id)
                .map(ItemMut::Milestone),
        }
        .ok_or_else(missing)
    }

    fn action_mut(&mut self, id: &ActionId) -> Result<&mut ActionState, String> {
        match self.item_mut(id)? {
            ItemMut::Action(action) => Ok(action),
            ItemMut::Milestone(_) => Err(format!("action {id}")),
        }
    }

    fn milestone_mut(&mut self, id: &ActionId) -> Result<&mut MilestoneState, String> {
        match self.item_mut(id)? {
            ItemMut::Milestone(milestone) => Ok(milestone),
            ItemMut::Action(_) => Err(format!("milestone {id}")),
        }
    }

    fn round_mut(&mut self, id: &RoundId) -> Result<&mut RoundState, String> {
        self.rounds
            .get_mut(id)
            .ok_or_else(|| format!("audit round {id}"))
    }

    fn meeting_mut(&mut self, id: &MeetingId) -> Result<&mut MeetingState, String> {
        self.meetings
            .get_mut(id)
            .ok_or_else(|| format!("meeting {id}"))
    }

    fn meeting_of(&mut self, id: &MinuteId) -> Result<&mut MeetingState, String> {
        let missing = || format!("decision or action {id} of a meeting");
        let meeting = self.minutes.get(id).ok_or_else(missing)?;
        self.meetings.get_mut(meeting).ok_or_else(missing)
    }

    fn bid_mut(&mut self, id: &BidId) -> Result<&mut BidState, String> {
        self.bids.get_mut(id).ok_or_else(|| format!("bid {id}"))
    }
}

enum ItemMut<'a> {
    Action(&'a mut ActionState),
    Milestone(&'a mut MilestoneState),
}

fn first_schedule(first_due: Date) -> Schedule {
    Schedule {
        first_due,
        agreed: Vec::new(),
    }
}
