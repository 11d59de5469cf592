//! The text part: every block of the document as Word's paragraphs, tables and pictures.

use super::DocxError;
use super::numbering::Lists;
use super::parts::Relationship;
use super::picture::Picture;
use super::xml::{RELATIONSHIPS, WORD, Xml};
use crate::document::{Block, Chart, Document, Inline, Marks};
use crate::places::Places;
use crate::raster;
use crate::setting::{chart_size, plain, words};

/// Dots an inch of a chart's picture.
const DPI: f64 = 300.0;
/// English Metric Units in a millimetre, the unit of pictures.
const EMU_A_MM: f64 = 36_000.0;

/// The text part with what it refers to.
pub(super) struct Text {
    pub part: Vec<u8>,
    pub relationships: Vec<Relationship>,
    pub lists: Lists,
    /// Path from `word/` and bytes.
    pub pictures: Vec<(String, Vec<u8>)>,
}

/// How a paragraph is set, apart from its words.
#[derive(Clone, Copy, Default)]
pub(super) struct Setting {
    /// The id of its style.
    pub style: &'static str,
    /// The list that it counts in, where the style's own does not do.
    pub list: Option<u32>,
    /// Whether it stays on a page with what follows.
    pub keep_next: bool,
    /// Whether it is set to the right.
    pub right: bool,
}

/// How far a block stays on one page.
#[derive(Clone, Copy, Default)]
pub(super) struct Keep {
    /// All of it together.
    pub within: bool,
    /// Its last line with what follows.
    pub after: bool,
}

impl Keep {
    /// Whether a paragraph or row of the block stays with the next one.
    pub(super) fn next(self, last: bool) -> bool {
        if last { self.after } else { self.within }
    }
}

/// Rows of a table that may be kept on one page: longer ones would leave much of a page white.
const KEPT_ROWS: usize = 6;

/// Whether a block that is to stay together is kept whole; long tables flow.
fn stays_whole(block: &Block) -> bool {
    !matches!(block, Block::Table(table) if table.rows.len() > KEPT_ROWS)
}

/// The text part while it is written.
pub(super) struct Body {
    pub xml: Xml,
    /// Where references may lead.
    pub places: Places,
    /// How many anchors were set: their bookmarks are numbered.
    pub bookmarks: usize,
    relationships: Vec<Relationship>,
    lists: Lists,
    pictures: Vec<(String, Vec<u8>)>,
    /// Set after a page break: the next paragraph begins the page.
    break_before: bool,
    /// Set after a table, which has no space below of its own.
    pub after_table: bool,
}

