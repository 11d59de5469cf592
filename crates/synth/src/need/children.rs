//! Which child each referral is about.

use super::{Case, course};
use crate::care::planting::nearest_count;
use crate::care::{Child, Kind, SEPTEMBER_2016, SEPTEMBER_2017};
use crate::days::{Day, MonthIndex, age, birthday, first_of, last_of, month, month_of};
use crate::dice::Dice;
use crate::need::volumes;
use crate::people::{Ids, Person};
use crate::settings::Settings;

/// The share of a month's referrals that come within a year of an earlier one.
const AGAIN: [(MonthIndex, f64); 5] = [
    (month(2012, 4), 0.235),
    (month(2014, 4), 0.248),
    (month(2015, 10), 0.259),
    (month(2016, 10), 0.254),
    (month(2017, 9), 0.128),
];

/// Windows of twelve months and the planted share, in tenths of a percent.
const PLANTED: [(MonthIndex, usize); 2] = [(SEPTEMBER_2016, 258), (SEPTEMBER_2017, 185)];

/// Gives each referral a child, and gives the children. Adds the cases, opened before the first
/// month, of children who were in care by then.
pub(crate) fn assign(
    settings: &Settings,
    looked_after: &[Child],
    ids: Ids,
    months: (MonthIndex, MonthIndex),
    cases: &mut Vec<Case>,
    dice: &mut Dice,
) -> Vec<Person> {
    let mut register = Register {
        people: Vec::new(),
        latest: Vec::new(),
        closed: vec![Vec::new(); usize::try_from(months.1 - months.0 + 1).unwrap_or(0)],
        first: months.0,
        ids,
    };
    let mut older = lead_to_care(looked_after, cases, &mut register, months, dice);
    let again = mark_again(settings, cases, months, dice);
    for at in 0..cases.len() {
        if cases[at].looked_after.is_none() {
            register.give(at, again[at], cases, dice);
        }
    }
    cases.append(&mut older);
    register.people
}

struct Register {
    people: Vec<Person>,
    /// Each child's latest case.
    latest: Vec<usize>,
    /// Cases by the month in which they were closed, from the first month on.
    closed: Vec<Vec<usize>>,
    first: MonthIndex,
    ids: Ids,
}

/// Finds, for each child who came into care, the referral that led there.
fn lead_to_care(
    looked_after: &[Child],
    cases: &mut [Case],
    register: &mut Register,
    (first, last): (MonthIndex, MonthIndex),
    dice: &mut Dice,
) -> Vec<Case> {
    let mut older = Vec::new();
    let from = first_of(first);
    for child in looked_after {
        let (Some(entry), Some(leaving)) = (child.spells.first(), child.spells.last()) else {
            continue;
        };
        if leaving.end < from || entry.start > last_of(last) {
            continue;
        }
        let person = register.people.len();
        let longest = if child.person.asylum || entry.start - child.person.born < 30 {
            25
        } else {
            190
        };
        let end = if entry.kind == Kind::Care {
            leaving.end
        } else {
            leaving.end.min(birthday(child.person.born, 18))
        };
        if entry.start < from + 200 {
            let referred = entry.start - dice.between(1, longest);
            let mut case = course::from_before(referred, dice);
            course::leads_to_care(&mut case, entry.start, end, leaving.reason, dice);
            case.person = person;
            case.looked_after = Some(child.index);
            older.push(case);
        } else {
            let Some(at) = free_referral(cases, entry.start, longest, dice) else {
                continue;
            };
            let case = &mut cases[at];
            course::leads_to_care(case, entry.start, end, leaving.reason, dice);
            case.person = person;
            case.looked_after = Some(child.index);
            if child.person.asylum {
                case.need = "N8";
                case.source = dice.weighted(&[("6", 70), ("7", 20), ("5C", 10)]);
            }
        }
        register.people.push(child.person);
        register.latest.push(usize::MAX);
    }
    older
}

/// An assessed referral, not yet given to a child, in the days before an entry to care.
fn free_referral(cases: &[Case], entry: Day, longest: i32, dice: &mut Dice) -> Option<usize> {
    for reach in [longest, 90, 190] {
        let from = cases.partition_point(|case| case.referred < entry - reach.max(longest));
        let to = cases.partition_point(|case| case.referred < entry);
        for _ in 0..40 {
            if from >= to {
                break;
            }
            let at = from + dice.below(to - from);
            let case = &cases[at];
            if case.looked_after.is_none() && !case.no_action {
                return Some(at);
            }
        }
    }
    None
}

