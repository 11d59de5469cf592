//! Adoption and special guardianship: one row a child and period of care.

use std::collections::BTreeMap;

use crate::reading::{RawTables, Reading};

use super::care::Care;
use super::sources::{At, Order, View};
use super::tables::{AD1, PLACED_ADOPTION};
use super::to_ssd::{keep, period_id};

/// Legal status of a placement order.
const PLACEMENT_ORDER: &str = "E1";
/// A decision to place for adoption that was reversed ceases for one of these reasons.
const REVERSED: &str = "RD";

/// What the tables of adoption say of a child in a period of care.
#[derive(Debug, Clone, Copy, Default)]
struct Facts {
    adopted: Option<At>,
    decided: Option<(i32, At)>,
}

/// Maps adoptions and special guardianship.
///
/// `perm_placed_for_adoption_date` is the day on which the child moved in with the
/// adoptive family, or on which the placement with the foster carer who adopts became an
/// adoptive one: the start of the placement of type `A3` to `A6`. The return's
/// DATE_PLACED is the day of the decision, so it stands for the decision.
pub(super) fn map(raw: &RawTables, order: &Order, care: &Care<'_>, reading: &mut Reading<'_>) {
    let ad1 = View::of(raw, AD1.name, order);
    let placed = View::of(raw, PLACED_ADOPTION.name, order);
    let mut facts: BTreeMap<(&str, Option<usize>), Facts> = BTreeMap::new();
    let ad1_child = ad1.text("child");
    for (child, at) in ad1.latest(|at| ad1_child.get(at)) {
        let period = adopted_period(care, child);
        facts.entry((child, period)).or_default().adopted = Some(at);
    }
    let placed_child = placed.text("child");
    let placed_day = placed.day("date_placed");
    for ((child, day), at) in placed.latest(|at| Some((placed_child.get(at)?, placed_day.get(at)?)))
    {
        let period = care
            .period_on(child, day)
            .or_else(|| care.periods_of(child).next_back());
        // The rows come by day, so that the last decision of a period stands.
        facts.entry((child, period)).or_default().decided = Some((day, at));
    }
    for (index, period) in care.periods.iter().enumerate() {
        let last = &care.episodes[period.behind - 1];
        let ordered = care
            .columns
            .ceased
            .get(last.at)
            .is_some_and(is_permanence_order);
        if ordered
            || placement_order(care, index).is_some()
            || adoptive_placement(care, index).is_some()
        {
            facts.entry((last.child, Some(index))).or_default();
        }
    }
    let rows: Vec<((&str, Option<usize>), Facts)> = facts.into_iter().collect();
    let of_ad1 = |column: &'static str| {
        let days = ad1.day(column);
        rows.iter()
            .map(move |(_, facts)| facts.adopted.and_then(|at| days.get(at)))
            .collect::<Vec<_>>()
    };
    let text_of_ad1 = |column: &'static str| {
        let texts = ad1.text(column);
        rows.iter()
            .map(move |(_, facts)| facts.adopted.and_then(|at| texts.get(at)))
            .collect::<Vec<_>>()
    };
    let in_period = |value: &dyn Fn(usize) -> Option<i32>| {
        rows.iter()
            .map(|((_, period), _)| period.and_then(value))
            .collect::<Vec<_>>()
    };
    let foster = text_of_ad1("foster_care");
    let decided: Vec<Option<i32>> = of_ad1("date_int")
        .into_iter()
        .zip(&rows)
        .map(|(day, (_, facts))| day.or(facts.decided.map(|(day, _)| day)))
        .collect();
    let ceased_day = placed.day("date_placed_ceased");
    let ceased_reason = placed.text("reason_placed_ceased");
    let reversed: Vec<Option<(i32, &str)>> = rows
        .iter()
        .map(|(_, facts)| {
            let (_, at) = facts.decided?;
            let reason = ceased_reason
                .get(at)
                .filter(|reason| reason.starts_with(REVERSED))?;
            Some((ceased_day.get(at)?, reason))
        })
        .collect();
    let left_by_order: Vec<Option<(i32, &str)>> = rows
        .iter()
        .map(|((_, period), _)| {
            let last = &care.episodes[care.periods[(*period)?].behind - 1];
            let reason = care
                .columns
                .ceased
                .get(last.at)
                .filter(|code| is_permanence_order(code))?;
            Some((last.ends?, reason))
        })
        .collect();
    let foster_start: Vec<Option<i32>> = rows
        .iter()
        .zip(&foster)
        .map(|(((_, period), _), flag)| {
            (*flag == Some("1"))
                .then(|| foster_placement(care, (*period)?))
                .flatten()
        })
        .collect();
    let batch = crate::ssd::batch::SsdBatch::new("ssd_permanence", rows.len())
        .text(
            "perm_table_id",
            rows.iter().map(|((child, period), _)| {
                Some(period.map_or_else(|| (*child).to_owned(), |period| period_id(care, period)))
            }),
        )
        .text(
            "perm_person_id",
            rows.iter().map(|((child, _), _)| Some(*child)),
        )
        .text(
            "perm_cla_id",
            rows.iter()
                .map(|((_, period), _)| period.map(|period| period_id(care, period))),
        )
        .date("perm_adm_decision_date", decided.into_iter())
        .date("perm_matched_date", of_ad1("date_match").into_iter())
        .date(
            "perm_placed_for_adoption_date",
            in_period(&|period| adoptive_placement(care, period).map(|one| start(care, one)))
                .into_iter(),
        )
        .date(
            "perm_placement_order_date",
            in_period(&|period| placement_order(care, period)).into_iter(),
        )
        .date("perm_placed_foster_carer_date", foster_start.into_iter())
        .text(
            "perm_adopted_by_carer_flag",
            foster.iter().map(|flag| match flag {
                Some("1") => Some("Y"),
                Some("0") => Some("N"),
                _ => None,
            }),
        )
        .text("perm_adopter_sex", text_of_ad1("sex_adoptr").into_iter())
        .text(
            "perm_adopter_legal_status",
            text_of_ad1("ls_adoptr").into_iter(),
        )
        .integer(
            "perm_number_of_adopters",
            text_of_ad1("nb_adoptr")
                .into_iter()
                .map(|number| number?.parse().ok()),
        )
        .date(
            "perm_decision_reversed_date",
            reversed.iter().map(|one| one.map(|(day, _)| day)),
        )
        .text(
            "perm_decision_reversed_reason",
            reversed.iter().map(|one| one.map(|(_, reason)| reason)),
        )
        .date(
            "perm_permanence_order_date",
            left_by_order.iter().map(|one| one.map(|(day, _)| day)),
        )
        .text(
            "perm_permanence_order_type",
            left_by_order
                .iter()
                .map(|one| one.map(|(_, reason)| reason)),
        );
    keep(batch, reading);
}

