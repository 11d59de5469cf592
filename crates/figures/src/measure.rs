//! What a reader must know of a measure, apart from how it is computed.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The name of a measure in lower-case kebab form, such as `re-referrals`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MeasureId(String);

/// Why a text is not a measure's name.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "`{0}` is not a measure id: use lower-case letters, digits and single hyphens, such as `re-referrals`"
)]
pub struct NotAMeasureId(String);

impl MeasureId {
    /// Parses an id: lower-case letters, digits and single hyphens, beginning with a letter.
    ///
    /// ```
    /// use waymark_figures::MeasureId;
    /// assert!(MeasureId::parse("sdq-average").is_ok());
    /// assert!(MeasureId::parse("SDQ average").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Self, NotAMeasureId> {
        let well_formed = text.starts_with(|c: char| c.is_ascii_lowercase())
            && !text.ends_with('-')
            && !text.contains("--")
            && text
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if well_formed {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAMeasureId(text.to_owned()))
        }
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for MeasureId {
    type Error = NotAMeasureId;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<MeasureId> for String {
    fn from(id: MeasureId) -> Self {
        id.0
    }
}

impl fmt::Display for MeasureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// How the cases of a measure become one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Shape {
    /// The number of cases that are counted. Where a definition also returns cases that are not
    /// counted, the share of all is shown beside the count.
    Count,
    /// The share of cases that are counted, in percent (0 to 100).
    Percentage,
    /// The arithmetic mean of the cases' values.
    Mean,
    /// The sum of the cases' values over the sum of what they are measured per.
    Rate,
}

/// Which way is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// A lower value is better.
    Low,
    /// A higher value is better.
    High,
    /// Neither way is better in itself.
    None,
}

/// What one case is. Only figures about children are suppressed when small.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// A child or young person.
    Child,
    /// A referral of a child.
    Referral,
    /// An assessment of a child.
    Assessment,
    /// A grading of practice in an audit.
    Audit,
    /// A practitioner.
    Practitioner,
}

impl Unit {
    /// Whether a small number of these could point to a child.
    pub fn is_about_children(self) -> bool {
        matches!(self, Unit::Child | Unit::Referral | Unit::Assessment)
    }

    /// The plural word for a sentence, such as `children`.
    pub fn plural(self) -> &'static str {
        match self {
            Unit::Child => "children",
            Unit::Referral => "referrals",
            Unit::Assessment => "assessments",
            Unit::Audit => "audits",
            Unit::Practitioner => "practitioners",
        }
    }
}

/// A definition's fingerprint: its version, and the SHA-256 of its file in lower-case hex.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DefinitionId {
    /// Counts up from 1 whenever the meaning changes.
    pub version: u32,
    /// SHA-256 of the definition's text with line ends as `\n`.
    pub sha256: String,
}

/// What a reader must know of a measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeasureMeta {
    /// Its name.
    pub id: MeasureId,
    /// Its title, such as `Children in care with three or more placements in the year`.
    pub title: String,
    /// A noun phrase that can begin a sentence about its value, such as
    /// `The share of children in care with three or more placements`.
    pub subject: String,
    /// How its cases become a value.
    pub shape: Shape,
    /// Which way is good.
    pub polarity: Polarity,
    /// What one case is.
    pub unit: Unit,
    /// What the value is in, where it is neither a percentage nor a count: `days`, `points`,
    /// `cases per FTE`.
    pub value_unit: Option<String>,
    /// Digits after the point when shown.
    pub decimals: u8,
    /// One sentence that a committee member understands.
    pub definition: String,
    /// The guide, clause and year that it follows.
    pub source: String,
    /// The published twin, such as `lait/LACStable_2016on`; several are added up.
    pub benchmarks: Vec<String>,
    /// The fingerprint of the definition.
    pub fingerprint: DefinitionId,
}

impl MeasureMeta {
    /// Digits after the point of a value that is shown: a count has none.
    pub fn shown_decimals(&self) -> u8 {
        match self.shape {
            Shape::Count => 0,
            _ => self.decimals,
        }
    }
}
