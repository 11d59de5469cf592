//! 95% intervals.

use serde::{Deserialize, Serialize};
use statrs::distribution::{ChiSquared, ContinuousCDF, Normal, StudentsT};

/// A 95% interval, both ends in the unit of the value.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// Whether a value lies in it, ends included.
    pub fn contains(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}

/// Wilson's score interval of a share, in percent. None for n = 0.
///
/// Source: Wilson (1927); Newcombe (1998), method 3.
pub fn wilson_interval(counted: f64, n: f64) -> Option<Interval> {
    if n <= 0.0 {
        return None;
    }
    let z = Normal::standard().inverse_cdf(0.975);
    let share = counted / n;
    let centre = share + z * z / (2.0 * n);
    let half = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    Some(Interval {
        low: ((centre - half) / scale).max(0.0) * 100.0,
        high: ((centre + half) / scale).min(1.0) * 100.0,
    })
}

/// The exact Poisson interval of a count (Garwood 1936).
pub fn poisson_interval(count: f64) -> Interval {
    let chi = |freedom: f64, p: f64| {
        ChiSquared::new(freedom)
            .expect("positive degrees of freedom")
            .inverse_cdf(p)
    };
    Interval {
        low: if count <= 0.0 {
            0.0
        } else {
            chi(2.0 * count, 0.025) / 2.0
        },
        high: chi(2.0 * (count + 1.0), 0.975) / 2.0,
    }
}

/// The Poisson interval of a rate: that of its numerator over its denominator. None where the
/// denominator is not positive.
pub fn rate_interval(numerator: f64, denominator: f64) -> Option<Interval> {
    (denominator > 0.0).then(|| {
        let count = poisson_interval(numerator);
        Interval {
            low: count.low / denominator,
            high: count.high / denominator,
        }
    })
}

/// Student's t interval of a mean. None for fewer than two values.
pub fn mean_interval(mean: f64, standard_deviation: f64, n: f64) -> Option<Interval> {
    (n >= 2.0).then(|| {
        let t = StudentsT::new(0.0, 1.0, n - 1.0)
            .expect("positive degrees of freedom")
            .inverse_cdf(0.975);
        let half = t * standard_deviation / n.sqrt();
        Interval {
            low: mean - half,
            high: mean + half,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, expected: f64, within: f64) {
        assert!(
            (found - expected).abs() < within,
            "{found} is not near {expected}"
        );
    }

    #[test]
    fn wilson_agrees_with_newcombes_published_examples() {
        // Newcombe (1998), Statistics in Medicine 17, table I, method 3 (95%):
        // 81/263: 0.2553 to 0.3662; 15/148: 0.0624 to 0.1605; 0/20: 0 to 0.1611; 1/29: 0.0061 to 0.1718.
        for (counted, n, low, high) in [
            (81.0, 263.0, 25.53, 36.62),
            (15.0, 148.0, 6.24, 16.05),
            (0.0, 20.0, 0.0, 16.11),
            (1.0, 29.0, 0.61, 17.18),
        ] {
            let interval = wilson_interval(counted, n).unwrap();
            near(interval.low, low, 0.006);
            near(interval.high, high, 0.006);
        }
        assert_eq!(wilson_interval(0.0, 0.0), None);
    }

    #[test]
    fn poisson_agrees_with_printed_tables() {
        // Exact 95% limits printed in epidemiology's tables: 0: 0 to 3.689; 10: 4.795 to 18.39; 100: 81.36 to 121.63.
        for (count, low, high) in [
            (0.0, 0.0, 3.689),
            (10.0, 4.795, 18.390),
            (100.0, 81.36, 121.63),
        ] {
            let interval = poisson_interval(count);
            near(interval.low, low, 0.006);
            near(interval.high, high, 0.006);
        }
        let rate = rate_interval(10.0, 4.0).unwrap();
        near(rate.high, 18.390 / 4.0, 0.002);
    }

    #[test]
    fn the_mean_of_ten_uses_t_with_nine_degrees() {
        // t(0.975, 9) = 2.262 in any printed table; 2.262 * 3 / sqrt(10) = 2.146.
        let interval = mean_interval(16.0, 3.0, 10.0).unwrap();
        near(interval.low, 16.0 - 2.146, 0.001);
        near(interval.high, 16.0 + 2.146, 0.001);
        assert_eq!(mean_interval(16.0, 0.0, 1.0), None);
    }
}
