//! The minutes of a meeting: who was there, what it had before it and what it agreed, as the
//! ledger has it. Nothing is said that the state does not hold.
//!
//! They are made from the state as it is, so a decision that was carried out later says so. The
//! last line names the ledger's last event and its hash: whoever keeps the minutes can have it
//! checked later that the log up to there is still the same.

use std::iter;

use waymark_figures::MeasureMeta;
use waymark_plan::ledger::chain::Head;
use waymark_plan::ledger::parts::{AgreedAt, JudgementRecord, NewDate, NotedFigure};
use waymark_plan::ledger::state::{
    ArisingState, DecisionState, EvidenceSeen, MeetingStage, MeetingState,
};
use waymark_plan::ledger::{AS_PROPOSED, Directory, State};
use waymark_plan::{ActionId, MeetingId, PersonId, Redating, Schedule};

use crate::document::{Block, Document, Inline};
use crate::meeting_words::{
    Measures, authority, capital, cell, lead, person, rating_tag, recommendation, stopped, table,
};
use crate::sentence::words;
use crate::template::nearest;

/// The mark of minutes that must not be published as they are.
const SMALL_NUMBERS: &str = "Not for publication: holds small numbers";

/// What minutes are made from.
#[derive(Clone, Copy, Debug)]
pub struct MinutesInput<'a> {
    /// The state.
    pub state: &'a State,
    /// The meeting.
    pub meeting: &'a MeetingId,
    /// Who the people are.
    pub people: &'a Directory,
    /// What is known of the measures whose figures were noted, in any order; a measure that is
    /// not among them is called by its id.
    pub measures: &'a [MeasureMeta],
    /// The end of the log that the state was made from.
    pub head: Head,
}

/// A meeting that the ledger does not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the ledger has no meeting `{meeting}`{}", did_you_mean(.nearest))]
pub struct NoSuchMeeting {
    /// The meeting that was asked for.
    pub meeting: MeetingId,
    /// The nearest that the ledger has.
    pub nearest: Option<String>,
}

fn did_you_mean(nearest: &Option<String>) -> String {
    match nearest {
        Some(nearest) => format!("; did you mean `{nearest}`?"),
        None => String::new(),
    }
}

/// The minutes of a meeting. The same input gives the same document.
pub fn document(input: &MinutesInput<'_>) -> Result<Document, NoSuchMeeting> {
    let state = input.state;
    let Some(meeting) = state.meetings.get(input.meeting) else {
        let known = state.meetings.keys().map(MeetingId::as_str);
        return Err(NoSuchMeeting {
            meeting: input.meeting.clone(),
            nearest: nearest(input.meeting.as_str(), known).map(str::to_owned),
        });
    };
    let minutes = Minutes {
        state,
        id: input.meeting,
        meeting,
        people: input.people,
        measures: Measures(input.measures),
        head: input.head,
    };
    Ok(minutes.document())
}

/// One meeting with what its minutes need.
struct Minutes<'a> {
    state: &'a State,
    id: &'a MeetingId,
    meeting: &'a MeetingState,
    people: &'a Directory,
    measures: Measures<'a>,
    head: Head,
}

impl<'a> Minutes<'a> {
    fn document(&self) -> Document {
        let author = authority(self.state);
        let title = format!("Minutes: {}", self.meeting.record.title);
        let held = words::day(self.meeting.record.on);
        let mark = self.holds_small_numbers().then(|| SMALL_NUMBERS.to_owned());
        let subtitle = [
            Some(author.clone()),
            Some(held.clone()),
            self.status(),
            mark.clone(),
        ];
        let footer = [
            Some(author.clone()),
            Some(title.clone()),
            Some(self.anchor()),
            mark,
        ];
        let footer: Vec<String> = said(footer).map(|words| stopped(&words)).collect();
        Document {
            title,
            subtitle: said(subtitle).collect(),
            author,
            description: format!("What the meeting of {held} had before it and agreed."),
            as_at: self.state.last_on.unwrap_or(self.meeting.record.on),
            footer: footer.join(" "),
            blocks: self.blocks(),
        }
    }

