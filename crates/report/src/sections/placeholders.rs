//! What the placeholders of the standing words stand for.

use std::collections::BTreeMap;

use waymark_codes::{Month, month_name};
use waymark_plan::Inspection;

use super::{Appendices, ReportInput};
use crate::sentence::words;
use crate::template::Words;

/// The words of every placeholder of a template.
pub(super) fn placeholders(input: &ReportInput<'_>, appendices: &Appendices) -> Words {
    let plan = input.plan;
    let recommendations = &plan.recommendations;
    let actions: usize = recommendations.iter().map(|one| one.actions.len()).sum();
    let mut measures: Vec<String> = recommendations
        .iter()
        .flat_map(|one| &one.measures)
        .map(|linked| linked.selector.measure.to_string())
        .collect();
    measures.sort();
    measures.dedup();
    Words::new(&BTreeMap::from([
        ("authority", plan.authority.name.clone()),
        ("committee", plan.committee.name.clone()),
        ("director", plan.directors.director.clone()),
        (
            "assistant_director",
            plan.directors.assistant_director.clone(),
        ),
        ("as_at", words::day(input.as_at)),
        (
            "meeting_on",
            words::day(input.meeting_on.unwrap_or(input.as_at)),
        ),
        ("monitoring", plan.report.monitoring.clone()),
        (
            "recommendations",
            words::counted(recommendations.len(), "recommendation", "recommendations"),
        ),
        ("aims", words::counted(plan.aims.len(), "aim", "aims")),
        ("actions", words::counted(actions, "action", "actions")),
        (
            "measures",
            words::counted(measures.len(), "measure", "measures"),
        ),
        ("plan.title", plan.title.clone()),
        (
            "plan.years",
            format!("{} to {}", plan.years.first, plan.years.last),
        ),
        ("plan.version", plan.version.clone()),
        ("inspection.name", inspection_name(&plan.inspection)),
        ("inspection.month", inspection_month(&plan.inspection)),
        ("inspection.started", words::day(plan.inspection.started)),
        ("inspection.ended", words::day(plan.inspection.ended)),
        (
            "appendix.recommendations",
            format!("Appendix {}", appendices.recommendations),
        ),
        (
            "appendix.figures",
            format!("Appendix {}", appendices.figures),
        ),
        ("snapshot", input.snapshot.to_owned()),
        ("figures_to", figures_to(input)),
    ]))
}

fn inspection_name(inspection: &Inspection) -> String {
    match (&inspection.title, &inspection.framework) {
        (Some(title), _) => title.clone(),
        (None, framework) => framework.in_words().to_owned(),
    }
}

fn inspection_month(inspection: &Inspection) -> String {
    let (first, last) = (Month::of(inspection.started), Month::of(inspection.ended));
    if first == last {
        first.in_words()
    } else if first.year() == last.year() {
        format!("{} to {}", month_name(first.number()), last.in_words())
    } else {
        format!("{} to {}", first.in_words(), last.in_words())
    }
}

/// The month that most figures end with; the later one of two that as many end with.
fn figures_to(input: &ReportInput<'_>) -> String {
    let mut months: BTreeMap<Month, usize> = BTreeMap::new();
    for entry in input.evidence.entries() {
        *months.entry(entry.current.period().month).or_default() += 1;
    }
    months
        .into_iter()
        .max_by_key(|(month, count)| (*count, *month))
        .map_or_else(|| words::day(input.as_at), |(month, _)| month.in_words())
}
