//! Plain text: lines, told apart by their indentation and the marks that they begin with.

use std::ops::Range;

use super::Text;
use super::content::{Content, Run};
use super::lines::Line;
use super::shape::{Entry, Shape};

/// What ends a line: Word's own line break and page break too, which come along when its text is
/// pasted.
const ENDS: [char; 6] = ['\n', '\r', '\u{b}', '\u{c}', '\u{2028}', '\u{2029}'];
/// The columns that make an item one list deeper.
const STEP: usize = 2;
/// The columns of a tab.
const TAB: usize = 4;

/// Reads plain text.
pub(super) fn read(source: String) -> Text {
    let mut shape = Shape::default();
    // Where the line before ended; `None` after a blank line.
    let mut before: Option<usize> = None;
    for line in Ends::of(&source) {
        let whole = &source[line.clone()];
        let words = whole.trim();
        if words.is_empty() || is_rule(words) {
            before = None;
            continue;
        }
        let start = line.start + (whole.len() - whole.trim_start().len());
        let end = start + words.len();
        let depth = columns(&source[line.start..start]) / STEP;
        shape.line(Entry {
            depth,
            item_depth: depth + 1,
            given: None,
            line: Line {
                before: before.map(|before| run(" ", before..start)),
                content: Content {
                    runs: vec![run(words, start..end)],
                },
            },
        });
        before = Some(end);
    }
    let blocks = shape.finish();
    Text {
        blocks,
        source: Some(source),
    }
}

/// The lines of a text, as the bytes between their ends.
struct Ends<'s> {
    source: &'s str,
    at: usize,
}

impl<'s> Ends<'s> {
    fn of(source: &'s str) -> Self {
        Ends { source, at: 0 }
    }
}

impl Iterator for Ends<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = &self.source[self.at..];
        if rest.is_empty() {
            return None;
        }
        let length = rest.find(ENDS).unwrap_or(rest.len());
        let line = self.at..self.at + length;
        let end = &rest[length..];
        let end = if end.starts_with("\r\n") {
            2
        } else {
            end.chars().next().map_or(0, char::len_utf8)
        };
        self.at = line.end + end;
        Some(line)
    }
}

fn run(text: &str, source: Range<usize>) -> Run {
    Run {
        text: text.to_owned(),
        source: Some(source),
        ..Run::default()
    }
}

/// Whether a line is a rule, or underlines the one before.
fn is_rule(words: &str) -> bool {
    words.len() >= 3 && words.chars().all(|sign| "-=_*~".contains(sign))
}

fn columns(indent: &str) -> usize {
    indent.chars().fold(0, |column, space| match space {
        '\t' => (column / TAB + 1) * TAB,
        _ => column + 1,
    })
}
