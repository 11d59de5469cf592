//! The fields of one TOML table, taken one by one and strictly: every key that is missing,
//! misspelt, of the wrong kind or not a key at all is noted with its place, and reading goes on.

use std::fmt::Display;
use std::ops::Range;
use std::str::FromStr;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::notes::Notes;
use crate::diagnostic::nearest;

/// What a kind of value is called in a message.
fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// A value with its place.
pub(super) type Placed<'a, 'i> = &'a Spanned<DeValue<'i>>;

/// One table.
pub(super) struct Fields<'a, 'i> {
    table: &'a DeTable<'i>,
    /// Where the table stands.
    pub(super) span: Range<usize>,
    /// Its path in the plan, empty for the whole.
    pub(super) path: String,
    asked: Vec<&'static str>,
    missing: Vec<&'static str>,
}

impl<'a, 'i> Fields<'a, 'i> {
    pub(super) fn new(
        table: &'a DeTable<'i>,
        span: Range<usize>,
        path: String,
        notes: &mut Notes<'_>,
    ) -> Self {
        notes.places.note(path.clone(), span.clone());
        Self {
            table,
            span,
            path,
            asked: Vec::new(),
            missing: Vec::new(),
        }
    }

    /// The path of a field.
    pub(super) fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    /// The value of a field that may be absent.
    pub(super) fn get(
        &mut self,
        notes: &mut Notes<'_>,
        key: &'static str,
    ) -> Option<Placed<'a, 'i>> {
        self.asked.push(key);
        let value = self.table.get(key)?;
        notes.places.note(self.path_of(key), value.span());
        Some(value)
    }

    /// Whether the table has the field; without asking for it.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Whether the field is there and holds text.
    pub(super) fn is_text(&self, key: &str) -> bool {
        self.table
            .get(key)
            .is_some_and(|value| value.get_ref().is_str())
    }

    /// Whether the field is there and holds a list.
    pub(super) fn is_list(&self, key: &str) -> bool {
        self.table
            .get(key)
            .is_some_and(|value| value.get_ref().is_array())
    }

    /// Notes it where a list that must be there is missing, or is something else.
    pub(super) fn list(&mut self, notes: &mut Notes<'_>, key: &'static str) {
        if let Some(value) = self.require(notes, key)
            && !value.get_ref().is_array()
        {
            self.wrong_kind(notes, key, value, "a list of texts");
        }
    }

    pub(super) fn require(
        &mut self,
        notes: &mut Notes<'_>,
        key: &'static str,
    ) -> Option<Placed<'a, 'i>> {
        let value = self.get(notes, key);
        if value.is_none() {
            self.missing.push(key);
        }
        value
    }

    pub(super) fn wrong_kind(
        &self,
        notes: &mut Notes<'_>,
        key: &str,
        value: Placed<'_, '_>,
        wanted: &str,
    ) {
        let found = kind(value.get_ref());
        notes.error(
            value.span(),
            format!("`{key}` must be {wanted}, but {found} stands here"),
            None,
        );
    }

