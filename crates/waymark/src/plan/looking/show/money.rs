//! A bid, a consultation in words and as JSON.

use serde_json::json;
use waymark_plan::Consultation;
use waymark_plan::ledger::state::BidState;

use super::{Shown, View};
use crate::plan::day_in_words;

impl View<'_> {
    pub(super) fn bid(&self, found: &BidState) -> Shown {
        let record = &found.record;
        let mut shown = Shown {
            json: json!({
                "bid": record,
                "decisions": found.decisions,
                "posts": found.posts.values().collect::<Vec<_>>(),
            }),
            lines: vec![
                format!("{}: {}, {}", record.id, record.title, record.year),
                format!(
                    "£{}: {}",
                    waymark_figures::show_count(record.amount as f64),
                    record.paid_for
                ),
            ],
        };
        let decisions = found.decisions.iter().map(|decision| {
            format!(
                "{}, {}: {}",
                day_in_words(decision.on),
                decision.by,
                decision.decision
            )
        });
        shown.section("Decisions", decisions.collect());
        let posts = found.posts.iter().flat_map(|(title, series)| {
            series.iter().map(move |(on, posts)| {
                format!(
                    "{}, {title}: {} created; {} permanent, {} agency, {} vacant",
                    day_in_words(*on),
                    posts.created,
                    posts.permanent,
                    posts.agency,
                    posts.vacant
                )
            })
        });
        shown.section("Posts", posts.collect());
        shown
    }

    pub(super) fn consultation(&self, id: &str, found: &Consultation) -> Shown {
        let until = found
            .until
            .map_or_else(String::new, |until| format!(" to {}", day_in_words(until)));
        let changed = found.changed.as_deref().unwrap_or("not said yet");
        Shown {
            json: json!({ "id": id, "consultation": found }),
            lines: vec![
                format!("{id}: {}", found.with),
                format!("{}{until}: {}", day_in_words(found.on), found.how),
                format!("What they said: {}", found.said),
                format!("What changed: {changed}"),
            ],
        }
    }
}
