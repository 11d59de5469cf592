//! What a case may say of the state that follows.

use std::fmt::Debug;

use jiff::civil::Date;
use serde::Deserialize;
use waymark_plan::ledger::parts::{CommentKind, Grade, RestatementOutcome, ReviewOutcome, Role};
use waymark_plan::ledger::state::{MeetingStage, Step};
use waymark_plan::ledger::{Directory, State};
use waymark_plan::{
    ActionId, BidId, ConsultationId, MeetingId, MinuteId, PersonId, Rating, RecommendationId,
    ReportId, RestatementId, RoundId, Schedule, delivery_facts,
};

/// What a case may say of the state afterwards.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Check {
    /// The roles of a person, in any order.
    Roles { person: PersonId, are: Vec<Role> },
    /// The recommendations of the plan, by number.
    InPlan(Vec<RecommendationId>),
    /// The person who leads a recommendation.
    Lead {
        recommendation: RecommendationId,
        person: PersonId,
    },
    /// The days of an action or milestone.
    Due {
        item: ActionId,
        first: Date,
        latest: Date,
        redated: usize,
    },
    /// An action's progress in words; of a milestone `open`, `reached` or `cancelled`.
    Stage { item: ActionId, is: String },
    /// The notes on an action, in the order of recording.
    Updates { action: ActionId, are: Vec<String> },
    /// How closely a recommendation's items are met on a day.
    Facts {
        recommendation: RecommendationId,
        on: Date,
        items: usize,
        done: usize,
        days_late: i32,
        redatings: usize,
    },
    /// The rating that stands, with its scheme, and whether it was agreed.
    Rating {
        recommendation: RecommendationId,
        is: Rating,
        scheme: String,
        agreed: bool,
    },
    /// The scheme in force, and how many were adopted.
    Scheme { in_force: String, adopted: usize },
    /// An auditor's grade, and the grade that stands.
    Grade {
        round: RoundId,
        reference: String,
        theme: String,
        gave: Grade,
        stands: Grade,
    },
    /// Where a meeting stands: `called`, `open`, `closed` or `cancelled`.
    Meeting { id: MeetingId, is: String },
    /// Whether a decision is still to be carried out.
    Decision { id: MinuteId, open: bool },
    /// How many decisions and counts of posts a bid has.
    Bid {
        id: BidId,
        decisions: usize,
        posts: usize,
    },
    /// What changed because of a consultation.
    Consultation { id: ConsultationId, changed: String },
    /// Where a report stands, whether it awaits the director, and the steps of its log.
    Report {
        id: ReportId,
        is: String,
        ready: bool,
        log: Vec<String>,
    },
    /// Whose the comments of a report's round are, in the order of recording.
    Comments { report: ReportId, by: Vec<PersonId> },
    /// The contradicted claims that a report's log has beside the last approval: words, what the
    /// evidence says, reason.
    Explained {
        report: ReportId,
        are: Vec<[String; 3]>,
    },
    /// The reports by their committees' days.
    Reports(Vec<ReportId>),
    /// Whether a restatement is still to be answered.
    Restatement { id: RestatementId, open: bool },
}