/// Marks the referrals that come within a year of an earlier one.
fn mark_again(
    settings: &Settings,
    cases: &[Case],
    (first, last): (MonthIndex, MonthIndex),
    dice: &mut Dice,
) -> Vec<bool> {
    let months = usize::try_from(last - first + 1).unwrap_or(0);
    let mut by_month: Vec<Vec<usize>> = vec![Vec::new(); months];
    let mut totals = vec![0_usize; months];
    for (at, case) in cases.iter().enumerate() {
        let slot = usize::try_from(month_of(case.referred) - first).unwrap_or(0);
        totals[slot] += 1;
        if case.looked_after.is_none() {
            by_month[slot].push(at);
        }
    }
    let mut quotas: Vec<usize> = totals
        .iter()
        .zip(first..)
        .map(|(&total, month)| {
            let share = volumes::at(&AGAIN, month) * (1.0 + 0.04 * dice.normal());
            (total as f64 * share).round() as usize
        })
        .collect();
    if settings.plants() {
        for (ending, per_mille) in PLANTED {
            let from = usize::try_from(ending - 11 - first).unwrap_or(0);
            let to = usize::try_from(ending - first).unwrap_or(0);
            let total: usize = totals[from..=to].iter().sum();
            if let Some(wanted) = nearest_count(total, per_mille) {
                even_out(&mut quotas[from..=to], wanted);
            }
        }
    }
    let mut again = vec![false; cases.len()];
    for (month, quota) in by_month.iter_mut().zip(quotas) {
        dice.shuffle(month);
        for &at in month.iter().take(quota) {
            again[at] = true;
        }
    }
    again
}

/// Changes the numbers, one by one in turn, until they add up.
fn even_out(quotas: &mut [usize], wanted: usize) {
    let mut at = 0;
    while quotas.iter().sum::<usize>() != wanted {
        let more = quotas.iter().sum::<usize>() < wanted;
        let slot = at % quotas.len();
        quotas[slot] = if more {
            quotas[slot] + 1
        } else {
            quotas[slot].saturating_sub(1)
        };
        at += 5;
    }
}

impl Register {
    /// Gives a referral to a child: one referred within the last year, one of longer ago, or
    /// one who is new.
    fn give(&mut self, at: usize, again: bool, cases: &mut [Case], dice: &mut Dice) {
        let referred = cases[at].referred;
        let found = if again {
            self.find(referred, (20, 355), (0, 11), cases, dice)
        } else if dice.chance(0.16) {
            self.find(referred, (385, 1_600), (9, 44), cases, dice)
        } else {
            None
        };
        let person = found.unwrap_or_else(|| self.newcomer(referred, dice));
        let born = self.people[person].born;
        let case = &mut cases[at];
        case.person = person;
        let years = age(born, referred);
        case.exploited = !case.no_action && (12..=17).contains(&years) && dice.chance(0.15);
        if self.people[person].disabled && dice.chance(0.6) {
            case.need = "N2";
        }
        close_by_adulthood(case, birthday(born, 18));
        self.latest[person] = at;
        let slot = usize::try_from(month_of(case.closed).saturating_sub(self.first));
        if let Some(closed) = slot.ok().and_then(|slot| self.closed.get_mut(slot)) {
            closed.push(at);
        }
    }

    /// A child whose latest referral lies so many days back and whose case was closed so many
    /// months ago.
    fn find(
        &self,
        referred: Day,
        (fewest, most): (i32, i32),
        (soonest, longest): (i32, i32),
        cases: &[Case],
        dice: &mut Dice,
    ) -> Option<usize> {
        for _ in 0..600 {
            let month = month_of(referred) - 1 - dice.between(soonest, longest);
            let Ok(slot) = usize::try_from(month - self.first) else {
                continue;
            };
            if self.closed[slot].is_empty() {
                continue;
            }
            let before = self.closed[slot][dice.below(self.closed[slot].len())];
            let case = &cases[before];
            let back = referred - case.referred;
            let latest = self.latest[case.person] == before;
            let born = self.people[case.person].born;
            if latest && (fewest..=most).contains(&back) && age(born, referred + 250) < 18 {
                return Some(case.person);
            }
        }
        None
    }

    fn newcomer(&mut self, referred: Day, dice: &mut Dice) -> usize {
        let index = self.people.len();
        let born = if dice.chance(0.02) {
            // Not born yet.
            referred + dice.between(15, 140)
        } else {
            let (low, high) = dice.weighted(&[
                ((0, 360), 11),
                ((361, 1_820), 23),
                ((1_821, 3_640), 27),
                ((3_641, 5_460), 27),
                ((5_461, 6_250), 12),
            ]);
            referred - dice.between(low, high)
        };
        self.people
            .push(Person::new(self.ids.in_need(index), born, dice));
        self.latest.push(usize::MAX);
        index
    }
}

/// Nobody stays a child in need into adult life.
fn close_by_adulthood(case: &mut Case, adult: Day) {
    if case.closed <= adult {
        return;
    }
    let assessed = case
        .assessment
        .map_or(case.referred, |assessment| assessment.authorised);
    case.closed = adult.max(assessed);
    case.why_closed = if case.need == "N2" { "RC6" } else { "RC7" };
    if let Some(protection) = &mut case.protection {
        protection.end = protection.end.min(case.closed);
        if protection.conference >= case.closed {
            case.protection = None;
        }
    }
    case.plan_from = case.plan_from.filter(|&from| from < case.closed);
}
