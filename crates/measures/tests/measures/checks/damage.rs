//! Damage: every column of every table in turn made empty, over-long, of the wrong type, absent,
//! with stray quotation marks and control characters. No rule fails, and what a rule finds that does
//! not read the column is found all the same; one that reads it names what it could not judge.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use datafusion::arrow::array::Array;
use datafusion::arrow::datatypes::DataType;
use waymark_checks::{
    Accepted, Checked, Outcome, Prepared, Rules, Wanted, built_in, listed, table_names,
};
use waymark_returns::{Options, SSDA903_TABLES, SourceFile, Submitted, read};

/// The files of a small return and of the one before it: seven children, each with something wrong.
fn files() -> Vec<(String, String)> {
    let year = |label: &str, tables: &[(&str, &str)]| -> Vec<(String, String)> {
        tables
            .iter()
            .map(|(name, text)| {
                let lines: Vec<&str> = text.trim().lines().map(str::trim).collect();
                (format!("{label}/{name}.csv"), lines.join("\n") + "\n")
            })
            .collect()
    };
    let this = year(
        "2024-25",
        &[
            (
                "header",
                "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB
                 101,M,01/02/2010,WBRI,A123456789012,,
                 102,F,11/05/2008,XXXX,UN1,0,
                 103,F,30/09/2009,WBRI,,,01/01/2024
                 104,M,14/07/2015,MWBC,UN4,1,
                 105,F,03/03/2007,WBRI,UN1,0,
                 106,M,09/12/2019,WBRI,UN1,,
                 107,F,02/04/2005,WBRI,UN1,0,",
            ),
            (
                "episodes",
                "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN
                 101,01/05/2023,S,C2,N1,U1,PR1,03/06/2024,X1,,LX1 1AA,LX2 2BB,
                 101,05/06/2024,P,C2,N1,K2,PR4,,,PLANND,LX1 1AA,LX2 2BB,SC1
                 102,10/10/2024,S,V2,N9,U4,PR1,01/10/2024,E4A,,LX1 1AA,LX2 2BB,
                 103,01/04/2022,S,C2,N1,Q9,PR1,,,,LX1 1AA,LX2 2BB,
                 103,01/09/2024,L,E1,N1,U1,PR1,,,,LX1 1AA,LX2 2BB,
                 104,12/12/2024,T,V3,N1,T1,PR1,15/12/2024,,,LX1 1AA,LX2 2BB,XXXXXXX
                 105,01/02/2020,S,C2,N1,A6,PR1,14/09/2024,E11,,LX1 1AA,LX2 2BB,
                 106,20/06/2024,S,C1,N1,U1,PR1,,,,LX1 1AA,LX2 2BB,",
            ),
            (
                "reviews",
                "CHILD,DOB,REVIEW,REVIEW_CODE
                 101,01/02/2010,01/07/2024,PN9
                 103,30/09/2010,02/08/2024,PN1
                 999,30/09/2010,02/08/2024,PN1",
            ),
            (
                "uasc",
                "CHILD,SEX,DOB,DUC
                 102,F,11/05/2008,12/06/2026",
            ),
            (
                "oc2",
                "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED
                 101,01/02/2010,44,SDQ1,0,,1,1,1,0,,
                 103,30/09/2009,,,0,,,1,1,1,,
                 106,09/12/2019,12,,0,1,1,1,1,0,,",
            ),
            (
                "oc3",
                "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM
                 107,02/04/2005,YES,Q1,B1
                 101,01/02/2010,NO,,",
            ),
            (
                "ad1",
                "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR
                 105,03/03/2007,,14/09/2024,2,1,MM,L0",
            ),
            (
                "placed_adoption",
                "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED
                 105,03/03/2007,01/01/2025,02/02/2024,
                 103,30/09/2009,01/01/2009,,RD1",
            ),
            (
                "previous_permanence",
                "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM
                 106,09/12/2019,P9,000,31/02/2020",
            ),
            (
                "missing",
                "CHILD,DOB,MISSING,MIS_START,MIS_END
                 101,01/02/2010,M,05/05/2024,04/05/2024
                 104,14/07/2015,Q,01/01/2014,",
            ),
            (
                "social_workers",
                "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON
                 101,01/02/2010,SW1,01/05/2023,,FCONTA
                 101,01/02/2010,SW2,01/08/2024,01/07/2024,ZZZZZZ
                 103,30/09/2009,,01/04/2022,,PROCES",
            ),
        ],
    );
    let last = year(
        "2023-24",
        &[
            (
                "header",
                "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB
                 101,1,02/02/2010,WIRI,A123456789013,,
                 103,2,30/09/2009,WBRI,,,",
            ),
            (
                "episodes",
                "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN
                 101,02/05/2023,S,C1,N2,U4,PR2,,,,LX1 1AA,LX2 2BC,
                 103,01/04/2022,S,C2,N1,U1,PR1,,,,LX1 1AA,LX2 2BB,
                 105,01/02/2020,S,C2,N1,U1,PR1,01/03/2024,X1,,LX1 1AA,LX2 2BB,",
            ),
            (
                "placed_adoption",
                "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED
                 105,03/03/2007,01/01/2023,,",
            ),
            (
                "missing",
                "CHILD,DOB,MISSING,MIS_START,MIS_END
                 103,30/09/2009,M,05/03/2024,",
            ),
            (
                "social_workers",
                "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON
                 101,01/02/2010,SW9,01/05/2023,,FCONTA",
            ),
        ],
    );
    this.into_iter().chain(last).collect()
}

