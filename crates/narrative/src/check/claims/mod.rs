//! The claims of a passage: which number, word or date says something that evidence can speak to.

mod aims;
mod build;
mod difference;
mod ends;
mod implied;
mod moves;

use std::ops::Range;

use waymark_codes::Month;

use super::ClaimKind;
use super::said::{Aim, Sense};
use super::sentence::{Before, Linked, Sentence, Subject};
use super::tokens::{sentences, tokens};
use super::when::Point;
use crate::facts::{FactBook, Whose};
use crate::text::Passage;

/// A claim, before it is judged.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Claim {
    /// Its kind.
    pub kind: ClaimKind,
    /// Bytes of the passage's words.
    pub span: Range<usize>,
    /// The sentence that it stands in, from 0.
    pub sentence: usize,
    /// What it is about; none where nothing that is known is named.
    pub subject: Option<Subject>,
    /// What it says.
    pub what: What,
}

/// What a claim says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    /// A number.
    Value(Box<Number>),
    /// Something changed.
    Movement(Box<Movement>),
    /// A figure lies so beside somebody else's.
    Comparison(Box<Comparison>),
    /// A number made of others.
    Derived(Box<Derived>),
    /// A target is met or missed.
    Target(Box<Target>),
    /// A target is so much.
    Goal(Box<Linked>),
    /// A date, or a range of dates, that cannot be.
    Impossible(String),
    /// So many recommendations or actions.
    Counted(Box<Linked>),
    /// An amount of money, with the words around it up to other amounts, in lower case.
    Money(Box<Linked>, String),
}

/// A number about a measure.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Number {
    /// The number.
    pub linked: Linked,
    /// Whether sentence, passage or heading name a time at all.
    pub has_period: bool,
    /// Times that other sentences of the passage or the heading name.
    pub around: Vec<Point>,
}

/// A word that says how something changed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Movement {
    /// How.
    pub sense: Sense,
    /// Whether a `not` turns it round.
    pub negated: bool,
    /// Where it began.
    pub earlier: Side,
    /// Where it ended.
    pub later: Side,
    /// Whether only the heading says that it is progress.
    pub implied: bool,
}

/// A word that sets a figure beside somebody else's.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Comparison {
    /// How.
    pub sense: Sense,
    /// Whether a `not` turns it round.
    pub negated: bool,
    /// Beside whose.
    pub beside: Vec<Whose>,
    /// The authority's figure.
    pub own: Side,
    /// The others' values that the sentence gives.
    pub theirs: Vec<Linked>,
}

/// A number made of others.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Derived {
    /// The number; none for `doubled`.
    pub linked: Option<Linked>,
    /// How many times as much, for `doubled`.
    pub times: Option<f64>,
    /// Which way.
    pub sense: Option<Sense>,
    /// Beside whose; none for a change over time.
    pub beside: Option<Whose>,
    /// Where it began.
    pub earlier: Side,
    /// Where it ended.
    pub later: Side,
}

/// A word that says that a target is met or missed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Target {
    /// What is said of it.
    pub says: Aim,
    /// Whether a national threshold is meant.
    pub threshold: bool,
    /// The target's value as the sentence gives it.
    pub goal: Option<Linked>,
    /// The authority's figure.
    pub own: Side,
}

/// One end of a change: when it was, and which number the text gives for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Side {
    /// When.
    pub when: Option<Point>,
    /// The number.
    pub stated: Option<Linked>,
}

/// What was found in a passage.
pub(super) struct PassageClaims {
    /// Its claims, in order.
    pub claims: Vec<Claim>,
    /// Every number of it, for what is derived from several.
    pub numbers: Vec<Linked>,
    /// Recommendations by rating: number, rating's word, bytes.
    pub ratings: Vec<(f64, String, Range<usize>)>,
    /// Whom each sentence names.
    pub named: Vec<Vec<Whose>>,
}

