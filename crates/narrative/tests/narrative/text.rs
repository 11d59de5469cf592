//! What people write, read from Markdown and plain text. Expectations are worked by hand from the
//! sources. Word documents are read in the room's own tests.

use waymark_narrative::text::{
    Content, Item, Marks, Passage, PassageKind, Place, Run, Text, TextBlock, TextError,
};
use waymark_testkit::shared_data;

/// Each passage's place, `-` for none, and its words.
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
fn check(text: &Text, expected: &[(&str, &str)]) {
    assert_eq!(placed(&text.passages()), expected, "{:#?}", text.blocks);
}

fn headings(passage: &Passage) -> Vec<&str> {
    passage.headings.iter().map(String::as_str).collect()
}

/// A passage, by how its words begin.
#[track_caller]
fn find<'p>(passages: &'p [Passage], start: &str) -> &'p Passage {
    passages
        .iter()
        .find(|passage| passage.words.starts_with(start))
        .unwrap_or_else(|| panic!("no passage begins with “{start}”"))
}

fn paragraph(words: &str) -> TextBlock {
    TextBlock::Paragraph {
        number: None,
        content: Content {
            runs: vec![Run {
                text: words.to_owned(),
                ..Run::default()
            }],
        },
    }
}

fn item(label: Option<&str>, blocks: Vec<TextBlock>) -> Item {
    Item {
        label: label.map(str::to_owned),
        blocks,
    }
}

/// Blocks without where they lie in the source.
fn without_places(blocks: &[TextBlock]) -> Vec<TextBlock> {
    let bare = |content: &Content| Content {
        runs: content
            .runs
            .iter()
            .map(|run| Run {
                source: None,
                ..run.clone()
            })
            .collect(),
    };
    blocks
        .iter()
        .map(|block| match block {
            TextBlock::Heading { level, content } => TextBlock::Heading {
                level: *level,
                content: bare(content),
            },
            TextBlock::Paragraph { number, content } => TextBlock::Paragraph {
                number: number.clone(),
                content: bare(content),
            },
            TextBlock::List { marks, items } => TextBlock::List {
                marks: *marks,
                items: items
                    .iter()
                    .map(|item| Item {
                        label: item.label.clone(),
                        blocks: without_places(&item.blocks),
                    })
                    .collect(),
            },
            TextBlock::Table { rows } => TextBlock::Table {
                rows: rows
                    .iter()
                    .map(|row| row.iter().map(bare).collect())
                    .collect(),
            },
            TextBlock::Quote(blocks) => TextBlock::Quote(without_places(blocks)),
            TextBlock::Note { label, blocks } => TextBlock::Note {
                label: label.clone(),
                blocks: without_places(blocks),
            },
        })
        .collect()
}

#[test]
fn markdown_has_numbered_paragraphs() {
    check(
        &Text::markdown("1. One.\n2. Two.\n\nMore of two.\n\n3. Three.\n\n## Next\n\nNone.\n"),
        &[
            ("1", "One."),
            ("2", "Two."),
            ("2", "More of two."),
            ("3", "Three."),
            ("-", "Next"),
            ("-", "None."),
        ],
    );
    check(
        &Text::markdown("## 4 Progress\n\n4.1 One.\n\n4.2 Two.\n\n2.5 million was spent.\n"),
        &[
            ("-", "4 Progress"),
            ("4.1", "One."),
            ("4.2", "Two."),
            ("4.2", "2.5 million was spent."),
        ],
    );
    // A list that a numbered paragraph introduces has the same marks; CommonMark takes all for one.
    check(
        &Text::markdown("7. We did two things:\n\n1. one\n2. two\n\n8. Next.\n"),
        &[
            ("7", "We did two things:"),
            ("7 1", "one"),
            ("7 2", "two"),
            ("8", "Next."),
        ],
    );
}

