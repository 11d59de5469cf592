//! A whole report: the made-up council's plan beside made-up figures.

use waymark_codes::Month;
use waymark_figures::{
    Breakdown, Comparator, Evidence, EvidenceBook, Figure, MeasureMeta, Outcome, Polarity, Shape,
    Unit, Window, compare, mean_interval, poisson_interval, wilson_interval,
};
use waymark_narrative::text::Text;
use waymark_plan::{Plan, propose_all};
use waymark_report::document::Document;
use waymark_report::{Built, ReportError, ReportInput, Step, Template, build};

use crate::made_up::*;

const PLAN: &str = include_str!("../../../synth/src/loamshire/plan.toml");

pub fn plan() -> Plan {
    Plan::parse(PLAN, None).unwrap()
}

/// The document of a plan and a book as at 13 November 2017.
pub fn report_of(
    plan: &Plan,
    book: &EvidenceBook,
    template: &Template,
) -> Result<Document, ReportError> {
    built_of(plan, book, template).map(|built| built.document)
}

/// Builds a report of a plan and a book as at 13 November 2017.
pub fn built_of(
    plan: &Plan,
    book: &EvidenceBook,
    template: &Template,
) -> Result<Built, ReportError> {
    written_of(plan, book, template, None, &[])
}

/// Builds a report with what officers wrote and how it came about.
pub fn written_of(
    plan: &Plan,
    book: &EvidenceBook,
    template: &Template,
    narrative: Option<&Text>,
    steps: &[Step],
) -> Result<Built, ReportError> {
    let as_at = jiff::civil::date(2017, 11, 13);
    let proposals = propose_all(plan, book, as_at);
    build(&ReportInput {
        plan,
        evidence: book,
        proposals: &proposals,
        template,
        as_at,
        meeting_on: None,
        stage: None,
        snapshot: "4f1d2c3b4a5968778695a4b3c2d1e0f0",
        benchmark_imports: &["benchmarks-9b1c".to_owned()],
        narrative,
        steps,
    })
}

pub fn sample() -> Document {
    report_of(&plan(), &book(), &Template::built_in()).unwrap()
}

struct Made {
    meta: MeasureMeta,
    window: Window,
    /// September 2016, then September 2017.
    ends: [(f64, f64); 2],
    /// Every how many months the series has a figure.
    deviation: Option<f64>,
}

fn made() -> Vec<Made> {
    use Polarity::{High, Low, None as Neither};
    use Shape::{Count, Mean, Percentage, Rate};
    let one = |id: &str, subject: &str, shape, polarity, unit, window, ends| Made {
        meta: MeasureMeta {
            unit,
            definition: format!("{subject}, counted on the last day of the period"),
            source: "DfE, a return guide 2016 to 2017".to_owned(),
            ..meta(id, subject, shape, polarity)
        },
        window,
        ends,
        deviation: None,
    };
    let in_unit = |mut made: Made, unit: &str, decimals, deviation| {
        made.meta.value_unit = Some(unit.to_owned());
        made.meta.decimals = decimals;
        made.deviation = Some(deviation);
        made
    };
    let months = Window::Months;
    let three = months(36);
    let child = Unit::Child;
    vec![
        one(
            "cla-three-placements",
            "The share of children in care with three or more placements",
            Percentage,
            Low,
            child,
            YEAR,
            [(51.0, 487.0), (37.0, 487.0)],
        ),
        one(
            "audits-good-or-better",
            "The share of practice audits graded Good or Outstanding",
            Percentage,
            High,
            Unit::Audit,
            MONTH,
            [(70.0, 100.0), (84.0, 100.0)],
        ),
        one(
            "assessments-completed",
            "The number of single assessments completed",
            Count,
            Neither,
            Unit::Assessment,
            MONTH,
            [(191.0, 191.0), (390.0, 390.0)],
        ),
        one(
            "assessments-in-45-days",
            "The share of single assessments completed within 45 working days",
            Percentage,
            High,
            Unit::Assessment,
            MONTH,
            [(172.0, 191.0), (292.0, 390.0)],
        ),
        one(
            "re-referrals",
            "The share of referrals within 12 months of an earlier referral",
            Percentage,
            Low,
            Unit::Referral,
            YEAR,
            [(1290.0, 5000.0), (999.0, 5400.0)],
        ),
        in_unit(
            one(
                "adoption-entry-to-placement",
                "The average time from entering care to moving in with the adoptive family",
                Mean,
                Low,
                child,
                three,
                [(44_000.0, 80.0), (43_945.0, 85.0)],
            ),
            "days",
            0,
            160.0,
        ),
        in_unit(
            one(
                "adoption-order-to-match",
                "The average time from the court\u{2019}s authority to the match",
                Mean,
                Low,
                child,
                three,
                [(17_600.0, 80.0), (16_575.0, 85.0)],
            ),
            "days",
            0,
            90.0,
        ),
        in_unit(
            one(
                "sdq-average",
                "The average Strengths and Difficulties score",
                Mean,
                Low,
                child,
                YEAR,
                [(6_600.0, 400.0), (6_592.0, 412.0)],
            ),
            "points",
            1,
            6.5,
        ),
        one(
            "sgo-discharges",
            "The number of children who left care with special guardianship",
            Count,
            Neither,
            child,
            YEAR,
            [(16.0, 300.0), (45.0, 349.0)],
        ),
        one(
            "care-leavers-suitable-accommodation",
            "The share of care leavers in suitable accommodation",
            Percentage,
            High,
            child,
            YEAR,
            [(110.0, 122.0), (112.0, 122.0)],
        ),
        one(
            "returns-home",
            "The share of children leaving care who returned home",
            Percentage,
            Neither,
            child,
            YEAR,
            [(105.0, 300.0), (129.0, 349.0)],
        ),
        in_unit(
            one(
                "caseload-average",
                "The average number of cases held for each practitioner",
                Rate,
                Low,
                Unit::Practitioner,
                Window::Day,
                [(3_300.0, 180.0), (3_000.0, 190.0)],
            ),
            "cases per FTE",
            1,
            0.0,
        ),
    ]
}

