//! A few lines for each noun and verb.

use clap::Parser;
use waymark_figures::Selector;
use waymark_plan::ledger::parts::{Grade, Role};
use waymark_plan::{ComparatorKind, Framework, Rating};

use super::*;
use crate::cli::{Cli, Command};

fn parse(line: &[&str]) -> Result<PlanArguments, clap::Error> {
    let words = ["waymark", "plan"].iter().chain(line);
    match Cli::try_parse_from(words)?.command {
        Command::Plan(arguments) => Ok(arguments),
        _ => panic!("another command"),
    }
}

fn action(line: &[&str]) -> PlanAction {
    match parse(line) {
        Ok(arguments) => arguments.action,
        Err(error) => panic!("{line:?}: {error}"),
    }
}

#[test]
fn one_line_for_each_noun_and_verb() {
    let lines: &[&[&str]] = &[
        &["open", "--authority", "Loamshire", "--code", "999"],
        &[
            "open",
            "--authority",
            "Loamshire",
            "--code",
            "999",
            "--name",
            "Ann",
            "--post",
            "Analyst",
            "--email",
            "ann@loamshire.example",
            "--demonstration",
        ],
        &["person", "add", "--name", "Ann", "--post", "Analyst"],
        &["person", "change", "P1", "--email", ""],
        &["person", "erase", "P1"],
        &["person", "list"],
        &["role", "grant", "P1", "chair"],
        &["role", "withdraw", "P1", "chair"],
        &["role", "list"],
        &["frame", "frame.toml"],
        &[
            "scheme", "adopt", "1", "--red", "r", "--amber", "a", "--green", "g",
        ],
        &["aim", "record", "learning", "A learning organisation"],
        &["aim", "remove", "learning", "--reason", "Merged."],
        &["recommendation", "withdraw", "R1", "--reason", "Merged."],
        &["recommendation", "show", "R1"],
        &["version", "approve", "1.5", "--by", "Cabinet"],
        &["version", "list"],
        &["version", "compare", "1.4", "#120"],
        &["action", "start", "R1.1"],
        &["action", "note", "R1.1", "It goes on.", "--by", "Lead"],
        &[
            "milestone",
            "add",
            "R1.M1",
            "--of",
            "R1",
            "--title",
            "t",
            "--due",
            "2017-09-30",
            "--from-finding",
            "A2017-06.F1",
        ],
        &[
            "milestone",
            "amend",
            "R1.M1",
            "--title",
            "t",
            "--reason",
            "r",
        ],
        &[
            "redate",
            "R1.1",
            "2017-12-31",
            "--reason",
            "r",
            "--agreed-by",
            "Chair",
            "--meeting",
            "M2017-09",
        ],
        &["complete", "R1.1", "--evidence", "The report."],
        &["cancel", "R1.1", "--reason", "r"],
        &["reopen", "R1.1", "--reason", "r"],
        &["measure", "remove", "R1", "re-referrals", "--reason", "r"],
        &["agree-rating", "M2017-09", "R1"],
        &["audit", "moderate", "A2017-06", "QA-0421", "t", "good"],
        &[
            "audit",
            "finding",
            "A2017-06.F1",
            "Plans are late.",
            "--round",
            "A2017-06",
        ],
        &["audit", "close", "A2017-06", "--note", "n"],
        &["audit", "list"],
        &["audit", "export", "audits.csv"],
        &["meeting", "cancel", "M2017-09", "--reason", "r"],
        &["meeting", "open", "M2017-09", "--apologies", "P2"],
        &[
            "meeting",
            "decide",
            "M2017-09.D1",
            "d",
            "--meeting",
            "M2017-09",
            "--stays-open",
        ],
        &["meeting", "conclude", "M2017-09.D1", "It was done."],
        &[
            "meeting",
            "arising",
            "M2017-09.A1",
            "t",
            "--meeting",
            "M2017-09",
            "--post",
            "p",
            "--due",
            "2017-10-01",
        ],
        &["meeting", "done", "M2017-09.A1"],
        &["meeting", "evidence", "M2017-09", "--month", "2017-08"],
        &["meeting", "close", "M2017-09", "--next", "2017-10-30"],
        &["meeting", "list"],
        &["meeting", "agenda", "--on", "2017-09-25", "--out", "a.docx"],
        &["meeting", "minutes", "M2017-09"],
        &["bid", "decide", "growth", "Supported", "--by", "Cabinet"],
        &[
            "bid",
            "posts",
            "growth",
            "Social worker",
            "--created",
            "6.5",
        ],
        &["bid", "list"],
        &["consultation", "answer", "partners", "An aim was added."],
        &["consultation", "list"],
        &["decision", "list"],
        &["due", "--person", "ann", "--as-at", "2017-09-25"],
        &["remind", "--person", "ann"],
        &["show"],
        &["show", "R1", "--as-at", "2017-09-25"],
        &[
            "log",
            "--about",
            "R1",
            "--since",
            "2017-09-01",
            "--last",
            "5",
        ],
        &["propose", "--as-at", "2017-11-13"],
        &["propose", "plan.toml", "--as-at", "2017-11-13"],
        &["check", "plan.toml"],
        &["import", "plan.toml", "--apply"],
        &["export"],
        &["export", "plan.xlsx", "--as-at", "2017-09-25"],
        &["apply", "-", "--keep-going", "--retry", "30"],
        &["apply", "commands.jsonl", "--together"],
        &["verify"],
        &["backup", "ledger.backup"],
        &["restore", "ledger.backup"],
    ];
    for line in lines {
        action(line);
    }
}