#[test]
fn markdown_has_items_with_labels_in_every_form() {
    let expected = [("7", "We did:"), ("7 i)", "one;"), ("7 ii)", "two.")];
    for source in [
        "7. We did:\n\n- i) one;\n- ii) two.\n",
        "7. We did:\n   - i) one;\n   - ii) two.\n",
        "7. We did:\n\n   i) one;\n   ii) two.\n",
        "7. We did:\ni) one;\nii) two.\n",
        "7. We did:\n\ni) one;\nii) two.\n",
        "7. We did:\n\ni) one;\n\nii) two.\n",
        "7. We did:\n\n    i) one;\n    ii) two.\n",
        "7. We did:\n\n* **i)** one;\n* **ii)** two.\n",
    ] {
        let passages = Text::markdown(source).passages();
        assert_eq!(placed(&passages), expected, "{source}");
        assert_eq!(passages[2].lead.as_deref(), Some("We did:"), "{source}");
    }
    for (source, places) in [
        ("(i) one\n(ii) two\n", ["(i)", "(ii)"]),
        ("i. one\nii. two\n", ["i", "ii"]),
        ("a) one\nb) two\n", ["a)", "b)"]),
        ("- a. one\n- b. two\n", ["a", "b"]),
        ("(a) one\n\n(b) two\n", ["(a)", "(b)"]),
        ("1) one\n2) two\n", ["1)", "2)"]),
        ("(1) one\n(2) two\n", ["(1)", "(2)"]),
        // A part of a longer list.
        ("- iv) one\n- v) two\n", ["iv)", "v)"]),
    ] {
        let expected = [(places[0], "one"), (places[1], "two")];
        check(&Text::markdown(source), &expected);
    }
    // After `h)` comes the letter, not the number.
    let letters: String = ('a'..='j').map(|sign| format!("{sign}) x\n")).collect();
    let text = Text::markdown(&letters);
    let [TextBlock::List { marks, items }] = &text.blocks[..] else {
        panic!("not one list");
    };
    assert_eq!((*marks, items.len()), (Marks::LowerAlpha, 10));
}

#[test]
fn words_that_look_like_marks_are_none() {
    for (source, words) in [
        (
            "The rate is\nc. 45% of\na number.",
            "The rate is c. 45% of a number.",
        ),
        ("It fell in\n2016. It rose", "It fell in 2016. It rose"),
        (
            "It fell\n– though late – and",
            "It fell – though late – and",
        ),
        ("See i.e. this", "See i.e. this"),
    ] {
        check(&Text::markdown(source), &[("-", words)]);
        check(&Text::plain(source), &[("-", words)]);
    }
}

#[test]
fn lists_lie_in_one_another() {
    check(
        &Text::markdown("3. We did:\n\n- i) one:\n  - a) x;\n  - b) y.\n- ii) two.\n"),
        &[
            ("3", "We did:"),
            ("3 i)", "one:"),
            ("3 i) a)", "x;"),
            ("3 i) b)", "y."),
            ("3 ii)", "two."),
        ],
    );
    // Dashes without a label, beside items with one, are in the item before them; so are a
    // paragraph and dashes that are set in.
    let expected = [
        ("7 vi)", "measures show:"),
        ("7 vi)", "517 days;"),
        ("7 vi)", "195 days."),
        ("7 vii)", "last. More of it."),
    ];
    for source in [
        "7. Yes\n\n- vi) measures show:\n\n- 517 days;\n  - 195 days.\n- vii) last.\n\n  More of it.\n",
        "7. Yes\n\nvi) measures show:\n\n- 517 days;\n- 195 days.\n\nvii) last.\n\n   More of it.\n",
        "7. Yes\n\nvi) measures show:\n\n    - 517 days;\n    - 195 days.\n\nvii) last.\n\n    More of it.\n",
    ] {
        let passages = Text::markdown(source).passages();
        assert_eq!(placed(&passages)[1..], expected, "{source}");
        let leads: Vec<_> = passages[1..]
            .iter()
            .map(|each| each.lead.as_deref())
            .collect();
        let show = Some("measures show:");
        assert_eq!(leads, [Some("Yes"), show, show, Some("Yes")], "{source}");
    }
}

#[test]
fn an_item_set_too_deep_joins_the_ones_before() {
    let text = Text::markdown("- one,\n  - two; and\n- three:\n  - four\n");
    assert_eq!(
        without_places(&text.blocks),
        [TextBlock::List {
            marks: Marks::Bullet,
            items: vec![
                item(None, vec![paragraph("one,")]),
                item(None, vec![paragraph("two; and")]),
                item(
                    None,
                    vec![
                        paragraph("three:"),
                        TextBlock::List {
                            marks: Marks::Bullet,
                            items: vec![item(None, vec![paragraph("four")])],
                        },
                    ],
                ),
            ],
        }]
    );
}

