//! Appending to the log: in order, all or nothing, once, and never changed after.

use std::collections::BTreeSet;

use waymark_plan::ledger::chain::{Head, verify};
use waymark_store::{Appended, Location, Store, StoreError};

use crate::place::{Place, sealed};

on_both!(
    records_come_back_as_they_were_written,
    many_records_are_written_at_once,
    nothing_is_written_on_a_head_that_moved_on,
    a_command_is_written_once,
    records_that_were_not_sealed_for_the_place_are_refused,
    no_event_is_changed_or_deleted,
    writers_at_one_place_write_everything_once,
);

async fn records_come_back_as_they_were_written(place: &Place) {
    let store = place.open().await;
    let first = sealed(Head::origin(), "c-1", 2);
    let after_first = first[1].head();
    let second = sealed(after_first, "c-2", 1);
    let end = second[0].head();
    assert_eq!(
        store.append(Head::origin(), &first).await.unwrap(),
        Appended::Written(after_first)
    );
    assert_eq!(
        store.append(after_first, &second).await.unwrap(),
        Appended::Written(end)
    );
    assert_eq!(
        store.append(end, &[]).await.unwrap(),
        Appended::Written(end)
    );

    let all = [first.as_slice(), second.as_slice()].concat();
    assert_eq!(store.head().await.unwrap(), end);
    assert_eq!(store.records_after(0).await.unwrap(), all);
    assert_eq!(store.records_after(1).await.unwrap(), all[1..]);
    assert!(store.records_after(3).await.unwrap().is_empty());
    assert!(store.records_after(u64::MAX).await.unwrap().is_empty());
    store.close().await;
}

async fn many_records_are_written_at_once(place: &Place) {
    let store = place.open().await;
    // More than two statements' worth.
    let records = sealed(Head::origin(), "c-1", 1234);
    let end = records[1233].head();
    assert_eq!(
        store.append(Head::origin(), &records).await.unwrap(),
        Appended::Written(end)
    );
    let read = store.records_after(0).await.unwrap();
    assert_eq!(read, records);
    assert_eq!(verify(store.head().await.unwrap(), &read), Ok(end));
    store.close().await;
}

async fn nothing_is_written_on_a_head_that_moved_on(place: &Place) {
    let store = place.open().await;
    let first = sealed(Head::origin(), "c-1", 1);
    store.append(Head::origin(), &first).await.unwrap();
    let late = sealed(Head::origin(), "c-2", 2);
    assert_eq!(
        store.append(Head::origin(), &late).await.unwrap(),
        Appended::MovedOn(first[0].head())
    );
    assert_eq!(
        store.append(Head::origin(), &[]).await.unwrap(),
        Appended::MovedOn(first[0].head())
    );
    assert_eq!(store.records_after(0).await.unwrap(), first);
    store.close().await;
}

async fn a_command_is_written_once(place: &Place) {
    let store = place.open().await;
    let first = sealed(Head::origin(), "c-1", 2);
    let end = first[1].head();
    store.append(Head::origin(), &first).await.unwrap();
    // As when the answer was lost: on the head as it was, and on the head as it is.
    for head in [Head::origin(), end] {
        let again = sealed(head, "c-1", 2);
        assert_eq!(
            store.append(head, &again).await.unwrap(),
            Appended::AlreadyThere { last_seq: 2 }
        );
    }
    assert_eq!(store.head().await.unwrap(), end);
    assert_eq!(store.records_after(0).await.unwrap(), first);
    store.close().await;
}

async fn records_that_were_not_sealed_for_the_place_are_refused(place: &Place) {
    let store = place.open().await;
    let mut records = sealed(Head::origin(), "c-1", 2);
    records[1].body.push(' ');
    let refused = store.append(Head::origin(), &records).await.unwrap_err();
    assert!(matches!(refused, StoreError::NotSealed(_)), "{refused}");
    assert_eq!(store.head().await.unwrap(), Head::origin());
    assert!(store.records_after(0).await.unwrap().is_empty());
    store.close().await;
}

async fn no_event_is_changed_or_deleted(place: &Place) {
    let store = place.open().await;
    let records = sealed(Head::origin(), "c-1", 2);
    store.append(Head::origin(), &records).await.unwrap();
    let mut statements = vec![
        "UPDATE ledger SET body = '{}' WHERE seq = 1",
        "UPDATE ledger SET actor = 'P2'",
        "DELETE FROM ledger WHERE seq = 2",
        "DELETE FROM ledger",
    ];
    if matches!(place.at, Location::Postgres(_)) {
        statements.push("TRUNCATE ledger");
    }
    for sql in statements {
        let refused = place.run(sql).await.unwrap_err();
        assert!(
            refused.to_string().contains("the ledger is only added to"),
            "{sql}: {refused}"
        );
    }
    assert_eq!(store.records_after(0).await.unwrap(), records);
    store.close().await;
}

async fn writers_at_one_place_write_everything_once(place: &Place) {
    const WRITERS: usize = 8;
    const COMMANDS: usize = 50;
    let stores = [place.open().await, place.open().await];
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let store = stores[writer % stores.len()].clone();
            tokio::spawn(async move {
                for turn in 0..COMMANDS {
                    write_at_last(&store, &format!("w{writer}-{turn}")).await;
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }

    let records = stores[0].records_after(0).await.unwrap();
    let head = stores[1].head().await.unwrap();
    assert_eq!(records.len(), WRITERS * COMMANDS);
    let commands: BTreeSet<&str> = records.iter().map(|r| r.command.as_str()).collect();
    assert_eq!(commands.len(), WRITERS * COMMANDS);
    assert_eq!(verify(head, &records), Ok(head));
    for store in stores {
        store.close().await;
    }
}

async fn write_at_last(store: &Store, command: &str) {
    let mut head = store.head().await.unwrap();
    loop {
        match store.append(head, &sealed(head, command, 1)).await.unwrap() {
            Appended::Written(_) => return,
            Appended::MovedOn(to) => head = to,
            Appended::AlreadyThere { last_seq } => panic!("{command} is there, at {last_seq}"),
        }
    }
}
