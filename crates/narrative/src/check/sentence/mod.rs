//! One sentence with all that was found in it, and what belongs to what.

mod links;
mod subject;

pub(super) use subject::counts;

use std::ops::Range;

use waymark_codes::Month;
use waymark_figures::Selector;

use super::about::{Named, Somebody, ages, measures, somebody};
use super::quantity::{Quantity, Unit, quantities};
use super::said::{Aimed, Said, aimed, said};
use super::tokens::{Kind, Token};
use super::when::{Impossible, Point, Times, When, whens};
use crate::facts::{FactBook, Whose};

/// What a claim is about, and how sure that is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Subject {
    /// The measure's place in the book's list.
    pub measure: usize,
    /// The measure, or the group that is named.
    pub selector: Selector,
    /// Whether the sentence itself names it, and nothing else that would fit.
    pub sure: bool,
    /// Whether the sentence itself speaks of it, and not only the one before.
    pub here: bool,
}

/// How a number can be about a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// It is the value.
    Value,
    /// It counts cases: those that are counted, or all.
    Cases,
    /// It is the share that a count has of all, or the share of the cases that have an answer.
    Share,
}

/// A number with what it belongs to.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Linked {
    /// The number.
    pub quantity: Quantity,
    /// What it is about, where that is known.
    pub subject: Option<(Subject, Fit)>,
    /// What else in the sentence it could be about.
    pub others: Vec<(Subject, Fit)>,
    /// Whom it is about.
    pub whose: Whose,
    /// When, where the sentence says so.
    pub when: Option<Point>,
    /// What the sentence says that it rests on.
    pub n: Option<f64>,
    /// Whether it says how many have a value, were it only as a share of them.
    pub says_coverage: bool,
    /// Whether it only says what another number rests on.
    pub is_basis: bool,
    /// The age group that the sentence names.
    pub ages: Option<(u8, u8)>,
    /// Whether the words around it say that it is the measure's, and not only near it.
    pub is_stated: bool,
    /// Whether it is about the cases that are not counted: `a quarter took longer than 45 days`.
    pub complement: bool,
}

/// A sentence with all that was found in it.
pub(super) struct Sentence<'a> {
    /// Its pieces.
    pub tokens: &'a [Token],
    /// The times that it names.
    pub whens: Vec<When>,
    /// What of its dates cannot be.
    pub impossible: Vec<Impossible>,
    /// The measures that it names.
    pub named: Vec<Named>,
    /// Whom it names.
    pub somebody: Vec<Somebody>,
    /// The words that judge.
    pub said: Vec<Said>,
    /// Targets that are met or missed.
    pub aimed: Vec<Aimed>,
    /// Its numbers.
    pub numbers: Vec<Linked>,
}

/// What stands before a sentence in its passage, for what it leaves unsaid.
#[derive(Clone, Debug, Default)]
pub(super) struct Before {
    /// The measures that were named last.
    pub named: Vec<Named>,
}

impl<'a> Sentence<'a> {
    /// Finds all that is in a sentence.
    pub fn read(tokens: &'a [Token], book: &FactBook, today: Month, before: &Before) -> Self {
        let Times {
            whens,
            impossible,
            passed,
        } = whens(tokens, today);
        let spoilt: Vec<Range<usize>> = impossible
            .iter()
            .map(|one| one.at.clone())
            .chain(passed)
            .collect();
        let named = measures(tokens, book);
        let somebody = somebody(tokens, book);
        let mut sentence = Self {
            tokens,
            impossible,
            said: said(tokens),
            aimed: aimed(tokens),
            numbers: Vec::new(),
            whens,
            named,
            somebody,
        };
        let found = quantities(tokens, &sentence.whens, &spoilt);
        for quantity in &found {
            let whose = sentence.whose(quantity, &found);
            let subject = match sentence.numbers.last() {
                Some(last) if quantity.compared && last.quantity.unit == Unit::Plain => {
                    last.subject.clone()
                }
                _ => sentence.subject(quantity, &found, book, before),
            };
            sentence.numbers.push(Linked {
                others: sentence.other_subjects(quantity, subject.as_ref(), book),
                subject,
                whose,
                when: None,
                n: None,
                says_coverage: false,
                is_basis: false,
                complement: false,
                is_stated: false,
                ages: ages(tokens).map(|(_, ages)| ages),
                quantity: quantity.clone(),
            });
        }
        sentence.link_times();
        sentence.link_bases();
        sentence.link_coverage(book);
        sentence.link_complements();
        sentence.link_statements();
        sentence
    }

