//! `waymark check`: in every form, since last time, accepted, and what figures make of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use calamine::{Reader, Xlsx, open_workbook};

use crate::{printed, rows, waymark};

/// A small return: four children, two of them with something wrong.
const HEADER: &str = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB
101,M,01/02/2010,WBRI,A123456789012,,
102,F,11/05/2012,XXXX,A123456789013,,
103,F,30/09/2014,WBRI,A123456789014,,
104,M,14/07/2015,MWBC,A123456789015,,
";
const EPISODES: &str =
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN
101,01/05/2024,S,C2,N1,U1,PR1,,,,LX1 1AA,LX2 2BB,
102,10/10/2024,S,C2,N1,U4,PR1,01/10/2024,E4A,,LX1 1AA,LX2 2BB,
103,01/04/2022,S,C2,N1,U1,PR1,31/01/2025,,,LX1 1AA,LX2 2BB,
104,12/12/2024,S,C2,N1,U1,PR1,,,,LX1 1AA,LX2 2BB,
";
/// Who holds which case.
const TEAMS: &str = "invo_involvements_id,invo_professional_id,invo_professional_role_id,invo_professional_team,invo_person_id,invo_involvement_start_date,invo_involvement_end_date,invo_worker_change_reason,invo_referral_id
1,W1,,North,102,2024-01-01,,,
2,W2,,South,103,2024-01-01,,,
";

/// Writes the return of a month, and gives its folder.
fn given(under: &Path, name: &str, header: &str, episodes: &str) -> PathBuf {
    let folder = under.join(name);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("header.csv"), header).unwrap();
    fs::write(folder.join("episodes.csv"), episodes).unwrap();
    folder
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// The findings of a CSV: child, rule and standing.
fn found(home: &Path, arguments: &[&str]) -> Vec<(String, String, String)> {
    let mut all = vec!["check"];
    all.extend(arguments);
    all.extend([
        "--format", "csv", "--rule", "103", "--rule", "356", "--rule", "148",
    ]);
    let text = printed(home, &all, &[0, 3]);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader
        .deserialize::<BTreeMap<String, String>>()
        .map(|row| {
            let row = row.unwrap();
            (
                row["child"].clone(),
                row["rule"].clone(),
                row["standing"].clone(),
            )
        })
        .collect()
}

fn three(child: &str, rule: &str, standing: &str) -> (String, String, String) {
    (child.to_owned(), rule.to_owned(), standing.to_owned())
}

#[test]
fn a_return_is_checked_from_its_files_in_every_form() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let files = given(folder.path(), "2024-25", HEADER, EPISODES);
    let teams = folder.path().join("ssd_involvements.csv");
    fs::write(&teams, TEAMS).unwrap();
    let (files, teams) = (text(&files), text(&teams));
    let mut by_hand = vec![
        three("102", "103", ""),
        three("103", "148", ""),
        three("102", "356", ""),
    ];
    by_hand.sort();
    let mut all = found(&home, &[&files, &teams]);
    all.sort();
    assert_eq!(all, by_hand);

    let screen = printed(&home, &["check", &files, "--rule", "356"], &[3]);
    assert!(
        screen.contains("SSDA903 2024-25, without last year’s return"),
        "{screen}"
    );
    assert!(screen.contains("1 findings about 1 children"), "{screen}");
    let whole = printed(&home, &["check", &files], &[3]);
    assert!(
        whole.contains("not run for want of last year’s return"),
        "{whole}"
    );
    assert!(whole.contains("Ofsted’s list of settings"), "{whole}");

    let json = printed(&home, &["check", &files, "--format", "json"], &[3]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["return"], "2024-25");
    assert_eq!(json["tables"]["episodes"]["columns"][1], "DECOM");

    let page = folder.path().join("findings.html");
    printed(
        &home,
        &["check", &files, "--format", "html", "--out", &text(&page)],
        &[3],
    );
    let page = fs::read_to_string(page).unwrap();
    assert!(!page.contains("{{DATA}}") && page.contains("\"return\":\"2024-25\""));
    // It asks nothing of a network.
    for word in ["src=\"http", "href=\"http", "url(http", "@import", "fetch("] {
        assert!(!page.contains(word), "{word}");
    }

    let book = folder.path().join("findings.xlsx");
    let arguments = [
        "check",
        &files,
        &teams,
        "--format",
        "xlsx",
        "--out",
        &text(&book),
    ];
    printed(&home, &arguments, &[3]);
    let book: Xlsx<_> = open_workbook(&book).unwrap();
    assert_eq!(
        book.sheet_names()[..3],
        ["Summary by rule", "North", "South"]
    );
    let refused = waymark(&home, &["check", &files, "--format", "xlsx"]);
    assert_eq!(refused.status.code(), Some(1));
}

