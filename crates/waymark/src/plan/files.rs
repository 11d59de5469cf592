//! What goes into files and comes from them: plans and workbooks, backups, commands, minutes.

mod apply;
mod exchange;
mod safe;

pub use apply::apply;
pub use exchange::{export, import};
pub use safe::{backup, restore, verify};

use std::path::{Path, PathBuf};

use anyhow::Context;
use serde_json::json;
use waymark_figures::MeasureMeta;
use waymark_plan::{MeetingId, Part, Plan, Proposal};
use waymark_publication::{Wanted, evidence};

use super::arguments::{CheckArguments, ProposeArguments};
use super::session::Call;
use super::{documents, measures, of_ledger, print_json, read};
use crate::{DONE, LOOK, data, output};

/// Checks a plan's file.
pub fn check(call: &Call<'_>, given: &CheckArguments) -> anyhow::Result<u8> {
    let (plan, warnings) = read(&given.plan, &measures(given.definitions.as_deref())?)?;
    let summary = waymark_plan::summary_of_ratings(&plan);
    let rated = summary.total() - summary.unrated;
    if call.said.json {
        print_json(&json!({
            "title": plan.title,
            "recommendations": plan.recommendations.len(),
            "aims": plan.aims.len(),
            "rated": rated,
            "warnings": warnings,
        }))?;
    } else {
        output::line(&format!(
            "{}: {} recommendations under {} aims, {rated} rated; {warnings} warnings",
            plan.title,
            plan.recommendations.len(),
            plan.aims.len(),
        ));
    }
    Ok(if warnings > 0 { LOOK } else { DONE })
}

/// Proposes a rating for each recommendation of a file or of the ledger.
pub async fn propose(call: &Call<'_>, given: &ProposeArguments) -> anyhow::Result<u8> {
    let mut source = data::open(call.home, &given.source).await?;
    let plan = match &given.plan {
        Some(path) => {
            let metas: Vec<MeasureMeta> = source
                .catalogue
                .all()
                .map(|definition| definition.meta.clone())
                .collect();
            read(path, &metas)?.0
        }
        None => of_ledger(call.home, call.said.ledger.as_deref(), given.as_at).await?,
    };
    let benchmarks = call.home.benchmarks()?;
    let wanted = Wanted {
        plan: &plan,
        template: None,
        narrative: None,
        as_at: given.as_at,
        month: given.month,
    };
    let book = evidence(&mut source, &benchmarks, &wanted).await?;
    let proposals = waymark_plan::propose_all(&plan, &book.evidence, given.as_at);
    if call.said.json {
        let mut all = Vec::new();
        for proposal in &proposals {
            let mut one = serde_json::to_value(proposal)?;
            one["recorded"] = recorded(&plan, proposal).into();
            all.push(one);
        }
        print_json(&all.into())?;
        return Ok(DONE);
    }
    for proposal in &proposals {
        print(&plan, proposal);
    }
    Ok(DONE)
}

fn recorded(plan: &Plan, proposal: &Proposal) -> Option<&'static str> {
    let recommendation = plan
        .recommendations
        .iter()
        .find(|r| r.id == proposal.recommendation)?;
    let rating = recommendation.rating.as_ref()?;
    Some(rating.rating.in_words())
}

fn print(plan: &Plan, proposal: &Proposal) {
    let recorded = recorded(plan, proposal).unwrap_or("none");
    output::line(&format!(
        "{} (recorded rating: {recorded})",
        proposal.recommendation
    ));
    for (name, part) in [
        ("delivery", &proposal.delivery),
        ("impact", &proposal.impact),
    ] {
        print_part(name, part);
    }
}

fn print_part(name: &str, part: &Part) {
    let rating = part.rating.map_or("not known", |rating| rating.in_words());
    output::line(&format!("  {name}: {rating}"));
    for reason in &part.reasons {
        output::line(&format!("    - {}", reason.sentence));
    }
}

/// Gives out the gradings of practice audits as CSV.
pub async fn gradings(call: &Call<'_>, file: Option<&Path>) -> anyhow::Result<u8> {
    let session = call.to_look().await?;
    let bytes =
        waymark_app::gradings(session.ledger.state()).context("the ledger has no gradings yet")?;
    give_bytes(&bytes, file)
}

/// Writes the minutes of a meeting as a Word file.
pub async fn minutes(call: &Call<'_>, id: &MeetingId, out: Option<&Path>) -> anyhow::Result<u8> {
    let session = call.to_look().await?;
    let bytes = documents::minutes(&session.ledger, id, &measures(None)?)?;
    let path = match out {
        Some(path) => path.to_owned(),
        None => PathBuf::from(format!("minutes-{id}.docx")),
    };
    give_bytes(&bytes, Some(&path))
}

/// Gives bytes to a file, or to the screen.
fn give_bytes(bytes: &[u8], file: Option<&Path>) -> anyhow::Result<u8> {
    match file {
        Some(path) => {
            output::write_file(path, bytes)?;
            output::line(&format!("wrote {}", path.display()));
        }
        None => output::print(bytes)?,
    }
    Ok(DONE)
}
