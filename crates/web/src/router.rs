//! Every address of the application, each with the permission that it needs: the one list.
//!
//! The tests walk through this list as every role, so a route that is not in it does not exist,
//! and one that is cannot be forgotten.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::routing::{self, MethodRouter};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::TimeoutLayer;
use tower_sessions::SessionManagerLayer;
use tower_sessions::cookie::SameSite;
use waymark_accounts::Scope;

use crate::assets::{asset, favicon};
use crate::fault::Fault;
use crate::guard::{Door, LARGEST_FORM, guard, headers};
use crate::permission::Permission::{
    self, Account, Administration, Cases, Data, People, Plan, Public, Token, Work,
};
use crate::session_store::Sessions;
use crate::site::Site;
use crate::visitor::know;
use crate::{api, give, pages};

/// How long a request may take: a large return is read within it.
const LONGEST: std::time::Duration = std::time::Duration::from_secs(300);

/// An address.
pub struct Route {
    /// The method.
    pub method: Method,
    /// The address; what stands in braces is part of what is asked for.
    pub path: &'static str,
    /// What it needs.
    pub needs: Permission,
    takes_files: bool,
    handler: MethodRouter<Site>,
}

fn get<H, T>(path: &'static str, needs: Permission, handler: H) -> Route
where
    H: Handler<T, Site>,
    T: 'static,
{
    Route {
        method: Method::GET,
        path,
        needs,
        takes_files: false,
        handler: routing::get(handler),
    }
}

fn post<H, T>(path: &'static str, needs: Permission, handler: H) -> Route
where
    H: Handler<T, Site>,
    T: 'static,
{
    Route {
        method: Method::POST,
        path,
        needs,
        takes_files: false,
        handler: routing::post(handler),
    }
}

/// A form that brings files: its handler reads them through [`crate::upload::Upload`], which looks at
/// the token first.
fn upload<H, T>(path: &'static str, needs: Permission, handler: H) -> Route
where
    H: Handler<T, Site>,
    T: 'static,
{
    Route {
        takes_files: true,
        ..post(path, needs, handler)
    }
}

/// Every address.
pub fn routes() -> Vec<Route> {
    vec![
        get("/assets/{name}", Public, asset),
        get("/favicon.ico", Public, favicon),
        // Signing in, and one's own account.
        get("/sign-in", Public, pages::account::sign_in::show),
        post("/sign-in", Public, pages::account::sign_in::sign_in),
        get("/sign-in/provider", Public, pages::account::provider::leave),
        get("/sign-in/back", Public, pages::account::provider::back),
        get("/sign-in/code", Public, pages::account::sign_in::show_code),
        post("/sign-in/code", Public, pages::account::sign_in::give_code),
        get(
            "/sign-in/forgotten",
            Public,
            pages::account::forgotten::show,
        ),
        post("/sign-in/forgotten", Public, pages::account::forgotten::ask),
        post("/sign-out", Public, pages::account::sign_in::sign_out),
        get("/link/{token}", Public, pages::account::link::show),
        post("/link/{token}", Public, pages::account::link::set),
        get("/first/{token}", Public, pages::account::first::show),
        post("/first/{token}", Public, pages::account::first::begin),
        get("/account", Account, pages::account::own::show),
        post(
            "/account/password",
            Account,
            pages::account::own::change_password,
        ),
        post(
            "/account/sign-out-everywhere",
            Account,
            pages::account::own::sign_out_everywhere,
        ),
        post("/account/codes", Account, pages::account::codes::begin),
        post(
            "/account/codes/confirm",
            Account,
            pages::account::codes::confirm,
        ),
        post(
            "/account/codes/off",
            Account,
            pages::account::codes::turn_off,
        ),
        post("/account/tokens", Account, pages::account::tokens::make),
        post(
            "/account/tokens/{id}/revoke",
            Account,
            pages::account::tokens::revoke,
        ),
        // What anybody sees.
        get("/", Public, pages::public::home),
        get("/published", Public, pages::public::reports),
        get("/published/plan", Public, pages::public::plan),
        get(
            "/published/plan.json",
            Public,
            pages::public::data::plan_json,
        ),
        get("/published/plan.csv", Public, pages::public::data::plan_csv),
        get("/published/figures", Public, pages::public::figures),
        get(
            "/published/figures.json",
            Public,
            pages::public::data::figures_json,
        ),
        get(
            "/published/figures.csv",
            Public,
            pages::public::data::figures_csv,
        ),
        get("/published/{report}", Public, pages::public::report),
        get(
            "/published/{report}/figures.json",
            Public,
            pages::public::data::figures_of,
        ),
        get("/published/{report}/{file}", Public, pages::public::file),
        get(
            "/published/{report}/corrections/{restatement}/{form}",
            Public,
            pages::public::correction,
        ),
        get(
            "/accessibility",
            Public,
            pages::public::words::accessibility,
        ),
        get("/privacy", Public, pages::public::words::privacy),
        get("/about", Public, pages::public::words::about),
        // The plan.
        get("/overview", Plan, pages::overview::show),
        get("/recommendations/{id}", Plan, pages::recommendation::show),
        get(
            "/recommendations/{id}/history",
            Work,
            pages::recommendation::history,
        ),
        // Meetings, audits, my work.
        get("/work", Work, pages::work::show),
        get("/audits", Work, pages::audits::show),
        get("/audits/{round}", Work, pages::audits::round::show),
        get("/audits/{round}/grade", Work, pages::audits::entry::form),
        post("/audits/{round}/grade", Work, pages::audits::entry::record),
        get("/meetings", Work, pages::meetings::show),
        get("/meetings/{id}", Work, pages::meetings::meeting::show),
        get("/meetings/{id}/seq", Work, pages::meetings::files::seq),
        get("/meetings/{id}/{file}", Work, pages::meetings::files::file),
        // Measures.
        get("/measures", Plan, pages::measures::list),
        get("/measures.csv", Plan, pages::measures::all_csv),
        get("/measures.xlsx", Plan, pages::measures::all_xlsx),
        get("/measures/{id}", Plan, pages::measures::show),
        get(
            "/measures/{id}/figures.csv",
            Plan,
            pages::measures::figures_csv,
        ),
        get(
            "/measures/{id}/figures.xlsx",
            Plan,
            pages::measures::figures_xlsx,
        ),
        get("/measures/{id}/cases", Cases, pages::measures::cases),
        get(
            "/measures/{id}/cases.csv",
            Cases,
            pages::measures::cases_csv,
        ),
        get(
            "/measures/{id}/cases.xlsx",
            Cases,
            pages::measures::cases_xlsx,
        ),
        // Reports.
        get("/reports", Work, pages::reports::list::show),
        get("/reports/compare", Work, pages::reports::compare::show),
        get("/reports/{id}", Work, pages::reports::one::show),
        get("/reports/{id}/edit", Work, pages::reports::edit::show),
        post("/reports/{id}/edit", Work, pages::reports::edit::save),
        post("/reports/{id}/check", Work, pages::reports::edit::check),
        get("/reports/{id}/submit", Work, pages::reports::submit::show),
        post("/reports/{id}/submit", Work, pages::reports::submit::submit),
        get("/reports/{id}/approve", Work, pages::reports::approve::show),
        post(
            "/reports/{id}/approve",
            Work,
            pages::reports::approve::approve,
        ),
        get("/reports/{id}/publish", Work, pages::reports::publish::show),
        post(
            "/reports/{id}/publish",
            Work,
            pages::reports::publish::publish,
        ),
        get("/reports/{id}/restate", Work, pages::reports::restate::show),
        post(
            "/reports/{id}/restate",
            Work,
            pages::reports::restate::raise,
        ),
        get("/reports/{id}/verify", Work, pages::reports::verify::show),
        get(
            "/reports/{id}/trace/{mark}",
            Work,
            pages::reports::trace::show,
        ),
        get(
            "/reports/{id}/draft/{form}",
            Work,
            pages::reports::files::draft,
        ),
        get(
            "/reports/{id}/documents/{name}",
            Work,
            pages::reports::files::published,
        ),
        get(
            "/reports/{id}/correction/{restatement}/{form}",
            Work,
            pages::reports::files::note,
        ),
        get("/plan", Plan, pages::plan::show),
        get("/log", Work, pages::log::show),
        post("/log/verify", Work, pages::log::verify),
        // Administration.
        get("/admin", People, pages::admin::show),
        get("/admin/people", People, pages::admin::people::list),
        get("/admin/people/new", People, pages::admin::people::new),
        post("/admin/people/new", People, pages::admin::people::add),
        get("/admin/people/{id}", People, pages::admin::people::show),
        get(
            "/admin/people/{id}/change",
            People,
            pages::admin::people::edit,
        ),
        post(
            "/admin/people/{id}/change",
            People,
            pages::admin::people::change,
        ),
        post(
            "/admin/people/{id}/invite",
            Administration,
            pages::admin::people::invite,
        ),
        post(
            "/admin/people/{id}/account",
            Administration,
            pages::admin::people::account,
        ),
        get(
            "/admin/people/{id}/erase",
            Administration,
            pages::admin::people::confirm_erasure,
        ),
        post(
            "/admin/people/{id}/erase",
            Administration,
            pages::admin::people::erase,
        ),
        get("/admin/access", Administration, pages::admin::access::show),
        get(
            "/admin/settings",
            Administration,
            pages::admin::backup::settings,
        ),
        get("/admin/backup", Administration, pages::admin::backup::show),
        post(
            "/admin/backup/file",
            Administration,
            pages::admin::backup::file,
        ),
        // Data.
        get("/data", Work, pages::data::show),
        get("/data/hand-in", Data, pages::data::hand_in_form),
        upload("/data/hand-in", Data, pages::data::hand_in),
        get("/data/proposals/{id}", Data, pages::data::proposal),
        get(
            "/data/proposals/{id}/findings.csv",
            Data,
            pages::data::findings_csv,
        ),
        post("/data/proposals/{id}/accept", Data, pages::data::accept),
        post("/data/proposals/{id}/discard", Data, pages::data::discard),
        post("/data/proposals/{id}/again", Data, pages::data::again),
        get("/data/snapshots/{id}", Work, pages::data::snapshot),
        get(
            "/data/snapshots/{id}/findings.csv",
            Work,
            pages::data::snapshot_findings_csv,
        ),
        post("/data/snapshots/{id}/verify", Work, pages::data::verify),
        get("/data/checks", Work, pages::data::checks_in_use),
        get("/data/checks/findings", Cases, pages::data::findings_in_use),
        get("/data/snapshots/{id}/checks", Work, pages::data::checks),
        get(
            "/data/snapshots/{id}/checks/findings",
            Cases,
            pages::data::check_findings,
        ),
        get(
            "/data/snapshots/{id}/checks/{file}",
            Cases,
            pages::data::check_findings_file,
        ),
        post(
            "/data/snapshots/{id}/checks/accept",
            Cases,
            pages::data::accept_finding,
        ),
        get("/data/benchmarks", Work, pages::data::benchmarks),
        upload("/data/benchmarks", Data, pages::data::import_benchmarks),
        // The programming interface.
        get("/api/v1", Public, api::described::index),
        get("/api/v1/openapi.json", Public, api::described::description),
        get(
            "/api/v1/measures",
            Token(Scope::Figures),
            api::measures::all,
        ),
        get(
            "/api/v1/measures/{id}",
            Token(Scope::Figures),
            api::measures::one,
        ),
        get(
            "/api/v1/measures/{id}/figures",
            Token(Scope::Figures),
            api::figures::of_measure,
        ),
        get(
            "/api/v1/figures",
            Token(Scope::Figures),
            api::figures::latest,
        ),
        get("/api/v1/plan", Token(Scope::Plan), api::plan::summary),
        get(
            "/api/v1/recommendations",
            Token(Scope::Plan),
            api::plan::recommendations,
        ),
        get(
            "/api/v1/recommendations/{id}",
            Token(Scope::Plan),
            api::plan::one,
        ),
        get("/api/v1/items", Token(Scope::Plan), api::items::all),
        get("/api/v1/ratings", Token(Scope::Plan), api::records::ratings),
        get(
            "/api/v1/meetings",
            Token(Scope::Plan),
            api::records::meetings,
        ),
        get("/api/v1/reports", Token(Scope::Plan), api::records::reports),
        // Everything that people decide.
        get("/give/{kind}", Plan, give::form),
        post("/give/{kind}", Plan, give::give),
    ]
}

/// The application.
pub fn app(site: Site) -> Router {
    let mut router: Router<Site> = Router::new();
    for route in routes() {
        let door = Door {
            needs: route.needs,
            takes_forms: route.method == Method::POST,
            takes_files: route.takes_files,
        };
        let guarded = route
            .handler
            .layer(from_fn(move |request: Request, next: Next| {
                guard(door, request, next)
            }));
        router = router.route(route.path, guarded);
    }
    let sessions = Sessions::new(site.accounts.clone(), site.clock.clone());
    let sessions = SessionManagerLayer::new(sessions)
        .with_name(site.cookie_name())
        .with_secure(site.settings.is_encrypted())
        .with_same_site(SameSite::Lax)
        .with_http_only(true)
        .with_path("/");
    router
        .fallback(async || Fault::NotFound)
        .layer(from_fn_with_state(site.clone(), know))
        .layer(sessions)
        .layer(CsrfLayer::new())
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(TimeoutLayer::with_status_code(
            axum::http::StatusCode::SERVICE_UNAVAILABLE,
            LONGEST,
        ))
        .layer(from_fn_with_state(site.clone(), headers))
        .layer(CatchPanicLayer::custom(panicked))
        .with_state(site)
}

/// What a defect that ends a request in the middle answers: nothing of its words.
fn panicked(_: Box<dyn std::any::Any + Send>) -> axum::response::Response {
    tracing::error!("a request ended in a panic");
    Fault::failed("a request ended in a panic").bare()
}
