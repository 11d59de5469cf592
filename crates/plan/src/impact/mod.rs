//! The impact part of a proposal: do the linked measures move the right way, towards target?
//!
//! First each linked measure is judged alone; the first row that fits decides. *Better*, *worse*
//! and *no clear change* are the verdict of the comparison with the earlier figure, so they are
//! beyond chance; a value meets a target, or the path to it, as it is shown, rounded.
//!
//! | row | what holds | the measure alone |
//! | --- | --- | --- |
//! | M1 | it was not computed; its figure was refused or has no cases; its period ended more than six months ago; neither way is better in itself; or there is neither an earlier figure nor a target | not known |
//! | M2 | worse, and the target is not met or not set | red |
//! | M3 | worse, though the target is met | amber |
//! | M4 | better, and the target is met | green |
//! | M5 | better, and not behind the expected path from baseline to target | green |
//! | M6 | better, but behind the line, or no target is set | amber |
//! | M7 | no clear change or nothing earlier, and the target is met beyond chance: by the earlier figure too, or by the whole 95% interval | green |
//! | M8 | otherwise: no clear change or nothing earlier | amber |
//!
//! Then all together:
//!
//! | row | what holds | proposal |
//! | --- | --- | --- |
//! | I1 | no measure is linked, or none is known | none |
//! | I2 | a measure is red | red |
//! | I3 | all that are known are green | green |
//! | I4 | otherwise | amber |
//!
//! So no impact is green on chance alone: a value that reached its target without a clear change
//! (M8) is amber, and so is one that moved along the path by no more than chance does.

mod words;

use jiff::civil::Date;
use waymark_codes::Month;
use waymark_figures::{
    Evidence, EvidenceBook, Figure, MeasureMeta, Outcome, Polarity, Verdict, round_half_up,
    show_value,
};

use crate::model::{Baseline, LinkedMeasure, Rating, Recommendation, Target};
use crate::proposal::{NotKnown, Part, Reason, ReasonKind, TargetStanding};

/// Months from the end of a figure's period to the day of the proposal, beyond which it is stale.
const FRESH_MONTHS: i32 = 6;

/// The impact part of the proposal, by the tables in this module's description.
pub fn impact(recommendation: &Recommendation, evidence: &EvidenceBook, today: Date) -> Part {
    if recommendation.measures.is_empty() {
        return Part {
            rating: None,
            reasons: vec![words::no_measures()],
        };
    }
    let mut judged = Vec::new();
    let mut not_known = Vec::new();
    let mut remarks = Vec::new();
    for linked in &recommendation.measures {
        let found = evidence.find(&linked.selector);
        match judge(linked, found, today) {
            Ok(judgement) => judged.push(judgement),
            Err(reason) => not_known.push(reason),
        }
        remarks.extend(found.and_then(|found| baseline_differs(linked, found)));
    }
    judged.sort_by_key(|(rating, _)| *rating);
    let rating = match judged.first() {
        None => None,
        Some((Rating::Red, _)) => Some(Rating::Red),
        Some(_) if judged.iter().all(|(rating, _)| *rating == Rating::Green) => Some(Rating::Green),
        Some(_) => Some(Rating::Amber),
    };
    let reasons = judged
        .into_iter()
        .map(|(_, reason)| reason)
        .chain(not_known)
        .chain(remarks)
        .collect();
    Part { rating, reasons }
}

/// The value that the expected path asks for in a month: the baseline's up to its own month, the
/// target's from its own month on, and between them straight lines through the points on the way.
pub fn expected_on_path(baseline: &Baseline, way: &[Target], target: &Target, month: Month) -> f64 {
    let mut from = (baseline.period, baseline.value);
    if month <= from.0 {
        return from.1;
    }
    for point in way.iter().chain([target]) {
        if month < point.by {
            let share =
                f64::from(from.0.months_until(month)) / f64::from(from.0.months_until(point.by));
            return from.1 + (point.value - from.1) * share;
        }
        from = (point.by, point.value);
    }
    target.value
}

