//! Children in need: referrals, assessments, plans, and the CIN census.
//!
//! Assessments come first, since their numbers and their timeliness are planted: each is
//! authorised on a drawn day and begins so many working days before. Its referral follows from
//! it; referrals without further action fill each month up (`volumes`). Then the referrals are
//! given to children (`children`), and what happened in each case is drawn (`course`).

pub(crate) mod census;
pub(crate) mod children;
pub(crate) mod course;
pub(crate) mod volumes;

use crate::care::Child;
use crate::days::{Calendar, Day, MonthIndex, index_of, month};
use crate::dice::{Dice, Topic};
use crate::people::{Ids, Person};
use crate::settings::Settings;

/// A single assessment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Assessment {
    pub(crate) start: Day,
    pub(crate) authorised: Day,
}

/// A section 47 enquiry and the child protection plan that came of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Protection {
    pub(crate) enquiry: Day,
    /// The initial conference, and the day the plan begins.
    pub(crate) conference: Day,
    pub(crate) end: Day,
    pub(crate) category: &'static str,
    pub(crate) earlier_plans: u32,
}

/// A referral and the case that it opened.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    /// The child, as a place in [`Needs::people`].
    pub(crate) person: usize,
    /// The child's place among the looked-after children, where it is one.
    pub(crate) looked_after: Option<usize>,
    pub(crate) referred: Day,
    /// May lie after the last file.
    pub(crate) closed: Day,
    pub(crate) why_closed: &'static str,
    pub(crate) no_action: bool,
    pub(crate) assessment: Option<Assessment>,
    pub(crate) source: &'static str,
    pub(crate) need: &'static str,
    pub(crate) exploited: bool,
    /// A child in need plan, to the end of the case.
    pub(crate) plan_from: Option<Day>,
    pub(crate) protection: Option<Protection>,
    /// The stream of chance for what is drawn while writing.
    pub(crate) stream: u64,
}

/// All cases, a child's together and in order, and the children.
pub(crate) struct Needs {
    pub(crate) cases: Vec<Case>,
    pub(crate) people: Vec<Person>,
}

/// The calendar year in which the first CIN census ends.
pub(crate) fn first_census(settings: &Settings) -> i32 {
    (i32::from(settings.first_year) + 1).max(2014)
}

/// First and last month in which referrals are drawn: a year before the first census, for the
/// look-back, and up to the last month.
fn months(settings: &Settings) -> (MonthIndex, MonthIndex) {
    (
        month(first_census(settings) - 2, 4),
        index_of(settings.last_month),
    )
}

/// Draws every case.
pub(crate) fn draw(
    settings: &Settings,
    calendar: &Calendar,
    looked_after: &[Child],
    ids: Ids,
) -> Needs {
    let mut dice = Dice::new(settings.seed, Topic::Need, 0);
    let months = months(settings);
    let mut cases = volumes::draw(settings, calendar, months, &mut dice);
    let people = children::assign(settings, looked_after, ids, months, &mut cases, &mut dice);
    for (at, case) in cases.iter_mut().enumerate() {
        case.stream = at as u64;
    }
    cases.sort_by_key(|case| (case.person, case.referred));
    Needs { cases, people }
}
