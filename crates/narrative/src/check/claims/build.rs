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
use super::{Claim, Comparison, Movement, Number, Side, Target, What};
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
    fn is_intended(&self, at: usize) -> bool {
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
    fn is_plain(&self, said: &Said) -> bool {
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
                }) || (gap.is_empty() && said.sense != super::super::said::Sense::Steady))
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
    fn parts(&self, at: usize) -> bool {
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
