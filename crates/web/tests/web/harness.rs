//! The application on Loamshire's whole home, asked in process.
//!
//! The home is made once for all tests of a run; a test that writes works on a copy.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{Request, Response, StatusCode, header};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use scraper::{Html, Selector};
use tempfile::TempDir;
use tower::ServiceExt;
use waymark_accounts::{Accounts, Known, LinkKind};
use waymark_app::{Order, Stamp};
use waymark_plan::PersonId;
use waymark_plan::ledger::Command;
use waymark_plan::ledger::parts::{Role, RoleOf};
use waymark_publication::Home;
use waymark_web::{Clock, Settings, Site, app};

/// The password of every account of the tests: of made-up people.
pub const PASSWORD: &str = "a made-up phrase for tests";
/// The day of all requests.
pub const TODAY: Date = date(2017, 11, 14);

/// The time of all requests.
pub fn now() -> Timestamp {
    "2017-11-14T10:00:00Z".parse().unwrap()
}

/// Roles that the tests give to people of Loamshire who have none, so that there is somebody for
/// each role who has that one alone.
const GRANTED: &[(&str, Role)] = &[
    ("P30", Role::Administrator),
    ("P29", Role::Analyst),
    ("P31", Role::Analyst),
    ("P31", Role::CaseReader),
    ("P32", Role::CaseReader),
];

/// Who has which role in Loamshire; none for somebody who has not signed in.
pub const PEOPLE: &[(&str, Option<&str>)] = &[
    ("public", None),
    ("administrator", Some("P30")),
    ("director", Some("P2")),
    ("chair", Some("P3")),
    ("analyst", Some("P29")),
    ("analyst who reads cases", Some("P31")),
    ("case reader alone", Some("P32")),
    ("lead", Some("P5")),
    ("auditor", Some("P13")),
    ("legal", Some("P33")),
    ("finance", Some("P34")),
    ("councillor", Some("P12")),
];

/// The seed of Loamshire's files.
const SEED: u64 = 20_171_113;

static LOAMSHIRE: OnceLock<TempDir> = OnceLock::new();

/// Loamshire's home, made once. Nothing may write to it.
pub fn loamshire() -> PathBuf {
    let folder = LOAMSHIRE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().to_owned();
        // A test runs inside an engine already, which would not begin another.
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let mut made = waymark_demo::make(&out, SEED, now(), &mut |_| {})
                    .await
                    .unwrap();
                for (person, role) in GRANTED {
                    let grant = Order {
                        command: Command::GrantRole(RoleOf {
                            person: person.parse().unwrap(),
                            role: *role,
                        }),
                        stamp: Stamp {
                            by: "P10".parse().unwrap(),
                            today: date(2017, 11, 13),
                            now: now(),
                            id: format!("harness-{person}-{}", role.as_str())
                                .parse()
                                .unwrap(),
                        },
                        seen: None,
                    };
                    made.ledger.give(&grant).await.unwrap();
                }
                let people = PEOPLE.iter().filter_map(|(_, person)| *person);
                for person in people.chain(["P1", "P10"]) {
                    account(made.ledger.store().clone(), person).await;
                }
                made.ledger.store().clone().close().await;
            });
        })
        .join()
        .unwrap();
        folder
    });
    folder.path().join("waymark-data")
}

