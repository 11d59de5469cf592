//! Whatever is read: no panic, and places that are there.

use proptest::prelude::*;

use super::docx::sample;
use super::{Text, TextBlock};

/// Pieces that the readers look at, to be put together in any order.
const PIECES: [&str; 60] = [
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    " ",
    "    ",
    "  \n",
    "\\\n",
    "\u{b}",
    "\u{c}",
    "\0",
    "\u{2028}",
    "\u{feff}",
    "\u{a0}",
    "\u{ad}",
    "\u{e000}",
    "- ",
    "* ",
    "+ ",
    "\u{2022} ",
    "\u{2013} ",
    "1. ",
    "2. ",
    "7) ",
    "(3) ",
    "1.1 ",
    "999999999. ",
    "i) ",
    "ii) ",
    "(iv) ",
    "a. ",
    "b) ",
    "h) ",
    "# ",
    "> ",
    "---\n",
    "|",
    "|---|---|\n",
    "```",
    "`",
    "**",
    "_",
    "[",
    "]",
    "(",
    ")",
    "[^1]",
    "[^1]: ",
    "[a]: b\n",
    "![",
    "<br>",
    "<div>",
    "&amp;",
    "{{",
    "}}",
    "{{a@b | c}}",
    ":",
    ";",
    "words",
];

fn pieces() -> impl Strategy<Value = String> {
    proptest::collection::vec(prop::sample::select(PIECES.to_vec()), 0..60)
        .prop_map(|pieces| pieces.concat())
}

/// Elements of a Word document, well-formed each; some stand where none should.
const ELEMENTS: [&str; 20] = [
    "<w:p/>",
    "<w:p><w:r><w:t>words;</w:t></w:r></w:p>",
    "<w:p><w:r><w:t>7. words:</w:t><w:br/><w:br/><w:t>i) words</w:t></w:r></w:p>",
    "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>words</w:t></w:r></w:p>",
    "<w:p><w:pPr><w:pStyle w:val=\"RomanInner\"/></w:pPr><w:r><w:t>words:</w:t></w:r></w:p>",
    "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>\
     <w:r><w:t>words</w:t></w:r></w:p>",
    "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"99\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr>\
     <w:r><w:t>ii) words</w:t></w:r></w:p>",
    "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>words </w:t></w:r></w:p>",
    "<w:p><w:p><w:r><w:t>words</w:t></w:r></w:p><w:r><w:t>lost</w:t></w:r></w:p>",
    "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:t>words</w:t></w:r></w:p>",
    "<w:p><w:r><w:fldChar w:fldCharType=\"separate\"/><w:t>words</w:t></w:r></w:p>",
    "<w:p><w:r><w:footnoteReference w:id=\"1\"/><w:t>words&#0;&lt;</w:t></w:r></w:p>",
    "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"99\"/></w:tcPr><w:p><w:r><w:t>words</w:t>\
     </w:r></w:p></w:tc></w:tr></w:tbl>",
    "<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc><w:p><w:r><w:t>words</w:t></w:r></w:p></w:tc></w:tr>\
     </w:tbl></w:tc><w:tc/></w:tr></w:tbl>",
    "<w:tbl/>",
    "<w:tr/>",
    "<w:tc><w:p/></w:tc>",
    "<w:t>loose</w:t>",
    "<w:hyperlink r:id=\"rId4\"/>",
    "<w:del><w:p><w:r><w:t>words</w:t></w:r></w:p></w:del>",
];

fn elements() -> impl Strategy<Value = String> {
    proptest::collection::vec(prop::sample::select(ELEMENTS.to_vec()), 0..40)
        .prop_map(|elements| elements.concat())
}

/// Every passage says something, and what it says lies in the source.
fn holds(text: &Text) {
    for passage in text.passages() {
        assert!(!passage.words.trim().is_empty());
        assert_eq!(passage.words.trim(), passage.words);
        assert!(!passage.words.contains("  "), "{}", passage.words);
        let whole = passage.in_source(0..passage.words.len());
        assert_eq!(whole.is_some(), text.source.is_some());
        if let (Some(source), Some(whole)) = (&text.source, whole) {
            assert!(source.get(whole.clone()).is_some(), "{whole:?}");
            let line = passage.place.line.expect("a text with a source has lines");
            assert!(line >= 1 && line <= source.len() + 1);
            // A space may stand for the end of a paragraph alone.
            let letters = passage
                .words
                .char_indices()
                .filter(|(_, letter)| *letter != ' ');
            for (at, letter) in letters {
                let place = passage.in_source(at..at + letter.len_utf8());
                let place = place.expect("each letter comes from the source");
                assert!(source.get(place).is_some());
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(source in any::<String>()) {
        holds(&Text::markdown(&source));
        holds(&Text::plain(&source));
    }

    #[test]
    fn any_pieces(source in pieces()) {
        holds(&Text::markdown(&source));
        holds(&Text::plain(&source));
    }

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400), start in 0_usize..4) {
        let start: &[u8] = [&b""[..], b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe"][start];
        let bytes = [start, &bytes].concat();
        for name in ["a.md", "a.txt", "a.docx"] {
            if let Ok(text) = Text::read(name, &bytes) {
                holds(&text);
            }
        }
        let _ = Text::docx(&bytes);
    }

    #[test]
    fn any_elements(body in elements(), at in 0.0..1.0, byte in any::<u8>()) {
        let mut bytes = sample::document(&body);
        if let Ok(text) = Text::docx(&bytes) {
            holds(&text);
        }
        let at = (at * bytes.len() as f64) as usize;
        if let Some(changed) = bytes.get_mut(at) {
            *changed = byte;
        }
        if let Ok(text) = Text::docx(&bytes) {
            holds(&text);
        }
    }
}

/// How many blocks lie in one another.
fn depth(blocks: &[TextBlock]) -> usize {
    let inner = blocks.iter().map(|block| match block {
        TextBlock::List { items, .. } => {
            items
                .iter()
                .map(|item| depth(&item.blocks))
                .max()
                .unwrap_or(0)
                + 1
        }
        TextBlock::Quote(blocks) | TextBlock::Note { blocks, .. } => depth(blocks) + 1,
        _ => 0,
    });
    inner.max().unwrap_or(0)
}

#[test]
fn nothing_lies_deeper_than_the_stack_bears() {
    let steps: String = (0..500)
        .map(|step| format!("{}- a:\n", "  ".repeat(step)))
        .collect();
    for source in ["> ".repeat(2000) + "x", "- ".repeat(2000) + "x", steps] {
        for text in [Text::markdown(&source), Text::plain(&source)] {
            holds(&text);
            assert!(depth(&text.blocks) < 200, "{}", depth(&text.blocks));
        }
    }
}
