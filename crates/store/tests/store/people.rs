//! People: added, changed, erased, with the log as it was.

use std::collections::BTreeSet;

use waymark_plan::PersonId;
use waymark_plan::ledger::chain::Head;
use waymark_store::{NewPerson, Person, StoreError};

use crate::place::{Place, files_of, sealed};

on_both!(
    people_are_added_and_changed,
    an_erased_person_leaves_the_number_and_the_log,
    people_who_are_not_there_are_named,
    people_added_at_once_have_numbers_of_their_own,
);

fn new_person(name: &str) -> NewPerson {
    NewPerson {
        name: name.to_owned(),
        post: "Head of service".to_owned(),
        email: Some("someone@loamshire.example".to_owned()),
        phone: None,
    }
}

fn at() -> jiff::Timestamp {
    "2017-09-25T10:30:00Z".parse().unwrap()
}

fn id(text: &str) -> PersonId {
    text.parse().unwrap()
}

fn as_added(text: &str, person: &NewPerson) -> Person {
    Person {
        id: id(text),
        name: Some(person.name.clone()),
        post: Some(person.post.clone()),
        email: person.email.clone(),
        phone: person.phone.clone(),
        erased_on: None,
    }
}

fn as_erased(text: &str, on: &str) -> Person {
    Person {
        id: id(text),
        name: None,
        post: None,
        email: None,
        phone: None,
        erased_on: Some(on.parse().unwrap()),
    }
}

async fn people_are_added_and_changed(place: &Place) {
    let store = place.open().await;
    let (one, two) = (new_person("Made-up One"), new_person("Made-up Two"));
    assert_eq!(store.add_person(&one, at()).await.unwrap(), id("P1"));
    assert_eq!(store.add_person(&two, at()).await.unwrap(), id("P2"));
    let moved = NewPerson {
        post: "Director".to_owned(),
        email: None,
        phone: Some("01632 960001".to_owned()),
        ..one
    };
    store.change_person(&id("P1"), &moved).await.unwrap();
    assert_eq!(
        store.people().await.unwrap(),
        [as_added("P1", &moved), as_added("P2", &two)]
    );
    store.close().await;
}

async fn an_erased_person_leaves_the_number_and_the_log(place: &Place) {
    let store = place.open().await;
    let person = new_person("Made-up One");
    store.add_person(&person, at()).await.unwrap();
    let records = sealed(Head::origin(), "c-1", 2);
    store.append(Head::origin(), &records).await.unwrap();

    let day = "2018-02-01".parse().unwrap();
    store.erase_person(&id("P1"), day).await.unwrap();
    // A second time changes nothing, the day included.
    let later = "2018-03-01".parse().unwrap();
    store.erase_person(&id("P1"), later).await.unwrap();
    let refused = store.change_person(&id("P1"), &person).await.unwrap_err();
    assert!(matches!(refused, StoreError::Erased { .. }), "{refused}");

    // The number is not given again.
    assert_eq!(store.add_person(&person, at()).await.unwrap(), id("P2"));
    assert_eq!(
        store.people().await.unwrap(),
        [as_erased("P1", "2018-02-01"), as_added("P2", &person)]
    );
    assert_eq!(store.records_after(0).await.unwrap(), records);
    store.close().await;
}

async fn people_who_are_not_there_are_named(place: &Place) {
    let store = place.open().await;
    let person = new_person("Made-up One");
    for unknown in ["P1", "P01", "chair"] {
        let day = "2018-02-01".parse().unwrap();
        for refused in [
            store.change_person(&id(unknown), &person).await,
            store.erase_person(&id(unknown), day).await,
        ] {
            let refused = refused.unwrap_err();
            assert!(
                matches!(&refused, StoreError::NoSuchPerson { id } if id.as_str() == unknown),
                "{refused}"
            );
        }
    }
    assert!(store.people().await.unwrap().is_empty());
    store.close().await;
}

async fn people_added_at_once_have_numbers_of_their_own(place: &Place) {
    let store = place.open().await;
    let adding: Vec<_> = (0..12)
        .map(|number| {
            let store = store.clone();
            let person = new_person(&format!("Made-up {number}"));
            tokio::spawn(async move { store.add_person(&person, at()).await.unwrap() })
        })
        .collect();
    let mut ids = BTreeSet::new();
    for added in adding {
        ids.insert(added.await.unwrap());
    }
    let expected: BTreeSet<PersonId> = (1..=12).map(|n| id(&format!("P{n}"))).collect();
    assert_eq!(ids, expected);
    store.close().await;
}

/// Only a SQLite file is ours to look into.
#[tokio::test]
async fn an_erased_name_is_in_no_file() {
    let place = Place::sqlite();
    let store = place.open().await;
    let name = "Made-up Person to be erased";
    store.add_person(&new_person(name), at()).await.unwrap();
    let is_in_a_file = || {
        files_of(place.path()).iter().any(|path| {
            let bytes = std::fs::read(path).unwrap();
            bytes
                .windows(name.len())
                .any(|part| part == name.as_bytes())
        })
    };
    // Into the file itself, out of the write-ahead log.
    store.close().await;
    assert!(is_in_a_file());
    let store = place.open().await;
    let day = "2018-02-01".parse().unwrap();
    store.erase_person(&id("P1"), day).await.unwrap();
    assert!(!is_in_a_file());
    store.close().await;
}
