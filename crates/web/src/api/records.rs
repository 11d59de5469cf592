//! What was decided on the way: ratings, meetings, reports.

use axum::response::Response;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;
use waymark_codes::Month;
use waymark_plan::RecommendationId;
use waymark_plan::ledger::parts::AgreedAt;
use waymark_plan::ledger::state::{MeetingStage, RecommendationState};

use super::answer::{Row, Rows, list};
use super::asked::{Asked, ListQuery};
use super::refused::{Problem, Refused};
use super::token::{Plan, Reader};
use crate::book::View;

/// A rating.
#[derive(Debug, Serialize, ToSchema)]
pub struct RatingRow {
    /// The recommendation.
    pub recommendation: String,
    /// Its number in the inspectorate’s report.
    pub number: u16,
    /// The day.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    /// `blue`, `green`, `amber` or `red`.
    pub rating: &'static str,
    /// Whether it is the one that stands.
    pub stands: bool,
    /// The post that judged.
    pub judged_by: String,
    /// Why.
    pub rationale: Option<String>,
    /// The meeting that agreed it.
    pub agreed_at: Option<String>,
    /// What the delivery of actions alone proposed.
    pub delivery_proposed: Option<&'static str>,
    /// What the figures alone proposed.
    pub impact_proposed: Option<&'static str>,
    /// The month of those figures.
    #[schema(value_type = Option<String>)]
    pub impact_month: Option<Month>,
}

impl Row for RatingRow {
    const COLUMNS: &'static [&'static str] = &[
        "recommendation",
        "number",
        "on",
        "rating",
        "stands",
        "judged_by",
        "rationale",
        "agreed_at",
        "delivery_proposed",
        "impact_proposed",
        "impact_month",
    ];
}

/// The ratings of a recommendation, oldest first.
pub fn ratings_of(
    view: &View,
    id: &RecommendationId,
    stands: &RecommendationState,
) -> Vec<RatingRow> {
    let last = stands.ratings.len();
    let ratings = (1..).zip(&stands.ratings);
    ratings
        .map(|(at, judged)| {
            let impact = judged.impact.as_ref();
            RatingRow {
                recommendation: id.to_string(),
                number: stands.record.number,
                on: judged.on,
                rating: judged.rating.in_words(),
                stands: at == last,
                judged_by: judged.judged_by.clone(),
                rationale: judged.rationale.clone(),
                agreed_at: judged.agreed_at.as_ref().map(|agreed| match agreed {
                    AgreedAt::Elsewhere(name) => name.clone(),
                    AgreedAt::Meeting(id) => {
                        let meeting = view.state.meetings.get(id);
                        meeting.map_or_else(|| id.to_string(), |one| one.record.title.clone())
                    }
                }),
                delivery_proposed: judged.delivery.rating.map(|rating| rating.in_words()),
                impact_proposed: impact
                    .and_then(|seen| seen.part.rating)
                    .map(|one| one.in_words()),
                impact_month: impact.map(|seen| seen.month),
            }
        })
        .collect()
}

/// A meeting.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeetingRow {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The day.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    /// Who chairs.
    pub chair: String,
    /// `called`, `open`, `closed` or `cancelled`.
    pub stage: &'static str,
    /// How many were there.
    pub present: usize,
    /// How many decisions it took.
    pub decisions: usize,
    /// How many of them are still to be carried out.
    pub decisions_open: usize,
    /// How many small actions arose.
    pub arising: usize,
    /// How many of them are still open.
    pub arising_open: usize,
}

impl Row for MeetingRow {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "title",
        "on",
        "chair",
        "stage",
        "present",
        "decisions",
        "decisions_open",
        "arising",
        "arising_open",
    ];
}

/// A report.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportRow {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The day of the committee’s meeting.
    #[schema(value_type = String, format = Date)]
    pub meeting_on: Date,
    /// The day that it speaks of.
    #[schema(value_type = String, format = Date)]
    pub as_at: Date,
    /// Where it stands, such as `a draft` or `published`.
    pub stage: &'static str,
    /// The day that it was published.
    #[schema(value_type = Option<String>, format = Date)]
    pub published_on: Option<Date>,
    /// How many corrections of it were raised.
    pub restatements: usize,
    /// The address of its public page, where it was published.
    pub page: Option<String>,
}

impl Row for ReportRow {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "title",
        "meeting_on",
        "as_at",
        "stage",
        "published_on",
        "restatements",
        "page",
    ];
}

