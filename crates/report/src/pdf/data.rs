//! The document as the data that the template reads.
//!
//! Words are made fit for setting here: characters that the bundled font lacks are replaced,
//! because an accessible PDF may not show a character that has no glyph, and long words get
//! places to break, because a column cannot grow.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::fonts;
use super::height::surely_fit;
use crate::document::{Block, Document, Inline, Marks, Table};
use crate::places::Places;
use crate::raster::FAMILY;
use crate::setting::{
    HEADER_FILL, HEADING, INK, LINE, LINK, QUIET, TEXT_WIDTH_MM, address, chart_size,
    column_widths, longest_word_mm, plain, row_lines, tag_colours,
};

/// Width of the first column of facts, in millimetres.
const TERM_MM: f64 = 46.0;
/// A row of more lines than this may break over a page; one that may not must be shorter than a
/// page, or its end would be lost.
const WHOLE_ROW_LINES: usize = 24;
/// A word longer than this gets places to break.
const LONG_WORD: usize = 26;
/// How far apart those places are where the word has no marks of its own to break at.
const BREAK_EVERY: usize = 12;

/// What the template reads: the document and its charts by file name.
pub(super) struct Data {
    pub document: String,
    pub charts: BTreeMap<String, String>,
}

/// The data of a document.
pub(super) fn data(document: &Document) -> Data {
    let places = Places::of(document);
    let mut builder = Builder {
        places: &places,
        charts: BTreeMap::new(),
        numbered: 0,
    };
    let blocks = builder.blocks(&document.blocks);
    let day = document.as_at;
    let subtitle: Vec<String> = document
        .subtitle
        .iter()
        .map(|line| words(line))
        .filter(|line| !line.trim().is_empty())
        .collect();
    let value = json!({
        "title": glyphs(&document.title),
        "author": glyphs(&document.author),
        "description": glyphs(&document.description),
        "keywords": ["improvement plan", "children's services", document.author],
        "date": { "year": day.year(), "month": day.month(), "day": day.day() },
        "subtitle": subtitle,
        "footer": words(&document.footer),
        "font": FAMILY,
        "text_width": TEXT_WIDTH_MM,
        "colours": {
            "heading": HEADING,
            "ink": INK,
            "quiet": QUIET,
            "link": LINK,
            "line": LINE,
            "header_fill": HEADER_FILL,
        },
        "blocks": blocks,
    });
    Data {
        document: value.to_string(),
        charts: builder.charts,
    }
}

struct Builder<'a> {
    /// Where references may lead.
    places: &'a Places,
    charts: BTreeMap<String, String>,
    /// The number of the last numbered paragraph.
    numbered: u32,
}

impl Builder<'_> {
    fn blocks(&mut self, blocks: &[Block]) -> Vec<Value> {
        blocks
            .iter()
            .enumerate()
            .filter_map(|(at, block)| self.block(block, blocks.get(at + 1)))
            .collect()
    }

    /// A block's data; `None` for one that says nothing.
    fn block(&mut self, block: &Block, next: Option<&Block>) -> Option<Value> {
        let value = match block {
            Block::Heading { level, text } => {
                let words = words(text);
                if words.trim().is_empty() {
                    return None;
                }
                // The title is not a heading to Typst, so that the model's second level is its
                // first.
                json!({ "kind": "heading", "level": level.saturating_sub(1).max(1), "words": words })
            }
            Block::Paragraph { numbered, content } => {
                let number = numbered.then(|| {
                    self.numbered += 1;
                    self.numbered
                });
                let content = inlines(content, self.places);
                if content.is_empty() && number.is_none() {
                    return None;
                }
                let sticky = matches!(next, Some(Block::List { .. }));
                json!({ "kind": "paragraph", "number": number, "content": content, "sticky": sticky })
            }
            Block::List { items, .. } if items.is_empty() => return None,
            Block::List { marks, items } => {
                let numbering = match marks {
                    Marks::Bullet => None,
                    Marks::LowerRoman => Some("i)"),
                    Marks::LowerAlpha => Some("a)"),
                };
                let items: Vec<_> = items
                    .iter()
                    .map(|item| inlines(item, self.places))
                    .collect();
                json!({ "kind": "list", "numbering": numbering, "items": items })
            }
            Block::Table(table) if table.columns.is_empty() => return None,
            Block::Table(table) => self::table(table, self.places),
            Block::Chart(chart) => {
                let path = format!("chart-{}.svg", self.charts.len() + 1);
                let (width, height) = chart_size(chart);
                self.charts.insert(path.clone(), svg(&chart.svg));
                json!({
                    "kind": "chart",
                    "path": path,
                    "width": width,
                    "height": height,
                    "description": plain(&chart.description),
                })
            }
            Block::Facts(facts) if facts.is_empty() => return None,
            Block::Facts(facts) => {
                let fits = surely_fit(std::slice::from_ref(block));
                let facts: Vec<_> = facts
                    .iter()
                    .map(|(term, content)| json!({ "term": words(term), "content": inlines(content, self.places) }))
                    .collect();
                json!({ "kind": "facts", "term_width": TERM_MM, "facts": facts, "fits": fits })
            }
            Block::PageBreak => json!({ "kind": "page-break" }),
            Block::KeepTogether(blocks) => {
                let fits = surely_fit(blocks);
                let mut blocks = self.blocks(blocks);
                // A new page within what stays on one page says two things at once.
                blocks.retain(|block| block["kind"] != "page-break");
                if blocks.is_empty() {
                    return None;
                }
                json!({ "kind": "together", "blocks": blocks, "fits": fits })
            }
        };
        Some(value)
    }
}