    fn blocks(&self) -> Vec<Block> {
        let was_opened = self.was_opened();
        let mut blocks = vec![self.people()];
        if was_opened || self.notes().next().is_some() {
            blocks.extend(self.figures());
        }
        if was_opened {
            blocks.extend(self.ratings());
            blocks.extend(self.new_dates());
            blocks.extend(self.decisions());
            blocks.extend(self.arising());
            blocks.push(Block::heading(2, "Next meeting"));
            blocks.push(Block::text(self.next_meeting()));
        }
        blocks.push(Block::text(format!(
            "{} In full, for \u{201c}waymark plan verify --head\u{201d}: {}:{}",
            self.anchor(),
            self.head.seq,
            self.head.hash
        )));
        blocks
    }

    fn was_opened(&self) -> bool {
        matches!(
            self.meeting.stage,
            MeetingStage::Open | MeetingStage::Closed
        )
    }

    /// Why these are no minutes of a whole meeting; none where they are.
    fn status(&self) -> Option<String> {
        match &self.meeting.stage {
            MeetingStage::Closed => None,
            MeetingStage::Called | MeetingStage::Open => {
                Some("Draft: the meeting has not ended".to_owned())
            }
            MeetingStage::Cancelled(reason) => Some(format!("Called off: {reason}")),
        }
    }

    /// The event that they are made from.
    fn anchor(&self) -> String {
        format!(
            "From event {} of the ledger, hash {}.",
            self.head.seq,
            self.head.hash.short()
        )
    }

    /// Who chaired, who was there and who was not; who is asked to come where it did not open.
    fn people(&self) -> Block {
        let record = &self.meeting.record;
        let (present, apologies) = (&self.meeting.present, &self.meeting.apologies);
        let mut facts = vec![("Chair".to_owned(), cell(person(self.people, &record.chair)))];
        if self.was_opened() {
            facts.push(("Present".to_owned(), self.everyone(present)));
            facts.push(("Apologies".to_owned(), self.everyone(apologies)));
            let absent: Vec<&PersonId> = iter::once(&record.chair)
                .chain(&record.members)
                .filter(|id| !present.contains(id) && !apologies.contains(id))
                .collect();
            if !absent.is_empty() {
                facts.push(("Absent".to_owned(), self.everyone(absent)));
            }
        } else {
            facts.push(("Members".to_owned(), self.everyone(&record.members)));
        }
        Block::Facts(facts)
    }

