//! The planted shares of children with three or more placements in twelve months.

use super::history::{History, SpellDetail};
use super::placements::{self, Began};
use super::{Kind, Window};
use crate::days::{Day, MonthIndex, off_the_turn};
use crate::dice::Dice;

/// How many placements a spell has that were open on a day of the window.
fn placements_within(detail: &SpellDetail, window: Window) -> usize {
    if detail.spell.kind != Kind::Care
        || detail.spell.start > window.last
        || detail.spell.end <= window.first
    {
        return 0;
    }
    let list = &detail.placements;
    // What counts begins a run that lasts until the next that counts.
    let begins: Vec<Day> = (0..list.len())
        .filter(|&at| placements::counts(list, at))
        .map(|at| list[at].start)
        .collect();
    begins
        .iter()
        .enumerate()
        .filter(|&(at, &begin)| {
            let end = begins.get(at + 1).copied().unwrap_or(detail.spell.end);
            begin <= window.last && end > window.first
        })
        .count()
}

fn placements_of(history: &History, window: Window) -> usize {
    history
        .spells
        .iter()
        .map(|detail| placements_within(detail, window))
        .sum()
}

/// Takes moves away, or adds some, until exactly `wanted` of the children looked after at the
/// end of a month had three or more placements in its twelve months.
pub(crate) fn plant(histories: &mut [History], ending: MonthIndex, wanted: usize, dice: &mut Dice) {
    let window = Window::of_months(12, ending);
    let mut cohort: Vec<usize> = (0..histories.len())
        .filter(|&at| histories[at].child.in_care(window.last).is_some())
        .collect();
    dice.shuffle(&mut cohort);
    let mut count = cohort
        .iter()
        .filter(|&&at| placements_of(&histories[at], window) >= 3)
        .count();
    // Children with two placements, or with three, are the nearest to the line.
    for at in cohort {
        if count == wanted {
            return;
        }
        let history = &mut histories[at];
        match placements_of(history, window) {
            3 if count > wanted && remove_move(history, window) => count -= 1,
            2 if count < wanted && add_move(history, window, dice) => count += 1,
            _ => {}
        }
    }
}

/// Takes the window's last plain move away.
fn remove_move(history: &mut History, window: Window) -> bool {
    let Some(detail) = current(history, window.last) else {
        return false;
    };
    let list = &detail.placements;
    let found = (1..list.len()).rev().find(|&at| {
        let plain = list[at].began == Began::Move && placements::counts(list, at);
        // What follows must not lean on it: no new address of it, no return to it.
        let leaned_on = list.get(at + 1).is_some_and(|next| {
            next.is_temporary()
                || next.began == Began::SameCarer
                || !placements::counts(list, at + 1)
        });
        plain && !leaned_on && !list[at].is_adoptive() && window.holds(list[at].start)
    });
    let Some(at) = found else {
        return false;
    };
    detail.placements.remove(at);
    placements_of(history, window) == 2
}

/// Puts one more move in.
fn add_move(history: &mut History, window: Window, dice: &mut Dice) -> bool {
    let person = history.child.person;
    let Some(detail) = current(history, window.last) else {
        return false;
    };
    let list = &detail.placements;
    for at in (0..list.len()).rev() {
        let from = list[at].start.max(window.first) + 20;
        let next = list.get(at + 1);
        let until = next
            .map_or(detail.spell.end, |next| next.start)
            .min(window.last)
            - 20;
        let leaned_on = next.is_some_and(|next| {
            next.is_temporary() || next.began == Began::SameCarer || next.is_adoptive()
        });
        if from >= until || leaned_on || list[at].is_temporary() || list[at].is_adoptive() {
            continue;
        }
        let on = off_the_turn(dice.between(from, until));
        let moved = placements::next_home(&person, on, &list[..=at], dice);
        detail.placements.insert(at + 1, moved);
        return placements_of(history, window) == 3;
    }
    false
}

fn current(history: &mut History, on: Day) -> Option<&mut SpellDetail> {
    history.spells.iter_mut().find(|detail| {
        let spell = &detail.spell;
        spell.kind == Kind::Care && spell.start <= on && spell.end > on
    })
}
