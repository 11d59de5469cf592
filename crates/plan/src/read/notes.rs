//! What is noted while a text is read: what is wrong, where each part stands, and which names
//! were given.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Places, Problem, Severity, diagnostic};

/// Everything that was noted while a text was read.
pub(super) struct Notes<'t> {
    pub(super) text: &'t str,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) places: Places,
    /// What has a name of its own: the kind of thing and the name, with the line it stands on.
    seen: BTreeMap<(&'static str, String), usize>,
}

impl<'t> Notes<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            diagnostics: Vec::new(),
            places: Places::default(),
            seen: BTreeMap::new(),
        }
    }

    /// Notes a name that only one thing of its kind may have; an error where it was there before.
    pub(super) fn unique(&mut self, kind: &'static str, name: &str, path: &str) {
        let span = self.places.of(path);
        let here = diagnostic(self.text, span, Severity::Error, String::new(), None);
        match self.seen.get(&(kind, name.to_owned())) {
            Some(line) => self.diagnostics.push(Diagnostic {
                message: format!("{kind} `{name}` is there already, on line {line}"),
                help: Some("give each a name of its own".to_owned()),
                ..here
            }),
            None => {
                self.seen.insert((kind, name.to_owned()), here.line);
            }
        }
    }

    /// The names of a kind that were noted so far, in alphabetical order.
    pub(super) fn names(&self, kind: &str) -> impl Iterator<Item = &str> {
        self.seen
            .keys()
            .filter(move |(seen, _)| *seen == kind)
            .map(|(_, name)| name.as_str())
    }

    pub(super) fn error(
        &mut self,
        span: Range<usize>,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        let found = diagnostic(self.text, span, Severity::Error, message.into(), help);
        self.diagnostics.push(found);
    }

    pub(super) fn add(&mut self, problems: impl IntoIterator<Item = Problem>) {
        for problem in problems {
            let found = self.places.diagnose(self.text, problem);
            self.diagnostics.push(found);
        }
    }
}
