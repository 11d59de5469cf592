//! What the evidence alone proposes for a recommendation, with the reasons; the figures in a
//! reason carry their marks.

use waymark_plan::{NotKnown, Part, Reason, ReasonKind, Recommendation};

use super::{Report, rating_tag};
use crate::document::{Block, Inline, Marks};
use crate::sentence::{Against, Asked, View, WhichMonth};

/// One part of the proposal, by its name, with its reasons.
pub(super) fn part(
    report: &Report<'_>,
    recommendation: &Recommendation,
    name: &str,
    part: &Part,
) -> Vec<Block> {
    vec![
        Block::Paragraph {
            numbered: false,
            content: vec![
                Inline::Strong(format!("{name}, as the evidence alone proposes: ")),
                rating_tag(part.rating, "No proposal"),
            ],
        },
        Block::List {
            marks: Marks::Bullet,
            items: part
                .reasons
                .iter()
                .map(|reason| told(report, recommendation, reason))
                .collect(),
        },
    ]
}

/// A reason's sentence, with the marks of the figures that it states behind it.
fn told(report: &Report<'_>, recommendation: &Recommendation, reason: &Reason) -> Vec<Inline> {
    let sentence = &reason.sentence;
    let mut content = vec![Inline::Text(sentence.clone())];
    let alone = Asked {
        against: Against::Nothing,
        ..Asked::default()
    };
    let (selector, asked) = match &reason.finding {
        ReasonKind::Judged { selector, .. } => (selector, Asked::default()),
        ReasonKind::NotKnown {
            selector,
            why: NotKnown::Stale | NotKnown::NoPolarity | NotKnown::NothingToCompare,
        } => (selector, alone),
        ReasonKind::BaselineDiffers { selector } => {
            let linked = recommendation
                .measures
                .iter()
                .find(|linked| linked.selector == *selector);
            let Some(baseline) = linked.and_then(|linked| linked.baseline.as_ref()) else {
                return content;
            };
            let month = WhichMonth::Month(baseline.period);
            (selector, Asked { month, ..alone })
        }
        // The others state no figure of a measure.
        _ => return content,
    };
    if let Ok(view) = View::of(report.input.evidence, selector, &asked) {
        let place = format!("Recommendation {}", recommendation.number);
        content.extend(report.cited.cite_view(selector, &view, sentence, &place));
    }
    content
}
