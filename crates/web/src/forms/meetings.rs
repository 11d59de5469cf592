//! Forms about meetings: calling and opening them, what they decide and hand out.

use jiff::civil::Date;
use serde_json::{Value, json};
use waymark_codes::Month;
use waymark_narrative::sentence::words;
use waymark_plan::ledger::Subject;
use waymark_plan::ledger::parts::{Arising, MeetingRecord, Role};
use waymark_plan::ledger::state::{MeetingStage, MeetingState};
use waymark_plan::{MeetingId, MinuteId, PersonId};

use super::actions::lead;
use super::field::{Field, Kind, day, field, hidden, line, text};
use super::naming::{name, taken, text_at};
use super::offer::{self, changing};
use super::{Ask, Draft, free_id};

/// A meeting's page.
pub(super) fn page_of(meeting: &MeetingId) -> String {
    format!("/meetings/{meeting}")
}

/// The meeting that the address names, where it stands so.
fn meeting_at<'a>(ask: &'a Ask<'_>, stage: &MeetingStage) -> Option<(MeetingId, &'a MeetingState)> {
    let id: MeetingId = ask.named("meeting")?;
    let found = ask.state().meetings.get(&id)?;
    (found.stage == *stage).then_some((id, found))
}

/// A form about a meeting, which is named before the questions.
fn about(title: &str, id: &MeetingId, meeting: &MeetingState) -> Draft {
    Draft::new(
        title,
        Subject::Meeting(id.clone()),
        json!({ "meeting": id }),
    )
    .lead(format!(
        "{}, {}.",
        meeting.record.title,
        words::day(meeting.record.on)
    ))
    .back(page_of(id))
}

pub(super) fn call(ask: &Ask<'_>) -> Option<Draft> {
    if !ask.about.contains_key("meeting") {
        return Some(new_meeting(ask));
    }
    let (id, meeting) = meeting_at(ask, &MeetingStage::Called)?;
    let record = &meeting.record;
    let draft = Draft::new(
        "Change a meeting",
        Subject::Meeting(id.clone()),
        json!({ "id": id }),
    )
    .back(page_of(&id))
    .fields(of_meeting(ask, Some(record)))
    .assemble(chair_apart);
    Some(changing(draft, record))
}

/// A meeting like the last one, on the day that was agreed there.
fn new_meeting(ask: &Ask<'_>) -> Draft {
    let meetings = &ask.state().meetings;
    let last = meetings
        .values()
        .filter(|meeting| !matches!(meeting.stage, MeetingStage::Cancelled(_)))
        .max_by_key(|meeting| meeting.record.on);
    let on = last
        .and_then(|last| last.next)
        .filter(|next| *next >= ask.today);
    let last = last.map(|last| &last.record);
    let mut draft = Draft::new("Call a meeting", Subject::Plan, json!({}))
        .back("/meetings")
        .fields(of_meeting(ask, last))
        .fields([taken(meetings.keys())])
        .assemble(|command| {
            let on: Option<Date> = text_at(command, "on").parse().ok();
            let id = on.map(|on| format!("M{}", Month::of(on)));
            name(command, &id.unwrap_or_default());
            chair_apart(command)
        })
        .submit("Call it");
    for field in &mut draft.fields {
        match (field.path.as_str(), last) {
            ("title", _) => field.value = json!(on.map(|on| title_like(last, on))),
            ("on", _) => field.value = json!(on),
            ("chair", Some(last)) => field.value = json!(last.chair),
            ("members", Some(last)) => field.value = json!(last.members),
            _ => {}
        }
    }
    draft
}

/// The title of the last meeting with the month of another.
fn title_like(last: Option<&MeetingRecord>, on: Date) -> String {
    let stem = last.and_then(|last| Some(last.title.rsplit_once(", ")?.0));
    let stem = stem.unwrap_or("Improvement meeting");
    format!("{stem}, {}", Month::of(on).in_words())
}

fn of_meeting(ask: &Ask<'_>, stands: Option<&MeetingRecord>) -> [Field; 4] {
    let chair = stands.map(|stands| &stands.chair);
    let chairs = offer::person(ask, ask.who_are(&[Role::Chair, Role::Director]), chair);
    let members: &[PersonId] = stands.map_or(&[], |stands| &stands.members);
    [
        line("title", "Title").hint("Such as Improvement meeting, September 2017"),
        day("on", "Day"),
        field(
            "chair",
            "Who chairs",
            Kind::Select(offer::select_one(chairs)),
        ),
        field(
            "members",
            "Who else is asked to come",
            Kind::Ticks(offer::people(ask, ask.everybody(), members)),
        )
        .optional(),
    ]
}

/// Whoever chairs need not be unticked among the others.
fn chair_apart(command: &mut Value) -> Result<(), (String, String)> {
    offer::without(command, "members", "chair");
    Ok(())
}

pub(super) fn cancel(ask: &Ask<'_>) -> Option<Draft> {
    let (id, meeting) = meeting_at(ask, &MeetingStage::Called)?;
    Some(
        about("Call off a meeting", &id, meeting)
            .fields([text("reason", "Why")])
            .submit("Call it off")
            .warns(),
    )
}

pub(super) fn open(ask: &Ask<'_>) -> Option<Draft> {
    let (id, meeting) = meeting_at(ask, &MeetingStage::Called)?;
    let record = &meeting.record;
    let mut asked: Vec<PersonId> = vec![record.chair.clone()];
    asked.extend(record.members.iter().cloned());
    let choices = offer::people(ask, Vec::new(), &asked);
    Some(
        about("Open a meeting", &id, meeting)
            .fields([
                field("present", "Who is there", Kind::Ticks(choices.clone())).value(json!(asked)),
                field("apologies", "Who sent apologies", Kind::Ticks(choices))
                    .optional()
                    .hint("Whoever is ticked here counts as not there"),
            ])
            .assemble(|command| {
                offer::without(command, "present", "apologies");
                Ok(())
            })
            .submit("Open it"),
    )
}