/// The claims of a passage.
pub(super) fn claims(passage: &Passage, book: &FactBook, today: Month) -> PassageClaims {
    let words = &passage.words;
    let all = tokens(words);
    let ranges = sentences(words, &all);
    let mut before = Before::default();
    let mut read = Vec::new();
    for range in &ranges {
        let sentence = Sentence::read(&all[range.clone()], book, today, &before);
        // Only the sentence before is spoken of, and one that goes on speaking of it.
        let goes_on = sentence.numbers.iter().any(|linked| {
            linked
                .subject
                .as_ref()
                .is_some_and(|(subject, _)| !subject.here)
        });
        if !sentence.named.is_empty() || !goes_on {
            before.named.clone_from(&sentence.named);
        }
        read.push(sentence);
    }
    let around: Vec<Point> = read
        .iter()
        .flat_map(|sentence| &sentence.whens)
        .map(|when| when.point)
        .chain(heading_times(passage, today))
        .collect();
    let mut found = PassageClaims {
        claims: Vec::new(),
        numbers: Vec::new(),
        ratings: Vec::new(),
        named: read
            .iter()
            .map(|sentence| sentence.somebody.iter().map(|one| one.whose).collect())
            .collect(),
    };
    let mut lasting: Vec<super::about::Named> = Vec::new();
    for (index, sentence) in read.iter().enumerate() {
        let mut builder = build::Builder {
            sentence,
            index,
            book,
            around: &around,
            lasting: &lasting,
            earlier: &found.numbers,
            used_numbers: vec![false; sentence.numbers.len()],
            used_said: vec![false; sentence.said.len()],
            assumed: vec![None; sentence.numbers.len()],
            claims: Vec::new(),
            ratings: Vec::new(),
        };
        builder.run();
        let (claims, ratings) = (builder.claims, builder.ratings);
        found.claims.extend(claims);
        found.ratings.extend(ratings);
        found.numbers.extend(sentence.numbers.iter().cloned());
        let goes_on = sentence.numbers.iter().any(|linked| {
            linked
                .subject
                .as_ref()
                .is_some_and(|(subject, _)| !subject.here)
        });
        if !sentence.named.is_empty() || !goes_on {
            lasting.clone_from(&sentence.named);
        }
    }
    if speaks_of_progress(passage) {
        implied::implied(&mut found, book);
    }
    found
        .claims
        .sort_by_key(|claim| (claim.span.start, claim.kind));
    found
}

fn heading_times(passage: &Passage, today: Month) -> Vec<Point> {
    above(passage)
        .flat_map(|heading| super::when::whens(&tokens(heading), today).whens)
        .map(|when| when.point)
        .collect()
}

/// The heading right above a passage, and the words that introduce its list.
fn above(passage: &Passage) -> impl Iterator<Item = &str> {
    let heading = passage.headings.last().map(String::as_str);
    heading.into_iter().chain(passage.lead.as_deref())
}

/// Whether the heading or the words before a list speak of progress.
fn speaks_of_progress(passage: &Passage) -> bool {
    // `areas for improvement`, `improvement plan`: progress is wanted, not claimed.
    let wants = above(passage).any(|words| {
        let tokens = tokens(words);
        let areas_for = super::tokens::places("area|areas for", &tokens);
        !areas_for.is_empty()
            || tokens.iter().any(|token| {
                matches!(
                    token.word(),
                    "need"
                        | "needs"
                        | "needed"
                        | "require"
                        | "requires"
                        | "required"
                        | "further"
                        | "plan"
                        | "board"
                        | "challenge"
                        | "challenges"
                )
            })
    });
    let speaks = above(passage).flat_map(tokens).any(|token| {
        let word = token.word();
        word.starts_with("progress")
            || word.starts_with("improve")
            || word.starts_with("success")
            || word.starts_with("achieve")
    });
    speaks && !wants
}

impl Side {
    fn of(linked: &Linked) -> Self {
        Self {
            when: linked.when,
            stated: Some(linked.clone()),
        }
    }
}
