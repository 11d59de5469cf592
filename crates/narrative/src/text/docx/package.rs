//! The zip that a Word document is: its parts, how they refer to one another, and how much may
//! be unpacked.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::xml::{self, Element, Visitor};
use crate::text::{TextError, decode};

/// The most that is unpacked of one document, in bytes, all parts together.
const UNPACKED_AT_MOST: u64 = 64 * 1024 * 1024;
/// Where every program puts the text.
const DOCUMENT: &str = "word/document.xml";

/// Whether bytes begin as a zip does.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Whether bytes begin as a compound file does: Office's container before 2007, and since then
/// that of documents with a password.
pub(super) fn is_container(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
}

/// A document's package.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// The bytes that may still be unpacked.
    left: u64,
}

impl<'b> Package<'b> {
    /// Opens a package.
    pub fn open(bytes: &'b [u8]) -> Result<Self, TextError> {
        if is_container(bytes) {
            return Err(contained(bytes));
        }
        if !is_zip(bytes) {
            return Err(TextError::NotAText {
                found: "the file is not a Word document",
            });
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| TextError::Damaged {
            part: "its zip archive".to_owned(),
        })?;
        Ok(Package {
            archive,
            left: UNPACKED_AT_MOST,
        })
    }

    /// The name of the part that holds the text.
    pub fn document(&mut self) -> Result<String, TextError> {
        if self.has(DOCUMENT) {
            return Ok(DOCUMENT.to_owned());
        }
        for (part, found) in [
            ("xl/workbook.xml", "the file is an Excel workbook"),
            ("xl/workbook.bin", "the file is an Excel workbook"),
            (
                "ppt/presentation.xml",
                "the file is a PowerPoint presentation",
            ),
            ("content.xml", "the file is an OpenDocument file"),
        ] {
            if self.has(part) {
                return Err(TextError::NotAText { found });
            }
        }
        let relations = self.relations("")?;
        relations
            .part("officeDocument")
            .filter(|part| self.has(part))
            .map(str::to_owned)
            .ok_or(TextError::NotAText {
                found: "the file is a zip archive without a Word document in it",
            })
    }

    /// The words of a part; `None` where there is no such part.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, TextError> {
        let entry = match self.archive.by_name(name) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(TextError::Locked);
            }
            Err(_) => return Err(xml::damaged(name)),
        };
        let mut unpacked = Vec::new();
        entry
            .take(self.left + 1)
            .read_to_end(&mut unpacked)
            .map_err(|_| xml::damaged(name))?;
        let size = u64::try_from(unpacked.len()).unwrap_or(u64::MAX);
        self.left = self.left.checked_sub(size).ok_or(TextError::TooLarge)?;
        let words = decode::xml(unpacked).ok_or_else(|| xml::damaged(name))?;
        Ok(Some(words))
    }

    /// What a part refers to; `""` is the package.
    pub fn relations(&mut self, part: &str) -> Result<Relations, TextError> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = resolved(folder, &format!("_rels/{file}.rels"));
        let mut relations = Relations {
            folder: folder.to_owned(),
            by_id: BTreeMap::new(),
        };
        if let Some(words) = self.part(&name)? {
            xml::walk(&name, &words, &mut relations)?;
        }
        Ok(relations)
    }

    /// The name and the words of the part of a kind, where there is one.
    pub fn related(
        &mut self,
        relations: &Relations,
        kind: &str,
    ) -> Result<Option<(String, String)>, TextError> {
        let Some(name) = relations.part(kind) else {
            return Ok(None);
        };
        let words = self.part(name)?;
        Ok(words.map(|words| (name.to_owned(), words)))
    }

    fn has(&self, name: &str) -> bool {
        self.archive.index_for_name_raw(name.as_bytes()).is_some()
    }
}

/// What a part refers to.
#[derive(Debug, Default)]
pub(super) struct Relations {
    /// Where the part lies.
    folder: String,
    by_id: BTreeMap<String, Relation>,
}

#[derive(Debug)]
struct Relation {
    /// The last piece of its type, such as `hyperlink`.
    kind: String,
    target: String,
    external: bool,
}

impl Relations {
    /// The address outside of the document that an id stands for.
    pub fn address(&self, id: &str) -> Option<&str> {
        self.by_id
            .get(id)
            .filter(|relation| relation.external)
            .map(|relation| relation.target.as_str())
    }

    /// The name of the part of a kind.
    fn part(&self, kind: &str) -> Option<&str> {
        self.by_id
            .values()
            .find(|relation| !relation.external && relation.kind == kind)
            .map(|relation| relation.target.as_str())
    }
}

impl Visitor for Relations {
    fn open(&mut self, element: &Element<'_>) -> bool {
        let relation = (
            element.attribute("Id"),
            element.attribute("Type"),
            element.attribute("Target"),
        );
        if let (Some(id), Some(kind), Some(target)) = relation {
            let external = element.attribute("TargetMode").as_deref() == Some("External");
            let relation = Relation {
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                target: if external {
                    target
                } else {
                    resolved(&self.folder, &target)
                },
                external,
            };
            self.by_id.insert(id, relation);
        }
        true
    }

    fn close(&mut self, _: &str) {}

    fn words(&mut self, _: &str) {}
}

/// The name of the part that a target is, seen from a folder.
fn resolved(folder: &str, target: &str) -> String {
    let (folder, target) = match target.strip_prefix('/') {
        Some(whole) => ("", whole),
        None => (folder, target),
    };
    let mut pieces: Vec<&str> = Vec::new();
    for piece in folder.split('/').chain(target.split('/')) {
        match piece {
            "" | "." => {}
            ".." => {
                pieces.pop();
            }
            _ => pieces.push(piece),
        }
    }
    pieces.join("/")
}

/// What an older container of Office holds, by the names in its folder.
fn contained(bytes: &[u8]) -> TextError {
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    if holds("EncryptedPackage") {
        TextError::Locked
    } else if holds("WordDocument") {
        TextError::OldWord
    } else {
        TextError::NotAText {
            found: "the file is one of an old Office program",
        }
    }
}
