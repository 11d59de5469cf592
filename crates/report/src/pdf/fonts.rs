//! The bundled font as Typst knows it. No other font is looked for.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

use crate::raster::FACES;

pub(super) static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    FACES
        .iter()
        .filter_map(|face| Font::new(Bytes::new(*face), 0))
        .collect()
});

pub(super) static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

/// Whether the font has a glyph for a character, in regular and in bold alike.
pub(super) fn covers(c: char) -> bool {
    FONTS
        .iter()
        .all(|font| font.info().coverage.contains(u32::from(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_faces_are_read_and_cover_what_reports_say() {
        assert_eq!(FONTS.len(), 4);
        for c in "Aa0£%&•–—’“”½≥≤±×…□ éô".chars() {
            assert!(covers(c), "{c}");
        }
        assert!(!covers('\u{1F44D}'));
    }
}
