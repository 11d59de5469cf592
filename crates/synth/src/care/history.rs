//! A child's whole history: spells with their legal statuses and placements, reviews, times
//! missing, and what the outcomes modules say.

use super::leaving::{self, Leaver};
use super::outcomes::{self, Outcomes};
use super::placements::{self, Placement};
use super::{Child, Kind, Spell};
use crate::days::{Day, age, birthday, day, off_the_turn};
use crate::dice::{Dice, Topic};
use crate::people::{POSTCODES, Postcode};
use crate::ssda903::ReturnPeriod;

/// A spell with its detail.
#[derive(Clone, Debug)]
pub(crate) struct SpellDetail {
    pub(crate) spell: Spell,
    /// The category of need on entry, N1 to N8.
    pub(crate) need: &'static str,
    /// Each legal status and the day that it began, in order.
    pub(crate) legal: Vec<(Day, &'static str)>,
    pub(crate) placements: Vec<Placement>,
}

/// A time missing or away without authorisation; none where the child is still missing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Missing {
    pub(crate) kind: &'static str,
    pub(crate) start: Day,
    pub(crate) end: Day,
}

/// Adoption or guardianship before this time in care.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BeforeCare {
    pub(crate) option: &'static str,
    pub(crate) authority: &'static str,
    pub(crate) on: Option<Day>,
}

