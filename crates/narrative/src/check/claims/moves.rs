//! Words that say how something changed: what they are about, and whether they say it at all.

use super::super::ClaimKind;
use super::super::quantity::Unit;
use super::super::said::{Said, Sense};
use super::super::sentence::Subject;
use super::build::Builder;
use super::{Movement, What};
use crate::facts::Whose;

impl Builder<'_> {
    pub(super) fn movement(&mut self, said: &Said) {
        let subject = self.moving(said);
        let has_number = self
            .sentence
            .numbers
            .iter()
            .enumerate()
            .any(|(at, linked)| {
                !self.used_numbers[at]
                    && matches!(
                        linked.quantity.unit,
                        Unit::Percent | Unit::Days | Unit::Plain
                    )
                    && linked.subject.is_some()
            });
        let here = subject.as_ref().is_some_and(|subject| {
            self.sentence
                .named
                .iter()
                .any(|named| named.measure == subject.measure)
        });
        if subject.is_none()
            && !self
                .sentence
                .numbers
                .iter()
                .any(|linked| linked.quantity.unit == Unit::Percent)
        {
            return;
        }
        // A measure of the sentence before is meant only where this one has a number for it.
        if subject.is_some() && !here && !has_number {
            return;
        }
        if !has_number && !self.is_plain(said) {
            return;
        }
        let (earlier, later) = self.sides(subject.as_ref(), &said.at, None);
        self.assume(&earlier, &later);
        self.push(
            ClaimKind::Movement,
            &said.at,
            subject,
            What::Movement(Box::new(Movement {
                sense: said.sense,
                negated: said.negated,
                earlier,
                later,
                implied: false,
            })),
        );
    }

    /// Without a number a word of movement is a claim only where it is plainly said of the
    /// measure: `re-referrals have fallen`, `a reduction in re-referrals`; not `the backlog of
    /// assessments has been reduced`, `a consistent approach to assessments`.
    pub(super) fn is_plain(&self, said: &Said) -> bool {
        const NEAR: usize = 8;
        let word = |at: usize| self.word(at);
        let of_other = |start: usize| {
            let of = start.checked_sub(1).is_some_and(|at| word(at) == "of")
                || (start >= 2 && word(start - 2) == "of");
            let head = (start.saturating_sub(4)..start).any(|at| {
                matches!(
                    word(at),
                    "number"
                        | "rate"
                        | "share"
                        | "percentage"
                        | "proportion"
                        | "level"
                        | "average"
                        | "timeliness"
                        | "volume"
                        | "figure"
                        | "performance"
                        | "quality"
                        | "score"
                )
            });
            of && !head
        };
        let before = self.sentence.named.iter().any(|named| {
            let gap = named.at.end..said.at.start;
            named.at.end <= said.at.start
                && gap.len() <= NEAR
                && !of_other(named.at.start)
                && (gap.is_empty()
                    || gap.clone().any(|at| {
                        matches!(
                            word(at),
                            "has"
                                | "have"
                                | "had"
                                | "been"
                                | "was"
                                | "were"
                                | "is"
                                | "are"
                                | "remains"
                                | "remain"
                                | "also"
                                | "all"
                                | "continues"
                                | "continue"
                        )
                    })
                    || gap
                        .clone()
                        .any(|at| self.sentence.whens.iter().any(|when| when.at.contains(&at))))
        });
        let behind = self.sentence.named.iter().any(|named| {
            let gap = said.at.end..named.at.start;
            named.at.start >= said.at.end
                && gap.len() <= 5
                && (gap.clone().any(|at| {
                    matches!(
                        word(at),
                        "in" | "of" | "the" | "number" | "rate" | "proportion"
                    )
                }) || (gap.is_empty() && said.sense != Sense::Steady))
                && !gap
                    .clone()
                    .any(|at| matches!(word(at), "to" | "approach" | "on" | "for" | "up"))
        });
        before
            || behind
            || self
                .sentence
                .said
                .iter()
                .any(|one| one.at == said.at && one.compares)
    }

    /// What a word of movement is about: the subject of the numbers right behind it, else the
    /// measure that is named nearest.
    pub(super) fn moving(&self, said: &Said) -> Option<Subject> {
        let behind = self
            .sentence
            .numbers
            .iter()
            .enumerate()
            .find(|(at, linked)| {
                linked.quantity.at.start >= said.at.end
                    && linked.quantity.at.start - said.at.end <= 6
                    && !self.used_numbers[*at]
                    && linked.whose == Whose::Authority
            })
            .and_then(|(_, linked)| linked.subject.clone())
            .map(|(subject, _)| subject);
        // `re-referrals fell and 91.8% of care leavers …`: what stands before the word comes
        // first, where the number begins something new.
        let before = self
            .sentence
            .named
            .iter()
            .rev()
            .find(|named| named.at.end <= said.at.start && said.at.start - named.at.end <= 8);
        if let (Some(named), Some(behind)) = (before, &behind)
            && named.measure != behind.measure
            && self.parts(said.at.end)
        {
            return self.nearest(&said.at, |measure| measure == named.measure);
        }
        behind.or_else(|| self.nearest(&said.at, |_| true))
    }

    /// Whether something new begins right behind a place.
    pub(super) fn parts(&self, at: usize) -> bool {
        let tokens = self.sentence.tokens;
        let next = self
            .sentence
            .numbers
            .iter()
            .map(|linked| linked.quantity.at.start)
            .find(|start| *start >= at)
            .unwrap_or(tokens.len());
        (at..next).any(|at| {
            matches!(self.word(at), "and" | "but" | "while" | "whilst") || tokens[at].is(',')
        })
    }
}
