//! Signing in through a real identity provider on this machine, the way a browser walks it.
//!
//! The provider, `checks/oidc/provider.mjs`, signs in whom the request's `login_hint` names, and
//! spoils the ID token as its second word says.

use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command as Program, Stdio};

use jiff::Timestamp;
use jiff::civil::date;
use serde_json::Value;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use waymark_app::{NewPerson, Order, Stamp};
use waymark_plan::ledger::Command;
use waymark_plan::ledger::parts::{Opening, Role, RoleOf};
use waymark_plan::{Authority, PersonId};
use waymark_publication::Home;
use waymark_web::oidc::ProviderSettings;
use waymark_web::{Clock, Settings, Site};

/// The time of both the application and the provider.
const NOW: &str = "2026-09-01T09:00:00Z";
/// The same, in seconds since 1970: worked with `date -u -d 2026-09-01T09:00:00Z +%s`.
const NOW_IN_SECONDS: &str = "1788253200";

fn now() -> Timestamp {
    NOW.parse().unwrap()
}

/// The provider's folder, where its libraries are installed. None where they are not.
fn provider_folder() -> Option<PathBuf> {
    let folder = waymark_testkit::workspace().join("checks").join("oidc");
    let is_there = folder.join("node_modules").join("oidc-provider").is_dir();
    assert!(
        is_there || std::env::var_os("CI").is_none(),
        "the test identity provider is not installed; run checks/setup"
    );
    is_there.then_some(folder)
}

/// A provider that runs until it is dropped.
struct Provider {
    program: Child,
    issuer: String,
    /// Held open: the provider ends where it cannot write.
    _out: BufReader<ChildStdout>,
}

impl Provider {
    fn start(folder: &PathBuf, back: &str, more: &[&str]) -> Self {
        let mut program = Program::new("node")
            .current_dir(folder)
            .args(["provider.mjs", "--client", "waymark", "--secret", "hush"])
            .args(["--back", back, "--now", NOW_IN_SECONDS])
            .args(more)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("node is installed, as its libraries are");
        let mut said = String::new();
        let mut out = BufReader::new(program.stdout.take().unwrap());
        out.read_line(&mut said).unwrap();
        let said: Value = serde_json::from_str(&said).unwrap();
        Self {
            program,
            issuer: said["issuer"].as_str().unwrap().to_owned(),
            _out: out,
        }
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        self.program.kill().ok();
        self.program.wait().ok();
    }
}

/// The application beside a provider, served.
struct Served {
    site: Site,
    address: String,
    /// Taken away, it stops the server.
    _stop: oneshot::Sender<()>,
    _provider: Provider,
    _folder: TempDir,
}

const GWEN: &str = "P1";
const OWEN: &str = "P2";

impl Served {
    /// None where the provider's libraries are not installed.
    async fn start(
        more: &[&str],
        change: impl FnOnce(ProviderSettings) -> ProviderSettings,
    ) -> Option<Self> {
        let Some(at) = provider_folder() else {
            eprintln!("skipped: checks/oidc is not installed; checks/setup installs it");
            return None;
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let listen = listener.local_addr().unwrap();
        let address = format!("http://{listen}");
        let provider = Provider::start(&at, &format!("{address}/sign-in/back"), more);
        let settings: ProviderSettings = serde_json::from_value(serde_json::json!({
            "issuer": provider.issuer,
            "client_id": "waymark",
            "client_secret": "hush",
            "name": "Loamshire account",
            "roles": { "Waymark.Analyst": "analyst", "Waymark.User": "lead" },
        }))
        .unwrap();
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path().to_owned());
        let settings = Settings {
            identity_provider: Some(change(settings)),
            ..Settings::local(home, listen)
        };
        let clock = Clock::new(now, || date(2026, 9, 1));
        let site = Site::open(settings, clock).await.unwrap();
        people(&site).await;
        let (stop, stopped) = oneshot::channel::<()>();
        tokio::spawn(waymark_web::serve(site.clone(), listener, async {
            stopped.await.ok();
        }));
        Some(Self {
            site,
            address,
            _stop: stop,
            _provider: provider,
            _folder: folder,
        })
    }

