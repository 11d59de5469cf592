//! The commands on small files of a user's own.

use std::fs;
use std::path::{Path, PathBuf};

use crate::{printed, rows, waymark};

/// Two referrals of one child and one of another, who has come back after 100 days.
const REFERRALS: &str = "cine_referral_id,cine_person_id,cine_referral_date,cine_close_date,cine_referral_team\n\
r1,p1,2017-01-10,2017-02-01,North\n\
r2,p1,2017-04-20,2017-05-01,North\n\
r3,p2,2017-06-01,2017-07-01,South\n";

fn imported(folder: &Path) -> PathBuf {
    let home = folder.join("home");
    let file = folder.join("referrals.csv");
    fs::write(&file, REFERRALS).unwrap();
    printed(
        &home,
        &[
            "import",
            &file.to_string_lossy(),
            "--covers",
            "2015-10-01..2017-09-30",
        ],
        &[0],
    );
    home
}

#[test]
fn a_month_is_compared_broken_down_listed_and_explained() {
    let folder = tempfile::tempdir().unwrap();
    let home = imported(folder.path());
    // One of three referrals follows another of the same child: 33.3%.
    let figure = &rows(
        &home,
        &[
            "measures",
            "re-referrals",
            "--month",
            "2017-09",
            "--compare",
            "2016-10",
        ],
    )[0];
    assert_eq!(
        (figure["numerator"].as_str(), figure["denominator"].as_str()),
        ("1", "3")
    );
    assert_eq!(
        figure["earlier_value"], "",
        "a year without referrals has no share"
    );
    let teams = rows(
        &home,
        &[
            "measures",
            "re-referrals",
            "--month",
            "2017-09",
            "--by",
            "team",
        ],
    );
    let north = teams.iter().find(|row| row["group"] == "North").unwrap();
    assert_eq!(
        (north["numerator"].as_str(), north["denominator"].as_str()),
        ("1", "2")
    );
    let cases = rows(
        &home,
        &["measures", "--cases", "re-referrals", "--month", "2017-09"],
    );
    let counted: Vec<&str> = cases
        .iter()
        .filter(|row| row["counted"] == "true")
        .map(|row| row["case_id"].as_str())
        .collect();
    assert_eq!(counted, ["r2"]);
    let series = rows(
        &home,
        &[
            "measures",
            "re-referrals",
            "--month",
            "2017-09",
            "--series",
            "36",
        ],
    );
    assert_eq!(series.len(), 36);
    let refused = series
        .iter()
        .filter(|row| row["note"].starts_with("not known"))
        .count();
    // Window and look-back take 24 months, which only 2017-09 has behind it.
    assert_eq!(refused, 35);
    let explained = printed(&home, &["measures", "explain", "re-referrals"], &[0]);
    for words in [
        "Definition",
        "Source",
        "Worked example",
        "SELECT",
        "365 days",
    ] {
        assert!(explained.contains(words), "{words}");
    }
}

#[test]
fn figures_go_to_json_and_to_a_workbook() {
    let folder = tempfile::tempdir().unwrap();
    let home = imported(folder.path());
    let json = printed(
        &home,
        &[
            "measures",
            "re-referrals",
            "--month",
            "2017-09",
            "--format",
            "json",
        ],
        &[0],
    );
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value[0]["denominator"], 3.0);
    let out = folder.path().join("figures.xlsx");
    printed(
        &home,
        &[
            "measures",
            "--month",
            "2017-09",
            "--format",
            "xlsx",
            "--out",
            &out.to_string_lossy(),
        ],
        &[0],
    );
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(&out).unwrap();
    let sheet = calamine::Reader::worksheet_range_at(&mut book, 0)
        .unwrap()
        .unwrap();
    assert_eq!(sheet.height(), 13, "a header and twelve measures");
    let no_file = waymark(&home, &["measures", "--format", "xlsx"]);
    assert_eq!(no_file.status.code(), Some(1));
}

#[test]
fn the_same_bytes_give_the_same_snapshot() {
    let folder = tempfile::tempdir().unwrap();
    let home = imported(folder.path());
    let renamed = folder.path().join("renamed.csv");
    fs::write(&renamed, REFERRALS).unwrap();
    let said = printed(
        &home,
        &[
            "import",
            &renamed.to_string_lossy(),
            "--covers",
            "2015-10-01..2017-09-30",
        ],
        &[0],
    );
    assert!(said.contains("imported before"), "{said}");
    let verified = printed(&home, &["snapshots", "--verify"], &[0]);
    assert_eq!(verified.matches("whole").count(), 1, "{verified}");
}

