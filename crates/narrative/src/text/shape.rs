//! Lines become numbered paragraphs and lists.
//!
//! Each reader gives the lines of its paragraphs with the depth that its form says and the mark
//! that it gives, if any. Here marks among the words are found too, and it is decided which list
//! each item belongs to. Marks say more than indentation does: `iv)` goes on with the list that
//! had `iii)`, however it is set. [`belongs`] says which mark is one, and where it goes on.

mod belongs;

use super::content::{Content, Run};
use super::lines::{Line, Lines};
use super::marks::{self, Delimiter, Mark, Value};
use super::{Item, Marks, TextBlock};

/// The most lists in one another; deeper items join the innermost.
const DEEPEST: usize = 12;
/// The letters of a line among which its mark is looked for.
const HEAD: usize = 32;

/// The blocks of a text while it is read.
#[derive(Debug, Default)]
pub(super) struct Shape {
    blocks: Vec<TextBlock>,
    notes: Vec<TextBlock>,
    /// The lists that are open, outermost first; each has an item.
    open: Vec<OpenList>,
    /// The number of the last numbered paragraph.
    number: Vec<u32>,
    /// How deep numbered paragraphs stand.
    number_depth: Option<usize>,
    /// Whether a heading came since.
    heading_since: bool,
}

#[derive(Debug)]
struct OpenList {
    marks: Marks,
    delimiter: Delimiter,
    /// The sign of its bullets.
    sign: Option<char>,
    depth: usize,
    /// What its last item counts.
    last: u32,
    items: Vec<Item>,
}

/// A line on its way into the text.
#[derive(Debug)]
pub(super) struct Entry {
    /// 0 for what stands in no list, 1 for the items of an outer list and what is in them, and so
    /// on.
    pub depth: usize,
    /// The depth of an item that begins with a mark among the words.
    pub item_depth: usize,
    /// The mark that the form gives.
    pub given: Option<Mark>,
    /// The line.
    pub line: Line,
}

impl Shape {
    /// Takes in the lines of a paragraph. What comes after a blank line is another paragraph; a
    /// mark without words is an item still.
    pub fn paragraph(&mut self, lines: Lines, depth: usize, mut given: Option<Mark>) {
        let mut begins = true;
        for Line { before, content } in lines.into_lines() {
            if content.is_blank() {
                begins = true;
                continue;
            }
            // What a numbered paragraph holds is no deeper than its number.
            let item_depth = if self.open.is_empty() {
                depth.max(1)
            } else {
                depth + 1
            };
            self.line(Entry {
                depth,
                item_depth,
                given: given.take(),
                line: Line {
                    before: before.filter(|_| !begins),
                    content,
                },
            });
            begins = false;
        }
        if let Some(mark) = given {
            self.item(mark, depth, Content::default());
        }
    }

    /// Takes in a line.
    pub fn line(&mut self, entry: Entry) {
        let Entry {
            depth,
            item_depth,
            given,
            line: Line {
                before,
                mut content,
            },
        } = entry;
        content.trim_start();
        let head = content.head(HEAD);
        let typed = marks::read(&head)
            .filter(|(mark, length)| self.believes(mark, &head[*length..], before.is_none()))
            .map(|(mark, length)| {
                content.cut_front(length);
                content.trim_start();
                mark
            });
        match (given, typed) {
            (None, None) => match before {
                None => self.plain_paragraph(depth, content),
                Some(between) => self.go_on(depth, between, content),
            },
            (None, Some(typed)) => self.item(typed, item_depth, content),
            (Some(given), None) => self.item(given, depth, content),
            // A dash before a label, or before another dash, is one mark with it.
            (Some(given), Some(typed)) if given.is_plain_bullet() => {
                self.item(typed, depth, content);
            }
            (Some(given), Some(typed)) if typed.is_plain_bullet() => {
                self.item(given, depth, content);
            }
            (Some(given), Some(typed)) => {
                self.item(given, depth, Content::default());
                self.item(typed, depth + 1, content);
            }
        }
    }

    /// Takes in a heading; it ends every list.
    pub fn heading(&mut self, level: u8, content: Content) {
        if content.is_blank() {
            return;
        }
        self.close_to(0);
        self.heading_since = true;
        self.blocks.push(TextBlock::Heading { level, content });
    }

    /// Takes in a table or a quotation.
    pub fn block(&mut self, depth: usize, block: TextBlock) {
        self.close_deeper(depth);
        self.put(block);
    }

    /// Takes in a note; notes come at the end.
    pub fn note(&mut self, label: String, blocks: Vec<TextBlock>) {
        if !blocks.is_empty() {
            self.notes.push(TextBlock::Note { label, blocks });
        }
    }

    /// The blocks.
    pub fn finish(mut self) -> Vec<TextBlock> {
        self.close_to(0);
        self.blocks.append(&mut self.notes);
        self.blocks
    }

    fn item(&mut self, mark: Mark, depth: usize, content: Content) {
        let depth = depth.max(1);
        let Mark {
            label,
            delimiter,
            value,
        } = mark;
        match value {
            Value::Bullet(sign) => self.bullet(sign, label, depth, content),
            Value::Numbers(numbers) => {
                let of_list = match numbers[..] {
                    [number] if !self.is_paragraph(number, delimiter, depth) => Some(number),
                    _ => None,
                };
                match of_list {
                    Some(number) => self.number_item(number, delimiter, label, depth, content),
                    None => self.numbered_paragraph(numbers, label, depth, content),
                }
            }
            Value::Letters { roman, alpha } => {
                self.letter_item((roman, alpha), delimiter, label, depth, content);
            }
        }
    }

