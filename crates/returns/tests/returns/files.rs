//! Files as they come: each fault is a finding that names the place, and does no harm.

use std::io::Write;

use waymark_returns::{FileKind, Options, SourceFile, read, recognise};

use crate::show::{finds, import, import_files, rows};

const OC2: &str = "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED";

#[test]
fn each_fault_is_found_in_its_place() {
    for (text, expected) in [
        (
            format!("{OC2}\n1,31/02/2009,,,,,,,,,,\n"),
            "bad-date: a/f.csv, row 2, DOB: not a date",
        ),
        (
            format!("{OC2}\n1,01/02/2009,x,,,,,,,,,\n"),
            "bad-number: a/f.csv, row 2, SDQ_SCORE: expected a whole number",
        ),
        (
            format!("{OC2}\n1,01/02/2009,,SDQ9,,,,,,,,\n"),
            "unknown-code: a/f.csv, row 2, SDQ_REASON: found `SDQ9`; expected one of SDQ1",
        ),
        (
            format!("{OC2}\n1,,,,,,,,,,,\n"),
            "missing-value: a/f.csv, row 2, DOB: blank",
        ),
        (
            format!("{OC2}\n,01/02/2009,4,,,,,,,,,\n"),
            "missing-id: a/f.csv, row 2, CHILD: blank",
        ),
        (
            format!("{OC2}\n1,01/02/2009\n2,01/02/2009,,,,,,,,,,\n"),
            "ragged-row: a/f.csv, row 2: 2 cells where the header has 12",
        ),
        (
            format!("{OC2}\n1,01/02/2009,,,,,,,,,,\n2,01/0"),
            "truncated-file: a/f.csv, row 3: the file ends",
        ),
        (
            format!("{OC2}\n,,,,,,,,,,,\n"),
            "blank-row: a/f.csv, row 2: every cell is blank",
        ),
        (
            format!("{OC2}\n1,\"01/02/2009,,,,,,,,,,\n2,01/02/2009,,,,,,,,,,\n"),
            "bad-date: a/f.csv, row 2, DOB: not a date",
        ),
        (
            format!("{OC2}\n1,\"01/02/2009,,\n2,01/02/2009,,,,,,,,,,\n"),
            "ragged-row: a/f.csv, row 2: a quotation mark",
        ),
        (
            format!("{OC2}\n1,01/02/2009,,{},,,,,,,,\n", "9".repeat(40_000)),
            "long-text: a/f.csv, row 2, SDQ_REASON: far too long",
        ),
        (
            format!("{OC2}\n1,{},,,,,,,,,\n", "9".repeat(40_000)),
            "long-text: a/f.csv, row 2: a cell is far longer",
        ),
        (
            format!("{OC2}\n1,01/02/2009,4\0,,,,,,,,,\n"),
            "damaged-file: a/f.csv: there are NUL",
        ),
        (
            "CHILD,DOB,SDQ_SCOER,CONVICTED\n1,01/02/2009,4,0\n".into(),
            "missing-column: a/f.csv, row 1, SDQ_SCORE: the column is missing; is `SDQ_SCOER` meant?",
        ),
        (
            "CHILD,DOB,SDQ_SCORE,SHOE_SIZE\n1,01/02/2009,4,0\n".into(),
            "unknown-column: a/f.csv, row 1, SHOE_SIZE: not a column",
        ),
        (
            "CHILD,DOB,SDQ_SCORE,SDQ_SCORE\n1,01/02/2009,4,5\n".into(),
            "repeated-column: a/f.csv, row 1, SDQ_SCORE",
        ),
        (String::new(), "empty-file: a/f.csv: the file is empty"),
        (" \n\n".into(), "empty-file: a/f.csv"),
        (
            "name,shoe size\nA,4\n".into(),
            "unknown-file: a/f.csv: none of the returns",
        ),
        ("just a letter".into(), "unknown-file: a/f.csv"),
        ("<html><body>".into(), "unknown-file: a/f.csv"),
    ] {
        finds(&import(&[("a/f.csv", &text)]), expected);
    }
}

#[test]
fn no_finding_repeats_a_childs_data() {
    let text = format!(
        "{OC2}\nKEV1984,31/02/2009,secret,SDQ9,,,,,,,,\n,04/05/2006,,,,,,,,,,\nKEV1984,SECRET\n"
    );
    for finding in crate::show::findings(&import(&[("a/f.csv", &text)])) {
        for data in ["KEV1984", "secret", "SECRET", "31/02/2009", "04/05/2006"] {
            assert!(!finding.contains(data), "{finding}");
        }
    }
}

#[test]
fn what_cannot_be_typed_is_kept_as_it_stood() {
    let text = format!("{OC2}\n1,31/02/2009, 4x ,,,,,,,,,\n2,01/01/2009,\n");
    let import = import(&[("a/f.csv", &text)]);
    assert_eq!(
        rows(
            &import,
            "values_set_aside",
            &["_file", "_row", "table_name", "column_name", "text"]
        ),
        [
            "0 | 2 | ssda903_oc2 | DOB | 31/02/2009",
            "0 | 2 | ssda903_oc2 | SDQ_SCORE | 4x"
        ]
    );
    assert_eq!(
        rows(
            &import,
            "rows_set_aside",
            &["_file", "_row", "table_name", "text"]
        ),
        ["0 | 3 | ssda903_oc2 | 2,01/01/2009,"]
    );
    assert_eq!(
        rows(
            &import,
            "ssda903_oc2",
            &["child", "dob", "sdq_score", "_file", "_row"]
        ),
        ["1 | - | - | 0 | 2"]
    );
}

