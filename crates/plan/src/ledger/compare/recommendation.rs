//! What changed in a recommendation, its measures and its rating.

use super::{Found, items, pair};
use crate::ids::AimId;
use crate::ledger::subject::Subject;
use crate::ledger::words::changes::{self, Changes, measure_in_words};
use crate::ledger::words::phrases::{count, day, list, or_none, quoted};
use crate::model::{Officer, Recommendation, RecordedRating};

fn called(of: &Recommendation) -> String {
    format!("{} {}", of.id, quoted(&of.text))
}

pub(super) fn lead(officer: &Officer) -> String {
    match &officer.name {
        None => officer.post.clone(),
        Some(name) => format!("{} ({name})", officer.post),
    }
}

/// A new recommendation is told with what it has, and not part by part.
pub(super) fn added(found: &mut Found, is: &Recommendation) {
    let has = [
        count(is.actions.len(), "action", "actions"),
        count(is.milestones.len(), "milestone", "milestones"),
        count(is.measures.len(), "measure", "measures"),
    ];
    let rated = match &is.rating {
        None => "not rated yet".to_owned(),
        Some(record) => format!("rated {}", record.rating.in_words()),
    };
    found.added(
        Subject::Recommendation(is.id.clone()),
        format!(
            "{} was added, led by {}, with {}; it is {rated}.",
            called(is),
            lead(&is.lead),
            list(&has)
        ),
    );
}

pub(super) fn removed(found: &mut Found, was: &Recommendation) {
    found.removed(
        Subject::Recommendation(was.id.clone()),
        format!("{} is no longer in the plan.", called(was)),
    );
}

/// `title` gives what an aim is called.
pub(super) fn changed(
    found: &mut Found,
    was: &Recommendation,
    is: &Recommendation,
    title: &dyn Fn(&AimId) -> String,
) {
    let titles = |of: &Recommendation| -> Vec<String> { of.aims.iter().map(title).collect() };
    let mut own = Changes::default();
    own.value("number", was.number, is.number);
    own.text("the inspectorate's words", &was.text, &is.text);
    own.list("aims", &titles(was), &titles(is));
    own.value("lead", lead(&was.lead), lead(&is.lead));
    own.list("audit themes", &was.audit_themes, &is.audit_themes);
    found.amended(
        Subject::Recommendation(is.id.clone()),
        &format!("Recommendation {}", is.id),
        &own,
    );
    items::actions(found, was, is);
    items::milestones(found, was, is);
    measures(found, was, is);
    rating(found, was, is);
}

fn measures(found: &mut Found, was: &Recommendation, is: &Recommendation) {
    let of = &is.id;
    let pairs = pair(&was.measures, &is.measures, |was, is| {
        was.selector == is.selector
    });
    for (was, is) in pairs.there {
        let about = Subject::Measure(of.clone(), is.selector.clone());
        match was {
            Some(was) => found.amended(
                about,
                &format!("The measure {} on {of}", is.selector),
                &changes::measure(was, is),
            ),
            None => found.added(
                about,
                format!(
                    "{of} is judged by the measure {} now: {}.",
                    is.selector,
                    measure_in_words(is)
                ),
            ),
        }
    }
    for was in pairs.gone {
        found.removed(
            Subject::Measure(of.clone(), was.selector.clone()),
            format!("{of} is judged by the measure {} no longer.", was.selector),
        );
    }
}

fn rating(found: &mut Found, was: &Recommendation, is: &Recommendation) {
    let about = Subject::Rating(is.id.clone());
    let what = called(is);
    match (&was.rating, &is.rating) {
        (None, None) => {}
        (None, Some(now)) => found.added(
            about,
            format!(
                "{what} was rated {}, as {} judged on {}.",
                now.rating.in_words(),
                now.judged_by,
                day(now.on)
            ),
        ),
        (Some(before), None) => found.removed(
            about,
            format!(
                "{what} is rated no longer; it was {}.",
                before.rating.in_words()
            ),
        ),
        (Some(before), Some(now)) if is_another(before, now) => {
            let moved = if before.rating == now.rating {
                format!("stayed {}", now.rating.in_words())
            } else {
                format!(
                    "went from {} to {}",
                    before.rating.in_words(),
                    now.rating.in_words()
                )
            };
            found.changed(
                about,
                format!(
                    "{what} {moved}, as {} judged on {}.",
                    now.judged_by,
                    day(now.on)
                ),
            );
        }
        (Some(before), Some(now)) => {
            let mut own = Changes::default();
            own.text("rationale", &before.rationale, &now.rationale);
            own.value(
                "meeting that agreed it",
                or_none(before.meeting.as_ref()),
                or_none(now.meeting.as_ref()),
            );
            found.amended(about, &format!("The rating of {}", is.id), &own);
        }
    }
}

/// Whether somebody judged anew.
fn is_another(before: &RecordedRating, now: &RecordedRating) -> bool {
    before.rating != now.rating || before.on != now.on || before.judged_by != now.judged_by
}
