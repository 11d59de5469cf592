//! A meeting, a round of practice audits in words and as JSON.

use serde_json::{Value, json};
use waymark_plan::PersonId;
use waymark_plan::ledger::parts::Grade;
use waymark_plan::ledger::state::{MeetingState, RoundState};

use super::{Shown, View};
use crate::plan::day_in_words;
use crate::plan::looking::lead_in_words;
use crate::plan::looking::lists::stage_in_words;

impl View<'_> {
    pub(super) fn meeting(&self, found: &MeetingState) -> Shown {
        let record = &found.record;
        let names = |ids: &[PersonId]| {
            let names: Vec<String> = ids.iter().map(|id| self.people.called(id)).collect();
            names.join(", ")
        };
        let decisions = found
            .decisions
            .values()
            .map(|decision| json!({ "decision": decision.record, "outcome": decision.outcome }));
        let arising = found
            .arising
            .values()
            .map(|arising| json!({ "action": arising.record, "outcome": arising.outcome }));
        let mut shown = Shown {
            json: json!({
                "meeting": record,
                "stage": stage_in_words(&found.stage),
                "present": found.present,
                "apologies": found.apologies,
                "decisions": decisions.collect::<Vec<Value>>(),
                "arising": arising.collect::<Vec<Value>>(),
                "ratings": found.ratings,
                "redated": found.redated,
                "next": found.next,
            }),
            lines: vec![
                format!("{}: {}", record.id, record.title),
                format!(
                    "{}, chaired by {}: {}",
                    day_in_words(record.on),
                    self.people.called(&record.chair),
                    stage_in_words(&found.stage)
                ),
                format!("Members: {}", names(&record.members)),
            ],
        };
        if !found.present.is_empty() {
            shown
                .lines
                .push(format!("Present: {}", names(&found.present)));
        }
        if !found.apologies.is_empty() {
            let apologies = names(&found.apologies);
            shown.lines.push(format!("Apologies: {apologies}"));
        }
        let decisions = found.decisions.iter().map(|(id, decision)| {
            let outcome = match &decision.outcome {
                Some((on, outcome)) => format!(" Carried out {}: {outcome}", day_in_words(*on)),
                None if decision.is_open() => " Still open.".to_owned(),
                None => String::new(),
            };
            format!("{id} {}{outcome}", decision.record.decision)
        });
        shown.section("Decisions", decisions.collect());
        let ratings = found
            .ratings
            .iter()
            .map(|(of, rating)| format!("{of}: {}", rating.in_words()));
        shown.section("Ratings agreed", ratings.collect());
        let redated = found.redated.iter().map(|redated| {
            format!(
                "{}: {}, because {}",
                redated.item,
                day_in_words(redated.due),
                redated.reason
            )
        });
        shown.section("Days agreed", redated.collect());
        let arising = found.arising.iter().map(|(id, arising)| {
            let done = match &arising.outcome {
                Some((on, _)) => format!("done {}", day_in_words(*on)),
                None => format!("due {}", day_in_words(arising.record.due)),
            };
            format!(
                "{id} {}: {done}; {}",
                arising.record.title,
                lead_in_words(&arising.record.owner, self.people)
            )
        });
        shown.section("Actions arising", arising.collect());
        if let Some(next) = found.next {
            shown.lines.push(String::new());
            shown
                .lines
                .push(format!("Next meeting: {}", day_in_words(next)));
        }
        shown
    }

    pub(super) fn round(&self, found: &RoundState) -> Shown {
        let record = &found.record;
        let gradings = found.gradings.iter().map(|((reference, theme), grading)| {
            let moderated = grading
                .moderated
                .as_ref()
                .map(|(by, grade, reason)| json!({ "by": by, "grade": grade, "reason": reason }));
            json!({
                "reference": reference,
                "theme": theme,
                "team": grading.team,
                "auditor": grading.auditor,
                "grade": grading.grade,
                "moderated": moderated,
            })
        });
        let ended = match &found.closed {
            Some((on, _)) => format!("ended {}", day_in_words(*on)),
            None => "goes on".to_owned(),
        };
        let mut shown = Shown {
            json: json!({
                "round": record,
                "cases": found.cases(),
                "gradings": gradings.collect::<Vec<Value>>(),
                "findings": found.findings.values().collect::<Vec<_>>(),
                "closed": found.closed,
            }),
            lines: vec![
                format!(
                    "{}: practice audits of {}, {ended}",
                    record.id,
                    record.month.in_words()
                ),
                format!(
                    "{} of {} cases; sample: {}",
                    found.cases(),
                    record.sample_size,
                    record.sample_frame
                ),
            ],
        };
        if let Some((_, Some(note))) = &found.closed {
            shown.lines.push(note.clone());
        }
        let themes = record.themes.iter().map(|theme| {
            let (mut graded, mut good, mut moderated) = (0, 0, 0);
            for ((_, of), grading) in &found.gradings {
                if of == theme {
                    graded += 1;
                    good += usize::from(grading.stands() >= Grade::Good);
                    moderated += usize::from(grading.moderated.is_some());
                }
            }
            format!("{theme}: {good} of {graded} good or outstanding, {moderated} moderated")
        });
        shown.section("Themes", themes.collect());
        let findings = found.findings.values();
        shown.section(
            "Findings",
            findings
                .map(|finding| format!("{} {}", finding.id, finding.finding))
                .collect(),
        );
        shown
    }
}
