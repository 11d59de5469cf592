//! One decision over all that a report would show, and over what earlier reports have shown.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::archive::EarlierPublication;
use super::guard::Guard;
use super::page::{Page, PageCell, Pages, Place, REST, Seen};
use super::rules::Rules;
use crate::evidence::{Evidence, EvidenceBook};
use crate::figure::{Breakdown, Outcome};
use crate::measure::{MeasureId, MeasureMeta};
use crate::period::Period;

/// What a report withholds, and why. It has no numbers in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Protection {
    /// The name of the rules that were followed.
    pub rules: String,
    /// Every cell about children of which something is hidden: in the order of the measures in the
    /// book, then by period and group.
    pub withheld: Vec<Withheld>,
    /// The small numbers that can be worked out from earlier reports alone. Nothing can be done about
    /// them any more; that they are listed here means that one of those reports was not protected.
    pub already_out: Vec<AlreadyOut>,
}

/// A cell of which something is hidden.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withheld {
    /// The measure.
    pub measure: MeasureId,
    /// The days that it is about.
    pub period: Period,
    /// The group; none for the whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breakdown: Option<Breakdown>,
    /// Why.
    pub reason: WithheldReason,
}

/// Why something of a cell is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WithheldReason {
    /// It is about fewer children than may be shown.
    Small,
    /// A small number could be worked out from it within its own table.
    Table,
    /// A group shown without the other groups of its period, so that nobody can say what follows
    /// from it.
    GroupAlone,
    /// Another measure of the same children shows numbers from which a small one would follow.
    OtherMeasure,
    /// An earlier report shows numbers from which a small one would follow.
    EarlierReport,
    /// Periods that share months show numbers from which a small one would follow.
    OverlappingWindows,
}

/// A place where a small number can be worked out from earlier reports alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlreadyOut {
    /// The measure.
    pub measure: MeasureId,
    /// The days that it is about.
    pub period: Period,
    /// The group; none for the whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breakdown: Option<Breakdown>,
}

/// Marks every figure about children that must be withheld so that no number of too few children is
/// in the report, nor can be worked out from it: from its tables, from other measures of the same
/// children, from periods that overlap, and from what earlier reports have shown.
///
/// `earlier` are all reports that were published before, the oldest first. What they have shown
/// cannot be taken back, so it is withheld on this side. A figure that is marked already stays so.
/// Measures that are not about children are left alone.
///
/// The same book, reports and rules give the same marks. Groups of a table are withheld before the
/// figure of the whole, small groups before large ones, and older months before newer ones. At its
/// end each step shows again what it withheld without need.
///
/// What a reader is taken to know, and what not, is in `docs/publication.md`.
pub fn protect(
    book: &mut EvidenceBook,
    earlier: &[EarlierPublication],
    rules: &Rules,
) -> Protection {
    let mut guard = Guard::of(book, measures_about_children(book), earlier, rules.limit());
    // Each step hides more and shows nothing again that an earlier one hid, so that what was safe
    // stays safe.
    guard.protect_tables();
    guard.protect_kin();
    guard.protect_windows(false);
    if !earlier.is_empty() {
        guard.protect_beside_earlier();
        guard.protect_windows(true);
    }
    let shown: Vec<Pages> = (0..guard.wards.len())
        .map(|measure| guard.shown(measure))
        .collect();
    let alone = mark(book, &guard, &shown);
    Protection {
        rules: rules.name.clone(),
        withheld: withheld(&guard, &shown, alone),
        already_out: guard
            .already_out
            .iter()
            .map(|place| AlreadyOut {
                measure: guard.wards[place.measure].meta.id.clone(),
                period: place.period,
                breakdown: place.breakdown.clone().map(named),
            })
            .collect(),
    }
}

/// What a table leaves over has no name of its own.
fn named(mut group: Breakdown) -> Breakdown {
    if group.group == REST {
        group.group = "all other groups".to_owned();
    }
    group
}

fn measures_about_children(book: &EvidenceBook) -> Vec<MeasureMeta> {
    let mut found: Vec<MeasureMeta> = Vec::new();
    for entry in book.entries() {
        let meta = &entry.measure;
        if meta.unit.is_about_children() && found.iter().all(|other| other.id != meta.id) {
            found.push(meta.clone());
        }
    }
    found
}

/// Marks what is not shown, wherever in the book it stands; gives the places of groups that are
/// shown without the table of their period.
fn mark(book: &mut EvidenceBook, guard: &Guard, shown: &[Pages]) -> BTreeSet<Place> {
    let mut alone = BTreeSet::new();
    for entry in book.entries_mut() {
        let id = &entry.measure.id;
        let measure = guard.wards.iter().position(|ward| ward.meta.id == *id);
        if let Some(measure) = measure {
            alone.extend(mark_entry(entry, measure, guard, &shown[measure]));
        }
    }
    alone
}

/// Marks an entry; gives the places of its group that are shown without their table.
fn mark_entry(entry: &mut Evidence, measure: usize, guard: &Guard, shown: &Pages) -> Vec<Place> {
    let Evidence {
        breakdown,
        current,
        earlier,
        series,
        groups,
        ..
    } = entry;
    let mut alone = Vec::new();
    let outcomes = std::iter::once(current)
        .chain(earlier.as_mut())
        .chain(series.iter_mut());
    for figure in outcomes.filter_map(Outcome::figure_mut) {
        let page = shown.get(&figure.period);
        let is_open = match breakdown.as_ref() {
            None => page.is_some_and(|page| page.whole.seen == Seen::All),
            Some(of) => match page.and_then(|page| row(page, of)) {
                Some(cell) => cell.seen == Seen::All,
                None => {
                    alone.push(Place {
                        measure,
                        period: figure.period,
                        breakdown: Some(of.clone()),
                    });
                    false
                }
            },
        };
        figure.withheld |= !is_open;
    }
    for figure in groups {
        let place = Place {
            measure,
            period: figure.period,
            breakdown: figure.breakdown.clone(),
        };
        figure.withheld |= guard.hidden.contains_key(&place);
    }
    alone
}

/// The row of a group in its table. A plan may write a group's name in other capitals.
fn row(page: &Page, of: &Breakdown) -> Option<PageCell> {
    let wanted = of.group.to_lowercase();
    let table = page.tables.get(&of.dimension)?;
    table
        .iter()
        .find(|(group, _)| group.to_lowercase() == wanted && *group != REST)
        .map(|(_, cell)| *cell)
}

/// Everything that is not shown whole, with its reason.
fn withheld(guard: &Guard, shown: &[Pages], alone: BTreeSet<Place>) -> Vec<Withheld> {
    let mut found: BTreeMap<Place, WithheldReason> = alone
        .into_iter()
        .map(|place| (place, WithheldReason::GroupAlone))
        .collect();
    for (measure, pages) in shown.iter().enumerate() {
        for (period, page) in pages {
            for (breakdown, cell) in page.cells() {
                if cell.seen == Seen::All {
                    continue;
                }
                let by_itself = if breakdown.is_none() || guard.is_small(cell) {
                    WithheldReason::Small
                } else {
                    WithheldReason::Table
                };
                let place = Place {
                    measure,
                    period: *period,
                    breakdown,
                };
                let reason = guard.hidden.get(&place).copied().unwrap_or(by_itself);
                found.insert(place, reason);
            }
        }
    }
    found
        .into_iter()
        .map(|(place, reason)| Withheld {
            measure: guard.wards[place.measure].meta.id.clone(),
            period: place.period,
            breakdown: place.breakdown,
            reason,
        })
        .collect()
}
