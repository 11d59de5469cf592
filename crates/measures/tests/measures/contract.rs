//! A definition that breaks the contract is refused with the line that is wrong.

use rstest::rstest;
use waymark_measures::{Catalogue, CatalogueError, Definition, Engine, EngineError, built_in};
use waymark_returns::{Options, read};

const GOOD: &str = r#"/*---
id = "a-measure"
version = 1
title = "A measure"
subject = "The share"
shape = "percentage"
polarity = "low"
unit = "child"
window = "12 months"
look_back = "none"
needs = ["ssd_person"]
definition = "What it is."
source = "A guide"
example = "One of two is half."
---*/
SELECT
    p.period,
    c.pers_person_id AS case_id,
    c.pers_person_id AS person_id,
    c.pers_sex = '1' AS counted
FROM periods AS p
CROSS JOIN ssd_person AS c
"#;

async fn check(text: &str) -> Result<(), EngineError> {
    let import = read(&[], &Options::default(), &|_| {});
    let mut engine = Engine::over_import("empty", &import)?;
    engine.check(&Definition::parse("a.sql", text)?).await
}

#[tokio::test]
async fn a_good_definition_passes() {
    check(GOOD).await.unwrap();
}

#[rstest]
#[case::no_column(
    "c.pers_sex = '1' AS counted",
    "c.pers_sex AS sex",
    16,
    "no column `counted`"
)]
#[case::wrong_type("c.pers_sex = '1' AS counted", "1 AS counted", 20, "not true or false")]
#[case::unknown_column("c.pers_sex", "c.pers_sexx", 20, "pers_sexx")]
#[case::unknown_table("CROSS JOIN ssd_person", "CROSS JOIN ssd_people", 11, "ssd_person")]
#[case::unknown_function("c.pers_sex = '1'", "is_a_boy(c.pers_sex)", 20, "is_a_boy")]
#[case::syntax("FROM periods AS p", "FROM FROM periods AS p", 21, "")]
#[case::no_periods("FROM periods AS p\nCROSS JOIN", "FROM", 15, "periods")]
#[case::two_queries(
    "CROSS JOIN ssd_person AS c",
    "CROSS JOIN ssd_person AS c; SELECT 1",
    15,
    "one query"
)]
#[case::writes(
    "SELECT\n    p.period,",
    "CREATE TABLE x AS SELECT\n    p.period,",
    15,
    "one query"
)]
#[case::recursion(
    "SELECT\n    p.period,",
    "WITH RECURSIVE r AS (SELECT 1)\nSELECT\n    p.period,",
    16,
    "recursion"
)]
#[case::breakdown(
    "c.pers_sex = '1' AS counted",
    "c.pers_sex = '1' AS counted,\n    3 AS by_team",
    21,
    "not text"
)]
#[case::needs(
    "needs = [\"ssd_person\"]",
    "needs = [\"ssd_person\", \"ssd_missing\"]",
    11,
    "ssd_missing"
)]
#[tokio::test]
async fn a_broken_definition_is_refused_with_its_line(
    #[case] from: &str,
    #[case] to: &str,
    #[case] line: usize,
    #[case] words: &str,
) {
    let text = GOOD.replacen(from, to, 1);
    assert_ne!(text, GOOD, "the case changes nothing");
    match check(&text).await {
        Err(EngineError::Definition(error)) => {
            assert!(error.message.contains(words), "{error}");
            assert_eq!(error.line, line, "{error}");
        }
        other => panic!("not refused as a definition: {other:?}"),
    }
}

#[tokio::test]
async fn a_case_returned_twice_is_refused() {
    let file = waymark_returns::SourceFile::new(
        "ssd_person.csv",
        b"pers_person_id,pers_sex,pers_dob\np1,1,2010-01-01\n".to_vec(),
    );
    let import = read(&[file], &Options::default(), &|_| {});
    let mut engine = Engine::over_import("one", &import).unwrap();
    let twice = GOOD.replace(
        "CROSS JOIN ssd_person AS c",
        "CROSS JOIN ssd_person AS c CROSS JOIN (VALUES (1), (2)) AS t",
    );
    let definition = Definition::parse("a.sql", &twice).unwrap();
    let error = engine
        .figures(&definition, &["2017-09".parse().unwrap()])
        .await
        .unwrap_err();
    assert!(error.to_string().contains("more than once"), "{error}");
}

#[test]
fn a_folder_adds_and_replaces_definitions() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a-measure.sql"), GOOD).unwrap();
    let catalogue = Catalogue::with_folder(folder.path()).unwrap();
    assert!(catalogue.find("a-measure").is_ok());
    assert!(catalogue.find("re-referrals").is_ok());

    let changed = built_in()
        .unwrap()
        .find("re-referrals")
        .unwrap()
        .text
        .replace("365 days'", "364 days'");
    std::fs::write(folder.path().join("re.sql"), &changed).unwrap();
    let error = Catalogue::with_folder(folder.path()).unwrap_err();
    assert!(error.to_string().contains("re.sql, line 3"), "{error}");

    std::fs::write(
        folder.path().join("re.sql"),
        changed.replace("version = 1", "version = 2"),
    )
    .unwrap();
    let catalogue = Catalogue::with_folder(folder.path()).unwrap();
    assert_eq!(
        catalogue
            .find("re-referrals")
            .unwrap()
            .meta
            .fingerprint
            .version,
        2
    );
}

#[test]
fn an_unknown_id_gets_a_suggestion() {
    match built_in().unwrap().find("re-referral") {
        Err(CatalogueError::Unknown { suggestion, .. }) => {
            assert_eq!(suggestion.as_deref(), Some("re-referrals"))
        }
        other => panic!("{other:?}"),
    }
}
