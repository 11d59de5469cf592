//! What an import takes, what it refuses, and what it leaves behind.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use waymark_benchmarks::{
    BenchmarkError, Benchmarks, ImportReport, Kind, Reason, import, recognise,
};

use crate::made_up;

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn refused(home: &Path, path: PathBuf) -> String {
    import(home, &[path]).unwrap_err().to_string()
}

#[test]
fn files_are_recognised_by_what_is_in_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let cases = [
        (
            made_up::lait_data(path, "a.csv", &[("A", "2017", 855, "1")]),
            Kind::LaitData,
        ),
        (
            made_up::dictionary(path, &[("A", "Low", "Annual", "NA")]),
            Kind::LaitDictionary,
        ),
        (
            made_up::neighbours(path, &[(2025, 855, &[916])]),
            Kind::Neighbours,
        ),
        (
            made_up::scorecard(path, "b.parquet", "scorecard/A1,england,,2017,1,,S,\n"),
            Kind::Scorecard,
        ),
    ];
    for (file, kind) in cases {
        assert_eq!(recognise(&file).unwrap(), Ok(kind));
    }
}

#[test]
fn every_row_is_accounted_for() {
    let home = tempfile::tempdir().unwrap();
    let data = made_up::lait_data(
        home.path(),
        "data.parquet",
        &[
            ("A", "2017", 855, "1"),
            ("A", "2017", 916, "-"),
            ("A", "2017", 855, "2"),
            ("A", "0", 855, "-"),
            ("A", "0", 916, "-"),
            ("A", "2018", 855, "c"),
            ("A", "2018", 916, ""),
            ("A", "2018", 971, "3"),
            ("", "2018", 855, "3"),
        ],
    );
    let report = import(home.path(), &[data]).unwrap();
    let account = &report.files[0];
    assert_eq!(
        (account.rows_read, account.rows_kept, account.without_value),
        (9, 2, 1)
    );
    let left_out: u64 = account.left_out.iter().map(|left| left.rows).sum();
    assert_eq!(account.rows_read, account.rows_kept + left_out);
    let said: Vec<String> = account.left_out.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "row 3 left out: an earlier row has the same Short Desc, Years and LA Number",
            "2 rows left out (the first is row 4): Years is `0`; expected a year such as 2017, 2016/17 or 2014-16",
            "row 6 left out: Values is `c`; expected a number, or `-` for none",
            "row 7 left out: Values is blank; expected a number, or `-` for none",
            "row 8 left out: LA and Regions is `Nowhere`; expected an authority, a region or England",
            "row 9 left out: Short Desc is blank; expected a measure's short description",
        ]
    );
    assert_eq!(account.left_out[0].reason, Reason::Repeated);
}

#[test]
fn a_second_import_says_what_was_restated() {
    let home = tempfile::tempdir().unwrap();
    let before = [
        ("A", "2016", 855, "1"),
        ("A", "2017", 855, "18.399999999999999"),
        ("A", "2017", 916, "5"),
        ("B", "2017", 855, "-"),
        ("C", "2017", 855, "7"),
    ];
    let after = [
        ("A", "2016", 855, "1"),
        ("A", "2017", 855, "18.4"),
        ("A", "2017", 916, "6"),
        ("A", "2018", 855, "2"),
        ("B", "2017", 855, "3"),
    ];
    let of = |report: &ImportReport| {
        let change = &report.changes[0];
        let counts = (
            change.rows_added,
            change.rows_removed,
            change.values_changed,
        );
        (counts, change.restated.clone())
    };
    let first = made_up::lait_data(home.path(), "first", &before);
    let report = import(home.path(), std::slice::from_ref(&first)).unwrap();
    assert_eq!(of(&report), ((5, 0, 0), Vec::new()));
    let again = import(home.path(), &[first]).unwrap();
    assert!(again.changes[0].is_none());
    assert_eq!(again.id, report.id);
    let second = made_up::lait_data(home.path(), "second", &after);
    let report = import(home.path(), &[second]).unwrap();
    let restated = vec![("A".to_owned(), 1), ("B".to_owned(), 1)];
    assert_eq!(of(&report), ((1, 1, 2), restated));
    assert_ne!(again.id, report.id);
    // The file of the first import is gone.
    let parquet = names_in(&home.path().join("benchmarks"));
    assert_eq!(
        parquet
            .iter()
            .filter(|name| name.ends_with(".parquet"))
            .count(),
        1
    );
}

