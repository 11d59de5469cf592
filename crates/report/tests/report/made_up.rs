//! Made-up measures, figures and evidence.

use waymark_figures::{
    BenchmarkComparison, BenchmarkValue, Breakdown, Comparator, Coverage, DefinitionId, Evidence,
    Figure, Interval, MeasureId, MeasureMeta, NeighbourAverage, Outcome, Period, Polarity, Refusal,
    Shape, Unit, Verdict, Window,
};

pub fn meta(id: &str, subject: &str, shape: Shape, polarity: Polarity) -> MeasureMeta {
    MeasureMeta {
        id: MeasureId::parse(id).unwrap(),
        title: subject.trim_start_matches("The ").to_owned(),
        subject: subject.to_owned(),
        shape,
        polarity,
        unit: Unit::Child,
        value_unit: None,
        decimals: 1,
        definition: "What it counts".to_owned(),
        source: "A guide".to_owned(),
        benchmarks: Vec::new(),
        fingerprint: DefinitionId {
            version: 1,
            sha256: "0123456789abcdef".to_owned(),
        },
    }
}

/// `The share of children in care with three or more placements`, of 12 months.
pub fn placements() -> MeasureMeta {
    meta(
        "cla-three-placements",
        "The share of children in care with three or more placements",
        Shape::Percentage,
        Polarity::Low,
    )
}

/// `The share of assessments completed in time`, of a month.
pub fn in_time() -> MeasureMeta {
    MeasureMeta {
        unit: Unit::Assessment,
        ..meta(
            "assessments-in-45-days",
            "The share of assessments completed in time",
            Shape::Percentage,
            Polarity::High,
        )
    }
}

/// `The number of assessments completed`, of a month, neither way good.
pub fn volume() -> MeasureMeta {
    MeasureMeta {
        unit: Unit::Assessment,
        ..meta(
            "assessments-completed",
            "The number of assessments completed",
            Shape::Count,
            Polarity::None,
        )
    }
}

/// `The average score`, low is better.
pub fn score() -> MeasureMeta {
    meta(
        "sdq-average",
        "The average score",
        Shape::Mean,
        Polarity::Low,
    )
}

/// A period that ends with a month.
pub fn period(month: &str, window: Window) -> Period {
    Period::ending(month.parse().unwrap(), window)
}

/// `numerator` of `denominator`, all of them known.
pub fn figure(meta: &MeasureMeta, period: Period, numerator: f64, denominator: f64) -> Figure {
    Figure {
        measure: meta.id.clone(),
        definition: meta.fingerprint.clone(),
        snapshot: "a-snapshot".to_owned(),
        period,
        breakdown: None,
        numerator,
        denominator,
        value: match meta.shape {
            Shape::Count => Some(numerator),
            _ if denominator == 0.0 => None,
            Shape::Percentage => Some(numerator / denominator * 100.0),
            Shape::Mean | Shape::Rate => Some(numerator / denominator),
        },
        interval: None,
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

pub const YEAR: Window = Window::Months(12);
pub const MONTH: Window = Window::Months(1);

pub fn refused(meta: &MeasureMeta, period: Period, reason: &str) -> Outcome {
    Outcome::Refused(Refusal {
        measure: meta.id.clone(),
        period,
        reason: reason.to_owned(),
    })
}

pub fn evidence(meta: &MeasureMeta, current: Outcome, earlier: Option<Outcome>) -> Evidence {
    Evidence {
        measure: meta.clone(),
        breakdown: None,
        comparison: match (current.figure(), earlier.as_ref().and_then(Outcome::figure)) {
            (Some(now), Some(before)) => waymark_figures::compare(meta, before, now),
            _ => None,
        },
        current,
        earlier,
        series: Vec::new(),
        benchmarks: Vec::new(),
        groups: Vec::new(),
    }
}

/// Both periods from counts: earlier in September 2016, now in September 2017.
pub fn two(meta: &MeasureMeta, window: Window, before: (f64, f64), now: (f64, f64)) -> Evidence {
    let of = |month, (numerator, denominator)| {
        Outcome::Figure(figure(meta, period(month, window), numerator, denominator))
    };
    evidence(meta, of("2017-09", now), Some(of("2016-09", before)))
}

pub fn neighbours() -> Comparator {
    Comparator::StatisticalNeighbours {
        model_year: 2025,
        average: NeighbourAverage::Mean,
        with_value: Some(10),
    }
}

/// Sets a published value beside the current figure, with an interval of the figure's own.
pub fn beside(
    evidence: &mut Evidence,
    comparator: Comparator,
    year_ending: &str,
    value: f64,
    interval: (f64, f64),
) {
    if let Outcome::Figure(figure) = &mut evidence.current {
        figure.interval = Some(Interval {
            low: interval.0,
            high: interval.1,
        });
    }
    evidence.benchmarks.push(BenchmarkComparison {
        benchmark: BenchmarkValue {
            name: "published/twin".to_owned(),
            comparator,
            year_ending: year_ending.parse().unwrap(),
            value,
            source: "A publication".to_owned(),
        },
        // The view works these out again for the figure that it shows.
        difference: 0.0,
        verdict: Verdict::NoClearChange,
        age_in_months: 0,
    });
}

/// A group of the current figure.
pub fn group(figure: Figure, dimension: &str, name: &str) -> Figure {
    Figure {
        breakdown: Some(Breakdown {
            dimension: dimension.to_owned(),
            group: name.to_owned(),
        }),
        ..figure
    }
}
