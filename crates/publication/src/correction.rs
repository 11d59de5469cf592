//! The correction note: what a published report said, and what it should say, ready to print.

use waymark_narrative::sentence::words;
use waymark_plan::RestatementId;
use waymark_plan::ledger::State;
use waymark_plan::ledger::parts::{FigureChange, RestatementOutcome};
use waymark_plan::ledger::state::{ReportState, RestatementState};
use waymark_report::Cited;
use waymark_report::document::{Block, Column, Document, Inline, Marks, Table};

use crate::archive::Archive;
use crate::error::PublicationError;
use crate::home::Home;

/// The correction note of a restatement. Nothing is written.
pub fn correction(
    home: &Home,
    state: &State,
    id: &RestatementId,
) -> Result<Document, PublicationError> {
    let Some((report, restatement)) = state.restatement(id) else {
        let known = state.restatements.keys().map(RestatementId::as_str);
        return Err(PublicationError::no_such("restatement", id.as_str(), known));
    };
    let cited = Archive::open(home, &report.record.id)?.cited()?;
    let author = state
        .opening
        .as_ref()
        .map(|opening| opening.authority.name.clone())
        .unwrap_or_default();
    Ok(note(&author, id, report, restatement, &cited))
}

fn note(
    author: &str,
    id: &RestatementId,
    report: &ReportState,
    restatement: &RestatementState,
    cited: &[Cited],
) -> Document {
    let record = &report.record;
    let raised = words::day(restatement.act.on);
    let changes = &restatement.record.changes;
    Document {
        title: format!("Correction: {}", record.title),
        subtitle: vec![
            author.to_owned(),
            format!(
                "To the report for the meeting of {}",
                words::day(record.meeting_on)
            ),
            raised.clone(),
        ],
        author: author.to_owned(),
        description: format!(
            "What changed in the report for the meeting of {} after it was published.",
            words::day(record.meeting_on)
        ),
        as_at: restatement.act.on,
        footer: format!(
            "{author}. Restatement {id} of report {}, {raised}.",
            record.id
        ),
        blocks: blocks(report, restatement, changes, cited),
    }
}

fn blocks(
    report: &ReportState,
    restatement: &RestatementState,
    changes: &[FigureChange],
    cited: &[Cited],
) -> Vec<Block> {
    let record = &report.record;
    let published = report
        .publication
        .as_ref()
        .map(|one| format!(" and published on {}", words::day(one.act.on)))
        .unwrap_or_default();
    let figures = words::counted(changes.len(), "figure", "figures");
    let is = if changes.len() == 1 { "is" } else { "are" };
    let mut blocks = vec![
        Block::text(format!(
            "The report \u{201c}{}\u{201d} ({}), as at {}{published}, has {figures} that {is} corrected here. The report itself stays as it was published; this note belongs to it.",
            record.title,
            record.id,
            words::day(record.as_at)
        )),
        Block::text(because(restatement)),
        Block::heading(2, "What changes"),
        Block::Table(Table {
            caption: "The figures as the report has them, and as they are now".to_owned(),
            columns: vec![
                column("Ref.", 7),
                column("Figure", 29),
                column("Where", 24),
                column("It said", 18),
                column("It should say", 22),
            ],
            rows: changes.iter().map(|change| row(change, cited)).collect(),
            row_headers: true,
        }),
    ];
    blocks.extend(sentences(changes));
    blocks.extend(answered(restatement));
    blocks
}

fn because(restatement: &RestatementState) -> String {
    let record = &restatement.record;
    let why = match &record.because {
        Some(because) => format!(" Reason: {}", stopped(because)),
        None => String::new(),
    };
    format!(
        "The figures were computed again, with the definitions of then, from the later data of snapshot {}.{why}",
        record.snapshot
    )
}

fn row(change: &FigureChange, cited: &[Cited]) -> Vec<Vec<Inline>> {
    let of = cited.iter().find(|one| one.mark == change.reference);
    let title = of.map_or_else(|| change.measure.to_string(), |one| one.title.clone());
    let mut places: Vec<String> = of.map(|one| one.places.clone()).unwrap_or_default();
    places.dedup();
    [
        change.reference.clone(),
        format!("{title}, {}", change.month.in_words()),
        places.join("; "),
        change.said.clone(),
        change.now.clone(),
    ]
    .into_iter()
    .map(text)
    .collect()
}

/// The sentences that lean on a changed figure, each once, with the figures behind it.
fn sentences(changes: &[FigureChange]) -> Vec<Block> {
    let mut told: Vec<(&str, Vec<&str>)> = Vec::new();
    for change in changes {
        for sentence in &change.sentences {
            let mark = change.reference.as_str();
            match told.iter_mut().find(|(said, _)| *said == sentence.as_str()) {
                Some((_, marks)) if marks.contains(&mark) => {}
                Some((_, marks)) => marks.push(mark),
                None => told.push((sentence.as_str(), vec![mark])),
            }
        }
    }
    if told.is_empty() {
        return Vec::new();
    }
    let items = told
        .into_iter()
        .map(|(sentence, marks)| text(format!("\u{201c}{sentence}\u{201d} ({})", marks.join(", "))))
        .collect();
    vec![
        Block::heading(2, "The sentences that lean on them"),
        Block::List {
            marks: Marks::Bullet,
            items,
        },
    ]
}

/// What was decided about it, where anybody has.
fn answered(restatement: &RestatementState) -> Vec<Block> {
    let Some((act, outcome)) = &restatement.answer else {
        return Vec::new();
    };
    let (what, why) = match outcome {
        RestatementOutcome::Corrected { note } => ("The report was corrected", note),
        RestatementOutcome::Kept { reason } => ("The report stays as it is", reason),
    };
    vec![
        Block::heading(2, "What was decided"),
        Block::text(format!("{what} ({}): {}", words::day(act.on), stopped(why))),
    ]
}

fn column(header: &str, width: u16) -> Column {
    Column {
        header: header.to_owned(),
        width,
        numeric: false,
    }
}

fn text(words: String) -> Vec<Inline> {
    vec![Inline::Text(words)]
}

/// Words that end with a full stop where they have no other end.
fn stopped(words: &str) -> String {
    let words = words.trim();
    if words.ends_with(['.', '!', '?', '\u{2026}']) {
        words.to_owned()
    } else {
        format!("{words}.")
    }
}
