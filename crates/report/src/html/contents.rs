//! The contents of a page: an id for every heading, and the list of the upper two levels.

use std::collections::BTreeSet;

use crate::document::{Block, Document};
use crate::places::Places;

/// More parts than this fold away in the list.
const SHOWN_PARTS: usize = 6;

/// The headings of a document.
pub(super) struct Contents {
    /// An id for every heading, in the document's order.
    pub(super) ids: Vec<String>,
    /// The sections.
    pub(super) entries: Vec<Entry>,
}

/// A section of the list.
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) parts: Vec<Part>,
    pub(super) folded: bool,
}

/// A part of a section.
pub(super) struct Part {
    pub(super) id: String,
    pub(super) text: String,
}

impl Contents {
    /// The contents of a document; no heading takes the id of one of its places.
    pub(super) fn of(document: &Document, places: &Places) -> Self {
        let mut headings = Vec::new();
        collect(&document.blocks, &mut headings);
        let mut taken = BTreeSet::from(["main".to_owned(), "contents-heading".to_owned()]);
        taken.extend(places.ids().map(str::to_owned));
        let mut ids = Vec::new();
        let mut entries: Vec<Entry> = Vec::new();
        for (level, text) in headings {
            let id = unique(&slug(text), &mut taken);
            match (level, entries.last_mut()) {
                (2, _) => entries.push(Entry {
                    id: id.clone(),
                    text: text.to_owned(),
                    parts: Vec::new(),
                    folded: false,
                }),
                (3, Some(entry)) => {
                    entry.parts.push(Part {
                        id: id.clone(),
                        text: text.to_owned(),
                    });
                    entry.folded = entry.parts.len() > SHOWN_PARTS;
                }
                _ => {}
            }
            ids.push(id);
        }
        Self { ids, entries }
    }
}

fn collect<'a>(blocks: &'a [Block], headings: &mut Vec<(u8, &'a str)>) {
    for block in blocks {
        match block {
            Block::Heading { level, text } => headings.push((*level, text)),
            Block::KeepTogether(blocks) => collect(blocks, headings),
            _ => {}
        }
    }
}

/// Lower-case letters and digits with single hyphens, beginning with a letter.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.starts_with(|letter: char| letter.is_ascii_lowercase()) {
        slug.to_owned()
    } else {
        format!("section-{slug}")
    }
}

fn unique(slug: &str, taken: &mut BTreeSet<String>) -> String {
    let mut id = slug.to_owned();
    let mut count = 1;
    while !taken.insert(id.clone()) {
        count += 1;
        id = format!("{slug}-{count}");
    }
    id
}