#[test]
fn a_damaged_snapshot_is_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let home = imported(folder.path());
    let snapshot = waymark_snapshot::open(&home, "latest").unwrap();
    let table = snapshot.table_path("ssd_cin_episodes").unwrap();
    let bytes = fs::read(&table).unwrap();
    fs::write(&table, &bytes[..bytes.len() / 2]).unwrap();
    let said = printed(&home, &["snapshots", "--verify"], &[3]);
    assert!(said.contains("DAMAGED"), "{said}");
}

#[test]
fn two_returns_given_one_after_the_other_stay_two() {
    let folder = tempfile::tempdir().unwrap();
    let header = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n";
    let mut arguments = vec!["import".to_owned()];
    for (year, episode) in [
        ("2015-16", "101,01/05/2015,S,C2,N1,U6,PR1,,,,,,\n"),
        (
            "2016-17",
            "101,01/05/2015,S,C2,N1,U6,PR1,01/02/2017,E4A,,,,\n",
        ),
    ] {
        let path = folder.path().join(year);
        fs::create_dir(&path).unwrap();
        fs::write(path.join("episodes.csv"), format!("{header}{episode}")).unwrap();
        arguments.push(path.to_string_lossy().into_owned());
    }
    let home = folder.path().join("home");
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    printed(&home, &arguments, &[0]);
    let snapshot = waymark_snapshot::open(&home, "latest").unwrap();
    assert_eq!(
        snapshot.manifest.returns.len(),
        2,
        "{:?}",
        snapshot.manifest.returns
    );
}

#[test]
fn a_folder_of_own_definitions_is_used_and_checked() {
    let folder = tempfile::tempdir().unwrap();
    let home = imported(folder.path());
    let own = folder.path().join("own");
    fs::create_dir(&own).unwrap();
    let built_in = waymark_measures::built_in().unwrap();
    let text = built_in
        .find("re-referrals")
        .unwrap()
        .text
        .replace("id = \"re-referrals\"", "id = \"own-re-referrals\"");
    fs::write(own.join("own.sql"), &text).unwrap();
    let own_path = own.to_string_lossy().into_owned();
    let figures = rows(
        &home,
        &[
            "measures",
            "own-re-referrals",
            "--month",
            "2017-09",
            "--definitions",
            &own_path,
        ],
    );
    assert_eq!(figures[0]["numerator"], "1");
    fs::write(
        own.join("own.sql"),
        text.replace("r.referred_before,\n", "")
            .replace("AS counted", "AS countid"),
    )
    .unwrap();
    let refused = waymark(&home, &["measures", "check", &own_path]);
    assert_eq!(refused.status.code(), Some(1));
    let words = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(words.contains("own.sql, line"), "{words}");
}

#[test]
fn what_cannot_be_done_is_said_plainly() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    for (arguments, words) in [
        (vec!["measures"], "waymark import"),
        (vec!["import", "no-such-file.csv"], "no file or folder"),
        (vec!["measures", "explain", "re-referal"], "re-referrals"),
        (
            vec![
                "benchmarks",
                "show",
                "lait/ReReferral",
                "--authority",
                "Nowhere",
            ],
            "Nowhere",
        ),
    ] {
        let output = waymark(&home, &arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
        assert!(said.contains(words), "{arguments:?}: {said}");
    }
    let wrong = waymark(&home, &["measures", "--month", "2017-13"]);
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn a_plan_with_faults_is_refused_with_their_places() {
    let folder = tempfile::tempdir().unwrap();
    let plan = folder.path().join("plan.toml");
    let sound = fs::read_to_string(
        waymark_testkit::workspace().join("crates/synth/src/loamshire/plan.toml"),
    )
    .unwrap();
    fs::write(&plan, &sound).unwrap();
    let said = printed(
        folder.path(),
        &["plan", "check", &plan.to_string_lossy()],
        &[0],
    );
    assert!(
        said.contains("17 recommendations under 4 aims, 17 rated"),
        "{said}"
    );
    fs::write(&plan, sound.replacen("[[aims]]\nid", "[[aims]]\nidd", 1)).unwrap();
    let output = waymark(folder.path(), &["plan", "check", &plan.to_string_lossy()]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        said.contains("plan.toml:") && said.contains("idd"),
        "{said}"
    );
}
