//! Forms about actions and milestones.

use serde_json::{Value, json};
use waymark_plan::ledger::Subject;
use waymark_plan::ledger::parts::Lead;
use waymark_plan::{ActionId, MeetingId, RecommendationId};

use super::field::{Choice, Field, Kind, day, field, hidden, line, text};
use super::{Ask, Draft, free_id};
use crate::saying::often;

/// The questions for a lead: a post, and who holds it.
pub(super) fn lead(ask: &Ask<'_>, path: &str, stands: Option<&Lead>) -> [Field; 2] {
    let mut people = vec![Choice::new("", "Nobody is named")];
    people.extend(ask.everybody());
    let person = stands.and_then(|lead| lead.person.as_ref());
    [
        line(&format!("{path}.post"), "Post that leads")
            .hint("Such as Head of Service, First Response")
            .value(stands.map_or(Value::Null, |lead| json!(lead.post))),
        field(
            &format!("{path}.person"),
            "Who holds the post",
            Kind::Select(people),
        )
        .optional()
        .hint("Reminders go to this person")
        .value(person.map_or(Value::Null, |person| json!(person))),
    ]
}

/// A recommendation's page.
pub(super) fn page_of(recommendation: &RecommendationId) -> String {
    format!("/recommendations/{recommendation}")
}

/// What an item is called, its words, and its recommendation.
struct Item {
    id: ActionId,
    word: &'static str,
    title: String,
    recommendation: RecommendationId,
}

impl Item {
    fn of(ask: &Ask<'_>) -> Option<Self> {
        let id: ActionId = ask.named("item")?;
        let (recommendation, _) = ask.state().items.get(&id)?;
        let (word, title) = match (ask.state().action(&id), ask.state().milestone(&id)) {
            (Some((_, action)), _) => ("action", action.title.clone()),
            (None, Some((_, milestone))) => ("milestone", milestone.title.clone()),
            (None, None) => return None,
        };
        Some(Self {
            recommendation: recommendation.clone(),
            id,
            word,
            title,
        })
    }

    fn draft(&self, title: &str, known: Value) -> Draft {
        Draft::new(title, Subject::Item(self.id.clone()), known)
            .lead(format!("{}: {}", self.id, self.title))
            .back(page_of(&self.recommendation))
    }
}

pub(super) fn add(ask: &Ask<'_>) -> Option<Draft> {
    let of: RecommendationId = ask.named("recommendation")?;
    let stands = ask.state().recommendations.get(&of)?;
    let id = free_id(&format!("{of}."), |id| is_taken(ask, id));
    let [post, person] = lead(ask, "lead", Some(&stands.record.lead));
    Some(
        Draft::new(
            "Add an action",
            Subject::Recommendation(of.clone()),
            json!({ "recommendation": of }),
        )
        .lead(format!("{of}: {}", stands.record.text))
        .back(page_of(&of))
        .fields([
            hidden("id", id),
            line("title", "What is to be done"),
            post,
            person,
            line("team", "Team that does it").optional(),
            day("start", "Day that work begins").value(json!(ask.today)),
            day("first_due", "Day that it is to be done")
                .hint("This day stays in the plan, whatever is agreed later"),
            origin(ask),
        ]),
    )
}

fn is_taken(ask: &Ask<'_>, id: &str) -> bool {
    let id: Result<ActionId, _> = id.parse();
    id.is_ok_and(|id| ask.state().items.contains_key(&id))
}

/// What an item came from: carried along where the address says so.
fn origin(ask: &Ask<'_>) -> Field {
    let value = match (ask.about.get("finding"), ask.about.get("meeting")) {
        (Some(finding), _) => json!({ "finding": finding }),
        (None, Some(meeting)) => json!({ "meeting": meeting }),
        (None, None) => Value::Null,
    };
    hidden("origin", value)
}

pub(super) fn amend(ask: &Ask<'_>) -> Option<Draft> {
    let item = Item::of(ask)?;
    let (_, action) = ask.state().action(&item.id)?;
    let [post, person] = lead(ask, "lead", Some(&action.lead));
    Some(
        item.draft("Change an action", json!({ "id": item.id }))
            .lead("A new day is agreed under “Agree a new day”, where the first one is kept.")
            .fields([
                line("title", "What is to be done").value(json!(action.title)),
                post,
                person,
                line("team", "Team that does it")
                    .optional()
                    .value(json!(action.team)),
                day("start", "Day that work begins").value(json!(action.start)),
                text("reason", "Why it changes"),
            ]),
    )
}

pub(super) fn start(ask: &Ask<'_>) -> Option<Draft> {
    let item = Item::of(ask)?;
    ask.state().action(&item.id)?;
    Some(
        item.draft("Begin an action", json!({ "action": item.id }))
            .fields([day("on", "Day that work began").value(json!(ask.today))]),
    )
}