#[test]
fn words_are_plain() {
    for (source, words) in [
        ("One  \ntwo\\\nthree\nfour", "One two three four"),
        ("One<br>two<!-- x --> <b>three</b>", "One two three"),
        ("<div>\nhidden\n</div>\n\nshown", "shown"),
        ("![a chart](a.png) words", "words"),
        ("Q&amp;A, &lt;5, 5\\*6", "Q&A, <5, 5*6"),
        ("the *rate* of **re-referrals**", "the rate of re-referrals"),
        (
            "a [plan](http://a.example/b) and <http://c.example>",
            "a plan and http://c.example",
        ),
        (
            "“quoted” – and ‘more’\u{a0}\u{a0}so\u{ad}on",
            "“quoted” – and ‘more’ soon",
        ),
        ("> said\n> so", "said so"),
    ] {
        check(&Text::markdown(source), &[("-", words)]);
    }
    check(
        &Text::markdown("Fell[^1] by 5%.\n\n[^1]: Provisional.\n\nNext.\n"),
        &[
            ("-", "Fell by 5%."),
            ("-", "Next."),
            ("footnote 1", "Provisional."),
        ],
    );
}

#[test]
fn links_and_strong_words_are_kept_for_the_report() {
    let text = Text::markdown("a **b** [c](http://d.example) <e@f.example>  \ng\n");
    let [TextBlock::Paragraph { content, .. }] = &text.blocks[..] else {
        panic!("not one paragraph");
    };
    let runs: Vec<_> = content
        .runs
        .iter()
        .map(|run| (run.text.as_str(), run.strong, run.link.as_deref()))
        .collect();
    assert_eq!(
        runs,
        [
            ("a ", false, None),
            ("b", true, None),
            (" ", false, None),
            ("c", false, Some("http://d.example")),
            (" ", false, None),
            ("e@f.example", false, Some("mailto:e@f.example")),
            ("\n", false, None),
            ("g", false, None),
        ]
    );
}

#[test]
fn references_come_through_whole() {
    for reference in [
        "{{re-referrals@2017-09 | value}}",
        "{{audits-good-or-better[theme=management oversight]@2017-06 | n}}",
        "{{a_b_c@2017-09 | *n* <x> `y`}}",
    ] {
        let sentence = format!("It is {reference}, **{reference}**, `{reference}`.");
        let words = format!("It is {reference}, {reference}, {reference}.");
        check(&Text::markdown(&sentence), &[("-", words.as_str())]);
        let table = format!("| Measure | Now |\n|---|---|\n| Rate | {reference} |\n");
        check(
            &Text::markdown(&table),
            &[
                ("-", "Measure"),
                ("-", "Now"),
                ("-", "Rate"),
                ("-", reference),
            ],
        );
    }
    // One that wraps; what only looks like one.
    check(
        &Text::markdown("It is {{re-referrals@2017-09 |\nvalue}}. A {{ stray\n\none}}.\n"),
        &[
            ("-", "It is {{re-referrals@2017-09 | value}}. A {{ stray"),
            ("-", "one}}."),
        ],
    );
}

#[test]
fn words_are_found_in_the_source() {
    let source =
        "7. **Re-referrals** fell to&nbsp;18.5% \u{2013}  in\r\n   [2017](http://a.example).\r\n";
    let text = Text::markdown(source);
    let passages = text.passages();
    let [passage] = &passages[..] else {
        panic!("not one passage: {passages:?}");
    };
    assert_eq!(
        passage.words,
        "Re-referrals fell to 18.5% \u{2013} in 2017."
    );
    for (words, found) in [
        ("18.5%", "18.5%"),
        ("Re-referrals", "Re-referrals"),
        ("Re-referrals fell", "Re-referrals** fell"),
        ("to 18.5%", "to&nbsp;18.5%"),
        ("% \u{2013} in", "% \u{2013}  in"),
        ("in 2017", "in\r\n   [2017"),
    ] {
        let at = passage.words.find(words).unwrap();
        let span = passage.in_source(at..at + words.len()).unwrap();
        assert_eq!(&source[span], found);
    }
    let end = passage.words.len();
    assert_eq!(passage.in_source(end..end + 5), None);
}

#[test]
fn places_have_lines() {
    for source in [
        "One.\n\nTwo\n- three",
        "One.\r\n\r\nTwo\r\n- three",
        "One.\r\rTwo\r- three",
    ] {
        for text in [Text::markdown(source), Text::plain(source)] {
            let lines: Vec<_> = text
                .passages()
                .iter()
                .map(|passage| passage.place.line)
                .collect();
            assert_eq!(lines, [Some(1), Some(3), Some(4)], "{source:?}");
        }
    }
}

