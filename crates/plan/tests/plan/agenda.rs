//! The agenda that makes itself, and what is due to whom. Worked by hand from one small story:
//!
//! R1 is led by P2. R1.1 was due on 30 June 2017 and is reported on last on 10 July; R1.2 is due on
//! 29 September and is reported on last on 20 August; R1.3 is done; milestone R1.M1 is due on 31
//! August. R1 was rated amber on 26 June and green on 20 August. The meeting of 31 July left a
//! decision and an action open. July's audit round ended on 5 August. The meetings of 28 August
//! and 25 September are called.

use jiff::civil::Date;
use waymark_figures::{EvidenceBook, Outcome, Polarity, Shape, Verdict};
use waymark_plan::Rating;
use waymark_plan::ledger::agenda::{Moved, ThemeLine};
use waymark_plan::ledger::parts::*;
use waymark_plan::ledger::{
    Command, DueKind, Entry, Reminding, State, agenda, decide, due, noted_figures,
};

use super::given::{day, evidence, figure as figure_of, meta};

fn parsed<T: std::str::FromStr>(text: &str) -> T
where
    T::Err: std::fmt::Debug,
{
    text.parse().unwrap()
}

fn json(text: &str) -> Command {
    serde_json::from_str(text).unwrap()
}

struct Story {
    state: State,
}

impl Story {
    fn give(&mut self, by: &str, today: &str, command: Command) {
        let (actor, today): (waymark_plan::PersonId, Date) = (parsed(by), day(today));
        let events = decide(&command, &self.state, &actor, today)
            .unwrap_or_else(|refusal| panic!("{command:?}: {refusal}"));
        for event in events {
            let entry = Entry {
                seq: self.state.seq + 1,
                recorded_at: jiff::Timestamp::UNIX_EPOCH,
                on: today,
                actor: actor.clone(),
                event,
            };
            self.state.evolve(&entry).unwrap();
        }
    }

    fn json(&mut self, by: &str, today: &str, text: &str) {
        self.give(by, today, json(text));
    }
}

