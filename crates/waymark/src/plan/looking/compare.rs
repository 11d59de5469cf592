//! What changed between two versions of the plan, events or days.

use jiff::civil::Date;
use waymark_plan::Plan;
use waymark_plan::ledger;

use crate::exit::Trouble;
use crate::plan::print_json;
use crate::plan::session::{Call, Session};
use crate::{DONE, output};

/// Says what changed.
pub async fn compare(call: &Call<'_>, from: &str, to: &str) -> anyhow::Result<u8> {
    let session = call.to_look().await?;
    let (earlier, later) = (plan_at(&session, from).await?, plan_at(&session, to).await?);
    let changes = ledger::compare(&earlier, &later);
    if session.json {
        print_json(&serde_json::to_value(&changes)?)?;
        return Ok(DONE);
    }
    for change in &changes {
        output::line(&change.sentence);
    }
    if changes.is_empty() {
        output::say(&format!("{from} and {to} say the same"));
    }
    Ok(DONE)
}

/// The plan at a version, at an event (`#123`), at the end of a day, or `now`.
async fn plan_at(session: &Session, point: &str) -> anyhow::Result<Plan> {
    let ledger = &session.ledger;
    let now = ledger.state();
    let version = now
        .versions
        .iter()
        .find(|version| version.approval.version == point);
    let state = if let Some(version) = version {
        ledger.at(version.seq).await?
    } else if let Some(seq) = point.strip_prefix('#') {
        let seq = seq
            .parse::<u64>()
            .map_err(|_| no_such_point(session, point))?;
        ledger.at(seq).await?
    } else if let Ok(day) = point.parse::<Date>() {
        ledger.as_at(day).await?
    } else if point == "now" {
        now.clone()
    } else {
        return Err(no_such_point(session, point).into());
    };
    match state.plan(ledger.people()) {
        Ok(plan) => Ok(plan),
        Err(lacks) => Err(Trouble::missing("not-a-plan", format!("at {point}: {lacks}")).into()),
    }
}

fn no_such_point(session: &Session, point: &str) -> Trouble {
    let versions: Vec<&str> = session
        .ledger
        .state()
        .versions
        .iter()
        .map(|version| version.approval.version.as_str())
        .collect();
    let known = if versions.is_empty() {
        "no version was approved yet".to_owned()
    } else {
        format!("the versions are {}", versions.join(", "))
    };
    Trouble::missing(
        "no-such-version",
        format!(
            "there is no version `{point}`: {known}; an event is written #123, a day 2017-11-13"
        ),
    )
}
