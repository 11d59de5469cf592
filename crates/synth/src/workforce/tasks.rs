//! Which team works with a child, and from when to when.

use super::{
    ADOPTION, CHILD_PROTECTION, CHILDREN_IN_CARE, DISABLED_CHILDREN, EXPLOITATION, FIRST_RESPONSE,
    STRENGTHENING, TEAMS,
};
use crate::care::{Child, Kind};
use crate::days::Day;
use crate::need::{Case, Needs};
use crate::people::{Person, scrambled};

/// A team's work with a child. It may end after the last file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Task {
    pub(crate) person: u32,
    pub(crate) start: Day,
    pub(crate) end: Day,
}

/// Each team's work that ends after a day, in order of its beginning.
pub(crate) fn draw(looked_after: &[Child], needs: &Needs, from: Day, to: Day) -> Vec<Vec<Task>> {
    let mut tasks: Vec<Vec<Task>> = vec![Vec::new(); TEAMS.len()];
    let mut add = |team: usize, person: u32, start: Day, end: Day| {
        if start < end && end > from && start <= to {
            tasks[team].push(Task { person, start, end });
        }
    };
    for case in &needs.cases {
        // Advice is given without the case being allocated.
        if case.no_action {
            continue;
        }
        let person = &needs.people[case.person];
        let entry = case
            .looked_after
            .and_then(|at| looked_after[at].spells.first())
            .filter(|spell| spell.kind == Kind::Care)
            .map(|spell| spell.start + 10);
        let until = entry.unwrap_or(case.closed).min(case.closed);
        before_care(case, person, until, &mut add);
    }
    for child in looked_after {
        let person = &child.person;
        for spell in &child.spells {
            if spell.kind == Kind::ShortBreaks || person.disabled {
                add(DISABLED_CHILDREN, person.id, spell.start + 7, spell.end);
            } else {
                add(CHILDREN_IN_CARE, person.id, spell.start + 10, spell.end);
            }
            if let Some(adoption) = spell.adoption {
                add(ADOPTION, person.id, adoption.decided, spell.end);
            }
        }
    }
    for team in &mut tasks {
        team.sort_by_key(|task| (task.start, task.person));
    }
    tasks
}

/// The teams from the referral to the closing, or to care.
fn before_care(
    case: &Case,
    person: &Person,
    until: Day,
    add: &mut impl FnMut(usize, u32, Day, Day),
) {
    let Some(assessment) = case.assessment else {
        return;
    };
    let assessed = (assessment.authorised + 2).min(until);
    let mut now = assessed;
    match &case.protection {
        // The enquiry takes the child to the protection team, assessed or not.
        Some(protection) => {
            let moved = protection.conference.min(until);
            add(FIRST_RESPONSE, person.id, case.referred, moved);
            let end = protection.end.min(until);
            add(CHILD_PROTECTION, person.id, moved, end);
            now = end.max(moved);
        }
        None => add(FIRST_RESPONSE, person.id, case.referred, assessed),
    }
    // What is closed after the assessment goes no further.
    if case.plan_from.is_none() && case.protection.is_none() {
        return;
    }
    let team = if case.need == "N2" {
        DISABLED_CHILDREN
    } else if case.exploited {
        EXPLOITATION
    } else {
        STRENGTHENING + (scrambled(person.id, 9) % 4) as usize
    };
    add(team, person.id, now, until);
}
