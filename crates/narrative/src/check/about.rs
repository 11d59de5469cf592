//! What a sentence is about: measures and their groups, and whom it sets them beside.

use std::ops::Range;

use waymark_figures::Selector;

use super::tokens::{Token, places};
use crate::facts::{FactBook, Whose};

/// A measure that a sentence names.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Named {
    /// Its pieces.
    pub at: Range<usize>,
    /// Its place in the book's list.
    pub measure: usize,
    /// The whole of it, or the group that the sentence names.
    pub selector: Selector,
    /// How many words of the phrase stood there: more words say more.
    pub words: usize,
}

/// The measures that a sentence names, in order. Where two names stand over the same words, the
/// longer stays; two of the same length both stay, as the number's kind decides between them.
pub(super) fn measures(tokens: &[Token], book: &FactBook) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    for (index, known) in book.measures.iter().enumerate() {
        let title = known.meta.title.to_lowercase();
        let phrases = known.naming.phrases.iter().map(String::as_str);
        for phrase in phrases.chain([title.as_str()]) {
            let words = phrase
                .split_whitespace()
                .filter(|word| *word != "...")
                .count();
            for at in places(phrase, tokens) {
                let selector = Selector {
                    measure: known.meta.id.clone(),
                    breakdown: None,
                };
                found.push(Named {
                    at,
                    measure: index,
                    selector,
                    words,
                });
            }
        }
    }
    found.retain(|one| !is_another(tokens, book, one));
    let longest: Vec<Named> = found
        .iter()
        .filter(|one| {
            !found.iter().any(|other| {
                other.measure == one.measure
                    && overlap(&one.at, &other.at)
                    && (other.words, other.at.len(), one.at.start)
                        > (one.words, one.at.len(), other.at.start)
            })
        })
        .cloned()
        .collect();
    let mut named = longest;
    named.sort_by_key(|one| (one.at.start, one.measure, one.at.end));
    named.dedup();
    for one in &mut named {
        if let Some(group) = group(tokens, book, &one.selector) {
            one.selector = group;
        }
    }
    named
}

/// Whether the words name something else that only sounds like the measure: `health assessments`.
fn is_another(tokens: &[Token], book: &FactBook, named: &Named) -> bool {
    book.measures[named.measure]
        .naming
        .unlike
        .iter()
        .flat_map(|phrase| places(phrase, tokens))
        .any(|at| overlap(&at, &named.at))
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The group of a measure whose name stands in the sentence.
fn group(tokens: &[Token], book: &FactBook, whole: &Selector) -> Option<Selector> {
    book.groups(&whole.measure)
        .into_iter()
        .filter(|selector| {
            selector
                .breakdown
                .as_ref()
                .is_some_and(|breakdown| is_said(tokens, &breakdown.group))
        })
        .max_by_key(|selector| selector.breakdown.as_ref().map(|b| b.group.len()))
        .cloned()
}

/// Whether a group's name stands in a sentence. A name with capitals needs them: the team
/// `Children in Care` is not meant by *children in care*.
fn is_said(tokens: &[Token], name: &str) -> bool {
    let phrase = name.to_lowercase().replace('-', "");
    let proper: Vec<bool> = name
        .split_whitespace()
        .map(|word| word.starts_with(char::is_uppercase))
        .collect();
    places(&phrase, tokens).into_iter().any(|at| {
        tokens[at]
            .iter()
            .zip(&proper)
            .all(|(token, proper)| token.capital || !proper)
    })
}

/// Somebody whom a sentence names.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Somebody {
    /// Their pieces.
    pub at: Range<usize>,
    /// Who it is.
    pub whose: Whose,
}

