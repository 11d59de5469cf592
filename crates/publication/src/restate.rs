//! Figures of a published report that a newer snapshot changes.

use std::collections::BTreeSet;

use waymark_app::Ledger;
use waymark_codes::Month;
use waymark_figures::{BenchmarkValue, EvidenceBook, MeasureMeta, Outcome, Selector};
use waymark_measures::{Catalogue, EvidenceRequest, gather};
use waymark_narrative::sentence::{Against, Asked, Shown, View, WhichMonth, words};
use waymark_plan::ledger::State;
use waymark_plan::ledger::parts::{FigureChange, Restatement};
use waymark_plan::{ReportId, RestatementId};
use waymark_report::Cited;

use crate::archive::Archive;
use crate::error::PublicationError;
use crate::evidence::whole;
use crate::ground::{earlier, report};
use crate::home::{Home, Source};
use crate::protection::protected;
use crate::rebuild::frozen;

/// What stands in place of a figure that may not be published any more.
const HIDDEN: &str =
    "not shown, because it, or what could be worked out from it, may rest on 1 to 5 children";
/// What stands in place of a figure that has no cases any more.
const NO_CASES: &str = "not known, because there were no cases";

/// A published report held against a snapshot.
#[derive(Clone, Debug, PartialEq)]
pub struct Restated {
    /// The report.
    pub report: ReportId,
    /// The snapshot that it was made from.
    pub made_from: String,
    /// The snapshot that it was held against.
    pub snapshot: String,
    /// The figures that are others, in the order of their marks; then points of run charts.
    pub changes: Vec<FigureChange>,
    /// The figures that this snapshot cannot give. Nothing follows from them.
    pub unknown: Vec<NotGiven>,
    /// How many figures are as the report has them.
    pub same: usize,
}

/// A figure that a snapshot cannot give.
#[derive(Clone, Debug, PartialEq)]
pub struct NotGiven {
    /// The figure's mark.
    pub reference: String,
    /// The measure.
    pub measure: Selector,
    /// The month that its period ends with.
    pub month: Month,
    /// Why, as a sentence.
    pub why: String,
}

impl Restated {
    /// What the ledger is told; none where no figure is another.
    pub fn restatement(&self, id: RestatementId, because: Option<String>) -> Option<Restatement> {
        (!self.changes.is_empty()).then(|| Restatement {
            id,
            report: self.report.clone(),
            snapshot: self.snapshot.clone(),
            changes: self.changes.clone(),
            because,
        })
    }
}

/// Computes every figure that a published report shows from another snapshot, with the definitions
/// of then, and gives those that would be shown otherwise.
///
/// `snapshot` is an id, the beginning of one, or `latest`.
pub async fn restate(
    home: &Home,
    ledger: &Ledger,
    id: &ReportId,
    snapshot: &str,
) -> Result<Restated, PublicationError> {
    let frozen = frozen(report(ledger.state(), id)?)?;
    let archive = Archive::open(home, id)?;
    let cited = archive.cited()?;
    let snapshot = home.snapshot(snapshot)?;
    let mut restated = Restated {
        report: id.clone(),
        made_from: frozen.snapshot.clone(),
        snapshot: snapshot.id().to_owned(),
        changes: Vec::new(),
        unknown: Vec::new(),
        same: 0,
    };
    if restated.snapshot == restated.made_from {
        restated.same = cited.len();
        return Ok(restated);
    }
    // The new value will stand beside the published one, in this report and in others.
    let published = earlier(home, ledger.state())?;
    let mut source = Source::over(snapshot, Catalogue::of(archive.definitions()?)).await?;
    restated
        .charts(&archive.evidence()?, &cited, &mut source)
        .await?;
    let months: BTreeSet<Month> = cited.iter().map(|one| one.month).collect();
    for month in months {
        let of_month: Vec<&Cited> = cited.iter().filter(|one| one.month == month).collect();
        let book = figures(&mut source, &of_month, month).await?;
        let book = protected(book, &published, archive.manifest.as_at);
        for one in of_month {
            restated.hold(one, &book);
        }
    }
    // Charts have no mark, and come last.
    let mark = |reference: &str| {
        reference
            .trim_start_matches('F')
            .parse()
            .unwrap_or(u32::MAX)
    };
    restated
        .changes
        .sort_by_key(|change| mark(&change.reference));
    restated.unknown.sort_by_key(|one| mark(&one.reference));
    Ok(restated)
}

