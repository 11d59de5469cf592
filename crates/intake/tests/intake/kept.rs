//! A council hands in one file at a time, and the others stay.

use std::collections::BTreeSet;

use jiff::civil::date;
use waymark_intake::{IntakeError, KeepOthers};
use waymark_returns::{Options, SourceFile};

use crate::given::{COVERS, Council, audits, referrals, returns, shortened, snapshot_of};

const EPISODES: &str = "ssda903/2016-17/episodes.csv";

/// Imports files as the command line does, which keeps none.
fn imported(council: &Council, files: &[SourceFile]) -> String {
    let import = waymark_returns::read(files, &Options::default(), &|_| ());
    waymark_snapshot::write(&council.home.path, files, &import, None)
        .unwrap()
        .id
}

#[test]
fn one_table_replaces_its_like_and_the_others_stay() {
    let council = Council::new();
    let full = returns();
    let first = council
        .propose(1, full.clone(), None, KeepOthers::Yes)
        .unwrap();
    assert_eq!(first.snapshot, snapshot_of(&full));
    council.intake.accept(&first.id).unwrap();

    // As a browser sends it: without its folder.
    let corrected = shortened(&full, EPISODES, "episodes.csv");
    let made = council
        .propose(2, vec![corrected.clone()], None, KeepOthers::Yes)
        .unwrap();
    let replaced: Vec<(&str, &str, Option<&str>)> = made
        .replaced
        .iter()
        .map(|one| {
            (
                one.name.as_str(),
                one.by.as_str(),
                one.return_label.as_deref(),
            )
        })
        .collect();
    assert_eq!(replaced, [(EPISODES, EPISODES, Some("2016-17"))]);
    assert_eq!(made.kept.len(), full.len() - 1);
    // It is the snapshot that the whole set makes.
    let set: Vec<SourceFile> = full
        .iter()
        .map(|file| {
            if file.name == EPISODES {
                SourceFile::new(EPISODES, corrected.bytes.clone())
            } else {
                file.clone()
            }
        })
        .collect();
    assert_eq!(made.snapshot, snapshot_of(&set));
    council.intake.accept(&made.id).unwrap();
    assert_eq!(council.files_in("files").len(), distinct(&set));

    // And once more, from the files that were kept by the proposal before.
    let back = full.iter().find(|file| file.name == EPISODES).unwrap();
    let back = SourceFile::new("episodes.csv", back.bytes.clone());
    let made = council
        .propose(3, vec![back], None, KeepOthers::Yes)
        .unwrap();
    assert_eq!(made.snapshot, first.snapshot);
    assert!(made.known_before);
}

fn distinct(files: &[SourceFile]) -> usize {
    files
        .iter()
        .map(|file| &file.bytes)
        .collect::<BTreeSet<_>>()
        .len()
}

#[test]
fn a_copy_of_what_is_replaced_goes_too() {
    let council = Council::new();
    let copy = SourceFile::new("copy of referrals.csv", referrals(&[0, 1]).bytes);
    let files = vec![referrals(&[0, 1]), copy];
    let made = council.propose(1, files, COVERS, KeepOthers::No).unwrap();
    council.intake.accept(&made.id).unwrap();
    let made = council
        .propose(2, vec![referrals(&[0])], COVERS, KeepOthers::Yes)
        .unwrap();
    assert_eq!(made.manifest.inputs.len(), 1);
    assert_eq!(made.manifest.inputs[0].rows_kept, 5);
}

#[test]
fn a_return_of_another_year_comes_beside() {
    let council = Council::new();
    let full = returns();
    let (earlier, later): (Vec<SourceFile>, Vec<SourceFile>) = full
        .iter()
        .cloned()
        .partition(|file| file.folder == "ssda903/2015-16");
    let flat = |files: &[SourceFile]| -> Vec<SourceFile> {
        let name = |file: &SourceFile| file.name.rsplit('/').next().unwrap().to_owned();
        let flat = files.iter();
        flat.map(|file| SourceFile::new(name(file), file.bytes.clone()))
            .collect()
    };
    for (number, files) in [(1, &earlier), (2, &later)] {
        let made = council
            .propose(number, flat(files), None, KeepOthers::Yes)
            .unwrap();
        assert!(made.replaced.is_empty());
        council.intake.accept(&made.id).unwrap();
    }
    assert_eq!(council.latest(), Some(snapshot_of(&full)));
}