    /// Walks the whole way as somebody in a new browser. `mend` sees the address that the provider
    /// leads back to before the browser goes there.
    async fn walk(&self, hint: &str, mend: impl FnOnce(String) -> String) -> (Browser, Page) {
        let mut browser = Browser::new();
        let back = browser.goes_to_the_provider(&self.address, hint).await;
        let page = browser.get(&mend(back)).await;
        (browser, page)
    }

    async fn linked(&self, subject: &str) -> Option<PersonId> {
        let issuer = &self
            .site
            .settings
            .identity_provider
            .as_ref()
            .unwrap()
            .issuer;
        self.site.accounts.identity(issuer, subject).await.unwrap()
    }

    async fn set_email(&self, person: &str, name: &str, email: &str) {
        let (by, id): (PersonId, PersonId) = (GWEN.parse().unwrap(), person.parse().unwrap());
        let person = somebody(name, email);
        self.site
            .book
            .with(async |ledger| ledger.change_person(Some(&by), &id, &person).await)
            .await
            .unwrap();
    }
}

fn somebody(name: &str, email: &str) -> NewPerson {
    NewPerson {
        name: name.to_owned(),
        post: "Officer".to_owned(),
        email: Some(email.to_owned()),
        phone: None,
    }
}

/// Gwen Ash, who is an analyst, Owen Elm and Ivor Yew.
async fn people(site: &Site) {
    for (name, email) in [
        ("Gwen Ash", "Gwen.Ash@loamshire.example"),
        ("Owen Elm", "owen.elm@loamshire.example"),
        ("Ivor Yew", "ivor.yew@loamshire.example"),
    ] {
        site.book
            .add_person(None, &somebody(name, email), now())
            .await
            .unwrap();
    }
    let by: PersonId = GWEN.parse().unwrap();
    let commands = [
        Command::OpenLedger(Opening {
            authority: Authority {
                name: "Loamshire County Council".to_owned(),
                code: "999".parse().unwrap(),
            },
            demonstration: false,
        }),
        Command::GrantRole(RoleOf {
            person: by.clone(),
            role: Role::Analyst,
        }),
        Command::GrantRole(RoleOf {
            person: OWEN.parse().unwrap(),
            role: Role::Lead,
        }),
    ];
    let orders: Vec<Order> = (1..)
        .zip(commands)
        .map(|(number, command)| Order {
            command,
            stamp: Stamp {
                by: by.clone(),
                today: date(2026, 9, 1),
                now: now(),
                id: format!("given-{number}").parse().unwrap(),
            },
            seen: None,
        })
        .collect();
    site.book.give(&orders).await.unwrap();
}

/// A page as a browser gets it.
struct Page {
    status: u16,
    /// Where it leads, as a whole address.
    to: Option<String>,
    text: String,
}

/// A browser that follows nothing by itself, and keeps the cookies of each site.
struct Browser {
    http: reqwest::Client,
    cookies: HashMap<String, Vec<(String, String)>>,
}

impl Browser {
    fn new() -> Self {
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .unwrap();
        Self {
            http,
            cookies: HashMap::new(),
        }
    }

    async fn get(&mut self, address: &str) -> Page {
        let url = reqwest::Url::parse(address).unwrap();
        let origin = url.origin().ascii_serialization();
        let jar = self.cookies.entry(origin).or_default();
        let mut request = self.http.get(url.clone());
        if !jar.is_empty() {
            let pairs: Vec<String> = jar
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            request = request.header("cookie", pairs.join("; "));
        }
        let response = request.send().await.unwrap();
        for cookie in response.headers().get_all("set-cookie") {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            jar.retain(|(known, _)| known != name);
            if !value.is_empty() {
                jar.push((name.to_owned(), value.to_owned()));
            }
        }
        let to = response
            .headers()
            .get("location")
            .map(|to| to.to_str().unwrap().to_owned());
        Page {
            status: response.status().as_u16(),
            to: to.map(|to| url.join(&to).unwrap().to_string()),
            text: response.text().await.unwrap(),
        }
    }

