//! Looking at reports: which there are, how one came about, two side by side, and from a reference
//! to the cases behind it.

use serde_json::{Value as Json, json};
use waymark_plan::ReportId;
use waymark_plan::ledger::parts::{CheckRecord, FigureChange};
use waymark_plan::ledger::state::{ReportState, RestatementState};
use waymark_publication::{
    Compared, ComparedFigure, Edition, FigureChanged, ShownFigure, compared, report, steps,
};

use super::arguments::{CompareArguments, TraceArguments};
use super::build::edition;
use crate::DONE;
use crate::cli::Format;
use crate::measures::{cases_sheet, columns};
use crate::output::{self, Sheet, Value};
use crate::plan::session::Call;
use crate::plan::{day_in_words, print_json};

/// The reports, by the day of their committee.
pub async fn list(call: &Call<'_>) -> anyhow::Result<u8> {
    let session = call.to_look().await?;
    let reports = session.ledger.state().reports();
    if reports.is_empty() && !session.json {
        output::say("there is none yet; begin one with `waymark report draft`");
        return Ok(DONE);
    }
    let rows = reports
        .into_iter()
        .map(|(id, report)| {
            let record = &report.record;
            let open = report.restatements.values();
            let open = open.filter(|restatement| restatement.is_open()).count();
            vec![
                Value::text(id.as_str()),
                Value::text(&record.title),
                Value::text(record.meeting_on.to_string()),
                Value::text(record.as_at.to_string()),
                Value::text(report.stage.in_words()),
                Value::count(open as u64),
            ]
        })
        .collect();
    let head = [
        ("report", "report"),
        ("title", "title"),
        ("meeting", "meeting_on"),
        ("as at", "as_at"),
        ("stands", "stage"),
        ("open restatements", "open_restatements"),
    ];
    let sheet = Sheet {
        title: String::new(),
        columns: columns(&head),
        rows,
    };
    let format = if session.json {
        Format::Json
    } else {
        Format::Table
    };
    output::give_out(&[sheet], format, None)?;
    Ok(DONE)
}

/// A report: what it is, where it stands, its steps, what it was made from, what was restated.
pub async fn show(call: &Call<'_>, id: &ReportId) -> anyhow::Result<u8> {
    let session = call.to_look().await?;
    let report = report(session.ledger.state(), id)?;
    let steps = steps(report, session.ledger.people());
    if session.json {
        let steps: Vec<Json> = steps
            .iter()
            .map(|step| json!({ "on": step.on, "who": step.who, "what": step.what }))
            .collect();
        print_json(&as_json(report, steps))?;
        return Ok(DONE);
    }
    let record = &report.record;
    output::line(&format!(
        "{id}: {}, for the meeting of {}",
        record.title,
        day_in_words(record.meeting_on)
    ));
    let month = match record.month {
        Some(month) => format!(", with figures up to {}", month.in_words()),
        None => String::new(),
    };
    output::line(&format!(
        "It speaks of {}{month}. It is {}.",
        day_in_words(record.as_at),
        report.stage.in_words()
    ));
    for line in awaits(report) {
        output::line(&line);
    }
    output::line("");
    for step in &steps {
        output::line(&format!("{}, {}: {}", step.on, step.who, step.what));
    }
    for line in made_from(report) {
        output::line(&line);
    }
    for restatement in report.restatements.values() {
        for line in restated(restatement) {
            output::line(&line);
        }
    }
    Ok(DONE)
}

/// What the report waits for, where it waits for something.
fn awaits(report: &ReportState) -> Vec<String> {
    use waymark_plan::ledger::state::ReportStage::WithLegalAndFinance;
    let missing = report.missing_comments();
    match (report.stage, missing.as_slice()) {
        (WithLegalAndFinance, []) => vec!["It awaits the director's approval.".to_owned()],
        (WithLegalAndFinance, missing) => missing
            .iter()
            .map(|kind| format!("It awaits the {} comment.", kind.in_words()))
            .collect(),
        _ => Vec::new(),
    }
}

/// What was checked, and what it was published from.
fn made_from(report: &ReportState) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(approval) = &report.approval {
        lines.push(String::new());
        lines.push(checked(&approval.approval.check));
    }
    if let Some(publication) = &report.publication {
        let frozen = &publication.publication.frozen;
        lines.push(format!(
            "Published from snapshot {} and the plan as at event {} ({}), by {}.",
            frozen.snapshot,
            frozen.plan_sequence,
            frozen.plan_head.short(),
            frozen.program
        ));
        for document in &frozen.documents {
            lines.push(format!(
                "  {}  {}, {} bytes",
                document.sha256, document.name, document.bytes
            ));
        }
    }
    lines
}

fn checked(check: &CheckRecord) -> String {
    format!(
        "Checked against snapshot {}: {} supported, {} not clear, {} incomplete, {} selective, {} unsupported, {} contradicted.",
        check.snapshot,
        check.supported,
        check.not_clear,
        check.incomplete,
        check.selective,
        check.unsupported,
        check.contradicted.len()
    )
}

fn restated(restatement: &RestatementState) -> Vec<String> {
    let record = &restatement.record;
    let state = if restatement.is_open() {
        "open"
    } else {
        "answered"
    };
    let mut lines = vec![
        String::new(),
        format!(
            "Restatement {} ({state}), from snapshot {}",
            record.id, record.snapshot
        ),
    ];
    lines.extend(record.changes.iter().map(change));
    lines
}

/// A figure that is another now: `  F3 re-referrals, September 2017: 18.5%, now 18.9%`.
pub fn change(change: &FigureChange) -> String {
    format!(
        "  {} {}, {}: {}, now {}",
        change.reference,
        change.measure,
        change.month.in_words(),
        change.said,
        change.now
    )
}