fn story() -> Story {
    let mut story = Story {
        state: State::default(),
    };
    for (by, today, text) in [
        (
            "P1",
            "2017-03-01",
            r#"{"command":"open-ledger","authority":{"name":"Loamshire","code":"999"},"demonstration":true}"#,
        ),
        (
            "P1",
            "2017-03-01",
            r#"{"command":"grant-role","person":"P1","role":"analyst"}"#,
        ),
        (
            "P1",
            "2017-03-01",
            r#"{"command":"grant-role","person":"P3","role":"chair"}"#,
        ),
        (
            "P1",
            "2017-03-01",
            r#"{"command":"grant-role","person":"P4","role":"auditor"}"#,
        ),
        (
            "P1",
            "2017-03-01",
            r#"{"command":"grant-role","person":"P5","role":"auditor"}"#,
        ),
        (
            "P1",
            "2017-03-01",
            r#"{"command":"adopt-scheme","scheme":{"version":"1","red":"r","amber":"a","green":"g"}}"#,
        ),
        (
            "P1",
            "2017-03-01",
            r#"{"command":"record-inspection","id":"sif","inspection":{"framework":"sif","started":"2016-11-07","ended":"2016-12-01","judgement":"Good","judgements":[]}}"#,
        ),
        (
            "P1",
            "2017-03-01",
            r#"{"command":"record-aim","id":"aim","title":"Aim"}"#,
        ),
        (
            "P1",
            "2017-03-01",
            r#"{"command":"record-recommendation","id":"R1","inspection":"sif","number":1,"text":"Do better.","aims":["aim"],"lead":{"post":"Head","person":"P2"},"audit_themes":[]}"#,
        ),
        (
            "P1",
            "2017-03-01",
            r#"{"command":"record-recommendation","id":"R2","inspection":"sif","number":2,"text":"Nothing is planned.","aims":["aim"],"lead":{"post":"Head"},"audit_themes":[]}"#,
        ),
        (
            "P1",
            "2017-03-01",
            r#"{"command":"add-action","id":"R1.1","recommendation":"R1","title":"First","lead":{"post":"Manager","person":"P6"},"start":"2017-03-01","first_due":"2017-06-30"}"#,
        ),
        (
            "P1",
            "2017-03-01",
            r#"{"command":"add-action","id":"R1.2","recommendation":"R1","title":"Second","lead":{"post":"Manager"},"start":"2017-03-01","first_due":"2017-08-01"}"#,
        ),
        (
            "P1",
            "2017-03-01",
            r#"{"command":"add-action","id":"R1.3","recommendation":"R1","title":"Third","lead":{"post":"Manager"},"start":"2017-03-01","first_due":"2017-05-31"}"#,
        ),
        (
            "P1",
            "2017-03-01",
            r#"{"command":"add-milestone","id":"R1.M1","recommendation":"R1","title":"Reached","first_due":"2017-08-31"}"#,
        ),
        (
            "P1",
            "2017-03-01",
            r#"{"command":"start-action","action":"R1.1","on":"2017-03-01"}"#,
        ),
        (
            "P1",
            "2017-03-01",
            r#"{"command":"start-action","action":"R1.2","on":"2017-03-01"}"#,
        ),
        (
            "P1",
            "2017-05-30",
            r#"{"command":"complete","item":"R1.3","on":"2017-05-30"}"#,
        ),
        (
            "P1",
            "2017-06-26",
            r#"{"command":"rate","recommendation":"R1","rating":"amber","judged_by":"Head","on":"2017-06-26","rationale":"Half done."}"#,
        ),
        (
            "P1",
            "2017-07-03",
            r#"{"command":"plan-round","id":"A2017-07","month":"2017-07","themes":["planning","recording"],"sample_frame":"Open cases","sample_size":3,"auditors":["P4","P5"]}"#,
        ),
        (
            "P1",
            "2017-07-10",
            r#"{"command":"note-progress","action":"R1.1","on":"2017-07-10","by":"Manager","note":"Late."}"#,
        ),
        (
            "P4",
            "2017-07-20",
            r#"{"command":"record-grading","round":"A2017-07","reference":"QA-1","theme":"planning","auditor":"P4","grade":"good"}"#,
        ),
        (
            "P4",
            "2017-07-20",
            r#"{"command":"record-grading","round":"A2017-07","reference":"QA-2","theme":"planning","auditor":"P4","grade":"outstanding"}"#,
        ),
        (
            "P4",
            "2017-07-20",
            r#"{"command":"record-grading","round":"A2017-07","reference":"QA-2","theme":"recording","auditor":"P4","grade":"inadequate"}"#,
        ),
        (
            "P5",
            "2017-07-24",
            r#"{"command":"moderate-grading","round":"A2017-07","reference":"QA-2","theme":"planning","grade":"requires-improvement","reason":"Not followed through."}"#,
        ),
        (
            "P1",
            "2017-07-24",
            r#"{"command":"call-meeting","id":"M1","title":"July","on":"2017-07-31","chair":"P3","members":["P1","P2"]}"#,
        ),
        (
            "P1",
            "2017-07-31",
            r#"{"command":"open-meeting","meeting":"M1","present":["P3","P1"],"apologies":["P2"]}"#,
        ),
        (
            "P1",
            "2017-07-31",
            r#"{"command":"decide","id":"M1.D1","meeting":"M1","decision":"Ask for a second team.","stays_open":true}"#,
        ),
        (
            "P1",
            "2017-07-31",
            r#"{"command":"decide","id":"M1.D2","meeting":"M1","decision":"The notes are agreed.","stays_open":false}"#,
        ),
        (
            "P1",
            "2017-07-31",
            r#"{"command":"redate","item":"R1.2","due":"2017-09-29","reason":"Vacancies.","agreed_by":"The meeting","on":"2017-07-31","meeting":"M1"}"#,
        ),
        (
            "P1",
            "2017-07-31",
            r#"{"command":"agree-arising","id":"M1.A1","meeting":"M1","title":"Write to partners","owner":{"post":"Manager","person":"P6"},"due":"2017-08-15"}"#,
        ),
        (
            "P1",
            "2017-07-31",
            r#"{"command":"close-meeting","meeting":"M1"}"#,
        ),
        (
            "P1",
            "2017-08-01",
            r#"{"command":"call-meeting","id":"M2","title":"August","on":"2017-08-28","chair":"P3","members":["P1","P2"]}"#,
        ),
        (
            "P1",
            "2017-08-01",
            r#"{"command":"call-meeting","id":"M3","title":"September","on":"2017-09-25","chair":"P3","members":["P1","P2"]}"#,
        ),
        (
            "P1",
            "2017-08-05",
            r#"{"command":"close-round","round":"A2017-07","note":"One case was closed before it could be audited."}"#,
        ),
        (
            "P1",
            "2017-08-20",
            r#"{"command":"note-progress","action":"R1.2","on":"2017-08-20","by":"Manager","note":"On the way."}"#,
        ),
        (
            "P1",
            "2017-08-20",
            r#"{"command":"rate","recommendation":"R1","rating":"green","judged_by":"Head","on":"2017-08-20","rationale":"It will be done."}"#,
        ),
    ] {
        story.json(by, today, text);
    }
    story
}

