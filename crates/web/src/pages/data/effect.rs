//! What a proposal would change, worked out beside the requests and kept: two snapshots are asked
//! for every measure, which takes seconds.

use std::collections::VecDeque;
use std::sync::{Arc, LazyLock, Mutex};

use tokio::runtime::Handle;
use tokio::sync::OnceCell;
use waymark_figures::{Figure, MeasureMeta, Outcome};
use waymark_intake::{
    CoverageEffect, Effect, FindingChange, FindingEffect, MeasureEffect, ProposalId, Standing,
    TableEffect,
};
use waymark_narrative::sentence::words;

use super::parts::{covered, file, grave, intake, kind, number};
use crate::fault::Fault;
use crate::saying::sentence;
use crate::site::Site;
use crate::visitor::Visitor;

/// How many are kept: those that somebody looks at.
const KEPT: usize = 8;

/// What an effect follows from.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    home: std::path::PathBuf,
    proposal: ProposalId,
    beside: Option<String>,
    /// The end of the log: the groups that the plan names are looked at too.
    seq: u64,
}

/// An effect that is worked out, or why it cannot be.
pub type Worked = Result<Effect, String>;

type Cell = Arc<OnceCell<Arc<Worked>>>;

static EFFECTS: LazyLock<Mutex<VecDeque<(Key, Cell)>>> = LazyLock::new(Mutex::default);

/// The effect of a proposal where it is known; else it is begun, and `None`. With `wait` it is
/// waited for.
pub async fn look(
    site: &Site,
    visitor: &Visitor,
    proposal: &ProposalId,
    wait: bool,
) -> Result<Option<Arc<Worked>>, Fault> {
    let key = Key {
        home: site.settings.home.path.clone(),
        proposal: proposal.clone(),
        beside: site.desk.latest()?,
        seq: visitor.view.head.seq,
    };
    let cell = cell(&key);
    if let Some(known) = cell.get() {
        if known.is_err() {
            // Said once: whoever looks again has it tried again.
            forget(&key);
        }
        return Ok(Some(known.clone()));
    }
    let (own, site, view) = (cell.clone(), site.clone(), visitor.view.clone());
    let work = tokio::spawn(async move {
        own.get_or_init(async || {
            let engine = Handle::current();
            let done = tokio::task::spawn_blocking(move || {
                let definitions = site.settings.definitions.as_deref();
                let proposals = intake(&site);
                let found = proposals.effect(&key.proposal, definitions, view.plan.as_ref());
                engine.block_on(found).map_err(|error| {
                    tracing::warn!("the effect of a proposal cannot be worked out: {error}");
                    // Not every error's words are for a page: some name folders.
                    super::parts::said(error).unwrap_or_else(|_| {
                        "It cannot be worked out. The reason is in the program’s log.".to_owned()
                    })
                })
            });
            let done = done.await;
            Arc::new(
                done.unwrap_or_else(|_| {
                    Err("It cannot be worked out. Please report this.".to_owned())
                }),
            )
        })
        .await;
    });
    if wait {
        work.await.map_err(Fault::failed)?;
        return Ok(cell.get().cloned());
    }
    Ok(None)
}

fn cell(key: &Key) -> Cell {
    let mut kept = EFFECTS.lock().unwrap_or_else(|held| held.into_inner());
    if let Some((_, cell)) = kept.iter().find(|(known, _)| known == key) {
        return cell.clone();
    }
    let cell = Cell::default();
    kept.push_front((key.clone(), cell.clone()));
    kept.truncate(KEPT);
    cell
}

fn forget(key: &Key) {
    let mut kept = EFFECTS.lock().unwrap_or_else(|held| held.into_inner());
    kept.retain(|(known, _)| known != key);
}

/// An effect as a page shows it.
pub struct EffectHtml {
    /// Measures that would change.
    pub changed: Vec<MeasureHtml>,
    /// How many would not.
    pub unchanged: usize,
    /// Measures that have no figure, before and after.
    pub refused: Vec<MeasureHtml>,
    /// Tables whose rows or days change: name, rows before and then, days before and then.
    pub tables: Vec<TableHtml>,
    /// Findings of which there are more, fewer, new ones or none any more.
    pub findings: Vec<ChangeHtml>,
}

/// What becomes of a measure.
pub struct MeasureHtml {
    /// Its id.
    pub id: String,
    /// Its title, with its group.
    pub title: String,
    /// The verdict, and the class of its tag.
    pub verdict: &'static str,
    /// The class of the tag.
    pub class: &'static str,
    /// The latest answer of the data in use.
    pub before: String,
    /// The latest answer with the proposal.
    pub now: String,
    /// What is different, in sentences.
    pub said: Vec<String>,
}

/// What becomes of a table.
pub struct TableHtml {
    /// Its name.
    pub name: String,
    /// Its rows in the data in use.
    pub before: String,
    /// Its rows with the proposal.
    pub now: String,
    /// The days that it covers in the data in use.
    pub covered_before: String,
    /// The days that it would cover.
    pub covered_now: String,
}

/// What becomes of the findings of a kind.
pub struct ChangeHtml {
    /// What becomes of them.
    pub change: &'static str,
    /// How much they matter.
    pub severity: &'static str,
    /// The class of that word's tag.
    pub class: &'static str,
    /// The kind.
    pub kind: String,
    /// The file and column.
    pub place: String,
    /// How many there are now.
    pub before: String,
    /// How many there would be.
    pub now: String,
}

