//! The HTML page: escaped, accessible in its bones, and without anything that runs.

use std::collections::BTreeSet;

use waymark_report::document::{Block, Column, Document, Inline, Marks, Table, Tone};
use waymark_report::html::write;

use crate::sample::sample;

fn page(blocks: Vec<Block>) -> String {
    write(&Document {
        title: "A <title> & more".to_owned(),
        subtitle: vec!["A line".to_owned()],
        author: "Loamshire".to_owned(),
        description: "A \"report\"".to_owned(),
        as_at: jiff::civil::date(2017, 11, 13),
        footer: "A footer".to_owned(),
        blocks,
    })
}

fn all<'a>(html: &'a str, before: &str) -> Vec<&'a str> {
    html.split(before)
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect()
}

#[test]
fn words_are_escaped_and_addresses_that_run_are_not_links() {
    let link = |href: &str| Inline::Link {
        text: "<b>here</b>".to_owned(),
        href: href.to_owned(),
    };
    let html = page(vec![
        Block::heading(2, "<script>alert(1)</script>"),
        Block::Paragraph {
            numbered: true,
            content: vec![
                Inline::Text("1 < 2 & \"3\"".to_owned()),
                link("javascript:alert(1)"),
                link("https://example.org/?a=1&b=2"),
                Inline::Tag {
                    text: "Red".to_owned(),
                    tone: Tone::Red,
                },
            ],
        },
    ]);
    assert!(!html.contains("<script") && !html.contains("javascript:") && !html.contains("<b>"));
    assert!(html.contains("1 &lt; 2 &amp; &quot;3&quot;"));
    assert!(
        html.contains("<a href=\"https://example.org/?a=1&amp;b=2\">&lt;b&gt;here&lt;/b&gt;</a>")
    );
    assert!(html.contains("<strong class=\"tag red\">Red</strong>"));
    assert!(html.contains(
        "<p class=\"numbered\" id=\"paragraph-1\"><span class=\"number\">1.</span> 1 &lt; 2"
    ));
}

#[test]
fn a_reference_leads_to_its_place_and_says_so() {
    let reference = |mark: &str, to: &str| Inline::Reference {
        mark: mark.to_owned(),
        to: to.to_owned(),
    };
    let words = |content| Block::Paragraph {
        numbered: false,
        content,
    };
    let html = page(vec![
        Block::heading(2, "Fig F1"),
        words(vec![
            Inline::Text("37 of 487.".to_owned()),
            reference("F1", "fig-f1"),
            Inline::Text("\u{a0}".to_owned()),
            reference("F2", "nowhere"),
        ]),
        words(vec![Inline::Anchor {
            id: "fig-f1".to_owned(),
            text: "F1 <b>".to_owned(),
        }]),
    ]);
    assert!(html.contains(
        "37 of 487.<sup class=\"reference\"><a href=\"#fig-f1\"><span class=\"unseen\">evidence </span>F1</a></sup>"
    ));
    assert!(html.contains("<sup class=\"reference\">F2</sup></p>"));
    assert!(html.contains("<span class=\"place\" id=\"fig-f1\">F1 &lt;b&gt;</span>"));
    // No heading takes the name of a place.
    assert!(html.contains("<h2 id=\"fig-f1-2\">Fig F1</h2>"));
}

#[test]
fn a_table_has_a_caption_scopes_and_a_label_of_its_own() {
    let table = || {
        Block::Table(Table {
            caption: "Counts".to_owned(),
            columns: vec![
                Column {
                    header: "Group".to_owned(),
                    width: 3,
                    numeric: false,
                },
                Column {
                    header: "Number".to_owned(),
                    width: 1,
                    numeric: true,
                },
            ],
            rows: vec![vec![
                vec![Inline::Text("North".to_owned())],
                vec![Inline::Text("7".to_owned())],
            ]],
            row_headers: true,
        })
    };
    let html = page(vec![table(), table()]);
    assert!(html.contains("<caption>Counts</caption>"));
    assert!(html.contains("<th scope=\"col\" class=\"numeric\" style=\"width:25%\">Number</th>"));
    assert!(html.contains("<th scope=\"row\">North</th>"));
    assert!(
        html.contains("aria-label=\"Table: Counts\"")
            && html.contains("aria-label=\"Table: Counts (2)\"")
    );
}

#[test]
fn lists_keep_their_marks() {
    let list = |marks| Block::List {
        marks,
        items: vec![vec![Inline::Text("one".to_owned())]],
    };
    let html = page(vec![
        list(Marks::Bullet),
        list(Marks::LowerRoman),
        list(Marks::LowerAlpha),
    ]);
    for open in [
        "<ul>\n<li>one",
        "<ol class=\"roman\">\n<li>one",
        "<ol class=\"alpha\">\n<li>one",
    ] {
        assert!(html.contains(open), "{open}");
    }
}

#[test]
fn the_whole_page_is_sound() {
    let html = write(&sample());
    assert_eq!(html, write(&sample()));
    assert_eq!(html.matches("<h1").count(), 1);
    assert_eq!(html.matches("<main").count(), 1);
    assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"en-GB\">"));
    assert!(!html.contains("<script") && !html.contains("src=") && !html.contains("@import"));
    let ids = all(&html, " id=\"");
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "an id stands twice");
    for target in all(&html, "href=\"#") {
        assert!(unique.contains(target), "#{target} leads nowhere");
    }
    for label in all(&html, "aria-labelledby=\"") {
        assert!(label.split(' ').all(|id| unique.contains(id)), "{label}");
    }
    let labels = all(&html, "aria-label=\"");
    assert_eq!(
        labels.len(),
        labels.iter().collect::<BTreeSet<_>>().len(),
        "a label stands twice"
    );
    // For the browser's checks, which run apart.
    std::fs::write(
        std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("report.html"),
        html,
    )
    .unwrap();
}
