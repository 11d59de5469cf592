//! A text held to the evidence: its references put into words, its claims judged.

use std::fmt;
use std::ops::Range;

use jiff::civil::Date;
use waymark_benchmarks::{Benchmarks, Neighbours};
use waymark_figures::{BenchmarkValue, EvidenceBook, MeasureMeta, Naming, Selector};
use waymark_measures::Catalogue;
use waymark_narrative::check::{Checked, Offer, Verdict, check_passages, offers};
use waymark_narrative::facts::{self, FactBook};
use waymark_narrative::reference::{Known, LiveSpan, Misreference, ReferenceError, expand};
use waymark_narrative::text::{Passage, Place, Text};
use waymark_plan::Plan;
use waymark_plan::ledger::chain::Hash;
use waymark_plan::ledger::parts::{CheckRecord, ContradictedClaim};

use crate::document::TemplateText;
use crate::evidence::whole;

/// All that a text is held to: evidence, plan, and the published values of every year, for the
/// authority, its neighbours, its region and England.
pub fn fact_book(
    evidence: &EvidenceBook,
    plan: &Plan,
    as_at: Date,
    catalogue: &Catalogue,
    benchmarks: &Benchmarks,
) -> FactBook {
    let mut published: Vec<(Selector, BenchmarkValue)> = Vec::new();
    for definition in catalogue.all() {
        let meta = &definition.meta;
        if meta.benchmarks.is_empty() {
            continue;
        }
        // A measure whose twin was not imported has nothing beside it.
        let years = benchmarks
            .series(&meta.benchmarks, plan.authority.code, Neighbours::default())
            .unwrap_or_default();
        for year in &years {
            let values = year.values().cloned();
            published.extend(values.map(|value| (whole(meta.id.clone()), value)));
        }
    }
    facts::of(evidence, plan, as_at, named(catalogue), &published)
}

/// The measures of a catalogue, and how people speak of each.
pub fn named(catalogue: &Catalogue) -> Vec<(MeasureMeta, Naming)> {
    catalogue
        .all()
        .map(|definition| (definition.meta.clone(), definition.naming.clone()))
        .collect()
}

/// A text that was held to the evidence.
#[derive(Clone, Debug)]
pub struct CheckedText {
    /// Its claims. Their passages and spans are those of the text with its references in words.
    pub checked: Checked,
    /// The references that have no words.
    pub faults: Vec<FaultyReference>,
    offered: Vec<Offer>,
    passages: Vec<CheckedPassage>,
}

#[derive(Clone, Debug)]
struct CheckedPassage {
    /// As it was written.
    raw: Passage,
    /// What references filled in.
    live: Vec<LiveSpan>,
}

/// A reference that has no words, with its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultyReference {
    /// Where it stands.
    pub place: Place,
    /// As it was written, its braces included.
    pub written: String,
    /// What is wrong, and what to do.
    pub error: ReferenceError,
    /// The reference that was probably meant.
    pub suggestion: Option<String>,
}

impl fmt::Display for FaultyReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = place_in_words(&self.place);
        if !place.is_empty() {
            write!(f, "{place}: ")?;
        }
        write!(f, "{}: {}", self.written, self.error)?;
        match &self.suggestion {
            Some(meant) => write!(f, " (perhaps {meant})"),
            None => Ok(()),
        }
    }
}

/// A place for a person who looks for it: `paragraph 7 iv), line 12`; empty where nothing is known.
pub fn place_in_words(place: &Place) -> String {
    let paragraph = place
        .paragraph
        .as_ref()
        .map(|one| format!("paragraph {one}"));
    let line = place.line.map(|line| format!("line {line}"));
    let known: Vec<String> = paragraph.into_iter().chain(line).collect();
    known.join(", ")
}

/// A reference that could stand where a number was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedReference {
    /// Where the number stands.
    pub place: Place,
    /// The number as it was written.
    pub words: String,
    /// The reference.
    pub reference: String,
    /// The bytes of the text's source that it would take the place of; none for a Word document.
    pub in_source: Option<Range<usize>>,
}