impl Check {
    /// Why it does not hold.
    pub fn holds(&self, state: &State) -> Result<(), String> {
        let what = format!("{self:?}");
        match self {
            Check::Roles { person, are } => {
                let found = state.roles.get(person).cloned().unwrap_or_default();
                same(&what, found, are.iter().copied().collect())
            }
            Check::InPlan(expected) => {
                let found: Vec<_> = state.in_plan().into_iter().map(|(id, _)| id).collect();
                same(&what, found, expected.iter().collect())
            }
            Check::Lead {
                recommendation,
                person,
            } => {
                let found = state.recommendations.get(recommendation);
                let found = found.and_then(|found| found.record.lead.person.as_ref());
                same(&what, found, Some(person))
            }
            Check::Due {
                item,
                first,
                latest,
                redated,
            } => {
                let found = schedule(state, item).map(|schedule| {
                    (
                        schedule.first_due,
                        schedule.latest_due(),
                        schedule.agreed.len(),
                    )
                });
                same(&what, found, Some((*first, *latest, *redated)))
            }
            Check::Stage { item, is } => same(&what, stage(state, item), Some(is.as_str())),
            Check::Updates { action, are } => {
                let found = state.action(action).map(|(_, action)| {
                    let notes = action.updates.iter().map(|update| update.note.clone());
                    notes.collect()
                });
                same(&what, found, Some(are.clone()))
            }
            Check::Facts {
                recommendation,
                on,
                items,
                done,
                days_late,
                redatings,
            } => {
                let plan = state
                    .plan(&Directory::default())
                    .map_err(|error| error.to_string())?;
                let found = plan
                    .recommendations
                    .iter()
                    .find(|found| found.id == *recommendation)
                    .map(|found| delivery_facts(found, *on))
                    .map(|facts| {
                        (
                            facts.items(),
                            facts.done(),
                            facts.days_late,
                            facts.redatings,
                        )
                    });
                same(&what, found, Some((*items, *done, *days_late, *redatings)))
            }
            Check::Rating {
                recommendation,
                is,
                scheme,
                agreed,
            } => {
                let found = state.recommendations.get(recommendation);
                let found = found.and_then(|found| found.ratings.last()).map(|rating| {
                    (
                        rating.rating,
                        rating.scheme.as_str(),
                        rating.agreed_at.is_some(),
                    )
                });
                same(&what, found, Some((*is, scheme.as_str(), *agreed)))
            }
            Check::Scheme { in_force, adopted } => {
                let found = state.scheme().map(|scheme| scheme.version.as_str());
                same(&what, found, Some(in_force.as_str()))?;
                same(&what, state.schemes.len(), *adopted)
            }
            Check::Grade {
                round,
                reference,
                theme,
                gave,
                stands,
            } => {
                let found = state
                    .rounds
                    .get(round)
                    .and_then(|round| round.gradings.get(&(reference.clone(), theme.clone())))
                    .map(|grading| (grading.grade, grading.stands()));
                same(&what, found, Some((*gave, *stands)))
            }
            Check::Meeting { id, is } => {
                let found = state.meetings.get(id).map(|meeting| match meeting.stage {
                    MeetingStage::Called => "called",
                    MeetingStage::Open => "open",
                    MeetingStage::Closed => "closed",
                    MeetingStage::Cancelled(_) => "cancelled",
                });
                same(&what, found, Some(is.as_str()))
            }
            Check::Decision { id, open } => {
                let found = state.decision(id).map(|decision| decision.is_open());
                same(&what, found, Some(*open))
            }
            Check::Bid {
                id,
                decisions,
                posts,
            } => {
                let found = state
                    .bids
                    .get(id)
                    .map(|bid| (bid.decisions.len(), bid.posts.values().map(Vec::len).sum()));
                same(&what, found, Some((*decisions, *posts)))
            }
            Check::Consultation { id, changed } => {
                let found = state.consultations.get(id);
                let found = found.and_then(|found| found.changed.as_deref());
                same(&what, found, Some(changed.as_str()))
            }
            Check::Report { id, is, ready, log } => {
                let found = state.report(id).map(|report| {
                    let log: Vec<&str> = report.log.iter().map(|step| name(&step.what)).collect();
                    (report.stage.in_words(), report.ready_for_approval(), log)
                });
                let log: Vec<&str> = log.iter().map(String::as_str).collect();
                same(&what, found, Some((is.as_str(), *ready, log)))
            }
            Check::Comments { report, by } => {
                let found = state.report(report).map(|report| {
                    let whose = report.comments_of_round().map(|comment| comment.whose());
                    whose.cloned().collect::<Vec<_>>()
                });
                same(&what, found, Some(by.clone()))
            }
            Check::Explained { report, are } => {
                let log = state.report(report).map(|report| report.log.iter().rev());
                let found = log.into_iter().flatten().find_map(|step| match &step.what {
                    Step::Approved { explained } => Some(
                        explained
                            .iter()
                            .cloned()
                            .map(|one| [one.quote, one.says, one.reason])
                            .collect::<Vec<_>>(),
                    ),
                    _ => None,
                });
                same(&what, found, Some(are.clone()))
            }
            Check::Reports(expected) => {
                let found: Vec<_> = state.reports().into_iter().map(|(id, _)| id).collect();
                same(&what, found, expected.iter().collect())
            }
            Check::Restatement { id, open } => {
                let found = state.restatement(id).map(|(_, found)| found.is_open());
                same(&what, found, Some(*open))
            }
        }
    }
}

/// A step of a report's log in a word or two.
fn name(step: &Step) -> &'static str {
    match step {
        Step::Opened => "opened",
        Step::Corrected { .. } => "corrected",
        Step::Written => "written",
        Step::Submitted { .. } => "submitted",
        Step::Reviewed { outcome, .. } => match outcome {
            ReviewOutcome::Agreed => "agreed",
            ReviewOutcome::Returned => "returned",
        },
        Step::Commented { of, .. } => match of {
            CommentKind::Legal => "legal comment",
            CommentKind::Finance => "finance comment",
            CommentKind::Officer => "officer's comment",
        },
        Step::Approved { .. } => "approved",
        Step::Published => "published",
        Step::Withdrawn { .. } => "withdrawn",
        Step::Restated { .. } => "restated",
        Step::Answered { outcome, .. } => match outcome {
            RestatementOutcome::Corrected { .. } => "corrected for it",
            RestatementOutcome::Kept { .. } => "kept",
        },
    }
}

fn schedule<'a>(state: &'a State, item: &ActionId) -> Option<&'a Schedule> {
    let action = state.action(item).map(|(_, action)| &action.schedule);
    let milestone = || state.milestone(item).map(|(_, found)| &found.schedule);
    action.or_else(milestone)
}

fn stage(state: &State, item: &ActionId) -> Option<&'static str> {
    if let Some((_, action)) = state.action(item) {
        return Some(action.progress.in_words());
    }
    let (_, milestone) = state.milestone(item)?;
    Some(match (&milestone.cancelled, milestone.done_on) {
        (Some(_), _) => "cancelled",
        (None, Some(_)) => "reached",
        (None, None) => "open",
    })
}

/// Why two values are not the same.
pub fn same<T: PartialEq + Debug>(what: &str, found: T, expected: T) -> Result<(), String> {
    if found == expected {
        Ok(())
    } else {
        Err(format!(
            "{what} should be\n    {expected:?}\n  but found\n    {found:?}"
        ))
    }
}
