//! Whether one figure is better than another, or may be chance.

use serde::{Deserialize, Serialize};
use statrs::distribution::{
    Binomial, ContinuousCDF, Discrete, DiscreteCDF, Hypergeometric, Normal, StudentsT,
};

use crate::figure::Figure;
use crate::measure::{MeasureMeta, Polarity, Shape};
use crate::period::Period;

/// What a difference means, given which way is good and how likely chance is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Clearly the good way.
    Better,
    /// Clearly the bad way.
    Worse,
    /// Clearly higher, where neither way is good in itself.
    Higher,
    /// Clearly lower, where neither way is good in itself.
    Lower,
    /// Within what chance alone would do, or too few cases to tell.
    NoClearChange,
}

impl Verdict {
    /// The verdict of a difference that is beyond chance.
    pub(crate) fn of_clear_difference(difference: f64, polarity: Polarity) -> Self {
        match (polarity, difference > 0.0) {
            (Polarity::High, true) | (Polarity::Low, false) => Verdict::Better,
            (Polarity::High, false) | (Polarity::Low, true) => Verdict::Worse,
            (Polarity::None, true) => Verdict::Higher,
            (Polarity::None, false) => Verdict::Lower,
        }
    }

    /// The verdict in words, between two periods.
    pub fn in_words(self) -> &'static str {
        match self {
            Verdict::Better => "better",
            Verdict::Worse => "worse",
            Verdict::Higher => "higher",
            Verdict::Lower => "lower",
            Verdict::NoClearChange => "no clear change",
        }
    }
}

/// How the probability of chance was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Test {
    /// Two proportions, pooled variance, two-sided normal.
    TwoProportions,
    /// Fisher's exact test, two-sided, for fewer than 1,000 cases in all.
    FisherExact,
    /// Welch's unequal-variances t test, two-sided.
    Welch,
    /// Two Poisson counts: exact conditional binomial, two-sided, with days or denominators as exposure.
    Poisson,
    /// A published value without an n: whether it lies in the figure's own 95% interval.
    WithinInterval,
}

/// Two figures of one measure set against each other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// The earlier figure's period.
    pub earlier: Period,
    /// The later figure's period.
    pub later: Period,
    /// The earlier value.
    pub earlier_value: f64,
    /// The later value.
    pub later_value: f64,
    /// Later minus earlier, in the unit of the value (percentage points for a percentage).
    pub difference: f64,
    /// Probability that chance alone gives a difference as large; none where it cannot be found.
    pub p: Option<f64>,
    /// How `p` was found.
    pub test: Test,
    /// What it means.
    pub verdict: Verdict,
}

/// Below this a difference is called clear.
const SIGNIFICANCE: f64 = 0.05;

/// From so many cases in all, two shares are compared by the normal approximation.
const MANY_CASES: f64 = 1_000.0;

/// Compares two figures of one measure. None where either has no value.
pub fn compare(meta: &MeasureMeta, earlier: &Figure, later: &Figure) -> Option<Comparison> {
    let (earlier_value, later_value) = (earlier.value?, later.value?);
    let (test, p) = match meta.shape {
        Shape::Percentage => two_shares(earlier, later),
        Shape::Mean => (Test::Welch, welch(earlier, later)),
        Shape::Count => (
            Test::Poisson,
            two_counts(
                earlier.numerator,
                days(earlier),
                later.numerator,
                days(later),
            ),
        ),
        Shape::Rate => (
            Test::Poisson,
            two_counts(
                earlier.numerator.round(),
                earlier.denominator,
                later.numerator.round(),
                later.denominator,
            ),
        ),
    };
    let difference = later_value - earlier_value;
    let verdict = match p {
        Some(p) if p < SIGNIFICANCE => Verdict::of_clear_difference(difference, meta.polarity),
        _ => Verdict::NoClearChange,
    };
    Some(Comparison {
        earlier: earlier.period,
        later: later.period,
        earlier_value,
        later_value,
        difference,
        p,
        test,
        verdict,
    })
}

