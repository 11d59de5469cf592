//! Every route × every role, from the router's own list: who gets in, who is told that there is
//! nothing, and that no form is taken without its token.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use waymark_app::{Order, Stamp};
use waymark_web::routes;

use crate::harness::{Desk, PEOPLE, TODAY, now};

/// What a role may do, as the table of docs/web.md says it: written by hand, and not asked of the
/// code. A capital letter means the same, and that the object, its stage, or the person's own part in
/// it may hide it all the same.
fn holds(who: &str, letter: char) -> bool {
    match letter.to_ascii_lowercase() {
        // Anybody.
        'o' => true,
        // Whoever has signed in.
        'a' => who != "public",
        // The plan: every role here, as each has one in the plan.
        'p' => !matches!(who, "public" | "case reader alone"),
        // What officers work with.
        'w' => !matches!(
            who,
            "public" | "administrator" | "councillor" | "case reader alone"
        ),
        // Rows about children.
        'c' => matches!(who, "analyst who reads cases" | "case reader alone"),
        // Handing in data.
        'd' => who.starts_with("analyst"),
        // People.
        'n' => who.starts_with("analyst") || who == "administrator",
        // Accounts and access.
        'x' => who == "administrator",
        // Tokens: a session is of no use.
        't' => false,
        other => panic!("no rule for {other}"),
    }
}

/// Every route, with the letter of what it needs and an address. With a small letter what the address names
/// exists in Loamshire; with a capital one it may not, and then only the letter is held against the
/// router. A route that is not here fails the test.
const ROUTES: &[(&str, &str, char, &str)] = &include!("routes.in");

/// The letter of a permission, to hold the table against the router.
fn letter(needs: waymark_web::permission::Permission) -> char {
    use waymark_web::permission::Permission as P;
    match needs {
        P::Public => 'o',
        P::Account => 'a',
        P::Plan => 'p',
        P::Work => 'w',
        P::Cases => 'c',
        P::Data => 'd',
        P::People => 'n',
        P::Administration => 'x',
        P::Token(_) => 't',
    }
}

#[test]
fn every_route_of_the_router_has_a_case_and_no_case_lacks_its_route() {
    let mut known: Vec<(String, &str, char)> = routes()
        .iter()
        .map(|route| (route.method.to_string(), route.path, letter(route.needs)))
        .collect();
    let mut cases: Vec<(String, &str, char)> = ROUTES
        .iter()
        .map(|(method, path, letter, _)| ((*method).to_owned(), *path, letter.to_ascii_lowercase()))
        .collect();
    known.sort();
    cases.sort();
    let lacking: Vec<_> = known.iter().filter(|one| !cases.contains(one)).collect();
    let extra: Vec<_> = cases.iter().filter(|one| !known.contains(one)).collect();
    assert!(
        lacking.is_empty() && extra.is_empty(),
        "routes without a case: {lacking:?}; cases without a route: {extra:?}"
    );
}

/// The guard asks forms for their token, and a form is a POST: a route of another method that changes
/// something would pass it by.
#[tokio::test(flavor = "multi_thread")]
async fn there_are_pages_and_forms_and_no_other_methods() {
    assert!(
        routes()
            .iter()
            .all(|route| [Method::GET, Method::POST].contains(&route.method))
    );
    let desk = Desk::open().await;
    let mut browser = desk.browser(Some("P29")).await;
    // What may come from elsewhere is refused before a route is asked.
    for method in ["PUT", "PATCH", "DELETE"] {
        for address in ["/api/v1", "/overview", "/give/add-action?recommendation=R1"] {
            let request = Request::builder().method(method).uri(address);
            let answer = browser.send(request.body(Body::empty()).unwrap()).await;
            assert!(answer.status.is_client_error(), "{method} {address}");
        }
    }
    for method in ["TRACE", "POST"] {
        for (address, status) in [
            ("/overview", StatusCode::NOT_FOUND),
            ("/api/v1", StatusCode::METHOD_NOT_ALLOWED),
        ] {
            let odd = Request::builder().method(method).uri(address);
            let answer = browser.send(odd.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.status, status, "{method} {address}");
        }
    }
}

