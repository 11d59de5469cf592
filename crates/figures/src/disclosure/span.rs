//! Which sums of unknowns follow from others: elimination, counted modulo a large prime.
//!
//! Nothing overflows that way, however many rows there are. Counting modulo a prime can make rows
//! look dependent that are not, with the odds of a hit in 2^61; then a sum looks as if it followed
//! from others and more is hidden than need be. It never makes dependent rows look independent, so
//! nothing is shown because of it.

/// A Mersenne prime: a product of two numbers below it fits into 128 bits.
const PRIME: u64 = (1 << 61) - 1;

/// The whole number that a remainder stands for, the nearer of the two to zero.
pub(super) fn signed(remainder: u64) -> i64 {
    if remainder > PRIME / 2 {
        remainder as i64 - PRIME as i64
    } else {
        remainder as i64
    }
}

fn remainder(number: i64) -> u64 {
    number.rem_euclid(PRIME as i64) as u64
}

fn add(a: u64, b: u64) -> u64 {
    (a + b) % PRIME
}

fn negative(a: u64) -> u64 {
    if a == 0 { 0 } else { PRIME - a }
}

fn times(a: u64, b: u64) -> u64 {
    // 2^61 is 1 here, so the upper bits of the product are added to the lower ones.
    let product = u128::from(a) * u128::from(b);
    let lower = (product & u128::from(PRIME)) as u64;
    add(lower, (product >> 61) as u64)
}

/// The number whose product with `a`, which is not zero, is one: `a` to the power of the prime less
/// two (Fermat).
fn inverse(a: u64) -> u64 {
    let (mut result, mut square, mut exponent) = (1, a, PRIME - 2);
    while exponent > 0 {
        if exponent % 2 == 1 {
            result = times(result, square);
        }
        square = times(square, square);
        exponent /= 2;
    }
    result
}

/// All sums of multiples of some rows, each row as long as there are unknowns.
///
/// The rows are kept in reduced form: each begins with a one, where every other row has a zero.
pub(super) struct Span {
    width: usize,
    rows: Vec<Row>,
}

struct Row {
    lead: usize,
    values: Vec<u64>,
}

impl Span {
    /// The span of no rows.
    pub(super) fn new(width: usize) -> Self {
        Self {
            width,
            rows: Vec::new(),
        }
    }

    /// Takes in a row of `width` numbers.
    pub(super) fn add(&mut self, row: &[i64]) {
        let mut values = self.reduced(row);
        let Some(lead) = values.iter().position(|value| *value != 0) else {
            return;
        };
        let scale = inverse(values[lead]);
        for value in &mut values {
            *value = times(*value, scale);
        }
        for row in &mut self.rows {
            let factor = negative(row.values[lead]);
            add_multiple(&mut row.values, &values, factor);
        }
        self.rows.push(Row { lead, values });
    }

    /// Whether a row of `width` numbers is a sum of multiples of those taken in.
    pub(super) fn holds(&self, row: &[i64]) -> bool {
        self.reduced(row).iter().all(|value| *value == 0)
    }

    /// The rows whose products with every row taken in are zero: one for each unknown that no row
    /// begins with, in which that unknown is one and the others of that kind are zero.
    pub(super) fn kernel(&self) -> Vec<Vec<u64>> {
        (0..self.width)
            .filter(|free| self.rows.iter().all(|row| row.lead != *free))
            .map(|free| {
                let mut values = vec![0; self.width];
                values[free] = 1;
                for row in &self.rows {
                    values[row.lead] = negative(row.values[free]);
                }
                values
            })
            .collect()
    }

    fn reduced(&self, row: &[i64]) -> Vec<u64> {
        let mut values: Vec<u64> = row.iter().map(|value| remainder(*value)).collect();
        for row in &self.rows {
            let factor = negative(values[row.lead]);
            add_multiple(&mut values, &row.values, factor);
        }
        values
    }
}

fn add_multiple(values: &mut [u64], row: &[u64], factor: u64) {
    if factor == 0 {
        return;
    }
    for (value, other) in values.iter_mut().zip(row) {
        if *other != 0 {
            *value = add(*value, times(factor, *other));
        }
    }
}

/// The sum of some rows of a kernel, as long as all of it is zeros and ones; where it is, the places
/// of the ones.
pub(super) fn ones_of_sum(rows: &[Vec<u64>], chosen: usize) -> Option<Vec<usize>> {
    let width = rows.first()?.len();
    let mut ones = Vec::new();
    for place in 0..width {
        let sum = rows
            .iter()
            .enumerate()
            .filter(|(at, _)| (chosen >> at) & 1 == 1)
            .fold(0, |sum, (_, row)| add(sum, row[place]));
        match sum {
            0 => {}
            1 => ones.push(place),
            _ => return None,
        }
    }
    Some(ones)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_from_two_sums_is_told() {
        // a + b + c and b + c are known: so is a, and not b.
        let mut span = Span::new(3);
        span.add(&[1, 1, 1]);
        span.add(&[0, 1, 1]);
        assert!(span.holds(&[1, 0, 0]) && span.holds(&[2, -1, -1]));
        assert!(!span.holds(&[0, 1, 0]));
        let kernel = span.kernel();
        assert_eq!(kernel.len(), 1);
        let signs: Vec<i64> = kernel[0].iter().map(|value| signed(*value)).collect();
        assert_eq!(signs, vec![0, -1, 1]);
    }

    #[test]
    fn rows_that_repeat_add_nothing() {
        let mut span = Span::new(2);
        span.add(&[2, 4]);
        span.add(&[-1, -2]);
        span.add(&[0, 0]);
        assert_eq!(span.kernel().len(), 1);
        assert_eq!(span.rows.len(), 1);
    }

    #[test]
    fn inverses_and_signs_are_those_of_the_prime() {
        for number in [1, 2, 3, 1_000_003] {
            assert_eq!(times(number, inverse(number)), 1);
        }
        assert_eq!(signed(remainder(-7)), -7);
        assert_eq!(times(PRIME - 1, PRIME - 1), 1);
    }

    #[test]
    fn sums_of_zeros_and_ones_are_found() {
        let rows = vec![vec![1, 0, PRIME - 1], vec![0, 1, 1]];
        assert_eq!(ones_of_sum(&rows, 0b01), None);
        assert_eq!(ones_of_sum(&rows, 0b10), Some(vec![1, 2]));
        assert_eq!(ones_of_sum(&rows, 0b11), Some(vec![0, 1]));
    }
}
