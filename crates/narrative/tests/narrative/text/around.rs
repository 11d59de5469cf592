//! Where a passage stands, what is above it, and where it lies in the source.

use waymark_narrative::text::{PassageKind, Text};

use super::{find, headings};

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
