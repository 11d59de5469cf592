//! Measures as each role sees them: everybody the same figures, officers small numbers too, and
//! rows about children only for those who may, with a note of every look.

use axum::http::{StatusCode, header};

use crate::harness::{Browser, Desk, PEOPLE};

const ANALYST: &str = "analyst";
const COUNCILLOR: &str = "councillor";
const CASE_READER: &str = "analyst who reads cases";
const CASE_READER_ALONE: &str = "case reader alone";

/// The browser of somebody with a role.
async fn browser(desk: &Desk, role: &str) -> Browser {
    let person = PEOPLE.iter().find(|(known, _)| *known == role).unwrap().1;
    desk.browser(person).await
}

/// The rows of a CSV file, each cell under its column's name.
fn rows(text: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(|row| row.unwrap()).collect()
}

async fn measures(browser: &mut Browser) -> Vec<String> {
    let page = browser.get("/measures").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    page.attributes("#measures tbody th a", "href")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_measure_has_its_page_for_officers_and_councillors() {
    let desk = Desk::open().await;
    for person in [ANALYST, COUNCILLOR] {
        let mut browser = self::browser(&desk, person).await;
        let all = measures(&mut browser).await;
        assert_eq!(all.len(), desk.site.desk.catalogue().all().count());
        for href in all {
            let page = browser.get(&href).await;
            assert_eq!(page.status, StatusCode::OK, "{href}: {}", page.text);
            assert_eq!(page.find("h1").len(), 1, "{href}");
            assert!(page.find("main").concat().contains("version 1"), "{href}");
            // Nobody here may see cases.
            assert!(!page.text.contains("/cases"), "{href}");
            for form in ["csv", "xlsx"] {
                let file = browser.get(&format!("{href}/figures.{form}")).await;
                assert_eq!(file.status, StatusCode::OK, "{href}: {}", file.text);
                let kept = file.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
                assert!(kept.starts_with("attachment; filename=\""), "{kept}");
            }
        }
    }
}

/// The parts of a row whose numbers a reader could count children by.
fn counts(row: &std::collections::BTreeMap<String, String>) -> Vec<f64> {
    let number = |key: &str| row[key].parse::<f64>().ok();
    let (counted, of) = (number("numerator"), number("denominator"));
    let rest = counted.zip(of).map(|(counted, of)| of - counted);
    [counted, of, rest].into_iter().flatten().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn small_numbers_are_for_officers_alone() {
    let desk = Desk::open().await;
    let mut officer = browser(&desk, ANALYST).await;
    let mut councillor = browser(&desk, COUNCILLOR).await;
    let is_small = |count: &f64| (1.0..=5.0).contains(count);
    let mut hidden = 0;
    for definition in desk.site.desk.catalogue().all() {
        let meta = &definition.meta;
        let is_share = matches!(
            meta.shape,
            waymark_figures::Shape::Percentage | waymark_figures::Shape::Count
        );
        if !meta.unit.is_about_children() || !is_share {
            continue;
        }
        let path = format!("/measures/{}/figures.csv", meta.id);
        let whole = rows(&officer.get(&path).await.text);
        let seen = rows(&councillor.get(&path).await.text);
        hidden += whole
            .iter()
            .filter(|row| counts(row).iter().any(is_small))
            .count();
        for row in &seen {
            assert!(!counts(row).iter().any(is_small), "{}: {row:?}", meta.id);
        }
    }
    assert!(hidden > 0, "nothing was there to hide");
}

#[tokio::test(flavor = "multi_thread")]
async fn officers_choose_any_month_and_others_those_of_the_series() {
    let desk = Desk::open().await;
    // The figures are those of September 2017, whose series begins in October 2015; November 2017
    // goes on.
    for (person, month, status) in [
        (ANALYST, "2017-03", StatusCode::OK),
        (ANALYST, "2014-03", StatusCode::OK),
        (ANALYST, "2017-11", StatusCode::UNPROCESSABLE_ENTITY),
        (ANALYST, "march", StatusCode::NOT_FOUND),
        (COUNCILLOR, "2017-03", StatusCode::OK),
        (COUNCILLOR, "2014-03", StatusCode::UNPROCESSABLE_ENTITY),
        (COUNCILLOR, "2017-11", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let mut browser = self::browser(&desk, person).await;
        let page = browser
            .get(&format!("/measures/re-referrals?month={month}"))
            .await;
        assert_eq!(page.status, status, "{person:?}, {month}");
        if status == StatusCode::OK {
            let chosen = page.attributes("#month option[selected]", "value");
            assert_eq!(chosen, [month]);
        }
    }
    let mut browser = self::browser(&desk, ANALYST).await;
    let page = browser.get("/measures/no-such-measure").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_look_at_cases_is_noted_before_they_go_out() {
    let desk = Desk::open().await;
    let mut reader = browser(&desk, CASE_READER).await;
    let page = reader
        .get("/measures/re-referrals/cases?month=2017-09")
        .await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
    assert!(
        page.find(".govuk-warning-text")
            .concat()
            .contains("recorded")
    );
    let shown = page.find("table.wm-cases tbody tr").len();
    assert_eq!(shown, 100);
    // Loamshire’s return does not say which team; it says who referred.
    assert!(page.find("#by_team").is_empty());
    let sources = page.attributes("#by_source option", "value");
    let source = sources.iter().find(|source| !source.is_empty()).unwrap();

    let query = serde_urlencoded::to_string([("month", "2017-09"), ("by_source", source)]).unwrap();
    let file = reader
        .get(&format!("/measures/re-referrals/cases.csv?{query}"))
        .await;
    let of_source = rows(&file.text);
    assert!(!of_source.is_empty());
    assert!(of_source.iter().all(|row| row["by_source"] == *source));

    let nobodys = reader
        .get("/measures/re-referrals/cases?month=2017-09&by_source=Nobody%27s")
        .await;
    assert!(nobodys.find("table.wm-cases").is_empty());

    let looks = desk.site.accounts.looks(None, 10).await.unwrap();
    let noted: Vec<(&str, u64)> = looks
        .iter()
        .map(|look| (look.what.as_str(), look.rows))
        .collect();
    let as_csv = format!("cases of re-referrals, September 2017, source: {source}, as CSV");
    assert_eq!(
        noted,
        [
            ("cases of re-referrals, September 2017", 0),
            (as_csv.as_str(), of_source.len() as u64),
            ("cases of re-referrals, September 2017, rows 1 to 100", 100),
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_reads_cases_alone_is_led_to_no_page_that_they_may_not_see() {
    let desk = Desk::open().await;
    let mut reader = browser(&desk, CASE_READER_ALONE).await;
    let page = reader.get("/measures/re-referrals/cases").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    assert!(!page.find("table.wm-cases").is_empty());
    for href in page.attributes("main a, .govuk-breadcrumbs a", "href") {
        let there = reader.get(&href).await;
        assert_eq!(there.status, StatusCode::OK, "{href}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn cases_are_paged_to_their_end() {
    let desk = Desk::open().await;
    let mut reader = browser(&desk, CASE_READER).await;
    let whole = reader
        .get("/measures/re-referrals/cases.csv?month=2017-09")
        .await;
    let all = rows(&whole.text).len();
    let mut next = Some("/measures/re-referrals/cases?month=2017-09".to_owned());
    let mut seen = 0;
    while let Some(path) = next {
        let page = reader.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        seen += page.find("table.wm-cases tbody tr").len();
        next = page.attributes("a[rel=next]", "href").into_iter().next();
    }
    assert_eq!(seen, all);
    for page in ["0", "x", "1000"] {
        let path = format!("/measures/re-referrals/cases?month=2017-09&page={page}");
        assert_eq!(
            reader.get(&path).await.status,
            StatusCode::NOT_FOUND,
            "{page}"
        );
    }
}
