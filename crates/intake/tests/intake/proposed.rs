//! A proposal is whole or not there, and touches nothing of the home.

use std::fs;
use std::slice::from_ref;

use waymark_intake::{IntakeError, KeepOthers, ProposalId};
use waymark_returns::{FindingCode, SourceFile};

use crate::given::{COVERS, Council, referrals};

#[test]
fn a_proposal_tells_what_was_handed_in() {
    let council = Council::new();
    let made = council
        .propose(7, vec![referrals(&[0])], COVERS, KeepOthers::Yes)
        .unwrap();
    assert_eq!(council.latest(), None);
    assert_eq!(council.intake.proposals().unwrap(), from_ref(&made));
    assert_eq!(council.intake.proposal(&ProposalId::of(7)).unwrap(), made);
    assert_eq!(made.by.as_str(), "P1");
    assert_eq!(made.at.to_string(), "2017-11-13T09:30:00Z");
    assert_eq!(made.replaces, None);
    assert!(!made.known_before);
    assert_eq!(made.manifest.id, made.snapshot);
    assert_eq!(made.manifest.inputs[0].rows_kept, 5);
    assert_eq!(made.handed_in[0].name, "ssd/referrals.csv");
    assert_eq!(made.handed_in[0].sha256, made.manifest.inputs[0].sha256);
    let counted: u64 = made.manifest.findings.iter().map(|one| one.count).sum();
    let findings = council.intake.findings(&made.id).unwrap();
    assert_eq!(
        findings.iter().map(|one| one.stands_for).sum::<u64>(),
        counted
    );
}

#[test]
fn the_same_files_again_are_known() {
    let council = Council::new();
    let first = council.with_referrals(1, referrals(&[0]));
    let again = council
        .propose(2, vec![referrals(&[0])], COVERS, KeepOthers::Yes)
        .unwrap();
    assert!(again.known_before && again.changes_nothing());
    assert_eq!(again.snapshot, first);
    assert_eq!(again.replaced.len(), 1);
    assert!(again.replaced[0].same_bytes);
    let accepted = council.intake.accept(&again.id).unwrap();
    assert_eq!(accepted.snapshot, first);
    assert_eq!(council.latest(), Some(first));
}

#[test]
fn an_id_is_given_once() {
    let council = Council::new();
    let propose =
        |again: &[u32]| council.propose(3, vec![referrals(again)], COVERS, KeepOthers::No);
    propose(&[0]).unwrap();
    assert!(matches!(propose(&[1]), Err(IntakeError::Taken(_))));
    council.intake.accept(&ProposalId::of(3)).unwrap();
    assert!(matches!(propose(&[1]), Err(IntakeError::Taken(_))));
}

#[test]
fn what_was_cut_short_is_not_listed_and_is_swept() {
    let council = Council::new();
    let kept = council
        .propose(1, vec![referrals(&[0])], COVERS, KeepOthers::No)
        .unwrap();
    let intake = council.home.path.join("intake");
    let half = intake.join(".incomplete-x1y2z3");
    fs::create_dir_all(half.join("home/snapshots")).unwrap();
    fs::create_dir_all(half.join("files")).unwrap();
    fs::write(half.join("files/abc"), "half").unwrap();
    fs::create_dir_all(intake.join(".removed-00000000000000ff/files")).unwrap();
    fs::create_dir_all(intake.join(".published-x/0000")).unwrap();
    fs::create_dir_all(council.home.path.join("files")).unwrap();
    fs::write(council.home.path.join("files/.unfinished-1"), "half").unwrap();
    assert_eq!(council.intake.proposals().unwrap(), from_ref(&kept));
    council.intake.clear_leftovers().unwrap();
    assert_eq!(council.intake.proposals().unwrap(), [kept]);
    let left: Vec<String> = council
        .files()
        .into_iter()
        .map(|(path, _)| path)
        .filter(|path| {
            ["incomplete", "removed", "published", "unfinished"]
                .iter()
                .any(|word| path.contains(&format!("/.{word}-")))
        })
        .collect();
    assert!(left.is_empty(), "{left:?}");
    assert!(!half.exists());
    // A home without any proposal has nothing to sweep.
    Council::new().intake.clear_leftovers().unwrap();
}

#[test]
fn hostile_names_stay_in_the_folder() {
    for (name, expected) in [
        ("../../../referrals.csv", "referrals.csv"),
        ("/etc/cron.d/referrals.csv", "etc/cron.d/referrals.csv"),
        ("C:\\Users\\x\\..\\referrals.csv", "Users/x/referrals.csv"),
        ("NUL.csv", "_NUL.csv"),
        ("..", "file"),
        (
            "<script>alert(1)</script>.csv",
            "_script_alert(1)_/script_.csv",
        ),
        ("a\r\nreferrals\0.csv", "a__referrals_.csv"),
    ] {
        let council = Council::new();
        let bytes = referrals(&[0]).bytes;
        let made = council
            .propose(
                1,
                vec![SourceFile::new(name, bytes)],
                COVERS,
                KeepOthers::No,
            )
            .unwrap();
        assert_eq!(made.handed_in[0].name, expected);
        assert_eq!(made.manifest.inputs[0].name, expected);
        // On disk the file is called by its hash.
        let folder = format!("intake/{}/files", made.id);
        assert_eq!(
            council.files_in(&folder),
            [made.handed_in[0].sha256.clone()]
        );
        for (path, _) in council.files() {
            assert!(path.starts_with("home/intake/"), "{path}");
        }
    }
}