/// Days in the figure's period.
fn days(figure: &Figure) -> f64 {
    f64::from((figure.period.ends - figure.period.starts).get_days() + 1)
}

fn two_shares(earlier: &Figure, later: &Figure) -> (Test, Option<f64>) {
    let (counted_a, n_a) = (earlier.numerator, earlier.denominator);
    let (counted_b, n_b) = (later.numerator, later.denominator);
    let n = n_a + n_b;
    let counted = counted_a + counted_b;
    if n < MANY_CASES {
        return (Test::FisherExact, fisher(counted_a, n_a, counted_b, n_b));
    }
    let pooled = counted / n;
    let spread = (pooled * (1.0 - pooled) * (1.0 / n_a + 1.0 / n_b)).sqrt();
    let z = (counted_b / n_b - counted_a / n_a) / spread;
    (Test::TwoProportions, Some(two_sided_normal(z)))
}

fn two_sided_normal(z: f64) -> f64 {
    (2.0 * Normal::standard().sf(z.abs())).min(1.0)
}

/// Two-sided by summing the tables that are no likelier than the one found.
fn fisher(counted_a: f64, n_a: f64, counted_b: f64, n_b: f64) -> Option<f64> {
    let counted = (counted_a + counted_b) as u64;
    let table = Hypergeometric::new((n_a + n_b) as u64, counted, n_a as u64).ok()?;
    let found = table.pmf(counted_a as u64) * (1.0 + 1e-9);
    let from = counted.saturating_sub(n_b as u64);
    let to = counted.min(n_a as u64);
    let p: f64 = (from..=to)
        .map(|k| table.pmf(k))
        .filter(|p| *p <= found)
        .sum();
    Some(p.min(1.0))
}

fn welch(earlier: &Figure, later: &Figure) -> Option<f64> {
    let (n_a, n_b) = (earlier.n() as f64, later.n() as f64);
    let variance_a = earlier.standard_deviation?.powi(2) / n_a;
    let variance_b = later.standard_deviation?.powi(2) / n_b;
    let variance = variance_a + variance_b;
    let difference = later.value? - earlier.value?;
    if variance == 0.0 {
        return Some(if difference == 0.0 { 1.0 } else { 0.0 });
    }
    let freedom =
        variance.powi(2) / (variance_a.powi(2) / (n_a - 1.0) + variance_b.powi(2) / (n_b - 1.0));
    let t = StudentsT::new(0.0, 1.0, freedom).ok()?;
    Some((2.0 * t.sf((difference / variance.sqrt()).abs())).min(1.0))
}

