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
    /// Eight or more points in a row on one side of the centre; the month of the eighth.
    Shift(Month),
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
const SHIFT: usize = 8;

/// The chart of a series. With `published`, figures that may not be published are left out, and
/// the limits are those of what is left.
///
/// Source of the factor 2.66 (3 / 1.128): Shewhart's individuals chart, as in NHS England's
/// "Making data count".
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

fn signals(points: &[(Month, Option<f64>)], limits: ControlLimits) -> Vec<Signal> {
    let mut found = Vec::new();
    let mut side = 0.0;
    let mut in_a_row = 0;
    for (month, value) in points
        .iter()
        .filter_map(|(month, value)| value.map(|v| (*month, v)))
    {
        // Equal limits and a value equal but for the last bits are not a signal.
        let value = round_half_up(value, 9);
        if value < round_half_up(limits.lower, 9) || value > round_half_up(limits.upper, 9) {
            found.push(Signal::OutsideLimits(month));
        }
        let here = match value - round_half_up(limits.centre, 9) {
            0.0 => continue,
            difference => difference.signum(),
        };
        in_a_row = if here == side { in_a_row + 1 } else { 1 };
        side = here;
        if in_a_row == SHIFT {
            found.push(Signal::Shift(month));
        }
    }
    found
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
        assert!(signals.contains(&Signal::Shift("2016-08".parse().unwrap())));
        assert!(signals.contains(&Signal::Shift("2017-04".parse().unwrap())));
        assert!(signals.contains(&Signal::OutsideLimits("2016-09".parse().unwrap())));
    }

    #[test]
    fn small_counts_are_left_out_of_a_published_chart() {
        let (meta, outcomes) = series(&[3.0, 10.0]);
        let chart = run_chart(&meta, &outcomes, true);
        assert_eq!(chart.points[0].1, None);
        assert_eq!(chart.points[1].1, Some(10.0));
    }
}