    /// Goes to the provider, lets it sign somebody in, and gives the address that it leads back to.
    async fn goes_to_the_provider(&mut self, application: &str, hint: &str) -> String {
        let begun = self.get(&format!("{application}/sign-in/provider")).await;
        let provider = begun
            .to
            .unwrap_or_else(|| panic!("not led to the provider: {}", begun.text));
        let mut next = format!("{provider}&login_hint={hint}");
        // Its question whom to sign in, its answer, and the way back.
        for _ in 0..4 {
            let page = self.get(&next).await;
            next = page
                .to
                .unwrap_or_else(|| panic!("the provider leads nowhere: {}", page.text));
            if next.starts_with(application) {
                return next;
            }
        }
        panic!("the provider does not lead back");
    }

    /// Whether the application knows somebody in this browser.
    async fn is_in(&mut self, application: &str) -> bool {
        self.get(&format!("{application}/account")).await.status == 200
    }
}

/// Takes a part out of an address and puts another there.
fn with(address: &str, name: &str, value: &str) -> String {
    let mut url = reqwest::Url::parse(address).unwrap();
    let pairs: Vec<(String, String)> = url
        .query_pairs()
        .map(|(known, old)| {
            let kept = if known == name { value.into() } else { old };
            (known.into_owned(), kept.into_owned())
        })
        .collect();
    url.query_pairs_mut().clear().extend_pairs(pairs);
    url.to_string()
}

fn part(address: &str, name: &str) -> String {
    let url = reqwest::Url::parse(address).unwrap();
    let mut pairs = url.query_pairs();
    pairs
        .find(|(known, _)| known == name)
        .map(|(_, value)| value.into_owned())
        .unwrap()
}

/// Asserts that a page says why nobody was signed in, and that nobody was.
async fn check_refused(
    served: &Served,
    what: &str,
    (mut browser, page): (Browser, Page),
    why: &str,
) {
    assert_eq!(page.status, 422, "{what}");
    assert!(
        page.text.contains(why),
        "{what}: not {why:?} in {}",
        page.text
    );
    assert!(
        !browser.is_in(&served.address).await,
        "{what}: somebody is in"
    );
}

const NOT_RELIED_ON: &str = "cannot be relied on";
const BEGIN_AGAIN: &str = "begun too long ago, or in another window";

