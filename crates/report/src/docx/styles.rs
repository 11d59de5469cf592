//! The styles that officers see in Word's gallery, and edit by.

use super::xml::{WORD, Xml};
use crate::document::Tone;
use crate::setting::{HEADER_FILL, HEADING, INK, LINE, LINK, QUIET, tag_colours};

/// A paragraph style as data: what differs from Normal.
struct ParagraphStyle {
    id: &'static str,
    name: &'static str,
    /// The style of the paragraph that follows when an officer presses Enter.
    next: &'static str,
    /// Half points.
    size: u16,
    bold: bool,
    colour: &'static str,
    /// Twentieths of a point above and below.
    space: (u16, u16),
    keep_next: bool,
    /// Outline level, from 0, for headings.
    outline: Option<&'static str>,
    /// The list that the style carries, with its left and hanging indents.
    list: Option<(&'static str, &'static str, &'static str)>,
}

impl ParagraphStyle {
    const fn plain(id: &'static str, name: &'static str) -> Self {
        ParagraphStyle {
            id,
            name,
            next: "Normal",
            size: 22,
            bold: false,
            colour: INK,
            space: (0, 120),
            keep_next: false,
            outline: None,
            list: None,
        }
    }

    const fn heading(
        id: &'static str,
        name: &'static str,
        size: u16,
        outline: &'static str,
    ) -> Self {
        ParagraphStyle {
            size,
            bold: true,
            colour: HEADING,
            space: (size * 10, 100),
            keep_next: true,
            outline: Some(outline),
            ..ParagraphStyle::plain(id, name)
        }
    }

    const fn list(
        id: &'static str,
        name: &'static str,
        number: &'static str,
        left: &'static str,
    ) -> Self {
        ParagraphStyle {
            next: id,
            list: Some((number, left, "567")),
            ..ParagraphStyle::plain(id, name)
        }
    }
}

/// The styles other than Normal, in the order of the gallery.
static PARAGRAPHS: [ParagraphStyle; 15] = [
    ParagraphStyle {
        size: 40,
        bold: true,
        colour: HEADING,
        space: (0, 120),
        keep_next: true,
        next: "Subtitle",
        ..ParagraphStyle::plain("Title", "Title")
    },
    ParagraphStyle {
        size: 24,
        space: (0, 40),
        colour: QUIET,
        next: "Subtitle",
        ..ParagraphStyle::plain("Subtitle", "Subtitle")
    },
    ParagraphStyle::heading("Heading1", "heading 1", 30, "0"),
    ParagraphStyle::heading("Heading2", "heading 2", 25, "1"),
    ParagraphStyle::heading("Heading3", "heading 3", 22, "2"),
    ParagraphStyle::list("NumberedParagraph", "Numbered Paragraph", "1", "567"),
    ParagraphStyle::list("ListBullet", "List Bullet", "2", "1134"),
    ParagraphStyle::list("ListRoman", "List Roman", "3", "1134"),
    ParagraphStyle::list("ListAlpha", "List Alpha", "4", "1134"),
    ParagraphStyle {
        bold: true,
        colour: HEADING,
        size: 20,
        space: (160, 80),
        keep_next: true,
        ..ParagraphStyle::plain("Caption", "caption")
    },
    ParagraphStyle {
        space: (80, 160),
        ..ParagraphStyle::plain("Figure", "Figure")
    },
    ParagraphStyle {
        size: 19,
        space: (0, 0),
        next: "TableText",
        ..ParagraphStyle::plain("TableText", "Table Text")
    },
    ParagraphStyle {
        size: 19,
        bold: true,
        colour: HEADING,
        space: (0, 0),
        keep_next: true,
        next: "TableText",
        ..ParagraphStyle::plain("TableHeading", "Table Heading")
    },
    ParagraphStyle {
        size: 19,
        bold: true,
        space: (0, 0),
        next: "TableText",
        ..ParagraphStyle::plain("TableRowHeading", "Table Row Heading")
    },
    ParagraphStyle {
        size: 17,
        colour: QUIET,
        space: (0, 0),
        next: "Footer",
        ..ParagraphStyle::plain("Footer", "footer")
    },
];

/// The character style of a reference's mark.
pub(super) const REFERENCE: &str = "EvidenceReference";

/// The character style of a tag.
pub(super) fn tag_style(tone: Tone) -> &'static str {
    match tone {
        Tone::Green => "RatingGreen",
        Tone::Amber => "RatingAmber",
        Tone::Red => "RatingRed",
        Tone::Blue => "RatingBlue",
        Tone::Neutral => "RatingNeutral",
    }
}

