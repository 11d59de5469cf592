//! Whether a person could give a command: held against what `decide` answers to every case, and
//! against a table worked by hand.

use std::collections::BTreeSet;

use waymark_plan::PersonId;
use waymark_plan::ledger::parts::Role;
use waymark_plan::ledger::{
    Command, CommandKind, Refusal, State, Subject, decide, may, may_comment, may_kind,
};

use super::{before, cases, command, none_of, scene, scenes};

/// What the command is about, where that is there already: new items are about their
/// recommendation.
fn about(command: &Command) -> Subject {
    match command {
        Command::AddAction(part) => Subject::Recommendation(part.recommendation.clone()),
        Command::AddMilestone(part) => Subject::Recommendation(part.recommendation.clone()),
        other => other.subject(),
    }
}

/// Whether it takes more than the kind does, because of what the command says.
fn asks_for_more(command: &Command) -> bool {
    match command {
        Command::CommentOnReport(_) => true,
        Command::Rate(part) => part.agreed_at.is_some(),
        _ => false,
    }
}

/// What the answer says of roles and leading; none where the command is refused before they are
/// looked at.
fn expected(command: &Command, answer: Result<(), Refusal>) -> Option<bool> {
    let refusal = match answer {
        Ok(()) => return Some(true),
        Err(refusal) => refusal,
    };
    match refusal {
        Refusal::NotAllowed { .. } if asks_for_more(command) => None,
        Refusal::NotAllowed { .. } | Refusal::NotTheirs { .. } => Some(false),
        // The clock, the opening and the characters of texts come before the roles.
        Refusal::ClockBehind { .. } | Refusal::NotOpened | Refusal::Unsound { .. } => None,
        // What is not there, or not in the plan, comes before whose it is.
        Refusal::NoSuch { .. } | Refusal::Withdrawn { .. } => None,
        _ => Some(true),
    }
}

/// Every case is given by its own person, and by several others with each role alone.
#[test]
fn a_person_may_give_what_is_not_refused_for_role_or_lead() {
    let scenes = scenes();
    let others = ["P5", "P6", "P50"].map(|id| id.parse::<PersonId>().unwrap());
    let mut failures = Vec::new();
    let mut seen: BTreeSet<(CommandKind, bool)> = BTreeSet::new();
    let mut compared = 0;
    for (file, case) in cases() {
        let asked = command(&case.when).unwrap();
        let state = before(&scenes, &case).unwrap();
        let mut hold = |state: &State, person: &PersonId| {
            let answer = decide(&asked, state, person, case.when.today);
            let Some(expected) = expected(&asked, answer.clone().map(|_| ())) else {
                return;
            };
            compared += 1;
            seen.insert((asked.which(), expected));
            if state.may_give(person, asked.which(), &about(&asked)) != expected {
                failures.push(format!(
                    "{file}: {}: by {person}, who is {:?}, it should be {expected}: {answer:?}",
                    case.name,
                    state.roles.get(person)
                ));
            }
        };
        hold(&state, &case.when.by);
        for person in others.iter().chain([&case.when.by]) {
            for role in Role::ALL {
                let mut state = state.clone();
                state.roles.insert(person.clone(), BTreeSet::from([role]));
                hold(&state, person);
            }
        }
    }
    none_of(&failures, compared);

    let mut unseen = BTreeSet::new();
    for kind in CommandKind::ALL {
        for may in [true, false] {
            if !seen.contains(&(*kind, may)) {
                unseen.insert((*kind, may));
            }
        }
    }
    // Anybody opens a ledger, and a comment's kind says who may give it.
    assert_eq!(
        unseen,
        BTreeSet::from([
            (CommandKind::OpenLedger, false),
            (CommandKind::CommentOnReport, false)
        ])
    );
}

#[test]
fn a_kind_is_for_those_whom_the_command_is_for() {
    for (_, case) in cases() {
        let asked = command(&case.when).unwrap();
        let (of_kind, of_command) = (may_kind(asked.which()), may(&asked));
        match &asked {
            Command::CommentOnReport(part) => {
                assert_eq!(of_command, may_comment(part.of));
                assert!(of_command.iter().all(|role| of_kind.contains(role)));
            }
            _ => assert_eq!(of_command, of_kind, "{}", asked.which()),
        }
    }
}

