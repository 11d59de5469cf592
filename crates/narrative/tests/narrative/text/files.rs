//! Plain text, and files of each kind.

use waymark_narrative::text::{Text, TextError};

use super::{check, find};

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
