//! The ways through care: at what age it begins, how it ends, and when.

use super::{Kind, Spell, adoption};
use crate::days::{Day, age, birthday, off_the_turn};
use crate::dice::Dice;
use crate::people::Person;

/// A date of birth for a child who comes into care on a day.
pub(crate) fn draw_birth(start: Day, dice: &mut Dice) -> Day {
    let (low, high) = dice.weighted(&[
        ((0, 0), 20),
        ((366, 1_820), 19),
        ((1_830, 3_640), 19),
        ((3_660, 5_830), 29),
        ((5_845, 6_480), 13),
    ]);
    if high == 0 {
        // Half of the babies come within days of birth.
        return if dice.chance(0.5) {
            start - dice.between(0, 12)
        } else {
            start - dice.between(13, 360)
        };
    }
    start - dice.between(low, high)
}

#[derive(Clone, Copy)]
enum Way {
    Home,
    Relatives,
    Order,
    Guardian,
    Adoption,
    Elsewhere,
    Adult,
}

/// Draws one spell: how it ends follows from the age at entry, and when from how it ends.
pub(crate) fn draw_spell(person: &Person, start: Day, dice: &mut Dice) -> Spell {
    let adult = birthday(person.born, 18);
    let way = if person.asylum {
        Way::Adult
    } else {
        draw_way(age(person.born, start), dice)
    };
    let mut adoption = None;
    let (end, reason) = match way {
        Way::Home => (
            start + dice.skewed(115.0, 1.15, 2, 1_500),
            dice.weighted(&[("E4A", 84), ("E4B", 16)]),
        ),
        Way::Relatives => (start + dice.skewed(125.0, 0.9, 3, 900), "E13"),
        Way::Order => (start + dice.skewed(270.0, 0.5, 60, 1_100), "E41"),
        Way::Guardian => (
            start + dice.skewed(400.0, 0.42, 130, 1_300),
            dice.weighted(&[("E43", 55), ("E44", 45)]),
        ),
        Way::Adoption => {
            let (drawn, end) = adoption::draw(start, dice);
            let reason = if drawn.ordered.is_some() && dice.chance(0.82) {
                "E12"
            } else {
                "E11"
            };
            adoption = Some(drawn);
            (end, reason)
        }
        Way::Elsewhere => (
            start + dice.skewed(260.0, 0.9, 10, 1_600),
            dice.weighted(&[("E8", 58), ("E3", 12), ("E9", 28), ("E2", 2)]),
        ),
        Way::Adult => leave_as_adult(person, start, adult, dice),
    };
    let end = if matches!(reason, "E17" | "E5" | "E6" | "E7") {
        end
    } else {
        off_the_turn(end)
    };
    let (end, reason) = if end >= adult {
        adoption = None;
        (adult, dice.weighted(&[("E5", 40), ("E6", 35), ("E8", 25)]))
    } else {
        (end.max(start + 1), reason)
    };
    // Custody, from the age of criminal responsibility with a margin.
    let reason = if reason == "E9" && age(person.born, end) < 13 {
        "E8"
    } else {
        reason
    };
    Spell {
        kind: Kind::Care,
        start,
        end,
        reason,
        adoption,
    }
}

fn draw_way(age: i32, dice: &mut Dice) -> Way {
    use Way::{Adoption, Adult, Elsewhere, Guardian, Home, Order, Relatives};
    let ways: [(Way, u32); 7] = match age {
        ..=0 => [
            (Adoption, 56),
            (Home, 22),
            (Guardian, 11),
            (Relatives, 3),
            (Order, 4),
            (Adult, 3),
            (Elsewhere, 1),
        ],
        1..=4 => [
            (Adoption, 36),
            (Home, 36),
            (Guardian, 13),
            (Relatives, 4),
            (Order, 4),
            (Adult, 6),
            (Elsewhere, 1),
        ],
        5..=6 => [
            (Adoption, 10),
            (Home, 46),
            (Guardian, 11),
            (Relatives, 6),
            (Order, 6),
            (Adult, 19),
            (Elsewhere, 2),
        ],
        7..=9 => [
            (Adoption, 0),
            (Home, 50),
            (Guardian, 10),
            (Relatives, 6),
            (Order, 6),
            (Adult, 24),
            (Elsewhere, 2),
        ],
        10..=15 => [
            (Adoption, 0),
            (Home, 49),
            (Guardian, 3),
            (Relatives, 5),
            (Order, 3),
            (Adult, 32),
            (Elsewhere, 8),
        ],
        _ => [
            (Adoption, 0),
            (Home, 24),
            (Guardian, 0),
            (Relatives, 4),
            (Order, 0),
            (Adult, 64),
            (Elsewhere, 8),
        ],
    };
    dice.weighted(&ways)
}

fn leave_as_adult(person: &Person, start: Day, adult: Day, dice: &mut Dice) -> (Day, &'static str) {
    let sixteen = birthday(person.born, 16);
    if !person.asylum && dice.chance(0.2) {
        let earliest = sixteen.max(start + 20) + 60;
        if earliest < adult - 20 {
            let end = dice.between(earliest, adult - 10);
            return (
                off_the_turn(end),
                dice.weighted(&[("E5", 50), ("E6", 25), ("E8", 25)]),
            );
        }
    }
    let reason = if person.asylum {
        dice.weighted(&[("E5", 52), ("E6", 24), ("E17", 16), ("E8", 8)])
    } else if person.disabled {
        dice.weighted(&[("E7", 55), ("E17", 30), ("E5", 15)])
    } else {
        dice.weighted(&[("E17", 26), ("E5", 36), ("E6", 24), ("E8", 14)])
    };
    (adult, reason)
}