/// `word/styles.xml`.
pub(super) fn part() -> Vec<u8> {
    let mut xml = Xml::new();
    xml.within("w:styles", &[WORD], |xml| {
        defaults(xml);
        normal(xml);
        for style in &PARAGRAPHS {
            paragraph(xml, style);
        }
        header(xml);
        characters(xml);
        tables(xml);
        xml.within(
            "w:style",
            &[
                ("w:type", "numbering"),
                ("w:default", "1"),
                ("w:styleId", "NoList"),
            ],
            |xml| {
                xml.val("w:name", "No List");
                xml.val("w:uiPriority", "99");
                xml.empty("w:semiHidden", &[]);
            },
        );
    });
    xml.finish()
}

fn defaults(xml: &mut Xml) {
    xml.within("w:docDefaults", &[], |xml| {
        xml.within("w:rPrDefault", &[], |xml| {
            xml.within("w:rPr", &[], |xml| {
                // Arial is on every desk; Liberation Sans has its widths, so LibreOffice breaks
                // lines where Word does.
                xml.empty(
                    "w:rFonts",
                    &[
                        ("w:ascii", "Arial"),
                        ("w:hAnsi", "Arial"),
                        ("w:eastAsia", "Arial"),
                        ("w:cs", "Arial"),
                    ],
                );
                xml.val("w:color", INK);
                xml.val("w:sz", "22");
                xml.val("w:szCs", "22");
                xml.empty(
                    "w:lang",
                    &[
                        ("w:val", "en-GB"),
                        ("w:eastAsia", "en-GB"),
                        ("w:bidi", "ar-SA"),
                    ],
                );
            });
        });
        xml.within("w:pPrDefault", &[], |xml| {
            xml.within("w:pPr", &[], |xml| {
                spacing(xml, (0, 120));
            });
        });
    });
}

fn spacing(xml: &mut Xml, (before, after): (u16, u16)) {
    xml.empty(
        "w:spacing",
        &[
            ("w:before", &before.to_string()),
            ("w:after", &after.to_string()),
            ("w:line", "264"),
            ("w:lineRule", "auto"),
        ],
    );
}

fn normal(xml: &mut Xml) {
    xml.within(
        "w:style",
        &[
            ("w:type", "paragraph"),
            ("w:default", "1"),
            ("w:styleId", "Normal"),
        ],
        |xml| {
            xml.val("w:name", "Normal");
            xml.empty("w:qFormat", &[]);
        },
    );
}

fn paragraph(xml: &mut Xml, style: &ParagraphStyle) {
    xml.within(
        "w:style",
        &[("w:type", "paragraph"), ("w:styleId", style.id)],
        |xml| {
            xml.val("w:name", style.name);
            xml.val("w:basedOn", "Normal");
            xml.val("w:next", style.next);
            xml.empty("w:qFormat", &[]);
            xml.within("w:pPr", &[], |xml| {
                if style.keep_next {
                    xml.empty("w:keepNext", &[]);
                }
                if style.outline.is_some() {
                    xml.empty("w:keepLines", &[]);
                }
                if let Some((number, _, _)) = style.list {
                    xml.within("w:numPr", &[], |xml| xml.val("w:numId", number));
                }
                spacing(xml, style.space);
                if let Some((_, left, hanging)) = style.list {
                    xml.empty("w:ind", &[("w:left", left), ("w:hanging", hanging)]);
                }
                if let Some(level) = style.outline {
                    xml.val("w:outlineLvl", level);
                }
            });
            xml.within("w:rPr", &[], |xml| {
                if style.bold {
                    xml.empty("w:b", &[]);
                    xml.empty("w:bCs", &[]);
                }
                xml.val("w:color", style.colour);
                let size = style.size.to_string();
                xml.val("w:sz", &size);
                xml.val("w:szCs", &size);
            });
        },
    );
}

