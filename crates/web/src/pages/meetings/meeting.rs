//! A meeting: what is before it, what is decided while it is open, what came of it.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use waymark_figures::MeasureMeta;
use waymark_narrative::sentence::words;
use waymark_plan::ledger::state::{MeetingStage, MeetingState};
use waymark_plan::ledger::{Agenda, CommandKind as K, Subject, agenda};
use waymark_plan::{MeetingId, PersonId};

use super::agenda::{Asked, Section, Told, sections};
use super::outcome::{
    ArisingHtml, DecisionHtml, NewDayHtml, RatingHtml, arising, decisions, new_days, ratings,
};
use super::standing;
use crate::desk::Day;
use crate::fault::Fault;
use crate::give::{GiveLink, link};
use crate::pages::rating::from_today;
use crate::shell::{Shell, html};
use crate::site::Site;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "meetings/meeting.html")]
struct MeetingPage {
    shell: Shell,
    id: MeetingId,
    title: String,
    when: String,
    state: &'static str,
    state_class: &'static str,
    why_off: Option<String>,
    is_open: bool,
    was_opened: bool,
    chair: String,
    /// Each list of people with what they are to the meeting.
    people: Vec<(&'static str, String)>,
    next: Option<String>,
    /// What the meeting is waiting for: opening or closing it.
    main: Option<GiveLink>,
    links: Vec<GiveLink>,
    downloads: Vec<Download>,
    seq: u64,
    agenda: Option<Vec<Section>>,
    /// Where the agenda of the meeting before this one is.
    comes_first: Option<Before>,
    agenda_of: String,
    figures: Vec<String>,
    decisions: Vec<DecisionHtml>,
    arising: Vec<ArisingHtml>,
    ratings: Vec<RatingHtml>,
    new_days: Vec<NewDayHtml>,
    recorded: Vec<Recorded>,
}

/// A document of the meeting.
struct Download {
    href: String,
    text: String,
}

/// A meeting that is held before this one.
struct Before {
    href: String,
    title: String,
}

/// What was recorded since the meeting was opened.
struct Recorded {
    who: String,
    words: String,
}

/// Shows it.
pub async fn show(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let id: MeetingId = id.parse().map_err(|_| Fault::NotFound)?;
    let shell = Shell::with_notice(&site, &mut visitor).await?;
    let view = visitor.view.clone();
    let meeting = view.state.meetings.get(&id).ok_or(Fault::NotFound)?;
    let is_open = meeting.stage == MeetingStage::Open;
    let was_opened = matches!(meeting.stage, MeetingStage::Open | MeetingStage::Closed);
    let day = if meeting.opens() {
        site.desk.day(&view, visitor.today, None).await?
    } else {
        None
    };
    let made = agenda_of(&visitor, &id, meeting, day.as_deref());
    let measures = measures(&site);
    let shown = made.as_ref().map(|agenda| {
        sections(&Asked {
            visitor: &visitor,
            meeting: &id,
            is_open,
            agenda,
            day: day.as_deref(),
            measures: &measures,
        })
    });
    let (state, state_class) = standing(&meeting.stage);
    let page = MeetingPage {
        title: meeting.record.title.clone(),
        when: format!(
            "{} ({})",
            words::day(meeting.record.on),
            from_today(meeting.record.on, visitor.today)
        ),
        state,
        state_class,
        why_off: match &meeting.stage {
            MeetingStage::Cancelled(reason) => Some(reason.clone()),
            _ => None,
        },
        is_open,
        was_opened,
        chair: view.people.called(&meeting.record.chair),
        people: people(&visitor, meeting, was_opened),
        next: meeting.next.map(words::day),
        main: main_link(&visitor, &id, meeting),
        links: links(&visitor, &id, meeting),
        downloads: downloads(&id, meeting, shown.is_some()),
        seq: view.head.seq,
        comes_first: comes_first(&visitor, meeting, shown.is_some()),
        agenda: shown,
        agenda_of: words::day(visitor.today),
        figures: figures(&visitor, &id),
        decisions: decisions(&visitor, &id, meeting),
        arising: arising(&visitor, &id, meeting),
        ratings: ratings(&visitor, &id),
        new_days: new_days(&visitor, meeting),
        recorded: if is_open {
            recorded(&visitor, &id)
        } else {
            Vec::new()
        },
        id,
        shell,
    };
    Ok(html(&page))
}

/// What the measures are called and how they are shown.
pub fn measures(site: &Site) -> Vec<MeasureMeta> {
    let all = site.desk.catalogue().all();
    all.map(|definition| definition.meta.clone()).collect()
}

/// The agenda of a meeting as at today; none of one that has ended, was called off, or comes after
/// another that is still to be held: what stands before that one is not known yet.
pub fn agenda_of(
    visitor: &Visitor,
    id: &MeetingId,
    meeting: &MeetingState,
    day: Option<&Day>,
) -> Option<Agenda> {
    if !meeting.opens() || held_before(visitor, meeting).is_some() {
        return None;
    }
    let evidence = day.map(|day| day.evidence_for(true));
    let mut made = agenda(&visitor.view.state, visitor.today, evidence);
    // On a later day than its own the meeting would not be found by its day.
    made.meeting = Some(id.clone());
    Some(made)
}

/// The meeting that is still to be held before this one.
fn held_before<'a>(
    visitor: &'a Visitor,
    meeting: &MeetingState,
) -> Option<(&'a MeetingId, &'a MeetingState)> {
    visitor
        .view
        .state
        .meetings
        .iter()
        .filter(|(_, other)| other.opens() && other.record.on < meeting.record.on)
        .min_by_key(|(_, other)| other.record.on)
}