#[test]
fn findings_are_new_still_there_or_cleared_and_can_be_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let may = text(&given(folder.path(), "may/2024-25", HEADER, EPISODES));
    // In June 103's reason is there, 104 has an end before its start, and the rows stand in another
    // order.
    let mended = EPISODES.replace("31/01/2025,,", "31/01/2025,E4A,").replace(
        "104,12/12/2024,S,C2,N1,U1,PR1,,",
        "104,12/12/2024,S,C2,N1,U1,PR1,11/12/2024,E4A",
    );
    let (first, rows) = mended.split_once('\n').unwrap();
    let rows: Vec<&str> = rows.lines().rev().collect();
    let episodes = format!("{first}\n{}\n", rows.join("\n"));
    let june = text(&given(folder.path(), "june/2024-25", HEADER, &episodes));
    let earlier = folder.path().join("may.json");
    let arguments = [
        "check",
        &may,
        "--format",
        "json",
        "--out",
        &text(&earlier),
        "--rule",
        "103",
        "--rule",
        "356",
        "--rule",
        "148",
    ];
    printed(&home, &arguments, &[3]);
    let mut by_hand = vec![
        three("102", "103", "still there"),
        three("102", "356", "still there"),
        three("104", "356", "new"),
    ];
    by_hand.sort();
    for before in [text(&earlier), may.clone()] {
        let mut all = found(&home, &[&june, "--before", &before]);
        all.sort();
        assert_eq!(all, by_hand, "{before}");
        let arguments = [
            "check", &june, "--before", &before, "--rule", "103", "--rule", "356", "--rule", "148",
        ];
        let screen = printed(&home, &arguments, &[3]);
        assert!(
            screen.contains("1 new, 2 still there, 1 cleared"),
            "{screen}"
        );
    }

    let findings: Vec<BTreeMap<String, String>> = {
        let arguments = ["check", &june, "--rule", "356", "--format", "csv"];
        let text = printed(&home, &arguments, &[3]);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        reader.deserialize().map(|row| row.unwrap()).collect()
    };
    for finding in &findings {
        let id = &finding["finding"];
        let accept = [
            "check",
            "accept",
            id,
            "--reason",
            "Seen in the file",
            "--by",
            "A. Analyst",
        ];
        printed(&home, &accept, &[0]);
    }
    // What is accepted is no error any more.
    printed(&home, &["check", &june, "--rule", "356"], &[0]);
    let id = &findings[0]["finding"];
    let withdraw = [
        "check",
        "withdraw",
        id,
        "--reason",
        "It was wrong",
        "--by",
        "A. Analyst",
    ];
    printed(&home, &withdraw, &[0]);
    printed(&home, &["check", &june, "--rule", "356"], &[3]);
    let twice = waymark(&home, &withdraw);
    assert_eq!(twice.status.code(), Some(1));
    let said = printed(&home, &["check", "accepted"], &[0]);
    assert!(
        said.contains("withdrawn") && said.contains("Seen in the file"),
        "{said}"
    );
}