/// Writes the text part of a document.
pub(super) fn write(document: &Document) -> Result<Text, DocxError> {
    let fixed = [
        ("rId1", "styles", "styles.xml"),
        ("rId2", "numbering", "numbering.xml"),
        ("rId3", "settings", "settings.xml"),
        ("rId4", "footer", "footer1.xml"),
    ];
    let mut body = Body {
        xml: Xml::new(),
        places: Places::of(document),
        bookmarks: 0,
        relationships: fixed
            .map(|(id, kind, target)| Relationship {
                id: id.to_owned(),
                kind,
                target: target.to_owned(),
                external: false,
            })
            .into(),
        lists: Lists::default(),
        pictures: Vec::new(),
        break_before: false,
        after_table: false,
    };
    let namespaces = [
        WORD,
        RELATIONSHIPS,
        (
            "xmlns:wp",
            "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        ),
        (
            "xmlns:a",
            "http://schemas.openxmlformats.org/drawingml/2006/main",
        ),
        (
            "xmlns:pic",
            "http://schemas.openxmlformats.org/drawingml/2006/picture",
        ),
    ];
    body.xml.open("w:document", &namespaces);
    body.xml.open("w:body", &[]);
    body.words(style("Title"), &document.title);
    for line in &document.subtitle {
        body.words(style("Subtitle"), line);
    }
    body.blocks(&document.blocks)?;
    if body.after_table {
        // Word wants a paragraph between a table and the end.
        body.words(style("Normal"), "");
    }
    section(&mut body.xml);
    body.xml.close("w:body");
    body.xml.close("w:document");
    Ok(Text {
        part: body.xml.finish(),
        relationships: body.relationships,
        lists: body.lists,
        pictures: body.pictures,
    })
}

/// A paragraph of a style and nothing else.
fn style(style: &'static str) -> Setting {
    Setting {
        style,
        ..Setting::default()
    }
}

/// A4 upright, margins of 20 mm, with the footer.
fn section(xml: &mut Xml) {
    xml.within("w:sectPr", &[], |xml| {
        xml.empty(
            "w:footerReference",
            &[("w:type", "default"), ("r:id", "rId4")],
        );
        xml.empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")]);
        xml.empty(
            "w:pgMar",
            &[
                ("w:top", "1134"),
                ("w:right", "1134"),
                ("w:bottom", "1247"),
                ("w:left", "1134"),
                ("w:header", "567"),
                ("w:footer", "567"),
                ("w:gutter", "0"),
            ],
        );
    });
}

impl Body {
    fn blocks(&mut self, blocks: &[Block]) -> Result<(), DocxError> {
        for (at, block) in blocks.iter().enumerate() {
            self.block(block, blocks.get(at + 1), Keep::default())?;
        }
        Ok(())
    }

    fn block(&mut self, block: &Block, next: Option<&Block>, keep: Keep) -> Result<(), DocxError> {
        match block {
            Block::Heading { level, text } => {
                let style = match level {
                    0..=2 => "Heading1",
                    3 => "Heading2",
                    _ => "Heading3",
                };
                self.words(self::style(style), text);
            }
            Block::Paragraph { numbered, content } => {
                let introduces = matches!(next, Some(Block::List { .. }));
                self.paragraph(
                    Setting {
                        style: if *numbered {
                            "NumberedParagraph"
                        } else {
                            "Normal"
                        },
                        keep_next: keep.after || introduces,
                        ..Setting::default()
                    },
                    content,
                );
            }
            Block::List { marks, items } => self.list(*marks, items, keep),
            Block::Table(table) => self.table(table, keep),
            Block::Chart(chart) => self.chart(chart, keep)?,
            Block::Facts(facts) => self.facts(facts, keep),
            Block::PageBreak => self.break_before = true,
            Block::KeepTogether(blocks) => {
                if let Some((last, before)) = blocks.split_last() {
                    for (at, block) in before.iter().enumerate() {
                        // A chain without an end is kept nowhere: each table ends one.
                        let keep = Keep {
                            within: stays_whole(block),
                            after: !matches!(block, Block::Table(_)),
                        };
                        self.block(block, blocks.get(at + 1), keep)?;
                    }
                    // Facts above a heading belong to what that heads.
                    let leads = matches!(last, Block::Facts(_))
                        && matches!(next, Some(Block::Heading { .. }));
                    let keep = Keep {
                        within: stays_whole(last),
                        after: keep.after || leads,
                    };
                    self.block(last, next, keep)?;
                }
            }
        }
        Ok(())
    }

    fn list(&mut self, marks: Marks, items: &[Vec<Inline>], keep: Keep) {
        if items.is_empty() {
            return;
        }
        let (style, list) = self.lists.begin(marks);
        for (at, item) in items.iter().enumerate() {
            self.paragraph(
                Setting {
                    style,
                    list,
                    keep_next: keep.next(at + 1 == items.len()),
                    right: false,
                },
                item,
            );
        }
    }

    /// A paragraph of plain words.
    pub(super) fn words(&mut self, setting: Setting, words: &str) {
        self.paragraph(setting, &[Inline::Text(words.to_owned())]);
    }

    /// A paragraph.
    pub(super) fn paragraph(&mut self, setting: Setting, content: &[Inline]) {
        self.xml.open("w:p", &[]);
        self.properties(setting);
        for inline in content {
            self.inline(inline);
        }
        self.xml.close("w:p");
    }

    /// A paragraph's properties, in the order that the schema asks for.
    fn properties(&mut self, setting: Setting) {
        let in_table = setting.style.starts_with("Table");
        // What begins a page or follows a table says so itself; cells have no part in either.
        let break_before = !in_table && std::mem::take(&mut self.break_before);
        let after_table = !in_table && std::mem::take(&mut self.after_table);
        let spaced = after_table
            && !break_before
            && !matches!(
                setting.style,
                "Heading1" | "Heading2" | "Heading3" | "Caption"
            );
        self.xml.within("w:pPr", &[], |xml| {
            xml.val("w:pStyle", setting.style);
            if setting.keep_next {
                xml.empty("w:keepNext", &[]);
                xml.empty("w:keepLines", &[]);
            }
            if break_before {
                xml.empty("w:pageBreakBefore", &[]);
            }
            if let Some(list) = setting.list {
                xml.within("w:numPr", &[], |xml| {
                    xml.val("w:ilvl", "0");
                    xml.val("w:numId", &list.to_string());
                });
            }
            if spaced {
                xml.empty("w:spacing", &[("w:before", "160")]);
            }
            if setting.right {
                xml.val("w:jc", "right");
            }
        });
    }

    /// Whether a table may begin here: not at the top of a page after a break, nor right after
    /// another table, with which Word would join it. A paragraph is put between.
    pub(super) fn part_from_table(&mut self) {
        if self.break_before || self.after_table {
            self.words(style("Normal"), "");
        }
    }

    /// The relationship that leads to an address.
    pub(super) fn hyperlink(&mut self, target: String) -> String {
        let known = self
            .relationships
            .iter()
            .find(|known| known.external && known.target == target);
        match known {
            Some(known) => known.id.clone(),
            None => self.relate("hyperlink", target, true),
        }
    }

    fn relate(&mut self, kind: &'static str, target: String, external: bool) -> String {
        let id = format!("rId{}", self.relationships.len() + 1);
        self.relationships.push(Relationship {
            id: id.clone(),
            kind,
            target,
            external,
        });
        id
    }

    /// A chart as a picture in a paragraph of its own.
    fn chart(&mut self, chart: &Chart, keep: Keep) -> Result<(), DocxError> {
        let number = self.pictures.len() + 1;
        let (width, height) = chart_size(chart);
        let picture = raster::png(&chart.svg, width, height, DPI)
            .map_err(|source| DocxError::Chart { number, source })?;
        let target = format!("media/chart-{number}.png");
        self.pictures.push((target.clone(), picture));
        let relationship = self.relate("image", target, false);
        self.xml.open("w:p", &[]);
        self.properties(Setting {
            style: "Figure",
            keep_next: keep.after,
            ..Setting::default()
        });
        let set = Picture {
            number: number.to_string(),
            name: format!("Chart {number}"),
            description: plain(&chart.description),
            relationship,
            size: [width, height].map(|mm| ((mm * EMU_A_MM).round() as u64).to_string()),
        };
        set.run(&mut self.xml);
        self.xml.close("w:p");
        Ok(())
    }

    /// Whether a cell says anything.
    pub(super) fn is_blank(content: &[Inline]) -> bool {
        words(content).trim().is_empty()
    }
}
