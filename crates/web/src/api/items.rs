//! The actions and milestones of the plan.
//!
//! What officers note to each other about the work is not here.

use axum::response::Response;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;
use waymark_plan::ledger::parts::Lead;
use waymark_plan::ledger::state::{ActionState, MilestoneState, RecommendationState};
use waymark_plan::{ActionId, Progress, RecommendationId, Schedule};

use super::answer::{Row, Rows, list};
use super::asked::{Asked, ListQuery};
use super::refused::{Problem, Refused};
use super::token::{Plan, Reader};
use crate::book::View;
use crate::visitor::Visitor;

/// An action or a milestone.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemRow {
    /// Its id, such as `A1`.
    pub id: String,
    /// `action` or `milestone`.
    pub kind: &'static str,
    /// The recommendation that it belongs to.
    pub recommendation: String,
    /// What is to be done, or reached.
    pub title: String,
    /// The post that sees to it; milestones have none of their own.
    pub lead_post: Option<String>,
    /// Who holds that post.
    pub lead_name: Option<String>,
    /// The team that does it.
    pub team: Option<String>,
    /// The day that work begins.
    #[schema(value_type = Option<String>, format = Date)]
    pub starts: Option<Date>,
    /// The day first agreed.
    #[schema(value_type = String, format = Date)]
    pub first_due: Date,
    /// The day that stands now.
    #[schema(value_type = String, format = Date)]
    pub due: Date,
    /// How often the day was moved.
    pub times_moved: usize,
    /// How many days the day that stands now lies after the one first agreed.
    pub slippage_days: i32,
    /// `not started`, `in progress`, `complete` or `cancelled`.
    pub status: &'static str,
    /// Whether it is neither done nor given up, and its day has passed.
    pub late: bool,
    /// The day that it was done.
    #[schema(value_type = Option<String>, format = Date)]
    pub done_on: Option<Date>,
}

impl Row for ItemRow {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "kind",
        "recommendation",
        "title",
        "lead_post",
        "lead_name",
        "team",
        "starts",
        "first_due",
        "due",
        "times_moved",
        "slippage_days",
        "status",
        "late",
        "done_on",
    ];
}

/// How an item stands: its status and the day that it was done.
fn standing_of_milestone(milestone: &MilestoneState) -> (&'static str, Option<Date>) {
    match (&milestone.cancelled, milestone.done_on) {
        (Some(_), _) => ("cancelled", None),
        (None, Some(on)) => ("complete", Some(on)),
        (None, None) => ("not started", None),
    }
}

fn item(
    id: &ActionId,
    of: &RecommendationId,
    title: &str,
    schedule: &Schedule,
    (status, done_on): (&'static str, Option<Date>),
    today: Date,
) -> ItemRow {
    let due = schedule.latest_due();
    ItemRow {
        id: id.to_string(),
        kind: "milestone",
        recommendation: of.to_string(),
        title: title.to_owned(),
        lead_post: None,
        lead_name: None,
        team: None,
        starts: None,
        first_due: schedule.first_due,
        due,
        times_moved: schedule.agreed.len(),
        slippage_days: schedule.slippage_in_days(),
        status,
        late: !matches!(status, "complete" | "cancelled") && due < today,
        done_on,
    }
}

/// The name of who holds a post.
pub fn name_of(view: &View, lead: &Lead) -> Option<String> {
    lead.person
        .as_ref()
        .map(|person| view.people.called(person))
}

/// The actions of a recommendation, then its milestones.
pub fn items_of(
    visitor: &Visitor,
    id: &RecommendationId,
    stands: &RecommendationState,
) -> Vec<ItemRow> {
    let view = &visitor.view;
    let action = |(item_id, action): (&ActionId, &ActionState)| {
        let done_on = match &action.progress {
            Progress::Complete { completed_on, .. } => Some(*completed_on),
            _ => None,
        };
        let standing = (action.progress.in_words(), done_on);
        ItemRow {
            kind: "action",
            lead_post: Some(action.lead.post.clone()),
            lead_name: name_of(view, &action.lead),
            team: action.team.clone(),
            starts: Some(action.start),
            ..item(
                item_id,
                id,
                &action.title,
                &action.schedule,
                standing,
                visitor.today,
            )
        }
    };
    let milestone = |(item_id, milestone): (&ActionId, &MilestoneState)| {
        let standing = standing_of_milestone(milestone);
        item(
            item_id,
            id,
            &milestone.title,
            &milestone.schedule,
            standing,
            visitor.today,
        )
    };
    let actions = stands.actions.iter().map(action);
    let milestones = stands.milestones.iter().map(milestone);
    actions.chain(milestones).collect()
}

/// The actions and milestones of the plan.
#[utoipa::path(
    get,
    path = "/api/v1/items",
    params(
        ListQuery,
    ),
    responses(
        (status = 200, description = "The actions and milestones", content(
            (Rows<ItemRow> = "application/json"), (String = "text/csv")
        )),
        (status = 400, description = "A parameter cannot be read", body = Problem),
        (status = 401, description = "No valid token", body = Problem),
        (status = 403, description = "The token may not read this", body = Problem),
    ),
    security(("token" = ["plan"]))
)]
pub async fn all(reader: Reader<Plan>, asked: Asked) -> Result<Response, Refused> {
    asked.only(&["format", "limit", "offset"])?;
    let visitor = &reader.visitor;
    let in_plan = visitor.view.state.in_plan().into_iter();
    let rows = in_plan
        .flat_map(|(id, stands)| items_of(visitor, id, stands))
        .collect();
    list("items", &asked, rows).await
}