#[test]
fn what_cannot_be_checked_is_said_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let files = text(&given(folder.path(), "2024-25", HEADER, EPISODES));
    let nothing = folder.path().join("notes.txt");
    fs::write(&nothing, "no return").unwrap();
    let nothing = text(&nothing);
    for (arguments, words) in [
        (vec!["check", &nothing], "there is no SSDA903 return"),
        (
            vec!["check", &files, "--return", "2019-20"],
            "there is 2024-25",
        ),
        (
            vec!["check", &files, "--rule", "99999"],
            "waymark check rules",
        ),
        (
            vec!["check", &files, "--authority", "Nowhere"],
            "no English authority",
        ),
        (
            vec!["check", &files, "--before", &nothing],
            "what was given as --before",
        ),
        (vec!["check", "explain", "99999"], "waymark check rules"),
        (
            vec!["check", "accept", "101", "--reason", "r", "--by", "b"],
            "no finding",
        ),
    ] {
        let output = waymark(&home, &arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(words), "{arguments:?}: {said}");
    }
    let explained = printed(&home, &["check", "explain", "sw10astg2"], &[0]);
    assert!(explained.contains("SW10aSTG2") && explained.contains("SELECT"));
    let listed = printed(&home, &["check", "rules", "--year", "2025"], &[0]);
    assert!(listed.contains("SW01bSTG1") && !listed.contains("SW10aSTG2"));
}

#[test]
fn a_figure_whose_cases_fail_its_checks_says_how_many_and_what_it_can_be() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let header: String = HEADER
        .lines()
        .take(1)
        .map(str::to_owned)
        .chain((1..=20).map(|child| format!("{child},M,01/02/2010,WBRI,A1234567890{child:02},,")))
        .collect::<Vec<_>>()
        .join("\n")
        + "\n";
    let row = |child: u32, dec: &str, rec: &str| {
        format!("{child},01/05/2023,S,C2,N1,U1,PR1,{dec},{rec},,LX1 1AA,LX2 2BB,")
    };
    // Twenty left in the year: ten home, and of ten others two for a reason that there is not.
    let episodes: Vec<String> = EPISODES
        .lines()
        .take(1)
        .map(str::to_owned)
        .chain((1..=10).map(|child| row(child, "01/10/2024", "E4A")))
        .chain((11..=18).map(|child| row(child, "01/11/2024", "E8")))
        .chain((19..=20).map(|child| row(child, "01/12/2024", "E99")))
        .collect();
    let files = text(&given(
        folder.path(),
        "2024-25",
        &header,
        &(episodes.join("\n") + "\n"),
    ));
    let import = ["import", &files, "--covers", "2024-04-01..2025-03-31"];
    printed(&home, &import, &[0, 3]);
    let figures = rows(&home, &["measures", "returns-home", "--month", "2025-03"]);
    assert_eq!(figures[0]["denominator"], "20", "{figures:?}");
    let screen = printed(
        &home,
        &["measures", "returns-home", "--month", "2025-03"],
        &[0],
    );
    // Ten of twenty are home for certain; two more may be, or not: 50% to 60%.
    assert!(
        screen.contains("2 of 20 children fail checks of the data that would change it: it can lie between 50.0% and 60.0%."),
        "{screen}"
    );
    assert!(screen.contains("Checks: 149"), "{screen}");

    // Once it is known that the data is right, nothing is in doubt.
    let text = printed(&home, &["check", "--rule", "149", "--format", "csv"], &[3]);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    for row in reader.deserialize::<BTreeMap<String, String>>() {
        let id = row.unwrap()["finding"].clone();
        printed(
            &home,
            &["check", "accept", &id, "--reason", "So it is", "--by", "A"],
            &[0],
        );
    }
    let screen = printed(
        &home,
        &["measures", "returns-home", "--month", "2025-03"],
        &[0],
    );
    assert!(!screen.contains("fail checks"), "{screen}");
}
