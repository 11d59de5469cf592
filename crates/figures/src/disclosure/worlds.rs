//! Other worlds: numbers that are not the true ones and would look the same to a reader.
//!
//! A sum is safe where it has another value in one of them. Each world is checked to the last number
//! before it is believed, so whatever is called safe here has its proof. Where none is found, the
//! sum counts as worked out.
//!
//! Worlds are sought among exchanges: the ways to move children between cells that keep every sum
//! that is shown, one way for each unknown that the sums leave free, and two such ways together.
//! No solver of linear programs is needed: in a trial on 6,600 made-up populations exactly as much
//! was withheld with an exact simplex in their place.

use super::span::{Span, signed};

/// An exchange that moves more children than this in one cell is not looked at.
pub(super) const FAR: i64 = 1_000;

/// What is known of some unknown numbers, told by how far they may change from the true ones.
#[derive(Default)]
pub(super) struct Known {
    /// For each unknown how much lower (zero or less) and how much higher it may be.
    pub(super) reach: Vec<(i64, i64)>,
    /// Sums that are shown: the unknowns with their factors.
    pub(super) sums: Vec<Vec<(usize, i64)>>,
    /// Unknowns whose sum is known to be at least so much more (zero or less) than the true one.
    pub(super) at_least: Vec<(Vec<usize>, i64)>,
}

/// The worlds that were found beside the true one.
pub(super) struct Worlds {
    known: Known,
    sums: Span,
    exchanges: Vec<Vec<i64>>,
    /// Each as what differs from the true numbers.
    found: Vec<Vec<i64>>,
}

impl Worlds {
    /// The worlds that one exchange alone leads to.
    pub(super) fn beside(known: Known) -> Self {
        let width = known.reach.len();
        let mut sums = Span::new(width);
        for sum in &known.sums {
            sums.add(&dense(width, sum));
        }
        let exchanges: Vec<Vec<i64>> = sums
            .kernel()
            .into_iter()
            .map(|row| row.into_iter().map(signed).collect::<Vec<i64>>())
            .filter(|exchange| exchange.iter().all(|change| change.abs() <= FAR))
            .collect();
        let mut worlds = Self {
            known,
            sums,
            exchanges: Vec::new(),
            found: Vec::new(),
        };
        for exchange in &exchanges {
            let back: Vec<i64> = exchange.iter().map(|change| -change).collect();
            let world = [exchange, &back]
                .into_iter()
                .find(|change| worlds.is_possible(change));
            if let Some(world) = world {
                worlds.found.push(world.clone());
            }
        }
        worlds.exchanges = exchanges;
        worlds
    }

    /// Whether a sum of unknowns can be worked out: it follows from what is shown, or no world was
    /// found in which it is another.
    pub(super) fn is_pinned(&mut self, sum: &[usize]) -> bool {
        if self.found.iter().any(|world| change_of(world, sum) != 0) {
            return false;
        }
        let factors: Vec<(usize, i64)> = sum.iter().map(|at| (*at, 1)).collect();
        if self.sums.holds(&dense(self.known.reach.len(), &factors)) {
            return true;
        }
        match self.by_two_exchanges(sum) {
            Some(world) => {
                self.found.push(world);
                false
            }
            None => true,
        }
    }

    /// By how much a sum differs in each world that was found.
    pub(super) fn changes(&self, sum: &[usize]) -> Vec<i64> {
        self.found
            .iter()
            .map(|world| change_of(world, sum))
            .collect()
    }

    fn by_two_exchanges(&self, sum: &[usize]) -> Option<Vec<i64>> {
        for (at, first) in self.exchanges.iter().enumerate() {
            let by_first = change_of(first, sum);
            if by_first == 0 {
                continue;
            }
            for (_, second) in self
                .exchanges
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != at)
            {
                let by_second = change_of(second, sum);
                for (a, b) in [(1, 1), (1, -1), (-1, 1), (-1, -1)] {
                    if a * by_first + b * by_second == 0 {
                        continue;
                    }
                    let both: Vec<i64> = first
                        .iter()
                        .zip(second)
                        .map(|(first, second)| a * first + b * second)
                        .collect();
                    if self.is_possible(&both) {
                        return Some(both);
                    }
                }
            }
        }
        None
    }

    /// Whether numbers that are changed so would look the same to a reader.
    fn is_possible(&self, change: &[i64]) -> bool {
        let within = |(change, (low, high)): (&i64, &(i64, i64))| low <= change && change <= high;
        let is_kept = |sum: &Vec<(usize, i64)>| {
            let total: i64 = sum.iter().map(|(at, factor)| change[*at] * factor).sum();
            total == 0
        };
        change.iter().zip(&self.known.reach).all(within)
            && self.known.sums.iter().all(is_kept)
            && self
                .known
                .at_least
                .iter()
                .all(|(sum, least)| change_of(change, sum) >= *least)
    }
}

fn change_of(world: &[i64], sum: &[usize]) -> i64 {
    sum.iter().map(|at| world[*at]).sum()
}

fn dense(width: usize, sum: &[(usize, i64)]) -> Vec<i64> {
    let mut row = vec![0; width];
    for (at, factor) in sum {
        row[*at] += factor;
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers of children, none below zero, with sums that are shown.
    fn worlds(numbers: &[i64], sums: &[&[usize]]) -> Worlds {
        Worlds::beside(Known {
            reach: numbers.iter().map(|number| (-number, FAR)).collect(),
            sums: sums
                .iter()
                .map(|sum| sum.iter().map(|at| (*at, 1)).collect())
                .collect(),
            at_least: Vec::new(),
        })
    }

    #[test]
    fn two_hidden_numbers_beside_their_sum_hide_each_other() {
        let mut worlds = worlds(&[3, 9], &[&[0, 1]]);
        assert!(!worlds.is_pinned(&[0]) && !worlds.is_pinned(&[1]));
        assert!(worlds.is_pinned(&[0, 1]));
    }

    #[test]
    fn a_sum_of_nothing_gives_its_parts_away() {
        let mut worlds = worlds(&[0, 0, 4], &[&[0, 1]]);
        assert!(worlds.is_pinned(&[0]) && worlds.is_pinned(&[1]));
        assert!(!worlds.is_pinned(&[2]));
    }

    #[test]
    fn two_sums_that_overlap_give_away_what_they_do_not_share() {
        // a + b = 12 and a + b + c = 16, so c = 4.
        let mut worlds = worlds(&[3, 9, 4], &[&[0, 1], &[0, 1, 2]]);
        assert!(worlds.is_pinned(&[2]) && !worlds.is_pinned(&[0]));
    }

    #[test]
    fn numbers_of_zero_move_by_two_exchanges() {
        // The first of three is zero, so that no exchange can take from it: the other two exchange.
        let mut worlds = worlds(&[0, 0, 7], &[&[0, 1, 2]]);
        assert!(!worlds.is_pinned(&[0]) && !worlds.is_pinned(&[1]) && !worlds.is_pinned(&[2]));
    }

    #[test]
    fn a_group_that_is_known_to_exist_has_a_child() {
        // Two groups of one child each, and their sum: neither can be more, as the other has one.
        let mut worlds = Worlds::beside(Known {
            reach: vec![(-1, FAR), (-1, FAR)],
            sums: vec![vec![(0, 1), (1, 1)]],
            at_least: vec![(vec![0], 0), (vec![1], 0)],
        });
        assert!(worlds.is_pinned(&[0]));
    }
}