#[test]
fn the_agenda_of_the_august_meeting() {
    let state = story().state;
    let made = agenda(&state, day("2017-08-28"), None);
    assert_eq!(made.meeting, Some(parsed("M2")));
    assert_eq!(made.since, Some(day("2017-07-31")));
    assert_eq!(made.until, day("2017-09-25"));

    // 31 days of July and 28 of August.
    let overdue: Vec<_> = made
        .overdue
        .iter()
        .map(|line| (line.id.as_str(), line.days_overdue))
        .collect();
    assert_eq!(overdue, [("R1.1", Some(59))]);
    // R1.2 is due four days after the next meeting.
    let near: Vec<&str> = made
        .due_before_next
        .iter()
        .map(|line| line.id.as_str())
        .collect();
    assert_eq!(near, ["R1.M1"]);
    assert_eq!(
        made.moved,
        [Moved::Rating {
            recommendation: parsed("R1"),
            before: Rating::Amber,
            now: Rating::Green,
        }]
    );
    assert!(made.moved[0].is_better());
    // R1.1 is overdue by more than 28 days (row D3); nothing is proposed for R2 (row D1).
    assert_eq!(made.differing.len(), 1);
    assert_eq!(made.differing[0].recommendation, parsed("R1"));
    assert_eq!(made.differing[0].rating, Some(Rating::Green));
    assert_eq!(made.differing[0].delivery.rating, Some(Rating::Red));
    assert_eq!(made.differing[0].impact, None);
    // 21 days of July and 28 of August.
    let stale: Vec<_> = made
        .stale
        .iter()
        .map(|line| (line.id.as_str(), line.since, line.days))
        .collect();
    assert_eq!(stale, [("R1.1", day("2017-07-10"), 49)]);
    assert_eq!(made.rounds.len(), 1);
    assert_eq!(made.rounds[0].cases, (2, 3));
    let theme = |theme: &str, graded, good_or_better, moderated| ThemeLine {
        theme: theme.to_owned(),
        graded,
        good_or_better,
        moderated,
    };
    // Of planning, one stays good and one was moderated to requires improvement.
    assert_eq!(
        made.rounds[0].themes,
        [theme("planning", 2, 1, 1), theme("recording", 1, 0, 0)]
    );
    assert_eq!(made.restated, []);
    let open: Vec<&str> = made
        .open_decisions
        .iter()
        .chain(&made.open_actions)
        .map(|line| line.id.as_str())
        .collect();
    assert_eq!(open, ["M1.D1", "M1.A1"]);
}

#[test]
fn what_is_done_and_concluded_leaves_the_agenda() {
    let mut story = story();
    for text in [
        r#"{"command":"complete","item":"R1.1","on":"2017-08-21"}"#,
        r#"{"command":"complete","item":"R1.M1","on":"2017-08-21"}"#,
        r#"{"command":"conclude-decision","id":"M1.D1","on":"2017-08-21","outcome":"Asked."}"#,
        r#"{"command":"complete-arising","id":"M1.A1","on":"2017-08-21"}"#,
    ] {
        story.json("P1", "2017-08-21", text);
    }
    let made = agenda(&story.state, day("2017-08-28"), None);
    assert_eq!(made.overdue, []);
    assert_eq!(made.due_before_next, []);
    assert_eq!(made.stale, []);
    assert_eq!(made.open_decisions, []);
    assert_eq!(made.open_actions, []);
}

#[test]
fn figures_that_moved_or_were_restated_are_told() {
    let mut story = story();
    let measure = meta("re-referrals", Shape::Percentage, Polarity::Low);
    // In July the meeting saw 18.0% for June, no clear change against 20.0%.
    let seen = EvidenceBook::new(vec![evidence(
        &measure,
        Some(("2016-06", 40.0, 200.0)),
        ("2017-06", 36.0, 200.0),
    )]);
    let note = EvidenceNote {
        meeting: Some(parsed("M2")),
        snapshot: "one".into(),
        month: parsed("2017-06"),
        figures: noted_figures(&seen),
    };
    assert_eq!(note.figures[0].verdict, Some(Verdict::NoClearChange));
    assert_eq!(note.figures[0].value, Some(18.0));
    story.give("P1", "2017-08-28", Command::NoteEvidence(note));
    for text in [
        r#"{"command":"open-meeting","meeting":"M2","present":["P3"],"apologies":[]}"#,
        r#"{"command":"close-meeting","meeting":"M2"}"#,
    ] {
        story.json("P1", "2017-08-28", text);
    }
    // In September it is 10.0% for August against 25.0%: clearly better. A corrected return makes
    // June's figure 37 of 200.
    let mut entry = evidence(
        &measure,
        Some(("2016-08", 50.0, 200.0)),
        ("2017-08", 20.0, 200.0),
    );
    entry.series = vec![
        Outcome::Figure(figure_of(&measure, "2017-06", 37.0, 200.0)),
        Outcome::Figure(figure_of(&measure, "2017-07", 30.0, 200.0)),
    ];
    let book = EvidenceBook::new(vec![entry]);
    let made = agenda(&story.state, day("2017-09-25"), Some(&book));
    let [
        Moved::Figure {
            figure,
            before,
            now,
        },
    ] = made.moved.as_slice()
    else {
        panic!("{:?}", made.moved);
    };
    assert_eq!(figure.measure, parsed("re-referrals"));
    assert_eq!(figure.month, parsed("2017-08"));
    assert_eq!(
        (figure.numerator, figure.denominator, figure.value),
        (20.0, 200.0, Some(10.0))
    );
    assert_eq!(
        (*before, *now),
        (Some(Verdict::NoClearChange), Verdict::Better)
    );
    assert_eq!(made.restated.len(), 1);
    let restated = &made.restated[0];
    assert_eq!(
        (restated.was.month, restated.was.value, restated.now.value),
        (parsed("2017-06"), Some(18.0), Some(18.5))
    );
    assert_eq!(restated.noted_on, day("2017-08-28"));
    assert!(!restated.other_definition);
}

