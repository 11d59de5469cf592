//! Where children live while they are looked after.

use super::{Adoption, Kind, Spell};
use crate::days::{Day, age, day, off_the_turn};
use crate::dice::Dice;
use crate::people::{POSTCODES, Person, Postcode};

/// How a placement came about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Began {
    /// With the spell.
    Entry,
    /// A move to another carer.
    Move,
    /// A new address or a new kind of placement with the carer of before.
    SameCarer,
}

/// One placement, which lasts until the next one begins or the spell ends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Placement {
    pub(crate) start: Day,
    pub(crate) began: Began,
    pub(crate) place: &'static str,
    pub(crate) provider: &'static str,
    pub(crate) postcode: Postcode,
    /// The setting's or agency's number; 0 where it has none.
    pub(crate) urn: u32,
    /// Why the one before ended.
    pub(crate) because: &'static str,
}

impl Placement {
    /// A temporary one, T0 to T4.
    pub(crate) fn is_temporary(&self) -> bool {
        self.place.starts_with('T')
    }

    /// A placement for adoption.
    pub(crate) fn is_adoptive(&self) -> bool {
        self.place.starts_with('A')
    }

    fn same_home(&self, other: &Self) -> bool {
        self.place == other.place && self.postcode == other.postcode && self.urn == other.urn
    }
}

/// Whether the placement at a place in the list counts as a further one: not with the same
/// carer, not temporary, not the return from a temporary one, not adoption by the carer of
/// before.
pub(crate) fn counts(placements: &[Placement], at: usize) -> bool {
    let placement = &placements[at];
    let returned = at >= 2
        && placements[at - 1].is_temporary()
        && placements[..at - 1]
            .iter()
            .rev()
            .find(|before| !before.is_temporary())
            .is_some_and(|before| before.same_home(placement));
    match placement.began {
        Began::Entry => true,
        Began::SameCarer => false,
        Began::Move => {
            !placement.is_temporary() && !returned && !["A3", "A5"].contains(&placement.place)
        }
    }
}

/// Draws a spell's placements, up to its end or the horizon.
pub(crate) fn draw(
    person: &Person,
    spell: &Spell,
    under_order: bool,
    horizon: Day,
    dice: &mut Dice,
) -> Vec<Placement> {
    if spell.kind == Kind::ShortBreaks {
        return vec![short_break(spell, dice)];
    }
    let until = spell.adoption.map_or(spell.end, |adoption| adoption.placed);
    let first = new_home(person, spell.start, None, dice);
    let mut placements = vec![Placement {
        began: Began::Entry,
        because: "",
        ..first
    }];
    // Most children stay put; a few move again and again.
    let restless = dice.weighted(&[(0.10, 71), (0.62, 21), (2.5, 8)]);
    let restless = if person.asylum {
        restless * 0.6
    } else {
        restless
    };
    let mut now = spell.start;
    if until - now > 75 && dice.chance(0.33) {
        let moved = off_the_turn(now + dice.between(6, 45));
        placements.push(next_home(person, moved, &placements, dice));
        now = moved;
    }
    loop {
        let moves = restless * pace(now);
        let (address, away) = (0.13, 0.36);
        now = off_the_turn(now + dice.wait(moves + address + away).max(4));
        if now + 12 >= until || now > horizon {
            break;
        }
        let drawn = dice.unit() * (moves + address + away);
        let Some(&current) = placements.last() else {
            break;
        };
        if drawn < moves {
            placements.push(next_home(person, now, &placements, dice));
        } else if drawn < moves + address {
            placements.push(Placement {
                start: now,
                began: Began::SameCarer,
                postcode: other_postcode(current.postcode, dice),
                because: "OTHER",
                ..current
            });
        } else {
            let back = off_the_turn(now + dice.between(3, 13));
            if back + 12 >= until {
                continue;
            }
            placements.push(away_for_a_while(now, &current, dice));
            placements.push(Placement {
                start: back,
                began: Began::Move,
                because: "CARPL",
                ..current
            });
            now = back;
        }
    }
    if let Some(adoption) = spell.adoption {
        placements.push(with_adopters(&adoption, &placements, dice));
    } else if under_order && super::HOME.contains(&spell.reason) && dice.chance(0.2) {
        let home = off_the_turn(spell.end - dice.between(40, 110));
        if placements.last().is_some_and(|last| last.start + 20 < home) {
            placements.push(Placement {
                start: home,
                began: Began::Move,
                place: "P1",
                provider: "PR0",
                postcode: dice.below(POSTCODES as usize) as Postcode,
                urn: 0,
                because: "CARPL",
            });
        }
    }
    placements
}

/// Moves became rarer from the spring of 2016 on.
fn pace(now: Day) -> f64 {
    let from = f64::from(now - day(2015, 10, 1)) / 540.0;
    1.05 - 0.40 * from.clamp(0.0, 1.0)
}

fn other_postcode(than: Postcode, dice: &mut Dice) -> Postcode {
    let drawn = dice.below(POSTCODES as usize) as Postcode;
    if drawn == than {
        (drawn + 1) % POSTCODES
    } else {
        drawn
    }
}

