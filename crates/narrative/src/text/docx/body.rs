//! The part with the text: paragraphs, and the runs in them.

use super::numbering::Numbering;
use super::package::Relations;
use super::styles::{self, Styles};
use super::tables::Tables;
use super::xml::{Element, Visitor};
use crate::text::TextBlock;
use crate::text::content::{Run, address};
use crate::text::lines::Lines;
use crate::text::marks::Mark;
use crate::text::shape::Shape;

/// The most fields in one another.
const DEEPEST_FIELD: usize = 32;
/// The most bytes of a field's instruction that are kept.
const LONGEST_INSTRUCTION: usize = 4000;

/// The text while it is read.
pub(super) struct Body<'p> {
    styles: &'p Styles,
    numbering: &'p mut Numbering,
    relations: &'p Relations,
    shape: Shape,
    /// The notes that the text refers to, in order: the name of their element and their id.
    references: Vec<(&'static str, String)>,
    paragraph: Option<Paragraph>,
    /// Whether the properties of the paragraph are open.
    in_properties: bool,
    /// The lines of paragraphs whose end a tracked change deletes: the next one goes on with them.
    carried: Lines,
    run: Properties,
    reading: Reading,
    links: Vec<Option<String>>,
    fields: Vec<Field>,
    tables: Tables,
}

#[derive(Default)]
struct Paragraph {
    style: Option<String>,
    outline: Option<u32>,
    list: Option<String>,
    list_level: Option<u32>,
    /// Whether a tracked change deletes its end.
    end_deleted: bool,
    lines: Lines,
}

/// The properties of a run.
#[derive(Default)]
struct Properties {
    strong: Option<bool>,
    style: Option<String>,
    hidden: bool,
}

/// What the words are that come.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Reading {
    #[default]
    Nothing,
    Words,
    Instruction,
}

/// A field, such as a hyperlink of the older form: its instruction, then what it shows.
#[derive(Default)]
struct Field {
    instruction: String,
    link: Option<String>,
    shows: bool,
}

impl<'p> Body<'p> {
    /// The text of a part, before it is read.
    pub fn new(styles: &'p Styles, numbering: &'p mut Numbering, relations: &'p Relations) -> Self {
        Body {
            styles,
            numbering,
            relations,
            shape: Shape::default(),
            references: Vec::new(),
            paragraph: None,
            in_properties: false,
            carried: Lines::default(),
            run: Properties::default(),
            reading: Reading::default(),
            links: Vec::new(),
            fields: Vec::new(),
            tables: Tables::default(),
        }
    }

