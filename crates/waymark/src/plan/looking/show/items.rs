//! A recommendation, an action, a milestone in words and as JSON.

use serde_json::{Value, json};
use waymark_plan::ledger::closeness_in_words;
use waymark_plan::ledger::parts::{AgreedAt, JudgementRecord, PartSeen};
use waymark_plan::ledger::state::{ActionState, MilestoneState, RecommendationState};
use waymark_plan::{ActionId, LinkedMeasure, Progress, RecommendationId, delivery_facts};

use super::{Shown, View};
use crate::plan::looking::{due_in_words, lead_in_words};
use crate::plan::{day_in_words, figures};

impl View<'_> {
    pub(super) fn recommendation(
        &self,
        id: &RecommendationId,
        found: &RecommendationState,
    ) -> Shown {
        let record = &found.record;
        let plan = self.state.plan(self.people).ok();
        let facts = plan
            .as_ref()
            .and_then(|plan| figures::recommendation(plan, id.as_str()))
            .map(|recommendation| delivery_facts(recommendation, self.today));
        let closeness = facts.as_ref().map(closeness_in_words).unwrap_or_default();
        let actions = found.actions.iter().map(|(id, action)| {
            json!({
                "id": id,
                "action": action_as_json(action),
            })
        });
        let milestones = found.milestones.iter().map(|(id, milestone)| {
            json!({
                "id": id,
                "milestone": milestone_as_json(milestone),
            })
        });
        let mut shown = Shown {
            json: json!({
                "recommendation": record,
                "withdrawn": found.withdrawn,
                "facts": facts,
                "closeness": closeness,
                "actions": actions.collect::<Vec<Value>>(),
                "milestones": milestones.collect::<Vec<Value>>(),
                "measures": found.measures,
                "ratings": found.ratings,
            }),
            lines: vec![
                format!(
                    "{id}: recommendation {} of inspection {}",
                    record.number, record.inspection
                ),
                record.text.clone(),
                format!("Lead: {}", lead_in_words(&record.lead, self.people)),
            ],
        };
        let aims: Vec<&str> = record
            .aims
            .iter()
            .map(|aim| {
                self.state
                    .aims
                    .get(aim)
                    .map_or(aim.as_str(), String::as_str)
            })
            .collect();
        shown.lines.push(format!("Aims: {}", aims.join("; ")));
        if !record.audit_themes.is_empty() {
            let themes = record.audit_themes.join("; ");
            shown.lines.push(format!("Audit themes: {themes}"));
        }
        if let Some(why) = &found.withdrawn {
            shown.lines.push(format!("Withdrawn from the plan: {why}"));
        }
        shown.section(
            "Ratings, the last first",
            found
                .ratings
                .iter()
                .rev()
                .flat_map(|rating| self.rating(rating))
                .collect(),
        );
        shown.section("How closely it is met", closeness);
        let actions = found.actions.iter();
        shown.section(
            "Actions",
            actions
                .map(|(id, action)| {
                    format!(
                        "{id} {}: {}, {}; {}",
                        action.title,
                        progress_in_words(&action.progress),
                        due_in_words(&action.schedule),
                        lead_in_words(&action.lead, self.people)
                    )
                })
                .collect(),
        );
        let milestones = found.milestones.iter();
        shown.section(
            "Milestones",
            milestones
                .map(|(id, milestone)| {
                    format!(
                        "{id} {}: {}, {}",
                        milestone.title,
                        reached_in_words(milestone),
                        due_in_words(&milestone.schedule)
                    )
                })
                .collect(),
        );
        shown.section(
            "Measures",
            found.measures.iter().map(measure_in_words).collect(),
        );
        shown
    }

    fn rating(&self, rating: &JudgementRecord) -> Vec<String> {
        let agreed = match &rating.agreed_at {
            Some(AgreedAt::Meeting(id)) => {
                let meeting = self.state.meetings.get(id);
                let title = meeting.map_or(id.as_str(), |meeting| meeting.record.title.as_str());
                format!(", agreed at {title}")
            }
            Some(AgreedAt::Elsewhere(name)) => format!(", agreed at {name}"),
            None => String::new(),
        };
        let mut lines = vec![format!(
            "{}, by {} on {}{agreed}",
            rating.rating.in_words(),
            rating.judged_by,
            day_in_words(rating.on)
        )];
        if let Some(rationale) = &rating.rationale {
            lines.push(format!("  {rationale}"));
        }
        lines.push(format!(
            "  proposed by delivery: {}",
            part_in_words(&rating.delivery)
        ));
        if let Some(impact) = &rating.impact {
            lines.push(format!(
                "  proposed by impact: {} ({}, snapshot {})",
                part_in_words(&impact.part),
                impact.month.in_words(),
                impact.snapshot
            ));
        }
        lines
    }

    pub(super) fn action(
        &self,
        id: &ActionId,
        of: &RecommendationState,
        found: &ActionState,
    ) -> Shown {
        let mut shown = Shown {
            json: json!({
                "id": id,
                "recommendation": of.record.id,
                "action": action_as_json(found),
            }),
            lines: vec![
                format!("{id}: {}", found.title),
                format!("Of {}: {}", of.record.id, of.record.text),
                format!("Lead: {}", lead_in_words(&found.lead, self.people)),
                format!(
                    "{}; begins {}, {}",
                    progress_in_words(&found.progress),
                    day_in_words(found.start),
                    due_in_words(&found.schedule)
                ),
            ],
        };
        if let Some(team) = &found.team {
            shown.lines.push(format!("Team: {team}"));
        }
        let days = found.schedule.agreed.iter().map(|agreed| {
            format!(
                "{}, agreed by {} on {}: {}",
                day_in_words(agreed.due),
                agreed.agreed_by,
                day_in_words(agreed.on),
                agreed.reason
            )
        });
        shown.section("Days agreed since", days.collect());
        let updates = found.updates.iter().map(|update| {
            format!(
                "{}, {}: {}",
                day_in_words(update.on),
                update.by,
                update.note
            )
        });
        shown.section("Reports", updates.collect());
        shown
    }

    pub(super) fn milestone(
        &self,
        id: &ActionId,
        of: &RecommendationState,
        found: &MilestoneState,
    ) -> Shown {
        Shown {
            json: json!({
                "id": id,
                "recommendation": of.record.id,
                "milestone": milestone_as_json(found),
            }),
            lines: vec![
                format!("{id}: {}", found.title),
                format!("A milestone of {}: {}", of.record.id, of.record.text),
                format!(
                    "{}, {}",
                    reached_in_words(found),
                    due_in_words(&found.schedule)
                ),
            ],
        }
    }
}

