//! What follows from a command: events, or a refusal.
//!
//! A pure function of the command, the state, who asks and today. It never changes the state;
//! [`State::evolve`] does, from the events.

mod actions;
mod audits;
mod frame;
mod meetings;
mod money;
mod ratings;
mod reports;

use jiff::civil::Date;

use super::command::{Command, CommandKind};
use super::event::Event;
use super::may::may;
use super::parts::{Lead, Role};
use super::refusal::Refusal;
use super::state::{RecommendationState, State};
use super::subject::Subject;
use crate::diagnostic::{Problem, Severity, nearest};
use crate::ids::{PersonId, RecommendationId};

/// Decides a command against the state. Days that lie ahead of `today` are refused where the
/// command says that something has happened.
pub fn decide(
    command: &Command,
    state: &State,
    actor: &PersonId,
    today: Date,
) -> Result<Vec<Event>, Refusal> {
    let case = Case {
        kind: command.which(),
        state,
        actor,
        today,
    };
    case.is_in_order(command)?;
    match command {
        Command::OpenLedger(part) => frame::open(&case, part),
        Command::GrantRole(part) => frame::grant(&case, part),
        Command::WithdrawRole(part) => frame::withdraw_role(&case, part),
        Command::RecordInspection(part) => frame::inspection(&case, part),
        Command::SetFrame(part) => frame::frame(&case, part),
        Command::AdoptScheme(part) => frame::scheme(&case, part),
        Command::RecordAim(part) => frame::aim(&case, part),
        Command::RemoveAim(part) => frame::remove_aim(&case, part),
        Command::RecordRecommendation(part) => frame::recommendation(&case, part),
        Command::WithdrawRecommendation(part) => frame::withdraw(&case, part),
        Command::ApproveVersion(part) => frame::approve(&case, part),
        Command::AddAction(part) => actions::add(&case, part),
        Command::AmendAction(part) => actions::amend(&case, part),
        Command::StartAction(part) => actions::start(&case, part),
        Command::NoteProgress(part) => actions::note(&case, part),
        Command::AddMilestone(part) => actions::add_milestone(&case, part),
        Command::AmendMilestone(part) => actions::amend_milestone(&case, part),
        Command::Redate(part) => actions::redate(&case, part),
        Command::Complete(part) => actions::complete(&case, part),
        Command::Cancel(part) => actions::cancel(&case, part),
        Command::Reopen(part) => actions::reopen(&case, part),
        Command::SetMeasure(part) => ratings::set_measure(&case, part),
        Command::RemoveMeasure(part) => ratings::remove_measure(&case, part),
        Command::Rate(part) => ratings::rate(&case, part),
        Command::AgreeRating(part) => ratings::agree(&case, part),
        Command::PlanRound(part) => audits::plan(&case, part),
        Command::RecordGrading(part) => audits::grade(&case, part),
        Command::ModerateGrading(part) => audits::moderate(&case, part),
        Command::RecordFinding(part) => audits::finding(&case, part),
        Command::CloseRound(part) => audits::close(&case, part),
        Command::CallMeeting(part) => meetings::call(&case, part),
        Command::CancelMeeting(part) => meetings::cancel(&case, part),
        Command::OpenMeeting(part) => meetings::open(&case, part),
        Command::NoteEvidence(part) => meetings::evidence(&case, part),
        Command::Decide(part) => meetings::decision(&case, part),
        Command::ConcludeDecision(part) => meetings::conclude(&case, part),
        Command::AgreeArising(part) => meetings::arising(&case, part),
        Command::CompleteArising(part) => meetings::complete_arising(&case, part),
        Command::CloseMeeting(part) => meetings::close(&case, part),
        Command::RecordBid(part) => money::bid(&case, part),
        Command::DecideBid(part) => money::decide(&case, part),
        Command::CountPosts(part) => money::posts(&case, part),
        Command::RecordConsultation(part) => money::consultation(&case, part),
        Command::AnswerConsultation(part) => money::answer(&case, part),
        Command::RecordBodyDecision(part) => money::body_decision(&case, part),
        Command::OpenReport(part) => reports::open(&case, part),
        Command::WriteReport(part) => reports::write(&case, part),
        Command::SubmitReport(part) => reports::submit(&case, part),
        Command::ReviewReport(part) => reports::review(&case, part),
        Command::CommentOnReport(part) => reports::comment(&case, part),
        Command::ApproveReport(part) => reports::approve(&case, part),
        Command::PublishReport(part) => reports::publish(&case, part),
        Command::WithdrawReport(part) => reports::withdraw(&case, part),
        Command::RaiseRestatement(part) => reports::restate(&case, part),
        Command::AnswerRestatement(part) => reports::answer(&case, part),
    }
}

