//! Snapshots on a real disk.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use waymark_returns::{Import, Options, SourceFile, read};
use waymark_snapshot::{SnapshotError, Written, list, open, write};

const EPISODES: &str =
    "CHILD,DECOM,RNE,LS,CIN,PLACE,DEC,REC\n1,01/05/2016,S,C2,N1,U4,31/03/2017,E4A\n";
const OC2: &str = "CHILD,DOB,SDQ_SCORE\n1,01/05/2009,x\n1,2\n";

fn files(names: [&str; 2]) -> Vec<SourceFile> {
    vec![
        SourceFile::new(names[0], EPISODES),
        SourceFile::new(names[1], OC2),
    ]
}

fn imported(files: &[SourceFile]) -> Import {
    read(files, &Options::default(), &|_| ())
}

fn written(home: &Path, files: &[SourceFile]) -> Written {
    write(
        home,
        files,
        &imported(files),
        Some("2017-11-13T10:00:00Z".into()),
    )
    .unwrap()
}

#[test]
fn what_is_written_is_read_back() {
    let home = tempfile::tempdir().unwrap();
    let files = files(["a/e.csv", "a/o.csv"]);
    let import = imported(&files);
    let written = written(home.path(), &files);
    assert!(!written.already_there);
    let snapshot = open(home.path(), "latest").unwrap();
    snapshot.verify().unwrap();
    assert_eq!(snapshot.id(), written.id);
    assert_eq!(
        open(home.path(), &written.id[..6]).unwrap().id(),
        written.id
    );
    assert_eq!(list(home.path()).unwrap().len(), 1);
    for (name, table) in &import.tables {
        assert_eq!(&snapshot.read(name).unwrap(), &table.batches, "{name}");
    }
    assert!(snapshot.read("ssd_contacts").unwrap().is_empty());
    let input = &snapshot.manifest.inputs[1];
    assert_eq!(
        (input.rows_read, input.rows_kept, input.rows_set_aside),
        (2, 1, 1)
    );
    assert_eq!(
        snapshot
            .coverage("ssd_cla_episodes")
            .unwrap()
            .from
            .to_string(),
        "2016-04-01"
    );
    let counted: u64 = snapshot.manifest.findings.iter().map(|one| one.count).sum();
    assert_eq!(
        counted,
        import
            .findings
            .iter()
            .map(|one| one.stands_for)
            .sum::<u64>()
    );
}

#[test]
fn the_same_bytes_under_other_names_are_the_same_snapshot() {
    let home = tempfile::tempdir().unwrap();
    let first = written(home.path(), &files(["a/e.csv", "a/o.csv"]));
    let mut other = files(["x/one.txt", "x/two.txt"]);
    other.reverse();
    let second = written(home.path(), &other);
    assert_eq!(first.id, second.id);
    assert!(second.already_there);
    // In folders of their own the tables are two returns, which is not the same.
    let apart = written(home.path(), &files(["a/e.csv", "b/o.csv"]));
    assert_ne!(first.id, apart.id);
    assert_eq!(list(home.path()).unwrap().len(), 2);
    assert_eq!(open(home.path(), "latest").unwrap().id(), apart.id);
    // So is what the user declares.
    let files = files(["a/e.csv", "a/o.csv"]);
    let covers = Some((
        jiff::civil::date(2016, 4, 1),
        jiff::civil::date(2017, 3, 31),
    ));
    let declared = read(&files, &Options { covers }, &|_| ());
    assert_ne!(
        write(home.path(), &files, &declared, None).unwrap().id,
        first.id
    );
}

#[test]
fn the_same_import_gives_the_same_bytes() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let files = files(["a/e.csv", "a/o.csv"]);
    let first = written(one.path(), &files);
    let second = written(two.path(), &files);
    for name in [
        "manifest.json",
        "findings.parquet",
        "findings.json",
        "tables/ssd_cla_episodes.parquet",
    ] {
        assert_eq!(
            fs::read(first.path.join(name)).unwrap(),
            fs::read(second.path.join(name)).unwrap(),
            "{name}"
        );
    }
}

#[test]
fn an_interrupted_import_leaves_nothing_that_is_seen() {
    let home = tempfile::tempdir().unwrap();
    let all = home.path().join("snapshots");
    let left = all.join(".incomplete-x1y2");
    fs::create_dir_all(left.join("tables")).unwrap();
    fs::write(left.join("manifest.json"), "{").unwrap();
    assert!(list(home.path()).unwrap().is_empty());
    assert!(matches!(
        open(home.path(), "latest"),
        Err(SnapshotError::None { .. })
    ));
    written(home.path(), &files(["a/e.csv", "a/o.csv"]));
    assert!(!left.exists());
}

#[test]
fn a_damaged_snapshot_is_refused_and_written_anew() {
    let home = tempfile::tempdir().unwrap();
    let files = files(["a/e.csv", "a/o.csv"]);
    let first = written(home.path(), &files);
    let table = first.path.join("tables").join("ssd_cla_episodes.parquet");
    let mut bytes = fs::read(&table).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&table, bytes).unwrap();
    let error = open(home.path(), "latest").unwrap().verify().unwrap_err();
    assert!(
        error
            .to_string()
            .contains("ssd_cla_episodes is not as it was written"),
        "{error}"
    );
    fs::write(&table, b"short").unwrap();
    assert!(matches!(
        open(home.path(), "latest"),
        Err(SnapshotError::Damaged { .. })
    ));
    assert!(!written(home.path(), &files).already_there);
    open(home.path(), "latest").unwrap().verify().unwrap();
}

#[test]
fn what_is_not_there_is_said_plainly() {
    let home = tempfile::tempdir().unwrap();
    let none = open(home.path(), "latest").unwrap_err().to_string();
    assert!(none.contains("import some files first"), "{none}");
    written(home.path(), &files(["a/e.csv", "a/o.csv"]));
    assert!(matches!(
        open(home.path(), "ffff"),
        Err(SnapshotError::NotFound { .. })
    ));
    assert!(matches!(
        open(home.path(), "../.."),
        Err(SnapshotError::NotFound { .. })
    ));
    let occupied = home.path().join("a file");
    fs::write(&occupied, "x").unwrap();
    let files = files(["a/e.csv", "a/o.csv"]);
    let error = write(&occupied, &files, &imported(&files), None)
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("a file") && error.contains("check that the folder"),
        "{error}"
    );
}
