//! The recommendations of the file, with their actions, milestones, measures and rating.

use super::Known;
use super::fields::Fields;
use super::notes::Notes;
use super::sections::each;
use crate::checks;
use crate::diagnostic::nearest;
use crate::ids::{ActionId, AimId, RecommendationId};
use crate::model::{
    Action, Baseline, Cancellation, ComparatorKind, LinkedMeasure, Milestone, Officer, Progress,
    Rating, Recommendation, RecordedRating, Redating, Schedule, Target, Threshold, Update,
};

/// How far an action has come, in the file's words.
#[derive(Clone, Copy, PartialEq)]
enum Status {
    NotStarted,
    InProgress,
    Complete,
    Cancelled,
}

const STATUSES: [(&str, Status); 4] = [
    ("not-started", Status::NotStarted),
    ("in-progress", Status::InProgress),
    ("complete", Status::Complete),
    ("cancelled", Status::Cancelled),
];

/// The words of the ratings.
const RATINGS: [(&str, Rating); 4] = [
    ("red", Rating::Red),
    ("amber", Rating::Amber),
    ("green", Rating::Green),
    ("blue", Rating::Blue),
];

/// The words of the comparators.
const COMPARATORS: [(&str, ComparatorKind); 3] = [
    (
        "statistical-neighbours",
        ComparatorKind::StatisticalNeighbours,
    ),
    ("region", ComparatorKind::Region),
    ("england", ComparatorKind::England),
];

/// Reads one recommendation. `has_blue` says whether the scheme has that rating.
pub(super) fn recommendation(
    mut f: Fields<'_, '_>,
    known: Known<'_>,
    has_blue: bool,
    notes: &mut Notes<'_>,
) -> Option<Recommendation> {
    let path = f.path.clone();
    let id = f.parsed::<RecommendationId>(notes, "id");
    if let Some(id) = &id {
        notes.unique("recommendation", id.as_str(), &f.path_of("id"));
    }
    let number = f.whole::<u16>(notes, "number");
    if let Some(number) = number {
        notes.unique("number", &number.to_string(), &f.path_of("number"));
    }
    let text = f.text(notes, "text");
    let aims = aims(&mut f, notes);
    let lead = officer(&mut f, notes);
    let audit_themes = f.texts(notes, "audit_themes");
    let actions = each(&mut f, "actions", notes, action);
    let milestones = each(&mut f, "milestones", notes, milestone);
    let measures = each(&mut f, "measures", notes, |f, notes| {
        measure(f, known, notes)
    });
    let rating = f
        .table_if_any(notes, "rating")
        .and_then(|f| rating(f, has_blue, notes));
    let has_actions = f.has("actions");
    f.finish(notes);
    let read = Recommendation {
        id: id?,
        number: number?,
        text: text?,
        aims: aims?,
        lead: lead?,
        actions,
        milestones,
        measures,
        audit_themes,
        rating,
    };
    notes.add(checks::recommendation(&read, has_actions, &path));
    Some(read)
}

/// One or more ids of aims that the plan has; none where there is no list.
fn aims(f: &mut Fields<'_, '_>, notes: &mut Notes<'_>) -> Option<Vec<AimId>> {
    if !f.is_list("aims") {
        f.list(notes, "aims");
        return None;
    }
    let named: Vec<AimId> = f.parsed_list(notes, "aims");
    for (index, aim) in named.iter().enumerate() {
        let path = format!("{}.{index}", f.path_of("aims"));
        if notes.names("aim").any(|known| known == aim.as_str()) {
            continue;
        }
        let near = nearest(aim.as_str(), notes.names("aim")).map(str::to_owned);
        let all: Vec<String> = notes.names("aim").map(|name| format!("`{name}`")).collect();
        let span = notes.places.of(&path);
        notes.error(
            span,
            format!("there is no aim `{aim}`"),
            Some(match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the aims are {}", all.join(", ")),
            }),
        );
    }
    Some(named)
}

