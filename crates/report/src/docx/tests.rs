//! What a DOCX file holds, read back from its parts.

use std::io::Read;

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::*;
use crate::document::{Block, Chart, Inline, Marks};
use crate::pdf::sample::{self, chart, figures, referring, tag, text};

fn with(blocks: Vec<Block>) -> Document {
    Document {
        blocks,
        ..sample::empty()
    }
}

fn part(file: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(file)).unwrap();
    let mut words = String::new();
    let mut entry = archive.by_name(name).unwrap();
    entry.read_to_string(&mut words).unwrap();
    words
}

fn body(blocks: Vec<Block>) -> String {
    part(&write(&with(blocks)).unwrap(), "word/document.xml")
}

/// The paragraphs of a text part: each one's style and XML.
fn paragraphs(body: &str) -> Vec<(&str, &str)> {
    body.split("<w:p>")
        .skip(1)
        .map(|paragraph| {
            let style = paragraph
                .split_once("<w:pStyle w:val=\"")
                .and_then(|(_, rest)| rest.split_once('"'))
                .map_or("", |(style, _)| style);
            (style, paragraph.split_once("</w:p>").unwrap().0)
        })
        .collect()
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = sample::document(2);
    assert_eq!(write(&document).unwrap(), write(&document).unwrap());
}

#[test]
fn entries_have_a_fixed_order_and_date() {
    let file = write(&sample::document(1)).unwrap();
    let mut archive = ZipArchive::new(Cursor::new(file)).unwrap();
    assert_eq!(
        archive.by_index(0).unwrap().name().unwrap(),
        "[Content_Types].xml",
        "Word looks for it first"
    );
    for at in 0..archive.len() {
        let entry = archive.by_index(at).unwrap();
        let date = entry.last_modified().unwrap();
        assert_eq!((date.year(), date.month(), date.day()), (1980, 1, 1));
    }
}

#[test]
fn every_part_is_well_formed() {
    let file = write(&sample::document(2)).unwrap();
    let mut archive = ZipArchive::new(Cursor::new(&file)).unwrap();
    let names: Vec<_> = archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    let mut read = 0;
    for name in names.iter().filter(|name| !name.ends_with(".png")) {
        let mut bytes = Vec::new();
        archive
            .by_name(name)
            .unwrap()
            .read_to_end(&mut bytes)
            .unwrap();
        let mut reader = Reader::from_reader(bytes.as_slice());
        let mut depth = 0_i32;
        loop {
            match reader.read_event() {
                Ok(Event::Start(_)) => depth += 1,
                Ok(Event::End(_)) => depth -= 1,
                Ok(Event::Eof) => break,
                Ok(_) => {}
                Err(error) => panic!("{name}: {error}"),
            }
        }
        assert_eq!(depth, 0, "{name}");
        read += 1;
    }
    assert_eq!(read, 10);
}

#[test]
fn every_style_and_relationship_that_is_named_exists() {
    let file = write(&sample::document(2)).unwrap();
    let body = part(&file, "word/document.xml");
    let styles = part(&file, "word/styles.xml");
    let links = part(&file, "word/_rels/document.xml.rels");
    for (attribute, declared, parts) in [
        ("w:pStyle w:val=\"", "w:styleId=\"", &styles),
        ("w:rStyle w:val=\"", "w:styleId=\"", &styles),
        ("w:tblStyle w:val=\"", "w:styleId=\"", &styles),
        ("r:id=\"", "Id=\"", &links),
        ("r:embed=\"", "Id=\"", &links),
    ] {
        let named: Vec<_> = body.split(attribute).skip(1).collect();
        assert!(!named.is_empty(), "{attribute}");
        for rest in named {
            let id = rest.split_once('"').unwrap().0;
            assert!(parts.contains(&format!("{declared}{id}\"")), "{id}");
        }
    }
}

