//! The sentences of the impact part. A value is never set without its n and its period, and a
//! figure that may not be published is judged but never shown.

use waymark_figures::{
    Evidence, Figure, MeasureMeta, Refusal, Selector, Shape, Verdict, show_count, show_value,
};

use super::expected_on_path;
use crate::model::LinkedMeasure;
use crate::proposal::{Reason, ReasonKind, TargetStanding};

pub(super) fn no_measures() -> Reason {
    Reason {
        finding: ReasonKind::NoMeasures,
        sentence: "No measure is linked to it, so its impact is not known from figures.".to_owned(),
    }
}

pub(super) fn not_computed(selector: &Selector) -> String {
    format!("Not known: `{selector}` was not computed.")
}

pub(super) fn refused(found: &Evidence, refusal: &Refusal) -> String {
    let reason = refusal.reason.trim_end_matches('.');
    format!(
        "Not known: {} has no figure {}. {reason}.",
        lower_first(&subject(found)),
        refusal.period.in_words()
    )
}

pub(super) fn no_cases(found: &Evidence, figure: &Figure) -> String {
    format!(
        "Not known: {} has no cases {}.",
        lower_first(&subject(found)),
        figure.period.in_words()
    )
}

pub(super) fn stale(found: &Evidence, figure: &Figure) -> String {
    format!(
        "Not known: the latest figure is more than six months old. {}.",
        statement(found, figure)
    )
}

pub(super) fn no_polarity(found: &Evidence, figure: &Figure) -> String {
    format!(
        "Shown, not judged: neither way is better in itself. {}.",
        statement(found, figure)
    )
}

pub(super) fn nothing_to_compare(found: &Evidence, figure: &Figure) -> String {
    format!(
        "Not known: there is neither an earlier figure nor a target to set it against. {}.",
        statement(found, figure)
    )
}

/// The figure, the comparison with the earlier one, and where it stands against its target.
pub(super) fn judged(
    linked: &LinkedMeasure,
    found: &Evidence,
    figure: &Figure,
    target: TargetStanding,
) -> String {
    let mut sentence = statement(found, figure);
    if let Some(comparison) = &found.comparison {
        let earlier = found.earlier.as_ref().and_then(|earlier| earlier.figure());
        let shown = earlier.and_then(|earlier| shown(&found.measure, earlier));
        match shown {
            Some(shown) => sentence.push_str(&format!(
                ", against {shown} {}",
                comparison.earlier.in_words()
            )),
            None => sentence.push_str(&format!(
                ", against a figure {} that is about too few to be published",
                comparison.earlier.in_words()
            )),
        }
        sentence.push_str(match comparison.verdict {
            Verdict::NoClearChange => ": no clear change, as the difference may be chance",
            Verdict::Better => ": better",
            Verdict::Worse => ": worse",
            Verdict::Higher => ": higher",
            Verdict::Lower => ": lower",
        });
    }
    sentence.push('.');
    // The target would bound a value that may not be shown.
    if figure.is_publishable(&found.measure)
        && let Some(words) = target_words(linked, &found.measure, figure, target)
    {
        sentence.push(' ');
        sentence.push_str(&words);
    }
    if let Some(doubt) = &figure.doubt {
        sentence.push(' ');
        sentence.push_str(&doubt.in_words(&found.measure, figure, true));
    }
    sentence
}

fn target_words(
    linked: &LinkedMeasure,
    meta: &MeasureMeta,
    figure: &Figure,
    standing: TargetStanding,
) -> Option<String> {
    let target = linked.target.as_ref()?;
    let named = format!(
        "The target of {} by {}",
        show_value(meta, target.value),
        target.by.in_words()
    );
    Some(match standing {
        TargetStanding::NoTarget => return None,
        TargetStanding::Met => format!("{named} is met."),
        TargetStanding::MetPerhapsByChance => {
            format!("{named} is met as it stands, but that may be chance.")
        }
        TargetStanding::OnPath | TargetStanding::Behind => match &linked.baseline {
            None => format!("{named} is not met, and there is no baseline to draw a path from."),
            Some(_) if target.by <= figure.period.month => format!("{named} is not met."),
            Some(baseline) => {
                let expected =
                    expected_on_path(baseline, &linked.path, target, figure.period.month);
                let where_it_is = match standing {
                    TargetStanding::OnPath => "on the path",
                    _ => "behind",
                };
                let way = if linked.path.is_empty() {
                    "straight line from the baseline"
                } else {
                    "expected path from the baseline"
                };
                format!(
                    "{named} is not met; the {way} asks for {} by {}, so it is {where_it_is}.",
                    show_value(meta, expected),
                    figure.period.month.in_words()
                )
            }
        },
    })
}

pub(super) fn baseline_differs(found: &Evidence, figure: &Figure, stated: &str) -> String {
    let computed = match shown(&found.measure, figure) {
        Some(shown) => format!("the figures give {shown}"),
        None => "the figures give another value, which may not be published".to_owned(),
    };
    format!(
        "{}: the plan states a baseline of {stated} for {}; {computed} {}.",
        subject(found),
        figure.period.month.in_words(),
        figure.period.in_words()
    )
}

/// The measure, its value with its n, and its period, without a full stop.
fn statement(found: &Evidence, figure: &Figure) -> String {
    match shown(&found.measure, figure) {
        Some(shown) => format!("{}: {shown} {}", subject(found), figure.period.in_words()),
        None => format!(
            "{}: the figure {} is about too few to be published",
            subject(found),
            figure.period.in_words()
        ),
    }
}

/// The subject of the measure, with the group where it is about one.
fn subject(found: &Evidence) -> String {
    match &found.breakdown {
        None => found.measure.subject.clone(),
        Some(breakdown) => format!(
            "{} ({}: {})",
            found.measure.subject, breakdown.dimension, breakdown.group
        ),
    }
}

/// The value with its n; none where it has none or may not be published.
fn shown(meta: &MeasureMeta, figure: &Figure) -> Option<String> {
    let value = show_value(meta, figure.value?);
    if !figure.is_publishable(meta) {
        return None;
    }
    let n = show_count(figure.n() as f64);
    let cases = meta.unit.plural();
    Some(match meta.shape {
        Shape::Percentage => format!("{value} ({} of {n} {cases})", show_count(figure.numerator)),
        Shape::Count if figure.numerator as u64 == figure.n() => format!("{value} {cases}"),
        Shape::Count => format!("{value} of {n} {cases}"),
        Shape::Mean | Shape::Rate => format!("{value} (n = {n} {cases})"),
    })
}

/// The text with its first letter small, unless the first word is written in capitals.
fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if first.is_uppercase() && !second.is_uppercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}
