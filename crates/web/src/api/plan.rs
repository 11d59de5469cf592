//! The plan as it is now: a summary, and its recommendations.

use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;
use waymark_codes::Month;
use waymark_plan::ledger::state::RecommendationState;
use waymark_plan::{LinkedMeasure, Rating, RecommendationId};

use super::answer::{Row, Rows, csv, list};
use super::asked::{Asked, Form, FormQuery, ListQuery};
use super::items::{ItemRow, items_of, name_of};
use super::records::{RatingRow, ratings_of};
use super::refused::{Problem, Refused};
use super::token::{Plan, Reader};
use crate::visitor::Visitor;

/// The plan in numbers.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanRow {
    /// The council.
    pub council: String,
    /// The plan’s title.
    pub title: Option<String>,
    /// The first calendar year that it runs over.
    pub first_year: Option<i16>,
    /// The last calendar year that it runs over.
    pub last_year: Option<i16>,
    /// The version that was approved last.
    pub version: Option<String>,
    /// The day that the numbers are of.
    #[schema(value_type = String, format = Date)]
    pub as_at: Date,
    /// The number of the last event that they follow from.
    pub event: u64,
    /// Recommendations in the plan.
    pub recommendations: usize,
    /// Recommendations rated blue: complete, in a scheme that tells it from green.
    pub blue: usize,
    /// Recommendations rated green.
    pub green: usize,
    /// Recommendations rated amber.
    pub amber: usize,
    /// Recommendations rated red.
    pub red: usize,
    /// Recommendations without a rating.
    pub unrated: usize,
    /// Actions and milestones.
    pub items: usize,
    /// Those done.
    pub done: usize,
    /// Those neither done nor given up whose day has passed.
    pub late: usize,
}

impl Row for PlanRow {
    const COLUMNS: &'static [&'static str] = &[
        "council",
        "title",
        "first_year",
        "last_year",
        "version",
        "as_at",
        "event",
        "recommendations",
        "blue",
        "green",
        "amber",
        "red",
        "unrated",
        "items",
        "done",
        "late",
    ];
}

/// A recommendation.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecommendationRow {
    /// Its id, such as `R1`.
    pub id: String,
    /// Its number in the inspectorate’s report.
    pub number: u16,
    /// The inspectorate’s words.
    pub text: String,
    /// The inspection that made it.
    pub inspection: String,
    /// The titles of the aims that it serves.
    pub aims: Vec<String>,
    /// The post that answers for it.
    pub lead_post: String,
    /// Who holds that post.
    pub lead_name: Option<String>,
    /// The rating that stands: `blue`, `green`, `amber` or `red`.
    pub rating: Option<&'static str>,
    /// The day of that rating.
    #[schema(value_type = Option<String>, format = Date)]
    pub rated_on: Option<Date>,
    /// Its actions and milestones.
    pub items: usize,
    /// Those done.
    pub done: usize,
    /// Those neither done nor given up whose day has passed.
    pub late: usize,
}

impl Row for RecommendationRow {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "number",
        "text",
        "inspection",
        "aims",
        "lead_post",
        "lead_name",
        "rating",
        "rated_on",
        "items",
        "done",
        "late",
    ];
}

/// A measure that a recommendation is judged by.
#[derive(Debug, Serialize, ToSchema)]
pub struct TargetRow {
    /// The measure, or one group of it.
    pub measure: String,
    /// The value at the beginning.
    pub baseline: Option<f64>,
    /// The month of that value.
    #[schema(value_type = Option<String>)]
    pub baseline_month: Option<Month>,
    /// The value that it should reach.
    pub target: Option<f64>,
    /// The month by which it should.
    #[schema(value_type = Option<String>)]
    pub target_by: Option<Month>,
}

/// A recommendation with what belongs to it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Recommendation {
    /// The recommendation.
    pub recommendation: RecommendationRow,
    /// Its actions and milestones.
    pub items: Vec<ItemRow>,
    /// The measures that it is judged by.
    pub measures: Vec<TargetRow>,
    /// Its ratings, oldest first.
    pub ratings: Vec<RatingRow>,
}

fn recommendation(
    visitor: &Visitor,
    id: &RecommendationId,
    stands: &RecommendationState,
) -> RecommendationRow {
    let view = &visitor.view;
    let items = items_of(visitor, id, stands);
    let judged = stands.ratings.last();
    RecommendationRow {
        id: id.to_string(),
        number: stands.record.number,
        text: stands.record.text.clone(),
        inspection: stands.record.inspection.to_string(),
        aims: stands
            .record
            .aims
            .iter()
            .filter_map(|aim| view.state.aims.get(aim).cloned())
            .collect(),
        lead_post: stands.record.lead.post.clone(),
        lead_name: name_of(view, &stands.record.lead),
        rating: judged.map(|judged| judged.rating.in_words()),
        rated_on: judged.map(|judged| judged.on),
        done: items
            .iter()
            .filter(|item| item.status == "complete")
            .count(),
        late: items.iter().filter(|item| item.late).count(),
        items: items.len(),
    }
}

