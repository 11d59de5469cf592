//! A few lines for each word.

use clap::Parser;

use super::*;
use crate::cli::{Cli, Command};

fn parse(line: &[&str]) -> Result<ReportArguments, clap::Error> {
    let words = ["waymark", "report"].iter().chain(line);
    match Cli::try_parse_from(words)?.command {
        Command::Report(arguments) => Ok(*arguments),
        _ => panic!("another command"),
    }
}

#[test]
fn one_line_for_each_word() {
    let lines: &[&[&str]] = &[
        &["--as-at", "2017-11-13"],
        &["--as-at", "2017-11-13", "--narrative", "words.md"],
        &["--report", "scrutiny-2017-11"],
        &["build", "--as-at", "2017-11-13"],
        &["--as", "P1", "check", "words.md", "--as-at", "2017-11-13"],
        &["check", "--report", "scrutiny-2017-11"],
        &[
            "check",
            "words.docx",
            "--published",
            "a.csv",
            "--authority",
            "Leicestershire",
        ],
        &["check", "words.md", "--facts", "facts.toml"],
        &["offer", "words.md", "--write", "live.md"],
        &[
            "draft",
            "scrutiny-2017-11",
            "--title",
            "Progress",
            "--meeting-on",
            "2017-11-13",
            "--as-at",
            "2017-11-13",
            "--month",
            "2017-09",
            "--as",
            "P1",
        ],
        &[
            "draft",
            "scrutiny-2017-11",
            "--meeting-on",
            "2017-11-20",
            "--correction",
            "Moved.",
        ],
        &["write", "scrutiny-2017-11", "words.md"],
        &[
            "submit",
            "scrutiny-2017-11",
            "--note",
            "Paragraph 4 is new.",
        ],
        &["review", "scrutiny-2017-11", "agreed"],
        &[
            "review",
            "scrutiny-2017-11",
            "returned",
            "--note",
            "Say since when.",
        ],
        &[
            "comment",
            "scrutiny-2017-11",
            "legal",
            "None.",
            "--for",
            "P18",
        ],
        &[
            "approve",
            "scrutiny-2017-11",
            "--reason",
            "3f2a=It is so.",
            "--reason",
            "40=So too.",
        ],
        &["publish", "scrutiny-2017-11", "--out", "papers"],
        &[
            "withdraw",
            "scrutiny-2017-11",
            "--reason",
            "The meeting was called off.",
        ],
        &["list"],
        &["show", "scrutiny-2017-11"],
        &["compare", "scrutiny-2017-11"],
        &["compare", "scrutiny-2017-11", "scrutiny-2018-01", "--all"],
        &["trace", "scrutiny-2017-11", "F3", "--format", "csv"],
        &["rebuild", "scrutiny-2017-11", "--out", "again"],
        &["verify"],
        &["verify", "scrutiny-2017-11", "scrutiny-2018-01"],
        &["restate"],
        &[
            "restate",
            "scrutiny-2017-11",
            "--raise",
            "--because",
            "The return was corrected.",
        ],
        &["correction", "scrutiny-2017-11-r1"],
        &[
            "answer",
            "scrutiny-2017-11-r1",
            "--corrected",
            "A note went to the committee.",
        ],
        &[
            "answer",
            "scrutiny-2017-11-r1",
            "--kept",
            "The meeting is over.",
        ],
    ];
    for line in lines {
        if let Err(error) = parse(line) {
            panic!("{line:?}: {error}");
        }
    }
}

#[test]
fn what_does_not_go_together_is_refused() {
    let lines: &[&[&str]] = &[
        &[],
        &["--report", "scrutiny-2017-11", "--as-at", "2017-11-13"],
        &["check"],
        &["check", "words.md", "--published", "a.csv"],
        &[
            "check",
            "--report",
            "scrutiny-2017-11",
            "--as-at",
            "2017-11-13",
        ],
        &["draft", "Scrutiny", "--title", "T"],
        &["review", "scrutiny-2017-11", "perhaps"],
        &["comment", "scrutiny-2017-11", "planning", "None."],
        &["approve", "scrutiny-2017-11", "--reason", "only a claim"],
        &["answer", "scrutiny-2017-11-r1"],
        &[
            "answer",
            "scrutiny-2017-11-r1",
            "--kept",
            "So.",
            "--corrected",
            "So.",
        ],
        &["restate", "--because", "The return was corrected."],
        &[
            "compare",
            "scrutiny-2017-11",
            "scrutiny-2018-01",
            "--as-at",
            "2017-11-13",
        ],
    ];
    for line in lines {
        assert!(parse(line).is_err(), "{line:?}");
    }
}

#[test]
fn what_is_said_before_a_word_is_not_passed_over() {
    let before = parse(&["--as-at", "2017-11-13", "check", "words.md"]).unwrap();
    assert!(before.build.must_be_untouched().is_err());
    let behind = parse(&["check", "words.md", "--as-at", "2017-11-13"]).unwrap();
    assert!(behind.build.must_be_untouched().is_ok());
}

#[test]
fn a_reason_may_hold_an_equals_sign() {
    assert_eq!(
        reason("3f2a=p = 0.04 is enough").unwrap(),
        ("3f2a".to_owned(), "p = 0.04 is enough".to_owned())
    );
    for bad in ["", "3f2a", "=why", "3f2a= "] {
        assert!(reason(bad).is_err(), "{bad}");
    }
}
