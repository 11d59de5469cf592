//! The published plan and figures for programs: JSON, and CSV for spreadsheets.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use waymark_plan::ReportId;

use crate::api::answer::{Row, sheet};
use crate::fault::Fault;
use crate::shelf::Published;
use crate::site::Site;
use crate::spreadsheet::{SheetForm, download};
use crate::visitor::Visitor;

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
    numerator: Option<f64>,
    denominator: f64,
    interval_low: Option<f64>,
    interval_high: Option<f64>,
    definition: String,
    snapshot: String,
}

impl Row for RatedRow {
    const COLUMNS: &'static [&'static str] = &[
        "report",
        "recommendation",
        "number",
        "text",
        "lead",
        "rating",
        "rated_on",
        "rationale",
    ];
}

impl Row for FigureRow {
    const COLUMNS: &'static [&'static str] = &[
        "report",
        "mark",
        "measure",
        "title",
        "month",
        "value",
        "said",
        "numerator",
        "denominator",
        "interval_low",
        "interval_high",
        "definition",
        "snapshot",
    ];
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
    let all = one.cited.iter();
    all.filter_map(|cited| {
        let numbers = one.numbers(cited)?;
        Some(FigureRow {
            report: one.id.to_string(),
            mark: cited.mark.clone(),
            measure: cited.selector.to_string(),
            title: cited.title.clone(),
            month: cited.month.to_string(),
            value: numbers.value,
            said: cited.said.clone(),
            numerator: numbers.numerator,
            denominator: numbers.denominator,
            interval_low: numbers.interval.map(|interval| interval.low),
            interval_high: numbers.interval.map(|interval| interval.high),
            definition: format!("version {}", cited.definition.version),
            snapshot: cited.snapshot.clone(),
        })
    })
    .collect()
}

/// Rows as a file for a spreadsheet.
async fn csv<T: Row>(name: &str, rows: &[T]) -> Result<Response, Fault> {
    download(name, SheetForm::Csv, vec![sheet(name, rows)?]).await
}

/// The plan that was published last, as JSON.
pub async fn plan_json(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let latest = site.shelf.latest(&site, &visitor.view).await?;
    let rows = latest.map(|one| rated(&one)).unwrap_or_default();
    Ok(Json(rows).into_response())
}

/// The plan that was published last, as CSV.
pub async fn plan_csv(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let latest = site.shelf.latest(&site, &visitor.view).await?;
    let rows = latest.map(|one| rated(&one)).unwrap_or_default();
    csv("plan", &rows).await
}

/// The figures that were published last, as JSON.
pub async fn figures_json(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let latest = site.shelf.latest(&site, &visitor.view).await?;
    let rows = latest.map(|one| figures(&one)).unwrap_or_default();
    Ok(Json(rows).into_response())
}

/// The figures that were published last, as CSV.
pub async fn figures_csv(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let latest = site.shelf.latest(&site, &visitor.view).await?;
    let rows = latest.map(|one| figures(&one)).unwrap_or_default();
    csv("figures", &rows).await
}

/// The figures of a published report, as JSON.
pub async fn figures_of(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let id: ReportId = id.parse().map_err(|_| Fault::NotFound)?;
    let one = site.shelf.report(&site, &visitor.view, &id).await?;
    Ok(Json(figures(&one)).into_response())
}