/// `lead = "post"`, or `lead = { post = …, name = … }`.
fn officer(f: &mut Fields<'_, '_>, notes: &mut Notes<'_>) -> Option<Officer> {
    if f.is_text("lead") || !f.has("lead") {
        return f
            .text(notes, "lead")
            .map(|post| Officer { post, name: None });
    }
    let mut f = f.table(notes, "lead")?;
    let (post, name) = (f.text(notes, "post"), f.text_if_any(notes, "name"));
    f.finish(notes);
    Some(Officer { post: post?, name })
}

fn action(mut f: Fields<'_, '_>, notes: &mut Notes<'_>) -> Option<Action> {
    let path = f.path.clone();
    let id = f.parsed::<ActionId>(notes, "id");
    if let Some(id) = &id {
        notes.unique("action", id.as_str(), &f.path_of("id"));
    }
    let title = f.text(notes, "title");
    let lead = officer(&mut f, notes);
    let team = f.text_if_any(notes, "team");
    let start = f.day(notes, "start");
    let schedule = schedule(&mut f, notes);
    let progress = progress(&mut f, notes);
    let updates = each(&mut f, "updates", notes, |mut f, notes| {
        let (on, by, note) = (
            f.day(notes, "on"),
            f.text(notes, "by"),
            f.text(notes, "note"),
        );
        f.finish(notes);
        Some(Update {
            on: on?,
            by: by?,
            note: note?,
        })
    });
    f.finish(notes);
    let read = Action {
        id: id?,
        title: title?,
        lead: lead?,
        team,
        start: start?,
        schedule: schedule?,
        progress: progress?,
        updates,
    };
    notes.add(checks::action(&read, &path));
    Some(read)
}

fn schedule(f: &mut Fields<'_, '_>, notes: &mut Notes<'_>) -> Option<Schedule> {
    let first_due = f.day(notes, "first_due");
    let agreed = each(f, "agreed", notes, |mut f, notes| {
        let due = f.day(notes, "due");
        let reason = f.text(notes, "reason");
        let agreed_by = f.text(notes, "agreed_by");
        let on = f.day(notes, "on");
        f.finish(notes);
        Some(Redating {
            due: due?,
            reason: reason?,
            agreed_by: agreed_by?,
            on: on?,
        })
    });
    Some(Schedule {
        first_due: first_due?,
        agreed,
    })
}

/// The status, and what belongs to it and to no other.
fn progress(f: &mut Fields<'_, '_>, notes: &mut Notes<'_>) -> Option<Progress> {
    let status = f.word(notes, "status", &STATUSES);
    let completed_on = f.day_if_any(notes, "completed_on");
    let evidence = f.text_if_any(notes, "evidence");
    let cancelled_on = f.day_if_any(notes, "cancelled_on");
    let reason = f.text_if_any(notes, "cancelled_reason");
    let status = status?;
    let belongs = [
        ("completed_on", Status::Complete, "complete"),
        ("evidence", Status::Complete, "complete"),
        ("cancelled_on", Status::Cancelled, "cancelled"),
        ("cancelled_reason", Status::Cancelled, "cancelled"),
    ];
    for (key, needed, word) in belongs {
        if f.has(key) && status != needed {
            let span = notes.places.of(&f.path_of(key));
            notes.error(
                span,
                format!("`{key}` goes with the status `{word}` only"),
                Some(format!("set `status = \"{word}\"`, or leave `{key}` out")),
            );
        }
    }
    let lacks = |notes: &mut Notes<'_>, key: &str, word: &str| {
        if !f.has(key) {
            let span = notes.places.of(&f.path_of("status"));
            notes.error(span, format!("the status `{word}` needs `{key}`"), None);
        }
    };
    match status {
        Status::NotStarted => Some(Progress::NotStarted),
        Status::InProgress => Some(Progress::InProgress),
        Status::Complete => {
            lacks(notes, "completed_on", "complete");
            Some(Progress::Complete {
                completed_on: completed_on?,
                evidence,
            })
        }
        Status::Cancelled => {
            lacks(notes, "cancelled_reason", "cancelled");
            Some(Progress::Cancelled {
                cancelled_on,
                reason: reason?,
            })
        }
    }
}

