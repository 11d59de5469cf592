//! What the paged writers (DOCX and PDF) share: the measure of the page, the colours, which
//! addresses may become links, and how wide a table's columns are.
//!
//! Nothing here knows a file format.

use crate::document::{Chart, Inline, Table, Tone};

/// Width of the text on an A4 page with margins of 20 mm, in millimetres.
pub(crate) const TEXT_WIDTH_MM: f64 = 170.0;

/// The tallest that a chart is set, so that its heading stays on the page with it.
const CHART_HEIGHT_MM: f64 = 220.0;

/// The colour of headings and of a table's header words, as hexadecimal RGB.
pub(crate) const HEADING: &str = "12436D";
/// The colour of words.
pub(crate) const INK: &str = "17212B";
/// The colour of the footer's words.
pub(crate) const QUIET: &str = "46525C";
/// The colour of a link's words.
pub(crate) const LINK: &str = "1A5490";
/// The colour of a table's lines.
pub(crate) const LINE: &str = "C3CAD0";
/// The colour behind a table's header row.
pub(crate) const HEADER_FILL: &str = "E8EEF3";

/// The pair of colours of a tag, as hexadecimal RGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TagColours {
    /// Behind the word.
    pub fill: &'static str,
    /// The word.
    pub ink: &'static str,
}

/// The colours of a tone; each pair reaches a contrast of 4.5 to 1.
pub(crate) fn tag_colours(tone: Tone) -> TagColours {
    let (fill, ink) = match tone {
        Tone::Green => ("00643C", "FFFFFF"),
        Tone::Amber => ("FFBF47", INK),
        Tone::Red => ("A80F1D", "FFFFFF"),
        Tone::Blue => ("1F4E79", "FFFFFF"),
        Tone::Neutral => ("4D5960", "FFFFFF"),
    };
    TagColours { fill, ink }
}

/// The words without control characters, which neither format may carry. A tab or a line end
/// becomes a space.
pub(crate) fn plain(words: &str) -> String {
    words
        .chars()
        .filter_map(|c| match c {
            '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}' | '\u{FEFF}') => None,
            c => Some(c),
        })
        .collect()
}