fn as_json(report: &ReportState, steps: Vec<Json>) -> Json {
    let restatements: Vec<Json> = report
        .restatements
        .values()
        .map(|one| {
            let outcome = one.answer.as_ref().map(|(_, outcome)| outcome);
            json!({ "record": one.record, "outcome": outcome })
        })
        .collect();
    let check = report.approval.as_ref().map(|one| &one.approval.check);
    let publication = report.publication.as_ref();
    json!({
        "record": report.record,
        "stage": report.stage.in_words(),
        "narrative": report.narrative,
        "steps": steps,
        "check": check,
        "frozen": publication.map(|one| &one.publication.frozen),
        "restatements": restatements,
    })
}

/// Two reports side by side.
pub async fn compare(call: &Call<'_>, given: &CompareArguments) -> anyhow::Result<u8> {
    let session = call.to_look().await?;
    let ledger = &session.ledger;
    let earlier = Edition::published(call.home, ledger, &given.earlier).await?;
    let later = match &given.later {
        Some(later) => Edition::published(call.home, ledger, later).await?,
        None => {
            let as_at = given.as_at.unwrap_or(session.today);
            let template = given.template.as_deref();
            edition(call, ledger, &given.source, template, as_at).await?
        }
    };
    let found = compared(&earlier, &later);
    if session.json {
        print_json(&json!({
            "earlier": { "name": earlier.name, "as_at": earlier.as_at, "snapshot": earlier.snapshot },
            "later": { "name": later.name, "as_at": later.as_at, "snapshot": later.snapshot },
            "compared": found,
        }))?;
        return Ok(DONE);
    }
    output::line(&format!(
        "{}, as at {}, snapshot {}; {}, as at {}, snapshot {}",
        earlier.name, earlier.as_at, earlier.snapshot, later.name, later.as_at, later.snapshot
    ));
    figures_side_by_side(&found, given.all)?;
    ratings_side_by_side(&found, given.all);
    match found.narrative_changed {
        Some(true) => output::line("The narrative is another."),
        Some(false) => output::line("The narrative is the same."),
        None => {}
    }
    Ok(DONE)
}

fn figures_side_by_side(found: &Compared, all: bool) -> anyhow::Result<()> {
    let rows: Vec<Vec<Value>> = found
        .figures
        .iter()
        .filter(|figure| all || figure.change != FigureChanged::Same)
        .map(|figure| {
            let cells = |shown: &Option<ShownFigure>| match shown {
                Some(shown) => [
                    Value::text(shown.month.to_string()),
                    Value::text(&shown.said),
                ],
                None => [Value::Empty, Value::Empty],
            };
            [Value::text(&figure.title)]
                .into_iter()
                .chain(cells(&figure.earlier))
                .chain(cells(&figure.later))
                .chain([Value::text(what_became(figure))])
                .collect()
        })
        .collect();
    if rows.is_empty() {
        output::line("Every figure is the same.");
        return Ok(());
    }
    let head = [
        ("figure", "figure"),
        ("month", "earlier_month"),
        ("value", "earlier_value"),
        ("month", "later_month"),
        ("value", "later_value"),
        ("what changed", "change"),
    ];
    let sheet = Sheet {
        title: String::new(),
        columns: columns(&head),
        rows,
    };
    output::give_out(&[sheet], Format::Table, None)
}

fn what_became(figure: &ComparedFigure) -> String {
    let version = |shown: &Option<ShownFigure>| shown.as_ref().map_or(0, |shown| shown.version);
    match figure.change {
        FigureChanged::Came => "new".to_owned(),
        FigureChanged::Went => "no longer shown".to_owned(),
        FigureChanged::Same => "the same".to_owned(),
        FigureChanged::Restated => "restated: later data changed it".to_owned(),
        FigureChanged::Redefined => format!(
            "not compared: its definition went from version {} to {}",
            version(&figure.earlier),
            version(&figure.later)
        ),
        FigureChanged::Moved { p, verdict, .. } => match p {
            Some(p) => format!(
                "{} ({})",
                verdict.in_words(),
                waymark_narrative::sentence::words::probability(p)
            ),
            None => verdict.in_words().to_owned(),
        },
        FigureChanged::NotCompared => "not compared".to_owned(),
    }
}

fn ratings_side_by_side(found: &Compared, all: bool) {
    let changed = found
        .ratings
        .iter()
        .filter(|rating| all || rating.changed());
    let lines: Vec<String> = changed
        .map(|rating| {
            format!(
                "recommendation {} ({}): {}, then {}",
                rating.number,
                rating.recommendation,
                rating.earlier.in_words(),
                rating.later.in_words()
            )
        })
        .collect();
    if lines.is_empty() {
        output::line("Every rating is the same.");
    }
    for line in lines {
        output::line(&line);
    }
}

/// A figure of a published report with the cases behind it.
pub async fn trace(call: &Call<'_>, given: &TraceArguments) -> anyhow::Result<u8> {
    let session = call.to_look().await?;
    let found =
        waymark_publication::trace(call.home, &session.ledger, &given.report, &given.mark).await?;
    let (cited, meta) = (&found.cited, &found.definition.meta);
    output::say(&format!(
        "{} of report {}: {}, {}: {}",
        cited.mark,
        given.report,
        cited.title,
        cited.month.in_words(),
        cited.said
    ));
    output::say(&format!(
        "definition {}, version {} ({}); snapshot {}",
        meta.id, cited.definition.version, cited.definition.sha256, cited.snapshot
    ));
    let title = format!("Cases behind {} of {}", cited.mark, given.report);
    let sheet = cases_sheet(&title, &found.cases, cited.selector.breakdown.as_ref())?;
    output::give_out(&[sheet], given.format, given.out.as_deref())?;
    Ok(DONE)
}
