//! What a PDF file holds. Its structure is written as plain objects, so it can be read as text.

use super::*;
use crate::document::{Block, Chart, Inline, Marks, Table, Tone};
use sample::{chart, column, figures, tag, text};

fn with(blocks: Vec<Block>) -> Document {
    Document {
        blocks,
        ..sample::empty()
    }
}

fn count(file: &[u8], words: &str) -> usize {
    file.windows(words.len())
        .filter(|window| *window == words.as_bytes())
        .count()
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = sample::document(2);
    let first = write(&document).unwrap();
    assert_eq!(first, write(&document).unwrap());
}

#[test]
fn every_kind_of_block_passes_the_standards_without_a_warning() {
    let file = write(&sample::document(2)).unwrap();
    assert_eq!(count(&file, "<pdfuaid:part>1<"), 1);
    assert_eq!(count(&file, "<pdfaid:part>2<"), 1);
    assert_eq!(count(&file, "/Lang(en-GB)"), 1);
    // The day of the report, and no other moment.
    assert_eq!(count(&file, "(D:20171113"), count(&file, "(D:20"));
}

#[test]
fn headings_tables_and_charts_are_tagged() {
    let file = write(&with(vec![
        Block::heading(2, "One"),
        Block::heading(3, "Two"),
        Block::heading(4, "Three"),
        Block::Table(figures(10)),
        Block::Chart(chart(1)),
    ]))
    .unwrap();
    for (tag, times) in [
        ("/S/H1", 1),
        ("/S/H2", 1),
        ("/S/H3", 1),
        // Three column headers, and one header in each of ten rows.
        ("/Scope/Column", 3),
        ("/Scope/Row", 10),
        ("/S/TD", 20),
        ("/S/Caption", 1),
        ("/S/Figure", 1),
        (
            "/Alt(Run chart 1: twelve months from October 2016 & no signal.)",
            1,
        ),
    ] {
        assert_eq!(count(&file, tag), times, "{tag}");
    }
}

#[test]
fn a_reference_is_a_link_to_the_page_of_its_anchor() {
    let [sentence, fact] = sample::referring();
    let file = write(&with(vec![sentence.clone(), Block::PageBreak, fact])).unwrap();
    // The other mark has no place, and so no link.
    for (words, times) in [
        ("/S/Link", 1),
        ("/Subtype/Link", 1),
        ("/Contents(page 2)", 1),
    ] {
        assert_eq!(count(&file, words), times, "{words}");
    }
    let lost = write(&with(vec![sentence])).unwrap();
    assert_eq!(count(&lost, "/S/Link"), 0);
}

#[test]
fn a_chart_without_words_is_refused() {
    let silent = Chart {
        description: String::new(),
        ..chart(1)
    };
    let error = write(&with(vec![Block::Chart(silent)])).unwrap_err();
    assert!(matches!(&error, PdfError::Standard(_)), "{error}");
}

#[test]
fn a_broken_chart_is_refused() {
    let broken = Chart {
        svg: "no svg".to_owned(),
        ..chart(1)
    };
    let error = write(&with(vec![Block::Chart(broken)])).unwrap_err();
    assert!(matches!(&error, PdfError::Layout(_)), "{error}");
}

#[test]
fn a_skipped_heading_level_is_refused() {
    let error = write(&with(vec![Block::heading(4, "Too deep")])).unwrap_err();
    assert!(matches!(&error, PdfError::Standard(_)), "{error}");
}

#[test]
fn a_document_without_content_is_a_page() {
    let file = write(&sample::empty()).unwrap();
    assert!(file.starts_with(b"%PDF-1.7"));
    let blank = with(vec![
        Block::heading(2, " "),
        Block::text(""),
        Block::KeepTogether(vec![]),
        Block::Facts(vec![]),
        Block::List {
            marks: Marks::LowerAlpha,
            items: vec![],
        },
        Block::List {
            marks: Marks::LowerAlpha,
            items: vec![vec![]],
        },
        Block::Table(Table {
            caption: String::new(),
            columns: vec![],
            rows: vec![],
            row_headers: true,
        }),
        Block::Table(Table {
            caption: String::new(),
            columns: vec![column("", 0, true)],
            rows: vec![vec![]],
            row_headers: true,
        }),
    ]);
    write(&blank).unwrap();
}

#[test]
fn no_words_break_the_page() {
    for words in [
        "<>&\"' \\ #let x = 1 $a$ *b* _c_ `d` @e <f> // /* ~ -- ...",
        "control \u{0}\u{7}\u{1b}[0m \r\n\t end",
        "\u{1F44D}\u{1F3FD}\u{200D}\u{2642}\u{FE0F} \u{4E2D}\u{6587} \u{0639}\u{0631}\u{0628}\u{064A}",
        "\u{E000} \u{10FFFF} \u{FFFE} \u{FFFD} \u{FEFF} \u{AD} \u{A0}",
        "e\u{301} \u{301} \u{FB01} \u{1D400} \u{202E}reversed",
        "   ",
    ] {
        let document = Document {
            title: format!("Title {words}"),
            subtitle: vec![words.to_owned()],
            author: words.to_owned(),
            description: words.to_owned(),
            footer: words.to_owned(),
            ..with(vec![
                Block::heading(2, words),
                Block::numbered(words),
                Block::Paragraph {
                    numbered: false,
                    content: vec![
                        Inline::Strong(words.to_owned()),
                        tag(words, Tone::Blue),
                        Inline::Link {
                            text: words.to_owned(),
                            href: "https://example.org/".to_owned(),
                        },
                    ],
                },
                Block::Table(Table {
                    caption: words.to_owned(),
                    columns: vec![column(words, 1, false)],
                    rows: vec![vec![vec![text(words)]]],
                    row_headers: true,
                }),
                Block::Facts(vec![(words.to_owned(), vec![text(words)])]),
                Block::Chart(Chart {
                    svg: "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">\n<text>\u{1F44D}</text></svg>".to_owned(),
                    description: format!("Chart {words}"),
                    ..chart(1)
                }),
            ])
        };
        if let Err(error) = write(&document) {
            panic!("{}: {error}", words.escape_unicode());
        }
    }
}

#[test]
fn a_page_break_begins_a_page_but_not_within_what_stays_together() {
    let words = Block::text("words");
    let pages = |blocks| count(&write(&with(blocks)).unwrap(), "/Type/Page/");
    let broken = vec![words.clone(), Block::PageBreak, words.clone()];
    assert_eq!(pages(broken.clone()), 2);
    assert_eq!(pages(vec![Block::KeepTogether(broken)]), 1);
}

#[test]
fn what_is_taller_than_a_page_breaks() {
    let paragraphs = (0..200)
        .map(|at| Block::text(format!("Line {at}")))
        .collect();
    let together = write(&with(vec![Block::KeepTogether(paragraphs)])).unwrap();
    // A page holds some fifty such paragraphs.
    assert!(count(&together, "/Type/Page/") >= 4);
    let long = "words that go on ".repeat(900);
    let row = Table {
        rows: vec![vec![vec![text(&long)], vec![], vec![]]],
        ..figures(0)
    };
    let table = write(&with(vec![Block::Table(row)])).unwrap();
    assert!(count(&table, "/Type/Page/") >= 3);
}