/// The keys of what is due, with whom it goes to.
fn keys(state: &State, today: &str) -> Vec<(DueKind, String, String)> {
    due(state, day(today), Reminding::default())
        .into_iter()
        .map(|due| {
            let person = due.person.map_or("nobody".to_owned(), |id| id.to_string());
            (due.kind, due.key, person)
        })
        .filter(|(kind, ..)| *kind != DueKind::Meeting)
        .collect()
}

#[test]
fn what_is_near_is_due_from_a_fortnight_before() {
    let state = story().state;
    let of = |today: &str| -> Vec<String> {
        keys(&state, today)
            .into_iter()
            .filter(|(kind, ..)| *kind == DueKind::Soon)
            .map(|(_, key, _)| key)
            .collect()
    };
    assert_eq!(of("2017-08-16"), [] as [&str; 0]);
    assert_eq!(of("2017-08-17"), ["R1.M1/soon/2017-08-31"]);
    assert_eq!(of("2017-08-31"), ["R1.M1/soon/2017-08-31"]);
    assert_eq!(of("2017-09-15"), ["R1.2/soon/2017-09-29"]);
}

#[test]
fn chasing_stops_when_the_report_comes_and_begins_again_when_it_is_stale() {
    let mut story = story();
    let of = |state: &State, today: &str| -> Vec<String> {
        keys(state, today)
            .into_iter()
            .filter(|(_, key, _)| key.starts_with("R1.1"))
            .map(|(_, key, person)| format!("{key} {person}"))
            .collect()
    };
    // Reported on 10 July, ten days after it was due: for 35 days nobody asks.
    assert_eq!(of(&story.state, "2017-08-14"), [] as [&str; 0]);
    // On 15 August the report is 36 days old; the day that stood is 46 days past.
    assert_eq!(
        of(&story.state, "2017-08-15"),
        [
            "R1.1/overdue/2017-06-30/2017-08-12 P6",
            "R1.1/stale/2017-07-10/2017-08-15 P6"
        ]
    );
    // Six days later it is the same stale report, and the next week of being overdue.
    assert_eq!(
        of(&story.state, "2017-08-21"),
        [
            "R1.1/overdue/2017-06-30/2017-08-19 P6",
            "R1.1/stale/2017-07-10/2017-08-15 P6"
        ]
    );
    story.json(
        "P1",
        "2017-08-22",
        r#"{"command":"note-progress","action":"R1.1","on":"2017-08-22","by":"Manager","note":"Nearly."}"#,
    );
    assert_eq!(of(&story.state, "2017-08-29"), [] as [&str; 0]);
    story.json(
        "P1",
        "2017-09-04",
        r#"{"command":"complete","item":"R1.1","on":"2017-09-04"}"#,
    );
    assert_eq!(of(&story.state, "2017-12-29"), [] as [&str; 0]);
}

#[test]
fn each_reminder_goes_to_who_leads() {
    let state = story().state;
    let all = keys(&state, "2017-08-28");
    let to = |id: &str| -> Vec<&str> {
        all.iter()
            .filter(|(_, key, _)| key.starts_with(&format!("{id}/")))
            .map(|(.., person)| person.as_str())
            .collect()
    };
    // The action's own lead; the recommendation's for a milestone; the owner of a small action.
    assert_eq!(to("R1.1"), ["P6", "P6"]);
    assert_eq!(to("R1.M1"), ["P2"]);
    assert_eq!(to("M1.A1"), ["P6"]);
    // The meeting of 28 August: the chair and two members, and not the one of September yet.
    let meetings: Vec<String> = due(&state, day("2017-08-28"), Reminding::default())
        .into_iter()
        .filter(|due| due.kind == DueKind::Meeting)
        .map(|due| format!("{} {}", due.id, due.person.unwrap()))
        .collect();
    assert_eq!(meetings, ["M2 P1", "M2 P2", "M2 P3"]);
}