/// Whom a sentence names, in order: statistical neighbours, the region, England, the authority.
pub(super) fn somebody(tokens: &[Token], book: &FactBook) -> Vec<Somebody> {
    const NAMES: &[(&str, Whose)] = &[
        (
            "statistical neighbour|neighbours average|mean|median",
            Whose::Neighbours,
        ),
        ("statistical neighbour|neighbours", Whose::Neighbours),
        ("statistical neighbour*", Whose::Neighbours),
        ("neighbours", Whose::Neighbours),
        ("neighbouring authorities|councils", Whose::Neighbours),
        ("similar authorities|councils", Whose::Neighbours),
        ("comparator authorities|councils", Whose::Neighbours),
        ("comparable authorities|councils", Whose::Neighbours),
        ("england average|mean|figure|rate", Whose::England),
        ("england", Whose::England),
        ("english average", Whose::England),
        ("national average|figure|rate|picture|mean", Whose::England),
        ("nationally", Whose::England),
        ("national", Whose::England),
        ("regional average|figure|rate|mean", Whose::Region),
        ("regionally", Whose::Region),
        ("the region", Whose::Region),
        ("regional", Whose::Region),
    ];
    let mut found: Vec<Somebody> = Vec::new();
    let mut add = |phrase: &str, whose: Whose| {
        for at in places(phrase, tokens) {
            found.push(Somebody { at, whose });
        }
    };
    for (phrase, whose) in NAMES {
        add(phrase, *whose);
    }
    if let Some(region) = &book.region {
        let region = region.to_lowercase().replace('-', "");
        add(region.trim_start_matches("the "), Whose::Region);
    }
    add(
        &book.authority.to_lowercase().replace('-', ""),
        Whose::Authority,
    );
    // `in the region of 18%` is about, and nobody.
    found.retain(|one| {
        !(one.whose == Whose::Region
            && one.at.start > 0
            && tokens[one.at.start - 1].word() == "in"
            && tokens
                .get(one.at.end)
                .is_some_and(|next| next.word() == "of"))
    });
    found.sort_by_key(|one| (one.at.start, std::cmp::Reverse(one.at.end)));
    let mut kept: Vec<Somebody> = Vec::new();
    for one in found {
        if kept.last().is_none_or(|last| last.at.end <= one.at.start) {
            kept.push(one);
        }
    }
    kept
}

/// An age group that a sentence names: youngest and oldest.
pub(super) fn ages(tokens: &[Token]) -> Option<(Range<usize>, (u8, u8))> {
    let number = |at: usize| {
        tokens
            .get(at)
            .and_then(Token::number)
            .filter(|age| (0.0..=25.0).contains(age))
            .map(|age| age as u8)
    };
    let word = |at: usize| tokens.get(at).map_or("", Token::word);
    (0..tokens.len()).find_map(|at| {
        let first = number(at)?;
        let joins = matches!(word(at + 1), "to" | "and") || tokens.get(at + 1)?.is('-');
        let last = number(at + 2).filter(|last| joins && *last > first);
        let end = if last.is_some() { at + 3 } else { at + 1 };
        let after = word(end).starts_with("year") && !word(end).starts_with("years")
            || word(end) == "yearolds"
            || (tokens.get(end).is_some_and(|t| t.is('-')) && word(end + 1).starts_with("year"))
            || (word(end).starts_with("year") && word(end + 1).starts_with("old"));
        let after = after
            && (word(end) == "yearolds"
                || word(end) == "yearold"
                || (end..end + 4).any(|at| word(at).starts_with("old")));
        let before = at > 0 && matches!(word(at - 1), "aged" | "age" | "ages");
        (before || after).then(|| (at..end, (first, last.unwrap_or(first))))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tokens::tokens;

    #[test]
    fn ages_are_told_from_other_ranges() {
        let of = |text: &str| ages(&tokens(text)).map(|(_, ages)| ages);
        assert_eq!(of("care leavers aged 17 and 18"), Some((17, 18)));
        assert_eq!(of("of 19 to 21 year olds"), Some((19, 21)));
        assert_eq!(of("from 10 to 12 referrals"), None);
    }

    #[test]
    fn a_team_with_capitals_is_not_meant_by_plain_words() {
        let said = |text: &str, name: &str| is_said(&tokens(text), name);
        assert!(!said(
            "children in care with three placements",
            "Children in Care"
        ));
        assert!(!said("Children in care moved less", "Children in Care"));
        assert!(said("the Children in Care team", "Children in Care"));
        assert!(said(
            "Management oversight was good",
            "management oversight"
        ));
    }
}
