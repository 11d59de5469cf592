//! Word documents that are put together by hand, as Word writes them.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::sample::{RELATION, document, list, p, package, part, r, style};
use crate::text::{Marks, Passage, PassageKind, Text, TextBlock, TextError};

fn placed(passages: &[Passage]) -> Vec<(&str, &str)> {
    passages
        .iter()
        .map(|passage| {
            let place = passage.place.paragraph.as_deref().unwrap_or("-");
            (place, passage.words.as_str())
        })
        .collect()
}

#[track_caller]
fn check(body: &str, expected: &[(&str, &str)]) {
    let text = Text::docx(&document(body)).unwrap();
    assert_eq!(placed(&text.passages()), expected, "{:#?}", text.blocks);
}

#[test]
fn headings_and_numbers_are_those_that_word_prints() {
    let body = [
        p(&style("Heading1"), &r("Progress")),
        p(&list(1, 0), &r("One.")),
        // Counted, though nothing is said.
        p(&list(1, 0), ""),
        p(&list(1, 0), &r("Three:")),
        p(&style("Roman"), &r("a;")),
        p(&style("RomanInner"), &r("inner;")),
        p(&style("RomanInner"), &r("another;")),
        p(&style("Roman"), &r("b.")),
        p("", &r("More of three.")),
        p(&style("Roman"), &r("c goes on.")),
        p(&list(1, 0), &r("Four:")),
        p(&list(4, 0), &r("starts anew.")),
        p(&list(3, 0), &r("a dash.")),
        p(&style("Section"), &r("Detail")),
        p(&list(1, 1), &r("Below.")),
        p("<w:outlineLvl w:val=\"2\"/>", &r("Deeper")),
        p(&(style("Roman") + &list(0, 0)), &r("No item.")),
        p(&style("TOC1"), &r("Progress 3")),
        p(&style("Circle"), &r("Round.")),
    ];
    let text = Text::docx(&document(&body.concat())).unwrap();
    let passages = text.passages();
    assert_eq!(
        placed(&passages),
        [
            ("-", "Progress"),
            ("1", "One."),
            ("3", "Three:"),
            ("3 i)", "a;"),
            ("3 i) (A)", "inner;"),
            ("3 i) (B)", "another;"),
            ("3 ii)", "b."),
            ("3", "More of three."),
            ("3 iii)", "c goes on."),
            ("4", "Four:"),
            ("4 i)", "starts anew."),
            ("4 i)", "a dash."),
            ("-", "Detail"),
            ("4.1", "Below."),
            ("-", "Deeper"),
            ("-", "No item."),
            ("-", "Round."),
        ]
    );
    assert_eq!(passages[3].lead.as_deref(), Some("Three:"));
    assert_eq!(passages[3].place.line, None);
    assert_eq!(passages[3].in_source(0..1), None);
    let above = passages[14].headings.iter().map(String::as_str);
    assert_eq!(above.collect::<Vec<_>>(), ["Progress", "Detail"]);
    assert_eq!(passages[14].kind, PassageKind::Heading);
    let levels: Vec<u8> = text
        .blocks
        .iter()
        .filter_map(|block| match block {
            TextBlock::Heading { level, .. } => Some(*level),
            _ => None,
        })
        .collect();
    assert_eq!(levels, [1, 2, 3]);
    let TextBlock::List { marks, items } = &text.blocks[3] else {
        panic!("{:#?}", text.blocks);
    };
    assert_eq!((*marks, items.len()), (Marks::LowerRoman, 2));
}

