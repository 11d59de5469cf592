//! The ledger in one file, and how the application is set up.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use waymark_accounts::TrailKind;
use waymark_app::Ledger;
use waymark_narrative::sentence::words;

use crate::fault::Fault;
use crate::handed_out::attachment;
use crate::shell::{Shell, html};
use crate::site::Site;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "admin/backup.html")]
struct BackupPage {
    shell: Shell,
    events: u64,
    last_on: String,
    hash: String,
}

#[derive(Template)]
#[template(path = "admin/settings.html")]
struct SettingsPage {
    shell: Shell,
    ledger: String,
    home: String,
    address: String,
    mail: bool,
    provider: bool,
    definitions: Vec<(String, String, u32)>,
    own_definitions: Option<String>,
    template: String,
    template_is_built_in: bool,
}

/// Shows what a backup is.
pub async fn show(State(site): State<Site>, mut visitor: Visitor) -> Result<Response, Fault> {
    visitor.kept().await?;
    let shell = Shell::with_notice(&site, &mut visitor).await?;
    let view = &visitor.view;
    Ok(html(&BackupPage {
        shell,
        events: view.head.seq,
        last_on: view.state.last_on.map(words::day).unwrap_or_default(),
        hash: view.head.hash.to_string(),
    }))
}

/// Gives the ledger in one file.
pub async fn file(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let backup = Ledger::backup(&site.settings.ledger, visitor.now).await?;
    let backup = backup.ok_or(Fault::NotFound)?;
    site.accounts
        .note(
            TrailKind::BackupTaken,
            visitor.who.as_ref(),
            Some(visitor.address),
            None,
            visitor.now,
        )
        .await?;
    let name = format!("waymark-backup-{}.jsonl", visitor.today);
    Ok(attachment(
        &name,
        "application/octet-stream",
        backup.to_bytes(),
    ))
}

/// Shows how the application is set up.
pub async fn settings(State(site): State<Site>, mut visitor: Visitor) -> Result<Response, Fault> {
    let shell = Shell::with_notice(&site, &mut visitor).await?;
    let set = &site.settings;
    let own = waymark_publication::TemplateText::built_in();
    Ok(html(&SettingsPage {
        shell,
        ledger: set.ledger.to_string(),
        home: set.home.path.display().to_string(),
        address: set.public_address.clone(),
        mail: site.post.is_set_up(),
        provider: site.provider.is_some(),
        definitions: site
            .desk
            .metas()
            .into_iter()
            .map(|meta| (meta.id.to_string(), meta.title, meta.fingerprint.version))
            .collect(),
        own_definitions: set
            .definitions
            .as_ref()
            .map(|folder| folder.display().to_string()),
        template_is_built_in: own.text == set.template.text,
        template: set.template.text.clone(),
    }))
}
