//! Facts from a file that people write, for a text that is checked away from any data.

use jiff::civil::Date;
use serde::Deserialize;
use waymark_codes::Month;
use waymark_figures::{
    Coverage, Figure, Interval, MeasureMeta, Period, Selector, Shape, Window, mean_interval,
    poisson_interval, rate_interval, wilson_interval,
};
use waymark_plan::RatingSummary;

use super::book::thresholds;
use super::{Fact, FactBook, Goal, GoalOf, KnownMeasure, PlanFacts, Whose};

/// Why a file of facts cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum FactsError {
    /// It is not of the form.
    #[error("the file of facts is not right: {0}")]
    Form(#[from] toml::de::Error),
    /// It names a measure that there is not.
    #[error("no measure is called `{id}`{}", .nearest.as_ref().map(|n| format!("; did you mean `{n}`?")).unwrap_or_default())]
    UnknownMeasure {
        /// What it names.
        id: String,
        /// The nearest that there is.
        nearest: Option<String>,
    },
    /// A fact has not what its measure's shape needs.
    #[error("the fact on `{selector}` of {month} needs {needs}")]
    Incomplete {
        /// The measure or group.
        selector: Selector,
        /// The month.
        month: Month,
        /// What it needs.
        needs: &'static str,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    as_at: Date,
    authority: String,
    region: Option<String>,
    inspection: Option<Month>,
    plan: Option<PlanEntry>,
    #[serde(default)]
    fact: Vec<FactEntry>,
    #[serde(default)]
    published: Vec<PublishedEntry>,
    #[serde(default)]
    target: Vec<TargetEntry>,
    #[serde(default)]
    threshold: Vec<ThresholdEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanEntry {
    recommendations: usize,
    actions: usize,
    actions_done: usize,
    ratings: RatingsEntry,
    #[serde(default)]
    money: Vec<MoneyEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RatingsEntry {
    #[serde(default)]
    blue: usize,
    green: usize,
    amber: usize,
    red: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MoneyEntry {
    what: String,
    amount: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FactEntry {
    measure: Selector,
    month: Month,
    counted: Option<f64>,
    of: Option<f64>,
    mean: Option<f64>,
    sd: Option<f64>,
    n: Option<f64>,
    cohort: Option<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PublishedEntry {
    measure: Selector,
    whose: WhoseEntry,
    year_ending: Month,
    value: f64,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum WhoseEntry {
    Authority,
    StatisticalNeighbours,
    Region,
    England,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TargetEntry {
    measure: Selector,
    value: f64,
    by: Month,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ThresholdEntry {
    measure: Selector,
    value: f64,
}

/// Reads a file of facts: TOML with `as_at`, `authority`, and entries `[[fact]]`,
/// `[[published]]`, `[[target]]`, `[[threshold]]` and `[plan]`.
///
/// A `[[fact]]` has `measure`, `month`, and what the measure's shape needs: `counted` and `of`
/// (percentage, rate), `counted` (count), `mean`, `sd` and `n` (mean); `cohort` where some cases
/// have no answer. `measures` comes with each measure's window.
pub fn read(text: &str, measures: Vec<(KnownMeasure, Window)>) -> Result<FactBook, FactsError> {
    let file: File = toml::from_str(text)?;
    let known: Vec<KnownMeasure> = measures.iter().map(|(known, _)| known.clone()).collect();
    let find = |selector: &Selector| {
        measures
            .iter()
            .find(|(known, _)| known.meta.id == selector.measure)
            .ok_or_else(|| FactsError::UnknownMeasure {
                id: selector.measure.to_string(),
                nearest: crate::nearest(
                    selector.measure.as_str(),
                    measures.iter().map(|(known, _)| known.meta.id.as_str()),
                )
                .map(str::to_owned),
            })
    };
    let mut facts = Vec::new();
    for entry in &file.fact {
        let (measure, window) = find(&entry.measure)?;
        facts.push(own(entry, &measure.meta, *window)?);
    }
    for entry in &file.published {
        find(&entry.measure)?;
        facts.push(Fact {
            selector: entry.measure.clone(),
            whose: match entry.whose {
                WhoseEntry::Authority => Whose::Authority,
                WhoseEntry::StatisticalNeighbours => Whose::Neighbours,
                WhoseEntry::Region => Whose::Region,
                WhoseEntry::England => Whose::England,
            },
            month: entry.year_ending,
            value: entry.value,
            decimals: Some(1),
            figure: None,
            source: "the published value".to_owned(),
            publishable: true,
        });
    }
    let mut goals = Vec::new();
    for entry in &file.target {
        find(&entry.measure)?;
        goals.push(Goal {
            selector: entry.measure.clone(),
            value: entry.value,
            of: GoalOf::Plan(entry.by),
        });
    }
    for entry in &file.threshold {
        find(&entry.measure)?;
        goals.push(Goal {
            selector: entry.measure.clone(),
            value: entry.value,
            of: GoalOf::Threshold,
        });
    }
    for goal in thresholds(&known) {
        let is_said = |other: &Goal| other.of == goal.of && other.selector == goal.selector;
        if !goals.iter().any(is_said) {
            goals.push(goal);
        }
    }
    Ok(FactBook {
        as_at: file.as_at,
        authority: file.authority,
        region: file.region,
        inspection: file.inspection,
        measures: known,
        facts,
        goals,
        plan: file.plan.map(|plan| PlanFacts {
            recommendations: plan.recommendations,
            actions: plan.actions,
            actions_done: plan.actions_done,
            ratings: RatingSummary {
                blue: plan.ratings.blue,
                green: plan.ratings.green,
                amber: plan.ratings.amber,
                red: plan.ratings.red,
                unrated: 0,
            },
            money: plan
                .money
                .into_iter()
                .map(|money| (money.what, money.amount))
                .collect(),
        }),
    })
}

fn own(entry: &FactEntry, meta: &MeasureMeta, window: Window) -> Result<Fact, FactsError> {
    let incomplete = |needs| FactsError::Incomplete {
        selector: entry.measure.clone(),
        month: entry.month,
        needs,
    };
    let figure = figure(entry, meta, window).ok_or_else(|| {
        incomplete(match meta.shape {
            Shape::Percentage | Shape::Rate => "`counted` and `of`",
            Shape::Count => "`counted`",
            Shape::Mean => "`mean`, `sd` and `n`",
        })
    })?;
    Ok(Fact {
        selector: entry.measure.clone(),
        whose: Whose::Authority,
        month: entry.month,
        value: figure
            .value
            .ok_or_else(|| incomplete("at least one case"))?,
        decimals: None,
        source: format!("{}@{}", entry.measure, entry.month),
        publishable: figure.is_publishable(meta),
        figure: Some(figure),
    })
}

/// A figure from what people know of it; none where something is missing.
fn figure(entry: &FactEntry, meta: &MeasureMeta, window: Window) -> Option<Figure> {
    let (numerator, denominator) = match meta.shape {
        Shape::Mean => (entry.mean? * entry.n?, entry.n?),
        Shape::Count => (entry.counted?, entry.of.or(entry.counted)?),
        Shape::Percentage | Shape::Rate => (entry.counted?, entry.of?),
    };
    let interval: Option<Interval> = match meta.shape {
        Shape::Mean => mean_interval(entry.mean?, entry.sd?, denominator),
        Shape::Count => Some(poisson_interval(numerator)),
        Shape::Percentage => wilson_interval(numerator, denominator),
        Shape::Rate => rate_interval(numerator, denominator),
    };
    let mut figure = bare(meta, entry.month, window);
    figure.breakdown.clone_from(&entry.measure.breakdown);
    figure.numerator = numerator;
    figure.denominator = denominator;
    figure.value = match meta.shape {
        Shape::Count => Some(numerator),
        Shape::Percentage => (denominator > 0.0).then(|| numerator / denominator * 100.0),
        Shape::Mean | Shape::Rate => (denominator > 0.0).then(|| numerator / denominator),
    };
    figure.interval = interval;
    figure.standard_deviation = entry.sd;
    figure.coverage = Coverage {
        known: denominator as u64,
        cohort: entry.cohort.unwrap_or(denominator as u64),
    };
    Some(figure)
}

/// A figure without its numbers.
pub(crate) fn bare(meta: &MeasureMeta, month: Month, window: Window) -> Figure {
    Figure {
        measure: meta.id.clone(),
        definition: meta.fingerprint.clone(),
        snapshot: String::new(),
        period: Period::ending(month, window),
        breakdown: None,
        numerator: 0.0,
        denominator: 0.0,
        value: None,
        interval: None,
        standard_deviation: None,
        coverage: Coverage {
            known: 0,
            cohort: 0,
        },
        left_out: Vec::new(),
        doubt: None,
        withheld: false,
    }
}
