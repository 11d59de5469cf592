//! What changed in the actions and milestones of a recommendation.

use super::recommendation::lead;
use super::{Found, pair};
use crate::ledger::subject::Subject;
use crate::ledger::words::changes::Changes;
use crate::ledger::words::phrases::{
    against_first, apart, count, day, or_none, quoted, stopped, times,
};
use crate::model::{Action, Cancellation, Milestone, Progress, Recommendation, Schedule, Update};

pub(super) fn actions(found: &mut Found, was: &Recommendation, is: &Recommendation) {
    let of = &is.id;
    let pairs = pair(&was.actions, &is.actions, |was, is| was.id == is.id);
    for (was, is) in pairs.there {
        let item = Item {
            about: Subject::Item(is.id.clone()),
            what: format!("{} {}", is.id, quoted(&is.title)),
        };
        match was {
            Some(was) => action(found, &item, was, is),
            None => found.added(
                item.about,
                format!(
                    "{} was added to {of}: led by {}, from {}, first due on {}; it is {}.",
                    item.what,
                    lead(&is.lead),
                    day(is.start),
                    day(is.schedule.first_due),
                    is.progress.in_words()
                ),
            ),
        }
    }
    for was in pairs.gone {
        found.removed(
            Subject::Item(was.id.clone()),
            format!("{} {} is no longer under {of}.", was.id, quoted(&was.title)),
        );
    }
}

/// An action or milestone, as its sentences begin.
struct Item {
    about: Subject,
    what: String,
}

impl Item {
    fn changed(&self, found: &mut Found, sentence: String) {
        found.changed(self.about.clone(), sentence);
    }

    fn amended(&self, found: &mut Found, changes: &Changes) {
        found.amended(self.about.clone(), &self.what, changes);
    }
}

fn action(found: &mut Found, item: &Item, was: &Action, is: &Action) {
    let mut own = Changes::default();
    own.text("title", &was.title, &is.title);
    own.value("lead", lead(&was.lead), lead(&is.lead));
    own.value(
        "team",
        or_none(was.team.as_ref()),
        or_none(is.team.as_ref()),
    );
    own.value("start", day(was.start), day(is.start));
    item.amended(found, &own);
    schedule(found, item, &was.schedule, &is.schedule);
    progress(found, item, was, is);
    updates(found, item, &was.updates, &is.updates);
}

/// The day first agreed is never another but by correction of the file; the days that took its
/// place are told with how often it was re-dated since.
fn schedule(found: &mut Found, item: &Item, was: &Schedule, is: &Schedule) {
    let mut first = Changes::default();
    first.value("day first agreed", day(was.first_due), day(is.first_due));
    item.amended(found, &first);
    if was.agreed == is.agreed {
        return;
    }
    let (before, now) = (was.latest_due(), is.latest_due());
    let moved = if before == now {
        "as before".to_owned()
    } else {
        apart(before, now)
    };
    let since = is.agreed.len().saturating_sub(was.agreed.len());
    let how = match since {
        0 => "the days agreed later are recorded otherwise".to_owned(),
        n => format!("re-dated {} since", times(n)),
    };
    let why = match is.agreed.last().filter(|_| since > 0) {
        Some(last) => format!(
            ": {} Agreed by {} on {}.",
            stopped(&last.reason),
            last.agreed_by,
            day(last.on)
        ),
        None => ".".to_owned(),
    };
    item.changed(
        found,
        format!(
            "{} is due on {}, {moved} (first agreed {}; {how}){why}",
            item.what,
            day(now),
            day(is.first_due)
        ),
    );
}

fn progress(found: &mut Found, item: &Item, was: &Action, is: &Action) {
    if was.progress == is.progress {
        return;
    }
    let what = &item.what;
    let sentence = match (&was.progress, &is.progress) {
        (
            Progress::Complete {
                completed_on: was_on,
                evidence: was_shown,
            },
            Progress::Complete {
                completed_on,
                evidence,
            },
        ) => {
            let mut own = Changes::default();
            own.value("day of completion", day(*was_on), day(*completed_on));
            own.text_if_any("evidence", was_shown.as_deref(), evidence.as_deref());
            item.amended(found, &own);
            return;
        }
        (
            Progress::Cancelled {
                cancelled_on: was_on,
                reason: was_reason,
            },
            Progress::Cancelled {
                cancelled_on,
                reason,
            },
        ) => {
            let mut own = Changes::default();
            own.day("day of cancellation", *was_on, *cancelled_on);
            own.text("reason", was_reason, reason);
            item.amended(found, &own);
            return;
        }
        (_, Progress::Complete { completed_on, .. }) => format!(
            "{what} was completed on {}{}.",
            day(*completed_on),
            against_first(&is.schedule, *completed_on)
        ),
        (
            _,
            Progress::Cancelled {
                cancelled_on,
                reason,
            },
        ) => {
            let on = match cancelled_on {
                Some(on) => format!(" on {}", day(*on)),
                None => String::new(),
            };
            format!("{what} was cancelled{on}: {}", stopped(reason))
        }
        (Progress::NotStarted, Progress::InProgress) => format!("{what} was begun."),
        (before, now) => format!(
            "{what} is {}; it was {} before.",
            now.in_words(),
            before.in_words()
        ),
    };
    item.changed(found, sentence);
}

