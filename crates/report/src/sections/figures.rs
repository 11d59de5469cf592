//! The appendix on how the figures are made: so that a reader can check each one, or have it
//! checked.

use waymark_figures::{
    EvidenceBook, Figure, MeasureMeta, Outcome, Polarity, Selector, Shape, show_count,
};

use super::evidence::AUDITS;
use super::{Report, sentence, text};
use crate::document::{Block, Inline, Marks};
use crate::sentence::words;

/// The rules that hold for all, then each measure that the report uses.
pub(super) fn blocks(report: &Report<'_>) -> Vec<Block> {
    let mut blocks = vec![
        Block::text("These rules hold for every figure of this report:"),
        Block::List {
            marks: Marks::Bullet,
            items: RULES.iter().map(|rule| text(*rule)).collect(),
        },
        Block::text(format!(
            "All figures come from the snapshot {}, a copy of the returns that nobody can change.",
            report.input.snapshot
        )),
    ];
    if !report.input.benchmark_imports.is_empty() {
        let imports = report.input.benchmark_imports.join(", ");
        blocks.push(Block::text(format!(
            "Published values come from these imports: {imports}."
        )));
    }
    for meta in used(report) {
        blocks.push(Block::heading(3, &meta.title));
        blocks.push(Block::Facts(facts(report.input.evidence, meta)));
    }
    blocks
}

const RULES: [&str; 8] = [
    "A difference between two periods is called clear where chance alone would give one as large less than one time in twenty (p below 0.05). Two shares are compared by a test of two proportions, or by Fisher\u{2019}s exact test where numbers are small; two means by Welch\u{2019}s test; two counts and two rates by an exact test of Poisson counts.",
    "A figure is called clearly better or worse than a published value only where that value lies outside the figure\u{2019}s 95% interval.",
    "Whether higher or lower is better is settled in the measure\u{2019}s definition, before any figure is known.",
    "Differences are worked out from unrounded values, so that they can differ in the last digit from those between the values shown. Halves are rounded up.",
    "A figure about children is not shown where 1 to 5 children, or what could be worked out about 1 to 5 children, stand behind it. Other figures beside it may then not be shown either.",
    "A figure whose data does not reach back far enough is not computed short: it is not known, and the reason is given.",
    "A published value is for another period than the figure beside it: how much older or newer it is stands with it. The mean of statistical neighbours gives each neighbour the same weight; where their median is shown instead, it is called so.",
    "A run chart\u{2019}s control limits stand at 2.66 times the mean difference between neighbouring months above and below the average. They are drawn from twelve months on, and only where each point counts new cases.",
];

/// The measures that highlights or recommendations name, in the order of the evidence.
fn used<'a>(report: &Report<'a>) -> Vec<&'a MeasureMeta> {
    let named: Vec<&Selector> = report
        .input
        .template
        .figures()
        .map(|(selector, _)| selector)
        .chain(
            report
                .plan()
                .recommendations
                .iter()
                .flat_map(|recommendation| &recommendation.measures)
                .map(|linked| &linked.selector),
        )
        .collect();
    let has_themes = report
        .plan()
        .recommendations
        .iter()
        .any(|recommendation| !recommendation.audit_themes.is_empty());
    let mut used: Vec<&MeasureMeta> = Vec::new();
    for entry in report.input.evidence.entries() {
        let meta = &entry.measure;
        let is_named = named.iter().any(|selector| selector.measure == meta.id)
            || (has_themes && meta.id.as_str() == AUDITS);
        if is_named && !used.iter().any(|other| other.id == meta.id) {
            used.push(meta);
        }
    }
    used
}

fn facts(book: &EvidenceBook, meta: &MeasureMeta) -> Vec<(String, Vec<Inline>)> {
    let fact = |name: &str, words: String| (name.to_owned(), text(words));
    let whole = Selector {
        measure: meta.id.clone(),
        breakdown: None,
    };
    let mut facts = vec![
        fact("What it is", sentence(&meta.definition)),
        fact("How it is made", made(meta)),
        fact("Which way is good", polarity(meta.polarity).to_owned()),
        fact("Follows", sentence(&meta.source)),
        fact(
            "Definition",
            format!(
                "{}, version {}, fingerprint {}",
                meta.id,
                meta.fingerprint.version,
                meta.fingerprint
                    .sha256
                    .get(..12)
                    .unwrap_or(&meta.fingerprint.sha256)
            ),
        ),
    ];
    if !meta.benchmarks.is_empty() {
        facts.push(fact("Published twin", meta.benchmarks.join(" + ")));
    }
    if let Some(entry) = book.find(&whole) {
        let period = entry.current.period();
        facts.push(fact("Period", period.in_words()));
        facts.push(fact("Cases", cases(meta, &entry.current)));
        // What is left out of a figure that is not shown would say something about it.
        let shown = entry.figure().filter(|figure| figure.is_publishable(meta));
        facts.extend(left_out(meta, shown).map(|words| fact("Left out", words)));
        let figure = entry.figure();
        let doubt = figure.and_then(|figure| {
            let doubt = figure.doubt.as_ref()?;
            Some(doubt.in_words(meta, figure, true))
        });
        facts.extend(doubt.map(|words| fact("In doubt", words)));
        let snapshot = entry.figure().map(|figure| figure.snapshot.clone());
        facts.extend(snapshot.map(|snapshot| fact("Snapshot", snapshot)));
    }
    facts
}

fn cases(meta: &MeasureMeta, current: &Outcome) -> String {
    let shown: Option<&Figure> = current
        .figure()
        .filter(|figure| figure.is_publishable(meta));
    match (shown, current) {
        (Some(figure), _) => {
            format!(
                "{}. Known for {}.",
                words::cases(meta, figure),
                words::coverage(meta, figure)
            )
        }
        (None, Outcome::Figure(_)) => "Not shown, as the numbers are small.".to_owned(),
        (None, Outcome::Refused(refusal)) => format!("Not known. {}", sentence(&refusal.reason)),
    }
}

/// What the definition sets apart, by reason. Of children, 1 to 5 are not counted out.
fn left_out(meta: &MeasureMeta, figure: Option<&Figure>) -> Option<String> {
    let parts: Vec<String> = figure?
        .left_out
        .iter()
        .filter(|one| one.cases > 0)
        .map(|one| {
            if one.cases <= 5 && meta.unit.is_about_children() {
                format!("{} (fewer than 6)", one.reason)
            } else {
                format!("{} ({})", one.reason, show_count(one.cases as f64))
            }
        })
        .collect();
    (!parts.is_empty()).then(|| sentence(&parts.join("; ")))
}

fn made(meta: &MeasureMeta) -> String {
    let units = meta.unit.plural();
    match meta.shape {
        Shape::Count => format!("The number of {units} that are counted."),
        Shape::Percentage => {
            format!(
                "The {units} that are counted, as a share of all {units} that the measure is about."
            )
        }
        Shape::Mean => format!("The sum of the values of all {units}, divided by their number."),
        Shape::Rate => {
            "The sum of the values, divided by the sum of what they are measured per.".to_owned()
        }
    }
}

fn polarity(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Low => "Lower is better.",
        Polarity::High => "Higher is better.",
        Polarity::None => "Neither way is better in itself.",
    }
}
