//! What was changed behind the store's back is named by its event, or comes to light in the chain.
//! SQLite's file is what somebody can lay hands on, so these tests are about it.

use waymark_plan::ledger::chain::{Broken, Head, verify};
use waymark_store::StoreError;

use crate::place::{Place, sealed};

/// A closed store with some events, and without the triggers that protect them.
async fn unprotected(count: u16) -> (Place, Head) {
    let place = Place::sqlite();
    let store = place.open().await;
    let records = sealed(Head::origin(), "c-1", count);
    store.append(Head::origin(), &records).await.unwrap();
    let head = store.head().await.unwrap();
    store.close().await;
    for trigger in ["ledger_is_not_changed", "ledger_is_not_cut"] {
        place.run(&format!("DROP TRIGGER {trigger}")).await.unwrap();
    }
    (place, head)
}

#[tokio::test]
async fn what_is_no_event_any_more_is_named() {
    let cases = [
        ("hash = UPPER(hash)", "its hash"),
        ("hash = SUBSTR(hash, 2)", "its hash"),
        ("hash = X'00'", "its hash"),
        ("part = -1", "its part of the command"),
        ("part = 65536", "its part of the command"),
        ("part = 'x'", "its part of the command"),
        ("form = 1.5", "its form"),
        ("body = CAST(X'7BFF7D' AS TEXT)", "its body"),
        ("body = X'7B7D'", "its body"),
        ("kind = CAST(X'C3' AS TEXT)", "its kind"),
        ("actor = X'50'", "who gave the command"),
        ("command = X'63'", "the command's id"),
        ("recorded_at = X'00'", "when it was recorded"),
        (
            "decided_on = CAST(X'FF' AS TEXT)",
            "the day of the decision",
        ),
    ];
    for (change, expected) in cases {
        let (place, _) = unprotected(3).await;
        let sql = format!("UPDATE ledger SET {change} WHERE seq = 2");
        assert_eq!(place.run(&sql).await.unwrap(), 1, "{change}");
        let store = place.open().await;
        let damaged = store.records_after(0).await.unwrap_err();
        assert!(
            matches!(damaged, StoreError::Damaged { seq: 2, what } if what == expected),
            "{change}: {damaged}"
        );
        // What comes after it can be read.
        assert_eq!(store.records_after(2).await.unwrap().len(), 1, "{change}");
        store.close().await;
    }
}

#[tokio::test]
async fn what_is_still_an_event_comes_to_light_in_the_chain() {
    let changed = |seq: u64| move |broken: &Broken| matches!(broken, Broken::Changed { seq: named, .. } if *named == seq);
    let gap = |broken: &Broken| {
        matches!(
            broken,
            Broken::Gap {
                expected: 2,
                found: 3
            }
        )
    };
    type IsNamed = Box<dyn Fn(&Broken) -> bool>;
    let cases: [(&str, IsNamed); 6] = [
        (
            "UPDATE ledger SET body = body || ' ' WHERE seq = 2",
            Box::new(changed(2)),
        ),
        (
            "UPDATE ledger SET part = 7 WHERE seq = 3",
            Box::new(changed(3)),
        ),
        (
            "UPDATE ledger SET hash = (SELECT hash FROM ledger WHERE seq = 2) WHERE seq = 1",
            Box::new(changed(1)),
        ),
        ("DELETE FROM ledger WHERE seq = 2", Box::new(gap)),
        ("UPDATE ledger SET seq = 9 WHERE seq = 2", Box::new(gap)),
        ("UPDATE ledger SET seq = -2 WHERE seq = 2", Box::new(gap)),
    ];
    for (sql, is_named) in cases {
        let (place, head) = unprotected(3).await;
        assert_eq!(place.run(sql).await.unwrap(), 1, "{sql}");
        let store = place.open().await;
        let records = store.records_after(0).await.unwrap();
        let broken = verify(head, &records).unwrap_err();
        assert!(is_named(&broken), "{sql}: {broken}");
        store.close().await;
    }
}

