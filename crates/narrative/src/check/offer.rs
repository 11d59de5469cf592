//! References offered for numbers that people wrote: the plain sentence first, the live one after.

use std::ops::Range;

use super::{Checked, ClaimKind, Verdict};

/// A reference that could take the place of a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The passage, from 0.
    pub passage: usize,
    /// Bytes of the passage's words that it would take the place of.
    pub span: Range<usize>,
    /// The words as they are.
    pub words: String,
    /// The reference, such as `{{re-referrals@2017-09}}`.
    pub reference: String,
}

/// The references for the numbers that the check recognised as figures of the authority.
///
/// Only supported values are offered one: a number that no figure gives stays as it is, for its
/// writer to mend.
pub fn offers(checked: &Checked) -> Vec<Offer> {
    checked
        .claims
        .iter()
        .filter(|claim| claim.kind == ClaimKind::Value)
        .filter(|claim| matches!(claim.verdict, Verdict::Supported | Verdict::Incomplete))
        .filter_map(|claim| {
            let selector = claim.about.as_ref()?;
            let source = claim
                .by
                .iter()
                .find(|source| source.starts_with(&format!("{selector}@")))?;
            Some(Offer {
                passage: claim.passage,
                span: claim.span.clone(),
                words: claim.quote.clone(),
                reference: format!("{{{{{source}{}}}}}", part(claim.quote.as_str())),
            })
        })
        .collect()
}

/// The part of a reference that reads like the words.
fn part(words: &str) -> &'static str {
    if words.contains(" of ") {
        " | cases"
    } else {
        ""
    }
}
