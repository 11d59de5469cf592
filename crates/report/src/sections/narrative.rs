//! What officers wrote, with its references in words and each figure behind them marked.
//!
//! The words are theirs; the numbers come from the figures. A reference that has no words stops
//! the report, with every fault told.

use waymark_narrative::reference::{Cite, Known, LiveSpan, expand};
use waymark_narrative::text::{Content, Item, Marks as TextMarks, Text, TextBlock};

use super::{Report, ReportError};
use crate::document::{Block, Column, Inline, Marks, Table};
use crate::sentence::{Against, Asked, View, WhichMonth};

/// The narrative's blocks below the section's heading; empty where nobody wrote one.
pub(super) fn blocks(
    report: &Report<'_>,
    heading: &str,
    level: u8,
) -> Result<Vec<Block>, ReportError> {
    let Some(text) = report.input.narrative else {
        return Ok(Vec::new());
    };
    let mut builder = Builder {
        report,
        known: Known {
            evidence: report.input.evidence,
            plan: Some(report.plan()),
            as_at: report.input.as_at,
        },
        level,
        outermost: outermost(text),
        heading: heading.to_owned(),
        tables: 0,
        faults: Vec::new(),
    };
    let blocks = builder.blocks(&text.blocks);
    if builder.faults.is_empty() {
        Ok(blocks)
    } else {
        Err(ReportError::Narrative(builder.faults))
    }
}

/// The outermost level of the headings that a text has.
fn outermost(text: &Text) -> u8 {
    text.blocks
        .iter()
        .filter_map(|block| match block {
            TextBlock::Heading { level, .. } => Some(*level),
            _ => None,
        })
        .min()
        .unwrap_or(1)
}

struct Builder<'a> {
    report: &'a Report<'a>,
    known: Known<'a>,
    /// The level of the section's own heading.
    level: u8,
    outermost: u8,
    /// The heading that stands last above.
    heading: String,
    tables: usize,
    faults: Vec<String>,
}

