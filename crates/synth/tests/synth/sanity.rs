//! What holds of every history, planted or not.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::date;
use waymark_synth::{Settings, make};

use crate::loamshire::*;

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let again = make(&Settings::default());
    assert_eq!(again.len(), files().len());
    for (one, other) in again.iter().zip(files()) {
        assert!(one == other, "{}", one.path);
    }
    let other = make(&Settings {
        seed: 1,
        ..Settings::default()
    });
    assert!(other.iter().zip(files()).any(|(one, other)| one != other));
}

#[test]
fn another_seed_plants_the_same_figures() {
    let settings = Settings {
        seed: 42,
        ..Settings::default()
    };
    let made = make(&settings);
    let episodes = made
        .iter()
        .find(|file| file.path == "ssda903/2017-18/episodes.csv")
        .unwrap();
    let rows = read_csv(std::str::from_utf8(&episodes.bytes).unwrap());
    let last = date(2017, 9, 30);
    let in_care: HashSet<&str> = rows
        .iter()
        .filter(|row| !["V3", "V4"].contains(&row["LS"].as_str()))
        .filter(|row| uk(&row["DEC"]).is_none_or(|end| end > last))
        .map(|row| row["CHILD"].as_str())
        .collect();
    assert_eq!(in_care.len(), 487);
}

#[test]
fn episodes_follow_one_another() {
    for (child, all) in episodes() {
        let born = births()[child];
        for (at, episode) in all.iter().enumerate() {
            if let Some(end) = episode.end {
                assert!(end > episode.start, "an episode ends after it begins");
                assert!(
                    years(born, end) < 18 || (years(born, end) == 18 && end.day() == born.day())
                );
            }
            assert!(episode.start >= born);
            match (episode.ended.as_str(), all.get(at + 1)) {
                ("X1", Some(next)) => {
                    assert_eq!(Some(next.start), episode.end);
                    assert_ne!(next.began, "S");
                }
                ("X1", None) => panic!("an episode says that another follows, and none does"),
                ("", next) => {
                    assert!(next.is_none() && episode.end.is_none());
                }
                (_, Some(next)) => {
                    assert_eq!(next.began, "S");
                    assert!(next.start > episode.end.unwrap());
                }
                (_, None) => assert!(episode.end.is_some()),
            }
            let adoptive = episode.place.starts_with('A');
            assert!(!adoptive || years(born, episode.start) < 12);
            assert!(episode.place != "P2" || years(born, episode.start) >= 16);
        }
    }
}

#[test]
fn each_return_holds_its_year_and_no_more() {
    for (label, last) in returns() {
        let first = date(label[..4].parse().unwrap(), 4, 1);
        let rows = read_csv(text(&format!("ssda903/{label}/episodes.csv")));
        let mut seen = HashSet::new();
        let mut open = 0;
        for row in &rows {
            let (start, end) = (uk(&row["DECOM"]).unwrap(), uk(&row["DEC"]));
            assert!(start <= last, "{label}");
            assert!(end.is_none_or(|end| first <= end && end <= last), "{label}");
            assert_eq!(end.is_none(), row["REC"].is_empty(), "{label}");
            assert!(seen.insert((row["CHILD"].clone(), start)), "{label}");
            open += usize::from(end.is_none());
        }
        assert!((380..=560).contains(&open), "{label}: {open}");
        for table in ["header", "oc2", "oc3", "uasc"] {
            let rows = read_csv(text(&format!("ssda903/{label}/{table}.csv")));
            let children: HashSet<&String> = rows.iter().map(|row| &row["CHILD"]).collect();
            assert_eq!(children.len(), rows.len(), "{label} {table}");
        }
        let header = read_csv(text(&format!("ssda903/{label}/header.csv")));
        for row in header {
            assert!(row["MOTHER"] != "1" || row["SEX"] == "2", "{label}");
        }
    }
}