#[test]
fn headings_and_the_title_have_words_own_styles() {
    let body = body(vec![
        Block::heading(2, "Two"),
        Block::heading(3, "Three"),
        Block::heading(4, "Four"),
        Block::text("words"),
    ]);
    let styles: Vec<_> = paragraphs(&body).iter().map(|(style, _)| *style).collect();
    assert_eq!(
        styles,
        ["Title", "Heading1", "Heading2", "Heading3", "Normal"]
    );
    let part = part(&write(&with(vec![])).unwrap(), "word/styles.xml");
    for (id, name, level) in [
        ("Heading1", "heading 1", "0"),
        ("Heading2", "heading 2", "1"),
        ("Heading3", "heading 3", "2"),
    ] {
        let style = part
            .split_once(&format!("w:styleId=\"{id}\""))
            .and_then(|(_, rest)| rest.split_once("</w:style>"))
            .unwrap()
            .0;
        assert!(style.contains(&format!("<w:name w:val=\"{name}\"/>")));
        assert!(style.contains("<w:keepNext/>"));
        assert!(style.contains(&format!("<w:outlineLvl w:val=\"{level}\"/>")));
    }
}

#[test]
fn a_table_repeats_its_header_row_and_keeps_rows_whole() {
    let body = body(vec![Block::Table(figures(40))]);
    assert_eq!(body.matches("<w:tr>").count(), 41);
    assert_eq!(body.matches("<w:tblHeader/>").count(), 1);
    assert_eq!(body.matches("<w:cantSplit/>").count(), 41);
    let first = body.split_once("</w:tr>").unwrap().0;
    assert!(first.contains("<w:tblHeader/>"));
    assert!(body.contains("w:firstRow=\"1\"") && body.contains("w:firstColumn=\"1\""));
    assert!(body.contains("<w:tblCaption w:val=\"Figures by month and team\"/>"));
    // Two of three columns are numbers: set to the right in each of 41 rows.
    assert_eq!(body.matches("<w:jc w:val=\"right\"/>").count(), 82);
    let grid: u32 = body
        .split("<w:gridCol w:w=\"")
        .skip(1)
        .map(|rest| rest.split_once('"').unwrap().0.parse::<u32>().unwrap())
        .sum();
    // 170 mm are 9,638 twips, give or take the rounding of three columns.
    assert!((9_637..=9_639).contains(&grid), "{grid}");
    // A paragraph stands between the table and the end.
    assert!(!body.contains("</w:tbl><w:sectPr>"));
}

#[test]
fn tables_that_follow_one_another_stay_apart() {
    let facts = Block::Facts(vec![("Term".to_owned(), vec![text("what it is")])]);
    let body = body(vec![facts.clone(), facts, Block::Table(figures(1))]);
    assert_eq!(body.matches("<w:tbl>").count(), 3);
    assert!(!body.contains("</w:tbl><w:tbl>"));
}

#[test]
fn a_chart_carries_its_alternative_text() {
    let file = write(&with(vec![
        Block::Chart(chart(1)),
        Block::Chart(Chart {
            description: "Less than <5> & \"falling\"".to_owned(),
            ..chart(2)
        }),
    ]))
    .unwrap();
    let body = part(&file, "word/document.xml");
    assert!(body.contains("id=\"1\" name=\"Chart 1\" descr=\"Run chart 1: twelve months from October 2016 &amp; no signal.\""));
    assert!(body.contains("descr=\"Less than &lt;5&gt; &amp; &quot;falling&quot;\""));
    // 160 by 30 mm in English Metric Units, 36,000 a millimetre.
    assert!(body.contains("<wp:extent cx=\"5760000\" cy=\"1080000\"/>"));
    let mut archive = ZipArchive::new(Cursor::new(&file)).unwrap();
    let mut png = Vec::new();
    let mut entry = archive.by_name("word/media/chart-2.png").unwrap();
    entry.read_to_end(&mut png).unwrap();
    let picture = resvg::tiny_skia::Pixmap::decode_png(&png).unwrap();
    // 160 mm at 300 dots an inch: 160 / 25.4 * 300 = 1889.8.
    assert_eq!((picture.width(), picture.height()), (1890, 354));
}

#[test]
fn a_chart_that_cannot_be_drawn_is_named() {
    let broken = Chart {
        svg: "<p/>".to_owned(),
        ..chart(1)
    };
    let error = write(&with(vec![Block::Chart(chart(1)), Block::Chart(broken)])).unwrap_err();
    assert!(error.to_string().starts_with("chart 2 cannot be set"));
}