fn item(id: &str) -> Subject {
    Subject::Item(id.parse().unwrap())
}

fn recommendation(id: &str) -> Subject {
    Subject::Recommendation(id.parse().unwrap())
}

fn rating(id: &str) -> Subject {
    Subject::Rating(id.parse().unwrap())
}

fn minute(id: &str) -> Subject {
    Subject::Minute(id.parse().unwrap())
}

/// In the scene `minuted`: P5 leads R1, which decision D1 is about, and R1.1, and owns the small
/// action A1; P6 leads R2, R2.1 and R1.2.
#[test]
fn a_lead_may_about_what_they_lead() {
    let state = scene(&scenes(), "minuted").unwrap();
    let report = || Subject::Report("scrutiny-2017-11".parse().unwrap());
    let table = [
        // Their own action, and one of another's in their recommendation.
        ("P5", CommandKind::Complete, item("R1.1"), true),
        ("P5", CommandKind::Complete, item("R1.2"), true),
        ("P6", CommandKind::NoteProgress, item("R1.2"), true),
        ("P6", CommandKind::NoteProgress, item("R1.1"), false),
        ("P5", CommandKind::Redate, item("R2.1"), false),
        ("P5", CommandKind::Complete, item("R1.M1"), true),
        ("P6", CommandKind::Complete, item("R1.M1"), false),
        // What is new is for the recommendation's lead.
        ("P5", CommandKind::AddAction, recommendation("R1"), true),
        ("P6", CommandKind::AddAction, recommendation("R1"), false),
        ("P6", CommandKind::AddMilestone, recommendation("R2"), true),
        ("P6", CommandKind::AddAction, item("R1.2"), false),
        ("P5", CommandKind::AddAction, item("R1.9"), false),
        // Ratings are judged by the lead, and agreed by the chair.
        ("P5", CommandKind::Rate, rating("R1"), true),
        ("P6", CommandKind::Rate, rating("R1"), false),
        ("P5", CommandKind::AgreeRating, rating("R1"), false),
        ("P3", CommandKind::AgreeRating, rating("R1"), true),
        // Of a meeting, what is about their recommendation, and what they own.
        (
            "P5",
            CommandKind::ConcludeDecision,
            minute("M2017-07.D1"),
            true,
        ),
        (
            "P6",
            CommandKind::ConcludeDecision,
            minute("M2017-07.D1"),
            false,
        ),
        (
            "P5",
            CommandKind::ConcludeDecision,
            minute("M2017-07.D2"),
            false,
        ),
        (
            "P3",
            CommandKind::ConcludeDecision,
            minute("M2017-07.D2"),
            true,
        ),
        (
            "P5",
            CommandKind::CompleteArising,
            minute("M2017-07.A1"),
            true,
        ),
        (
            "P6",
            CommandKind::CompleteArising,
            minute("M2017-07.A1"),
            false,
        ),
        // Nobody leads what is not there; who keeps the plan may all the same.
        ("P5", CommandKind::Complete, item("R9.9"), false),
        ("P4", CommandKind::Complete, item("R9.9"), true),
        // A report is about all of the plan.
        ("P5", CommandKind::WriteReport, report(), true),
        ("P5", CommandKind::CommentOnReport, report(), true),
        ("P9", CommandKind::CommentOnReport, report(), false),
        ("P7", CommandKind::CommentOnReport, report(), false),
        // The administrator keeps roles and nothing else.
        (
            "P1",
            CommandKind::GrantRole,
            Subject::Person("P5".parse().unwrap()),
            true,
        ),
        ("P1", CommandKind::SetFrame, Subject::Plan, false),
        ("P9", CommandKind::OpenLedger, Subject::Ledger, true),
        // Nobody without a role, and nobody by having led something.
        ("P99", CommandKind::Complete, item("R1.1"), false),
    ];
    let mut failures = Vec::new();
    for (person, kind, about, expected) in &table {
        let person: PersonId = person.parse().unwrap();
        if state.may_give(&person, *kind, about) != *expected {
            failures.push(format!("{person} {kind} {about} should be {expected}"));
        }
    }
    none_of(&failures, table.len());

    let mut state = state;
    let lead: PersonId = "P5".parse().unwrap();
    state.roles.remove(&lead);
    assert!(!state.may_give(&lead, CommandKind::Complete, &item("R1.1")));
}
