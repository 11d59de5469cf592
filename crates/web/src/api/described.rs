//! The description of the programming interface: for people in a few lines, for programs as OpenAPI.

use std::sync::OnceLock;

use axum::Json;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi, ToSchema};

use super::asked::Asked;
use super::refused::{Problem, Refused};
use super::{figures, items, measures, plan, records};

/// The description. Every address of the router below `/api` is in it; a test holds the two
/// together.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Waymark",
        version = "1",
        description = "Measures, figures and the improvement plan, to read. Lists are JSON, or CSV with `?format=csv`. Nothing here is about a single child."
    ),
    paths(
        index,
        description,
        measures::all,
        measures::one,
        figures::of_measure,
        figures::latest,
        plan::summary,
        plan::recommendations,
        plan::one,
        items::all,
        records::ratings,
        records::meetings,
        records::reports,
    ),
    modifiers(&Tokens)
)]
pub struct Described;

/// How a program shows its token.
struct Tokens;

impl Modify for Tokens {
    fn modify(&self, description: &mut utoipa::openapi::OpenApi) {
        let components = description.components.get_or_insert_with(Default::default);
        let bearer = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        components.add_security_scheme("token", bearer);
    }
}

/// What there is.
#[derive(Debug, Serialize, ToSchema)]
pub struct Index {
    /// What this is.
    pub name: &'static str,
    /// The version of the interface.
    pub version: &'static str,
    /// The address of its description as OpenAPI.
    pub description: &'static str,
    /// The addresses that can be read.
    pub addresses: Vec<&'static str>,
}

/// What there is.
#[utoipa::path(
    get,
    path = "/api/v1",
    responses(
        (status = 200, description = "The addresses that can be read", body = Index),
        (status = 400, description = "A parameter was given", body = Problem),
    )
)]
pub async fn index(asked: Asked) -> Result<Response, Refused> {
    no_parameter(&asked)?;
    Ok(Json(Index {
        name: "Waymark",
        version: "1",
        description: "/api/v1/openapi.json",
        addresses: addresses().iter().map(String::as_str).collect(),
    })
    .into_response())
}

/// The description of the interface as OpenAPI.
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    responses(
        (status = 200, description = "The description", content_type = "application/json", body = Object),
        (status = 400, description = "A parameter was given", body = Problem),
    )
)]
pub async fn description(asked: Asked) -> Result<Response, Refused> {
    no_parameter(&asked)?;
    Ok(Json(described()).into_response())
}

fn no_parameter(asked: &Asked) -> Result<(), Refused> {
    asked.only(&[]).map_err(|_| {
        Refused::BadParameter("This address has no parameters. Ask for it without any.".to_owned())
    })
}

fn described() -> &'static utoipa::openapi::OpenApi {
    static DESCRIBED: OnceLock<utoipa::openapi::OpenApi> = OnceLock::new();
    DESCRIBED.get_or_init(Described::openapi)
}

fn addresses() -> &'static [String] {
    static ADDRESSES: OnceLock<Vec<String>> = OnceLock::new();
    ADDRESSES.get_or_init(|| described().paths.paths.keys().cloned().collect())
}

#[cfg(test)]
mod tests {
    use super::super::answer::Row;
    use super::*;

    #[test]
    fn every_route_below_api_is_described_and_nothing_else() {
        let mut known: Vec<&str> = crate::routes()
            .iter()
            .map(|route| route.path)
            .filter(|path| path.starts_with("/api"))
            .collect();
        let mut described: Vec<&str> = addresses().iter().map(String::as_str).collect();
        known.sort_unstable();
        described.sort_unstable();
        assert_eq!(known, described);
    }

    #[test]
    fn csv_has_the_fields_of_json() {
        fn columns<T: Row>(name: &'static str) -> (&'static str, Vec<String>) {
            let mut columns: Vec<String> = T::COLUMNS.iter().map(|one| (*one).to_owned()).collect();
            columns.sort();
            (name, columns)
        }
        let description = serde_json::to_value(described()).unwrap();
        for (name, columns) in [
            columns::<measures::MeasureRow>("MeasureRow"),
            columns::<figures::FigureRow>("FigureRow"),
            columns::<plan::PlanRow>("PlanRow"),
            columns::<plan::RecommendationRow>("RecommendationRow"),
            columns::<items::ItemRow>("ItemRow"),
            columns::<records::RatingRow>("RatingRow"),
            columns::<records::MeetingRow>("MeetingRow"),
            columns::<records::ReportRow>("ReportRow"),
        ] {
            let fields = description["components"]["schemas"][name]["properties"]
                .as_object()
                .unwrap_or_else(|| panic!("{name} is not described"));
            let mut fields: Vec<String> = fields.keys().cloned().collect();
            fields.sort();
            assert_eq!(fields, columns, "{name}");
        }
    }
}
