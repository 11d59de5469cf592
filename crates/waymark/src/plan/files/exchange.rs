//! Bringing the ledger to a plan's file or to a filled-in workbook, and writing both.

use std::path::Path;

use anyhow::Context;
use serde_json::json;
use waymark_app::{AppError, Given, Order, Rehearsal, write_workbook};
use waymark_plan::ledger::{Command, State};

use super::give_bytes;
use crate::data::Home;
use crate::exit::Trouble;
use crate::plan::arguments::{ExportArguments, FiguresArguments, ImportPlanArguments};
use crate::plan::recording::{ratings, sentences};
use crate::plan::session::{Call, Session};
use crate::plan::{measures, not_whole, print_json, read};
use crate::{DONE, REFUSED, output};

/// The forms that a plan is exchanged in.
#[derive(Clone, Copy)]
enum Form {
    /// The whole plan, as text.
    Toml,
    /// What leads fill in.
    Xlsx,
}

fn form_of(path: &Path) -> anyhow::Result<Form> {
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    match extension.to_lowercase().as_str() {
        "toml" => Ok(Form::Toml),
        "xlsx" => Ok(Form::Xlsx),
        _ => {
            Err(Trouble::arguments(format!("{} is neither .toml nor .xlsx", path.display())).into())
        }
    }
}

/// Shows what it takes to bring the ledger to a file, and does it where that is asked for.
pub async fn import(call: &Call<'_>, given: &ImportPlanArguments) -> anyhow::Result<u8> {
    let mut session = call.to_import(given.demonstration).await?;
    let apply = given.apply && !session.dry_run;
    match form_of(&given.file)? {
        Form::Toml => import_plan(&mut session, given, apply).await,
        Form::Xlsx => import_workbook(call.home, &mut session, given, apply).await,
    }
}

async fn import_plan(
    session: &mut Session,
    given: &ImportPlanArguments,
    apply: bool,
) -> anyhow::Result<u8> {
    if session.seen.is_some() {
        return Err(Trouble::arguments(
            "--seen goes with single commands; a plan's file is compared with the ledger as it is",
        )
        .into());
    }
    let (plan, _) = read(&given.file, &measures(given.definitions.as_deref())?)?;
    let from = given
        .file
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let by = session.person()?.clone();
    let rehearsal =
        session
            .ledger
            .rehearse_plan(&plan, &from, &by, session.today, given.demonstration);
    if !apply || !rehearsal.is_sound() || asks_for_nothing(&rehearsal) {
        return show(session, &rehearsal);
    }
    let stamp = session.stamp()?;
    let before = session.ledger.state().clone();
    let applied = session
        .ledger
        .apply_plan(&plan, &from, &stamp, given.demonstration)
        .await?;
    show_applied(session, &rehearsal, before, &applied).await
}

/// The commands of a workbook, each judgement with the impact that the figures of its day propose,
/// where there are any: the same as when it is given by `rate`.
async fn with_impact(
    home: &Home,
    session: &Session,
    mut commands: Vec<Command>,
) -> anyhow::Result<Vec<Command>> {
    for command in &mut commands {
        if let Command::Rate(judgement) = command {
            judgement.impact = ratings::impact_seen(
                home,
                session,
                &judgement.recommendation,
                &FiguresArguments::default(),
                judgement.on,
            )
            .await?;
        }
    }
    Ok(commands)
}