/// Who asks for what kind of thing, against what, and when.
struct Case<'a> {
    kind: CommandKind,
    state: &'a State,
    actor: &'a PersonId,
    today: Date,
}

impl Case<'_> {
    /// What holds for every command.
    fn is_in_order(&self, command: &Command) -> Result<(), Refusal> {
        if let Some(last) = self.state.last_on
            && self.today < last
        {
            return Err(Refusal::ClockBehind {
                today: self.today,
                last,
            });
        }
        let needs = may(command);
        if self.state.opening.is_none() && !needs.is_empty() {
            return Err(Refusal::NotOpened);
        }
        has_sound_texts(command)?;
        if needs.is_empty() || self.is_any(needs) {
            Ok(())
        } else {
            Err(Refusal::NotAllowed {
                actor: self.actor.clone(),
                needs: needs.to_vec(),
            })
        }
    }

    /// Whether the person may speak for whatever they like, among those with these roles.
    fn is_any(&self, roles: &[Role]) -> bool {
        self.state.has_any_role(self.actor, roles)
    }

    /// Refuses a lead who does not lead what the command is about, by the rule of
    /// [`State::may_give`]. `item` names it in the refusal.
    fn speaks_for(&self, item: &dyn std::fmt::Display, about: &Subject) -> Result<(), Refusal> {
        if self.state.speaks_for(self.actor, self.kind, about) {
            Ok(())
        } else {
            Err(Refusal::NotTheirs {
                actor: self.actor.clone(),
                item: item.to_string(),
            })
        }
    }

    /// A recommendation that is in the plan.
    fn recommendation(&self, id: &RecommendationId) -> Result<&RecommendationState, Refusal> {
        let all = &self.state.recommendations;
        let found = all.get(id).ok_or_else(|| {
            no_such(
                "recommendation",
                id.as_str(),
                all.keys().map(RecommendationId::as_str),
            )
        })?;
        match found.withdrawn {
            Some(_) => Err(Refusal::Withdrawn {
                recommendation: id.clone(),
            }),
            None => Ok(found),
        }
    }

    /// Refuses what is said to have happened after today.
    fn has_happened(&self, what: &'static str, day: Date) -> Result<(), Refusal> {
        if day > self.today {
            return Err(Refusal::InFuture {
                what,
                day,
                today: self.today,
            });
        }
        Ok(())
    }
}

/// Years that a day of a plan can lie in: what the plan's file takes too.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2199;

/// Refuses a command with a text that cannot be meant: a day in a year that is surely a slip, such
/// as 217, or characters that steer a terminal instead of saying something. Every text of the
/// command is looked at, so that no field can be forgotten.
fn has_sound_texts(command: &Command) -> Result<(), Refusal> {
    let value =
        serde_json::to_value(command).expect("parts have text keys only and no map of other keys");
    let mut texts = Vec::new();
    texts_of(&value, &mut texts);
    for text in texts {
        if let Ok(day) = text.parse::<Date>()
            && !YEARS.contains(&day.year())
        {
            return Err(unsound(
                format!("{day} lies in a year that no plan reaches"),
                Some("write all four digits of the year"),
            ));
        }
        let steers = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
        if text.contains(steers) {
            return Err(unsound(
                "a text has control characters in it",
                Some("write it anew, without pasting"),
            ));
        }
    }
    Ok(())
}

/// Every text within a value, in order.
fn texts_of<'v>(value: &'v serde_json::Value, found: &mut Vec<&'v str>) {
    match value {
        serde_json::Value::String(text) => found.push(text),
        serde_json::Value::Array(all) => all.iter().for_each(|one| texts_of(one, found)),
        serde_json::Value::Object(fields) => {
            fields.values().for_each(|one| texts_of(one, found));
        }
        _ => {}
    }
}

/// Refuses a day before another.
fn follows(
    what: &'static str,
    day: Date,
    other: &'static str,
    before: Date,
) -> Result<(), Refusal> {
    if day < before {
        return Err(Refusal::OutOfOrder {
            what,
            day,
            other,
            before,
        });
    }
    Ok(())
}

