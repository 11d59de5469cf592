//! The figures of a day: what is asked of the data, and what it answers.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use waymark_benchmarks::Benchmarks;
use waymark_codes::Month;
use waymark_figures::{BenchmarkValue, EvidenceBook, MeasureId, MeasureMeta, Selector};
use waymark_measures::{EvidenceRequest, gather};
use waymark_narrative::reference::{Reference, find};
use waymark_narrative::text::Text;
use waymark_plan::Plan;
use waymark_report::Template;

use crate::doubts::set_doubts;
use crate::error::PublicationError;
use crate::home::{Source, beside};

/// How many months a run chart shows.
const SERIES: u16 = 24;
/// How many months before a figure's the one lies that it is compared with.
const A_YEAR: u16 = 12;

/// What the figures are wanted for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The report's template, where there will be a report.
    pub template: Option<&'a Template>,
    /// The report's narrative, whose references may name groups.
    pub narrative: Option<&'a Text>,
    /// The day.
    pub as_at: Date,
    /// The month of the figures; where there is none, the latest that most measures can answer and
    /// that had ended by the day.
    pub month: Option<Month>,
}

/// What is asked of the data. Asked again of the same snapshot, with the same definitions, it gives
/// the same evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The figures, in order.
    pub selectors: Vec<Selector>,
    /// The month of the current figures.
    pub month: Month,
    /// The month that they are compared with.
    pub compared_with: Month,
    /// How many months the series has, the current one included.
    pub series: u16,
}

/// The published values that stand beside a measure's figure of a month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beside {
    /// The measure.
    pub measure: MeasureId,
    /// The month of the figure.
    pub month: Month,
    /// The values; one or more.
    pub values: Vec<BenchmarkValue>,
}

/// The evidence of a day, as the data has it: nothing of it is withheld yet.
#[derive(Clone, Debug)]
pub struct DaysEvidence {
    /// The evidence.
    pub evidence: EvidenceBook,
    /// The month that it is about.
    pub month: Month,
    /// What was asked.
    pub question: Question,
    /// The published values that were set beside the figures.
    pub beside: Vec<Beside>,
}

/// Computes every measure of the catalogue, and the groups that plan, template or narrative name.
/// Each figure is compared with that of twelve months before.
pub async fn evidence(
    source: &mut Source,
    benchmarks: &Benchmarks,
    wanted: &Wanted<'_>,
) -> Result<DaysEvidence, PublicationError> {
    let question = Question::of(source, wanted).await?;
    let beside = published_beside(source, benchmarks, wanted.plan, question.month);
    let mut evidence = question.ask(source, &beside).await?;
    set_doubts(source, &mut evidence, question.month).await?;
    Ok(DaysEvidence {
        evidence,
        month: question.month,
        question,
        beside,
    })
}

impl Question {
    /// What is to be asked.
    pub async fn of(source: &mut Source, wanted: &Wanted<'_>) -> Result<Self, PublicationError> {
        let month = month(source, wanted.as_at, wanted.month)?;
        let mut selectors: Vec<Selector> = source
            .catalogue
            .all()
            .map(|definition| whole(definition.meta.id.clone()))
            .collect();
        let of_plan = wanted
            .plan
            .recommendations
            .iter()
            .flat_map(|one| &one.measures)
            .map(|linked| &linked.selector);
        let of_template = wanted
            .template
            .into_iter()
            .flat_map(Template::figures)
            .map(|(selector, _)| selector);
        for selector in of_plan.chain(of_template) {
            if !selectors.contains(selector) {
                selectors.push(selector.clone());
            }
        }
        for selector in wanted.narrative.map(named_by).unwrap_or_default() {
            if !selectors.contains(&selector) && has_group(source, &selector, month).await? {
                selectors.push(selector);
            }
        }
        Ok(Self {
            selectors,
            month,
            compared_with: month.minus(A_YEAR),
            series: SERIES,
        })
    }

    /// Asks it of a snapshot.
    pub async fn ask(
        &self,
        source: &mut Source,
        beside: &[Beside],
    ) -> Result<EvidenceBook, PublicationError> {
        let request = EvidenceRequest {
            selectors: self.selectors.clone(),
            month: self.month,
            compare: Some(self.compared_with),
            series: self.series,
        };
        let found = |meta: &MeasureMeta, month: Month| {
            beside
                .iter()
                .find(|one| one.measure == meta.id && one.month == month)
                .map(|one| one.values.clone())
                .unwrap_or_default()
        };
        Ok(gather(&mut source.engine, &source.catalogue, &request, &found).await?)
    }
}

/// A measure as a whole.
pub(crate) fn whole(measure: MeasureId) -> Selector {
    Selector {
        measure,
        breakdown: None,
    }
}

/// The month of a day's figures.
fn month(source: &Source, as_at: Date, wanted: Option<Month>) -> Result<Month, PublicationError> {
    let this_month = Month::of(as_at);
    let ended = if this_month.last_day() == as_at {
        this_month
    } else {
        this_month.minus(1)
    };
    match wanted {
        Some(month) if month > ended => Err(PublicationError::MonthNotEnded { month, as_at }),
        Some(month) => Ok(month),
        None => source.latest_month(Some(ended)),
    }
}

/// The groups that a narrative's references name. What is no reference is told of when the text is
/// checked.
pub fn named_by(narrative: &Text) -> Vec<Selector> {
    narrative
        .passages()
        .iter()
        .flat_map(|passage| find(&passage.words))
        .filter_map(|found| found.inner.parse::<Reference>().ok())
        .filter_map(|reference| reference.selector().cloned())
        .filter(|selector| selector.breakdown.is_some())
        .collect()
}

/// Whether the data has a group in a month: one that is misspelt must not become evidence of its
/// own, since the reference to it would then not be told what was meant.
async fn has_group(
    source: &mut Source,
    selector: &Selector,
    month: Month,
) -> Result<bool, PublicationError> {
    let Some(wanted) = &selector.breakdown else {
        return Ok(true);
    };
    let Ok(definition) = source.catalogue.find(selector.measure.as_str()) else {
        return Ok(false);
    };
    let dimensions = source.engine.breakdowns(definition).await?;
    if !dimensions.contains(&wanted.dimension) {
        return Ok(false);
    }
    let by_month = source
        .engine
        .groups(definition, &[month], &wanted.dimension)
        .await?;
    Ok(by_month
        .into_iter()
        .flat_map(Result::unwrap_or_default)
        .any(|figure| figure.breakdown.as_ref() == Some(wanted)))
}

/// The published values to set beside the figures of a month, for each measure that has any.
pub fn published_beside(
    source: &Source,
    benchmarks: &Benchmarks,
    plan: &Plan,
    month: Month,
) -> Vec<Beside> {
    let authority = plan.authority.code;
    source
        .catalogue
        .all()
        .map(|definition| Beside {
            measure: definition.meta.id.clone(),
            month,
            values: beside(benchmarks, authority, &definition.meta, month),
        })
        .filter(|one| !one.values.is_empty())
        .collect()
}
