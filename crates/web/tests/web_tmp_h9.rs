#![allow(clippy::unwrap_used, missing_docs, dead_code)]
#[path = "web/harness.rs"]
mod harness;

use std::sync::Arc;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use axum::routing::{get, post};
use axum::{Extension, Router};
use jiff::civil::{Date, date};
use tower::ServiceExt;
use tower_sessions::Session;
use waymark_app::{Order, Stamp};
use waymark_plan::ledger::Command;
use waymark_web::pages::{audits, meetings, work};
use waymark_web::session_store::Sessions;
use waymark_web::visitor::Visitor;
use waymark_web::{Clock, Site};

fn visitor(site: &Site, who: &str, today: Date, here: &str) -> Visitor {
    let store = Sessions::new(site.accounts.clone(), Clock::new(harness::now, || harness::TODAY));
    Visitor {
        who: Some(who.parse().unwrap()),
        view: site.book.view(),
        now: harness::now(),
        today,
        address: "127.0.0.1".parse().unwrap(),
        nonce: "n".into(),
        kept: None,
        session: Session::new(None, Arc::new(store), None),
        here: here.into(),
    }
}

fn app(site: &Site, visitor: Visitor) -> Router {
    Router::new()
        .route("/work", get(work::show))
        .route("/audits", get(audits::show))
        .route("/audits/{round}", get(audits::round::show))
        .route("/audits/{round}/grade", get(audits::entry::form))
        .route("/audits/{round}/grade", post(audits::entry::record))
        .route("/meetings", get(meetings::show))
        .route("/meetings/{id}", get(meetings::meeting::show))
        .route("/meetings/{id}/seq", get(meetings::files::seq))
        .route("/meetings/{id}/{file}", get(meetings::files::file))
        .layer(Extension(visitor))
        .with_state(site.clone())
}

async fn ask(site: &Site, who: &str, today: Date, path: &str, form: Option<&str>, save: &str) -> u16 {
    let v = visitor(site, who, today, path);
    let request = match form {
        Some(body) => Request::post(path).header("content-type", "application/x-www-form-urlencoded").body(Body::from(body.to_owned())),
        None => Request::get(path).body(Body::empty()),
    }.unwrap();
    let response = app(site, v).oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    let headers = format!("{:?}", response.headers());
    let bytes = to_bytes(response.into_body(), 64 << 20).await.unwrap();
    println!("{who} {path} {status} {} bytes {headers}", bytes.len());
    std::fs::create_dir_all("/tmp/h9").unwrap();
    std::fs::write(format!("/tmp/h9/{save}"), &bytes).unwrap();
    status
}

async fn give(site: &Site, who: &str, today: Date, id: &str, json: serde_json::Value) {
    let command: Command = serde_json::from_value(json).unwrap();
    let order = Order { command, stamp: Stamp { by: who.parse().unwrap(), today, now: harness::now(), id: id.parse().unwrap() }, seen: None };
    if let Err(e) = site.book.give(&[order]).await { panic!("{id}: {e}"); }
}

