//! Entries to care and leavings, month by month.
//!
//! Each month's leavings follow from the spells that were drawn before; the month's entries
//! then bring the number of children back to its course. So the number looked after is what
//! it is meant to be, and the flows stay what chance made of them.

use super::ways::{draw_birth, draw_spell};
use super::{Child, Kind, SEPTEMBER_2016, SEPTEMBER_2017, Spell, Window};
use crate::days::{
    Day, MonthIndex, age, birthday, day, first_of, last_of, month, month_of, off_the_turn,
};
use crate::dice::{Dice, Topic};
use crate::people::{Ids, Person};
use crate::settings::Settings;

/// Years of care before the first return, so that its first day finds a whole population.
const YEARS_BEFORE: i32 = 15;

/// Every child who is in care, or in short breaks, at some time.
pub(crate) fn draw(settings: &Settings, ids: Ids) -> Vec<Child> {
    let mut population = Population::new(settings, ids);
    for month in population.first..=population.last {
        if settings.plants() && (SEPTEMBER_2017 - 11..=SEPTEMBER_2017).contains(&month) {
            population.seek_guardians(month);
        }
        population.fill(month);
    }
    population.add_short_breaks();
    population.children
}

struct Population<'a> {
    settings: &'a Settings,
    ids: Ids,
    dice: Dice,
    first: MonthIndex,
    last: MonthIndex,
    children: Vec<Child>,
    in_care: i32,
    /// Leavings by month, from the first month on.
    leavings: Vec<i32>,
    /// Children by the month in which they went home, from the first month on.
    went_home: Vec<Vec<usize>>,
    /// Children who came young and are expected to stay until 18.
    staying: Vec<usize>,
}

impl<'a> Population<'a> {
    fn new(settings: &'a Settings, ids: Ids) -> Self {
        let first = month(i32::from(settings.first_year) - YEARS_BEFORE, 4);
        let last = crate::days::index_of(settings.last_month);
        let months = usize::try_from(last - first + 1).unwrap_or(1) + 12 * 20;
        Self {
            settings,
            ids,
            dice: Dice::new(settings.seed, Topic::Entries, 0),
            first,
            last,
            children: Vec::new(),
            in_care: 0,
            leavings: vec![0; months],
            went_home: vec![Vec::new(); months],
            staying: Vec::new(),
        }
    }

    fn slot(&self, month: MonthIndex) -> usize {
        usize::try_from(month - self.first)
            .unwrap_or(0)
            .min(self.leavings.len() - 1)
    }

    /// How many children should be looked after at the end of a month.
    fn course(&mut self, at: MonthIndex) -> i32 {
        let full = f64::from(self.settings.children_in_care);
        let first_return = month(i32::from(self.settings.first_year), 4);
        let share = if at < first_return {
            let since = f64::from(at - self.first + 1) / f64::from(12 * 6);
            0.82 * since.min(1.0)
        } else {
            // A slow rise up to September 2016, then level.
            let rise = f64::from((SEPTEMBER_2016 - at).clamp(0, 90)) / 90.0;
            1.0 - 0.18 * rise
        };
        let near = (SEPTEMBER_2016 - at).abs().min((SEPTEMBER_2017 - at).abs());
        // The course is exact at the two Septembers and wanders a little between them.
        let wander = self.dice.normal() * 0.009 * f64::from(near.min(4)) / 4.0;
        (full * share * (1.0 + wander)).round() as i32
    }

    fn fill(&mut self, month: MonthIndex) {
        let target = self.course(month);
        let slot = self.slot(month);
        self.in_care -= self.leavings[slot];
        // A small authority could draw many short spells in a row; the bound ends a run of them.
        let mut left = 4 * target.unsigned_abs() + 200;
        while self.in_care < target && left > 0 {
            left -= 1;
            let start = day_within(month, &mut self.dice);
            let at = match self.returner(month, start) {
                Some(at) => at,
                None => self.newcomer(start),
            };
            self.book(at, month);
        }
    }

    /// Counts a spell that begins in this month.
    fn book(&mut self, at: usize, month: MonthIndex) {
        let Some(spell) = self.children[at].spells.last() else {
            return;
        };
        let (end, reason) = (spell.end, spell.reason);
        let leaves = month_of(end);
        if leaves > month {
            self.in_care += 1;
            let slot = self.slot(leaves);
            self.leavings[slot] += 1;
        }
        if super::HOME.contains(&reason) {
            let slot = self.slot(leaves);
            self.went_home[slot].push(at);
        }
    }

    /// A child who went home within the last sixteen months and comes back.
    fn returner(&mut self, month: MonthIndex, start: Day) -> Option<usize> {
        if !self.dice.chance(0.085) {
            return None;
        }
        let went = month - self.dice.between(1, 16);
        let slot = self.slot(went);
        if self.went_home[slot].is_empty() {
            return None;
        }
        let chosen = self.dice.below(self.went_home[slot].len());
        let at = self.went_home[slot][chosen];
        let child = &self.children[at];
        let too_old = age(child.person.born, start) >= 17;
        if too_old || child.spells.last().is_none_or(|last| last.end + 15 > start) {
            return None;
        }
        self.went_home[slot].swap_remove(chosen);
        let person = child.person;
        let spell = draw_spell(&person, start, &mut self.dice);
        self.children[at].spells.push(spell);
        Some(at)
    }

