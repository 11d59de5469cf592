//! What all routes share: the ledger, the figures, the accounts, the settings.

use std::net::SocketAddr;
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;

use waymark_accounts::Accounts;
use waymark_app::{AppError, Location};
use waymark_intake::{Intake, IntakeError};
use waymark_publication::{Home, PublicationError, TemplateText};

use crate::book::Book;
use crate::clock::Clock;
use crate::desk::Desk;
use crate::oidc::{Provider, ProviderSettings};
use crate::post::Post;
use crate::shelf::Shelf;

/// How the application is set up.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The folder of snapshots, benchmarks and reports.
    pub home: Home,
    /// The place of the ledger.
    pub ledger: Location,
    /// A folder of the council's own definitions.
    pub definitions: Option<PathBuf>,
    /// The template of reports.
    pub template: TemplateText,
    /// The address under which browsers reach the application, without a slash at the end, such as
    /// `https://waymark.council.example`. Links in letters and the identity provider's way back
    /// are made from it; where it begins with `https`, cookies go over encrypted connections only.
    pub public_address: String,
    /// Whether a proxy stands before it, whose word about the client's address is taken.
    pub behind_proxy: bool,
    /// The largest upload, in bytes.
    pub largest_upload: usize,
    /// How many requests a second one address may make, on average.
    pub requests_a_second: u32,
    /// The settings of mail; where there are none, links are handed on by hand.
    pub mail: Option<waymark_reminders::Settings>,
    /// The mail server's password, where it asks for one.
    pub mail_password: Option<String>,
    /// The council's identity provider.
    pub identity_provider: Option<ProviderSettings>,
}

impl Settings {
    /// Whether browsers reach the application over an encrypted connection.
    pub fn is_encrypted(&self) -> bool {
        self.public_address.starts_with("https://")
    }

    /// The settings for one laptop: the embedded store in a home folder, reached from this machine
    /// alone.
    pub fn local(home: Home, at: SocketAddr) -> Self {
        Self {
            ledger: Location::Sqlite(home.path.join("ledger.db")),
            home,
            definitions: None,
            template: TemplateText::built_in(),
            public_address: format!("http://{at}"),
            behind_proxy: false,
            largest_upload: 256 << 20,
            requests_a_second: 50,
            mail: None,
            mail_password: None,
            identity_provider: None,
        }
    }
}

/// Why the application cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// The ledger, or what stands beside it, cannot be opened.
    #[error(transparent)]
    Ledger(#[from] AppError),
    /// The definitions are wrong.
    #[error(transparent)]
    Definitions(#[from] PublicationError),
    /// What was handed in cannot be looked through.
    #[error(transparent)]
    Intake(IntakeError),
}

/// What all routes share. Clones are cheap and the same.
#[derive(Clone)]
pub struct Site(Arc<Parts>);

/// The parts of a [`Site`].
pub struct Parts {
    /// How it is set up.
    pub settings: Settings,
    /// The ledger.
    pub book: Book,
    /// The figures.
    pub desk: Desk,
    /// The published reports.
    pub shelf: Shelf,
    /// The accounts.
    pub accounts: Accounts,
    /// The identity provider, where there is one.
    pub provider: Option<Provider>,
    /// Letters that go out.
    pub post: Post,
    /// What the time is.
    pub clock: Clock,
}

impl Deref for Site {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Site {
    /// Opens everything. The ledger is made where there is none.
    pub async fn open(settings: Settings, clock: Clock) -> Result<Self, SiteError> {
        let book = Book::open(&settings.ledger).await?;
        let accounts = Accounts::new(book.store().clone());
        let desk = Desk::new(
            settings.home.clone(),
            settings.definitions.clone(),
            settings.template.clone(),
        )?;
        let provider = settings.identity_provider.clone().map(Provider::new);
        Intake::new(settings.home.clone())
            .clear_leftovers()
            .map_err(SiteError::Intake)?;
        let post = Post::new(settings.mail.clone()).with_password(settings.mail_password.clone());
        Ok(Self(Arc::new(Parts {
            book,
            desk,
            shelf: Shelf::new(),
            accounts,
            provider,
            post,
            clock,
            settings,
        })))
    }

    /// The name of the session's cookie.
    pub fn cookie_name(&self) -> &'static str {
        // Browsers take a cookie of this name over encrypted connections only, and for the whole
        // host only.
        if self.settings.is_encrypted() {
            "__Host-waymark"
        } else {
            "waymark"
        }
    }
}
