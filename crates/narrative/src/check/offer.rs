//! References offered for numbers that people wrote: the plain sentence first, the live one after.

use std::ops::Range;

use super::{Checked, ClaimKind};
use crate::reference::{Known, Part, Reference, resolve};
use crate::sentence::WhichMonth;

/// A reference that could take the place of a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The passage, from 0.
    pub passage: usize,
    /// Bytes of the passage's words that it would take the place of.
    pub span: Range<usize>,
    /// The words as they are.
    pub words: String,
    /// The reference, such as `{{re-referrals@2017-09}}`. It says the same words today.
    pub reference: String,
}

/// What a number about a figure can be, in the order in which it is tried.
const PARTS: [Part; 5] = [Part::Value, Part::Counted, Part::Of, Part::Cases, Part::N];

/// The references for the numbers that the check recognised as figures of the authority.
///
/// A number is offered one only where the reference says exactly what is written: a number that no
/// figure gives, or that is rounded otherwise, stays as it is, for its writer to mend.
pub fn offers(checked: &Checked, known: &Known<'_>) -> Vec<Offer> {
    checked
        .claims
        .iter()
        .filter(|claim| claim.kind == ClaimKind::Value)
        .filter_map(|claim| {
            let selector = claim.about.as_ref()?;
            let month = claim
                .by
                .iter()
                .find_map(|source| source.strip_prefix(&format!("{selector}@"))?.parse().ok())?;
            PARTS.iter().find_map(|part| {
                let whole = Reference::value(selector.clone(), WhichMonth::Month(month));
                let reference = match part {
                    Part::Value => whole,
                    part => whole.part(*part),
                };
                let live = resolve(&reference, known).ok()?;
                (live.words == claim.quote).then(|| Offer {
                    passage: claim.passage,
                    span: claim.span.clone(),
                    words: claim.quote.clone(),
                    reference: reference.to_string(),
                })
            })
        })
        .collect()
}
