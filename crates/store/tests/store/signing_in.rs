//! Attempts to sign in, the browsers that are known, tokens and sessions.

use waymark_store::{AttemptRow, SignInRow, TokenRow};

use crate::accounts::{add_person, entry, later, now};
use crate::place::Place;

on_both!(
    attempts_at_once_are_counted_one_after_another,
    attempts_are_told_apart_and_forgotten,
    signing_in_clears_its_own_attempts,
    the_oldest_browsers_are_forgotten,
    a_token_holds_as_long_as_it_should,
    a_session_that_has_ended_stays_so,
);

fn attempt(name: &str, source: &str, minutes: i64) -> AttemptRow {
    AttemptRow {
        name: name.to_owned(),
        source: source.to_owned(),
        network: "192.0.2.1".to_owned(),
        trusted: source != "192.0.2.1",
        made_at: later(minutes),
    }
}

/// How many attempts are there about a name or from the network, those after `forget` minutes.
async fn earlier(store: &waymark_store::Store, name: &str, forget: i64) -> Vec<AttemptRow> {
    let asked = attempt(name, "192.0.2.1", 0);
    let found = store.add_attempt(&asked, later(forget), |earlier| Some(earlier.to_vec()));
    found.await.unwrap().unwrap_err()
}

async fn attempts_at_once_are_counted_one_after_another(place: &Place) {
    let store = place.open().await;
    // Two programs at one database.
    let another = place.open().await;
    let tasks: Vec<_> = (0..20)
        .map(|number| {
            let store = [&store, &another][number % 2].clone();
            tokio::spawn(async move {
                let attempt = attempt("a", "192.0.2.1", 0);
                let limit = |earlier: &[AttemptRow]| (earlier.len() >= 5).then_some(());
                store
                    .add_attempt(&attempt, later(-60), limit)
                    .await
                    .unwrap()
            })
        })
        .collect();
    let mut seen = Vec::new();
    for task in tasks {
        if let Ok((_, earlier)) = task.await.unwrap() {
            seen.push(earlier.len());
        }
    }
    seen.sort_unstable();
    assert_eq!(seen, [0, 1, 2, 3, 4]);
    store.close().await;
    another.close().await;
}

async fn attempts_are_told_apart_and_forgotten(place: &Place) {
    let store = place.open().await;
    let mut elsewhere = attempt("b", "198.51.100.1", 2);
    elsewhere.network = "198.51.100.1".to_owned();
    let all = [
        attempt("a", "192.0.2.1", 0),
        attempt("b", "192.0.2.1", 1),
        elsewhere.clone(),
        attempt("a", "a browser", 3),
    ];
    let mut numbers = Vec::new();
    for attempt in &all {
        let added = store.add_attempt(attempt, later(-60), |_| None::<()>);
        numbers.push(added.await.unwrap().unwrap().0);
    }
    let [a0, b1, b2, a3] = all;
    // The same name or the same network, oldest first.
    assert_eq!(
        earlier(&store, "a", -60).await,
        [a0.clone(), b1.clone(), a3.clone()]
    );
    assert_eq!(earlier(&store, "b", -60).await, [a0, b1, b2, a3.clone()]);
    // Those up to the minute are forgotten.
    assert_eq!(
        earlier(&store, "b", 1).await,
        [elsewhere.clone(), a3.clone()]
    );
    store.take_attempt_back(numbers[3]).await.unwrap();
    assert_eq!(earlier(&store, "b", 1).await, [elsewhere]);
    store.forget_attempts_about(&["b", "c"]).await.unwrap();
    assert!(earlier(&store, "b", 1).await.is_empty());
    store
        .add_attempt(&a3, later(1), |_| None::<()>)
        .await
        .unwrap()
        .unwrap();
    store.forget_attempts(later(3)).await.unwrap();
    assert!(earlier(&store, "a", 1).await.is_empty());
    store.close().await;
}

async fn signing_in_clears_its_own_attempts(place: &Place) {
    let store = place.open().await;
    let person = add_person(&store).await;
    store.make_account(&person, "stamp").await.unwrap();
    let all = [
        attempt("a", "192.0.2.1", 0),
        attempt("a", "a browser", 1),
        attempt("b", "192.0.2.1", 2),
    ];
    for attempt in &all {
        let added = store.add_attempt(attempt, later(-60), |_| None::<()>);
        added.await.unwrap().unwrap();
    }
    let with = |stamp: &'static str| SignInRow {
        clears: Some(("a", "192.0.2.1")),
        ..entry(&person, stamp, "device")
    };
    // Where somebody does not get in, nothing is cleared.
    assert!(!store.sign_in(&with("another stamp")).await.unwrap());
    assert_eq!(earlier(&store, "a", -60).await.len(), 3);
    assert!(store.sign_in(&with("stamp")).await.unwrap());
    assert_eq!(earlier(&store, "a", -60).await, all[1..]);
    store.close().await;
}

