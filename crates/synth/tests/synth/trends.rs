//! The months between the planted ones: they change, but they do not jump.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::loamshire::*;

fn by_month(days: impl Iterator<Item = Date>) -> BTreeMap<(i16, i8), usize> {
    let mut counts = BTreeMap::new();
    for day in days {
        *counts.entry((day.year(), day.month())).or_default() += 1;
    }
    counts
}

#[test]
fn referrals_and_assessments_have_a_number_for_each_month() {
    let referred = by_month(referrals().into_iter().map(|one| one.referred));
    let assessed = by_month(assessments().into_iter().map(|(_, authorised)| authorised));
    for year in 2014..=2017_i16 {
        for month in 1..=12_i8 {
            if (year, month) < (2014, 4) || (year, month) > (2017, 9) {
                continue;
            }
            let referrals = referred[&(year, month)];
            assert!(
                (250..=520).contains(&referrals),
                "{year}-{month}: {referrals}"
            );
            let completed = assessed[&(year, month)];
            assert!(
                (130..=430).contains(&completed),
                "{year}-{month}: {completed}"
            );
        }
    }
    let different: std::collections::BTreeSet<_> = assessed.values().collect();
    assert!(different.len() > 20);
}

#[test]
fn children_in_care_rise_slowly() {
    let mut before: Option<usize> = None;
    for year in 2010..=2017_i16 {
        for month in 1..=12_i8 {
            if (year, month) > (2017, 9) {
                continue;
            }
            let last = jiff::civil::date(year, month, 1).last_of_month();
            let now = episodes()
                .values()
                .filter(|all| {
                    all.iter().any(|one| {
                        !one.short_break()
                            && one.start <= last
                            && one.end.is_none_or(|end| end > last)
                    })
                })
                .count();
            assert!((370..=510).contains(&now), "{last}: {now}");
            if let Some(before) = before {
                assert!(now.abs_diff(before) <= 24, "{last}: {before}, then {now}");
            }
            before = Some(now);
        }
    }
}