    fn bullet(&mut self, sign: char, label: Option<String>, depth: usize, content: Content) {
        self.close_deeper(depth);
        let joins = self.open.last().is_some_and(|list| {
            let carries_on = list.items.last().is_some_and(others_follow);
            list.marks == Marks::Bullet && (list.depth == depth || carries_on)
        });
        let item = item(label, content);
        if joins {
            self.join(item, 0);
        } else {
            self.begin(Marks::Bullet, Delimiter::None, depth, 0, item);
        }
        if let Some(list) = self.open.last_mut() {
            list.sign = Some(sign);
        }
    }

    fn number_item(
        &mut self,
        number: u32,
        delimiter: Delimiter,
        label: Option<String>,
        depth: usize,
        content: Content,
    ) {
        let item = item(label, content);
        if let Some(at) = self.next_number(number, delimiter, depth) {
            self.close_to(at + 1);
            self.join(item, number);
        } else {
            self.close_deeper(depth);
            self.end_beside(depth, Marks::Number);
            self.begin(Marks::Number, delimiter, depth, number, item);
        }
    }

    fn letter_item(
        &mut self,
        (roman, alpha): (Option<u32>, Option<u32>),
        delimiter: Delimiter,
        label: Option<String>,
        depth: usize,
        content: Content,
    ) {
        let item = item(label, content);
        // After `h)` that ends with a colon, `i)` is the first of a list in it.
        let begins = roman == Some(1) && self.is_introduced();
        let next = self
            .next_letter(roman, alpha, delimiter)
            .filter(|_| !begins);
        if let Some((at, number)) = next {
            self.close_to(at + 1);
            self.join(item, number);
            return;
        }
        let (marks, number) = match (roman, alpha) {
            (_, Some(1)) => (Marks::LowerAlpha, 1),
            (Some(number), _) => (Marks::LowerRoman, number),
            (None, number) => (Marks::LowerAlpha, number.unwrap_or_default()),
        };
        self.close_deeper(depth);
        self.end_beside(depth, marks);
        self.begin(marks, delimiter, depth, number, item);
    }

    fn plain_paragraph(&mut self, depth: usize, content: Content) {
        if content.is_blank() {
            return;
        }
        self.close_deeper(depth);
        self.heading_since |= self.open.is_empty() && content.is_all_strong();
        self.put(TextBlock::Paragraph {
            number: None,
            content,
        });
    }

    fn numbered_paragraph(
        &mut self,
        numbers: Vec<u32>,
        number: Option<String>,
        depth: usize,
        content: Content,
    ) {
        self.close_to(0);
        self.number = numbers;
        self.number_depth = Some(self.number_depth.map_or(depth, |known| known.min(depth)));
        self.heading_since = false;
        self.blocks.push(TextBlock::Paragraph { number, content });
    }

    /// Adds a line to the paragraph before it.
    fn go_on(&mut self, depth: usize, between: Run, content: Content) {
        let container = match self.open.last_mut().and_then(|list| list.items.last_mut()) {
            Some(item) => &mut item.blocks,
            None => &mut self.blocks,
        };
        match container.last_mut() {
            Some(TextBlock::Paragraph {
                content: before, ..
            }) => {
                if !before.runs.is_empty() {
                    before.push(between);
                }
                before.append(content);
            }
            _ => self.plain_paragraph(depth, content),
        }
    }

    /// Ends the lists at a depth that an item with such marks cannot be in: bullets, and a list of
    /// its own marks that it does not go on with. In an item of other marks it begins a list.
    fn end_beside(&mut self, depth: usize, marks: Marks) {
        while self.open.last().is_some_and(|list| {
            list.depth == depth && (list.marks == Marks::Bullet || list.marks == marks)
        }) {
            self.close();
        }
    }

    fn begin(&mut self, marks: Marks, delimiter: Delimiter, depth: usize, number: u32, item: Item) {
        if self.open.len() >= DEEPEST {
            self.join(item, number);
            return;
        }
        self.open.push(OpenList {
            marks,
            delimiter,
            sign: None,
            depth,
            last: number,
            items: vec![item],
        });
    }

    /// Adds an item to the innermost list.
    fn join(&mut self, item: Item, number: u32) {
        if let Some(list) = self.open.last_mut() {
            list.items.push(item);
            list.last = number;
        }
    }

    fn close_deeper(&mut self, depth: usize) {
        while self.open.last().is_some_and(|list| list.depth > depth) {
            self.close();
        }
    }

    /// Ends lists until so many are open.
    fn close_to(&mut self, open: usize) {
        while self.open.len() > open {
            self.close();
        }
    }

    fn close(&mut self) {
        let Some(OpenList {
            marks, mut items, ..
        }) = self.open.pop()
        else {
            return;
        };
        for item in &mut items {
            let says = |block: &TextBlock| block.paragraph().is_none_or(|words| !words.is_blank());
            item.blocks.retain(says);
        }
        self.put(TextBlock::List { marks, items });
    }

    fn put(&mut self, block: TextBlock) {
        match self.open.last_mut().and_then(|list| list.items.last_mut()) {
            Some(item) => item.blocks.push(block),
            None => self.blocks.push(block),
        }
    }
}

fn item(label: Option<String>, content: Content) -> Item {
    Item {
        label,
        blocks: vec![TextBlock::Paragraph {
            number: None,
            content,
        }],
    }
}

/// Whether an item ends as one does that others follow. What stands deeper right after it is
/// another of its list, which was set too deep.
fn others_follow(item: &Item) -> bool {
    match &item.blocks[..] {
        [block] => block.paragraph().is_some_and(Content::others_follow),
        _ => false,
    }
}
