//! Tokens, sessions, records, and what goes with somebody who is erased.

use jiff::civil::date;
use waymark_accounts::{AccountError, Look, Scope, SignIn, TrailKind};

use crate::place::{PASSWORD, Place, from, inside, kinds, later, now};

on_both! {
    a_token_holds_until_it_ends_or_is_revoked,
    a_token_of_no_use_is_refused,
    sessions_end_by_time,
    what_is_done_about_an_account_is_noted,
    records_are_only_added_to,
    who_is_erased_leaves_nothing_to_sign_in_with,
}

async fn a_token_holds_until_it_ends_or_is_revoked(place: &Place) {
    let accounts = &place.accounts;
    let (id, secret) = accounts
        .new_token(&place.gwen, "Power BI", &[Scope::Figures], later(60), now())
        .await
        .unwrap();
    let token = accounts.token(&secret, later(1)).await.unwrap().unwrap();
    assert_eq!((&token.id, &token.scopes[..]), (&id, &[Scope::Figures][..]));
    assert!(secret.starts_with("wm_") && secret.len() == 67, "{secret}");
    assert_eq!(accounts.token("wm_made-up", later(1)).await.unwrap(), None);
    assert_eq!(accounts.token(&secret, later(60)).await.unwrap(), None);
    // Another's is not theirs to revoke.
    assert!(
        !accounts
            .revoke_token(&id, Some(&place.owen), later(2))
            .await
            .unwrap()
    );
    accounts.disable(&place.gwen, later(2)).await.unwrap();
    assert_eq!(accounts.token(&secret, later(3)).await.unwrap(), None);
    accounts.enable(&place.gwen, later(3)).await.unwrap();
    assert!(accounts.token(&secret, later(3)).await.unwrap().is_some());
    assert!(
        accounts
            .revoke_token(&id, Some(&place.gwen), later(4))
            .await
            .unwrap()
    );
    assert_eq!(accounts.token(&secret, later(5)).await.unwrap(), None);
    let kept = accounts.tokens(Some(&place.gwen)).await.unwrap();
    assert_eq!(kept[0].last_used, Some(later(3)));
}

async fn a_token_of_no_use_is_refused(place: &Place) {
    let accounts = &place.accounts;
    let long = "a".repeat(101);
    for (label, scopes, until) in [
        (" ", &Scope::ALL[..], later(1)),
        (&long, &Scope::ALL, later(1)),
        ("Excel", &[], later(1)),
        ("Excel", &Scope::ALL, now()),
    ] {
        let refused = accounts
            .new_token(&place.gwen, label, scopes, until, now())
            .await;
        assert!(
            matches!(refused, Err(AccountError::UnfitToken { .. })),
            "{refused:?}"
        );
    }
    accounts.disable(&place.gwen, now()).await.unwrap();
    let refused = accounts
        .new_token(&place.gwen, "Excel", &Scope::ALL, later(1), now())
        .await;
    assert!(
        matches!(refused, Err(AccountError::NoAccount)),
        "{refused:?}"
    );
    assert!(accounts.tokens(None).await.unwrap().is_empty());
}

async fn sessions_end_by_time(place: &Place) {
    let accounts = &place.accounts;
    for (id, minutes) in [("a", 10), ("b", 20)] {
        assert!(
            accounts
                .create_session(id, "1", later(minutes))
                .await
                .unwrap()
        );
    }
    assert!(!accounts.create_session("a", "2", later(10)).await.unwrap());
    accounts
        .save_session("a", "3", later(15), Some(&place.gwen))
        .await
        .unwrap();
    let found = accounts.load_session("a", later(14)).await.unwrap();
    assert_eq!(found, Some(("3".to_owned(), later(15))));
    assert_eq!(accounts.load_session("a", later(15)).await.unwrap(), None);
    accounts.delete_expired_sessions(later(15)).await.unwrap();
    assert_eq!(accounts.load_session("a", now()).await.unwrap(), None);
    assert!(accounts.load_session("b", now()).await.unwrap().is_some());
    accounts.delete_session("b").await.unwrap();
    // A request that was still under way does not bring it back.
    accounts
        .save_session("b", "4", later(20), None)
        .await
        .unwrap();
    assert_eq!(accounts.load_session("b", now()).await.unwrap(), None);
}

