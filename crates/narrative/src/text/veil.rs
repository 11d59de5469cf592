//! References (`{{…}}`) while Markdown is read: hidden, so that the `|`, `[` and `_` in them are
//! not taken as a table, a link or emphasis; then put back.

use std::ops::Range;

use crate::reference;

/// The first letter of what stands in a reference's place; it is for private use, and no syntax
/// of Markdown knows it.
const VEIL: char = '\u{e000}';

/// A source whose references are hidden. Each byte is where it was.
pub(super) struct Veiled {
    /// The source as the parser gets it.
    pub text: String,
    references: Vec<Range<usize>>,
}

impl Veiled {
    /// Hides the references of a source, and turns its control characters into white space.
    pub fn new(source: &str) -> Self {
        let mut text = String::with_capacity(source.len());
        let mut references = Vec::new();
        let mut done = 0;
        for found in reference::find(source)
            .into_iter()
            .filter(|found| found.closed)
        {
            push_tame(&mut text, &source[done..found.span.start]);
            text.push(VEIL);
            // With its four braces a reference is longer than the first letter.
            text.extend(std::iter::repeat_n('x', found.span.len() - VEIL.len_utf8()));
            done = found.span.end;
            references.push(found.span);
        }
        push_tame(&mut text, &source[done..]);
        Veiled { text, references }
    }

    /// The words of an event: as they stand in the source where the parser took them over as they
    /// were, else as it changed them, with the references in them put back.
    pub fn words(&self, source: &str, event: &str, range: &Range<usize>) -> String {
        match source.get(range.clone()) {
            Some(words) if self.text.get(range.clone()) == Some(event) => words.to_owned(),
            _ => self.unveil(source, event, range),
        }
    }

    /// Whether a reference is hidden in some words.
    pub fn hides_in(words: &str) -> bool {
        words.contains(VEIL)
    }

    fn unveil(&self, source: &str, event: &str, range: &Range<usize>) -> String {
        let mut words = String::with_capacity(event.len());
        let mut rest = event;
        let first = self
            .references
            .partition_point(|reference| reference.start < range.start);
        let within = self.references[first..]
            .iter()
            .take_while(|reference| reference.end <= range.end);
        for reference in within {
            let Some((before, _)) = rest.split_once(VEIL) else {
                break;
            };
            let Some(after) = rest.get(before.len() + reference.len()..) else {
                break;
            };
            words.push_str(before);
            words.push_str(&source[reference.clone()]);
            rest = after;
        }
        words.push_str(rest);
        words
    }
}

/// Adds text with its control characters as white space, byte for byte.
///
/// They say nothing, and pulldown-cmark 0.13 panics on some: it takes a line with nothing but a
/// vertical tab for a paragraph, and then finds no words in it (its issue 1129).
fn push_tame(text: &mut String, source: &str) {
    let mut letters = source.chars().peekable();
    while let Some(letter) = letters.next() {
        text.push(match letter {
            '\r' if letters.peek() != Some(&'\n') => '\n',
            '\t' | '\n' | '\r' => letter,
            '\0'..='\u{1f}' | '\u{7f}' => ' ',
            _ => letter,
        });
    }
}
