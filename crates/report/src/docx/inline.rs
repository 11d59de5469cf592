//! Words within a paragraph as Word's runs, links and bookmarks.

use super::body::Body;
use super::styles::{self, REFERENCE};
use crate::document::Inline;
use crate::setting::{address, plain, spoken};

impl Body {
    /// Words of one kind.
    pub(super) fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) => self.run(text, None, false),
            Inline::Strong(text) => self.run(text, Some("Strong"), true),
            Inline::Tag { text, tone } => {
                // Spaces that do not break give the word room on its colour.
                let text = format!("\u{a0}{}\u{a0}", text.trim());
                self.run(&text, Some(styles::tag_style(*tone)), true);
            }
            Inline::Link { text, href } => match address(href) {
                Some(address) => {
                    let id = self.hyperlink(address);
                    self.xml.open("w:hyperlink", &[("r:id", &id)]);
                    self.run(text, Some("Hyperlink"), false);
                    self.xml.close("w:hyperlink");
                }
                None => self.run(text, None, false),
            },
            Inline::Reference { mark, to } if self.places.has(to) => {
                let (place, tip) = (bookmark(to), plain(&spoken(mark)));
                self.xml
                    .open("w:hyperlink", &[("w:anchor", &place), ("w:tooltip", &tip)]);
                self.run(mark, Some(REFERENCE), false);
                self.xml.close("w:hyperlink");
            }
            Inline::Reference { mark, .. } => self.run(mark, Some(REFERENCE), false),
            Inline::Anchor { id, text } => {
                self.bookmarks += 1;
                let (number, name) = (self.bookmarks.to_string(), bookmark(id));
                self.xml
                    .empty("w:bookmarkStart", &[("w:id", &number), ("w:name", &name)]);
                self.run(text, None, false);
                self.xml.empty("w:bookmarkEnd", &[("w:id", &number)]);
            }
        }
    }

    fn run(&mut self, text: &str, style: Option<&str>, bold: bool) {
        if text.is_empty() {
            return;
        }
        self.xml.within("w:r", &[], |xml| {
            if let Some(style) = style {
                xml.within("w:rPr", &[], |xml| {
                    xml.val("w:rStyle", style);
                    if bold {
                        // Said here too: in a bold paragraph style the character style's bold
                        // alone would cancel out.
                        xml.empty("w:b", &[]);
                        xml.empty("w:bCs", &[]);
                    }
                });
            }
            xml.element("w:t", &[("xml:space", "preserve")], text);
        });
    }
}

/// The name of a place's bookmark. Word lets letters, digits and low lines stand in one.
fn bookmark(place: &str) -> String {
    plain(place).replace('-', "_")
}
