#![allow(clippy::unwrap_used, missing_docs, dead_code)]
#[path = "web/harness.rs"]
mod harness;
#[path = "web/data.rs"]
mod data;
#[tokio::test(flavor = "multi_thread")]
async fn dump() {
    let desk = harness::Desk::open().await;
    let mut b = desk.browser(Some("P29")).await;
    let p = data::hand_in(&mut b, 8).await;
    let d = data::hand_in(&mut b, 9).await;
    std::fs::write(desk.site.settings.home.path.join("intake").join(d.rsplit('/').next().unwrap()).join("about.json"), "{").unwrap();
    std::fs::create_dir_all("/tmp/datap").unwrap();
    let latest = desk.site.desk.latest().unwrap().unwrap();
    for (n, path) in [("list", "/data".to_owned()), ("handin", "/data/hand-in".into()), ("prop0", p.clone()), ("prop", format!("{p}?wait=yes")), ("dam", d), ("snap", format!("/data/snapshots/{latest}")), ("bench", "/data/benchmarks".into()), ("csv", format!("{p}/findings.csv"))] {
        let t = std::time::Instant::now();
        let a = b.get(&path).await;
        println!("{n} {} {:?}", a.status, t.elapsed());
        std::fs::write(format!("/tmp/datap/{n}.html"), &a.text).unwrap();
    }
}
