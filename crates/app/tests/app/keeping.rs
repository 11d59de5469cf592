//! People and backups.

use jiff::civil::date;
use waymark_app::{AppError, Backup, BackupError, Ledger, Location, NewPerson, StoreError};
use waymark_plan::PersonId;
use waymark_plan::ledger::Command;
use waymark_plan::ledger::chain::Broken;
use waymark_plan::ledger::parts::{Role, RoleOf};

use super::given::{DAY, begun, file, now, order, parsed};

#[tokio::test]
async fn erasing_a_person_leaves_the_log_as_it_is() {
    let (_folder, at) = file();
    let mut ledger = begun(&at).await;
    let before = ledger.entries().await.unwrap();
    let plan = ledger.state().plan(ledger.people()).unwrap();
    assert_eq!(
        plan.recommendations[0].lead.name.as_deref(),
        Some("Marian Whitlock")
    );
    ledger
        .erase_person(&parsed("P1"), &parsed("P2"), date(2017, 10, 2))
        .await
        .unwrap();
    assert_eq!(ledger.entries().await.unwrap(), before);
    Ledger::verify(&at, Some(ledger.head())).await.unwrap();
    assert_eq!(
        ledger.people().called(&parsed("P2")),
        "a former officer (P2)"
    );
    let plan = ledger.state().plan(ledger.people()).unwrap();
    assert_eq!(plan.recommendations[0].lead.name, None);
    assert_eq!(plan.recommendations[0].lead.post, "Head of Service");
}

#[tokio::test]
async fn people_are_kept_by_those_who_may() {
    let (_folder, at) = file();
    let mut ledger = begun(&at).await;
    let stranger = NewPerson {
        name: "Edmund Tarrant".to_owned(),
        post: "Councillor".to_owned(),
        email: None,
        phone: None,
    };
    let lead = parsed("P2");
    for refused in [
        ledger
            .add_person(Some(&lead), &stranger, now(DAY))
            .await
            .err(),
        ledger.add_person(None, &stranger, now(DAY)).await.err(),
        ledger.erase_person(&lead, &parsed("P1"), DAY).await.err(),
        ledger
            .change_person(Some(&lead), &parsed("P1"), &stranger)
            .await
            .err(),
    ] {
        assert!(matches!(
            refused,
            Some(AppError::NotAllowed(..) | AppError::NotFound(_))
        ));
    }
    let id = ledger
        .add_person(Some(&parsed("P1")), &stranger, now(DAY))
        .await
        .unwrap();
    assert_eq!(id, parsed("P4"));
}

#[tokio::test]
async fn an_address_is_moved_by_whoever_has_it_or_an_administrator() {
    let (_folder, at) = file();
    let mut ledger = begun(&at).await;
    let (administrator, lead) = (parsed("P1"), parsed("P2"));
    let somebody = |email: &str| NewPerson {
        name: "Ruth Amblecote".to_owned(),
        post: "Head of First Response".to_owned(),
        email: Some(email.to_owned()),
        phone: None,
    };
    let analyst = ledger
        .add_person(Some(&administrator), &somebody("ana@a.example"), now(DAY))
        .await
        .unwrap();
    let newcomer = ledger
        .add_person(Some(&administrator), &somebody("new@a.example"), now(DAY))
        .await
        .unwrap();
    let grant = Command::GrantRole(RoleOf {
        person: analyst.clone(),
        role: Role::Analyst,
    });
    ledger.give(&order("grant-analyst", grant)).await.unwrap();
    let mut moved = async |by: &PersonId, whose: &PersonId, email: &str| {
        ledger
            .change_person(Some(by), whose, &somebody(email))
            .await
    };
    moved(&administrator, &lead, "lead@a.example")
        .await
        .unwrap();
    // An analyst changes a name or a post, and the address of somebody without a role.
    moved(&analyst, &lead, "lead@a.example").await.unwrap();
    moved(&analyst, &newcomer, "newer@a.example").await.unwrap();
    moved(&analyst, &analyst, "own@a.example").await.unwrap();
    let refused = moved(&analyst, &lead, "own2@a.example").await;
    assert!(matches!(refused, Err(AppError::AddressHeld)), "{refused:?}");
}

#[tokio::test]
async fn a_backup_holds_everything_and_goes_into_an_empty_place() {
    let (_folder, at) = file();
    let ledger = begun(&at).await;
    let backup = Ledger::backup(&at, now(DAY)).await.unwrap().unwrap();
    let bytes = backup.to_bytes();
    let read = Backup::read(&bytes).unwrap();
    assert_eq!(read, backup);
    assert_eq!(read.counts(), (10, 3, 0));
    let (_other_folder, other) = file();
    assert_eq!(read.restore(&other).await.unwrap(), ledger.head());
    let restored = Ledger::open_existing(&other).await.unwrap().unwrap();
    assert_eq!(restored.state(), ledger.state());
    assert_eq!(restored.people(), ledger.people());
    let again = read.restore(&other).await.unwrap_err();
    assert!(matches!(
        again,
        AppError::Store(StoreError::NotEmpty { .. })
    ));
}

#[tokio::test]
async fn a_backup_with_any_byte_changed_is_refused() {
    let (_folder, at) = file();
    begun(&at).await;
    let bytes = Ledger::backup(&at, now(DAY))
        .await
        .unwrap()
        .unwrap()
        .to_bytes();
    for place in (0..bytes.len()).step_by(7) {
        let mut changed = bytes.clone();
        changed[place] ^= 1;
        assert!(Backup::read(&changed).is_err(), "byte {place}");
    }
    for length in [0, 1, bytes.len() / 2, bytes.len() - 70] {
        assert!(Backup::read(&bytes[..length]).is_err(), "cut at {length}");
    }
    assert!(Backup::read(&bytes).is_ok());
}

#[tokio::test]
async fn a_backup_with_a_broken_chain_names_the_event() {
    let (_folder, at) = file();
    begun(&at).await;
    let bytes = Ledger::backup(&at, now(DAY))
        .await
        .unwrap()
        .unwrap()
        .to_bytes();
    let text = String::from_utf8(bytes).unwrap();
    let changed = text.replace("Firm Footing", "Firm Standing");
    assert_ne!(text, changed);
    let Err(BackupError::Broken(Broken::Changed { seq, kind, .. })) =
        Backup::read(changed.as_bytes())
    else {
        panic!("the change was not found");
    };
    assert_eq!((seq, kind.as_str()), (7, "frame-set"));
    let newer = text.replacen(
        "\"waymark_ledger_backup\":1",
        "\"waymark_ledger_backup\":9",
        1,
    );
    assert_eq!(Backup::read(newer.as_bytes()), Err(BackupError::Newer(9)));
    assert_eq!(
        Backup::read(b"id,name\n1,x\n"),
        Err(BackupError::NotABackup)
    );
}

#[tokio::test]
async fn there_is_nothing_to_back_up_where_there_is_no_ledger() {
    let (_folder, at) = file();
    assert!(Ledger::backup(&at, now(DAY)).await.unwrap().is_none());
    let Location::Sqlite(path) = &at else { return };
    assert!(!path.exists());
}
