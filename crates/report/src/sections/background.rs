//! The inspection's judgements, the plan's aims, and who was asked about the plan.

use super::{Report, sentence, text};
use crate::document::{Block, Inline, Marks};
use crate::sentence::words;

/// Judgements, then aims.
pub(super) fn blocks(report: &Report<'_>) -> Vec<Block> {
    let plan = report.plan();
    let inspection = &plan.inspection;
    let mut blocks = Vec::new();
    if let Some(judgement) = &inspection.judgement {
        let published = match inspection
            .published
            .filter(|day| *day <= report.input.as_at)
        {
            Some(day) => format!(" The report was published on {}.", words::day(day)),
            None => String::new(),
        };
        blocks.push(Block::numbered(format!(
            "The overall judgement was \u{201c}{judgement}\u{201d}.{published}"
        )));
    }
    if !inspection.judgements.is_empty() {
        blocks.push(Block::numbered("The judgements of its parts were:"));
        blocks.push(Block::List {
            marks: Marks::Bullet,
            items: inspection
                .judgements
                .iter()
                .map(|part| {
                    vec![
                        Inline::Text(format!("{}: ", part.area)),
                        Inline::Strong(part.judgement.clone()),
                    ]
                })
                .collect(),
        });
    }
    let aims = words::counted(plan.aims.len(), "aim", "aims");
    blocks.push(Block::numbered(format!("The plan has {aims}:")));
    blocks.push(Block::List {
        marks: Marks::LowerRoman,
        items: plan.aims.iter().map(|aim| text(&aim.title)).collect(),
    });
    blocks
}

/// One numbered paragraph for each consultation.
pub(super) fn consultations(report: &Report<'_>) -> Vec<Block> {
    let as_at = report.input.as_at;
    let held: Vec<Block> = report
        .plan()
        .consultations
        .iter()
        .filter(|consultation| consultation.on <= as_at)
        .map(|consultation| {
            let when = match consultation.until {
                Some(until) => {
                    format!(
                        "from {} to {}",
                        words::day(consultation.on),
                        words::day(until)
                    )
                }
                None => format!("on {}", words::day(consultation.on)),
            };
            let how = consultation.how.trim_end_matches('.');
            let mut words = vec![format!(": {how}, {when}."), sentence(&consultation.said)];
            words.extend(consultation.changed.as_deref().map(sentence));
            Block::Paragraph {
                numbered: true,
                content: vec![
                    Inline::Strong(consultation.with.clone()),
                    Inline::Text(words.join(" ")),
                ],
            }
        })
        .collect();
    if held.is_empty() {
        return vec![Block::numbered(
            "Nobody has been consulted on the plan yet.",
        )];
    }
    held
}
