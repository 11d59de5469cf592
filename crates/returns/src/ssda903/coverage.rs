//! What an SSDA903 return covers, from the dates in it.
//!
//! The return has no header that says its year. Its ends of episodes (DEC) lie in the
//! years that it covers, apart from wrong dates, which are few in each year.

use jiff::civil::Date;
use waymark_codes::CollectionYear;

use crate::date::{to_date, to_days};
use crate::finding::{FindingCode, Place};
use crate::import::{Coverage, How, ReturnKind};
use crate::reading::{Reading, ReturnKey};

use super::tables::EPISODES;

/// A year belongs to the return where it holds at least this share of the ends of
/// episodes …
const SHARE_OF_ALL: f64 = 0.05;
/// … or, in a return over many years, this share of those of its busiest year.
const SHARE_OF_BUSIEST: f64 = 0.25;
/// The share of the last year's starts and ends that the covered days hold at least;
/// later ones are taken for wrong.
const PERCENTILE: f64 = 0.995;
/// So many starts and ends that are expected but missing could be chance: fewer than 1
/// time in 20 for a Poisson count. Then the year counts as covered to its end.
const CHANCE: f64 = 3.0;

/// Works out what each SSDA903 return covers that does not say so itself, and notes it.
///
/// What the user declared stands above it. Where there are several returns, it says
/// where the first begins and the last ends, and the dates say what is whose.
pub(crate) fn infer_coverage(reading: &mut Reading<'_>) {
    let open: Vec<ReturnKey> = (0..reading.returns.len())
        .filter(|index| {
            let one = &reading.returns[*index];
            one.kind == ReturnKind::Ssda903 && one.coverage.is_none()
        })
        .map(ReturnKey)
        .collect();
    let mut inferred: Vec<Option<Coverage>> = open
        .iter()
        .map(|key| {
            let (starts, ends) = days_of(reading, *key);
            infer(&starts, &ends)
        })
        .collect();
    if let Some((from, to)) = reading.options.covers {
        declare(&mut inferred, from, to);
    }
    for (key, coverage) in open.iter().zip(inferred) {
        reading.returns[key.0].coverage = coverage;
        let file = reading
            .raw
            .iter()
            .find(|rows| rows.return_key == Some(*key))
            .map(|rows| rows.builder.file());
        let place = Place {
            file,
            ..Place::default()
        };
        tell(coverage, place, reading);
    }
}

/// Sets what the user declared against what the dates say.
fn declare(inferred: &mut [Option<Coverage>], from: Date, to: Date) {
    let declared = Coverage {
        from,
        to,
        how: How::Declared,
    };
    if let [only] = inferred {
        *only = Some(declared);
        return;
    }
    let first = inferred.iter().flatten().map(|one| one.from).min();
    let last = inferred.iter().flatten().map(|one| one.to).max();
    for one in inferred {
        *one = Some(one.map_or(declared, |one| Coverage {
            from: if Some(one.from) == first {
                from
            } else {
                one.from.clamp(from, to)
            },
            to: if Some(one.to) == last {
                to
            } else {
                one.to.clamp(from, to)
            },
            how: How::Declared,
        }));
    }
}

fn tell(coverage: Option<Coverage>, place: Place<'_>, reading: &mut Reading<'_>) {
    reading
        .notes
        .findings
        .add(FindingCode::CoverageInferred, place, None, || match coverage {
            Some(covered) if covered.how == How::Declared => {
                format!("taken to cover {} to {}, as declared", covered.from, covered.to)
            }
            Some(covered) => format!(
                "taken to cover {} to {}, by the dates in its episodes; where that is wrong, say which \
                 days it covers when it is handed in (on the command line, --covers FROM..TO)",
                covered.from, covered.to
            ),
            None => "no episodes with dates came with these tables, so it is not known what they \
                     cover; say it when they are handed in (on the command line, --covers FROM..TO)"
                .into(),
        });
}

fn days_of(reading: &Reading<'_>, key: ReturnKey) -> (Vec<i32>, Vec<i32>) {
    let mut starts = Vec::new();
    let mut ends = Vec::new();
    for rows in &reading.raw {
        if rows.return_key == Some(key) && rows.builder.spec().name == EPISODES.name {
            starts.extend(rows.builder.days("DECOM"));
            ends.extend(rows.builder.days("DEC"));
        }
    }
    (starts, ends)
}