impl Builder<'_> {
    fn blocks(&mut self, blocks: &[TextBlock]) -> Vec<Block> {
        blocks.iter().flat_map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: &TextBlock) -> Vec<Block> {
        match block {
            TextBlock::Heading { level, content } => {
                let text = content.text().replace('\n', " ");
                self.heading.clone_from(&text);
                // Levels of a document never skip: all below the outermost are one deeper.
                let deeper = u8::from(*level > self.outermost);
                vec![Block::Heading {
                    level: (self.level + 1 + deeper).min(4),
                    text,
                }]
            }
            TextBlock::Paragraph { content, .. } => {
                vec![Block::Paragraph {
                    numbered: true,
                    content: self.content(content),
                }]
            }
            TextBlock::List { marks, items } => {
                let items = items.iter().map(|item| self.item(item)).collect();
                vec![Block::List {
                    marks: match marks {
                        TextMarks::Bullet => Marks::Bullet,
                        TextMarks::LowerAlpha => Marks::LowerAlpha,
                        TextMarks::Number | TextMarks::LowerRoman => Marks::LowerRoman,
                    },
                    items,
                }]
            }
            TextBlock::Table { rows } => self.table(rows).into_iter().collect(),
            TextBlock::Quote(blocks) => self.unnumbered(blocks),
            TextBlock::Note { label, blocks } => {
                let mut label = label.clone();
                if let Some(first) = label.get_mut(..1) {
                    first.make_ascii_uppercase();
                }
                let mut noted = self.unnumbered(blocks);
                if let Some(Block::Paragraph { content, .. }) = noted.first_mut() {
                    content.insert(0, Inline::Strong(format!("{label}. ")));
                }
                noted
            }
        }
    }

    fn unnumbered(&mut self, blocks: &[TextBlock]) -> Vec<Block> {
        let mut blocks = self.blocks(blocks);
        for block in &mut blocks {
            if let Block::Paragraph { numbered, .. } = block {
                *numbered = false;
            }
        }
        blocks
    }

    /// An item is one run of words: lists within it follow behind dashes.
    fn item(&mut self, item: &Item) -> Vec<Inline> {
        let mut words: Vec<Inline> = Vec::new();
        for block in &item.blocks {
            let parts: Vec<Vec<Inline>> = match block {
                TextBlock::List { items, .. } => {
                    items.iter().map(|inner| self.item(inner)).collect()
                }
                TextBlock::Paragraph { content, .. } | TextBlock::Heading { content, .. } => {
                    vec![self.content(content)]
                }
                TextBlock::Quote(blocks) | TextBlock::Note { blocks, .. } => {
                    let whole = Item {
                        label: None,
                        blocks: blocks.clone(),
                    };
                    vec![self.item(&whole)]
                }
                TextBlock::Table { rows } => rows
                    .iter()
                    .flatten()
                    .map(|cell| self.content(cell))
                    .collect(),
            };
            let is_list = matches!(block, TextBlock::List { .. });
            for part in parts {
                if !words.is_empty() {
                    let joint = if is_list { " \u{2013} " } else { " " };
                    words.push(Inline::Text(joint.to_owned()));
                }
                words.extend(part);
            }
        }
        words
    }

    fn table(&mut self, rows: &[Vec<Content>]) -> Option<Block> {
        let (head, rows) = rows.split_first()?;
        self.tables += 1;
        let columns: Vec<Column> = head
            .iter()
            .map(|cell| Column {
                header: cell.text(),
                width: 10,
                numeric: false,
            })
            .collect();
        let rows = rows
            .iter()
            .map(|row| {
                (0..columns.len())
                    .map(|at| {
                        row.get(at)
                            .map(|cell| self.content(cell))
                            .unwrap_or_default()
                    })
                    .collect()
            })
            .collect();
        Some(Block::Table(Table {
            caption: format!("{}, table {}", self.heading, self.tables),
            columns,
            rows,
            row_headers: true,
        }))
    }

    fn content(&mut self, content: &Content) -> Vec<Inline> {
        let mut expanded: Vec<(String, Vec<LiveSpan>)> = Vec::new();
        for run in &content.runs {
            match expand(&run.text, &self.known) {
                Ok(run) => expanded.push((run.words, run.live)),
                Err(wrong) => {
                    for fault in wrong {
                        let raw = run.text.get(fault.span.clone()).unwrap_or_default();
                        let meant = fault
                            .suggestion
                            .map(|meant| format!(" Did you mean `{meant}`?"))
                            .unwrap_or_default();
                        self.faults
                            .push(format!("`{raw}`: {}.{meant}", fault.error));
                    }
                    expanded.push((String::new(), Vec::new()));
                }
            }
        }
        let sentence: String = expanded
            .iter()
            .map(|(words, _)| words.replace('\n', " "))
            .collect();
        let mut words = Vec::new();
        // A figure is marked where it is first mentioned in a paragraph; the reader finds it there.
        let mut marked: Vec<Cite> = Vec::new();
        for (run, (text, live)) in content.runs.iter().zip(&expanded) {
            let plain = |text: &str| {
                let text = text.replace('\n', " ");
                match &run.link {
                    Some(href) => Inline::Link {
                        text,
                        href: href.clone(),
                    },
                    None if run.strong => Inline::Strong(text),
                    None => Inline::Text(text),
                }
            };
            let mut at = 0;
            for span in live {
                words.push(plain(&text[at..span.span.end]));
                at = span.span.end;
                words.extend(self.marks(span, sentence.trim(), &mut marked));
            }
            if at < text.len() {
                words.push(plain(&text[at..]));
            }
        }
        words
    }

    /// The marks of the figures behind a reference's words.
    fn marks(&self, span: &LiveSpan, sentence: &str, marked: &mut Vec<Cite>) -> Vec<Inline> {
        let mut marks: Vec<Inline> = Vec::new();
        for cite in &span.cites {
            if marked.contains(cite) {
                continue;
            }
            marked.push(cite.clone());
            let asked = Asked {
                month: WhichMonth::Month(cite.month),
                against: Against::Nothing,
                ..Asked::default()
            };
            let Ok(view) = View::of(self.report.input.evidence, &cite.selector, &asked) else {
                continue;
            };
            let Some((figure, _)) = view.now.known() else {
                continue;
            };
            if !marks.is_empty() {
                marks.push(Inline::Text("\u{a0}".to_owned()));
            }
            marks.push(self.report.cited.cite(
                &cite.selector,
                figure,
                view.meta,
                sentence,
                &self.heading,
            ));
        }
        marks
    }
}
