//! Gathers everything that a report or a rating needs to know of its measures.

use waymark_codes::Month;
use waymark_figures::{
    BenchmarkComparison, BenchmarkValue, Breakdown, Evidence, EvidenceBook, Figure, MeasureMeta,
    Outcome, Period, Refusal, Selector, compare,
};

use crate::catalogue::Catalogue;
use crate::definition::Definition;
use crate::engine::{Engine, EngineError};

/// What is asked of each measure.
#[derive(Clone, Debug)]
pub struct EvidenceRequest {
    /// The figures wanted.
    pub selectors: Vec<Selector>,
    /// The month of the current figures.
    pub month: Month,
    /// The month that they are compared with.
    pub compare: Option<Month>,
    /// How many months the series has, the current one included; none where zero.
    pub series: u16,
}

/// The months of a series that ends with a month, oldest first.
fn months_ending(month: Month, series: u16) -> Vec<Month> {
    (0..series).rev().map(|back| month.minus(back)).collect()
}

/// Computes the evidence of every figure asked for; one run of a definition answers all its months.
///
/// `benchmarks` gives the published values to set beside a measure's figure of a month. A measure
/// that the catalogue does not know is refused by name.
pub async fn gather(
    engine: &mut Engine,
    catalogue: &Catalogue,
    request: &EvidenceRequest,
    benchmarks: &(dyn Fn(&MeasureMeta, Month) -> Vec<BenchmarkValue> + Sync),
) -> Result<EvidenceBook, EngineError> {
    let mut entries = Vec::new();
    for selector in &request.selectors {
        let Ok(definition) = catalogue.find(selector.measure.as_str()) else {
            continue;
        };
        entries.push(one(engine, definition, selector, request, benchmarks).await?);
    }
    Ok(EvidenceBook::new(entries))
}

async fn one(
    engine: &mut Engine,
    definition: &Definition,
    selector: &Selector,
    request: &EvidenceRequest,
    benchmarks: &(dyn Fn(&MeasureMeta, Month) -> Vec<BenchmarkValue> + Sync),
) -> Result<Evidence, EngineError> {
    let mut months = months_ending(request.month, request.series.max(1));
    let earlier_at = request
        .compare
        .map(|month| match months.iter().position(|m| *m == month) {
            Some(at) => at,
            None => {
                months.push(month);
                months.len() - 1
            }
        });
    let outcomes = match &selector.breakdown {
        None => engine.figures(definition, &months).await?,
        Some(breakdown) => of_group(engine, definition, &months, breakdown).await?,
    };
    let current = outcomes[usize::from(request.series.max(1)) - 1].clone();
    let earlier = earlier_at.map(|at| outcomes[at].clone());
    let meta = definition.meta.clone();
    let comparison = earlier
        .as_ref()
        .and_then(Outcome::figure)
        .zip(current.figure())
        .and_then(|(earlier, current)| compare(&meta, earlier, current));
    let mut groups = Vec::new();
    if selector.breakdown.is_none() {
        for dimension in engine.breakdowns(definition).await? {
            for month in engine
                .groups(definition, &[request.month], &dimension)
                .await?
            {
                groups.extend(month.unwrap_or_default());
            }
        }
    }
    let beside = match (&selector.breakdown, current.figure()) {
        (None, Some(figure)) => benchmarks(&meta, request.month)
            .iter()
            .filter_map(|value| BenchmarkComparison::of(&meta, figure, value))
            .collect(),
        _ => Vec::new(),
    };
    let mut series = outcomes;
    series.truncate(usize::from(request.series));
    Ok(Evidence {
        measure: meta,
        breakdown: selector.breakdown.clone(),
        current,
        earlier,
        comparison,
        series,
        benchmarks: beside,
        groups,
    })
}

/// The figures of one group, month by month; a month without it is refused.
async fn of_group(
    engine: &mut Engine,
    definition: &Definition,
    months: &[Month],
    breakdown: &Breakdown,
) -> Result<Vec<Outcome>, EngineError> {
    let by_month = engine
        .groups(definition, months, &breakdown.dimension)
        .await?;
    Ok(by_month
        .into_iter()
        .zip(months)
        .map(|(groups, month)| {
            let is_it = |figure: &Figure| {
                figure.breakdown.as_ref().is_some_and(|found| {
                    found.group.to_lowercase() == breakdown.group.to_lowercase()
                })
            };
            match groups {
                Err(refusal) => Outcome::Refused(refusal),
                Ok(groups) => match groups.into_iter().find(is_it) {
                    Some(figure) => Outcome::Figure(Figure {
                        breakdown: Some(breakdown.clone()),
                        ..figure
                    }),
                    None => Outcome::Refused(Refusal {
                        measure: definition.meta.id.clone(),
                        period: Period::ending(*month, definition.window),
                        reason: format!(
                            "there are no cases with {} \u{201c}{}\u{201d}",
                            breakdown.dimension, breakdown.group
                        ),
                    }),
                },
            }
        })
        .collect())
}