/// Refuses a text of nothing but white space.
fn says(field: &'static str, text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::Empty { field });
    }
    Ok(())
}

/// Refuses a text that is given but empty.
fn says_if_any(field: &'static str, text: Option<&String>) -> Result<(), Refusal> {
    text.map_or(Ok(()), |text| says(field, text))
}

/// Refuses a lead without a post.
fn has_post(lead: &Lead) -> Result<(), Refusal> {
    says("the lead's post", &lead.post)
}

/// There is no such thing, with what was perhaps meant.
fn no_such<'a>(what: &str, id: &str, known: impl IntoIterator<Item = &'a str>) -> Refusal {
    Refusal::NoSuch {
        what: format!("{what} {id}"),
        near: nearest(id, known).map(str::to_owned),
    }
}

/// A record is new where it brings no correction, and replaces one where it does. `stands` is
/// what is there under the id, `given` what is to be, and `known` the ids that are there.
fn new_or_corrected<'k, T: PartialEq>(
    what: &str,
    id: &str,
    known: impl IntoIterator<Item = &'k str>,
    stands: Option<&T>,
    given: &T,
    correction: Option<&String>,
) -> Result<(), Refusal> {
    let about = what;
    let what = format!("{what} {id}");
    match (stands, correction) {
        (None, None) => Ok(()),
        (None, Some(_)) => Err(no_such(about, id, known)),
        (Some(_), None) => Err(Refusal::Exists {
            what,
            correctable: true,
        }),
        (Some(stands), Some(reason)) => {
            says("the reason for the correction", reason)?;
            if stands == given {
                return Err(Refusal::NothingChanges { what });
            }
            Ok(())
        }
    }
}

/// Refuses what the plan's own checks call an error; their warnings stand in the way of nothing.
fn is_sound(problems: impl IntoIterator<Item = Problem>) -> Result<(), Refusal> {
    let error = problems
        .into_iter()
        .find(|problem| problem.severity == Severity::Error);
    match error {
        Some(problem) => Err(Refusal::Unsound {
            message: problem.message,
            help: problem.help,
        }),
        None => Ok(()),
    }
}

/// Refuses what cannot be right.
fn unsound(message: impl Into<String>, help: Option<&str>) -> Refusal {
    Refusal::Unsound {
        message: message.into(),
        help: help.map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::event::Entry;
    use crate::ledger::parts::*;
    use crate::model::{Authority, Posts};

    /// No JSON can say it, so no case in a file can.
    #[test]
    fn a_number_of_posts_that_is_no_number_is_refused() {
        let who: PersonId = "P1".parse().unwrap();
        let day: Date = "2017-11-13".parse().unwrap();
        let mut state = State::default();
        let scene = [
            Command::OpenLedger(Opening {
                authority: Authority {
                    name: "Loamshire".to_owned(),
                    code: "999".parse().unwrap(),
                },
                demonstration: true,
            }),
            Command::GrantRole(RoleOf {
                person: who.clone(),
                role: Role::Analyst,
            }),
            Command::RecordBid(BidRecord {
                id: "bid".parse().unwrap(),
                title: "Growth bid".to_owned(),
                amount: 1,
                year: "2018/19".parse().unwrap(),
                paid_for: "Posts.".to_owned(),
                correction: None,
            }),
        ];
        for command in scene {
            for event in decide(&command, &state, &who, day).unwrap() {
                let entry = Entry {
                    seq: state.seq + 1,
                    recorded_at: jiff::Timestamp::UNIX_EPOCH,
                    on: day,
                    actor: who.clone(),
                    event,
                };
                state.evolve(&entry).unwrap();
            }
        }
        let count = |created: f64, vacant: f64| {
            let posts = Command::CountPosts(PostsCount {
                bid: "bid".parse().unwrap(),
                on: day,
                posts: Posts {
                    title: "Social workers".to_owned(),
                    created,
                    permanent: 0.0,
                    agency: 0.0,
                    vacant,
                },
            });
            decide(&posts, &state, &who, day)
        };
        assert!(count(2.0, 2.0).is_ok());
        for (created, vacant) in [
            (f64::NAN, f64::NAN),
            (f64::INFINITY, f64::INFINITY),
            (2.0, f64::NAN),
        ] {
            assert!(
                matches!(count(created, vacant), Err(Refusal::Unsound { .. })),
                "{created} {vacant}"
            );
        }
    }
}
