//! The recommendations of a plan that somebody wrote, with their actions, milestones, measures
//! and ratings.

use super::Way;
use crate::ids::{ActionId, RecommendationId};
use crate::ledger::command::Command;
use crate::ledger::parts::*;
use crate::ledger::project::recorded_rating;
use crate::ledger::state::{ActionState, MeetingStage, MilestoneState, RecommendationState};
use crate::model::{
    Action, Milestone, Plan, Progress, Recommendation, RecordedRating, Schedule, Update,
};

impl Way<'_> {
    pub(super) fn recommendation(&mut self, given: &Recommendation, plan: &Plan) {
        let stands = self.state.recommendations.get(&given.id);
        if stands.is_some_and(|stands| stands.withdrawn.is_some()) {
            self.cannot(format!(
                "recommendation {} was withdrawn; give it a new id to take it up again",
                given.id
            ));
            return;
        }
        let inspection = match stands {
            Some(stands) => stands.record.inspection.clone(),
            None => self.inspection_id(plan),
        };
        let record = RecommendationRecord {
            id: given.id.clone(),
            inspection,
            number: given.number,
            text: given.text.clone(),
            aims: given.aims.clone(),
            lead: self.lead(&given.lead, stands.map(|stands| &stands.record.lead)),
            audit_themes: given.audit_themes.clone(),
            correction: None,
        };
        let said = stands.map(|stands| RecommendationRecord {
            correction: None,
            ..stands.record.clone()
        });
        if said.as_ref() != Some(&record) {
            let correction = self.correction(stands);
            self.give(Command::RecordRecommendation(RecommendationRecord {
                correction,
                ..record
            }));
        }
        for action in &given.actions {
            self.action(&given.id, action);
        }
        self.milestones(given, stands);
        for linked in &given.measures {
            let known = stands.and_then(|stands| {
                let mut all = stands.measures.iter();
                all.find(|known| known.selector == linked.selector)
            });
            if known != Some(linked) {
                let correction = self.correction(known);
                self.give(Command::SetMeasure(MeasureLink {
                    recommendation: given.id.clone(),
                    measure: linked.clone(),
                    correction,
                }));
            }
        }
        if let Some(rating) = &given.rating {
            self.rating(&given.id, rating, stands);
        }
        if let Some(stands) = stands {
            self.left_out_of(given, stands);
        }
    }

    fn left_out_of(&mut self, given: &Recommendation, stands: &RecommendationState) {
        for id in stands.actions.keys() {
            if !given.actions.iter().any(|action| action.id == *id) {
                self.left_alone(format!(
                    "action {id} is not in the file; cancel it with a reason to end it"
                ));
            }
        }
        for linked in &stands.measures {
            let selector = &linked.selector;
            if !given
                .measures
                .iter()
                .any(|other| other.selector == *selector)
            {
                self.left_alone(format!(
                    "measure {selector} of {} is not in the file",
                    given.id
                ));
            }
        }
        if given.rating.is_none() && !stands.ratings.is_empty() {
            self.left_alone(format!("{} has no rating in the file", given.id));
        }
    }

    fn action(&mut self, recommendation: &RecommendationId, given: &Action) {
        let id = &given.id;
        let known = self.state.action(id).map(|(_, action)| &action.lead);
        let lead = self.lead(&given.lead, known);
        let Some((of, _)) = self.state.items.get(id) else {
            self.give(Command::AddAction(NewAction {
                id: id.clone(),
                recommendation: recommendation.clone(),
                title: given.title.clone(),
                lead,
                team: given.team.clone(),
                start: given.start,
                first_due: given.schedule.first_due,
                origin: None,
            }));
            self.redate(id, &given.schedule.agreed);
            self.report(id, &given.updates);
            self.progress(given, &Progress::NotStarted);
            return;
        };
        let stands = self.state.recommendations[of].actions.get(id);
        let Some(stands) = stands.filter(|_| of == recommendation) else {
            self.cannot(format!(
                "{id} is an action or milestone of {of} already; an id is given once"
            ));
            return;
        };
        let is_same = stands.title == given.title
            && stands.lead == lead
            && stands.team == given.team
            && stands.start == given.start;
        if !is_same {
            self.give(Command::AmendAction(ActionAmendment {
                id: id.clone(),
                title: given.title.clone(),
                lead,
                team: given.team.clone(),
                start: given.start,
                reason: self.reason.to_owned(),
            }));
        }
        self.known_action(given, stands);
    }

    fn known_action(&mut self, given: &Action, stands: &ActionState) {
        let id = &given.id;
        let Some(new_dates) = self.new_dates(id, &stands.schedule, &given.schedule) else {
            return;
        };
        let ended = matches!(
            stands.progress,
            Progress::Complete { .. } | Progress::Cancelled { .. }
        );
        let changes = !is_same_progress(&stands.progress, &given.progress) || !new_dates.is_empty();
        let goes_on = matches!(given.progress, Progress::NotStarted | Progress::InProgress);
        if ended && goes_on {
            // An old copy of a file must not undo what was decided since it was made.
            self.left_alone(format!(
                "{id} is {} in the ledger, and not in the file; `waymark plan reopen` takes it up again",
                stands.progress.in_words()
            ));
            self.report(id, &new_updates(&stands.updates, &given.updates));
            return;
        }
        let from = if ended && changes {
            self.reopen(id);
            Progress::InProgress
        } else {
            stands.progress.clone()
        };
        if given.progress == Progress::NotStarted && from != Progress::NotStarted {
            self.cannot(format!(
                "{id} has begun, and cannot be not started again; write `in-progress`"
            ));
            return;
        }
        self.redate(id, new_dates);
        self.report(id, &new_updates(&stands.updates, &given.updates));
        let kept = stands
            .updates
            .iter()
            .filter(|update| !given.updates.contains(update))
            .count();
        if kept > 0 {
            self.left_alone(format!("{kept} of the reports on {id} are not in the file"));
        }
        self.progress(given, &from);
    }

    /// What was agreed after what the ledger has; none where the file says otherwise about what
    /// was agreed before.
    fn new_dates<'g>(
        &mut self,
        id: &ActionId,
        stands: &Schedule,
        given: &'g Schedule,
    ) -> Option<&'g [crate::model::Redating]> {
        if stands.first_due != given.first_due {
            self.cannot(format!(
                "{id} was first due on {}; the day first agreed never changes. Put the new day under `agreed`",
                stands.first_due
            ));
            return None;
        }
        let new = given.agreed.strip_prefix(stands.agreed.as_slice());
        if new.is_none() {
            self.cannot(format!(
                "{id} was re-dated {} times; what was agreed cannot be changed or left out, only added to",
                stands.agreed.len()
            ));
        }
        new
    }

    fn redate(&mut self, id: &ActionId, agreed: &[crate::model::Redating]) {
        for redating in agreed {
            self.give(Command::Redate(NewDate {
                item: id.clone(),
                due: redating.due,
                reason: redating.reason.clone(),
                agreed_by: redating.agreed_by.clone(),
                on: redating.on,
                meeting: None,
            }));
        }
    }

    fn report(&mut self, id: &ActionId, updates: &[Update]) {
        for update in updates {
            self.give(Command::NoteProgress(Note {
                action: id.clone(),
                on: update.on,
                by: update.by.clone(),
                note: update.note.clone(),
            }));
        }
    }

    fn reopen(&mut self, id: &ActionId) {
        self.give(Command::Reopen(Reopening {
            item: id.clone(),
            reason: self.reason.to_owned(),
        }));
    }

    fn progress(&mut self, given: &Action, from: &Progress) {
        if is_same_progress(from, &given.progress) {
            return;
        }
        let id = &given.id;
        match &given.progress {
            Progress::NotStarted => {}
            Progress::InProgress => {
                let on = given.start.min(self.today);
                self.give(Command::StartAction(Start {
                    action: id.clone(),
                    on,
                }));
            }
            Progress::Complete {
                completed_on,
                evidence,
            } => self.give(Command::Complete(Completion {
                item: id.clone(),
                on: *completed_on,
                evidence: evidence.clone(),
            })),
            Progress::Cancelled {
                cancelled_on,
                reason,
            } => self.give(Command::Cancel(GivingUp {
                item: id.clone(),
                on: cancelled_on.unwrap_or(self.today),
                reason: reason.clone(),
            })),
        }
    }

    fn milestones(&mut self, given: &Recommendation, stands: Option<&RecommendationState>) {
        let mut taken: Vec<ActionId> = self.state.items.keys().cloned().collect();
        taken.extend(given.milestones.iter().filter_map(|one| one.id.clone()));
        taken.extend(given.actions.iter().map(|action| action.id.clone()));
        for milestone in &given.milestones {
            let known = stands.and_then(|stands| find_milestone(stands, milestone));
            match known {
                Some((id, known)) => self.known_milestone(milestone, id, known),
                None => {
                    let id = milestone.id.clone().unwrap_or_else(|| {
                        let next = (1..)
                            .map(|n| super::parsed(&format!("{}.M{n}", given.id)))
                            .find(|id| !taken.contains(id));
                        let id: ActionId = next.expect("numbers do not end");
                        taken.push(id.clone());
                        id
                    });
                    self.new_milestone(&given.id, id, milestone);
                }
            }
        }
        for (id, known) in stands.iter().flat_map(|stands| &stands.milestones) {
            let is_given = given.milestones.iter().any(|milestone| {
                stands.is_some_and(|stands| {
                    find_milestone(stands, milestone).is_some_and(|(found, _)| found == id)
                })
            });
            if !is_given {
                self.left_alone(format!(
                    "milestone {id} \u{201c}{}\u{201d} is not in the file",
                    known.title
                ));
            }
        }
    }

    fn new_milestone(&mut self, of: &RecommendationId, id: ActionId, given: &Milestone) {
        if let Some((other, _)) = self.state.items.get(&id) {
            self.cannot(format!(
                "{id} is an action or milestone of {other} already; an id is given once"
            ));
            return;
        }
        self.give(Command::AddMilestone(NewMilestone {
            id: id.clone(),
            recommendation: of.clone(),
            title: given.title.clone(),
            first_due: given.schedule.first_due,
            origin: None,
        }));
        self.redate(&id, &given.schedule.agreed);
        self.milestone_ends(&id, given, None);
    }

    fn known_milestone(&mut self, given: &Milestone, id: &ActionId, stands: &MilestoneState) {
        if stands.title != given.title {
            self.give(Command::AmendMilestone(MilestoneAmendment {
                id: id.clone(),
                title: given.title.clone(),
                reason: self.reason.to_owned(),
            }));
        }
        let Some(new_dates) = self.new_dates(id, &stands.schedule, &given.schedule) else {
            return;
        };
        let differs = stands.done_on != given.done_on || stands.cancelled != given.cancelled;
        let ended = stands.done_on.is_some() || stands.cancelled.is_some();
        if ended && given.done_on.is_none() && given.cancelled.is_none() {
            self.left_alone(format!(
                "{id} is reached or given up in the ledger, and not in the file; `waymark plan reopen` takes it up again"
            ));
            return;
        }
        let reopens = ended && (differs || !new_dates.is_empty());
        if reopens {
            self.reopen(id);
        }
        self.redate(id, new_dates);
        if reopens || differs {
            // A file has no place for what shows that a milestone was reached.
            self.milestone_ends(id, given, stands.evidence.clone());
        }
    }

    fn milestone_ends(&mut self, id: &ActionId, given: &Milestone, evidence: Option<String>) {
        if let Some(on) = given.done_on {
            self.give(Command::Complete(Completion {
                item: id.clone(),
                on,
                evidence,
            }));
        }
        if let Some(cancelled) = &given.cancelled {
            self.give(Command::Cancel(GivingUp {
                item: id.clone(),
                on: cancelled.on,
                reason: cancelled.reason.clone(),
            }));
        }
    }

    fn rating(
        &mut self,
        id: &RecommendationId,
        given: &RecordedRating,
        stands: Option<&RecommendationState>,
    ) {
        let recorded = stands
            .and_then(|stands| stands.ratings.last())
            .map(|rating| recorded_rating(rating, self.state));
        if recorded.as_ref() == Some(given) {
            return;
        }
        let agreed_at = given.meeting.as_ref().map(|title| {
            let open = self.state.meetings.iter().find(|(_, meeting)| {
                meeting.record.title == *title && meeting.stage == MeetingStage::Open
            });
            match open {
                Some((id, _)) => AgreedAt::Meeting(id.clone()),
                None => AgreedAt::Elsewhere(title.clone()),
            }
        });
        self.give(Command::Rate(Judgement {
            recommendation: id.clone(),
            rating: given.rating,
            judged_by: given.judged_by.clone(),
            on: given.on,
            // What was proposed on that day was so on another state of the plan, so even “as proposed”
            // goes in as words.
            rationale: Some(given.rationale.clone()),
            impact: None,
            agreed_at,
        }));
    }
}

/// Whether a file says of an action what stands. Of a cancelled one it may leave out the day.
fn is_same_progress(stands: &Progress, given: &Progress) -> bool {
    match (stands, given) {
        (
            Progress::Cancelled { reason, .. },
            Progress::Cancelled {
                cancelled_on: None,
                reason: given,
            },
        ) => reason == given,
        _ => stands == given,
    }
}

/// The milestone that a file means: the one of its id, else of its title.
fn find_milestone<'s>(
    stands: &'s RecommendationState,
    given: &Milestone,
) -> Option<(&'s ActionId, &'s MilestoneState)> {
    match &given.id {
        Some(id) => stands.milestones.get_key_value(id),
        None => stands
            .milestones
            .iter()
            .find(|(_, known)| known.title == given.title),
    }
}

/// The reports that the ledger does not have yet.
fn new_updates(known: &[Update], given: &[Update]) -> Vec<Update> {
    given
        .iter()
        .filter(|update| !known.contains(update))
        .cloned()
        .collect()
}
