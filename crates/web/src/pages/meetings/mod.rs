//! The monthly meetings: those to come and those that were held. One meeting has its page in
//! `meeting`, its agenda in `agenda`, what came of it in `outcome`, its documents in `files`.

mod agenda;
pub mod files;
pub mod meeting;
mod outcome;

pub use agenda::minute_page;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use waymark_narrative::sentence::words;
use waymark_plan::MeetingId;
use waymark_plan::ledger::CommandKind as K;
use waymark_plan::ledger::state::{MeetingStage, MeetingState};

use super::rating::from_today;
use crate::fault::Fault;
use crate::give::{GiveLink, link};
use crate::shell::{Shell, html};
use crate::site::Site;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "meetings/list.html")]
struct MeetingsPage {
    shell: Shell,
    links: Vec<GiveLink>,
    to_come: Vec<Coming>,
    held: Vec<Held>,
}

struct Coming {
    id: MeetingId,
    title: String,
    when: String,
    chair: String,
    members: usize,
    state: &'static str,
    state_class: &'static str,
}

struct Held {
    id: MeetingId,
    title: String,
    when: String,
    state: &'static str,
    state_class: &'static str,
    decisions: String,
    arising: String,
    ratings: usize,
}

/// Shows them: those to come by day, those held the latest first.
pub async fn show(State(site): State<Site>, mut visitor: Visitor) -> Result<Response, Fault> {
    let shell = Shell::with_notice(&site, &mut visitor).await?;
    let view = visitor.view.clone();
    let mut all: Vec<(&MeetingId, &MeetingState)> = view.state.meetings.iter().collect();
    all.sort_by_key(|(_, meeting)| meeting.record.on);
    let (to_come, mut held): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|(_, meeting)| meeting.opens());
    held.reverse();
    let page = MeetingsPage {
        links: link(&visitor, K::CallMeeting, "Call a meeting", &[])
            .into_iter()
            .collect(),
        to_come: to_come
            .into_iter()
            .map(|(id, meeting)| {
                let (state, state_class) = standing(&meeting.stage);
                Coming {
                    id: id.clone(),
                    title: meeting.record.title.clone(),
                    when: format!(
                        "{} ({})",
                        words::day(meeting.record.on),
                        from_today(meeting.record.on, visitor.today)
                    ),
                    chair: view.people.called(&meeting.record.chair),
                    members: meeting.record.members.len(),
                    state,
                    state_class,
                }
            })
            .collect(),
        held: held
            .into_iter()
            .map(|(id, meeting)| held_line(id, meeting))
            .collect(),
        shell,
    };
    Ok(html(&page))
}

fn held_line(id: &MeetingId, meeting: &MeetingState) -> Held {
    let (state, state_class) = standing(&meeting.stage);
    let decisions = meeting.decisions.values();
    let open_decisions = decisions.filter(|decision| decision.is_open()).count();
    let arising = meeting.arising.values();
    let open_arising = arising.filter(|one| one.outcome.is_none()).count();
    Held {
        id: id.clone(),
        title: meeting.record.title.clone(),
        when: words::day(meeting.record.on),
        state,
        state_class,
        decisions: with_open(meeting.decisions.len(), open_decisions),
        arising: with_open(meeting.arising.len(), open_arising),
        ratings: meeting.ratings.len(),
    }
}

/// A count, and how many of it are open: `4, 1 open`.
fn with_open(all: usize, open: usize) -> String {
    match open {
        0 => all.to_string(),
        open => format!("{all}, {open} open"),
    }
}

/// Where a meeting stands, in a word or two, and the class of its tag.
fn standing(stage: &MeetingStage) -> (&'static str, &'static str) {
    match stage {
        MeetingStage::Called => ("Called", "govuk-tag--blue"),
        MeetingStage::Open => ("In progress", "govuk-tag--yellow"),
        MeetingStage::Closed => ("Held", "govuk-tag--grey"),
        MeetingStage::Cancelled(_) => ("Called off", "govuk-tag--grey"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_says_how_many_are_open() {
        for (all, open, expected) in [(0, 0, "0"), (4, 0, "4"), (4, 1, "4, 1 open")] {
            assert_eq!(with_open(all, open), expected);
        }
    }
}
