//! The plain-text writer, for terminals: no line is wider than [`WIDTH`] characters, and nothing
//! in it could move a cursor or change a colour.

use crate::document::{Block, Column, Document, Marks, Table};
use crate::setting::{plain, words};

/// The greatest number of characters on a line.
const WIDTH: usize = 100;
/// What stands between two columns.
const GAP: &str = "  ";

/// Writes a document as plain text that ends with a line's end.
pub(crate) fn write(document: &Document) -> String {
    let mut page = Page::default();
    page.headed(&document.title, "=");
    for line in &document.subtitle {
        page.set("", line);
    }
    page.blocks(&document.blocks);
    page.part();
    page.set("", &document.footer);
    let mut text = page.lines.join("\n");
    text.push('\n');
    text
}

#[derive(Default)]
struct Page {
    lines: Vec<String>,
    /// How many numbered paragraphs there were.
    paragraphs: usize,
}

impl Page {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::KeepTogether(blocks) => return self.blocks(blocks),
            Block::PageBreak => return,
            _ => self.part(),
        }
        match block {
            Block::Heading { level: 0..=2, text } => self.headed(text, "-"),
            Block::Heading { text, .. } => self.set("", text),
            Block::Paragraph { numbered, content } => {
                let mark = if *numbered {
                    self.paragraphs += 1;
                    format!("{}. ", self.paragraphs)
                } else {
                    String::new()
                };
                self.set(&mark, &words(content));
            }
            Block::List { marks, items } => {
                for (number, item) in (1..).zip(items) {
                    let mark = match marks {
                        Marks::Bullet => "- ".to_owned(),
                        Marks::LowerRoman | Marks::LowerAlpha => format!("{number}) "),
                    };
                    self.set(&mark, &words(item));
                }
            }
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => self.set("", &chart.description),
            Block::Facts(facts) => {
                for (term, content) in facts {
                    self.set("", &format!("{term}: {}", words(content)));
                }
            }
            Block::PageBreak | Block::KeepTogether(_) => {}
        }
    }

    /// Leaves a line empty, unless one is or nothing stands before it.
    fn part(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }

    /// Words after a mark; lines that follow the first are indented as far as it reaches.
    fn set(&mut self, mark: &str, text: &str) {
        let indent = mark.chars().count();
        for (at, line) in wrap(text, WIDTH - indent).into_iter().enumerate() {
            self.lines.push(if at == 0 {
                format!("{mark}{line}")
            } else {
                format!("{:indent$}{line}", "")
            });
        }
    }

    /// Words with a line below them.
    fn headed(&mut self, text: &str, line: &str) {
        let lines = wrap(text, WIDTH);
        let longest = lines.iter().map(|line| length(line)).max().unwrap_or(0);
        self.lines.extend(lines);
        self.lines.push(line.repeat(longest));
    }

    fn table(&mut self, table: &Table) {
        self.set("", &table.caption);
        let mut rows: Vec<Vec<String>> = vec![
            table
                .columns
                .iter()
                .map(|column| plain(&column.header))
                .collect(),
        ];
        rows.extend(
            table
                .rows
                .iter()
                .map(|row| row.iter().map(|cell| plain(&words(cell))).collect()),
        );
        let widths = widths(&table.columns, &rows);
        for (at, row) in rows.iter().enumerate() {
            self.row(row, &table.columns, &widths);
            if at == 0 {
                let rules: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
                self.lines.push(rules.join(GAP));
            }
        }
    }

    fn row(&mut self, cells: &[String], columns: &[Column], widths: &[usize]) {
        let cells: Vec<Vec<String>> = cells
            .iter()
            .zip(widths)
            .map(|(cell, width)| wrap(cell, *width))
            .collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        for at in 0..height {
            let parts: Vec<String> = cells
                .iter()
                .zip(columns)
                .zip(widths)
                .map(|((cell, column), &width)| {
                    let part = cell.get(at).map_or("", String::as_str);
                    if column.numeric {
                        format!("{part:>width$}")
                    } else {
                        format!("{part:<width$}")
                    }
                })
                .collect();
            self.lines.push(parts.join(GAP).trim_end().to_owned());
        }
    }
}