    /// Bytes of the passage that a stretch of pieces covers.
    pub fn bytes(&self, at: &Range<usize>) -> Range<usize> {
        let start = self.tokens[at.start].span.start;
        let end = self.tokens[at.end.max(at.start + 1) - 1].span.end;
        start..end
    }

    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", Token::word)
    }

    /// Whom a number is about: `the England average of 14.1`, `England (14.1)`, `84% nationally`.
    fn whose(&self, quantity: &Quantity, all: &[Quantity]) -> Whose {
        let start = quantity.at.start;
        let before = self.somebody.iter().rev().find(|one| {
            let gap = one.at.end..start;
            one.at.end <= start
                && gap.len() <= 7
                && !all.iter().any(|other| gap.contains(&other.at.start))
                && self.leads_to_number(&one.at, &gap)
        });
        if let Some(one) = before {
            return one.whose;
        }
        let end = quantity.at.end;
        let after = self.somebody.iter().find(|one| {
            one.at.start >= end
                && one.at.start - end <= 4
                && (end..one.at.start).all(|at| {
                    matches!(
                        self.word(at),
                        "for"
                            | "in"
                            | "among"
                            | "across"
                            | "by"
                            | "of"
                            | "the"
                            | "our"
                            | "all"
                            | "both"
                            | "recorded"
                            | "average"
                            | "seen"
                            | "found"
                            | "reported"
                            | "achieved"
                            | "that"
                            | "at"
                    ) || (at == end && one.at.start - end == 1 && self.tokens[at].is('('))
                })
        });
        after.map_or(Whose::Authority, |one| one.whose)
    }

    /// Whether what stands between a name and a number gives the number to the name.
    fn leads_to_number(&self, name: &Range<usize>, gap: &Range<usize>) -> bool {
        if gap.is_empty() {
            return true;
        }
        let mut gives = false;
        for at in gap.clone() {
            let token = &self.tokens[at];
            match token.word() {
                "of" | "was" | "is" | "were" | "stood" | "stands" | "had" | "has" | "records"
                | "recorded" | "reported" | "being" | "averaged" | "averages" => gives = true,
                "at" => {
                    // `in line with England at 16` gives the number to us; `better than England
                    // at 16` gives it to England.
                    let same = (gap.start.saturating_sub(8)..gap.start).any(|at| {
                        matches!(
                            self.word(at),
                            "line" | "similar" | "comparable" | "par" | "same"
                        )
                    });
                    if same && !gives {
                        return false;
                    }
                    gives = true;
                }
                "average" | "mean" | "median" | "figure" | "rate" | "score" | "level" | "about"
                | "around" | "just" | "over" | "under" | "nearly" | "almost" | "more" | "less"
                | "fewer" | "than" | "still" | "only" | "also" | "an" | "a" | "the" | "in"
                | "for" | "approximately" | "percentage" | "authorities" | "average's" | "and"
                | "which" | "where" | "to" | "year" | "years" | "last" | "ending" | "whose"
                | "who" | "with" => {}
                "" if token.is('(') || token.is('\'') => gives = true,
                // `England: 14.1` gives; `better than those nationally: 91.8%` does not.
                "" if token.is(':') => {
                    let first = name
                        .start
                        .checked_sub(1)
                        .is_none_or(|before| matches!(self.tokens[before].kind, Kind::Mark(_)));
                    if !first {
                        return false;
                    }
                    gives = true;
                }
                "" if token.is(',') || token.is('/') || token.is('-') => {}
                "" if token.number().is_some() => {}
                word if is_month(word) => {}
                _ if self.named.iter().any(|named| named.at.contains(&at)) => {}
                _ => return false,
            }
        }
        gives
    }

    pub fn in_brackets(&self, at: usize) -> bool {
        let opens = self.tokens[..at]
            .iter()
            .filter(|token| token.is('('))
            .count();
        let closes = self.tokens[..at]
            .iter()
            .filter(|token| token.is(')'))
            .count();
        opens > closes
    }
}

fn is_month(word: &str) -> bool {
    (1..=12).any(|month| waymark_codes::month_name(month).to_lowercase() == word)
}
