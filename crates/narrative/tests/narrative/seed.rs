//! The real report of November 2017, set beside published figures: the right verdict for every
//! claim of its paragraphs 6 and 7.
//!
//! The report itself is read from the shared data; its sentences do not stand here. A claim is
//! named by its place and by its number or its word.

use jiff::civil::date;
use waymark_narrative::check::{Checked, ClaimKind, Verdict, check};
use waymark_narrative::facts::{FactBook, published};
use waymark_narrative::text::Text;

use super::known::measures;

fn evidence() -> Option<FactBook> {
    let path = waymark_testkit::shared_data()?.join("figures/leicestershire_published.csv");
    let table = std::fs::read_to_string(path).unwrap();
    let measures = measures().into_iter().map(|(known, _)| known).collect();
    let book = published(
        &table,
        "Leicestershire",
        date(2017, 11, 13),
        Some("2016-11".parse().unwrap()),
        measures,
    );
    Some(book.unwrap())
}

fn checked() -> Option<Checked> {
    let book = evidence()?;
    let path = waymark_testkit::shared_data()?.join("seed-report.md");
    let text = std::fs::read(path).unwrap();
    Some(check(&Text::read("seed-report.md", &text).unwrap(), &book))
}

/// Place, words, kind, verdict: each worked by hand from the report and the published table.
///
/// - ii: no figure ends with a September; 11% to 9% in published years bears the direction out;
///   without n (the paper gives none) chance cannot be told.
/// - iii: nothing on audits is published, and the sentence has no n.
/// - iv: 172 of 191 to 292 of 390: 120 more, and a share that fell from 90% to 74.9%.
/// - vi: below the neighbours by the paper's own numbers, above the thresholds of 426 and 121 days.
/// - vii: 16 against England's 14.1 in the year to March 2017.
/// - viii: 45 less 29 makes 16; both published years around the inspection have 50.
/// - ix: 88% to 90% is no worsening; 90% less 86.1% makes 3.9 points, not 11.
/// - x: 22.1%, below the neighbours' 33.4% and England's 27.2%, which 37% would be above.
/// - xi: nothing on caseloads is in the table.
const BY_HAND: &[(&str, &str, ClaimKind, Verdict)] = &[
    (
        "6",
        "5 recommendations",
        ClaimKind::Total,
        Verdict::Supported,
    ),
    (
        "7 ii)",
        "improved",
        ClaimKind::Movement,
        Verdict::Incomplete,
    ),
    ("7 ii)", "10.5%", ClaimKind::Value, Verdict::Unsupported),
    ("7 ii)", "7.6%", ClaimKind::Value, Verdict::Unsupported),
    ("7 iii)", "87%", ClaimKind::Value, Verdict::Unsupported),
    ("7 iv)", "191", ClaimKind::Value, Verdict::Unsupported),
    ("7 iv)", "90%", ClaimKind::Value, Verdict::Unsupported),
    ("7 iv)", "390", ClaimKind::Value, Verdict::Unsupported),
    ("7 iv)", "74.9%", ClaimKind::Value, Verdict::Unsupported),
    ("7 iv)", "74.9%", ClaimKind::Movement, Verdict::Contradicted),
    ("7 iv)", "120 more", ClaimKind::Derived, Verdict::Selective),
    ("7 v)", "18.5%", ClaimKind::Value, Verdict::Unsupported),
    ("7 v)", "18.5%", ClaimKind::Movement, Verdict::Incomplete),
    ("7 v)", "25.8%", ClaimKind::Value, Verdict::Unsupported),
    ("7 vi)", "517 days", ClaimKind::Value, Verdict::Unsupported),
    (
        "7 vi)",
        "less than",
        ClaimKind::Comparison,
        Verdict::Selective,
    ),
    ("7 vi)", "549", ClaimKind::Value, Verdict::Unsupported),
    ("7 vi)", "195 days", ClaimKind::Value, Verdict::Unsupported),
    (
        "7 vi)",
        "less than",
        ClaimKind::Comparison,
        Verdict::Selective,
    ),
    ("7 vi)", "210", ClaimKind::Value, Verdict::Unsupported),
    (
        "7 vii)",
        "in line with",
        ClaimKind::Comparison,
        Verdict::Contradicted,
    ),
    ("7 vii)", "16", ClaimKind::Value, Verdict::Unsupported),
    ("7 viii)", "45", ClaimKind::Value, Verdict::Unsupported),
    (
        "7 viii)",
        "increase of 29",
        ClaimKind::Derived,
        Verdict::Contradicted,
    ),
    (
        "7 ix)",
        "sustained",
        ClaimKind::Movement,
        Verdict::Supported,
    ),
    ("7 ix)", "91.8%", ClaimKind::Value, Verdict::Unsupported),
    (
        "7 ix)",
        "11 percentage points above",
        ClaimKind::Derived,
        Verdict::Contradicted,
    ),
    ("7 x)", "37%", ClaimKind::Value, Verdict::Unsupported),
    (
        "7 x)",
        "better than",
        ClaimKind::Comparison,
        Verdict::Contradicted,
    ),
    (
        "7 xi)",
        "within agreed levels",
        ClaimKind::Target,
        Verdict::Unsupported,
    ),
    ("7 xii)", "17", ClaimKind::Total, Verdict::Supported),
    (
        "7 xii)",
        "2017-2012",
        ClaimKind::Date,
        Verdict::Contradicted,
    ),
];

