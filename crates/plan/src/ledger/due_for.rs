//! Everything that one person owes, for the page that they begin their day with. What reminders are
//! sent of is in `due`: that has keys, and leaves out what is far away or was answered; this has all
//! that is open, decisions, audits and reports included.

use jiff::civil::Date;
use serde::Serialize;

use super::command::CommandKind;
use super::due::{Reminding, addressed, days, stale_since};
use super::parts::{CommentKind, Role};
use super::state::{MeetingState, RecommendationState, ReportStage, ReportState, State};
use super::subject::Subject;
use crate::ids::{PersonId, ReportId};
use crate::model::Progress;

/// What kind of thing a person owes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Task {
    /// An action of the plan is to be done.
    Action,
    /// A milestone is to be reached.
    Milestone,
    /// A small action of a meeting is to be done.
    Arising,
    /// A decision of a meeting is to be carried out.
    Decision,
    /// A round of audits lacks cases.
    Grading,
    /// A report's narrative is to be written, or written anew after it was returned.
    Narrative,
    /// A draft with its narrative is to be handed in.
    HandingIn,
    /// A report is to be reviewed.
    Review,
    /// A report lacks such a comment.
    Comment(CommentKind),
    /// A report awaits its approval.
    Approval,
    /// An approved report is to be published.
    Publication,
    /// It is to be said what is done about a restatement.
    Restatement,
}

impl Task {
    /// The kind of command that settles it.
    pub fn command(self) -> CommandKind {
        match self {
            Task::Action | Task::Milestone => CommandKind::Complete,
            Task::Arising => CommandKind::CompleteArising,
            Task::Decision => CommandKind::ConcludeDecision,
            Task::Grading => CommandKind::RecordGrading,
            Task::Narrative => CommandKind::WriteReport,
            Task::HandingIn => CommandKind::SubmitReport,
            Task::Review => CommandKind::ReviewReport,
            Task::Comment(_) => CommandKind::CommentOnReport,
            Task::Approval => CommandKind::ApproveReport,
            Task::Publication => CommandKind::PublishReport,
            Task::Restatement => CommandKind::AnswerRestatement,
        }
    }
}

/// How pressing it is, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pressing {
    /// Its day is past.
    Overdue,
    /// Nothing was reported on the action for long.
    Stale,
    /// Its day is near.
    Soon,
    /// It can be done now: it has no day, or is a report whose committee is not near yet.
    Waiting,
    /// Its day is not near.
    Later,
}

/// One thing that a person owes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Owed {
    /// How pressing it is.
    pub pressing: Pressing,
    /// What kind of thing.
    pub task: Task,
    /// What it is about, as [`State::may_give`] takes it.
    pub about: Subject,
    /// What, in words: the title of the action, milestone or report; the decision; how many cases of
    /// the round are graded; how many figures of the report changed.
    pub title: String,
    /// The day that it is due, of a report that of its committee. Decisions, rounds and restatements
    /// have none.
    pub due: Option<Date>,
    /// The day since when it waits: since when nothing was heard of an action, where that is too
    /// long; the meeting of a decision; the step before of a report.
    pub since: Option<Date>,
}

/// Everything that a person owes on a day, the worst first; then by the day that it is due, or, where
/// it has none, that since when it waits.
///
/// Actions and milestones fall to who leads them: to the recommendation's lead where an action names
/// no person of its own. A decision that stays open falls to the lead of its recommendation, and to
/// the meeting's chair where it has none; a round to each of its auditors until as many cases as the
/// sample has were graded. A report is written by who wrote it last, handed in and published by who
/// began it, and where they may no longer, by every analyst; review, comments, approval and the answer to a
/// restatement fall to everybody who has the role, a review not to who wrote or handed it in.
pub fn due_for(state: &State, person: &PersonId, today: Date, reminding: Reminding) -> Vec<Owed> {
    let whose = Whose {
        state,
        person,
        today,
        reminding,
    };
    let mut found = Vec::new();
    for (_, recommendation) in state.in_plan() {
        whose.items(recommendation, &mut found);
    }
    for meeting in state.meetings.values() {
        whose.minutes(meeting, &mut found);
    }
    whose.rounds(&mut found);
    for (id, report) in &state.reports {
        whose.report(id, report, &mut found);
        whose.restatements(report, &mut found);
    }
    found.sort_by_cached_key(|owed| {
        let day = owed.due.or(owed.since).unwrap_or(Date::MAX);
        (owed.pressing, day, owed.about.clone(), owed.task)
    });
    found
}

