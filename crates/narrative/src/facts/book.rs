//! Facts from figures, published values and the plan.

use jiff::civil::Date;
use waymark_codes::Month;
use waymark_figures::{
    BenchmarkValue, Comparator, EvidenceBook, Figure, MeasureMeta, Naming, Outcome, Selector,
};
use waymark_plan::{Plan, delivery_facts, summary_of_ratings};

use super::{Fact, FactBook, Goal, GoalOf, KnownMeasure, PlanFacts, Whose};

/// All that evidence and plan say on a day.
///
/// `measures` are those that words are searched for; `published` gives further published values
/// beside those that the evidence holds, such as older years and the authority's own.
pub fn of(
    evidence: &EvidenceBook,
    plan: &Plan,
    as_at: Date,
    measures: Vec<(MeasureMeta, Naming)>,
    published: &[(Selector, BenchmarkValue)],
) -> FactBook {
    let measures: Vec<KnownMeasure> = measures
        .into_iter()
        .map(|(meta, naming)| KnownMeasure { meta, naming })
        .collect();
    let mut book = FactBook {
        as_at,
        authority: plan.authority.name.clone(),
        region: plan
            .authority
            .code
            .authority()
            .map(|authority| authority.region.name().to_owned()),
        inspection: Some(Month::of(plan.inspection.ended)),
        goals: goals(plan, &measures),
        measures,
        facts: Vec::new(),
        plan: Some(plan_facts(plan, as_at)),
    };
    for entry in evidence.entries() {
        let selector = Selector {
            measure: entry.measure.id.clone(),
            breakdown: entry.breakdown.clone(),
        };
        let outcomes = [Some(&entry.current), entry.earlier.as_ref()]
            .into_iter()
            .flatten()
            .chain(&entry.series);
        for figure in outcomes.filter_map(Outcome::figure) {
            book.add(own(&entry.measure, &selector, figure));
        }
        for group in &entry.groups {
            let selector = Selector {
                measure: entry.measure.id.clone(),
                breakdown: group.breakdown.clone(),
            };
            book.add(own(&entry.measure, &selector, group));
        }
        for found in &entry.benchmarks {
            book.add(Some(beside(&selector, &found.benchmark)));
        }
    }
    for (selector, value) in published {
        book.add(Some(beside(selector, value)));
    }
    book
}

impl FactBook {
    /// Adds a fact. Of two about the same thing the one with its cases stays, else the first.
    fn add(&mut self, fact: Option<Fact>) {
        let Some(fact) = fact else {
            return;
        };
        let same = self.facts.iter_mut().find(|other| {
            other.selector == fact.selector
                && other.whose == fact.whose
                && other.month == fact.month
        });
        match same {
            Some(other) if other.figure.is_none() && fact.figure.is_some() => *other = fact,
            Some(_) => {}
            None => self.facts.push(fact),
        }
    }
}

fn own(meta: &MeasureMeta, selector: &Selector, figure: &Figure) -> Option<Fact> {
    Some(Fact {
        value: figure.value?,
        selector: selector.clone(),
        whose: Whose::Authority,
        month: figure.period.month,
        decimals: None,
        source: format!("{selector}@{}", figure.period.month),
        publishable: figure.is_publishable(meta),
        figure: Some(figure.clone()),
    })
}

fn beside(selector: &Selector, value: &BenchmarkValue) -> Fact {
    Fact {
        selector: selector.clone(),
        whose: match value.comparator {
            Comparator::Authority => Whose::Authority,
            Comparator::StatisticalNeighbours { .. } => Whose::Neighbours,
            Comparator::Region { .. } => Whose::Region,
            Comparator::England => Whose::England,
        },
        month: value.year_ending,
        value: value.value,
        decimals: Some(published_decimals(value)),
        figure: None,
        source: format!("{}, {}", value.source, value.name),
        publishable: true,
    }
}

/// A published value says no more than it was published with. An average of neighbours is worked
/// out here, so that any number of digits is right.
fn published_decimals(value: &BenchmarkValue) -> u8 {
    if matches!(value.comparator, Comparator::StatisticalNeighbours { .. }) {
        return 9;
    }
    (0..3u8)
        .find(|decimals| {
            let scale = 10f64.powi(i32::from(*decimals));
            ((value.value * scale).round() - value.value * scale).abs() < 1e-6
        })
        .unwrap_or(3)
}

fn goals(plan: &Plan, measures: &[KnownMeasure]) -> Vec<Goal> {
    let linked = || plan.recommendations.iter().flat_map(|one| &one.measures);
    let mut goals: Vec<Goal> = linked()
        .filter_map(|linked| {
            let target = linked.target.as_ref()?;
            Some(Goal {
                selector: linked.selector.clone(),
                value: target.value,
                of: GoalOf::Plan(target.by),
            })
        })
        .collect();
    goals.extend(linked().filter_map(|linked| {
        Some(Goal {
            selector: linked.selector.clone(),
            value: linked.threshold.as_ref()?.value,
            of: GoalOf::Threshold,
        })
    }));
    goals.extend(thresholds(measures));
    goals.dedup();
    goals
}

/// The national thresholds that the definitions themselves name.
pub(super) fn thresholds(measures: &[KnownMeasure]) -> Vec<Goal> {
    measures
        .iter()
        .filter_map(|known| {
            Some(Goal {
                selector: Selector {
                    measure: known.meta.id.clone(),
                    breakdown: None,
                },
                value: known.naming.threshold.as_ref()?.value,
                of: GoalOf::Threshold,
            })
        })
        .collect()
}

fn plan_facts(plan: &Plan, as_at: Date) -> PlanFacts {
    let mut facts = PlanFacts {
        recommendations: plan.recommendations.len(),
        ratings: summary_of_ratings(plan),
        money: plan
            .funding
            .iter()
            .map(|funding| (funding.title.clone(), funding.amount as f64))
            .collect(),
        ..PlanFacts::default()
    };
    for recommendation in &plan.recommendations {
        let delivery = delivery_facts(recommendation, as_at);
        facts.actions += delivery.actions;
        facts.actions_done += delivery.actions_done;
    }
    facts
}