/// Holds a text to the evidence. `known` is what its references can speak of.
pub fn check(text: &Text, book: &FactBook, known: &Known<'_>) -> CheckedText {
    let mut passages = Vec::new();
    let mut expanded = Vec::new();
    let mut faults = Vec::new();
    for raw in text.passages() {
        let mut words = raw.clone();
        let live = match expand(&raw.words, known) {
            Ok(said) => {
                words.words = said.words;
                said.live
            }
            Err(wrong) => {
                faults.extend(wrong.into_iter().map(|one| faulty(&raw, one)));
                Vec::new()
            }
        };
        expanded.push(words);
        passages.push(CheckedPassage { raw, live });
    }
    let live: Vec<Vec<Range<usize>>> = passages
        .iter()
        .map(|passage| passage.live.iter().map(|one| one.span.clone()).collect())
        .collect();
    let checked = check_passages(&expanded, book, &live);
    CheckedText {
        offered: offers(&checked, known),
        checked,
        faults,
        passages,
    }
}

fn faulty(passage: &Passage, wrong: Misreference) -> FaultyReference {
    let written = passage.words.get(wrong.span).unwrap_or_default();
    FaultyReference {
        place: passage.place.clone(),
        written: written.to_owned(),
        error: wrong.error,
        suggestion: wrong.suggestion,
    }
}

impl CheckedText {
    /// What the ledger keeps of the check, with an approval.
    pub fn record(&self, narrative: &str, snapshot: &str, template: &TemplateText) -> CheckRecord {
        let count = |verdict| u32::try_from(self.checked.count(verdict)).unwrap_or(u32::MAX);
        CheckRecord {
            narrative_sha256: Hash::of_text(narrative).to_string(),
            snapshot: snapshot.to_owned(),
            template: Some(Hash::of_text(&template.text).to_string()),
            supported: count(Verdict::Supported),
            not_clear: count(Verdict::NotClear),
            incomplete: count(Verdict::Incomplete),
            selective: count(Verdict::Selective),
            unsupported: count(Verdict::Unsupported),
            contradicted: self
                .checked
                .contradicted()
                .map(|claim| ContradictedClaim {
                    claim: claim.id.clone(),
                    quote: claim.quote.clone(),
                    says: claim.says.clone(),
                })
                .collect(),
        }
    }

    /// The references that could stand where numbers were written, in the order of the text.
    pub fn offers(&self) -> Vec<OfferedReference> {
        self.offered
            .iter()
            .filter_map(|offer| {
                let passage = self.passages.get(offer.passage)?;
                let span = as_written(&passage.live, &offer.span)?;
                Some(OfferedReference {
                    place: passage.raw.place.clone(),
                    words: offer.words.clone(),
                    reference: offer.reference.clone(),
                    in_source: passage.raw.in_source(span),
                })
            })
            .collect()
    }

    /// The source of the text with every reference that is offered in its place; none for a Word
    /// document, which has no source to write.
    pub fn with_references(&self, text: &Text) -> Option<String> {
        let mut source = text.source.clone()?;
        let mut before = source.len();
        for offer in self.offers().iter().rev() {
            // What is not parted from the one behind it stays as it was written.
            if let Some(at) = offer.in_source.clone().filter(|at| at.end <= before) {
                before = at.start;
                source.replace_range(at, &offer.reference);
            }
        }
        Some(source)
    }
}

/// The stretch of a passage as it was written, for one of the passage in words; none where a
/// reference wrote a part of it.
fn as_written(live: &[LiveSpan], span: &Range<usize>) -> Option<Range<usize>> {
    let mut filled = 0;
    let mut written = 0;
    for one in live {
        if one.span.start >= span.end {
            break;
        }
        if one.span.end > span.start {
            return None;
        }
        filled += one.span.len();
        written += one.source.len();
    }
    let shift = |at: usize| (at + written).checked_sub(filled);
    Some(shift(span.start)?..shift(span.end)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn live(span: Range<usize>, source: Range<usize>) -> LiveSpan {
        LiveSpan {
            span,
            source,
            reference: "{{re-referrals}}".parse().unwrap(),
            cites: Vec::new(),
        }
    }

    #[test]
    fn a_stretch_in_words_is_found_as_it_was_written() {
        // `In {{re-referrals}} of 37 cases` and `In 18.5% of 37 cases`: the 37 stands at 12 in
        // words and at 23 as it was written.
        let one = [live(3..8, 3..19)];
        assert_eq!(as_written(&one, &(12..14)), Some(23..25));
        assert_eq!(as_written(&one, &(0..2)), Some(0..2));
        assert_eq!(as_written(&one, &(3..8)), None);
        assert_eq!(as_written(&[], &(4..6)), Some(4..6));
    }
}
