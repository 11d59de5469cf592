//! `styles.xml`: which styles are headings, are numbered, or are strong.

use std::collections::HashMap;

use super::xml::{self, Element, Visitor};
use crate::text::TextError;

/// How far a style is followed to what it is based on; a circle ends there.
const FARTHEST: usize = 16;

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
}

/// What a style says of itself.
#[derive(Debug, Default)]
struct Style {
    /// In lower case.
    name: String,
    based_on: Option<String>,
    outline: Option<u32>,
    /// The list that it counts in; `0` for none.
    list: Option<String>,
    list_level: Option<u32>,
    strong: Option<bool>,
}

impl Styles {
    /// Reads the part.
    pub fn read(part: &str, words: &str) -> Result<Self, TextError> {
        let mut reading = Reading::default();
        xml::walk(part, words, &mut reading)?;
        Ok(reading.styles)
    }

    /// The level of the headings of a style, from 1; `None` where it is no heading.
    pub fn heading(&self, id: &str) -> Option<u8> {
        let level = self.look_up(id, |style| {
            style
                .outline
                .map(heading_level)
                .or_else(|| named_level(&style.name).map(Some))
        });
        match level {
            Some(level) => level,
            // Word's own ids, where the part with the styles is missing.
            None if self.by_id.is_empty() => named_level(&id.to_lowercase()),
            None => None,
        }
    }

    /// Whether a style is one of the table of contents.
    pub fn is_of_contents(&self, id: &str) -> bool {
        self.look_up(id, |style| style.name.starts_with("toc ").then_some(()))
            .is_some()
    }

    /// Whether words in a style are strong; `None` where it says nothing of it.
    pub fn strong(&self, id: &str) -> Option<bool> {
        self.look_up(id, |style| style.strong)
    }

    /// The list that paragraphs of a style count in, and the level in it where it is said.
    pub fn list(&self, id: &str) -> Option<(&str, Option<u32>)> {
        self.look_up(id, |style| Some((style.list.as_deref()?, style.list_level)))
    }

    /// What a style says, or else the ones that it is based on.
    fn look_up<'s, T>(&'s self, id: &str, what: impl Fn(&'s Style) -> Option<T>) -> Option<T> {
        let mut style = self.by_id.get(id)?;
        for _ in 0..FARTHEST {
            if let Some(found) = what(style) {
                return Some(found);
            }
            style = self.by_id.get(style.based_on.as_deref()?)?;
        }
        None
    }
}

/// The level of a heading of an outline level, from 1; the tenth outline level is that of text.
pub(super) fn heading_level(outline: u32) -> Option<u8> {
    u8::try_from(outline)
        .ok()
        .filter(|outline| *outline < 9)
        .map(|outline| outline + 1)
}

/// The level of the headings that a style is for by its name or id, in lower case.
fn named_level(name: &str) -> Option<u8> {
    if name == "title" {
        return Some(1);
    }
    let level = name.strip_prefix("heading")?.trim_start().parse().ok()?;
    (1..=9).contains(&level).then_some(level)
}

/// The part while it is read.
#[derive(Default)]
struct Reading {
    styles: Styles,
    /// The style that is open, with its id.
    style: Option<(String, Style)>,
}

impl Visitor for Reading {
    fn open(&mut self, element: &Element<'_>) -> bool {
        let name = element.name();
        if name == "style" {
            self.style = element
                .attribute("styleId")
                .map(|id| (id, Style::default()));
            return self.style.is_some();
        }
        let Some((_, style)) = &mut self.style else {
            // Defaults and latent styles say nothing about a heading.
            return name == "styles";
        };
        match name {
            "name" => style.name = element.value().unwrap_or_default().to_lowercase(),
            "basedOn" => style.based_on = element.value(),
            "outlineLvl" => style.outline = element.number(),
            "numId" => style.list = element.value(),
            "ilvl" => style.list_level = element.number(),
            "b" => style.strong = Some(element.is_on()),
            // What a table's style does to its first row, and what a tracked change had before.
            "tblStylePr" | "pPrChange" | "rPrChange" => return false,
            _ => {}
        }
        true
    }

    fn close(&mut self, name: &str) {
        if name == "style"
            && let Some((id, style)) = self.style.take()
        {
            self.styles.by_id.insert(id, style);
        }
    }

    fn words(&mut self, _: &str) {}
}
