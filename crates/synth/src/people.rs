//! Who the children are: made-up ids, pupil numbers and places that cannot exist.

use crate::days::Day;
use crate::dice::Dice;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Sex {
    Male,
    Female,
}

impl Sex {
    /// The code of both the SSDA903 and the CIN census.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Male => "1",
            Self::Female => "2",
        }
    }
}

/// A child, in every file under the same id.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Person {
    pub(crate) id: u32,
    pub(crate) sex: Sex,
    pub(crate) born: Day,
    pub(crate) ethnicity: &'static str,
    pub(crate) asylum: bool,
    pub(crate) disabled: bool,
}

/// Ethnic groups of a shire county's children in need, per thousand.
const ETHNICITIES: [(&str, u32); 18] = [
    ("WBRI", 792),
    ("WOTH", 32),
    ("WIRI", 5),
    ("WIRT", 4),
    ("WROM", 7),
    ("MWBC", 26),
    ("MWBA", 9),
    ("MWAS", 18),
    ("MOTH", 20),
    ("AIND", 18),
    ("APKN", 9),
    ("ABAN", 5),
    ("AOTH", 10),
    ("BCRB", 6),
    ("BAFR", 12),
    ("BOTH", 5),
    ("OOTH", 10),
    ("NOBT", 12),
];

const ASYLUM_ETHNICITIES: [(&str, u32); 5] = [
    ("BAFR", 40),
    ("OOTH", 28),
    ("AOTH", 18),
    ("WOTH", 8),
    ("APKN", 6),
];

impl Person {
    pub(crate) fn new(id: u32, born: Day, dice: &mut Dice) -> Self {
        Self {
            id,
            sex: if dice.chance(0.545) {
                Sex::Male
            } else {
                Sex::Female
            },
            born: off_the_leap_day(born),
            ethnicity: dice.weighted(&ETHNICITIES),
            asylum: false,
            disabled: dice.chance(0.07),
        }
    }

    pub(crate) fn seeking_asylum(id: u32, born: Day, dice: &mut Dice) -> Self {
        Self {
            sex: if dice.chance(0.91) {
                Sex::Male
            } else {
                Sex::Female
            },
            ethnicity: dice.weighted(&ASYLUM_ETHNICITIES),
            asylum: true,
            disabled: false,
            ..Self::new(id, born, dice)
        }
    }
}

fn off_the_leap_day(born: Day) -> Day {
    match crate::days::parts(born) {
        (_, 2, 29) => born - 1,
        _ => born,
    }
}

/// Numbers that look drawn but never repeat: looked-after children take the even places,
/// children who are only in need the odd ones.
#[derive(Clone, Copy)]
pub(crate) struct Ids {
    floor: u64,
    size: u64,
    offset: u64,
}

impl Ids {
    /// Six digits, or nine where that many children would not fit.
    pub(crate) fn new(seed: u64, children: u64) -> Self {
        let (floor, size) = if children < 200_000 {
            (100_000, 900_000)
        } else {
            (100_000_000, 900_000_000)
        };
        Self {
            floor,
            size,
            offset: seed.wrapping_mul(7_919) % size,
        }
    }

    pub(crate) fn looked_after(self, index: usize) -> u32 {
        self.at(2 * index as u64)
    }

    pub(crate) fn in_need(self, index: usize) -> u32 {
        self.at(2 * index as u64 + 1)
    }

    fn at(self, place: u64) -> u32 {
        // 611,953 shares no factor with the size, so no two places give the same number.
        let number = self.floor + (place * 611_953 + self.offset) % self.size;
        u32::try_from(number).unwrap_or(u32::MAX)
    }
}

/// A number that follows from an id but does not show it.
pub(crate) fn scrambled(id: u32, salt: u64) -> u64 {
    let mut mixed = u64::from(id).wrapping_add(salt.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// A unique pupil number of the right shape: a letter, the made-up authority 999, nine digits.
pub(crate) fn push_upn(out: &mut String, id: u32) {
    const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";
    let number = scrambled(id, 1);
    out.push(char::from(LETTERS[(number % 23) as usize]));
    out.push_str("999");
    push_digits(out, number / 23, 9);
}

fn push_digits(out: &mut String, number: u64, width: u32) {
    for place in (0..width).rev() {
        let digit = number / 10_u64.pow(place) % 10;
        out.push(char::from(b'0' + digit as u8));
    }
}

/// A postcode in an area that does not exist, by number.
pub(crate) type Postcode = u32;

/// How many postcodes there are.
pub(crate) const POSTCODES: u32 = 99 * 10 * 400;

/// Writes `LX42 7AB`.
pub(crate) fn push_postcode(out: &mut String, postcode: Postcode) {
    const LETTERS: &[u8; 20] = b"ABDEFGHJLNPQRSTUWXYZ";
    let number = postcode % POSTCODES;
    out.push_str("LX");
    let district = 1 + number % 99;
    if district >= 10 {
        push_digits(out, u64::from(district), 2);
    } else {
        push_digits(out, u64::from(district), 1);
    }
    out.push(' ');
    let rest = number / 99;
    push_digits(out, u64::from(rest % 10), 1);
    let letters = (rest / 10) as usize;
    out.push(char::from(LETTERS[letters % 20]));
    out.push(char::from(LETTERS[letters / 20 % 20]));
}

/// Writes a whole number.
pub(crate) fn push_number(out: &mut String, number: u32) {
    let width = number.checked_ilog10().unwrap_or(0) + 1;
    push_digits(out, u64::from(number), width);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn ids_have_six_digits_and_never_repeat() {
        let ids = Ids::new(7, 40_000);
        let all: BTreeSet<u32> = (0..40_000)
            .flat_map(|index| [ids.looked_after(index), ids.in_need(index)])
            .collect();
        assert_eq!(all.len(), 80_000);
        assert!(all.iter().all(|id| (100_000..=999_999).contains(id)));
    }

    #[test]
    fn places_and_pupils_have_the_right_shape() {
        let mut text = String::new();
        push_upn(&mut text, 123_456);
        assert_eq!(text.len(), 13);
        text.clear();
        push_postcode(&mut text, 0);
        assert_eq!(text, "LX1 0AA");
        text.clear();
        push_number(&mut text, 1_203);
        assert_eq!(text, "1203");
    }
}
