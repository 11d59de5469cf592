//! What belongs to a sentence's numbers: their times, what they rest on, what they leave out.

use waymark_figures::Shape;

use super::super::quantity::{Quantity, Unit};
use super::super::tokens::Token;
use super::super::when::{Point, When};
use super::{Fit, Sentence};
use crate::facts::{FactBook, Whose};

impl Sentence<'_> {
    /// The time of each number: right behind it, else before it; two times beside two numbers in
    /// their order.
    pub(super) fn link_times(&mut self) {
        let own: Vec<usize> = (0..self.numbers.len())
            .filter(|at| self.numbers[*at].whose == Whose::Authority)
            .filter(|at| self.numbers[*at].quantity.unit != Unit::Points)
            .collect();
        if let ([first, second], [a, b]) = (own.as_slice(), self.whens.as_slice()) {
            let (q1, q2) = (
                &self.numbers[*first].quantity.at,
                &self.numbers[*second].quantity.at,
            );
            let both_before = b.at.end <= q1.start;
            let both_after = a.at.start >= q2.end;
            let same = a.point == b.point;
            if (both_before || both_after) && !same {
                let (first, second) = (*first, *second);
                let (a, b) = (a.point, b.point);
                self.numbers[first].when = Some(a);
                self.numbers[second].when = Some(b);
                return;
            }
        }
        for at in 0..self.numbers.len() {
            let quantity = &self.numbers[at].quantity;
            let next = self
                .numbers
                .get(at + 1..)
                .into_iter()
                .flatten()
                .find(|other| {
                    !self.in_brackets(other.quantity.at.start)
                        || self.in_brackets(quantity.at.start)
                })
                .map_or(usize::MAX, |other| other.quantity.at.start);
            let behind = self
                .whens
                .iter()
                .find(|when| when.at.start >= quantity.at.end && when.at.start < next)
                .filter(|when| {
                    let gap = &self.tokens[quantity.at.end..when.at.start];
                    // `was 18.5%, compared with last year`: the time is that of what is compared.
                    let compared = gap.iter().any(|token| {
                        matches!(
                            token.word(),
                            "compared" | "than" | "since" | "from" | "against" | "versus"
                        )
                    });
                    // `was 25.8% and is now 18.5%`
                    let goes_on = when.point == Point::Now
                        && gap
                            .iter()
                            .any(|token| matches!(token.word(), "and" | "but" | "is" | "are"));
                    !compared && !goes_on && !gap.iter().any(|token| token.is(';'))
                });
            let before = self
                .whens
                .iter()
                .rev()
                .find(|when| when.at.end <= quantity.at.start)
                .filter(|when| {
                    let gap = &self.tokens[when.at.end..quantity.at.start];
                    // `compared with September 2016, when it was 25.8%`
                    let own = gap.iter().any(|token| token.word() == "when");
                    (own || !self.opens(when)) && !gap.iter().any(|token| token.is(';'))
                });
            let found = if self.numbers[at].whose == Whose::Authority {
                behind
                    .filter(|when| when.point != Point::Now || before.is_none())
                    .or(before)
            } else {
                self.time_of_other(quantity)
            };
            self.numbers[at].when = found.map(|when| when.point);
        }
        self.part_times(&own);
        // `was 25.8% and is now 18.5%`: the first is the earlier one.
        if let [first, second] = own.as_slice()
            && self.numbers[*first].when.is_none()
            && self.numbers[*second].when == Some(Point::Now)
        {
            self.numbers[*first].when = Some(Point::YearBefore);
        }
    }

    /// Whether a time only says what a change is reckoned from: `since September 2016`, `compared
    /// with last year`, `year on year`.
    pub(in crate::check) fn opens(&self, when: &When) -> bool {
        const BACK: usize = 4;
        let start = when.at.start;
        let led = (start.saturating_sub(BACK)..start).any(|at| {
            matches!(
                self.word(at),
                "since" | "than" | "compared" | "comparison" | "against" | "relative" | "versus"
            )
        });
        let on = when.point == Point::YearBefore
            && start.checked_sub(1).is_some_and(|at| self.word(at) == "on");
        let named = self.word(start) == "since"
            || (self.word(start) == "year" && self.word(start + 1) == "on")
            || self.word(start) == "yearonyear";
        led || on || named
    }

    /// Two numbers of one measure are not of one time: of `from 20.3 to 17.5 in September 2017` the
    /// first, of `56% in September 2017, down from 75%` the second is of the year before.
    fn part_times(&mut self, own: &[usize]) {
        let lead = |sentence: &Self, at: usize| {
            let start = sentence.numbers[at].quantity.at.start;
            start
                .checked_sub(1)
                .map_or(String::new(), |at| sentence.word(at).to_owned())
        };
        let measure = |sentence: &Self, at: usize| {
            let subject = sentence.numbers[at].subject.as_ref();
            subject.map(|(subject, fit)| (subject.measure, *fit))
        };
        for pair in own.windows(2) {
            let [first, second] = [pair[0], pair[1]];
            let same = measure(self, first).is_some()
                && measure(self, first) == measure(self, second)
                && self.numbers[first].when == self.numbers[second].when
                && !matches!(self.numbers[second].quantity.unit, Unit::Of(_));
            if !same {
                continue;
            }
            let (one, two) = (lead(self, first), lead(self, second));
            if one == "from" && two == "to" {
                self.numbers[first].when = Some(Point::YearBefore);
            } else if matches!(two.as_str(), "from" | "against" | "than")
                && !matches!(one.as_str(), "from")
            {
                self.numbers[second].when = Some(Point::YearBefore);
            }
        }
    }

    /// The time of somebody else's value stands with them or with it: `in 2016/17 England's rate
    /// was 21.9%`, `England (21.9% in 2016/17)`. The time of the authority's figure is not theirs.
    pub(super) fn time_of_other(&self, quantity: &Quantity) -> Option<&When> {
        const NEAR: usize = 4;
        // `now` is the authority's time.
        let dated = || self.whens.iter().filter(|when| when.point != Point::Now);
        let behind = dated().find(|when| {
            when.at.start >= quantity.at.end && when.at.start - quantity.at.end <= NEAR
        });
        behind.or_else(|| {
            dated().rev().find(|when| {
                when.at.end <= quantity.at.start
                    && self.somebody.iter().any(|one| {
                        let named_after =
                            one.at.start >= when.at.end && one.at.start - when.at.end <= NEAR;
                        let named_before =
                            when.at.start >= one.at.end && when.at.start - one.at.end <= NEAR;
                        one.whose != Whose::Authority
                            && one.at.end <= quantity.at.start
                            && (named_after || named_before)
                            && !self.numbers.iter().any(|other| {
                                (when.at.end..quantity.at.start).contains(&other.quantity.at.start)
                            })
                    })
            })
        })
    }

    /// `the score was 16.0`, `18.5% (412)`: whether a number is said to be the measure's.
    pub(super) fn link_statements(&mut self) {
        for at in 0..self.numbers.len() {
            let linked = &self.numbers[at];
            let start = linked.quantity.at.start;
            let led = (start.saturating_sub(3)..start).any(|at| {
                matches!(
                    self.word(at),
                    "was"
                        | "is"
                        | "are"
                        | "were"
                        | "at"
                        | "of"
                        | "to"
                        | "from"
                        | "averaged"
                        | "averages"
                        | "average"
                        | "stands"
                        | "stood"
                        | "reached"
                        | "score"
                        | "rate"
                        | "number"
                )
            });
            let near = self
                .named
                .iter()
                .any(|named| named.at.end <= start && start - named.at.end <= 3);
            let stated = linked
                .subject
                .as_ref()
                .is_some_and(|(subject, fit)| match fit {
                    Fit::Value => led || near,
                    _ => {
                        let share = self.numbers.iter().any(|other| {
                            other.subject.as_ref().is_some_and(|(about, fit)| {
                                about.measure == subject.measure && *fit == Fit::Value
                            })
                        });
                        let number_of = (0..start)
                            .any(|at| self.word(at) == "number" && self.word(at + 1) == "of");
                        share || number_of
                    }
                });
            self.numbers[at].is_stated = stated;
        }
    }

    /// `a quarter took longer than 45 days`, `8% were not in suitable accommodation`.
    pub(super) fn link_complements(&mut self) {
        const AHEAD: usize = 10;
        for at in 0..self.numbers.len() {
            let end = self.numbers[at].quantity.at.end;
            let next = self
                .numbers
                .get(at + 1)
                .map_or(self.tokens.len(), |next| next.quantity.at.start);
            let until = next.min(end + AHEAD).min(self.tokens.len());
            let named = (end..until).any(|at| self.named.iter().any(|named| named.at.start == at));
            let turned = (end..until)
                .take_while(|at| {
                    !self.tokens[*at].is(',')
                        && !matches!(
                            self.word(*at),
                            "but" | "and" | "because" | "although" | "while" | "which"
                        )
                })
                .any(|at| {
                    matches!(
                        self.word(at),
                        "not" | "longer" | "outside" | "late" | "beyond" | "unsuitable"
                    ) || (matches!(self.word(at), "over" | "than")
                        && self.tokens.get(at + 1).and_then(Token::number) == Some(45.0))
                });
            let before = self
                .named
                .iter()
                .any(|named| named.at.end <= self.numbers[at].quantity.at.start);
            self.numbers[at].complement = turned && (named || before);
        }
    }

    /// `16.0, from 312 of 450 children`: a mean whose cases are said, and how many have none.
    pub(super) fn link_coverage(&mut self, book: &FactBook) {
        for at in 0..self.numbers.len() {
            let Some((subject, Fit::Value)) = &self.numbers[at].subject else {
                continue;
            };
            let shape = book.measures[subject.measure].meta.shape;
            if !matches!(shape, Shape::Mean | Shape::Rate) || self.numbers[at].n.is_some() {
                continue;
            }
            let other = self.numbers.iter().find(|other| {
                matches!(other.quantity.unit, Unit::Of(_) | Unit::Percent)
                    && other.subject.as_ref().is_some_and(|(about, fit)| {
                        about.measure == subject.measure && *fit != Fit::Value
                    })
            });
            let Some(quantity) = other.map(|other| &other.quantity) else {
                continue;
            };
            let n = matches!(quantity.unit, Unit::Of(_)).then_some(quantity.value);
            self.numbers[at].n = n;
            self.numbers[at].says_coverage = true;
        }
    }

    /// `87% of the 30 cases`, `7.6% (37 of 487)`, `(n = 30)`: what a share or mean rests on.
    pub(super) fn link_bases(&mut self) {
        for at in 0..self.numbers.len() {
            let share = &self.numbers[at];
            let is_share = matches!(share.quantity.unit, Unit::Percent)
                || share
                    .subject
                    .as_ref()
                    .is_some_and(|(_, fit)| *fit == Fit::Value);
            if !is_share || share.is_basis || matches!(share.quantity.unit, Unit::Of(_)) {
                continue;
            }
            // `24 of 40 (60%)`
            if let Some(before) = at.checked_sub(1).map(|before| &self.numbers[before])
                && let Unit::Of(n) = before.quantity.unit
                && self.numbers[at].quantity.at.start - before.quantity.at.end <= 3
                && self.in_brackets(self.numbers[at].quantity.at.start)
            {
                self.numbers[at].n = Some(n);
                continue;
            }
            let share = &self.numbers[at];
            let Some(next) = self.numbers.get(at + 1) else {
                continue;
            };
            let gap: Vec<&str> = (share.quantity.at.end..next.quantity.at.start)
                .map(|at| self.word(at))
                .collect();
            let bracket =
                (share.quantity.at.end..next.quantity.at.start).any(|at| self.tokens[at].is('('));
            let words_only = gap.len() <= 9;
            let of = gap.first() == Some(&"of")
                && gap.iter().skip(1).all(|word| {
                    matches!(
                        *word,
                        "" | "the"
                            | "all"
                            | "our"
                            | "these"
                            | "those"
                            | "a"
                            | "total"
                            | "of"
                            | "some"
                    )
                });
            let rests = gap
                .iter()
                .any(|word| matches!(*word, "n" | "based" | "from" | "base"))
                && bracket;
            let (basis, n) = match next.quantity.unit {
                Unit::Of(n) if words_only && bracket => (true, n),
                Unit::Plain if of || (rests && words_only) => (true, next.quantity.value),
                _ => (false, 0.0),
            };
            if basis {
                self.numbers[at].n = Some(n);
                self.numbers[at + 1].is_basis = true;
                let (subject, when) = (self.numbers[at].subject.clone(), self.numbers[at].when);
                let whose = self.numbers[at].whose;
                let basis = &mut self.numbers[at + 1];
                basis.when = when;
                basis.whose = whose;
                basis.subject = subject.map(|(subject, _)| (subject, Fit::Cases));
            }
        }
    }
}
