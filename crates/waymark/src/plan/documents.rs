//! The minutes and the agenda of a meeting as Word files.

use waymark_app::Ledger;
use waymark_figures::MeasureMeta;
use waymark_plan::MeetingId;
use waymark_plan::ledger::{Agenda, State};
use waymark_report::docx;
use waymark_report::minutes::MinutesInput;

/// The minutes of a meeting, from the ledger as it was last read. `measures` says what the
/// figures are called and how they are shown.
pub fn minutes(
    ledger: &Ledger,
    meeting: &MeetingId,
    measures: &[MeasureMeta],
) -> anyhow::Result<Vec<u8>> {
    let document = waymark_report::minutes::document(&MinutesInput {
        state: ledger.state(),
        meeting,
        people: ledger.people(),
        measures,
        head: ledger.head(),
    })?;
    Ok(docx::write(&document)?)
}

/// An agenda that was made from a state of the ledger, as it is or as it was.
pub fn agenda(
    ledger: &Ledger,
    state: &State,
    agenda: &Agenda,
    measures: &[MeasureMeta],
) -> anyhow::Result<Vec<u8>> {
    let document = waymark_report::agenda::document(agenda, state, ledger.people(), measures);
    Ok(docx::write(&document)?)
}
