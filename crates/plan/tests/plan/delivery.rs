//! Each row of the delivery table.

use rstest::rstest;
use waymark_plan::{
    Action, DeliveryFacts, Milestone, Progress, Rating, ReasonKind, delivery, delivery_facts,
};

use super::given::{action, day, milestone, recommendation, scheme, today};

const DONE: (&str, &[&str], Option<&str>) = ("2017-06-30", &[], Some("2017-06-30"));

/// First due, later days, done on.
type Item<'a> = (&'a str, &'a [&'a str], Option<&'a str>);

fn item<'a>(first_due: &'a str, agreed: &'a [&'a str], done_on: Option<&'a str>) -> Item<'a> {
    (first_due, agreed, done_on)
}

fn check(items: &[Item<'_>], expected: Option<Rating>) {
    let actions: Vec<Action> = items.iter().map(|(f, a, d)| action(f, a, *d)).collect();
    let found = delivery(&recommendation(actions, vec![], vec![]), &scheme(), today());
    assert_eq!(found.rating, expected, "as actions: {items:?}: {found:?}");
    assert!(!found.reasons.is_empty());
    // A milestone weighs as much as an action.
    let milestones: Vec<Milestone> = items.iter().map(|(f, a, d)| milestone(f, a, *d)).collect();
    let same = delivery(
        &recommendation(vec![], milestones, vec![]),
        &scheme(),
        today(),
    );
    assert_eq!(same.rating, expected, "as milestones: {items:?}: {same:?}");
}

#[rstest]
#[case::d1_nothing_planned(&[], None)]
#[case::d2_all_done(&[DONE, DONE], Some(Rating::Green))]
#[case::d2_all_done_though_late(&[DONE, item("2017-06-30", &[], Some("2017-09-30"))], Some(Rating::Green))]
// 15 October to 13 November is 29 days.
#[case::d3_more_than_28_days(&[DONE, DONE, DONE, item("2017-10-15", &[], None)], Some(Rating::Red))]
#[case::d3_against_the_day_that_stands(&[DONE, item("2017-03-31", &["2017-09-29"], None)], Some(Rating::Red))]
// Two of five are more than a third; two of six are not.
#[case::d4_more_than_a_third(&[DONE, DONE, DONE, item("2017-11-10", &[], None), item("2017-11-10", &[], None)], Some(Rating::Red))]
#[case::d5_a_third_is_not_more(&[DONE, DONE, DONE, DONE, item("2017-11-10", &[], None), item("2017-11-10", &[], None)], Some(Rating::Amber))]
#[case::d5_a_single_one_within_grace(&[item("2017-10-16", &[], None)], Some(Rating::Amber))]
#[case::d6_late_but_agreed(&[DONE, item("2017-09-29", &["2018-01-31"], None)], Some(Rating::Amber))]
#[case::d6_put_off_before_its_day(&[DONE, item("2017-12-29", &["2018-01-31"], None)], Some(Rating::Amber))]
#[case::d7_done_late(&[item("2017-06-30", &[], Some("2017-07-01")), item("2018-06-29", &[], None)], Some(Rating::Amber))]
#[case::d8_nothing_due_yet(&[item("2018-06-29", &[], None)], None)]
#[case::d8_due_today_is_not_overdue(&[item("2017-11-13", &[], None)], None)]
#[case::d9_all_that_was_due(&[DONE, item("2018-06-29", &[], None)], Some(Rating::Green))]
#[case::d9_done_early(&[item("2018-06-29", &[], Some("2017-10-02")), item("2018-06-29", &[], None)], Some(Rating::Green))]
// What happens after the day of the proposal has not happened yet.
#[case::done_tomorrow(&[DONE, item("2017-11-10", &[], Some("2017-11-14"))], Some(Rating::Amber))]
fn each_row_of_the_table(#[case] items: &[Item<'_>], #[case] expected: Option<Rating>) {
    check(items, expected);
}

#[test]
fn blue_only_where_the_scheme_has_it() {
    let mut scheme = scheme();
    scheme.blue = Some("complete".into());
    let done = action(DONE.0, DONE.1, DONE.2);
    let given = recommendation(vec![done], vec![], vec![]);
    assert_eq!(
        delivery(&given, &scheme, today()).rating,
        Some(Rating::Blue)
    );
}

#[test]
fn cancelled_actions_are_left_out() {
    let mut cancelled = action("2017-03-31", &[], None);
    cancelled.progress = Progress::Cancelled {
        cancelled_on: None,
        reason: "r".into(),
    };
    let given = recommendation(vec![cancelled.clone()], vec![], vec![]);
    let found = delivery(&given, &scheme(), today());
    assert_eq!(found.rating, None);
    assert_eq!(found.reasons[0].finding, ReasonKind::NothingPlanned);
    // One that is cancelled only tomorrow still counts today.
    cancelled.progress = Progress::Cancelled {
        cancelled_on: Some(day("2017-11-14")),
        reason: "r".into(),
    };
    let given = recommendation(vec![cancelled], vec![], vec![]);
    assert_eq!(
        delivery(&given, &scheme(), today()).rating,
        Some(Rating::Red)
    );
}

#[test]
fn a_day_agreed_later_does_not_count_yet() {
    // Agreed on 1 February 2017, so on 31 January the first day still stood.
    let given = recommendation(
        vec![action("2016-11-30", &["2017-12-29"], None)],
        vec![],
        vec![],
    );
    let rating = |on| delivery(&given, &scheme(), day(on)).rating;
    assert_eq!(rating("2017-01-31"), Some(Rating::Red));
    assert_eq!(rating("2017-02-01"), Some(Rating::Amber));
}

#[test]
fn facts_are_those_counted_by_hand() {
    let mut cancelled = action("2017-03-31", &[], None);
    cancelled.progress = Progress::Cancelled {
        cancelled_on: None,
        reason: "r".into(),
    };
    let actions = vec![
        action("2017-06-30", &[], Some("2017-06-30")), // in time
        action("2017-06-30", &[], Some("2017-07-10")), // 10 days late
        cancelled,
        action("2017-11-03", &[], None), // 10 days overdue
        action("2017-10-14", &["2017-10-31", "2017-12-29"], None), // 30 days late, not overdue
        action("2018-03-30", &[], None),
    ];
    let milestones = vec![
        milestone("2017-12-29", &[], Some("2017-11-01")), // early
        milestone("2017-09-14", &["2017-10-14"], None),   // 60 days late, 30 overdue
    ];
    let given = recommendation(actions, milestones, vec![]);
    assert_eq!(
        delivery_facts(&given, today()),
        DeliveryFacts {
            actions: 5,
            actions_done: 2,
            actions_cancelled: 1,
            milestones: 2,
            milestones_done: 1,
            due: 6,
            done_in_time: 2,
            late_against_first: 3,
            overdue: 2,
            redated: 2,
            redatings: 3,
            days_late: 10 + 10 + 30 + 60,
            most_days_overdue: 30,
        }
    );
    let part = delivery(&given, &scheme(), today());
    assert_eq!(part.rating, Some(Rating::Red));
    let sentences: Vec<&str> = part
        .reasons
        .iter()
        .map(|reason| reason.sentence.as_str())
        .collect();
    insta::assert_snapshot!(sentences.join("\n"), @r"
    2 of the 5 actions and milestones that should be done by now, later agreed days included, are undone.
    “Reach it” was due on 14 October 2017 and is overdue by 30 days.
    “Do it” was due on 3 November 2017 and is overdue by 10 days.
    “Do it” was first due on 14 October 2017; 29 December 2017 is agreed now, 76 days later (re-dated twice).
    “Do it” was done on 10 July 2017, 10 days after the day first agreed.
    Of 6 actions and milestones whose first agreed day is past, or that are done, 2 were done by that day.
    ");
}
