//! The whole plan in a table: each recommendation with its rating, how its delivery stands, and
//! what is due next.

use jiff::civil::Date;
use waymark_plan::ledger::State;
use waymark_plan::ledger::state::RecommendationState;
use waymark_plan::{Plan, Progress, delivery_facts, summary_of_ratings};

use super::{day, give_rows, number};
use crate::output::{self, Value};
use crate::plan::session::Session;
use crate::plan::{day_in_words, figures};

/// How many letters of a recommendation's words a table shows.
const LETTERS: usize = 70;

/// Shows the whole plan as at a day.
pub fn overview(session: &Session, state: &State, today: Date) -> anyhow::Result<u8> {
    let plan = match state.plan(session.ledger.people()) {
        Ok(plan) => Some(plan),
        Err(lacks) => {
            output::say(&lacks.to_string());
            None
        }
    };
    if !session.json
        && let Some(plan) = &plan
    {
        headline(plan, state, today);
    }
    let rows = state
        .in_plan()
        .into_iter()
        .map(|(id, found)| {
            let rating = found.ratings.last();
            let facts = plan
                .as_ref()
                .and_then(|plan| figures::recommendation(plan, id.as_str()))
                .map(|recommendation| delivery_facts(recommendation, today));
            let fact = |count: Option<usize>| count.map_or(Value::Empty, number);
            vec![
                Value::text(id.as_str()),
                Value::text(rating.map_or("", |rating| rating.rating.in_words())),
                day(rating.map(|rating| rating.on)),
                fact(facts.map(|facts| facts.done())),
                fact(facts.map(|facts| facts.items())),
                fact(facts.map(|facts| facts.overdue)),
                fact(facts.map(|facts| facts.redatings)),
                day(next_due(found)),
                Value::text(if session.json {
                    found.record.text.clone()
                } else {
                    shortened(&found.record.text)
                }),
            ]
        })
        .collect();
    let head = [
        ("", "recommendation"),
        ("rating", "rating"),
        ("of", "rated_on"),
        ("done", "done"),
        ("of all", "items"),
        ("overdue", "overdue"),
        ("re-dated", "redatings"),
        ("next due", "next_due"),
        ("recommendation", "text"),
    ];
    give_rows(session.json, &head, rows)
}

fn headline(plan: &Plan, state: &State, today: Date) {
    let summary = summary_of_ratings(plan);
    let mut counts: Vec<String> = [
        (summary.blue, "blue"),
        (summary.green, "green"),
        (summary.amber, "amber"),
        (summary.red, "red"),
    ]
    .iter()
    .filter(|(count, word)| *count > 0 || *word != "blue")
    .map(|(count, word)| format!("{count} {word}"))
    .collect();
    if summary.unrated > 0 {
        counts.push(format!("{} not rated", summary.unrated));
    }
    output::line(&format!(
        "{}: {} {}-{}, version {}",
        plan.authority.name, plan.title, plan.years.first, plan.years.last, plan.version
    ));
    output::line(&format!(
        "As at {}, event {}: {} recommendations, {}",
        day_in_words(today),
        state.seq,
        plan.recommendations.len(),
        counts.join(", ")
    ));
}

/// The first day that something undone is due.
fn next_due(found: &RecommendationState) -> Option<Date> {
    let actions = found
        .actions
        .values()
        .filter(|action| matches!(action.progress, Progress::NotStarted | Progress::InProgress))
        .map(|action| action.schedule.latest_due());
    let milestones = found
        .milestones
        .values()
        .filter(|milestone| milestone.done_on.is_none() && milestone.cancelled.is_none())
        .map(|milestone| milestone.schedule.latest_due());
    actions.chain(milestones).min()
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= LETTERS {
        return text.to_owned();
    }
    let kept: String = text.chars().take(LETTERS).collect();
    let kept = kept
        .rsplit_once(' ')
        .map_or(kept.as_str(), |(kept, _)| kept);
    format!("{kept}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_cut_between_two() {
        assert_eq!(shortened("Short enough"), "Short enough");
        let long = "word ".repeat(20);
        // Fourteen words and as many spaces are 70 letters; the last space goes.
        assert_eq!(shortened(&long), format!("{}…", ["word"; 14].join(" ")));
    }
}
