//! What each rating means, and how many recommendations have which.

use waymark_plan::{Rating, RatingSummary, summary_of_ratings};

use super::{Report, ReportError, rating_tag, sentence, text};
use crate::document::{Block, Column, Inline, Marks, Table};
use crate::sentence::words;

/// The scheme's words for each rating.
pub(super) fn key(report: &Report<'_>) -> Vec<Block> {
    let scheme = &report.plan().scheme;
    let entry = |rating: Rating, meaning: &str| {
        vec![
            rating_tag(Some(rating), ""),
            Inline::Text(format!(": {}", sentence(meaning))),
        ]
    };
    let mut items = Vec::new();
    if let Some(blue) = &scheme.blue {
        items.push(entry(Rating::Blue, blue));
    }
    items.push(entry(Rating::Green, &scheme.green));
    items.push(entry(Rating::Amber, &scheme.amber));
    items.push(entry(Rating::Red, &scheme.red));
    vec![Block::List {
        marks: Marks::Bullet,
        items,
    }]
}

/// The counts, which add up to all recommendations, and where rating and proposal differ.
pub(super) fn summary(report: &Report<'_>) -> Result<Vec<Block>, ReportError> {
    let plan = report.plan();
    let counts = summary_of_ratings(plan);
    let mut ratings = vec![Some(Rating::Green), Some(Rating::Amber), Some(Rating::Red)];
    if plan.scheme.blue.is_some() || counts.blue > 0 {
        ratings.insert(0, Some(Rating::Blue));
    }
    if counts.unrated > 0 {
        ratings.push(None);
    }
    let total = counts.total();
    let mut rows: Vec<Vec<Vec<Inline>>> = ratings
        .into_iter()
        .map(|rating| {
            vec![
                vec![rating_tag(rating, "Not rated")],
                text(counts.count(rating).to_string()),
            ]
        })
        .collect();
    rows.push(vec![
        vec![Inline::Strong("All recommendations".to_owned())],
        vec![Inline::Strong(total.to_string())],
    ]);
    let table = Table {
        caption: "Recommendations by recorded rating".to_owned(),
        columns: vec![
            Column {
                header: "Recorded rating".to_owned(),
                width: 3,
                numeric: false,
            },
            Column {
                header: "Recommendations".to_owned(),
                width: 2,
                numeric: true,
            },
        ],
        rows,
        row_headers: true,
    };
    Ok(vec![
        Block::numbered(stated(&counts, total, plan.scheme.blue.is_some())),
        Block::KeepTogether(vec![Block::Table(table)]),
        differences(report)?,
    ])
}

/// The counts in a sentence: they add up to all, and it says so.
fn stated(counts: &RatingSummary, total: usize, has_blue: bool) -> String {
    let mut named = vec![
        (counts.green, "green"),
        (counts.amber, "amber"),
        (counts.red, "red"),
    ];
    if has_blue || counts.blue > 0 {
        named.insert(0, (counts.blue, "blue"));
    }
    let mut parts: Vec<String> = named
        .iter()
        .enumerate()
        .map(|(index, (count, word))| match (index, *count) {
            (0, 1) => format!("1 is rated {word}"),
            (0, count) => format!("{count} are rated {word}"),
            (_, count) => format!("{count} {word}"),
        })
        .collect();
    match counts.unrated {
        0 => {}
        1 => parts.push("1 is not rated yet".to_owned()),
        many => parts.push(format!("{many} are not rated yet")),
    }
    format!(
        "Of the {}, {}; together these are all {total}.",
        words::counted(total, "recommendation", "recommendations"),
        words::list(&parts)
    )
}

/// How many ratings differ from a part of the proposal, and which.
fn differences(report: &Report<'_>) -> Result<Block, ReportError> {
    let mut better = Vec::new();
    let mut other = Vec::new();
    for recommendation in &report.plan().recommendations {
        let proposal = report.proposal(recommendation)?;
        let Some(recorded) = recommendation.rating.as_ref().map(|record| record.rating) else {
            continue;
        };
        let parts = [proposal.delivery.rating, proposal.impact.rating];
        let mut proposed = parts
            .into_iter()
            .flatten()
            .filter(|rating| *rating != recorded);
        let name = recommendation.number.to_string();
        if proposed.clone().any(|rating| recorded > rating) {
            better.push(name);
        } else if proposed.next().is_some() {
            other.push(name);
        }
    }
    let all = better.len() + other.len();
    if all == 0 {
        return Ok(Block::numbered(
            "No recorded rating differs from what the evidence alone proposes.",
        ));
    }
    let differ = if all == 1 {
        "1 recorded rating differs"
    } else {
        "recorded ratings differ"
    };
    let differ = if all == 1 {
        differ.to_owned()
    } else {
        format!("{all} {differ}")
    };
    let mut sentences = vec![format!(
        "{differ} from what the evidence alone proposes for delivery or for impact; Appendix {} shows both, with the reason.",
        report.appendices.recommendations
    )];
    if !better.is_empty() {
        sentences.push(format!(
            "Rated better than a part of the proposal: {}.",
            numbers(&better)
        ));
    }
    if !other.is_empty() {
        sentences.push(format!(
            "Rated lower than the proposal: {}.",
            numbers(&other)
        ));
    }
    Ok(Block::numbered(sentences.join(" ")))
}

fn numbers(numbers: &[String]) -> String {
    let noun = if numbers.len() == 1 {
        "recommendation"
    } else {
        "recommendations"
    };
    format!("{noun} {}", words::list(numbers))
}
