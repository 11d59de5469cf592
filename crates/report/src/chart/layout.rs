//! Where things stand in a chart: scales, ticks, and labels that keep out of each other's way.

use waymark_figures::round_half_up;

/// A scale from values to vertical places, with its ticks.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Scale {
    low: f64,
    high: f64,
    top: f64,
    bottom: f64,
    /// The values of the ticks, from low to high.
    pub(super) ticks: Vec<f64>,
    /// Digits after the point that tell the ticks apart.
    pub(super) decimals: u8,
}

impl Scale {
    /// A scale over these values. It begins at nought where that wastes less than half of it, and
    /// never goes above `ceiling`.
    pub(super) fn over(values: &[f64], ceiling: f64, top: f64, bottom: f64) -> Self {
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let base = if least >= 0.0 && least <= most * 0.5 {
            0.0
        } else {
            least
        };
        let span = if most > base {
            most - base
        } else {
            most.abs().max(1.0) * 0.5
        };
        let step = nice_step(span / 3.0);
        let low = (base / step + 1e-9).floor() * step;
        let mut high = (most / step - 1e-9).ceil() * step;
        if high <= low {
            high = low + step;
        }
        let high = high.min(ceiling.max(most));
        let count = ((high - low) / step + 1e-9).floor() as usize;
        let ticks = (0..=count).map(|tick| low + step * tick as f64).collect();
        let decimals = (0..6)
            .find(|decimals| (round_half_up(step, *decimals) - step).abs() < step * 1e-6)
            .unwrap_or(6);
        Self {
            low,
            high,
            top,
            bottom,
            ticks,
            decimals,
        }
    }

    /// The vertical place of a value.
    pub(super) fn y(&self, value: f64) -> f64 {
        let share = (value - self.low) / (self.high - self.low);
        self.bottom - share * (self.bottom - self.top)
    }
}

/// The smallest of 1, 2, 5 and 10 times a power of ten that is not below.
fn nice_step(rough: f64) -> f64 {
    let power = 10f64.powf(rough.log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|times| times * power)
        .find(|step| *step >= rough * (1.0 - 1e-9))
        .unwrap_or(power * 10.0)
}

/// Places for labels that want to stand at `wanted`, from top to bottom: at least `gap` apart,
/// within `top` to `bottom` where they fit, and in the order of what they want.
pub(super) fn spread(wanted: &[f64], gap: f64, top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]).then(a.cmp(b)));
    let mut places = vec![0.0; wanted.len()];
    let mut least = top;
    for index in &order {
        places[*index] = wanted[*index].max(least);
        least = places[*index] + gap;
    }
    let mut most = bottom;
    for index in order.iter().rev() {
        places[*index] = places[*index].min(most);
        most = places[*index] - gap;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_numbers() {
        // 7.6 to 12.7: nought would waste 7.6 of 12.7, more than half; a third of 5.1 is 1.7, so
        // steps of 2, from 6 to 14.
        let scale = Scale::over(&[7.6, 12.7, 9.0], 100.0, 0.0, 100.0);
        assert_eq!(scale.ticks, vec![6.0, 8.0, 10.0, 12.0, 14.0]);
        assert_eq!(scale.decimals, 0);
        // 3 to 45: from nought; a third of 45 is 15, so steps of 20, to 60.
        let scale = Scale::over(&[3.0, 45.0], f64::INFINITY, 0.0, 100.0);
        assert_eq!(scale.ticks, vec![0.0, 20.0, 40.0, 60.0]);
        assert_eq!(scale.y(0.0), 100.0);
        assert_eq!(scale.y(60.0), 0.0);
    }

    #[test]
    fn a_percentage_ends_at_a_hundred_and_a_flat_series_has_room() {
        let scale = Scale::over(&[91.0, 100.0], 100.0, 0.0, 100.0);
        assert_eq!(scale.ticks.last(), Some(&100.0));
        let flat = Scale::over(&[0.0, 0.0], f64::INFINITY, 0.0, 100.0);
        assert!(flat.y(0.0).is_finite() && flat.ticks.len() >= 2);
    }

    #[test]
    fn labels_keep_their_distance() {
        assert_eq!(
            spread(&[50.0, 52.0, 10.0], 10.0, 0.0, 100.0),
            vec![50.0, 60.0, 10.0]
        );
        assert_eq!(spread(&[95.0, 96.0], 10.0, 0.0, 100.0), vec![90.0, 100.0]);
    }
}
