//! Children looked after: who comes into care, where they live there, and how they leave.
//!
//! First the spells (`spells`, `ways`), corrected to the planted counts (`planting`); then each
//! spell's detail (`history`, `placements`), what the outcomes modules say (`outcomes`,
//! `leaving`), and the corrections that need the detail (`stability`).

pub(crate) mod adoption;
pub(crate) mod history;
pub(crate) mod leaving;
pub(crate) mod outcomes;
pub(crate) mod placements;
pub(crate) mod planting;
pub(crate) mod spells;
pub(crate) mod stability;
pub(crate) mod ways;

use crate::days::{Day, MonthIndex, first_of, last_of, month};
use crate::people::Person;

/// The twelve months that end with a month, both days included.
#[derive(Clone, Copy)]
pub(crate) struct Window {
    pub(crate) first: Day,
    pub(crate) last: Day,
}

impl Window {
    pub(crate) const fn of_months(months: i32, ending: MonthIndex) -> Self {
        Self {
            first: first_of(ending + 1 - months),
            last: last_of(ending),
        }
    }

    pub(crate) fn holds(self, day: Day) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

/// The two Septembers that the planted figures are about.
pub(crate) const SEPTEMBER_2016: MonthIndex = month(2016, 9);
pub(crate) const SEPTEMBER_2017: MonthIndex = month(2017, 9);

/// The way to adoption, for a child who is adopted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Adoption {
    /// The authority's decision that the child should be placed for adoption.
    pub(crate) decided: Day,
    /// The court's placement order; none where the parents consented.
    pub(crate) ordered: Option<Day>,
    pub(crate) matched: Day,
    /// The day of moving in, or of the adoption placement where the foster carer adopts.
    pub(crate) placed: Day,
    pub(crate) by_foster_carer: bool,
}

/// What a spell is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// Looked after.
    Care,
    /// A series of short breaks under one agreement (legal status V4), or single ones (V3).
    ShortBreaks,
}

/// One time of being looked after, from entry to leaving.
#[derive(Clone, Debug)]
pub(crate) struct Spell {
    pub(crate) kind: Kind,
    pub(crate) start: Day,
    /// The day of leaving, which may lie after the last file.
    pub(crate) end: Day,
    /// Why it ended, as a code of the year it ended in.
    pub(crate) reason: &'static str,
    pub(crate) adoption: Option<Adoption>,
}

/// A child and the spells of care.
#[derive(Clone, Debug)]
pub(crate) struct Child {
    /// Its place in the list: the stream of chance that its detail is drawn from.
    pub(crate) index: usize,
    pub(crate) person: Person,
    pub(crate) spells: Vec<Spell>,
}

impl Child {
    /// The spell in which the child is looked after at the end of a day, short breaks left out.
    pub(crate) fn in_care(&self, on: Day) -> Option<&Spell> {
        self.spells
            .iter()
            .find(|spell| spell.kind == Kind::Care && spell.start <= on && spell.end > on)
    }

    /// The last leaving of care in a window, as the number of the spell.
    pub(crate) fn last_left(&self, window: Window) -> Option<usize> {
        self.spells
            .iter()
            .rposition(|spell| spell.kind == Kind::Care && window.holds(spell.end))
    }
}

/// Reasons for leaving that mean special guardianship, up to 2017/18.
pub(crate) const GUARDIANSHIP: [&str; 2] = ["E43", "E44"];
/// Reasons that mean a return to parents or others with parental responsibility.
pub(crate) const HOME: [&str; 2] = ["E4A", "E4B"];
/// Reasons that mean adoption.
pub(crate) const ADOPTED: [&str; 2] = ["E11", "E12"];
