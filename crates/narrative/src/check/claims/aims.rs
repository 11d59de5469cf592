//! Targets: that they are met or missed, their own numbers, and numbers that are only aimed at.

use super::super::ClaimKind;
use super::build::Builder;
use super::{Target, What};

impl Builder<'_> {
    pub(super) fn targets(&mut self) {
        for aimed in self.sentence.aimed.clone() {
            for (index, said) in self.sentence.said.iter().enumerate() {
                if aimed.at.contains(&said.at.start) {
                    self.used_said[index] = true;
                }
            }
            // `the target of 20%`, `the 20% target`: the target's own number.
            let goal = self.sentence.numbers.iter().position(|linked| {
                let at = &linked.quantity.at;
                let behind = at.start >= aimed.at.end
                    && at.start - aimed.at.end <= 4
                    && (self.sentence.in_brackets(at.start)
                        || (aimed.at.end..at.start).all(|at| {
                            matches!(self.word(at), "of" | "for" | "" | "at" | "is" | "which")
                        }));
                let within = aimed.at.contains(&at.start);
                behind || within
            });
            if let Some(goal) = goal {
                self.used_numbers[goal] = true;
            }
            let goal = goal.map(|at| self.sentence.numbers[at].clone());
            let own = self.own(&aimed.at, goal.as_ref());
            let subject = own
                .stated
                .as_ref()
                .and_then(|linked| linked.subject.clone())
                .map(|(subject, _)| subject)
                .or_else(|| self.nearest(&aimed.at, |_| true));
            if subject.is_none() && goal.is_none() && own.stated.is_none() {
                continue;
            }
            self.push(
                ClaimKind::Target,
                &aimed.at,
                subject,
                What::Target(Box::new(Target {
                    says: aimed.says,
                    threshold: aimed.threshold,
                    goal,
                    own,
                })),
            );
        }
    }

    /// `against a target of 20%`, `(target 20%)`: a target's number is not the measure's.
    pub(super) fn goals(&mut self) {
        const NEAR: usize = 4;
        let tokens = self.sentence.tokens;
        for at in 0..tokens.len() {
            if !matches!(
                self.word(at),
                "target"
                    | "targets"
                    | "threshold"
                    | "thresholds"
                    | "goal"
                    | "ambition"
                    | "trajectory"
            ) {
                continue;
            }
            let found = (0..self.sentence.numbers.len()).find(|number| {
                let quantity = &self.sentence.numbers[*number].quantity.at;
                let gap = if quantity.start > at {
                    at + 1..quantity.start
                } else {
                    quantity.end..at
                };
                let close = quantity.start > at && gap.len() <= NEAR || gap.is_empty();
                !self.used_numbers[*number]
                    && close
                    && gap.clone().all(|at| {
                        matches!(
                            self.word(at),
                            "" | "of"
                                | "is"
                                | "was"
                                | "for"
                                | "at"
                                | "set"
                                | "remains"
                                | "to"
                                | "be"
                        ) && !tokens[at].is(',')
                            && !tokens[at].is(';')
                    })
            });
            let Some(found) = found else {
                continue;
            };
            self.used_numbers[found] = true;
            let linked = self.sentence.numbers[found].clone();
            let range = linked.quantity.at.clone();
            let subject = linked.subject.clone().map(|(subject, _)| subject);
            self.push(
                ClaimKind::Target,
                &range,
                subject,
                What::Goal(Box::new(linked)),
            );
        }
    }

    /// Whether a number is only aimed at, or expected.
    pub(super) fn is_intended(&self, at: usize) -> bool {
        const BACK: usize = 8;
        (at.saturating_sub(BACK)..at)
            .rev()
            .take_while(|at| {
                !self.sentence.tokens[*at].is(';') && !self.sentence.tokens[*at].is(',')
            })
            .any(|at| {
                matches!(
                    self.word(at),
                    "aim"
                        | "aims"
                        | "aiming"
                        | "expect"
                        | "expects"
                        | "expected"
                        | "forecast"
                        | "projected"
                        | "will"
                        | "would"
                        | "should"
                ) || (self.word(at) == "to" && self.word(at + 1) == "be")
            })
    }
}
