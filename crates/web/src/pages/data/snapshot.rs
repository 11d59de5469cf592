//! A snapshot: the files that it was made from, its tables, and whether it is as it was written.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use waymark_publication::{Column, Sheet, Value};
use waymark_snapshot::{Snapshot, SnapshotError};

use super::parts::{FileHtml, FindingHtml, at_text, covered, grave, number, short, span, tally};
use crate::aside::apart;
use crate::fault::Fault;
use crate::saying::sentence;
use crate::shell::{Notice, Shell, html};
use crate::site::Site;
use crate::spreadsheet::{SheetForm, download};
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "data/snapshot.html")]
struct SnapshotPage {
    shell: Shell,
    id: String,
    short: String,
    at: String,
    in_use: bool,
    has_return: bool,
    declared: Option<String>,
    returns: Vec<(String, String, String)>,
    files: Vec<FileHtml>,
    tables: Vec<(String, String, String)>,
    findings: Vec<FindingHtml>,
    tally: String,
}

/// Shows it.
pub async fn show(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    visitor.kept().await?;
    let shell = Shell::with_notice(&site, &mut visitor).await?;
    let in_use = site.desk.latest()?;
    let snapshot = found(&site, id).await?;
    let manifest = &snapshot.manifest;
    let returns = manifest.returns.iter().map(|one| {
        let days = span((one.coverage.from, one.coverage.to));
        (one.kind.to_string(), one.label.clone(), days)
    });
    let tables = manifest.tables.iter().map(|table| {
        let days = covered(snapshot.coverage(&table.name));
        (table.name.clone(), number(table.rows), days)
    });
    Ok(html(&SnapshotPage {
        shell,
        id: manifest.id.clone(),
        short: short(&manifest.id),
        at: at_text(manifest.imported_at.as_deref()),
        in_use: in_use.as_ref() == Some(&manifest.id),
        has_return: manifest
            .returns
            .iter()
            .any(|one| one.kind == waymark_snapshot::SSDA903),
        declared: manifest.declared.map(span),
        returns: returns.collect(),
        files: manifest
            .inputs
            .iter()
            .map(|input| FileHtml::of(input, ""))
            .collect(),
        tables: tables.collect(),
        findings: manifest.findings.iter().map(FindingHtml::of).collect(),
        tally: tally(&manifest.findings),
    }))
}

/// Holds every table to the hash that it was written with.
pub async fn verify(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let snapshot = found(&site, id).await?;
    let to = format!("/data/snapshots/{}", snapshot.id());
    let notice = match apart(move || snapshot.verify()).await? {
        Ok(()) => Notice {
            title: "Verified".to_owned(),
            text: "Every table is as it was written.".to_owned(),
            success: true,
        },
        Err(error @ SnapshotError::Damaged { .. }) => Notice::note(sentence(&error.to_string())),
        Err(error) => return Err(Fault::failed(error)),
    };
    visitor.say(notice).await?;
    Ok(Redirect::to(&to).into_response())
}

/// Gives the number of findings of each kind as a file. Where each was is known of a proposal only,
/// until it is accepted.
pub async fn findings_csv(
    State(site): State<Site>,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let snapshot = found(&site, id).await?;
    let findings = snapshot.manifest.findings.iter();
    let sheet = Sheet {
        title: "Findings".to_owned(),
        columns: Column::all(&[
            ("How much it matters", "severity"),
            ("Kind", "kind"),
            ("File", "file"),
            ("Column", "column"),
            ("How many", "count"),
        ]),
        rows: findings
            .map(|one| {
                vec![
                    Value::text(grave(one.severity).0),
                    Value::text(one.code.id()),
                    Value::text(&one.file),
                    Value::text(one.column.as_deref().unwrap_or_default()),
                    Value::count(one.count),
                ]
            })
            .collect(),
    };
    let name = format!("findings-of-snapshot-{}", short(snapshot.id()));
    download(&name, SheetForm::Csv, vec![sheet]).await
}

/// A snapshot by its whole id. What is no hexadecimal number is not looked for on the disk.
pub(super) async fn found(site: &Site, id: String) -> Result<Snapshot, Fault> {
    if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Fault::NotFound);
    }
    let home = site.settings.home.path.clone();
    let opened = apart(move || waymark_snapshot::open(&home, &id)).await?;
    opened.map_err(|error| match error {
        SnapshotError::None { .. }
        | SnapshotError::NotFound { .. }
        | SnapshotError::Ambiguous { .. } => Fault::NotFound,
        error @ (SnapshotError::Damaged { .. } | SnapshotError::Format { .. }) => {
            Fault::Unfit(sentence(&error.to_string()))
        }
        other => Fault::failed(other),
    })
}
