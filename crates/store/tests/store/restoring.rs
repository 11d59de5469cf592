//! A store from a backup: whole, or not at all.

use waymark_plan::ledger::chain::{Head, Record, verify};
use waymark_store::{Appended, NewPerson, Person, Reminder, Store, StoreError};

use crate::place::{Place, sealed};

on_both!(
    a_whole_store_is_restored_and_goes_on,
    a_store_that_holds_anything_is_refused,
    a_broken_chain_is_refused,
    what_no_store_wrote_is_refused,
);

fn at() -> jiff::Timestamp {
    "2017-09-25T10:30:00Z".parse().unwrap()
}

fn new_person() -> NewPerson {
    NewPerson {
        name: "Made-up One".to_owned(),
        post: "Head of service".to_owned(),
        email: None,
        phone: None,
    }
}

async fn fill(store: &Store) {
    let first = sealed(Head::origin(), "c-1", 700);
    let end = first[699].head();
    store.append(Head::origin(), &first).await.unwrap();
    store.append(end, &sealed(end, "c-2", 1)).await.unwrap();
    for _ in 0..3 {
        store.add_person(&new_person(), at()).await.unwrap();
    }
    let erased = "P2".parse().unwrap();
    let day = "2018-02-01".parse().unwrap();
    store.erase_person(&erased, day).await.unwrap();
    let person = "P1".parse().unwrap();
    store.claim_reminder("a", &person, at()).await.unwrap();
    store.confirm_reminder("a", &person, at()).await.unwrap();
    store.claim_reminder("b", &person, at()).await.unwrap();
}

async fn all_of(store: &Store) -> (Vec<Record>, Vec<Person>, Vec<Reminder>) {
    (
        store.records_after(0).await.unwrap(),
        store.people().await.unwrap(),
        store.reminders().await.unwrap(),
    )
}

async fn holds_nothing(store: &Store) -> bool {
    let (records, people, reminders) = all_of(store).await;
    let is_empty = records.is_empty() && people.is_empty() && reminders.is_empty();
    is_empty && store.head().await.unwrap() == Head::origin()
}

async fn a_whole_store_is_restored_and_goes_on(place: &Place) {
    let old = place.open().await;
    fill(&old).await;
    let whole = all_of(&old).await;
    let end = old.head().await.unwrap();

    let other = place.another().await;
    let new = other.open().await;
    let head = new.restore(&whole.0, &whole.1, &whole.2).await.unwrap();
    assert_eq!(head, end);
    assert_eq!(new.head().await.unwrap(), end);
    assert_eq!(all_of(&new).await, whole);

    // It is a store like any other: the next event and the next person have their places.
    let next = sealed(head, "c-3", 1);
    assert_eq!(
        new.append(head, &next).await.unwrap(),
        Appended::Written(next[0].head())
    );
    assert_eq!(
        verify(next[0].head(), &new.records_after(0).await.unwrap()),
        Ok(next[0].head())
    );
    let id = new.add_person(&new_person(), at()).await.unwrap();
    assert_eq!(id.as_str(), "P4");
    old.close().await;
    new.close().await;
}

async fn a_store_that_holds_anything_is_refused(place: &Place) {
    let records = sealed(Head::origin(), "c-1", 2);
    let refused = |result: Result<Head, StoreError>| {
        let error = result.unwrap_err();
        assert!(matches!(error, StoreError::NotEmpty { .. }), "{error}");
    };

    let store = place.open().await;
    let claimer = "P1".parse().unwrap();
    store.claim_reminder("a", &claimer, at()).await.unwrap();
    refused(store.restore(&records, &[], &[]).await);
    store.release_reminder("a", &claimer).await.unwrap();

    store.append(Head::origin(), &records).await.unwrap();
    refused(store.restore(&records, &[], &[]).await);
    refused(store.restore(&[], &[], &[]).await);
    assert_eq!(store.records_after(0).await.unwrap(), records);
    store.close().await;

    let other = place.another().await;
    let with_person = other.open().await;
    with_person.add_person(&new_person(), at()).await.unwrap();
    refused(with_person.restore(&records, &[], &[]).await);
    assert!(with_person.records_after(0).await.unwrap().is_empty());
    assert_eq!(with_person.head().await.unwrap(), Head::origin());
    with_person.close().await;
}

async fn a_broken_chain_is_refused(place: &Place) {
    let store = place.open().await;
    let whole = sealed(Head::origin(), "c-1", 3);
    let mut changed = whole.clone();
    changed[1].body.push(' ');
    let without_first = whole[1..].to_vec();
    let without_second = vec![whole[0].clone(), whole[2].clone()];
    for broken in [changed, without_first, without_second] {
        let refused = store.restore(&broken, &[], &[]).await.unwrap_err();
        assert!(matches!(refused, StoreError::Broken(_)), "{refused}");
        assert!(holds_nothing(&store).await);
    }
    store.close().await;
}

async fn what_no_store_wrote_is_refused(place: &Place) {
    let store = place.open().await;
    let person = |id: &str| Person {
        id: id.parse().unwrap(),
        name: None,
        post: None,
        email: None,
        phone: None,
        erased_on: None,
    };
    // The same command twice, in a chain that holds.
    let once = sealed(Head::origin(), "c-1", 1);
    let twice = [once.clone(), sealed(once[0].head(), "c-1", 1)].concat();
    let cases: [(&[Record], Vec<Person>); 3] = [
        (&once, vec![person("chair")]),
        (&once, vec![person("P1"), person("P1")]),
        (&twice, Vec::new()),
    ];
    for (records, people) in cases {
        let refused = store.restore(records, &people, &[]).await.unwrap_err();
        assert!(
            matches!(refused, StoreError::NotABackup { .. }),
            "{refused}"
        );
        assert!(holds_nothing(&store).await);
    }
    store.close().await;
}