#[tokio::test(flavor = "multi_thread")]
async fn only_who_the_provider_vouches_for_gets_in() {
    let Some(served) = Served::start(&[], |settings| settings).await else {
        return;
    };
    for (hint, why) in [
        ("una", "nobody here has the e-mail address"),
        ("owen", "nobody here has the e-mail address"),
        ("gwen:audience", NOT_RELIED_ON),
        ("gwen:audiences", NOT_RELIED_ON),
        ("gwen:issuer", NOT_RELIED_ON),
        ("gwen:nonce", NOT_RELIED_ON),
        ("gwen:expired", NOT_RELIED_ON),
        ("gwen:forged", NOT_RELIED_ON),
        ("gwen:unsigned", NOT_RELIED_ON),
    ] {
        check_refused(&served, hint, served.walk(hint, |back| back).await, why).await;
    }
    // What is changed on the way back.
    let other_state = served
        .walk("gwen", |back| with(&back, "state", "another"))
        .await;
    check_refused(&served, "another state", other_state, BEGIN_AGAIN).await;
    let other_issuer = served
        .walk("gwen", |back| with(&back, "iss", "https://another.example"))
        .await;
    check_refused(&served, "another issuer", other_issuer, NOT_RELIED_ON).await;
    let declined = served
        .walk("gwen", |back| {
            format!(
                "{}/sign-in/back?error=access_denied&state={}",
                back.split("/sign-in").next().unwrap(),
                part(&back, "state")
            )
        })
        .await;
    check_refused(&served, "declined", declined, "did not sign you in").await;
    // The answer of one browser in another.
    let mut first = Browser::new();
    let back = first.goes_to_the_provider(&served.address, "gwen").await;
    let mut second = Browser::new();
    let page = second.get(&back).await;
    check_refused(&served, "another browser", (second, page), BEGIN_AGAIN).await;
    // Its code with another browser's state: the proof of who asked for it is missing.
    let mut second = Browser::new();
    let own = second.goes_to_the_provider(&served.address, "una").await;
    let page = second.get(&with(&own, "code", &part(&back, "code"))).await;
    check_refused(&served, "another's code", (second, page), NOT_RELIED_ON).await;

    for subject in ["sub-gwen", "sub-owen", "sub-una"] {
        assert_eq!(served.linked(subject).await, None, "{subject} was linked");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_known_gets_in_and_stays_the_same_person() {
    let Some(served) = Served::start(&[], |settings| settings).await else {
        return;
    };
    let gwen: PersonId = GWEN.parse().unwrap();
    let address = &served.address;

    let mut browser = Browser::new();
    let page = browser.get(&format!("{address}/sign-in")).await;
    assert!(
        page.text.contains("Sign in with Loamshire account"),
        "{}",
        page.text
    );
    let back = browser.goes_to_the_provider(address, "gwen").await;
    let page = browser.get(&back).await;
    assert_eq!(page.status, 303, "{}", page.text);
    assert_eq!(page.to, Some(format!("{address}/overview")));
    assert!(browser.is_in(address).await);
    let jar = &browser.cookies[address];
    assert!(
        jar.iter().any(|(name, _)| name == "waymark-device"),
        "{jar:?}"
    );
    assert_eq!(served.linked("sub-gwen").await, Some(gwen.clone()));

    // The same answer once more.
    let page = browser.get(&back).await;
    assert_eq!(page.status, 422);
    assert!(page.text.contains(BEGIN_AGAIN), "{}", page.text);

    // The app roles beside the ledger's: `Waymark.User` stands for a role that Gwen has not.
    let view = served.site.book.view();
    let provider = served.site.provider.as_ref().unwrap();
    let difference = provider.difference(&gwen, &view.state).unwrap();
    assert_eq!(difference.there_only, [Role::Lead]);
    assert_eq!(difference.here_only, []);
    assert_eq!(difference.at, now());
    assert!(!view.state.has_role(&gwen, Role::Lead));

    // The link holds when the address is another; and the address alone does not open it.
    served
        .set_email(GWEN, "Gwen Ash", "g.ash@loamshire.example")
        .await;
    let (mut browser, page) = served.walk("gwen", |back| back).await;
    assert_eq!(page.status, 303, "{}", page.text);
    assert!(browser.is_in(address).await);
    served
        .set_email(GWEN, "Gwen Ash", "gwen.ash@loamshire.example")
        .await;
    let newcomer = served.walk("gwendolyn", |back| back).await;
    check_refused(&served, "gwendolyn", newcomer, "Another account at").await;

    // A key that came after the first look at the provider's keys.
    let (mut browser, page) = served.walk("gwen:rotated", |back| back).await;
    assert_eq!(page.status, 303, "{}", page.text);
    assert!(browser.is_in(address).await);
    // One that never came.
    let unknown = served.walk("gwen:unknown", |back| back).await;
    check_refused(&served, "unknown key", unknown, NOT_RELIED_ON).await;

    served.site.accounts.disable(&gwen, now()).await.unwrap();
    assert!(!browser.is_in(address).await);
    let off = served.walk("gwen", |back| back).await;
    check_refused(&served, "turned off", off, "is turned off").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_role_can_be_required_and_a_directory_of_ones_own_trusted() {
    let change = |settings| ProviderSettings {
        required_role: Some("Waymark.User".to_owned()),
        trust_email: true,
        ..settings
    };
    // The provider takes the secret in the body alone, as some do.
    let Some(served) = Served::start(&["--post"], change).await else {
        return;
    };
    let ivor = served.walk("ivor", |back| back).await;
    check_refused(&served, "ivor", ivor, "for the role Waymark.User").await;
    assert_eq!(served.linked("sub-ivor").await, None);
    let (mut browser, page) = served.walk("owen", |back| back).await;
    assert_eq!(page.status, 303, "{}", page.text);
    assert!(browser.is_in(&served.address).await);
    assert_eq!(served.linked("sub-owen").await, Some(OWEN.parse().unwrap()));
}
