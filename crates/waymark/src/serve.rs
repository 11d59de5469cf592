//! `waymark serve`: the web application.

use std::net::SocketAddr;
use std::path::Path;

use anyhow::{Context, anyhow};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use waymark_publication::TemplateText;
use waymark_web::oidc::ProviderSettings;
use waymark_web::pages::account::{demo_accounts, first_link};
use waymark_web::{Clock, Settings, Site};

use crate::cli::ServeArguments;
use crate::data::{self, Home};
use crate::plan::remind::PASSWORD;
use crate::plan::session::location;
use crate::{DONE, clock, output, report};

/// The password of a demonstration's accounts: of made-up people in a made-up council.
const DEMO_PASSWORD: &str = "loamshire-by-the-river";

/// Serves the application until it is stopped.
pub fn run(home: &Home, arguments: &ServeArguments) -> anyhow::Result<u8> {
    let settings = settings(home, arguments)?;
    data::block_on(async {
        let site = open(settings).await?;
        serve(site, arguments.listen, async |site: &Site| {
            if arguments.demo_accounts {
                return tell_demo_accounts(site).await;
            }
            if let Some(link) = first_link(site).await? {
                output::line(&format!(
                    "nobody has an account yet; begin here, within a day:\n  {link}"
                ));
            }
            Ok(())
        })
        .await
    })
}

fn settings(home: &Home, arguments: &ServeArguments) -> anyhow::Result<Settings> {
    let local = Settings::local(home.clone(), arguments.listen);
    let public_address = match &arguments.public_address {
        None => local.public_address.clone(),
        Some(address) => {
            let address = address.trim_end_matches('/');
            if !address.starts_with("http://") && !address.starts_with("https://") {
                return Err(anyhow!(
                    "--public-address is the beginning of a web address, such as https://waymark.council.example, and not `{address}`"
                ));
            }
            address.to_owned()
        }
    };
    Ok(Settings {
        ledger: location(home, arguments.ledger.as_deref())?,
        definitions: arguments.definitions.clone(),
        template: match &arguments.template {
            Some(path) => report::read_template(path)?,
            None => TemplateText::built_in(),
        },
        public_address,
        behind_proxy: arguments.behind_proxy,
        largest_upload: arguments.largest_upload << 20,
        requests_a_second: arguments.requests_a_second,
        mail: arguments
            .mail
            .as_deref()
            .map(|path| read(path, "the settings of mail"))
            .transpose()?
            .map(|text| waymark_reminders::Settings::read(&text))
            .transpose()?,
        mail_password: std::env::var(PASSWORD).ok(),
        identity_provider: arguments
            .identity_provider
            .as_deref()
            .map(|path| {
                let text = read(path, "the settings of the identity provider")?;
                let read = || -> anyhow::Result<ProviderSettings> {
                    let settings: ProviderSettings = toml::from_str(&text)?;
                    settings.check()?;
                    Ok(settings)
                };
                read().with_context(|| format!("{} is not sound", path.display()))
            })
            .transpose()?,
        ..local
    })
}

fn read(path: &Path, what: &str) -> anyhow::Result<String> {
    std::fs::read_to_string(path)
        .with_context(|| format!("{what}, {}, cannot be read", path.display()))
}

/// Opens the site.
pub async fn open(settings: Settings) -> anyhow::Result<Site> {
    Ok(Site::open(settings, Clock::new(clock::now, clock::today)).await?)
}

/// Makes the accounts of a demonstration and says who they are.
pub async fn tell_demo_accounts(site: &Site) -> anyhow::Result<()> {
    let accounts = demo_accounts(site, DEMO_PASSWORD).await?;
    output::line(&format!(
        "\n{} is open at {}. Sign in as one of these; the password of each is `{DEMO_PASSWORD}`:",
        site.book.view().council(),
        site.settings.public_address
    ));
    for account in &accounts {
        let roles: Vec<&str> = account.roles.iter().map(|role| role.in_words()).collect();
        output::line(&format!(
            "  {:<34} {}, {}",
            account.email,
            account.name,
            roles.join(" and ")
        ));
    }
    output::line("");
    Ok(())
}

/// Serves a site at an address. What is to be told is told once the address is taken.
pub async fn serve(
    site: Site,
    listen: SocketAddr,
    tell: impl AsyncFnOnce(&Site) -> anyhow::Result<()>,
) -> anyhow::Result<u8> {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_max_level(tracing_subscriber::filter::LevelFilter::INFO)
        .with_target(false)
        .init();
    let listener = TcpListener::bind(listen).await.with_context(|| {
        format!("nothing can listen at {listen}: another program may; choose another with --listen")
    })?;
    tell(&site).await?;
    output::line(&format!(
        "serving {} until Ctrl+C",
        site.settings.public_address
    ));
    let (stop, stopped) = oneshot::channel::<()>();
    let mut stop = Some(stop);
    ctrlc::set_handler(move || {
        if let Some(stop) = stop.take() {
            // Where nobody waits any more, it has stopped already.
            stop.send(()).ok();
        }
    })
    .context("Ctrl+C cannot be caught")?;
    waymark_web::serve(site, listener, async {
        stopped.await.ok();
    })
    .await
    .context("the server failed")?;
    Ok(DONE)
}