/// The address that a link may have: `http`, `https` or `mailto`, percent-encoded where it holds
/// characters that an address cannot. `None` for anything else; the words are then set alone,
/// because Word offers to repair a file whose link it cannot read.
pub(crate) fn address(href: &str) -> Option<String> {
    let href = plain(href);
    let href = href.trim();
    let (scheme, rest) = href.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    let named = match scheme.as_str() {
        "http" | "https" => rest
            .strip_prefix("//")
            .is_some_and(|host| host.starts_with(|c: char| c.is_ascii_alphanumeric())),
        "mailto" => rest.contains('@'),
        _ => false,
    };
    if !named {
        return None;
    }
    let bytes = rest.as_bytes();
    let mut address = format!("{scheme}:");
    for (at, &byte) in bytes.iter().enumerate() {
        let escape_follows = || {
            bytes
                .get(at + 1..at + 3)
                .is_some_and(|pair| pair.iter().all(u8::is_ascii_hexdigit))
        };
        let kept = byte.is_ascii_alphanumeric()
            || b"-._~:/?#@!$&'()*+,;=".contains(&byte)
            || (byte == b'%' && escape_follows());
        if kept {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    Some(address)
}

/// Width and height of a chart as set, in millimetres: as asked for, and smaller in proportion
/// where it would not fit the page.
pub(crate) fn chart_size(chart: &Chart) -> (f64, f64) {
    let scale = (TEXT_WIDTH_MM / chart.width_mm)
        .min(CHART_HEIGHT_MM / chart.height_mm)
        .min(1.0);
    (chart.width_mm * scale, chart.height_mm * scale)
}

/// The words of a cell or a paragraph, run together.
pub(crate) fn words(content: &[Inline]) -> String {
    let mut words = String::new();
    for inline in content {
        match inline {
            Inline::Text(text)
            | Inline::Strong(text)
            | Inline::Link { text, .. }
            | Inline::Tag { text, .. }
            | Inline::Anchor { text, .. } => words.push_str(text),
            // Not raised, it would run into the word that it stands behind.
            Inline::Reference { mark, .. } => {
                words.push('[');
                words.push_str(mark);
                words.push(']');
            }
        }
    }
    words
}

/// What a reference is called where it is heard: its mark alone says nothing.
pub(crate) fn spoken(mark: &str) -> String {
    format!("evidence {mark}")
}

/// Widths of a table's columns in millimetres, `TEXT_WIDTH_MM` in all.
///
/// They follow the model's shares, but a column whose longest word would not fit is widened to
/// it (up to a quarter of the page) at the expense of those that have room.
pub(crate) fn column_widths(table: &Table) -> Vec<f64> {
    let count = table.columns.len();
    if count == 0 {
        return Vec::new();
    }
    let shares: Vec<f64> = table
        .columns
        .iter()
        .map(|column| f64::from(column.width.max(1)))
        .collect();
    let total: f64 = shares.iter().sum();
    let mut least: Vec<f64> = (0..count)
        .map(|at| longest_word_mm(table, at).min(TEXT_WIDTH_MM / 4.0))
        .collect();
    let claimed: f64 = least.iter().sum();
    if claimed > TEXT_WIDTH_MM {
        for least in &mut least {
            *least *= TEXT_WIDTH_MM / claimed;
        }
    }
    let mut widths: Vec<f64> = shares.iter().map(|s| s / total * TEXT_WIDTH_MM).collect();
    let lacking: f64 = widths
        .iter()
        .zip(&least)
        .map(|(width, least)| (least - width).max(0.0))
        .sum();
    let spare: f64 = widths
        .iter()
        .zip(&least)
        .map(|(width, least)| (width - least).max(0.0))
        .sum();
    if lacking > 0.0 && spare > 0.0 {
        let taken = (lacking / spare).min(1.0);
        for (width, least) in widths.iter_mut().zip(&least) {
            if *width < *least {
                *width = *least;
            } else {
                *width -= (*width - least) * taken;
            }
        }
    }
    widths
}

/// How wide a column must be for its longest word, with the cell's margins, in millimetres.
pub(crate) fn longest_word_mm(table: &Table, at: usize) -> f64 {
    let column = &table.columns[at];
    let header_mm = longest(&column.header) * BOLD;
    let first = table.row_headers && at == 0;
    let cells_mm = table
        .rows
        .iter()
        .filter_map(|row| row.get(at))
        .map(|cell| cell_mm(cell) * if first { BOLD } else { 1.0 })
        .fold(0.0, f64::max);
    header_mm.max(cells_mm) + CELL_MARGINS_MM
}

/// Left and right margin of a cell and its lines, with a little to spare.
const CELL_MARGINS_MM: f64 = 4.6;
/// How much wider strong words are.
const BOLD: f64 = 1.08;
/// How much smaller a raised mark is.
const RAISED: f64 = 0.7;

fn cell_mm(cell: &[Inline]) -> f64 {
    let mut longest_mm: f64 = 0.0;
    // References stay on the line of the word before them.
    let mut behind_mm = 0.0;
    for inline in cell {
        let inline_mm = match inline {
            Inline::Text(text) | Inline::Anchor { text, .. } => longest(text),
            Inline::Strong(text) => longest(text) * BOLD,
            // An address as words breaks anywhere, so it does not widen its column.
            Inline::Link { text, .. } => longest(text).min(25.0),
            // A tag does not break, and has margins of its own.
            Inline::Tag { text, .. } => width_mm(text) * BOLD + 3.0,
            Inline::Reference { mark, .. } => {
                behind_mm += width_mm(mark) * RAISED;
                0.0
            }
        };
        longest_mm = longest_mm.max(inline_mm);
    }
    longest_mm + behind_mm
}

fn longest(words: &str) -> f64 {
    words
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '\u{2013}' | '/'))
        .map(width_mm)
        .fold(0.0, f64::max)
}

/// About how wide a word is in Liberation Sans at a table's 9.5 points, in millimetres.
fn width_mm(word: &str) -> f64 {
    const POINTS: f64 = 9.5;
    const MM_A_POINT: f64 = 25.4 / 72.0;
    let ems: f64 = word
        .chars()
        .map(|c| match c {
            'i' | 'j' | 'l' | '\'' | '|' => 0.23,
            'f' | 't' | 'I' | ' ' | '.' | ',' | ':' | ';' | '!' | '/' => 0.28,
            'r' | '(' | ')' | '-' => 0.34,
            'm' | 'M' | 'W' | '%' => 0.87,
            'w' => 0.73,
            c if c.is_uppercase() => 0.7,
            _ => 0.56,
        })
        .sum();
    ems * POINTS * MM_A_POINT
}

