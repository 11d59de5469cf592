//! What happened, when, and by whom.

use serde_json::Value;
use waymark_app::AppError;
use waymark_plan::ledger::{Directory, Entry, Event, State, Subject, in_words, who_when};

use crate::plan::arguments::LogArguments;
use crate::plan::print_json;
use crate::plan::recording::entry_as_json;
use crate::plan::session::Call;
use crate::{DONE, output};

/// Shows the log, or a part of it.
pub async fn log(call: &Call<'_>, given: &LogArguments) -> anyhow::Result<u8> {
    let session = call.to_look().await?;
    let entries = session.ledger.entries().await?;
    let state = session.ledger.state();
    let is_wanted = |entry: &Entry| {
        given.since.is_none_or(|since| entry.on >= since)
            && given.until.is_none_or(|until| entry.on <= until)
            && given
                .about
                .as_ref()
                .is_none_or(|id| concerns(entry, id, state))
    };
    let mut chosen: Vec<u64> = entries
        .iter()
        .filter(|entry| is_wanted(entry))
        .map(|entry| entry.seq)
        .collect();
    if let Some(last) = given.last {
        chosen.drain(..chosen.len().saturating_sub(last));
    }
    let told = tell(&entries, &chosen, session.ledger.people())?;
    if session.json {
        print_json(&as_json(&told)?)?;
        return Ok(DONE);
    }
    for line in lines(&told, session.ledger.people()) {
        output::line(&line);
    }
    if told.is_empty() {
        output::say("nothing in the log is so");
    }
    Ok(DONE)
}

/// An event of the log, and what it says.
pub(super) struct Told<'a> {
    pub(super) entry: &'a Entry,
    pub(super) sentence: String,
}

/// Tells the chosen events, each from the state before it. `chosen` is in order.
pub(super) fn tell<'a>(
    entries: &'a [Entry],
    chosen: &[u64],
    people: &Directory,
) -> anyhow::Result<Vec<Told<'a>>> {
    let mut state = State::default();
    let mut told = Vec::new();
    for entry in entries {
        if chosen.binary_search(&entry.seq).is_ok() {
            told.push(Told {
                entry,
                sentence: in_words(&entry.event, &state, people),
            });
        }
        state.evolve(entry).map_err(AppError::from)?;
    }
    Ok(told)
}

/// The events as lines for people.
pub(super) fn lines(told: &[Told<'_>], people: &Directory) -> Vec<String> {
    told.iter()
        .map(|told| {
            format!(
                "#{} {}: {}",
                told.entry.seq,
                who_when(told.entry, people),
                told.sentence
            )
        })
        .collect()
}

/// The events for programs.
pub(super) fn as_json(told: &[Told<'_>]) -> anyhow::Result<Value> {
    let mut all = Vec::new();
    for told in told {
        let mut one = entry_as_json(told.entry)?;
        one["recorded_at"] = serde_json::to_value(told.entry.recorded_at)?;
        one["sentence"] = told.sentence.as_str().into();
        all.push(one);
    }
    Ok(all.into())
}

/// Whether an event is about an id, or about what belongs to it: the actions of a recommendation,
/// the decisions of a meeting, the findings and grades of a round.
pub(super) fn concerns(entry: &Entry, id: &str, state: &State) -> bool {
    let meeting = match &entry.event {
        Event::EvidenceNoted(part) => part.meeting.as_ref(),
        Event::RatingAgreed(part) => Some(&part.meeting),
        Event::ItemRedated(part) => part.meeting.as_ref(),
        _ => None,
    };
    let is = |name: &str| name.eq_ignore_ascii_case(id);
    meeting.is_some_and(|meeting| is(meeting.as_str()))
        || match entry.event.subject() {
            Subject::Ledger => is("ledger"),
            Subject::Plan => is("plan"),
            Subject::Scheme => is("scheme"),
            Subject::Evidence => is("evidence"),
            Subject::Person(person) => is(person.as_str()),
            Subject::Inspection(inspection) => is(inspection.as_str()),
            Subject::Aim(aim) => is(aim.as_str()),
            Subject::Recommendation(of) | Subject::Rating(of) => is(of.as_str()),
            Subject::Measure(of, measure) => is(of.as_str()) || is(&measure.to_string()),
            Subject::Item(item) => {
                is(item.as_str())
                    || state
                        .items
                        .get(&item)
                        .is_some_and(|(of, _)| is(of.as_str()))
            }
            Subject::Round(round) => is(round.as_str()),
            Subject::Grading(round, reference, _) => is(round.as_str()) || is(&reference),
            Subject::Finding(finding) => {
                is(finding.as_str())
                    || state
                        .findings
                        .get(&finding)
                        .is_some_and(|round| is(round.as_str()))
            }
            Subject::Meeting(meeting) => is(meeting.as_str()),
            Subject::Minute(minute) => {
                is(minute.as_str())
                    || state
                        .minutes
                        .get(&minute)
                        .is_some_and(|meeting| is(meeting.as_str()))
            }
            Subject::Bid(bid) => is(bid.as_str()),
            Subject::Consultation(consultation) => is(consultation.as_str()),
            Subject::BodyDecision(decision) => is(decision.as_str()),
            Subject::Report(report) => is(report.as_str()),
            Subject::Restatement(restatement) => {
                is(restatement.as_str())
                    || state
                        .restatements
                        .get(&restatement)
                        .is_some_and(|report| is(report.as_str()))
            }
        }
}
