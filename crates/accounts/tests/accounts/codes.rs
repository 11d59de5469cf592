//! One-time codes and recovery codes.

use jiff::Timestamp;
use totp_rs::{Builder, Secret};
use waymark_accounts::{AccountError, SignIn};

use crate::place::{PASSWORD, Place, from, inside, later, now};

on_both! {
    codes_count_once_one_was_given,
    a_code_gets_in_once_even_for_two_at_a_time,
    a_recovery_code_gets_in_once_even_for_two_at_a_time,
    codes_are_not_to_be_guessed,
    a_code_is_worth_nothing_without_codes,
}

/// The code of a secret at a time, as an authenticator would show it.
fn code(secret: &str, at: Timestamp) -> String {
    let letters: String = secret.split(' ').collect();
    let codes = Builder::new()
        .with_secret(Secret::try_from_base32(&letters).unwrap())
        .build()
        .unwrap();
    codes
        .generate(at.as_second().try_into().unwrap())
        .to_string()
}

/// A code that is wrong around a time.
fn wrong_code(secret: &str, at: Timestamp) -> String {
    let right: Vec<String> = (-2..=2)
        .map(|steps| code(secret, at + jiff::SignedDuration::from_secs(30 * steps)))
        .collect();
    let mut all = (0..10).map(|number| format!("{number:06}"));
    all.find(|code| !right.contains(code)).unwrap()
}

async fn with_codes(place: &Place) -> (String, Vec<String>) {
    let accounts = &place.accounts;
    let setup = accounts
        .begin_totp(&place.gwen, "gwen@a.example", "Waymark")
        .await
        .unwrap();
    let first = code(&setup.secret, now());
    let confirmed = accounts.confirm_totp(&place.gwen, &first, now()).await;
    (setup.secret, confirmed.unwrap())
}

async fn codes_count_once_one_was_given(place: &Place) {
    let accounts = &place.accounts;
    let here = from("192.0.2.1");
    let begin = async || {
        accounts
            .begin_totp(&place.gwen, "gwen@a.example", "Waymark: the plan")
            .await
    };
    let older = begin().await.unwrap();
    let setup = begin().await.unwrap();
    // 20 bytes are 32 letters of base 32.
    let groups: Vec<&str> = setup.secret.split(' ').collect();
    assert_eq!(groups.len(), 8);
    assert!(groups.iter().all(|group| group.len() == 4), "{groups:?}");
    assert_eq!(
        setup.uri,
        format!(
            "otpauth://totp/Waymark%20%20the%20plan:gwen%40a.example?secret={}&issuer=Waymark%20%20the%20plan",
            groups.concat()
        )
    );
    // Not confirmed yet: the password is enough.
    inside(place.gwen_tries(PASSWORD, &here, now()).await);
    let (older, wrong) = (code(&older.secret, now()), wrong_code(&setup.secret, now()));
    for code in [&older, &wrong] {
        let refused = accounts.confirm_totp(&place.gwen, code, now()).await;
        assert!(
            matches!(refused, Err(AccountError::WrongCode)),
            "{refused:?}"
        );
    }
    let stamp = accounts.stamp(&place.gwen).await.unwrap();
    let first = code(&setup.secret, now());
    let recovery = accounts
        .confirm_totp(&place.gwen, &first, now())
        .await
        .unwrap();
    assert_eq!(recovery.len(), 10);
    assert_ne!(accounts.stamp(&place.gwen).await.unwrap(), stamp);
    let account = accounts.account(&place.gwen).await.unwrap().unwrap();
    assert!(account.has_totp);
    assert_eq!(account.recovery_codes_left, 10);
    let asked = place.gwen_tries(PASSWORD, &here, later(1)).await;
    assert_eq!(asked, SignIn::NeedsCode(place.gwen.clone()));
    let wrong = place.gwen_tries("wrong", &here, later(1)).await;
    assert_eq!(wrong, SignIn::Wrong);
    // Codes that count are not replaced by somebody who found the browser open.
    let refused = begin().await.err().unwrap();
    assert!(matches!(refused, AccountError::CodesAreOn), "{refused}");
    accounts.remove_totp(&place.gwen, later(2)).await.unwrap();
    inside(place.gwen_tries(PASSWORD, &here, later(2)).await);
    begin().await.unwrap();
    let nobody = "P99".parse().unwrap();
    let refused = accounts.begin_totp(&nobody, "a", "b").await.err().unwrap();
    assert!(matches!(refused, AccountError::NoAccount), "{refused}");
}

