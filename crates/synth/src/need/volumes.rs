//! How many referrals and assessments a month has, and how long the assessments take.

use super::course;
use super::{Assessment, Case};
use crate::care::{SEPTEMBER_2016, SEPTEMBER_2017};
use crate::days::{Calendar, Day, MonthIndex, first_of, last_of, month};
use crate::dice::Dice;
use crate::settings::Settings;

/// A value for some months; between them it changes evenly.
type Curve = [(MonthIndex, f64)];

const ASSESSED: [(MonthIndex, f64); 6] = [
    (month(2012, 4), 150.0),
    (month(2014, 4), 166.0),
    (month(2016, 3), 186.0),
    (month(2016, 9), 191.0),
    (month(2017, 3), 288.0),
    (month(2017, 9), 388.0),
];

const REFERRED: [(MonthIndex, f64); 5] = [
    (month(2012, 4), 322.0),
    (month(2015, 10), 352.0),
    (month(2016, 9), 366.0),
    (month(2017, 3), 415.0),
    (month(2017, 9), 448.0),
];

const IN_TIME: [(MonthIndex, f64); 6] = [
    (month(2012, 4), 0.84),
    (month(2015, 4), 0.89),
    (month(2016, 4), 0.912),
    (month(2016, 9), 0.90),
    (month(2017, 3), 0.825),
    (month(2017, 9), 0.749),
];

/// The planted months: assessments authorised, and of them within 45 working days.
const PLANTED: [(MonthIndex, i32, i32); 2] =
    [(SEPTEMBER_2016, 191, 172), (SEPTEMBER_2017, 390, 292)];

/// Referrals in the year to September 2016 that the curves above stand for.
const CURVES_STAND_FOR: f64 = 4_300.0;

/// January to December.
const ASSESSING_SEASON: [f64; 12] = [
    1.0, 0.97, 1.05, 0.97, 1.0, 1.03, 1.05, 0.93, 1.0, 1.02, 1.04, 0.93,
];
const REFERRING_SEASON: [f64; 12] = [
    1.02, 1.0, 1.07, 0.97, 1.05, 1.06, 1.03, 0.83, 1.0, 1.05, 1.05, 0.87,
];

pub(crate) fn at(curve: &Curve, month: MonthIndex) -> f64 {
    let after = curve.partition_point(|&(point, _)| point <= month);
    match (
        after.checked_sub(1).map(|before| curve[before]),
        curve.get(after),
    ) {
        (Some((from, low)), Some(&(to, high))) => {
            low + (high - low) * f64::from(month - from) / f64::from(to - from)
        }
        (Some((_, last)), None) => last,
        (None, first) => first.map_or(0.0, |&(_, value)| value),
    }
}

fn season(seasons: &[f64; 12], month: MonthIndex) -> f64 {
    seasons[usize::try_from(month.rem_euclid(12)).unwrap_or(0)]
}

/// Draws the referrals of these months, without their children, in order of their days.
pub(crate) fn draw(
    settings: &Settings,
    calendar: &Calendar,
    (first, last): (MonthIndex, MonthIndex),
    dice: &mut Dice,
) -> Vec<Case> {
    let size = f64::from(settings.referrals_a_year) / CURVES_STAND_FOR;
    let mut cases: Vec<Case> = Vec::new();
    // Assessments of the months after the last are on the way when the last one ends.
    for month in first..=last + 4 {
        let (authorised, in_time) = assessments(settings, month, size, dice);
        for nth in 0..authorised {
            let assessment = draw_assessment(calendar, month, nth < in_time, dice);
            let wait = dice.weighted(&[(0, 50), (1, 26), (2, 12), (3, 7), (5, 5)]);
            let referred = calendar.shift(assessment.start, -wait);
            if referred >= first_of(first) && referred <= last_of(last) {
                cases.push(course::assessed(referred, assessment, dice));
            }
        }
    }
    fill_up(&mut cases, calendar, (first, last), size, dice);
    cases.sort_by_key(|case| case.referred);
    cases
}

/// How many assessments are authorised in a month, and how many of them in time.
fn assessments(settings: &Settings, month: MonthIndex, size: f64, dice: &mut Dice) -> (i32, i32) {
    let (noise, more_noise) = (dice.normal(), dice.normal());
    let planted = PLANTED.iter().find(|&&(planted, ..)| planted == month);
    if let (true, Some(&(_, authorised, in_time))) = (settings.plants(), planted) {
        return (authorised, in_time);
    }
    let course = at(&ASSESSED, month) * season(&ASSESSING_SEASON, month) * size;
    let authorised = (course * (1.0 + 0.05 * noise)).round();
    let share = at(&IN_TIME, month);
    let deviation = (share * (1.0 - share) / authorised.max(1.0)).sqrt();
    let in_time = (authorised * (share + 0.8 * deviation * more_noise)).round();
    (authorised as i32, in_time.clamp(0.0, authorised) as i32)
}

/// An assessment that is authorised in a month. None takes 44 to 47 working days, so that the
/// planted shares do not hang on whether the first day counts.
fn draw_assessment(
    calendar: &Calendar,
    month: MonthIndex,
    in_time: bool,
    dice: &mut Dice,
) -> Assessment {
    let authorised = dice.pick(calendar.of_month(month));
    let (low, high) = if in_time {
        dice.weighted(&[
            ((3, 10), 12),
            ((11, 25), 26),
            ((26, 38), 34),
            ((39, 43), 28),
        ])
    } else {
        dice.weighted(&[((48, 56), 58), ((57, 70), 30), ((71, 95), 12)])
    };
    Assessment {
        start: calendar.shift(authorised, -dice.between(low, high)),
        authorised,
    }
}

/// Adds referrals that led to no further action until each month has its number.
fn fill_up(
    cases: &mut Vec<Case>,
    calendar: &Calendar,
    (first, last): (MonthIndex, MonthIndex),
    size: f64,
    dice: &mut Dice,
) {
    let mut counts = vec![0_i32; usize::try_from(last - first + 1).unwrap_or(0)];
    for case in cases.iter() {
        let month = crate::days::month_of(case.referred);
        if let Ok(slot) = usize::try_from(month - first) {
            counts[slot] += 1;
        }
    }
    for (slot, assessed) in counts.into_iter().enumerate() {
        let month = first + i32::try_from(slot).unwrap_or(0);
        let course = at(&REFERRED, month) * season(&REFERRING_SEASON, month) * size;
        let referred = (course * (1.0 + 0.035 * dice.normal())).round() as i32;
        // However busy assessing is, some referrals need nothing more than advice.
        let without = (referred - assessed).max(assessed / 12);
        for _ in 0..without {
            let day = referral_day(calendar, month, dice);
            cases.push(course::without_action(day, dice));
        }
    }
}

fn referral_day(calendar: &Calendar, month: MonthIndex, dice: &mut Dice) -> Day {
    if dice.chance(0.05) {
        dice.between(first_of(month), last_of(month))
    } else {
        dice.pick(calendar.of_month(month))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_runs_evenly_between_its_points() {
        let curve = [(10, 100.0), (20, 200.0)];
        for (month, value) in [
            (0, 100.0),
            (10, 100.0),
            (15, 150.0),
            (20, 200.0),
            (99, 200.0),
        ] {
            assert_eq!(at(&curve, month), value, "{month}");
        }
    }
}
