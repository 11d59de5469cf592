//! The id of a proposal.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// How many letters an id has.
const LENGTH: usize = 16;

/// The id of a proposal: 16 hexadecimal digits in small letters, drawn by the caller.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProposalId(String);

/// Why a text is no id of a proposal.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("this is not the id of a proposal, which has 16 digits, 0 to 9 and a to f")]
pub struct NotAProposalId;

impl ProposalId {
    /// The id of a number that the caller drew at random.
    ///
    /// ```
    /// use waymark_intake::ProposalId;
    /// assert_eq!(ProposalId::of(0x2a).as_str(), "000000000000002a");
    /// ```
    pub fn of(number: u64) -> Self {
        Self(format!("{number:0LENGTH$x}"))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ProposalId {
    type Err = NotAProposalId;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_digit = |letter| matches!(letter, b'0'..=b'9' | b'a'..=b'f');
        if text.len() == LENGTH && text.bytes().all(is_digit) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAProposalId)
        }
    }
}

impl TryFrom<String> for ProposalId {
    type Error = NotAProposalId;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<ProposalId> for String {
    fn from(id: ProposalId) -> Self {
        id.0
    }
}

impl fmt::Display for ProposalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
