//! Odd addresses, odd queries and odd forms, from a seed: none of them ends in a failure of ours, shows
//! our inside, or comes back as a script.
//!
//! Addresses are those of the router's own list; the fields of forms are those that the pages show.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Request, header};
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use waymark_plan::ledger::CommandKind;
use waymark_web::routes;

use crate::harness::{Answer, Browser, Desk};

const SEED: u64 = 20_171_113;
/// How many odd requests each page and each form gets from each person.
const TIMES: usize = 4;

/// What would run where a page gave it back as it came.
const SCRIPT: &str = "\"'><script>alert(1)</script>";

/// The names that queries have.
const QUERIES: &[&str] = &[
    "aim",
    "back",
    "before",
    "bid",
    "code",
    "consultation",
    "decision",
    "error",
    "finding",
    "form",
    "format",
    "from",
    "inspection",
    "item",
    "limit",
    "looks",
    "measure",
    "meeting",
    "minute",
    "month",
    "offset",
    "one",
    "other",
    "page",
    "person",
    "recommendation",
    "reference",
    "report",
    "restatement",
    "role",
    "round",
    "state",
    "team",
    "theme",
    "to",
    "trail",
    "until",
];

/// Names of things that Loamshire has: odd values go beside sound ones.
const SOUND: &[&str] = &[
    "R1",
    "R1.1",
    "R1.M1",
    "A2017-09",
    "M2017-11",
    "M2017-10.A3",
    "P4",
    "committee-2017-11",
    "committee-2018-01",
    "re-referrals",
    "2017-09",
    "13",
    "11",
    "2017",
    "yes",
    "latest",
    "csv",
    "json",
];

/// Who asks: between them they reach every route.
const WHO: &[Option<&str>] = &[None, Some("P3"), Some("P30"), Some("P31"), Some("P5")];

/// What ends a session or takes its time on purpose is left to tests of its own.
const LEFT_OUT: &[&str] = &[
    "/sign-out",
    "/account/sign-out-everywhere",
    "/account/password",
    "/account/codes",
    "/account/codes/confirm",
    "/account/codes/off",
];

struct Dice(ChaCha8Rng);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.0.next_u64() % u64::try_from(n).unwrap()).unwrap()
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }

    /// A value that a sound program must be able to refuse, or to take.
    fn odd(&mut self) -> String {
        match self.below(18) {
            0 => String::new(),
            1 => SCRIPT.to_owned(),
            2 => "x".repeat(5_000),
            3 => "../../etc/passwd".to_owned(),
            4 => "..\\..\\windows\\win.ini".to_owned(),
            5 => "'; DROP TABLE ledger; --".to_owned(),
            6 => "-1".to_owned(),
            7 => "99999999999999999999".to_owned(),
            8 => "1e999".to_owned(),
            9 => "2017-02-30".to_owned(),
            10 => "\u{0}".to_owned(),
            11 => "\u{202e}\u{200f}\u{feff}\u{1f6a6}".to_owned(),
            12 => "{\"a\": [1]}".to_owned(),
            13 => "[[[[[[[[".to_owned(),
            14 => "\r\nSet-Cookie: a=b".to_owned(),
            15 => "//elsewhere.example/".to_owned(),
            16 => "%s%n%{x}".to_owned(),
            _ => self.of(SOUND).to_owned(),
        }
    }

    /// The path of a route with something in the place of each of its parts.
    fn path(&mut self, route: &str) -> String {
        let parts: Vec<String> = route
            .split('/')
            .map(|part| match part {
                "{kind}" => self.kind(),
                part if part.starts_with('{') && self.below(2) == 0 => encoded(self.of(SOUND)),
                part if part.starts_with('{') => match self.below(6) {
                    // Not even text.
                    0 => "%ff%fe".to_owned(),
                    _ => encoded(&self.odd()),
                },
                part => part.to_owned(),
            })
            .collect();
        parts.join("/")
    }

    fn kind(&mut self) -> String {
        if self.below(10) == 0 {
            return encoded(&self.odd());
        }
        let all = CommandKind::ALL;
        all[self.below(all.len())].as_str().to_owned()
    }

    fn query(&mut self) -> String {
        let count = self.below(4);
        let pairs: Vec<String> = (0..count)
            .map(|_| format!("{}={}", self.of(QUERIES), encoded(&self.odd())))
            .collect();
        match (count, self.below(12)) {
            (0, 0) => "?%ff&&=&a".to_owned(),
            (0, _) => String::new(),
            _ => format!("?{}", pairs.join("&")),
        }
    }
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// What is wrong with an answer, if anything is.
fn fault(answer: &Answer) -> Option<&'static str> {
    let is_page = answer
        .headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if answer.status.is_server_error() {
        Some("a failure of ours")
    } else if [
        "panicked",
        "RUST_BACKTRACE",
        ".rs:",
        "SqliteError",
        "DataFusion error",
    ]
    .iter()
    .any(|inside| is_page && answer.text.contains(inside))
    {
        Some("our inside shows")
    } else if is_page && answer.text.contains("<script>alert(1)") {
        Some("a script comes back")
    } else if answer.headers.contains_key(header::SET_COOKIE)
        && answer.headers[header::SET_COOKIE] == "a=b"
    {
        Some("a header was put in")
    } else if answer.location.as_deref().is_some_and(|to| {
        to.starts_with("//") || to.contains("elsewhere.example") && !to.contains('?')
    }) {
        Some("it leads elsewhere")
    } else {
        None
    }
}

