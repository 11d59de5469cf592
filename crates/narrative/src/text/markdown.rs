//! Markdown: the parser's events become lines with their depth and the marks that they have.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::content::{Content, Run, address};
use super::lines::Lines;
use super::marks::{self, Mark, Value};
use super::shape::Shape;
use super::veil::Veiled;
use super::{Text, TextBlock};

/// The most quotations and notes in one another; what lies deeper joins the innermost.
const DEEPEST: usize = 8;
/// A paragraph that is set in by so many columns goes on with the item before it, where CommonMark
/// wants more.
const INDENTED: usize = 2;

/// Reads Markdown.
pub(super) fn read(source: String) -> Text {
    let veiled = Veiled::new(&source);
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    let mut reader = Reader::new(&source, &veiled);
    for (event, range) in Parser::new_ext(&veiled.text, options).into_offset_iter() {
        reader.event(event, range);
    }
    let blocks = reader.finish();
    Text {
        blocks,
        source: Some(source),
    }
}

struct Reader<'s> {
    source: &'s str,
    veiled: &'s Veiled,
    /// The text itself, or the quotation or note that is being read.
    level: Level,
    /// What that lies in, outermost first.
    outer: Vec<Level>,
    /// How many quotations and notes are open that lie too deep to be read apart.
    too_deep: usize,
    /// The next number of each list that is open; `None` for bullets.
    lists: Vec<Option<u64>>,
    lines: Lines,
    /// Whether the paragraph is set in.
    indented: bool,
    in_code: bool,
    rows: Vec<Vec<Content>>,
    strong: usize,
    pictures: usize,
    links: Vec<Option<String>>,
}

/// A text of its own within the text.
struct Level {
    kind: Kind,
    shape: Shape,
    /// How many items are open in it.
    depth: usize,
    /// An item that has begun and has no words yet, with its depth.
    begun: Option<(Mark, usize)>,
}

enum Kind {
    Whole,
    Quote,
    Note(String),
}

impl Level {
    fn new(kind: Kind) -> Self {
        Level {
            kind,
            shape: Shape::default(),
            depth: 0,
            begun: None,
        }
    }
}

