//! The ledger on the command line, as its people use it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;
use waymark_plan::{Known, Plan};

use crate::{printed, waymark};

/// A home with an open ledger for demonstration, and Loamshire's plan in it.
struct Council {
    _folder: TempDir,
    home: PathBuf,
}

impl Council {
    /// The ledger is opened by Imogen Tallis, P1; the plan brings the people whom it names.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("home");
        let council = Self {
            _folder: folder,
            home,
        };
        council.ok_on(
            "2017-11-01",
            &[
                "open",
                "--authority",
                "Loamshire County Council",
                "--code",
                "999",
                "--name",
                "Imogen Tallis",
                "--post",
                "Performance Analyst",
                "--demonstration",
            ],
        );
        council.ok_on("2017-11-13", &["import", &plan_file(), "--apply"]);
        // Who chairs is known from the plan's contacts.
        council.ok_on("2017-11-13", &["role", "grant", "Dominic Farrow", "chair"]);
        council
    }

    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let mut all = vec!["plan", "--as", "P1"];
        all.extend_from_slice(arguments);
        let output = waymark(&self.home, &all);
        (
            output.status.code().unwrap_or(-1),
            String::from_utf8_lossy(&output.stdout).into_owned(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    }

    fn ok(&self, arguments: &[&str]) -> String {
        let (code, out, said) = self.run(arguments);
        assert_eq!(code, 0, "{arguments:?}: {said}{out}");
        out
    }

    fn ok_on(&self, today: &str, arguments: &[&str]) -> String {
        let mut all = vec!["--today", today];
        all.extend_from_slice(arguments);
        self.ok(&all)
    }

    /// The end of the log as `verify` says it.
    fn head(&self) -> String {
        let verified: Value = serde_json::from_str(&self.ok(&["--json", "verify"])).unwrap();
        format!(
            "{}:{}",
            verified["head"]["seq"],
            verified["head"]["hash"].as_str().unwrap()
        )
    }

    fn file(&self, name: &str) -> String {
        self.home.join(name).to_string_lossy().into_owned()
    }
}

fn plan_file() -> String {
    waymark_testkit::workspace()
        .join("crates/synth/src/loamshire/plan.toml")
        .to_string_lossy()
        .into_owned()
}

fn without_milestones_ids(text: &str) -> Plan {
    let mut plan = Plan::read(text, Known::Anything).plan.unwrap();
    for recommendation in &mut plan.recommendations {
        for milestone in &mut recommendation.milestones {
            milestone.id = None;
        }
    }
    plan
}

#[test]
fn before_it_is_opened_there_is_no_ledger_and_none_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    for arguments in [
        vec!["plan", "show"],
        vec!["plan", "--as", "P1", "action", "start", "R1.1"],
        vec!["plan", "log"],
        vec!["plan", "export"],
    ] {
        let output = waymark(&home, &arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("waymark plan open"), "{said}");
    }
    assert!(!home.exists());
}

#[test]
fn a_plan_is_rehearsed_then_imported_and_comes_out_the_same() {
    let council = Council::new();
    let out = council.ok(&["export"]);
    let written = fs::read_to_string(plan_file()).unwrap();
    assert_eq!(
        without_milestones_ids(&out),
        without_milestones_ids(&written)
    );
    // What came out asks for nothing.
    let file = council.file("again.toml");
    council.ok(&["export", &file]);
    let head = council.head();
    council.ok_on("2017-11-13", &["import", &file, "--apply"]);
    assert_eq!(council.head(), head);
    // A change is shown first, and written only when that is asked for.
    let changed = fs::read_to_string(&file).unwrap().replacen(
        "Learning from what we do",
        "Learning from our work",
        1,
    );
    fs::write(&file, changed).unwrap();
    let shown = council.ok_on("2017-11-13", &["import", &file]);
    assert!(shown.contains("Learning from our work"), "{shown}");
    assert_eq!(council.head(), head);
    council.ok_on("2017-11-13", &["import", &file, "--apply"]);
    assert_ne!(council.head(), head);
    // What was decided is not rewritten: R1.1 was first due on 30 June.
    let moved = fs::read_to_string(&file).unwrap().replacen(
        "first_due = 2017-06-30",
        "first_due = 2017-07-31",
        1,
    );
    fs::write(&file, moved).unwrap();
    let (code, out, said) = council.run(&["--today", "2017-11-13", "import", &file, "--apply"]);
    assert_eq!(code, 4, "{out}{said}");
    assert!(
        format!("{out}{said}").contains("R1.1 was first due on 2017-06-30"),
        "{out}{said}"
    );
}