#[test]
fn a_scorecard_replaces_the_measures_that_it_has() {
    let home = tempfile::tempdir().unwrap();
    let first = "scorecard/A1,england,,2016,558,,S,\nscorecard/A2,england,,2016,226,,S,\n";
    let second = "scorecard/A1,england,,2017,520,,S,\n";
    import(
        home.path(),
        &[made_up::scorecard(home.path(), "1.csv", first)],
    )
    .unwrap();
    let report = import(
        home.path(),
        &[made_up::scorecard(home.path(), "2.csv", second)],
    )
    .unwrap();
    let change = &report.changes[0];
    assert_eq!(
        (
            change.rows_added,
            change.rows_removed,
            change.values_changed
        ),
        (1, 1, 0)
    );
    let benchmarks = Benchmarks::open(home.path()).unwrap();
    let years = |name: &str| -> Vec<String> {
        let published = benchmarks.published(&[name]).unwrap();
        published
            .years()
            .map(|(month, _)| month.to_string())
            .collect()
    };
    assert_eq!(years("scorecard/A1"), ["2017-03"]);
    assert_eq!(years("scorecard/A2"), ["2016-03"]);
    let (_, part) = benchmarks.parts().remove(0);
    let inputs: Vec<&str> = part
        .inputs
        .iter()
        .map(|input| input.name.as_str())
        .collect();
    assert_eq!(inputs, ["1.csv", "2.csv"]);
    assert_eq!(part.vintage, "years to March 2017");
}

#[test]
fn what_is_no_benchmark_is_refused_or_left_aside() {
    let home = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    made_up::csv(path, "readme.md", "# A folder\n");
    made_up::csv(path, "episodes.csv", "CHILD,SEX,DOB,RNE\n");
    made_up::csv(path, "empty.csv", " \n");
    made_up::csv(path, "binary.csv", "a\0b");
    made_up::csv(path, "half.parquet", "PAR1 and no more");
    assert!(matches!(
        import(home.path(), &[path.to_owned()]),
        Err(BenchmarkError::NothingToImport { files: 5 })
    ));
    let cases = [
        (
            "readme.md",
            "its first row is not the header of any of them",
        ),
        (
            "episodes.csv",
            "its first row is not the header of any of them",
        ),
        ("empty.csv", "the file is empty"),
        ("binary.csv", "neither text nor Parquet"),
        ("half.parquet", "damaged or ends in the middle"),
    ];
    for (name, why) in cases {
        let said = refused(home.path(), path.join(name));
        assert!(said.starts_with(name) && said.contains(why), "{said}");
    }
    assert!(refused(home.path(), path.join("none.csv")).contains("cannot find"));
    fs::create_dir(path.join("deeper")).unwrap();
    made_up::scorecard(
        &path.join("deeper"),
        "a.csv",
        "scorecard/A1,england,,2016,558,,S,\n",
    );
    fs::copy(path.join("deeper/a.csv"), path.join("deeper/b.csv")).unwrap();
    let report = import(home.path(), &[path.to_owned()]).unwrap();
    assert_eq!((report.files.len(), report.left_aside.len()), (1, 6));
    let twice = report
        .left_aside
        .iter()
        .find(|aside| aside.path.ends_with("b.csv"))
        .unwrap();
    assert_eq!(twice.why, "the same bytes as a.csv");
}

#[test]
fn a_broken_file_leaves_what_was_there() {
    let home = tempfile::tempdir().unwrap();
    let files = tempfile::tempdir().unwrap();
    let good = made_up::scorecard(
        files.path(),
        "good.csv",
        "scorecard/A1,england,,2016,558,,S,\n",
    );
    let id = import(home.path(), std::slice::from_ref(&good)).unwrap().id;
    let before = names_in(&home.path().join("benchmarks"));
    let other = made_up::scorecard(
        files.path(),
        "new.csv",
        "scorecard/A2,england,,2016,226,,S,\n",
    );
    let cases = [
        (
            "bad.csv",
            "measure,comparator,year_ending,value\nscorecard/A1,england,2016,1\n",
            "row 1 has no column `authority`",
        ),
        (
            "bad.csv",
            "measure,comparator,authority,year_ending,value,value,n,source,note\n",
            "row 1 has the column `value` twice",
        ),
        (
            "bad.csv",
            "measure,comparator,authority,year_ending,value,n,source,note\n",
            "it has no rows below the header",
        ),
        (
            "bad.csv",
            "measure,comparator,authority,year_ending,value,n,source,note\nscorecard/A1,england,,2016,many,,S,\n",
            "not one of its rows can be used: row 2 left out: value is `many`; expected a number",
        ),
    ];
    for (name, text, why) in cases {
        let bad = made_up::csv(files.path(), name, text);
        let error = import(home.path(), &[other.clone(), bad]).unwrap_err();
        assert!(error.to_string().contains(why), "{error}");
        assert_eq!(
            Benchmarks::open(home.path()).unwrap().id(),
            Some(id.as_str())
        );
        assert_eq!(names_in(&home.path().join("benchmarks")), before);
    }
}