fn table(table: &Table, places: &Places) -> Value {
    let widths = column_widths(table);
    let columns: Vec<_> = table
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            json!({
                "header": words(&column.header),
                "numeric": column.numeric,
                // Only where a word would not fit: hyphens make a table harder to read.
                "hyphenate": longest_word_mm(table, at) > widths[at] + 0.01,
            })
        })
        .collect();
    let rows: Vec<_> = table
        .rows
        .iter()
        .map(|row| {
            let cells: Vec<_> = (0..columns.len())
                .map(|at| inlines(row.get(at).map_or(&[][..], Vec::as_slice), places))
                .collect();
            json!({ "cells": cells, "whole": row_lines(row, &widths) <= WHOLE_ROW_LINES })
        })
        .collect();
    json!({
        "kind": "table",
        "caption": words(&table.caption).trim(),
        "columns": columns,
        "widths": widths,
        "rows": rows,
        "row_headers": table.row_headers,
    })
}

fn inlines(content: &[Inline], places: &Places) -> Vec<Value> {
    content
        .iter()
        .filter_map(|one| inline(one, places))
        .collect()
}

fn inline(inline: &Inline, places: &Places) -> Option<Value> {
    let text = |text: &str| json!({ "kind": "text", "words": words(text) });
    let value = match inline {
        Inline::Text(words) | Inline::Strong(words) if words.is_empty() => return None,
        Inline::Text(words) => text(words),
        Inline::Strong(strong) => json!({ "kind": "strong", "words": words(strong) }),
        Inline::Link { text: label, href } => {
            if label.trim().is_empty() {
                return None;
            }
            match address(href) {
                Some(href) => json!({ "kind": "link", "words": words(label), "href": href }),
                None => text(label),
            }
        }
        Inline::Tag { text, tone } => {
            let colours = tag_colours(*tone);
            json!({
                "kind": "tag",
                "words": glyphs(text.trim()),
                "fill": colours.fill,
                "ink": colours.ink,
            })
        }
        // Typst refuses a link to a place that is not there.
        Inline::Reference { mark, to } => json!({
            "kind": "reference",
            "words": glyphs(mark),
            "to": places.has(to).then_some(to),
        }),
        Inline::Anchor { id, text: label } if id.is_empty() => text(label),
        Inline::Anchor { id, text: label } => {
            json!({ "kind": "anchor", "words": words(label), "id": id })
        }
    };
    Some(value)
}

/// The words of a chart, with glyphs for all of them. Line ends stay: they are the SVG's own.
fn svg(svg: &str) -> String {
    svg.lines().map(glyphs).collect::<Vec<_>>().join("\n")
}

/// Words fit for setting: with glyphs for all, and places to break in long words.
fn words(text: &str) -> String {
    let text = glyphs(text);
    let mut set = String::with_capacity(text.len());
    for (at, word) in text.split(' ').enumerate() {
        if at > 0 {
            set.push(' ');
        }
        if word.chars().count() > LONG_WORD {
            break_up(word, &mut set);
        } else {
            set.push_str(word);
        }
    }
    set
}

/// Adds a long word with places to break: after the marks that part an address, and within what
/// is still long between them.
fn break_up(word: &str, set: &mut String) {
    const MARKS: &str = "@./-_?&=:;,+";
    let mut since_break = 0;
    let mut part = word.split_inclusive(|c| MARKS.contains(c)).peekable();
    while let Some(piece) = part.next() {
        let long = piece.chars().count() > LONG_WORD;
        for c in piece.chars() {
            if long && since_break == BREAK_EVERY {
                set.push('\u{200B}');
                since_break = 0;
            }
            set.push(c);
            since_break += 1;
        }
        if part.peek().is_some() {
            set.push('\u{200B}');
        }
        since_break = 0;
    }
}

/// The words with a replacement for each character that the bundled font lacks.
fn glyphs(text: &str) -> String {
    plain(text)
        .chars()
        .filter(|c| !joins_or_varies(*c))
        .map(|c| if fonts::covers(c) { c } else { '\u{25A1}' })
        .collect()
}

/// Characters that show nothing themselves and only change their neighbours, which the font
/// could not show changed.
fn joins_or_varies(c: char) -> bool {
    matches!(c,
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0000}'..='\u{E01EF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_made_fit_for_setting() {
        let cases = [
            (
                "plain <words> & \"marks\" #let $x$",
                "plain <words> & \"marks\" #let $x$",
            ),
            // A thumb with a skin tone is one box, not two.
            ("done \u{1F44D}\u{1F3FD}", "done \u{25A1}"),
            ("\u{2714}\u{FE0F} yes", "\u{25A1} yes"),
            ("tab\tand\u{0}null", "tab andnull"),
            (
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "aaaaaaaaaaaa\u{200B}aaaaaaaaaaaa\u{200B}aaaaaa",
            ),
            (
                "given.surname@children.example.org",
                "given.\u{200B}surname@\u{200B}children.\u{200B}example.\u{200B}org",
            ),
        ];
        for (given, expected) in cases {
            assert_eq!(words(given), expected);
        }
    }
}