async fn import_workbook(
    home: &Home,
    session: &mut Session,
    given: &ImportPlanArguments,
    apply: bool,
) -> anyhow::Result<u8> {
    let path = &given.file;
    let bytes = std::fs::read(path)
        .with_context(|| format!("the workbook {} cannot be read", path.display()))?;
    let by = session.person()?.clone();
    let ledger = &session.ledger;
    let filled = ledger.read_filled(&bytes, session.today).await?;
    let commands = with_impact(home, session, filled.orders).await?;
    let moved = ledger.changed_since(filled.seen, &commands).await?;
    let mut rehearsal = ledger.rehearse(commands, ledger.people(), &by, session.today);
    let moved = moved.into_iter().map(|(subject, told)| {
        let seen = filled.seen;
        format!("{subject} has changed since event {seen}: {told}")
    });
    rehearsal.cannot.splice(0..0, moved);
    rehearsal.cannot.splice(0..0, filled.problems);
    if !apply || !rehearsal.is_sound() || asks_for_nothing(&rehearsal) {
        return show(session, &rehearsal);
    }
    let mut orders = Vec::new();
    for command in &rehearsal.commands {
        orders.push(Order {
            command: command.clone(),
            stamp: session.stamp()?,
            seen: Some(filled.seen),
        });
    }
    let before = session.ledger.state().clone();
    let applied = session.ledger.give_all(&orders).await?;
    show_applied(session, &rehearsal, before, &applied).await
}

/// Shows what would change, and what stands in the way.
fn show(session: &Session, rehearsal: &Rehearsal) -> anyhow::Result<u8> {
    let code = if rehearsal.is_sound() { DONE } else { REFUSED };
    if session.json {
        print_json(&as_json(session, rehearsal, &rehearsal.changes, false))?;
        return Ok(code);
    }
    for person in &rehearsal.new_people {
        output::line(&format!("would be added to the people: {}", person.name));
    }
    for change in &rehearsal.changes {
        output::line(&format!("would be recorded: {change}"));
    }
    around(rehearsal);
    for what in &rehearsal.cannot {
        output::line(&format!("stands in the way: {what}"));
    }
    if !rehearsal.is_sound() {
        output::say("nothing was written: first put right what stands in the way");
    } else if asks_for_nothing(rehearsal) {
        output::say("the ledger says the same already");
    } else {
        output::say("nothing was written; --apply writes it");
    }
    Ok(code)
}

/// Shows what has changed.
async fn show_applied(
    session: &Session,
    rehearsal: &Rehearsal,
    before: State,
    applied: &Given,
) -> anyhow::Result<u8> {
    let changes = sentences(session, before, applied).await?;
    if session.json {
        print_json(&as_json(session, rehearsal, &changes, true))?;
        return Ok(DONE);
    }
    for person in &rehearsal.new_people {
        output::line(&format!("added to the people: {}", person.name));
    }
    for change in &changes {
        output::line(change);
    }
    around(rehearsal);
    Ok(DONE)
}

/// Whether the ledger says what the file says.
fn asks_for_nothing(rehearsal: &Rehearsal) -> bool {
    rehearsal.commands.is_empty() && rehearsal.new_people.is_empty()
}

/// What the file leaves out.
fn around(rehearsal: &Rehearsal) {
    for what in &rehearsal.left_alone {
        output::line(&format!("left as it is: {what}"));
    }
}

fn as_json(
    session: &Session,
    rehearsal: &Rehearsal,
    changes: &[String],
    applied: bool,
) -> serde_json::Value {
    let new_people: Vec<&str> = rehearsal
        .new_people
        .iter()
        .map(|person| person.name.as_str())
        .collect();
    json!({
        "new_people": new_people,
        "changes": changes,
        "cannot": rehearsal.cannot,
        "left_alone": rehearsal.left_alone,
        "applied": applied,
        "head": session.ledger.head(),
    })
}

/// Writes the plan as TOML, or as the workbook that leads fill in.
pub async fn export(call: &Call<'_>, given: &ExportArguments) -> anyhow::Result<u8> {
    if given.file.is_some() {
        call.has_no_dry_run("export")?;
    }
    let session = call.to_look().await?;
    let form = given.file.as_deref().map_or(Ok(Form::Toml), form_of)?;
    let state = session.state(given.as_at).await?;
    let people = session.ledger.people();
    let bytes = match form {
        Form::Toml => state
            .plan(people)
            .map_err(|lacks| not_whole(&lacks, given.as_at))?
            .to_toml()
            .into_bytes(),
        Form::Xlsx => {
            let today = given.as_at.unwrap_or(session.today);
            write_workbook(&state, people, today).map_err(AppError::from)?
        }
    };
    give_bytes(&bytes, given.file.as_deref())
}