fn action_as_json(found: &ActionState) -> Value {
    json!({
        "title": found.title,
        "lead": found.lead,
        "team": found.team,
        "start": found.start,
        "schedule": found.schedule,
        "progress": found.progress,
        "updates": found.updates,
        "origin": found.origin,
        "added_on": found.added_on,
    })
}

fn milestone_as_json(found: &MilestoneState) -> Value {
    json!({
        "title": found.title,
        "schedule": found.schedule,
        "done_on": found.done_on,
        "evidence": found.evidence,
        "cancelled": found.cancelled,
        "origin": found.origin,
    })
}

fn progress_in_words(progress: &Progress) -> String {
    match progress {
        Progress::NotStarted | Progress::InProgress => progress.in_words().to_owned(),
        Progress::Complete {
            completed_on,
            evidence,
        } => {
            let shown = evidence
                .as_ref()
                .map_or_else(String::new, |evidence| format!(" ({evidence})"));
            format!("complete {}{shown}", day_in_words(*completed_on))
        }
        Progress::Cancelled { reason, .. } => format!("cancelled ({reason})"),
    }
}

fn reached_in_words(milestone: &MilestoneState) -> String {
    match (milestone.done_on, &milestone.cancelled) {
        (Some(on), _) => format!("reached {}", day_in_words(on)),
        (None, Some(given_up)) => format!("cancelled ({})", given_up.reason),
        (None, None) => "not reached".to_owned(),
    }
}

fn part_in_words(part: &PartSeen) -> String {
    let rating = part.rating.map_or("not known", |rating| rating.in_words());
    match part.reasons.first() {
        Some(reason) => format!("{rating}. {reason}"),
        None => rating.to_owned(),
    }
}

fn measure_in_words(linked: &LinkedMeasure) -> String {
    let mut words = linked.selector.to_string();
    if let Some(baseline) = &linked.baseline {
        words.push_str(&format!(
            ", from {} in {}",
            baseline.value,
            baseline.period.in_words()
        ));
    }
    for point in &linked.path {
        words.push_str(&format!(", {} by {}", point.value, point.by.in_words()));
    }
    if let Some(target) = &linked.target {
        words.push_str(&format!(
            ", target {} by {}",
            target.value,
            target.by.in_words()
        ));
    }
    if let Some(threshold) = &linked.threshold {
        words.push_str(&format!(
            ", threshold {} ({})",
            threshold.value, threshold.set_by
        ));
    }
    words
}
