//! What was decided before the day of the report, oldest first.

use super::{Report, sentence};
use crate::document::Block;
use crate::sentence::words;

/// One numbered paragraph for each decision, and the approval of the version in force
/// where no decision tells it.
pub(super) fn blocks(report: &Report<'_>) -> Vec<Block> {
    let as_at = report.input.as_at;
    let mut blocks: Vec<Block> = report
        .plan()
        .previous_decisions
        .iter()
        .filter(|decision| decision.on <= as_at)
        .map(|decision| {
            Block::numbered(sentence(&format!(
                "On {} the {} {}",
                words::day(decision.on),
                without_article(&decision.body),
                decision.decided
            )))
        })
        .collect();
    // A decision of the same body on the same day that approves tells it already.
    let told = report.plan().approved.as_ref().is_some_and(|approval| {
        report.plan().previous_decisions.iter().any(|decision| {
            decision.on == approval.on
                && without_article(&decision.body) == without_article(&approval.by)
                && decision.decided.starts_with("approved")
        })
    });
    if let Some(approval) = report
        .plan()
        .approved
        .as_ref()
        .filter(|one| one.on <= as_at && !told)
    {
        blocks.push(Block::numbered(format!(
            "The {} approved version {} of the plan on {}.",
            without_article(&approval.by),
            report.plan().version,
            words::day(approval.on)
        )));
    }
    blocks
}

/// A body's name without an article of its own.
pub(super) fn without_article(body: &str) -> &str {
    body.strip_prefix("The ")
        .or_else(|| body.strip_prefix("the "))
        .unwrap_or(body)
}
