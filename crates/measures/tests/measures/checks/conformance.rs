//! The rules against cases recorded from another tool's tests, year by year. Where a rule departs
//! from a case, it says so beside itself, and the test holds that it still does.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use waymark_checks::{Rules, built_in};

use super::given::{Given, Texts};

/// The tables' names there and here.
const TABLES: [(&str, &str); 12] = [
    ("Header", "header"),
    ("Episodes", "episodes"),
    ("Reviews", "reviews"),
    ("UASC", "uasc"),
    ("OC2", "oc2"),
    ("OC3", "oc3"),
    ("AD1", "ad1"),
    ("PlacedAdoption", "placed_adoption"),
    ("PrevPerm", "previous_permanence"),
    ("Missing", "missing"),
    ("SWEpisodes", "social_workers"),
    ("DoLo", "deprivation_of_liberty"),
];
/// The columns of the list of settings there and here.
const SETTINGS: [(&str, &str); 4] = [
    ("PLACE_CODES", "placement_codes"),
    ("PROVIDER_CODES", "provider_codes"),
    ("REG_END", "closed"),
    ("LA_CODE_INFERRED", "la"),
];

fn name_of(theirs: &str) -> String {
    let (name, suffix) = match theirs.strip_suffix("_last") {
        Some(name) => (name, "_last"),
        None => (theirs, ""),
    };
    let found = TABLES.iter().find(|(their, _)| *their == name);
    format!("{}{suffix}", found.unwrap().1)
}

fn texts(table: &Value) -> Texts {
    let column = |name: &str| {
        let ours = SETTINGS.iter().find(|(their, _)| *their == name);
        ours.map_or_else(|| name.to_ascii_lowercase(), |(_, ours)| (*ours).to_owned())
    };
    let cell = |cell: &Value| {
        let text = cell.as_str().map(str::trim)?;
        (!text.is_empty()).then(|| text.to_owned())
    };
    Texts {
        columns: table["columns"]
            .as_array()
            .unwrap()
            .iter()
            .map(|name| column(name.as_str().unwrap()))
            .collect(),
        rows: table["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row.as_array().unwrap().iter().map(cell).collect())
            .collect(),
    }
}

fn given(case: &Value, year: i16) -> Given {
    let metadata = &case["metadata"];
    let day = |name: &str| {
        let text = metadata[name].as_str()?;
        let days = waymark_returns::date::parse(text).unwrap();
        Some(waymark_returns::date::to_date(days))
    };
    let mut tables: BTreeMap<String, Texts> = case["tables"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, table)| (name_of(name), texts(table)))
        .collect();
    if metadata["provider_info"].is_object() {
        tables.insert("settings".to_owned(), texts(&metadata["provider_info"]));
    }
    Given {
        year,
        starts: day("collection_start"),
        ends: day("collection_end"),
        authority: metadata["localAuthority"]
            .as_str()
            .map(|code| &*code.to_owned().leak()),
        tables,
    }
}

fn expected(case: &Value) -> BTreeMap<String, BTreeSet<i64>> {
    let rows = |rows: &Value| -> BTreeSet<i64> {
        rows.as_array()
            .unwrap()
            .iter()
            .map(|row| row.as_i64().unwrap())
            .collect()
    };
    case["expected"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, of_table)| (name_of(name), rows(of_table)))
        .filter(|(_, rows)| !rows.is_empty())
        .collect()
}

/// What a case says in a year that is not so; `None` where all is.
async fn departs(rules: &Rules, case: &Value, year: i16) -> Option<String> {
    let code = case["rule"].as_str().unwrap();
    let rule = rules.find(code).unwrap();
    if !rule.holds_in(year) {
        return Some(format!("it does not hold in {year}"));
    }
    let expected = expected(case);
    let found = given(case, year).found(rules, &rule.code).await;
    let found: BTreeMap<_, _> = found
        .unwrap_or_default()
        .into_iter()
        // Cases do not say which rows of last year's tables are part of a problem.
        .filter(|(table, _)| expected.contains_key(table) || !table.ends_with("_last"))
        .collect();
    (found != expected).then(|| format!("in {year} expected {expected:?}, found {found:?}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_recorded_case_passes_or_the_rule_says_why_not() {
    let Some(data) = waymark_testkit::shared_data() else {
        eprintln!("skipped: the recorded cases are not there");
        return;
    };
    let path = data.parent().unwrap().join("conformance/ssda903.jsonl");
    let text = std::fs::read_to_string(&path).unwrap();
    let rules = built_in().unwrap();
    let mut wrong = Vec::new();
    let mut tried = 0;
    let mut known: BTreeSet<&str> = rules
        .all()
        .flat_map(|rule| &rule.differs)
        .map(|differs| differs.case.as_str())
        .collect();
    for line in text.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let id = case["id"].as_str().unwrap();
        let code = case["rule"].as_str().unwrap();
        // Four rules were withdrawn before the first year that they would have held in.
        let years = case["years"].as_array().unwrap();
        if years.is_empty() {
            continue;
        }
        let rule = rules.find(code).unwrap_or_else(|| panic!("no rule {code}"));
        let differs = rule.differs.iter().any(|one| one.case == id);
        known.remove(id);
        let mut departed = Vec::new();
        for year in years {
            let year: i16 = year.as_str().unwrap()[..4].parse::<i16>().unwrap() + 1;
            departed.extend(departs(&rules, &case, year).await);
            tried += 1;
        }
        match (differs, departed.is_empty()) {
            (false, false) => wrong.push(format!("{id}: {}", departed.join("; "))),
            (true, true) => {
                wrong.push(format!(
                    "{id}: the rule says that it departs, and it does not"
                ));
            }
            _ => {}
        }
    }
    assert!(tried > 1_000, "{tried} cases and years");
    assert!(known.is_empty(), "no such cases: {known:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