/// Between the two ends in a straight line, with a wave that is nought at both.
fn series(made: &Made) -> Vec<Outcome> {
    let last: Month = "2017-09".parse().unwrap();
    (0..36u16)
        .map(|back| last.minus(35 - back))
        .map(|month| {
            let along = (36.0 - f64::from(month.months_until(last)) - 24.0) / 12.0;
            let wave = [
                0.0, 0.04, -0.03, 0.02, -0.05, 0.03, 0.01, -0.02, 0.05, -0.04, 0.02, -0.01,
            ];
            let wave = wave[(month.months_until(last) % 12) as usize];
            let at = |ends: (f64, f64)| (ends.0 + (ends.1 - ends.0) * along).round();
            let denominator = at((made.ends[0].1, made.ends[1].1)).max(60.0);
            let numerator = (at((made.ends[0].0, made.ends[1].0)) * (1.0 + wave))
                .round()
                .max(1.0);
            let numerator = match made.meta.shape {
                Shape::Percentage | Shape::Count => numerator.min(denominator),
                _ => numerator,
            };
            Outcome::Figure(with_interval(
                made,
                &month.to_string(),
                numerator,
                denominator,
            ))
        })
        .collect()
}

fn with_interval(made: &Made, month: &str, numerator: f64, denominator: f64) -> Figure {
    let period = period(month, made.window);
    let mut figure = figure(&made.meta, period, numerator, denominator);
    figure.standard_deviation = made.deviation;
    figure.interval = match made.meta.shape {
        Shape::Percentage => wilson_interval(numerator, denominator),
        Shape::Count => Some(poisson_interval(numerator)),
        Shape::Mean => mean_interval(
            numerator / denominator,
            made.deviation.unwrap_or(1.0),
            denominator,
        ),
        Shape::Rate => waymark_figures::rate_interval(numerator, denominator),
    };
    figure
}

fn entry(made: &Made) -> Evidence {
    let mut series = series(made);
    // One month of the placements is refused, one hides 3 of 90, so that gaps are seen too.
    if made.meta.id.as_str() == "cla-three-placements" {
        let month = series[7].period();
        series[7] = refused(&made.meta, month, "The return of that month is missing.");
        series[15] = Outcome::Figure(with_interval(
            made,
            &series[15].period().month.to_string(),
            3.0,
            90.0,
        ));
    }
    let [earlier, current] = [("2016-09", made.ends[0]), ("2017-09", made.ends[1])]
        .map(|(month, (n, d))| with_interval(made, month, n, d));
    let mut evidence = Evidence {
        comparison: compare(&made.meta, &earlier, &current),
        series,
        ..evidence(
            &made.meta,
            Outcome::Figure(current),
            Some(Outcome::Figure(earlier)),
        )
    };
    for (comparator, value) in [
        (neighbours(), 12.4),
        (
            Comparator::Region {
                name: "East Midlands".to_owned(),
            },
            9.0,
        ),
        (Comparator::England, 10.0),
    ] {
        if matches!(made.meta.shape, Shape::Percentage) {
            let interval = evidence
                .figure()
                .and_then(|figure| figure.interval)
                .unwrap();
            beside(
                &mut evidence,
                comparator,
                "2017-03",
                value,
                (interval.low, interval.high),
            );
        }
    }
    if made.meta.id.as_str() == "caseload-average" {
        let now = evidence.current.period();
        let of = |cases, practitioners| figure(&made.meta, now, cases, practitioners);
        evidence.groups = vec![
            group(of(900.0, 60.0), "team", "First Response"),
            group(of(1_400.0, 70.0), "team", "Strengthening Families"),
            group(of(700.0, 60.0), "team", "Children in Care"),
        ];
    }
    evidence
}

fn audits(whole: &Made, theme: &str, good: f64, graded: f64) -> Evidence {
    let group = Breakdown {
        dimension: "theme".to_owned(),
        group: theme.to_owned(),
    };
    let mut june = with_interval(whole, "2017-06", good, graded);
    june.breakdown = Some(group.clone());
    let month = period("2017-09", MONTH);
    let mut evidence = evidence(
        &whole.meta,
        refused(
            &whole.meta,
            month,
            "No audits of September 2017 were imported.",
        ),
        None,
    );
    evidence.breakdown = Some(group);
    evidence.series = vec![Outcome::Figure(june)];
    evidence
}

pub fn book() -> EvidenceBook {
    let made = made();
    let mut entries: Vec<Evidence> = made.iter().map(entry).collect();
    let whole = made
        .iter()
        .find(|one| one.meta.unit == Unit::Audit)
        .unwrap();
    entries.push(audits(whole, "management oversight", 87.0, 100.0));
    entries.push(audits(whole, "assessment", 3.0, 4.0));
    EvidenceBook::new(entries)
}
