//! Each rule against its own fixtures, worked out by hand: at least one that fails and one that
//! passes.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use waymark_checks::{Rule, Rules, built_in};

use super::given::{Given, Texts};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixtures {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    year: Option<Years>,
    authority: Option<String>,
    /// Rows by table, from 1.
    #[serde(default)]
    fails: BTreeMap<String, Vec<i64>>,
    tables: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Years {
    One(i16),
    Many(Vec<i16>),
}

/// What a rule's fixtures say that is not so.
async fn wrong(rules: &Rules, rule: &Rule) -> Vec<String> {
    let path = waymark_testkit::workspace()
        .join("definitions/checks/ssda903/cases")
        .join(format!("{}.toml", rule.code));
    let Ok(text) = std::fs::read_to_string(&path) else {
        return vec![format!("{}: no fixtures", rule.code)];
    };
    let fixtures: Fixtures = match toml::from_str(&text) {
        Ok(fixtures) => fixtures,
        Err(error) => return vec![format!("{}: {error}", rule.code)],
    };
    let mut wrong = Vec::new();
    for failing in [true, false] {
        if !fixtures
            .case
            .iter()
            .any(|case| case.fails.is_empty() != failing)
        {
            let word = if failing { "failing" } else { "passing" };
            wrong.push(format!("{}: no {word} fixture", rule.code));
        }
    }
    for case in &fixtures.case {
        let years = match &case.year {
            Some(Years::One(year)) => vec![*year],
            Some(Years::Many(years)) => years.clone(),
            None => vec![
                rule.to
                    .unwrap_or(2026)
                    .min(2026)
                    .max(rule.from.unwrap_or(2023)),
            ],
        };
        let expected: BTreeMap<String, BTreeSet<i64>> = case
            .fails
            .iter()
            .map(|(table, rows)| (table.clone(), rows.iter().map(|row| row - 1).collect()))
            .collect();
        for year in years {
            let given = Given {
                year,
                starts: None,
                ends: None,
                authority: case.authority.clone().map(|code| &*code.leak()),
                tables: case
                    .tables
                    .iter()
                    .map(|(name, text)| (name.clone(), Texts::of_csv(text)))
                    .collect(),
            };
            let found = given.found(rules, &rule.code).await;
            if found.as_ref() != Some(&expected) {
                wrong.push(format!(
                    "{} in {year}, “{}”: expected {expected:?}, found {found:?}",
                    rule.code, case.name
                ));
            }
        }
    }
    wrong
}

#[tokio::test(flavor = "multi_thread")]
async fn every_rule_finds_what_its_fixtures_say_and_no_more() {
    let rules = built_in().unwrap();
    let mut all_wrong = Vec::new();
    let mut tried = 0;
    for rule in rules.all() {
        all_wrong.extend(wrong(&rules, rule).await);
        tried += 1;
    }
    assert!(tried > 330, "{tried} rules");
    assert!(all_wrong.is_empty(), "{}", all_wrong.join("\n"));
}

#[test]
fn every_check_that_a_measure_names_is_a_rule() {
    let rules = built_in().unwrap();
    let measures = waymark_measures::built_in().unwrap();
    let mut named = 0;
    for measure in measures.all() {
        for check in &measure.checks {
            let rule = rules.find(check);
            let rule = rule.unwrap_or_else(|| panic!("{}: {check}", measure.meta.id));
            assert_eq!(rule.code, *check, "{}", measure.meta.id);
            named += 1;
        }
    }
    assert!(named > 50);
}

#[test]
fn what_a_rule_says_is_plain_and_whole() {
    for rule in built_in().unwrap().all() {
        let title = &rule.title;
        assert!(
            !title.ends_with('.') && title.len() <= 130,
            "{}: {title}",
            rule.code
        );
        assert!(
            title.starts_with(char::is_uppercase),
            "{}: {title}",
            rule.code
        );
        assert!(
            rule.source.contains(&rule.code) || rule.source.starts_with("Waymark"),
            "{}",
            rule.code
        );
        for changed in &rule.changed {
            assert!(rule.holds_in(changed.year), "{}", rule.code);
        }
    }
}