async fn get(browser: &mut Browser, address: &str) -> Option<Answer> {
    // What is no address at all does not come through a connection.
    let request = Request::get(address).body(Body::empty()).ok()?;
    Some(browser.send(request).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn odd_addresses_and_queries_end_in_no_failure() {
    let desk = Desk::open().await;
    let mut dice = Dice(ChaCha8Rng::seed_from_u64(SEED));
    let mut wrong = Vec::new();
    let mut asked = 0;
    for person in WHO {
        let mut browser = desk.browser(*person).await;
        for route in routes().iter().filter(|route| route.method == "GET") {
            for _ in 0..TIMES {
                let address = format!("{}{}", dice.path(route.path), dice.query());
                let Some(answer) = get(&mut browser, &address).await else {
                    continue;
                };
                asked += 1;
                if let Some(why) = fault(&answer) {
                    wrong.push(format!("{person:?} {address}: {why}, {}", answer.status));
                }
            }
        }
    }
    assert!(asked > 1_000, "{asked} requests are too few to tell");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn odd_forms_end_in_no_failure() {
    let desk = Desk::open().await;
    let mut dice = Dice(ChaCha8Rng::seed_from_u64(SEED));
    let mut wrong = Vec::new();
    let mut taken = 0;
    for person in WHO {
        let mut browser = desk.browser(*person).await;
        let token = browser.token().await;
        let mut forms: Vec<String> = routes()
            .iter()
            .filter(|route| route.method == "POST" && !LEFT_OUT.contains(&route.path))
            .map(|route| dice.path(route.path))
            .collect();
        if person.is_some() {
            for kind in CommandKind::ALL {
                for about in [
                    "recommendation=R1&item=R1.1&meeting=M2017-11&round=A2017-09&report=committee-2017-11",
                    "item=R2.M1&minute=M2017-10.A3&person=P4&measure=re-referrals",
                ] {
                    forms.push(format!("/give/{}?{about}", kind.as_str()));
                }
            }
        }
        for address in forms {
            // The fields that the page asks for, and one that it does not.
            let Some(page) = get(&mut browser, &address).await else {
                continue;
            };
            let names: BTreeSet<String> = ["input", "select", "textarea"]
                .iter()
                .flat_map(|kind| page.attributes(&format!("main form {kind}"), "name"))
                .chain(["seen".to_owned(), "giving".to_owned(), "else".to_owned()])
                .filter(|name| name != "csrf")
                .collect();
            for _ in 0..TIMES {
                let mut fields = vec![("csrf".to_owned(), token.clone())];
                for name in &names {
                    for _ in 0..dice.below(3) {
                        fields.push((name.clone(), dice.odd()));
                    }
                }
                let fields: Vec<(&str, &str)> = fields
                    .iter()
                    .map(|(name, value)| (name.as_str(), value.as_str()))
                    .collect();
                let answer = browser.post_as_it_is(&address, &fields).await;
                taken += usize::from(answer.status.as_u16() == 303);
                if let Some(why) = fault(&answer) {
                    wrong.push(format!(
                        "{person:?} {address} {fields:?}: {why}, {}",
                        answer.status
                    ));
                }
            }
            let broken = Request::post(address.as_str())
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::from(format!("csrf={token}&a=%ff%zz&&=\u{0}")))
                .unwrap();
            let answer = browser.send(broken).await;
            if let Some(why) = fault(&answer) {
                wrong.push(format!(
                    "{person:?} {address}, broken: {why}, {}",
                    answer.status
                ));
            }
        }
    }
    // Some odd forms are fine, and change the plan: what they left behind is shown without harm, too.
    assert!(taken > 0, "every form was refused");
    let mut browser = desk.browser(Some("P3")).await;
    for page in [
        "/overview",
        "/plan",
        "/work",
        "/log",
        "/meetings",
        "/audits",
        "/reports",
        "/data",
    ] {
        let answer = browser.get(page).await;
        if let Some(why) = fault(&answer) {
            wrong.push(format!("{page} afterwards: {why}, {}", answer.status));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
