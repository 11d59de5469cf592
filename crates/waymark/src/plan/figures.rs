//! The figures that an import has given, for ratings, meetings and agendas.

use jiff::civil::Date;
use waymark_codes::Month;
use waymark_figures::EvidenceBook;
use waymark_plan::ledger::State;
use waymark_plan::{Plan, Recommendation};
use waymark_publication::{PublicationError, Wanted, evidence};
use waymark_snapshot::SnapshotError;

use super::arguments::FiguresArguments;
use super::session::Session;
use crate::cli::SourceArguments;
use crate::data::{self, Home};
use crate::output;

/// The figures of a day, and what they came from.
pub struct Figures {
    /// The snapshot.
    pub snapshot: String,
    /// The month that they are about.
    pub month: Month,
    /// The figures.
    pub evidence: EvidenceBook,
}

/// The figures of a day; none where nothing was imported yet.
pub async fn of_day(
    home: &Home,
    plan: &Plan,
    source: &SourceArguments,
    day: Date,
    month: Option<Month>,
) -> anyhow::Result<Option<Figures>> {
    let mut source = match data::open(home, source).await {
        Ok(source) => source,
        Err(error) if is_no_snapshot(&error) => return Ok(None),
        Err(error) => return Err(error),
    };
    let benchmarks = home.benchmarks()?;
    let wanted = Wanted {
        plan,
        template: None,
        narrative: None,
        as_at: day,
        month,
    };
    let book = evidence(&mut source, &benchmarks, &wanted).await?;
    Ok(Some(Figures {
        snapshot: source.snapshot.id().to_owned(),
        month: book.month,
        evidence: book.evidence,
    }))
}

/// The figures of a day where they are wanted and can be had; where not, it is said why not.
pub async fn if_any(
    home: &Home,
    session: &Session,
    state: &State,
    wanted: &FiguresArguments,
    day: Date,
) -> anyhow::Result<Option<(Figures, Plan)>> {
    if wanted.without_figures {
        return Ok(None);
    }
    let plan = match state.plan(session.ledger.people()) {
        Ok(plan) => plan,
        Err(lacks) => {
            output::say(&format!("without figures: {lacks}"));
            return Ok(None);
        }
    };
    match of_day(home, &plan, &wanted.source, day, wanted.month).await? {
        Some(figures) => Ok(Some((figures, plan))),
        None => {
            output::say("without figures: nothing was imported yet (`waymark import`)");
            Ok(None)
        }
    }
}

/// A recommendation of a plan.
pub fn recommendation<'a>(plan: &'a Plan, id: &str) -> Option<&'a Recommendation> {
    plan.recommendations
        .iter()
        .find(|recommendation| recommendation.id.as_str() == id)
}

fn is_no_snapshot(error: &anyhow::Error) -> bool {
    matches!(
        error.downcast_ref::<PublicationError>(),
        Some(PublicationError::Snapshot(SnapshotError::None { .. }))
    )
}
