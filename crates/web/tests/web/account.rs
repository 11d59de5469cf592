//! Signing in, one's own account, links that are followed once, and the first start.

use axum::http::StatusCode;
use totp_rs::Totp;
use waymark_accounts::LinkKind;
use waymark_app::{Location, NewPerson, Order, Stamp};
use waymark_plan::ledger::Command;
use waymark_plan::ledger::parts::{Opening, Role};
use waymark_plan::{Authority, PersonId};
use waymark_web::Settings;
use waymark_web::pages::account::{FirstError, demo_accounts, first_link};

use crate::harness::{Browser, Desk, PASSWORD, TODAY, now};

/// An analyst of Loamshire.
const ANALYST: &str = "P29";
/// Another password of made-up people.
const OTHER: &str = "heron copper lantern nine";

fn id(person: &str) -> PersonId {
    person.parse().unwrap()
}

async fn sign_in(
    browser: &mut Browser,
    email: &str,
    password: &str,
    to: &str,
) -> (StatusCode, String) {
    let fields = [("email", email), ("password", password), ("to", to)];
    let answer = browser.post("/sign-in", &fields).await;
    match answer.location {
        Some(to) => (answer.status, to),
        None => (
            answer.status,
            answer.find(".govuk-error-summary li").join(" "),
        ),
    }
}

async fn is_in(browser: &mut Browser) -> bool {
    browser.get("/account").await.status == StatusCode::OK
}

