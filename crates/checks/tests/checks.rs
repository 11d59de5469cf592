//! What rules see of a return, from its files: this year's and last year's rows, what could not be
//! read, what is worked out beside them.

// A test that meets what it does not expect may stop there.
#![allow(clippy::unwrap_used)]

use waymark_checks::{NotPrepared, Prepared, Wanted};
use waymark_returns::{Options, SourceFile, Submitted, read};

const EPISODES: &str =
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN";
const HEADER: &str = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB";
/// Two places 3 km and 4 km apart, one of them in Leicestershire, and one in Wales.
const POSTCODES: &str = "pcds,oscty,oslaua,oseast1m,osnrth1m
LX1 1AA,E10000018,E07000129,400000,300000
LX2 2BB,E99999999,E06000016,403000,304000
LX3 3CC,W99999999,W06000015,300000,200000
";

fn prepared(files: &[(&str, String)], wanted: &Wanted<'_>) -> Result<Prepared, NotPrepared> {
    let files: Vec<SourceFile> = files
        .iter()
        .map(|(name, text)| SourceFile::new(*name, text.clone()))
        .collect();
    Prepared::of(
        &Submitted::of(&read(&files, &Options::default(), &|_| ())),
        wanted,
    )
}

fn leicestershire<'a>() -> Wanted<'a> {
    Wanted {
        label: None,
        authority: Some("Leicestershire"),
    }
}

fn cells(prepared: &Prepared, table: &str, column: &str) -> Vec<String> {
    let rows = prepared.tables[table].rows() as u32;
    (0..rows)
        .map(|row| prepared.cell(table, row, column).unwrap_or("-".to_owned()))
        .collect()
}

#[test]
fn the_latest_return_is_checked_beside_the_one_before() {
    let this = format!("{EPISODES}\n1,01/05/2024,S,C2,N1,U1,PR1,01/06/2024,E4A,,,,\n");
    let last = format!("{EPISODES}\n1,01/05/2023,S,C2,N1,U1,PR1,01/06/2023,E4A,,,,\n");
    let files = [("b/episodes.csv", this), ("a/episodes.csv", last)];
    let prepared = prepared(&files, &Wanted::default()).unwrap();
    assert_eq!(prepared.year.label, "2024-25");
    assert_eq!(prepared.year.last.as_deref(), Some("2023-24"));
    assert_eq!(cells(&prepared, "episodes", "decom"), ["01/05/2024"]);
    assert_eq!(cells(&prepared, "episodes_last", "decom"), ["01/05/2023"]);
    assert!(!prepared.tables.contains_key("header"));
}

#[test]
fn what_could_not_be_read_stands_beside_its_column() {
    let text = format!(
        "{EPISODES}\n1,01/05/2024,S,C2,N1,U1,PR1,32/13/2024,E4A,,,,\n,01/05/2024,S,C2,N1,U1,PR1,01/07/2024,E4A,,,,\n2,02/05/2024,S,C2,N1,U1,PR1,01/06/2024,E4A,,,,\n"
    );
    let prepared = prepared(&[("a/episodes.csv", text)], &Wanted::default()).unwrap();
    let episodes = &prepared.tables["episodes"];
    assert_eq!(
        cells(&prepared, "episodes", "dec"),
        ["32/13/2024", "01/06/2024", "-"]
    );
    assert_eq!(
        episodes.unread["dec"].iter().copied().collect::<Vec<_>>(),
        [0]
    );
    // The row without an identifier stands last, and belongs to nobody.
    assert_eq!((episodes.rows(), episodes.named), (3, 2));
    assert_eq!(prepared.child("episodes", 2), None);
    assert_eq!(prepared.origin("episodes", 2), ("a/episodes.csv", 3));
    assert_eq!(prepared.set_aside.len(), 1);
}

