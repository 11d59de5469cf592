//! Findings that are known and accepted: by whom, when and why.

use std::collections::HashMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// That a finding is known and accepted, or that this is taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceptance {
    /// The finding.
    pub finding: String,
    /// The rule that it is of, where who said it had it at hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Why.
    pub reason: String,
    /// Who says so.
    pub by: String,
    /// When.
    pub on: Date,
    /// Whether an earlier acceptance is taken back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withdrawn: bool,
}

/// What stands, after everything that was said.
#[derive(Clone, Debug, Default)]
pub struct Accepted(HashMap<String, Acceptance>);

impl Accepted {
    /// What stands after all of these, the earliest first.
    pub fn of(said: impl IntoIterator<Item = Acceptance>) -> Self {
        let mut stands = HashMap::new();
        for one in said {
            if one.withdrawn {
                stands.remove(&one.finding);
            } else {
                stands.insert(one.finding.clone(), one);
            }
        }
        Self(stands)
    }

    /// The acceptance of a finding.
    pub fn of_finding(&self, id: &str) -> Option<&Acceptance> {
        self.0.get(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(finding: &str, withdrawn: bool) -> Acceptance {
        Acceptance {
            finding: finding.to_owned(),
            rule: Some("148".to_owned()),
            reason: "known".to_owned(),
            by: "A. Analyst".to_owned(),
            on: jiff::civil::date(2025, 5, 1),
            withdrawn,
        }
    }

    #[test]
    fn what_was_said_last_stands() {
        let accepted = Accepted::of([said("a", false), said("b", false), said("a", true)]);
        assert!(accepted.of_finding("a").is_none());
        assert!(accepted.of_finding("b").is_some());
        let again = Accepted::of([said("a", false), said("a", true), said("a", false)]);
        assert!(again.of_finding("a").is_some());
    }
}
