//! Care leavers (OC3): where young people live around their 17th to 21st birthdays.

use super::history::History;
use super::planting::nearest_count;
use super::{Child, Kind, SEPTEMBER_2016, SEPTEMBER_2017, Window};
use crate::days::{Day, birthday};
use crate::dice::{Dice, Topic};
use crate::ssda903::ReturnPeriod;

/// What a return says of a care leaver.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Leaver {
    /// The birthday that brings the young person into the return.
    pub(crate) birthday: Day,
    /// The age reached, 17 to 21.
    pub(crate) age: i32,
    pub(crate) in_touch: &'static str,
    pub(crate) activity: &'static str,
    /// The kind of accommodation and 1 for suitable, 2 for not; `0` where nothing is said.
    pub(crate) accommodation: &'static str,
}

impl Leaver {
    /// Whether the young person belongs in the share: not who died, went home for six months
    /// or more, went abroad or was deported, or whose residence is not known.
    pub(crate) fn belongs(&self) -> bool {
        !["DIED", "RHOM"].contains(&self.in_touch)
            && !self.accommodation.starts_with(['G', 'H', 'R'])
    }

    pub(crate) fn suitable(&self) -> bool {
        self.accommodation.ends_with('1')
    }

    fn settle(&mut self, in_touch: &'static str, accommodation: &'static str) {
        self.in_touch = in_touch;
        self.accommodation = accommodation;
        if accommodation == "0" {
            self.activity = "0";
        }
    }
}

const SUITABLE: [(&str, u32); 9] = [
    ("B1", 17),
    ("C1", 3),
    ("D1", 15),
    ("E1", 6),
    ("K1", 3),
    ("T1", 4),
    ("U1", 36),
    ("Y1", 4),
    ("Z1", 12),
];

const UNSUITABLE: [(&str, u32); 6] = [
    ("S2", 22),
    ("W2", 12),
    ("V2", 10),
    ("X2", 38),
    ("Y2", 12),
    ("U2", 6),
];

/// Whether the young person had thirteen weeks of care after the 14th birthday, some of it
/// after the 16th, and left by a day.
fn qualifies(child: &Child, by: Day) -> bool {
    let (fourteen, sixteen) = (
        birthday(child.person.born, 14),
        birthday(child.person.born, 16),
    );
    let mut days = 0;
    let mut last_end = Day::MIN;
    for spell in &child.spells {
        if spell.kind != Kind::Care {
            return false;
        }
        days += (spell.end - spell.start.max(fourteen)).max(0);
        last_end = last_end.max(spell.end);
    }
    // Who was adopted, or went to parents, relatives or guardians, is no care leaver here.
    let on_their_own = child
        .spells
        .last()
        .is_some_and(|spell| ["E5", "E6", "E7", "E8", "E17"].contains(&spell.reason));
    on_their_own && days >= 91 && last_end > sixteen && last_end <= by
}

/// The first return that asks about an age.
fn asked_from(age: i32) -> i32 {
    match age {
        17 | 18 => 2016,
        19 => 2009,
        _ => 2014,
    }
}

/// Draws what each return says of the young person.
pub(crate) fn draw(seed: u64, child: &Child, periods: &[ReturnPeriod]) -> Vec<Leaver> {
    let mut dice = Dice::new(seed, Topic::Leaving, child.index as u64);
    let settled = dice.chance(0.93);
    let mut leavers: Vec<Leaver> = Vec::new();
    for age in 17..=21 {
        let birthday = birthday(child.person.born, age);
        let drawn = draw_one(birthday, age, settled, leavers.last(), &mut dice);
        let asked = periods
            .iter()
            .any(|period| period.year_ends >= asked_from(age) && period.holds(birthday));
        if asked && qualifies(child, birthday) {
            let died = drawn.in_touch == "DIED";
            leavers.push(drawn);
            if died {
                break;
            }
        }
    }
    leavers
}