#[test]
fn tracked_changes_are_as_if_accepted() {
    let deleted = "<w:del w:id=\"1\"><w:r><w:delText>worse</w:delText></w:r></w:del>".to_owned();
    let inserted = format!("<w:ins w:id=\"2\">{}</w:ins>", r("better"));
    let moved = format!(
        "<w:moveFrom w:id=\"3\">{}</w:moveFrom><w:moveTo w:id=\"4\">{}</w:moveTo>",
        r("from"),
        r(" to")
    );
    check(
        &p(
            "",
            &[r("Now "), deleted.clone(), inserted, moved, r(".")].concat(),
        ),
        &[("-", "Now better to.")],
    );
    // A paragraph's end that is deleted; a heading that it was before a change.
    let end_deleted = "<w:rPr><w:del w:id=\"5\"/></w:rPr>";
    let was_heading =
        "<w:pPrChange w:id=\"6\"><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:pPrChange>";
    check(
        &[
            p(end_deleted, &r("One ")),
            p(was_heading, &r("and the same.")),
            p("", &r("Next.")),
        ]
        .concat(),
        &[("-", "One and the same."), ("-", "Next.")],
    );
    let row = |properties: &str, words: &str| {
        format!(
            "<w:tr><w:trPr>{properties}</w:trPr><w:tc>{}</w:tc></w:tr>",
            p("", &r(words))
        )
    };
    check(
        &format!(
            "<w:tbl>{}{}</w:tbl>",
            row("<w:del w:id=\"7\"/>", "gone"),
            row("", "stays")
        ),
        &[("-", "stays")],
    );
}

#[test]
fn runs_links_and_fields_are_words() {
    let field = |instruction: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>{instruction}\
             </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}<w:r>\
             <w:fldChar w:fldCharType=\"end\"/></w:r>",
            r("there")
        )
    };
    let runs = [
        r("Q&amp;A rose to 18"),
        r(".5%"),
        "<w:r><w:noBreakHyphen/><w:t>ish</w:t><w:tab/><w:t>by</w:t><w:br/><w:t>far</w:t></w:r>".to_owned(),
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>".to_owned(),
        "<w:r><w:drawing><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></w:drawing></w:r>".to_owned(),
        r(" &#8211; "),
        format!("<w:hyperlink r:id=\"rId4\">{}</w:hyperlink>", r("here")),
        r(" or "),
        field("HYPERLINK \"http://e.example\""),
        r(" or "),
        field("REF other"),
        "<w:r><w:rPr><w:rStyle w:val=\"Strong\"/></w:rPr><w:t>!</w:t></w:r>".to_owned(),
        "<w:r><w:rPr><w:b w:val=\"0\"/></w:rPr><w:t>?</w:t></w:r>".to_owned(),
    ];
    let body = p("", &runs.concat());
    check(
        &body,
        &[(
            "-",
            "Q&A rose to 18.5%-ish by far \u{2013} here or there or there!?",
        )],
    );
    let text = Text::docx(&document(&body)).unwrap();
    let [TextBlock::Paragraph { content, .. }] = &text.blocks[..] else {
        panic!("{:#?}", text.blocks);
    };
    let linked: Vec<_> = content
        .runs
        .iter()
        .filter_map(|run| Some((run.text.as_str(), run.link.as_deref()?)))
        .collect();
    assert_eq!(
        linked,
        [
            ("here", "http://a.example/b?c&d"),
            ("there", "http://e.example")
        ]
    );
    let strong = content.runs.iter().filter(|run| run.strong);
    let strong: Vec<_> = strong.map(|run| run.text.as_str()).collect();
    assert_eq!(strong, ["!"]);

    // A field that never shows anything, and labels that were typed.
    check(
        &[
            p(
                "",
                "<w:r><w:fldChar w:fldCharType=\"begin\"/><w:t>not shown</w:t></w:r>",
            ),
            p(&style("Shout"), &r("7.\tHighlights are:")),
            p(
                "",
                "<w:r><w:t>i) one;</w:t><w:br/><w:t>ii) two.</w:t></w:r>",
            ),
            p(&list(3, 0), &r("iii) three.")),
        ]
        .concat(),
        &[
            ("7", "Highlights are:"),
            ("7 i)", "one;"),
            ("7 ii)", "two."),
            ("7 iii)", "three."),
        ],
    );
}

