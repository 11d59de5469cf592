//! Where references stand in a text.

use std::ops::Range;

/// A reference found in a text, not yet read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it stands, in bytes, its braces included.
    pub span: Range<usize>,
    /// What stands between the braces.
    pub inner: String,
    /// Whether the braces are closed. Where they are not, the span reaches to the first single
    /// brace that closes, or else to the end of the line.
    pub closed: bool,
}

/// Every `{{…}}` of a text, in order.
///
/// A reference may go on in the next line; it does not reach over an empty line, nor over the
/// braces that open the next one.
pub fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].find("{{").map(|first| at + first) {
        // Of `{{{`, the reference begins with the last two.
        let braces = text[first..].bytes().take_while(|byte| *byte == b'{');
        let one = one(text, first + braces.count() - 2);
        at = one.span.end;
        found.push(one);
    }
    found
}

fn one(text: &str, open: usize) -> Found {
    let from = open + 2;
    let reach = reach(&text[from..]);
    if let Some(close) = reach.find("}}") {
        return Found {
            span: open..from + close + 2,
            inner: reach[..close].to_owned(),
            closed: true,
        };
    }
    let (inner, length) = match reach.find(['}', '\n']) {
        Some(end) if reach[end..].starts_with('}') => (&reach[..end], end + 1),
        Some(end) => (reach[..end].trim_end(), reach[..end].trim_end().len()),
        None => (reach.trim_end(), reach.trim_end().len()),
    };
    Found {
        span: open..from + length,
        inner: inner.to_owned(),
        closed: false,
    }
}

/// What may belong to a reference that begins here.
fn reach(text: &str) -> &str {
    let next = text.find("{{").unwrap_or(text.len());
    let mut end = 0;
    for line in text[..next].split_inclusive('\n') {
        if end > 0 && line.trim().is_empty() {
            break;
        }
        end += line.len();
    }
    &text[..end]
}
