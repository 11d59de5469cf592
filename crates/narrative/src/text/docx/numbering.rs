//! `numbering.xml`: the labels that Word prints before paragraphs, counted as it counts them.

use std::collections::{HashMap, HashSet};

use super::xml::{self, Element, Visitor};
use crate::text::{TextError, marks};

/// The levels of a list in Word.
const LEVELS: usize = 9;
/// The letters of a label's pattern that are read.
const LONGEST_LABEL: usize = 40;

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// Definitions by their id; several lists may share one and then count on.
    definitions: HashMap<String, Definition>,
    lists: HashMap<String, List>,
    /// Definitions by the numbering style that stands for them.
    by_style: HashMap<String, String>,
    /// How far each definition has counted, level by level.
    counted: HashMap<String, [Option<u32>; LEVELS]>,
    /// The lists that have begun: one that starts anew does so once.
    begun: HashSet<String>,
}

#[derive(Debug, Default)]
struct Definition {
    levels: HashMap<usize, Level>,
    /// The numbering style that has the levels instead.
    style: Option<String>,
}

#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: String,
    /// Such as `%1.%2`, where `%1` is the number of the outermost level.
    text: String,
    /// The paragraph style that stands for the level.
    style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        Level {
            start: 1,
            format: "decimal".to_owned(),
            text: String::new(),
            style: None,
        }
    }
}

#[derive(Debug, Default)]
struct List {
    definition: String,
    /// What it starts with instead, and the levels that it has instead.
    starts: HashMap<usize, u32>,
    levels: HashMap<usize, Level>,
}

impl Numbering {
    /// Reads the part.
    pub fn read(part: &str, words: &str) -> Result<Self, TextError> {
        let mut reading = Reading::default();
        xml::walk(part, words, &mut reading)?;
        Ok(reading.numbering)
    }

    /// The level of a list that a paragraph style stands for.
    pub fn level_of_style(&self, list: &str, style: &str) -> Option<usize> {
        let definition = self.definitions.get(self.definition(list)?)?;
        (0..LEVELS).find(|level| {
            definition
                .levels
                .get(level)
                .is_some_and(|known| known.style.as_deref() == Some(style))
        })
    }

    /// Counts a paragraph at a level of a list and gives the label that is printed before it, `•`
    /// for bullets of all kinds. `None` where the list is not known or prints nothing.
    pub fn label(&mut self, list: &str, level: usize) -> Option<String> {
        let level = level.min(LEVELS - 1);
        let definition_id = self.definition(list)?.to_owned();
        let known = self.lists.get(list)?;
        let definition = self.definitions.get(&definition_id)?;
        let at = |level: usize| known.levels.get(&level).or(definition.levels.get(&level));
        let start = |level: usize| {
            let own = known.starts.get(&level).copied();
            own.unwrap_or_else(|| at(level).map_or(1, |level| level.start))
        };

        let counted = self.counted.entry(definition_id).or_default();
        if self.begun.insert(list.to_owned()) {
            for level in known.starts.keys().filter(|level| **level < LEVELS) {
                counted[*level] = None;
            }
        }
        counted[level] = Some(match counted[level] {
            Some(number) => number.saturating_add(1),
            None => start(level),
        });
        for (outer, number) in counted.iter_mut().enumerate().take(level) {
            if number.is_none() {
                *number = Some(start(outer));
            }
        }
        counted[level + 1..].fill(None);

        let set = at(level)?;
        if set.format == "bullet" {
            return Some("•".to_owned());
        }
        let mut label = String::new();
        let mut letters = set.text.chars().take(LONGEST_LABEL);
        while let Some(letter) = letters.next() {
            let place = match letter {
                '%' => letters.next(),
                _ => None,
            };
            match place.and_then(|digit| digit.to_digit(10)) {
                Some(place @ 1..=9) => {
                    let place = place as usize - 1;
                    let format = at(place).map_or("decimal", |level| level.format.as_str());
                    let number = counted[place].unwrap_or_else(|| start(place));
                    label.push_str(&formatted(number, format));
                }
                _ => {
                    label.push(letter);
                    label.extend(place);
                }
            }
        }
        let label = label.trim();
        (!label.is_empty()).then(|| label.to_owned())
    }