    /// What was read, and the notes that it refers to.
    pub fn finish(mut self) -> (Shape, Vec<(&'static str, String)>) {
        self.end();
        (self.shape, self.references)
    }

    /// What was read since the last time.
    pub fn blocks(&mut self) -> Vec<TextBlock> {
        self.end();
        std::mem::take(&mut self.shape).finish()
    }

    fn end(&mut self) {
        self.end_paragraph();
        let carried = std::mem::take(&mut self.carried);
        self.shape.paragraph(carried, 0, None);
    }

    fn end_paragraph(&mut self) {
        let Some(mut paragraph) = self.paragraph.take() else {
            return;
        };
        self.in_properties = false;
        // One that never shows anything would hide the rest of the text.
        self.fields.retain(|field| field.shows);
        let lines = std::mem::take(&mut paragraph.lines);
        let lines = lines.after(std::mem::take(&mut self.carried));
        if paragraph.end_deleted {
            self.carried = lines;
            return;
        }
        // Counted even where nothing is printed of it.
        let label = self.label(&paragraph);
        if self.tables.depth > 0 {
            self.tables.add(lines.joined());
            return;
        }
        let style = paragraph.style.as_deref();
        if style.is_some_and(|id| self.styles.is_of_contents(id)) {
            return;
        }
        let heading = match paragraph.outline {
            Some(outline) => styles::heading_level(outline),
            None => style.and_then(|id| self.styles.heading(id)),
        };
        if let Some(level) = heading {
            self.shape.heading(level, lines.joined());
        } else if !lines.is_blank() {
            match label {
                Some((label, level)) => {
                    let mark = Mark::given(&label);
                    self.shape.paragraph(lines, level + 1, Some(mark));
                }
                None => self.shape.paragraph(lines, 0, None),
            }
        }
    }

    /// The label that Word prints before a paragraph, and the level of its list.
    fn label(&mut self, paragraph: &Paragraph) -> Option<(String, usize)> {
        let styles = self.styles;
        let style = paragraph.style.as_deref();
        let of_style = style.and_then(|id| styles.list(id));
        let list = match &paragraph.list {
            Some(list) => list.as_str(),
            None => of_style?.0,
        };
        let said = paragraph.list_level.map(|level| level as usize);
        let level = said
            .or_else(|| self.numbering.level_of_style(list, style?))
            .or_else(|| of_style?.1.map(|level| level as usize))
            .unwrap_or_default();
        // List 0 is Word's way to say that there is none; it is never defined.
        let label = self.numbering.label(list, level)?;
        Some((label, level))
    }

    /// A property of the paragraph.
    fn property(&mut self, element: &Element<'_>) {
        let Some(paragraph) = &mut self.paragraph else {
            return;
        };
        match element.name() {
            "pStyle" => paragraph.style = element.value(),
            "outlineLvl" => paragraph.outline = element.number(),
            "numId" => paragraph.list = element.value(),
            "ilvl" => paragraph.list_level = element.number(),
            _ => {}
        }
    }

    /// A tracked change deletes what comes; within properties, it deletes what they are of.
    fn delete(&mut self) {
        if self.tables.in_row_properties {
            self.tables.row_deleted = true;
        } else if self.in_properties
            && let Some(paragraph) = &mut self.paragraph
        {
            paragraph.end_deleted = true;
        }
    }

    fn say(&mut self, words: &str) {
        if !self.is_shown() {
            return;
        }
        let Some(paragraph) = &mut self.paragraph else {
            return;
        };
        let of_style = |style: &Option<String>| self.styles.strong(style.as_deref()?);
        let strong = self
            .run
            .strong
            .or_else(|| of_style(&self.run.style))
            .or_else(|| of_style(&paragraph.style))
            .unwrap_or_default();
        let of_field = self
            .fields
            .iter()
            .rev()
            .find_map(|field| field.link.clone());
        paragraph.lines.push(Run {
            text: words.to_owned(),
            strong,
            link: of_field.or_else(|| self.links.last().cloned().flatten()),
            source: None,
        });
    }

    fn end_line(&mut self) {
        if self.is_shown()
            && let Some(paragraph) = &mut self.paragraph
        {
            paragraph.lines.end_line(line_break());
        }
    }

    fn is_shown(&self) -> bool {
        !self.run.hidden && self.fields.iter().all(|field| field.shows)
    }

    fn field(&mut self, kind: Option<&str>) {
        match kind {
            Some("begin") if self.fields.len() < DEEPEST_FIELD => {
                self.fields.push(Field::default());
            }
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.shows = true;
                    field.link = hyperlink(&field.instruction);
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    fn refer(&mut self, kind: &'static str, element: &Element<'_>) {
        if self.is_shown()
            && let Some(id) = element.attribute("id")
        {
            self.references.push((kind, id));
        }
    }
}

impl Visitor for Body<'_> {
    fn open(&mut self, element: &Element<'_>) -> bool {
        match element.name() {
            "del" | "moveFrom" => {
                self.delete();
                return false;
            }
            // Pictures, text boxes and their older forms; properties as they were before a change;
            // what is set above letters; the layout of pages.
            "drawing" | "pict" | "object" | "txbxContent" | "Fallback" | "pPrChange"
            | "rPrChange" | "trPrChange" | "rt" | "sectPr" => return false,
            "tbl" | "tr" | "trPr" | "tc" | "gridSpan" => self.tables.open(element),
            "p" => {
                self.end_paragraph();
                self.paragraph = Some(Paragraph::default());
            }
            _ if self.in_properties => self.property(element),
            "pPr" => self.in_properties = self.paragraph.is_some(),
            "r" => self.run = Properties::default(),
            "b" => self.run.strong = Some(element.is_on()),
            "rStyle" => self.run.style = element.value(),
            "vanish" => self.run.hidden = element.is_on(),
            "t" => self.reading = Reading::Words,
            "instrText" => self.reading = Reading::Instruction,
            "tab" | "ptab" => self.say("\t"),
            "br" | "cr" => self.end_line(),
            "noBreakHyphen" => self.say("-"),
            "hyperlink" => {
                let id = element.attribute("id");
                let known = id.and_then(|id| self.relations.address(&id).and_then(address));
                self.links.push(known);
            }
            "fldChar" => self.field(element.attribute("fldCharType").as_deref()),
            "footnoteReference" => self.refer("footnote", element),
            "endnoteReference" => self.refer("endnote", element),
            _ => {}
        }
        true
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" => self.end_paragraph(),
            "pPr" => self.in_properties = false,
            "r" => self.run = Properties::default(),
            "t" | "instrText" => self.reading = Reading::Nothing,
            "hyperlink" => {
                self.links.pop();
            }
            "tc" => {
                let carried = std::mem::take(&mut self.carried);
                self.tables.add(carried.joined());
                self.tables.end_cell();
            }
            "tr" => self.tables.end_row(),
            "trPr" => self.tables.in_row_properties = false,
            "tbl" => {
                if let Some(rows) = self.tables.end_table() {
                    self.shape.block(0, TextBlock::Table { rows });
                }
            }
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        match self.reading {
            Reading::Nothing => {}
            Reading::Words => self.say(words),
            Reading::Instruction => {
                if let Some(field) = self.fields.last_mut()
                    && field.instruction.len() + words.len() <= LONGEST_INSTRUCTION
                {
                    field.instruction.push_str(words);
                }
            }
        }
    }
}

/// A line break that the writer set.
pub(super) fn line_break() -> Run {
    Run {
        text: "\n".to_owned(),
        ..Run::default()
    }
}

/// The address that a field leads to, where it is a hyperlink out of the document.
fn hyperlink(instruction: &str) -> Option<String> {
    let rest = instruction.trim().strip_prefix("HYPERLINK")?;
    let (switch, rest) = rest.split_once('"')?;
    let (target, _) = rest.split_once('"')?;
    switch.trim().is_empty().then(|| address(target)).flatten()
}
