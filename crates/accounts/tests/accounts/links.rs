//! Links that are followed once.

use waymark_accounts::{AccountError, Known, LinkKind, PasswordFault, SignIn};

use crate::place::{OTHER, PASSWORD, Place, from, inside, later, now};

on_both! {
    a_link_is_followed_once_even_by_two_at_a_time,
    a_link_holds_for_its_time,
    a_newer_link_ends_the_older_of_its_kind,
    a_password_that_will_not_do_leaves_the_link,
    somebody_invited_has_an_account_and_no_password,
}

async fn a_link_is_followed_once_even_by_two_at_a_time(place: &Place) {
    let accounts = &place.accounts;
    let link = accounts
        .new_link(&place.gwen, LinkKind::Reset, now())
        .await
        .unwrap();
    let known = Known::default();
    let passwords = ["heron stone bridge four", "badger moon window nine"];
    let (one, other) = tokio::join!(
        accounts.set_password_by_link(&link, passwords[0], &known, later(1)),
        accounts.set_password_by_link(&link, passwords[1], &known, later(1)),
    );
    let done = match (one, other) {
        (Ok(person), Err(AccountError::LinkGone)) => (person, 0),
        (Err(AccountError::LinkGone), Ok(person)) => (person, 1),
        other => panic!("{other:?}"),
    };
    assert_eq!(done.0, place.gwen);
    let here = from("192.0.2.1");
    for wrong in [PASSWORD, passwords[1 - done.1]] {
        let tried = place.gwen_tries(wrong, &here, later(2)).await;
        assert_eq!(tried, SignIn::Wrong);
    }
    inside(place.gwen_tries(passwords[done.1], &here, later(2)).await);
    let again = accounts
        .set_password_by_link(&link, OTHER, &known, later(3))
        .await;
    assert!(matches!(again, Err(AccountError::LinkGone)));
}

async fn a_link_holds_for_its_time(place: &Place) {
    let accounts = &place.accounts;
    for (kind, minutes) in [
        (LinkKind::Reset, 60),
        (LinkKind::FirstAdministrator, 24 * 60),
        (LinkKind::Invitation, 7 * 24 * 60),
    ] {
        let link = accounts.new_link(&place.gwen, kind, now()).await.unwrap();
        assert_eq!(link.len(), 64);
        let found = accounts.link(&link, later(minutes - 1)).await.unwrap();
        assert_eq!(found, Some((place.gwen.clone(), kind)));
        let found = accounts.link(&link, later(minutes)).await.unwrap();
        assert_eq!(found, None);
        let late = accounts
            .set_password_by_link(&link, OTHER, &Known::default(), later(minutes))
            .await;
        assert!(matches!(late, Err(AccountError::LinkGone)));
    }
    assert_eq!(accounts.link("made up", now()).await.unwrap(), None);
}

async fn a_newer_link_ends_the_older_of_its_kind(place: &Place) {
    let accounts = &place.accounts;
    let new = async |kind| accounts.new_link(&place.gwen, kind, now()).await.unwrap();
    let holds = async |link: &str| accounts.link(link, now()).await.unwrap().is_some();
    let invitation = new(LinkKind::Invitation).await;
    let older = new(LinkKind::Reset).await;
    let owens = accounts
        .new_link(&place.owen, LinkKind::Reset, now())
        .await
        .unwrap();
    let newer = new(LinkKind::Reset).await;
    assert!(!holds(&older).await);
    for link in [&invitation, &newer, &owens] {
        assert!(holds(link).await);
    }
    accounts.disable(&place.gwen, now()).await.unwrap();
    accounts.enable(&place.gwen, now()).await.unwrap();
    assert!(!holds(&newer).await);
    assert!(holds(&owens).await);
}

async fn a_password_that_will_not_do_leaves_the_link(place: &Place) {
    let accounts = &place.accounts;
    let link = accounts
        .new_link(&place.gwen, LinkKind::Reset, now())
        .await
        .unwrap();
    let known = Known {
        name: Some("Gwen Ashdown"),
        email: Some("gwen@a.example"),
    };
    for (password, fault) in [
        ("too short", PasswordFault::Short),
        ("ashdown otter lamp river", PasswordFault::Personal),
    ] {
        match accounts
            .set_password_by_link(&link, password, &known, now())
            .await
        {
            Err(AccountError::Password(faults)) => assert_eq!(faults, [fault]),
            other => panic!("{other:?}"),
        }
    }
    let done = accounts
        .set_password_by_link(&link, OTHER, &known, now())
        .await;
    assert_eq!(done.unwrap(), place.gwen);
}

async fn somebody_invited_has_an_account_and_no_password(place: &Place) {
    let accounts = &place.accounts;
    let ivy = place.somebody("Ivy Cole").await;
    assert_eq!(accounts.account(&ivy).await.unwrap(), None);
    let link = accounts
        .new_link(&ivy, LinkKind::Invitation, now())
        .await
        .unwrap();
    let account = accounts.account(&ivy).await.unwrap().unwrap();
    assert!(!account.has_password && !account.disabled);
    let here = from("192.0.2.1");
    for password in ["", OTHER] {
        let tried = accounts.sign_in(Some(&ivy), "ivy@a.example", password, &here, now());
        assert_eq!(tried.await.unwrap(), SignIn::Wrong);
    }
    accounts
        .set_password_by_link(&link, OTHER, &Known::default(), now())
        .await
        .unwrap();
    let tried = accounts.sign_in(Some(&ivy), "ivy@a.example", OTHER, &here, now());
    inside(tried.await.unwrap());
    // Nobody is invited who is not among the people.
    let refused = accounts
        .new_link(&"P99".parse().unwrap(), LinkKind::Invitation, now())
        .await;
    assert!(
        matches!(refused, Err(AccountError::Store(_))),
        "{refused:?}"
    );
}