fn header(xml: &mut Xml) {
    xml.within(
        "w:style",
        &[("w:type", "paragraph"), ("w:styleId", "Header")],
        |xml| {
            xml.val("w:name", "header");
            xml.val("w:basedOn", "Footer");
        },
    );
}

fn characters(xml: &mut Xml) {
    let mut character = |id: &str, name: &str, properties: &dyn Fn(&mut Xml)| {
        xml.within(
            "w:style",
            &[("w:type", "character"), ("w:styleId", id)],
            |xml| {
                xml.val("w:name", name);
                xml.empty("w:qFormat", &[]);
                xml.within("w:rPr", &[], properties);
            },
        );
    };
    character("Strong", "Strong", &|xml| {
        xml.empty("w:b", &[]);
        xml.empty("w:bCs", &[]);
    });
    character("Hyperlink", "Hyperlink", &|xml| {
        xml.val("w:color", LINK);
        xml.val("w:u", "single");
    });
    character(REFERENCE, "Evidence Reference", &|xml| {
        xml.val("w:color", LINK);
        xml.val("w:u", "single");
        xml.val("w:vertAlign", "superscript");
    });
    for (tone, name) in [
        (Tone::Green, "Rating Green"),
        (Tone::Amber, "Rating Amber"),
        (Tone::Red, "Rating Red"),
        (Tone::Blue, "Rating Blue"),
        (Tone::Neutral, "Rating Neutral"),
    ] {
        let colours = tag_colours(tone);
        character(tag_style(tone), name, &|xml| {
            xml.empty("w:b", &[]);
            xml.empty("w:bCs", &[]);
            xml.val("w:color", colours.ink);
            shading(xml, colours.fill);
        });
    }
}

/// A fill of one colour.
pub(super) fn shading(xml: &mut Xml, fill: &str) {
    xml.empty(
        "w:shd",
        &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", fill)],
    );
}

fn tables(xml: &mut Xml) {
    xml.within(
        "w:style",
        &[
            ("w:type", "table"),
            ("w:default", "1"),
            ("w:styleId", "TableNormal"),
        ],
        |xml| {
            xml.val("w:name", "Normal Table");
            xml.val("w:uiPriority", "99");
            xml.empty("w:semiHidden", &[]);
            xml.within("w:tblPr", &[], |xml| margins(xml, "0", "108"));
        },
    );
    xml.within(
        "w:style",
        &[("w:type", "table"), ("w:styleId", "ReportTable")],
        |xml| {
            xml.val("w:name", "Report Table");
            xml.val("w:basedOn", "TableNormal");
            xml.empty("w:qFormat", &[]);
            xml.within("w:tblPr", &[], |xml| {
                xml.within("w:tblBorders", &[], |xml| {
                    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
                        xml.empty(
                            &format!("w:{side}"),
                            &[
                                ("w:val", "single"),
                                ("w:sz", "4"),
                                ("w:space", "0"),
                                ("w:color", LINE),
                            ],
                        );
                    }
                });
                margins(xml, "57", "96");
            });
            // Weight comes from the paragraph styles of the cells, because Word takes bold that
            // is set in two kinds of style for not bold.
            xml.within("w:tblStylePr", &[("w:type", "firstRow")], |xml| {
                xml.within("w:tblPr", &[], |_| {});
                xml.within("w:tcPr", &[], |xml| shading(xml, HEADER_FILL));
            });
        },
    );
    xml.within(
        "w:style",
        &[("w:type", "table"), ("w:styleId", "ReportFacts")],
        |xml| {
            xml.val("w:name", "Report Facts");
            xml.val("w:basedOn", "TableNormal");
            xml.empty("w:qFormat", &[]);
            xml.within("w:tblPr", &[], |xml| margins(xml, "40", "96"));
        },
    );
}

/// Margins of a table's cells, in twips: above and below, left and right.
fn margins(xml: &mut Xml, vertical: &str, horizontal: &str) {
    xml.within("w:tblCellMar", &[], |xml| {
        for (side, width) in [
            ("w:top", vertical),
            ("w:left", horizontal),
            ("w:bottom", vertical),
            ("w:right", horizontal),
        ] {
            xml.empty(side, &[("w:w", width), ("w:type", "dxa")]);
        }
    });
}
