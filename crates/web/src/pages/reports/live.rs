//! The references that can be written in a report today, each with what it says: a writer copies
//! them. Which words they get is decided in the room `narrative`.

use waymark_figures::{Evidence, Selector};
use waymark_narrative::reference::{Other, Part, PlanCount, Reference, resolve};
use waymark_narrative::sentence::{WhichMonth, words};
use waymark_publication::Ground;

/// A reference that can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LiveHtml {
    /// What it is about.
    pub about: String,
    /// The reference.
    pub reference: String,
    /// What it says.
    pub says: String,
}

/// Every reference that has words on a ground: each figure's value, the figure beside all that it
/// can be set beside, its groups, and what is counted of the plan.
pub(super) fn live(ground: &Ground) -> Vec<LiveHtml> {
    let mut all = Vec::new();
    let mut seen: Vec<Selector> = Vec::new();
    for entry in ground.evidence.entries() {
        for selector in selectors(entry) {
            if seen.contains(&selector) {
                continue;
            }
            let about = title(entry, &selector);
            let value = Reference::value(selector.clone(), WhichMonth::AsComputed);
            all.extend(said(&value, &about, ground));
            // Groups are many; what they can be set beside is written after the same pattern.
            if selector.breakdown.is_none() {
                for (at, (_, other)) in Other::WORDS.iter().enumerate() {
                    let is_first = Other::WORDS[..at].iter().all(|(_, known)| known != other);
                    if is_first {
                        all.extend(said(&value.clone().versus(*other), &about, ground));
                    }
                }
            }
            seen.push(selector);
        }
    }
    for (count, _, _) in PlanCount::ALL {
        all.extend(said(&Reference::plan(count), "The plan", ground));
    }
    all
}

/// The figure of an entry, and its groups.
fn selectors(entry: &Evidence) -> Vec<Selector> {
    let of = |breakdown: &Option<waymark_figures::Breakdown>| Selector {
        measure: entry.measure.id.clone(),
        breakdown: breakdown.clone(),
    };
    let groups = entry.groups.iter().map(|group| of(&group.breakdown));
    [of(&entry.breakdown)].into_iter().chain(groups).collect()
}

fn title(entry: &Evidence, selector: &Selector) -> String {
    match &selector.breakdown {
        None => entry.measure.title.clone(),
        Some(group) => format!("{} ({})", entry.measure.title, words::group(group)),
    }
}

fn said(reference: &Reference, about: &str, ground: &Ground) -> Option<LiveHtml> {
    let live = resolve(reference, &ground.known()).ok()?;
    Some(LiveHtml {
        about: about.to_owned(),
        reference: reference.to_string(),
        says: live.words,
    })
}

/// The parts that can stand after a bar, each with what it reads like.
pub(super) fn parts() -> Vec<(&'static str, &'static str)> {
    let all = Part::ALL.iter();
    all.map(|part| (part.name(), part.example())).collect()
}
