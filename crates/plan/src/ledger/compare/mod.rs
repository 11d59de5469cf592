//! What changed between two plans: between two versions that a body approved, or the plan as at
//! two days.
//!
//! Only what the plans say counts: not the order of their parts, and not who recorded what. An
//! inspection, a sum of money, a consultation and an earlier decision have no id in a plan, so a
//! change of one is about the plan.

mod around;
mod items;
mod recommendation;
#[cfg(test)]
mod tests;

use serde::Serialize;

use super::subject::Subject;
use super::words::changes::Changes;
use super::words::phrases::quoted;
use crate::ids::AimId;
use crate::model::Plan;

/// One thing that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What it is about.
    pub about: Subject,
    /// Whether it is new, gone or another.
    pub kind: ChangeKind,
    /// What changed, in a sentence.
    pub sentence: String,
}

/// How something changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// It was not there before.
    Added,
    /// It is there no longer.
    Removed,
    /// It is there still, and says something else.
    Changed,
}

/// What changed from the earlier plan to the later one, in the order of the later plan; what is
/// gone follows what is there of its kind. Two plans that say the same give nothing.
pub fn compare(earlier: &Plan, later: &Plan) -> Vec<Change> {
    let mut found = Found::default();
    around::frame(&mut found, earlier, later);
    aims(&mut found, earlier, later);
    let title = |id: &AimId| {
        let mut aims = later.aims.iter().chain(&earlier.aims);
        match aims.find(|aim| aim.id == *id) {
            Some(aim) => quoted(&aim.title),
            None => id.to_string(),
        }
    };
    let pairs = pair(
        &earlier.recommendations,
        &later.recommendations,
        |was, is| was.id == is.id,
    );
    for (was, is) in pairs.there {
        match was {
            Some(was) => recommendation::changed(&mut found, was, is, &title),
            None => recommendation::added(&mut found, is),
        }
    }
    for was in pairs.gone {
        recommendation::removed(&mut found, was);
    }
    around::money(&mut found, &earlier.funding, &later.funding);
    around::consultations(&mut found, &earlier.consultations, &later.consultations);
    around::decisions(
        &mut found,
        &earlier.previous_decisions,
        &later.previous_decisions,
    );
    around::papers_and_contacts(&mut found, earlier, later);
    found.changes
}

fn aims(found: &mut Found, earlier: &Plan, later: &Plan) {
    let pairs = pair(&earlier.aims, &later.aims, |was, is| was.id == is.id);
    for (was, is) in pairs.there {
        let about = Subject::Aim(is.id.clone());
        match was {
            None => found.added(about, format!("Aim {} was added.", quoted(&is.title))),
            Some(was) => {
                let mut changes = Changes::default();
                changes.text("title", &was.title, &is.title);
                found.amended(about, &format!("Aim {}", is.id), &changes);
            }
        }
    }
    for was in pairs.gone {
        found.removed(
            Subject::Aim(was.id.clone()),
            format!("Aim {} was taken away.", quoted(&was.title)),
        );
    }
}

/// The changes as they are found.
#[derive(Default)]
struct Found {
    changes: Vec<Change>,
}

impl Found {
    fn push(&mut self, about: Subject, kind: ChangeKind, sentence: String) {
        self.changes.push(Change {
            about,
            kind,
            sentence,
        });
    }

    fn added(&mut self, about: Subject, sentence: String) {
        self.push(about, ChangeKind::Added, sentence);
    }

    fn removed(&mut self, about: Subject, sentence: String) {
        self.push(about, ChangeKind::Removed, sentence);
    }

    fn changed(&mut self, about: Subject, sentence: String) {
        self.push(about, ChangeKind::Changed, sentence);
    }

    /// The fields of something that are others now, where there are any. `what` begins the
    /// sentence.
    fn amended(&mut self, about: Subject, what: &str, changes: &Changes) {
        if !changes.is_empty() {
            self.changed(
                about,
                format!("{what} was changed: {}.", changes.in_words()),
            );
        }
    }
}

/// What is there beside what it was, and what is gone.
struct Pairs<'a, T> {
    /// In the order of the later list.
    there: Vec<(Option<&'a T>, &'a T)>,
    /// In the order of the earlier list.
    gone: Vec<&'a T>,
}

/// Sets each part of the later list beside the part of the earlier one that it was. Parts without
/// an id may look alike, so one that stayed as it was is never taken for another's past.
fn pair<'a, T: PartialEq>(
    earlier: &'a [T],
    later: &'a [T],
    is_same: impl Fn(&T, &T) -> bool,
) -> Pairs<'a, T> {
    let mut gone: Vec<&'a T> = earlier.iter().collect();
    let mut there = Vec::new();
    for is in later {
        let unchanged = gone.iter().position(|was| **was == *is);
        let at = unchanged.or_else(|| {
            gone.iter()
                .position(|was| is_same(was, is) && !later.contains(was))
        });
        there.push((at.map(|at| gone.remove(at)), is));
    }
    Pairs { there, gone }
}
