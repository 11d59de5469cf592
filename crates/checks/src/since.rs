//! What became of findings since they were last looked at: new, still there, cleared.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

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

    /// The findings of an earlier check as JSON has them; `None` where it is another JSON.
    pub fn of_json(json: &Value) -> Option<Self> {
        let rules = json.get("rules")?.as_array()?;
        let text = |value: &Value, key: &str| value[key].as_str().map(str::to_owned);
        let by_id = json.get("findings")?.as_array()?.iter().map(|one| {
            let rule = rules.get(usize::try_from(one["rule"].as_u64()?).ok()?)?;
            let id = text(one, "id")?;
            let cleared = Cleared {
                id: id.clone(),
                rule: text(rule, "code")?,
                title: text(rule, "title")?,
                severity: serde_json::from_value(rule["severity"].clone()).ok()?,
                child: text(one, "child"),
                team: text(one, "team"),
            };
            Some((id, cleared))
        });
        by_id.collect::<Option<_>>().map(Self)
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