/// Adoption, and special guardianship in the codes of all years.
fn is_permanence_order(code: &str) -> bool {
    matches!(
        code,
        "E11" | "E12" | "E43" | "E44" | "E45" | "E46" | "E47" | "E48"
    )
}

/// The period of care that ended with an adoption; else the child's last.
fn adopted_period(care: &Care<'_>, child: &str) -> Option<usize> {
    let periods = care.periods_of(child);
    periods
        .clone()
        .rev()
        .find(|period| {
            let last = &care.episodes[care.periods[*period].behind - 1];
            matches!(care.columns.ceased.get(last.at), Some("E11" | "E12"))
        })
        .or_else(|| periods.clone().next_back())
}

/// The first day under a placement order in a period of care.
fn placement_order(care: &Care<'_>, period: usize) -> Option<i32> {
    let period = &care.periods[period];
    care.episodes[period.first..period.behind]
        .iter()
        .find(|episode| care.columns.legal_status.get(episode.at) == Some(PLACEMENT_ORDER))
        .map(|episode| episode.starts)
}

/// The placement in which a period's last stay with an adoptive family begins.
///
/// A stay goes over several placements where the family stays the same: by the reason of
/// the change (`L`, `T`, `U`), or because both are with the foster carer who adopts.
fn adoptive_placement(care: &Care<'_>, period: usize) -> Option<usize> {
    let (first, behind) = care.periods[period].placements;
    let mut placement = (first..behind)
        .rev()
        .find(|one| is_adoptive(care.place(*one)))?;
    while placement > first {
        let before = placement - 1;
        let same_family = matches!(
            care.first(care.placements[placement]).reason,
            b'L' | b'T' | b'U'
        ) || (with_carer(care.place(before))
            && with_carer(care.place(placement)));
        if !is_adoptive(care.place(before)) || !same_family {
            break;
        }
        placement = before;
    }
    Some(placement)
}

/// The day on which the placement began with the foster carer who then adopted: the
/// placement just before the adoptive one, over changes of address with the same carer.
fn foster_placement(care: &Care<'_>, period: usize) -> Option<i32> {
    let adoptive = adoptive_placement(care, period)?;
    let (first, _) = care.periods[period].placements;
    if !with_carer(care.place(adoptive)) || adoptive == first {
        return None;
    }
    let mut placement = adoptive - 1;
    if !care.place(placement).starts_with('U') {
        return None;
    }
    while placement > first
        && matches!(
            care.first(care.placements[placement]).reason,
            b'L' | b'T' | b'U'
        )
        && care.place(placement - 1).starts_with('U')
    {
        placement -= 1;
    }
    Some(start(care, placement))
}

fn start(care: &Care<'_>, placement: usize) -> i32 {
    care.first(care.placements[placement]).starts
}

fn is_adoptive(place: &str) -> bool {
    matches!(place, "A3" | "A4" | "A5" | "A6")
}

/// Placed for adoption with the current foster carer.
fn with_carer(place: &str) -> bool {
    matches!(place, "A3" | "A5")
}