fn target(linked: &LinkedMeasure) -> TargetRow {
    TargetRow {
        measure: linked.selector.to_string(),
        baseline: linked.baseline.map(|baseline| baseline.value),
        baseline_month: linked.baseline.map(|baseline| baseline.period),
        target: linked.target.map(|target| target.value),
        target_by: linked.target.map(|target| target.by),
    }
}

/// The plan in numbers.
#[utoipa::path(
    get,
    path = "/api/v1/plan",
    params(FormQuery),
    responses(
        (status = 200, description = "The plan in numbers", content(
            (PlanRow = "application/json"), (String = "text/csv")
        )),
        (status = 400, description = "A parameter cannot be read", body = Problem),
        (status = 401, description = "No valid token", body = Problem),
        (status = 403, description = "The token may not read this", body = Problem),
    ),
    security(("token" = ["plan"]))
)]
pub async fn summary(reader: Reader<Plan>, asked: Asked) -> Result<Response, Refused> {
    asked.only(&["format"])?;
    let visitor = &reader.visitor;
    let state = &visitor.view.state;
    let in_plan = state.in_plan();
    let rated = |rating: Option<Rating>| {
        let ratings = in_plan.iter().map(|(_, stands)| stands.ratings.last());
        ratings
            .filter(|judged| judged.map(|judged| judged.rating) == rating)
            .count()
    };
    let items: Vec<ItemRow> = in_plan
        .iter()
        .flat_map(|(id, stands)| items_of(visitor, id, stands))
        .collect();
    let frame = state.frame.as_ref();
    let row = PlanRow {
        council: visitor.view.council().to_owned(),
        title: frame.map(|frame| frame.title.clone()),
        first_year: frame.map(|frame| frame.years.first),
        last_year: frame.map(|frame| frame.years.last),
        version: state
            .versions
            .last()
            .map(|version| version.approval.version.clone()),
        as_at: visitor.today,
        event: visitor.view.head.seq,
        recommendations: in_plan.len(),
        blue: rated(Some(Rating::Blue)),
        green: rated(Some(Rating::Green)),
        amber: rated(Some(Rating::Amber)),
        red: rated(Some(Rating::Red)),
        unrated: rated(None),
        done: items
            .iter()
            .filter(|item| item.status == "complete")
            .count(),
        late: items.iter().filter(|item| item.late).count(),
        items: items.len(),
    };
    match asked.form()? {
        Form::Json => Ok(Json(row).into_response()),
        Form::Csv => csv("plan", &[row]).await,
    }
}

/// The recommendations of the plan, by their numbers.
#[utoipa::path(
    get,
    path = "/api/v1/recommendations",
    params(
        ListQuery,
    ),
    responses(
        (status = 200, description = "The recommendations", content(
            (Rows<RecommendationRow> = "application/json"), (String = "text/csv")
        )),
        (status = 400, description = "A parameter cannot be read", body = Problem),
        (status = 401, description = "No valid token", body = Problem),
        (status = 403, description = "The token may not read this", body = Problem),
    ),
    security(("token" = ["plan"]))
)]
pub async fn recommendations(reader: Reader<Plan>, asked: Asked) -> Result<Response, Refused> {
    asked.only(&["format", "limit", "offset"])?;
    let visitor = &reader.visitor;
    let in_plan = visitor.view.state.in_plan().into_iter();
    let rows = in_plan
        .map(|(id, stands)| recommendation(visitor, id, stands))
        .collect();
    list("recommendations", &asked, rows).await
}

/// One recommendation; in JSON with its actions, measures and ratings.
#[utoipa::path(
    get,
    path = "/api/v1/recommendations/{id}",
    params(
        ("id" = String, Path, description = "The recommendation’s id"),
        FormQuery,
    ),
    responses(
        (status = 200, description = "The recommendation", content(
            (Recommendation = "application/json"), (String = "text/csv")
        )),
        (status = 400, description = "A parameter cannot be read", body = Problem),
        (status = 401, description = "No valid token", body = Problem),
        (status = 403, description = "The token may not read this", body = Problem),
        (status = 404, description = "There is no such recommendation in the plan", body = Problem),
    ),
    security(("token" = ["plan"]))
)]
pub async fn one(
    reader: Reader<Plan>,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Response, Refused> {
    asked.only(&["format"])?;
    let form = asked.form()?;
    let visitor = &reader.visitor;
    let id = id.parse::<RecommendationId>().ok();
    let found = id.as_ref().and_then(|id| {
        let stands = visitor.view.state.recommendations.get(id)?;
        stands.withdrawn.is_none().then_some((id, stands))
    });
    let Some((id, stands)) = found else {
        return Err(Refused::NotFound(
            "There is no recommendation of that id in the plan. `/api/v1/recommendations` lists them."
                .to_owned(),
        ));
    };
    let row = recommendation(visitor, id, stands);
    match form {
        Form::Csv => csv("recommendation", &[row]).await,
        Form::Json => Ok(Json(Recommendation {
            recommendation: row,
            items: items_of(visitor, id, stands),
            measures: stands.measures.iter().map(target).collect(),
            ratings: ratings_of(&visitor.view, id, stands),
        })
        .into_response()),
    }
}