async fn the_oldest_browsers_are_forgotten(place: &Place) {
    let store = place.open().await;
    let person = add_person(&store).await;
    store.make_account(&person, "stamp").await.unwrap();
    let known = async |device: &str, at| {
        let known = store.knows_device(Some(&person), device, at).await;
        known.unwrap()
    };
    for number in 0..4 {
        let device = format!("d{number}");
        let entry = SignInRow {
            devices_at_most: 3,
            ..entry(&person, "stamp", &device)
        };
        assert!(store.sign_in(&entry).await.unwrap());
    }
    let mut found = Vec::new();
    for device in ["d0", "d1", "d2", "d3"] {
        found.push(known(device, now()).await);
    }
    assert_eq!(found, [false, true, true, true]);
    // A browser that signs in again takes its own place and nobody else's.
    let again = SignInRow {
        devices_at_most: 3,
        device_before: Some("d3"),
        ..entry(&person, "stamp", "d4")
    };
    assert!(store.sign_in(&again).await.unwrap());
    assert!(known("d1", now()).await && known("d4", now()).await);
    assert!(!known("d3", now()).await);
    // Until a time, and no other person's.
    assert!(!known("d4", later(60)).await);
    assert!(!store.knows_device(None, "d4", now()).await.unwrap());
    store.close().await;
}

async fn a_token_holds_as_long_as_it_should(place: &Place) {
    let store = place.open().await;
    let (person, other) = (add_person(&store).await, add_person(&store).await);
    let token = TokenRow {
        id: "t1".to_owned(),
        person: person.clone(),
        label: "for a spreadsheet".to_owned(),
        scopes: "figures,plan".to_owned(),
        made_at: now(),
        until: later(60),
        last_used: None,
        revoked_at: None,
    };
    store.keep_token("secret", &token, "stamp").await.unwrap();
    let find = async |at| store.find_token("secret", at).await.unwrap();
    assert_eq!(find(later(59)).await, Some(token.clone()));
    assert_eq!(find(later(60)).await, None);
    assert_eq!(store.find_token("another", now()).await.unwrap(), None);
    // A use is noted where none was noted lately.
    for (at, lately, expected) in [(1, 0, 1), (2, 0, 1), (3, 1, 3)] {
        store
            .note_token_used("t1", later(at), later(lately))
            .await
            .unwrap();
        let used = find(now()).await.unwrap().last_used;
        assert_eq!(used, Some(later(expected)));
    }
    store.turn_account(&person, true, "off").await.unwrap();
    assert_eq!(find(now()).await, None);
    store.turn_account(&person, false, "on").await.unwrap();
    let revoke = async |person| store.revoke_token("t1", person, later(4)).await.unwrap();
    assert!(!revoke(Some(&other)).await);
    assert!(find(now()).await.is_some());
    assert!(revoke(Some(&person)).await);
    assert!(!revoke(None).await);
    assert_eq!(find(now()).await, None);
    let listed = store.tokens(Some(&person)).await.unwrap();
    assert_eq!(listed[0].revoked_at, Some(later(4)));
    assert_eq!(store.tokens(None).await.unwrap(), listed);
    assert!(store.tokens(Some(&other)).await.unwrap().is_empty());
    store.close().await;
}

async fn a_session_that_has_ended_stays_so(place: &Place) {
    let store = place.open().await;
    let load = async |at| store.load_session("s", at).await.unwrap();
    assert!(store.create_session("s", "1", later(10)).await.unwrap());
    assert!(!store.create_session("s", "2", later(10)).await.unwrap());
    assert_eq!(load(later(9)).await, Some(("1".to_owned(), later(10))));
    let save = async |until| store.save_session("s", "3", until, None).await.unwrap();
    assert!(save(later(20)).await);
    assert_eq!(load(later(19)).await, Some(("3".to_owned(), later(20))));
    assert_eq!(load(later(20)).await, None);
    store.delete_session("s").await.unwrap();
    assert!(!save(later(20)).await);
    assert_eq!(load(now()).await, None);
    for (id, minutes) in [("s", 10), ("t", 11)] {
        assert!(store.create_session(id, "4", later(minutes)).await.unwrap());
    }
    store.delete_expired_sessions(later(10)).await.unwrap();
    assert_eq!(load(now()).await, None);
    assert!(store.load_session("t", now()).await.unwrap().is_some());
    store.close().await;
}
