//! Hides until nothing can be worked out, and then shows again what need not have been hidden.

use std::collections::BTreeSet;

use super::page::Place;

/// What was hidden, and what hiding could not help.
pub(super) struct Hiding<L> {
    /// The places to hide, beside those that were hidden already.
    pub(super) hidden: BTreeSet<Place>,
    /// What can be worked out even where this report shows nothing.
    pub(super) beyond: BTreeSet<L>,
}

/// Hides places until nothing can be worked out but what could be without this report.
///
/// `places` are those that could be hidden, the one that is least missed first. `leaks` says what
/// can be worked out where some places are hidden; hiding more never adds to it. `rank` says how
/// well hiding a place suits a leak, the best lowest; of those that suit as well the one that is
/// least missed is hidden. At the end each place is shown again, the one most missed first, where
/// nothing more can be worked out with it.
pub(super) fn hide_until_safe<L: Ord + Clone>(
    already: &BTreeSet<Place>,
    places: &[Place],
    leaks: impl Fn(&BTreeSet<Place>) -> BTreeSet<L>,
    rank: impl Fn(&L, &Place) -> u8,
) -> Hiding<L> {
    let mut open = leaks(already);
    if open.is_empty() {
        return Hiding {
            hidden: BTreeSet::new(),
            beyond: BTreeSet::new(),
        };
    }
    let everything: BTreeSet<Place> = already.iter().chain(places).cloned().collect();
    let beyond = leaks(&everything);
    let mut hidden = already.clone();
    // With every place hidden nothing but what lies beyond is left, so there is always a next one.
    while let Some(leak) = first_new(&open, &beyond) {
        let next = places
            .iter()
            .filter(|place| !hidden.contains(*place))
            .min_by_key(|place| rank(&leak, place));
        match next {
            Some(place) => hidden.insert(place.clone()),
            None => break,
        };
        open = leaks(&hidden);
    }
    for place in places.iter().rev() {
        if already.contains(place) || !hidden.remove(place) {
            continue;
        }
        if first_new(&leaks(&hidden), &beyond).is_some() {
            hidden.insert(place.clone());
        }
    }
    Hiding {
        hidden: hidden.difference(already).cloned().collect(),
        beyond,
    }
}

/// The first that is not among those that nothing helps against.
fn first_new<L: Ord + Clone>(open: &BTreeSet<L>, beyond: &BTreeSet<L>) -> Option<L> {
    open.difference(beyond).next().cloned()
}
