//! Averages, ranks and quartiles of published values.
//!
//! Pure: no value of this module knows where it comes from. The rules are those that DfE's Local
//! Authority Interactive Tool shows its readers, so that both say the same of an authority.

use waymark_figures::{Polarity, Quartile, Standing};

/// A number without the noise of binary fractions, to twelve significant digits.
///
/// Published files hold `94.199999999999989` where 94.2 is meant. Two authorities with 94.2 tie,
/// whichever way their cells are spelt.
pub fn without_noise(value: f64) -> f64 {
    format!("{value:.11e}").parse().unwrap_or(value)
}

/// The unweighted arithmetic mean; none of no values.
pub fn mean(values: &[f64]) -> Option<f64> {
    let sum: f64 = values.iter().sum();
    (!values.is_empty()).then(|| without_noise(sum / values.len() as f64))
}

/// The middle value, or the mean of the two in the middle; none of no values.
pub fn median(values: &[f64]) -> Option<f64> {
    quantile(values, 0.5)
}

/// The quantile of type 7 (Hyndman and Fan 1996; the default of R and of NumPy): with the values
/// in order x1 to xn, the point (n - 1)p + 1, in a straight line between its two neighbours.
/// None of no values; `share` is 0 to 1.
pub fn quantile(values: &[f64], share: f64) -> Option<f64> {
    let mut ordered = values.to_vec();
    ordered.sort_by(f64::total_cmp);
    let place = (ordered.len().checked_sub(1)?) as f64 * share.clamp(0.0, 1.0);
    let below = ordered[place.floor() as usize];
    let above = ordered[place.ceil() as usize];
    Some(without_noise(below + (above - below) * place.fract()))
}

/// The place of a value among all, 1 the best; values that tie share the lowest number. None
/// without polarity.
///
/// ```
/// use waymark_benchmarks::rank;
/// use waymark_figures::Polarity;
/// assert_eq!(rank(9.0, &[8.0, 9.0, 9.0, 11.0], Polarity::Low), Some(2));
/// ```
pub fn rank(value: f64, all: &[f64], polarity: Polarity) -> Option<u16> {
    let better = all.iter().filter(|other| match polarity {
        Polarity::Low => **other < value,
        Polarity::High => **other > value,
        Polarity::None => false,
    });
    let place = better.count() + 1;
    (polarity != Polarity::None).then(|| u16::try_from(place).unwrap_or(u16::MAX))
}

/// The quarter of all that a value lies in, from the unrounded values: with low polarity A is from
/// the lowest value to the first quartile, B above it to the median, C above that to the third
/// quartile, D the rest, each with its upper end; with high polarity the same bands are called D,
/// C, B, A. None without polarity, of no values, and where all values are equal.
///
/// The bands are the tool's, and so is their weakness: where many authorities share the best value
/// of a measure with high polarity, that value can be the upper end of a low band. The rank does
/// not suffer from it.
pub fn quartile(value: f64, all: &[f64], polarity: Polarity) -> Option<Quartile> {
    let ends = [
        quantile(all, 0.25)?,
        quantile(all, 0.5)?,
        quantile(all, 0.75)?,
    ];
    if polarity == Polarity::None || all.iter().all(|other| *other == value) {
        return None;
    }
    let band = ends.iter().filter(|end| value > **end).count();
    let upwards = [Quartile::A, Quartile::B, Quartile::C, Quartile::D];
    Some(match polarity {
        Polarity::High => upwards[3 - band],
        _ => upwards[band],
    })
}