/// A child and everything that the SSDA903 returns know.
#[derive(Clone, Debug)]
pub(crate) struct History {
    pub(crate) child: Child,
    pub(crate) home: Postcode,
    pub(crate) spells: Vec<SpellDetail>,
    pub(crate) reviews: Vec<(Day, &'static str)>,
    pub(crate) missing: Vec<Missing>,
    pub(crate) before: BeforeCare,
    /// A plan for adoption that was given up: decided, given up, why.
    pub(crate) given_up: Option<(Day, Day, &'static str)>,
    /// Born to a girl in care.
    pub(crate) own_child_born: Option<Day>,
    /// The outcomes module of each return that has the child in it.
    pub(crate) outcomes: Vec<Outcomes>,
    pub(crate) leaving: Vec<Leaver>,
}

impl History {
    /// Draws a child's history. It depends on the seed and the child alone.
    pub(crate) fn draw(seed: u64, child: &Child, periods: &[ReturnPeriod]) -> Self {
        let mut dice = Dice::new(seed, Topic::Care, child.index as u64);
        let horizon = periods.last().map_or(0, |period| period.last);
        let mut spells = Vec::with_capacity(child.spells.len());
        for spell in &child.spells {
            let need = draw_need(child, &mut dice);
            let legal = draw_legal(child, spell, &mut dice);
            let under_order = legal.iter().any(|(_, status)| status.starts_with('C'));
            let placements =
                placements::draw(&child.person, spell, under_order, horizon, &mut dice);
            spells.push(SpellDetail {
                spell: spell.clone(),
                need,
                legal,
                placements,
            });
        }
        let home = dice.below(POSTCODES as usize) as Postcode;
        let reviews = draw_reviews(child, horizon, &mut dice);
        let missing = draw_missing(child, horizon, &mut dice);
        let before = draw_before(child, &mut dice);
        let given_up = draw_given_up(child, &mut dice);
        let own_child_born = draw_own_child(child, horizon, &mut dice);
        Self {
            child: child.clone(),
            home,
            spells,
            reviews,
            missing,
            before,
            given_up,
            own_child_born,
            outcomes: outcomes::draw(seed, child, periods),
            leaving: leaving::draw(seed, child, periods),
        }
    }
}

fn draw_need(child: &Child, dice: &mut Dice) -> &'static str {
    if child.person.asylum {
        return "N8";
    }
    if child
        .spells
        .iter()
        .any(|spell| spell.kind == Kind::ShortBreaks)
    {
        return "N2";
    }
    dice.weighted(&[
        ("N1", 65),
        ("N2", 3),
        ("N3", 4),
        ("N4", 8),
        ("N5", 15),
        ("N6", 3),
        ("N8", 2),
    ])
}

/// Draws the course of legal statuses. The order that a spell's end needs comes in time for it.
fn draw_legal(child: &Child, spell: &Spell, dice: &mut Dice) -> Vec<(Day, &'static str)> {
    if spell.kind == Kind::ShortBreaks {
        return vec![(spell.start, dice.weighted(&[("V4", 85), ("V3", 15)]))];
    }
    if child.person.asylum {
        return vec![(spell.start, "V2")];
    }
    let lasting = spell.end - spell.start;
    let mut steps: Vec<(Day, &'static str)> = Vec::with_capacity(4);
    let placement_order = spell.adoption.and_then(|adoption| adoption.ordered);
    let by_consent = spell.adoption.is_some() && placement_order.is_none();
    let ordered = placement_order.is_some()
        || super::GUARDIANSHIP.contains(&spell.reason)
        || (!by_consent && dice.chance(if lasting > 400 { 0.66 } else { 0.34 }));
    if !ordered {
        steps.push((spell.start, "V2"));
    } else {
        let mut now = spell.start;
        if dice.chance(0.07) {
            let (status, days) = dice.pick(&[("L1", 2), ("L2", 7)]);
            steps.push((now, status));
            now += days;
        } else if dice.chance(0.46) {
            steps.push((now, "V2"));
            now += dice.between(14, 120);
        }
        steps.push((now, "C1"));
        now += dice.between(150, 290);
        if let Some(order) = placement_order {
            steps.push((order, "E1"));
        } else if dice.chance(0.86) {
            steps.push((now, "C2"));
        }
    }
    // Steps that the spell, or a placement order, left no time for are dropped.
    let last_order = placement_order.unwrap_or(spell.end);
    steps.retain(|&(on, status)| {
        on == spell.start || status == "E1" || (on + 5 < last_order && on + 5 < spell.end)
    });
    steps
}

fn draw_reviews(child: &Child, horizon: Day, dice: &mut Dice) -> Vec<(Day, &'static str)> {
    let mut reviews = Vec::new();
    for spell in &child.spells {
        if spell.kind == Kind::ShortBreaks {
            continue;
        }
        let mut due = spell.start + dice.between(20, 30);
        let mut nth = 0;
        while due < spell.end && due <= horizon {
            let held = due - crate::days::weekday(due).clamp(4, 6) + 4;
            let code = if age(child.person.born, held) < 4 {
                "PN0"
            } else {
                dice.weighted(&[
                    ("PN1", 50),
                    ("PN2", 4),
                    ("PN3", 9),
                    ("PN4", 3),
                    ("PN5", 16),
                    ("PN6", 8),
                    ("PN7", 10),
                ])
            };
            if held > spell.start {
                reviews.push((held, code));
            }
            nth += 1;
            due += if nth == 1 {
                dice.between(80, 95)
            } else {
                dice.between(165, 188)
            };
        }
    }
    reviews
}

fn draw_missing(child: &Child, horizon: Day, dice: &mut Dice) -> Vec<Missing> {
    let mut missing = Vec::new();
    let goes_missing = dice.weighted(&[(0.0, 80), (0.8, 14), (5.0, 6)]);
    if goes_missing == 0.0 {
        return missing;
    }
    for spell in &child.spells {
        if spell.kind == Kind::ShortBreaks {
            continue;
        }
        let mut now = spell.start.max(birthday(child.person.born, 12));
        loop {
            now += dice.wait(goes_missing).max(1);
            if now >= spell.end || now > horizon {
                break;
            }
            let end = now + dice.skewed(1.0, 0.9, 0, 40);
            let end = end.min(spell.end);
            missing.push(Missing {
                kind: dice.weighted(&[("M", 72), ("A", 28)]),
                start: now,
                end,
            });
            now = end + 1;
        }
    }
    missing
}

fn draw_before(child: &Child, dice: &mut Dice) -> BeforeCare {
    let start = child.spells.first().map_or(0, |spell| spell.start);
    let option = dice.weighted(&[("Z1", 955), ("P1", 18), ("P2", 18), ("P3", 6), ("P4", 3)]);
    if option == "Z1" || start - child.person.born < 900 {
        return BeforeCare {
            option: "Z1",
            authority: "",
            on: None,
        };
    }
    let earliest = child.person.born + 400;
    BeforeCare {
        option,
        authority: dice.weighted(&[("999", 80), ("OUT", 5), ("NUK", 2), ("", 13)]),
        on: dice
            .chance(0.9)
            .then(|| dice.between(earliest, start - 200)),
    }
}

/// A few young children have a plan for adoption that is given up.
fn draw_given_up(child: &Child, dice: &mut Dice) -> Option<(Day, Day, &'static str)> {
    let drawn = dice.chance(0.07);
    let spell = child.spells.first()?;
    let young = age(child.person.born, spell.start) <= 5;
    let stays = spell.kind == Kind::Care && spell.adoption.is_none();
    if !drawn || !young || !stays || spell.end - spell.start < 500 {
        return None;
    }
    let decided = spell.start + dice.between(150, 260);
    let given_up = decided + dice.between(90, 230);
    let why = dice.weighted(&[("RD1", 45), ("RD2", 5), ("RD3", 10), ("RD4", 40)]);
    Some((off_the_turn(decided), off_the_turn(given_up), why))
}

fn draw_own_child(child: &Child, horizon: Day, dice: &mut Dice) -> Option<Day> {
    let spell = child.spells.last()?;
    let from = spell.start.max(birthday(child.person.born, 15)) + 30;
    let until = spell.end.min(horizon).min(day(2100, 1, 1));
    let drawn = dice.chance(0.05);
    let girl = child.person.sex == crate::people::Sex::Female;
    (drawn && girl && spell.kind == Kind::Care && from < until).then(|| dice.between(from, until))
}
