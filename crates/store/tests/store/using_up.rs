//! What is used up by signing in, or replaced: once, whoever else tries at the same moment.

use jiff::Timestamp;
use waymark_store::{SignInRow, UsedUp};

use crate::accounts::{add_person, entry, fill, kept, later, now};
use crate::place::Place;

on_both!(
    a_link_is_followed_once_by_one_of_many,
    a_link_ends_by_time_by_a_newer_one_and_with_the_account,
    a_code_and_a_recovery_code_are_used_once_by_one_of_many,
    codes_that_count_are_not_begun_again,
    a_password_is_changed_by_one_of_two,
);

async fn a_link_is_followed_once_by_one_of_many(place: &Place) {
    let store = place.open().await;
    let person = add_person(&store).await;
    store
        .keep_link("link", &person, "reset", later(60), "stamp")
        .await
        .unwrap();
    let tasks: Vec<_> = (0..8)
        .map(|number| {
            let (store, person) = (store.clone(), person.clone());
            tokio::spawn(async move {
                let (hash, stamp) = (format!("hash {number}"), format!("stamp {number}"));
                let done = store.set_password_by_link("link", &person, &hash, &stamp, now());
                (number, done.await.unwrap())
            })
        })
        .collect();
    let mut done = Vec::new();
    for task in tasks {
        let (number, is_done) = task.await.unwrap();
        if is_done {
            done.push(number);
        }
    }
    assert_eq!(done.len(), 1, "{done:?}");
    // What stands is what that one set.
    let credentials = store.credentials(Some(&person)).await.unwrap().unwrap();
    assert_eq!(credentials.password, Some(format!("hash {}", done[0])));
    assert_eq!(credentials.stamp, format!("stamp {}", done[0]));
    store.close().await;
}

async fn a_link_ends_by_time_by_a_newer_one_and_with_the_account(place: &Place) {
    let store = place.open().await;
    let person = add_person(&store).await;
    let keep = async |hash: &str, kind: &str| {
        let kept = store.keep_link(hash, &person, kind, later(60), "stamp");
        kept.await.unwrap();
    };
    let holds = async |hash: &str, at: Timestamp| {
        let found = store.find_link(hash, at).await.unwrap();
        if let Some((whose, _)) = &found {
            assert_eq!(*whose, person);
        }
        found.map(|(_, kind)| kind)
    };
    keep("first", "reset").await;
    keep("invitation", "invitation").await;
    assert_eq!(holds("first", later(59)).await.as_deref(), Some("reset"));
    assert_eq!(holds("first", later(60)).await, None);
    let late = store.set_password_by_link("first", &person, "hash", "s", later(60));
    assert!(!late.await.unwrap());
    keep("second", "reset").await;
    assert_eq!(holds("first", now()).await, None);
    assert_eq!(holds("second", now()).await.as_deref(), Some("reset"));
    assert!(holds("invitation", now()).await.is_some());
    // One that is followed ends the others too.
    let followed = store.set_password_by_link("second", &person, "hash", "s", now());
    assert!(followed.await.unwrap());
    assert_eq!(holds("invitation", now()).await, None);
    // That of an account that is turned off leads nowhere.
    assert!(store.turn_account(&person, true, "off").await.unwrap());
    keep("third", "reset").await;
    assert_eq!(holds("third", now()).await, None);
    let off = store.set_password_by_link("third", &person, "hash", "s", now());
    assert!(!off.await.unwrap());
    assert!(store.turn_account(&person, false, "on").await.unwrap());
    assert!(holds("third", now()).await.is_some());
    store.delete_expired_links(later(60)).await.unwrap();
    assert_eq!(holds("third", now()).await, None);
    store.close().await;
}

async fn a_code_and_a_recovery_code_are_used_once_by_one_of_many(place: &Place) {
    let store = place.open().await;
    let person = add_person(&store).await;
    fill(&store, &person).await;
    let recovery = format!("recovery of {person}");
    for used_up in [UsedUp::Step(2), UsedUp::RecoveryCode(&recovery)] {
        let tasks = (0..6).map(|number| {
            let (store, person) = (store.clone(), person.clone());
            async move {
                let device = format!("device {number} {}", matches!(used_up, UsedUp::Step(_)));
                let entry = SignInRow {
                    used_up: Some(used_up),
                    ..entry(&person, "stamp", &device)
                };
                store.sign_in(&entry).await.unwrap()
            }
        });
        let [a, b, c, d, e, f] = tasks.collect::<Vec<_>>().try_into().ok().unwrap();
        let done: [bool; 6] = tokio::join!(a, b, c, d, e, f).into();
        assert_eq!(done.iter().filter(|done| **done).count(), 1, "{done:?}");
    }
    // Neither that step nor one before it; the next.
    for (step, expected) in [(2, false), (1, false), (3, true), (3, false)] {
        let device = format!("later device {step} {expected}");
        let entry = SignInRow {
            used_up: Some(UsedUp::Step(step)),
            ..entry(&person, "stamp", &device)
        };
        assert_eq!(store.sign_in(&entry).await.unwrap(), expected, "{step}");
        // What did not happen has left no browser that is known.
        let known = store.knows_device(Some(&person), &device, now()).await;
        assert_eq!(known.unwrap(), expected, "{step}");
    }
    store.close().await;
}

async fn codes_that_count_are_not_begun_again(place: &Place) {
    let store = place.open().await;
    let person = add_person(&store).await;
    store.make_account(&person, "stamp").await.unwrap();
    assert!(store.begin_totp(&person, "ONE").await.unwrap());
    assert!(store.begin_totp(&person, "TWO").await.unwrap());
    let begun = store.begun_totp(&person).await.unwrap();
    assert_eq!(begun.as_deref(), Some("TWO"));
    let codes = ["a".to_owned(), "b".to_owned()];
    let confirm = async |secret: &str| {
        let confirmed = store.confirm_totp(&person, secret, 5, &codes, "new");
        confirmed.await.unwrap()
    };
    assert!(!confirm("ONE").await);
    assert_eq!(
        store.account_stamp(&person).await.unwrap().as_deref(),
        Some("stamp")
    );
    assert!(confirm("TWO").await);
    assert!(!confirm("TWO").await);
    assert!(!store.begin_totp(&person, "THREE").await.unwrap());
    assert_eq!(store.begun_totp(&person).await.unwrap(), None);
    let row = store.account(&person).await.unwrap().unwrap();
    assert_eq!((row.has_totp, row.recovery_codes), (true, 2));
    store.close().await;
}

async fn a_password_is_changed_by_one_of_two(place: &Place) {
    let store = place.open().await;
    let person = add_person(&store).await;
    fill(&store, &person).await;
    let (one, other) = tokio::join!(
        store.change_password(&person, "stamp", "one", "stamp one"),
        store.change_password(&person, "stamp", "other", "stamp other"),
    );
    assert_ne!(one.unwrap(), other.unwrap());
    assert_eq!(
        kept(&store, &person).await,
        ["account", "credentials", "identity", "token", "tokens"]
    );
    // Who showed the old password is too late.
    assert!(!store.sign_in(&entry(&person, "stamp", "d")).await.unwrap());
    store.close().await;
}
