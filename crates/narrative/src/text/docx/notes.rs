//! The parts with the notes: each note is a text of its own.

use std::collections::HashMap;

use super::body::Body;
use super::numbering::Numbering;
use super::package::Relations;
use super::styles::Styles;
use super::xml::{self, Element, Visitor};
use crate::text::{TextBlock, TextError};

/// The notes of a part by their ids; `element` is the name of theirs.
pub(super) fn read(
    part: &str,
    words: &str,
    element: &str,
    styles: &Styles,
    numbering: &mut Numbering,
    relations: &Relations,
) -> Result<HashMap<String, Vec<TextBlock>>, TextError> {
    let mut notes = Notes {
        element,
        body: Body::new(styles, numbering, relations),
        id: None,
        found: HashMap::new(),
    };
    xml::walk(part, words, &mut notes)?;
    Ok(notes.found)
}

/// The notes while they are read.
struct Notes<'p> {
    element: &'p str,
    body: Body<'p>,
    id: Option<String>,
    found: HashMap<String, Vec<TextBlock>>,
}

impl Visitor for Notes<'_> {
    fn open(&mut self, element: &Element<'_>) -> bool {
        if element.name() != self.element {
            return self.body.open(element);
        }
        // Those of another type are the lines above the notes.
        let is_note = matches!(element.attribute("type").as_deref(), None | Some("normal"));
        self.id = element.attribute("id").filter(|_| is_note);
        is_note
    }

    fn close(&mut self, name: &str) {
        if name != self.element {
            self.body.close(name);
        } else if let Some(id) = self.id.take() {
            let blocks = self.body.blocks();
            self.found.insert(id, blocks);
        }
    }

    fn words(&mut self, words: &str) {
        self.body.words(words);
    }
}