fn milestone(mut f: Fields<'_, '_>, notes: &mut Notes<'_>) -> Option<Milestone> {
    let path = f.path.clone();
    // The ledger gives a milestone its id, so a file that people write need not have one.
    let id = if f.has("id") {
        f.parsed::<ActionId>(notes, "id")
    } else {
        None
    };
    if let Some(id) = &id {
        notes.unique("action", id.as_str(), &f.path_of("id"));
    }
    let title = f.text(notes, "title");
    let schedule = schedule(&mut f, notes);
    let done_on = f.day_if_any(notes, "done_on");
    let cancelled_on = f.day_if_any(notes, "cancelled_on");
    let reason = f.text_if_any(notes, "cancelled_reason");
    let cancelled = match (cancelled_on, reason) {
        (Some(on), Some(reason)) => Some(Cancellation { on, reason }),
        (None, None) => None,
        (on, _) => {
            let key = if on.is_some() {
                "cancelled_on"
            } else {
                "cancelled_reason"
            };
            let span = notes.places.of(&f.path_of(key));
            notes.error(
                span,
                "a milestone that was given up has both a day and a reason",
                Some("give `cancelled_on` and `cancelled_reason`, or neither".to_owned()),
            );
            None
        }
    };
    if done_on.is_some() && cancelled.is_some() {
        let span = notes.places.of(&f.path_of("cancelled_on"));
        notes.error(
            span,
            "the milestone cannot be both reached and given up",
            Some("leave out `done_on`, or `cancelled_on` and `cancelled_reason`".to_owned()),
        );
    }
    f.finish(notes);
    let read = Milestone {
        id,
        title: title?,
        schedule: schedule?,
        done_on,
        cancelled,
    };
    notes.add(checks::schedule(&read.schedule, None, &path));
    Some(read)
}

fn value_by_month(mut f: Fields<'_, '_>, notes: &mut Notes<'_>) -> Option<Target> {
    let (value, by) = (f.number(notes, "value"), f.parsed(notes, "by"));
    f.finish(notes);
    Some(Target {
        value: value?,
        by: by?,
    })
}

fn measure(
    mut f: Fields<'_, '_>,
    known: Known<'_>,
    notes: &mut Notes<'_>,
) -> Option<LinkedMeasure> {
    let path = f.path.clone();
    let selector = f.parsed(notes, "selector");
    let baseline = f.table_if_any(notes, "baseline").and_then(|mut f| {
        let (value, period) = (f.number(notes, "value"), f.parsed(notes, "period"));
        f.finish(notes);
        Some(Baseline {
            value: value?,
            period: period?,
        })
    });
    let target = f
        .table_if_any(notes, "target")
        .and_then(|f| value_by_month(f, notes));
    let way = each(&mut f, "path", notes, value_by_month);
    let threshold = f.table_if_any(notes, "threshold").and_then(|mut f| {
        let (value, set_by) = (f.number(notes, "value"), f.text(notes, "set_by"));
        f.finish(notes);
        Some(Threshold {
            value: value?,
            set_by: set_by?,
        })
    });
    let comparators = f.words(notes, "comparators", &COMPARATORS);
    f.finish(notes);
    let read = LinkedMeasure {
        selector: selector?,
        baseline,
        target,
        path: way,
        threshold,
        comparators,
    };
    notes.add(checks::measure(&read, known, &path));
    Some(read)
}

fn rating(mut f: Fields<'_, '_>, has_blue: bool, notes: &mut Notes<'_>) -> Option<RecordedRating> {
    let rating = f.word(notes, "rating", &RATINGS);
    let judged_by = f.text(notes, "judged_by");
    let on = f.day(notes, "on");
    let rationale = f.text(notes, "rationale");
    let meeting = f.text_if_any(notes, "meeting");
    if rating == Some(Rating::Blue) && !has_blue {
        let span = notes.places.of(&f.path_of("rating"));
        notes.error(
            span,
            "the scheme of this plan has no blue",
            Some("say what blue means in `[scheme]`, or record green".to_owned()),
        );
    }
    f.finish(notes);
    Some(RecordedRating {
        rating: rating?,
        judged_by: judged_by?,
        on: on?,
        rationale: rationale?,
        meeting,
    })
}
