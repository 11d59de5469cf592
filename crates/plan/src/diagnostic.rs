//! What is wrong with a plan's file, and where.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The plan can be used, but somebody should look at it.
    Warning,
    /// The plan cannot be used.
    Error,
}

/// One thing that is wrong, with its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in a plain sentence without a full stop at its end.
    pub message: String,
    /// The place: bytes of the text, from the first to after the last. May be empty at the end of
    /// the text; always on the boundary of a character.
    pub span: Range<usize>,
    /// The line of the place's first byte, from 1.
    pub line: usize,
    /// The character in that line, from 1.
    pub column: usize,
    /// What to do about it.
    pub help: Option<String>,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        write!(
            f,
            "line {}, column {}: {severity}: {}",
            self.line, self.column, self.message
        )?;
        match &self.help {
            Some(help) => write!(f, " ({help})"),
            None => Ok(()),
        }
    }
}

/// Something wrong with the part of a plan that a path names, before its place is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// The part, such as `recommendations.0.actions.1.first_due`.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// Where each part of a plan stands in its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    spans: BTreeMap<String, Range<usize>>,
}

impl Places {
    /// Notes the place of a part.
    pub(crate) fn note(&mut self, path: String, span: Range<usize>) {
        self.spans.insert(path, span);
    }

    /// The place of a part, or of the nearest part around it that has one; the beginning of the
    /// text where there is none.
    pub fn of(&self, path: &str) -> Range<usize> {
        let mut path = path;
        loop {
            if let Some(span) = self.spans.get(path) {
                return span.clone();
            }
            match path.rfind('.') {
                Some(point) => path = &path[..point],
                None => return 0..0,
            }
        }
    }

    /// The diagnostic of a problem.
    pub(crate) fn diagnose(&self, text: &str, problem: Problem) -> Diagnostic {
        let span = self.of(&problem.path);
        diagnostic(text, span, problem.severity, problem.message, problem.help)
    }
}

/// Makes a diagnostic and finds its line and column.
pub(crate) fn diagnostic(
    text: &str,
    span: Range<usize>,
    severity: Severity,
    message: String,
    help: Option<String>,
) -> Diagnostic {
    let start = text.floor_char_boundary(span.start);
    let end = text.ceil_char_boundary(span.end).max(start);
    let before = &text[..start];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    Diagnostic {
        severity,
        message,
        span: start..end,
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
        help,
    }
}

/// The candidate that a misspelt word was probably meant to be.
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let lower = word.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| {
            (
                strsim::jaro_winkler(&lower, &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|(likeness, _)| *likeness >= 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_its_line_and_column_in_characters() {
        let text = "first\n\u{a3}\u{a3}bad";
        let found = diagnostic(text, 10..13, Severity::Error, "no".into(), None);
        assert_eq!((found.line, found.column), (2, 3));
        assert_eq!(&text[found.span], "bad");
        // A place inside a character, or beyond the end, does no harm.
        let odd = diagnostic(text, 7..7, Severity::Error, "no".into(), None);
        assert_eq!((odd.line, odd.column, odd.span), (2, 1, 6..8));
        let end = diagnostic(text, 99..120, Severity::Error, "no".into(), None);
        assert_eq!((end.line, end.span), (2, 13..13));
    }

    #[test]
    fn the_nearest_word_is_offered_only_where_it_is_near() {
        let keys = ["first_due", "start", "title"];
        assert_eq!(nearest("frist_due", keys), Some("first_due"));
        assert_eq!(nearest("Titel", keys), Some("title"));
        assert_eq!(nearest("colour", keys), None);
    }

    #[test]
    fn a_part_without_a_place_has_that_of_what_is_around_it() {
        let mut places = Places::default();
        places.note("aims.0".into(), 4..9);
        assert_eq!(places.of("aims.0.title"), 4..9);
        assert_eq!(places.of("scheme.red"), 0..0);
    }
}
