//! Word documents: the package is opened, measured and read, part by part.

mod body;
mod notes;
mod numbering;
mod package;
#[cfg(test)]
pub(super) mod sample;
mod styles;
mod tables;
#[cfg(test)]
mod tests;
mod xml;

use super::{Text, TextError};
use body::Body;
use numbering::Numbering;
use package::Package;
use styles::Styles;

/// Whether bytes begin as a zip does, or as the older container of Office, in which documents
/// with a password lie as well.
pub(super) fn is_package(bytes: &[u8]) -> bool {
    package::is_zip(bytes) || package::is_container(bytes)
}

/// Reads a Word document.
pub(super) fn read(bytes: &[u8]) -> Result<Text, TextError> {
    let mut package = Package::open(bytes)?;
    let main = package.document()?;
    let relations = package.relations(&main)?;
    let styles = match package.related(&relations, "styles")? {
        Some((part, words)) => Styles::read(&part, &words)?,
        None => Styles::default(),
    };
    let mut numbering = match package.related(&relations, "numbering")? {
        Some((part, words)) => Numbering::read(&part, &words)?,
        None => Numbering::default(),
    };
    let words = package.part(&main)?.ok_or_else(|| xml::damaged(&main))?;
    let mut body = Body::new(&styles, &mut numbering, &relations);
    xml::walk(&main, &words, &mut body)?;
    let (mut shape, references) = body.finish();

    for (kind, element) in [("footnotes", "footnote"), ("endnotes", "endnote")] {
        let Some((part, words)) = package.related(&relations, kind)? else {
            continue;
        };
        let relations = package.relations(&part)?;
        let mut notes = notes::read(&part, &words, element, &styles, &mut numbering, &relations)?;
        // Numbered as Word numbers them: in the order in which the text refers to them.
        let of_kind = references.iter().filter(|(what, _)| *what == element);
        for (at, (_, id)) in of_kind.enumerate() {
            if let Some(blocks) = notes.remove(id) {
                shape.note(format!("{element} {}", at + 1), blocks);
            }
        }
    }
    Ok(Text {
        blocks: shape.finish(),
        source: None,
    })
}