fn length(words: &str) -> usize {
    words.chars().count()
}

/// The words in lines of at most so many characters. A word that is longer is broken.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let text = plain(text);
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && length(&line) + 1 + length(word) <= width {
            line.push(' ');
            line.push_str(word);
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        let mut rest = word;
        while let Some((end, _)) = rest.char_indices().nth(width) {
            let (part, after) = rest.split_at(end);
            lines.push(part.to_owned());
            rest = after;
        }
        line.push_str(rest);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// The widths of a table's columns. A column whose longest cell fits into its share takes no more
/// than that cell needs; the others share what is left.
fn widths(columns: &[Column], rows: &[Vec<String>]) -> Vec<usize> {
    let longest: Vec<usize> = (0..columns.len())
        .map(|at| {
            rows.iter()
                .filter_map(|row| row.get(at))
                .map(|cell| length(cell))
                .max()
                .unwrap_or(0)
        })
        .collect();
    let share = |at: usize| usize::from(columns[at].width.max(1));
    let mut room = WIDTH.saturating_sub(GAP.len() * columns.len().saturating_sub(1));
    let mut widths = vec![0; columns.len()];
    let mut open: Vec<usize> = (0..columns.len()).collect();
    while !open.is_empty() {
        let shares: usize = open.iter().map(|at| share(*at)).sum();
        let (fitting, wide): (Vec<usize>, Vec<usize>) = open
            .into_iter()
            .partition(|at| longest[*at] * shares <= room * share(*at));
        if fitting.is_empty() {
            for at in wide {
                widths[at] = room * share(at) / shares;
            }
            break;
        }
        for at in fitting {
            widths[at] = longest[at];
            room -= longest[at];
        }
        open = wide;
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Inline;

    fn page(blocks: Vec<Block>) -> String {
        write(&Document {
            title: "Title".to_owned(),
            subtitle: vec!["A line".to_owned()],
            author: String::new(),
            description: String::new(),
            as_at: jiff::civil::date(2017, 9, 25),
            footer: "The end".to_owned(),
            blocks,
        })
    }

    #[test]
    fn words_wrap_at_spaces_and_break_only_where_they_must() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("a abcdefgh", 3), ["a", "abc", "def", "gh"]);
        assert!(wrap("  ", 3).is_empty());
        assert_eq!(wrap("a\u{1b}[31m b", 9), ["a[31m b"]);
    }

    #[test]
    fn every_kind_of_block_is_set() {
        let item = |words: &str| vec![Inline::Text(words.to_owned())];
        let column = |header: &str, numeric| Column {
            header: header.to_owned(),
            width: 1,
            numeric,
        };
        let text = page(vec![
            Block::heading(2, "Part"),
            Block::numbered("first"),
            Block::PageBreak,
            Block::KeepTogether(vec![Block::List {
                marks: Marks::Bullet,
                items: vec![item("one"), item("two")],
            }]),
            Block::Table(Table {
                caption: "Counts".to_owned(),
                columns: vec![column("Group", false), column("Number", true)],
                rows: vec![vec![item("North"), item("7")]],
                row_headers: true,
            }),
            Block::Facts(vec![("Chair".to_owned(), item("Ruth Calder"))]),
        ]);
        let expected = "\
Title
=====
A line

Part
----

1. first

- one
- two

Counts
Group  Number
-----  ------
North       7

Chair: Ruth Calder

The end
";
        assert_eq!(text, expected);
    }

    #[test]
    fn a_wide_table_gives_its_long_columns_what_is_left() {
        let column = |width| Column {
            header: "H".to_owned(),
            width,
            numeric: false,
        };
        let rows = vec![vec!["x".repeat(10), "y".repeat(200), "z".repeat(200)]];
        // 100 less two gaps of 2 is 96; the first column needs 10 of its share of 24, which
        // leaves 86 for one part and two parts.
        assert_eq!(
            widths(&[column(1), column(1), column(2)], &rows),
            [10, 28, 57]
        );
    }
}
