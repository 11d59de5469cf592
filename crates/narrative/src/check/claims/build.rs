//! The claims of one sentence: ratings, targets, words that judge, and numbers.

use std::ops::Range;

use super::super::ClaimKind;
use super::super::about::Named;
use super::super::quantity::{Noun, Unit};
use super::super::said::Said;
use super::super::sentence::{Fit, Linked, Sentence, Subject};
use super::super::tokens::Token;
use super::super::when::Point;
use super::implied::is_later;
use super::{Claim, Comparison, Number, Side, What};
use crate::facts::{FactBook, Whose};

/// Builds the claims of one sentence.
pub(super) struct Builder<'a> {
    pub(super) sentence: &'a Sentence<'a>,
    pub(super) index: usize,
    pub(super) book: &'a FactBook,
    pub(super) around: &'a [Point],
    pub(super) lasting: &'a [Named],
    pub(super) earlier: &'a [Linked],
    pub(super) used_numbers: Vec<bool>,
    pub(super) used_said: Vec<bool>,
    /// The time that a number of a change has where the sentence names none for it.
    pub(super) assumed: Vec<Option<Point>>,
    pub(super) claims: Vec<Claim>,
    pub(super) ratings: Vec<(f64, String, Range<usize>)>,
}

impl Builder<'_> {
    pub(super) fn run(&mut self) {
        for impossible in &self.sentence.impossible {
            self.push(
                ClaimKind::Date,
                &impossible.at.clone(),
                None,
                What::Impossible(impossible.why.clone()),
            );
        }
        self.ratings();
        self.derived();
        self.times();
        self.targets();
        self.goals();
        self.said();
        self.values();
    }

    pub(super) fn push(
        &mut self,
        kind: ClaimKind,
        at: &Range<usize>,
        subject: Option<Subject>,
        what: What,
    ) {
        let span = self.sentence.bytes(at);
        self.claims.push(Claim {
            kind,
            span,
            sentence: self.index,
            subject,
            what,
        });
    }

    pub(super) fn word(&self, at: usize) -> &str {
        self.sentence.tokens.get(at).map_or("", Token::word)
    }

    /// `5 recommendations are rated Green`, `10 amber`, `Red: 2`.
    pub(super) fn ratings(&mut self) {
        const AHEAD: usize = 6;
        let colour = |word: &str| matches!(word, "green" | "amber" | "red" | "blue");
        let words = || (0..self.sentence.tokens.len()).map(|at| self.word(at));
        // Ratings of indicators, actions or risks are not those of the recommendations.
        let of_others = words().any(|word| {
            matches!(
                word,
                "indicators"
                    | "indicator"
                    | "actions"
                    | "measures"
                    | "kpis"
                    | "risks"
                    | "milestones"
            )
        }) && !words().any(|word| word.starts_with("recommendation"));
        if of_others || !words().any(colour) {
            return;
        }
        let mut taken: Vec<usize> = Vec::new();
        for at in 0..self.sentence.numbers.len() {
            let linked = &self.sentence.numbers[at];
            let is_count = linked.quantity.unit == Unit::Plain
                && matches!(
                    linked.quantity.noun,
                    None | Some(Noun::Recommendations | Noun::Other(_))
                );
            if !is_count {
                continue;
            }
            let next = self
                .sentence
                .numbers
                .get(at + 1)
                .map_or(usize::MAX, |other| other.quantity.at.start);
            let end = linked.quantity.at.end;
            let found = (end..(end + AHEAD).min(self.sentence.tokens.len()).min(next))
                .find(|at| colour(self.word(*at)) && !taken.contains(at))
                .or_else(|| {
                    let start = linked.quantity.at.start;
                    (start.saturating_sub(2)..start)
                        .find(|at| colour(self.word(*at)) && !taken.contains(at))
                });
            if let Some(found) = found {
                taken.push(found);
                self.used_numbers[at] = true;
                let span = self.counted_span(at);
                self.ratings
                    .push((linked.quantity.value, self.word(found).to_owned(), span));
            }
        }
    }

    /// The number with its noun.
    pub(super) fn counted_span(&self, number: usize) -> Range<usize> {
        let at = self.sentence.numbers[number].quantity.at.clone();
        let with_noun = matches!(
            self.word(at.end),
            "recommendations" | "recommendation" | "actions"
        );
        self.sentence
            .bytes(&(at.start..at.end + usize::from(with_noun)))
    }

    /// The authority's number that is nearest to a stretch, and the time meant.
    pub(super) fn own(&self, at: &Range<usize>, besides: Option<&Linked>) -> Side {
        let nearest = self
            .sentence
            .numbers
            .iter()
            .enumerate()
            .filter(|(index, linked)| {
                linked.whose == Whose::Authority
                    && !linked.is_basis
                    && (!self.used_numbers[*index] || besides.is_none())
                    && besides != Some(linked)
                    && linked
                        .subject
                        .as_ref()
                        .is_some_and(|(_, fit)| *fit == Fit::Value)
            })
            .min_by_key(|(_, linked)| {
                let number = &linked.quantity.at;
                if number.end <= at.start {
                    at.start - number.end
                } else {
                    number.start.saturating_sub(at.end) + 3
                }
            });
        // Of several of one measure the latest is compared.
        let nearest = nearest.map(|(index, linked)| {
            let measure = linked.subject.as_ref().map(|(subject, _)| subject.measure);
            self.sentence
                .numbers
                .iter()
                .enumerate()
                .filter(|(_, other)| {
                    other.whose == Whose::Authority
                        && !other.is_basis
                        && besides != Some(*other)
                        && other.subject.as_ref().is_some_and(|(subject, fit)| {
                            Some(subject.measure) == measure && *fit == Fit::Value
                        })
                })
                .fold((index, linked), |(best_at, best), (at, other)| {
                    if is_later(other.when, best.when, self.book) {
                        (at, other)
                    } else {
                        (best_at, best)
                    }
                })
        });
        Side {
            when: match nearest {
                Some((_, linked)) => linked.when,
                None => self
                    .sentence
                    .whens
                    .iter()
                    .filter(|when| !self.sentence.opens(when))
                    .map(|when| when.point)
                    .find(|point| matches!(point, Point::Month(_) | Point::Year(_) | Point::Now)),
            },
            stated: nearest.map(|(_, linked)| linked.clone()),
        }
    }

    pub(super) fn said(&mut self) {
        for index in 0..self.sentence.said.len() {
            if self.used_said[index] {
                continue;
            }
            let said = self.sentence.said[index].clone();
            let others = self.beside(&said.at, index);
            if said.compares && !others.is_empty() {
                self.comparison(&said, others);
            } else if said.moves && !self.is_alone(&said) {
                self.movement(&said);
            }
        }
    }

    /// `higher`, `better` without `than` say nothing about a change.
    pub(super) fn is_alone(&self, said: &Said) -> bool {
        said.at.len() == 1
            && matches!(
                self.word(said.at.start),
                "higher" | "lower" | "fewer" | "better" | "worse"
            )
    }

    /// Whom a word sets the figure beside: those named behind it, before any other word that
    /// judges; joined by `and` where there are several.
    pub(super) fn beside(&self, at: &Range<usize>, index: usize) -> Vec<Whose> {
        const AHEAD: usize = 9;
        // `over the year`, `under the plan`: these compare only right before a name.
        const RIGHT_BEFORE: usize = 3;
        let ahead = if at.len() == 1 && matches!(self.word(at.start), "over" | "under") {
            RIGHT_BEFORE
        } else {
            AHEAD
        };
        let until = self
            .sentence
            .said
            .get(index + 1)
            .map_or(usize::MAX, |next| next.at.start);
        let lone = at.len() == 1
            && matches!(
                self.word(at.start),
                "higher" | "lower" | "fewer" | "better" | "worse"
            );
        let mut found: Vec<Whose> = Vec::new();
        let mut last = at.end;
        for one in &self.sentence.somebody {
            if one.at.start < at.end || one.at.start >= until || one.at.start - last > ahead {
                continue;
            }
            let gap = last..one.at.start;
            let stops = gap.clone().any(|at| self.sentence.tokens[at].is(';'));
            let compared = gap
                .clone()
                .any(|at| matches!(self.word(at), "than" | "compared" | "against" | "with"));
            let own_number = self.sentence.numbers.iter().any(|linked| {
                gap.contains(&linked.quantity.at.start)
                    && linked.whose == Whose::Authority
                    && !linked.is_basis
            });
            if stops || own_number || (lone && found.is_empty() && !compared) {
                break;
            }
            if one.whose != Whose::Authority && !found.contains(&one.whose) {
                found.push(one.whose);
            }
            last = one.at.end;
        }
        found
    }

    pub(super) fn comparison(&mut self, said: &Said, beside: Vec<Whose>) {
        let mut own = self.own(&said.at, None);
        // `while 91.8% of care leavers …, re-referrals were lower than …`: the measure that is
        // named between the number and the word is compared.
        let between = own.stated.as_ref().and_then(|linked| {
            let measure = linked.subject.as_ref().map(|(subject, _)| subject.measure);
            let gap = linked.quantity.at.end..said.at.start.max(linked.quantity.at.end);
            self.sentence.named.iter().rev().find(|named| {
                gap.contains(&named.at.start)
                    && Some(named.measure) != measure
                    && self.sentence.tokens[gap.start..named.at.start]
                        .iter()
                        .any(|token| {
                            token.is(',') || token.word() == "and" || token.word() == "but"
                        })
            })
        });
        if between.is_some() {
            own = Side::default();
        }
        let wanted = between.map(|named| named.measure);
        let subject = own
            .stated
            .as_ref()
            .and_then(|linked| linked.subject.clone())
            .map(|(subject, _)| subject)
            .or_else(|| {
                self.nearest(&said.at, |measure| {
                    wanted.is_none_or(|wanted| wanted == measure)
                })
            });
        let theirs: Vec<Linked> = self
            .sentence
            .numbers
            .iter()
            .filter(|linked| beside.contains(&linked.whose))
            .cloned()
            .collect();
        if subject.is_none() && own.stated.is_none() && theirs.is_empty() {
            return;
        }
        self.push(
            ClaimKind::Comparison,
            &said.at,
            subject,
            What::Comparison(Box::new(Comparison {
                sense: said.sense,
                negated: said.negated,
                beside,
                own,
                theirs,
            })),
        );
    }

    pub(super) fn around_money(&self, at: &Range<usize>) -> String {
        let tokens = self.sentence.tokens;
        let pound = |at: &usize| tokens[*at].is('£');
        let start = (0..at.start).rev().find(pound).unwrap_or(0);
        let end = (at.end..tokens.len()).find(pound).unwrap_or(tokens.len());
        let words =
            |range: Range<usize>| -> Vec<&str> { tokens[range].iter().map(Token::word).collect() };
        format!(
            "{} £ {}",
            words(start..at.start).join(" "),
            words(at.end..end).join(" ")
        )
    }

    pub(super) fn values(&mut self) {
        for at in 0..self.sentence.numbers.len() {
            let mut linked = self.sentence.numbers[at].clone();
            if self.used_numbers[at] || self.is_intended(linked.quantity.at.start) {
                continue;
            }
            linked.when = linked.when.or(self.assumed[at]);
            let range = linked.quantity.at.clone();
            match (&linked.quantity.noun, linked.quantity.unit) {
                (_, Unit::Money) => {
                    let around = self.around_money(&range);
                    self.push(
                        ClaimKind::Value,
                        &range,
                        None,
                        What::Money(Box::new(linked), around),
                    );
                }
                (Some(Noun::Recommendations | Noun::Actions), _) => {
                    self.push(
                        ClaimKind::Total,
                        &range,
                        None,
                        What::Counted(Box::new(linked)),
                    );
                }
                (noun, unit) => {
                    let subject = linked.subject.clone().map(|(subject, _)| subject);
                    let bare = noun.is_none() && unit == Unit::Plain;
                    if subject.is_none() && bare {
                        continue;
                    }
                    let has_period = linked.when.is_some() || !self.around.is_empty();
                    let around = if linked.when.is_some() {
                        Vec::new()
                    } else {
                        self.around.to_vec()
                    };
                    self.push(
                        ClaimKind::Value,
                        &range,
                        subject,
                        What::Value(Box::new(Number {
                            linked,
                            has_period,
                            around,
                        })),
                    );
                }
            }
        }
    }
}
