//! What people write, read from Markdown and plain text. Expectations are worked by hand from the
//! sources. Word documents are read in the room's own tests.

mod around;
mod files;
mod seed;

use waymark_narrative::text::{Content, Marks, Passage, Text, TextBlock};

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

/// Blocks as an outline: one line for each, items behind their labels, what is in them set in.
fn outline(blocks: &[TextBlock]) -> Vec<String> {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            TextBlock::Heading { level, content } => {
                lines.push(format!("h{level} {}", content.text()));
            }
            TextBlock::Paragraph { number, content } => {
                let number = number.as_deref().unwrap_or("p");
                lines.push(format!("{number} {}", content.text()));
            }
            TextBlock::List { marks, items } => {
                lines.push(format!("{marks:?}"));
                for item in items {
                    let label = item.label.as_deref().unwrap_or("-");
                    lines.push(format!("  {label}"));
                    lines.extend(
                        outline(&item.blocks)
                            .iter()
                            .map(|line| format!("    {line}")),
                    );
                }
            }
            TextBlock::Table { rows } => {
                for row in rows {
                    let cells: Vec<String> = row.iter().map(Content::text).collect();
                    lines.push(format!("| {}", cells.join(" | ")));
                }
            }
            TextBlock::Quote(blocks) => {
                lines.extend(outline(blocks).iter().map(|line| format!("> {line}")));
            }
            TextBlock::Note { label, blocks } => {
                lines.push(label.clone());
                lines.extend(outline(blocks).iter().map(|line| format!("  {line}")));
            }
        }
    }
    lines
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
        outline(&text.blocks),
        [
            "Bullet",
            "  -",
            "    p one,",
            "  -",
            "    p two; and",
            "  -",
            "    p three:",
            "    Bullet",
            "      -",
            "        p four",
        ]
    );
}

#[test]
fn blocks_are_what_a_report_sets() {
    let text = Text::markdown(
        "# Report\n\n4. Aims:\n  - i. one\n\n     more\n  - ii. two\n\n> said\n>\n> - so\n\n\
         | a | b |\n|---|---|\n| c |\n\n5) five[^n]\n\n[^n]: Note.\n",
    );
    assert_eq!(
        outline(&text.blocks),
        [
            "h1 Report",
            "4. Aims:",
            "LowerRoman",
            "  i.",
            "    p one",
            "    p more",
            "  ii.",
            "    p two",
            "> p said",
            "> Bullet",
            ">   -",
            ">     p so",
            "| a | b",
            "| c | ",
            "Number",
            "  5)",
            "    p five",
            "footnote n",
            "  p Note.",
        ]
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