#[test]
fn tables_and_notes_are_read() {
    let cell = |words: &str| format!("<w:tc>{}</w:tc>", p("", &r(words)));
    let wide = format!(
        "<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>{}{}</w:tc>",
        p("", &r("Rate")),
        p("", &r("of all"))
    );
    let within = format!(
        "<w:tc>{}<w:tbl><w:tr>{}</w:tr></w:tbl>{}</w:tc>",
        p("", &r("18.5%")),
        cell("of 200"),
        p("", "")
    );
    let refer = |id: u32| format!("<w:r><w:footnoteReference w:id=\"{id}\"/></w:r>");
    let body = [
        p("", &[r("As follows"), refer(2), r(":")].concat()),
        format!(
            "<w:tbl><w:tr>{}{}{}</w:tr><w:tr>{wide}{}</w:tr><w:tr>{}{within}{}</w:tr></w:tbl>",
            cell("Measure"),
            cell("Then"),
            cell("Now"),
            cell("7"),
            cell("Re-referrals"),
            cell("25.8%"),
        ),
        p("", &[r("End."), refer(1)].concat()),
    ];
    let text = Text::docx(&document(&body.concat())).unwrap();
    let passages = text.passages();
    assert_eq!(
        placed(&passages),
        [
            ("-", "As follows:"),
            ("-", "Measure"),
            ("-", "Then"),
            ("-", "Now"),
            ("-", "Rate of all"),
            ("-", "7"),
            ("-", "Re-referrals"),
            ("-", "18.5% of 200"),
            ("-", "25.8%"),
            ("-", "End."),
            ("footnote 1", "First note."),
            ("footnote 2", "Second note."),
        ]
    );
    for (at, row, column) in [(5, "Rate of all", "Now"), (7, "Re-referrals", "Then")] {
        let kind = PassageKind::Cell {
            row: Some(row.into()),
            column: Some(column.into()),
        };
        assert_eq!(passages[at].kind, kind);
        assert_eq!(passages[at].lead.as_deref(), Some("As follows:"));
    }
}

#[test]
fn what_is_no_word_document_is_told_by_name() {
    let container = |name: &str| {
        let name = name.encode_utf16().flat_map(u16::to_le_bytes);
        let start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
        start.iter().copied().chain(name).collect::<Vec<u8>>()
    };
    let whole = document(&p("", &r("words")));
    let with = |xml: &str| package(&[("word/document.xml", xml)]);
    for (bytes, start) in [
        (
            container("EncryptedPackage"),
            "the document is locked with a password; take",
        ),
        (
            container("WordDocument"),
            "the document has Word's old format (.doc); open",
        ),
        (
            container("Workbook"),
            "the file is one of an old Office program; save",
        ),
        (b"words".to_vec(), "the file is not a Word document; save"),
        (
            whole[..whole.len() / 2].to_vec(),
            "the document is damaged: its zip archive cannot",
        ),
        (
            package(&[("a.txt", "a")]),
            "the file is a zip archive without a Word document in it",
        ),
        (
            package(&[("xl/workbook.xml", "")]),
            "the file is an Excel workbook; save",
        ),
        (
            with("<w:document><w:body>"),
            "the document is damaged: word/document.xml cannot",
        ),
        (
            with("<a></b>"),
            "the document is damaged: word/document.xml cannot",
        ),
        (
            with("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"),
            "the document is damaged: word/document.xml cannot",
        ),
    ] {
        let error = Text::docx(&bytes).unwrap_err().to_string();
        assert!(error.starts_with(start), "{error}");
        if super::is_package(&bytes) {
            assert_eq!(Text::read("a.md", &bytes).unwrap_err().to_string(), error);
        }
    }
}

#[test]
fn a_document_that_unpacks_to_too_much_is_not_read() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer
        .start_file("word/document.xml", SimpleFileOptions::default())
        .unwrap();
    let block = vec![b' '; 1 << 20];
    for _ in 0..65 {
        writer.write_all(&block).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    assert!(bytes.len() < 200_000);
    assert_eq!(Text::docx(&bytes), Err(TextError::TooLarge));
}

#[test]
fn the_text_may_lie_where_the_package_says() {
    let relations = format!(
        "<Relationships><Relationship Id=\"a\" Type=\"{RELATION}/officeDocument\" \
         Target=\"/text/main.xml\"/></Relationships>"
    );
    let body = format!("<w:body>{}</w:body>", p("", &r("words")));
    let bytes = package(&[
        ("_rels/.rels", &relations),
        ("text/main.xml", &part("document", &body)),
    ]);
    let text = Text::read("report", &bytes).unwrap();
    assert_eq!(placed(&text.passages()), [("-", "words")]);
}
