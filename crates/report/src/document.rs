//! The document model: what a report says, apart from how a writer sets it.
//!
//! Sections build blocks; each writer (DOCX, PDF, HTML) sets every kind of block. Nothing here
//! knows a section, and no section knows a writer.

use jiff::civil::Date;
use waymark_narrative::sentence::Standing;

/// A whole document.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The title, level-one heading of the page and title of the file.
    pub title: String,
    /// Lines of the title block below the title, such as the committee and the day.
    pub subtitle: Vec<String>,
    /// The authority, author of the file.
    pub author: String,
    /// One sentence on what it is, for the file's properties.
    pub description: String,
    /// The day that the report is as at: the only date that a writer may put into a file.
    pub as_at: Date,
    /// A line at the foot of each page, such as the snapshot that the figures come from.
    pub footer: String,
    /// The body.
    pub blocks: Vec<Block>,
}

/// One piece of the body.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading of level 2 to 4 (1 is the title); levels never skip.
    Heading {
        /// 2, 3 or 4.
        level: u8,
        /// The words.
        text: String,
    },
    /// A paragraph; a numbered one carries on the document's count.
    Paragraph {
        /// Whether it carries the next number, as paragraphs of committee reports do.
        numbered: bool,
        /// The words.
        content: Vec<Inline>,
    },
    /// A list.
    List {
        /// Its marks.
        marks: Marks,
        /// One entry for each item.
        items: Vec<Vec<Inline>>,
    },
    /// A table with one header row.
    Table(Table),
    /// A chart with what it shows in words.
    Chart(Chart),
    /// A pair of columns without lines: a term and what it is.
    Facts(Vec<(String, Vec<Inline>)>),
    /// What follows begins on a new page.
    PageBreak,
    /// Blocks that stay on one page where they fit.
    KeepTogether(Vec<Block>),
}

/// The marks of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marks {
    /// Bullets.
    Bullet,
    /// i), ii), iii).
    LowerRoman,
    /// a), b), c).
    LowerAlpha,
}

/// Words within a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Plain words.
    Text(String),
    /// Strong words.
    Strong(String),
    /// A link with words of its own.
    Link {
        /// The words.
        text: String,
        /// The address.
        href: String,
    },
    /// A rating: its word on its colour. The word is always set, the colour never alone.
    Tag {
        /// The word, such as `Amber`.
        text: String,
        /// The colour behind it.
        tone: Tone,
    },
    /// A raised mark, such as `F3`, that leads to a place of the same document. It stands right
    /// behind the words that it belongs to. Where the document has no such place, the mark is set
    /// without a link.
    Reference {
        /// The mark.
        mark: String,
        /// The id of the place.
        to: String,
    },
    /// Words that references lead to.
    Anchor {
        /// The id of the place: lower-case letters, digits and hyphens, beginning with a letter,
        /// at most 40 of them. No other anchor of the document has it.
        id: String,
        /// The words.
        text: String,
    },
}

/// The colour of a tag. Every writer's pairs of colours reach a contrast of 4.5 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Green.
    Green,
    /// Amber.
    Amber,
    /// Red.
    Red,
    /// Blue: complete, in a scheme that tells it from green.
    Blue,
    /// Neither: grey.
    Neutral,
}

impl Inline {
    /// The label of where a figure stands against an earlier one.
    pub fn standing(standing: Standing) -> Self {
        Inline::Tag {
            text: standing.in_words().to_owned(),
            tone: match standing {
                Standing::Worse => Tone::Red,
                Standing::Better => Tone::Green,
                _ => Tone::Neutral,
            },
        }
    }
}

/// A table with one header row.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What it shows; set above it.
    pub caption: String,
    /// The columns, left to right.
    pub columns: Vec<Column>,
    /// The rows; each has as many cells as there are columns.
    pub rows: Vec<Vec<Vec<Inline>>>,
    /// Whether the first cell of a row is that row's header.
    pub row_headers: bool,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The words of its header cell.
    pub header: String,
    /// Its share of the width, relative to the others.
    pub width: u16,
    /// Whether its cells are numbers, set to the right.
    pub numeric: bool,
}

/// A chart: one SVG that every writer uses.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// A whole SVG document with `<title>` and `<desc>`, fonts by generic family, no script.
    pub svg: String,
    /// The alternative text: what it shows, in a sentence or two.
    pub description: String,
    /// Width when set, in millimetres; the height follows from the SVG's own proportions.
    pub width_mm: f64,
    /// Height when set, in millimetres.
    pub height_mm: f64,
    /// The values that it shows, for writers that can fold a table away; paper leaves it out.
    pub values: Option<Table>,
}

impl Block {
    /// An unnumbered paragraph of plain words.
    pub fn text(words: impl Into<String>) -> Self {
        Block::Paragraph {
            numbered: false,
            content: vec![Inline::Text(words.into())],
        }
    }

    /// A numbered paragraph of plain words.
    pub fn numbered(words: impl Into<String>) -> Self {
        Block::Paragraph {
            numbered: true,
            content: vec![Inline::Text(words.into())],
        }
    }

    /// A heading.
    pub fn heading(level: u8, words: impl Into<String>) -> Self {
        Block::Heading {
            level,
            text: words.into(),
        }
    }
}
