//! `/reports/ID/verify`: the proof that a published report is what was published, and can be made
//! again. Nothing is written.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;

use super::{Head, published_of};
use crate::aside::with_ledger;
use crate::fault::Fault;
use crate::shell::{Shell, html};
use crate::site::Site;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "reports/verify.html")]
struct VerifyPage {
    shell: Shell,
    head: Head,
    holds: bool,
    checked: Vec<&'static str>,
    faults: Vec<String>,
}

/// Makes the proof, and shows what came of it.
pub async fn show(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let shell = Shell::with_notice(&site, &mut visitor).await?;
    let view = visitor.view.clone();
    let report = published_of(&view, &id)?;
    let id = report.record.id.clone();
    let found = with_ledger(&site, async move |site, ledger| {
        waymark_publication::verify(&site.settings.home, ledger, &id).await
    });
    let found = found.await??;
    Ok(html(&VerifyPage {
        shell,
        head: Head::of(report),
        holds: found.holds(),
        checked: found.checked.clone(),
        faults: found.faults.iter().map(ToString::to_string).collect(),
    }))
}