fn updates(found: &mut Found, item: &Item, was: &[Update], is: &[Update]) {
    let new: Vec<&Update> = is.iter().filter(|update| !was.contains(update)).collect();
    let gone = was.iter().filter(|update| !is.contains(update)).count();
    if let Some(last) = new.iter().map(|update| update.on).max() {
        let how_many = count(new.len(), "new update", "new updates");
        item.changed(
            found,
            format!("{} has {how_many}, the last of {}.", item.what, day(last)),
        );
    }
    if gone > 0 {
        let how_many = count(gone, "earlier update", "earlier updates");
        item.changed(found, format!("{} is without {how_many}.", item.what));
    }
}

pub(super) fn milestones(found: &mut Found, was: &Recommendation, is: &Recommendation) {
    let of = &is.id;
    let is_same = |was: &Milestone, is: &Milestone| match (&was.id, &is.id) {
        (Some(was), Some(is)) => was == is,
        _ => was.title == is.title,
    };
    let item = |milestone: &Milestone| match &milestone.id {
        Some(id) => Item {
            about: Subject::Item(id.clone()),
            what: format!("Milestone {id} {}", quoted(&milestone.title)),
        },
        None => Item {
            about: Subject::Recommendation(of.clone()),
            what: format!("The milestone {}", quoted(&milestone.title)),
        },
    };
    let pairs = pair(&was.milestones, &is.milestones, is_same);
    for (was, is) in pairs.there {
        let item = item(is);
        match was {
            Some(was) => milestone(found, &item, was, is),
            None => found.added(
                item.about,
                format!(
                    "{} was added to {of}, first due on {}{}.",
                    item.what,
                    day(is.schedule.first_due),
                    match is.done_on {
                        Some(on) => format!("; it was reached on {}", day(on)),
                        None => String::new(),
                    }
                ),
            ),
        }
    }
    for was in pairs.gone {
        let item = item(was);
        let sentence = format!("{} is no longer under {of}.", item.what);
        found.removed(item.about, sentence);
    }
}

fn milestone(found: &mut Found, item: &Item, was: &Milestone, is: &Milestone) {
    let what = &item.what;
    let mut own = Changes::default();
    own.text("title", &was.title, &is.title);
    item.amended(found, &own);
    schedule(found, item, &was.schedule, &is.schedule);
    match (was.done_on, is.done_on) {
        (None, Some(on)) => {
            let against = against_first(&is.schedule, on);
            item.changed(
                found,
                format!("{what} was reached on {}{against}.", day(on)),
            );
        }
        (Some(on), None) => item.changed(
            found,
            format!("{what} is not reached; it was before, on {}.", day(on)),
        ),
        (was, is) => {
            let mut own = Changes::default();
            own.day("day that it was reached", was, is);
            item.amended(found, &own);
        }
    }
    given_up(found, item, was.cancelled.as_ref(), is.cancelled.as_ref());
}

fn given_up(found: &mut Found, item: &Item, was: Option<&Cancellation>, is: Option<&Cancellation>) {
    let what = &item.what;
    match (was, is) {
        (None, None) => {}
        (None, Some(is)) => item.changed(
            found,
            format!(
                "{what} was cancelled on {}: {}",
                day(is.on),
                stopped(&is.reason)
            ),
        ),
        (Some(was), None) => item.changed(
            found,
            format!(
                "{what} was taken up again; it was cancelled on {}.",
                day(was.on)
            ),
        ),
        (Some(was), Some(is)) => {
            let mut own = Changes::default();
            own.value("day of cancellation", day(was.on), day(is.on));
            own.text("reason", &was.reason, &is.reason);
            item.amended(found, &own);
        }
    }
}
