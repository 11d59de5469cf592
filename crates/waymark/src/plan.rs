//! `waymark plan`, and the reading of a plan for the other commands.

use std::path::Path;

use anyhow::{Context, bail};
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteDiagnostic, NamedSource};
use waymark_figures::MeasureMeta;
use waymark_plan::{Diagnostic, Known, Part, Plan, Proposal, Severity};

use crate::cli::{PlanAction, PlanArguments};
use crate::data::{self, Home};
use crate::output;
use crate::report::evidence;
use crate::{DONE, LOOK};

/// Checks a plan, or proposes its ratings.
pub fn run(home: &Home, arguments: &PlanArguments) -> anyhow::Result<u8> {
    match &arguments.action {
        PlanAction::Check { plan, definitions } => {
            let catalogue = data::catalogue(definitions.as_deref())?;
            let metas: Vec<MeasureMeta> = catalogue
                .all()
                .map(|definition| definition.meta.clone())
                .collect();
            let (plan, warnings) = read(plan, &metas)?;
            let summary = waymark_plan::summary_of_ratings(&plan);
            output::line(&format!(
                "{}: {} recommendations under {} aims, {} rated; {warnings} warnings",
                plan.title,
                plan.recommendations.len(),
                plan.aims.len(),
                summary.total() - summary.unrated,
            ));
            Ok(if warnings > 0 { LOOK } else { DONE })
        }
        PlanAction::Propose {
            plan,
            as_at,
            month,
            source,
        } => data::block_on(async {
            let mut source = data::open(home, source).await?;
            let metas: Vec<MeasureMeta> = source
                .catalogue
                .all()
                .map(|definition| definition.meta.clone())
                .collect();
            let (plan, _) = read(plan, &metas)?;
            let benchmarks = home.benchmarks()?;
            let book = evidence(&mut source, &plan, None, &benchmarks, *as_at, *month).await?;
            for proposal in waymark_plan::propose_all(&plan, &book.evidence, *as_at) {
                print(&plan, &proposal);
            }
            Ok(DONE)
        }),
    }
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

fn print(plan: &Plan, proposal: &Proposal) {
    let recommendation = plan
        .recommendations
        .iter()
        .find(|r| r.id == proposal.recommendation);
    let recorded = recommendation
        .and_then(|recommendation| recommendation.rating.as_ref())
        .map_or("none".to_owned(), |rating| format!("{:?}", rating.rating));
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
    let rating = part
        .rating
        .map_or("not known".to_owned(), |rating| format!("{rating:?}"));
    output::line(&format!("  {name}: {rating}"));
    for reason in &part.reasons {
        output::line(&format!("    - {}", reason.sentence));
    }
}
