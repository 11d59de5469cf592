//! All that a report rests on, on its day: plan, figures, and what a text is held to.

use jiff::civil::Date;
use waymark_app::{AppError, Ledger};
use waymark_benchmarks::Benchmarks;
use waymark_figures::EvidenceBook;
use waymark_narrative::facts::FactBook;
use waymark_narrative::reference::Known;
use waymark_narrative::text::Text;
use waymark_plan::ledger::State;
use waymark_plan::ledger::chain::Head;
use waymark_plan::ledger::state::ReportState;
use waymark_plan::{Plan, ReportId};
use waymark_report::{Built, Step, Template};

use crate::archive::Archive;
use crate::check::{CheckedText, check, fact_book};
use crate::document::{Material, build};
use crate::error::PublicationError;
use crate::evidence::{Beside, DaysEvidence, Question, Wanted, evidence};
use crate::home::{Home, Source};
use crate::protection::protected;

/// How a report stands: its committee's day, its stage, and how it came about.
#[derive(Clone, Copy, Debug, Default)]
pub struct Setting<'a> {
    /// The committee's day, where it is known.
    pub meeting_on: Option<Date>,
    /// What stands below the title of one that is not published yet.
    pub stage: Option<&'a str>,
    /// The steps so far.
    pub steps: &'a [Step],
}

/// All that a report rests on, on its day.
#[derive(Clone, Debug)]
pub struct Ground {
    /// The plan.
    pub plan: Plan,
    /// The day.
    pub as_at: Date,
    /// The snapshot that the figures come from.
    pub snapshot: String,
    /// The figures as they may be published.
    pub evidence: EvidenceBook,
    /// What was asked of the data.
    pub question: Question,
    /// The published values that were set beside the figures.
    pub beside: Vec<Beside>,
    /// The import that they come from.
    pub benchmarks_import: Option<String>,
    /// What a text is held to.
    pub facts: FactBook,
}

impl Ground {
    /// Computes the figures of a day, and withholds what may not be published beside `earlier`
    /// reports.
    pub async fn of(
        home: &Home,
        source: &mut Source,
        wanted: &Wanted<'_>,
        earlier: &[EvidenceBook],
    ) -> Result<Self, PublicationError> {
        let benchmarks = home.benchmarks()?;
        let days = evidence(source, &benchmarks, wanted).await?;
        Ok(Self::on(days, source, &benchmarks, wanted, earlier))
    }

    /// The same on figures that were computed already: those of `source` for `wanted`.
    pub fn on(
        days: DaysEvidence,
        source: &Source,
        benchmarks: &Benchmarks,
        wanted: &Wanted<'_>,
        earlier: &[EvidenceBook],
    ) -> Self {
        let evidence = protected(days.evidence, earlier, wanted.as_at);
        let facts = fact_book(
            &evidence,
            wanted.plan,
            wanted.as_at,
            &source.catalogue,
            benchmarks,
        );
        Self {
            plan: wanted.plan.clone(),
            as_at: wanted.as_at,
            snapshot: source.snapshot.id().to_owned(),
            evidence,
            question: days.question,
            beside: days.beside,
            benchmarks_import: benchmarks.id().map(str::to_owned),
            facts,
        }
    }

    /// What references can speak of.
    pub fn known(&self) -> Known<'_> {
        Known {
            evidence: &self.evidence,
            plan: Some(&self.plan),
            as_at: self.as_at,
        }
    }

    /// Holds a text to it.
    pub fn check(&self, text: &Text) -> CheckedText {
        check(text, &self.facts, &self.known())
    }

    /// The report that can be made on it.
    pub fn build(
        &self,
        template: &Template,
        narrative: Option<&Text>,
        set: &Setting<'_>,
    ) -> Result<Built, PublicationError> {
        build(&Material {
            plan: &self.plan,
            template,
            evidence: &self.evidence,
            as_at: self.as_at,
            snapshot: &self.snapshot,
            benchmarks_import: self.benchmarks_import.as_deref(),
            narrative,
            meeting_on: set.meeting_on,
            stage: set.stage,
            steps: set.steps,
        })
    }
}

/// A report of the ledger.
pub fn report<'a>(state: &'a State, id: &ReportId) -> Result<&'a ReportState, PublicationError> {
    state.report(id).ok_or_else(|| {
        let known = state.reports.keys().map(ReportId::as_str);
        PublicationError::no_such("report", id.as_str(), known)
    })
}

/// The ledger's state at the end of a day, and the plan that it is.
pub async fn plan_at(ledger: &Ledger, day: Date) -> Result<(State, Plan), PublicationError> {
    let state = ledger.as_at(day).await?;
    match state.plan(ledger.people()) {
        Ok(plan) => Ok((state, plan)),
        Err(lacks) => Err(PublicationError::NotAPlan { lacks, as_at: day }),
    }
}

/// The reports that the ledger has as published, oldest first.
pub fn published(state: &State) -> Vec<ReportId> {
    let mut all: Vec<(u64, &ReportId)> = state
        .reports
        .iter()
        .filter_map(|(id, report)| Some((report.publication.as_ref()?.act.seq, id)))
        .collect();
    all.sort();
    all.into_iter().map(|(_, id)| id.clone()).collect()
}

/// What each report was published from that was published before, oldest first.
pub fn earlier(home: &Home, state: &State) -> Result<Vec<EvidenceBook>, PublicationError> {
    books(home, &published(state))
}

/// The evidence of published reports.
pub(crate) fn books(
    home: &Home,
    reports: &[ReportId],
) -> Result<Vec<EvidenceBook>, PublicationError> {
    reports
        .iter()
        .map(|report| Archive::open(home, report)?.evidence())
        .collect()
}

/// Where the ledger's chain stood with an event as its last.
pub(crate) async fn head_at(ledger: &Ledger, seq: u64) -> Result<Head, PublicationError> {
    let before = seq.checked_sub(1).ok_or(PublicationError::NoEvent(seq))?;
    let records = ledger
        .store()
        .records_after(before)
        .await
        .map_err(AppError::from)?;
    records
        .first()
        .map(|record| record.head())
        .filter(|head| head.seq == seq)
        .ok_or(PublicationError::NoEvent(seq))
}
