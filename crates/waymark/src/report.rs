//! `waymark report`: the committee report, from a draft to publication and afterwards.
//!
//! - `arguments`: what may follow it;
//! - `build`: the report as it would be now, in its three forms;
//! - `checking`: a text held to the evidence, and references offered for its numbers;
//! - `recording`: the steps of a report, as commands of the ledger;
//! - `looking`: reports and their steps, two side by side, from a reference to its cases;
//! - `keeping`: published reports made again, verified, restated and corrected.

pub mod arguments;
mod build;
mod checking;
mod keeping;
mod looking;
mod recording;

pub use build::read_template;
pub use checking::lines;

use crate::data::{self, Home};
use crate::plan::session::Call;
use arguments::{ReportAction, ReportArguments};

/// Does what was asked for with reports.
pub fn run(home: &Home, arguments: &ReportArguments) -> anyhow::Result<u8> {
    let call = Call {
        home,
        said: &arguments.session,
    };
    data::block_on(dispatch(&call, arguments))
}

async fn dispatch(call: &Call<'_>, arguments: &ReportArguments) -> anyhow::Result<u8> {
    let Some(action) = &arguments.action else {
        return build::build(call, &arguments.build).await;
    };
    arguments.build.must_be_untouched()?;
    match action {
        ReportAction::Build(given) => build::build(call, given).await,
        ReportAction::Check(given) => checking::check(call, given).await,
        ReportAction::Offer(given) => checking::offer(call, given).await,
        ReportAction::Draft(given) => recording::draft(call, given).await,
        ReportAction::Write { report, file } => recording::write(call, report, file).await,
        ReportAction::Submit { report, note } => {
            recording::submit(call, report, note.as_ref()).await
        }
        ReportAction::Review(given) => recording::review(call, given).await,
        ReportAction::Comment(given) => recording::comment(call, given).await,
        ReportAction::Approve(given) => recording::approve(call, given).await,
        ReportAction::Publish(given) => recording::publish(call, given).await,
        ReportAction::Withdraw { report, reason } => {
            recording::withdraw(call, report, reason).await
        }
        ReportAction::List => looking::list(call).await,
        ReportAction::Show { report } => looking::show(call, report).await,
        ReportAction::Compare(given) => looking::compare(call, given).await,
        ReportAction::Trace(given) => looking::trace(call, given).await,
        ReportAction::Rebuild { report, out } => keeping::rebuild(call, report, out).await,
        ReportAction::Verify { reports } => keeping::verify(call, reports).await,
        ReportAction::Restate(given) => keeping::restate(call, given).await,
        ReportAction::Correction { restatement, out } => {
            keeping::correction(call, restatement, out).await
        }
        ReportAction::Answer(given) => recording::answer(call, given).await,
    }
}