/// What a measure alone would propose and why, or why it is not known.
fn judge(
    linked: &LinkedMeasure,
    found: Option<&Evidence>,
    today: Date,
) -> Result<(Rating, Reason), Reason> {
    let not_known = |why, sentence| Reason {
        finding: ReasonKind::NotKnown {
            selector: linked.selector.clone(),
            why,
        },
        sentence,
    };
    let Some(found) = found else {
        let sentence = words::not_computed(&linked.selector);
        return Err(not_known(NotKnown::NotComputed, sentence));
    };
    let figure = match &found.current {
        Outcome::Refused(refusal) => {
            let sentence = words::refused(found, refusal);
            return Err(not_known(NotKnown::NoFigure, sentence));
        }
        Outcome::Figure(figure) => figure,
    };
    let Some(value) = figure.value else {
        return Err(not_known(
            NotKnown::NoFigure,
            words::no_cases(found, figure),
        ));
    };
    if figure.period.month.months_until(Month::of(today)) > FRESH_MONTHS {
        return Err(not_known(NotKnown::Stale, words::stale(found, figure)));
    }
    if found.measure.polarity == Polarity::None {
        return Err(not_known(
            NotKnown::NoPolarity,
            words::no_polarity(found, figure),
        ));
    }
    let verdict = found.comparison.as_ref().map(|found| found.verdict);
    if verdict.is_none() && linked.target.is_none() {
        return Err(not_known(
            NotKnown::NothingToCompare,
            words::nothing_to_compare(found, figure),
        ));
    }
    let target = target_standing(linked, found, figure, value, verdict);
    let rating = rating_of(verdict, target);
    let reason = Reason {
        finding: ReasonKind::Judged {
            selector: linked.selector.clone(),
            verdict,
            target,
            rating,
        },
        sentence: words::judged(linked, found, figure, target),
    };
    Ok((rating, reason))
}

/// Rows M2 to M8.
fn rating_of(verdict: Option<Verdict>, target: TargetStanding) -> Rating {
    match (verdict, target) {
        (Some(Verdict::Worse), target) if target.is_met() => Rating::Amber,
        (Some(Verdict::Worse), _) => Rating::Red,
        (Some(Verdict::Better), TargetStanding::OnPath) => Rating::Green,
        (_, TargetStanding::Met) => Rating::Green,
        _ => Rating::Amber,
    }
}

fn target_standing(
    linked: &LinkedMeasure,
    found: &Evidence,
    figure: &Figure,
    value: f64,
    verdict: Option<Verdict>,
) -> TargetStanding {
    let Some(target) = &linked.target else {
        return TargetStanding::NoTarget;
    };
    let meta = &found.measure;
    if is_at_least_as_good(meta, value, target.value) {
        let earlier_met = found
            .comparison
            .as_ref()
            .is_some_and(|found| is_at_least_as_good(meta, found.earlier_value, target.value));
        let beyond_chance =
            verdict == Some(Verdict::Better) || earlier_met || interval_meets(meta, figure, target);
        return if beyond_chance {
            TargetStanding::Met
        } else {
            TargetStanding::MetPerhapsByChance
        };
    }
    let on_path = linked.baseline.as_ref().is_some_and(|baseline| {
        let expected = expected_on_path(baseline, &linked.path, target, figure.period.month);
        is_at_least_as_good(meta, value, expected)
    });
    if on_path {
        TargetStanding::OnPath
    } else {
        TargetStanding::Behind
    }
}

/// Whether even the bad end of the figure's interval meets the target.
fn interval_meets(meta: &MeasureMeta, figure: &Figure, target: &Target) -> bool {
    figure.interval.is_some_and(|interval| {
        let bad_end = match meta.polarity {
            Polarity::Low => interval.high,
            Polarity::High | Polarity::None => interval.low,
        };
        is_at_least_as_good(meta, bad_end, target.value)
    })
}

/// Whether a value is as good as another or better, both as they are shown.
fn is_at_least_as_good(meta: &MeasureMeta, value: f64, other: f64) -> bool {
    let (value, other) = (rounded(meta, value), rounded(meta, other));
    match meta.polarity {
        Polarity::High => value >= other,
        Polarity::Low => value <= other,
        Polarity::None => false,
    }
}

/// As `show_value` rounds it.
fn rounded(meta: &MeasureMeta, value: f64) -> f64 {
    round_half_up(value, meta.shown_decimals())
}

/// A remark where the plan states another baseline than the figures give for that period.
fn baseline_differs(linked: &LinkedMeasure, found: &Evidence) -> Option<Reason> {
    let baseline = linked.baseline.as_ref()?;
    let figure = found
        .earlier
        .iter()
        .chain(&found.series)
        .filter_map(Outcome::figure)
        .find(|figure| figure.period.month == baseline.period)?;
    let stated = show_value(&found.measure, baseline.value);
    (stated != show_value(&found.measure, figure.value?)).then(|| Reason {
        finding: ReasonKind::BaselineDiffers {
            selector: linked.selector.clone(),
        },
        sentence: words::baseline_differs(found, figure, &stated),
    })
}