fn comes_first(visitor: &Visitor, meeting: &MeetingState, has_agenda: bool) -> Option<Before> {
    if has_agenda || !meeting.opens() {
        return None;
    }
    let (id, before) = held_before(visitor, meeting)?;
    Some(Before {
        href: format!("/meetings/{id}"),
        title: before.record.title.clone(),
    })
}

fn people(
    visitor: &Visitor,
    meeting: &MeetingState,
    was_opened: bool,
) -> Vec<(&'static str, String)> {
    let record = &meeting.record;
    let called = |ids: &mut dyn Iterator<Item = &PersonId>| {
        let names: Vec<String> = ids.map(|id| visitor.view.people.called(id)).collect();
        if names.is_empty() {
            "None".to_owned()
        } else {
            names.join("; ")
        }
    };
    if !was_opened {
        return vec![("Asked to come", called(&mut record.members.iter()))];
    }
    let (present, apologies) = (&meeting.present, &meeting.apologies);
    let mut lists = vec![
        ("Present", called(&mut present.iter())),
        ("Apologies", called(&mut apologies.iter())),
    ];
    let asked = [&record.chair].into_iter().chain(&record.members);
    let absent: Vec<&PersonId> = asked
        .filter(|id| !present.contains(id) && !apologies.contains(id))
        .collect();
    if !absent.is_empty() {
        lists.push(("Absent", called(&mut absent.into_iter())));
    }
    lists
}

fn main_link(visitor: &Visitor, id: &MeetingId, meeting: &MeetingState) -> Option<GiveLink> {
    // What is to come cannot have begun.
    if meeting.stage != MeetingStage::Called || meeting.record.on > visitor.today {
        return None;
    }
    let about = [("meeting", id.as_str())];
    link(visitor, K::OpenMeeting, "Open the meeting", &about)
}

fn links(visitor: &Visitor, id: &MeetingId, meeting: &MeetingState) -> Vec<GiveLink> {
    let kinds: &[(K, &'static str)] = match meeting.stage {
        MeetingStage::Called => &[
            (K::NoteEvidence, "Note the figures before it"),
            (K::CallMeeting, "Change day, chair or members"),
            (K::CancelMeeting, "Call it off"),
        ],
        MeetingStage::Open => &[
            (K::Decide, "Record a decision"),
            (K::AgreeArising, "Agree a small action"),
            (K::NoteEvidence, "Note the figures before it"),
            (K::CloseMeeting, "Close the meeting"),
        ],
        MeetingStage::Closed | MeetingStage::Cancelled(_) => &[],
    };
    let back = format!("/meetings/{id}");
    let about = [("meeting", id.as_str()), ("back", back.as_str())];
    kinds
        .iter()
        .filter_map(|(kind, text)| link(visitor, *kind, text, &about))
        .collect()
}

fn downloads(id: &MeetingId, meeting: &MeetingState, has_agenda: bool) -> Vec<Download> {
    let document = |what: &str, name: &str| {
        [
            ("html", "as a page"),
            ("docx", "for Word"),
            ("pdf", "as a PDF"),
        ]
        .map(|(form, how)| Download {
            href: format!("/meetings/{id}/{name}.{form}"),
            text: format!("{what} {how}"),
        })
    };
    let mut all = Vec::new();
    if has_agenda {
        all.extend(document("Agenda", "agenda"));
    }
    match meeting.stage {
        MeetingStage::Open => all.extend(document("Draft minutes", "minutes")),
        MeetingStage::Closed => all.extend(document("Minutes", "minutes")),
        MeetingStage::Called => all.push(Download {
            href: format!("/meetings/{id}/invite.ics"),
            text: "For your calendar".to_owned(),
        }),
        MeetingStage::Cancelled(_) => {}
    }
    all
}

/// The figures that were noted for the meeting, a sentence for each time.
fn figures(visitor: &Visitor, id: &MeetingId) -> Vec<String> {
    visitor
        .view
        .state
        .evidence
        .iter()
        .filter(|seen| seen.note.meeting.as_ref() == Some(id))
        .map(|seen| {
            format!(
                "{} of {} were noted on {}.",
                words::counted(seen.note.figures.len(), "figure", "figures"),
                seen.note.month.in_words(),
                words::day(seen.on)
            )
        })
        .collect()
}

/// What was recorded since an open meeting was opened, the latest first: the last event about the
/// meeting itself is its opening.
fn recorded(visitor: &Visitor, id: &MeetingId) -> Vec<Recorded> {
    let view = &visitor.view;
    let about = Subject::Meeting(id.clone());
    view.told
        .iter()
        .rev()
        .take_while(|told| told.subject != about)
        .map(|told| Recorded {
            who: view.people.called(&told.by),
            words: told.words.clone(),
        })
        .collect()
}