#[test]
fn encodings_delimiters_and_dates_are_read_alike() {
    let plain = "CHILD,DOB,SDQ_SCORE\nZoë,2009-02-01,4\n";
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(plain.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let windows: Vec<u8> = plain
        .replace('ë', "?")
        .bytes()
        .map(|byte| if byte == b'?' { 0xEB } else { byte })
        .collect();
    for bytes in [
        plain.as_bytes().to_vec(),
        format!("\u{feff}{plain}").into_bytes(),
        utf16,
        windows,
        plain.replace(',', ";").into_bytes(),
        plain.replace(',', "\t").into_bytes(),
        plain.replace('\n', "\r\n").into_bytes(),
        plain.replace('\n', "\r").into_bytes(),
        plain.replace("2009-02-01", "1/2/2009").into_bytes(),
        plain.replace("SDQ_SCORE", " sdq score ").into_bytes(),
        b"sdq_score,\"CHILD\",dob\n4,\"Zo\xC3\xAB\",01/02/2009 00:00:00\n".to_vec(),
    ] {
        let import = import_files(&[SourceFile::new("f.csv", bytes)]);
        assert_eq!(
            rows(&import, "ssda903_oc2", &["child", "dob", "sdq_score"]),
            ["Zoë | 2009-02-01 | 4"]
        );
    }
}

#[test]
fn the_same_bytes_twice_are_read_once() {
    let text = "CHILD,DOB,SDQ_SCORE\n1,2009-02-01,4\n";
    let import = import(&[("a.csv", text), ("copy of a.csv", text)]);
    assert_eq!(rows(&import, "ssda903_oc2", &["child"]), ["1"]);
    finds(
        &import,
        "same-file-twice: copy of a.csv: the same bytes as a.csv",
    );
}

#[test]
fn many_findings_of_a_kind_are_counted_only() {
    let text = format!("CHILD,DOB,SDQ_SCORE\n{}", "1,99/99/2009,4\n".repeat(1_500));
    let import = import(&[("a.csv", &text)]);
    let bad: Vec<_> = import
        .findings
        .iter()
        .filter(|one| one.code.id() == "bad-date")
        .collect();
    assert_eq!(bad.len(), 1_001);
    assert_eq!(bad.iter().map(|one| one.stands_for).sum::<u64>(), 1_500);
    finds(&import, "500 more of the same kind");
}

#[test]
fn what_the_user_declares_stands() {
    let files = [SourceFile::new(
        "a/f.csv",
        "CHILD,DOB,SDQ_SCORE\n1,2009-02-01,4\n",
    )];
    let covers = Some((
        jiff::civil::date(2016, 4, 1),
        jiff::civil::date(2017, 3, 31),
    ));
    let import = read(&files, &Options { covers }, &|_| ());
    assert_eq!(rows(&import, "ssda903_oc2", &["_return"]), ["2016-17"]);
    assert_eq!(
        rows(&import, "ssd_sdq_scores", &["csdq_sdq_completed_date"]),
        ["2017-03-31"]
    );
}

/// A zip whose one part inflates to so many bytes of nothing.
fn bomb(inflated: u64) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer
        .start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default())
        .unwrap();
    let block = vec![0; 1 << 20];
    for _ in 0..inflated >> 20 {
        writer.write_all(&block).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_zip_bomb_is_not_opened() {
    let bytes = bomb(64 << 20);
    assert!(bytes.len() < 200_000);
    // A lie about the size: the declared lengths, in both headers, made small.
    let mut lying = bytes.clone();
    for signature in [&b"PK\x01\x02"[..], b"PK\x03\x04"] {
        let at = lying
            .windows(4)
            .position(|window| window == signature)
            .unwrap();
        let field = at + if signature[2] == 1 { 24 } else { 22 };
        lying[field..field + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    for bytes in [bytes, lying] {
        let file = SourceFile::new("a.xlsx", bytes);
        assert_ne!(recognise(&file), FileKind::AnnexA);
        let import = import_files(&[file]);
        assert!(import.tables.is_empty());
        assert!(!import.findings.is_empty());
    }
    let import = import_files(&[SourceFile::new("a.xlsx", bomb(64 << 20))]);
    finds(
        &import,
        "unsafe-file: a.xlsx: a part of the workbook unpacks to more than 200 times",
    );
}

#[test]
fn a_cut_workbook_is_damaged() {
    let bytes = crate::other_sources::audit_workbook();
    let cut = bytes[..bytes.len() / 2].to_vec();
    finds(
        &import_files(&[SourceFile::new("a.xlsx", cut)]),
        "damaged-file: a.xlsx: the workbook cannot be opened",
    );
}
