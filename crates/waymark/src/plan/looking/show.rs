//! One thing in the plan in full, with its history.

mod gatherings;
mod items;
mod money;

use jiff::civil::Date;
use serde_json::Value;
use waymark_plan::ledger::state::{MeetingState, RoundState};
use waymark_plan::ledger::{Directory, Entry, State};
use waymark_plan::{
    ActionId, BidId, ConsultationId, FindingId, MeetingId, MinuteId, RecommendationId, RoundId,
};

use super::log::{as_json, concerns, lines, tell};
use super::overview::overview;
use crate::exit::Trouble;
use crate::plan::arguments::ShowArguments;
use crate::plan::print_json;
use crate::plan::session::Call;
use crate::{DONE, output};

/// Shows the plan, or one thing in it.
pub async fn show(call: &Call<'_>, given: &ShowArguments) -> anyhow::Result<u8> {
    let session = call.to_look().await?;
    let state = session.state(given.as_at).await?;
    let today = given.as_at.unwrap_or(session.today);
    let Some(id) = &given.id else {
        return overview(&session, &state, today);
    };
    let people = session.ledger.people();
    let view = View {
        state: &state,
        people,
        today,
    };
    let Some(mut shown) = view.find(id) else {
        return Err(Trouble::missing(
            "no-such-id",
            format!(
                "the plan has no `{id}`; `waymark plan show` lists the recommendations, and `waymark plan meeting list`, `audit list` and `bid list` the others"
            ),
        )
        .into());
    };
    let mut entries: Vec<Entry> = session.ledger.entries().await?;
    entries.retain(|entry| entry.seq <= state.seq);
    let chosen: Vec<u64> = entries
        .iter()
        .filter(|entry| concerns(entry, id, &state))
        .map(|entry| entry.seq)
        .collect();
    let told = tell(&entries, &chosen, people)?;
    if session.json {
        shown.json["history"] = as_json(&told)?;
        print_json(&shown.json)?;
        return Ok(DONE);
    }
    shown.heading("History");
    shown.lines.extend(lines(&told, people));
    for line in &shown.lines {
        output::line(line);
    }
    Ok(DONE)
}

/// What is shown of one thing.
struct Shown {
    lines: Vec<String>,
    json: Value,
}

impl Shown {
    fn heading(&mut self, heading: &str) {
        self.lines.push(String::new());
        self.lines.push(heading.to_owned());
    }

    /// A heading with lines under it; nothing where there are none.
    fn section(&mut self, heading: &str, lines: Vec<String>) {
        if !lines.is_empty() {
            self.heading(heading);
            self.lines
                .extend(lines.into_iter().map(|line| format!("  {line}")));
        }
    }
}

/// The state, and what it takes to put it into words.
struct View<'a> {
    state: &'a State,
    people: &'a Directory,
    today: Date,
}

impl View<'_> {
    /// Whatever has the id. What belongs to a meeting or round is shown with it.
    fn find(&self, id: &str) -> Option<Shown> {
        let state = self.state;
        if let Ok(id) = id.parse::<RecommendationId>()
            && let Some(found) = state.recommendations.get(&id)
        {
            return Some(self.recommendation(&id, found));
        }
        if let Ok(id) = id.parse::<ActionId>() {
            if let Some((of, found)) = state.action(&id) {
                return Some(self.action(&id, of, found));
            }
            if let Some((of, found)) = state.milestone(&id) {
                return Some(self.milestone(&id, of, found));
            }
        }
        if let Some(found) = self.meeting_of(id) {
            return Some(self.meeting(found));
        }
        if let Some(found) = self.round_of(id) {
            return Some(self.round(found));
        }
        let bid = id.parse::<BidId>().ok();
        if let Some(found) = bid.and_then(|id| state.bids.get(&id)) {
            return Some(self.bid(found));
        }
        let consultation = id.parse::<ConsultationId>().ok()?;
        let found = state.consultations.get(&consultation)?;
        Some(self.consultation(id, found))
    }

    /// The meeting, or that of a decision or small action.
    fn meeting_of(&self, id: &str) -> Option<&MeetingState> {
        let meetings = &self.state.meetings;
        if let Some(found) = meetings.get(&id.parse::<MeetingId>().ok()?) {
            return Some(found);
        }
        meetings.get(self.state.minutes.get(&id.parse::<MinuteId>().ok()?)?)
    }

    /// The round, or that of a finding.
    fn round_of(&self, id: &str) -> Option<&RoundState> {
        let rounds = &self.state.rounds;
        if let Some(found) = rounds.get(&id.parse::<RoundId>().ok()?) {
            return Some(found);
        }
        rounds.get(self.state.findings.get(&id.parse::<FindingId>().ok()?)?)
    }
}