#[test]
fn what_was_not_kept_is_named() {
    let council = Council::new();
    let files = vec![referrals(&[0, 1]), audits("2017-08")];
    imported(&council, &files);
    let corrected = || vec![referrals(&[0])];
    let refused = council
        .propose(1, corrected(), COVERS, KeepOthers::Yes)
        .unwrap_err();
    let IntakeError::NotKept { missing } = &refused else {
        panic!("{refused}");
    };
    assert_eq!(missing, &["audits.csv"]);
    // Without the others it goes, and without that one too.
    let alone = council
        .propose(1, corrected(), COVERS, KeepOthers::No)
        .unwrap();
    assert_eq!(alone.manifest.inputs.len(), 1);
    let but = KeepOthers::AllBut(BTreeSet::from(["audits.csv".to_owned()]));
    let but = council.propose(2, corrected(), COVERS, but).unwrap();
    assert_eq!(but.snapshot, alone.snapshot);
    // Once the files are kept, they stay in use.
    council.intake.keep_files(&files).unwrap();
    let made = council
        .propose(3, corrected(), COVERS, KeepOthers::Yes)
        .unwrap();
    assert_eq!(made.kept, ["audits.csv"]);
    assert_eq!(made.replaced[0].name, "ssd/referrals.csv");
}

#[test]
fn a_kept_file_that_was_changed_is_none() {
    let council = Council::new();
    let files = vec![referrals(&[0]), audits("2017-08")];
    let made = council.propose(1, files, COVERS, KeepOthers::No).unwrap();
    council.intake.accept(&made.id).unwrap();
    let audits = made.handed_in.iter().find(|one| one.name == "audits.csv");
    let path = council
        .home
        .path
        .join("files")
        .join(&audits.unwrap().sha256);
    std::fs::write(path, "changed").unwrap();
    let refused = council.propose(2, vec![referrals(&[1])], COVERS, KeepOthers::Yes);
    assert!(matches!(refused, Err(IntakeError::NotKept { .. })));
}

#[test]
fn what_is_declared_holds_while_the_files_lie_within_it() {
    let council = Council::new();
    let files = vec![referrals(&[0]), audits("2017-08")];
    let made = council.propose(1, files, COVERS, KeepOthers::No).unwrap();
    council.intake.accept(&made.id).unwrap();
    let within = council
        .propose(2, vec![audits("2017-09")], None, KeepOthers::Yes)
        .unwrap();
    assert_eq!(within.covers, COVERS);
    let beyond = |covers| council.propose(3, vec![audits("2017-10")], covers, KeepOthers::Yes);
    let refused = beyond(None).unwrap_err().to_string();
    assert!(refused.contains("2015-10-01 to 2017-09-30"), "{refused}");
    let longer = Some((date(2015, 10, 1), date(2017, 10, 31)));
    assert_eq!(beyond(longer).unwrap().covers, longer);
}

#[test]
fn declared_dates_do_not_make_two_years_one() {
    let council = Council::new();
    let full = returns();
    let covers = Some((date(2015, 4, 1), date(2017, 3, 31)));
    let first = council
        .propose(1, full.clone(), covers, KeepOthers::No)
        .unwrap();
    council.intake.accept(&first.id).unwrap();
    let corrected = shortened(&full, EPISODES, "episodes.csv");
    let made = council
        .propose(2, vec![corrected], covers, KeepOthers::Yes)
        .unwrap();
    let replaced: Vec<&str> = made.replaced.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(replaced, [EPISODES]);
}
