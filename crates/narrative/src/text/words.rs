//! The words of a passage, put together from its runs, with where each of them lies in the source.

use std::ops::Range;

use super::Content;

/// Bytes of the words and the bytes of the source that they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// Bytes of the words.
    pub words: Range<usize>,
    /// As many bytes, one for one; or other ones that the words stand for as a whole.
    pub source: Range<usize>,
}

impl Span {
    /// The bytes of the source that a stretch of the words has of these.
    pub fn part(&self, span: &Range<usize>) -> Range<usize> {
        if self.words.len() != self.source.len() {
            return self.source.clone();
        }
        let start = span.start.max(self.words.start) - self.words.start;
        let end = span.end.min(self.words.end) - self.words.start;
        self.source.start + start..self.source.start + end
    }
}

/// The words of a passage while they are put together.
#[derive(Default)]
pub(super) struct Words {
    /// The words so far.
    pub text: String,
    /// Where they lie, in order.
    pub spans: Vec<Span>,
    /// White space since the last letter, with the first of its places.
    space: Option<Option<Range<usize>>>,
}

impl Words {
    /// Adds words, parted from those before by a space.
    pub fn add(&mut self, content: &Content) {
        self.rest(None);
        for run in &content.runs {
            let verbatim = run.is_verbatim();
            for (at, letter) in run.text.char_indices() {
                let source = run.source.clone().map(|source| {
                    if verbatim {
                        source.start + at..source.start + at + letter.len_utf8()
                    } else {
                        source
                    }
                });
                self.letter(letter, source);
            }
        }
    }

    fn letter(&mut self, letter: char, source: Option<Range<usize>>) {
        if matches!(
            letter,
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
        ) {
            return;
        }
        if letter.is_whitespace() || letter.is_control() {
            self.rest(source);
            return;
        }
        if let Some(space) = self.space.take().filter(|_| !self.text.is_empty()) {
            self.put(' ', space);
        }
        self.put(letter, source);
    }

    /// Takes in white space; the first of several counts.
    fn rest(&mut self, source: Option<Range<usize>>) {
        if self.space.is_none() {
            self.space = Some(source);
        }
    }

    fn put(&mut self, letter: char, source: Option<Range<usize>>) {
        let start = self.text.len();
        self.text.push(letter);
        let end = self.text.len();
        let Some(source) = source else {
            return;
        };
        if let Some(last) = self.spans.last_mut().filter(|last| last.words.end == start) {
            let one_for_one =
                last.words.len() == last.source.len() && source.len() == letter.len_utf8();
            if one_for_one && last.source.end == source.start {
                last.words.end = end;
                last.source.end = source.end;
                return;
            }
            if last.source == source {
                last.words.end = end;
                return;
            }
        }
        self.spans.push(Span {
            words: start..end,
            source,
        });
    }
}