/// Given their sum, the later count is binomial if both rates are one (Przyborowski and Wilenski 1940).
fn two_counts(count_a: f64, exposure_a: f64, count_b: f64, exposure_b: f64) -> Option<f64> {
    let sum = (count_a + count_b) as u64;
    if sum == 0 || exposure_a <= 0.0 || exposure_b <= 0.0 {
        return None;
    }
    let binomial = Binomial::new(exposure_b / (exposure_a + exposure_b), sum).ok()?;
    let later = count_b as u64;
    let at_most = binomial.cdf(later);
    let at_least = if later == 0 {
        1.0
    } else {
        binomial.sf(later - 1)
    };
    Some((2.0 * at_most.min(at_least)).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_figures::{figure, meta};

    fn check(shape: Shape, polarity: Polarity, a: (f64, f64), b: (f64, f64)) -> Comparison {
        let meta = meta("a-measure", shape, polarity);
        compare(
            &meta,
            &figure(&meta, "2016-09", a.0, a.1),
            &figure(&meta, "2017-09", b.0, b.1),
        )
        .unwrap()
    }

    #[test]
    fn the_seed_reports_assessments_are_clearly_worse() {
        // 172 of 191 and 292 of 390, 581 cases: Fisher's exact p, summed in whole numbers apart from
        // the program, is 0.0000093. (The normal approximation gives 0.000018.)
        let found = check(
            Shape::Percentage,
            Polarity::High,
            (172.0, 191.0),
            (292.0, 390.0),
        );
        assert_eq!(found.verdict, Verdict::Worse);
        assert_eq!(found.test, Test::FisherExact);
        assert!(
            (found.p.unwrap() - 0.000_009_337).abs() < 1e-8,
            "{:?}",
            found.p
        );
        assert!((found.difference + 15.18).abs() < 0.01);
    }

    #[test]
    fn the_seed_reports_placements_may_be_chance() {
        // 51 of 487 and 37 of 487, 974 cases: Fisher's exact p, summed in whole numbers apart from
        // the program, is 0.14588.
        let found = check(
            Shape::Percentage,
            Polarity::Low,
            (51.0, 487.0),
            (37.0, 487.0),
        );
        assert_eq!(found.verdict, Verdict::NoClearChange);
        assert!((found.p.unwrap() - 0.145_876).abs() < 1e-6, "{:?}", found.p);
    }

    #[test]
    fn many_cases_compare_by_the_normal_approximation() {
        // 110 of 600 and 80 of 600: pooled 190/1200, spread sqrt(.15833*.84167*2/600) = .021076,
        // difference -.05, z = -2.3723, p = 0.01768.
        let found = check(
            Shape::Percentage,
            Polarity::Low,
            (110.0, 600.0),
            (80.0, 600.0),
        );
        assert_eq!(found.test, Test::TwoProportions);
        assert!((found.p.unwrap() - 0.017_676).abs() < 1e-5, "{:?}", found.p);
        assert_eq!(found.verdict, Verdict::Better);
    }

    #[test]
    fn fishers_tea_tasting_is_exact() {
        // Fisher (1935): 3 of 4 and 1 of 4: tables 0..4 have weights 1, 16, 36, 16, 1 of 70;
        // no likelier than 16: 34/70 = 0.4857.
        let found = check(Shape::Percentage, Polarity::High, (3.0, 4.0), (1.0, 4.0));
        assert_eq!(found.test, Test::FisherExact);
        assert!((found.p.unwrap() - 34.0 / 70.0).abs() < 1e-9);
    }

    #[test]
    fn counts_compare_by_an_exact_binomial() {
        // 1 and 9 in equal time: P(X >= 9 | 10, 1/2) = 11/1024, doubled 22/1024 = 0.0215.
        // The year with 29 February has one day more: the share is 365/731, so a little off a half.
        let found = check(Shape::Count, Polarity::None, (1.0, 1.0), (9.0, 9.0));
        assert_eq!(found.verdict, Verdict::Higher);
        assert!(
            (found.p.unwrap() - 22.0 / 1024.0).abs() < 0.0005,
            "{:?}",
            found.p
        );
        let none = check(Shape::Count, Polarity::None, (0.0, 0.0), (0.0, 0.0));
        assert_eq!((none.p, none.verdict), (None, Verdict::NoClearChange));
    }

    #[test]
    fn welch_agrees_with_a_worked_example() {
        // Means 20 and 16, deviations 4 and 4, n 8 and 8: variance 2 + 2, t = -2, freedom 14;
        // printed t table: two-sided p at 2.0 with 14 degrees is 0.0653.
        let meta = meta("a-mean", Shape::Mean, Polarity::Low);
        let mut a = figure(&meta, "2016-09", 160.0, 8.0);
        let mut b = figure(&meta, "2017-09", 128.0, 8.0);
        a.standard_deviation = Some(4.0);
        b.standard_deviation = Some(4.0);
        let found = compare(&meta, &a, &b).unwrap();
        assert!((found.p.unwrap() - 0.0653).abs() < 0.0002, "{:?}", found.p);
        assert_eq!(found.verdict, Verdict::NoClearChange);
        a.standard_deviation = None;
        assert_eq!(compare(&meta, &a, &b).unwrap().p, None);
    }
}
