//! The published plan and figures for programs: JSON, and CSV for spreadsheets.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use waymark_plan::ReportId;

use crate::fault::Fault;
use crate::shelf::Published;
use crate::site::Site;

/// A recommendation as it was published.
#[derive(Serialize)]
struct RatedRow {
    report: String,
    recommendation: String,
    number: u16,
    text: String,
    lead: String,
    rating: Option<&'static str>,
    rated_on: Option<String>,
    rationale: Option<String>,
}

/// A figure as it was published.
#[derive(Serialize)]
struct FigureRow {
    report: String,
    mark: String,
    measure: String,
    title: String,
    month: String,
    value: f64,
    said: String,
    numerator: f64,
    denominator: f64,
    interval_low: Option<f64>,
    interval_high: Option<f64>,
    definition: String,
    snapshot: String,
}

fn rated(one: &Published) -> Vec<RatedRow> {
    one.plan
        .recommendations
        .iter()
        .map(|recommendation| {
            let rating = recommendation.rating.as_ref();
            RatedRow {
                report: one.id.to_string(),
                recommendation: recommendation.id.to_string(),
                number: recommendation.number,
                text: recommendation.text.clone(),
                lead: recommendation.lead.post.clone(),
                rating: rating.map(|record| record.rating.in_words()),
                rated_on: rating.map(|record| record.on.to_string()),
                rationale: rating.map(|record| record.rationale.clone()),
            }
        })
        .collect()
}

fn figures(one: &Published) -> Vec<FigureRow> {
    one.cited
        .iter()
        .map(|cited| FigureRow {
            report: one.id.to_string(),
            mark: cited.mark.clone(),
            measure: cited.selector.to_string(),
            title: cited.title.clone(),
            month: cited.month.to_string(),
            value: cited.value,
            said: cited.said.clone(),
            numerator: cited.numerator,
            denominator: cited.denominator,
            interval_low: cited.interval.map(|interval| interval.low),
            interval_high: cited.interval.map(|interval| interval.high),
            definition: format!("version {}", cited.definition.version),
            snapshot: cited.snapshot.clone(),
        })
        .collect()
}

fn csv(rows: &[impl Serialize], name: &str) -> Result<Response, Fault> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.serialize(row).map_err(Fault::failed)?;
    }
    let bytes = writer.into_inner().map_err(Fault::failed)?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}.csv\""),
        ),
    ];
    Ok((headers, bytes).into_response())
}

/// The plan that was published last, as JSON.
pub async fn plan_json(State(site): State<Site>) -> Result<Response, Fault> {
    let latest = site.shelf.latest(&site).await?;
    let rows = latest.map(|one| rated(&one)).unwrap_or_default();
    Ok(Json(rows).into_response())
}

/// The plan that was published last, as CSV.
pub async fn plan_csv(State(site): State<Site>) -> Result<Response, Fault> {
    let latest = site.shelf.latest(&site).await?;
    csv(&latest.map(|one| rated(&one)).unwrap_or_default(), "plan")
}

/// The figures that were published last, as JSON.
pub async fn figures_json(State(site): State<Site>) -> Result<Response, Fault> {
    let latest = site.shelf.latest(&site).await?;
    let rows = latest.map(|one| figures(&one)).unwrap_or_default();
    Ok(Json(rows).into_response())
}

/// The figures that were published last, as CSV.
pub async fn figures_csv(State(site): State<Site>) -> Result<Response, Fault> {
    let latest = site.shelf.latest(&site).await?;
    csv(
        &latest.map(|one| figures(&one)).unwrap_or_default(),
        "figures",
    )
}

/// The figures of a published report, as JSON.
pub async fn figures_of(
    State(site): State<Site>,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let id: ReportId = id.parse().map_err(|_| Fault::NotFound)?;
    let one = site.shelf.report(&site, &id).await?;
    Ok(Json(figures(&one)).into_response())
}
