//! Word's numbering definitions: real lists, so that an officer who inserts a paragraph sees
//! the others renumbered.

use super::xml::{WORD, Xml};
use crate::document::Marks;

/// A list's kind: its abstract definition, the list that its style carries, and its marks.
struct Kind {
    /// Id of the abstract definition; the list of the style has the id after it.
    id: u32,
    style: &'static str,
    /// Format and text of the marks, level by level.
    levels: [(&'static str, &'static str); 3],
    /// Left indent of the first level, in twips.
    left: u32,
}

static KINDS: [Kind; 4] = [
    Kind {
        id: 0,
        style: "NumberedParagraph",
        levels: [
            ("decimal", "%1."),
            ("lowerLetter", "%2)"),
            ("lowerRoman", "%3)"),
        ],
        left: 567,
    },
    Kind {
        id: 1,
        style: "ListBullet",
        levels: [("bullet", "•"), ("bullet", "–"), ("bullet", "•")],
        left: 567,
    },
    Kind {
        id: 2,
        style: "ListRoman",
        levels: [
            ("lowerRoman", "%1)"),
            ("lowerLetter", "%2)"),
            ("decimal", "%3)"),
        ],
        left: 1134,
    },
    Kind {
        id: 3,
        style: "ListAlpha",
        levels: [
            ("lowerLetter", "%1)"),
            ("lowerRoman", "%2)"),
            ("decimal", "%3)"),
        ],
        left: 1134,
    },
];

/// The first id of a list that restarts; those before belong to the styles.
const FIRST_RESTART: u32 = 10;

/// The lists of a document, in order. Numbered paragraphs and bullets need none of their own:
/// their styles carry them.
#[derive(Default)]
pub(super) struct Lists(Vec<u32>);

impl Lists {
    /// Begins a list, and gives its style and, where it counts from the start, its own id.
    pub(super) fn begin(&mut self, marks: Marks) -> (&'static str, Option<u32>) {
        let kind = match marks {
            Marks::Bullet => return (KINDS[1].style, None),
            Marks::LowerRoman => &KINDS[2],
            Marks::LowerAlpha => &KINDS[3],
        };
        let id = FIRST_RESTART + self.0.len() as u32;
        self.0.push(kind.id);
        (kind.style, Some(id))
    }

    /// `word/numbering.xml`.
    pub(super) fn part(&self) -> Vec<u8> {
        let mut xml = Xml::new();
        xml.within("w:numbering", &[WORD], |xml| {
            for kind in &KINDS {
                definition(xml, kind);
            }
            for kind in &KINDS {
                number(xml, kind.id + 1, kind.id, false);
            }
            for (at, kind) in self.0.iter().enumerate() {
                number(xml, FIRST_RESTART + at as u32, *kind, true);
            }
        });
        xml.finish()
    }
}

fn definition(xml: &mut Xml, kind: &Kind) {
    let id = kind.id.to_string();
    xml.within("w:abstractNum", &[("w:abstractNumId", &id)], |xml| {
        // Word tells definitions apart by this number; it only has to differ.
        xml.val("w:nsid", &format!("5741590{id}"));
        xml.val("w:multiLevelType", "multilevel");
        // A bullet needs less room than a number.
        let hanging = if kind.levels[0].0 == "bullet" {
            "284"
        } else {
            "567"
        };
        for (level, (format, text)) in kind.levels.iter().enumerate() {
            let left = kind.left + 567 * level as u32;
            xml.within("w:lvl", &[("w:ilvl", &level.to_string())], |xml| {
                xml.val("w:start", "1");
                xml.val("w:numFmt", format);
                if level == 0 {
                    xml.val("w:pStyle", kind.style);
                }
                xml.val("w:lvlText", text);
                xml.val("w:lvlJc", "left");
                xml.within("w:pPr", &[], |xml| {
                    xml.empty(
                        "w:ind",
                        &[("w:left", &left.to_string()), ("w:hanging", hanging)],
                    );
                });
            });
        }
    });
}

fn number(xml: &mut Xml, id: u32, definition: u32, restarts: bool) {
    xml.within("w:num", &[("w:numId", &id.to_string())], |xml| {
        xml.val("w:abstractNumId", &definition.to_string());
        if restarts {
            xml.within("w:lvlOverride", &[("w:ilvl", "0")], |xml| {
                xml.val("w:startOverride", "1");
            });
        }
    });
}
