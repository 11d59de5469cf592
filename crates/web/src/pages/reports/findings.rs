//! What the check found in a text, as pages show it: the gravest first, counted at the top; and the
//! references that could stand where numbers were written. Nothing here judges.

use sha2::{Digest, Sha256};
use waymark_narrative::check::{Judged, Sureness, Verdict};
use waymark_narrative::sentence::words;
use waymark_publication::{CheckedText, OfferedReference, place_in_words};

use crate::saying::sentence;

/// What was found in a text.
#[derive(Clone, Debug)]
pub(super) struct Findings {
    /// How many claims there are, in words.
    pub claims_in_words: String,
    /// How many claims have which verdict, the gravest first; none that no claim has.
    pub counts: Vec<(usize, VerdictTag)>,
    /// References that have no words.
    pub faults: Vec<FaultHtml>,
    /// The claims that somebody should look at, the gravest first.
    pub to_look_at: Vec<ClaimHtml>,
    /// The claims that the evidence supports.
    pub supported: Vec<ClaimHtml>,
    /// References that could stand where numbers were written.
    pub offers: Vec<OfferHtml>,
    /// What it was held to, after “held to”.
    pub held_to: String,
}

/// A verdict with its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct VerdictTag {
    /// The word.
    pub word: &'static str,
    /// The end of the class of a claim.
    pub class: &'static str,
    /// The class of the tag.
    pub tag: &'static str,
}

impl VerdictTag {
    /// A verdict's.
    pub fn of(verdict: Verdict) -> Self {
        let (class, tag) = match verdict {
            Verdict::Contradicted => ("contradicted", "govuk-tag--red"),
            Verdict::Unsupported => ("unsupported", "govuk-tag--orange"),
            Verdict::Selective => ("selective", "govuk-tag--orange"),
            Verdict::NotClear => ("not-clear", "govuk-tag--yellow"),
            Verdict::Incomplete => ("incomplete", "govuk-tag--yellow"),
            Verdict::Supported => ("supported", "govuk-tag--green"),
        };
        Self {
            word: verdict.in_words(),
            class,
            tag,
        }
    }
}

/// A claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ClaimHtml {
    /// Its name.
    pub id: String,
    /// Its verdict.
    pub verdict: VerdictTag,
    /// Its words.
    pub quote: String,
    /// What the evidence says.
    pub says: String,
    /// Where it stands; empty where that is not known.
    pub place: String,
    /// Whether it counts fewer than six children.
    pub small: bool,
    /// Whether what it is about is a guess.
    pub guessed: bool,
}

impl ClaimHtml {
    /// A claim's.
    pub fn of(claim: &Judged) -> Self {
        Self {
            id: claim.id.clone(),
            verdict: VerdictTag::of(claim.verdict),
            quote: claim.quote.clone(),
            says: claim.says.clone(),
            place: place_in_words(&claim.place),
            small: claim.small,
            guessed: claim.sureness == Sureness::Guessed,
        }
    }
}

/// A reference that has no words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FaultHtml {
    /// Where it stands; empty where that is not known.
    pub place: String,
    /// As it was written.
    pub written: String,
    /// What is wrong.
    pub error: String,
    /// What was probably meant.
    pub suggestion: Option<String>,
}

/// A reference that could take the place of a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OfferHtml {
    /// What its button sends.
    pub key: String,
    /// The number as it was written.
    pub words: String,
    /// The reference.
    pub reference: String,
    /// Where the number stands.
    pub place: String,
}

impl Findings {
    /// What a check found. `held_to` ends the sentence “The text was held to …”.
    pub fn of(found: &CheckedText, held_to: &str) -> Self {
        let claims = &found.checked.claims;
        let mut to_look_at: Vec<&Judged> = claims
            .iter()
            .filter(|claim| claim.verdict != Verdict::Supported || claim.small)
            .collect();
        // Verdicts are in the order of their gravity; of one verdict the text's order stays.
        to_look_at.sort_by_key(|claim| claim.verdict);
        Self {
            claims_in_words: match claims.len() {
                0 => "No claim was found in the text.".to_owned(),
                count => format!(
                    "{} found.",
                    words::counted(count, "claim was", "claims were")
                ),
            },
            counts: Verdict::ALL
                .into_iter()
                .map(|verdict| (found.checked.count(verdict), VerdictTag::of(verdict)))
                .filter(|(count, _)| *count > 0)
                .collect(),
            faults: faults(found),
            to_look_at: to_look_at.into_iter().map(ClaimHtml::of).collect(),
            supported: claims
                .iter()
                .filter(|claim| claim.verdict == Verdict::Supported && !claim.small)
                .map(ClaimHtml::of)
                .collect(),
            offers: offers(&found.offers()),
            held_to: held_to.to_owned(),
        }
    }

    /// How many claims the evidence contradicts.
    pub fn contradicted(&self) -> usize {
        let word = Verdict::Contradicted.in_words();
        let mut counts = self.counts.iter();
        counts
            .find(|(_, tag)| tag.word == word)
            .map_or(0, |(count, _)| *count)
    }
}