    fn everyone<'i>(&self, ids: impl IntoIterator<Item = &'i PersonId>) -> Vec<Inline> {
        let called: Vec<String> = ids.into_iter().map(|id| person(self.people, id)).collect();
        if called.is_empty() {
            cell("None")
        } else {
            cell(called.join("; "))
        }
    }

    /// The figures that were noted for the meeting, each time with the day.
    fn notes(&self) -> impl Iterator<Item = &'a EvidenceSeen> {
        let id = self.id;
        self.state
            .evidence
            .iter()
            .filter(move |seen| seen.note.meeting.as_ref() == Some(id))
    }

    fn holds_small_numbers(&self) -> bool {
        self.notes()
            .flat_map(|seen| &seen.note.figures)
            .any(|figure| self.measures.holds_small_number(figure))
    }

    fn figures(&self) -> Vec<Block> {
        let mut blocks = vec![Block::heading(2, "Figures before the meeting")];
        for EvidenceSeen { on, note, .. } in self.notes() {
            let snapshot = note.snapshot.get(..12).unwrap_or(&note.snapshot);
            blocks.push(Block::text(format!(
                "Noted on {} from snapshot {snapshot}, about {}.",
                words::day(*on),
                note.month.in_words()
            )));
            blocks.push(table(
                "Figures, each judged against that of a year before",
                &[
                    ("Measure", 10),
                    ("Month", 4),
                    ("Value", 3),
                    ("From", 5),
                    ("Against a year before", 5),
                ],
                note.figures
                    .iter()
                    .map(|figure| self.figure(figure))
                    .collect(),
            ));
        }
        if blocks.len() == 1 {
            blocks.push(Block::text("No figures were noted for the meeting."));
        }
        blocks
    }

    fn figure(&self, figure: &NotedFigure) -> Vec<Vec<Inline>> {
        let verdict = figure
            .verdict
            .map_or("not compared", |verdict| verdict.in_words());
        vec![
            cell(self.measures.title(&figure.measure)),
            cell(figure.month.in_words()),
            cell(self.measures.value(&figure.measure, figure.value)),
            cell(self.measures.cases(figure)),
            cell(capital(verdict)),
        ]
    }

    /// The ratings that the meeting agreed, by the recommendations' numbers.
    fn ratings(&self) -> Vec<Block> {
        let mut agreed: Vec<(u16, &JudgementRecord)> = self
            .state
            .recommendations
            .values()
            .flat_map(|found| {
                found
                    .ratings
                    .iter()
                    .map(move |rating| (found.record.number, rating))
            })
            .filter(|(_, rating)| {
                matches!(&rating.agreed_at, Some(AgreedAt::Meeting(at)) if at == self.id)
            })
            .collect();
        agreed.sort_by_key(|(number, _)| *number);
        section(
            "Ratings agreed",
            "No rating was agreed.",
            "Ratings, with what was proposed for delivery and for impact on the day",
            &[
                ("Recommendation", 10),
                ("Rating", 4),
                ("Delivery proposed", 5),
                ("Impact proposed", 5),
                ("Judged by, and why", 20),
            ],
            agreed
                .into_iter()
                .map(|(_, rating)| self.rating(rating))
                .collect(),
        )
    }

    fn rating(&self, rating: &JudgementRecord) -> Vec<Vec<Inline>> {
        let impact = match &rating.impact {
            Some(seen) => vec![rating_tag(seen.part.rating, "No proposal")],
            None => cell("No figures at hand"),
        };
        vec![
            cell(recommendation(self.state, &rating.recommendation)),
            vec![rating_tag(Some(rating.rating), "")],
            vec![rating_tag(rating.delivery.rating, "No proposal")],
            impact,
            cell(format!(
                "{}, {}: {}",
                rating.judged_by,
                words::day(rating.on),
                stopped(rating.rationale.as_deref().unwrap_or(AS_PROPOSED))
            )),
        ]
    }

    fn new_dates(&self) -> Vec<Block> {
        section(
            "New dates agreed",
            "No new date was agreed.",
            "Actions and milestones with a new date",
            &[
                ("Action or milestone", 8),
                ("From", 7),
                ("To", 5),
                ("Reason", 8),
                ("Agreed by", 6),
            ],
            self.meeting
                .redated
                .iter()
                .map(|new| self.new_date(new))
                .collect(),
        )
    }

    fn new_date(&self, new: &NewDate) -> Vec<Vec<Inline>> {
        let (name, from) = match item(self.state, &new.item) {
            Some((title, schedule)) => (format!("{} {title}", new.item), from(schedule, new)),
            None => (new.item.to_string(), "Not known".to_owned()),
        };
        vec![
            cell(name),
            cell(from),
            cell(words::day(new.due)),
            cell(stopped(&new.reason)),
            cell(format!("{} on {}", new.agreed_by, words::day(new.on))),
        ]
    }

    fn decisions(&self) -> Vec<Block> {
        section(
            "Decisions",
            "No decision was taken.",
            "Decisions, with what came of them",
            &[
                ("Decision", 9),
                ("Recommendation", 6),
                ("What came of it", 6),
            ],
            self.meeting
                .decisions
                .values()
                .map(|decision| self.decision(decision))
                .collect(),
        )
    }

    fn decision(&self, decision: &DecisionState) -> Vec<Vec<Inline>> {
        let record = &decision.record;
        let about = record
            .recommendation
            .as_ref()
            .map(|id| recommendation(self.state, id));
        let outcome = match &decision.outcome {
            Some((on, outcome)) => {
                format!("Carried out on {}: {}", words::day(*on), stopped(outcome))
            }
            None if decision.is_open() => "Still open".to_owned(),
            None => "Nothing left to carry out".to_owned(),
        };
        vec![
            cell(format!("{} {}", record.id, stopped(&record.decision))),
            about.map(cell).unwrap_or_default(),
            cell(outcome),
        ]
    }

    fn arising(&self) -> Vec<Block> {
        section(
            "Actions arising",
            "No action arose.",
            "Actions that arose at the meeting",
            &[("Action", 8), ("Owner", 7), ("Due", 4), ("Done", 6)],
            self.meeting
                .arising
                .values()
                .map(|arising| self.action(arising))
                .collect(),
        )
    }

    fn action(&self, arising: &ArisingState) -> Vec<Vec<Inline>> {
        let record = &arising.record;
        let done = match &arising.outcome {
            Some((on, Some(outcome))) => {
                format!("Done on {}: {}", words::day(*on), stopped(outcome))
            }
            Some((on, None)) => format!("Done on {}", words::day(*on)),
            None => "Not done yet".to_owned(),
        };
        vec![
            cell(format!("{} {}", record.id, record.title)),
            cell(lead(self.people, &record.owner)),
            cell(words::day(record.due)),
            cell(done),
        ]
    }

    fn next_meeting(&self) -> String {
        if let Some(next) = self.meeting.next {
            return format!("The next meeting is on {}.", words::day(next));
        }
        let nothing = if self.meeting.stage == MeetingStage::Closed {
            "The meeting set no day for the next one"
        } else {
            "No day has been set for the next meeting"
        };
        match self.state.next_meeting(self.meeting.record.on) {
            Some(called) => format!(
                "{nothing}; \u{201c}{}\u{201d} is called for {}.",
                called.record.title,
                words::day(called.record.on)
            ),
            None => format!("{nothing}."),
        }
    }
}

