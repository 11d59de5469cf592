//! Reading a table of the template key by key, with the place of everything that is wrong.

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};
use waymark_plan::{Diagnostic, Severity};

use super::nearest;
use super::standing::{PLACEHOLDERS, Standing, StandingFault};

/// The text, and what was found wrong with it.
pub(super) struct Findings<'t> {
    text: &'t str,
    found: RefCell<Vec<Diagnostic>>,
}

impl<'t> Findings<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            found: RefCell::new(Vec::new()),
        }
    }

    /// Notes a fault at a place.
    pub(super) fn fault(&self, span: Range<usize>, message: String, help: Option<String>) {
        let start = floor(self.text, span.start);
        let end = ceil(self.text, span.end).max(start);
        let before = &self.text[..start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        self.found.borrow_mut().push(Diagnostic {
            severity: Severity::Error,
            message,
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            span: start..end,
            help,
        });
    }

    /// The line of a place, from 1.
    pub(super) fn line(&self, place: usize) -> usize {
        self.text[..floor(self.text, place)].matches('\n').count() + 1
    }

    /// Everything that was found, in the order of the text.
    pub(super) fn into_found(self) -> Vec<Diagnostic> {
        let mut found = self.found.into_inner();
        found.sort_by_key(|diagnostic| diagnostic.span.start);
        found
    }

    /// Checks standing words at a place.
    pub(super) fn standing(&self, text: &str, span: Range<usize>) -> Option<Standing> {
        match Standing::check(text) {
            Ok(standing) => Some(standing),
            Err(StandingFault::Syntax { message }) => {
                self.fault(
                    span,
                    format!("the placeholder cannot be read: {message}"),
                    Some("write `{{ authority }}`".to_owned()),
                );
                None
            }
            Err(StandingFault::Unknown { name }) => {
                let names = PLACEHOLDERS.iter().map(|(name, _)| *name);
                let help = match nearest(&name, names.clone()) {
                    Some(near) => format!("did you mean `{{{{ {near} }}}}`?"),
                    None => format!("there are {}", names.collect::<Vec<_>>().join(", ")),
                };
                let place = place_of(self.text, &span, &name);
                self.fault(
                    place,
                    format!("there is no placeholder `{name}`"),
                    Some(help),
                );
                None
            }
        }
    }
}

/// The place of a placeholder's name within its text, or that of the text.
fn place_of(text: &str, span: &Range<usize>, name: &str) -> Range<usize> {
    let within = text.get(span.clone()).unwrap_or_default();
    match within.find(name) {
        Some(at) => span.start + at..span.start + at + name.len(),
        None => span.clone(),
    }
}

fn floor(text: &str, place: usize) -> usize {
    text.floor_char_boundary(place)
}

fn ceil(text: &str, place: usize) -> usize {
    text.ceil_char_boundary(place)
}

/// One table, whose keys are known.
pub(super) struct Fields<'a, 't> {
    pub(super) findings: &'a Findings<'t>,
    table: &'a DeTable<'t>,
    /// The place of the table.
    pub(super) span: Range<usize>,
    what: &'static str,
}

impl<'a, 't> Fields<'a, 't> {
    /// Reads a table; every key that is not allowed is a fault.
    pub(super) fn of(
        findings: &'a Findings<'t>,
        table: &'a DeTable<'t>,
        span: Range<usize>,
        what: &'static str,
        allowed: &[&str],
    ) -> Self {
        for (key, _) in table.iter() {
            let name: &str = key.get_ref();
            if !allowed.contains(&name) {
                let help = match nearest(name, allowed.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("{what} has {}", allowed.join(", ")),
                };
                findings.fault(
                    key.span(),
                    format!("{what} has no key `{name}`"),
                    Some(help),
                );
            }
        }
        Self {
            findings,
            table,
            span,
            what,
        }
    }

    /// The value of a key, where it is there.
    pub(super) fn get(&self, key: &str) -> Option<&'a Spanned<DeValue<'t>>> {
        self.table
            .iter()
            .find(|(name, _)| name.get_ref() == key)
            .map(|(_, value)| value)
    }

    /// Notes that a value is not what it should be.
    pub(super) fn wrong(&self, value: &Spanned<DeValue<'t>>, key: &str, wanted: &str) {
        let kind = value.get_ref().type_str();
        self.findings.fault(
            value.span(),
            format!("`{key}` must be {wanted}, not {kind}"),
            None,
        );
    }

    /// Notes that a key is missing.
    pub(super) fn missing(&self, key: &str, example: &str) {
        self.findings.fault(
            self.span.clone(),
            format!("{} needs the key `{key}`", self.what),
            Some(format!("write `{key} = {example}`")),
        );
    }

    /// A text, where it is there.
    pub(super) fn text(&self, key: &str) -> Option<(&'a str, Range<usize>)> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => Some((text, value.span())),
            DeValue::String(_) => {
                self.findings
                    .fault(value.span(), format!("`{key}` is empty"), None);
                None
            }
            _ => {
                self.wrong(value, key, "a text in quotation marks");
                None
            }
        }
    }

    /// A text that must be there.
    pub(super) fn needed(&self, key: &str, example: &str) -> Option<(&'a str, Range<usize>)> {
        if self.get(key).is_none() {
            self.missing(key, example);
        }
        self.text(key)
    }

    /// Standing words that must be there.
    pub(super) fn standing(&self, key: &str, example: &str) -> Option<Standing> {
        let (text, span) = self.needed(key, example)?;
        self.findings.standing(text, span)
    }

    /// A yes or no; no where it is not there.
    pub(super) fn flag(&self, key: &str) -> bool {
        match self.get(key) {
            None => false,
            Some(value) => value.get_ref().as_bool().unwrap_or_else(|| {
                self.wrong(value, key, "true or false");
                false
            }),
        }
    }

    /// A list, where it is there.
    pub(super) fn list(&self, key: &str) -> Option<&'a DeArray<'t>> {
        let value = self.get(key)?;
        let list = value.get_ref().as_array();
        if list.is_none() {
            self.wrong(value, key, "a list in square brackets");
        }
        list
    }

    /// A list of texts; empty where it is not there.
    pub(super) fn texts(&self, key: &str) -> Vec<(&'a str, Range<usize>)> {
        let mut texts = Vec::new();
        for value in self.list(key).into_iter().flat_map(|list| list.iter()) {
            match value.get_ref().as_str() {
                Some(text) => texts.push((text, value.span())),
                None => self.wrong(value, key, "a list of texts"),
            }
        }
        texts
    }

    /// A list of standing words; empty where it is not there.
    pub(super) fn standings(&self, key: &str) -> Vec<Standing> {
        self.texts(key)
            .into_iter()
            .filter_map(|(text, span)| self.findings.standing(text, span))
            .collect()
    }
}
