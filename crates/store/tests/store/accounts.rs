//! Accounts and what hangs on them: nothing is kept about somebody who is not there, and who is
//! erased leaves nothing.

use jiff::{SignedDuration, Timestamp};
use waymark_plan::PersonId;
use waymark_store::{NewPerson, SignInRow, Store, StoreError, TokenRow};

use crate::place::{Place, files_of};

on_both!(
    nothing_is_kept_about_somebody_who_is_not_there,
    an_account_says_what_it_has,
    an_identity_of_another_stays_theirs,
    who_is_erased_leaves_nothing,
    what_is_written_while_somebody_is_erased_goes_with_them,
    the_version_of_the_people_rises_with_every_change,
);

pub fn now() -> Timestamp {
    "2017-09-25T10:30:00Z".parse().unwrap()
}

pub fn later(minutes: i64) -> Timestamp {
    now() + SignedDuration::from_mins(minutes)
}

pub fn id(text: &str) -> PersonId {
    text.parse().unwrap()
}

pub async fn add_person(store: &Store) -> PersonId {
    let person = NewPerson {
        name: "Made-up One".to_owned(),
        post: "Officer".to_owned(),
        email: None,
        phone: None,
    };
    store.add_person(&person, now()).await.unwrap()
}

fn token_of(person: &PersonId, id: &str) -> TokenRow {
    TokenRow {
        id: id.to_owned(),
        person: person.clone(),
        label: "a label of a token".to_owned(),
        scopes: "plan".to_owned(),
        made_at: now(),
        until: later(60),
        last_used: None,
        revoked_at: None,
    }
}

/// Signing in without anything else, with a device of this name.
pub fn entry<'a>(person: &'a PersonId, stamp: &'a str, device: &'a str) -> SignInRow<'a> {
    SignInRow {
        person,
        stamp,
        used_up: None,
        clears: None,
        device,
        device_until: later(60),
        device_before: None,
        devices_at_most: 10,
        at: now(),
    }
}

/// Everything that can be kept about somebody's account.
pub async fn fill(store: &Store, person: &PersonId) {
    let name = |what: &str| format!("{what} of {person}");
    let link = name("link");
    store
        .keep_link(&link, person, "reset", later(60), "stamp")
        .await
        .unwrap();
    assert!(
        store
            .set_password_by_link(&link, person, "a hash", "stamp", now())
            .await
            .unwrap()
    );
    store
        .keep_link(&name("link"), person, "reset", later(60), "stamp")
        .await
        .unwrap();
    assert!(store.begin_totp(person, "SECRET").await.unwrap());
    let codes = [name("recovery")];
    assert!(
        store
            .confirm_totp(person, "SECRET", 1, &codes, "stamp")
            .await
            .unwrap()
    );
    store
        .link_identity(person, "https://idp.example", &name("subject"), "-", now())
        .await
        .unwrap();
    let token = token_of(person, &name("token"));
    store
        .keep_token(&name("secret"), &token, "-")
        .await
        .unwrap();
    store
        .create_session(&name("session"), "{}", later(60))
        .await
        .unwrap();
    let session = name("session");
    let saved = store.save_session(&session, "{}", later(60), Some(person));
    assert!(saved.await.unwrap());
    let device = name("device");
    assert!(
        store
            .sign_in(&entry(person, "stamp", &device))
            .await
            .unwrap()
    );
}

/// Which of what [`fill`] keeps is there.
pub async fn kept(store: &Store, person: &PersonId) -> Vec<&'static str> {
    let name = |what: &str| format!("{what} of {person}");
    let subject = name("subject");
    let subject = store.person_of_identity("https://idp.example", &subject);
    let is_there = [
        ("account", store.account(person).await.unwrap().is_some()),
        (
            "credentials",
            store.credentials(Some(person)).await.unwrap().is_some(),
        ),
        (
            "link",
            store
                .find_link(&name("link"), now())
                .await
                .unwrap()
                .is_some(),
        ),
        ("identity", subject.await.unwrap().is_some()),
        (
            "token",
            store
                .find_token(&name("secret"), now())
                .await
                .unwrap()
                .is_some(),
        ),
        (
            "tokens",
            !store.tokens(Some(person)).await.unwrap().is_empty(),
        ),
        (
            "session",
            store
                .load_session(&name("session"), now())
                .await
                .unwrap()
                .is_some(),
        ),
        (
            "device",
            store
                .knows_device(Some(person), &name("device"), now())
                .await
                .unwrap(),
        ),
    ];
    let there = is_there.into_iter().filter(|(_, is_there)| *is_there);
    there.map(|(what, _)| what).collect()
}

