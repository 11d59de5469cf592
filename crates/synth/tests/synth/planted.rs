//! Each planted figure, recounted from the files by its definition.

use std::collections::HashMap;

use jiff::civil::{Date, date};
use waymark_codes::WorkingDays;

use crate::loamshire::*;

const SEPTEMBER_2016: Date = date(2016, 9, 30);
const SEPTEMBER_2017: Date = date(2017, 9, 30);

/// First day of the months that end on a day.
fn window(months: i32, last: Date) -> Date {
    let before = i32::from(last.year()) * 12 + i32::from(last.month()) - months;
    date(
        (before.div_euclid(12)).try_into().unwrap(),
        (before.rem_euclid(12) + 1).try_into().unwrap(),
        1,
    )
}

/// A share in percent with one decimal, rounded half up.
fn percent(count: usize, of: usize) -> String {
    let tenths = (2_000 * count + of) / (2 * of);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// The spells of care: runs of episodes from one that starts (S) to the leaving.
fn spells(episodes: &[Episode]) -> Vec<&[Episode]> {
    let mut spells = Vec::new();
    let mut from = 0;
    for at in 1..=episodes.len() {
        if at == episodes.len() || episodes[at].began == "S" {
            spells.push(&episodes[from..at]);
            from = at;
        }
    }
    spells
}

fn in_care_on(episodes: &[Episode], day: Date) -> bool {
    episodes.iter().any(|episode| {
        !episode.short_break() && episode.start <= day && episode.end.is_none_or(|end| end > day)
    })
}

/// Placements open on a day of the window, by the words of the definition.
fn placements(episodes: &[Episode], first: Date, last: Date) -> usize {
    struct Placement<'a> {
        place: (&'a str, &'a str, &'a str),
        open: bool,
    }
    let mut list: Vec<Placement<'_>> = Vec::new();
    let mut temporary_before = false;
    let mut away = false;
    for episode in episodes.iter().filter(|episode| !episode.short_break()) {
        let moved = ["S", "P", "B"].contains(&episode.began.as_str());
        let temporary = episode.place.starts_with('T');
        if moved {
            temporary_before = away;
            away = temporary;
        }
        if temporary {
            continue;
        }
        let open = episode.start <= last && episode.end.is_none_or(|end| end > first);
        let place = (
            episode.place.as_str(),
            episode.postcode.as_str(),
            episode.urn.as_str(),
        );
        let by_carer = ["A3", "A5"].contains(&episode.place.as_str());
        let returned = temporary_before && list.last().is_some_and(|before| before.place == place);
        if moved && !by_carer && !returned || list.is_empty() {
            list.push(Placement { place, open });
        } else if let Some(current) = list.last_mut() {
            current.open |= open;
            current.place = place;
        }
    }
    list.iter().filter(|placement| placement.open).count()
}

#[test]
fn three_or_more_placements() {
    for (last, expected) in [(SEPTEMBER_2016, "10.5"), (SEPTEMBER_2017, "7.6")] {
        let first = window(12, last);
        let cohort: Vec<_> = episodes()
            .values()
            .filter(|episodes| in_care_on(episodes, last))
            .collect();
        let counted = cohort
            .iter()
            .filter(|episodes| placements(episodes, first, last) >= 3)
            .count();
        assert_eq!(cohort.len(), 487, "{last}");
        assert_eq!(percent(counted, cohort.len()), expected, "{last}");
    }
}

#[test]
fn assessments_and_their_timeliness() {
    let calendar = WorkingDays::new();
    for (last, completed, in_time) in [(SEPTEMBER_2016, 191, 172), (SEPTEMBER_2017, 390, 292)] {
        let first = window(1, last);
        let of_month: Vec<_> = assessments()
            .into_iter()
            .filter(|&(_, authorised)| first <= authorised && authorised <= last)
            .collect();
        let working_days = |start: Date, end: Date| {
            let mut count = 0;
            let mut day = start;
            while day < end {
                day = day.tomorrow().unwrap();
                count += i32::from(calendar.is_working_day(day));
            }
            count
        };
        let timely = of_month
            .iter()
            .filter(|&&(start, end)| working_days(start, end) <= 45)
            .count();
        assert_eq!((of_month.len(), timely), (completed, in_time), "{last}");
    }
}

#[test]
fn re_referrals() {
    let mut by_child: HashMap<String, Vec<Date>> = HashMap::new();
    for referral in referrals() {
        by_child
            .entry(referral.child)
            .or_default()
            .push(referral.referred);
    }
    for (last, expected) in [(SEPTEMBER_2016, "25.8"), (SEPTEMBER_2017, "18.5")] {
        let first = window(12, last);
        let (mut all, mut again) = (0, 0);
        for dates in by_child.values() {
            for &referred in dates.iter().filter(|&&day| first <= day && day <= last) {
                all += 1;
                again += usize::from(
                    dates
                        .iter()
                        .any(|&earlier| earlier < referred && days(earlier, referred) <= 365),
                );
            }
        }
        assert!((4_000..=5_200).contains(&all), "{last}: {all}");
        assert_eq!(percent(again, all), expected, "{last}");
    }
}

/// The whole days nearest to an average.
fn average(values: &[i32]) -> i32 {
    let (sum, count) = (values.iter().sum::<i32>(), values.len() as i32);
    (2 * sum + count).div_euclid(2 * count)
}

#[test]
fn the_adoption_scorecard() {
    let matched: HashMap<String, Date> = returns()
        .iter()
        .flat_map(|(label, _)| read_csv(text(&format!("ssda903/{label}/ad1.csv"))))
        .map(|row| (row["CHILD"].clone(), uk(&row["DATE_MATCH"]).unwrap()))
        .collect();
    let first = window(36, SEPTEMBER_2017);
    let (mut to_placing, mut to_match) = (Vec::new(), Vec::new());
    for (child, all) in episodes() {
        for spell in spells(all) {
            let last = spell.last().unwrap();
            let adopted = ["E11", "E12"].contains(&last.ended.as_str())
                && last
                    .end
                    .is_some_and(|end| first <= end && end <= SEPTEMBER_2017);
            if !adopted {
                continue;
            }
            assert_eq!(spell[0].began, "S", "the entry to care is in the returns");
            let placed = spell
                .iter()
                .find(|episode| episode.place.starts_with('A'))
                .expect("a placement for adoption")
                .start;
            to_placing.push(days(spell[0].start, placed));
            if let Some(order) = spell.iter().find(|episode| episode.legal == "E1") {
                to_match.push(days(order.start, matched[child]).max(0));
            }
        }
    }
    assert!(
        (110..=160).contains(&to_placing.len()),
        "{}",
        to_placing.len()
    );
    assert!(to_match.len() < to_placing.len());
    assert!(to_match.contains(&0));
    assert_eq!(
        to_placing.iter().sum::<i32>(),
        517 * to_placing.len() as i32
    );
    assert_eq!(to_match.iter().sum::<i32>(), 195 * to_match.len() as i32);
    assert_eq!((average(&to_placing), average(&to_match)), (517, 195));
}

#[test]
fn strengths_and_difficulties() {
    let (first, last) = (window(12, SEPTEMBER_2017), SEPTEMBER_2017);
    let mut latest: HashMap<String, i32> = HashMap::new();
    for (label, covers_to) in returns() {
        if covers_to < first {
            continue;
        }
        for row in read_csv(text(&format!("ssda903/{label}/oc2.csv"))) {
            if let Ok(score) = row["SDQ_SCORE"].parse() {
                latest.insert(row["CHILD"].clone(), score);
            }
        }
    }
    let mut cohort = 0;
    let mut scores = Vec::new();
    for (child, all) in episodes() {
        let year_in_care = spells(all).iter().any(|spell| {
            !spell[0].short_break()
                && spell[0].start <= first
                && spell.last().unwrap().end.is_none_or(|end| end > last)
        });
        if !year_in_care || !(5..=16).contains(&years(births()[child], last)) {
            continue;
        }
        cohort += 1;
        scores.extend(latest.get(child).copied());
    }
    let sum: i32 = scores.iter().sum();
    let tenths = (20 * sum + scores.len() as i32) / (2 * scores.len() as i32);
    assert_eq!(tenths, 160);
    let covered = scores.len() as f64 / f64::from(cohort);
    assert!((0.75..0.96).contains(&covered), "{covered}");
}

/// Each child's last leaving of care in a window.
fn leavings(first: Date, last: Date) -> Vec<String> {
    episodes()
        .values()
        .filter_map(|all| {
            spells(all)
                .iter()
                .rev()
                .filter(|spell| !spell[0].short_break())
                .filter_map(|spell| spell.last())
                .find(|episode| {
                    episode.end.is_some_and(|end| first <= end && end <= last)
                        && episode.ended != "X1"
                })
                .map(|episode| episode.ended.clone())
        })
        .collect()
}

#[test]
fn guardianship_and_returns_home() {
    for (last, guardians, home) in [(SEPTEMBER_2016, 16, "36.0"), (SEPTEMBER_2017, 45, "37.0")] {
        let left = leavings(window(12, last), last);
        let count = |codes: &[&str]| {
            left.iter()
                .filter(|reason| codes.contains(&reason.as_str()))
                .count()
        };
        assert_eq!(count(&["E43", "E44"]), guardians, "{last}");
        assert_eq!(percent(count(&["E4A", "E4B"]), left.len()), home, "{last}");
        assert!(count(&["E13"]) > 0, "{last}");
        assert!((180..=340).contains(&left.len()), "{last}: {}", left.len());
    }
}

#[test]
fn care_leavers_in_suitable_accommodation() {
    for (last, expected) in [(SEPTEMBER_2016, "91.2"), (SEPTEMBER_2017, "91.8")] {
        let first = window(12, last);
        let (mut kept, mut suitable, mut left_out) = (0, 0, 0);
        for (label, covers_to) in returns() {
            let covers_from = date(label[..4].parse().unwrap(), 4, 1);
            for row in read_csv(text(&format!("ssda903/{label}/oc3.csv"))) {
                let born = uk(&row["DOB"]).unwrap();
                let in_window = (19..=21).any(|age| {
                    let birthday = date(born.year() + age, born.month(), born.day());
                    first <= birthday
                        && birthday <= last
                        && covers_from <= birthday
                        && birthday <= covers_to
                });
                if !in_window {
                    continue;
                }
                let gone = ["DIED", "RHOM"].contains(&row["IN_TOUCH"].as_str())
                    || row["ACCOM"].starts_with(['G', 'H', 'R']);
                if gone {
                    left_out += 1;
                } else {
                    kept += 1;
                    suitable += usize::from(row["ACCOM"].ends_with('1'));
                }
            }
        }
        assert!(
            (80..=200).contains(&kept) && left_out > 0,
            "{last}: {kept}, {left_out}"
        );
        assert_eq!(
            percent(suitable, kept),
            expected,
            "{last}: {suitable} of {kept}"
        );
    }
}

#[test]
fn audits_of_management_oversight() {
    let june: Vec<Row> = read_csv(text("audits/audit-log.csv"))
        .into_iter()
        .filter(|row| row["Month"] == "2017-06" && row["Theme"] == "Management oversight")
        .collect();
    let good = june
        .iter()
        .filter(|row| {
            let moderated = row["Moderated grade"].as_str();
            let stands = if moderated.is_empty() {
                row["Auditor's grade"].as_str()
            } else {
                moderated
            };
            ["Outstanding", "Good"].contains(&stands)
        })
        .count();
    assert_eq!((good, june.len()), (20, 23));
    assert!(june.iter().any(|row| !row["Moderated grade"].is_empty()));
}

#[test]
fn caseloads_are_within_the_agreed_levels_where_they_are_said_to_be() {
    let equivalent: HashMap<String, f64> = read_csv(text("ssd/ssd_professionals.csv"))
        .into_iter()
        .map(|row| {
            let share = row["prof_full_time_equivalency"].parse().unwrap();
            (row["prof_professional_id"].clone(), share)
        })
        .collect();
    let mut teams: HashMap<String, (usize, HashMap<String, f64>)> = HashMap::new();
    for row in read_csv(text("ssd/ssd_involvements.csv")) {
        if row["invo_involvement_end_date"].is_empty() {
            let team = teams
                .entry(row["invo_professional_team"].clone())
                .or_default();
            let worker = &row["invo_professional_id"];
            team.0 += 1;
            team.1.insert(worker.clone(), equivalent[worker]);
        }
    }
    for (team, agreed, within) in [
        ("First Response", 18.0, true),
        ("Children in Care", 16.0, true),
        ("Disabled Children", 16.0, true),
        ("Child Sexual Exploitation", 12.0, true),
        ("Adoption", 12.0, true),
        ("Child Protection", 16.0, false),
        ("Strengthening Families North", 18.0, false),
        ("Strengthening Families East", 18.0, false),
        ("Strengthening Families South", 18.0, false),
        ("Strengthening Families West", 18.0, false),
    ] {
        let (cases, workers) = &teams[team];
        let caseload = *cases as f64 / workers.values().sum::<f64>();
        assert_eq!(
            caseload <= agreed,
            within,
            "{team}: {caseload:.1} ({cases} cases)"
        );
    }
}
