//! Sentences of such reports with their verdicts, worked by hand: those that the rules were
//! written with, and those that were held back from that.

use std::fmt::Write as _;
use std::ops::Range;

use serde::Deserialize;
use waymark_narrative::check::{Checked, ClaimKind, Judged, Verdict, check};
use waymark_narrative::facts::{FactBook, read};
use waymark_narrative::text::Text;

use super::known::measures;

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    kind: String,
    heading: Option<String>,
    text: String,
    working: String,
    #[serde(default)]
    claims: Vec<Expected>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    quote: String,
    kind: ClaimKind,
    verdict: Verdict,
}

fn file(name: &str) -> String {
    let path = waymark_testkit::workspace()
        .join("crates/narrative/tests/narrative/cases")
        .join(name);
    std::fs::read_to_string(path).unwrap()
}

fn book() -> FactBook {
    read(&file("evidence.toml"), measures()).unwrap()
}

/// What one case came to: each expected claim with the one that was found for it, and those that
/// nobody expected.
struct Outcome {
    name: String,
    pairs: Vec<(Expected, Option<Judged>)>,
    more: Vec<Judged>,
}

fn run(case: &Case, book: &FactBook) -> Outcome {
    assert!(
        !case.working.trim().is_empty() || case.claims.is_empty(),
        "{}",
        case.name
    );
    assert!(
        ["true", "false", "misleading", "harmless"].contains(&case.kind.as_str()),
        "{}",
        case.name
    );
    let heading = case
        .heading
        .as_ref()
        .map(|heading| format!("## {heading}\n\n"))
        .unwrap_or_default();
    let text = Text::markdown(&format!("{heading}{}", case.text));
    let passages = text.passages();
    let Checked { mut claims } = check(&text, book);
    let mut pairs = Vec::new();
    for expected in &case.claims {
        let found = claims
            .iter()
            .enumerate()
            .filter(|(_, claim)| claim.kind == expected.kind)
            .filter_map(|(at, claim)| {
                let words = &passages[claim.passage].words;
                let quote = words.find(&expected.quote)?;
                let overlap = overlap(&claim.span, &(quote..quote + expected.quote.len()));
                (overlap > 0).then_some((overlap, at))
            })
            .max()
            .map(|(_, at)| at);
        pairs.push((expected.clone(), found.map(|at| claims.remove(at))));
    }
    Outcome {
        name: case.name.clone(),
        pairs,
        more: claims,
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

fn outcomes(name: &str) -> Vec<Outcome> {
    let cases: Cases = toml::from_str(&file(name)).unwrap();
    let book = book();
    cases.case.iter().map(|case| run(case, &book)).collect()
}

/// The claims on which the check and the hand work differ.
fn misses(outcomes: &[Outcome]) -> Vec<String> {
    let mut misses = Vec::new();
    for outcome in outcomes {
        for (expected, found) in &outcome.pairs {
            let got = found.as_ref().map(|found| found.verdict);
            if got != Some(expected.verdict) {
                let got = got.map_or("not found".to_owned(), |got| got.to_string());
                let says = found
                    .as_ref()
                    .map(|found| found.says.as_str())
                    .unwrap_or_default();
                misses.push(format!(
                    "{}: \u{201c}{}\u{201d} ({:?}) {}, found {got}: {says}",
                    outcome.name, expected.quote, expected.kind, expected.verdict
                ));
            }
        }
        for more in &outcome.more {
            misses.push(format!(
                "{}: \u{201c}{}\u{201d} ({:?}) no claim, found {}: {}",
                outcome.name, more.quote, more.kind, more.verdict, more.says
            ));
        }
    }
    misses
}

/// Of the claims that the check gave a verdict, how many have it by hand too; and of those that
/// have it by hand, how many the check gave it.
fn score(outcomes: &[Outcome], verdict: Verdict) -> (usize, usize, usize) {
    let mut both = 0;
    let mut given = 0;
    let mut by_hand = 0;
    for outcome in outcomes {
        for (expected, found) in &outcome.pairs {
            let got = found.as_ref().is_some_and(|found| found.verdict == verdict);
            let wanted = expected.verdict == verdict;
            both += usize::from(got && wanted);
            given += usize::from(got);
            by_hand += usize::from(wanted);
        }
        given += outcome
            .more
            .iter()
            .filter(|more| more.verdict == verdict)
            .count();
    }
    (both, given, by_hand)
}

/// The scores as the page has them.
fn table(name: &str, outcomes: &[Outcome]) -> String {
    let mut table = String::new();
    for verdict in [Verdict::Contradicted, Verdict::Unsupported] {
        let (both, given, by_hand) = score(outcomes, verdict);
        writeln!(
            table,
            "| {name} | {verdict} | {both} of {given} | {both} of {by_hand} |"
        )
        .unwrap();
    }
    let all: usize = outcomes.iter().map(|outcome| outcome.pairs.len()).sum();
    let right: usize = outcomes
        .iter()
        .flat_map(|outcome| &outcome.pairs)
        .filter(|(expected, found)| {
            found
                .as_ref()
                .is_some_and(|found| found.verdict == expected.verdict)
        })
        .count();
    writeln!(table, "| {name} | all verdicts | | {right} of {all} |").unwrap();
    table
}

#[test]
fn the_page_states_the_scores_of_today() {
    let page =
        std::fs::read_to_string(waymark_testkit::workspace().join("docs/narrative-check.md"))
            .unwrap();
    for (file, name) in [
        ("open.toml", "open"),
        ("held_back.toml", "held back, first"),
        ("held_back_2.toml", "held back, second"),
        ("held_back_3.toml", "held back, third"),
    ] {
        let outcomes = outcomes(file);
        let table = table(name, &outcomes);
        let misses = misses(&outcomes);
        if std::env::var_os("WAYMARK_SHOW_MISSES")
            .is_some_and(|shown| shown == file || shown == "all")
        {
            println!("{table}\n{}", misses.join("\n"));
        }
        for line in table.lines() {
            assert!(page.contains(line), "the page has not `{line}`");
        }
        for miss in &misses {
            let miss = miss.trim();
            assert!(page.contains(miss), "the page does not own up to: {miss}");
        }
    }
}
