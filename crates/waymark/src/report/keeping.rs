//! Published reports afterwards: made again, verified, held against newer data, corrected.

use std::path::Path;

use serde_json::{Value, json};
use waymark_plan::ledger::Command;
use waymark_plan::ledger::state::ReportState;
use waymark_plan::{ReportId, RestatementId};
use waymark_publication::{PublicationError, Restated, next_restatement, published, report};

use super::arguments::RestateArguments;
use super::build::write;
use super::looking::change;
use crate::plan::print_json;
use crate::plan::recording::give;
use crate::plan::session::{Call, Session};
use crate::{BROKEN, DONE, LOOK, output};

/// Makes a published report again, and says of each document whether it is the one that was
/// published.
pub async fn rebuild(call: &Call<'_>, id: &ReportId, out: &Path) -> anyhow::Result<u8> {
    call.has_no_dry_run("report rebuild")?;
    let session = call.to_look().await?;
    let rebuilt = waymark_publication::rebuild(call.home, &session.ledger, id).await?;
    for document in &rebuilt.documents {
        output::write_file(&out.join(&document.file.name), &document.file.bytes)?;
    }
    if session.json {
        let documents: Vec<Value> = rebuilt
            .documents
            .iter()
            .map(|one| {
                json!({
                    "path": out.join(&one.file.name).display().to_string(),
                    "same": one.is_same,
                })
            })
            .collect();
        print_json(&json!({
            "report": id,
            "documents": documents,
            "figures_differ": rebuilt.evidence,
            "cited_same": rebuilt.cited_is_same,
            "published_by": rebuilt.published_by,
            "rebuilt_by": rebuilt.rebuilt_by,
        }))?;
        return Ok(if rebuilt.is_same() { DONE } else { LOOK });
    }
    for document in &rebuilt.documents {
        let same = if document.is_same {
            "the bytes that were published"
        } else {
            "other bytes than were published"
        };
        let path = out.join(&document.file.name);
        output::line(&format!("wrote {}: {same}", path.display()));
    }
    for at in &rebuilt.evidence {
        output::line(&format!("the figures come out otherwise: {at}"));
    }
    if !rebuilt.cited_is_same {
        output::line("the figures that it shows are not those of then");
    }
    if !rebuilt.is_same() && rebuilt.is_of_another_version() {
        output::say(&format!(
            "{} published it, and this is {}: the likely cause; make it again with the version of then",
            rebuilt.published_by, rebuilt.rebuilt_by
        ));
    }
    Ok(if rebuilt.is_same() { DONE } else { LOOK })
}

/// Proves that published reports are what was published.
pub async fn verify(call: &Call<'_>, ids: &[ReportId]) -> anyhow::Result<u8> {
    let session = call.to_look().await?;
    let ids = named_or_all(&session, ids);
    let mut all = Vec::new();
    for id in &ids {
        all.push(waymark_publication::verify(call.home, &session.ledger, id).await?);
    }
    let holds = all.iter().all(|one| one.holds());
    if session.json {
        let told: Vec<Value> = all
            .iter()
            .map(|one| {
                let faults: Vec<String> = one.faults.iter().map(ToString::to_string).collect();
                json!({
                    "report": one.report,
                    "holds": one.holds(),
                    "checked": one.checked,
                    "faults": faults,
                })
            })
            .collect();
        print_json(&told.into())?;
        return Ok(if holds { DONE } else { BROKEN });
    }
    if all.is_empty() {
        output::say("no report was published yet");
    }
    for one in &all {
        if one.holds() {
            output::line(&format!(
                "{} is what was published ({})",
                one.report,
                one.checked.join("; ")
            ));
        } else {
            output::line(&format!("{} is NOT what was published", one.report));
        }
        for fault in &one.faults {
            output::line(&format!("  {fault}"));
        }
    }
    Ok(if holds { DONE } else { BROKEN })
}

