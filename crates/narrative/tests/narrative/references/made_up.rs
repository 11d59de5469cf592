//! Made-up figures and a made-up plan for references to speak of.

use jiff::civil::{Date, date};
use waymark_figures::{
    BenchmarkComparison, BenchmarkValue, Breakdown, Comparator, Coverage, DefinitionId, Evidence,
    EvidenceBook, Figure, Interval, MeasureId, MeasureMeta, NeighbourAverage, Outcome, Period,
    Polarity, Refusal, Shape, Unit, Verdict, Window, wilson_interval,
};
use waymark_plan::{
    Action, LinkedMeasure, Milestone, Officer, Plan, Progress, Rating, Recommendation,
    RecordedRating, Redating, Schedule, Target,
};

pub const YEAR: Window = Window::Months(12);
pub const MONTH: Window = Window::Months(1);

/// The day of every text in these tests.
pub const TODAY: Date = date(2017, 11, 13);

pub fn meta(id: &str, shape: Shape, polarity: Polarity, unit: Unit) -> MeasureMeta {
    MeasureMeta {
        id: MeasureId::parse(id).unwrap(),
        title: id.to_owned(),
        subject: format!("The measure {id}"),
        shape,
        polarity,
        unit,
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

pub fn placements() -> MeasureMeta {
    meta(
        "cla-three-placements",
        Shape::Percentage,
        Polarity::Low,
        Unit::Child,
    )
}

/// `numerator` of `denominator`, all of them known; a share has its interval.
pub fn figure(
    meta: &MeasureMeta,
    month: &str,
    window: Window,
    (numerator, denominator): (f64, f64),
) -> Figure {
    Figure {
        measure: meta.id.clone(),
        definition: meta.fingerprint.clone(),
        snapshot: "a-snapshot".to_owned(),
        period: Period::ending(month.parse().unwrap(), window),
        breakdown: None,
        numerator,
        denominator,
        value: match meta.shape {
            Shape::Count => Some(numerator),
            _ if denominator == 0.0 => None,
            Shape::Percentage => Some(numerator / denominator * 100.0),
            Shape::Mean | Shape::Rate => Some(numerator / denominator),
        },
        interval: match meta.shape {
            Shape::Percentage => wilson_interval(numerator, denominator),
            _ => None,
        },
        standard_deviation: None,
        coverage: Coverage {
            known: denominator as u64,
            cohort: denominator as u64,
        },
        left_out: Vec::new(),
        doubt: None,
        withheld: false,
    }
}

pub fn evidence(meta: &MeasureMeta, current: Outcome, earlier: Option<Outcome>) -> Evidence {
    Evidence {
        measure: meta.clone(),
        breakdown: None,
        current,
        earlier,
        // What is shown is compared anew.
        comparison: None,
        series: Vec::new(),
        benchmarks: Vec::new(),
        groups: Vec::new(),
    }
}

/// Both periods from counts: earlier in September 2016, now in September 2017.
pub fn two(meta: &MeasureMeta, window: Window, before: (f64, f64), now: (f64, f64)) -> Evidence {
    let of = |month, counts| Outcome::Figure(figure(meta, month, window, counts));
    evidence(meta, of("2017-09", now), Some(of("2016-09", before)))
}

pub fn refused(meta: &MeasureMeta, month: &str, reason: &str) -> Outcome {
    Outcome::Refused(Refusal {
        measure: meta.id.clone(),
        period: Period::ending(month.parse().unwrap(), YEAR),
        reason: reason.to_owned(),
    })
}

pub fn group(figure: Figure, dimension: &str, name: &str) -> Figure {
    Figure {
        breakdown: Some(Breakdown {
            dimension: dimension.to_owned(),
            group: name.to_owned(),
        }),
        ..figure
    }
}

pub fn publish(evidence: &mut Evidence, comparator: Comparator, year_ending: &str, value: f64) {
    evidence.benchmarks.push(BenchmarkComparison {
        benchmark: BenchmarkValue {
            name: "published/twin".to_owned(),
            comparator,
            year_ending: year_ending.parse().unwrap(),
            value,
            source: "A publication".to_owned(),
        },
        // What is shown is set beside the figure anew.
        difference: 0.0,
        verdict: Verdict::NoClearChange,
        age_in_months: 0,
    });
}

/// The average score: 16.5 from 400 children, then 16.0 from 412 of 450, each with a deviation of
/// 6. England's is 14.1 and the neighbours' 16.3.
fn score() -> Evidence {
    let mut meta = meta("sdq-average", Shape::Mean, Polarity::Low, Unit::Child);
    meta.value_unit = Some("points".to_owned());
    let mut before = figure(&meta, "2016-09", YEAR, (6600.0, 400.0));
    let mut now = figure(&meta, "2017-09", YEAR, (6592.0, 412.0));
    before.standard_deviation = Some(6.0);
    now.standard_deviation = Some(6.0);
    now.coverage.cohort = 450;
    now.interval = Some(Interval {
        low: 15.4,
        high: 16.6,
    });
    let mut score = evidence(&meta, Outcome::Figure(now), Some(Outcome::Figure(before)));
    publish(&mut score, Comparator::England, "2017-03", 14.1);
    let neighbours = Comparator::StatisticalNeighbours {
        model_year: 2025,
        average: NeighbourAverage::Mean,
        with_value: Some(10),
    };
    publish(&mut score, neighbours, "2017-03", 16.3);
    score
}

pub fn book() -> EvidenceBook {
    use Shape::{Count, Percentage};
    let referrals = meta("re-referrals", Percentage, Polarity::Low, Unit::Referral);
    let in_time = meta(
        "assessments-in-45-days",
        Percentage,
        Polarity::High,
        Unit::Assessment,
    );
    let volume = meta(
        "assessments-completed",
        Count,
        Polarity::None,
        Unit::Assessment,
    );
    let home = meta("returns-home", Percentage, Polarity::None, Unit::Child);
    let audits = meta(
        "audits-good-or-better",
        Percentage,
        Polarity::High,
        Unit::Audit,
    );

    let mut placements = two(&placements(), YEAR, (51.0, 487.0), (37.0, 487.0));
    let region = Comparator::Region {
        name: "East Midlands".to_owned(),
    };
    publish(&mut placements, region, "2017-03", 9.0);
    for (year_ending, value) in [("2016-03", 10.4), ("2017-03", 10.0), ("2018-03", 9.5)] {
        publish(&mut placements, Comparator::England, year_ending, value);
    }

    let now = figure(&home, "2017-09", YEAR, (129.0, 349.0));
    let mut home = evidence(&home, Outcome::Figure(now), None);
    publish(&mut home, Comparator::England, "2017-09", 31.0);

    let of = |counts| figure(&audits, "2017-09", MONTH, counts);
    let mut audits = evidence(&audits, Outcome::Figure(of((38.0, 50.0))), None);
    audits.groups = vec![
        group(of((26.0, 30.0)), "theme", "management oversight"),
        group(of((12.0, 20.0)), "theme", "voice of the child"),
    ];

    EvidenceBook::new(vec![
        two(&referrals, YEAR, (560.0, 2171.0), (412.0, 2227.0)),
        score(),
        placements,
        two(&in_time, MONTH, (172.0, 191.0), (292.0, 390.0)),
        two(&volume, MONTH, (191.0, 191.0), (390.0, 390.0)),
        home,
        audits,
    ])
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn schedule(first_due: &str, agreed: Option<&str>) -> Schedule {
    Schedule {
        first_due: day(first_due),
        agreed: agreed
            .into_iter()
            .map(|due| Redating {
                due: day(due),
                reason: "Two posts were vacant".to_owned(),
                agreed_by: "The board".to_owned(),
                on: day("2017-09-01"),
            })
            .collect(),
    }
}

fn action(first_due: &str, agreed: Option<&str>, progress: Progress) -> Action {
    Action {
        id: "R1.1".parse().unwrap(),
        title: "Do it".to_owned(),
        lead: Officer {
            post: "Head of Service".to_owned(),
            name: None,
        },
        team: None,
        start: day("2017-01-02"),
        schedule: schedule(first_due, agreed),
        progress,
        updates: Vec::new(),
    }
}

fn milestone(first_due: &str, done_on: Option<&str>) -> Milestone {
    Milestone {
        id: None,
        title: "Reach it".to_owned(),
        schedule: schedule(first_due, None),
        done_on: done_on.map(day),
        cancelled: None,
    }
}

fn rated(rating: Rating) -> Option<RecordedRating> {
    Some(RecordedRating {
        rating,
        judged_by: "Head of Service".to_owned(),
        on: day("2017-11-01"),
        rationale: "As the figures say.".to_owned(),
        meeting: None,
    })
}

pub fn linked(selector: &str, value: f64, by: &str) -> LinkedMeasure {
    LinkedMeasure {
        selector: selector.parse().unwrap(),
        baseline: None,
        target: Some(Target {
            value,
            by: by.parse().unwrap(),
        }),
        path: Vec::new(),
        threshold: None,
        comparators: Vec::new(),
    }
}

/// Loamshire's plan with three recommendations made by hand: green, amber, and not rated. The
/// inspection ended on 1 December 2016.
///
/// Of the first one's actions one is complete, one is overdue, one is re-dated and one cancelled;
/// of its milestones one is reached and one is overdue by a day. The second has one action.
pub fn plan() -> Plan {
    let text = include_str!("../../../../synth/src/loamshire/plan.toml");
    let mut plan = Plan::parse(text, None).unwrap();
    let empty = Recommendation {
        actions: Vec::new(),
        milestones: Vec::new(),
        measures: Vec::new(),
        rating: None,
        ..plan.recommendations[0].clone()
    };
    let complete = Progress::Complete {
        completed_on: day("2017-06-01"),
        evidence: None,
    };
    let cancelled = Progress::Cancelled {
        cancelled_on: Some(day("2017-05-01")),
        reason: "Done by others".to_owned(),
    };
    let first = Recommendation {
        actions: vec![
            action("2017-07-01", None, complete),
            action("2017-10-31", None, Progress::InProgress),
            action("2017-09-30", Some("2018-01-31"), Progress::InProgress),
            action("2017-12-31", None, cancelled),
        ],
        milestones: vec![
            milestone("2017-08-31", Some("2017-08-01")),
            milestone("2017-11-12", None),
        ],
        measures: vec![
            linked("cla-three-placements", 8.0, "2018-03"),
            linked("returns-home", 35.0, "2018-03"),
        ],
        rating: rated(Rating::Green),
        ..empty.clone()
    };
    let second = Recommendation {
        actions: vec![action("2018-03-31", None, Progress::NotStarted)],
        measures: vec![
            linked("assessments-in-45-days", 80.0, "2018-09"),
            // The same as the first one's: still one target.
            linked("cla-three-placements", 8.0, "2018-03"),
        ],
        rating: rated(Rating::Amber),
        ..empty.clone()
    };
    plan.recommendations = vec![first, second, empty];
    plan
}