/// The references of a text that have no words.
fn faults(found: &CheckedText) -> Vec<FaultHtml> {
    let faults = found.faults.iter();
    faults
        .map(|fault| {
            let error = sentence(&fault.error.to_string());
            FaultHtml {
                place: place_in_words(&fault.place),
                written: fault.written.clone(),
                suggestion: fault.suggestion.clone(),
                error,
            }
        })
        .collect()
}

/// The offers that can be taken in a text with a source.
fn offers(all: &[OfferedReference]) -> Vec<OfferHtml> {
    (0..)
        .zip(all)
        .filter(|(_, offer)| offer.in_source.is_some())
        .map(|(at, offer)| OfferHtml {
            key: key(at, offer),
            words: offer.words.clone(),
            reference: offer.reference.clone(),
            place: place_in_words(&offer.place),
        })
        .collect()
}

/// What names an offer: its place among all, and what it would change. A text that was typed on in
/// the meantime has other offers, and must not get this one somewhere else.
fn key(at: usize, offer: &OfferedReference) -> String {
    let digest = Sha256::digest(format!("{}\n{}", offer.words, offer.reference));
    let digest: String = digest
        .iter()
        .take(4)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("offer-{at}-{digest}")
}

/// A text with one offer taken; none where the text has no such offer any more.
pub(super) fn put_in(source: &str, all: &[OfferedReference], wanted: &str) -> Option<String> {
    let (_, offer) = (0..)
        .zip(all)
        .find(|(at, offer)| key(*at, offer) == wanted)?;
    let place = offer.in_source.clone()?;
    source.get(place.clone())?;
    let mut changed = source.to_owned();
    changed.replace_range(place, &offer.reference);
    Some(changed)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use waymark_figures::EvidenceBook;
    use waymark_narrative::facts::FactBook;
    use waymark_narrative::reference::Known;
    use waymark_narrative::text::{Place, Text};

    use super::*;

    /// Checks a text against a book that knows nothing: what a text says of days, and of itself, is
    /// judged all the same.
    fn found(text: &str) -> Findings {
        let evidence = EvidenceBook::default();
        let as_at = date(2017, 11, 13);
        let book = FactBook {
            as_at,
            authority: "Loamshire".to_owned(),
            region: None,
            inspection: None,
            measures: Vec::new(),
            facts: Vec::new(),
            goals: Vec::new(),
            plan: None,
        };
        let known = Known {
            evidence: &evidence,
            plan: None,
            as_at,
        };
        let checked = waymark_publication::check(&Text::markdown(text), &book, &known);
        Findings::of(&checked, "nothing")
    }

    #[test]
    fn the_gravest_comes_first_whatever_the_order_of_the_text() {
        // The number has no figure; the years end before they begin.
        let found = found("The share was 45%.\n\nThe plan is for 2017-2012.\n");
        let verdicts: Vec<&str> = found
            .to_look_at
            .iter()
            .map(|claim| claim.verdict.word)
            .collect();
        assert_eq!(verdicts.first(), Some(&"contradicted"), "{verdicts:?}");
        assert_eq!(found.contradicted(), 1);
        let counted: usize = found.counts.iter().map(|(count, _)| count).sum();
        assert_eq!(counted, found.to_look_at.len() + found.supported.len());
    }

    #[test]
    fn a_reference_without_words_is_told_with_its_place() {
        let found = found("Fine.\n\nIt fell to {{re-referals}}.\n");
        assert_eq!(found.faults.len(), 1);
        assert_eq!(found.faults[0].written, "{{re-referals}}");
        assert_eq!(found.faults[0].place, "line 3");
    }

    fn offer(words: &str, reference: &str, at: std::ops::Range<usize>) -> OfferedReference {
        OfferedReference {
            place: Place::default(),
            words: words.to_owned(),
            reference: reference.to_owned(),
            in_source: Some(at),
        }
    }

    #[test]
    fn an_offer_is_taken_where_it_was_made_and_nowhere_else() {
        let text = "It was 18.5%, and 18.5% before.";
        let all = [
            offer("18.5%", "{{re-referrals}}", 7..12),
            offer("18.5%", "{{re-referrals@2016-09}}", 18..23),
        ];
        let keys: Vec<String> = offers(&all).into_iter().map(|offer| offer.key).collect();
        let cases = [
            (
                text,
                keys[0].as_str(),
                Some("It was {{re-referrals}}, and 18.5% before."),
            ),
            (
                text,
                keys[1].as_str(),
                Some("It was 18.5%, and {{re-referrals@2016-09}} before."),
            ),
            (text, "offer-0", None),
            (text, "offer-7-00000000", None),
            ("Short.", keys[1].as_str(), None),
        ];
        for (source, wanted, expected) in cases {
            let changed = put_in(source, &all, wanted);
            assert_eq!(changed.as_deref(), expected, "{source:?} {wanted}");
        }
    }
}
