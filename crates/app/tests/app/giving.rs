//! Giving commands: once, together, by several at a time, and on what has changed.

use jiff::civil::date;
use waymark_app::{AppError, Ledger, Order};
use waymark_plan::ledger::parts::{Role, RoleOf};
use waymark_plan::ledger::{Command, Event, Refusal};

use super::given::{DAY, action, begun, file, note, order, parsed, redate};

#[tokio::test]
async fn what_was_given_is_there_when_the_ledger_is_opened_again() {
    let (_folder, at) = file();
    let mut ledger = begun(&at).await;
    let given = ledger
        .give(&order("n-1", note(1, "Half done.")))
        .await
        .unwrap();
    assert!(!given.before);
    assert_eq!(given.entries.len(), 1);
    let seen = ledger.state().clone();
    let again = Ledger::open_existing(&at).await.unwrap().unwrap();
    assert_eq!(again.state(), &seen);
    assert_eq!(again.head(), ledger.head());
    let (_, action) = again.state().action(&parsed("R1.1")).unwrap();
    assert_eq!(action.updates[0].note, "Half done.");
}

#[tokio::test]
async fn there_is_no_ledger_before_it_is_opened() {
    let (folder, at) = file();
    assert!(Ledger::open_existing(&at).await.unwrap().is_none());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn a_command_that_is_given_again_is_not_written_twice() {
    let (_folder, at) = file();
    let mut ledger = begun(&at).await;
    let first = ledger.give(&order("a-2", action(2))).await.unwrap();
    // Decided again, it would be refused, as R1.2 is there.
    let second = ledger.give(&order("a-2", action(2))).await.unwrap();
    assert!(second.before);
    assert_eq!(second.entries, first.entries);
    // Decided again, it would be accepted, as a note may be made twice.
    let noted = ledger.give(&order("n-2", note(2, "Begun."))).await.unwrap();
    let noted_again = ledger.give(&order("n-2", note(2, "Begun."))).await.unwrap();
    assert!(noted_again.before);
    assert_eq!(noted_again.entries, noted.entries);
    assert_eq!(ledger.head().seq, noted.entries[0].seq);
    let (_, second) = ledger.state().action(&parsed("R1.2")).unwrap();
    assert_eq!(second.updates.len(), 1);
}

#[tokio::test]
async fn an_id_stands_for_one_command_of_one_person() {
    let (_folder, at) = file();
    let mut ledger = begun(&at).await;
    ledger
        .give(&order("same", note(1, "Begun.")))
        .await
        .unwrap();
    let head = ledger.head();
    // Another command under the id, one that would be refused anyway, and another person's.
    let mut others = order("same", note(1, "Begun."));
    others.stamp = super::given::stamp_of("P2", "same", DAY);
    for other in [
        order("same", note(1, "Something else.")),
        order("same", action(1)),
        others,
    ] {
        let refused = ledger.give(&other).await.unwrap_err();
        assert!(matches!(refused, AppError::IdTaken(_)), "{refused}");
    }
    // Twice in what is given together; and some that were written with some that were not.
    let twice = [order("x", note(1, "a")), order("x", note(1, "b"))];
    let refused = ledger.give_all(&twice).await.unwrap_err();
    assert!(matches!(refused, AppError::IdTwice(_)), "{refused}");
    let partly = [
        order("same", note(1, "Begun.")),
        order("new", note(1, "New.")),
    ];
    let refused = ledger.give_all(&partly).await.unwrap_err();
    assert!(matches!(refused, AppError::PartlyGiven), "{refused}");
    assert_eq!(ledger.head(), head);
}

#[tokio::test]
async fn an_id_that_nobody_has_does_not_get_into_the_log() {
    let (_folder, at) = file();
    let mut ledger = begun(&at).await;
    let head = ledger.head();
    let mut unknown = order("u-1", note(1, "By nobody."));
    unknown.stamp = super::given::stamp_of("P9", "u-1", DAY);
    let named = order(
        "u-2",
        Command::GrantRole(RoleOf {
            person: parsed("Marian-Whitlock"),
            role: Role::Lead,
        }),
    );
    for refused in [unknown, named] {
        let refused = ledger.give(&refused).await.unwrap_err();
        assert!(matches!(refused, AppError::Unknown(_)), "{refused}");
    }
    // Nor does an erased person's word.
    ledger
        .erase_person(&parsed("P1"), &parsed("P2"), DAY)
        .await
        .unwrap();
    let mut erased = order("u-3", note(1, "By one who left."));
    erased.stamp = super::given::stamp_of("P2", "u-3", DAY);
    let refused = ledger.give(&erased).await.unwrap_err();
    assert!(matches!(refused, AppError::Unknown(_)), "{refused}");
    assert_eq!(ledger.head(), head);
}

/// Two computers that write to one ledger need not agree on the minute of midnight; a whole day
/// more is a clock that is wrong.
#[tokio::test]
async fn a_clock_that_is_behind_by_less_than_a_day_is_no_hindrance() {
    let (_folder, at) = file();
    let mut ledger = begun(&at).await;
    let mut behind = order("b-1", note(1, "At midnight."));
    behind.stamp.today = DAY.yesterday().unwrap();
    let given = ledger.give(&behind).await;
    // The note says that it was made on the day that stands.
    assert_eq!(given.unwrap().entries[0].on, DAY);
    let mut far = order("b-2", note(1, "Long ago."));
    far.stamp.today = date(2017, 2, 20);
    let refused = ledger.give(&far).await.unwrap_err();
    assert!(matches!(
        refused,
        AppError::Refused(Refusal::ClockBehind { .. })
    ));
}

#[tokio::test]
async fn commands_that_stand_together_fall_together() {
    let (_folder, at) = file();
    let mut ledger = begun(&at).await;
    let head = ledger.head();
    let orders = [
        order("t-1", action(2)),
        order("t-2", note(2, "Begun.")),
        order("t-3", action(1)),
    ];
    let refused = ledger.give_all(&orders).await.unwrap_err();
    assert!(
        matches!(refused, AppError::Refused(Refusal::Exists { .. })),
        "{refused}"
    );
    assert_eq!(ledger.head(), head);
    assert!(ledger.state().action(&parsed("R1.2")).is_none());
    // Without the one that is refused, each is decided on what the one before it makes.
    let given = ledger.give_all(&orders[..2]).await.unwrap();
    assert_eq!(given.entries.len(), 2);
    assert_eq!(given.entries[1].event.kind(), "progress-noted");
}

#[tokio::test]
async fn where_others_write_it_is_decided_again() {
    let (_folder, at) = file();
    let mut ledger = begun(&at).await;
    let mut other = Ledger::open_existing(&at).await.unwrap().unwrap();
    other.give(&order("o-1", action(2))).await.unwrap();
    // This program has not read what the other wrote: it decides on it nevertheless.
    let refused = ledger.give(&order("m-1", action(2))).await.unwrap_err();
    assert!(matches!(refused, AppError::Refused(Refusal::Exists { .. })));
    ledger.give(&order("m-2", action(3))).await.unwrap();
    other.refresh().await.unwrap();
    assert_eq!(other.state(), ledger.state());
}

#[tokio::test]
async fn what_has_changed_since_a_person_saw_it_is_refused_with_what_changed() {
    let (_folder, at) = file();
    let mut ledger = begun(&at).await;
    let seen = ledger.head().seq;
    ledger
        .give(&order("r-1", redate(1, date(2017, 12, 1))))
        .await
        .unwrap();
    let late = Order {
        seen: Some(seen),
        ..order("r-2", redate(1, date(2018, 1, 31)))
    };
    let refused = ledger.give(&late).await.unwrap_err();
    let AppError::MovedOn { changes, .. } = &refused else {
        panic!("{refused}");
    };
    assert_eq!(changes.len(), 1);
    assert!(changes[0].contains("1 December 2017"), "{changes:?}");
    // What it is about has not changed: it goes through, although the log has moved on.
    let elsewhere = Order {
        seen: Some(seen),
        ..order("a-9", action(9))
    };
    ledger.give(&elsewhere).await.unwrap();
    // Having seen the new day, the person may give it again.
    let informed = Order {
        seen: Some(ledger.head().seq),
        ..order("r-3", redate(1, date(2018, 1, 31)))
    };
    ledger.give(&informed).await.unwrap();
    // Given again after its answer was lost, it does not stand in its own way.
    assert!(ledger.give(&informed).await.unwrap().before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn several_at_once_lose_nothing() {
    let (_folder, at) = file();
    begun(&at).await;
    let writers = (0..4).map(|writer| {
        let at = at.clone();
        tokio::spawn(async move {
            let mut ledger = Ledger::open_existing(&at).await.unwrap().unwrap();
            for number in 0..25 {
                let text = format!("{writer} {number}");
                let given = order(&format!("w{writer}-{number}"), note(1, &text));
                ledger.give(&given).await.unwrap();
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
    let ledger = Ledger::open_existing(&at).await.unwrap().unwrap();
    let (_, action) = ledger.state().action(&parsed("R1.1")).unwrap();
    let mut notes: Vec<String> = action.updates.iter().map(|u| u.note.clone()).collect();
    notes.sort();
    let mut expected: Vec<String> = (0..4)
        .flat_map(|writer| (0..25).map(move |number| format!("{writer} {number}")))
        .collect();
    expected.sort();
    assert_eq!(notes, expected);
    Ledger::verify(&at, Some(ledger.head())).await.unwrap();
}

#[tokio::test]
async fn the_state_as_at_a_day_is_that_of_its_end() {
    let (_folder, at) = file();
    let mut ledger = begun(&at).await;
    let first_day = ledger.state().clone();
    let later = Order {
        stamp: super::given::stamp("l-1", date(2017, 4, 3)),
        ..order("l-1", note(1, "Later."))
    };
    ledger.give(&later).await.unwrap();
    assert_eq!(ledger.as_at(DAY).await.unwrap(), first_day);
    assert_eq!(ledger.as_at(date(2017, 4, 2)).await.unwrap(), first_day);
    assert_eq!(
        &ledger.as_at(date(2017, 4, 3)).await.unwrap(),
        ledger.state()
    );
    let before = ledger.as_at(date(2017, 2, 28)).await.unwrap();
    assert!(before.opening.is_none());
    let kinds: Vec<&str> = ledger
        .entries()
        .await
        .unwrap()
        .iter()
        .rev()
        .take(2)
        .map(|entry| Event::kind(&entry.event))
        .collect();
    assert_eq!(kinds, ["progress-noted", "action-added"]);
}
