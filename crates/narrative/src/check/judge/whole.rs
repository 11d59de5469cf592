//! What a text must agree on with itself and with the plan: ratings, recommendations, actions.

use std::ops::Range;

use waymark_plan::Rating;

use super::Finding;
use crate::check::Verdict;
use crate::check::claims::{PassageClaims, What};
use crate::check::quantity::{Noun, Unit};
use crate::check::sentence::Linked;
use crate::facts::FactBook;
use crate::text::Passage;

/// What the whole text says of ratings and recommendations.
pub(in crate::check) struct Whole {
    groups: Vec<Group>,
    recommendations: Vec<f64>,
}

/// Ratings that are counted together: in one passage, or in the items of one list.
struct Group {
    passage: usize,
    span: Range<usize>,
    counts: Vec<(f64, String)>,
}

impl Whole {
    /// Gathers what the passages of a text say.
    pub fn of(passages: &[Passage], found: &[PassageClaims]) -> Self {
        let mut groups: Vec<Group> = Vec::new();
        let mut last: Option<usize> = None;
        for (index, claims) in found.iter().enumerate() {
            let Some((_, _, span)) = claims.ratings.first() else {
                continue;
            };
            let counts = claims
                .ratings
                .iter()
                .map(|(count, colour, _)| (*count, colour.clone()));
            let same_list = last.is_some_and(|last| {
                last + 1 == index
                    && passages[last].lead == passages[index].lead
                    && passages[last].headings == passages[index].headings
            });
            let fresh = groups.last().is_none_or(|group| {
                claims
                    .ratings
                    .iter()
                    .any(|(_, colour, _)| group.counts.iter().any(|(_, other)| other == colour))
            });
            match groups.last_mut() {
                Some(group) if same_list && !fresh => group.counts.extend(counts),
                _ => groups.push(Group {
                    passage: index,
                    span: span.clone(),
                    counts: counts.collect(),
                }),
            }
            last = Some(index);
        }
        let recommendations = found
            .iter()
            .flat_map(|claims| &claims.claims)
            .filter_map(|claim| match &claim.what {
                What::Counted(linked) if linked.quantity.noun == Some(Noun::Recommendations) => {
                    Some(match linked.quantity.unit {
                        Unit::Of(n) => n,
                        _ => linked.quantity.value,
                    })
                }
                _ => None,
            })
            .collect();
        Self {
            groups,
            recommendations,
        }
    }

    /// The number of recommendations that the text itself gives most often; the largest of
    /// several.
    fn recommendations(&self) -> Option<f64> {
        self.recommendations.iter().copied().max_by(|a, b| {
            let times = |value: f64| {
                self.recommendations
                    .iter()
                    .filter(|other| **other == value)
                    .count()
            };
            times(*a).cmp(&times(*b)).then(a.total_cmp(b))
        })
    }
}

/// The ratings that begin in a passage, with their verdict; none where none do.
pub(in crate::check) fn ratings(
    passage: usize,
    whole: &Whole,
    book: &FactBook,
) -> Option<(Range<usize>, Finding)> {
    let group = whole.groups.iter().find(|group| group.passage == passage)?;
    Some((group.span.clone(), of_group(group, whole, book)))
}

fn of_group(group: &Group, whole: &Whole, book: &FactBook) -> Finding {
    let sum: f64 = group.counts.iter().map(|(count, _)| count).sum();
    let parts: Vec<String> = group
        .counts
        .iter()
        .map(|(count, colour)| format!("{count:.0} {colour}"))
        .collect();
    let added = format!("{} make {sum:.0}", parts.join(", "));
    if let Some(plan) = &book.plan {
        let wrong: Vec<String> = group
            .counts
            .iter()
            .filter_map(|(count, colour)| {
                let rating = match colour.as_str() {
                    "green" => Rating::Green,
                    "amber" => Rating::Amber,
                    "red" => Rating::Red,
                    _ => Rating::Blue,
                };
                let known = plan.ratings.count(Some(rating)) as f64;
                (known != *count).then(|| format!("{known:.0} {colour}"))
            })
            .collect();
        let all = plan.recommendations as f64;
        return if !wrong.is_empty() {
            Finding::new(
                Verdict::Contradicted,
                format!(
                    "The plan has {}; the text says {}.",
                    wrong.join(", "),
                    parts.join(", ")
                ),
            )
        } else if sum != all && group.counts.len() > 1 {
            Finding::new(
                Verdict::Contradicted,
                format!("{added}, and the plan has {all:.0} recommendations."),
            )
        } else {
            Finding::new(Verdict::Supported, format!("{added}, as the plan has."))
        };
    }
    match whole.recommendations() {
        Some(all) if all == sum => Finding::new(
            Verdict::Supported,
            format!("{added}, the number of recommendations that the text gives."),
        ),
        Some(all) => Finding::new(
            Verdict::Contradicted,
            format!("{added}, and the text speaks of {all:.0} recommendations."),
        ),
        None => Finding::new(
            Verdict::Incomplete,
            format!("{added}; neither text nor evidence says how many recommendations there are."),
        ),
    }
}

/// Judges a number of recommendations or actions.
pub(super) fn counted(linked: &Linked, whole: &Whole, book: &FactBook) -> Finding {
    let quantity = &linked.quantity;
    let is_actions = quantity.noun == Some(Noun::Actions);
    let Some(plan) = &book.plan else {
        if is_actions {
            return Finding::new(Verdict::Unsupported, "The plan is not among the evidence.");
        }
        let others = whole
            .recommendations
            .iter()
            .filter(|other| **other == quantity.value)
            .count();
        let rated: Vec<f64> = whole
            .groups
            .iter()
            .map(|group| group.counts.iter().map(|(count, _)| count).sum())
            .collect();
        return if rated.contains(&quantity.value) || others > 1 {
            Finding::new(
                Verdict::Supported,
                "The text gives the same number elsewhere.",
            )
        } else if rated.is_empty() {
            Finding::new(Verdict::Unsupported, "The plan is not among the evidence.")
        } else {
            Finding::new(
                Verdict::Contradicted,
                format!("The ratings that the text counts make {:.0}.", rated[0]),
            )
        };
    };
    let (all, done, word) = if is_actions {
        (
            plan.actions as f64,
            Some(plan.actions_done as f64),
            "actions",
        )
    } else {
        (plan.recommendations as f64, None, "recommendations")
    };
    let told = match done {
        Some(done) => format!("The plan has {all:.0} {word}, {done:.0} of them complete."),
        None => format!("The plan has {all:.0} {word}."),
    };
    let right = match quantity.unit {
        Unit::Of(n) => {
            n == all
                && done.is_none_or(|done| done == quantity.value || all - done == quantity.value)
        }
        _ => {
            quantity.value == all
                || done.is_some_and(|done| done == quantity.value || all - done == quantity.value)
        }
    };
    let verdict = if right {
        Verdict::Supported
    } else {
        Verdict::Contradicted
    };
    Finding::new(verdict, told)
}