/// Shows which figures of published reports a newer snapshot changes, and records it where that is
/// asked for.
pub async fn restate(call: &Call<'_>, given: &RestateArguments) -> anyhow::Result<u8> {
    let mut session = if given.raise {
        call.to_record().await?
    } else {
        call.to_look().await?
    };
    let ids = named_or_all(&session, given.report.as_slice());
    let mut all = Vec::new();
    for id in &ids {
        let ledger = &session.ledger;
        all.push(waymark_publication::restate(call.home, ledger, id, &given.snapshot).await?);
    }
    let changed = all.iter().any(|one| !one.changes.is_empty());
    if !given.raise {
        if session.json {
            let told: Vec<Value> = all.iter().map(as_json).collect();
            print_json(&told.into())?;
        } else {
            all.iter().for_each(tell);
            if changed {
                output::say("record it with --raise");
            }
        }
        return Ok(if changed { LOOK } else { DONE });
    }
    if !session.json {
        all.iter().for_each(tell);
    }
    let commands = restatements(&session, &all, given)?;
    if commands.is_empty() {
        output::say("there is nothing to record");
        return Ok(DONE);
    }
    give(&mut session, commands).await
}

/// The reports that were named, else all that were published.
fn named_or_all(session: &Session, ids: &[ReportId]) -> Vec<ReportId> {
    match ids {
        [] => published(session.ledger.state()),
        named => named.to_vec(),
    }
}

fn restatements(
    session: &Session,
    all: &[Restated],
    given: &RestateArguments,
) -> anyhow::Result<Vec<Command>> {
    let state = session.ledger.state();
    let mut commands = Vec::new();
    for restated in all.iter().filter(|one| !one.changes.is_empty()) {
        let id = &restated.report;
        if let Some(before) = raised(report(state, id)?, restated) {
            output::say(&format!(
                "{id}: restatement {before} says the same; nothing is recorded again"
            ));
            continue;
        }
        let restatement = match &given.id {
            Some(id) => id.clone(),
            None => next_restatement(state, id).ok_or_else(|| PublicationError::NoSuch {
                what: format!("free id for a restatement of report {id}; give one with --id"),
                near: None,
            })?,
        };
        let restatement = restated.restatement(restatement, given.because.clone());
        commands.extend(restatement.map(Command::RaiseRestatement));
    }
    Ok(commands)
}

/// The restatement of a report that has the same changes from the same snapshot already.
fn raised<'a>(report: &'a ReportState, found: &Restated) -> Option<&'a RestatementId> {
    let mut all = report.restatements.iter();
    let same = all.find(|(_, one)| {
        one.record.snapshot == found.snapshot && one.record.changes == found.changes
    });
    same.map(|(id, _)| id)
}

fn tell(restated: &Restated) {
    let id = &restated.report;
    if restated.snapshot == restated.made_from {
        output::line(&format!(
            "{id}: made from this snapshot, {}",
            restated.snapshot
        ));
        return;
    }
    let changed = match restated.changes.len() {
        1 => "1 figure is another".to_owned(),
        count => format!("{count} figures are others"),
    };
    output::line(&format!(
        "{id}: {changed} in snapshot {}, {} the same, {} not known",
        restated.snapshot,
        restated.same,
        restated.unknown.len()
    ));
    for one in &restated.changes {
        output::line(&change(one));
        for sentence in &one.sentences {
            output::line(&format!("      \u{201c}{sentence}\u{201d}"));
        }
    }
    for one in &restated.unknown {
        output::line(&format!(
            "  {} {}, {}: not known from this snapshot: {}",
            one.reference,
            one.measure,
            one.month.in_words(),
            one.why
        ));
    }
}

fn as_json(restated: &Restated) -> Value {
    let unknown: Vec<Value> = restated
        .unknown
        .iter()
        .map(|one| {
            json!({
                "reference": one.reference,
                "measure": one.measure,
                "month": one.month,
                "why": one.why,
            })
        })
        .collect();
    json!({
        "report": restated.report,
        "made_from": restated.made_from,
        "snapshot": restated.snapshot,
        "changes": restated.changes,
        "unknown": unknown,
        "same": restated.same,
    })
}

/// Writes the correction note of a restatement in its three forms.
pub async fn correction(call: &Call<'_>, id: &RestatementId, out: &Path) -> anyhow::Result<u8> {
    call.has_no_dry_run("report correction")?;
    let session = call.to_look().await?;
    let note = waymark_publication::correction(call.home, session.ledger.state(), id)?;
    for file in write(&note, out, &format!("correction-{id}"))? {
        output::line(&format!("wrote {}", out.join(file).display()));
    }
    Ok(DONE)
}