#[test]
fn a_meeting_from_its_agenda_to_its_minutes() {
    let council = Council::new();
    council.ok_on(
        "2017-11-13",
        &[
            "meeting",
            "call",
            "M2017-11",
            "--title",
            "Improvement meeting, November 2017",
            "--on",
            "2017-11-27",
            "--chair",
            "Dominic Farrow",
            "--member",
            "Imogen Tallis",
            "--member",
            "Priya Nandakumar",
        ],
    );
    let agenda = council.ok(&["meeting", "agenda", "--on", "2017-11-27"]);
    assert!(
        agenda.contains("Improvement meeting, November 2017"),
        "{agenda}"
    );
    let day = "2017-11-27";
    council.ok_on(
        day,
        &[
            "meeting",
            "open",
            "M2017-11",
            "--apologies",
            "Priya Nandakumar",
        ],
    );
    let told = council.ok_on(
        day,
        &[
            "redate",
            "R1.3",
            "2018-02-28",
            "--reason",
            "The sample is twice as large.",
            "--agreed-by",
            "Improvement meeting",
            "--meeting",
            "M2017-11",
        ],
    );
    assert!(told.contains("28 February 2018"), "{told}");
    council.ok_on(
        day,
        &[
            "rate",
            "R1",
            "amber",
            "--judged-by",
            "Head of Service, First Response",
            "--rationale",
            "The sample comes a month later.",
            "--without-figures",
        ],
    );
    council.ok_on(
        day,
        &["--as", "Dominic Farrow", "agree-rating", "M2017-11", "R1"],
    );
    council.ok_on(
        day,
        &[
            "meeting",
            "decide",
            "M2017-11.D1",
            "Ask partners for their view.",
            "--meeting",
            "M2017-11",
            "--stays-open",
        ],
    );
    council.ok_on(
        day,
        &["meeting", "close", "M2017-11", "--next", "2017-12-18"],
    );
    let minutes = council.file("minutes.docx");
    council.ok(&["meeting", "minutes", "M2017-11", "--out", &minutes]);
    assert!(fs::read(&minutes).unwrap().starts_with(b"PK"));
    // The agenda of the next one has what is still open.
    let next = council.ok(&["meeting", "agenda", "--on", "2017-12-18"]);
    assert!(next.contains("Ask partners for their view."), "{next}");
    // After the meeting nothing more is decided at it.
    let (code, _, said) = council.run(&[
        "--today",
        day,
        "--json",
        "meeting",
        "decide",
        "M2017-11.D2",
        "Too late.",
        "--meeting",
        "M2017-11",
    ]);
    assert_eq!(code, 4);
    let refusal: Value = serde_json::from_str(said.trim()).unwrap();
    assert_eq!(refusal["refused"], "meeting-stage");
    // The item keeps its first day, and its history says why it moved.
    let shown = council.ok(&["show", "R1.3"]);
    assert!(
        shown.contains("31 January 2018") && shown.contains("28 February 2018"),
        "{shown}"
    );
    let log = council.ok(&["log", "--about", "R1.3"]);
    assert!(log.contains("The sample is twice as large."), "{log}");
}