/// Where a value stands among all; `has_quartiles` is false for measures that are published
/// without them.
pub fn standing(value: f64, all: &[f64], polarity: Polarity, has_quartiles: bool) -> Standing {
    Standing {
        rank: rank(value, all, polarity),
        of: u16::try_from(all.len()).unwrap_or(u16::MAX),
        quartile: quartile(value, all, polarity).filter(|_| has_quartiles),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Polarity::{High, Low};
    use Quartile::{A, B, C, D};
    use rstest::rstest;

    #[rstest]
    #[case(&[], None, None)]
    #[case(&[7.0], Some(7.0), Some(7.0))]
    // (2 + 4 + 9) / 3 = 5, the middle one of three is 4.
    #[case(&[9.0, 2.0, 4.0], Some(5.0), Some(4.0))]
    // An even count: (2 + 4 + 9 + 11) / 4 = 6.5, and halfway between 4 and 9.
    #[case(&[11.0, 9.0, 2.0, 4.0], Some(6.5), Some(6.5))]
    #[case(&[5.0, 5.0, 5.0], Some(5.0), Some(5.0))]
    #[case(&[0.1, 0.2], Some(0.15), Some(0.15))]
    fn averages(
        #[case] values: &[f64],
        #[case] expected_mean: Option<f64>,
        #[case] expected_median: Option<f64>,
    ) {
        assert_eq!(mean(values), expected_mean);
        assert_eq!(median(values), expected_median);
    }

    #[test]
    fn quantiles_are_of_type_7() {
        // Of 1, 2, 3, 4 the first quartile is at 3 * 0.25 + 1 = 1.75: 1 + 0.75 * (2 - 1).
        let values = [4.0, 1.0, 3.0, 2.0];
        assert_eq!(quantile(&values, 0.25), Some(1.75));
        assert_eq!(quantile(&values, 0.75), Some(3.25));
        assert_eq!(quantile(&values, 0.0), Some(1.0));
        assert_eq!(quantile(&values, 1.0), Some(4.0));
        // Of five values the quartiles are values: places 2, 3 and 4.
        let five = [10.0, 20.0, 30.0, 40.0, 50.0];
        assert_eq!(quantile(&five, 0.25), Some(20.0));
        assert_eq!(quantile(&five, 0.75), Some(40.0));
    }

    #[rstest]
    #[case(5.0, Low, Some(1))]
    #[case(7.0, Low, Some(2))]
    #[case(9.0, Low, Some(4))]
    #[case(9.0, High, Some(1))]
    #[case(7.0, High, Some(2))]
    #[case(5.0, High, Some(4))]
    #[case(7.0, Polarity::None, None)]
    fn ranks_share_the_lowest_place_of_a_tie(
        #[case] value: f64,
        #[case] polarity: Polarity,
        #[case] expected: Option<u16>,
    ) {
        assert_eq!(rank(value, &[7.0, 5.0, 9.0, 7.0], polarity), expected);
    }

    // Of 10, 20, 30, 40, 50 the ends are 20, 30, 40: an end belongs to the band below it.
    #[rstest]
    #[case(10.0, Low, A)]
    #[case(20.0, Low, A)]
    #[case(30.0, Low, B)]
    #[case(40.0, Low, C)]
    #[case(50.0, Low, D)]
    #[case(10.0, High, D)]
    #[case(20.0, High, D)]
    #[case(30.0, High, C)]
    #[case(40.0, High, B)]
    #[case(50.0, High, A)]
    fn quartiles(#[case] value: f64, #[case] polarity: Polarity, #[case] expected: Quartile) {
        let all = [50.0, 40.0, 30.0, 20.0, 10.0];
        assert_eq!(quartile(value, &all, polarity), Some(expected));
    }

    #[test]
    fn quartiles_of_ties_follow_the_bands() {
        // 1, 1, 1, 4: the ends are 1, 1 and 1 + 0.25 * 3 = 1.75.
        let all = [1.0, 1.0, 1.0, 4.0];
        assert_eq!(quartile(1.0, &all, Low), Some(A));
        assert_eq!(quartile(4.0, &all, Low), Some(D));
        assert_eq!(quartile(4.0, &all, High), Some(A));
    }

    #[test]
    fn there_is_no_quarter_of_equals_nor_without_polarity() {
        assert_eq!(quartile(3.0, &[3.0, 3.0, 3.0], Low), None);
        assert_eq!(quartile(3.0, &[3.0, 3.0, 3.0], High), None);
        assert_eq!(quartile(3.0, &[1.0, 3.0], Polarity::None), None);
        let standing = standing(3.0, &[3.0, 3.0, 3.0], High, true);
        assert_eq!(
            (standing.rank, standing.of, standing.quartile),
            (Some(1), 3, None)
        );
    }

    #[test]
    fn a_measure_without_quartiles_still_has_ranks() {
        let found = standing(2.0, &[1.0, 2.0, 3.0], Low, false);
        assert_eq!((found.rank, found.of, found.quartile), (Some(2), 3, None));
    }

    #[test]
    fn noise_of_binary_fractions_makes_no_rank() {
        let spelt: f64 = "94.199999999999989".parse().unwrap();
        assert_ne!(spelt, 94.2);
        assert_eq!(without_noise(spelt), 94.2);
        assert_eq!(without_noise("18.399999999999999".parse().unwrap()), 18.4);
        assert_eq!(without_noise(1_234_567.0), 1_234_567.0);
        assert_eq!(without_noise(0.0), 0.0);
    }
}
