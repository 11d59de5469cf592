//! The HTML writer: one file, no script, readable by everyone and printable.
//!
//! Every text goes through an escaping template or [`escape`]; the only markup that is let
//! through is what this module made, and the charts' SVG, which `chart` made.

mod contents;
mod inline;

use std::collections::BTreeSet;

use askama::Template;

use self::contents::{Contents, Entry};
use self::inline::{escape, set};
use crate::chart::ID_PREFIX;
use crate::document::{Block, Chart, Document, Inline, Marks, Table};
use crate::places::Places;
use crate::setting::words;

#[derive(Template)]
#[template(path = "page.html")]
struct Page<'a> {
    title: &'a str,
    description: &'a str,
    author: &'a str,
    subtitle: &'a [String],
    footer: &'a str,
    style: &'a str,
    contents: &'a [Entry],
    body: &'a str,
}

#[derive(Template)]
#[template(path = "table.html")]
struct TableHtml<'a> {
    label: &'a str,
    caption: &'a str,
    narrow: bool,
    header: Vec<HeaderCell>,
    rows: Vec<Vec<Cell>>,
}

struct HeaderCell {
    html: String,
    numeric: bool,
    width: String,
}

struct Cell {
    html: String,
    numeric: bool,
    is_header: bool,
}

#[derive(Template)]
#[template(path = "figure.html")]
struct FigureHtml<'a> {
    svg: &'a str,
    caption: &'a str,
    name: &'a str,
    table: &'a str,
}

/// Writes a document as one HTML page. The same document gives the same bytes.
pub fn write(document: &Document) -> String {
    let places = Places::of(document);
    let contents = Contents::of(document, &places);
    let mut writer = Writer {
        contents: &contents,
        places: &places,
        headings: 0,
        paragraphs: 0,
        charts: 0,
        labels: BTreeSet::new(),
        html: String::new(),
    };
    writer.blocks(&document.blocks);
    let body = writer.html;
    let page = Page {
        title: &document.title,
        description: &document.description,
        author: &document.author,
        subtitle: &document.subtitle,
        footer: &document.footer,
        style: include_str!("style.css").trim_end(),
        contents: &contents.entries,
        body: body.trim_end(),
    };
    render(&page)
}

fn render(template: &impl Template) -> String {
    template.render().expect("the template writes to a string")
}

struct Writer<'a> {
    contents: &'a Contents,
    places: &'a Places,
    headings: usize,
    paragraphs: usize,
    charts: usize,
    labels: BTreeSet<String>,
    html: String,
}

impl Writer<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn line(&mut self, html: &str) {
        self.html.push_str(html);
        self.html.push('\n');
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text } => {
                let level = (*level).clamp(2, 4);
                let id = &self.contents.ids[self.headings];
                self.headings += 1;
                let html = format!("<h{level} id=\"{id}\">{}</h{level}>", escape(text));
                self.line(&html);
            }
            Block::Paragraph { numbered, content } => {
                let words = set(content, self.places);
                let html = if *numbered {
                    self.paragraphs += 1;
                    let number = self.paragraphs;
                    format!(
                        "<p class=\"numbered\" id=\"paragraph-{number}\"><span class=\"number\">{number}.</span> {words}</p>"
                    )
                } else {
                    format!("<p>{words}</p>")
                };
                self.line(&html);
            }
            Block::List { marks, items } => {
                let (open, close) = match marks {
                    Marks::Bullet => ("<ul>", "</ul>"),
                    Marks::LowerRoman => ("<ol class=\"roman\">", "</ol>"),
                    Marks::LowerAlpha => ("<ol class=\"alpha\">", "</ol>"),
                };
                self.line(open);
                for item in items {
                    let html = format!("<li>{}</li>", set(item, self.places));
                    self.line(&html);
                }
                self.line(close);
            }
            Block::Table(table) => {
                let html = self.table(table);
                self.line(&html);
            }
            Block::Chart(chart) => self.chart(chart),
            Block::Facts(facts) => {
                self.line("<dl>");
                for (term, words) in facts {
                    let html = format!(
                        "<div><dt>{}</dt><dd>{}</dd></div>",
                        escape(term),
                        set(words, self.places)
                    );
                    self.line(&html);
                }
                self.line("</dl>");
            }
            Block::PageBreak => self.line("<hr class=\"section-break\">"),
            Block::KeepTogether(blocks) => self.blocks(blocks),
        }
    }

    /// A label for a region: two of one name would not be told apart by those who hear them.
    fn label(&mut self, caption: &str) -> String {
        let base = format!("Table: {caption}");
        let mut label = base.clone();
        let mut count = 1;
        while !self.labels.insert(label.clone()) {
            count += 1;
            label = format!("{base} ({count})");
        }
        label
    }

    fn table(&mut self, table: &Table) -> String {
        let widths: u32 = table
            .columns
            .iter()
            .map(|column| u32::from(column.width))
            .sum();
        let header = table
            .columns
            .iter()
            .map(|column| HeaderCell {
                html: escape(&column.header),
                numeric: column.numeric,
                width: match widths {
                    0 => String::new(),
                    sum => (u32::from(column.width) * 100 / sum).to_string(),
                },
            })
            .collect();
        let rows = table
            .rows
            .iter()
            .map(|row| {
                row.iter()
                    .enumerate()
                    .map(|(index, cell)| Cell {
                        html: set(cell, self.places),
                        numeric: table
                            .columns
                            .get(index)
                            .is_some_and(|column| column.numeric),
                        is_header: index == 0 && table.row_headers,
                    })
                    .collect()
            })
            .collect();
        let label = self.label(&table.caption);
        render(&TableHtml {
            label: &label,
            caption: &table.caption,
            narrow: table.columns.len() <= 2,
            header,
            rows,
        })
    }

    fn chart(&mut self, chart: &Chart) {
        self.charts += 1;
        let own = format!("chart-{}-", self.charts);
        let svg = chart.svg.replace(ID_PREFIX, &own);
        let table = chart.values.as_ref().map(|values| self.table(values));
        let name = chart.values.as_ref().map(|values| values.caption.as_str());
        let html = render(&FigureHtml {
            svg: svg.trim(),
            caption: &chart_caption(chart),
            name: name.unwrap_or_default(),
            table: table.as_deref().unwrap_or_default(),
        });
        self.line(&html);
    }
}

/// The measure and the months of a chart; its long description stays with the picture. A chart
/// without values has only that.
fn chart_caption(chart: &Chart) -> String {
    let months = chart.values.as_ref().and_then(|values| {
        let month = |row: &Vec<Vec<Inline>>| Some(words(row.first()?));
        let first = month(values.rows.first()?)?;
        let last = month(values.rows.last()?)?;
        let title = values.caption.strip_prefix("Values of the chart: ")?;
        Some(format!("{title}, {first} to {last}"))
    });
    months.unwrap_or_else(|| chart.description.clone())
}