fn prepared(files: &[(String, String)]) -> Prepared {
    let sources: Vec<SourceFile> = files
        .iter()
        .map(|(name, text)| SourceFile::new(name.clone(), text.clone()))
        .collect();
    let import = read(&sources, &Options::default(), &|_| ());
    let mut submitted = Submitted::of(&import);
    // Without its own dates a return is known by its folder here.
    given_labels(&mut submitted);
    let wanted = Wanted {
        label: Some("2024-25"),
        authority: Some("Leicestershire"),
    };
    Prepared::of(&submitted, &wanted).unwrap()
}

async fn checked(
    files: &[(String, String)],
    rules: &Rules,
    only: Option<&BTreeSet<String>>,
) -> Checked {
    waymark_measures::check(Arc::new(prepared(files)), rules, only)
        .await
        .unwrap()
}

/// Gives each file, its rows and its return the label of the folder that it lies in.
fn given_labels(submitted: &mut Submitted) {
    let labels: Vec<(String, &str)> = submitted
        .files
        .iter()
        .map(|file| (file.name[..7].to_owned(), ""))
        .collect();
    for (file, (label, _)) in submitted.files.iter_mut().zip(&labels) {
        file.return_label = Some(label.clone());
    }
    for batches in submitted.tables.values_mut() {
        for batch in batches {
            *batch = super::given::labelled(batch, &labels);
        }
    }
    submitted.returns = [2024, 2025].map(super::given::account).into();
}

/// What each rule that ran found: rule, child and rows. And the rules that did not run, or name rows
/// that they could not judge.
struct Result {
    found: BTreeMap<String, BTreeSet<String>>,
    gaps: BTreeSet<String>,
}

fn result(checked: &Checked) -> Result {
    let mut gaps = BTreeSet::new();
    for ran in &checked.rules {
        match &ran.outcome {
            Outcome::Failed(why) => panic!("{} failed: {why}", ran.rule.code),
            Outcome::NotRun(lacks) => {
                assert!(!lacks.is_empty());
                gaps.insert(ran.rule.code.clone());
            }
            Outcome::Ran { unreadable, .. } if !unreadable.is_empty() => {
                gaps.insert(ran.rule.code.clone());
            }
            Outcome::Ran { .. } => {}
        }
    }
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for one in listed(checked, &Accepted::default()) {
        let places: Vec<String> = one
            .places
            .iter()
            .map(|place| format!("{} {}", place.file, place.row))
            .collect();
        found.entry(one.rule).or_default().insert(places.join(", "));
    }
    Result { found, gaps }
}

