//! Accounts of two made-up people in an empty store, on either engine.

use std::net::IpAddr;
use std::sync::atomic::{AtomicU32, Ordering};

use jiff::{SignedDuration, Timestamp};
use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection};
use tempfile::TempDir;
use waymark_accounts::{Accounts, Known, LinkKind, SignIn, SignedIn, Source, TrailKind};
use waymark_plan::PersonId;
use waymark_store::{Location, NewPerson, Store};

/// Runs each of the named functions on SQLite, and on PostgreSQL where there is one.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                super::$name(&crate::place::Place::sqlite().await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                match crate::place::Place::postgres().await {
                    Some(place) => super::$name(&place).await,
                    None => eprintln!("skipped: no PostgreSQL is there"),
                }
            }
        }
    )+};
}

/// What both people sign in with.
pub const PASSWORD: &str = "otter lamp river seven";
/// Another that will do.
pub const OTHER: &str = "heron stone bridge four";

/// A store with two people who have passwords.
pub struct Place {
    pub store: Store,
    pub accounts: Accounts,
    pub gwen: PersonId,
    pub owen: PersonId,
    at: Location,
    _folder: Option<TempDir>,
}

static DATABASES: AtomicU32 = AtomicU32::new(0);

impl Place {
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = Location::Sqlite(folder.path().join("plan.db"));
        Self::at(&at, Some(folder)).await
    }

    pub async fn postgres() -> Option<Self> {
        let server = waymark_testkit::postgres_server()?;
        let number = DATABASES.fetch_add(1, Ordering::Relaxed);
        let name = format!("waymark_accounts_{}_{number}", std::process::id());
        let mut connection = PgConnection::connect(&server).await.unwrap();
        for sql in [
            format!("DROP DATABASE IF EXISTS {name}"),
            format!("CREATE DATABASE {name}"),
        ] {
            sqlx::raw_sql(AssertSqlSafe(sql))
                .execute(&mut connection)
                .await
                .unwrap();
        }
        let options: PgConnectOptions = server.parse().unwrap();
        let url = options.database(&name).to_url_lossy().to_string();
        Some(Self::at(&url.parse().unwrap(), None).await)
    }

    async fn at(at: &Location, folder: Option<TempDir>) -> Self {
        let store = Store::open(at).await.unwrap();
        let accounts = Accounts::new(store.clone());
        assert!(!accounts.any().await.unwrap());
        let mut people = Vec::new();
        for name in ["Gwen Ashdown", "Owen Birch"] {
            let id = add(&store, name).await;
            follow_a_link(&accounts, &id, PASSWORD, now()).await;
            people.push(id);
        }
        assert!(accounts.any().await.unwrap());
        Self {
            store,
            accounts,
            owen: people.pop().unwrap(),
            gwen: people.pop().unwrap(),
            at: at.clone(),
            _folder: folder,
        }
    }

    /// Runs a statement behind the store's back.
    pub async fn run(&self, sql: &'static str) -> Result<(), sqlx::Error> {
        match &self.at {
            Location::Sqlite(path) => {
                let options = SqliteConnectOptions::new().filename(path);
                let mut connection = options.connect().await?;
                sqlx::query(sql).execute(&mut connection).await?;
            }
            Location::Postgres(url) => {
                let mut connection = PgConnection::connect(url).await?;
                sqlx::query(sql).execute(&mut connection).await?;
            }
        }
        Ok(())
    }

    /// Adds somebody who has no account.
    pub async fn somebody(&self, name: &str) -> PersonId {
        add(&self.store, name).await
    }

    /// Gwen sets a password by a link.
    pub async fn gwen_follows_a_link(&self, password: &str, at: Timestamp) {
        follow_a_link(&self.accounts, &self.gwen, password, at).await;
    }

    /// Fifty failures at Gwen's account from ten addresses: from then on strangers wait, wherever
    /// they are.
    pub async fn strangers_fail_fifty_times(&self, at: Timestamp) {
        for number in 0..50 {
            let from = from(&format!("198.51.100.{}", number / 5));
            let tried = self.gwen_tries("wrong", &from, at).await;
            assert_eq!(tried, SignIn::Wrong, "{number}");
        }
    }

    /// Somebody tries to sign in with a name that nobody has.
    pub async fn nobody_tries(&self, name: &str, from: &Source, at: Timestamp) -> SignIn {
        self.accounts
            .sign_in(None, name, PASSWORD, from, at)
            .await
            .unwrap()
    }

    /// Owen tries to sign in.
    pub async fn owen_tries(&self, password: &str, from: &Source, at: Timestamp) -> SignIn {
        self.accounts
            .sign_in(Some(&self.owen), "owen@a.example", password, from, at)
            .await
            .unwrap()
    }

    /// Gwen tries to sign in.
    pub async fn gwen_tries(&self, password: &str, from: &Source, at: Timestamp) -> SignIn {
        self.accounts
            .sign_in(Some(&self.gwen), "gwen@a.example", password, from, at)
            .await
            .unwrap()
    }
}

async fn add(store: &Store, name: &str) -> PersonId {
    let person = NewPerson {
        name: name.to_owned(),
        post: "Officer".to_owned(),
        email: None,
        phone: None,
    };
    store.add_person(&person, now()).await.unwrap()
}

async fn follow_a_link(accounts: &Accounts, person: &PersonId, password: &str, at: Timestamp) {
    let link = accounts
        .new_link(person, LinkKind::Invitation, at)
        .await
        .unwrap();
    accounts
        .set_password_by_link(&link, password, &Known::default(), at)
        .await
        .unwrap();
}

/// What the trail says, the first first.
pub async fn kinds(place: &Place) -> Vec<TrailKind> {
    let trail = place.accounts.trail(None, 1000).await.unwrap();
    trail.iter().rev().map(|entry| entry.kind).collect()
}

/// Ten in the morning in UTC.
pub fn now() -> Timestamp {
    "2017-03-01T10:00:00Z".parse().unwrap()
}

/// So many minutes later.
pub fn later(minutes: i64) -> Timestamp {
    now() + SignedDuration::from_mins(minutes)
}

/// A stranger at an address.
pub fn from(address: &str) -> Source {
    Source {
        address: address.parse::<IpAddr>().unwrap(),
        device: None,
    }
}

/// Whoever is in, or a failure of the test.
pub fn inside(signed: SignIn) -> SignedIn {
    match signed {
        SignIn::In(signed) => signed,
        other => panic!("not in: {other:?}"),
    }
}