#[test]
fn what_stands_around_the_verb_may_stand_after_it() {
    for line in [
        &[
            "--ledger", "a.db", "--as", "ann", "--json", "--seen", "12", "due",
        ][..],
        &[
            "due", "--ledger", "a.db", "--as", "ann", "--json", "--seen", "12",
        ],
    ] {
        let said = parse(line).unwrap().session;
        assert_eq!(said.ledger.as_deref(), Some("a.db"));
        assert_eq!(said.acting_as.as_deref(), Some("ann"));
        assert!(said.json && !said.dry_run);
        assert_eq!(said.seen, Some(12));
    }
    let said = parse(&["--as", "ann", "due", "--as", "bob"])
        .unwrap()
        .session;
    assert_eq!(said.acting_as.as_deref(), Some("bob"));
    let said = parse(&["--as", "ann", "--as", "bob", "due"])
        .unwrap()
        .session;
    assert_eq!(said.acting_as.as_deref(), Some("bob"));
    let said = parse(&["role", "list", "--today", "2017-09-25", "--dry-run"]).unwrap();
    assert_eq!(said.session.today, Some("2017-09-25".parse().unwrap()));
    assert!(said.session.dry_run);
}

#[test]
fn whoever_opens_a_ledger_is_an_analyst_unless_they_say_otherwise() {
    let line = ["open", "--authority", "Loamshire", "--code", "999"];
    let PlanAction::Open(opening) = action(&line) else {
        panic!("another action");
    };
    assert_eq!(opening.roles, [Role::Analyst]);
    let others = [&line[..], &["--role", "chair", "--role", "lead"]].concat();
    let PlanAction::Open(opening) = action(&others) else {
        panic!("another action");
    };
    assert_eq!(opening.roles, [Role::Chair, Role::Lead]);
}

#[test]
fn an_inspection_has_its_parts() {
    let line = [
        "inspection",
        "record",
        "sif-2016",
        "--framework",
        "sif",
        "--started",
        "2016-11-07",
        "--ended",
        "2016-12-01",
        "--area",
        "Adoption performance=Good",
        "--area",
        "Care leavers=Good",
    ];
    let PlanAction::Inspection(InspectionAction::Record(read)) = action(&line) else {
        panic!("another action");
    };
    assert_eq!(read.framework, Some(Framework::Sif));
    assert_eq!(read.areas.len(), 2);
    // A new one needs its days; a correction takes what stands.
    assert!(parse(&["inspection", "record", "sif-2016"]).is_err());
    assert!(parse(&["inspection", "record", "sif-2016", "--correction", "c"]).is_ok());
}

#[test]
fn a_recommendation_has_its_aims() {
    let line = [
        "recommendation",
        "record",
        "R1",
        "--inspection",
        "sif-2016",
        "--number",
        "1",
        "--text",
        "t",
        "--aim",
        "learning",
        "--aim",
        "practice",
        "--post",
        "p",
        "--audit-theme",
        "management oversight",
    ];
    let PlanAction::Recommendation(RecommendationAction::Record(read)) = action(&line) else {
        panic!("another action");
    };
    assert_eq!(read.aims.len(), 2);
    assert_eq!(read.audit_themes, ["management oversight"]);
    assert!(parse(&["recommendation", "record", "R1", "--number", "1"]).is_err());
}

#[test]
fn an_action_comes_from_one_place() {
    let line = [
        "action",
        "add",
        "R1.1",
        "--of",
        "R1",
        "--title",
        "t",
        "--post",
        "p",
        "--start",
        "2017-04-01",
        "--due",
        "2017-09-30",
        "--from-meeting",
        "M2017-03",
    ];
    let PlanAction::Action(ActionAction::Add { origin, .. }) = action(&line) else {
        panic!("another action");
    };
    assert!(origin.from_finding.is_none() && origin.from_meeting.is_some());
    let both = [&line[..], &["--from-finding", "A2017-06.F1"]].concat();
    assert!(parse(&both).is_err());
}

