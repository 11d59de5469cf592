//! A report's text held to the evidence of its day: the plan as it was then, the figures of the
//! latest snapshot.

use std::sync::Arc;

use waymark_narrative::text::Text;
use waymark_plan::ledger::state::ReportState;
use waymark_publication::{CheckedText, Ground};

use super::findings::Findings;
use crate::book::View;
use crate::fault::Fault;
use crate::site::Site;

/// A text that was held to the evidence.
pub(super) struct Held {
    /// The text.
    pub text: Text,
    /// What was found.
    pub found: CheckedText,
    /// What it was held to.
    pub ground: Arc<Ground>,
}

impl Held {
    /// What was found, as a page shows it.
    pub fn findings(&self) -> Findings {
        Findings::of(&self.found, &held_to(&self.ground))
    }
}

/// What a text is held to, after “held to”.
fn held_to(ground: &Ground) -> String {
    format!(
        "the figures of snapshot {} up to {}, and the plan as at {}",
        short(&ground.snapshot),
        ground.question.month.in_words(),
        waymark_narrative::sentence::words::day(ground.as_at)
    )
}

/// As much of an id as people compare.
pub(super) fn short(id: &str) -> &str {
    id.get(..12).unwrap_or(id)
}

/// What a report rests on.
pub(super) async fn ground(
    site: &Site,
    view: &View,
    report: &ReportState,
    narrative: Option<&Text>,
) -> Result<Arc<Ground>, Fault> {
    let record = &report.record;
    let plan = site.book.plan_at(view, record.as_at).await?;
    let of = (record.as_at, record.month);
    site.desk
        .report_ground(view, &plan, &site.settings.template, narrative, of)
        .await
}

/// Holds a text of a report to the evidence.
pub(super) async fn held(
    site: &Site,
    view: &View,
    report: &ReportState,
    narrative: &str,
) -> Result<Held, Fault> {
    let text = Text::markdown(narrative);
    let ground = ground(site, view, report, Some(&text)).await?;
    // It is short beside what waits for room in `aside`, and somebody is typing.
    let work = tokio::task::spawn_blocking(move || Held {
        found: ground.check(&text),
        text,
        ground,
    });
    work.await.map_err(Fault::failed)
}

/// What could be checked, else why not, in words: a page that has more to show goes on.
pub(super) fn or_words<T>(checked: Result<T, Fault>) -> Result<Result<T, String>, Fault> {
    match checked {
        Ok(found) => Ok(Ok(found)),
        Err(Fault::Unfit(words)) => Ok(Err(words)),
        Err(fault) => Err(fault),
    }
}