    pub(super) fn text_of(
        &self,
        notes: &mut Notes<'_>,
        key: &str,
        value: Placed<'a, 'i>,
    ) -> Option<&'a str> {
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_kind(notes, key, value, "text in quotation marks");
            return None;
        };
        if text.trim().is_empty() {
            notes.error(
                value.span(),
                format!("`{key}` is empty"),
                Some("write something, or leave the key out where it may be absent".to_owned()),
            );
            return None;
        }
        Some(text)
    }

    /// A text that must be there and say something.
    pub(super) fn text(&mut self, notes: &mut Notes<'_>, key: &'static str) -> Option<String> {
        let value = self.require(notes, key)?;
        self.text_of(notes, key, value).map(str::to_owned)
    }

    /// A text that may be absent.
    pub(super) fn text_if_any(
        &mut self,
        notes: &mut Notes<'_>,
        key: &'static str,
    ) -> Option<String> {
        let value = self.get(notes, key)?;
        self.text_of(notes, key, value).map(str::to_owned)
    }

    /// A list of texts; empty where the field is absent.
    pub(super) fn texts(&mut self, notes: &mut Notes<'_>, key: &'static str) -> Vec<String> {
        let Some(value) = self.get(notes, key) else {
            return Vec::new();
        };
        let Some(list) = value.get_ref().as_array() else {
            self.wrong_kind(notes, key, value, "a list of texts");
            return Vec::new();
        };
        let mut found = Vec::new();
        for (index, entry) in list.iter().enumerate() {
            notes
                .places
                .note(format!("{}.{index}", self.path_of(key)), entry.span());
            found.extend(self.text_of(notes, key, entry).map(str::to_owned));
        }
        found
    }

    fn parse<T>(&self, notes: &mut Notes<'_>, key: &str, value: Placed<'a, 'i>) -> Option<T>
    where
        T: FromStr,
        T::Err: Display,
    {
        let text = self.text_of(notes, key, value)?;
        match text.parse() {
            Ok(parsed) => Some(parsed),
            Err(error) => {
                notes.error(value.span(), format!("{error}"), None);
                None
            }
        }
    }

    /// A text with a form of its own, such as an id or a month, that must be there.
    pub(super) fn parsed<T>(&mut self, notes: &mut Notes<'_>, key: &'static str) -> Option<T>
    where
        T: FromStr,
        T::Err: Display,
    {
        let value = self.require(notes, key)?;
        self.parse(notes, key, value)
    }

    /// A list of texts with a form of their own; empty where the field is absent. Those that are
    /// wrong are left out, and noted.
    pub(super) fn parsed_list<T>(&mut self, notes: &mut Notes<'_>, key: &'static str) -> Vec<T>
    where
        T: FromStr,
        T::Err: Display,
    {
        let Some(value) = self.get(notes, key) else {
            return Vec::new();
        };
        let Some(list) = value.get_ref().as_array() else {
            self.wrong_kind(notes, key, value, "a list of texts");
            return Vec::new();
        };
        let mut found = Vec::new();
        for (index, entry) in list.iter().enumerate() {
            let path = format!("{}.{index}", self.path_of(key));
            notes.places.note(path, entry.span());
            found.extend(self.parse(notes, key, entry));
        }
        found
    }

    /// A table that must be there.
    pub(super) fn table(
        &mut self,
        notes: &mut Notes<'_>,
        key: &'static str,
    ) -> Option<Fields<'a, 'i>> {
        let value = self.require(notes, key)?;
        self.table_of(notes, key, value)
    }

    /// A table that may be absent.
    pub(super) fn table_if_any(
        &mut self,
        notes: &mut Notes<'_>,
        key: &'static str,
    ) -> Option<Fields<'a, 'i>> {
        let value = self.get(notes, key)?;
        self.table_of(notes, key, value)
    }

    fn table_of(
        &self,
        notes: &mut Notes<'_>,
        key: &str,
        value: Placed<'a, 'i>,
    ) -> Option<Fields<'a, 'i>> {
        match value.get_ref().as_table() {
            Some(table) => Some(Fields::new(table, value.span(), self.path_of(key), notes)),
            None => {
                self.wrong_kind(notes, key, value, "one table");
                None
            }
        }
    }

    /// The tables of a list; empty where the field is absent. The path of each ends with its
    /// place in the list, from 0.
    pub(super) fn tables(
        &mut self,
        notes: &mut Notes<'_>,
        key: &'static str,
    ) -> Vec<Fields<'a, 'i>> {
        let Some(value) = self.get(notes, key) else {
            return Vec::new();
        };
        let Some(list) = value.get_ref().as_array() else {
            let found = kind(value.get_ref());
            notes.error(
                value.span(),
                format!("`{key}` must be a list of tables, but {found} stands here"),
                Some("write each with a heading in double square brackets".to_owned()),
            );
            return Vec::new();
        };
        let mut found = Vec::new();
        for (index, entry) in list.iter().enumerate() {
            let path = format!("{}.{index}", self.path_of(key));
            match entry.get_ref().as_table() {
                Some(table) => found.push(Fields::new(table, entry.span(), path, notes)),
                None => self.wrong_kind(notes, key, entry, "a list of tables"),
            }
        }
        found
    }

    /// Notes the keys that nobody asked for, and those that are missing. A missing key that was
    /// only misspelt is noted once, at its misspelling.
    pub(super) fn finish(mut self, notes: &mut Notes<'_>) {
        for (key, _) in self.table {
            let name: &str = key.get_ref();
            if self.asked.contains(&name) {
                continue;
            }
            let absent = self.asked.iter().copied().filter(|asked| !self.has(asked));
            let near = nearest(name, absent);
            self.missing.retain(|missing| Some(*missing) != near);
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => {
                    let all: Vec<String> = self
                        .asked
                        .iter()
                        .map(|asked| format!("`{asked}`"))
                        .collect();
                    format!("the keys here are {}", all.join(", "))
                }
            };
            notes.error(
                key.span(),
                format!("there is no key `{name}` here"),
                Some(help),
            );
        }
        for key in self.missing {
            let whole = match self.path.is_empty() {
                true => "the plan",
                false => "this table",
            };
            notes.error(
                first_line(notes.text, &self.span),
                format!("{whole} has no `{key}`"),
                None,
            );
        }
    }
}

/// The part of a place that lies on its first line, as a table's place may be long.
fn first_line(text: &str, span: &Range<usize>) -> Range<usize> {
    let length = text
        .get(span.clone())
        .and_then(|part| part.find('\n'))
        .unwrap_or(span.len());
    span.start..span.start + length
}
