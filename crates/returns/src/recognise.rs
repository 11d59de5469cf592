//! What a file is, by what is in it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::source::SourceFile;
use crate::{audit, reference, ssd, ssda903, text, xlsx};

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileKind {
    /// A table of an SSDA903 return as CSV.
    Ssda903Csv,
    /// An SSDA903 return as XML.
    Ssda903Xml,
    /// A CIN census as XML.
    CinXml,
    /// A social work workforce census as XML.
    WorkforceXml,
    /// An Annex A workbook.
    AnnexA,
    /// A table of the Standard Safeguarding Dataset as CSV.
    SsdCsv,
    /// A log of practice audits as CSV.
    AuditCsv,
    /// A log of practice audits as a workbook.
    AuditXlsx,
    /// Ofsted's list of settings, a workbook.
    OfstedSettings,
    /// A table of postcodes as CSV.
    Postcodes,
    /// Nothing in it.
    Empty,
    /// A workbook that could harm the machine.
    Unsafe,
    /// A workbook that cannot be opened.
    Damaged,
    /// None of these.
    Unknown,
}

impl fmt::Display for FileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Ssda903Csv => "SSDA903 (CSV)",
            Self::Ssda903Xml => "SSDA903 (XML)",
            Self::CinXml => "CIN census (XML)",
            Self::WorkforceXml => "workforce census (XML)",
            Self::AnnexA => "Annex A (XLSX)",
            Self::SsdCsv => "SSD table (CSV)",
            Self::AuditCsv => "audit log (CSV)",
            Self::AuditXlsx => "audit log (XLSX)",
            Self::OfstedSettings => "Ofsted's list of settings (XLSX)",
            Self::Postcodes => "table of postcodes (CSV)",
            Self::Empty => "empty",
            Self::Unsafe => "unsafe, not opened",
            Self::Damaged => "damaged, not opened",
            Self::Unknown => "not recognised",
        })
    }
}

/// Finds out what a file is: by the columns of a CSV, the root element of XML, the
/// sheets of a workbook.
pub fn recognise(file: &SourceFile) -> FileKind {
    if file.bytes.iter().all(u8::is_ascii_whitespace) {
        return FileKind::Empty;
    }
    if file.bytes.starts_with(b"PK\x03\x04") || file.bytes.starts_with(b"PK\x05\x06") {
        return xlsx::recognise(&file.bytes);
    }
    let (start, _) = text::decode(head(&file.bytes));
    let start = start.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    if start.is_empty() {
        return FileKind::Empty;
    }
    if start.starts_with('<') {
        return match root_element(start) {
            Some("EXPSSDA903" | "SSDA903" | "SSDA903Return") => FileKind::Ssda903Xml,
            // The CIN census and the workforce census share the root `Message`: their
            // collection, in the header, tells them apart.
            Some("Message") => message_kind(start),
            _ => FileKind::Unknown,
        };
    }
    let header = crate::csv_text::header_of(start);
    if ssda903::csv::table_for(&header).is_some() {
        FileKind::Ssda903Csv
    } else if ssd::csv::table_for(&header, &file.name).is_some() {
        FileKind::SsdCsv
    } else if audit::is_audit_log(&header) {
        FileKind::AuditCsv
    } else if reference::postcodes::is_table(&header) {
        FileKind::Postcodes
    } else {
        FileKind::Unknown
    }
}

/// Enough of a file to recognise it: a header row, or an XML message's own header.
fn head(bytes: &[u8]) -> &[u8] {
    const ENOUGH: usize = 64 * 1024;
    let mut end = bytes.len().min(ENOUGH);
    if end < bytes.len() {
        // Not in the middle of a letter, which would make UTF-8 look like Windows-1252.
        while end > 0 && (bytes[end] & 0b1100_0000) == 0b1000_0000 {
            end -= 1;
        }
        if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
            end &= !1;
        }
    }
    &bytes[..end]
}

/// The local name of the first element, past declaration, comments and doctype.
fn root_element(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        let at = rest.find('<')?;
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix("!--") {
            rest = &after[after.find("-->")? + 3..];
        } else if rest.starts_with('?') {
            rest = &rest[rest.find("?>")? + 2..];
        } else if rest.starts_with('!') {
            // A doctype may hold a subset in brackets, with elements of its own.
            let close = match (rest.find('['), rest.find('>')) {
                (Some(open), Some(end)) if open < end => rest.find("]")? + 1,
                (_, Some(end)) => end,
                _ => return None,
            };
            rest = &rest[close..];
        } else {
            let end =
                rest.find(|letter: char| letter.is_whitespace() || matches!(letter, '>' | '/'))?;
            let name = &rest[..end];
            return Some(name.rsplit(':').next().unwrap_or(name));
        }
    }
}

fn message_kind(text: &str) -> FileKind {
    let collection = text
        .find("<Collection>")
        .map(|at| text[at + "<Collection>".len()..].trim_start())
        .unwrap_or_default();
    if collection.starts_with("CIN")
        || text.contains("<Children>")
        || text.contains("<ChildIdentifiers>")
    {
        FileKind::CinXml
    } else if collection.starts_with("SWWF")
        || collection.starts_with("CSWW")
        || text.contains("<LALevelVacancies>")
        || text.contains("<CSWWWorker>")
    {
        FileKind::WorkforceXml
    } else {
        FileKind::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_found_past_what_may_stand_before_it() {
        for (text, expected) in [
            (
                "<?xml version='1.0'?><EXPSSDA903><CHILD>",
                Some("EXPSSDA903"),
            ),
            ("<!-- a < b --><Message >", Some("Message")),
            ("<!DOCTYPE x [<!ENTITY a 'b'>]><Message>", Some("Message")),
            ("<x:Message xmlns:x='a'>", Some("Message")),
            ("<", None),
            ("no xml", None),
        ] {
            assert_eq!(root_element(text), expected, "{text}");
        }
    }
}
