//! A series month by month: control limits, and the signals that say it is not chance alone.

use serde::{Deserialize, Serialize};
use waymark_codes::Month;

use crate::display::round_half_up;
use crate::figure::Outcome;
use crate::measure::MeasureMeta;

/// The limits of a series of twelve or more points: an XmR (individuals) chart.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ControlLimits {
    /// The mean of the points.
    pub centre: f64,
    /// Centre minus 2.66 times the mean moving range; not below zero.
    pub lower: f64,
    /// Centre plus 2.66 times the mean moving range; not above 100 for a percentage.
    pub upper: f64,
}

/// What a series shows beyond chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Signal {
    /// A point outside the limits.
    OutsideLimits(Month),
    /// Seven or more points in a row on one side of the centre; the month of the seventh.
    Shift(Month),
    /// Six or more points in a row that rise, or that fall; the month of the sixth.
    Trend(Month),
    /// Two of three points in a row in the outer third between centre and one limit; the month of
    /// the second of them.
    NearLimit(Month),
}

/// A series that can be drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunChart {
    /// Month and value, oldest first; none where there is no figure or it may not be published.
    pub points: Vec<(Month, Option<f64>)>,
    /// Present from twelve points with a value.
    pub limits: Option<ControlLimits>,
    /// Empty without limits.
    pub signals: Vec<Signal>,
}

/// The fewest points that limits are drawn for.
const FEWEST_POINTS: usize = 12;
/// Points on one side of the centre that make a shift.
const SHIFT: usize = 7;
/// Points that rise or fall one after the other that make a trend.
const TREND: usize = 6;

/// The chart of a series. With `published`, figures that may not be published are left out, and
/// the limits are those of what is left.
///
/// Source of the factor 2.66 (3 / 1.128) and of the four rules for a signal: Shewhart's individuals
/// chart, as in NHS England's "Making data count".
pub fn run_chart(meta: &MeasureMeta, series: &[Outcome], published: bool) -> RunChart {
    let points: Vec<(Month, Option<f64>)> = series
        .iter()
        .map(|outcome| {
            let value = outcome
                .figure()
                .filter(|figure| !published || figure.is_publishable(meta))
                .and_then(|figure| figure.value);
            (outcome.period().month, value)
        })
        .collect();
    let limits = control_limits(meta, &points);
    let signals = limits.map_or_else(Vec::new, |limits| signals(&points, limits));
    RunChart {
        points,
        limits,
        signals,
    }
}

fn control_limits(meta: &MeasureMeta, points: &[(Month, Option<f64>)]) -> Option<ControlLimits> {
    let values: Vec<f64> = points.iter().filter_map(|point| point.1).collect();
    if values.len() < FEWEST_POINTS {
        return None;
    }
    let centre = values.iter().sum::<f64>() / values.len() as f64;
    let ranges = values.windows(2).map(|pair| (pair[1] - pair[0]).abs());
    let mean_range = ranges.sum::<f64>() / (values.len() - 1) as f64;
    let top = if meta.shape == crate::Shape::Percentage {
        100.0
    } else {
        f64::INFINITY
    };
    Some(ControlLimits {
        centre,
        lower: (centre - 2.66 * mean_range).max(0.0),
        upper: (centre + 2.66 * mean_range).min(top),
    })
}