#[test]
fn headings_stand_above_what_follows() {
    let text = Text::markdown(
        "# Report\n\nA.\n\n## Progress\n\nB.\n\n**Audits**\n\nC.\n\n**Strengths**:\n\n- D.\n\n\
         **Reviews**\n\nE.\n\n### Detail\n\nF.\n\n## Next\n\nG **is** strong.\n\nH.\n",
    );
    let passages = text.passages();
    let cases: [(&str, &[&str]); 9] = [
        ("A.", &["Report"]),
        ("B.", &["Report", "Progress"]),
        ("C.", &["Report", "Progress", "Audits"]),
        ("D.", &["Report", "Progress", "Audits", "Strengths:"]),
        ("E.", &["Report", "Progress", "Reviews"]),
        ("F.", &["Report", "Progress", "Detail"]),
        ("H.", &["Report", "Next"]),
        ("Strengths", &["Report", "Progress", "Audits"]),
        ("Progress", &["Report"]),
    ];
    for (start, expected) in cases {
        assert_eq!(headings(find(&passages, start)), expected, "{start}");
    }
    assert_eq!(find(&passages, "Strengths").kind, PassageKind::Heading);
    assert_eq!(find(&passages, "G").kind, PassageKind::Paragraph);
    // A numbered paragraph with a colon heads what is its own.
    let text = Text::markdown("7. **Highlights are:**\n\n- A.\n\nB.\n\n8. C.\n");
    let passages = text.passages();
    assert_eq!(headings(find(&passages, "A.")), ["Highlights are:"]);
    assert_eq!(headings(find(&passages, "B.")), ["Highlights are:"]);
    assert!(headings(find(&passages, "C.")).is_empty());
}

#[test]
fn lists_and_tables_have_what_introduces_them() {
    let text = Text::markdown(
        "As follows:\n\n- A.\n\n1) B.\n\nNo colon\n\n- C.\n\n1) D.\n\n## Next\n\n- E.\n\n\
         Ratings:\n\n| F | Now |\n|---|---|\n| G | H |\n",
    );
    let passages = text.passages();
    for (words, lead) in [
        ("A.", Some("As follows:")),
        ("B.", Some("As follows:")),
        ("C.", Some("No colon")),
        ("D.", None),
        ("E.", None),
        ("H", Some("Ratings:")),
    ] {
        assert_eq!(find(&passages, words).lead.as_deref(), lead, "{words}");
    }
    let headed = |row: Option<&str>, column: Option<&str>| PassageKind::Cell {
        row: row.map(Into::into),
        column: column.map(Into::into),
    };
    assert_eq!(find(&passages, "F").kind, headed(None, None));
    assert_eq!(find(&passages, "G").kind, headed(None, Some("F")));
    assert_eq!(find(&passages, "H").kind, headed(Some("G"), Some("Now")));
}

#[test]
fn plain_text_has_paragraphs_and_items() {
    let text = Text::plain(
        "Progress report\n===============\n\n1. One\n   wraps here.\n\n2. We did:\n - a thing;\n - \
         another.\n\n(a) x:\n    \u{2022} deeper\n(b) y\n\nMore of two.\n\n\tset in\n\n3. Three.\n",
    );
    check(
        &text,
        &[
            ("-", "Progress report"),
            ("1", "One wraps here."),
            ("2", "We did:"),
            ("2", "a thing;"),
            ("2", "another."),
            ("2 (a)", "x:"),
            ("2 (a)", "deeper"),
            ("2 (b)", "y"),
            ("2", "More of two."),
            ("2", "set in"),
            ("3", "Three."),
        ],
    );
    let passages = text.passages();
    assert_eq!(find(&passages, "deeper").lead.as_deref(), Some("x:"));
    assert_eq!(find(&passages, "y").lead.as_deref(), Some("We did:"));
    check(&Text::plain(" \n\n"), &[]);
}

#[test]
fn files_are_read_by_their_content() {
    let dash = "a \u{2013} b: 5%";
    let utf16 = |unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
        "\u{feff}a \u{2013} b: 5%"
            .encode_utf16()
            .flat_map(unit)
            .collect()
    };
    for bytes in [
        dash.as_bytes().to_vec(),
        [&b"\xef\xbb\xbf"[..], dash.as_bytes()].concat(),
        b"a \x96 b: 5%".to_vec(),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
    ] {
        let text = Text::read("report.txt", &bytes).unwrap();
        check(&text, &[("-", dash)]);
        assert_eq!(text.source.as_deref(), Some(dash));
    }
    for (name, words) in [
        ("report.md", "strong"),
        ("REPORT.MD", "strong"),
        ("report.markdown", "strong"),
        ("report.txt", "**strong**"),
        ("report", "**strong**"),
    ] {
        check(&Text::read(name, b"**strong**").unwrap(), &[("-", words)]);
    }
    for bytes in [
        &b"%PDF-1.7\n"[..],
        b"{\\rtf1 x}",
        b"a\0b",
        b"\x89PNG\r\n",
        b"\xffa\x01",
    ] {
        let error = Text::read("report.txt", bytes).unwrap_err();
        assert!(matches!(error, TextError::NotAText { .. }), "{error}");
    }
    assert_eq!(
        Text::read("a.txt", b"{\\rtf1 x}").unwrap_err().to_string(),
        "the file is Rich Text (.rtf); save the report as a Word document (.docx), as Markdown \
         (.md) or as plain text (.txt)"
    );
}