async fn account(store: waymark_store::Store, person: &str) {
    let accounts = Accounts::new(store);
    let person: PersonId = person.parse().unwrap();
    let token = accounts
        .new_link(&person, LinkKind::Invitation, now())
        .await
        .unwrap();
    let known = Known {
        name: None,
        email: None,
    };
    accounts
        .set_password_by_link(&token, PASSWORD, &known, now())
        .await
        .unwrap();
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The application on a copy of Loamshire's home.
pub struct Desk {
    /// What all requests share.
    pub site: Site,
    /// The application.
    pub app: Router,
    _folder: TempDir,
}

impl Desk {
    /// Opens it.
    pub async fn open() -> Self {
        Self::open_with(|settings| settings).await
    }

    /// Opens it with other settings.
    pub async fn open_with(change: impl FnOnce(Settings) -> Settings) -> Self {
        let home = tokio::task::spawn_blocking(loamshire).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path().join("waymark-data");
        copy(&home, &own);
        let at: SocketAddr = "127.0.0.1:8420".parse().unwrap();
        let settings = change(Settings::local(Home::new(own), at));
        let site = Site::open(settings, Clock::new(now, || TODAY))
            .await
            .unwrap();
        Self {
            app: app(site.clone()),
            site,
            _folder: folder,
        }
    }

    /// A browser of somebody; `None` has not signed in.
    pub async fn browser(&self, person: Option<&str>) -> Browser {
        let mut browser = Browser {
            app: self.app.clone(),
            cookies: Vec::new(),
        };
        if let Some(person) = person {
            let email = self.email(person);
            browser.get("/sign-in").await;
            let answer = browser
                .post("/sign-in", &[("email", &email), ("password", PASSWORD)])
                .await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        }
        browser
    }

    /// The e-mail address of a person.
    pub fn email(&self, person: &str) -> String {
        let view = self.site.book.view();
        let person: PersonId = person.parse().unwrap();
        view.people.get(&person).unwrap().email.clone().unwrap()
    }
}

/// A browser without JavaScript: it keeps cookies and follows nothing.
pub struct Browser {
    app: Router,
    cookies: Vec<(String, String)>,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Where it leads, where it leads elsewhere.
    pub location: Option<String>,
    /// Its headers.
    pub headers: axum::http::HeaderMap,
    /// Its body as text.
    pub text: String,
    /// Its body.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The texts of the elements that a CSS selector finds, white space made single.
    pub fn find(&self, selector: &str) -> Vec<String> {
        let page = Html::parse_document(&self.text);
        let selector = Selector::parse(selector).unwrap();
        page.select(&selector)
            .map(|element| {
                let text: String = element.text().collect();
                text.split_whitespace().collect::<Vec<_>>().join(" ")
            })
            .collect()
    }

    /// The values of an attribute of the elements that a CSS selector finds.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let page = Html::parse_document(&self.text);
        let selector = Selector::parse(selector).unwrap();
        page.select(&selector)
            .filter_map(|element| element.value().attr(name).map(str::to_owned))
            .collect()
    }

    /// The value of a hidden field.
    pub fn hidden(&self, name: &str) -> String {
        let found = self.attributes(&format!("input[type=hidden][name={name}]"), "value");
        found.into_iter().next().unwrap_or_default()
    }
}

impl Browser {
    /// Asks for a page.
    pub async fn get(&mut self, path: &str) -> Answer {
        let request = Request::get(path).body(Body::empty()).unwrap();
        self.send(request).await
    }

    /// Sends a form with the token of the session.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.token().await;
        let mut all: Vec<(&str, &str)> = vec![("csrf", token.as_str())];
        all.extend(fields);
        self.post_as_it_is(path, &all).await
    }

    /// Sends a form as it is.
    pub async fn post_as_it_is(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = serde_urlencoded::to_string(fields).unwrap();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        self.send(request).await
    }

    /// Fills in the form of a page, whose hidden fields come back as they are, and sends it.
    pub async fn fill(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text);
        let names = page.attributes("main form input[type=hidden]", "name");
        let values = page.attributes("main form input[type=hidden]", "value");
        let mut all: Vec<(&str, &str)> = names
            .iter()
            .map(String::as_str)
            .zip(values.iter().map(String::as_str))
            .filter(|(name, _)| !fields.iter().any(|(given, _)| given == name))
            .collect();
        all.extend(fields);
        self.post_as_it_is(path, &all).await
    }

    /// The token that forms of this session carry.
    pub async fn token(&mut self) -> String {
        for page in ["/account", "/sign-in"] {
            let token = self.get(page).await.hidden("csrf");
            if !token.is_empty() {
                return token;
            }
        }
        String::new()
    }

    /// Sends a request with the browser's cookies.
    pub async fn send(&mut self, mut request: Request<Body>) -> Answer {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        if !cookies.is_empty() {
            request
                .headers_mut()
                .insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        }
        let from = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 50_000);
        request.extensions_mut().insert(ConnectInfo(from));
        let response = self.app.clone().oneshot(request).await.unwrap();
        self.keep_cookies(&response);
        let status = response.status();
        let headers = response.headers().clone();
        let bytes = to_bytes(response.into_body(), 64 << 20).await.unwrap();
        Answer {
            status,
            location: headers
                .get(header::LOCATION)
                .map(|to| to.to_str().unwrap().to_owned()),
            headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
            bytes: bytes.to_vec(),
        }
    }

    fn keep_cookies(&mut self, response: &Response<Body>) {
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let (pair, rest) = cookie.split_once(';').unwrap_or((cookie, ""));
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.retain(|(known, _)| known != name);
            if !rest.contains("Max-Age=0") {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
    }
}
