//! The programming interface: who may read what with which token, and in which form.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jiff::SignedDuration;
use serde_json::Value;
use waymark_accounts::Scope;
use waymark_plan::PersonId;

use crate::harness::{Answer, Desk, now};

const FIGURES: &[&str] = &[
    "/api/v1/measures",
    "/api/v1/measures/re-referrals",
    "/api/v1/measures/re-referrals/figures",
    "/api/v1/figures",
];
const PLAN: &[&str] = &[
    "/api/v1/plan",
    "/api/v1/recommendations",
    "/api/v1/recommendations/R1",
    "/api/v1/items",
    "/api/v1/ratings",
    "/api/v1/meetings",
    "/api/v1/reports",
];

async fn token(desk: &Desk, person: &str, scopes: &[Scope]) -> String {
    let person: PersonId = person.parse().unwrap();
    let until = now() + SignedDuration::from_hours(1);
    let made = desk
        .site
        .accounts
        .new_token(&person, "a test", scopes, until, now())
        .await;
    made.unwrap().1
}

async fn ask(desk: &Desk, address: &str, token: Option<&str>) -> Answer {
    let mut request = Request::get(address);
    if let Some(token) = token {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    let mut program = desk.browser(None).await;
    program.send(request.body(Body::empty()).unwrap()).await
}

fn rows(answer: &Answer) -> Vec<Value> {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let read: Value = serde_json::from_str(&answer.text).unwrap();
    read["rows"].as_array().unwrap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_opens_its_scope_and_nothing_else() {
    let desk = Desk::open().await;
    let figures = token(&desk, "P29", &[Scope::Figures]).await;
    let plan = token(&desk, "P29", &[Scope::Plan]).await;
    for (addresses, opens, other) in [(FIGURES, &figures, &plan), (PLAN, &plan, &figures)] {
        for address in addresses {
            for (given, status) in [
                (None, StatusCode::UNAUTHORIZED),
                (Some("wm_wrong"), StatusCode::UNAUTHORIZED),
                (Some(other.as_str()), StatusCode::FORBIDDEN),
                (Some(opens.as_str()), StatusCode::OK),
            ] {
                let answer = ask(&desk, address, given).await;
                assert_eq!(answer.status, status, "{address}: {}", answer.text);
                let challenged = answer.headers.contains_key(header::WWW_AUTHENTICATE);
                assert_eq!(challenged, status != StatusCode::OK, "{address}");
                let read: Value = serde_json::from_str(&answer.text).unwrap();
                assert_eq!(read["message"].is_string(), status != StatusCode::OK);
            }
            let csv = ask(&desk, &format!("{address}?format=csv"), Some(opens)).await;
            assert_eq!(csv.status, StatusCode::OK, "{address}: {}", csv.text);
            assert!(csv.text.lines().count() > 1, "{address} has no rows");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_wrongly_is_refused_with_a_reason() {
    let desk = Desk::open().await;
    let both = token(&desk, "P29", &Scope::ALL).await;
    for (address, status, error) in [
        ("/api/v1/items?format=xml", 400, "bad_parameter"),
        ("/api/v1/items?limit=0", 400, "bad_parameter"),
        ("/api/v1/items?colour=red", 400, "bad_parameter"),
        ("/api/v1/items?limit=1&limit=2", 400, "bad_parameter"),
        (
            "/api/v1/measures/re-referrals/figures?from=2017",
            400,
            "bad_parameter",
        ),
        (
            "/api/v1/measures/re-referrals/figures?by=colour",
            404,
            "not_found",
        ),
        ("/api/v1/measures/nothing", 404, "not_found"),
        ("/api/v1/recommendations/R999", 404, "not_found"),
        ("/api/v1?format=csv", 400, "bad_parameter"),
    ] {
        let answer = ask(&desk, address, Some(&both)).await;
        assert_eq!(answer.status.as_u16(), status, "{address}: {}", answer.text);
        let read: Value = serde_json::from_str(&answer.text).unwrap();
        assert_eq!(read["error"], error, "{address}");
    }
    for address in ["/api/v1", "/api/v1/openapi.json"] {
        let answer = ask(&desk, address, None).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_come_in_parts_that_make_the_whole() {
    let desk = Desk::open().await;
    let plan = token(&desk, "P29", &[Scope::Plan]).await;
    let whole = rows(&ask(&desk, "/api/v1/items", Some(&plan)).await);
    let mut parts = Vec::new();
    let mut next = Some("/api/v1/items?limit=7".to_owned());
    while let Some(address) = next {
        let answer = ask(&desk, &address, Some(&plan)).await;
        parts.extend(rows(&answer));
        let read: Value = serde_json::from_str(&answer.text).unwrap();
        next = read["next"].as_str().map(str::to_owned);
    }
    assert!(whole.len() > 7);
    assert_eq!(parts, whole);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_councillors_token_sees_no_small_number_no_meeting_and_no_draft() {
    let desk = Desk::open().await;
    let token = token(&desk, "P12", &Scope::ALL).await;
    let meetings = ask(&desk, "/api/v1/meetings", Some(&token)).await;
    assert_eq!(meetings.status, StatusCode::FORBIDDEN);
    for report in rows(&ask(&desk, "/api/v1/reports", Some(&token)).await) {
        assert!(report["published_on"].is_string(), "{report}");
    }
    let figures = rows(&ask(&desk, "/api/v1/figures", Some(&token)).await);
    assert!(!figures.is_empty());
    for figure in figures {
        let of_children = !matches!(
            figure["measure"].as_str(),
            Some(id) if id.starts_with("audits") || id.starts_with("caseload")
        );
        for field in ["numerator", "known"] {
            let small = figure[field]
                .as_f64()
                .is_some_and(|count| (1.0..6.0).contains(&count));
            assert!(!(of_children && small), "{figure}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn months_are_those_that_are_asked_for() {
    let desk = Desk::open().await;
    let token = token(&desk, "P29", &[Scope::Figures]).await;
    for (query, first, last, count) in [
        ("from=2017-01&to=2017-03", "2017-01", "2017-03", 3),
        ("to=2017-03", "2015-04", "2017-03", 24),
        ("from=2016-12&to=2016-12", "2016-12", "2016-12", 1),
    ] {
        let address = format!("/api/v1/measures/re-referrals/figures?{query}");
        let found = rows(&ask(&desk, &address, Some(&token)).await);
        let months: Vec<&str> = found
            .iter()
            .map(|row| row["month"].as_str().unwrap())
            .collect();
        assert_eq!(months.last(), Some(&last), "{query}");
        // The data begins where it begins; what is there is without a gap.
        assert!(
            months.len() <= count && months[0] >= first,
            "{query}: {months:?}"
        );
    }
    let none = "/api/v1/measures/re-referrals/figures?from=2017-03&to=2017-01";
    assert!(rows(&ask(&desk, none, Some(&token)).await).is_empty());
}
