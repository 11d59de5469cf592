//! Files as answers: documents in their forms, and anything else that is kept rather than shown.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use waymark_publication::{NamedFile, PublicationError};
use waymark_report::document::Document;
use waymark_report::{docx, html, pdf};

use crate::fault::Fault;

/// A form of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A Word file.
    Docx,
    /// A PDF.
    Pdf,
    /// A page that brings its own style.
    Html,
}

impl Form {
    /// The form of an ending, such as `pdf`.
    pub fn read(ending: &str) -> Result<Self, Fault> {
        match ending {
            "docx" => Ok(Form::Docx),
            "pdf" => Ok(Form::Pdf),
            "html" => Ok(Form::Html),
            _ => Err(Fault::NotFound),
        }
    }

    /// The form of a file by its name.
    pub fn of_name(name: &str) -> Result<Self, Fault> {
        let (_, ending) = name.rsplit_once('.').ok_or(Fault::NotFound)?;
        Self::read(ending)
    }

    /// The ending of a file's name, without a dot.
    pub fn ending(self) -> &'static str {
        match self {
            Form::Docx => "docx",
            Form::Pdf => "pdf",
            Form::Html => "html",
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Form::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Form::Pdf => "application/pdf",
            Form::Html => "text/html; charset=utf-8",
        }
    }

    /// Writes a document in this form, under a name to which the ending is added.
    pub fn write(self, document: &Document, name: &str) -> Result<NamedFile, PublicationError> {
        let bytes = match self {
            Form::Docx => docx::write(document)?,
            Form::Pdf => pdf::write(document)?,
            Form::Html => html::write(document).into_bytes(),
        };
        Ok(NamedFile {
            name: format!("{name}.{}", self.ending()),
            bytes,
        })
    }
}

/// What a page that is a document may do in a browser: it brings its own style and pictures, and
/// nothing else.
const DOCUMENT_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
                               base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/// Whether a browser shows a file or keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// It is shown where the browser can.
    Inline,
    /// It is kept.
    Kept,
}

/// A document as an answer.
pub fn document(file: NamedFile, form: Form, shown: Shown) -> Response {
    let shown = match shown {
        Shown::Inline => "inline",
        Shown::Kept => "attachment",
    };
    let disposition = format!("{shown}; filename=\"{}\"", file_name(&file.name));
    let headers = [
        (header::CONTENT_TYPE, form.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CONTENT_SECURITY_POLICY, DOCUMENT_POLICY.to_owned()),
    ];
    (headers, file.bytes).into_response()
}

/// Bytes as a file to keep. Of the name only letters, digits, points, hyphens and underscores are
/// left, so that it names no folder and ends no header.
pub fn attachment(name: &str, media_type: &str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{}\"", file_name(name));
    let headers = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}

fn file_name(name: &str) -> String {
    let safe = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
    let name: String = name
        .chars()
        .map(|letter| if safe(letter) { letter } else { '-' })
        .collect();
    name.trim_start_matches('.').to_owned()
}

/// Nobody's browser, nor anything between, keeps rows about children.
pub fn not_kept(mut response: Response) -> Response {
    let never = HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, never);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_lead_nowhere() {
        for (name, safe) in [
            ("re-referrals-2017-09.csv", "re-referrals-2017-09.csv"),
            ("../a b\"\r\n.csv", "-a-b---.csv"),
        ] {
            assert_eq!(file_name(name), safe, "{name:?}");
        }
    }

    #[test]
    fn a_file_has_a_name_that_is_no_more_than_a_name() {
        for (name, expected) in [
            ("scrutiny-2017-11-draft.pdf", "scrutiny-2017-11-draft.pdf"),
            ("a \"b\"\r\nx.html", "a--b---x.html"),
            ("../up.docx", "-up.docx"),
        ] {
            assert_eq!(file_name(name), expected);
        }
    }

    #[test]
    fn only_forms_that_there_are_can_be_asked_for() {
        for (name, form) in [
            ("a.docx", Some(Form::Docx)),
            ("a.b.pdf", Some(Form::Pdf)),
            ("a.html", Some(Form::Html)),
            ("a.json", None),
            ("manifest", None),
        ] {
            assert_eq!(Form::of_name(name).ok(), form, "{name}");
        }
    }
}
