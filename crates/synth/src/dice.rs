//! Chance, from a seed.
//!
//! Each child has a stream of its own, so that what is drawn for one never depends on how
//! many draws another took, and a history can be drawn again from the seed alone.

use rand::Rng;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

/// What a stream is drawn for: each topic has streams of its own.
#[derive(Clone, Copy)]
pub(crate) enum Topic {
    Entries = 1,
    ShortBreaks,
    Care,
    Outcomes,
    Leaving,
    Plant,
    Need,
    Case,
    People,
    Workforce,
    Audits,
}

/// A stream of chance.
pub(crate) struct Dice(ChaCha8Rng);

impl Dice {
    pub(crate) fn new(seed: u64, topic: Topic, index: u64) -> Self {
        let mixed = seed ^ (topic as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut rng = ChaCha8Rng::seed_from_u64(mixed);
        rng.set_stream(index);
        Self(rng)
    }

    /// At least 0 and less than 1.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// At least 0 and less than `n`; 0 where `n` is 0.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        let product = u128::from(self.0.next_u64()) * (n as u128);
        (product >> 64) as usize
    }

    /// Between two whole numbers, both included.
    pub(crate) fn between(&mut self, low: i32, high: i32) -> i32 {
        let width = usize::try_from(high - low + 1).unwrap_or(1);
        low + i32::try_from(self.below(width)).unwrap_or(0)
    }

    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    pub(crate) fn pick<T: Copy>(&mut self, among: &[T]) -> T {
        among[self.below(among.len())]
    }

    /// One of these, each as often as its weight says.
    pub(crate) fn weighted<T: Copy>(&mut self, among: &[(T, u32)]) -> T {
        let total: u32 = among.iter().map(|(_, weight)| weight).sum();
        let mut at = u32::try_from(self.below(total as usize)).unwrap_or(0);
        for (value, weight) in among {
            if at < *weight {
                return *value;
            }
            at -= weight;
        }
        among[0].0
    }

    /// Mean 0, standard deviation 1, never beyond 6: a sum of twelve.
    pub(crate) fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }

    /// A number of days with a long tail, between two bounds.
    pub(crate) fn skewed(&mut self, median: f64, spread: f64, low: i32, high: i32) -> i32 {
        let days = median * (spread * self.normal()).exp();
        (days as i32).clamp(low, high)
    }

    /// Days until the next of events that come this often a year.
    pub(crate) fn wait(&mut self, a_year: f64) -> i32 {
        let days = -(1.0 - self.unit()).ln() * 365.25 / a_year.max(1e-6);
        days.min(100_000.0) as i32
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}
