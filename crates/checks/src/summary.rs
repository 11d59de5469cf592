//! Findings by rule and by child, the worst first.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::listed::Listed;
use crate::rule::Severity;
use crate::since::Standing;

/// Findings by rule and by child.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Summary {
    /// By rule: errors before queries, and the rule with the most findings first.
    pub rules: Vec<ByRule>,
    /// By child: the one with the most errors first. Findings that were accepted count for none.
    pub children: Vec<ByChild>,
}

/// What a rule found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ByRule {
    /// The rule's code.
    pub rule: String,
    /// What is wrong.
    pub title: String,
    /// How grave it is.
    pub severity: Severity,
    /// How many findings, those accepted included.
    pub findings: usize,
    /// About how many children.
    pub children: usize,
    /// How many are new; `None` where there is nothing to compare with.
    pub new: Option<usize>,
    /// How many were accepted.
    pub accepted: usize,
}

/// What was found of a child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ByChild {
    /// The child; `None` for rows without an identifier.
    pub child: Option<String>,
    /// The team that holds the case.
    pub team: Option<String>,
    /// How many errors.
    pub errors: usize,
    /// How many queries.
    pub queries: usize,
    /// The rules, by code.
    pub rules: Vec<String>,
}

impl Summary {
    /// The findings added up.
    pub fn of(findings: &[Listed]) -> Self {
        let mut rules: BTreeMap<&str, (ByRule, BTreeSet<Option<&str>>)> = BTreeMap::new();
        let mut children: BTreeMap<Option<&str>, ByChild> = BTreeMap::new();
        for one in findings {
            let (rule, of_rule) = rules.entry(&one.rule).or_insert_with(|| {
                let rule = ByRule {
                    rule: one.rule.clone(),
                    title: one.title.clone(),
                    severity: one.severity,
                    findings: 0,
                    children: 0,
                    new: None,
                    accepted: 0,
                };
                (rule, BTreeSet::new())
            });
            rule.findings += 1;
            of_rule.insert(one.child.as_deref());
            if let Some(standing) = one.standing {
                *rule.new.get_or_insert(0) += usize::from(standing == Standing::New);
            }
            if one.accepted.is_some() {
                rule.accepted += 1;
                continue;
            }
            let child = children
                .entry(one.child.as_deref())
                .or_insert_with(|| ByChild {
                    child: one.child.clone(),
                    team: one.team.clone(),
                    errors: 0,
                    queries: 0,
                    rules: Vec::new(),
                });
            match one.severity {
                Severity::Error => child.errors += 1,
                Severity::Query => child.queries += 1,
            }
            if !child.rules.contains(&one.rule) {
                child.rules.push(one.rule.clone());
            }
        }
        let mut rules: Vec<ByRule> = rules
            .into_values()
            .map(|(rule, children)| ByRule {
                children: children.len(),
                ..rule
            })
            .collect();
        rules.sort_by_key(|one| (one.severity, Reverse(one.findings)));
        let mut children: Vec<ByChild> = children.into_values().collect();
        children.sort_by_key(|one| (Reverse(one.errors), Reverse(one.queries)));
        Self { rules, children }
    }
}