#[test]
fn lists_restart_and_numbered_paragraphs_carry_on() {
    let list = |marks| Block::List {
        marks,
        items: vec![vec![text("one")], vec![text("two")]],
    };
    let file = write(&with(vec![
        Block::numbered("first"),
        list(Marks::LowerRoman),
        Block::numbered("second"),
        list(Marks::LowerRoman),
        list(Marks::LowerAlpha),
        list(Marks::Bullet),
    ]))
    .unwrap();
    let body = part(&file, "word/document.xml");
    let numbers: Vec<_> = paragraphs(&body)
        .into_iter()
        .skip(1)
        .map(|(style, xml)| {
            let number = xml
                .split_once("<w:numId w:val=\"")
                .and_then(|(_, rest)| rest.split_once('"'))
                .map(|(number, _)| number);
            (style, number)
        })
        .collect();
    assert_eq!(
        numbers,
        [
            ("NumberedParagraph", None),
            ("ListRoman", Some("10")),
            ("ListRoman", Some("10")),
            ("NumberedParagraph", None),
            ("ListRoman", Some("11")),
            ("ListRoman", Some("11")),
            ("ListAlpha", Some("12")),
            ("ListAlpha", Some("12")),
            ("ListBullet", None),
            ("ListBullet", None),
        ]
    );
    let numbering = part(&file, "word/numbering.xml");
    assert_eq!(
        numbering.matches("<w:startOverride w:val=\"1\"/>").count(),
        3
    );
    for mark in ["%1.", "%1)", "•"] {
        assert!(numbering.contains(&format!("<w:lvlText w:val=\"{mark}\"/>")));
    }
}

#[test]
fn what_stays_together_is_kept_with_the_next_but_the_last() {
    let body = body(vec![
        Block::KeepTogether(vec![
            Block::text("one"),
            Block::List {
                marks: Marks::Bullet,
                items: vec![vec![text("two")], vec![text("three")]],
            },
        ]),
        Block::text("after"),
    ]);
    let kept: Vec<_> = paragraphs(&body)
        .into_iter()
        .skip(1)
        .map(|(_, xml)| xml.contains("<w:keepNext/>"))
        .collect();
    assert_eq!(kept, [true, true, false, false]);
}

#[test]
fn facts_stay_on_one_page() {
    let fact = |term: &str| (term.to_owned(), vec![text("what it is")]);
    let body = body(vec![
        Block::Facts(vec![fact("one"), fact("two")]),
        Block::text("after"),
    ]);
    let kept: Vec<_> = paragraphs(&body)
        .into_iter()
        .skip(1)
        .map(|(_, xml)| xml.contains("<w:keepNext/>"))
        .collect();
    assert_eq!(kept, [true, true, false, false, false]);
}

#[test]
fn a_page_break_is_the_next_paragraphs() {
    let body = body(vec![
        Block::PageBreak,
        Block::PageBreak,
        Block::heading(2, "Appendix"),
        Block::text("words"),
    ]);
    let broken: Vec<_> = paragraphs(&body)
        .into_iter()
        .map(|(style, xml)| (style, xml.contains("<w:pageBreakBefore/>")))
        .collect();
    assert_eq!(
        broken,
        [("Title", false), ("Heading1", true), ("Normal", false)]
    );
}

#[test]
fn marks_are_escaped_and_control_characters_left_out() {
    let words = "a <b> & \"c\" 'd'\u{0}\u{b}\u{1b}\u{FFFE} \u{1F44D}";
    let body = body(vec![
        Block::heading(2, words),
        Block::Paragraph {
            numbered: false,
            content: vec![Inline::Link {
                text: words.to_owned(),
                href: "https://example.org/?a=<1>&b=\"2\"".to_owned(),
            }],
        },
    ]);
    assert!(!body.contains(['\u{0}', '\u{b}', '\u{1b}', '\u{FFFE}']));
    assert!(body.contains("a &lt;b&gt; &amp; "));
    assert!(body.contains('\u{1F44D}'));
}

