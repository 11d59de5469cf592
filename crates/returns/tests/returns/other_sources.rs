//! Audit logs and SSD extracts.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use waymark_returns::SourceFile;

use crate::show::{finds, import, import_files, rows};

const COLUMNS: [&str; 6] = [
    "month",
    "theme",
    "reference",
    "team",
    "auditor_grade",
    "moderated_grade",
];

#[test]
fn an_audit_log_is_read_however_it_is_written() {
    let import = import(&[(
        "log.csv",
        "Audit Month,Practice area,Ref,Team,Auditor's grade,Moderated grade,Notes\n\
         Jun-17,Management oversight,A1,First Response,good,,x\n\
         2017-06,Planning,A2,Children in Care,RI,Good,x\n\
         06/2017,Planning,A3,,Requires Improvement to be Good,,x\n\
         14/06/2017,Planning,A4,,Excellent,,x\n\
         someday,Planning,A5,,Good,,x\n",
    )]);
    assert_eq!(
        rows(&import, "audits", &COLUMNS),
        [
            "2017-06-01 | Management oversight | A1 | First Response | Good | -",
            "2017-06-01 | Planning | A2 | Children in Care | Requires improvement | Good",
            "2017-06-01 | Planning | A3 | - | Requires improvement | -",
            "2017-06-01 | Planning | A4 | - | Excellent | -",
            "- | Planning | A5 | - | Good | -",
        ]
    );
    finds(
        &import,
        "unknown-code: log.csv, row 5, auditor_grade: found `Excellent`; expected one of Outstanding",
    );
    finds(&import, "bad-date: log.csv, row 6, month: not a month");
    finds(&import, "unknown-column: log.csv, row 1, Notes");
    let covered = import
        .coverage
        .iter()
        .find(|one| one.table == "audits")
        .unwrap();
    assert_eq!(
        (covered.from.to_string(), covered.to.to_string()),
        ("2017-06-01".into(), "2017-06-30".into())
    );
}

/// A log as a workbook: a title above the header, real dates, a blank row.
pub fn audit_workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "Practice audits").unwrap();
    for (column, name) in [
        "Date",
        "Theme",
        "Reference",
        "Team",
        "Grade",
        "Moderated grade",
    ]
    .iter()
    .enumerate()
    {
        sheet.write(2, column as u16, *name).unwrap();
    }
    let day = ExcelDateTime::from_ymd(2017, 6, 14).unwrap();
    sheet
        .write_with_format(3, 0, day, &Format::new().set_num_format("dd/mm/yyyy"))
        .unwrap();
    sheet.write(3, 1, "Planning").unwrap();
    sheet.write(3, 2, 17).unwrap();
    sheet.write(3, 4, "Outstanding").unwrap();
    sheet.write(5, 0, "June 2017").unwrap();
    sheet.write(5, 1, "Assessment").unwrap();
    sheet.write(5, 4, "Good").unwrap();
    workbook.save_to_buffer().unwrap()
}

#[test]
fn an_audit_workbook_is_read_below_its_title() {
    let import = import_files(&[SourceFile::new("log.xlsx", audit_workbook())]);
    let columns = [&COLUMNS[..], &["_row"]].concat();
    assert_eq!(
        rows(&import, "audits", &columns),
        [
            "2017-06-01 | Planning | 17 | - | Outstanding | - | 4",
            "2017-06-01 | Assessment | - | - | Good | - | 6",
        ]
    );
}

#[test]
fn an_ssd_extract_is_read_as_it_is_and_without_names() {
    let import = import(&[
        (
            "ssd_cla_episodes.csv",
            "clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_ceased\n\
             E1,P1,2015-05-01,2016-06-08\nE2,P1,2017-07-09,\nE3,,2017-07-09,\n",
        ),
        (
            "people.csv",
            "pers_person_id,pers_forename,pers_surname,pers_sex,pers_dob\nP1,Ann,Example,F,01/02/2009\nP2,Bob\n",
        ),
    ]);
    assert_eq!(
        rows(
            &import,
            "ssd_cla_episodes",
            &["clae_cla_episode_id", "clae_cla_episode_ceased_date"]
        ),
        ["E1 | 2016-06-08", "E2 | -"]
    );
    assert_eq!(
        rows(&import, "ssd_person", &["pers_person_id", "pers_sex"]),
        ["P1 | F"]
    );
    finds(&import, "name-left-out: people.csv, row 1, pers_forename");
    finds(
        &import,
        "missing-id: ssd_cla_episodes.csv, row 4, clae_person_id",
    );
    // No name anywhere, also not in the row that was set aside.
    for table in import.tables.values() {
        for batch in &table.batches {
            let text = format!("{batch:?}");
            assert!(!text.contains("Ann") && !text.contains("Bob"), "{text}");
        }
    }
    let covered = import
        .coverage
        .iter()
        .find(|one| one.table == "ssd_cla_episodes")
        .unwrap();
    assert_eq!(
        (covered.from.to_string(), covered.to.to_string()),
        ("2016-06-01".into(), "2017-07-31".into())
    );
}

#[test]
fn an_extract_stands_above_a_return_and_people_are_merged() {
    let import = import(&[
        (
            "a/e.csv",
            "CHILD,DECOM,RNE,LS,CIN,PLACE,DEC,REC\n1,01/05/2016,S,C2,N1,U4,01/03/2017,E4A\n",
        ),
        (
            "a/h.csv",
            "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,1,04/02/2014,WBRI,UN1,,\n2,2,04/02/2014,WBRI,UN1,,\n",
        ),
        (
            "s/e.csv",
            "clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date\nE1,1,2016-05-01\n",
        ),
        (
            "s/p.csv",
            "pers_person_id,pers_dob,pers_ethnicity\n1,2014-02-05,\n",
        ),
    ]);
    assert_eq!(
        rows(&import, "ssd_cla_episodes", &["clae_cla_episode_id"]),
        ["E1"]
    );
    assert_eq!(
        rows(
            &import,
            "ssd_person",
            &["pers_person_id", "pers_dob", "pers_ethnicity", "pers_sex"]
        ),
        ["1 | 2014-02-05 | WBRI | M", "2 | 2014-02-04 | WBRI | F"]
    );
    finds(
        &import,
        "source-chosen: ssd_cla_episodes can be made from the SSD extract and from the SSDA903 return",
    );
}