/// The tables of a return in XML, in the shape of its CSVs.
fn tables_of_xml(xml: &str) -> BTreeMap<&'static str, Vec<Vec<String>>> {
    let mut tables: BTreeMap<&'static str, Vec<Vec<String>>> = BTreeMap::new();
    for child in elements(xml, "CHILD") {
        let cell = |text: &str, name: &str| tag(text, name).unwrap_or_default().to_owned();
        let header = tag(child, "HEADER").unwrap();
        let (id, born) = (cell(header, "CHILDID"), cell(header, "DOB"));
        let mut push = |table, mut row: Vec<String>| {
            row.insert(0, id.clone());
            tables.entry(table).or_default().push(row);
        };
        for episode in elements(child, "EPISODE") {
            let names = [
                "DECOM",
                "RNE",
                "LS",
                "CIN",
                "PL",
                "PLACE_PROVIDER",
                "DEC",
                "REC",
                "REASON_PLACE_CHANGE",
                "HOME_POST",
                "PL_POST",
                "URN",
            ];
            push(
                "episodes",
                names.iter().map(|name| cell(episode, name)).collect(),
            );
        }
        for (table, names) in [
            ("oc3", &["IN_TOUCH", "ACTIV", "ACCOM"][..]),
            (
                "ad1",
                &[
                    "DATE_INT",
                    "DATE_MATCH",
                    "FOSTER_CARE",
                    "NB_ADOPTR",
                    "SEX_ADOPTR",
                    "LS_ADOPTR",
                ],
            ),
        ] {
            if header.contains(&format!("<{}>", names[0])) {
                let mut row: Vec<String> = names.iter().map(|name| cell(header, name)).collect();
                row.insert(0, born.clone());
                push(table, row);
            }
        }
        for outcomes in elements(header, "OC2") {
            let names = [
                "SDQ_SCORE",
                "SDQ_REASON",
                "CONVICTED",
                "HEALTH_CHECK",
                "IMMUNISATIONS",
                "TEETH_CHECK",
                "HEALTH_ASSESSMENT",
                "SUBSTANCE_MISUSE",
                "INTERVENTION_RECEIVED",
                "INTERVENTION_OFFERED",
            ];
            let mut row: Vec<String> = names.iter().map(|name| cell(outcomes, name)).collect();
            row.insert(0, born.clone());
            push("oc2", row);
        }
        for (table, element, names) in [
            ("reviews", "AREVIEW", &["REVIEW", "REVIEW_CODE"][..]),
            ("missing", "AMISSING", &["MISSING", "MIS_START", "MIS_END"]),
            (
                "placed_for_adoption",
                "AD_PLACED",
                &["DATE_PLACED", "DATE_PLACED_CEASED", "REASON_PLACED_CEASED"],
            ),
        ] {
            for inner in elements(header, element) {
                let mut row: Vec<String> = names.iter().map(|name| cell(inner, name)).collect();
                row.insert(0, born.clone());
                push(table, row);
            }
        }
    }
    tables
}

#[test]
fn csv_and_xml_say_the_same() {
    for (label, _) in returns() {
        let from_xml = tables_of_xml(text(&format!("ssda903-xml/{label}.xml")));
        for (table, mut rows) in from_xml {
            let csv = text(&format!("ssda903/{label}/{table}.csv"));
            let mut from_csv: Vec<Vec<String>> = csv
                .lines()
                .skip(1)
                .map(|line| line.split(',').map(str::to_owned).collect())
                .collect();
            rows.sort();
            from_csv.sort();
            assert!(rows == from_csv, "{label} {table}");
        }
    }
}

#[test]
fn no_referral_comes_while_a_case_is_open() {
    let mut by_child: HashMap<String, Vec<Referral>> = HashMap::new();
    for referral in referrals() {
        by_child
            .entry(referral.child.clone())
            .or_default()
            .push(referral);
    }
    for cases in by_child.values() {
        for pair in cases.windows(2) {
            let closed = pair[0].closed.expect("an earlier case is closed");
            assert!(pair[1].referred > closed);
        }
    }
}

#[test]
fn children_in_care_are_children_in_need() {
    let in_need: HashSet<String> = referrals().into_iter().map(|one| one.child).collect();
    let last = date(2017, 9, 30);
    let open: Vec<&String> = episodes()
        .iter()
        .filter(|(_, all)| {
            all.iter()
                .any(|episode| episode.end.is_none() && episode.start <= last)
        })
        .map(|(child, _)| child)
        .collect();
    let both = open
        .iter()
        .filter(|child| in_need.contains(**child))
        .count();
    assert!(both * 100 >= open.len() * 97, "{both} of {}", open.len());
}

#[test]
fn every_file_has_its_place() {
    let paths: Vec<&str> = files().iter().map(|file| file.path.as_str()).collect();
    for path in [
        "audits/audit-log-2016-17.xlsx",
        "audits/audit-log.csv",
        "benchmarks/scorecard.csv",
        "cin/cin-2018-in-year.xml",
        "plan.toml",
        "ssd/ssd_involvements.csv",
        "ssd/ssd_professionals.csv",
        "ssda903-xml/2009-10.xml",
        "ssda903/2009-10/header.csv",
        "workforce/csww-2016.xml",
        "workforce/csww-2017.xml",
    ] {
        assert!(paths.contains(&path), "{path}");
    }
    assert!(
        paths
            .iter()
            .all(|path| !path.contains('\\') && !path.starts_with('/'))
    );
    for row in read_csv(text("benchmarks/scorecard.csv")) {
        row["value"].parse::<f64>().unwrap();
        assert!(!row["source"].is_empty());
    }
}