#[test]
fn refusals_and_dry_runs_write_nothing() {
    let council = Council::new();
    let head = council.head();
    let seen = head.split(':').next().unwrap().to_owned();
    // Nobody said who asks.
    let output = waymark(&council.home, &["plan", "action", "start", "R1.3"]);
    assert_eq!(output.status.code(), Some(2));
    // A date is not re-agreed without a reason.
    let (code, _, _) = council.run(&["redate", "R1.3", "2018-02-28"]);
    assert_eq!(code, 2);
    for (arguments, refused) in [
        (vec!["complete", "R1.1"], "ended"),
        (vec!["complete", "R1.9"], "no-such"),
        (vec!["action", "start", "R1.3"], "already-started"),
        (
            vec![
                "rate",
                "R1",
                "blue",
                "--rationale",
                "Done.",
                "--without-figures",
            ],
            "not-in-scheme",
        ),
        (
            vec![
                "--as",
                "Priya Nandakumar",
                "aim",
                "record",
                "new",
                "A new aim",
            ],
            "not-allowed",
        ),
    ] {
        let mut all = vec!["--today", "2017-11-13", "--json"];
        all.extend(arguments.iter().copied());
        let (code, _, said) = council.run(&all);
        assert_eq!(code, 4, "{arguments:?}: {said}");
        let refusal: Value = serde_json::from_str(said.lines().last().unwrap()).unwrap();
        assert_eq!(refusal["refused"], refused, "{arguments:?}");
    }
    // A number that is none, a day that no calendar has, what writes no file in a dry run.
    let (code, _, said) = council.run(&["action", "start", "R1.3", "--on", "30/09/2017"]);
    assert_eq!(code, 2);
    assert!(said.contains("such as 2017-09-30"), "{said}");
    let file = council.file("never.toml");
    let (code, _, _) = council.run(&["--dry-run", "export", &file]);
    assert_eq!(code, 2);
    assert!(!Path::new(&file).exists());
    let would = council.ok_on(
        "2017-11-13",
        &[
            "--dry-run",
            "action",
            "note",
            "R1.3",
            "Three quarters read.",
        ],
    );
    assert!(would.contains("Three quarters read."), "{would}");
    assert_eq!(council.head(), head);
    // What has changed since a person saw it is refused with what changed.
    council.ok_on(
        "2017-11-13",
        &["complete", "R1.3", "--evidence", "The report"],
    );
    let (code, _, said) = council.run(&[
        "--today",
        "2017-11-13",
        "--seen",
        &seen,
        "action",
        "note",
        "R1.3",
        "Late.",
    ]);
    assert_eq!(code, 4, "{said}");
    assert!(said.contains("has changed since you saw it"), "{said}");
}

#[test]
fn only_a_ledger_for_demonstration_takes_another_day_as_today() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let open = [
        "plan",
        "open",
        "--authority",
        "Loamshire County Council",
        "--code",
        "999",
        "--name",
        "Imogen Tallis",
        "--post",
        "Performance Analyst",
    ];
    printed(&home, &open, &[0]);
    let output = waymark(
        &home,
        &[
            "plan",
            "--as",
            "P1",
            "--today",
            "2017-11-13",
            "aim",
            "record",
            "a",
            "An aim",
        ],
    );
    assert_eq!(output.status.code(), Some(4));
    let again = waymark(&home, &open);
    assert_eq!(again.status.code(), Some(4), "it is opened once");
}

#[test]
fn the_plan_is_seen_as_at_a_day() {
    let council = Council::new();
    council.ok_on(
        "2017-12-01",
        &["cancel", "R1.3", "--reason", "Another way was found."],
    );
    let before = council.ok(&["export", "--as-at", "2017-11-30"]);
    let after = council.ok(&["export", "--as-at", "2017-12-01"]);
    assert!(!before.contains("Another way was found."));
    assert!(after.contains("Another way was found."));
    let shown = council.ok(&["show", "--as-at", "2017-11-30"]);
    assert!(shown.contains("R17"), "{shown}");
    let compared = council.ok(&["version", "compare", "2017-11-30", "2017-12-01"]);
    assert!(compared.contains("R1.3"), "{compared}");
}