/// About how many lines the tallest cell of a row takes. A row that could fill a large part of a
/// page is let break; any other stays whole.
pub(crate) fn row_lines(row: &[Vec<Inline>], widths: &[f64]) -> usize {
    row.iter()
        .zip(widths)
        .map(|(cell, width)| {
            let room = (width - CELL_MARGINS_MM).max(4.0);
            (width_mm(&words(cell)) * 1.25 / room).ceil() as usize
        })
        .max()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Column;

    #[test]
    fn an_address_is_a_web_or_mail_address_or_none() {
        let cases = [
            ("https://example.org/a b", Some("https://example.org/a%20b")),
            (
                "HTTPS://example.org/a%20b",
                Some("https://example.org/a%20b"),
            ),
            ("http://example.org/100%", Some("http://example.org/100%25")),
            ("http://example.org/£", Some("http://example.org/%C2%A3")),
            ("mailto:a.b@example.org", Some("mailto:a.b@example.org")),
            ("mailto:nobody", None),
            ("http://", None),
            ("javascript:alert(1)", None),
            ("file:///etc/hosts", None),
            ("page.html", None),
            ("", None),
        ];
        for (href, expected) in cases {
            assert_eq!(address(href).as_deref(), expected, "{href}");
        }
    }

    #[test]
    fn the_words_of_a_cell_have_its_references_in_brackets() {
        let cell = [
            Inline::Text("Now".to_owned()),
            Inline::Reference {
                mark: "F3".to_owned(),
                to: "fig-f3".to_owned(),
            },
            Inline::Anchor {
                id: "here".to_owned(),
                text: ", here".to_owned(),
            },
        ];
        assert_eq!(words(&cell), "Now[F3], here");
        // The mark stays with the word before it, raised and smaller.
        let expected = width_mm("Now") + width_mm("F3") * RAISED;
        assert!((cell_mm(&cell[..2]) - expected).abs() < 1e-9);
    }

    #[test]
    fn control_characters_go_and_line_ends_become_spaces() {
        assert_eq!(plain("a\u{0}b\u{b}c\r\nd\te\u{1b}[0m"), "abc  d e[0m");
    }

    #[test]
    fn each_tag_has_a_contrast_of_four_and_a_half_to_one() {
        for tone in [
            Tone::Green,
            Tone::Amber,
            Tone::Red,
            Tone::Blue,
            Tone::Neutral,
        ] {
            let TagColours { fill, ink } = tag_colours(tone);
            let ratio = contrast(fill, ink);
            assert!(ratio >= 4.5, "{tone:?} has {ratio:.2}");
        }
        for colour in [HEADING, INK, QUIET, LINK] {
            assert!(contrast(colour, "FFFFFF") >= 4.5, "{colour}");
        }
        assert!(contrast(HEADING, HEADER_FILL) >= 4.5);
    }

    /// The contrast of two colours as WCAG 2.2 defines it.
    fn contrast(one: &str, other: &str) -> f64 {
        let luminance = |colour: &str| {
            let part = |at: usize| {
                let value = u8::from_str_radix(&colour[at..at + 2], 16).unwrap();
                let value = f64::from(value) / 255.0;
                if value <= 0.04045 {
                    value / 12.92
                } else {
                    ((value + 0.055) / 1.055).powf(2.4)
                }
            };
            0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
        };
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn a_chart_that_is_too_large_shrinks_in_proportion() {
        let chart = |width_mm, height_mm| Chart {
            svg: String::new(),
            description: String::new(),
            width_mm,
            height_mm,
            values: None,
        };
        assert_eq!(chart_size(&chart(160.0, 50.0)), (160.0, 50.0));
        assert_eq!(chart_size(&chart(340.0, 100.0)), (170.0, 50.0));
        assert_eq!(chart_size(&chart(100.0, 440.0)), (50.0, 220.0));
    }

    #[test]
    fn columns_fill_the_page_and_give_room_to_a_long_word() {
        let column = |header: &str, width| Column {
            header: header.to_owned(),
            width,
            numeric: false,
        };
        let table = Table {
            caption: String::new(),
            columns: vec![column("Recommendation", 1), column("Action", 19)],
            rows: vec![],
            row_headers: false,
        };
        let widths = column_widths(&table);
        assert!((widths.iter().sum::<f64>() - TEXT_WIDTH_MM).abs() < 1e-9);
        // A twentieth of the page is 8.5 mm; "Recommendation" in bold takes about 27.
        assert!(widths[0] > 25.0 && widths[0] < 42.5, "{widths:?}");

        let many = Table {
            columns: (0..12).map(|_| column("Accommodation", 1)).collect(),
            ..table
        };
        let widths = column_widths(&many);
        assert!((widths.iter().sum::<f64>() - TEXT_WIDTH_MM).abs() < 1e-9);
    }
}