/// The four rules, month by month in order; a month may give several signals.
fn signals(points: &[(Month, Option<f64>)], limits: ControlLimits) -> Vec<Signal> {
    // Values and limits that are equal but for their last bits are equal.
    let settled = |value: f64| round_half_up(value, 9);
    let (centre, lower, upper) = (
        settled(limits.centre),
        settled(limits.lower),
        settled(limits.upper),
    );
    let values: Vec<(Month, f64)> = points
        .iter()
        .filter_map(|(month, value)| value.map(|value| (*month, settled(value))))
        .collect();
    let side_of = |value: f64| Side::of(value - centre);
    let is_near = |value: f64| match side_of(value) {
        Side::Above => value <= upper && value > centre + (upper - centre) * 2.0 / 3.0,
        Side::Below => value >= lower && value < centre - (centre - lower) * 2.0 / 3.0,
        Side::On => false,
    };
    let mut found = Vec::new();
    let (mut shift, mut trend) = (Streak::default(), Streak::default());
    for (at, &(month, value)) in values.iter().enumerate() {
        if value < lower || value > upper {
            found.push(Signal::OutsideLimits(month));
        }
        if shift.reaches(side_of(value), SHIFT) {
            found.push(Signal::Shift(month));
        }
        // A run of rising points has one step less than points.
        if at > 0 && trend.reaches(Side::of(value - values[at - 1].1), TREND - 1) {
            found.push(Signal::Trend(month));
        }
        let before = &values[at.saturating_sub(2)..at];
        let same_side = before
            .iter()
            .any(|(_, other)| is_near(*other) && side_of(*other) == side_of(value));
        if is_near(value) && same_side {
            found.push(Signal::NearLimit(month));
        }
    }
    found
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Side {
    Below,
    #[default]
    On,
    Above,
}

impl Side {
    fn of(difference: f64) -> Self {
        match settled_sign(difference) {
            1 => Side::Above,
            -1 => Side::Below,
            _ => Side::On,
        }
    }
}

/// The sign of a difference; none of one that is only in the last bits.
fn settled_sign(difference: f64) -> i8 {
    if difference > 1e-9 {
        1
    } else if difference < -1e-9 {
        -1
    } else {
        0
    }
}

/// How many points in a row lie on one side; one on the line breaks the row.
#[derive(Default)]
struct Streak {
    side: Side,
    length: usize,
}

impl Streak {
    /// Takes in a point, and says whether the row has just become so long.
    fn reaches(&mut self, side: Side, length: usize) -> bool {
        self.length = if side == Side::On {
            0
        } else if side == self.side {
            self.length + 1
        } else {
            1
        };
        self.side = side;
        self.length == length
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::{Polarity, Shape};
    use crate::test_figures::{figure, meta};

    fn series(values: &[f64]) -> (MeasureMeta, Vec<Outcome>) {
        let meta = meta("a-count", Shape::Count, Polarity::Low);
        let first: Month = "2016-01".parse().unwrap();
        let outcomes = values
            .iter()
            .enumerate()
            .map(|(i, value)| {
                let month = first.plus(i as u16).to_string();
                Outcome::Figure(figure(&meta, &month, *value, *value))
            })
            .collect();
        (meta, outcomes)
    }

    #[test]
    fn limits_need_twelve_points() {
        let (meta, outcomes) = series(&[10.0; 11]);
        assert_eq!(run_chart(&meta, &outcomes, false).limits, None);
    }

    #[test]
    fn limits_are_those_worked_by_hand() {
        // 10 and 12 in turn: mean 11, every moving range 2, so 11 - 5.32 and 11 + 5.32.
        let (meta, outcomes) = series(&[
            10.0, 12.0, 10.0, 12.0, 10.0, 12.0, 10.0, 12.0, 10.0, 12.0, 10.0, 12.0,
        ]);
        let chart = run_chart(&meta, &outcomes, false);
        let limits = chart.limits.unwrap();
        assert!((limits.centre - 11.0).abs() < 1e-9);
        assert!((limits.lower - 5.68).abs() < 1e-9 && (limits.upper - 16.32).abs() < 1e-9);
        assert!(chart.signals.is_empty());
    }

    #[test]
    fn a_shift_and_an_outlier_are_signals() {
        let mut values = vec![10.0; 8];
        values.extend([30.0; 8]);
        // Centre 20; one range of 20 in fifteen: limits 20 +- 3.55: every point is outside.
        let (meta, outcomes) = series(&values);
        let signals = run_chart(&meta, &outcomes, false).signals;
        assert!(signals.contains(&Signal::Shift("2016-07".parse().unwrap())));
        assert!(signals.contains(&Signal::Shift("2017-03".parse().unwrap())));
        assert!(signals.contains(&Signal::OutsideLimits("2016-09".parse().unwrap())));
    }

    #[test]
    fn six_rising_points_are_a_trend() {
        // 10 to 15 over six months, then flat about the middle: the sixth point ends the run.
        let (meta, outcomes) = series(&[
            10.0, 11.0, 12.0, 13.0, 14.0, 15.0, 12.0, 13.0, 12.0, 13.0, 12.0, 13.0,
        ]);
        let signals = run_chart(&meta, &outcomes, false).signals;
        assert!(
            signals.contains(&Signal::Trend("2016-06".parse().unwrap())),
            "{signals:?}"
        );
        assert_eq!(
            signals
                .iter()
                .filter(|signal| matches!(signal, Signal::Trend(_)))
                .count(),
            1
        );
    }

    #[test]
    fn two_of_three_points_near_a_limit_are_a_signal() {
        // Values 10.5 and 9.5 in turn ten times, then 13, 12.8: mean (100 + 25.8) / 12 = 10.483;
        // ranges nine of 1.0, then 3.5, then 0.2: 12.7 / 11 = 1.1545, limits 10.483 +- 3.071, so the
        // outer third begins at 10.483 + 2.047 = 12.531: both lie in it, below 13.554.
        let mut values = Vec::new();
        for _ in 0..5 {
            values.extend([10.5, 9.5]);
        }
        values.extend([13.0, 12.8]);
        let (meta, outcomes) = series(&values);
        let signals = run_chart(&meta, &outcomes, false).signals;
        assert_eq!(signals, vec![Signal::NearLimit("2016-12".parse().unwrap())]);
    }

    #[test]
    fn small_counts_are_left_out_of_a_published_chart() {
        let (meta, outcomes) = series(&[3.0, 10.0]);
        let chart = run_chart(&meta, &outcomes, true);
        assert_eq!(chart.points[0].1, None);
        assert_eq!(chart.points[1].1, Some(10.0));
    }
}