#[test]
fn what_an_interrupted_import_left_does_no_harm() {
    let home = tempfile::tempdir().unwrap();
    let files = tempfile::tempdir().unwrap();
    let good = made_up::scorecard(
        files.path(),
        "good.csv",
        "scorecard/A1,england,,2016,558,,S,\n",
    );
    let id = import(home.path(), std::slice::from_ref(&good)).unwrap().id;
    let store = home.path().join("benchmarks");
    fs::write(store.join("lait-0123456789ab.parquet.unfinished"), "PAR1").unwrap();
    fs::write(store.join("scorecard-0123456789ab.json"), "{").unwrap();
    fs::write(store.join("notes.txt"), "the officer's own").unwrap();
    assert_eq!(
        Benchmarks::open(home.path()).unwrap().id(),
        Some(id.as_str())
    );
    assert_eq!(import(home.path(), &[good]).unwrap().id, id);
    let left = names_in(&store);
    assert_eq!(left.len(), 4, "{left:?}");
    assert!(left.contains(&"notes.txt".to_owned()));
}

#[test]
fn two_imports_do_not_write_at_once() {
    let home = tempfile::tempdir().unwrap();
    let good = made_up::scorecard(
        home.path(),
        "good.csv",
        "scorecard/A1,england,,2016,558,,S,\n",
    );
    let store = home.path().join("benchmarks");
    fs::create_dir(&store).unwrap();
    let lock = fs::File::create(store.join(".lock")).unwrap();
    lock.lock().unwrap();
    assert!(matches!(
        import(home.path(), std::slice::from_ref(&good)),
        Err(BenchmarkError::Busy { .. })
    ));
    drop(lock);
    assert!(import(home.path(), &[good]).is_ok());
}

#[test]
fn a_damaged_store_is_named_and_can_be_mended() {
    let home = tempfile::tempdir().unwrap();
    let data = made_up::lait_data(home.path(), "data", &[("A", "2017", 855, "1")]);
    import(home.path(), std::slice::from_ref(&data)).unwrap();
    let store = home.path().join("benchmarks");
    let part = names_in(&store)
        .into_iter()
        .find(|name| name.ends_with(".parquet"))
        .unwrap();
    fs::write(store.join(&part), "PAR1").unwrap();
    let error = Benchmarks::open(home.path()).err().unwrap().to_string();
    assert!(error.contains(&part) && error.contains("import the published files again"));
    import(home.path(), &[data]).unwrap();
    assert!(Benchmarks::open(home.path()).is_ok());
    fs::write(
        store.join("manifest.json"),
        "{\"format\":99,\"id\":\"\",\"neighbours\":{}}",
    )
    .unwrap();
    let error = Benchmarks::open(home.path()).err().unwrap().to_string();
    assert!(error.contains("form 99"), "{error}");
}

#[test]
fn windows_1252_and_byte_order_marks_are_read() {
    let home = tempfile::tempdir().unwrap();
    let text = "measure,comparator,authority,year_ending,value,n,source,note\r\n\
                scorecard/A1,england,,2016,558,,Scorecard 2013 \u{2013} 2016,\r\n";
    let (windows, ..) = encoding_rs::WINDOWS_1252.encode(text);
    for bytes in [windows.into_owned(), format!("\u{feff}{text}").into_bytes()] {
        let path = home.path().join("scorecard.csv");
        fs::write(&path, bytes).unwrap();
        import(home.path(), &[path]).unwrap();
        let benchmarks = Benchmarks::open(home.path()).unwrap();
        assert_eq!(
            benchmarks.names()[0].measure,
            "Scorecard 2013 \u{2013} 2016"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_file_makes_an_import_panic(
        start in prop::sample::select(vec![
            "",
            "PAR1",
            "measure,comparator,authority,year_ending,value,n,source,note\n",
            "model_year,la_code,rank,neighbour_code\n",
            "Topic,Measure,Measure_short,Polarity,dps,Year_Type,No_Quartile\n",
        ]),
        rest in prop::collection::vec(any::<u8>(), 0..200),
        cells in "[a-zA-Z0-9,/\"\n -]{0,120}",
    ) {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("a");
        for body in [rest, cells.into_bytes()] {
            fs::write(&path, [start.as_bytes(), &body].concat()).unwrap();
            if let Ok(report) = import(home.path(), std::slice::from_ref(&path)) {
                for account in report.files {
                    let left_out: u64 = account.left_out.iter().map(|left| left.rows).sum();
                    prop_assert_eq!(account.rows_read, account.rows_kept + left_out);
                }
            }
        }
    }
}
