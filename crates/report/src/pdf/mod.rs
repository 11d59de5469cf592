//! The PDF writer: Typst as a library, with PDF/UA-1 (accessible) and PDF/A-2a (archival) held.
//!
//! The template sees the document and its charts and nothing else: no files, no packages, no
//! fonts but the bundled one, no clock. The same document gives the same bytes.

mod data;
mod fonts;
mod height;
mod world;

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;

use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::document::Document;
use crate::setting::plain;

/// Why a document did not become a PDF file. A message names the rule that was broken.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The pages could not be set.
    #[error("the PDF's pages cannot be set: {0}")]
    Layout(String),
    /// Typst had a doubt. It is not passed over, for it may mean that words are lost.
    #[error("the PDF's pages are not as they should be: {0}")]
    Warning(String),
    /// The pages break the standards, PDF/UA-1 or PDF/A-2a.
    #[error("the PDF would not be accessible: {0}")]
    Standard(String),
}

/// Writes a document as a PDF file and gives its bytes.
pub fn write(document: &Document) -> Result<Vec<u8>, PdfError> {
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a])
        .map_err(|error| PdfError::Standard(error.message().to_string()))?;
    let world = world::Pages::new(document);
    let compiled = typst::compile(&world);
    let pages = compiled
        .output
        .map_err(|errors| PdfError::Layout(messages(&errors)))?;
    if !compiled.warnings.is_empty() {
        return Err(PdfError::Warning(messages(&compiled.warnings)));
    }
    let options = PdfOptions {
        // The file's id follows from what it is, not from when it was made.
        ident: Smart::Custom(format!(
            "{}\n{}\n{}",
            document.author, document.title, document.as_at
        )),
        creator: Smart::Custom(Some("Waymark".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    let file =
        typst_pdf::pdf(&pages, &options).map_err(|errors| PdfError::Standard(messages(&errors)));
    // Typst keeps what it computed for a next time that does not come.
    typst::comemo::evict(0);
    file
}

/// The messages of diagnostics, once each, in order.
fn messages(diagnostics: &[SourceDiagnostic]) -> String {
    let mut messages: Vec<String> = Vec::new();
    for diagnostic in diagnostics {
        let message = plain(&diagnostic.message);
        if !messages.contains(&message) {
            messages.push(message);
        }
    }
    messages.join("; ")
}
