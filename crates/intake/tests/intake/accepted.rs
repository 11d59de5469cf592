//! Accepting is atomic and can be taken up again; discarding leaves the home as it was.

use std::fs;
use std::path::Path;
use std::slice::from_ref;

use waymark_intake::{IntakeError, KeepOthers, ProposalId};

use crate::given::{COVERS, Council, audits, referrals};

#[test]
fn what_is_accepted_is_the_latest_and_leaves_a_note() {
    let council = Council::new();
    let first = council.with_referrals(1, referrals(&[0, 1]));
    let made = council
        .propose(2, vec![referrals(&[0])], COVERS, KeepOthers::Yes)
        .unwrap();
    assert_eq!(made.replaces.as_deref(), Some(first.as_str()));
    assert_eq!(council.latest(), Some(first.clone()));
    let accepted = council.intake.accept(&made.id).unwrap();
    assert_eq!(accepted.snapshot, made.snapshot);
    assert_eq!(accepted.replaces, Some(first.clone()));
    assert_eq!(council.latest(), Some(made.snapshot.clone()));
    let snapshot = council.home.snapshot("latest").unwrap();
    snapshot.verify().unwrap();
    assert_eq!(snapshot.manifest, made.manifest);
    // The earlier one can still be opened, for the reports that were made from it.
    council.home.snapshot(&first).unwrap().verify().unwrap();
    assert!(council.intake.proposals().unwrap().is_empty());
    let folder = format!("intake/{}", made.id);
    assert_eq!(council.files_in(&folder), ["accepted.json"]);
    // Of the files, those that the latest snapshot rests on are kept.
    let wanted: Vec<String> = made.handed_in.into_iter().map(|one| one.sha256).collect();
    assert_eq!(council.files_in("files"), wanted);
}

#[test]
fn accepted_twice_it_is_accepted_once() {
    let council = Council::new();
    let made = |number, again: &[u32]| {
        council
            .propose(number, vec![referrals(again)], COVERS, KeepOthers::No)
            .unwrap()
    };
    let first = made(1, &[0]);
    let answer = council.intake.accept(&first.id).unwrap();
    let second = made(2, &[1]);
    council.intake.accept(&second.id).unwrap();
    let before = council.files();
    // Not even the latest goes back to it.
    assert_eq!(council.intake.accept(&first.id).unwrap(), answer);
    assert_eq!(council.files(), before);
    assert_eq!(council.latest(), Some(second.snapshot));
    assert!(matches!(
        council.intake.discard(&first.id),
        Err(IntakeError::NoSuchProposal(_))
    ));
}

#[test]
fn cut_short_anywhere_it_ends_in_the_same_place() {
    // What had been done when it was cut short: so many of the steps.
    for steps in 0..=3 {
        let council = Council::new();
        council.with_referrals(1, referrals(&[0, 1]));
        let made = council
            .propose(2, vec![referrals(&[0])], COVERS, KeepOthers::Yes)
            .unwrap();
        let own = council.home.path.join("intake").join(made.id.as_str());
        let snapshots = council.home.path.join("snapshots");
        let kept = council.home.path.join("files");
        if steps >= 1 {
            let sha256 = &made.handed_in[0].sha256;
            fs::copy(own.join("files").join(sha256), kept.join(sha256)).unwrap();
        }
        if steps >= 2 {
            let from = own.join("home").join("snapshots").join(&made.snapshot);
            fs::rename(from, snapshots.join(&made.snapshot)).unwrap();
        }
        if steps >= 3 {
            fs::write(snapshots.join("latest"), &made.snapshot).unwrap();
        }
        // The next start sweeps, and the proposal still waits.
        council.intake.clear_leftovers().unwrap();
        assert_eq!(council.intake.proposals().unwrap(), from_ref(&made));
        let accepted = council.intake.accept(&made.id).unwrap();
        assert_eq!(accepted.snapshot, made.snapshot, "after {steps} steps");
        assert_eq!(council.latest(), Some(made.snapshot.clone()));
        council.home.snapshot("latest").unwrap().verify().unwrap();
        let folder = format!("intake/{}", made.id);
        assert_eq!(council.files_in(&folder), ["accepted.json"]);
        assert_eq!(
            council.files_in("files"),
            [made.handed_in[0].sha256.clone()]
        );
    }
}