#[test]
fn the_seed_report_is_read() {
    let Some(data) = shared_data() else {
        return;
    };
    let bytes = std::fs::read(data.join("seed-report.md")).unwrap();
    let text = Text::read("seed-report.md", &bytes).unwrap();
    let passages = text.passages();

    let seven: Vec<&Passage> = passages
        .iter()
        .filter(|passage| {
            let place = passage.place.paragraph.as_deref().unwrap_or_default();
            place == "7" || place.starts_with("7 ")
        })
        .collect();
    let expected = [
        ("7", 49, "Highlights of progress are:"),
        ("7 i)", 51, "A review of all processes"),
        ("7 ii)", 52, "The level of Children in care"),
        ("7 iii)", 53, "87% of children's cases"),
        ("7 iv)", 54, "The number of completed single assessments"),
        ("7 v)", 55, "The rate of re-referrals"),
        (
            "7 vi)",
            56,
            "Published adoption scorecard measures on timeliness show:",
        ),
        ("7 vi)", 58, "An average of 517 days"),
        ("7 vi)", 59, "An average of 195 days"),
        ("7 vii)", 60, "The Strengths and Difficulties Questionnaire"),
        ("7 viii)", 61, "A refreshed Special Guardianship Order"),
        ("7 ix)", 62, "Care Leavers in suitable accommodation"),
        ("7 x)", 63, "Around 37% of discharges"),
        (
            "7 xi)",
            64,
            "Caseload sizes in many teams, e.g. First Response",
        ),
        ("7 xii)", 65, "The action plan attached as Appendix A"),
    ];
    assert_eq!(seven.len(), expected.len());
    let highlights = "Highlights of progress are:";
    let adoption = "Published adoption scorecard measures on timeliness show:";
    for (passage, (place, line, words)) in seven.iter().zip(expected) {
        let placed = Place {
            paragraph: Some(place.to_owned()),
            line: Some(line),
        };
        assert_eq!(passage.place, placed);
        assert!(passage.words.starts_with(words), "{}", passage.words);
        if place == "7" {
            assert_eq!(passage.kind, PassageKind::Heading);
            assert_eq!(headings(passage), ["Background"]);
            assert_eq!(passage.lead, None);
        } else {
            assert_eq!(passage.kind, PassageKind::Item);
            assert_eq!(headings(passage), ["Background", highlights]);
            let inner = words.starts_with("An average");
            let lead = if inner { adoption } else { highlights };
            assert_eq!(passage.lead.as_deref(), Some(lead));
        }
    }

    for (start, place, above) in [
        ("To inform the Children", Some("1"), "Purpose of report"),
        ("The Single Inspection", Some("3"), "Background"),
        ("Embedding Excellent Practice", Some("4 ii"), "Background"),
        ("The Action Plan and progress", Some("4"), "Background"),
        ("amber \u{2013} on track", Some("5"), "Background"),
        ("12 recommendations", Some("6"), "Background"),
        ("In developing the Continuous", Some("8"), "Consultations"),
        ("The Road to Excellence (Plan", None, "Background Papers"),
        (
            "None.",
            Some("10"),
            "Circulation under the Local Issues Alert Procedure",
        ),
        ("Sharon Cooke", None, "Officer(s) to Contact"),
    ] {
        let passage = find(&passages, start);
        assert_eq!(passage.place.paragraph.as_deref(), place, "{start}");
        assert_eq!(headings(passage).last(), Some(&above), "{start}");
    }
    assert_eq!(
        find(&passages, "Sharon Cooke").words,
        "Sharon Cooke, Assistant Director Children's Social Care Sharon.Cooke@leics.gov.uk 0116 \
         305 5479"
    );
    assert_eq!(
        find(&passages, "12 recommendations").lead.as_deref(),
        Some("The summary of ratings is:")
    );
    // Whatever is judged can be marked in the source.
    let source = text.source.as_deref().unwrap();
    for passage in &passages {
        let whole = passage.in_source(0..passage.words.len()).unwrap();
        let first = passage.words.split(' ').next().unwrap();
        assert!(source[whole].starts_with(first), "{}", passage.words);
    }
}