/// The lines that say something.
fn said<const N: usize>(lines: [Option<String>; N]) -> impl Iterator<Item = String> {
    lines
        .into_iter()
        .flatten()
        .filter(|words| !words.is_empty())
}

/// A heading with a table; with a sentence where there is nothing to show.
fn section(
    heading: &str,
    nothing: &str,
    caption: &str,
    columns: &[(&str, u16)],
    rows: Vec<Vec<Vec<Inline>>>,
) -> Vec<Block> {
    let body = if rows.is_empty() {
        Block::text(nothing)
    } else {
        table(caption, columns, rows)
    };
    vec![Block::heading(2, heading), body]
}

/// The title of an action or milestone, and when it is to be done.
fn item<'a>(state: &'a State, id: &ActionId) -> Option<(&'a str, &'a Schedule)> {
    if let Some((_, action)) = state.action(id) {
        return Some((action.title.as_str(), &action.schedule));
    }
    let (_, milestone) = state.milestone(id)?;
    Some((milestone.title.as_str(), &milestone.schedule))
}

/// The day that stood before a new one, with the day first agreed.
fn from(schedule: &Schedule, new: &NewDate) -> String {
    let is_new = |agreed: &Redating| {
        agreed.due == new.due
            && agreed.on == new.on
            && agreed.reason == new.reason
            && agreed.agreed_by == new.agreed_by
    };
    let first = words::day(schedule.first_due);
    let before = schedule
        .agreed
        .iter()
        .take_while(|agreed| !is_new(agreed))
        .last();
    match before {
        Some(before) => format!("{}; first agreed {first}", words::day(before.due)),
        None => format!("{first}, as first agreed"),
    }
}
