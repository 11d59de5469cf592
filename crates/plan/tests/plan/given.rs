//! Small plans, actions and evidence to begin a test with.

use jiff::civil::Date;
use waymark_figures::{
    Coverage, DefinitionId, Evidence, Figure, MeasureId, MeasureMeta, Outcome, Period, Polarity,
    Shape, Unit, Window, compare, mean_interval, poisson_interval, wilson_interval,
};
use waymark_plan::{
    Action, LinkedMeasure, Milestone, Officer, Progress, Recommendation, Redating, Schedule, Scheme,
};

/// A day from its text.
pub fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

/// The day of every proposal in these tests.
pub fn today() -> Date {
    day("2017-11-13")
}

pub fn scheme() -> Scheme {
    Scheme {
        version: "1".into(),
        red: "r".into(),
        amber: "a".into(),
        green: "g".into(),
        blue: None,
    }
}

pub fn officer() -> Officer {
    Officer {
        post: "Head of Service".into(),
        name: None,
    }
}

/// A schedule that was re-dated on the first of each month from February 2017.
pub fn schedule(first_due: &str, agreed: &[&str]) -> Schedule {
    Schedule {
        first_due: day(first_due),
        agreed: agreed
            .iter()
            .enumerate()
            .map(|(index, due)| Redating {
                due: day(due),
                reason: "r".into(),
                agreed_by: "b".into(),
                on: day("2017-02-01") + jiff::Span::new().months(index as i64),
            })
            .collect(),
    }
}

/// An action that began in 2017, done on a day or in progress.
pub fn action(first_due: &str, agreed: &[&str], done_on: Option<&str>) -> Action {
    Action {
        id: "R1.1".parse().expect("an id"),
        title: "Do it".into(),
        lead: officer(),
        team: None,
        start: day("2017-01-02"),
        schedule: schedule(first_due, agreed),
        progress: match done_on {
            Some(done) => Progress::Complete {
                completed_on: day(done),
                evidence: None,
            },
            None => Progress::InProgress,
        },
        updates: Vec::new(),
    }
}

pub fn milestone(first_due: &str, agreed: &[&str], done_on: Option<&str>) -> Milestone {
    Milestone {
        id: None,
        title: "Reach it".into(),
        schedule: schedule(first_due, agreed),
        done_on: done_on.map(day),
        cancelled: None,
    }
}

pub fn recommendation(
    actions: Vec<Action>,
    milestones: Vec<Milestone>,
    measures: Vec<LinkedMeasure>,
) -> Recommendation {
    Recommendation {
        id: "R1".parse().expect("an id"),
        number: 1,
        text: "Do better.".into(),
        aims: vec!["aim".parse().expect("an id")],
        lead: officer(),
        actions,
        milestones,
        measures,
        audit_themes: Vec::new(),
        rating: None,
    }
}

pub fn meta(id: &str, shape: Shape, polarity: Polarity) -> MeasureMeta {
    MeasureMeta {
        id: MeasureId::parse(id).expect("an id"),
        title: id.to_owned(),
        subject: format!("The measure {id}"),
        shape,
        polarity,
        unit: Unit::Child,
        value_unit: None,
        decimals: 1,
        definition: String::new(),
        source: String::new(),
        benchmarks: Vec::new(),
        fingerprint: DefinitionId {
            version: 1,
            sha256: String::new(),
        },
    }
}

/// The figure of the month alone, `numerator` of `denominator`, with its interval.
pub fn figure(meta: &MeasureMeta, month: &str, numerator: f64, denominator: f64) -> Figure {
    let (value, interval) = match meta.shape {
        Shape::Count => (numerator, Some(poisson_interval(numerator))),
        Shape::Percentage => (
            numerator / denominator * 100.0,
            wilson_interval(numerator, denominator),
        ),
        Shape::Mean | Shape::Rate => (
            numerator / denominator,
            mean_interval(numerator / denominator, 5.0, denominator),
        ),
    };
    Figure {
        measure: meta.id.clone(),
        definition: meta.fingerprint.clone(),
        snapshot: "test".into(),
        period: Period::ending(month.parse().expect("a month"), Window::Months(1)),
        breakdown: None,
        left_out: Vec::new(),
        doubt: None,
        withheld: false,
        numerator,
        denominator,
        value: (denominator > 0.0).then_some(value),
        interval,
        standard_deviation: Some(5.0),
        coverage: Coverage {
            known: denominator as u64,
            cohort: denominator as u64,
        },
    }
}

/// The evidence of two figures, `(month, numerator, denominator)` each.
pub fn evidence(
    meta: &MeasureMeta,
    earlier: Option<(&str, f64, f64)>,
    current: (&str, f64, f64),
) -> Evidence {
    let earlier = earlier.map(|(month, n, d)| figure(meta, month, n, d));
    let current = figure(meta, current.0, current.1, current.2);
    let comparison = earlier
        .as_ref()
        .and_then(|earlier| compare(meta, earlier, &current));
    Evidence {
        measure: meta.clone(),
        breakdown: None,
        current: Outcome::Figure(current),
        earlier: earlier.map(Outcome::Figure),
        comparison,
        series: Vec::new(),
        benchmarks: Vec::new(),
        groups: Vec::new(),
    }
}