/// A report that is being written, so that its pages are there.
async fn draft(desk: &Desk) {
    for (at, command) in [
        r#"{"command": "open-report", "id": "committee-2018-01", "title": "Report of January",
            "meeting_on": "2018-01-15", "as_at": "2017-11-13"}"#,
        r#"{"command": "write-report", "report": "committee-2018-01", "narrative": "Work goes on."}"#,
    ]
    .into_iter()
    .enumerate()
    {
        let order = Order {
            command: serde_json::from_str(command).unwrap(),
            stamp: Stamp {
                by: "P29".parse().unwrap(),
                today: TODAY,
                now: now(),
                id: format!("draft-{at}").parse().unwrap(),
            },
            seen: None,
        };
        desk.site.book.give(&[order]).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_role_gets_what_it_may_and_learns_nothing_of_the_rest() {
    let desk = Desk::open().await;
    draft(&desk).await;
    let mut wrong = Vec::new();
    for (who, person) in PEOPLE {
        let mut browser = desk.browser(*person).await;
        for (method, _, letter, address) in ROUTES {
            if *method != "GET" {
                continue;
            }
            let answer = browser.get(address).await;
            let may = holds(who, *letter);
            let fine = match (may, *letter) {
                (_, 't') => answer.status == StatusCode::UNAUTHORIZED,
                (true, _) => {
                    answer.status.is_success()
                        || answer.status.is_redirection()
                            && answer
                                .location
                                .as_deref()
                                .is_some_and(|to| !to.starts_with("/sign-in?"))
                        || answer.status == StatusCode::NOT_FOUND && letter.is_ascii_uppercase()
                }
                (false, _) if person.is_none() => answer
                    .location
                    .as_deref()
                    .is_some_and(|to| to.starts_with("/sign-in?to=")),
                (false, _) => answer.status == StatusCode::NOT_FOUND,
            };
            if !fine {
                wrong.push(format!("{who}: {address} gave {}", answer.status));
            }
            if answer.text.contains("panicked") || answer.text.contains("RUST_BACKTRACE") {
                wrong.push(format!("{who}: {address} shows its inside"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_form_is_taken_without_its_token_or_from_elsewhere() {
    let desk = Desk::open().await;
    draft(&desk).await;
    let head = desk.site.book.view().head;
    let mut wrong = Vec::new();
    for (who, person) in PEOPLE {
        let mut browser = desk.browser(*person).await;
        for (method, _, letter, address) in ROUTES {
            if *method != "POST" || *letter == 't' {
                continue;
            }
            let may = holds(who, *letter);
            let bare = browser
                .post_as_it_is(address, &[("csrf", "0123"), ("note", "x")])
                .await;
            let fine = match (may, person) {
                (true, _) => {
                    bare.status == StatusCode::FORBIDDEN || bare.status == StatusCode::NOT_FOUND
                }
                (false, None) => bare.status == StatusCode::SEE_OTHER,
                (false, Some(_)) => bare.status == StatusCode::NOT_FOUND,
            };
            if !fine {
                wrong.push(format!(
                    "{who}: {address} without a token gave {}",
                    bare.status
                ));
            }
            let files = Request::post(*address)
                .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
                .body(Body::from("--b--\r\n"))
                .unwrap();
            let files = browser.send(files).await;
            if files.status != bare.status {
                wrong.push(format!("{who}: {address} with files gave {}", files.status));
            }
            let token = browser.token().await;
            let body = serde_urlencoded::to_string([("csrf", token.as_str())]).unwrap();
            let request = Request::builder()
                .method(Method::POST)
                .uri(*address)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header(header::ORIGIN, "https://elsewhere.example")
                .header("sec-fetch-site", "cross-site")
                .header(header::HOST, "127.0.0.1:8420")
                .body(Body::from(body))
                .unwrap();
            let forged = browser.send(request).await;
            if forged.status != StatusCode::FORBIDDEN {
                wrong.push(format!(
                    "{who}: {address} from elsewhere gave {}",
                    forged.status
                ));
            }
        }
    }
    assert_eq!(desk.site.book.view().head, head, "something was written");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_officers_say_to_each_other_is_not_on_a_councillors_overview() {
    let desk = Desk::open().await;
    for (person, sees) in [("P12", false), ("P30", false), ("P29", true)] {
        let mut browser = desk.browser(Some(person)).await;
        let page = browser.get("/overview").await;
        assert_eq!(!page.find(".wm-log li").is_empty(), sees, "{person}");
    }
}
