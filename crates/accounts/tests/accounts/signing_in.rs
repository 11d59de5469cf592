//! Passwords, and who is kept out how long.

use waymark_accounts::{AccountError, Known, SignIn, Source, TrailKind};

use crate::place::{OTHER, PASSWORD, Place, from, inside, kinds, later, now};

on_both! {
    the_right_password_gets_in_and_nothing_else,
    five_failures_from_a_source_make_it_wait_and_no_other,
    failures_at_once_are_no_way_round_the_limit,
    nobody_can_tell_who_has_an_account,
    a_known_browser_gets_in_while_strangers_wait,
    a_link_gets_in_while_strangers_wait,
    an_address_that_tries_everybody_waits,
    an_account_that_is_turned_off_is_closed_and_its_stamp_is_gone,
    every_change_of_what_is_signed_in_with_ends_the_sessions,
    an_old_password_is_not_to_be_guessed_from_inside,
    an_identity_lets_its_person_in,
}

async fn the_right_password_gets_in_and_nothing_else(place: &Place) {
    let here = from("192.0.2.1");
    for wrong in ["", "otter lamp", "Otter lamp river seven", OTHER] {
        let tried = place.gwen_tries(wrong, &here, now()).await;
        assert_eq!(tried, SignIn::Wrong, "{wrong}");
    }
    assert_eq!(
        place.nobody_tries("nobody@a.example", &here, now()).await,
        SignIn::Wrong
    );
    let signed = inside(place.gwen_tries(PASSWORD, &here, now()).await);
    assert_eq!(signed.person, place.gwen);
    let stamp = place.accounts.stamp(&place.gwen).await.unwrap();
    assert_eq!(stamp, Some(signed.stamp));
    let account = place.accounts.account(&place.gwen).await.unwrap().unwrap();
    assert_eq!(account.last_sign_in, Some(now()));
    // Another's password is not hers, and being in clears what failed before.
    for minute in 0..4 {
        let tried = place.gwen_tries("wrong", &here, later(minute)).await;
        assert_eq!(tried, SignIn::Wrong);
    }
    inside(place.gwen_tries(PASSWORD, &here, later(4)).await);
}

async fn five_failures_from_a_source_make_it_wait_and_no_other(place: &Place) {
    let (here, there) = (from("192.0.2.1"), from("192.0.2.2"));
    for minute in 0..5 {
        let tried = place.gwen_tries("wrong", &here, later(minute)).await;
        assert_eq!(tried, SignIn::Wrong);
    }
    // The right password does not help now: that is what waiting means. The last failure was at
    // minute 4, and 15 minutes later it ends.
    for minute in [5, 18] {
        let tried = place.gwen_tries(PASSWORD, &here, later(minute)).await;
        assert_eq!(tried, SignIn::Wait { until: later(19) });
    }
    inside(place.gwen_tries(PASSWORD, &there, later(5)).await);
    // Owen, from the same address, is another account.
    inside(place.owen_tries(PASSWORD, &here, later(5)).await);
    inside(place.gwen_tries(PASSWORD, &here, later(19)).await);
    // However often somebody tried while waiting, the trail says it once.
    let noted = kinds(place).await;
    let count = |kind| noted.iter().filter(|noted| **noted == kind).count();
    assert_eq!(count(TrailKind::WrongPassword), 5);
    assert_eq!(count(TrailKind::LockedOut), 1);
}

async fn failures_at_once_are_no_way_round_the_limit(place: &Place) {
    let here = from("192.0.2.1");
    let tasks: Vec<_> = (0..12)
        .map(|_| {
            let (accounts, gwen, here) = (place.accounts.clone(), place.gwen.clone(), here.clone());
            tokio::spawn(async move {
                let tried = accounts.sign_in(Some(&gwen), "gwen", "wrong", &here, now());
                tried.await.unwrap()
            })
        })
        .collect();
    let mut wrong = 0;
    for task in tasks {
        match task.await.unwrap() {
            SignIn::Wrong => wrong += 1,
            other => assert_eq!(other, SignIn::Wait { until: later(15) }),
        }
    }
    assert_eq!(wrong, 5);
}

async fn nobody_can_tell_who_has_an_account(place: &Place) {
    let here = from("192.0.2.1");
    // Whatever happens to Gwen's address happens to one that nobody has, however it is written.
    let mut answers = Vec::new();
    for minute in 0..7 {
        let gwen = place.gwen_tries("wrong", &here, later(minute)).await;
        let name = ["nobody@a.example", " NOBODY@a.example "][minute as usize % 2];
        let nobody = place.nobody_tries(name, &here, later(minute)).await;
        assert_eq!(gwen, nobody, "{minute}");
        answers.push(nobody);
    }
    assert_eq!(answers[4], SignIn::Wrong);
    assert_eq!(answers[5], SignIn::Wait { until: later(19) });
    assert_eq!(answers[6], SignIn::Wait { until: later(19) });
}