const ALL: [&str; 8] = [
    "account",
    "credentials",
    "link",
    "identity",
    "token",
    "tokens",
    "session",
    "device",
];

async fn nothing_is_kept_about_somebody_who_is_not_there(place: &Place) {
    let store = place.open().await;
    let erased = add_person(&store).await;
    let day = "2018-02-01".parse().unwrap();
    store.erase_person(&erased, day).await.unwrap();
    for (person, is_erased) in [(erased, true), (id("P2"), false), (id("chair"), false)] {
        for refused in [
            store.make_account(&person, "stamp").await,
            store
                .keep_link("link", &person, "reset", later(60), "stamp")
                .await,
            store
                .keep_token("secret", &token_of(&person, "t"), "stamp")
                .await,
            store
                .link_identity(&person, "https://idp.example", "s", "stamp", now())
                .await
                .map(|_| ()),
        ] {
            let refused = refused.unwrap_err();
            let expected = match &refused {
                StoreError::Erased { id } => is_erased && *id == person,
                StoreError::NoSuchPerson { id } => !is_erased && *id == person,
                _ => false,
            };
            assert!(expected, "{person}: {refused}");
        }
        assert!(!store.begin_totp(&person, "SECRET").await.unwrap());
        assert!(!store.turn_account(&person, true, "stamp").await.unwrap());
        assert!(!store.restamp_account(&person, "stamp").await.unwrap());
        assert!(!store.sign_in(&entry(&person, "stamp", "d")).await.unwrap());
        assert!(kept(&store, &person).await.is_empty());
    }
    assert!(!store.is_any_account().await.unwrap());
    store.close().await;
}

async fn an_account_says_what_it_has(place: &Place) {
    let store = place.open().await;
    let (one, two) = (add_person(&store).await, add_person(&store).await);
    fill(&store, &two).await;
    store.make_account(&one, "stamp").await.unwrap();
    // A second time leaves it as it is.
    store.make_account(&two, "another").await.unwrap();
    let rows = store.accounts().await.unwrap();
    let said: Vec<_> = rows
        .iter()
        .map(|row| {
            let has = (row.has_password, row.has_totp, row.disabled);
            (row.person.as_str(), has, row.identities, row.recovery_codes)
        })
        .collect();
    assert_eq!(
        said,
        [
            ("P1", (false, false, false), 0, 0),
            ("P2", (true, true, false), 1, 1)
        ]
    );
    assert_eq!(rows[1].last_sign_in, Some(now()));
    let stamp = store.account_stamp(&two).await.unwrap();
    assert_eq!(stamp.as_deref(), Some("stamp"));
    let credentials = store.credentials(Some(&two)).await.unwrap().unwrap();
    assert_eq!(credentials.password.as_deref(), Some("a hash"));
    assert_eq!(credentials.totp_secret.as_deref(), Some("SECRET"));
    assert!(store.credentials(None).await.unwrap().is_none());
    assert!(store.is_any_account().await.unwrap());

    // Turned off it has a new stamp, and nothing that was open stays open.
    assert!(store.turn_account(&two, true, "off").await.unwrap());
    assert!(store.account(&two).await.unwrap().unwrap().disabled);
    assert_eq!(store.account_stamp(&two).await.unwrap(), None);
    assert_eq!(kept(&store, &two).await, ["account", "identity", "tokens"]);
    assert!(store.turn_account(&two, false, "on").await.unwrap());
    let stamp = store.account_stamp(&two).await.unwrap();
    assert_eq!(stamp.as_deref(), Some("on"));
    assert!(store.remove_totp(&two, "without").await.unwrap());
    let row = store.account(&two).await.unwrap().unwrap();
    assert_eq!((row.has_totp, row.recovery_codes), (false, 0));
    store.close().await;
}

async fn an_identity_of_another_stays_theirs(place: &Place) {
    let store = place.open().await;
    let (one, two) = (add_person(&store).await, add_person(&store).await);
    let link = async |person: &PersonId, subject: &str| {
        let linked = store.link_identity(person, "https://idp.example", subject, "s", now());
        linked.await.unwrap()
    };
    assert!(link(&one, "a").await);
    assert!(link(&one, "a").await);
    assert!(!link(&two, "a").await);
    assert!(link(&two, "b").await);
    let whose = store.person_of_identity("https://idp.example", "a");
    assert_eq!(whose.await.unwrap(), Some(one.clone()));
    let elsewhere = store.person_of_identity("https://other.example", "a");
    assert_eq!(elsewhere.await.unwrap(), None);
    assert!(store.unlink_identities(&one, "new").await.unwrap());
    assert!(link(&two, "a").await);
    assert_eq!(store.account(&two).await.unwrap().unwrap().identities, 2);
    store.close().await;
}

