//! The claims of a text, each with its verdict and a sentence that an officer can act on.
//!
//! A set of rules: [`tokens`] and [`sentence`] find numbers, times, measures and words that judge,
//! [`claims`] what they claim together, [`judge`] what the evidence says. `docs/narrative-check.md`
//! says the rules in words, and how often they are right.

mod about;
mod claims;
mod judge;
mod offer;
mod quantity;
mod said;
mod sentence;
mod tokens;
mod when;

pub use offer::{Offer, offers};

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use waymark_figures::{Naming, Selector};

use crate::facts::FactBook;
use crate::text::{Passage, Place, Text};

/// What kind of claim it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimKind {
    /// A number about a measure.
    Value,
    /// A word that says how something changed.
    Movement,
    /// A word that sets a figure beside somebody else's.
    Comparison,
    /// A number made of others.
    Derived,
    /// Numbers that must add up.
    Total,
    /// That a target is met or missed.
    Target,
    /// A day, or a range of years, that cannot be.
    Date,
}

/// What the evidence says of a claim; the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Otherwise.
    Contradicted,
    /// Nothing: there is no figure.
    Unsupported,
    /// True, and it leaves out what the reader would expect.
    Selective,
    /// True in sign, and within chance.
    NotClear,
    /// Nothing against it, but a reader cannot judge it.
    Incomplete,
    /// The same.
    Supported,
}

impl Verdict {
    /// Every verdict, the gravest first.
    pub const ALL: [Verdict; 6] = [
        Verdict::Contradicted,
        Verdict::Unsupported,
        Verdict::Selective,
        Verdict::NotClear,
        Verdict::Incomplete,
        Verdict::Supported,
    ];

    /// The verdict in words.
    pub fn in_words(self) -> &'static str {
        match self {
            Verdict::Contradicted => "contradicted",
            Verdict::Unsupported => "unsupported",
            Verdict::Selective => "selective",
            Verdict::NotClear => "not clear",
            Verdict::Incomplete => "incomplete",
            Verdict::Supported => "supported",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.in_words())
    }
}

/// How sure the check is of what a claim is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sureness {
    /// It says so itself, as a date or a total does.
    Certain,
    /// The sentence names one measure that has such numbers, and no other.
    Likely,
    /// Several could be meant, or the measure was named in the sentence before, or none was.
    Guessed,
}

impl Sureness {
    /// The sureness in words.
    pub fn in_words(self) -> &'static str {
        match self {
            Sureness::Certain => "certain",
            Sureness::Likely => "likely",
            Sureness::Guessed => "guessed",
        }
    }
}

/// A claim with its verdict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Judged {
    /// What names it, as long as its words and its place among equal ones stay: 12 hexadecimal
    /// digits.
    pub id: String,
    /// Its kind.
    pub kind: ClaimKind,
    /// Its words.
    pub quote: String,
    /// The passage, from 0, in the order of [`Text::passages`].
    pub passage: usize,
    /// Bytes of the passage's words.
    pub span: Range<usize>,
    /// The sentence that it stands in.
    pub sentence: String,
    /// Where it stands.
    pub place: Place,
    /// The verdict.
    pub verdict: Verdict,
    /// Why, and what to do: whole sentences.
    pub says: String,
    /// What it is about, where that is known.
    pub about: Option<Selector>,
    /// How sure that is.
    pub sureness: Sureness,
    /// The figures that it was held to.
    pub by: Vec<String>,
    /// Whether it counts fewer than six children, and may not be published.
    pub small: bool,
}

/// A text with its claims.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Checked {
    /// The claims, in the order of the text.
    pub claims: Vec<Judged>,
}

impl Checked {
    /// How many claims have a verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.claims
            .iter()
            .filter(|claim| claim.verdict == verdict)
            .count()
    }

    /// The claims that stop a sign-off until they are mended or somebody gives a reason.
    pub fn contradicted(&self) -> impl Iterator<Item = &Judged> {
        self.claims
            .iter()
            .filter(|claim| claim.verdict == Verdict::Contradicted)
    }
}