    fn newcomer(&mut self, start: Day) -> usize {
        let index = self.children.len();
        let id = self.ids.looked_after(index);
        let asylum = start > day(2003, 1, 1) && self.dice.chance(0.04);
        let person = if asylum {
            let born = start - self.dice.between(5_500, 6_480);
            Person::seeking_asylum(id, born, &mut self.dice)
        } else {
            let born = draw_birth(start, &mut self.dice);
            Person::new(id, born, &mut self.dice)
        };
        let spell = draw_spell(&person, start, &mut self.dice);
        if age(person.born, spell.end) >= 18 && age(person.born, start) <= 11 {
            self.staying.push(index);
        }
        self.children.push(Child {
            index,
            person,
            spells: vec![spell],
        });
        index
    }

    /// The county's drive of 2016 and 2017: long-staying children leave to special guardians.
    fn seek_guardians(&mut self, month: MonthIndex) {
        let mut wanted = if month < SEPTEMBER_2017 - 7 { 1 } else { 3 };
        let mut tries = 400;
        while wanted > 0 && tries > 0 && !self.staying.is_empty() {
            tries -= 1;
            let chosen = self.dice.below(self.staying.len());
            let at = self.staying[chosen];
            let end = day_within(month, &mut self.dice);
            let born = self.children[at].person.born;
            let old_slot = {
                let Some(spell) = self.children[at].spells.last() else {
                    continue;
                };
                let fits = spell.start + 300 < end
                    && month_of(spell.end) > month
                    && age(born, spell.end) >= 18
                    && age(born, end) <= 13;
                if !fits {
                    continue;
                }
                self.slot(month_of(spell.end))
            };
            self.staying.swap_remove(chosen);
            self.leavings[old_slot] -= 1;
            let slot = self.slot(month);
            self.leavings[slot] += 1;
            let reason = self.dice.weighted(&[("E43", 55), ("E44", 45)]);
            if let Some(spell) = self.children[at].spells.last_mut() {
                spell.end = end;
                spell.reason = reason;
            }
            wanted -= 1;
        }
    }

    /// Disabled children in short breaks: they are in the return, but not looked after for
    /// the measures.
    fn add_short_breaks(&mut self) {
        let mut dice = Dice::new(self.settings.seed, Topic::ShortBreaks, 0);
        let years = self.settings.years();
        let each_year = (self.settings.children_in_care / 70).max(1);
        for year in i32::from(self.settings.first_year)..=years {
            for _ in 0..each_year {
                let index = self.children.len();
                let start = day(year, 4, 1) + dice.between(0, 364);
                if start > last_of(self.last) {
                    continue;
                }
                let start = off_the_turn(start);
                let born = start - dice.between(5 * 365, 14 * 365);
                let mut person = Person::new(self.ids.looked_after(index), born, &mut dice);
                person.disabled = true;
                let lasting = dice.skewed(800.0, 0.6, 120, 2_600);
                let end = off_the_turn(start + lasting).min(birthday(person.born, 18));
                self.children.push(Child {
                    index,
                    person,
                    spells: vec![Spell {
                        kind: Kind::ShortBreaks,
                        start,
                        end,
                        reason: "E8",
                        adoption: None,
                    }],
                });
            }
        }
    }

    /// A child who comes and goes home within a window.
    fn add_short_stay(&mut self, window: Window) {
        let start = off_the_turn(window.first + self.dice.between(20, 250));
        let end = off_the_turn(start + self.dice.between(9, 60));
        let index = self.children.len();
        let born = start - self.dice.between(900, 5_500);
        let person = Person::new(self.ids.looked_after(index), born, &mut self.dice);
        self.children.push(Child {
            index,
            person,
            spells: vec![Spell {
                kind: Kind::Care,
                start,
                end,
                reason: "E13",
                adoption: None,
            }],
        });
    }
}

/// Adds a child whose short stay lies wholly within the window, so that one more leaves while
/// no month's end that is planted has one more or fewer.
pub(crate) fn add_short_stay(
    children: &mut Vec<Child>,
    settings: &Settings,
    ids: Ids,
    window: Window,
    dice: Dice,
) {
    let mut population = Population::new(settings, ids);
    population.dice = dice;
    std::mem::swap(&mut population.children, children);
    population.add_short_stay(window);
    std::mem::swap(&mut population.children, children);
}

/// A day of a month, clear of the turn of September to October.
fn day_within(month: MonthIndex, dice: &mut Dice) -> Day {
    let (low, high) = match month.rem_euclid(12) + 1 {
        9 => (0, 25),
        10 => (4, 27),
        _ => (0, 27),
    };
    first_of(month) + dice.between(low, high)
}