#[test]
fn the_rest_of_an_accepted_proposal_is_swept() {
    let council = Council::new();
    council.with_referrals(1, referrals(&[0]));
    let own = council
        .home
        .path
        .join("intake")
        .join(ProposalId::of(1).as_str());
    fs::create_dir_all(own.join("files")).unwrap();
    fs::write(own.join("files/abc"), "left").unwrap();
    fs::write(own.join("about.json"), "{}").unwrap();
    assert!(council.intake.proposals().unwrap().is_empty());
    council.intake.clear_leftovers().unwrap();
    assert!(Path::new(&own).join("accepted.json").exists());
    assert_eq!(fs::read_dir(&own).unwrap().count(), 1);
}

#[test]
fn a_damaged_snapshot_of_the_same_files_gives_way() {
    let flipped = |mut bytes: Vec<u8>| {
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        bytes
    };
    let cut_short = |mut bytes: Vec<u8>| {
        bytes.truncate(5);
        bytes
    };
    for damage in [&flipped as &dyn Fn(Vec<u8>) -> Vec<u8>, &cut_short] {
        let council = Council::new();
        let first = council.with_referrals(1, referrals(&[0]));
        let snapshot = council.home.snapshot(&first).unwrap();
        let table = snapshot.table_path("ssd_cin_episodes").unwrap();
        fs::write(&table, damage(fs::read(&table).unwrap())).unwrap();
        let again = council
            .propose(2, vec![referrals(&[0])], COVERS, KeepOthers::No)
            .unwrap();
        council.intake.accept(&again.id).unwrap();
        council.home.snapshot("latest").unwrap().verify().unwrap();
    }
}

#[test]
fn discarding_leaves_the_home_as_it_was() {
    let council = Council::new();
    council.with_referrals(1, referrals(&[0, 1]));
    let before = council.files();
    let made = council
        .propose(2, vec![referrals(&[0])], COVERS, KeepOthers::Yes)
        .unwrap();
    assert_ne!(council.files(), before);
    council.intake.discard(&made.id).unwrap();
    assert_eq!(council.files(), before);
    assert!(matches!(
        council.intake.discard(&made.id),
        Err(IntakeError::NoSuchProposal(_))
    ));
}

#[test]
fn a_proposal_that_others_overtook_is_proposed_again() {
    let council = Council::new();
    council.with_referrals(1, referrals(&[0, 1]));
    let corrected = council
        .propose(2, vec![referrals(&[0])], COVERS, KeepOthers::Yes)
        .unwrap();
    let with_audits = council
        .propose(3, vec![audits("2017-09")], COVERS, KeepOthers::Yes)
        .unwrap();
    council.intake.accept(&corrected.id).unwrap();
    // It would bring the row back that was corrected.
    let refused = council.intake.accept(&with_audits.id);
    assert!(matches!(refused, Err(IntakeError::Overtaken { .. })));
    assert_eq!(council.latest(), Some(corrected.snapshot.clone()));
    let at = "2017-11-14T08:00:00Z".parse().unwrap();
    let new = ProposalId::of(4);
    let again = council
        .intake
        .propose_again(&with_audits.id, &new, at, &|_| ())
        .unwrap();
    assert_eq!(again.replaces, Some(corrected.snapshot));
    assert_eq!((again.by, again.covers), (with_audits.by, COVERS));
    assert_eq!(again.kept, ["ssd/referrals.csv"]);
    let waiting: Vec<ProposalId> = council
        .intake
        .proposals()
        .unwrap()
        .into_iter()
        .map(|one| one.id)
        .collect();
    assert_eq!(waiting, from_ref(&new));
    council.intake.accept(&new).unwrap();
    assert_eq!(council.latest(), Some(again.snapshot));
}