/// Whether words name a measure as people name it.
pub(crate) fn names(naming: &Naming, words: &str) -> bool {
    let tokens = tokens::tokens(words);
    naming
        .phrases
        .iter()
        .any(|phrase| !tokens::places(phrase, &tokens).is_empty())
}

/// Finds the claims of a text and judges each.
pub fn check(text: &Text, book: &FactBook) -> Checked {
    check_passages(&text.passages(), book, &[])
}

/// Finds the claims of passages and judges each. `live` has, for each passage, the stretches that
/// references filled in: what they say follows from the figures, so their numbers are no claims,
/// but the words around them are.
pub fn check_passages(
    passages: &[Passage],
    book: &FactBook,
    live: &[Vec<Range<usize>>],
) -> Checked {
    let today = book.month();
    let found: Vec<claims::PassageClaims> = passages
        .iter()
        .map(|passage| claims::claims(passage, book, today))
        .collect();
    let whole = judge::Whole::of(passages, &found);
    let mut judged: Vec<Judged> = Vec::new();
    for (index, (passage, claims)) in passages.iter().zip(&found).enumerate() {
        let is_live = |span: &Range<usize>| {
            live.get(index).is_some_and(|spans| {
                spans
                    .iter()
                    .any(|live| live.start <= span.start && span.end <= live.end)
            })
        };
        for claim in &claims.claims {
            if is_live(&claim.span) {
                continue;
            }
            let finding = judge::judge(claim, claims, &whole, book);
            // What a share rests on is a claim of its own only where it is wrong.
            let is_basis = match &claim.what {
                claims::What::Value(number) => number.linked.is_basis,
                // A target's own number is none either.
                claims::What::Goal(_) => true,
                _ => false,
            };
            if is_basis && finding.verdict != Verdict::Contradicted {
                continue;
            }
            let small = judge::is_small(claim, book);
            let subject = claim.subject.as_ref();
            let placed = place(passage, index, claim.kind, &claim.span, subject, finding);
            judged.push(Judged { small, ..placed });
        }
        if let Some((span, finding)) = judge::ratings(index, &whole, book) {
            judged.push(place(
                passage,
                index,
                ClaimKind::Total,
                &span,
                None,
                finding,
            ));
        }
    }
    judged.sort_by_key(|claim| (claim.passage, claim.span.start, claim.kind));
    name(&mut judged);
    Checked { claims: judged }
}

fn place(
    passage: &Passage,
    index: usize,
    kind: ClaimKind,
    span: &Range<usize>,
    subject: Option<&sentence::Subject>,
    finding: judge::Finding,
) -> Judged {
    Judged {
        id: String::new(),
        kind,
        quote: passage.words[span.clone()].to_owned(),
        passage: index,
        sentence: around(&passage.words, span),
        span: span.clone(),
        place: passage.place.clone(),
        verdict: finding.verdict,
        says: finding.says,
        about: subject.map(|subject| subject.selector.clone()),
        sureness: match subject {
            Some(subject) if subject.sure => Sureness::Likely,
            // A date or a total says by itself what it is about.
            None if matches!(kind, ClaimKind::Date | ClaimKind::Total) => Sureness::Certain,
            _ => Sureness::Guessed,
        },
        by: finding.by,
        small: false,
    }
}

/// The sentence around a stretch.
fn around(words: &str, span: &Range<usize>) -> String {
    let tokens = tokens::tokens(words);
    tokens::sentences(words, &tokens)
        .into_iter()
        .map(|range| tokens[range.start].span.start..tokens[range.end - 1].span.end)
        .find(|range| range.start <= span.start && span.start < range.end)
        .map_or_else(|| words.to_owned(), |range| words[range].to_owned())
}

/// A claim's name follows from its sentence, its words and its kind; of equal ones from their
/// order too. So it stays when something else in the text is changed.
fn name(judged: &mut [Judged]) {
    let mut seen: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    for claim in judged {
        let key = format!("{:?}\n{}\n{}", claim.kind, claim.quote, claim.sentence);
        let count = seen.entry(key.clone()).or_default();
        let text = format!("{key}\n{count}");
        *count += 1;
        claim.id = Sha256::digest(text.as_bytes())
            .iter()
            .take(6)
            .map(|byte| format!("{byte:02x}"))
            .collect();
    }
}
