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
        Err(_) => Ok(encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(bytes)
            .0
            .into_owned()),
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
