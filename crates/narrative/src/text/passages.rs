//! The stretches of words that are judged together, with what a reader has read by then.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::words::{Span, Words};
use super::{Content, Item, Text, TextBlock};

/// The longest that a heading is kept, in bytes.
const LONGEST_HEADING: usize = 200;
/// A paragraph that is set strong heads what follows, below all headings.
const STRONG: u8 = 10;
/// One that ends with a colon does so below those.
const STRONG_WITH_COLON: u8 = 11;

/// One stretch of words that is judged together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// What it is in the text.
    pub kind: PassageKind,
    /// Where it stands.
    pub place: Place,
    /// The headings above it, outermost first, each cut to 200 bytes. A paragraph that is set
    /// strong as a whole is one too, up to the next heading; where it has a number and ends with a
    /// colon, up to the next number.
    pub headings: Arc<[String]>,
    /// The words of the paragraph that introduces the list or table it stands in: the one directly
    /// before, or one with a colon that only lists part from it.
    pub lead: Option<Arc<str>>,
    /// The words: white space as single spaces, soft hyphens and zero-width letters left out,
    /// quotation marks and dashes as written, references (`{{…}}`) kept, emphasis and labels left
    /// out. Never empty.
    pub words: String,
    /// Which bytes of the words are which of the source, in order.
    spans: Vec<Span>,
}

/// What a passage is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PassageKind {
    /// A heading, or a paragraph that is set strong as a whole and heads what follows. A claim may
    /// stand there as well.
    Heading,
    /// A paragraph.
    Paragraph,
    /// An item of a list: all its paragraphs up to a list or a table in it.
    Item,
    /// A cell of a table.
    Cell {
        /// The words of its row's first cell; `None` for that cell itself and in the first row.
        row: Option<Arc<str>>,
        /// The words of its column's first cell; `None` in the first row.
        column: Option<Arc<str>>,
    },
}

/// Where a passage stands, for a person who looks for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The number of its paragraph and the labels of the items that it stands in, as printed but
    /// for a dot at their end: `7 iv)`. Paragraphs without a number go with the last one that has
    /// one, up to the next heading. `None` where there is neither.
    pub paragraph: Option<String>,
    /// Its first line in the source, from 1; `None` for a Word document.
    pub line: Option<usize>,
}

impl Passage {
    /// Where a stretch of [`words`](Self::words) lies in the text's source, in bytes of both, for
    /// a page that marks it there. What stands between its parts in the source, such as `**`, is
    /// in it. `None` where the text has no source, or none of the stretch comes from it.
    pub fn in_source(&self, span: Range<usize>) -> Option<Range<usize>> {
        let first = self
            .spans
            .partition_point(|known| known.words.end <= span.start);
        self.spans[first..]
            .iter()
            .take_while(|known| known.words.start < span.end)
            .map(|known| known.part(&span))
            .reduce(|whole, part| whole.start.min(part.start)..whole.end.max(part.end))
    }
}

/// The passages of a text.
pub(super) fn of(text: &Text) -> Vec<Passage> {
    let mut walk = Walk {
        line_starts: text.source.as_deref().map(line_starts).unwrap_or_default(),
        ..Walk::default()
    };
    walk.blocks(&text.blocks, true);
    walk.passages
}

/// Where the lines of a source begin.
fn line_starts(source: &str) -> Vec<usize> {
    let bytes = source.as_bytes();
    let ends = bytes.iter().enumerate().filter(|(at, byte)| match byte {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    });
    std::iter::once(0)
        .chain(ends.map(|(at, _)| at + 1))
        .collect()
}

#[derive(Default)]
struct Walk {
    line_starts: Vec<usize>,
    passages: Vec<Passage>,
    /// The headings that hold, outermost first.
    open: Vec<Heading>,
    /// Their words, for the passages below them to share.
    headings: Arc<[String]>,
    /// The number of the last numbered paragraph.
    number: Option<String>,
    /// The labels of the items that are open.
    labels: Vec<String>,
}

struct Heading {
    level: u8,
    /// Whether it is a numbered paragraph with a colon: it heads that paragraph alone.
    of_paragraph: bool,
    words: String,
}

impl Walk {
    /// `top`: whether a strong paragraph heads what follows.
    fn blocks(&mut self, blocks: &[TextBlock], top: bool) {
        let mut lead: Option<Arc<str>> = None;
        for (at, block) in blocks.iter().enumerate() {
            match block {
                TextBlock::Paragraph { number, content } => {
                    let said = self.paragraph(number.as_deref(), content, top);
                    let introduces = matches!(
                        blocks.get(at + 1),
                        Some(TextBlock::List { .. } | TextBlock::Table { .. })
                    );
                    lead = if said && introduces {
                        self.last_words()
                    } else {
                        None
                    };
                }
                TextBlock::List { .. } => {
                    self.inner(block, lead.as_ref());
                    lead = lead.filter(|words| words.ends_with(':'));
                }
                _ => {
                    self.inner(block, lead.as_ref());
                    lead = None;
                }
            }
        }
    }