impl<'s> Reader<'s> {
    fn new(source: &'s str, veiled: &'s Veiled) -> Self {
        Reader {
            source,
            veiled,
            level: Level::new(Kind::Whole),
            outer: Vec::new(),
            too_deep: 0,
            lists: Vec::new(),
            lines: Lines::default(),
            indented: false,
            in_code: false,
            rows: Vec::new(),
            strong: 0,
            pictures: 0,
            links: Vec::new(),
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_code => self.code(&text, range),
            Event::Text(text) | Event::Code(text) => {
                let words = self.veiled.words(self.source, &text, &range);
                self.push(words, range);
            }
            Event::SoftBreak => {
                let space = self.run(" ", range);
                self.lines.wrap(space);
            }
            Event::HardBreak => {
                let line_break = self.run("\n", range);
                self.lines.wrap(line_break);
            }
            Event::InlineHtml(html) if is_line_break(&html) => {
                let line_break = self.run("\n", range);
                self.lines.end_line(line_break);
            }
            Event::Rule => self.flush(),
            // Raw HTML and the marks of footnotes say nothing; what the other events stand for is
            // not asked for.
            Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.indented = self.column(range.start) >= INDENTED,
            Tag::CodeBlock(kind) => {
                self.flush();
                self.in_code = true;
                self.indented = matches!(kind, CodeBlockKind::Indented);
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(first);
            }
            Tag::Item => {
                self.flush();
                self.settle();
                let mark = self.mark(range);
                self.level.depth += 1;
                self.level.begun = Some((mark, self.level.depth));
            }
            Tag::Heading { .. } | Tag::HtmlBlock => {
                self.flush();
                self.settle();
            }
            Tag::Table(_) => {
                self.flush();
                self.settle();
                self.rows.clear();
            }
            Tag::TableHead | Tag::TableRow => self.rows.push(Vec::new()),
            Tag::BlockQuote(_) => self.descend(Kind::Quote),
            Tag::FootnoteDefinition(label) => {
                self.descend(Kind::Note(format!("footnote {label}")));
            }
            Tag::Strong => self.strong += 1,
            Tag::Image { .. } => self.pictures += 1,
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                let link = match link_type {
                    LinkType::Email => address(format!("mailto:{dest_url}")),
                    _ => address(dest_url),
                };
                self.links.push(link.filter(|link| !Veiled::hides_in(link)));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.flush(),
            TagEnd::CodeBlock => {
                self.flush();
                self.in_code = false;
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::Item => {
                self.flush();
                self.settle();
                self.level.depth = self.level.depth.saturating_sub(1);
            }
            TagEnd::Heading(level) => {
                let content = self.take();
                self.level.shape.heading(level as u8, content);
            }
            TagEnd::TableCell => {
                let content = self.take();
                if let Some(row) = self.rows.last_mut() {
                    row.push(content);
                }
            }
            TagEnd::Table => {
                let rows = std::mem::take(&mut self.rows);
                let depth = self.level.depth;
                self.level.shape.block(depth, TextBlock::Table { rows });
            }
            TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition => self.ascend(),
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Image => self.pictures = self.pictures.saturating_sub(1),
            TagEnd::Link => {
                self.links.pop();
            }
            _ => {}
        }
    }

    /// Begins a text within the text.
    fn descend(&mut self, kind: Kind) {
        self.flush();
        self.settle();
        if self.outer.len() >= DEEPEST {
            self.too_deep += 1;
            return;
        }
        let outer = std::mem::replace(&mut self.level, Level::new(kind));
        self.outer.push(outer);
    }

    /// Ends the innermost text within the text.
    fn ascend(&mut self) {
        self.flush();
        self.settle();
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let Some(outer) = self.outer.pop() else {
            return;
        };
        let inner = std::mem::replace(&mut self.level, outer);
        let blocks = inner.shape.finish();
        let depth = self.level.depth;
        match inner.kind {
            Kind::Note(label) => self.level.shape.note(label, blocks),
            Kind::Quote if !blocks.is_empty() => {
                self.level.shape.block(depth, TextBlock::Quote(blocks));
            }
            Kind::Quote | Kind::Whole => {}
        }
    }

    fn finish(mut self) -> Vec<TextBlock> {
        self.flush();
        self.settle();
        while !self.outer.is_empty() {
            self.too_deep = 0;
            self.ascend();
        }
        self.level.shape.finish()
    }

    /// Hands the lines on as a paragraph, or as the item that has begun.
    fn flush(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        let indented = std::mem::take(&mut self.indented);
        if lines.is_blank() {
            return;
        }
        let (given, depth) = match self.level.begun.take() {
            Some((mark, depth)) => (Some(mark), depth),
            None => (None, self.level.depth.max(usize::from(indented))),
        };
        self.level.shape.paragraph(lines, depth, given);
    }

    /// Hands on an item that has begun without words of its own.
    fn settle(&mut self) {
        if let Some((mark, depth)) = self.level.begun.take() {
            self.level
                .shape
                .paragraph(Lines::default(), depth, Some(mark));
        }
    }

    /// The lines as the words of a heading or a cell.
    fn take(&mut self) -> Content {
        std::mem::take(&mut self.lines).joined()
    }

    fn push(&mut self, words: String, range: Range<usize>) {
        if self.pictures == 0 {
            let run = self.run(words, range);
            self.lines.push(run);
        }
    }

    /// Words of a block of code, which its writer has set in by spaces: a paragraph for us.
    fn code(&mut self, text: &str, range: Range<usize>) {
        let words = self.veiled.words(self.source, text, &range);
        let verbatim = words.len() == range.len();
        let mut at = range.start;
        for line in words.split_inclusive('\n') {
            let said = line.strip_suffix('\n').unwrap_or(line);
            let (place, end) = if verbatim {
                (at..at + said.len(), at + said.len()..at + line.len())
            } else {
                (range.clone(), range.clone())
            };
            at += line.len();
            self.push(said.to_owned(), place);
            if said.len() < line.len() {
                let space = self.run(" ", end);
                self.lines.end_line(space);
            }
        }
    }

    fn run(&self, text: impl Into<String>, range: Range<usize>) -> Run {
        Run {
            text: text.into(),
            strong: self.strong > 0,
            link: self.links.last().cloned().flatten(),
            source: Some(range),
        }
    }

    /// The mark of the item that lies at some bytes: as it is written, not as CommonMark would
    /// count it.
    fn mark(&mut self, range: Range<usize>) -> Mark {
        let Some(Some(next)) = self.lists.last_mut() else {
            return Mark::bullet('-');
        };
        let number = u32::try_from(*next).unwrap_or(u32::MAX / 2);
        *next += 1;
        self.source
            .get(range)
            .and_then(marks::read)
            .map(|(mark, _)| mark)
            .filter(|mark| matches!(&mark.value, Value::Numbers(numbers) if numbers.len() == 1))
            .unwrap_or_else(|| Mark::number(number))
    }

    /// How many bytes of white space lie before a place in its line; 0 where anything else does.
    fn column(&self, at: usize) -> usize {
        let before = self.source.get(..at).unwrap_or_default();
        let spaces = before.len() - before.trim_end_matches([' ', '\t']).len();
        match before[..before.len() - spaces].chars().next_back() {
            None | Some('\n' | '\r') => spaces,
            Some(_) => 0,
        }
    }
}

fn is_line_break(html: &str) -> bool {
    html.get(..3)
        .is_some_and(|start| start.eq_ignore_ascii_case("<br"))
}
