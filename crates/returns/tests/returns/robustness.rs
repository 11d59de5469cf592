//! Whatever the bytes: no panic, every row accounted for, the same answer each time.

use proptest::prelude::*;
use waymark_returns::{Options, SourceFile, read};

use crate::other_sources::audit_workbook;
use crate::show::accounted;

const VALID: [&str; 8] = [
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n\
     1,01/05/2015,S,C1,N1,U1,PR1,10/09/2015,X1,CARPL,,AA1 1AA,SC1\n1,10/09/2015,P,E1,N1,A5,PR1,,,,,AA2 2AA,SC2\n",
    "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,1,04/02/2014,WBRI,UN1,,\n",
    "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED\n1,05/02/2014,01/05/2016,,\n",
    "pers_person_id,pers_sex,pers_dob\nP1,F,2009-02-01\n",
    "month,theme,reference,team,auditor_grade,moderated_grade\n2017-06,Planning,A1,X,Good,\n",
    "<EXPSSDA903><CHILD><HEADER><CHILDID>1</CHILDID><SEX>1</SEX><DOB>04/02/2014</DOB></HEADER>\
     <EPISODE><DECOM>01/05/2015</DECOM><RNE>S</RNE></EPISODE></CHILD></EXPSSDA903>",
    "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2017</Year></CollectionDetails></Header>\
     <Children><Child><ChildIdentifiers><LAchildID>1</LAchildID></ChildIdentifiers></Child></Children></Message>",
    "<Message><Header><CollectionDetails><Collection>CSWW</Collection><Year>2022</Year></CollectionDetails></Header>\
     <CSWWWorker><SWENo>A1</SWENo><FTE>1</FTE></CSWWWorker></Message>",
];

/// A change of a file: where (as a share of its length), how many bytes go, what comes.
type Change = (f64, usize, Vec<u8>);

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let piece = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..6),
        prop::sample::select(vec![
            &b"\""[..],
            b",",
            b"\n",
            b"\r",
            b"\0",
            b"\xFF\xFE",
            b"<",
            b"</",
            b"<!DOCTYPE a>",
            b"&amp;",
            b"99/99/9999",
            b"31/12/2100",
            b"01/01/1900",
            b"\"\"\"",
            b";;;;;;;;;",
        ])
        .prop_map(<[u8]>::to_vec),
    ];
    proptest::collection::vec((0.0..1.0, 0_usize..8, piece), 1..6)
}

fn changed(bytes: &[u8], changes: &[Change]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (share, gone, piece) in changes {
        let at = (share * bytes.len() as f64) as usize;
        let behind = (at + gone).min(bytes.len());
        bytes.splice(at..behind, piece.iter().copied());
    }
    bytes
}

fn survives(files: Vec<SourceFile>) {
    let import = read(&files, &Options::default(), &|_| ());
    accounted(&import);
    let again = read(&files, &Options::default(), &|_| ());
    assert_eq!(import.findings, again.findings);
    for (name, table) in &import.tables {
        assert_eq!(table.batches, again.tables[name].batches, "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        survives(vec![SourceFile::new("a", bytes)]);
    }

    #[test]
    fn valid_files_with_changes(changes in proptest::collection::vec(changes(), VALID.len())) {
        let files = VALID
            .iter()
            .zip(&changes)
            .enumerate()
            .map(|(index, (text, changes))| SourceFile::new(format!("a/{index}"), changed(text.as_bytes(), changes)))
            .collect();
        survives(files);
    }

    #[test]
    fn a_workbook_with_changes(changes in changes()) {
        survives(vec![SourceFile::new("a.xlsx", changed(&audit_workbook(), &changes))]);
    }
}