/// Every rating of the recommendations in the plan, by recommendation, oldest first.
#[utoipa::path(
    get,
    path = "/api/v1/ratings",
    params(
        ListQuery,
    ),
    responses(
        (status = 200, description = "The ratings", content(
            (Rows<RatingRow> = "application/json"), (String = "text/csv")
        )),
        (status = 400, description = "A parameter cannot be read", body = Problem),
        (status = 401, description = "No valid token", body = Problem),
        (status = 403, description = "The token may not read this", body = Problem),
    ),
    security(("token" = ["plan"]))
)]
pub async fn ratings(reader: Reader<Plan>, asked: Asked) -> Result<Response, Refused> {
    asked.only(&["format", "limit", "offset"])?;
    let view = &reader.visitor.view;
    let in_plan = view.state.in_plan().into_iter();
    let rows = in_plan
        .flat_map(|(id, stands)| ratings_of(view, id, stands))
        .collect();
    list("ratings", &asked, rows).await
}

/// The meetings, by their day. For officers.
#[utoipa::path(
    get,
    path = "/api/v1/meetings",
    params(
        ListQuery,
    ),
    responses(
        (status = 200, description = "The meetings", content(
            (Rows<MeetingRow> = "application/json"), (String = "text/csv")
        )),
        (status = 400, description = "A parameter cannot be read", body = Problem),
        (status = 401, description = "No valid token", body = Problem),
        (status = 403, description = "The token may not read this", body = Problem),
    ),
    security(("token" = ["plan"]))
)]
pub async fn meetings(reader: Reader<Plan>, asked: Asked) -> Result<Response, Refused> {
    if !reader.is_officer() {
        return Err(Refused::Role(
            "Meetings are for those who work at the plan, and whoever this token belongs to does not.",
        ));
    }
    asked.only(&["format", "limit", "offset"])?;
    let view = &reader.visitor.view;
    let mut meetings: Vec<_> = view.state.meetings.iter().collect();
    meetings.sort_by_key(|(_, meeting)| meeting.record.on);
    let rows = meetings
        .into_iter()
        .map(|(id, meeting)| MeetingRow {
            id: id.to_string(),
            title: meeting.record.title.clone(),
            on: meeting.record.on,
            chair: view.people.called(&meeting.record.chair),
            stage: match &meeting.stage {
                MeetingStage::Called => "called",
                MeetingStage::Open => "open",
                MeetingStage::Closed => "closed",
                MeetingStage::Cancelled(_) => "cancelled",
            },
            present: meeting.present.len(),
            decisions: meeting.decisions.len(),
            decisions_open: meeting
                .decisions
                .values()
                .filter(|one| one.is_open())
                .count(),
            arising: meeting.arising.len(),
            arising_open: meeting
                .arising
                .values()
                .filter(|one| one.outcome.is_none())
                .count(),
        })
        .collect();
    list("meetings", &asked, rows).await
}

/// The reports, by the day of their committee: officers read of all, others of those published.
#[utoipa::path(
    get,
    path = "/api/v1/reports",
    params(
        ListQuery,
    ),
    responses(
        (status = 200, description = "The reports", content(
            (Rows<ReportRow> = "application/json"), (String = "text/csv")
        )),
        (status = 400, description = "A parameter cannot be read", body = Problem),
        (status = 401, description = "No valid token", body = Problem),
        (status = 403, description = "The token may not read this", body = Problem),
    ),
    security(("token" = ["plan"]))
)]
pub async fn reports(reader: Reader<Plan>, asked: Asked) -> Result<Response, Refused> {
    asked.only(&["format", "limit", "offset"])?;
    let sees_all = reader.is_officer();
    let reports = reader.visitor.view.state.reports().into_iter();
    let rows = reports
        .filter(|(_, report)| sees_all || report.publication.is_some())
        .map(|(id, report)| {
            let published = report.publication.as_ref();
            ReportRow {
                id: id.to_string(),
                title: report.record.title.clone(),
                meeting_on: report.record.meeting_on,
                as_at: report.record.as_at,
                stage: report.stage.in_words(),
                published_on: published.map(|published| published.act.on),
                restatements: report
                    .restatements
                    .values()
                    .filter(|one| sees_all || !one.is_open())
                    .count(),
                page: published.map(|_| format!("/published/{id}")),
            }
        })
        .collect();
    list("reports", &asked, rows).await
}
