//! What is another in a record than it was, field by field: for corrections, and for plans that
//! are set side by side.

use std::fmt::Display;

use jiff::civil::Date;

use super::phrases::{self, capital, day, is_short, number, or_none, quoted, stopped};
use crate::model::{
    BackgroundPaper, Baseline, ComparatorKind, Consultation, Framework, Inspection, LinkedMeasure,
    PlanYears, Posts, PreviousDecision, Scheme, Target, Threshold,
};

/// The fields that differ, each told as a phrase.
#[derive(Debug, Default)]
pub(in crate::ledger) struct Changes(Vec<String>);

impl Changes {
    /// A field with a short value, told as it was and as it is.
    pub(in crate::ledger) fn value(&mut self, field: &str, was: impl Display, is: impl Display) {
        let (was, is) = (was.to_string(), is.to_string());
        if was != is {
            self.0.push(format!("{field} from {was} to {is}"));
        }
    }

    /// A day that may be absent.
    pub(in crate::ledger) fn day(&mut self, field: &str, was: Option<Date>, is: Option<Date>) {
        self.value(field, or_none(was.map(day)), or_none(is.map(day)));
    }

    /// A text: told as it was and as it is where both are short, else as it begins now.
    pub(in crate::ledger) fn text(&mut self, field: &str, was: &str, is: &str) {
        self.text_if_any(field, Some(was), Some(is));
    }

    /// A text that may be absent.
    pub(in crate::ledger) fn text_if_any(
        &mut self,
        field: &str,
        was: Option<&str>,
        is: Option<&str>,
    ) {
        if was == is {
            return;
        }
        self.0.push(match (was, is) {
            (Some(was), Some(is)) if is_short(was) && is_short(is) && quoted(was) != quoted(is) => {
                format!("{field} from {} to {}", quoted(was), quoted(is))
            }
            (_, Some(is)) if was.is_some() => format!("{field} reworded, now {}", quoted(is)),
            (_, Some(is)) => format!("{field} from none to {}", quoted(is)),
            (was, None) => format!("{field} from {} to none", or_none(was.map(quoted))),
        });
    }

    /// A list, told as what is new in it and what is gone.
    pub(in crate::ledger) fn list(&mut self, field: &str, was: &[String], is: &[String]) {
        if was == is {
            return;
        }
        let (new, gone) = (lacking(is, was), lacking(was, is));
        let mut told = Vec::new();
        if !new.is_empty() {
            told.push(format!("{} added", phrases::list(&new)));
        }
        if !gone.is_empty() {
            told.push(format!("{} left out", phrases::list(&gone)));
        }
        if told.is_empty() {
            told.push("the order".to_owned());
        }
        self.0.push(format!("{field} ({})", told.join(", ")));
    }

    /// Whether nothing differs.
    pub(in crate::ledger) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All that differs, without a full stop.
    pub(in crate::ledger) fn in_words(&self) -> String {
        if self.0.is_empty() {
            "no difference in words".to_owned()
        } else {
            self.0.join("; ")
        }
    }
}

/// What the first list has and the second has not.
fn lacking(list: &[String], other: &[String]) -> Vec<String> {
    list.iter()
        .filter(|each| !other.contains(each))
        .cloned()
        .collect()
}

/// What was recorded is replaced, and why.
pub(super) fn corrected(what: &str, changes: &Changes, reason: Option<&str>) -> String {
    let mut said = vec![format!(
        "{} was corrected: {}.",
        capital(what),
        changes.in_words()
    )];
    said.extend(reason.map(|reason| format!("Reason: {}", stopped(reason))));
    said.join(" ")
}

/// `2017–2020`.
pub(in crate::ledger) fn years(years: PlanYears) -> String {
    format!("{}\u{2013}{}", years.first, years.last)
}

/// The framework's name.
pub(super) fn framework(framework: &Framework) -> &str {
    match framework {
        Framework::Sif => "SIF",
        Framework::Ilacs => "ILACS",
        Framework::FocusedVisit => "focused visit",
        Framework::Other(name) => name,
    }
}

/// What differs between two records of an inspection.
pub(in crate::ledger) fn inspection(was: &Inspection, is: &Inspection) -> Changes {
    let judgements = |of: &Inspection| -> Vec<String> {
        of.judgements
            .iter()
            .map(|part| format!("{}: {}", part.area, part.judgement))
            .collect()
    };
    let mut found = Changes::default();
    found.value(
        "framework",
        framework(&was.framework),
        framework(&is.framework),
    );
    found.text_if_any("title", was.title.as_deref(), is.title.as_deref());
    found.value("first day on site", day(was.started), day(is.started));
    found.value("last day on site", day(was.ended), day(is.ended));
    found.day("day that the report came out", was.published, is.published);
    found.text_if_any(
        "overall judgement",
        was.judgement.as_deref(),
        is.judgement.as_deref(),
    );
    found.list("judgements of parts", &judgements(was), &judgements(is));
    found.value(
        "link to the report",
        or_none(was.report_link.as_ref()),
        or_none(is.report_link.as_ref()),
    );
    found
}

