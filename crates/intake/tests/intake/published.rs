//! Published benchmarks that are handed in.

use waymark_benchmarks::Benchmarks;
use waymark_intake::NamedBytes;
use waymark_synth::{Parts, Settings, make};

use crate::given::Council;

fn scorecard() -> Vec<u8> {
    let settings = Settings {
        children_in_care: 1,
        planted: false,
        parts: Parts {
            ssda903_csv: false,
            ssda903_xml: false,
            cin: false,
            workforce: false,
            audits: false,
            benchmarks: true,
            plan: false,
        },
        ..Settings::default()
    };
    make(&settings).remove(0).bytes
}

fn named(name: &str, bytes: impl Into<Vec<u8>>) -> NamedBytes {
    NamedBytes {
        name: name.to_owned(),
        bytes: bytes.into(),
    }
}

#[test]
fn published_files_become_the_benchmarks_of_the_home() {
    let council = Council::new();
    let files = vec![
        named("..\\downloads\\scorecard.csv", scorecard()),
        named("scorecard.csv", scorecard()),
    ];
    let report = council.intake.published(files).unwrap();
    assert_eq!(report.files.len(), 1);
    assert_eq!(report.files[0].file, "scorecard.csv");
    assert_eq!(report.files[0].rows_read, report.files[0].rows_kept);
    assert_eq!(report.left_aside[0].path.to_string_lossy(), "scorecard.csv");
    let benchmarks = Benchmarks::open(&council.home.path).unwrap();
    assert_eq!(benchmarks.id(), Some(report.id.as_str()));
    assert!(council.files_in("intake").is_empty());
}

#[test]
fn what_is_no_benchmark_is_named_and_nothing_is_imported() {
    for (files, expected) in [
        (
            vec![
                named("scorecard.csv", scorecard()),
                named("folder/holiday.csv", "who,where\nSomebody,Skegness\n"),
            ],
            "holiday.csv: this is no published benchmark",
        ),
        (Vec::new(), "no file was handed in"),
    ] {
        let council = Council::new();
        let refused = council.intake.published(files).unwrap_err().to_string();
        assert!(refused.starts_with(expected), "{refused}");
        assert!(!refused.contains("published-"), "{refused}");
        let benchmarks = Benchmarks::open(&council.home.path).unwrap();
        assert_eq!(benchmarks.id(), None);
        assert!(council.files_in("intake").is_empty());
    }
}