async fn what_is_done_about_an_account_is_noted(place: &Place) {
    let accounts = &place.accounts;
    let (here, issuer) = (from("::ffff:192.0.2.1"), "https://idp.example");
    let before = kinds(place).await.len();
    assert_eq!(place.gwen_tries("wrong", &here, now()).await, SignIn::Wrong);
    inside(place.gwen_tries(PASSWORD, &here, now()).await);
    let trail = accounts.trail(None, 1).await.unwrap();
    assert_eq!(trail[0].person.as_ref(), Some(&place.gwen));
    assert_eq!(trail[0].address.as_deref(), Some("192.0.2.1"));
    let (id, _) = accounts
        .new_token(&place.gwen, "Excel", &[Scope::Plan], later(1), now())
        .await
        .unwrap();
    accounts.revoke_token(&id, None, now()).await.unwrap();
    accounts
        .link_identity(&place.gwen, issuer, "s", now())
        .await
        .unwrap();
    accounts
        .unlink_identities(&place.gwen, now())
        .await
        .unwrap();
    accounts
        .sign_out_everywhere(&place.gwen, now())
        .await
        .unwrap();
    accounts.disable(&place.gwen, now()).await.unwrap();
    accounts.enable(&place.gwen, now()).await.unwrap();
    accounts.remove_totp(&place.gwen, now()).await.unwrap();
    let noted = kinds(place).await;
    assert_eq!(
        noted[before..],
        [
            TrailKind::WrongPassword,
            TrailKind::SignedIn,
            TrailKind::TokenMade,
            TrailKind::TokenRevoked,
            TrailKind::IdentityLinked,
            TrailKind::IdentityUnlinked,
            TrailKind::SignedOut,
            TrailKind::Disabled,
            TrailKind::Enabled,
            TrailKind::TotpOff,
        ]
    );
    // Two people were invited and have set their passwords.
    assert_eq!(
        noted[..before],
        [TrailKind::LinkMade, TrailKind::PasswordSet].repeat(2)
    );
    for kind in TrailKind::ALL {
        accounts.note(*kind, None, None, None, now()).await.unwrap();
        let last = accounts.trail(None, 1).await.unwrap();
        assert_eq!(last[0].kind, *kind);
        assert!(!kind.in_words().is_empty());
    }
}

async fn records_are_only_added_to(place: &Place) {
    let accounts = &place.accounts;
    let look = |what: &str| Look {
        number: 0,
        person: place.gwen.clone(),
        at: now(),
        what: what.to_owned(),
        snapshot: "0123456789abcdef".to_owned(),
        rows: 12,
    };
    accounts
        .note_look(&look("cases of re-referrals, March 2017"))
        .await
        .unwrap();
    accounts
        .note_look(&look("cases of sdq-scores, March 2017"))
        .await
        .unwrap();
    let found = accounts.looks(None, 10).await.unwrap();
    let whats: Vec<&str> = found.iter().map(|look| look.what.as_str()).collect();
    assert_eq!(
        whats,
        [
            "cases of sdq-scores, March 2017",
            "cases of re-referrals, March 2017"
        ]
    );
    let older = accounts.looks(Some(found[0].number), 10).await.unwrap();
    assert_eq!(older.len(), 1);
    for sql in [
        "UPDATE looks SET cases = 0",
        "DELETE FROM looks",
        "DELETE FROM trail",
    ] {
        let refused = place.run(sql).await.unwrap_err().to_string();
        assert!(refused.contains("only added to"), "{sql}: {refused}");
    }
    assert_eq!(accounts.looks(None, 10).await.unwrap(), found);
}

async fn who_is_erased_leaves_nothing_to_sign_in_with(place: &Place) {
    let accounts = &place.accounts;
    accounts
        .link_identity(&place.gwen, "https://idp.example", "s-1", now())
        .await
        .unwrap();
    let (_, secret) = accounts
        .new_token(&place.gwen, "Excel", &Scope::ALL, later(60), now())
        .await
        .unwrap();
    assert!(accounts.create_session("a", "{}", later(20)).await.unwrap());
    accounts
        .save_session("a", "{}", later(20), Some(&place.gwen))
        .await
        .unwrap();
    place
        .store
        .erase_person(&place.gwen, date(2017, 3, 2))
        .await
        .unwrap();
    assert_eq!(accounts.account(&place.gwen).await.unwrap(), None);
    assert_eq!(
        accounts
            .identity("https://idp.example", "s-1")
            .await
            .unwrap(),
        None
    );
    assert_eq!(accounts.token(&secret, later(1)).await.unwrap(), None);
    assert_eq!(accounts.load_session("a", later(1)).await.unwrap(), None);
    assert!(accounts.tokens(None).await.unwrap().is_empty());
    let here = from("192.0.2.1");
    assert_eq!(
        place.gwen_tries(PASSWORD, &here, later(1)).await,
        SignIn::Wrong
    );
    let refused = accounts
        .link_identity(&place.gwen, "https://idp.example", "s-1", now())
        .await;
    assert!(
        matches!(refused, Err(AccountError::Store(_))),
        "{refused:?}"
    );
    // Owen is not touched.
    assert!(
        accounts
            .account(&place.owen)
            .await
            .unwrap()
            .unwrap()
            .has_password
    );
}