/// What differs between the words of two schemes.
pub(in crate::ledger) fn scheme(was: &Scheme, is: &Scheme) -> Changes {
    let mut found = Changes::default();
    found.text("what red means", &was.red, &is.red);
    found.text("what amber means", &was.amber, &is.amber);
    found.text("what green means", &was.green, &is.green);
    found.text_if_any("what blue means", was.blue.as_deref(), is.blue.as_deref());
    found
}

fn baseline(of: &Baseline) -> String {
    format!("{} for {}", number(of.value), of.period.in_words())
}

fn target(of: &Target) -> String {
    format!("{} by {}", number(of.value), of.by.in_words())
}

fn threshold(of: &Threshold) -> String {
    format!("{} ({})", number(of.value), of.set_by)
}

fn path(of: &[Target]) -> String {
    phrases::list(&of.iter().map(target).collect::<Vec<_>>())
}

fn comparators(of: &[ComparatorKind]) -> Vec<String> {
    of.iter()
        .map(|kind| match kind {
            ComparatorKind::StatisticalNeighbours => "the statistical neighbours".to_owned(),
            ComparatorKind::Region => "the region".to_owned(),
            ComparatorKind::England => "England".to_owned(),
        })
        .collect()
}

/// What is set for a measure, without a full stop.
pub(in crate::ledger) fn measure_in_words(of: &LinkedMeasure) -> String {
    let mut said = Vec::new();
    said.extend(
        of.baseline
            .as_ref()
            .map(|found| format!("baseline {}", baseline(found))),
    );
    said.extend(
        of.target
            .as_ref()
            .map(|found| format!("target {}", target(found))),
    );
    if !of.path.is_empty() {
        said.push(format!("expected on the way {}", path(&of.path)));
    }
    said.extend(
        of.threshold
            .as_ref()
            .map(|found| format!("threshold {}", threshold(found))),
    );
    if !of.comparators.is_empty() {
        let beside = phrases::list(&comparators(&of.comparators));
        said.push(format!("shown beside {beside}"));
    }
    if said.is_empty() {
        "without a baseline or a target".to_owned()
    } else {
        said.join("; ")
    }
}

/// What differs between two settings of a measure.
pub(in crate::ledger) fn measure(was: &LinkedMeasure, is: &LinkedMeasure) -> Changes {
    let mut found = Changes::default();
    found.value(
        "baseline",
        or_none(was.baseline.as_ref().map(baseline)),
        or_none(is.baseline.as_ref().map(baseline)),
    );
    found.value(
        "target",
        or_none(was.target.as_ref().map(target)),
        or_none(is.target.as_ref().map(target)),
    );
    found.value("expected path", path(&was.path), path(&is.path));
    found.value(
        "threshold",
        or_none(was.threshold.as_ref().map(threshold)),
        or_none(is.threshold.as_ref().map(threshold)),
    );
    found.list(
        "comparators",
        &comparators(&was.comparators),
        &comparators(&is.comparators),
    );
    found
}

/// When a consultation was held: `on 15 March 2017`, or from one day to another.
pub(in crate::ledger) fn held(of: &Consultation) -> String {
    match of.until {
        None => format!("on {}", day(of.on)),
        Some(until) => format!("from {} to {}", day(of.on), day(until)),
    }
}

/// What differs between two records of a consultation.
pub(in crate::ledger) fn consultation(was: &Consultation, is: &Consultation) -> Changes {
    let mut found = Changes::default();
    found.text("who was asked", &was.with, &is.with);
    found.value("first day", day(was.on), day(is.on));
    found.day("last day", was.until, is.until);
    found.text("how they were asked", &was.how, &is.how);
    found.text("what they said", &was.said, &is.said);
    found.text_if_any(
        "what changed because of it",
        was.changed.as_deref(),
        is.changed.as_deref(),
    );
    found
}

/// What differs between two records of a decision of another body.
pub(in crate::ledger) fn body_decision(was: &PreviousDecision, is: &PreviousDecision) -> Changes {
    let mut found = Changes::default();
    found.value("day", day(was.on), day(is.on));
    found.text("body", &was.body, &is.body);
    found.text("what it decided", &was.decided, &is.decided);
    found
}

/// How posts are filled: `8 created, 5 permanent, 2 agency, 1 vacant`.
pub(in crate::ledger) fn posts_in_words(posts: &Posts) -> String {
    format!(
        "{} created, {} permanent, {} agency, {} vacant",
        number(posts.created),
        number(posts.permanent),
        number(posts.agency),
        number(posts.vacant)
    )
}

/// A paper with its link.
pub(in crate::ledger) fn paper(paper: &BackgroundPaper) -> String {
    match &paper.link {
        None => quoted(&paper.title),
        Some(link) => format!("{} ({link})", quoted(&paper.title)),
    }
}
