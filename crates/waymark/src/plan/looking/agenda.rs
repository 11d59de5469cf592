//! The agenda of a meeting, on the screen or as a Word file.

use waymark_plan::ledger;

use crate::plan::arguments::AgendaArguments;
use crate::plan::session::Call;
use crate::plan::{documents, figures, measures, print_json};
use crate::{DONE, output};

/// Makes the agenda of a day.
pub async fn agenda(call: &Call<'_>, given: &AgendaArguments) -> anyhow::Result<u8> {
    let session = call.to_look().await?;
    if given.out.is_some() {
        call.has_no_dry_run("meeting agenda")?;
    }
    let state = session.state(given.as_at).await?;
    let on = given.on.or(given.as_at).unwrap_or(session.today);
    let found = figures::if_any(call.home, &session, &state, &given.figures, on).await?;
    let evidence = found.as_ref().map(|(found, _)| &found.evidence);
    let agenda = ledger::agenda(&state, on, evidence);
    if session.json && given.out.is_none() {
        print_json(&serde_json::to_value(&agenda)?)?;
        return Ok(DONE);
    }
    let measures = measures(given.figures.source.definitions.as_deref())?;
    match &given.out {
        Some(path) => {
            let bytes = documents::agenda(&session.ledger, &state, &agenda, &measures)?;
            output::write_file(path, &bytes)?;
            output::line(&format!("wrote {}", path.display()));
        }
        None => {
            let people = session.ledger.people();
            let text = waymark_report::agenda::text(&agenda, &state, people, &measures);
            output::line(text.trim_end());
        }
    }
    Ok(DONE)
}
