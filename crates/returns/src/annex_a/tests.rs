//! Workbooks of a few made-up children, made as councils make them.

use std::io::{Cursor, Read, Write};

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::Date32Type;
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

use crate::date::to_date;
use crate::{FindingCode, Import, Options, SourceFile, read};

fn import(mut workbook: Workbook) -> Import {
    let bytes = workbook.save_to_buffer().unwrap();
    import_bytes(bytes)
}

fn import_bytes(bytes: Vec<u8>) -> Import {
    let file = SourceFile::new("Annex A.xlsx", bytes);
    let import = read(&[file], &Options::default(), &|_| ());
    for file in &import.files {
        assert_eq!(file.rows_read, file.rows_kept + file.rows_set_aside);
    }
    import
}

fn sheet<'w>(workbook: &'w mut Workbook, name: &str, rows: &[&[&str]]) -> &'w mut Worksheet {
    let sheet = workbook.add_worksheet();
    sheet.set_name(name).unwrap();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells) {
            if !cell.is_empty() {
                sheet.write_string(row, column, *cell).unwrap();
            }
        }
    }
    sheet
}

/// The workbook with a part of its first sheet's XML replaced.
fn rewritten(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut part = Vec::new();
        entry.read_to_end(&mut part).unwrap();
        if name.ends_with("sheet1.xml") {
            let text = String::from_utf8(part).unwrap();
            assert!(text.contains(from), "{text}");
            part = text.replace(from, to).into_bytes();
        }
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(name, options).unwrap();
        writer.write_all(&part).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn only(import: &Import, table: &str) -> RecordBatch {
    let table = &import.tables[table];
    assert_eq!(table.batches.len(), 1);
    table.batches[0].clone()
}

fn texts(batch: &RecordBatch, column: &str) -> Vec<Option<String>> {
    let array = batch.column_by_name(column).unwrap().as_string::<i32>();
    array.iter().map(|text| text.map(str::to_owned)).collect()
}

fn days(batch: &RecordBatch, column: &str) -> Vec<Option<String>> {
    let array = batch.column_by_name(column).unwrap();
    let array = array.as_primitive::<Date32Type>();
    array
        .iter()
        .map(|day| day.map(|day| to_date(day).to_string()))
        .collect()
}

fn some(texts: &[&str]) -> Vec<Option<String>> {
    texts.iter().map(|text| Some((*text).to_owned())).collect()
}

const REFERRALS: [&str; 11] = [
    "Child Unique ID",
    "Gender",
    "Ethnicity",
    "Date of Birth",
    "Age",
    "Date of Referral",
    "Referral Source",
    "Referral NFA?",
    "Number of Referrals in Last 12 Months",
    "Allocated Team",
    "Allocated Worker",
];

#[test]
fn a_list_under_a_title_is_read_and_names_are_not() {
    let mut workbook = Workbook::new();
    let rows: [&[&str]; 5] = [
        &["Loamshire: Annex A, list 3"],
        &[],
        &REFERRALS,
        &[
            "501",
            "b) Female",
            "n) BCRB",
            "04/05/2009",
            "8",
            "15/09/2017",
            "q) 6: Police",
            "b) No",
            "0",
            "Duty",
            "Ann Made-Up",
        ],
        &[
            "502",
            "Male",
            "Martian",
            "",
            "",
            "2017-09-20",
            "6",
            "Y",
            "1",
            "Duty",
            "Ann Made-Up",
        ],
    ];
    let referrals = sheet(&mut workbook, "List 3 - Referrals", &rows);
    // A date as Excel keeps it.
    let day = ExcelDateTime::from_ymd(2010, 1, 31).unwrap();
    let format = Format::new().set_num_format("dd/mm/yyyy");
    referrals
        .write_datetime_with_format(4, 3, day, &format)
        .unwrap();
    let import = import(workbook);

    let raw = only(&import, "annex_a_list_3");
    assert_eq!(texts(&raw, "gender"), some(&["F", "M"]));
    assert_eq!(texts(&raw, "ethnicity"), some(&["BCRB", "Martian"]));
    assert_eq!(texts(&raw, "referral_source"), some(&["6", "6"]));
    assert_eq!(
        days(&raw, "date_of_birth"),
        some(&["2009-05-04", "2010-01-31"])
    );
    let line = raw.column_by_name("_row").unwrap();
    assert_eq!(
        line.as_primitive::<arrow::datatypes::Int64Type>().values(),
        &[4, 5]
    );

    let ssd = only(&import, "ssd_cin_episodes");
    assert_eq!(texts(&ssd, "cine_referral_nfa"), some(&["N", "Y"]));
    assert_eq!(texts(&ssd, "cine_referral_team"), some(&["Duty", "Duty"]));
    let people = only(&import, "ssd_person");
    assert_eq!(
        texts(&people, "pers_ethnicity"),
        [Some("BCRB".to_owned()), None]
    );

    let found = |code| import.findings.iter().find(move |one| one.code == code);
    let ethnicity = found(FindingCode::UnknownCode).unwrap();
    assert_eq!(ethnicity.row, Some(5));
    assert!(found(FindingCode::NameLeftOut).is_some());
    for table in import.tables.values() {
        assert!(
            table
                .batches
                .iter()
                .all(|batch| !format!("{batch:?}").contains("Made-Up"))
        );
    }
    // The lists hold six months up to the latest referral; the first referral begins them.
    let coverage = import.returns[0].coverage;
    assert_eq!(coverage.from.to_string(), "2017-09-15");
    assert_eq!(coverage.to.to_string(), "2017-09-20");
}

#[test]
fn a_list_is_found_by_its_headers() {
    let mut workbook = Workbook::new();
    sheet(
        &mut workbook,
        "List 1",
        &[&[
            "Child Unique ID",
            "Gender",
            "Ethnicity",
            "Date of Birth",
            "Age of Child (Years)",
            "Date of Contact",
            "Contact Source",
        ]],
    );
    let rows: [&[&str]; 2] = [
        &REFERRALS,
        &[
            "501",
            "F",
            "WBRI",
            "04/05/2009",
            "8",
            "15/09/2017",
            "6",
            "No",
            "0",
            "Duty",
            "",
        ],
    ];
    sheet(&mut workbook, "Referrals", &rows);
    sheet(&mut workbook, "Notes", &[&["Made on Monday"]]);
    let import = import(workbook);
    assert_eq!(import.tables["annex_a_list_3"].rows(), 1);
    let notes = import
        .findings
        .iter()
        .find(|one| one.code == FindingCode::UnknownColumn);
    assert_eq!(notes.unwrap().column.as_deref(), Some("Notes"));
}

#[test]
fn faults_are_findings_that_name_the_cell() {
    let mut workbook = Workbook::new();
    let rows: [&[&str]; 6] = [
        &REFERRALS,
        &[
            "501",
            "F",
            "WBRI",
            "04/05/2009",
            "8",
            "30/02/2017",
            "6",
            "No",
            "0",
            "Duty",
        ],
        &[
            "502",
            "F",
            "WBRI",
            "04/05/2009",
            "8",
            "01/02/2017",
            "6",
            "No",
            "0",
            "#N/A",
        ],
        &[
            "",
            "F",
            "WBRI",
            "04/05/2009",
            "8",
            "01/02/2017",
            "6",
            "No",
            "0",
            "Duty",
        ],
        &[
            "504",
            "F",
            "WBRI",
            "04/05/2009",
            "8",
            "",
            "6",
            "No",
            "few",
            "Duty",
        ],
        &[
            "505",
            "F",
            "WBRI",
            "",
            "8",
            "01/02/2017",
            "6",
            "No",
            "1",
            "Duty",
        ],
    ];
    let referrals = sheet(&mut workbook, "List 3", &rows);
    // A formula that a program wrote and Excel never calculated: its value is there and empty.
    referrals
        .write_formula(5, 3, Formula::new("=A1+1").set_result("0"))
        .unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let import = import_bytes(rewritten(&bytes, "</f><v>0</v>", "</f><v></v>"));
    for (code, row, column) in [
        (FindingCode::BadDate, 2, "date_of_referral"),
        (FindingCode::MissingValue, 3, "Allocated Team"),
        (FindingCode::MissingId, 4, "Child Unique ID"),
        (FindingCode::MissingValue, 5, "date_of_referral"),
        (FindingCode::BadNumber, 5, "referrals_in_12_months"),
        (FindingCode::MissingValue, 6, "Date of Birth"),
    ] {
        let found = import.findings.iter().any(|one| {
            one.code == code && one.row == Some(row) && one.column.as_deref() == Some(column)
        });
        assert!(found, "{code:?} in row {row}: {:?}", import.findings);
    }
    assert_eq!(import.files[0].rows_kept, 4);
    assert_eq!(import.files[0].rows_set_aside, 1);
}

#[test]
fn a_sheet_without_titles_is_set_aside_without_its_text() {
    let mut workbook = Workbook::new();
    sheet(
        &mut workbook,
        "List 3",
        &[&["501", "Ann Made-Up"], &["502", "Ann Made-Up"]],
    );
    let import = import(workbook);
    assert_eq!(import.files[0].rows_set_aside, 2);
    let aside = format!("{:?}", import.tables["rows_set_aside"].batches);
    assert!(!aside.contains("Made-Up"));
}

#[test]
fn a_cell_far_away_does_not_make_the_sheet_large() {
    let mut workbook = Workbook::new();
    let rows: [&[&str]; 2] = [
        &REFERRALS,
        &[
            "501",
            "F",
            "WBRI",
            "04/05/2009",
            "8",
            "15/09/2017",
            "6",
            "No",
            "0",
            "Duty",
            "",
        ],
    ];
    let referrals = sheet(&mut workbook, "List 3", &rows);
    referrals.write_string(1_048_575, 16_383, "far").unwrap();
    let import = import(workbook);
    assert_eq!(import.tables["annex_a_list_3"].rows(), 1);
}

#[test]
fn a_workbook_that_breaks_off_is_a_finding() {
    let mut workbook = Workbook::new();
    sheet(&mut workbook, "List 3", &[&REFERRALS]);
    let bytes = workbook.save_to_buffer().unwrap();
    for cut in [bytes.len() / 3, bytes.len() - 10] {
        let import = import_bytes(bytes[..cut].to_vec());
        let code = import.findings[0].code;
        assert!(
            matches!(code, FindingCode::DamagedFile | FindingCode::UnsafeFile),
            "{code:?}"
        );
    }
}

#[test]
fn an_annex_a_list_gives_way_to_a_return() {
    let mut workbook = Workbook::new();
    let rows: [&[&str]; 2] = [
        &REFERRALS,
        &[
            "501",
            "F",
            "WBRI",
            "04/05/2009",
            "8",
            "15/09/2017",
            "6",
            "No",
            "0",
            "Duty",
            "",
        ],
    ];
    sheet(&mut workbook, "List 3", &rows);
    let census = "<Message><Header><CollectionDetails><Collection>CIN</Collection>
        <Year>2018</Year><ReferenceDate>2018-03-31</ReferenceDate></CollectionDetails></Header>
        <Children><Child><ChildIdentifiers><LAchildID>900</LAchildID><GenderCurrent>1</GenderCurrent>
        </ChildIdentifiers><ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>
        <CINdetails><CINreferralDate>2017-09-15</CINreferralDate><ReferralSource>6</ReferralSource>
        <ReferralNFA>false</ReferralNFA></CINdetails></Child></Children></Message>";
    let files = [
        SourceFile::new("Annex A.xlsx", workbook.save_to_buffer().unwrap()),
        SourceFile::new("cin.xml", census),
    ];
    let import = read(&files, &Options::default(), &|_| ());
    let referrals = only(&import, "ssd_cin_episodes");
    assert_eq!(texts(&referrals, "cine_person_id"), some(&["900"]));
    let told = import
        .findings
        .iter()
        .find(|one| one.code == FindingCode::SourceChosen);
    assert_eq!(told.unwrap().table.as_deref(), Some("ssd_cin_episodes"));
    // People are of both.
    let people = only(&import, "ssd_person");
    assert_eq!(texts(&people, "pers_person_id"), some(&["501", "900"]));
    assert_eq!(people.column_by_name("pers_dob").unwrap().null_count(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn no_change_of_a_sheet_makes_it_panic(
        to in prop::sample::select(vec![
            "", "<", "<c", "<c r=\"XFD1048576\"/>", "<c r=\"A99999999999\" t=\"s\"><v>0</v></c>", "</row>",
            "<v>99999999</v>", "<v>-1</v>", "<c t=\"d\"><v>x</v></c>", "<row r=\"0\">", "&", "<row r=\"x\">",
            "<c r=\"C4\" s=\"77\"><v>1e308</v></c>", "<f t=\"shared\" si=\"9\"/>",
        ]),
        from in prop::sample::select(vec!["<c r=\"B2\"", "</row>", "<v>3</v>", "</sheetData>", "<sheetData>"]),
    ) {
        let mut workbook = Workbook::new();
        let rows: [&[&str]; 2] = [
            &REFERRALS,
            &["501", "F", "WBRI", "04/05/2009", "8", "15/09/2017", "6", "No", "0", "Duty"],
        ];
        sheet(&mut workbook, "List 3", &rows);
        let bytes = workbook.save_to_buffer().unwrap();
        import_bytes(rewritten(&bytes, from, to));
    }

    #[test]
    fn no_change_of_the_bytes_makes_it_panic(at in 0_usize..4_000, byte in any::<u8>()) {
        let mut workbook = Workbook::new();
        sheet(&mut workbook, "List 3", &[&REFERRALS]);
        let mut bytes = workbook.save_to_buffer().unwrap();
        let at = at % bytes.len();
        bytes[at] = byte;
        import_bytes(bytes);
    }
}
