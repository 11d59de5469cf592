//! The Word writer: a small one of our own, because officers edit the report and the libraries
//! at hand write neither alternative text nor repeated header rows.
//!
//! Everything that an officer may change is a real style, list or field. The same document gives
//! the same bytes: entries have a fixed order and date, and ids count up.

mod body;
mod inline;
mod numbering;
mod parts;
mod picture;
mod styles;
mod table;
mod xml;

#[cfg(test)]
mod tests;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use crate::document::Document;
use crate::raster::RasterError;

/// Why a document did not become a DOCX file.
#[derive(Debug, thiserror::Error)]
pub enum DocxError {
    /// A chart did not become a picture.
    #[error("chart {number} cannot be set: {source}")]
    Chart {
        /// Which chart, from 1.
        number: usize,
        /// What is wrong with it.
        source: RasterError,
    },
    /// The package could not be put together.
    #[error("the DOCX package cannot be written: {0}")]
    Package(#[from] zip::result::ZipError),
    /// An entry could not be written.
    #[error("an entry of the DOCX package cannot be written: {0}")]
    Entry(#[from] std::io::Error),
}

/// Writes a document as a DOCX file and gives its bytes.
pub fn write(document: &Document) -> Result<Vec<u8>, DocxError> {
    let text = body::write(document)?;
    let mut entries = vec![
        ("[Content_Types].xml".to_owned(), parts::content_types()),
        ("_rels/.rels".to_owned(), parts::package_relationships()),
        (
            "docProps/app.xml".to_owned(),
            parts::app_properties(document),
        ),
        (
            "docProps/core.xml".to_owned(),
            parts::core_properties(document),
        ),
        ("word/document.xml".to_owned(), text.part),
        (
            "word/_rels/document.xml.rels".to_owned(),
            parts::document_relationships(&text.relationships),
        ),
        ("word/styles.xml".to_owned(), styles::part()),
        ("word/numbering.xml".to_owned(), text.lists.part()),
        ("word/settings.xml".to_owned(), parts::settings()),
        ("word/footer1.xml".to_owned(), parts::footer(document)),
    ];
    entries.extend(
        text.pictures
            .into_iter()
            .map(|(name, bytes)| (format!("word/{name}"), bytes)),
    );
    package(entries)
}

fn package(entries: Vec<(String, Vec<u8>)>) -> Result<Vec<u8>, DocxError> {
    // The system that an entry names and its date would otherwise tell where and when.
    let options = SimpleFileOptions::default()
        .system(System::Dos)
        .last_modified_time(DateTime::default());
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        let method = if name.ends_with(".png") {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
        package.start_file(name, options.compression_method(method))?;
        package.write_all(&bytes)?;
    }
    Ok(package.finish()?.into_inner())
}