async fn a_known_browser_gets_in_while_strangers_wait(place: &Place) {
    let home = from("192.0.2.1");
    let device = inside(place.gwen_tries(PASSWORD, &home, now()).await).device;
    place.strangers_fail_fifty_times(later(1)).await;
    let stranger = from("203.0.113.9");
    let tried = place.gwen_tries(PASSWORD, &stranger, later(2)).await;
    assert_eq!(tried, SignIn::Wait { until: later(61) });
    let with = |device: &str| Source {
        device: Some(device.to_owned()),
        ..from("203.0.113.9")
    };
    let tried = place.gwen_tries(PASSWORD, &with("made up"), later(2)).await;
    assert_eq!(tried, SignIn::Wait { until: later(61) });
    // The browser is hers and nobody else's: for Owen it is a stranger, as good as any other.
    let owens = inside(place.owen_tries(PASSWORD, &with(&device), later(2)).await);
    let tried = place
        .gwen_tries(PASSWORD, &with(&owens.device), later(2))
        .await;
    assert_eq!(tried, SignIn::Wait { until: later(61) });
    // It gets in, and is known by another name afterwards.
    let next = inside(place.gwen_tries(PASSWORD, &with(&device), later(2)).await).device;
    assert_ne!(next, device);
    let tried = place.gwen_tries(PASSWORD, &with(&device), later(3)).await;
    assert_eq!(tried, SignIn::Wait { until: later(61) });
    // By its own failures it waits, and does not make others wait longer.
    for _ in 0..5 {
        let tried = place.gwen_tries("wrong", &with(&next), later(3)).await;
        assert_eq!(tried, SignIn::Wrong);
    }
    let tried = place.gwen_tries(PASSWORD, &with(&next), later(4)).await;
    assert_eq!(tried, SignIn::Wait { until: later(18) });
    inside(place.gwen_tries(PASSWORD, &stranger, later(61)).await);
}

async fn a_link_gets_in_while_strangers_wait(place: &Place) {
    place.strangers_fail_fifty_times(now()).await;
    let here = from("203.0.113.9");
    let tried = place.gwen_tries(PASSWORD, &here, later(1)).await;
    assert_eq!(tried, SignIn::Wait { until: later(60) });
    place.gwen_follows_a_link(OTHER, later(2)).await;
    inside(place.gwen_tries(OTHER, &here, later(2)).await);
}

async fn an_address_that_tries_everybody_waits(place: &Place) {
    let here = from("2001:db8:1:2::1");
    for number in 0..50 {
        let name = format!("somebody-{number}@a.example");
        assert_eq!(place.nobody_tries(&name, &here, now()).await, SignIn::Wrong);
    }
    // Another address of the same network is the same source; another network is not.
    let beside = from("2001:db8:1:2:ffff::2");
    let tried = place.gwen_tries(PASSWORD, &beside, later(1)).await;
    assert_eq!(tried, SignIn::Wait { until: later(15) });
    let signed = inside(
        place
            .gwen_tries(PASSWORD, &from("2001:db8:1:3::1"), later(1))
            .await,
    );
    // A browser that is known gets in from there all the same.
    let known = Source {
        device: Some(signed.device),
        ..beside.clone()
    };
    inside(place.gwen_tries(PASSWORD, &known, later(1)).await);
    inside(place.owen_tries(PASSWORD, &beside, later(15)).await);
}

async fn an_account_that_is_turned_off_is_closed_and_its_stamp_is_gone(place: &Place) {
    let here = from("192.0.2.1");
    let accounts = &place.accounts;
    accounts.disable(&place.gwen, now()).await.unwrap();
    let tried = place.gwen_tries(PASSWORD, &here, now()).await;
    assert_eq!(tried, SignIn::Wrong);
    assert_eq!(accounts.stamp(&place.gwen).await.unwrap(), None);
    assert!(
        accounts
            .account(&place.gwen)
            .await
            .unwrap()
            .unwrap()
            .disabled
    );
    let vouched = accounts
        .signed_in_by_identity(&place.gwen, &here, now())
        .await;
    assert!(matches!(vouched, Err(AccountError::NoAccount)));
    accounts.enable(&place.gwen, now()).await.unwrap();
    inside(place.gwen_tries(PASSWORD, &here, now()).await);
    // Whoever has no account has none to turn off.
    let nobody = "P99".parse().unwrap();
    assert_eq!(accounts.account(&nobody).await.unwrap(), None);
    for refused in [
        accounts.disable(&nobody, now()).await,
        accounts.enable(&nobody, now()).await,
        accounts.sign_out_everywhere(&nobody, now()).await,
        accounts.remove_totp(&nobody, now()).await,
        accounts.unlink_identities(&nobody, now()).await,
    ] {
        assert!(
            matches!(refused, Err(AccountError::NoAccount)),
            "{refused:?}"
        );
    }
}

