//! One-time codes, recovery codes, links.

use totp_rs::{Builder, Secret};
use waymark_accounts::{AccountError, Known, LinkKind, SignIn};

use crate::place::{PASSWORD, Place, from, inside, later, now};

on_both! {
    a_code_is_asked_for_once_it_was_confirmed_and_is_used_once,
    a_recovery_code_gets_in_once,
    a_link_is_followed_once_even_by_two_at_a_time,
    a_link_ends_by_time_and_by_a_newer_one,
}

/// The code of a secret at a time, as an authenticator would show it.
fn code(secret: &str, at: jiff::Timestamp) -> String {
    let letters: String = secret.split(' ').collect();
    let codes = Builder::new()
        .with_secret(Secret::try_from_base32(&letters).unwrap())
        .build()
        .unwrap();
    codes.generate(at.as_second().try_into().unwrap()).to_string()
}

async fn with_codes(place: &Place) -> (String, Vec<String>) {
    let accounts = &place.accounts;
    let setup = accounts
        .begin_totp(&place.gwen, "gwen@a.example", "Waymark")
        .await
        .unwrap();
    assert!(setup.uri.starts_with("otpauth://totp/"), "{}", setup.uri);
    let first = code(&setup.secret, now());
    let recovery = accounts.confirm_totp(&place.gwen, &first, now()).await.unwrap();
    (setup.secret, recovery)
}

async fn a_code_is_asked_for_once_it_was_confirmed_and_is_used_once(place: &Place) {
    let accounts = &place.accounts;
    let here = from("192.0.2.1");
    let setup = accounts
        .begin_totp(&place.gwen, "gwen@a.example", "Waymark")
        .await
        .unwrap();
    // Not confirmed yet: the password is enough.
    inside(place.gwen_tries(PASSWORD, &here, now()).await);
    let wrong = accounts.confirm_totp(&place.gwen, "000000", now()).await;
    assert!(matches!(wrong, Err(AccountError::WrongCode)) || code(&setup.secret, now()) == "000000");
    let first = code(&setup.secret, now());
    assert_eq!(accounts.confirm_totp(&place.gwen, &first, now()).await.unwrap().len(), 10);
    let asked = place.gwen_tries(PASSWORD, &here, later(1)).await;
    assert_eq!(asked, SignIn::NeedsCode(place.gwen.clone()));
    // The code that confirmed it was used.
    let again = accounts.sign_in_with_code(&place.gwen, &first, &here, now()).await;
    assert_eq!(again.unwrap(), SignIn::Wrong);
    let next = code(&setup.secret, later(5));
    // Two at a time: one gets in.
    let (one, other) = tokio::join!(
        accounts.sign_in_with_code(&place.gwen, &next, &here, later(5)),
        accounts.sign_in_with_code(&place.gwen, &next, &here, later(5)),
    );
    let inside = [one.unwrap(), other.unwrap()]
        .iter()
        .filter(|signed| matches!(signed, SignIn::In(_)))
        .count();
    assert_eq!(inside, 1);
    accounts.remove_totp(&place.gwen, later(6)).await.unwrap();
    crate::place::inside(place.gwen_tries(PASSWORD, &here, later(6)).await);
}

async fn a_recovery_code_gets_in_once(place: &Place) {
    let here = from("192.0.2.1");
    let (_, recovery) = with_codes(place).await;
    let accounts = &place.accounts;
    let (one, other) = tokio::join!(
        accounts.sign_in_with_code(&place.gwen, &recovery[0], &here, later(1)),
        accounts.sign_in_with_code(&place.gwen, &recovery[0], &here, later(1)),
    );
    let inside = [one.unwrap(), other.unwrap()]
        .iter()
        .filter(|signed| matches!(signed, SignIn::In(_)))
        .count();
    assert_eq!(inside, 1);
    let account = accounts.account(&place.gwen).await.unwrap().unwrap();
    assert_eq!(account.recovery_codes_left, 9);
}

async fn a_link_is_followed_once_even_by_two_at_a_time(place: &Place) {
    let accounts = &place.accounts;
    let link = accounts
        .new_link(&place.gwen, LinkKind::Reset, now())
        .await
        .unwrap();
    let known = Known::default();
    let weak = accounts
        .set_password_by_link(&link, "too short", &known, later(1))
        .await;
    assert!(matches!(weak, Err(AccountError::Password(_))));
    let (one, other) = tokio::join!(
        accounts.set_password_by_link(&link, "heron stone bridge four", &known, later(1)),
        accounts.set_password_by_link(&link, "badger moon window nine", &known, later(1)),
    );
    let done = [&one, &other].iter().filter(|done| done.is_ok()).count();
    assert_eq!(done, 1, "{one:?} {other:?}");
    let here = from("192.0.2.1");
    assert_eq!(place.gwen_tries(PASSWORD, &here, later(2)).await, SignIn::Wrong);
}

async fn a_link_ends_by_time_and_by_a_newer_one(place: &Place) {
    let accounts = &place.accounts;
    let reset = accounts
        .new_link(&place.gwen, LinkKind::Reset, now())
        .await
        .unwrap();
    let found = accounts.link(&reset, later(59)).await.unwrap();
    assert_eq!(found, Some((place.gwen.clone(), LinkKind::Reset)));
    assert_eq!(accounts.link(&reset, later(60)).await.unwrap(), None);
    accounts
        .new_link(&place.gwen, LinkKind::Reset, later(1))
        .await
        .unwrap();
    assert_eq!(accounts.link(&reset, later(2)).await.unwrap(), None);
    assert_eq!(accounts.link("made up", now()).await.unwrap(), None);
}
