//! What measures there are, and what they mean.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;
use waymark_figures::{MeasureMeta, Polarity, Shape};
use waymark_measures::Definition;

use super::answer::{Row, Rows, csv, list};
use super::asked::{Asked, Form, FormQuery, ListQuery};
use super::refused::{Problem, Refused};
use super::token::{Figures, Reader};
use crate::site::Site;

/// A measure.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeasureRow {
    /// Its id, such as `re-referrals`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it says, in one sentence.
    pub definition: String,
    /// The guide, clause and year that it follows.
    pub source: String,
    /// How cases become a value: `count`, `percentage`, `mean` or `rate`.
    #[schema(value_type = String)]
    pub shape: Shape,
    /// Which way is good: `low`, `high` or `none`.
    #[schema(value_type = String)]
    pub polarity: Polarity,
    /// What one case is, such as `children`.
    pub cases: &'static str,
    /// What its value is in, such as `percent` or `days`.
    pub value_unit: Option<String>,
    /// Digits after the point when it is shown.
    pub decimals: u8,
    /// The definition’s version: it counts up whenever the meaning changes.
    pub version: u32,
    /// The SHA-256 hash of the definition’s text.
    pub sha256: String,
}

impl Row for MeasureRow {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "title",
        "definition",
        "source",
        "shape",
        "polarity",
        "cases",
        "value_unit",
        "decimals",
        "version",
        "sha256",
    ];
}

impl MeasureRow {
    fn of(definition: &Definition) -> Self {
        let meta = &definition.meta;
        Self {
            id: meta.id.to_string(),
            title: meta.title.clone(),
            definition: meta.definition.clone(),
            source: meta.source.clone(),
            shape: meta.shape,
            polarity: meta.polarity,
            cases: meta.unit.plural(),
            value_unit: value_unit(meta),
            decimals: meta.shown_decimals(),
            version: meta.fingerprint.version,
            sha256: meta.fingerprint.sha256.clone(),
        }
    }
}

/// What a measure's value is in.
pub fn value_unit(meta: &MeasureMeta) -> Option<String> {
    match meta.shape {
        Shape::Percentage => Some("percent".to_owned()),
        Shape::Count => Some(meta.unit.plural().to_owned()),
        Shape::Mean | Shape::Rate => meta.value_unit.clone(),
    }
}

/// The definition that an address names.
pub fn definition<'a>(site: &'a Site, id: &str) -> Result<&'a Definition, Refused> {
    let found = site.desk.catalogue().find(id);
    found.map_err(|_| {
        Refused::NotFound(
            "There is no measure of that id. `/api/v1/measures` lists them.".to_owned(),
        )
    })
}

/// Every measure.
#[utoipa::path(
    get,
    path = "/api/v1/measures",
    params(
        ListQuery,
    ),
    responses(
        (status = 200, description = "The measures", content(
            (Rows<MeasureRow> = "application/json"), (String = "text/csv")
        )),
        (status = 400, description = "A parameter cannot be read", body = Problem),
        (status = 401, description = "No valid token", body = Problem),
        (status = 403, description = "The token may not read this", body = Problem),
    ),
    security(("token" = ["figures"]))
)]
pub async fn all(
    State(site): State<Site>,
    _: Reader<Figures>,
    asked: Asked,
) -> Result<Response, Refused> {
    asked.only(&["format", "limit", "offset"])?;
    let rows = site.desk.catalogue().all().map(MeasureRow::of).collect();
    list("measures", &asked, rows).await
}

/// One measure.
#[utoipa::path(
    get,
    path = "/api/v1/measures/{id}",
    params(
        ("id" = String, Path, description = "The measure’s id"),
        FormQuery,
    ),
    responses(
        (status = 200, description = "The measure", content(
            (MeasureRow = "application/json"), (String = "text/csv")
        )),
        (status = 400, description = "A parameter cannot be read", body = Problem),
        (status = 401, description = "No valid token", body = Problem),
        (status = 403, description = "The token may not read this", body = Problem),
        (status = 404, description = "There is no such measure", body = Problem),
    ),
    security(("token" = ["figures"]))
)]
pub async fn one(
    State(site): State<Site>,
    _: Reader<Figures>,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Response, Refused> {
    asked.only(&["format"])?;
    let row = MeasureRow::of(definition(&site, &id)?);
    match asked.form()? {
        Form::Json => Ok(Json(row).into_response()),
        Form::Csv => csv("measure", &[row]).await,
    }
}
