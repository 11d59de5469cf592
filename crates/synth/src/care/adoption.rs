//! The way to adoption, and the planted averages of the adoption scorecard.

use super::{ADOPTED, Adoption, Child, SEPTEMBER_2017, Spell, Window};
use crate::days::{Day, day, off_the_turn};
use crate::dice::Dice;

/// Draws the way to adoption of a child who came into care on a day, and the day of the
/// adoption order, which ends the spell.
pub(crate) fn draw(start: Day, dice: &mut Dice) -> (Adoption, Day) {
    // Courts took about a tenth longer before the 26-week limit of April 2014.
    let pace = if start < day(2013, 10, 1) {
        525.0
    } else {
        478.0
    };
    let to_placing = dice.skewed(pace, 0.36, 150, 1_500);
    let placed = off_the_turn(start + to_placing);
    let matched = placed - dice.between(12, 55);
    let by_consent = dice.chance(0.09);
    let by_foster_carer = dice.chance(0.13);
    let ordered = (!by_consent).then(|| {
        if dice.chance(0.05) {
            matched + dice.between(3, 40)
        } else {
            let share = 0.40 + 0.26 * dice.unit();
            start + (f64::from(matched - start) * share) as i32
        }
    });
    let earliest = ordered.unwrap_or(matched).min(matched);
    let decided = (earliest - dice.between(15, 60)).max(start + 30);
    let adoption = Adoption {
        decided,
        ordered: ordered.map(|ordered| ordered.min(placed)),
        matched,
        placed,
        by_foster_carer,
    };
    let end = off_the_turn(placed + dice.skewed(225.0, 0.35, 95, 700));
    (adoption, end)
}

/// Days from entry to moving in: the scorecard's A1.
pub(crate) fn entry_to_placing(spell: &Spell, adoption: &Adoption) -> i32 {
    adoption.placed - spell.start
}

/// Days from the placement order to the match, 0 where the match came first: A2.
pub(crate) fn order_to_match(adoption: &Adoption) -> Option<i32> {
    adoption
        .ordered
        .map(|ordered| (adoption.matched - ordered).max(0))
}

/// Moves placements and placement orders by days until the averages of the three years to
/// September 2017 are whole: 517 and 195 days.
pub(crate) fn plant(children: &mut [Child], dice: &mut Dice) {
    let window = Window::of_months(36, SEPTEMBER_2017);
    let mut adopted: Vec<&mut Spell> = children
        .iter_mut()
        .flat_map(|child| child.spells.iter_mut())
        .filter(|spell| ADOPTED.contains(&spell.reason) && window.holds(spell.end))
        .collect();
    dice.shuffle(&mut adopted);
    let count = i32::try_from(adopted.len()).unwrap_or(0);
    if count == 0 {
        return;
    }

    let off = |adopted: &[&mut Spell]| {
        let days: i32 = adopted
            .iter()
            .filter_map(|spell| Some(entry_to_placing(spell, spell.adoption.as_ref()?)))
            .sum();
        517 * count - days
    };
    spread(&mut adopted, off, |spell, by| {
        let Some(adoption) = &mut spell.adoption else {
            return false;
        };
        let placed = adoption.placed + by;
        // Matching stays before moving in, and the order of adoption at least ten weeks after.
        let free = off_the_turn(placed) == placed
            && placed > adoption.matched + 5
            && adoption.ordered.is_none_or(|ordered| placed > ordered)
            && placed + 70 <= spell.end;
        if free {
            adoption.placed = placed;
        }
        free
    });

    let with_order = adopted
        .iter()
        .filter(|spell| spell.adoption.is_some_and(|a| a.ordered.is_some()))
        .count();
    let with_order = i32::try_from(with_order).unwrap_or(0);
    let off = |adopted: &[&mut Spell]| {
        let days: i32 = adopted
            .iter()
            .filter_map(|spell| order_to_match(spell.adoption.as_ref()?))
            .sum();
        195 * with_order - days
    };
    spread(&mut adopted, off, |spell, by| {
        let start = spell.start;
        let Some(adoption) = &mut spell.adoption else {
            return false;
        };
        let Some(ordered) = adoption.ordered else {
            return false;
        };
        // A longer wait means an earlier order. Where the match came first the wait is 0 and
        // stays so.
        let earlier = ordered - by;
        let free = ordered < adoption.matched
            && earlier + 7 < adoption.matched
            && earlier > start + 60
            && earlier > adoption.decided + 5;
        if free {
            adoption.ordered = Some(earlier);
        }
        free
    });
}

/// Takes the difference down to nothing, a few days a child, over as many rounds as needed.
fn spread(
    adopted: &mut [&mut Spell],
    off: impl Fn(&[&mut Spell]) -> i32,
    shift: impl Fn(&mut Spell, i32) -> bool,
) {
    for _round in 0..200 {
        let mut left = off(adopted);
        if left == 0 {
            return;
        }
        for spell in adopted.iter_mut() {
            let step = left.clamp(-9, 9);
            if step == 0 {
                return;
            }
            if shift(spell, step) {
                left -= step;
            }
        }
    }
}
