//! The days of actions and milestones.

use jiff::civil::Date;

use super::{error, warning};
use crate::diagnostic::Problem;
use crate::model::{Action, Plan, Progress, Schedule};

/// The days of a schedule; `start` is the day that work begins, where there is one.
pub(crate) fn schedule(schedule: &Schedule, start: Option<Date>, path: &str) -> Vec<Problem> {
    let mut found = Vec::new();
    if let Some(start) = start {
        let days = [("first_due".to_owned(), schedule.first_due)]
            .into_iter()
            .chain(
                schedule
                    .agreed
                    .iter()
                    .enumerate()
                    .map(|(index, redating)| (format!("agreed.{index}.due"), redating.due)),
            );
        for (key, due) in days {
            if due < start {
                found.push(error(
                    format!("{path}.{key}"),
                    format!("it would be due on {due}, before it starts on {start}"),
                    None,
                ));
            }
        }
    }
    let mut stands = schedule.first_due;
    let mut agreed_on: Option<Date> = None;
    for (index, redating) in schedule.agreed.iter().enumerate() {
        let path = format!("{path}.agreed.{index}");
        if redating.due == stands {
            found.push(warning(
                format!("{path}.due"),
                format!("the new day is the one that stood already, {stands}"),
                Some("leave the entry out, or correct the day"),
            ));
        } else if redating.due < schedule.first_due {
            found.push(warning(
                format!("{path}.due"),
                format!(
                    "the agreed day {} is before the day first agreed, {}",
                    redating.due, schedule.first_due
                ),
                Some("it may have been brought forward; correct it if it is a slip"),
            ));
        }
        if agreed_on.is_some_and(|before| redating.on < before) {
            found.push(warning(
                format!("{path}.on"),
                "this was agreed before the entry above it",
                Some("write re-dated days in the order in which they were agreed"),
            ));
        }
        stands = redating.due;
        agreed_on = Some(redating.on);
    }
    found
}

/// The days of an action.
pub(crate) fn action(action: &Action, path: &str) -> Vec<Problem> {
    let mut found = schedule(&action.schedule, Some(action.start), path);
    if let Progress::Complete { completed_on, .. } = action.progress
        && completed_on < action.start
    {
        found.push(error(
            format!("{path}.completed_on"),
            format!(
                "it was completed on {completed_on}, before it starts on {}",
                action.start
            ),
            None,
        ));
    }
    for (index, pair) in action.updates.windows(2).enumerate() {
        if pair[1].on < pair[0].on {
            found.push(warning(
                format!("{path}.updates.{}.on", index + 1),
                "this update is older than the one above it",
                Some("write updates oldest first"),
            ));
        }
    }
    found
}

/// Actions and milestones that are due after the plan's last year.
pub(super) fn beyond_the_plan(plan: &Plan) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut check = |schedule: &Schedule, path: String| {
        let due = schedule.latest_due();
        if due.year() > plan.years.last {
            let key = match schedule.agreed.len() {
                0 => "first_due".to_owned(),
                n => format!("agreed.{}.due", n - 1),
            };
            found.push(warning(
                format!("{path}.{key}"),
                format!(
                    "it is due on {due}, after the plan ends in {}",
                    plan.years.last
                ),
                None,
            ));
        }
    };
    for (index, recommendation) in plan.recommendations.iter().enumerate() {
        let path = format!("recommendations.{index}");
        for (index, action) in recommendation.actions.iter().enumerate() {
            check(&action.schedule, format!("{path}.actions.{index}"));
        }
        for (index, milestone) in recommendation.milestones.iter().enumerate() {
            check(&milestone.schedule, format!("{path}.milestones.{index}"));
        }
    }
    found
}
