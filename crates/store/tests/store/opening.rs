//! Opening stores: what is made and what is not, by one program and by several at once.

use waymark_plan::ledger::chain::Head;
use waymark_store::{Location, Store, StoreError};

use crate::place::{Place, sealed};

on_both!(
    a_new_store_is_empty,
    a_store_is_opened_again_as_it_was,
    several_programs_open_a_new_store,
    a_store_of_a_newer_program_is_refused,
    other_tables_are_refused,
);

async fn a_new_store_is_empty(place: &Place) {
    let store = place.open().await;
    assert_eq!(store.head().await.unwrap(), Head::origin());
    assert!(store.records_after(0).await.unwrap().is_empty());
    assert!(store.people().await.unwrap().is_empty());
    assert!(store.reminders().await.unwrap().is_empty());
    store.close().await;
}

async fn a_store_is_opened_again_as_it_was(place: &Place) {
    let store = place.open().await;
    let records = sealed(Head::origin(), "c-1", 2);
    store.append(Head::origin(), &records).await.unwrap();
    store.close().await;

    let again = Store::open_existing(&place.at).await.unwrap().unwrap();
    assert_eq!(again.head().await.unwrap(), records[1].head());
    assert_eq!(again.records_after(0).await.unwrap(), records);
    again.close().await;
}

async fn several_programs_open_a_new_store(place: &Place) {
    let opening: Vec<_> = (0..4)
        .map(|_| {
            let at = place.at.clone();
            tokio::spawn(async move { Store::open(&at).await })
        })
        .collect();
    for opened in opening {
        let store = opened.await.unwrap().unwrap();
        assert_eq!(store.head().await.unwrap(), Head::origin());
        store.close().await;
    }
}

async fn a_store_of_a_newer_program_is_refused(place: &Place) {
    place.open().await.close().await;
    place
        .run(
            "INSERT INTO _sqlx_migrations \
             (version, description, success, checksum, execution_time) \
             SELECT 99, description, success, checksum, execution_time \
             FROM _sqlx_migrations WHERE version = 1",
        )
        .await
        .unwrap();
    let refused = Store::open(&place.at).await.unwrap_err();
    assert!(
        matches!(refused, StoreError::Newer { version: 99, .. }),
        "{refused}"
    );
}

async fn other_tables_are_refused(place: &Place) {
    place.open().await.close().await;
    place
        .run("UPDATE _sqlx_migrations SET version = 0 WHERE version = 1")
        .await
        .unwrap();
    let refused = Store::open(&place.at).await.unwrap_err();
    assert!(
        matches!(refused, StoreError::OtherTables { version: 0, .. }),
        "{refused}"
    );
}

#[tokio::test]
async fn a_file_that_is_not_there_is_not_made() {
    let place = Place::sqlite();
    assert!(Store::open_existing(&place.at).await.unwrap().is_none());
    assert!(!place.path().exists());
    assert!(!place.path().parent().unwrap().exists());
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_named() {
    let place = Place::sqlite();
    let file = place.path().parent().unwrap();
    std::fs::write(file, "not a folder").unwrap();
    let refused = Store::open(&place.at).await.unwrap_err();
    assert!(matches!(refused, StoreError::Folder { .. }), "{refused}");
}

#[tokio::test]
async fn a_url_that_is_wrong_is_refused_without_its_password() {
    let url = "postgres://waymark:secret@127.0.0.1:1/plan?sslmode=nothing";
    let refused = Store::open(&Location::Postgres(url.to_owned()))
        .await
        .unwrap_err();
    assert!(
        matches!(refused, StoreError::NotALocation { .. }),
        "{refused}"
    );
    assert!(!format!("{refused} {refused:?}").contains("secret"));
}
