//! The records of who looked and who came: read from the end, and only added to.

use waymark_store::{LookRow, TrailRow};

use crate::accounts::{id, later, now};
use crate::place::Place;

on_both!(
    looks_are_read_from_the_end,
    the_trail_is_read_from_the_end,
    records_refuse_to_be_changed,
);

fn look(number: i64, what: &str) -> LookRow {
    LookRow {
        number,
        person: id("P1"),
        at: now(),
        what: what.to_owned(),
        snapshot: "0123456789abcdef".to_owned(),
        cases: 12,
    }
}

fn entry(number: i64, kind: &str) -> TrailRow {
    TrailRow {
        number,
        at: later(number),
        kind: kind.to_owned(),
        person: Some(id("P1")),
        about: None,
        address: Some("192.0.2.1".to_owned()),
    }
}

async fn looks_are_read_from_the_end(place: &Place) {
    let store = place.open().await;
    for what in ["first", "second", "third"] {
        store.add_look(&look(0, what)).await.unwrap();
    }
    let (first, second, third) = (look(1, "first"), look(2, "second"), look(3, "third"));
    for (before, limit, expected) in [
        (None, 10, vec![third.clone(), second.clone(), first.clone()]),
        (None, 2, vec![third, second.clone()]),
        (Some(3), 1, vec![second]),
        (Some(2), 10, vec![first]),
        (Some(1), 10, vec![]),
    ] {
        assert_eq!(store.looks(before, limit).await.unwrap(), expected);
    }
    store.close().await;
}

async fn the_trail_is_read_from_the_end(place: &Place) {
    let store = place.open().await;
    let nobody = TrailRow {
        person: None,
        about: Some(id("P2")),
        address: None,
        ..entry(2, "second")
    };
    for entry in [&entry(1, "first"), &nobody] {
        store.add_to_trail(entry).await.unwrap();
    }
    assert_eq!(
        store.trail(None, 10).await.unwrap(),
        [nobody, entry(1, "first")]
    );
    assert_eq!(store.trail(Some(2), 10).await.unwrap(), [entry(1, "first")]);
    store.close().await;
}

async fn records_refuse_to_be_changed(place: &Place) {
    let store = place.open().await;
    store.add_look(&look(0, "first")).await.unwrap();
    store.add_to_trail(&entry(1, "first")).await.unwrap();
    store.close().await;
    for sql in [
        "UPDATE looks SET what = 'another'",
        "UPDATE looks SET person = 'P2' WHERE number = 1",
        "DELETE FROM looks",
        "UPDATE trail SET kind = 'another'",
        "DELETE FROM trail WHERE number = 1",
    ] {
        let refused = place.run(sql).await.unwrap_err().to_string();
        assert!(refused.contains("only added to"), "{sql}: {refused}");
    }
    let store = place.open().await;
    assert_eq!(store.looks(None, 10).await.unwrap(), [look(1, "first")]);
    assert_eq!(store.trail(None, 10).await.unwrap(), [entry(1, "first")]);
    store.close().await;
}

/// SQLite has no such statement.
#[tokio::test]
async fn records_refuse_to_be_emptied_by_postgres() {
    let Some(place) = Place::postgres().await else {
        eprintln!("skipped: no PostgreSQL is there");
        return;
    };
    place.open().await.close().await;
    for table in ["looks", "trail"] {
        let refused = place.run(&format!("TRUNCATE {table}")).await.unwrap_err();
        assert!(refused.to_string().contains("only added to"), "{refused}");
    }
}
