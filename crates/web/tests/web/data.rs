//! Data: files that are handed in become a proposal, whose effect is seen before it counts.

use std::fs;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use crate::harness::{Answer, Browser, Desk};

/// An analyst.
const ANALYST: &str = "P29";
/// What parts the fields of a form.
const BOUNDARY: &str = "made-up-boundary";

/// Referrals as a table of the Standard Safeguarding Dataset: of made-up children.
fn referrals(rows: u32) -> String {
    let mut text = String::from(
        "cine_referral_id,cine_person_id,cine_referral_date,cine_close_date,cine_referral_team\n",
    );
    for row in 1..=rows {
        text.push_str(&format!("a{row},p{row},2017-05-10,2017-06-10,North\n"));
    }
    text
}

fn form(fields: &[(&str, &str)], files: &[(&str, &str)]) -> String {
    let mut body = String::new();
    for (name, value) in fields {
        body.push_str(&format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        ));
    }
    for (name, content) in files {
        body.push_str(&format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n{content}\r\n"
        ));
    }
    body.push_str(&format!("--{BOUNDARY}--\r\n"));
    body
}

async fn send(browser: &mut Browser, path: &str, body: String) -> Answer {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, kind)
        .body(Body::from(body))
        .unwrap();
    browser.send(request).await
}