fn draw_one(
    birthday: Day,
    age: i32,
    settled: bool,
    before: Option<&Leaver>,
    dice: &mut Dice,
) -> Leaver {
    let in_touch = dice.weighted(&[
        ("YES", 905),
        ("NO", 38),
        ("REFU", 10),
        ("NREQ", 18),
        ("RHOM", 24),
        ("DIED", 1),
    ]);
    let activity = dice.weighted(&[
        ("F1", 7),
        ("P1", 1),
        ("F2", 22),
        ("P2", 4),
        ("F3", 20),
        ("P3", 5),
        ("G4", 7),
        ("G5", 28),
        ("G6", 6),
    ]);
    let stays = before.is_some_and(Leaver::suitable) && dice.chance(0.6);
    let drawn = if dice.chance(if settled { 0.965 } else { 0.45 }) {
        dice.weighted(&SUITABLE)
    } else {
        dice.weighted(&UNSUITABLE)
    };
    let abroad = dice.weighted(&[("", 970), ("R2", 14), ("G1", 10), ("H2", 6)]);
    let unsaid = dice.chance(0.5);
    let mut leaver = Leaver {
        birthday,
        age,
        in_touch,
        activity,
        accommodation: drawn,
    };
    match in_touch {
        "DIED" | "RHOM" => leaver.settle(in_touch, "0"),
        "NO" | "REFU" if unsaid => leaver.settle(in_touch, "0"),
        "NO" => leaver.settle(in_touch, "R2"),
        _ if !abroad.is_empty() => leaver.settle(in_touch, abroad),
        // Staying put with the former foster carers ends by 21; other homes may go on.
        _ if stays => {
            if let Some(before) = before {
                leaver.accommodation = before.accommodation;
            }
        }
        _ => {}
    }
    leaver
}

/// Corrects the two years' shares in suitable accommodation, ages 19 to 21: near 91.2% to
/// September 2016 and exactly 91.8% to September 2017.
pub(crate) fn plant(histories: &mut [History], dice: &mut Dice) {
    for (ending, per_mille) in [(SEPTEMBER_2016, 912), (SEPTEMBER_2017, 918)] {
        let window = Window::of_months(12, ending);
        let mut all: Vec<(usize, usize)> = histories
            .iter()
            .enumerate()
            .flat_map(|(at, history)| {
                history
                    .leaving
                    .iter()
                    .enumerate()
                    .filter(|(_, leaver)| leaver.age >= 19 && window.holds(leaver.birthday))
                    .map(move |(nth, _)| (at, nth))
            })
            .collect();
        dice.shuffle(&mut all);
        let wanted = fit_the_number(histories, &all, per_mille, dice);
        fit_the_count(histories, &all, wanted, dice);
    }
}

fn belonging(histories: &[History], all: &[(usize, usize)]) -> usize {
    all.iter()
        .filter(|&&(at, nth)| histories[at].leaving[nth].belongs())
        .count()
}

/// Leaves out, or brings back, as few as needed for a count that rounds to the share; gives it.
fn fit_the_number(
    histories: &mut [History],
    all: &[(usize, usize)],
    per_mille: usize,
    dice: &mut Dice,
) -> usize {
    let now = belonging(histories, all);
    let Some((number, count)) = (0..20)
        .flat_map(|off| [now.checked_sub(off), Some(now + off)])
        .flatten()
        .find_map(|number| Some((number, nearest_count(number, per_mille)?)))
    else {
        return now * per_mille / 1_000;
    };
    let mut left = now;
    for &(at, nth) in all {
        let leaver = &mut histories[at].leaving[nth];
        if left > number && leaver.belongs() {
            leaver.settle("NO", "R2");
            left -= 1;
        } else if left < number && !leaver.belongs() && leaver.in_touch != "DIED" {
            leaver.settle("YES", dice.weighted(&SUITABLE));
            left += 1;
        }
    }
    count
}

fn fit_the_count(
    histories: &mut [History],
    all: &[(usize, usize)],
    wanted: usize,
    dice: &mut Dice,
) {
    let mut count = all
        .iter()
        .filter(|&&(at, nth)| {
            let leaver = &histories[at].leaving[nth];
            leaver.belongs() && leaver.suitable()
        })
        .count();
    for &(at, nth) in all {
        let leaver = &mut histories[at].leaving[nth];
        if !leaver.belongs() || leaver.in_touch != "YES" {
            continue;
        }
        if count > wanted && leaver.suitable() {
            leaver.settle("YES", dice.weighted(&UNSUITABLE));
            count -= 1;
        } else if count < wanted && !leaver.suitable() {
            leaver.settle("YES", dice.weighted(&SUITABLE));
            count += 1;
        }
    }
}