#[test]
fn a_measure_has_its_way_to_the_target() {
    let line = [
        "measure",
        "set",
        "R1",
        "audits-good-or-better[theme=management oversight]",
        "--baseline",
        "25.8@2016-03",
        "--path",
        "23@2017-03",
        "--path",
        "22@2017-09",
        "--target",
        "20@2018-03",
        "--threshold",
        "21",
        "--threshold-set-by",
        "DfE",
        "--comparator",
        "statistical-neighbours",
        "--comparator",
        "england",
    ];
    let PlanAction::Measure(MeasureAction::Set(read)) = action(&line) else {
        panic!("another action");
    };
    let measure: Selector = line[3].parse().unwrap();
    assert_eq!(read.measure, measure);
    assert_eq!(read.baseline, Some((25.8, "2016-03".parse().unwrap())));
    assert_eq!(read.path.len(), 2);
    assert_eq!(
        read.comparators,
        [
            ComparatorKind::StatisticalNeighbours,
            ComparatorKind::England
        ]
    );
}

#[test]
fn a_rating_is_agreed_in_one_place() {
    let PlanAction::Rate(read) = action(&[
        "rate",
        "R1",
        "amber",
        "--judged-by",
        "Assistant Director",
        "--rationale",
        "r",
        "--meeting",
        "M2017-09",
        "--without-figures",
    ]) else {
        panic!("another action");
    };
    assert_eq!(read.rating, Rating::Amber);
    assert!(read.figures.without_figures);
    for bad in [
        &["rate", "R1", "purple"][..],
        &["rate", "R1", "red", "--meeting", "M1", "--agreed-at", "m"],
    ] {
        assert!(parse(bad).is_err(), "{bad:?}");
    }
}

#[test]
fn audits_meetings_money_and_voices_have_their_parts() {
    let PlanAction::Audit(AuditAction::Plan(round)) = action(&[
        "audit",
        "plan",
        "A2017-06",
        "--month",
        "2017-06",
        "--theme",
        "management oversight",
        "--theme",
        "voice of the child",
        "--sample-frame",
        "f",
        "--sample-size",
        "20",
        "--auditor",
        "ann",
    ]) else {
        panic!("another action");
    };
    assert_eq!((round.themes.len(), round.sample_size), (2, Some(20)));
    let PlanAction::Audit(AuditAction::Grade { grade, auditor, .. }) = action(&[
        "audit",
        "grade",
        "A2017-06",
        "QA-0421",
        "management oversight",
        "requires-improvement",
    ]) else {
        panic!("another action");
    };
    assert_eq!((grade, auditor), (Grade::RequiresImprovement, None));
    let PlanAction::Meeting(MeetingAction::Call(meeting)) = action(&[
        "meeting",
        "call",
        "M2017-09",
        "--title",
        "t",
        "--on",
        "2017-09-25",
        "--chair",
        "P2",
        "--member",
        "P3",
        "--member",
        "P4",
    ]) else {
        panic!("another action");
    };
    assert_eq!(meeting.members, ["P3", "P4"]);
    let PlanAction::Bid(BidAction::Record { amount, year, .. }) = action(&[
        "bid",
        "record",
        "growth",
        "--title",
        "t",
        "--amount",
        "2500000",
        "--year",
        "2018/19",
        "--paid-for",
        "p",
    ]) else {
        panic!("another action");
    };
    assert_eq!(amount, Some(2_500_000));
    assert_eq!(year, Some("2018/19".parse().unwrap()));
    action(&[
        "consultation",
        "record",
        "partners",
        "--with",
        "Partner agencies",
        "--on",
        "2017-03-01",
        "--how",
        "a workshop",
        "--said",
        "s",
    ]);
    action(&[
        "decision",
        "record",
        "cabinet-2017-04-18",
        "--body",
        "Cabinet",
        "--on",
        "2017-04-18",
        "--decided",
        "approved the plan",
    ]);
}

#[test]
fn wrong_words_are_told() {
    for bad in [
        &["role", "grant", "P1", "king"][..],
        &["complete", "1.2"],
        &[
            "redate",
            "R1.1",
            "31.12.2017",
            "--reason",
            "r",
            "--agreed-by",
            "a",
        ],
        &["verify", "--head", "12"],
        &["apply", "-", "--together", "--keep-going"],
        &["import"],
        &["propose"],
        &["bid", "record", "growth"],
    ] {
        assert!(parse(bad).is_err(), "{bad:?}");
    }
}
