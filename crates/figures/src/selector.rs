//! How people name a figure: a measure, or one group of it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::figure::Breakdown;
use crate::measure::MeasureId;

/// A measure, or one group of it: `re-referrals`, or `audits-good-or-better[theme=management oversight]`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Selector {
    /// The measure.
    pub measure: MeasureId,
    /// The group, where one is meant.
    pub breakdown: Option<Breakdown>,
}

/// Why a text names no figure.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "`{0}` names no figure: write a measure's id, such as `re-referrals`, or one group of it, such as `audits-good-or-better[theme=management oversight]`"
)]
pub struct NotASelector(String);

impl FromStr for Selector {
    type Err = NotASelector;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || NotASelector(text.to_owned());
        let text_of = text.trim();
        let (measure, breakdown) = match text_of.split_once('[') {
            None => (text_of, None),
            Some((measure, rest)) => {
                let inner = rest.strip_suffix(']').ok_or_else(error)?;
                let (dimension, group) = inner.split_once('=').ok_or_else(error)?;
                let (dimension, group) = (dimension.trim(), group.trim());
                if dimension.is_empty() || group.is_empty() {
                    return Err(error());
                }
                let breakdown = Breakdown {
                    dimension: dimension.to_owned(),
                    group: group.to_owned(),
                };
                (measure.trim(), Some(breakdown))
            }
        };
        Ok(Self {
            measure: MeasureId::parse(measure).map_err(|_| error())?,
            breakdown,
        })
    }
}

impl TryFrom<String> for Selector {
    type Error = NotASelector;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Selector> for String {
    fn from(selector: Selector) -> Self {
        selector.to_string()
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.breakdown {
            None => write!(f, "{}", self.measure),
            Some(breakdown) => write!(
                f,
                "{}[{}={}]",
                self.measure, breakdown.dimension, breakdown.group
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selectors_read_and_show_the_same() {
        for text in [
            "re-referrals",
            "audits-good-or-better[theme=management oversight]",
        ] {
            assert_eq!(text.parse::<Selector>().unwrap().to_string(), text);
        }
        for bad in ["", "Re referrals", "a[", "a[b]", "a[b=]", "a[=c]"] {
            assert!(bad.parse::<Selector>().is_err(), "{bad}");
        }
    }
}
