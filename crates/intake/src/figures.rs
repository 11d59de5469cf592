//! What a proposal does to a figure: the answers of two snapshots to the same question.
//!
//! The figures are as the data has them, small numbers too. They are for officers who decide about
//! a proposal, and may not be published.

use std::cmp::{max, min};

use serde::Serialize;
use waymark_codes::Month;
use waymark_figures::{Figure, MeasureMeta, Outcome, Selector};
use waymark_measures::{Definition, EvidenceRequest, gather};
use waymark_publication::Source;

use crate::error::IntakeError;

/// How many months are held beside each other: those that a run chart shows.
const MONTHS: u16 = 24;
/// The most months that are asked for where the two snapshots end at different times.
const MONTHS_AT_MOST: u16 = 60;

/// What a proposal does to a measure, or to one group of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MeasureEffect {
    /// Which figure.
    pub selector: Selector,
    /// What a reader must know of it.
    pub meta: MeasureMeta,
    /// Whether it is known before and with the proposal.
    pub standing: Standing,
    /// The figures of the latest month that both snapshots answer.
    pub same_month: Option<SameMonth>,
    /// The latest answer of the snapshot in use, or why it has none; none where no snapshot is in
    /// use, or it says nothing of any month.
    pub before: Option<Outcome>,
    /// The latest answer of the proposed snapshot, or why it has none.
    pub now: Option<Outcome>,
    /// The months that both answer, and otherwise: corrections. The earliest first; about two
    /// years back.
    pub corrected: Vec<Month>,
    /// The months that only the proposed snapshot answers.
    pub new_months: Vec<Month>,
    /// The months that only the snapshot in use answers.
    pub lost_months: Vec<Month>,
}

/// A measure's figures of one month.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SameMonth {
    /// The month.
    pub month: Month,
    /// The figure of the snapshot in use.
    pub before: Figure,
    /// The figure of the proposed snapshot.
    pub now: Figure,
    /// Whether value, cases, or what is left out differ.
    pub corrected: bool,
}

/// Whether a figure is known: before, and with the proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Both times.
    StaysKnown,
    /// Only with the proposal.
    BecomesKnown,
    /// Only before.
    BecomesRefused,
    /// Neither time.
    StaysRefused,
}

impl MeasureEffect {
    /// Whether the proposal makes no difference to the measure.
    pub fn is_none(&self) -> bool {
        matches!(self.standing, Standing::StaysKnown | Standing::StaysRefused)
            && self.corrected.is_empty()
            && self.new_months.is_empty()
            && self.lost_months.is_empty()
    }
}

/// Asks both snapshots for a figure.
pub(crate) async fn measure_effect(
    selector: &Selector,
    definition: &Definition,
    before: &mut Option<Source>,
    now: &mut Source,
) -> Result<MeasureEffect, IntakeError> {
    let end_before = before
        .as_ref()
        .and_then(|source| last_month(source, definition));
    let end_now = last_month(now, definition);
    let ends: Vec<Month> = end_before.into_iter().chain(end_now).collect();
    let (Some(first), Some(last)) = (
        ends.iter().copied().reduce(min),
        ends.iter().copied().reduce(max),
    ) else {
        return Ok(compared(
            selector,
            definition,
            Answers::default(),
            Answers::default(),
        ));
    };
    let apart = u16::try_from(first.months_until(last)).unwrap_or(MONTHS_AT_MOST);
    let count = MONTHS.saturating_add(apart).min(MONTHS_AT_MOST);
    let answers_before = match before {
        Some(source) => answers(source, selector, definition, last, count, end_before).await?,
        None => Answers::default(),
    };
    let answers_now = answers(now, selector, definition, last, count, end_now).await?;
    Ok(compared(selector, definition, answers_before, answers_now))
}

/// What one snapshot answers, month by month, the earliest first.
#[derive(Default)]
struct Answers {
    months: Vec<(Month, Outcome)>,
    latest: Option<Outcome>,
}

impl Answers {
    fn figures(&self) -> impl Iterator<Item = (Month, &Figure)> {
        self.months
            .iter()
            .filter_map(|(month, outcome)| Some((*month, outcome.figure()?)))
    }

    fn figure(&self, wanted: Month) -> Option<&Figure> {
        self.figures()
            .find(|(month, _)| *month == wanted)
            .map(|(_, figure)| figure)
    }
}

/// The last month that a snapshot can say anything of for a measure: what the tables of the
/// measure reach, else the month that most measures have.
fn last_month(source: &Source, definition: &Definition) -> Option<Month> {
    let reached = source.engine.latest_month(&definition.needs);
    reached.or_else(|| source.latest_month(None).ok())
}

async fn answers(
    source: &mut Source,
    selector: &Selector,
    definition: &Definition,
    last: Month,
    count: u16,
    end: Option<Month>,
) -> Result<Answers, IntakeError> {
    let months: Vec<Month> = (0..count).rev().map(|back| last.minus(back)).collect();
    let outcomes = if selector.breakdown.is_none() {
        source.engine.figures(definition, &months).await?
    } else {
        let request = EvidenceRequest {
            selectors: vec![selector.clone()],
            month: last,
            compare: None,
            series: count,
        };
        let nothing_beside = |_: &MeasureMeta, _: Month| Vec::new();
        let book = gather(
            &mut source.engine,
            &source.catalogue,
            &request,
            &nothing_beside,
        )
        .await?;
        book.find(selector)
            .map(|evidence| evidence.series.clone())
            .unwrap_or_default()
    };
    let months: Vec<(Month, Outcome)> = months.into_iter().zip(outcomes).collect();
    let answered = months.iter().rev().find(|(_, one)| one.figure().is_some());
    // Where there is no answer, the month that the data ends with has the reason that helps.
    let refused = || {
        months
            .iter()
            .find(|(month, _)| Some(*month) == end)
            .or(months.last())
    };
    let latest = answered.or_else(refused).map(|(_, one)| one.clone());
    Ok(Answers { months, latest })
}

fn compared(
    selector: &Selector,
    definition: &Definition,
    before: Answers,
    now: Answers,
) -> MeasureEffect {
    let mut corrected = Vec::new();
    let mut new_months = Vec::new();
    let mut same_month = None;
    for (month, figure) in now.figures() {
        let Some(earlier) = before.figure(month) else {
            new_months.push(month);
            continue;
        };
        let differs = !say_the_same(earlier, figure);
        if differs {
            corrected.push(month);
        }
        same_month = Some(SameMonth {
            month,
            before: earlier.clone(),
            now: figure.clone(),
            corrected: differs,
        });
    }
    let lost_months = before
        .figures()
        .map(|(month, _)| month)
        .filter(|month| now.figure(*month).is_none())
        .collect();
    let is_known = |answers: &Answers| answers.figures().next().is_some();
    let standing = match (is_known(&before), is_known(&now)) {
        (true, true) => Standing::StaysKnown,
        (false, true) => Standing::BecomesKnown,
        (true, false) => Standing::BecomesRefused,
        (false, false) => Standing::StaysRefused,
    };
    MeasureEffect {
        selector: selector.clone(),
        meta: definition.meta.clone(),
        standing,
        same_month,
        before: before.latest,
        now: now.latest,
        corrected,
        new_months,
        lost_months,
    }
}

/// Whether two figures of one month and measure say the same; only their snapshots may differ.
fn say_the_same(one: &Figure, other: &Figure) -> bool {
    let other = Figure {
        snapshot: one.snapshot.clone(),
        ..other.clone()
    };
    *one == other
}
