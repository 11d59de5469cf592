//! What the forms of reports bring along, and how what they ask for is refused: the words of the
//! ledger, beside what the person had written.

use std::collections::HashMap;

use waymark_app::{AppError, StoreError};
use waymark_publication::PublicationError;

use crate::fault::Fault;
use crate::random::hex;

/// The fields that a form brought.
pub(super) type Fields = HashMap<String, String>;

/// Reads a form. Of a field that comes twice the last counts.
pub(super) fn read(body: &[u8]) -> Result<Fields, Fault> {
    serde_urlencoded::from_bytes(body).map_err(|_| Fault::Forged)
}

/// Words that a form brought, without the white space around them; none where there are none.
pub(super) fn words_of(fields: &Fields, name: &str) -> Option<String> {
    let text = fields.get(name)?.trim();
    (!text.is_empty()).then(|| unix_lines(text))
}

/// Browsers end the lines of a form with two characters; texts here end them with one.
pub(super) fn unix_lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Which giving a form is, and what its person had seen.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// The name of the giving.
    pub giving: String,
    /// The last event that the person had seen.
    pub seen: u64,
}

impl Token {
    /// That of a new form.
    pub fn new(seen: u64) -> Self {
        Self {
            giving: hex(16),
            seen,
        }
    }

    /// That of a form that came back.
    pub fn of(fields: &Fields) -> Result<Self, Fault> {
        let giving = fields.get("giving").cloned().ok_or(Fault::Forged)?;
        let seen = fields.get("seen").and_then(|seen| seen.parse().ok());
        let seen = seen.ok_or(Fault::Forged)?;
        Ok(Self { giving, seen })
    }
}

/// Why a form is shown again.
#[derive(Clone, Debug, Default)]
pub(super) struct Refused {
    /// What is wrong, each with the id of the field that it is about; empty where it is about none.
    pub errors: Vec<(String, String)>,
    /// What has happened since the form was opened.
    pub changes: Vec<String>,
}

impl Refused {
    /// Something about the whole form is wrong.
    pub fn because(words: impl Into<String>) -> Self {
        Self {
            errors: vec![(String::new(), words.into())],
            changes: Vec::new(),
        }
    }

    /// Why the ledger did not take a command; a failure that a form cannot mend goes on.
    pub fn of(error: AppError) -> Result<Self, Fault> {
        match error {
            AppError::MovedOn { changes, .. } => Ok(Self {
                errors: Vec::new(),
                changes,
            }),
            AppError::Refused(refusal) => Ok(Self::because(refusal.to_string())),
            AppError::Store(StoreError::Unsure) => Ok(Self::because(
                "The database did not say whether this was recorded. Send it again: it is not recorded twice.",
            )),
            other => Err(other.into()),
        }
    }

    /// The same of what the room `publication` says.
    pub fn of_publication(error: PublicationError) -> Result<Self, Fault> {
        match error {
            PublicationError::App(error) => Self::of(error),
            PublicationError::OtherTemplate(_) => Ok(Self::because(
                "The report was approved with another template than the one in use now. Whoever runs Waymark puts the former one back, or the report is given up and begun anew.",
            )),
            other => match Fault::from(other) {
                Fault::Unfit(words) => Ok(Self::because(words)),
                fault => Err(fault),
            },
        }
    }

    /// Whether there is anything.
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty() && self.changes.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_as_texts_here_end_them() {
        for (sent, kept) in [
            ("a\r\n\r\nb\r\n", "a\n\nb\n"),
            ("a\nb", "a\nb"),
            ("a\rb", "a\nb"),
            ("", ""),
        ] {
            assert_eq!(unix_lines(sent), kept, "{sent:?}");
        }
    }

    #[test]
    fn a_form_without_its_giving_is_not_ours() {
        let whole = read(b"giving=0a1b&seen=12&note=+fine+&empty=++").unwrap();
        let token = Token::of(&whole).unwrap();
        assert_eq!((token.giving.as_str(), token.seen), ("0a1b", 12));
        assert_eq!(words_of(&whole, "note").as_deref(), Some("fine"));
        assert_eq!(words_of(&whole, "empty"), None);
        assert_eq!(words_of(&whole, "missing"), None);
        for body in ["seen=12", "giving=0a1b", "giving=0a1b&seen=x"] {
            let fields = read(body.as_bytes()).unwrap();
            assert!(matches!(Token::of(&fields), Err(Fault::Forged)), "{body}");
        }
    }
}
