//! What became of findings since they were last looked at: new, still there, cleared.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::listed::Listed;
use crate::rule::Severity;

/// Whether a finding was there before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It was not.
    New,
    /// It was.
    StillThere,
}

impl Standing {
    /// In words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::StillThere => "still there",
        }
    }
}

/// A finding that was there before, and is no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cleared {
    /// Its identity.
    pub id: String,
    /// The rule's code.
    pub rule: String,
    /// What was wrong.
    pub title: String,
    /// How grave it was.
    pub severity: Severity,
    /// The child.
    pub child: Option<String>,
    /// The team that holds the case.
    pub team: Option<String>,
}

/// The findings of an earlier look.
#[derive(Clone, Debug, Default)]
pub struct Before(BTreeMap<String, Cleared>);

impl Before {
    /// The findings of an earlier check.
    pub fn of(findings: &[Listed]) -> Self {
        let by_id = findings.iter().map(|one| {
            let cleared = Cleared {
                id: one.id.clone(),
                rule: one.rule.clone(),
                title: one.title.clone(),
                severity: one.severity,
                child: one.child.clone(),
                team: one.team.clone(),
            };
            (one.id.clone(), cleared)
        });
        Self(by_id.collect())
    }
}

/// Says of each finding whether it was there before, and gives those that are no more.
///
/// A rule that did not run this time clears nothing: `ran` says which did.
pub fn compare(
    findings: &mut [Listed],
    before: &Before,
    ran: impl Fn(&str) -> bool,
) -> Vec<Cleared> {
    let mut left = before.0.clone();
    for finding in findings {
        finding.standing = Some(match left.remove(&finding.id) {
            Some(_) => Standing::StillThere,
            None => Standing::New,
        });
    }
    left.into_values().filter(|one| ran(&one.rule)).collect()
}
