//! Everything that a person owes: the cases of `owed.toml`, and what each thing says and takes.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Deserialize;
use waymark_plan::PersonId;
use waymark_plan::ledger::{CommandKind, Owed, Reminding, State, due_for};

use super::{Scene, Step, give, none_of, read, scene, scenes};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    base: String,
    #[serde(default)]
    given: Vec<Step>,
    person: PersonId,
    today: Date,
    owes: Vec<String>,
}

fn cases() -> Vec<Case> {
    read::<Cases>("owed.toml").case
}

fn state_of(scenes: &BTreeMap<String, Scene>, case: &Case) -> State {
    let mut state = scene(scenes, &case.base).unwrap();
    for step in &case.given {
        give(&mut state, step).unwrap_or_else(|why| panic!("{}: {why}", case.name));
    }
    state
}

fn owed(state: &State, case: &Case) -> Vec<Owed> {
    due_for(state, &case.person, case.today, Reminding::default())
}

fn told(owed: &Owed) -> String {
    let mut told = format!("{:?} {:?} {}", owed.pressing, owed.task, owed.about);
    for (word, day) in [("due", owed.due), ("since", owed.since)] {
        if let Some(day) = day {
            told.push_str(&format!(", {word} {day}"));
        }
    }
    told
}

#[test]
fn each_owes_what_falls_to_them() {
    let (scenes, cases) = (scenes(), cases());
    let failures: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let owed = owed(&state_of(&scenes, case), case);
            let found: Vec<String> = owed.iter().map(told).collect();
            (found != case.owes).then(|| format!("{}: it is {found:#?}", case.name))
        })
        .collect();
    none_of(&failures, cases.len());
}

/// A page gives the command that settles a thing, and whoever owes it may give that.
#[test]
fn who_owes_something_may_settle_it() {
    let scenes = scenes();
    let mut settled = BTreeSet::new();
    for case in cases() {
        let state = state_of(&scenes, &case);
        for owed in owed(&state, &case) {
            let kind = owed.task.command();
            let may = state.may_give(&case.person, kind, &owed.about);
            assert!(may, "{}: {owed:?}", case.name);
            settled.insert(kind);
        }
    }
    let all = [
        CommandKind::Complete,
        CommandKind::CompleteArising,
        CommandKind::ConcludeDecision,
        CommandKind::RecordGrading,
        CommandKind::WriteReport,
        CommandKind::SubmitReport,
        CommandKind::ReviewReport,
        CommandKind::CommentOnReport,
        CommandKind::ApproveReport,
        CommandKind::PublishReport,
        CommandKind::AnswerRestatement,
    ];
    assert_eq!(settled, BTreeSet::from(all));
}

#[test]
fn each_is_told_in_words() {
    let scenes = scenes();
    for (base, person, today, titles) in [
        (
            "minuted",
            "P5",
            "2017-07-11",
            vec![
                "Set up a second assessment team",
                "Send round the training days",
                "First Response asks the police for one point of contact.",
                "No assessment stays open beyond 60 working days",
            ],
        ),
        ("graded", "P7", "2017-06-12", vec!["1 of 2 cases graded"]),
        (
            "report restated",
            "P2",
            "2018-01-08",
            vec!["1 figure changed: Progress against Firm Footing"],
        ),
    ] {
        let state = scene(&scenes, base).unwrap();
        let (person, today) = (person.parse().unwrap(), today.parse().unwrap());
        let owed = due_for(&state, &person, today, Reminding::default());
        let found: Vec<&str> = owed.iter().map(|owed| owed.title.as_str()).collect();
        assert_eq!(found, titles, "{base}");
    }
}
