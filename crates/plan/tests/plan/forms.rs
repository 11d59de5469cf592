//! Old logs load for ever: the folder `forms` holds a body of every kind of event in every form
//! that was ever written, named `<kind>.<form>.json`. A file is added with each new form, and none
//! is ever changed. Together the bodies tell one story.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use jiff::Timestamp;
use jiff::civil::date;
use waymark_plan::ledger::{Entry, Event, State};

/// An order in which all of it happened. With a kind stand an id of its sample and the one that
/// takes its place, where the story needs a second one of a kind.
const STORY: &[(&str, Option<(&str, &str)>)] = &[
    ("ledger-opened", None),
    ("role-granted", None),
    ("inspection-recorded", None),
    ("frame-set", None),
    ("scheme-adopted", None),
    ("aim-recorded", None),
    ("recommendation-recorded", None),
    ("measure-set", None),
    ("action-added", None),
    ("action-amended", None),
    ("action-started", None),
    ("consultation-recorded", None),
    ("consultation-answered", None),
    ("version-approved", None),
    ("body-decision-recorded", None),
    ("progress-noted", None),
    ("round-planned", None),
    ("grading-recorded", None),
    ("grading-moderated", None),
    ("finding-recorded", None),
    ("round-closed", None),
    ("milestone-added", None),
    ("milestone-amended", None),
    ("bid-recorded", None),
    ("bid-decided", None),
    ("meeting-called", None),
    ("evidence-noted", None),
    ("meeting-opened", None),
    ("item-redated", None),
    ("rating-recorded", None),
    ("rating-agreed", None),
    ("decision-taken", None),
    ("arising-agreed", None),
    ("meeting-closed", None),
    ("arising-completed", None),
    ("decision-concluded", None),
    ("meeting-called", Some(("M2017-09", "M2017-10"))),
    ("meeting-cancelled", None),
    ("item-completed", None),
    ("item-cancelled", None),
    ("item-reopened", None),
    ("posts-counted", None),
    ("report-opened", None),
    ("report-written", None),
    ("report-submitted", None),
    ("report-reviewed", None),
    ("report-commented", None),
    ("report-approved", None),
    ("report-published", None),
    ("restatement-raised", None),
    ("restatement-answered", None),
    (
        "report-opened",
        Some(("scrutiny-2017-11", "scrutiny-2018-03")),
    ),
    ("report-withdrawn", None),
    ("measure-removed", None),
    ("recommendation-withdrawn", None),
    ("aim-removed", None),
    ("role-withdrawn", None),
];

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/plan/forms")
}

fn sample(kind: &str, form: u16) -> String {
    let path = folder().join(format!("{kind}.{form}.json"));
    let text = fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{} cannot be read: {error}", path.display()));
    text.trim().to_owned()
}

#[test]
fn every_form_has_a_sample_and_no_other_file_is_there() {
    let expected: BTreeSet<String> = Event::KINDS
        .iter()
        .flat_map(|(kind, current)| (1..=*current).map(move |form| format!("{kind}.{form}.json")))
        .collect();
    let found: BTreeSet<String> = fs::read_dir(folder())
        .expect("the folder of samples is there")
        .map(|entry| entry.expect("the folder can be read").file_name())
        .map(|name| name.into_string().expect("file names are UTF-8"))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn every_form_that_was_ever_written_is_read() {
    for (kind, current) in Event::KINDS {
        for form in 1..=*current {
            let body = sample(kind, form);
            let event = Event::read(kind, form, &body)
                .unwrap_or_else(|error| panic!("{kind}, form {form}: {error}"));
            assert_eq!(event.kind(), *kind);
            assert_eq!(event.form(), *current);
            if form == *current {
                assert_eq!(event.body(), body, "{kind}, written back");
            }
        }
    }
}

/// The state without its count of events and its day, which every event changes.
fn apart_from_the_count(state: &State) -> State {
    State {
        seq: 0,
        last_on: None,
        ..state.clone()
    }
}

#[test]
fn every_event_changes_the_state() {
    let told: BTreeSet<&str> = STORY.iter().map(|(kind, _)| *kind).collect();
    let kinds: BTreeSet<&str> = Event::KINDS.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(told, kinds, "the story has every kind");

    let mut state = State::default();
    for (kind, another) in STORY {
        let (_, form) = Event::KINDS
            .iter()
            .find(|(known, _)| known == kind)
            .expect("the story has known kinds only");
        let mut body = sample(kind, *form);
        if let Some((own, other)) = another {
            body = body.replace(own, other);
        }
        let entry = Entry {
            seq: state.seq + 1,
            recorded_at: Timestamp::UNIX_EPOCH,
            on: date(2018, 4, 30),
            actor: "P1".parse().expect("an id"),
            event: Event::read(kind, *form, &body).expect("the sample is read"),
        };
        let before = apart_from_the_count(&state);
        state
            .evolve(&entry)
            .unwrap_or_else(|misfit| panic!("the story does not hang together: {misfit}"));
        assert_ne!(
            before,
            apart_from_the_count(&state),
            "{kind} changes nothing"
        );
    }
}
