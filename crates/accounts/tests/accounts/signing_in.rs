//! Passwords, and who is kept out how long.

use waymark_accounts::{SignIn, Source};

use crate::place::{PASSWORD, Place, from, inside, later, now};

on_both! {
    the_right_password_gets_in_and_nothing_else,
    five_failures_from_a_source_make_it_wait_and_no_other,
    a_known_browser_gets_in_while_strangers_wait,
    an_address_that_tries_everybody_waits,
    an_account_that_is_turned_off_is_closed_and_its_stamp_is_gone,
}

async fn the_right_password_gets_in_and_nothing_else(place: &Place) {
    let here = from("192.0.2.1");
    assert_eq!(place.gwen_tries("otter lamp", &here, now()).await, SignIn::Wrong);
    let nobody = place
        .accounts
        .sign_in(None, "nobody@a.example", PASSWORD, &here, now())
        .await;
    assert_eq!(nobody.unwrap(), SignIn::Wrong);
    let signed = inside(place.gwen_tries(PASSWORD, &here, now()).await);
    assert_eq!(signed.person, place.gwen);
    let stamp = place.accounts.stamp(&place.gwen).await.unwrap();
    assert_eq!(stamp, Some(signed.stamp));
    let account = place.accounts.account(&place.gwen).await.unwrap().unwrap();
    assert_eq!(account.last_sign_in, Some(now()));
}

async fn five_failures_from_a_source_make_it_wait_and_no_other(place: &Place) {
    let (here, there) = (from("192.0.2.1"), from("192.0.2.2"));
    for minute in 0..5 {
        let tried = place.gwen_tries("wrong", &here, later(minute)).await;
        assert_eq!(tried, SignIn::Wrong);
    }
    // The right password does not help now: that is what waiting means. The last failure was at
    // minute 4, and 15 minutes later it ends.
    let tried = place.gwen_tries(PASSWORD, &here, later(5)).await;
    assert_eq!(tried, SignIn::Wait { until: later(19) });
    inside(place.gwen_tries(PASSWORD, &there, later(5)).await);
    // Owen, from the same address, is another account.
    let owen = place
        .accounts
        .sign_in(Some(&place.owen), "owen@a.example", PASSWORD, &here, later(5))
        .await;
    inside(owen.unwrap());
    inside(place.gwen_tries(PASSWORD, &here, later(20)).await);
}

async fn a_known_browser_gets_in_while_strangers_wait(place: &Place) {
    let home = from("192.0.2.1");
    let device = inside(place.gwen_tries(PASSWORD, &home, now()).await).device;
    // Fifty failures within the hour from ten addresses: strangers wait, wherever they are.
    for number in 0..50 {
        let from = from(&format!("198.51.100.{}", number / 5));
        let tried = place.gwen_tries("wrong", &from, later(1)).await;
        assert_eq!(tried, SignIn::Wrong, "{number}");
    }
    let stranger = from("203.0.113.9");
    let tried = place.gwen_tries(PASSWORD, &stranger, later(2)).await;
    assert_eq!(tried, SignIn::Wait { until: later(61) });
    let known = Source {
        device: Some(device.clone()),
        ..from("203.0.113.9")
    };
    inside(place.gwen_tries(PASSWORD, &known, later(2)).await);
    // The browser is Gwen's and nobody else's.
    let owen = place
        .accounts
        .sign_in(
            Some(&place.gwen),
            "gwen@a.example",
            PASSWORD,
            &Source {
                device: Some("made up".to_owned()),
                ..from("203.0.113.9")
            },
            later(2),
        )
        .await;
    assert_eq!(owen.unwrap(), SignIn::Wait { until: later(61) });
}

async fn an_address_that_tries_everybody_waits(place: &Place) {
    let here = from("2001:db8:1:2::1");
    for number in 0..50 {
        let name = format!("somebody-{number}@a.example");
        let tried = place
            .accounts
            .sign_in(None, &name, "wrong", &here, now())
            .await;
        assert_eq!(tried.unwrap(), SignIn::Wrong);
    }
    // Another address of the same network is the same source.
    let beside = from("2001:db8:1:2:ffff::2");
    let tried = place.gwen_tries(PASSWORD, &beside, later(1)).await;
    assert_eq!(tried, SignIn::Wait { until: later(15) });
}

async fn an_account_that_is_turned_off_is_closed_and_its_stamp_is_gone(place: &Place) {
    let here = from("192.0.2.1");
    let accounts = &place.accounts;
    accounts.disable(&place.gwen, now()).await.unwrap();
    assert_eq!(place.gwen_tries(PASSWORD, &here, now()).await, SignIn::Wrong);
    assert_eq!(accounts.stamp(&place.gwen).await.unwrap(), None);
    accounts.enable(&place.gwen, now()).await.unwrap();
    let before = accounts.stamp(&place.gwen).await.unwrap().unwrap();
    inside(place.gwen_tries(PASSWORD, &here, now()).await);
    accounts.sign_out_everywhere(&place.gwen, now()).await.unwrap();
    assert_ne!(accounts.stamp(&place.gwen).await.unwrap().unwrap(), before);
}