#[test]
fn places_follow_from_postcodes_but_not_of_short_breaks_and_unaccompanied_children() {
    let row = |child: u32, status: &str, to: &str| {
        format!("{child},01/05/2024,S,{status},N1,U1,PR1,01/06/2024,E4A,,LX1 1AA,{to},\n")
    };
    let episodes = format!(
        "{EPISODES}\n{}{}{}{}{}",
        row(1, "C2", "lx2 2bb"),
        row(2, "V4", "LX2 2BB"),
        row(3, "C2", "LX2 2BB"),
        row(4, "C2", "LX33CC"),
        row(5, "C2", "ZZ9 9ZZ"),
    );
    let header: String = (1..=5)
        .map(|child| format!("{child},M,01/02/2010,WBRI,,,\n"))
        .collect();
    let files = [
        ("a/episodes.csv", episodes),
        ("a/header.csv", format!("{HEADER}\n{header}")),
        (
            "a/uasc.csv",
            "CHILD,SEX,DOB,DUC\n3,M,01/02/2010,\n".to_owned(),
        ),
        ("postcodes.csv", POSTCODES.to_owned()),
    ];
    let with = prepared(&files, &leicestershire()).unwrap();
    assert_eq!(cells(&with, "header", "uasc"), ["0", "0", "1", "0", "0"]);
    let england = ["E06000016", "-", "E06000016", "WAL", "-"];
    assert_eq!(cells(&with, "episodes", "pl_la"), england);
    assert_eq!(
        cells(&with, "episodes", "pl_location"),
        ["OUT", "-", "OUT", "OUT", "-"]
    );
    // 5 km are 3.1 miles; Wales is 141.4 km away, which are 87.9.
    assert_eq!(
        cells(&with, "episodes", "pl_distance"),
        ["3.1", "-", "-", "87.9", "-"]
    );
    assert!(with.tables["episodes"].lacks.is_empty());

    let without = prepared(&files[..3], &leicestershire()).unwrap();
    for column in ["pl_la", "pl_location", "pl_distance"] {
        assert!(
            without.tables["episodes"].lacks.contains(column),
            "{column}"
        );
    }
    let unknown = prepared(&files, &Wanted::default()).unwrap();
    assert!(unknown.tables["episodes"].lacks.contains("pl_location"));
}

#[test]
fn a_column_that_the_file_lacks_is_no_blank_one() {
    let text = format!(
        "{}\n1,01/05/2024,S,C2,N1,U1,PR1,01/06/2024,E4A,,,\n",
        EPISODES.replace(",URN", "")
    );
    let prepared = prepared(&[("a/episodes.csv", text)], &Wanted::default()).unwrap();
    assert!(prepared.tables["episodes"].lacks.contains("urn"));
    assert!(!prepared.tables["episodes"].lacks.contains("pl_post"));
}

#[test]
fn what_cannot_be_checked_says_why() {
    let years = format!(
        "{EPISODES}\n{}",
        (0..40)
            .map(|nth| format!(
                "{nth},01/05/20{},S,C2,N1,U1,PR1,01/06/20{},E4A,,,,\n",
                20 + nth % 3,
                20 + nth % 3
            ))
            .collect::<String>()
    );
    let files = [("a/episodes.csv", years)];
    assert!(matches!(
        prepared(&files, &Wanted::default()),
        Err(NotPrepared::ManyYears { .. })
    ));
    assert_eq!(
        prepared(&[], &Wanted::default()).unwrap_err(),
        NotPrepared::NoReturn
    );
    let one = [(
        "a/episodes.csv",
        format!("{EPISODES}\n1,01/05/2024,S,C2,N1,U1,PR1,01/06/2024,E4A,,,,\n"),
    )];
    let nowhere = Wanted {
        authority: Some("Nowhere"),
        ..Wanted::default()
    };
    assert!(matches!(
        prepared(&one, &nowhere),
        Err(NotPrepared::NoAuthority(_))
    ));
    let other = Wanted {
        label: Some("1999-00"),
        ..Wanted::default()
    };
    assert!(matches!(
        prepared(&one, &other),
        Err(NotPrepared::NoSuch { .. })
    ));
}
