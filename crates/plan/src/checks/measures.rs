//! The measures that a recommendation links to, their baselines and targets.

use waymark_figures::{Polarity, Shape};

use super::{error, warning};
use crate::diagnostic::{Problem, nearest};
use crate::model::LinkedMeasure;
use crate::read::Known;

pub(crate) fn measure(linked: &LinkedMeasure, known: Known<'_>, path: &str) -> Vec<Problem> {
    let mut found = Vec::new();
    let id = &linked.selector.measure;
    if let Some(ids) = known.ids()
        && !ids.contains(&id.as_str())
    {
        let help = match nearest(id.as_str(), ids) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`waymark measures` lists them all".to_owned(),
        };
        found.push(error(
            format!("{path}.selector"),
            format!("there is no measure `{id}`"),
            Some(&help),
        ));
    }
    for (index, comparator) in linked.comparators.iter().enumerate() {
        if linked.comparators[..index].contains(comparator) {
            found.push(error(
                format!("{path}.comparators"),
                "a comparator is named twice",
                None,
            ));
        }
    }
    let nature = known.nature(id);
    let values = [
        (
            "baseline".to_owned(),
            linked.baseline.map(|baseline| baseline.value),
        ),
        (
            "target".to_owned(),
            linked.target.map(|target| target.value),
        ),
        (
            "threshold".to_owned(),
            linked.threshold.as_ref().map(|threshold| threshold.value),
        ),
    ];
    let on_the_way = linked
        .path
        .iter()
        .enumerate()
        .map(|(index, point)| (format!("path.{index}"), Some(point.value)));
    for (key, value) in values.into_iter().chain(on_the_way) {
        let Some(value) = value else { continue };
        let allowed = match nature {
            Some((Shape::Percentage, _)) => 0.0..=100.0,
            _ => 0.0..=f64::MAX,
        };
        if !allowed.contains(&value) {
            let what = match nature {
                Some((Shape::Percentage, _)) => "a percentage lies between 0 and 100",
                _ => "no measure goes below 0",
            };
            found.push(error(
                format!("{path}.{key}.value"),
                format!("{value} cannot be: {what}"),
                None,
            ));
        }
    }
    if found.iter().any(|problem| problem.path.ends_with(".value")) {
        return found;
    }
    found.extend(points_on_the_way(linked, path));
    found.extend(way_to_target(
        linked,
        nature.map(|(_, polarity)| polarity),
        path,
    ));
    found
}

/// Whether the points of the expected path lie between baseline and target, oldest first.
fn points_on_the_way(linked: &LinkedMeasure, path: &str) -> Option<Problem> {
    linked.path.first()?;
    let (Some(baseline), Some(target)) = (linked.baseline, linked.target) else {
        return Some(error(
            format!("{path}.path"),
            "a path leads from a baseline to a target",
            Some("give both, or leave `path` out"),
        ));
    };
    let mut before = baseline.period;
    for (index, point) in linked.path.iter().enumerate() {
        if point.by <= before || point.by >= target.by {
            return Some(error(
                format!("{path}.path.{index}.by"),
                format!(
                    "{} does not lie between {before} and the target's {}",
                    point.by, target.by
                ),
                Some("write the points of the path oldest first, all before the target's month"),
            ));
        }
        before = point.by;
    }
    None
}

/// Whether the target lies after the baseline, in time and in the good direction.
fn way_to_target(
    linked: &LinkedMeasure,
    polarity: Option<Polarity>,
    path: &str,
) -> Option<Problem> {
    let (baseline, target) = (linked.baseline?, linked.target?);
    if target.by <= baseline.period {
        return Some(error(
            format!("{path}.target.by"),
            format!(
                "the target is for {}, which is not after the baseline's {}",
                target.by, baseline.period
            ),
            None,
        ));
    }
    let place = format!("{path}.target.value");
    if target.value == baseline.value {
        return Some(warning(
            place,
            format!("the target is the same as the baseline, {}", baseline.value),
            Some("right where the aim is to hold it; else correct one of the two"),
        ));
    }
    let contrary = match polarity {
        Some(Polarity::High) => target.value < baseline.value,
        Some(Polarity::Low) => target.value > baseline.value,
        Some(Polarity::None) | None => false,
    };
    contrary.then(|| {
        let good = match polarity {
            Some(Polarity::High) => "higher",
            _ => "lower",
        };
        warning(
            place,
            format!(
                "the target {} is worse than the baseline {}: {good} is better for this measure",
                target.value, baseline.value
            ),
            None,
        )
    })
}