/// The figures of a month, each measure as a whole too: a group is shown only as it may stand
/// beside the others.
async fn figures(
    source: &mut Source,
    cited: &[&Cited],
    month: Month,
) -> Result<EvidenceBook, PublicationError> {
    let mut selectors: Vec<Selector> = Vec::new();
    for one in cited {
        for selector in [whole(one.selector.measure.clone()), one.selector.clone()] {
            if !selectors.contains(&selector) {
                selectors.push(selector);
            }
        }
    }
    let request = EvidenceRequest {
        selectors,
        month,
        compare: None,
        series: 1,
    };
    let nothing = |_: &MeasureMeta, _: Month| -> Vec<BenchmarkValue> { Vec::new() };
    Ok(gather(&mut source.engine, &source.catalogue, &request, &nothing).await?)
}

/// What stands in place of a mark for the points of a run chart.
const CHART: &str = "chart";

impl Restated {
    /// Holds the points of the run charts against the snapshot: months that no sentence cites.
    async fn charts(
        &mut self,
        published: &EvidenceBook,
        cited: &[Cited],
        source: &mut Source,
    ) -> Result<(), PublicationError> {
        for entry in published.entries() {
            let selector = Selector {
                measure: entry.measure.id.clone(),
                breakdown: entry.breakdown.clone(),
            };
            let is_drawn = cited.iter().any(|one| one.selector == selector);
            let of_group = entry.breakdown.is_some() && entry.measure.unit.is_about_children();
            let Some(last) = entry.series.last().map(|outcome| outcome.period().month) else {
                continue;
            };
            if !is_drawn || of_group {
                continue;
            }
            let request = EvidenceRequest {
                selectors: vec![whole(selector.measure.clone()), selector.clone()],
                month: last,
                compare: None,
                series: u16::try_from(entry.series.len()).unwrap_or(u16::MAX),
            };
            let nothing = |_: &MeasureMeta, _: Month| -> Vec<BenchmarkValue> { Vec::new() };
            let book = gather(&mut source.engine, &source.catalogue, &request, &nothing).await?;
            let Some(now) = book.find(&selector) else {
                continue;
            };
            for (before, after) in entry.series.iter().zip(&now.series) {
                let month = before.period().month;
                let is_cited = cited
                    .iter()
                    .any(|one| one.selector == selector && one.month == month);
                let point = |outcome: &Outcome| {
                    let figure = outcome.figure()?;
                    let value = figure
                        .value
                        .filter(|_| figure.is_publishable(&entry.measure))?;
                    Some(words::value(&entry.measure, value))
                };
                // Where either is hidden or not known, nothing was said that could be another.
                if let (false, Some(said), Some(now)) = (is_cited, point(before), point(after))
                    && said != now
                {
                    self.changes.push(FigureChange {
                        reference: CHART.to_owned(),
                        measure: selector.clone(),
                        month,
                        said,
                        now,
                        sentences: vec![format!(
                            "The run chart of {}, at {}",
                            entry.measure.title,
                            month.in_words()
                        )],
                    });
                }
            }
        }
        Ok(())
    }

    /// Holds a figure of the report against a book.
    fn hold(&mut self, cited: &Cited, book: &EvidenceBook) {
        match shown(cited, book) {
            Ok(now) if now == cited.said => self.same += 1,
            Ok(now) => self.changes.push(FigureChange {
                reference: cited.mark.clone(),
                measure: cited.selector.clone(),
                month: cited.month,
                said: cited.said.clone(),
                now,
                sentences: cited.sentences.clone(),
            }),
            Err(why) => self.unknown.push(NotGiven {
                reference: cited.mark.clone(),
                measure: cited.selector.clone(),
                month: cited.month,
                why,
            }),
        }
    }
}

/// A figure as it would be shown now, or why it cannot be given.
fn shown(cited: &Cited, book: &EvidenceBook) -> Result<String, String> {
    let asked = Asked {
        month: WhichMonth::Month(cited.month),
        against: Against::Nothing,
        ..Asked::default()
    };
    let view = View::of(book, &cited.selector, &asked)
        .map_err(|unknown| format!("no definition of `{}` was archived", unknown.id))?;
    match view.now {
        Shown::Known { value, .. } => Ok(words::value(view.meta, value)),
        Shown::Hidden(_) => Ok(HIDDEN.to_owned()),
        Shown::NoCases(_) => Ok(NO_CASES.to_owned()),
        Shown::Refused { reason, .. } => Err(reason.to_owned()),
        Shown::NotComputed { .. } => Err("the snapshot has no such group".to_owned()),
    }
}

/// An id for the next restatement of a report: `scrutiny-2017-11-r1`.
pub fn next_restatement(state: &State, report: &ReportId) -> Option<RestatementId> {
    (1_u32..)
        .map_while(|number| format!("{report}-r{number}").parse::<RestatementId>().ok())
        .find(|id| !state.restatements.contains_key(id))
}