/// A move to another home, for the reasons of the time.
pub(crate) fn next_home(
    person: &Person,
    start: Day,
    before: &[Placement],
    dice: &mut Dice,
) -> Placement {
    Placement {
        because: dice.weighted(&[
            ("CARPL", 46),
            ("CREQB", 13),
            ("CREQO", 9),
            ("CHILD", 7),
            ("LAREQ", 6),
            ("PLACE", 4),
            ("APPRR", 1),
            ("ALLEG", 2),
            ("STAND", 2),
            ("CLOSE", 1),
            ("OTHER", 9),
        ]),
        ..new_home(person, start, before.last(), dice)
    }
}

fn new_home(person: &Person, start: Day, before: Option<&Placement>, dice: &mut Dice) -> Placement {
    let place = draw_place(person, start, dice);
    let provider = draw_provider(place, dice);
    let setting = dice.below(24) as u32;
    let (postcode, urn) = match (place, provider) {
        // Homes and schools are few and known: each has one address and one number.
        ("K2" | "S1" | "R1", _) => {
            let taken = before.is_some_and(|before| before.urn == 2_300_000 + setting * 37);
            let setting = if taken { (setting + 1) % 24 } else { setting };
            (setting * 15_013 + 77, 2_300_000 + setting * 37)
        }
        // An independent agency has a number, each of its carers an address.
        (_, "PR4" | "PR5") if place.starts_with('U') => {
            let than = before.map_or(0, |before| before.postcode);
            (other_postcode(than, dice), 1_400_000 + setting * 53)
        }
        _ => {
            let than = before.map_or(0, |before| before.postcode);
            (other_postcode(than, dice), 0)
        }
    };
    Placement {
        start,
        began: Began::Move,
        place,
        provider,
        postcode,
        urn,
        because: "",
    }
}

fn draw_place(person: &Person, on: Day, dice: &mut Dice) -> &'static str {
    let age = age(person.born, on);
    if person.asylum {
        return if age >= 16 {
            dice.weighted(&[("U6", 38), ("H5", 36), ("P2", 26)])
        } else {
            dice.weighted(&[("U6", 80), ("U4", 12), ("K2", 8)])
        };
    }
    match age {
        ..=9 => dice.weighted(&[
            ("U6", 52),
            ("U4", 16),
            ("U1", 8),
            ("U3", 17),
            ("P1", 3),
            ("K2", 2),
            ("R3", 2),
        ]),
        10..=15 => dice.weighted(&[
            ("U6", 39),
            ("U4", 23),
            ("U1", 7),
            ("U3", 6),
            ("K2", 18),
            ("S1", 3),
            ("P1", 3),
            ("R1", 1),
        ]),
        _ => dice.weighted(&[
            ("U6", 24),
            ("U4", 20),
            ("U3", 5),
            ("U1", 3),
            ("K2", 15),
            ("H5", 18),
            ("P2", 12),
            ("P1", 2),
            ("R1", 1),
        ]),
    }
}

fn draw_provider(place: &str, dice: &mut Dice) -> &'static str {
    match place {
        "P1" => "PR0",
        "U1" | "U3" => "PR1",
        "K2" => dice.weighted(&[("PR1", 26), ("PR4", 70), ("PR5", 4)]),
        "S1" | "R1" => "PR4",
        "R3" => dice.weighted(&[("PR1", 50), ("PR4", 50)]),
        "H5" | "P2" => dice.weighted(&[("PR1", 22), ("PR4", 56), ("PR5", 22)]),
        _ => dice.weighted(&[("PR1", 62), ("PR4", 35), ("PR5", 3)]),
    }
}

fn away_for_a_while(start: Day, home: &Placement, dice: &mut Dice) -> Placement {
    Placement {
        start,
        began: Began::Move,
        place: dice.weighted(&[("T0", 42), ("T1", 12), ("T2", 10), ("T3", 26), ("T4", 10)]),
        provider: dice.weighted(&[("PR1", 70), ("PR4", 24), ("PR3", 6)]),
        postcode: other_postcode(home.postcode, dice),
        urn: 0,
        because: "CARPL",
    }
}

fn with_adopters(adoption: &Adoption, before: &[Placement], dice: &mut Dice) -> Placement {
    let under_order = adoption.ordered.is_some_and(|day| day <= adoption.placed);
    let carer = before.last().copied().filter(|_| adoption.by_foster_carer);
    let place = match (under_order, adoption.by_foster_carer) {
        (true, true) => "A5",
        (true, false) => "A6",
        (false, true) => "A3",
        (false, false) => "A4",
    };
    match carer {
        // Some systems write a move where the foster carer adopts; the measures do not count it.
        Some(carer) => Placement {
            start: adoption.placed,
            began: if dice.chance(0.3) {
                Began::Move
            } else {
                Began::SameCarer
            },
            place,
            because: "CARPL",
            ..carer
        },
        None => Placement {
            start: adoption.placed,
            began: Began::Move,
            place,
            provider: dice.weighted(&[("PR1", 58), ("PR2", 8), ("PR4", 14), ("PR5", 20)]),
            postcode: dice.below(POSTCODES as usize) as Postcode,
            urn: 0,
            because: "CARPL",
        },
    }
}

fn short_break(spell: &Spell, dice: &mut Dice) -> Placement {
    let setting = dice.below(3) as u32;
    Placement {
        start: spell.start,
        began: Began::Entry,
        place: dice.weighted(&[("K2", 55), ("U6", 45)]),
        provider: "PR1",
        postcode: setting * 15_013 + 191,
        urn: 2_390_000 + setting * 11,
        because: "",
    }
}