/// For whom, and on which day.
struct Whose<'a> {
    state: &'a State,
    person: &'a PersonId,
    today: Date,
    reminding: Reminding,
}

impl Whose<'_> {
    fn is(&self, person: Option<&PersonId>) -> bool {
        person == Some(self.person)
    }

    /// How pressing something with a day is; `far` where the day is not near.
    fn pressing(&self, due: Date, far: Pressing) -> Pressing {
        let left = days(self.today, due);
        if left < 0 {
            Pressing::Overdue
        } else if left <= self.reminding.ahead {
            Pressing::Soon
        } else {
            far
        }
    }

    fn items(&self, recommendation: &RecommendationState, found: &mut Vec<Owed>) {
        for (id, action) in &recommendation.actions {
            let goes_on = match action.progress {
                Progress::NotStarted | Progress::InProgress => true,
                Progress::Complete { .. } | Progress::Cancelled { .. } => false,
            };
            let lead = addressed(&action.lead, recommendation);
            if !goes_on || !self.is(lead.person.as_ref()) {
                continue;
            }
            let due = action.schedule.latest_due();
            let since = stale_since(action, self.today, self.reminding);
            let pressing = self.pressing(due, Pressing::Later);
            found.push(Owed {
                pressing: since.map_or(pressing, |_| pressing.min(Pressing::Stale)),
                task: Task::Action,
                about: Subject::Item(id.clone()),
                title: action.title.clone(),
                due: Some(due),
                since,
            });
        }
        if !self.is(recommendation.record.lead.person.as_ref()) {
            return;
        }
        for (id, milestone) in &recommendation.milestones {
            if milestone.done_on.is_some() || milestone.cancelled.is_some() {
                continue;
            }
            let due = milestone.schedule.latest_due();
            found.push(Owed {
                pressing: self.pressing(due, Pressing::Later),
                task: Task::Milestone,
                about: Subject::Item(id.clone()),
                title: milestone.title.clone(),
                due: Some(due),
                since: None,
            });
        }
    }

    fn minutes(&self, meeting: &MeetingState, found: &mut Vec<Owed>) {
        for (id, arising) in &meeting.arising {
            if arising.outcome.is_some() || !self.is(arising.record.owner.person.as_ref()) {
                continue;
            }
            let due = arising.record.due;
            found.push(Owed {
                pressing: self.pressing(due, Pressing::Later),
                task: Task::Arising,
                about: Subject::Minute(id.clone()),
                title: arising.record.title.clone(),
                due: Some(due),
                since: None,
            });
        }
        for (id, decision) in &meeting.decisions {
            let of = decision.record.recommendation.as_ref();
            let recommendation = of.and_then(|id| self.state.recommendations.get(id));
            let lead = recommendation.and_then(|found| found.record.lead.person.as_ref());
            if !decision.is_open() || !self.is(Some(lead.unwrap_or(&meeting.record.chair))) {
                continue;
            }
            found.push(Owed {
                pressing: Pressing::Waiting,
                task: Task::Decision,
                about: Subject::Minute(id.clone()),
                title: decision.record.decision.clone(),
                due: None,
                since: Some(meeting.record.on),
            });
        }
    }

    fn rounds(&self, found: &mut Vec<Owed>) {
        for (id, round) in &self.state.rounds {
            let (cases, size) = (round.cases(), round.record.sample_size);
            let lacks_cases = u32::try_from(cases).is_ok_and(|cases| cases < size);
            let audits = round.record.auditors.contains(self.person);
            if round.closed.is_some() || !lacks_cases || !audits {
                continue;
            }
            found.push(Owed {
                pressing: Pressing::Waiting,
                task: Task::Grading,
                about: Subject::Round(id.clone()),
                title: format!("{cases} of {size} cases graded"),
                due: None,
                since: None,
            });
        }
    }

    fn report(&self, id: &ReportId, report: &ReportState, found: &mut Vec<Owed>) {
        let about = Subject::Report(id.clone());
        let begun = report.log.first().map(|step| &step.act);
        let may = |task: Task| self.state.may_give(self.person, task.command(), &about);
        let mut owes = |task: Task, since: Option<Date>| {
            let due = report.record.meeting_on;
            found.push(Owed {
                pressing: self.pressing(due, Pressing::Waiting),
                task,
                about: about.clone(),
                title: report.record.title.clone(),
                due: Some(due),
                since,
            });
        };
        let falls_to = |task: Task, who: Option<&PersonId>| match who {
            Some(who) if self.state.may_give(who, task.command(), &about) => self.is(Some(who)),
            _ => self.state.has_role(self.person, Role::Analyst),
        };
        let reviewed = report.reviews.last().map(|review| &review.act);
        match report.stage {
            ReportStage::Draft => {
                let (written, returned) = (report.written.as_ref(), reviewed);
                let is_anew = returned.map(|act| act.seq) > written.map(|act| act.seq);
                let last = [begun, written, returned].into_iter().flatten();
                let since = last.map(|act| act.on).max();
                let writer = written.or(begun).map(|act| &act.by);
                if report.narrative.is_none() || is_anew {
                    if falls_to(Task::Narrative, writer) {
                        owes(Task::Narrative, since);
                    }
                } else if falls_to(Task::HandingIn, begun.map(|act| &act.by)) {
                    owes(Task::HandingIn, since);
                }
            }
            ReportStage::InReview => {
                if may(Task::Review) && !report.is_work_of(self.person) {
                    owes(Task::Review, report.submitted.as_ref().map(|act| act.on));
                }
            }
            ReportStage::WithLegalAndFinance if report.ready_for_approval() => {
                if may(Task::Approval) {
                    let last = report.comments_of_round().last();
                    owes(Task::Approval, last.map(|comment| comment.act.on));
                }
            }
            ReportStage::WithLegalAndFinance => {
                for of in report.missing_comments() {
                    // Whoever keeps the plan may record another's comment, but owes none.
                    let has_role = of
                        .role()
                        .is_some_and(|role| self.state.has_role(self.person, role));
                    if has_role {
                        owes(Task::Comment(of), reviewed.map(|act| act.on));
                    }
                }
            }
            ReportStage::Approved => {
                if falls_to(Task::Publication, begun.map(|act| &act.by)) {
                    owes(
                        Task::Publication,
                        report.approval.as_ref().map(|given| given.act.on),
                    );
                }
            }
            ReportStage::Published | ReportStage::Withdrawn => {}
        }
    }

    fn restatements(&self, report: &ReportState, found: &mut Vec<Owed>) {
        for (id, restatement) in &report.restatements {
            let about = Subject::Restatement(id.clone());
            let answers = CommandKind::AnswerRestatement;
            if !restatement.is_open() || !self.state.may_give(self.person, answers, &about) {
                continue;
            }
            let figures = match restatement.record.changes.len() {
                1 => "1 figure changed".to_owned(),
                many => format!("{many} figures changed"),
            };
            found.push(Owed {
                pressing: Pressing::Waiting,
                task: Task::Restatement,
                about,
                title: format!("{figures}: {}", report.record.title),
                due: None,
                since: Some(restatement.act.on),
            });
        }
    }
}