async fn every_change_of_what_is_signed_in_with_ends_the_sessions(place: &Place) {
    let accounts = &place.accounts;
    let known = Known::default();
    let mut seen = vec![accounts.stamp(&place.gwen).await.unwrap().unwrap()];
    for change in ["sign out", "password", "link", "off and on", "unlink"] {
        accounts
            .create_session(change, "{}", later(60))
            .await
            .unwrap();
        let session = accounts.save_session(change, "{}", later(60), Some(&place.gwen));
        session.await.unwrap();
        match change {
            "sign out" => accounts
                .sign_out_everywhere(&place.gwen, now())
                .await
                .unwrap(),
            "password" => {
                let done = accounts.change_password(&place.gwen, PASSWORD, OTHER, &known, now());
                done.await.unwrap();
            }
            "link" => place.gwen_follows_a_link(PASSWORD, now()).await,
            "off and on" => {
                accounts.disable(&place.gwen, now()).await.unwrap();
                accounts.enable(&place.gwen, now()).await.unwrap();
            }
            _ => accounts
                .unlink_identities(&place.gwen, now())
                .await
                .unwrap(),
        }
        let stamp = accounts.stamp(&place.gwen).await.unwrap().unwrap();
        assert!(!seen.contains(&stamp), "{change}");
        seen.push(stamp);
        let session = accounts.load_session(change, now()).await.unwrap();
        assert_eq!(session, None, "{change}");
    }
    // Nothing of this is about Owen.
    assert!(accounts.stamp(&place.owen).await.unwrap().is_some());
    inside(place.gwen_tries(PASSWORD, &from("192.0.2.1"), now()).await);
}

async fn an_old_password_is_not_to_be_guessed_from_inside(place: &Place) {
    let accounts = &place.accounts;
    let known = Known::default();
    let change = async |old: &str, minutes| {
        accounts
            .change_password(&place.gwen, old, OTHER, &known, later(minutes))
            .await
    };
    let weak = accounts
        .change_password(&place.gwen, PASSWORD, "password1234", &known, now())
        .await;
    assert!(matches!(weak, Err(AccountError::Password(_))), "{weak:?}");
    for _ in 0..5 {
        let wrong = change("wrong", 0).await;
        assert!(
            matches!(wrong, Err(AccountError::WrongPassword)),
            "{wrong:?}"
        );
    }
    match change(PASSWORD, 1).await {
        Err(AccountError::Wait { until }) => assert_eq!(until, later(15)),
        other => panic!("{other:?}"),
    }
    // Signing in is counted apart.
    inside(
        place
            .gwen_tries(PASSWORD, &from("192.0.2.1"), later(1))
            .await,
    );
    change(PASSWORD, 15).await.unwrap();
    inside(place.gwen_tries(OTHER, &from("192.0.2.1"), later(15)).await);
}

async fn an_identity_lets_its_person_in(place: &Place) {
    let accounts = &place.accounts;
    let (issuer, here) = ("https://idp.example", from("192.0.2.1"));
    assert_eq!(accounts.identity(issuer, "s-1").await.unwrap(), None);
    accounts
        .link_identity(&place.gwen, issuer, "s-1", now())
        .await
        .unwrap();
    // A second time it is hers already; another's it is not.
    accounts
        .link_identity(&place.gwen, issuer, "s-1", now())
        .await
        .unwrap();
    let refused = accounts
        .link_identity(&place.owen, issuer, "s-1", now())
        .await;
    assert!(
        matches!(refused, Err(AccountError::IdentityOfAnother)),
        "{refused:?}"
    );
    assert_eq!(
        accounts.identity(issuer, "s-1").await.unwrap(),
        Some(place.gwen.clone())
    );
    let signed = accounts
        .signed_in_by_identity(&place.gwen, &here, later(1))
        .await
        .unwrap();
    let stamp = accounts.stamp(&place.gwen).await.unwrap();
    assert_eq!(stamp, Some(signed.stamp));
    let account = accounts.account(&place.gwen).await.unwrap().unwrap();
    assert_eq!(
        (account.identities, account.last_sign_in),
        (1, Some(later(1)))
    );
    accounts
        .unlink_identities(&place.gwen, later(4))
        .await
        .unwrap();
    assert_eq!(accounts.identity(issuer, "s-1").await.unwrap(), None);
}
