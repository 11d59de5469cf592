//! Forms about the recommendations themselves: their words, aims and leads.

use serde_json::json;
use waymark_plan::RecommendationId;
use waymark_plan::ledger::Subject;
use waymark_plan::ledger::parts::RecommendationRecord;
use waymark_plan::ledger::state::RecommendationState;

use super::actions::{lead, page_of};
use super::field::{Choice, Field, Ids, Kind, field, text};
use super::offer::{self, changing, correcting, in_plan};
use super::{Ask, Draft, free_id};

pub(super) fn record(ask: &Ask<'_>) -> Option<Draft> {
    let inspections = offer::inspections(ask);
    if ask.about.contains_key("recommendation") {
        let id: RecommendationId = ask.named("recommendation")?;
        let stands = ask.state().recommendations.get(&id)?;
        return Some(corrected(ask, &id, stands, inspections));
    }
    let last = inspections.first()?.value.clone();
    if ask.state().aims.is_empty() {
        return None;
    }
    let all = &ask.state().recommendations;
    let of_last = all
        .values()
        .map(|stands| &stands.record)
        .filter(|record| record.inspection.as_str() == last);
    let next = of_last.map(|record| record.number).max().unwrap_or(0) + 1;
    let free = free_id("R", |id| {
        let id: Result<RecommendationId, _> = id.parse();
        id.is_ok_and(|id| all.contains_key(&id))
    });
    let mut draft = Draft::new("Add a recommendation", Subject::Plan, json!({}))
        .back("/plan")
        .fields([field("id", "Short name", Kind::Id(Ids::Any))
            .hint("People and pages call it so, such as R1. It does not change afterwards.")
            .value(free)])
        .fields(of_recommendation(ask, inspections, None));
    for field in &mut draft.fields {
        match field.path.as_str() {
            "inspection" => field.value = json!(last),
            "number" => field.value = json!(next),
            _ => {}
        }
    }
    Some(draft)
}

fn corrected(
    ask: &Ask<'_>,
    id: &RecommendationId,
    stands: &RecommendationState,
    inspections: Vec<Choice>,
) -> Draft {
    let draft = |title: &str| {
        let subject = Subject::Recommendation(id.clone());
        Draft::new(title, subject, json!({ "id": id }))
            .back(page_of(id))
            .fields(of_recommendation(ask, inspections, Some(&stands.record)))
    };
    match stands.withdrawn {
        None => correcting(draft("Correct a recommendation"), &stands.record),
        // A correction takes up again what was taken out.
        Some(_) => changing(draft("Take a recommendation up again"), &stands.record),
    }
}

fn of_recommendation(
    ask: &Ask<'_>,
    inspections: Vec<Choice>,
    stands: Option<&RecommendationRecord>,
) -> [Field; 7] {
    let aims = ask.state().aims.iter();
    let aims = aims
        .map(|(id, title)| Choice::new(id.as_str(), title))
        .collect();
    let mut themes: Vec<&str> = ask
        .state()
        .rounds
        .values()
        .flat_map(|round| round.record.themes.iter().map(String::as_str))
        .collect();
    themes.sort_unstable();
    themes.dedup();
    let hint = match offer::such_as(themes) {
        Some(known) => format!("One a line, as rounds of audits have them: {known}"),
        None => "One a line, as rounds of audits will have them".to_owned(),
    };
    let [post, person] = lead(ask, "lead", stands.map(|stands| &stands.lead));
    [
        field(
            "inspection",
            "Inspection that made it",
            Kind::Select(inspections),
        ),
        field("number", "Number in the inspectorate’s report", Kind::Whole).most(999),
        text("text", "The inspectorate’s words"),
        field("aims", "Aims that it serves", Kind::Ticks(aims)),
        post,
        person,
        field(
            "audit_themes",
            "Themes of practice audits that bear on it",
            Kind::Lines(3),
        )
        .optional()
        .hint(hint),
    ]
}

pub(super) fn withdraw(ask: &Ask<'_>) -> Option<Draft> {
    let (id, stands) = in_plan(ask)?;
    Some(
        Draft::new(
            "Take a recommendation out of the plan",
            Subject::Recommendation(id.clone()),
            json!({ "recommendation": id }),
        )
        .lead(format!("{id}: {}", stands.record.text))
        .lead("It stays in the log with all its actions, and can be taken up again.")
        .back("/plan")
        .fields([text("reason", "Why").hint("The committee reads this")])
        .submit("Take it out")
        .warns(),
    )
}