pub(super) fn note(ask: &Ask<'_>) -> Option<Draft> {
    let item = Item::of(ask)?;
    ask.state().action(&item.id)?;
    Some(
        item.draft("Report progress", json!({ "action": item.id }))
            .fields([
                text("note", "What has happened")
                    .hint("In whole sentences. Nothing about a child, and no child’s id."),
                line("by", "Post that reports").value(ask.own_post()),
                day("on", "Day").value(json!(ask.today)),
            ]),
    )
}

pub(super) fn add_milestone(ask: &Ask<'_>) -> Option<Draft> {
    let of: RecommendationId = ask.named("recommendation")?;
    let stands = ask.state().recommendations.get(&of)?;
    let id = free_id(&format!("{of}.M"), |id| is_taken(ask, id));
    Some(
        Draft::new(
            "Add a milestone",
            Subject::Recommendation(of.clone()),
            json!({ "recommendation": of }),
        )
        .lead(format!("{of}: {}", stands.record.text))
        .back(page_of(&of))
        .fields([
            hidden("id", id),
            line("title", "What is reached"),
            day("first_due", "Day that it is to be reached")
                .hint("This day stays in the plan, whatever is agreed later"),
            origin(ask),
        ]),
    )
}

pub(super) fn amend_milestone(ask: &Ask<'_>) -> Option<Draft> {
    let item = Item::of(ask)?;
    let (_, milestone) = ask.state().milestone(&item.id)?;
    Some(
        item.draft("Change a milestone", json!({ "id": item.id }))
            .fields([
                line("title", "What is reached").value(json!(milestone.title)),
                text("reason", "Why it changes"),
            ]),
    )
}

pub(super) fn redate(ask: &Ask<'_>) -> Option<Draft> {
    let item = Item::of(ask)?;
    let (action, milestone) = (
        ask.state().action(&item.id),
        ask.state().milestone(&item.id),
    );
    let schedule = match (&action, &milestone) {
        (Some((_, action)), _) => &action.schedule,
        (None, Some((_, milestone))) => &milestone.schedule,
        (None, None) => return None,
    };
    let day_in_words = waymark_narrative::sentence::words::day;
    let mut said = format!("First agreed for {}", day_in_words(schedule.first_due));
    if schedule.latest_due() != schedule.first_due {
        said.push_str(&format!(
            "; now for {}, re-dated {}",
            day_in_words(schedule.latest_due()),
            often(schedule.agreed.len())
        ));
    }
    let meeting = ask.about.get("meeting");
    let held = meeting
        .and_then(|id| id.parse::<MeetingId>().ok())
        .and_then(|id| ask.state().meetings.get(&id));
    let who = held.map_or_else(|| ask.own_post(), |held| json!(held.record.title));
    Some(
        item.draft("Agree a new day", json!({ "item": item.id }))
            .lead(format!(
                "{said}. The first day stays in the plan, and the slippage is counted."
            ))
            .fields([
                day("due", "New day"),
                text("reason", "Why").hint("The committee reads this"),
                line("agreed_by", "Post or body that agreed").value(who),
                day("on", "Day that it was agreed").value(json!(ask.today)),
                hidden(
                    "meeting",
                    meeting.map_or(Value::Null, |meeting| json!(meeting)),
                ),
            ]),
    )
}

pub(super) fn complete(ask: &Ask<'_>) -> Option<Draft> {
    let item = Item::of(ask)?;
    let title = format!("Record this {} as done", item.word);
    Some(
        item.draft(&title, json!({ "item": item.id })).fields([
            day("on", "Day that it was done").value(json!(ask.today)),
            text("evidence", "What shows that it was done")
                .optional()
                .hint("Such as a document, an audit or a measure. Nothing about a child."),
        ]),
    )
}

pub(super) fn cancel(ask: &Ask<'_>) -> Option<Draft> {
    let item = Item::of(ask)?;
    let title = format!("Give up this {}", item.word);
    Some(
        item.draft(&title, json!({ "item": item.id }))
            .lead("It stays in the plan, with the reason.")
            .fields([
                text("reason", "Why").hint("The committee reads this"),
                day("on", "Day").value(json!(ask.today)),
            ])
            .submit("Give it up")
            .warns(),
    )
}

pub(super) fn reopen(ask: &Ask<'_>) -> Option<Draft> {
    let item = Item::of(ask)?;
    let title = format!("Take up this {} again", item.word);
    Some(
        item.draft(&title, json!({ "item": item.id }))
            .fields([text("reason", "Why")]),
    )
}