#[test]
fn every_claim_of_paragraphs_6_and_7_has_its_verdict() {
    let Some(checked) = checked() else {
        println!("the shared data is not there; passed by");
        return;
    };
    let found: Vec<(&str, &str, ClaimKind, Verdict)> = checked
        .claims
        .iter()
        .filter_map(|claim| {
            let place = claim.place.paragraph.as_deref()?;
            (place == "6" || place.starts_with("7 ")).then_some((
                place,
                claim.quote.as_str(),
                claim.kind,
                claim.verdict,
            ))
        })
        .collect();
    assert_eq!(found, BY_HAND);
}

#[test]
fn the_reasons_name_what_a_reader_would_want() {
    let Some(checked) = checked() else {
        println!("the shared data is not there; passed by");
        return;
    };
    let says = |place: &str, quote: &str, kind: ClaimKind| {
        let found = checked.claims.iter().find(|claim| {
            claim.place.paragraph.as_deref() == Some(place)
                && claim.quote == quote
                && claim.kind == kind
        });
        found.map(|claim| claim.says.clone()).unwrap_or_default()
    };
    for (place, quote, kind, words) in [
        (
            "7 ii)",
            "improved",
            ClaimKind::Movement,
            "without the numbers of cases",
        ),
        (
            "7 iii)",
            "87%",
            ClaimKind::Value,
            "Nor does the sentence say of how many",
        ),
        ("7 iv)", "74.9%", ClaimKind::Movement, "p < 0.001"),
        (
            "7 iv)",
            "120 more",
            ClaimKind::Derived,
            "292 of 390, and 172 of 191 before",
        ),
        (
            "7 vi)",
            "less than",
            ClaimKind::Comparison,
            "DfE\u{2019}s threshold of 426 days",
        ),
        (
            "7 vii)",
            "in line with",
            ClaimKind::Comparison,
            "14.1 points in the year to March 2017",
        ),
        (
            "7 viii)",
            "increase of 29",
            ClaimKind::Derived,
            "means 16 at the beginning",
        ),
        (
            "7 ix)",
            "11 percentage points above",
            ClaimKind::Derived,
            "3.9 percentage points",
        ),
        (
            "7 x)",
            "better than",
            ClaimKind::Comparison,
            "22.1% in the year to March 2017",
        ),
        (
            "7 xii)",
            "2017-2012",
            ClaimKind::Date,
            "ends before it begins",
        ),
    ] {
        let found = says(place, quote, kind);
        assert!(found.contains(words), "{place} {quote}: {found}");
    }
}