/// Hands in referrals without the files that are in use; gives the address of the proposal.
async fn hand_in(browser: &mut Browser, rows: u32) -> String {
    let token = browser.token().await;
    let fields = [
        ("csrf", token.as_str()),
        ("covers-from", "2016-10-01"),
        ("covers-to", "2017-09-30"),
    ];
    let files = [("ssd/referrals.csv", referrals(rows))];
    let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
    let answer = send(browser, "/data/hand-in", form(&fields, &files)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.location.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_is_seen_and_accepted_and_one_is_discarded() {
    let desk = Desk::open().await;
    let before = desk.site.desk.latest().unwrap();
    let mut browser = desk.browser(Some(ANALYST)).await;
    let (first, second) = (
        hand_in(&mut browser, 8).await,
        hand_in(&mut browser, 9).await,
    );

    let page = browser.get(&first).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let page = browser.get(&format!("{first}?wait=yes")).await;
    assert_eq!(page.find("h1"), ["Proposed data"]);
    let captions = page.find("caption");
    assert!(
        captions.iter().any(|one| one == "Figures that change"),
        "{captions:?}"
    );
    let rows = page.find("table[class~=wm-numbers] td");
    assert!(rows.iter().any(|cell| cell == "8"), "{rows:?}");
    let csv = browser.get(&format!("{first}/findings.csv")).await;
    assert!(csv.text.starts_with("severity,kind,file,"), "{}", csv.text);

    let list = browser.get("/data").await;
    assert_eq!(
        list.attributes("main a[href^='/data/proposals/']", "href")
            .len(),
        2
    );
    assert_eq!(desk.site.desk.latest().unwrap(), before);

    let answer = browser.post(&format!("{second}/accept"), &[]).await;
    assert_eq!(answer.location.as_deref(), Some("/data"));
    let after = desk.site.desk.latest().unwrap();
    assert_ne!(after, before);
    let snapshot = format!("/data/snapshots/{}", after.clone().unwrap());
    let page = browser.get(&snapshot).await;
    assert_eq!(page.find("h1 .govuk-tag"), ["In use"]);
    browser.post(&format!("{snapshot}/verify"), &[]).await;
    let page = browser.get(&snapshot).await;
    assert_eq!(page.find(".govuk-notification-banner__title"), ["Verified"]);
    let csv = browser.get(&format!("{snapshot}/findings.csv")).await;
    assert_eq!(csv.status, StatusCode::OK);

    // The other was made beside what is no longer in use.
    let answer = browser.post(&format!("{first}/accept"), &[]).await;
    assert_eq!(answer.location.as_deref(), Some(first.as_str()));
    let again = browser
        .post(&format!("{first}/again"), &[])
        .await
        .location
        .unwrap();
    assert_ne!(again, first);
    let answer = browser.post(&format!("{again}/discard"), &[]).await;
    assert_eq!(answer.location.as_deref(), Some("/data"));
    assert_eq!(browser.get(&again).await.status, StatusCode::NOT_FOUND);
    assert_eq!(desk.site.desk.latest().unwrap(), after);
}

/// What is sent, its fields and then its files; the status; and words of the answer.
type Refused<'a> = (
    &'a [(&'a str, &'a str)],
    &'a [(&'a str, &'a str)],
    u16,
    &'a str,
);

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_taken_is_said_and_leaves_nothing() {
    let desk = Desk::open_with(|mut settings| {
        settings.largest_upload = 50_000;
        settings
    })
    .await;
    // As where the command line has imported, which keeps no files.
    std::fs::remove_dir_all(desk.site.settings.home.path.join("files")).unwrap();
    let mut browser = desk.browser(Some(ANALYST)).await;
    let token = browser.token().await;
    let csrf = ("csrf", token.as_str());
    let small = referrals(3);
    let large = referrals(5_000);
    let unknown = [("letter.csv", "to,from\na,b\n")];
    // What is sent, the status, and words of the answer.
    let cases: &[Refused<'_>] = &[
        (
            &[("csrf", "another")],
            &[("a.csv", &small)],
            403,
            "form has expired",
        ),
        (
            &[("keep", "yes"), csrf],
            &[("a.csv", &small)],
            403,
            "form has expired",
        ),
        (&[], &[("a.csv", &small)], 403, "form has expired"),
        (&[csrf], &[], 422, "Choose one or more files"),
        (&[csrf], &[("", "")], 422, "Choose one or more files"),
        (&[csrf], &unknown, 422, "nothing is proposed"),
        (
            &[csrf, ("covers-from", "2017-04-01")],
            &[("a.csv", &small)],
            422,
            "both empty",
        ),
        (
            &[csrf, ("keep", "yes")],
            &[("a.csv", &small)],
            422,
            "were not kept",
        ),
        (&[csrf], &[("a.csv", &large)], 413, "49 kB together"),
    ];
    for (fields, files, status, words) in cases {
        let answer = send(&mut browser, "/data/hand-in", form(fields, files)).await;
        assert_eq!(answer.status.as_u16(), *status, "{words}: {}", answer.text);
        assert!(answer.text.contains(words), "{words}: {}", answer.text);
    }
    let cut = form(&[csrf], &[("a.csv", &small)]);
    let answer = send(
        &mut browser,
        "/data/hand-in",
        cut[..cut.len() / 2].to_owned(),
    )
    .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let list = browser.get("/data").await;
    assert!(
        list.text.contains("No files wait to be accepted"),
        "{}",
        list.text
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_proposal_hides_no_other_and_can_be_discarded() {
    let desk = Desk::open().await;
    let mut browser = desk.browser(Some(ANALYST)).await;
    let sound = hand_in(&mut browser, 8).await;
    let damaged = hand_in(&mut browser, 9).await;
    let id = damaged.rsplit('/').next().unwrap();
    let folder = desk.site.settings.home.path.join("intake").join(id);
    fs::write(folder.join("about.json"), "{").unwrap();

    let list = browser.get("/data").await;
    let links = list.attributes("main a[href^='/data/proposals/']", "href");
    assert!(
        links.contains(&sound) && links.contains(&damaged),
        "{links:?}"
    );
    assert_eq!(
        browser.get(&damaged).await.find("h1"),
        ["This proposal is damaged"]
    );
    browser.post(&format!("{damaged}/discard"), &[]).await;
    let list = browser.get("/data").await;
    let links = list.attributes("main a[href^='/data/proposals/']", "href");
    assert_eq!(links, [sound]);
}

#[tokio::test(flavor = "multi_thread")]
async fn published_figures_are_imported_whole_or_not_at_all() {
    let desk = Desk::open().await;
    let mut browser = desk.browser(Some(ANALYST)).await;
    let page = browser.get("/data/benchmarks").await;
    assert!(
        page.text.contains("Measures with a published twin"),
        "{}",
        page.text
    );
    let token = browser.token().await;
    let sound = "measure,comparator,authority,year_ending,value,n,source,note\n\
                 scorecard/A1,authority,Leicestershire,2016-03,517,,Adoption scorecards,\n";
    let fields = [("csrf", token.as_str())];
    let body = form(&fields, &[("a.csv", sound), ("b.csv", "x\n1\n")]);
    let answer = send(&mut browser, "/data/benchmarks", body).await;
    assert_eq!(
        answer.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        answer.text
    );
    let body = form(&fields, &[("a.csv", sound)]);
    let answer = send(&mut browser, "/data/benchmarks", body).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let page = browser.get("/data/benchmarks").await;
    assert!(
        page.text.contains("a.csv: scorecard, rows kept: 1"),
        "{}",
        page.text
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_checks_of_the_return_are_for_officers_and_their_findings_for_case_readers() {
    let desk = Desk::open().await;
    let snapshot = desk.site.desk.latest().unwrap().unwrap();
    let checks = format!("/data/snapshots/{snapshot}/checks");
    let mut lead = desk.browser(Some("P5")).await;
    let data = lead.get("/data").await;
    let links = data.attributes("main a", "href");
    assert!(links.contains(&"/data/checks".to_owned()), "{links:?}");
    assert_eq!(lead.get("/data/checks").await.status, StatusCode::OK);
    let page = lead.get(&checks).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    // Loamshire's return is older than every list of rules.
    assert!(page.text.contains("those of 2022-23 were used"));
    assert!(page.text.contains("2017-18") && page.text.contains("2016-17"));
    let rules = page.find("tbody th");
    assert!(rules.iter().any(|rule| rule.trim() == "213"), "{rules:?}");
    assert!(page.find("a[href*='/checks/findings']").is_empty());
    let findings = format!("{checks}/findings");
    // What somebody may not see is not found.
    assert_eq!(lead.get(&findings).await.status, StatusCode::NOT_FOUND);

    let mut reader = desk.browser(Some("P31")).await;
    let page = reader.get(&format!("{findings}?rule=213")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
    let shown = page.find("table.wm-findings tbody tr").len();
    assert!(shown > 10);
    assert!(page.text.contains("PLACE_PROVIDER"));
    let file = reader.get(&format!("{findings}.csv?rule=213")).await;
    assert_eq!(file.text.lines().count(), 1 + shown);
    let offline = reader.get(&format!("{findings}.html?rule=213")).await;
    assert!(offline.text.contains("id=\"data\"") && offline.text.contains("\"213\""));
    let looks = desk.site.accounts.looks(None, 10).await.unwrap();
    let noted: Vec<(&str, u64)> = looks
        .iter()
        .map(|look| (look.what.as_str(), look.rows))
        .collect();
    let rows = shown as u64;
    assert_eq!(
        noted,
        [
            ("findings of the checks, 2017-18, rule 213, as HTML", rows),
            ("findings of the checks, 2017-18, rule 213, as CSV", rows),
            ("findings of the checks, 2017-18, rule 213", rows),
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_finding_is_accepted_with_a_reason_and_a_name_and_withdrawn_again() {
    let desk = Desk::open().await;
    let snapshot = desk.site.desk.latest().unwrap().unwrap();
    let path = format!("/data/snapshots/{snapshot}/checks/findings?rule=213");
    let accept = format!("/data/snapshots/{snapshot}/checks/accept");
    let mut reader = desk.browser(Some("P31")).await;
    let page = reader.get(&path).await;
    let before = page.find("table.wm-findings tbody tr").len();
    let finding = page.attributes("input[name=finding]", "value")[0].clone();
    for (reason, withdraw, left) in [
        (" ", "", before),
        ("The team has checked it", "", before - 1),
        // It is accepted already.
        ("Once more", "", before - 1),
        ("It was wrong after all", "yes", before),
    ] {
        let fields = [
            ("finding", finding.as_str()),
            ("back", "rule=213"),
            ("reason", reason),
            ("withdraw", withdraw),
        ];
        let answer = reader.post(&accept, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{reason}");
        let page = reader.get(&path).await;
        let now = page.find("table.wm-findings tbody tr").len();
        assert_eq!(now, left, "{reason}");
    }
    let said = waymark_snapshot::accepted(&desk.site.settings.home.path).unwrap();
    let by: Vec<(&str, Option<&str>, bool)> = said
        .iter()
        .map(|one| (one.reason.as_str(), one.rule.as_deref(), one.withdrawn))
        .collect();
    assert_eq!(
        by,
        [
            ("The team has checked it", Some("213"), false),
            ("It was wrong after all", Some("213"), true)
        ]
    );
    assert!(said.iter().all(|one| one.by.contains(' ')));
}