#[test]
fn a_link_is_a_relationship_and_a_doubtful_one_only_words() {
    let link = |href: &str| Inline::Link {
        text: "words".to_owned(),
        href: href.to_owned(),
    };
    let file = write(&with(vec![Block::Paragraph {
        numbered: false,
        content: vec![
            link("https://example.org/a b"),
            link("https://example.org/a%20b"),
            link("javascript:alert(1)"),
        ],
    }]))
    .unwrap();
    let body = part(&file, "word/document.xml");
    assert_eq!(body.matches("<w:hyperlink r:id=\"rId5\">").count(), 2);
    assert_eq!(
        body.matches("<w:t xml:space=\"preserve\">words</w:t>")
            .count(),
        3
    );
    let links = part(&file, "word/_rels/document.xml.rels");
    assert!(links.contains("Target=\"https://example.org/a%20b\" TargetMode=\"External\""));
    assert!(!links.contains("javascript"));
}

#[test]
fn a_reference_leads_to_the_bookmark_of_its_anchor() {
    let [sentence, fact] = referring();
    let again = Block::Facts(vec![(
        "Another".to_owned(),
        vec![sample::anchor("fig-f2", "F2")],
    )]);
    let file = write(&with(vec![sentence, fact, again])).unwrap();
    let body = part(&file, "word/document.xml");
    let mark = "<w:r><w:rPr><w:rStyle w:val=\"EvidenceReference\"/></w:rPr><w:t xml:space=\"preserve\">F1</w:t></w:r>";
    assert!(body.contains(&format!(
        "<w:hyperlink w:anchor=\"fig_f1\" w:tooltip=\"evidence F1\">{mark}</w:hyperlink>"
    )));
    // What has no place is a mark without a link.
    assert_eq!(body.matches("<w:hyperlink ").count(), 1);
    assert!(body.contains(&mark.replace("F1", "F2")));
    assert!(body.contains(
        "<w:bookmarkStart w:id=\"1\" w:name=\"fig_f1\"/><w:r><w:t xml:space=\"preserve\">F1</w:t></w:r><w:bookmarkEnd w:id=\"1\"/>"
    ));
    assert!(body.contains("<w:bookmarkStart w:id=\"2\" w:name=\"fig_f2\"/>"));
    let styles = part(&file, "word/styles.xml");
    let style = styles
        .split_once("w:styleId=\"EvidenceReference\"")
        .and_then(|(_, rest)| rest.split_once("</w:style>"))
        .unwrap()
        .0;
    assert!(style.contains("<w:vertAlign w:val=\"superscript\"/>"));
    assert!(style.contains("<w:u w:val=\"single\"/>"));
}

#[test]
fn a_tag_is_its_word_in_a_style() {
    let body = body(vec![Block::Paragraph {
        numbered: false,
        content: vec![tag("Amber", crate::document::Tone::Amber)],
    }]);
    assert!(body.contains("<w:rStyle w:val=\"RatingAmber\"/>"));
    assert!(body.contains("\u{a0}Amber\u{a0}"));
}

#[test]
fn the_file_says_what_it_is_and_only_the_reports_day() {
    let file = write(&sample::document(1)).unwrap();
    let core = part(&file, "docProps/core.xml");
    for expected in [
        "<dc:title>Progress report: continuous improvement plan 2017 to 2020</dc:title>",
        "<dc:creator>Loamshire County Council</dc:creator>",
        "<dc:description>Progress against the recommendations of the inspection.</dc:description>",
        "<dcterms:created xsi:type=\"dcterms:W3CDTF\">2017-11-13T00:00:00Z</dcterms:created>",
        "<dcterms:modified xsi:type=\"dcterms:W3CDTF\">2017-11-13T00:00:00Z</dcterms:modified>",
        "<dc:language>en-GB</dc:language>",
    ] {
        assert!(core.contains(expected), "{expected}");
    }
    let footer = part(&file, "word/footer1.xml");
    assert!(footer.contains("snapshot 3f9c2a71d0b4"));
    assert!(footer.contains("w:instr=\" PAGE \"") && footer.contains("w:instr=\" NUMPAGES \""));
    let settings = part(&file, "word/settings.xml");
    assert!(settings.contains("w:name=\"compatibilityMode\""));
}

#[test]
fn a_document_without_content_is_a_file() {
    let body = body(vec![
        Block::KeepTogether(vec![]),
        Block::Facts(vec![]),
        Block::List {
            marks: Marks::Bullet,
            items: vec![],
        },
    ]);
    assert_eq!(paragraphs(&body).len(), 1);
}