#[tokio::test(flavor = "multi_thread")]
async fn look() {
    let desk = harness::Desk::open().await;
    let site = &desk.site;
    let t = date(2017, 11, 14);
    for (who, n) in [("P5", "lead"), ("P25", "analyst"), ("P3", "chair"), ("P2", "director"), ("P13", "auditor"), ("P33", "legal")] {
        assert_eq!(ask(site, who, t, "/work", None, &format!("work-{n}.html")).await, 200);
    }
    for f in ["", "/seq", "/agenda.html", "/agenda.docx", "/agenda.pdf", "/invite.ics"] {
        assert_eq!(ask(site, "P3", t, &format!("/meetings/M2017-11{f}"), None, &format!("called{}", f.replace('/', "-"))).await, 200);
    }
    for f in ["", "/minutes.html", "/minutes.docx", "/minutes.pdf"] {
        assert_eq!(ask(site, "P3", t, &format!("/meetings/M2017-10{f}"), None, &format!("closed{}", f.replace('/', "-"))).await, 200);
    }
    for f in ["/minutes.html", "/x", "/minutes.exe"] {
        assert_eq!(ask(site, "P3", t, &format!("/meetings/M2017-11{f}"), None, "none").await, 404);
    }
    assert_eq!(ask(site, "P3", t, "/meetings/M2017-10/agenda.html", None, "none").await, 404);
    assert_eq!(ask(site, "P3", t, "/meetings/Nope", None, "none").await, 404);
    assert_eq!(ask(site, "P3", t, "/meetings", None, "meetings.html").await, 200);
    assert_eq!(ask(site, "P3", t, "/audits", None, "audits-empty.html").await, 200);
    // Rounds.
    let themes = ["Management oversight", "Voice of the child", "Plans"];
    for (i, month) in ["2017-08", "2017-09", "2017-10"].iter().enumerate() {
        give(site, "P1", t, &format!("p{i}"), serde_json::json!({"command":"plan-round","id":format!("T{month}"),"month":month,"themes":themes,"sample_frame":"Every tenth open case.","sample_size":8,"auditors":["P13","P14"],"correction":null})).await;
    }
    let round = "/audits/T2017-10";
    assert_eq!(ask(site, "P13", t, &format!("{round}/grade"), None, "grade.html").await, 200);
    let form = |reference: &str, g: &str| format!("giving=g{}&seen=0&reference={reference}&team=First+Response&auditor=P13&grade-1={g}&grade-2=good&grade-3=not-graded&then=next", reference.len());
    // seen must not be stale for nothing: a new case has no changes.
    assert_eq!(ask(site, "P13", t, &format!("{round}/grade"), Some(&form("QA-1", "good")), "posted.html").await, 303);
    assert_eq!(ask(site, "P13", t, &format!("{round}/grade"), Some(&form("QA-1", "good")), "posted-again.html").await, 303);
    assert_eq!(ask(site, "P13", t, &format!("{round}/grade"), Some(&form("1234567", "good")), "refused.html").await, 422);
    assert_eq!(ask(site, "P13", t, &format!("{round}/grade"), Some(&form("QA-1", "outstanding")), "exists.html").await, 422);
    assert_eq!(ask(site, "P13", t, &format!("{round}/grade"), Some("giving=x&seen=0&reference=&team=&auditor=P13&grade-1=not-graded&grade-2=not-graded&grade-3=not-graded"), "nothing.html").await, 422);
    assert_eq!(ask(site, "P3", t, &format!("{round}/grade"), None, "none").await, 404);
    assert_eq!(ask(site, "P13", t, &format!("{round}/grade?reference=QA-1"), None, "grade-rest.html").await, 200);
    assert_eq!(ask(site, "P13", t, &format!("{round}/grade?reference=QA-9"), None, "none").await, 404);
    assert_eq!(site.book.view().state.rounds.get(&"T2017-10".parse::<waymark_plan::RoundId>().unwrap()).unwrap().gradings.len(), 2);
    let grades = ["good", "requires-improvement", "outstanding", "inadequate"];
    let mut n = 0;
    for month in ["2017-08", "2017-09", "2017-10"] {
        for case in 2..7 {
            for theme in themes {
                n += 1;
                let reference = format!("QA-{}{case}", &month[5..]);
                let team = if case % 2 == 0 { "First Response" } else { "Looked After Children" };
                give(site, "P13", t, &format!("gr{n}"), serde_json::json!({"command":"record-grading","round":format!("T{month}"),"reference":reference,"theme":theme,"team":team,"auditor":"P13","grade":grades[n % 4],"correction":null})).await;
                if n % 3 == 0 {
                    give(site, "P3", t, &format!("mo{n}"), serde_json::json!({"command":"moderate-grading","round":format!("T{month}"),"reference":reference,"theme":theme,"grade":grades[(n + n / 3) % 4],"reason":"The file does not show it.","correction":null})).await;
                }
            }
        }
    }
    give(site, "P13", t, "f1", serde_json::json!({"command":"record-finding","id":"T2017-09.F1","round":"T2017-09","theme":"Management oversight","finding":"Decisions are not taken up at the next supervision."})).await;
    give(site, "P1", t, "c1", serde_json::json!({"command":"close-round","round":"T2017-09","note":"Two files were with the court."})).await;
    for (who, n) in [("P3", "chair"), ("P13", "auditor")] {
        for (p, f) in [("/audits", "audits"), ("/audits/T2017-09", "round09"), ("/audits/T2017-10", "round10"), ("/audits/T2017-10?team=First+Response", "round10team")] {
            assert_eq!(ask(site, who, t, p, None, &format!("{f}-{n}.html")).await, 200);
        }
    }
    // The meeting in progress.
    let m = date(2017, 11, 27);
    assert_eq!(ask(site, "P3", m, "/meetings/M2017-11", None, "to-open.html").await, 200);
    give(site, "P3", m, "o1", serde_json::json!({"command":"open-meeting","meeting":"M2017-11","present":["P3","P4","P5"],"apologies":["P6"]})).await;
    give(site, "P3", m, "d1", serde_json::json!({"command":"decide","id":"M2017-11.D1","meeting":"M2017-11","decision":"The police are asked for a standing item.","recommendation":"R12","stays_open":true})).await;
    give(site, "P3", m, "a1", serde_json::json!({"command":"agree-arising","id":"M2017-11.A1","meeting":"M2017-11","title":"Write to the police","owner":{"post":"Service Manager","person":"P5"},"due":"2017-12-08","correction":null})).await;
    for f in ["", "/agenda.html", "/minutes.pdf"] {
        assert_eq!(ask(site, "P3", m, &format!("/meetings/M2017-11{f}"), None, &format!("open{}", f.replace('/', "-"))).await, 200);
    }
}
