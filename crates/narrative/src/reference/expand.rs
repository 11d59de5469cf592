//! A text with every reference in its place taken by its words.

use std::ops::Range;

use super::error::{NotAReference, ReferenceError};
use super::find::{Found, find};
use super::grammar::Reference;
use super::mend::suggestion;
use super::resolve::{Cite, Known, Live, resolve};

/// A text with its references in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expanded {
    /// The words. What stood outside references is as it was, byte for byte.
    pub words: String,
    /// Where words came from references, in order.
    pub live: Vec<LiveSpan>,
}

/// Words that came from a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveSpan {
    /// Where they stand in the expanded words, in bytes.
    pub span: Range<usize>,
    /// Where the reference stands in the raw words, its braces included.
    pub source: Range<usize>,
    /// The reference.
    pub reference: Reference,
    /// The figures behind the words.
    pub cites: Vec<Cite>,
}

/// A reference that has no words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misreference {
    /// Where it stands in the raw words, in bytes, its braces included.
    pub span: Range<usize>,
    /// What is wrong, and what to do.
    pub error: ReferenceError,
    /// The reference that was probably meant, with its braces. It has words, so that it can be
    /// taken as it is.
    pub suggestion: Option<String>,
}

/// Puts words in the place of every reference of a text, or gives everything that is wrong with
/// them, in order. A text with an error is not expanded in part.
pub fn expand(text: &str, known: &Known<'_>) -> Result<Expanded, Vec<Misreference>> {
    let mut words = String::with_capacity(text.len());
    let mut live = Vec::new();
    let mut wrong = Vec::new();
    let mut at = 0;
    for found in find(text) {
        words.push_str(&text[at..found.span.start]);
        at = found.span.end;
        match read(&found, known) {
            Ok((reference, said)) => {
                let start = words.len();
                words.push_str(&said.words);
                live.push(LiveSpan {
                    span: start..words.len(),
                    source: found.span,
                    reference,
                    cites: said.cites,
                });
            }
            Err(error) => wrong.push(Misreference {
                suggestion: suggestion(&found.inner, known),
                span: found.span,
                error,
            }),
        }
    }
    words.push_str(&text[at..]);
    if wrong.is_empty() {
        Ok(Expanded { words, live })
    } else {
        Err(wrong)
    }
}

fn read(found: &Found, known: &Known<'_>) -> Result<(Reference, Live), ReferenceError> {
    if !found.closed {
        return Err(NotAReference::NotClosed.into());
    }
    let reference: Reference = found.inner.parse()?;
    let said = resolve(&reference, known)?;
    Ok((reference, said))
}