pub(super) fn evidence(ask: &Ask<'_>) -> Option<Draft> {
    // The figures themselves come with the giving, as they are at that moment.
    let known = json!({ "snapshot": "", "month": Month::of(ask.today), "figures": [] });
    let mut draft = Draft::new("Note the figures", Subject::Evidence, known).lead(
        "The figures of the latest data are kept as they are now, so that it can be said later what was known.",
    );
    if ask.about.contains_key("meeting") {
        let id: MeetingId = ask.named("meeting")?;
        let meeting = ask
            .state()
            .meetings
            .get(&id)
            .filter(|found| found.opens())?;
        draft = draft
            .lead(format!(
                "They are noted for {}, {}.",
                meeting.record.title,
                words::day(meeting.record.on)
            ))
            .fields([hidden("meeting", json!(id))])
            .back(page_of(&id));
    }
    Some(draft.submit("Note them"))
}

/// An id that no decision, small action, action or milestone has.
fn free_minute(ask: &Ask<'_>, meeting: &MeetingId, letter: char) -> String {
    let state = ask.state();
    free_id(&format!("{meeting}.{letter}"), |id| {
        let minutes = state.minutes.keys().map(|known| known.as_str());
        let mut all = minutes.chain(state.items.keys().map(|known| known.as_str()));
        all.any(|known| known.eq_ignore_ascii_case(id))
    })
}

pub(super) fn decision(ask: &Ask<'_>) -> Option<Draft> {
    let (id, meeting) = meeting_at(ask, &MeetingStage::Open)?;
    let about_what = ask.about.get("recommendation");
    let none = "No single recommendation";
    let recommendations = offer::or_none(none, offer::recommendations(ask));
    Some(
        about("Record a decision", &id, meeting).fields([
            hidden("id", free_minute(ask, &id, 'D')),
            text("decision", "What was decided").hint("In whole sentences. Nothing about a child."),
            field(
                "recommendation",
                "Recommendation that it is about",
                Kind::Select(recommendations),
            )
            .optional()
            .value(about_what.map_or(Value::Null, |of| json!(of))),
            field(
                "stays_open",
                "It stays on the agenda until it is reported as carried out",
                Kind::Tick,
            )
            .value(json!(false)),
        ]),
    )
}

pub(super) fn conclude(ask: &Ask<'_>) -> Option<Draft> {
    let id: MinuteId = ask.named("minute")?;
    let decision = ask.state().decision(&id)?;
    if !decision.is_open() {
        return None;
    }
    Some(
        Draft::new(
            "Report that a decision was carried out",
            Subject::Minute(id.clone()),
            json!({ "id": id }),
        )
        .lead(format!("{id}: {}", decision.record.decision))
        .back(page_of(&decision.record.meeting))
        .fields([
            day("on", "Day that it was carried out").value(json!(ask.today)),
            text("outcome", "What came of it").hint("Nothing about a child"),
        ]),
    )
}

pub(super) fn arising(ask: &Ask<'_>) -> Option<Draft> {
    if ask.about.contains_key("minute") {
        return amended_arising(ask);
    }
    let (id, meeting) = meeting_at(ask, &MeetingStage::Open)?;
    Some(
        about("Agree a small action", &id, meeting)
            .lead("It is kept in the minutes and not in the plan.")
            .fields([hidden("id", free_minute(ask, &id, 'A'))])
            .fields(of_arising(ask, None)),
    )
}

fn amended_arising(ask: &Ask<'_>) -> Option<Draft> {
    let id: MinuteId = ask.named("minute")?;
    let stands = ask.state().arising(&id)?;
    if stands.outcome.is_some() {
        return None;
    }
    let record = &stands.record;
    let draft = Draft::new(
        "Change a small action",
        Subject::Minute(id.clone()),
        json!({ "id": id, "meeting": record.meeting }),
    )
    .lead(format!("{id}: {}", record.title))
    .back(page_of(&record.meeting))
    .fields(of_arising(ask, Some(record)));
    Some(changing(draft, record))
}

fn of_arising(ask: &Ask<'_>, stands: Option<&Arising>) -> [Field; 4] {
    let [mut post, person] = lead(ask, "owner", stands.map(|stands| &stands.owner));
    post.label = "Post that sees to it".to_owned();
    [
        line("title", "What is to be done").hint("Nothing about a child"),
        post,
        person,
        day("due", "By when").hint("Not before the day of the meeting"),
    ]
}

pub(super) fn complete_arising(ask: &Ask<'_>) -> Option<Draft> {
    let id: MinuteId = ask.named("minute")?;
    let stands = ask.state().arising(&id)?;
    if stands.outcome.is_some() {
        return None;
    }
    Some(
        Draft::new(
            "Record a small action as done",
            Subject::Minute(id.clone()),
            json!({ "id": id }),
        )
        .lead(format!("{id}: {}", stands.record.title))
        .back(page_of(&stands.record.meeting))
        .fields([
            day("on", "Day that it was done").value(json!(ask.today)),
            text("outcome", "What came of it")
                .optional()
                .hint("Nothing about a child"),
        ]),
    )
}

pub(super) fn close(ask: &Ask<'_>) -> Option<Draft> {
    let (id, meeting) = meeting_at(ask, &MeetingStage::Open)?;
    Some(
        about("Close a meeting", &id, meeting)
            .lead("Afterwards it can decide and agree nothing more.")
            .fields([day("next", "Day of the next meeting").optional()])
            .submit("Close it"),
    )
}