impl EffectHtml {
    /// Of an effect.
    pub fn of(effect: &Effect) -> Self {
        let (mut changed, mut refused, mut unchanged) = (Vec::new(), Vec::new(), 0);
        for measure in &effect.measures {
            if measure.standing == Standing::StaysRefused {
                refused.push(measure_html(measure));
            } else if measure.is_none() {
                unchanged += 1;
            } else {
                changed.push(measure_html(measure));
            }
        }
        Self {
            changed,
            unchanged,
            refused,
            tables: effect
                .tables
                .iter()
                .filter_map(|table| table_html(table, &effect.coverage))
                .collect(),
            findings: effect.findings.iter().filter_map(change_html).collect(),
        }
    }
}

fn measure_html(effect: &MeasureEffect) -> MeasureHtml {
    let meta = &effect.meta;
    let group = effect.selector.breakdown.as_ref();
    let title = match group {
        Some(group) => format!("{}, {}", meta.title, words::group(group)),
        None => meta.title.clone(),
    };
    let (verdict, class) = verdict(effect);
    MeasureHtml {
        id: effect.selector.measure.to_string(),
        title,
        verdict,
        class,
        before: answer(meta, effect.before.as_ref()),
        now: answer(meta, effect.now.as_ref()),
        said: said(effect),
    }
}

/// What becomes of a measure in a word or two. A loss comes before a correction, and that before
/// what is merely new.
fn verdict(effect: &MeasureEffect) -> (&'static str, &'static str) {
    match effect.standing {
        Standing::BecomesRefused => ("No longer known", "govuk-tag--red"),
        Standing::BecomesKnown => ("Becomes known", "govuk-tag--green"),
        Standing::StaysRefused => ("Not known", "govuk-tag--grey"),
        Standing::StaysKnown if !effect.lost_months.is_empty() => ("Months lost", "govuk-tag--red"),
        Standing::StaysKnown if !effect.corrected.is_empty() => ("Corrected", "govuk-tag--yellow"),
        Standing::StaysKnown if !effect.new_months.is_empty() => ("New months", "govuk-tag--blue"),
        Standing::StaysKnown => ("The same", "govuk-tag--grey"),
    }
}

fn answer(meta: &MeasureMeta, outcome: Option<&Outcome>) -> String {
    match outcome {
        None => "No figure".to_owned(),
        Some(Outcome::Figure(figure)) => {
            format!(
                "{} ({})",
                value(meta, figure),
                words::day(figure.period.ends)
            )
        }
        Some(Outcome::Refused(refusal)) => sentence(&refusal.reason),
    }
}

fn value(meta: &MeasureMeta, figure: &Figure) -> String {
    figure
        .value
        .map_or_else(|| "No cases".to_owned(), |value| words::value(meta, value))
}

fn said(effect: &MeasureEffect) -> Vec<String> {
    let months = |number: usize| words::counted(number, "month", "months");
    let mut said = Vec::new();
    if let Some(same) = effect.same_month.as_ref().filter(|same| same.corrected) {
        let (before, now) = (
            value(&effect.meta, &same.before),
            value(&effect.meta, &same.now),
        );
        let month = same.month.in_words();
        said.push(if before == now {
            format!("{month}: still {now}, from other cases.")
        } else {
            format!("{month}: {before} becomes {now}.")
        });
    }
    if let (Some(first), Some(last)) = (effect.corrected.first(), effect.corrected.last()) {
        said.push(format!(
            "{} corrected, {} to {}.",
            months(effect.corrected.len()),
            first.in_words(),
            last.in_words()
        ));
    }
    for (list, word) in [(&effect.new_months, "new"), (&effect.lost_months, "lost")] {
        if let (Some(first), Some(last)) = (list.first(), list.last()) {
            let (first, last) = (first.in_words(), last.in_words());
            said.push(format!("{} {word}, {first} to {last}.", months(list.len())));
        }
    }
    said
}

fn table_html(table: &TableEffect, coverage: &[CoverageEffect]) -> Option<TableHtml> {
    let covers = coverage.iter().find(|one| one.table == table.table);
    let before = covers.and_then(|one| one.before.as_ref());
    let now = covers.and_then(|one| one.now.as_ref());
    if table.before == table.now && before == now {
        return None;
    }
    let rows = |rows: Option<u64>| rows.map_or_else(|| "Not there".to_owned(), number);
    Some(TableHtml {
        name: table.table.clone(),
        before: rows(table.before),
        now: rows(table.now),
        covered_before: covered(before),
        covered_now: covered(now),
    })
}

fn change_html(finding: &FindingEffect) -> Option<ChangeHtml> {
    let change = match finding.change() {
        FindingChange::New => "New",
        FindingChange::Gone => "Gone",
        FindingChange::More => "More",
        FindingChange::Fewer => "Fewer",
        FindingChange::Same => return None,
    };
    let (severity, class) = grave(finding.severity);
    let place = match &finding.column {
        Some(column) => format!("{}, {column}", file(&finding.file)),
        None => file(&finding.file),
    };
    Some(ChangeHtml {
        change,
        severity,
        class,
        kind: kind(finding.code),
        place,
        before: number(finding.before),
        now: number(finding.now),
    })
}
