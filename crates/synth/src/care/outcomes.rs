//! The outcomes module (OC2): children looked after for twelve months at a return's last day.

use super::history::History;
use super::{Child, SEPTEMBER_2017, Window};
use crate::days::{Day, age, birthday, last_of};
use crate::dice::{Dice, Topic};
use crate::ssda903::ReturnPeriod;

/// What a return says of a child's strengths and difficulties.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Sdq {
    Score(i32),
    /// No score, and why.
    Reason(&'static str),
    /// Too young or too old for the questionnaire.
    NotAsked,
}

/// A child's outcomes in one return.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Outcomes {
    /// The last day that the return covers.
    pub(crate) on: Day,
    pub(crate) sdq: Sdq,
    pub(crate) convicted: Option<bool>,
    /// Under five: development checks up to date.
    pub(crate) health_check: Option<bool>,
    pub(crate) immunised: bool,
    pub(crate) teeth: bool,
    pub(crate) health: bool,
    pub(crate) substances: Option<bool>,
    pub(crate) help_received: Option<bool>,
    pub(crate) help_offered: Option<bool>,
}

/// Whether the child has been looked after for a year or more at the end of a day.
pub(crate) fn a_year_in_care(child: &Child, on: Day) -> bool {
    child
        .in_care(on)
        .is_some_and(|spell| spell.start <= birthday(on, -1))
}

/// Draws the outcomes of each return whose last day finds the child in care for a year.
pub(crate) fn draw(seed: u64, child: &Child, periods: &[ReturnPeriod]) -> Vec<Outcomes> {
    let mut dice = Dice::new(seed, Topic::Outcomes, child.index as u64);
    let level = 15.3 + 6.4 * dice.normal();
    // The same carers tend not to send the form back, year after year.
    let returns_form = if dice.chance(0.12) { 0.35 } else { 0.93 };
    let mut all = Vec::new();
    for period in periods {
        let on = period.last;
        if !a_year_in_care(child, on) {
            continue;
        }
        let years = age(child.person.born, on);
        let sdq = if !(4..=16).contains(&years) {
            Sdq::NotAsked
        } else if dice.chance(returns_form) {
            let score = (level + 2.4 * dice.normal()).round() as i32;
            Sdq::Score(score.clamp(0, 40))
        } else {
            Sdq::Reason(dice.weighted(&[
                ("SDQ1", 12),
                ("SDQ2", 24),
                ("SDQ3", 12),
                ("SDQ4", 34),
                ("SDQ5", 18),
            ]))
        };
        let teenage = years >= 10;
        let substances = dice.chance(if years >= 13 { 0.07 } else { 0.002 });
        let received = dice.chance(0.55);
        all.push(Outcomes {
            on,
            sdq,
            convicted: teenage.then(|| dice.chance(0.045)),
            health_check: (years < 5).then(|| dice.chance(0.9)),
            immunised: dice.chance(0.88),
            teeth: dice.chance(0.86),
            health: dice.chance(0.91),
            substances: Some(substances),
            help_received: substances.then_some(received),
            help_offered: (substances && !received).then(|| dice.chance(0.7)),
        });
    }
    all
}

/// The latest score in a window, as the place in the child's outcomes.
fn latest_score(history: &History, window: Window) -> Option<usize> {
    history
        .outcomes
        .iter()
        .rposition(|outcome| window.holds(outcome.on) && matches!(outcome.sdq, Sdq::Score(_)))
}

/// Shifts scores of the last return by a point or so until the average at the end of September
/// 2017 is 16.0, over children aged 5 to 16 who have been looked after for a year.
pub(crate) fn plant(histories: &mut [History], dice: &mut Dice) {
    const AVERAGE: i32 = 16;
    let window = Window::of_months(12, SEPTEMBER_2017);
    let on = last_of(SEPTEMBER_2017);
    let mut cohort: Vec<(usize, usize)> = histories
        .iter()
        .enumerate()
        .filter(|(_, history)| {
            a_year_in_care(&history.child, on)
                && (5..=16).contains(&age(history.child.person.born, on))
        })
        .filter_map(|(at, history)| Some((at, latest_score(history, window)?)))
        .collect();
    dice.shuffle(&mut cohort);
    let sum: i32 = cohort
        .iter()
        .map(|&(at, nth)| match histories[at].outcomes[nth].sdq {
            Sdq::Score(score) => score - AVERAGE,
            _ => 0,
        })
        .sum();
    let mut off = -sum;
    for _round in 0..8 {
        for &(at, nth) in &cohort {
            let outcome = &mut histories[at].outcomes[nth];
            if off == 0 {
                return;
            }
            if let Sdq::Score(score) = &mut outcome.sdq
                && (3..=36).contains(score)
            {
                *score += off.signum();
                off -= off.signum();
            }
        }
    }
}