/// A way to spoil a cell; the last takes the whole column away.
const DAMAGES: [&str; 7] = [
    "empty",
    "over-long",
    "another type",
    "a stray quote",
    "quotes",
    "control characters",
    "absent",
];

fn spoilt(damage: &str, cell: &str) -> String {
    match damage {
        "empty" => String::new(),
        "over-long" => "9".repeat(40_000),
        "another type" => "not what belongs here".to_owned(),
        "a stray quote" => format!("\"{cell}"),
        "quotes" => format!("{cell}\"\"x\""),
        _ => format!("{cell}\u{7}\u{1b}[31m\u{0}"),
    }
}

/// The file with one of its columns spoilt in every row.
fn damaged(text: &str, column: usize, damage: &str) -> String {
    let mut lines = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        if damage == "absent" {
            cells.remove(column);
        } else if at > 0 {
            cells[column] = spoilt(damage, &cells[column]);
        }
        lines.push(cells.join(","));
    }
    lines.join("\n") + "\n"
}

/// The rules whose SQL, or a shared table that they use, has the column's name in it: those that
/// read it, and perhaps some more.
fn readers(rules: &Rules, column: &str) -> BTreeSet<String> {
    let names = |sql: &str| sql.to_ascii_lowercase().contains(column);
    let shared: Vec<&str> = rules
        .shared()
        .iter()
        .filter(|one| names(&one.sql))
        .map(|one| one.name.as_str())
        .collect();
    rules
        .all()
        .filter(|rule| names(&rule.sql) || shared.iter().any(|table| rule.sql.contains(table)))
        .map(|rule| rule.code.clone())
        .collect()
}

