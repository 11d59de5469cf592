//! What people write: the words of a report, read from Markdown, plain text or a Word document.
//!
//! A [`Text`] is blocks, which a report can set; its [`passages`](Text::passages) are the
//! stretches of words that are judged together, each with its place, the headings above it and
//! what introduces it. All three forms come out alike: numbered paragraphs keep their numbers,
//! items their labels (`iv)`), and references such as `{{re-referrals@2017-09 | value}}` come
//! through whole.
//!
//! Nothing here judges what is said, and nothing here knows a figure.

mod content;
mod decode;
mod docx;
mod lines;
mod markdown;
mod marks;
mod passages;
mod plain;
#[cfg(test)]
mod properties;
mod shape;
mod veil;
mod words;

pub use content::{Content, Run};
pub use passages::{Passage, PassageKind, Place};

/// A whole text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Its blocks, in order; notes come last.
    pub blocks: Vec<TextBlock>,
    /// What was read, as UTF-8 and without a byte order mark. [`Run::source`], [`Place::line`] and
    /// [`Passage::in_source`] point into it. `None` for a Word document, which has no lines.
    pub source: Option<String>,
}

/// One piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextBlock {
    /// A heading.
    Heading {
        /// 1 for the outermost, 9 at most.
        level: u8,
        /// The words.
        content: Content,
    },
    /// A paragraph.
    Paragraph {
        /// Its number as the text itself gives it, such as `7.` or `4.2`.
        number: Option<String>,
        /// The words, without the number.
        content: Content,
    },
    /// A list.
    List {
        /// The marks before its items.
        marks: Marks,
        /// The items.
        items: Vec<Item>,
    },
    /// A table, row by row; rows may have fewer cells than others.
    Table {
        /// The rows, the header's first where there is one.
        rows: Vec<Vec<Content>>,
    },
    /// What is set apart as a quotation.
    Quote(Vec<TextBlock>),
    /// A footnote or an endnote, at the end of the text.
    Note {
        /// What a reader knows it by, such as `footnote 2`.
        label: String,
        /// What it says.
        blocks: Vec<TextBlock>,
    },
}

/// An item of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// Its label as the text gives it, such as `iv)`; `None` for a bullet.
    pub label: Option<String>,
    /// What it says, without the label: paragraphs, and the lists in it.
    pub blocks: Vec<TextBlock>,
}

/// The marks of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marks {
    /// Bullets or dashes.
    Bullet,
    /// 1, 2, 3.
    Number,
    /// i, ii, iii.
    LowerRoman,
    /// a, b, c.
    LowerAlpha,
}

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// It is neither text nor a Word document.
    #[error(
        "{found}; save the report as a Word document (.docx), as Markdown (.md) or as plain text \
         (.txt)"
    )]
    NotAText {
        /// What it is instead, as the beginning of a sentence.
        found: &'static str,
    },
    /// It is a Word document of the form before 2007.
    #[error(
        "the document has Word's old format (.doc); open it in Word and save it as a Word document \
         (.docx)"
    )]
    OldWord,
    /// It cannot be opened without a password.
    #[error(
        "the document is locked with a password; take the password off in Word (File, Info, \
         Protect Document) and save it again"
    )]
    Locked,
    /// It is broken.
    #[error(
        "the document is damaged: {part} cannot be read; open it in Word, which may mend it, and \
         save it again"
    )]
    Damaged {
        /// The part of the package, or the package itself.
        part: String,
    },
    /// It unpacks to more than 64 MiB.
    #[error(
        "the document unpacks to more than 64 MB of words and styles, far more than a report has; \
         it was not read: check where it comes from, or save what is needed as a new document"
    )]
    TooLarge,
}

impl Text {
    /// Reads Markdown: CommonMark with tables and footnotes. Raw HTML and pictures are left out.
    ///
    /// Beyond CommonMark, what committee reports have is known: numbered paragraphs, and items
    /// that begin with `i)`, `(i)`, `i.`, `a)`, `(a)` or `a.`, after a list's dash or without one.
    ///
    /// ```
    /// use waymark_narrative::text::Text;
    ///
    /// let text = Text::markdown("7. **Highlights are:**\n\n- i) Re-referrals fell;\n- ii) None.\n");
    /// let passages = text.passages();
    /// assert_eq!(passages[1].place.paragraph.as_deref(), Some("7 i)"));
    /// assert_eq!(passages[1].words, "Re-referrals fell;");
    /// assert_eq!(passages[1].headings[0], "Highlights are:");
    /// ```
    pub fn markdown(source: &str) -> Self {
        markdown::read(decode::without_mark(source).to_owned())
    }

    /// Reads plain text. Blank lines part paragraphs; lines that begin with `-`, `•`, `*`, `i)`,
    /// `(a)`, `1.` and their like are items, or numbered paragraphs where the numbers are theirs.
    /// Plain text has no headings.
    pub fn plain(source: &str) -> Self {
        plain::read(decode::without_mark(source).to_owned())
    }

    /// Reads a Word document: headings by their style or outline level, numbered paragraphs and
    /// lists with the numbers that Word prints (as far as the numbering's definition tells),
    /// tables, footnotes and endnotes, and hyperlinks. What tracked changes delete is left out,
    /// what they insert is kept; hidden text, text boxes, pictures, comments, headers, footers
    /// and the table of contents are left out.
    ///
    /// # Errors
    ///
    /// Where the bytes are no Word document, or one that cannot be read: see [`TextError`].
    pub fn docx(bytes: &[u8]) -> Result<Self, TextError> {
        docx::read(bytes)
    }

    /// Reads a file by its content: a package is a Word document; anything else is text, in UTF-8,
    /// in UTF-16 with a byte order mark, or else in Windows-1252. It is Markdown where its name
    /// ends with `.md` or `.markdown`, else plain text.
    ///
    /// # Errors
    ///
    /// Where it is neither text nor a Word document, or one that cannot be read: see
    /// [`TextError`].
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, TextError> {
        if docx::is_package(bytes) {
            return docx::read(bytes);
        }
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let source = decode::text(bytes)?;
        if ending.eq_ignore_ascii_case("docx") {
            return Err(TextError::Damaged {
                part: "the package".to_owned(),
            });
        }
        let is_markdown = ["md", "markdown"]
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known));
        Ok(if is_markdown {
            markdown::read(source)
        } else {
            plain::read(source)
        })
    }

    /// The stretches of words that are judged together, in the order of the text: each paragraph,
    /// each item without the lists in it, each cell, and each heading.
    pub fn passages(&self) -> Vec<Passage> {
        passages::of(self)
    }
}

impl TextBlock {
    /// The words of a paragraph; `None` for other blocks.
    fn paragraph(&self) -> Option<&Content> {
        match self {
            TextBlock::Paragraph { content, .. } => Some(content),
            _ => None,
        }
    }
}
