//! Bytes become text: UTF-8, UTF-16 with a byte order mark, else Windows-1252.

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How the bytes of a file were written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, by its byte order mark.
    Utf16,
    /// Not UTF-8 and without a mark: read as Windows-1252, as Excel writes here.
    Windows1252Assumed,
}

/// The text of a file, without its byte order mark. Every byte becomes some text.
pub fn decode(bytes: &[u8]) -> (Cow<'_, str>, Encoding) {
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        let (text, _) = UTF_16LE.decode_without_bom_handling(rest);
        return (Cow::Owned(text.into_owned()), Encoding::Utf16);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        let (text, _) = UTF_16BE.decode_without_bom_handling(rest);
        return (Cow::Owned(text.into_owned()), Encoding::Utf16);
    }
    let rest = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(rest) {
        Ok(text) => (Cow::Borrowed(text), Encoding::Utf8),
        Err(_) => {
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(rest);
            (text, Encoding::Windows1252Assumed)
        }
    }
}

/// A column's name as it is compared: letters and digits only, in capitals.
pub fn column_key(name: &str) -> String {
    name.chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect()
}

/// A text cut to so many characters, for a message.
pub(crate) fn cut(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        text.to_owned()
    } else {
        text.chars()
            .take(longest.saturating_sub(1))
            .chain(['…'])
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_encoding_is_read_and_named() {
        let utf16: Vec<u8> = [0xFF, 0xFE]
            .into_iter()
            .chain("née".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        for (bytes, text, encoding) in [
            (&b"plain"[..], "plain", Encoding::Utf8),
            (b"\xEF\xBB\xBFCHILD", "CHILD", Encoding::Utf8),
            ("née".as_bytes(), "née", Encoding::Utf8),
            (b"n\xE9e \x80", "née €", Encoding::Windows1252Assumed),
            (&utf16, "née", Encoding::Utf16),
            (b"", "", Encoding::Utf8),
        ] {
            let (read, how) = decode(bytes);
            assert_eq!((read.as_ref(), how), (text, encoding));
        }
    }

    #[test]
    fn columns_compare_without_case_spaces_and_underscores() {
        for name in [
            "PLACE_PROVIDER",
            "place provider",
            " Place-Provider ",
            "\u{feff}PlaceProvider",
        ] {
            assert_eq!(column_key(name), "PLACEPROVIDER");
        }
    }
}
