#![allow(clippy::unwrap_used)]
#[path = "web/harness.rs"]
mod harness;
#[path = "web/reports.rs"]
mod reports;

use std::time::Instant;
#[tokio::test(flavor = "multi_thread")]
async fn dump() {
    let desk = harness::Desk::open().await;
    reports::begun(&desk).await;
    let first = std::fs::read_to_string("/work/main/crates/synth/src/loamshire/narrative-first.md").unwrap();
    let first = format!("{first}\nRe-referrals were 18.5% in the year to September 2017. Bad {{{{re-referals}}}}.\n");
    reports::give(&desk, "P29", reports::written(&first)).await;
    let mut browser = desk.browser(Some("P29")).await;
    for (name, path) in [("list", "/reports"), ("edit", "/reports/committee-2017-12/edit"), ("one", "/reports/committee-2017-12"), ("submit", "/reports/committee-2017-12/submit"), ("published", "/reports/committee-2017-11"), ("trace", "/reports/committee-2017-11/trace/F1"), ("compare", "/reports/compare?one=committee-2017-11&other=now"), ("verify", "/reports/committee-2017-11/verify")] {
        let at = Instant::now();
        let page = browser.get(path).await;
        println!("{name} {} {:?} {} bytes", page.status, at.elapsed(), page.text.len());
        let text = page.text.replace("/assets/", "/work/main/crates/web/assets/").replace("?v=", "?");
        std::fs::write(format!("/tmp/h10/{name}.html"), text).unwrap();
    }
    for n in 0..3 {
        let token = browser.token().await;
        let text = format!("{first}{n}");
        let at = Instant::now();
        let page = browser.post_as_it_is("/reports/committee-2017-12/check", &[("csrf", &token), ("narrative", &text)]).await;
        println!("check {} {:?} {}", page.status, at.elapsed(), page.text.len());
    }
    let at = Instant::now();
    let page = browser.get("/reports/committee-2017-12/edit").await;
    println!("edit again {} {:?}", page.status, at.elapsed());
}