/// Where the tables differ in another column than this one, or in their rows: what a rule that does
/// not read the column finds would differ then, and only then.
fn differs(whole: &Prepared, now: &Prepared, table: &str, column: &str) -> Vec<String> {
    let mut found = Vec::new();
    for name in table_names() {
        let (was, is) = (whole.batch(name).unwrap(), now.batch(name).unwrap());
        if was.num_rows() != is.num_rows() {
            found.push(format!(
                "{name} has {} rows and not {}",
                is.num_rows(),
                was.num_rows()
            ));
            continue;
        }
        for field in was.schema().fields() {
            let is_spoilt = name == table
                && (field.name() == column || *field.name() == format!("{column}_unread"));
            let (was, is) = (
                was.column_by_name(field.name()),
                is.column_by_name(field.name()),
            );
            if !is_spoilt && was != is {
                found.push(format!("{name}.{} differs", field.name()));
            }
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn no_damage_to_a_column_loses_a_finding_elsewhere() {
    let rules = built_in().unwrap();
    let files = files();
    let whole = prepared(&files);
    let found = result(&checked(&files, &rules, None).await).found;
    assert!(found.len() > 90, "{} rules find something", found.len());
    let mut wrong = Vec::new();
    let mut tried = 0;
    for (at, (name, text)) in files.iter().enumerate() {
        let Some(table) = name
            .strip_prefix("2024-25/")
            .and_then(|name| name.strip_suffix(".csv"))
        else {
            continue;
        };
        let header: Vec<String> = text
            .lines()
            .next()
            .unwrap()
            .split(',')
            .map(str::to_ascii_lowercase)
            .collect();
        for (column, title) in header.iter().enumerate() {
            let readers = readers(&rules, title);
            for damage in DAMAGES {
                let mut spoilt = files.clone();
                spoilt[at].1 = damaged(text, column, damage);
                tried += 1;
                // Without its one telling column a file of unaccompanied children is not known as
                // one, and the import says so.
                if (table, title.as_str(), damage) == ("uasc", "duc", "absent") {
                    continue;
                }
                // A row that names nobody, or somebody else, is another row.
                if title != "child" {
                    let differs = differs(&whole, &prepared(&spoilt), table, title);
                    if !differs.is_empty() {
                        wrong.push(format!("{name}, {title} {damage}: {differs:?}"));
                    }
                }
                // Two of the damages show what becomes of the rules that read it; the others make
                // no other table.
                if matches!(damage, "another type" | "absent") && title != "child" {
                    let now = result(&checked(&spoilt, &rules, Some(&readers)).await);
                    // A rule that reads what could not be read takes the cell for filled in.
                    let unread = format!("{title}_unread");
                    let judges = |rule: &str| {
                        let rule = rules.find(rule);
                        rule.is_some_and(|rule| rule.sql.contains(&unread))
                    };
                    let lost = found
                        .keys()
                        .filter(|rule| readers.contains(*rule))
                        .filter(|rule| {
                            !now.found.contains_key(*rule)
                                && !now.gaps.contains(*rule)
                                && !judges(rule)
                        });
                    // A text in a coded column is a code that is not valid: what is found of it is
                    // another matter. A date or a number is never lost without a word.
                    let kind = whole.tables[table]
                        .batch
                        .column_by_name(title)
                        .unwrap()
                        .data_type();
                    if damage == "absent" || *kind != DataType::Utf8 {
                        for rule in lost {
                            wrong.push(format!("{name}, {title} {damage}: {rule} says nothing"));
                        }
                    }
                }
            }
        }
    }
    let columns: usize = SSDA903_TABLES.iter().map(|table| table.columns.len()).sum();
    assert!(
        tried > 7 * (columns - 10),
        "{tried} damages of {columns} columns"
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_rule_runs_on_files_that_are_damaged_everywhere() {
    let rules = built_in().unwrap();
    let files = files();
    for damage in &DAMAGES[..6] {
        let spoilt: Vec<(String, String)> = files
            .iter()
            .map(|(name, text)| {
                let columns = text.lines().next().unwrap().split(',').count();
                let all = (1..columns).fold(text.clone(), |text, column| {
                    // A stray quotation mark in each cell would make quoted cells of them.
                    match *damage == "a stray quote" && column > 1 {
                        true => text,
                        false => damaged(&text, column, damage),
                    }
                });
                (name.clone(), all)
            })
            .collect();
        let checked = checked(&spoilt, &rules, None).await;
        result(&checked);
        for (name, text) in &spoilt {
            let table = name.split(['/', '.']).nth(1).unwrap();
            let table = if name.starts_with("2023") {
                format!("{table}_last")
            } else {
                table.to_owned()
            };
            let rows = text.lines().count() - 1;
            assert_eq!(
                checked.prepared.tables[&table].rows(),
                rows,
                "{name} {damage}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_bad_cell_silences_its_own_row_alone() {
    let rules = built_in().unwrap();
    let files = files();
    let whole = result(&checked(&files, &rules, None).await);
    let mut wrong = Vec::new();
    for (at, (name, text)) in files.iter().enumerate() {
        let lines: Vec<&str> = text.lines().collect();
        let header: Vec<&str> = lines[0].split(',').collect();
        for (column, title) in header.iter().enumerate() {
            if !(title.contains("DATE") || title.contains("DEC") || title.contains("DOB")) {
                continue;
            }
            // The last row's cell is no date; its child is the one that may be left in doubt.
            let mut cells: Vec<&str> = lines[lines.len() - 1].split(',').collect();
            let child = cells[0].to_owned();
            cells[column] = "32/13/2024";
            let row = cells.join(",");
            let mut spoilt = files.clone();
            let kept = lines[..lines.len() - 1].join("\n");
            spoilt[at].1 = format!("{kept}\n{row}\n");
            let checked = checked(&spoilt, &rules, None).await;
            let now = result(&checked);
            for (rule, found) in &whole.found {
                for finding in found {
                    let is_of_child = files.iter().any(|(name, text)| {
                        text.lines().enumerate().any(|(at, line)| {
                            line.starts_with(&format!("{child},"))
                                && finding
                                    .split(", ")
                                    .any(|place| place == format!("{name} {}", at + 1))
                        })
                    });
                    let is_there = now.found.get(rule).is_some_and(|now| now.contains(finding));
                    if !is_of_child && !is_there {
                        wrong.push(format!("{name}, {title}: {rule} lost {finding}"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
