//! Charts as pictures: an SVG becomes a PNG, for Word, which cannot be trusted with SVG.
//!
//! Only the bundled font is used and nothing is read from disk, so the same SVG gives the same
//! bytes on every machine.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{self, fontdb};

/// The bundled faces: regular, bold, italic, bold italic of Liberation Sans 2.
pub(crate) static FACES: [&[u8]; 4] = [
    include_bytes!("../assets/fonts/LiberationSans-Regular.ttf"),
    include_bytes!("../assets/fonts/LiberationSans-Bold.ttf"),
    include_bytes!("../assets/fonts/LiberationSans-Italic.ttf"),
    include_bytes!("../assets/fonts/LiberationSans-BoldItalic.ttf"),
];

/// The family name of the bundled faces.
pub(crate) const FAMILY: &str = "Liberation Sans";

/// The longest side of a picture, in pixels: an A4 page at 600 dots an inch has fewer.
const LONGEST_SIDE: f64 = 8_000.0;

/// Why an SVG did not become a picture.
#[derive(Debug, thiserror::Error)]
pub enum RasterError {
    /// The SVG cannot be read.
    #[error("the chart is not a readable SVG: {0}")]
    Svg(#[from] usvg::Error),
    /// A side is not a positive length, or far beyond a page.
    #[error("a picture of {width_mm} by {height_mm} mm cannot be drawn at {dpi} dots an inch")]
    Size {
        /// The width asked for, in millimetres.
        width_mm: f64,
        /// The height asked for, in millimetres.
        height_mm: f64,
        /// The resolution asked for, in dots an inch.
        dpi: f64,
    },
    /// The picture cannot be written as PNG.
    #[error("the picture cannot be written as PNG: {0}")]
    Png(String),
}

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    for face in FACES {
        fonts.load_font_source(fontdb::Source::Binary(Arc::new(face)));
    }
    // Charts name generic families; each of them is the bundled one.
    fonts.set_sans_serif_family(FAMILY);
    fonts.set_serif_family(FAMILY);
    fonts.set_monospace_family(FAMILY);
    fonts.set_cursive_family(FAMILY);
    fonts.set_fantasy_family(FAMILY);
    Arc::new(fonts)
});

/// Draws an SVG on white, `width_mm` by `height_mm` at `dpi` dots an inch, as a PNG.
///
/// Pictures that the SVG links to are left out: a report carries everything in itself.
pub fn png(svg: &str, width_mm: f64, height_mm: f64, dpi: f64) -> Result<Vec<u8>, RasterError> {
    let size_error = || RasterError::Size {
        width_mm,
        height_mm,
        dpi,
    };
    let pixels = |mm: f64| {
        let pixels = (mm / 25.4 * dpi).round();
        (1.0..=LONGEST_SIDE)
            .contains(&pixels)
            .then_some(pixels as u32)
            .ok_or_else(size_error)
    };
    let (width, height) = (pixels(width_mm)?, pixels(height_mm)?);
    let mut options = usvg::Options {
        font_family: FAMILY.to_owned(),
        fontdb: Arc::clone(&FONTS),
        ..usvg::Options::default()
    };
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    let tree = usvg::Tree::from_str(svg, &options)?;
    let mut picture = Pixmap::new(width, height).ok_or_else(size_error)?;
    picture.fill(Color::WHITE);
    let scale = Transform::from_scale(
        width as f32 / tree.size().width(),
        height as f32 / tree.size().height(),
    );
    resvg::render(&tree, scale, &mut picture.as_mut());
    picture
        .encode_png()
        .map_err(|error| RasterError::Png(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SVG: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">
<rect width="50" height="50" fill="black"/><text x="60" y="30" font-family="sans-serif">n</text></svg>"#;

    #[test]
    fn a_picture_has_the_asked_size_and_the_same_bytes_each_time() {
        let first = png(SVG, 25.4, 12.7, 300.0).unwrap();
        let picture = Pixmap::decode_png(&first).unwrap();
        assert_eq!((picture.width(), picture.height()), (300, 150));
        assert_eq!(first, png(SVG, 25.4, 12.7, 300.0).unwrap());
        let at = |x, y| picture.pixel(x, y).unwrap().red();
        assert_eq!((at(75, 75), at(160, 10)), (0, 255));
        // The letter is drawn: something in the right half is dark.
        assert!((150..300).any(|x| (60..110).any(|y| at(x, y) < 100)));
    }

    #[test]
    fn what_cannot_be_drawn_is_an_error() {
        assert!(matches!(
            png("no svg", 10.0, 10.0, 300.0),
            Err(RasterError::Svg(_))
        ));
        for (width, height) in [(0.0, 10.0), (10.0, f64::NAN), (-1.0, 10.0), (1e9, 10.0)] {
            assert!(matches!(
                png(SVG, width, height, 300.0),
                Err(RasterError::Size { .. })
            ));
        }
    }
}