async fn a_code_gets_in_once_even_for_two_at_a_time(place: &Place) {
    let accounts = &place.accounts;
    let (secret, _) = with_codes(place).await;
    let here = from("192.0.2.1");
    let give = async |code: &str, at| {
        let given = accounts
            .sign_in_with_code(&place.gwen, code, &here, at)
            .await;
        given.unwrap()
    };
    // The code that confirmed them was used.
    assert_eq!(give(&code(&secret, now()), now()).await, SignIn::Wrong);
    let next = code(&secret, later(5));
    let (one, other) = tokio::join!(give(&next, later(5)), give(&next, later(5)));
    let signed = match (one, other) {
        (SignIn::In(signed), SignIn::Wrong) | (SignIn::Wrong, SignIn::In(signed)) => signed,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        accounts.stamp(&place.gwen).await.unwrap(),
        Some(signed.stamp)
    );
    // Nor does one of an earlier step get in after it, nor an old one at all.
    let before = code(&secret, later(5) - jiff::SignedDuration::from_secs(30));
    assert_eq!(give(&before, later(5)).await, SignIn::Wrong);
    let old = code(&secret, later(7));
    assert_eq!(give(&old, later(8)).await, SignIn::Wrong);
    let typed = code(&secret, later(9));
    let typed = format!(" {} {} ", &typed[..3], &typed[3..]);
    inside(give(&typed, later(9)).await);
}

async fn a_recovery_code_gets_in_once_even_for_two_at_a_time(place: &Place) {
    let accounts = &place.accounts;
    let (_, recovery) = with_codes(place).await;
    let here = from("192.0.2.1");
    let give = async |code: &str| {
        let given = accounts.sign_in_with_code(&place.gwen, code, &here, later(1));
        given.await.unwrap()
    };
    let (one, other) = tokio::join!(give(&recovery[0]), give(&recovery[0]));
    assert!(
        matches!(
            (&one, &other),
            (SignIn::In(_), SignIn::Wrong) | (SignIn::Wrong, SignIn::In(_))
        ),
        "{one:?} {other:?}"
    );
    inside(give(&recovery[1].to_uppercase().replace('-', " ")).await);
    let account = accounts.account(&place.gwen).await.unwrap().unwrap();
    assert_eq!(account.recovery_codes_left, 8);
    // Turned off and on again, the old ones are gone.
    accounts.remove_totp(&place.gwen, later(2)).await.unwrap();
    with_codes(place).await;
    assert_eq!(give(&recovery[2]).await, SignIn::Wrong);
}

async fn codes_are_not_to_be_guessed(place: &Place) {
    let accounts = &place.accounts;
    let (secret, recovery) = with_codes(place).await;
    let here = from("192.0.2.1");
    for minute in 1..=5 {
        // The right password in between makes no room for more codes.
        let asked = place.gwen_tries(PASSWORD, &here, later(minute)).await;
        assert_eq!(asked, SignIn::NeedsCode(place.gwen.clone()));
        let wrong = wrong_code(&secret, later(minute));
        let tried = accounts.sign_in_with_code(&place.gwen, &wrong, &here, later(minute));
        assert_eq!(tried.await.unwrap(), SignIn::Wrong);
    }
    let right = code(&secret, later(6));
    for code in [&right, &recovery[0]] {
        let tried = accounts.sign_in_with_code(&place.gwen, code, &here, later(6));
        assert_eq!(tried.await.unwrap(), SignIn::Wait { until: later(20) });
    }
    // Waiting has used neither up.
    let there = from("192.0.2.2");
    let tried = accounts.sign_in_with_code(&place.gwen, &right, &there, later(6));
    inside(tried.await.unwrap());
    let tried = accounts.sign_in_with_code(&place.gwen, &recovery[0], &here, later(20));
    inside(tried.await.unwrap());
}

async fn a_code_is_worth_nothing_without_codes(place: &Place) {
    let accounts = &place.accounts;
    let (secret, _) = with_codes(place).await;
    let here = from("192.0.2.1");
    let right = code(&secret, later(1));
    let owens = accounts.sign_in_with_code(&place.owen, &right, &here, later(1));
    assert_eq!(owens.await.unwrap(), SignIn::Wrong);
    let empty = accounts.sign_in_with_code(&place.owen, "", &here, later(1));
    assert_eq!(empty.await.unwrap(), SignIn::Wrong);
    accounts.disable(&place.gwen, later(1)).await.unwrap();
    let off = accounts.sign_in_with_code(&place.gwen, &right, &here, later(1));
    assert_eq!(off.await.unwrap(), SignIn::Wrong);
}
