//! Tokens, sessions, records, and what goes with somebody who is erased.

use jiff::civil::date;
use waymark_accounts::{Look, Scope, TrailKind};

use crate::place::{Place, from, inside, later, now, PASSWORD};

on_both! {
    a_token_holds_until_it_ends_or_is_revoked,
    sessions_end_by_time_and_with_the_password,
    records_are_only_added_to,
    who_is_erased_leaves_nothing_to_sign_in_with,
    the_number_of_people_rises_with_every_change,
}

async fn a_token_holds_until_it_ends_or_is_revoked(place: &Place) {
    let accounts = &place.accounts;
    let (id, secret) = accounts
        .new_token(&place.gwen, "Power BI", &[Scope::Figures], later(60), now())
        .await
        .unwrap();
    let token = accounts.token(&secret, later(1)).await.unwrap().unwrap();
    assert_eq!((token.id.as_str(), token.scopes.as_slice()), (id.as_str(), &[Scope::Figures][..]));
    assert_eq!(accounts.token("wm_made-up", later(1)).await.unwrap(), None);
    assert_eq!(accounts.token(&secret, later(60)).await.unwrap(), None);
    // Another's is not theirs to revoke.
    assert!(!accounts.revoke_token(&id, Some(&place.owen), later(2)).await.unwrap());
    accounts.disable(&place.gwen, later(2)).await.unwrap();
    assert_eq!(accounts.token(&secret, later(3)).await.unwrap(), None);
    accounts.enable(&place.gwen, later(3)).await.unwrap();
    assert!(accounts.token(&secret, later(3)).await.unwrap().is_some());
    assert!(accounts.revoke_token(&id, Some(&place.gwen), later(4)).await.unwrap());
    assert_eq!(accounts.token(&secret, later(5)).await.unwrap(), None);
    let kept = accounts.tokens(Some(&place.gwen)).await.unwrap();
    assert_eq!(kept[0].last_used, Some(later(3)));
}

async fn sessions_end_by_time_and_with_the_password(place: &Place) {
    let accounts = &place.accounts;
    assert!(accounts.create_session("a", "1", later(10)).await.unwrap());
    assert!(!accounts.create_session("a", "2", later(10)).await.unwrap());
    accounts
        .save_session("a", "3", later(20), Some(&place.gwen))
        .await
        .unwrap();
    accounts
        .save_session("b", "4", later(20), Some(&place.owen))
        .await
        .unwrap();
    let found = accounts.load_session("a", later(19)).await.unwrap();
    assert_eq!(found, Some(("3".to_owned(), later(20))));
    assert_eq!(accounts.load_session("a", later(20)).await.unwrap(), None);
    accounts
        .change_password(&place.gwen, PASSWORD, "heron stone bridge four", &Default::default(), now())
        .await
        .unwrap();
    assert_eq!(accounts.load_session("a", now()).await.unwrap(), None);
    assert!(accounts.load_session("b", now()).await.unwrap().is_some());
    accounts.delete_expired_sessions(later(20)).await.unwrap();
    assert_eq!(accounts.load_session("b", now()).await.unwrap(), None);
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
    accounts.note_look(&look("cases of re-referrals, March 2017")).await.unwrap();
    accounts.note_look(&look("cases of sdq-scores, March 2017")).await.unwrap();
    let found = accounts.looks(None, 10).await.unwrap();
    let whats: Vec<&str> = found.iter().map(|look| look.what.as_str()).collect();
    assert_eq!(whats, ["cases of sdq-scores, March 2017", "cases of re-referrals, March 2017"]);
    let older = accounts.looks(Some(found[0].number), 10).await.unwrap();
    assert_eq!(older.len(), 1);
    inside(place.gwen_tries(PASSWORD, &from("192.0.2.1"), now()).await);
    let trail = accounts.trail(None, 1).await.unwrap();
    assert_eq!(trail[0].kind, TrailKind::SignedIn);
    assert_eq!(trail[0].address.as_deref(), Some("192.0.2.1"));
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
    accounts
        .save_session("a", "{}", later(20), Some(&place.gwen))
        .await
        .unwrap();
    place.store.erase_person(&place.gwen, date(2017, 3, 2)).await.unwrap();
    assert_eq!(accounts.account(&place.gwen).await.unwrap(), None);
    assert_eq!(accounts.identity("https://idp.example", "s-1").await.unwrap(), None);
    assert_eq!(accounts.token(&secret, later(1)).await.unwrap(), None);
    assert_eq!(accounts.load_session("a", later(1)).await.unwrap(), None);
    // Owen is not touched.
    assert!(accounts.account(&place.owen).await.unwrap().unwrap().has_password);
}

async fn the_number_of_people_rises_with_every_change(place: &Place) {
    let store = &place.store;
    let before = store.people_version().await.unwrap();
    let person = waymark_store::NewPerson {
        name: "Ivy Cole".to_owned(),
        post: "Officer".to_owned(),
        email: None,
        phone: None,
    };
    let ivy = store.add_person(&person, now()).await.unwrap();
    let added = store.people_version().await.unwrap();
    store.change_person(&ivy, &person).await.unwrap();
    let changed = store.people_version().await.unwrap();
    store.erase_person(&ivy, date(2017, 3, 2)).await.unwrap();
    let erased = store.people_version().await.unwrap();
    assert!(before < added && added < changed && changed < erased);
}