async fn who_is_erased_leaves_nothing(place: &Place) {
    let store = place.open().await;
    let (one, two) = (add_person(&store).await, add_person(&store).await);
    for person in [&one, &two] {
        fill(&store, person).await;
        assert_eq!(kept(&store, person).await, ALL);
    }
    let day = "2018-02-01".parse().unwrap();
    store.erase_person(&one, day).await.unwrap();
    assert!(kept(&store, &one).await.is_empty());
    assert_eq!(kept(&store, &two).await, ALL);
    store.close().await;
    // Nor is anything left that only looking into the tables would find.
    for table in [
        "accounts",
        "totp",
        "recovery_codes",
        "devices",
        "links",
        "identities",
        "tokens",
        "sessions",
    ] {
        for (person, rows) in [("P1", 0..=0), ("P2", 1..=9)] {
            let sql = format!("DELETE FROM {table} WHERE person = '{person}'");
            let left = place.run(&sql).await.unwrap();
            assert!(rows.contains(&left), "{left} of {person} in {table}");
        }
    }
}

async fn what_is_written_while_somebody_is_erased_goes_with_them(place: &Place) {
    let store = place.open().await;
    for round in 0..6 {
        let person = add_person(&store).await;
        let day = "2018-02-01".parse().unwrap();
        let (secret, token) = (format!("secret {round}"), format!("token {round}"));
        let token = token_of(&person, &token);
        let link = format!("link {round}");
        let (erased, linked, made) = tokio::join!(
            store.erase_person(&person, day),
            store.keep_link(&link, &person, "reset", later(60), "stamp"),
            store.keep_token(&secret, &token, "stamp"),
        );
        erased.unwrap();
        for written in [linked, made] {
            assert!(
                matches!(written, Ok(()) | Err(StoreError::Erased { .. })),
                "{written:?}"
            );
        }
        assert!(store.account(&person).await.unwrap().is_none());
        assert!(store.find_link(&link, now()).await.unwrap().is_none());
        assert!(store.tokens(Some(&person)).await.unwrap().is_empty());
    }
    store.close().await;
}

async fn the_version_of_the_people_rises_with_every_change(place: &Place) {
    let store = place.open().await;
    let mut before = store.people_version().await.unwrap();
    let mut has_risen = async || {
        let now = store.people_version().await.unwrap();
        let risen = now > before;
        before = now;
        risen
    };
    assert!(!has_risen().await);
    let person = add_person(&store).await;
    assert!(has_risen().await);
    let changed = NewPerson {
        name: "Made-up Two".to_owned(),
        post: "Officer".to_owned(),
        email: None,
        phone: None,
    };
    store.change_person(&person, &changed).await.unwrap();
    assert!(has_risen().await);
    // What is only about the account, or is the same as before, is no change of the people.
    fill(&store, &person).await;
    store.change_person(&person, &changed).await.unwrap();
    assert!(!has_risen().await);
    let day = "2018-02-01".parse().unwrap();
    store.erase_person(&person, day).await.unwrap();
    assert!(has_risen().await);
    store.erase_person(&person, day).await.unwrap();
    assert!(!has_risen().await);
    store.close().await;
}

/// Only a SQLite file is ours to look into.
#[tokio::test]
async fn what_an_erased_person_had_is_in_no_file() {
    let place = Place::sqlite();
    let store = place.open().await;
    let person = add_person(&store).await;
    fill(&store, &person).await;
    store.close().await;
    let are_in_a_file = |text: &str| {
        files_of(place.path()).iter().any(|path| {
            let bytes = std::fs::read(path).unwrap();
            bytes
                .windows(text.len())
                .any(|part| part == text.as_bytes())
        })
    };
    let texts = [
        "a label of a token",
        "subject of P1",
        "device of P1",
        "a hash",
    ];
    assert!(texts.iter().all(|text| are_in_a_file(text)));
    let store = place.open().await;
    let day = "2018-02-01".parse().unwrap();
    store.erase_person(&person, day).await.unwrap();
    assert!(!texts.iter().any(|text| are_in_a_file(text)));
    store.close().await;
}