/// The days that episodes with these starts and ends cover; `None` where there is no
/// date.
fn infer(starts: &[i32], ends: &[i32]) -> Option<Coverage> {
    // Without a single end, the starts must tell: the year of the last of them.
    let (first, last) = years(ends).or_else(|| {
        let mut starts = starts.to_vec();
        let last = percentile(&mut starts)?;
        let year = CollectionYear::of(to_date(last)).ends();
        Some((year, year))
    })?;
    let from = CollectionYear::ending(first).first_day();
    let year_end = CollectionYear::ending(last).last_day();
    // How far the last year's starts and ends reach: those of all years together would
    // hide its last weeks among the 1 in 200 that are taken for wrong.
    let last_year = to_days(CollectionYear::ending(last).first_day());
    let year_end_days = to_days(year_end);
    let mut inside: Vec<i32> = starts
        .iter()
        .chain(ends)
        .copied()
        .filter(|day| (last_year..=year_end_days).contains(day))
        .collect();
    let reached = percentile(&mut inside)
        .map_or(year_end, to_date)
        .last_of_month();
    let reached_days = to_days(reached);
    // Without the last one, which itself says how far they reach.
    let others = inside.len().saturating_sub(1);
    let a_day = others as f64 / f64::from((reached_days - last_year).max(1));
    let expected = a_day * f64::from(year_end_days - reached_days);
    let to = if reached >= year_end || expected <= CHANCE {
        year_end
    } else {
        reached
    };
    Some(Coverage {
        from,
        to,
        how: How::Inferred,
    })
}

/// First and last collection year (by the year it ends in) that the ends lie in.
fn years(ends: &[i32]) -> Option<(i16, i16)> {
    let mut counts = std::collections::BTreeMap::<i16, usize>::new();
    for day in ends {
        *counts
            .entry(CollectionYear::of(to_date(*day)).ends())
            .or_default() += 1;
    }
    let busiest = *counts.values().max()?;
    let least = (SHARE_OF_ALL * ends.len() as f64).min(SHARE_OF_BUSIEST * busiest as f64);
    let mut held = counts
        .iter()
        .filter(|(_, count)| **count as f64 >= least)
        .map(|(year, _)| *year);
    let first = held.next()?;
    Some((first, held.next_back().unwrap_or(first)))
}

fn percentile(days: &mut [i32]) -> Option<i32> {
    if days.is_empty() {
        return None;
    }
    days.sort_unstable();
    let rank = (PERCENTILE * days.len() as f64).ceil().max(1.0);
    Some(days[(rank as usize - 1).min(days.len() - 1)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// One start and one end every `step` days from `from` to `to`.
    fn every(step: usize, from: Date, to: Date) -> Vec<i32> {
        (to_days(from)..=to_days(to)).step_by(step).collect()
    }

    fn check(starts: &[i32], ends: &[i32], expected: Option<(Date, Date)>) {
        let found = infer(starts, ends).map(|found| (found.from, found.to));
        assert_eq!(found, expected);
    }

    #[test]
    fn a_full_year_is_covered_to_its_end() {
        let days = every(2, date(2016, 4, 3), date(2017, 3, 30));
        check(&days, &days, Some((date(2016, 4, 1), date(2017, 3, 31))));
    }

    #[test]
    fn nonsense_dates_do_not_stretch_it() {
        let mut days = every(1, date(2016, 4, 1), date(2017, 3, 31));
        days.extend([
            to_days(date(1903, 1, 1)),
            to_days(date(2079, 5, 5)),
            to_days(date(2024, 6, 1)),
        ]);
        check(&days, &days, Some((date(2016, 4, 1), date(2017, 3, 31))));
    }

    #[test]
    fn a_return_within_the_year_ends_with_its_month() {
        let days = every(1, date(2015, 4, 1), date(2017, 9, 30));
        check(&days, &days, Some((date(2015, 4, 1), date(2017, 9, 30))));
    }

    #[test]
    fn a_small_authority_without_an_end_in_march_still_covers_march() {
        // Ten starts and ends in eleven months: one missing month could be chance.
        let ends = every(34, date(2016, 4, 5), date(2017, 2, 10));
        check(&[], &ends, Some((date(2016, 4, 1), date(2017, 3, 31))));
    }

    #[test]
    fn many_years_in_one_extract_are_all_covered() {
        let days = every(3, date(1990, 4, 1), date(2017, 3, 31));
        check(&days, &days, Some((date(1990, 4, 1), date(2017, 3, 31))));
    }

    #[test]
    fn without_ends_the_last_start_tells_and_without_dates_nothing_does() {
        check(
            &[to_days(date(2016, 6, 1))],
            &[],
            Some((date(2016, 4, 1), date(2017, 3, 31))),
        );
        check(&[], &[], None);
    }

    #[test]
    fn what_is_declared_bounds_several_returns() {
        let span = |from, to| {
            let how = How::Inferred;
            Some(Coverage { from, to, how })
        };
        let mut inferred = [
            span(date(2015, 4, 1), date(2016, 3, 31)),
            span(date(2016, 4, 1), date(2017, 2, 28)),
        ];
        declare(&mut inferred, date(2015, 7, 1), date(2017, 3, 31));
        let found = inferred.map(|one| one.map(|one| (one.from, one.to)));
        assert_eq!(
            found,
            [
                Some((date(2015, 7, 1), date(2016, 3, 31))),
                Some((date(2016, 4, 1), date(2017, 3, 31))),
            ]
        );
    }
}