    /// The id of the definition that has the levels of a list.
    fn definition(&self, list: &str) -> Option<&str> {
        let id = &self.lists.get(list)?.definition;
        let linked = self
            .definitions
            .get(id)
            .and_then(|definition| definition.style.as_ref())
            .and_then(|style| self.by_style.get(style));
        Some(linked.unwrap_or(id))
    }
}

fn formatted(number: u32, format: &str) -> String {
    match format {
        "lowerRoman" => marks::lower_roman(number),
        "upperRoman" => marks::lower_roman(number).to_uppercase(),
        "lowerLetter" => marks::lower_letters(number),
        "upperLetter" => marks::lower_letters(number).to_uppercase(),
        "none" => String::new(),
        _ => number.to_string(),
    }
}

/// The part while it is read.
#[derive(Default)]
struct Reading {
    numbering: Numbering,
    /// The definition that is open, with its id.
    definition: Option<(String, Definition)>,
    /// The list that is open, with its id.
    list: Option<(String, List)>,
    /// The level of that list that is open.
    changed: usize,
    /// The level that is open, with its place.
    level: Option<(usize, Level)>,
}

impl Visitor for Reading {
    fn open(&mut self, element: &Element<'_>) -> bool {
        let place = || {
            element
                .attribute("ilvl")
                .and_then(|level| level.parse().ok())
        };
        match element.name() {
            "abstractNum" => {
                let id = element.attribute("abstractNumId").unwrap_or_default();
                self.definition = Some((id, Definition::default()));
            }
            "num" => {
                let id = element.attribute("numId").unwrap_or_default();
                self.list = Some((id, List::default()));
            }
            "abstractNumId" => {
                if let Some((_, list)) = &mut self.list {
                    list.definition = element.value().unwrap_or_default();
                }
            }
            "lvlOverride" => self.changed = place().unwrap_or_default(),
            "startOverride" => {
                if let (Some((_, list)), Some(start)) = (&mut self.list, element.number()) {
                    list.starts.insert(self.changed, start);
                }
            }
            "styleLink" => {
                if let (Some((id, _)), Some(style)) = (&self.definition, element.value()) {
                    self.numbering.by_style.insert(style, id.clone());
                }
            }
            "numStyleLink" => {
                if let Some((_, definition)) = &mut self.definition {
                    definition.style = element.value();
                }
            }
            "lvl" => self.level = Some((place().unwrap_or_default(), Level::default())),
            name => {
                if let Some((_, level)) = &mut self.level {
                    match name {
                        "start" => level.start = element.number().unwrap_or(1),
                        "numFmt" => level.format = element.value().unwrap_or_default(),
                        "lvlText" => level.text = element.value().unwrap_or_default(),
                        "pStyle" => level.style = element.value(),
                        _ => {}
                    }
                }
            }
        }
        true
    }

    fn close(&mut self, name: &str) {
        match name {
            "lvl" => {
                let Some((place, level)) = self.level.take() else {
                    return;
                };
                let levels = match (&mut self.list, &mut self.definition) {
                    (Some((_, list)), _) => &mut list.levels,
                    (None, Some((_, definition))) => &mut definition.levels,
                    (None, None) => return,
                };
                levels.insert(place, level);
            }
            "abstractNum" => {
                if let Some((id, definition)) = self.definition.take() {
                    self.numbering.definitions.insert(id, definition);
                }
            }
            "num" => {
                if let Some((id, list)) = self.list.take() {
                    self.numbering.lists.insert(id, list);
                }
            }
            _ => {}
        }
    }

    fn words(&mut self, _: &str) {}
}
