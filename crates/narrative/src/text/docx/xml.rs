//! XML parts: one walk over their elements, for whoever reads a part.
//!
//! Names come without their prefix. A document type is refused, as entities can be made to grow
//! without bound; nothing is kept but the names of the elements that are open.

use std::borrow::Cow;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::text::TextError;

/// The start of an element.
pub(super) struct Element<'e>(&'e BytesStart<'e>);

impl Element<'_> {
    /// Its name without the prefix.
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// An attribute by its name without the prefix.
    pub fn attribute(&self, name: &str) -> Option<String> {
        self.0
            .attributes()
            .with_checks(false)
            .filter_map(Result::ok)
            .find(|attribute| attribute.key.local_name().into_inner() == name)
            .and_then(|attribute| attribute.normalized_value(XmlVersion::Implicit1_0).ok())
            .map(Cow::into_owned)
    }

    /// The attribute that most elements say what they say with.
    pub fn value(&self) -> Option<String> {
        self.attribute("val")
    }

    /// Its value as a number.
    pub fn number(&self) -> Option<u32> {
        self.value()?.trim().parse().ok()
    }

    /// Its value as a switch, which is on where there is none.
    pub fn is_on(&self) -> bool {
        let value = self.value();
        !matches!(value.as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

/// Whoever reads a part.
pub(super) trait Visitor {
    /// An element begins; whether what is in it matters. Where it does not, its end is not told
    /// either.
    fn open(&mut self, element: &Element<'_>) -> bool;

    /// An element ends.
    fn close(&mut self, name: &str);

    /// Words between the elements.
    fn words(&mut self, words: &str);
}

/// Walks over a part.
///
/// # Errors
///
/// Where it is not well-formed, breaks off, or has a document type.
pub(super) fn walk(part: &str, xml: &str, visitor: &mut impl Visitor) -> Result<(), TextError> {
    let mut reader = Reader::from_str(xml);
    let mut depth = 0_usize;
    // How many elements are open that do not matter.
    let mut passed_over = 0_usize;
    loop {
        match reader.read_event().map_err(|_| damaged(part))? {
            Event::Start(start) => {
                depth += 1;
                if passed_over > 0 || !visitor.open(&Element(&start)) {
                    passed_over += 1;
                }
            }
            Event::Empty(start) if passed_over == 0 => {
                let element = Element(&start);
                if visitor.open(&element) {
                    visitor.close(element.name());
                }
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                if passed_over > 0 {
                    passed_over -= 1;
                } else {
                    visitor.close(end.local_name().into_inner());
                }
            }
            Event::Text(text) if passed_over == 0 => visitor.words(&text.xml10_content()),
            Event::CData(text) if passed_over == 0 => visitor.words(&text.xml10_content()),
            Event::GeneralRef(reference) if passed_over == 0 => {
                visitor.words(&resolved(&reference));
            }
            Event::DocType(_) => return Err(damaged(part)),
            Event::Eof if depth > 0 => return Err(damaged(part)),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// That a part cannot be read.
pub(super) fn damaged(part: &str) -> TextError {
    TextError::Damaged {
        part: part.to_owned(),
    }
}

/// What a reference stands for: one of XML's own five entities, or a letter by its number. There
/// is no other without a document type.
fn resolved(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        return letter.to_string();
    }
    let name = reference.xml10_content();
    quick_xml::escape::resolve_predefined_entity(&name)
        .unwrap_or_default()
        .to_owned()
}