    /// Any block but a paragraph.
    fn inner(&mut self, block: &TextBlock, lead: Option<&Arc<str>>) {
        match block {
            TextBlock::Heading { level, content } => {
                self.number = None;
                self.heading((*level).min(STRONG - 1), false, content);
            }
            TextBlock::Paragraph { number, content } => {
                self.paragraph(number.as_deref(), content, false);
            }
            TextBlock::List { items, .. } => {
                for item in items {
                    self.item(item, lead);
                }
            }
            TextBlock::Table { rows } => self.table(rows, lead),
            TextBlock::Quote(blocks) => self.blocks(blocks, false),
            TextBlock::Note { label, blocks } => {
                self.leave(0);
                self.number = Some(label.clone());
                self.blocks(blocks, false);
                self.number = None;
            }
        }
    }

    /// Whether the paragraph says anything.
    fn paragraph(&mut self, number: Option<&str>, content: &Content, top: bool) -> bool {
        if let Some(number) = number {
            self.number = Some(as_placed(number));
            if let Some(last) = self.open.iter().position(|heading| heading.of_paragraph) {
                self.open.truncate(last);
                self.share();
            }
        }
        if !(top && content.is_all_strong()) {
            return self.passage(PassageKind::Paragraph, &[content], None);
        }
        if content.last_letter() == Some(':') {
            return self.heading(STRONG_WITH_COLON, number.is_some(), content);
        }
        if number.is_none() {
            self.number = None;
        }
        self.heading(STRONG, false, content)
    }

    fn heading(&mut self, level: u8, of_paragraph: bool, content: &Content) -> bool {
        self.leave(level);
        let said = self.passage(PassageKind::Heading, &[content], None);
        if let Some(passage) = self.passages.last().filter(|_| said) {
            let words = &passage.words;
            let words = words[..words.floor_char_boundary(LONGEST_HEADING)].to_owned();
            self.open.push(Heading {
                level,
                of_paragraph,
                words,
            });
            self.share();
        }
        said
    }

    /// Leaves the headings of a level and of those below it.
    fn leave(&mut self, level: u8) {
        let stay = self
            .open
            .iter()
            .take_while(|heading| heading.level < level)
            .count();
        self.open.truncate(stay);
        self.share();
    }

    fn share(&mut self) {
        self.headings = self
            .open
            .iter()
            .map(|heading| heading.words.clone())
            .collect();
    }

    fn item(&mut self, item: &Item, lead: Option<&Arc<str>>) {
        self.labels.extend(item.label.as_deref().map(as_placed));
        // Without words of its own, it only hands on what introduces its list.
        let mut own = lead.cloned();
        let mut at = 0;
        while let Some(block) = item.blocks.get(at) {
            let paragraphs: Vec<&Content> = item.blocks[at..]
                .iter()
                .map_while(TextBlock::paragraph)
                .collect();
            if paragraphs.is_empty() {
                self.inner(block, own.as_ref());
                at += 1;
                continue;
            }
            at += paragraphs.len();
            if self.passage(PassageKind::Item, &paragraphs, lead.cloned()) && at < item.blocks.len()
            {
                own = self.last_words();
            }
        }
        if item.label.is_some() {
            self.labels.pop();
        }
    }

    fn table(&mut self, rows: &[Vec<Content>], lead: Option<&Arc<str>>) {
        let Some((first, others)) = rows.split_first() else {
            return;
        };
        let mut columns: Vec<Option<Arc<str>>> = Vec::with_capacity(first.len());
        for cell in first {
            let kind = PassageKind::Cell {
                row: None,
                column: None,
            };
            let said = self.passage(kind, &[cell], lead.cloned());
            columns.push(if said { self.last_words() } else { None });
        }
        for cells in others {
            let mut row = None;
            for (at, cell) in cells.iter().enumerate() {
                let kind = PassageKind::Cell {
                    row: row.clone(),
                    column: columns.get(at).cloned().flatten(),
                };
                let said = self.passage(kind, &[cell], lead.cloned());
                if at == 0 && said {
                    row = self.last_words();
                }
            }
        }
    }

    /// Adds a passage where there are words; whether there are.
    fn passage(
        &mut self,
        kind: PassageKind,
        contents: &[&Content],
        lead: Option<Arc<str>>,
    ) -> bool {
        let mut words = Words::default();
        for content in contents {
            words.add(content);
        }
        if words.text.is_empty() {
            return false;
        }
        let labels = self.number.iter().chain(&self.labels);
        let parts: Vec<&str> = labels.map(String::as_str).collect();
        let place = Place {
            paragraph: (!parts.is_empty()).then(|| parts.join(" ")),
            line: words
                .spans
                .first()
                .and_then(|span| self.line(span.source.start)),
        };
        self.passages.push(Passage {
            kind,
            place,
            headings: Arc::clone(&self.headings),
            lead,
            words: words.text,
            spans: words.spans,
        });
        true
    }

    fn line(&self, at: usize) -> Option<usize> {
        let line = self.line_starts.partition_point(|start| *start <= at);
        (line > 0).then_some(line)
    }

    fn last_words(&self) -> Option<Arc<str>> {
        self.passages
            .last()
            .map(|passage| Arc::from(passage.words.as_str()))
    }
}

/// A number or label as a place has it.
fn as_placed(label: &str) -> String {
    label.trim().trim_end_matches('.').to_owned()
}