#[tokio::test]
async fn a_damaged_end_is_named() {
    for change in [
        "UPDATE ledger_head SET hash = 'x'",
        "UPDATE ledger_head SET seq = -1",
        "UPDATE ledger_head SET seq = 'x'",
        "UPDATE ledger_head SET hash = CAST(X'FF' AS TEXT)",
    ] {
        let (place, _) = unprotected(1).await;
        place.run(change).await.unwrap();
        let store = place.open().await;
        let damaged = store.head().await.unwrap_err();
        assert!(
            matches!(damaged, StoreError::DamagedHead { .. }),
            "{change}: {damaged}"
        );
        store.close().await;
    }
}

#[tokio::test]
async fn an_event_behind_the_noted_end_is_named() {
    let (place, head) = unprotected(2).await;
    let before = sealed(Head::origin(), "c-1", 1)[0].head();
    let sql = format!("UPDATE ledger_head SET seq = 1, hash = '{}'", before.hash);
    place.run(&sql).await.unwrap();
    let store = place.open().await;
    let damaged = store
        .append(before, &sealed(before, "c-2", 1))
        .await
        .unwrap_err();
    assert!(
        matches!(damaged, StoreError::Damaged { seq: 2, .. }),
        "{damaged}"
    );
    assert_eq!(store.records_after(1).await.unwrap()[0].head(), head);
    store.close().await;
}

/// Where each occurrence of a text stands in the file.
fn places_of(text: &str, bytes: &[u8]) -> Vec<usize> {
    bytes
        .windows(text.len())
        .enumerate()
        .filter(|(_, part)| *part == text.as_bytes())
        .map(|(at, _)| at)
        .collect()
}

#[tokio::test]
async fn a_byte_changed_in_the_file_is_named() {
    let (place, head) = unprotected(3).await;
    let mut bytes = std::fs::read(place.path()).unwrap();
    let text = "\"place\":\"no. 2 ";
    let found = places_of(text, &bytes);
    assert!(!found.is_empty());
    for at in found {
        bytes[at + text.len() - 2] = b'4';
    }
    std::fs::write(place.path(), bytes).unwrap();

    let store = place.open().await;
    let records = store.records_after(0).await.unwrap();
    assert!(matches!(
        verify(head, &records),
        Err(Broken::Changed { seq: 2, .. })
    ));
    store.close().await;
}

#[tokio::test]
async fn a_page_lost_from_the_file_is_named() {
    const PAGE: usize = 4096;
    let (place, _) = unprotected(400).await;
    let mut bytes = std::fs::read(place.path()).unwrap();
    let found = places_of("\"place\":\"no. 200 ", &bytes);
    assert!(!found.is_empty());
    for at in found {
        let start = at / PAGE * PAGE;
        bytes[start..start + PAGE].fill(0);
    }
    std::fs::write(place.path(), bytes).unwrap();

    let store = place.open().await;
    let damaged = store.records_after(0).await.unwrap_err();
    let StoreError::Damaged { seq, .. } = damaged else {
        panic!("{damaged}");
    };
    assert!((2..=200).contains(&seq), "{seq}");
    store.close().await;
}

/// A PostgreSQL server looks after its own pages; what is wrong in its columns is named alike.
#[tokio::test]
async fn what_is_no_event_any_more_is_named_on_postgresql() {
    let Some(place) = Place::postgres().await else {
        eprintln!("skipped: no PostgreSQL is there");
        return;
    };
    let store = place.open().await;
    let records = sealed(Head::origin(), "c-1", 3);
    store.append(Head::origin(), &records).await.unwrap();
    place
        .run("DROP TRIGGER ledger_is_not_changed ON ledger")
        .await
        .unwrap();
    for (change, expected) in [
        ("hash = UPPER(hash)", "its hash"),
        ("part = 65536", "its part of the command"),
        ("form = -1", "its form"),
    ] {
        let sql = format!("UPDATE ledger SET {change} WHERE seq = 2");
        assert_eq!(place.run(&sql).await.unwrap(), 1, "{change}");
        let damaged = store.records_after(0).await.unwrap_err();
        assert!(
            matches!(damaged, StoreError::Damaged { seq: 2, what } if what == expected),
            "{change}: {damaged}"
        );
        let sql = format!(
            "UPDATE ledger SET hash = '{}', part = 1, form = 1 WHERE seq = 2",
            records[1].hash
        );
        place.run(&sql).await.unwrap();
    }
    assert_eq!(store.records_after(0).await.unwrap(), records);
    store.close().await;
}
