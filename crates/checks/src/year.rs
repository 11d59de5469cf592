//! The year that is checked, and which year's rules hold.

use jiff::civil::Date;
use waymark_codes::CollectionYear;
use waymark_returns::ReturnAccount;

/// The first collection year, by the year in which it ends, whose list of rules is here.
pub const FIRST_YEAR: i16 = 2023;
/// The last.
pub const LAST_YEAR: i16 = 2027;

/// A year of the return that is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Year {
    /// The collection year.
    pub year: CollectionYear,
    /// What its return is called: `2024-25`.
    pub label: String,
    /// What last year's return is called, where it is there.
    pub last: Option<String>,
    /// Its first day, 1 April.
    pub starts: Date,
    /// Its last day, 31 March.
    pub ends: Date,
}

impl Year {
    /// The year of a return, with that of the year before among the others.
    ///
    /// A return over several years, or over none that is known, has no year to be checked by.
    pub fn of(account: &ReturnAccount, others: &[&ReturnAccount]) -> Option<Self> {
        let year = year_of(account)?;
        let last = others
            .iter()
            .find(|one| year_of(one).is_some_and(|other| other.ends() + 1 == year.ends()))
            .map(|one| one.label.clone());
        Some(Self {
            year,
            label: account.label.clone(),
            last,
            starts: year.first_day(),
            ends: year.last_day(),
        })
    }

    /// The year, by its end, whose rules hold: its own, or where it is older or younger than all
    /// lists of rules the nearest.
    pub fn rules(&self) -> i16 {
        self.year.ends().clamp(FIRST_YEAR, LAST_YEAR)
    }
}

fn year_of(account: &ReturnAccount) -> Option<CollectionYear> {
    let (first, last) = (
        CollectionYear::of(account.coverage.from),
        CollectionYear::of(account.coverage.to),
    );
    (first == last).then_some(last)
}