#[test]
fn a_backup_is_restored_elsewhere_and_a_broken_one_is_not() {
    let council = Council::new();
    let backup = council.file("backup.jsonl");
    council.ok(&["backup", &backup]);
    // Neither a backup nor a ledger is written over by a slip of the hand.
    let (code, _, said) = council.run(&["backup", &backup]);
    assert_eq!(code, 4, "{said}");
    let head = council.head();
    let ledger = council.file("ledger.db");
    for arguments in [
        vec!["export", &ledger],
        vec!["audit", "export", &ledger],
        vec!["meeting", "agenda", "--on", "2017-11-27", "--out", &ledger],
    ] {
        let (code, _, _) = council.run(&arguments);
        assert_ne!(code, 0, "{arguments:?}");
    }
    assert_eq!(council.head(), head);
    let other = council.file("other.db");
    council.ok(&["--ledger", &other, "restore", &backup]);
    assert_eq!(
        council.ok(&["--ledger", &other, "export"]),
        council.ok(&["export"])
    );
    council.ok(&["--ledger", &other, "verify", "--head", &council.head()]);
    // Not over what is there.
    let (code, _, said) = council.run(&["restore", &backup]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("not empty"), "{said}");
    let text = fs::read_to_string(&backup).unwrap();
    fs::write(&backup, text.replacen("Firm Footing", "Firm Standing", 1)).unwrap();
    let third = council.file("third.db");
    let (code, out, said) = council.run(&["--ledger", &third, "restore", &backup]);
    assert_eq!(code, 5, "{out}{said}");
    assert!(said.contains("frame-set"), "{said}");
    assert!(!Path::new(&third).exists());
}

#[test]
fn commands_in_a_file_are_acknowledged_one_by_one() {
    let council = Council::new();
    let mut child = Command::new(env!("CARGO_BIN_EXE_waymark"))
        .arg("--home")
        .arg(&council.home)
        .args(["plan", "--as", "P1", "apply", "-", "--keep-going"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = [
        r#"{"today":"2017-11-13","id":"one","give":{"command":"record-aim","id":"new","title":"A new aim"}}"#,
        r#"{"today":"2017-11-13","id":"two","give":{"command":"record-aim","id":"new","title":"A new aim"}}"#,
        r#"{"today":"2017-11-13","id":"one","give":{"command":"record-aim","id":"new","title":"A new aim"}}"#,
    ];
    let mut stdin = child.stdin.take().unwrap();
    for line in lines {
        writeln!(stdin, "{line}").unwrap();
    }
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let answers: Vec<&str> = said.lines().collect();
    assert_eq!(answers.len(), 3, "{said}");
    assert!(
        answers[0].starts_with("ok ") && answers[0].ends_with(" one"),
        "{said}"
    );
    assert!(answers[1].starts_with("refused exists "), "{said}");
    // The first, given again: it stands where it stood.
    assert_eq!(answers[2], answers[0]);
}

#[test]
fn the_workbook_of_the_leads_asks_for_nothing_as_it_is() {
    let council = Council::new();
    let file = council.file("leads.xlsx");
    council.ok_on("2017-11-13", &["export", &file]);
    let head = council.head();
    council.ok_on("2017-11-13", &["import", &file, "--apply"]);
    assert_eq!(council.head(), head);
}

#[test]
fn reminders_are_shown_and_written_as_files() {
    let council = Council::new();
    let settings = council.file("reminders.toml");
    fs::write(
        &settings,
        "[from]\nname = \"Improvement team\"\naddress = \"improvement@loamshire.example\"\n",
    )
    .unwrap();
    // Marian Whitlock's address is not in the plan.
    council.ok(&[
        "person",
        "change",
        "Marian Whitlock",
        "--email",
        "marian.whitlock@loamshire.example",
    ]);
    let shown = council.ok_on("2018-02-05", &["remind"]);
    assert!(shown.contains("R2.2"), "{shown}");
    let folder = council.file("letters");
    council.ok_on("2018-02-05", &["remind", "--out", &folder]);
    let mut letters = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|kind| kind == "eml") {
            letters += 1;
            let text = fs::read_to_string(path).unwrap();
            assert!(text.contains("From: "), "{text}");
        }
    }
    assert!(letters >= 1);
}

#[test]
fn an_erased_person_leaves_the_log_whole() {
    let council = Council::new();
    let head = council.head();
    council.ok(&["person", "erase", "Marian Whitlock"]);
    assert_eq!(council.head(), head);
    let shown = council.ok(&["show", "R2"]);
    assert!(!shown.contains("Marian Whitlock"), "{shown}");
    assert!(!council.ok(&["export"]).contains("Marian Whitlock"));
}
