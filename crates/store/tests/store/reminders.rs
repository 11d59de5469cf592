//! Reminders: claimed once, confirmed or given back.

use waymark_plan::PersonId;
use waymark_store::{Reminder, StoreError};

use crate::place::Place;

on_both!(
    a_reminder_is_claimed_and_confirmed,
    a_claim_is_given_back_until_it_is_confirmed,
    one_of_several_claims_it,
    what_was_not_claimed_is_not_confirmed,
);

const KEY: &str = "overdue/R1.2/2017-09-25";

fn person() -> PersonId {
    "P1".parse().unwrap()
}

fn at(text: &str) -> jiff::Timestamp {
    text.parse().unwrap()
}

async fn a_reminder_is_claimed_and_confirmed(place: &Place) {
    let store = place.open().await;
    let first = at("2017-09-25T06:00:00Z");
    let second = at("2017-09-25T06:00:02.5Z");
    let later = at("2017-09-26T06:00:00Z");
    assert!(store.claim_reminder(KEY, &person(), first).await.unwrap());
    assert!(!store.claim_reminder(KEY, &person(), later).await.unwrap());
    // Another person, and another subject, are claimed on their own.
    let other: PersonId = "P2".parse().unwrap();
    assert!(store.claim_reminder(KEY, &other, first).await.unwrap());
    assert!(
        store
            .claim_reminder("Due/R1", &person(), first)
            .await
            .unwrap()
    );

    for when in [second, later] {
        store.confirm_reminder(KEY, &person(), when).await.unwrap();
    }
    let reminder = |key: &str, person: PersonId, confirmed: Option<&str>| Reminder {
        key: key.to_owned(),
        person,
        claimed_at: "2017-09-25T06:00:00.000000Z".to_owned(),
        confirmed_at: confirmed.map(str::to_owned),
    };
    assert_eq!(
        store.reminders().await.unwrap(),
        [
            reminder("Due/R1", person(), None),
            reminder(KEY, person(), Some("2017-09-25T06:00:02.500000Z")),
            reminder(KEY, other, None),
        ]
    );
    store.close().await;
}

async fn a_claim_is_given_back_until_it_is_confirmed(place: &Place) {
    let store = place.open().await;
    let now = at("2017-09-25T06:00:00Z");
    assert!(store.claim_reminder(KEY, &person(), now).await.unwrap());
    store.release_reminder(KEY, &person()).await.unwrap();
    assert!(store.claim_reminder(KEY, &person(), now).await.unwrap());
    store.confirm_reminder(KEY, &person(), now).await.unwrap();
    store.release_reminder(KEY, &person()).await.unwrap();
    assert!(!store.claim_reminder(KEY, &person(), now).await.unwrap());
    store.close().await;
}

async fn one_of_several_claims_it(place: &Place) {
    let stores = [place.open().await, place.open().await];
    let now = at("2017-09-25T06:00:00Z");
    let claims: Vec<_> = (0..8)
        .map(|claimer| {
            let store = stores[claimer % stores.len()].clone();
            tokio::spawn(async move { store.claim_reminder(KEY, &person(), now).await.unwrap() })
        })
        .collect();
    let mut claimed = 0;
    for claim in claims {
        claimed += u32::from(claim.await.unwrap());
    }
    assert_eq!(claimed, 1);
    for store in stores {
        store.close().await;
    }
}

async fn what_was_not_claimed_is_not_confirmed(place: &Place) {
    let store = place.open().await;
    let now = at("2017-09-25T06:00:00Z");
    let refused = store
        .confirm_reminder(KEY, &person(), now)
        .await
        .unwrap_err();
    assert!(
        matches!(refused, StoreError::NotClaimed { .. }),
        "{refused}"
    );
    // Giving back what is not there is no error: it is what was wanted.
    store.release_reminder(KEY, &person()).await.unwrap();
    assert!(store.reminders().await.unwrap().is_empty());
    store.close().await;
}