#[test]
fn two_files_of_one_name_stay_two() {
    let council = Council::new();
    let files = vec![
        referrals(&[0]),
        SourceFile::new("SSD/Referrals.csv", referrals(&[1]).bytes),
    ];
    let made = council.propose(1, files, COVERS, KeepOthers::No).unwrap();
    let names: Vec<&str> = made.handed_in.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["ssd/referrals.csv", "SSD/Referrals (2).csv"]);
}

#[test]
fn a_file_that_cannot_be_read_is_told_of_by_its_name_alone() {
    // A row with a child's id, and what looks like a workbook but ends at once.
    let unknown = SourceFile::new("notes.csv", "who,what\nSecretchild,moved\n");
    let damaged = SourceFile::new("annex.xlsx", b"PK\x03\x04Secretchild".to_vec());
    let council = Council::new();
    let refused = council
        .propose(
            1,
            vec![unknown.clone(), damaged.clone()],
            None,
            KeepOthers::Yes,
        )
        .unwrap_err();
    assert!(matches!(refused, IntakeError::NothingRead { .. }));
    let said = refused.to_string();
    assert!(
        said.contains("notes.csv: ") && said.contains("annex.xlsx: "),
        "{said}"
    );
    assert!(!said.contains("Secretchild"), "{said}");
    assert!(council.intake.proposals().unwrap().is_empty());
    assert!(council.files_in("intake").is_empty());

    // Beside a file that can be read they are findings.
    let files = vec![unknown, damaged, referrals(&[0])];
    let made = council.propose(2, files, COVERS, KeepOthers::Yes).unwrap();
    let findings = council.intake.findings(&made.id).unwrap();
    for (file, code) in [
        ("notes.csv", FindingCode::UnknownFile),
        ("annex.xlsx", FindingCode::DamagedFile),
    ] {
        let found = findings
            .iter()
            .any(|one| one.file == file && one.code == code);
        assert!(found, "{file}: {findings:?}");
    }
}

#[test]
fn what_is_noted_of_a_proposal_has_no_child_in_it() {
    let mut csv = String::from_utf8(referrals(&[]).bytes).unwrap();
    csv.push_str("a9,Secretchild,the 7th of May,2017-06-10,North\n");
    let council = Council::new();
    let file = SourceFile::new("referrals.csv", csv);
    let made = council
        .propose(1, vec![file], COVERS, KeepOthers::No)
        .unwrap();
    let findings = council.intake.findings(&made.id).unwrap();
    assert!(findings.iter().any(|one| one.code == FindingCode::BadDate));
    let folder = council.home.path.join("intake").join(made.id.as_str());
    for name in ["about.json", "findings.json"] {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        assert!(
            !text.contains("Secretchild") && !text.contains("the 7th"),
            "{name}"
        );
    }
}

#[test]
fn nothing_handed_in_is_said_plainly() {
    let council = Council::new();
    let refused = council.propose(1, Vec::new(), None, KeepOthers::Yes);
    assert!(matches!(refused, Err(IntakeError::NoFiles)));
    let id = ProposalId::of(9);
    assert!(matches!(
        council.intake.proposal(&id),
        Err(IntakeError::NoSuchProposal(_))
    ));
    assert!(matches!(
        council.intake.accept(&id),
        Err(IntakeError::NoSuchProposal(_))
    ));
    for text in [
        "",
        "9",
        "../../../../etcx",
        "000000000000000G",
        "00000000000000009",
    ] {
        assert!(text.parse::<ProposalId>().is_err(), "{text}");
    }
}

#[test]
fn a_proposal_that_was_tampered_with_is_not_taken() {
    let council = Council::new();
    let made = council
        .propose(1, vec![referrals(&[0])], COVERS, KeepOthers::No)
        .unwrap();
    let folder = council.home.path.join("intake").join(made.id.as_str());
    fs::write(folder.join("files").join(&made.handed_in[0].sha256), "x").unwrap();
    let refused = council.intake.accept(&made.id).unwrap_err().to_string();
    assert!(
        refused.contains("ssd/referrals.csv is not as it was"),
        "{refused}"
    );
    assert_eq!(council.latest(), None);
    fs::write(folder.join("about.json"), "{").unwrap();
    assert!(matches!(
        council.intake.proposals(),
        Err(IntakeError::DamagedProposal { .. })
    ));
    council.intake.discard(&made.id).unwrap();
    assert!(council.intake.proposals().unwrap().is_empty());
}

#[cfg(unix)]
#[test]
fn what_is_about_children_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let council = Council::new();
    council.with_referrals(1, referrals(&[0]));
    for folder in ["intake", "files"] {
        let path = council.home.path.join(folder);
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{folder}");
    }
    let kept = council.files_in("files");
    let path = council.home.path.join("files").join(&kept[0]);
    assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o077, 0);
}
