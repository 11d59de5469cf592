//! Numbers that are made of others: `120 more`, `an increase of 29`, `doubled`.

use std::ops::Range;

use waymark_figures::Shape;

use super::super::ClaimKind;
use super::super::quantity::Unit;
use super::super::said::Sense;
use super::super::sentence::{Linked, Subject};
use super::build::Builder;
use super::{Derived, What};
use crate::facts::Whose;

impl Builder<'_> {
    /// `120 more`, `an increase of 29`, `fell by 7.3 percentage points`, `11 percentage points
    /// above`, `a 29% reduction`.
    pub(super) fn derived(&mut self) {
        for at in 0..self.sentence.numbers.len() {
            if self.used_numbers[at] {
                continue;
            }
            let linked = self.sentence.numbers[at].clone();
            let quantity = &linked.quantity;
            if quantity.unit == Unit::Money {
                continue;
            }
            let Some((range, sense, said)) = self.difference(&quantity.at) else {
                // Points are always a difference, unless a score is counted in them.
                if quantity.unit == Unit::Points && linked.subject.is_none() {
                    self.push_derived(at, &linked, quantity.at.clone(), None);
                }
                continue;
            };
            for used in said {
                self.used_said[used] = true;
            }
            self.push_derived(at, &linked, range, sense);
        }
    }

    pub(super) fn push_derived(
        &mut self,
        at: usize,
        linked: &Linked,
        range: Range<usize>,
        sense: Option<Sense>,
    ) {
        self.used_numbers[at] = true;
        let beside = self
            .sentence
            .somebody
            .iter()
            .find(|one| {
                one.at.start >= range.end
                    && one.whose != Whose::Authority
                    && one.at.start - range.end <= 8
            })
            .map(|one| one.whose);
        let subject = self.subject_of_difference(linked, &range);
        let (earlier, later) = self.sides(subject.as_ref(), &range, Some(at));
        if beside.is_none() {
            self.assume(&earlier, &later);
        }
        self.push(
            ClaimKind::Derived,
            &range,
            subject,
            What::Derived(Box::new(Derived {
                linked: Some(linked.clone()),
                times: None,
                sense,
                beside,
                earlier,
                later,
            })),
        );
    }

    /// A difference in percentage points is about a share, whatever a number of points could be.
    pub(super) fn subject_of_difference(
        &self,
        linked: &Linked,
        range: &Range<usize>,
    ) -> Option<Subject> {
        let wants = |shape: Shape| match linked.quantity.unit {
            Unit::Points => {
                shape == Shape::Percentage || (shape == Shape::Mean && linked.subject.is_some())
            }
            Unit::Days => shape == Shape::Mean,
            _ => true,
        };
        // `a 104% increase in assessments`: of a count, and not of the share that it goes with.
        let is_named = |measure: usize| {
            self.sentence
                .named
                .iter()
                .any(|named| named.measure == measure)
        };
        if let Some((subject, _)) = &linked.subject
            && (linked.quantity.unit != Unit::Percent || is_named(subject.measure))
            && wants(self.book.measures[subject.measure].meta.shape)
        {
            return Some(subject.clone());
        }
        self.nearest(range, |measure| {
            wants(self.book.measures[measure].meta.shape)
        })
    }

    /// Whether a number is a difference: its stretch with the word, which way, and the words used.
    pub(super) fn difference(
        &self,
        at: &Range<usize>,
    ) -> Option<(Range<usize>, Option<Sense>, Vec<usize>)> {
        let said = &self.sentence.said;
        let before = |back: usize| at.start.checked_sub(back).map_or("", |at| self.word(at));
        // `an increase of 29`, `a reduction of nearly 20`.
        let mut back = 1;
        while matches!(
            before(back),
            "about"
                | "around"
                | "nearly"
                | "almost"
                | "over"
                | "some"
                | "approximately"
                | "just"
                | "than"
                | "more"
                | "roughly"
        ) {
            back += 1;
        }
        // `the difference of 0.9 points` says no way.
        if before(back) == "of" && before(back + 1) == "difference" {
            return Some((at.start - back - 1..at.end, None, Vec::new()));
        }
        if before(back) == "of" || before(back) == "by" {
            let word_at = at.start - back;
            let found = said.iter().position(|one| {
                one.moves
                    && one.at.end <= word_at
                    && word_at - one.at.end <= usize::from(before(back) == "by") * 3
                    && (one.noun || before(back) == "by")
            });
            // The nearest one, where several words judge.
            let found = found.map(|_| {
                said.iter()
                    .rposition(|one| one.moves && one.at.end <= word_at)
                    .unwrap_or_default()
            });
            if let Some(found) = found {
                return Some((
                    said[found].at.start..at.end,
                    Some(said[found].sense),
                    vec![found],
                ));
            }
        }
        // `an extra 130`, `a further 12`
        if matches!(before(1), "extra" | "additional") {
            return Some((at.start - 1..at.end, Some(Sense::Up), Vec::new()));
        }
        // `120 more`, `11 percentage points above`, `a 29% reduction`.
        let mut end = at.end;
        let mut steps = 0;
        while steps < 2
            && matches!(
                self.word(end),
                "children"
                    | "assessments"
                    | "referrals"
                    | "cases"
                    | "young"
                    | "people"
                    | "orders"
                    | "real"
                    | "fold"
                    | "clear"
                    | "significant"
            )
        {
            end += 1;
            steps += 1;
        }
        let sense = match self.word(end) {
            "more" | "additional" | "extra" | "higher" | "above" | "up" | "greater" | "longer" => {
                Sense::Up
            }
            "fewer" | "less" | "lower" | "below" | "down" | "shorter" | "under" => Sense::Down,
            "better" | "quicker" | "faster" | "ahead" => Sense::Better,
            "worse" | "slower" | "behind" => Sense::Worse,
            "increase" | "rise" | "growth" => Sense::Up,
            "reduction" | "fall" | "drop" | "decrease" | "decline" => Sense::Down,
            "improvement" => Sense::Better,
            "deterioration" => Sense::Worse,
            _ => return None,
        };
        let is_list =
            matches!(self.word(end), "under" | "up") && matches!(self.word(end + 1), "to" | "the");
        if is_list {
            return None;
        }
        let used = said
            .iter()
            .enumerate()
            .filter(|(_, one)| one.at.contains(&end))
            .map(|(index, _)| index)
            .collect();
        Some((at.start..end + 1, Some(sense), used))
    }

    /// `doubled`, `halved`, `twice as many`.
    pub(super) fn times(&mut self) {
        for at in 0..self.sentence.tokens.len() {
            let (times, sense) = match self.word(at) {
                "doubled" => (2.0, Sense::Up),
                "double" if matches!(self.word(at + 1), "the" | "that" | "what" | "its") => {
                    (2.0, Sense::Up)
                }
                "half"
                    if matches!(self.word(at + 1), "that" | "what")
                        || (self.word(at + 1) == "the"
                            && self
                                .sentence
                                .tokens
                                .get(at + 2)
                                .is_some_and(|t| t.number().is_some())) =>
                {
                    (0.5, Sense::Down)
                }
                "doubling" if self.names_behind(at) => (2.0, Sense::Up),
                "twice" if self.word(at + 1) == "as" => (2.0, Sense::Up),
                "trebled" | "tripled" => (3.0, Sense::Up),
                "quadrupled" => (4.0, Sense::Up),
                "halved" => (0.5, Sense::Down),
                "halving" if self.names_behind(at) => (0.5, Sense::Down),
                _ => continue,
            };
            let range = at..at + 1;
            // `twice as many families`: what is counted must be the measure's.
            let counted = (self.word(at) == "twice")
                .then(|| super::super::quantity::noun(self.sentence.tokens, at + 3))
                .flatten();
            let subject = self.nearest(&range, |measure| {
                let unit = self.book.measures[measure].meta.unit;
                counted
                    .as_ref()
                    .is_none_or(|noun| super::super::sentence::counts(unit, Some(noun)))
            });
            if subject.is_none() && self.sentence.numbers.is_empty() {
                continue;
            }
            let (earlier, later) = self.sides(subject.as_ref(), &range, None);
            self.assume(&earlier, &later);
            self.push(
                ClaimKind::Derived,
                &range,
                subject,
                What::Derived(Box::new(Derived {
                    linked: None,
                    times: Some(times),
                    sense: Some(sense),
                    beside: None,
                    earlier,
                    later,
                })),
            );
        }
    }

    /// `a doubling of demand` is about demand: what stands right behind must be a measure.
    pub(super) fn names_behind(&self, at: usize) -> bool {
        self.sentence
            .named
            .iter()
            .any(|named| (at + 1..=at + 4).contains(&named.at.start))
    }
}
