//! Bytes become text: UTF-8, UTF-16 with a byte order mark, else Windows-1252. What is plainly
//! something else is told by name.

use super::TextError;

const NOT_TEXT: TextError = TextError::NotAText {
    found: "the file is neither text nor a Word document",
};

/// A text without its byte order mark.
pub(super) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The text of a file, without its byte order mark.
pub(super) fn text(bytes: &[u8]) -> Result<String, TextError> {
    if let Some(found) = other_kind(bytes) {
        return Err(TextError::NotAText { found });
    }
    if let Some(text) = marked_utf16(bytes) {
        return Ok(text);
    }
    // No text has a NUL; UTF-16 without its mark is full of them.
    if bytes.contains(&0) {
        return Err(NOT_TEXT);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(without_mark(text).to_owned()),
        Err(_) if bytes.iter().any(|byte| is_control(*byte)) => Err(NOT_TEXT),
        Err(_) => Ok(bytes.iter().map(|byte| windows_1252(*byte)).collect()),
    }
}

/// The text of an XML part: UTF-8, or UTF-16 with its mark. `None` where it is neither.
pub(super) fn xml(bytes: Vec<u8>) -> Option<String> {
    if let Some(text) = marked_utf16(&bytes) {
        return Some(text);
    }
    let mut text = String::from_utf8(bytes).ok()?;
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    Some(text)
}

fn marked_utf16(bytes: &[u8]) -> Option<String> {
    let (rest, unit): (_, fn([u8; 2]) -> u16) = match bytes {
        [0xff, 0xfe, rest @ ..] => (rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => (rest, u16::from_be_bytes),
        _ => return None,
    };
    let units = rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    Some(
        char::decode_utf16(units)
            .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect(),
    )
}

/// What a file is that is no text although it may look like one.
fn other_kind(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 5] = [
        (
            b"%PDF-",
            "the file is a PDF, which does not keep its paragraphs",
        ),
        (b"{\\rtf", "the file is Rich Text (.rtf)"),
        (b"\x89PNG", "the file is a picture"),
        (b"\xff\xd8\xff", "the file is a picture"),
        (b"GIF8", "the file is a picture"),
    ];
    KINDS
        .iter()
        .find(|(start, _)| bytes.starts_with(start))
        .map(|(_, kind)| *kind)
}

/// Whether a byte is a control character that no text has.
fn is_control(byte: u8) -> bool {
    byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c)
}

/// A letter of Windows-1252, as browsers read it (WHATWG Encoding Standard, index windows-1252).
fn windows_1252(byte: u8) -> char {
    const FROM_80: [char; 32] = [
        '\u{20ac}', '\u{81}', '\u{201a}', '\u{192}', '\u{201e}', '\u{2026}', '\u{2020}',
        '\u{2021}', '\u{2c6}', '\u{2030}', '\u{160}', '\u{2039}', '\u{152}', '\u{8d}', '\u{17d}',
        '\u{8f}', '\u{90}', '\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}', '\u{2022}', '\u{2013}',
        '\u{2014}', '\u{2dc}', '\u{2122}', '\u{161}', '\u{203a}', '\u{153}', '\u{9d}', '\u{17e}',
        '\u{178}',
    ];
    match byte {
        0x80..=0x9f => FROM_80[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}