/// The path of an address of the application.
fn path(address: &str) -> &str {
    let (_, rest) = address.split_once("://").unwrap();
    &rest[rest.find('/').unwrap()..]
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_in_goes_where_they_were_going_on_this_site() {
    let desk = Desk::open().await;
    let email = desk.email(ANALYST);
    for (to, leads) in [
        ("", "/overview"),
        ("/recommendations/R1?x=1", "/recommendations/R1?x=1"),
        ("//elsewhere.example", "/overview"),
        ("https://elsewhere.example/", "/overview"),
    ] {
        let mut browser = desk.browser(None).await;
        let found = sign_in(&mut browser, &email.to_uppercase(), PASSWORD, to).await;
        assert_eq!(found, (StatusCode::SEE_OTHER, leads.to_owned()), "{to}");
        assert!(is_in(&mut browser).await);
    }
    let mut browser = desk.browser(None).await;
    let page = browser.get("/measures?x=1").await;
    let to = page.location.unwrap();
    assert_eq!(to, "/sign-in?to=%2Fmeasures%3Fx%3D1");
    assert_eq!(browser.get(&to).await.hidden("to"), "/measures?x=1");
    // Who is in already is not asked again.
    let mut browser = desk.browser(Some(ANALYST)).await;
    let page = browser.get("/sign-in?to=/measures").await;
    assert_eq!(page.location.as_deref(), Some("/measures"));
    // And out again.
    let page = browser.post("/sign-out", &[]).await;
    assert_eq!(page.location.as_deref(), Some("/"));
    assert!(!is_in(&mut browser).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_and_an_unknown_address_look_alike() {
    let desk = Desk::open().await;
    let email = desk.email(ANALYST);
    // Somebody among the people who has no account.
    let without = desk.email("P6");
    let mut said = Vec::new();
    for (email, password) in [
        (email.as_str(), OTHER),
        (without.as_str(), PASSWORD),
        ("nobody@loamshire.example", PASSWORD),
    ] {
        let mut browser = desk.browser(None).await;
        let (status, words) = sign_in(&mut browser, email, password, "").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{email}");
        assert!(!is_in(&mut browser).await);
        said.push(words);
    }
    assert!(said[0].contains("do not go together"), "{}", said[0]);
    assert!(said.iter().all(|words| *words == said[0]), "{said:?}");
    let mut browser = desk.browser(None).await;
    let (_, words) = sign_in(&mut browser, "", "", "").await;
    assert_eq!(words, "Enter your e-mail address Enter your password");
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_from_elsewhere_does_not_lock_the_owner_out() {
    let desk = Desk::open().await;
    let email = desk.email(ANALYST);
    let mut own = desk.browser(Some(ANALYST)).await;
    own.post("/sign-out", &[]).await;
    let mut other = desk.browser(None).await;
    for _ in 0..5 {
        sign_in(&mut other, &email, OTHER, "").await;
    }
    let (status, words) = sign_in(&mut other, &email, PASSWORD, "").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(words.contains("Try again in 15 minutes"), "{words}");
    assert!(words.contains("ask an administrator for a link"), "{words}");
    let (status, _) = sign_in(&mut own, &email, PASSWORD, "").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread")]
async fn asking_for_a_new_password_tells_nothing() {
    let mail = "[smtp]\nhost = '127.0.0.1'\nport = 9\nsecurity = 'none'\n\
                [from]\naddress = 'waymark@loamshire.example'\n";
    let mail = waymark_reminders::Settings::read(mail).unwrap();
    let desk = Desk::open_with(|settings| Settings {
        mail: Some(mail),
        ..settings
    })
    .await;
    let known = desk.email(ANALYST);
    let mut browser = desk.browser(None).await;
    let mut said = Vec::new();
    for email in [known.as_str(), "nobody@loamshire.example"] {
        let page = browser
            .post("/sign-in/forgotten", &[("email", email)])
            .await;
        assert_eq!(page.status, StatusCode::OK);
        said.push(page.find("main p").join(" ").replace(email, "ADDRESS"));
    }
    assert!(said[0].contains("a letter is on its way"), "{}", said[0]);
    assert_eq!(said[0], said[1]);
    let page = browser
        .post("/sign-in/forgotten", &[("email", "analyst")])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);

    let without_mail = Desk::open().await;
    let mut browser = without_mail.browser(None).await;
    let page = browser.get("/sign-in/forgotten").await;
    assert!(
        page.text.contains("Ask one of its administrators"),
        "{}",
        page.text
    );
    assert!(page.find("main form").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_sets_a_password_once() {
    let desk = Desk::open().await;
    // One of Loamshire's people who has had no account.
    let (person, email) = (id("P6"), desk.email("P6"));
    let link = || {
        desk.site
            .accounts
            .new_link(&person, LinkKind::Invitation, now())
    };
    let replaced = link().await.unwrap();
    let token = link().await.unwrap();
    let address = format!("/link/{token}");

    let mut browser = desk.browser(None).await;
    let page = browser.get(&format!("/link/{replaced}")).await;
    assert_eq!(page.location.as_deref(), Some("/sign-in/forgotten"));
    let page = browser.get("/sign-in/forgotten").await;
    assert!(
        page.text.contains("replaced by a newer one"),
        "{}",
        page.text
    );

    let page = browser.get(&address).await;
    assert!(page.text.contains(&email), "{}", page.text);
    for (password, why) in [
        ("", "Enter a password"),
        ("short", "12 characters or more"),
        (email.as_str(), "your name or your address"),
    ] {
        let page = browser.fill(&address, &[("password", password)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{password}");
        let found = page.find(".govuk-error-summary li").join(" ");
        assert!(found.contains(why), "{password}: {found}");
    }
    let page = browser.fill(&address, &[("password", OTHER)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    assert!(is_in(&mut browser).await);
    let page = browser.get(&address).await;
    assert_eq!(page.location.as_deref(), Some("/sign-in/forgotten"));

    let mut elsewhere = desk.browser(None).await;
    let (status, _) = sign_in(&mut elsewhere, &email, OTHER, "").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    // A link does not open an account that is turned off.
    let token = desk
        .site
        .accounts
        .new_link(&person, LinkKind::Reset, now())
        .await
        .unwrap();
    desk.site.accounts.disable(&person, now()).await.unwrap();
    let mut browser = desk.browser(None).await;
    let page = browser.get(&format!("/link/{token}")).await;
    assert_eq!(page.location.as_deref(), Some("/sign-in/forgotten"));
    let (status, _) = sign_in(&mut browser, &email, OTHER, "").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_ends_every_other_session() {
    let desk = Desk::open().await;
    let email = desk.email(ANALYST);
    let mut here = desk.browser(Some(ANALYST)).await;
    let mut there = desk.browser(Some(ANALYST)).await;
    for (old, new, why) in [
        (OTHER, OTHER, "Your present password is another"),
        ("", OTHER, "Enter your present password"),
        (PASSWORD, "short", "12 characters or more"),
    ] {
        let page = here
            .post("/account/password", &[("old", old), ("new", new)])
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        let found = page.find(".govuk-error-summary li").join(" ");
        assert!(found.contains(why), "{found}");
    }
    assert!(is_in(&mut there).await);
    let page = here
        .post("/account/password", &[("old", PASSWORD), ("new", OTHER)])
        .await;
    assert_eq!(page.location.as_deref(), Some("/account"), "{}", page.text);
    let page = here.get("/account").await;
    assert!(
        page.text.contains("Your password is changed"),
        "{}",
        page.text
    );
    assert!(!is_in(&mut there).await);
    let (status, _) = sign_in(&mut there, &email, PASSWORD, "").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let (status, _) = sign_in(&mut there, &email, OTHER, "").await;
    assert_eq!(status, StatusCode::SEE_OTHER);

    let page = here.post("/account/sign-out-everywhere", &[]).await;
    assert_eq!(page.location.as_deref(), Some("/sign-in"));
    assert!(!is_in(&mut here).await);
    assert!(!is_in(&mut there).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_are_asked_for_once_they_are_on() {
    let desk = Desk::open().await;
    let email = desk.email(ANALYST);
    let mut here = desk.browser(Some(ANALYST)).await;
    let mut there = desk.browser(Some(ANALYST)).await;
    let page = here.post("/account/codes", &[]).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.find("main svg[role=img]").len(), 1);
    let uri = page.hidden("uri");
    let codes = Totp::from_url(&uri).unwrap();
    assert_eq!(
        page.find(".wm-secret").join("").replace(' ', ""),
        codes.secret().to_base32()
    );
    // This half minute's, and the next one's.
    let time = u64::try_from(now().as_second()).unwrap();
    let [first, second] = [0, 30].map(|later| codes.generate(time + later).to_string());

    let page = here
        .post(
            "/account/codes/confirm",
            &[("uri", &uri), ("code", "000000")],
        )
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.hidden("uri"), uri);
    // What is not yet confirmed is not asked for.
    let mut third = desk.browser(Some(ANALYST)).await;
    assert!(is_in(&mut third).await);
    let page = here
        .post("/account/codes/confirm", &[("uri", &uri), ("code", &first)])
        .await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let recovery = page.find(".wm-secret li");
    assert_eq!(recovery.len(), 10);
    assert!(is_in(&mut here).await);
    assert!(!is_in(&mut there).await);

    let (_, to) = sign_in(&mut there, &email, PASSWORD, "/measures").await;
    assert_eq!(to, "/sign-in/code");
    assert!(!is_in(&mut there).await);
    for (code, leads) in [
        ("", None),
        (first.as_str(), None),
        ("000000", None),
        (second.as_str(), Some("/measures")),
    ] {
        let page = there.fill("/sign-in/code", &[("code", code)]).await;
        assert_eq!(page.location.as_deref(), leads, "{code}");
    }
    assert!(is_in(&mut there).await);
    // By a recovery code, each once.
    for (code, leads) in [
        (&recovery[0], Some("/overview")),
        (&recovery[0], None),
        (&recovery[1], Some("/overview")),
    ] {
        let mut browser = desk.browser(None).await;
        sign_in(&mut browser, &email, PASSWORD, "").await;
        let page = browser.fill("/sign-in/code", &[("code", code)]).await;
        assert_eq!(page.location.as_deref(), leads, "{code}");
    }
    // A new password by a link does not go round the code.
    let token = desk
        .site
        .accounts
        .new_link(&id(ANALYST), LinkKind::Reset, now())
        .await
        .unwrap();
    let mut browser = desk.browser(None).await;
    let page = browser
        .fill(&format!("/link/{token}"), &[("password", OTHER)])
        .await;
    assert_eq!(page.location.as_deref(), Some("/sign-in/code"));
    assert!(!is_in(&mut browser).await);
    let page = browser
        .fill("/sign-in/code", &[("code", &recovery[2])])
        .await;
    assert_eq!(page.location.as_deref(), Some("/overview"));

    // Off again, with a code.
    let page = browser
        .post("/account/codes/off", &[("code", "000000")])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = browser
        .post("/account/codes/off", &[("code", &recovery[3])])
        .await;
    assert_eq!(page.location.as_deref(), Some("/account"), "{}", page.text);
    let mut browser = desk.browser(None).await;
    let (_, to) = sign_in(&mut browser, &email, OTHER, "").await;
    assert_eq!(to, "/overview");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_shown_once_and_is_its_owners_to_revoke() {
    let desk = Desk::open().await;
    let mut browser = desk.browser(Some(ANALYST)).await;
    let given = |label| {
        [
            ("label", label),
            ("scopes", "figures"),
            ("until-day", "31"),
            ("until-month", "12"),
            ("until-year", "2017"),
        ]
    };
    let page = browser.post("/account/tokens", &given("")).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attributes("#until-year", "value"), ["2017"]);
    let page = browser.post("/account/tokens", &given("Dashboard")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let secret = page.find(".wm-secret").join("");
    assert!(secret.starts_with("wm_"), "{secret}");
    let token = desk
        .site
        .accounts
        .token(&secret, now())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(token.until.to_string(), "2018-01-01T00:00:00Z");

    let page = browser.get("/account").await;
    assert!(!page.text.contains(&secret));
    let row = page.find("tbody tr").join("");
    for words in [
        "Dashboard",
        "figures",
        "14 November 2017",
        "31 December 2017",
    ] {
        assert!(row.contains(words), "{row}");
    }
    let revoke = format!("/account/tokens/{}/revoke", token.id);
    let mut other = desk.browser(Some("P3")).await;
    assert_eq!(other.post(&revoke, &[]).await.status, StatusCode::NOT_FOUND);
    assert!(
        desk.site
            .accounts
            .token(&secret, now())
            .await
            .unwrap()
            .is_some()
    );
    let page = browser.post(&revoke, &[]).await;
    assert_eq!(page.location.as_deref(), Some("/account"));
    assert_eq!(
        desk.site.accounts.token(&secret, now()).await.unwrap(),
        None
    );
}

/// A place where there is no ledger yet.
async fn nothing_yet() -> Desk {
    Desk::open_with(|settings| Settings {
        ledger: Location::Sqlite(settings.home.path.join("new.db")),
        ..settings
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_link_begins_a_council() {
    let desk = nothing_yet().await;
    let earlier = first_link(&desk.site).await.unwrap().unwrap();
    let link = first_link(&desk.site).await.unwrap().unwrap();
    assert!(link.starts_with("http://127.0.0.1:8420/first/"), "{link}");
    let mut browser = desk.browser(None).await;
    let gone = browser.get(path(&earlier)).await;
    assert_eq!(gone.location.as_deref(), Some("/sign-in/forgotten"));
    let address = path(&link);
    let page = browser.get(&address.replace("/first/", "/link/")).await;
    assert_eq!(page.location.as_deref(), Some(address));

    let given = [
        ("council", "855"),
        ("full-name", "Leicestershire County Council"),
        ("name", "Gwen Ash"),
        ("post", "Head of Performance"),
        ("email", "gwen.ash@council.example"),
        ("password", OTHER),
        ("analyst", "yes"),
    ];
    let mut without = given;
    without[0] = ("council", "");
    let page = browser.fill(address, &without).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attributes("#name", "value"), ["Gwen Ash"]);
    assert!(desk.site.book.view().state.opening.is_none());

    let page = browser.fill(address, &given).await;
    assert_eq!(page.location.as_deref(), Some("/overview"), "{}", page.text);
    let page = browser.get("/account").await;
    assert!(
        page.text.contains("you are its administrator"),
        "{}",
        page.text
    );
    let view = desk.site.book.view();
    assert_eq!(view.council(), "Leicestershire County Council");
    let people: Vec<_> = view.people.iter().collect();
    let [(person, known)] = people[..] else {
        panic!("one person, not {}", people.len());
    };
    assert_eq!(known.name.as_deref(), Some("Gwen Ash"));
    for (role, has) in [
        (Role::Administrator, true),
        (Role::Analyst, true),
        (Role::CaseReader, false),
    ] {
        assert_eq!(view.state.has_role(person, role), has, "{role:?}");
    }
    assert!(first_link(&desk.site).await.unwrap().is_none());
    let page = desk.browser(None).await.get(address).await;
    assert_eq!(page.location.as_deref(), Some("/sign-in/forgotten"));
    let mut browser = desk.browser(None).await;
    let (status, _) = sign_in(&mut browser, "gwen.ash@council.example", OTHER, "").await;
    assert_eq!(status, StatusCode::SEE_OTHER);

    let refused = demo_accounts(&desk.site, PASSWORD).await;
    assert!(
        matches!(refused, Err(FirstError::NotADemonstration)),
        "{refused:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ledger_without_accounts_gets_a_link_for_its_administrator() {
    let desk = Desk::open().await;
    assert!(first_link(&desk.site).await.unwrap().is_none());
    // Begun by the command line, where nobody has an account.
    let new = nothing_yet().await;
    let person = NewPerson {
        name: "Gwen Ash".to_owned(),
        post: "Head of Performance".to_owned(),
        email: Some("gwen.ash@council.example".to_owned()),
        phone: None,
    };
    let by = new
        .site
        .book
        .add_person(None, &person, now())
        .await
        .unwrap();
    let opening = Order {
        command: Command::OpenLedger(Opening {
            authority: Authority {
                name: "Loamshire County Council".to_owned(),
                code: "999".parse().unwrap(),
            },
            demonstration: false,
        }),
        stamp: Stamp {
            by,
            today: TODAY,
            now: now(),
            id: "opened".parse().unwrap(),
        },
        seen: None,
    };
    new.site.book.give(&[opening]).await.unwrap();
    let link = first_link(&new.site).await.unwrap().unwrap();
    assert!(link.contains("/link/"), "{link}");
    let mut browser = new.browser(None).await;
    let page = browser.fill(path(&link), &[("password", PASSWORD)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    assert!(is_in(&mut browser).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_demonstration_has_somebody_of_every_role() {
    let desk = Desk::open().await;
    let accounts = demo_accounts(&desk.site, OTHER).await.unwrap();
    for role in Role::ALL {
        let of = accounts
            .iter()
            .filter(|account| account.roles.contains(&role));
        assert!(of.count() >= 1, "nobody is {}", role.in_words());
    }
    for account in &accounts {
        let mut browser = desk.browser(None).await;
        let (status, _) = sign_in(&mut browser, &account.email, OTHER, "").await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{}", account.email);
    }
}
