//! `waymark plan`: the ledger on the command line, and the reading of a plan for the other
//! commands.
//!
//! - `arguments`: what may follow it;
//! - `session`: the ledger, who asks, which day it is;
//! - `recording`: what people decide, as commands;
//! - `looking`: the plan, its log, lists, the agenda;
//! - `files`: plans and workbooks, backups, commands in a file;
//! - `documents`: agenda and minutes as Word files;
//! - `remind`: letters and calendars of what is due;
//! - `figures`: what an import has given to judge by.

pub mod arguments;
pub mod documents;
mod figures;
mod files;
mod looking;
pub mod recording;
pub mod remind;
pub mod session;

use std::path::Path;

use anyhow::{Context, bail};
use jiff::civil::Date;
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteDiagnostic, NamedSource};
use waymark_app::Ledger;
use waymark_figures::MeasureMeta;
use waymark_plan::{Diagnostic, Known, Plan, Severity};

use crate::clock;
use crate::data::{self, Home};
use crate::exit::Trouble;
use crate::output;
use arguments::{PlanAction, PlanArguments};
use session::Call;

/// Does what was asked for with the plan.
pub fn run(home: &Home, arguments: &PlanArguments) -> anyhow::Result<u8> {
    let call = Call {
        home,
        said: &arguments.session,
    };
    data::block_on(dispatch(&call, &arguments.action))
}

async fn dispatch(call: &Call<'_>, action: &PlanAction) -> anyhow::Result<u8> {
    use recording::{actions, audits, frame, meetings, money, people, ratings};
    match action {
        PlanAction::Open(given) => people::open(call, given).await,
        PlanAction::Person(given) => people::person(call, given).await,
        PlanAction::Role(given) => people::role(call, given).await,
        PlanAction::Inspection(given) => frame::inspection(call, given).await,
        PlanAction::Frame(given) => frame::frame(call, given).await,
        PlanAction::Scheme(given) => frame::scheme(call, given).await,
        PlanAction::Aim(given) => frame::aim(call, given).await,
        PlanAction::Recommendation(given) => frame::recommendation(call, given).await,
        PlanAction::Version(given) => frame::version(call, given).await,
        PlanAction::Action(given) => actions::action(call, given).await,
        PlanAction::Milestone(given) => actions::milestone(call, given).await,
        PlanAction::Redate(given) => actions::redate(call, given).await,
        PlanAction::Complete(given) => actions::complete(call, given).await,
        PlanAction::Cancel(given) => actions::cancel(call, given).await,
        PlanAction::Reopen(given) => actions::reopen(call, given).await,
        PlanAction::Measure(given) => ratings::measure(call, given).await,
        PlanAction::Rate(given) => ratings::rate(call, given).await,
        PlanAction::AgreeRating(given) => ratings::agree(call, given).await,
        PlanAction::Audit(given) => audits::audit(call, given).await,
        PlanAction::Meeting(given) => meetings::meeting(call, given).await,
        PlanAction::Bid(given) => money::bid(call, given).await,
        PlanAction::Consultation(given) => money::consultation(call, given).await,
        PlanAction::Decision(given) => money::decision(call, given).await,
        PlanAction::Show(given) => looking::show(call, given).await,
        PlanAction::Due(given) => looking::due(call, given).await,
        PlanAction::Remind(given) => {
            call.has_no_dry_run("remind")?;
            let session = call.to_look().await?;
            remind::run(
                call.home,
                &session.ledger,
                given,
                session.today,
                clock::now(),
            )
            .await
        }
        PlanAction::Log(given) => looking::log(call, given).await,
        PlanAction::Propose(given) => files::propose(call, given).await,
        PlanAction::Check(given) => files::check(call, given),
        PlanAction::Import(given) => files::import(call, given).await,
        PlanAction::Export(given) => files::export(call, given).await,
        PlanAction::Apply(given) => files::apply(call, given).await,
        PlanAction::Verify(given) => files::verify(call, given).await,
        PlanAction::Backup(given) => files::backup(call, given).await,
        PlanAction::Restore(given) => files::restore(call, given).await,
    }
}

/// The ledger at the place that was given, else in the home folder. It must be there.
pub async fn ledger(home: &Home, given: Option<&str>) -> anyhow::Result<Ledger> {
    session::existing(&session::location(home, given)?).await
}

/// The plan that a ledger held at the end of a day.
pub async fn of_ledger(home: &Home, given: Option<&str>, day: Date) -> anyhow::Result<Plan> {
    let ledger = ledger(home, given).await?;
    let state = ledger.as_at(day).await?;
    match state.plan(ledger.people()) {
        Ok(plan) => Ok(plan),
        Err(lacks) => Err(not_whole(&lacks, Some(day)).into()),
    }
}

/// What a ledger holds is no whole plan.
pub fn not_whole(lacks: &waymark_plan::ledger::NotAPlan, day: Option<Date>) -> Trouble {
    let when = day.map_or_else(String::new, |day| format!(", as at {day}"));
    Trouble::missing("not-a-plan", format!("{lacks}{when}"))
}

/// The definitions of the built-in measures and of a folder, as a plan's checks need them.
fn measures(definitions: Option<&Path>) -> anyhow::Result<Vec<MeasureMeta>> {
    let catalogue = data::catalogue(definitions)?;
    Ok(catalogue
        .all()
        .map(|definition| definition.meta.clone())
        .collect())
}

/// Reads a plan; its warnings are shown and counted. One with errors is refused, every error shown.
pub fn read(path: &Path, measures: &[MeasureMeta]) -> anyhow::Result<(Plan, usize)> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("the plan {} cannot be read", path.display()))?;
    let reading = Plan::read(&text, Known::Measures(measures));
    for diagnostic in &reading.diagnostics {
        show(path, &text, diagnostic);
    }
    let warnings = reading
        .diagnostics
        .iter()
        .filter(|d| d.severity == Severity::Warning)
        .count();
    match reading.plan {
        Some(plan) => Ok((plan, warnings)),
        None => bail!(
            "the plan {} is not sound; nothing was done with it",
            path.display()
        ),
    }
}

/// Shows a diagnostic with the lines that it is about.
pub fn show(path: &Path, text: &str, diagnostic: &Diagnostic) {
    let severity = match diagnostic.severity {
        Severity::Error => miette::Severity::Error,
        Severity::Warning => miette::Severity::Warning,
    };
    let mut report = MietteDiagnostic::new(&diagnostic.message)
        .with_severity(severity)
        .with_label(LabeledSpan::underline(diagnostic.span.clone()));
    if let Some(help) = &diagnostic.help {
        report = report.with_help(help);
    }
    let source = NamedSource::new(path.display().to_string(), text.to_owned());
    let report = miette::Report::new(report).with_source_code(source);
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor());
    let mut shown = String::new();
    // A plain line stands in where the fine form can't be drawn.
    if handler.render_report(&mut shown, report.as_ref()).is_err() {
        shown = diagnostic.to_string();
    }
    output::say(shown.trim_end());
}

/// A day in words: `25 September 2017`.
pub fn day_in_words(day: Date) -> String {
    format!(
        "{} {} {}",
        day.day(),
        waymark_codes::month_name(day.month()),
        day.year()
    )
}

/// Prints a value as JSON.
pub fn print_json(value: &serde_json::Value) -> anyhow::Result<()> {
    output::line(&serde_json::to_string_pretty(value)?);
    Ok(())
}
