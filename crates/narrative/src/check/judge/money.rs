//! Amounts of money, held to the plan's.

use super::Finding;
use super::evidence::is;
use crate::check::Verdict;
use crate::check::sentence::Linked;
use crate::facts::FactBook;

/// Judges an amount of money by the plan's.
pub(super) fn money(linked: &Linked, around: &str, book: &FactBook) -> Finding {
    let amounts = || book.plan.iter().flat_map(|plan| &plan.money);
    for (what, amount) in amounts() {
        if is(&linked.quantity, *amount, None) {
            return Finding::new(
                Verdict::Supported,
                format!(
                    "The plan has £{} for: {what}.",
                    waymark_figures::show_count(*amount)
                ),
            );
        }
    }
    if let Some((what, amount)) = amounts().find(|(what, _)| is_near(what, around)) {
        return Finding::new(
            Verdict::Contradicted,
            format!(
                "The plan has £{} for: {what}.",
                waymark_figures::show_count(*amount)
            ),
        );
    }
    Finding::new(
        Verdict::Unsupported,
        "No bid of the plan has that amount. Take it from the plan, or say where it comes from.",
    )
}

/// Whether the words around an amount say what another is for: right before it, or right behind.
fn is_near(what: &str, around: &str) -> bool {
    const NEAR: usize = 12;
    let what = what.to_lowercase();
    let Some((before, behind)) = around.split_once('£') else {
        return false;
    };
    let leads = before.rfind(&what).is_some_and(|at| {
        let gap = &before[at + what.len()..];
        gap.len() <= NEAR
            && gap
                .split_whitespace()
                .any(|word| matches!(word, "of" | "is" | "was"))
    });
    // `has been set aside for quality assurance`
    let follows = behind.find(&what).is_some_and(|at| {
        at <= NEAR || (at <= 4 * NEAR && behind[..at].split_whitespace().any(|word| word == "for"))
    });
    leads || follows
}
