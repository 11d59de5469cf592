//! One's own and others': what a lead may do to what they lead, and not to what somebody else does. The
//! table is that of docs/ledger.md, “Who may do what”, written by hand.

use axum::http::StatusCode;

use crate::harness::{Browser, Desk, PEOPLE};

/// Forms about R2 and R14, which the lead of the tests leads, and the same about R1, which another does.
const FORMS: &[(&str, &str, &str)] = &[
    ("add-action", "recommendation=R2", "recommendation=R1"),
    ("add-milestone", "recommendation=R2", "recommendation=R1"),
    ("rate", "recommendation=R2", "recommendation=R1"),
    ("note-progress", "item=R14.2", "item=R1.3"),
    ("redate", "item=R14.2", "item=R1.3"),
    ("complete", "item=R14.2", "item=R1.3"),
    ("amend-action", "item=R14.2", "item=R1.3"),
];

/// Whether somebody may change what the lead leads, and what another does.
fn may(who: &str) -> (bool, bool) {
    match who {
        "director" | "chair" | "analyst" | "analyst who reads cases" => (true, true),
        "lead" => (true, false),
        _ => (false, false),
    }
}

async fn wrong(browser: &mut Browser, who: &str, address: &str, may: bool) -> Option<String> {
    let page = browser.get(address).await.status;
    let expected = match (may, who) {
        (true, _) => StatusCode::OK,
        (false, "public") => StatusCode::SEE_OTHER,
        (false, _) => StatusCode::NOT_FOUND,
    };
    // Who may not is refused before an answer is read; an empty form of who may is only sent back.
    let sent = browser
        .post(address, &[("giving", "0123"), ("seen", "1")])
        .await;
    let is_refused = match who {
        "public" => sent.status == StatusCode::SEE_OTHER,
        _ => sent.status == StatusCode::NOT_FOUND,
    };
    (page != expected || is_refused == may)
        .then(|| format!("{who}: {address} gave {page}, and sent {}", sent.status))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lead_changes_what_they_lead_and_nothing_else() {
    let desk = Desk::open().await;
    let mut found = Vec::new();
    for (who, person) in PEOPLE {
        let mut browser = desk.browser(*person).await;
        let (own, others) = may(who);
        for (kind, theirs, anothers) in FORMS {
            for (about, may) in [(theirs, own), (anothers, others)] {
                let address = format!("/give/{kind}?{about}");
                found.extend(wrong(&mut browser, who, &address, may).await);
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
