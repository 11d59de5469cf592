//! Each row of the impact tables.

use rstest::rstest;
use waymark_figures::{Doubt, EvidenceBook, Outcome, Polarity, Refusal, Shape, Verdict};
use waymark_plan::{
    Baseline, LinkedMeasure, NotKnown, Part, Rating, ReasonKind, Target, TargetStanding,
    expected_on_path, impact,
};

use super::given::{evidence, meta, recommendation, today};

/// A measure with its baseline in September 2016 and its target for September 2018.
fn linked(id: &str, baseline: Option<f64>, target: Option<f64>) -> LinkedMeasure {
    LinkedMeasure {
        selector: id.parse().expect("a selector"),
        baseline: baseline.map(|value| Baseline {
            value,
            period: "2016-09".parse().expect("a month"),
        }),
        target: target.map(|value| Target {
            value,
            by: "2018-09".parse().expect("a month"),
        }),
        path: Vec::new(),
        threshold: None,
        comparators: Vec::new(),
    }
}

/// The impact of one percentage for which high is good: `(numerator, n)` in September 2016 and
/// September 2017.
fn impact_of(
    earlier: Option<(f64, f64)>,
    current: (f64, f64),
    baseline: Option<f64>,
    target: Option<f64>,
) -> Part {
    let meta = meta("a", Shape::Percentage, Polarity::High);
    let book = EvidenceBook::new(vec![evidence(
        &meta,
        earlier.map(|(n, d)| ("2016-09", n, d)),
        ("2017-09", current.0, current.1),
    )]);
    let given = recommendation(vec![], vec![], vec![linked("a", baseline, target)]);
    impact(&given, &book, today())
}

/// 1,000 cases in each figure. By two proportions 5 points between 50% and 55% give p = 0.025, and
/// 2 points give p = 0.37.
fn check(
    earlier: Option<f64>,
    current: f64,
    baseline: Option<f64>,
    target: Option<f64>,
) -> (Option<Rating>, Option<TargetStanding>) {
    let part = impact_of(
        earlier.map(|share| (share * 10.0, 1000.0)),
        (current * 10.0, 1000.0),
        baseline,
        target,
    );
    let standing = part.reasons.iter().find_map(|reason| match reason.finding {
        ReasonKind::Judged { target, .. } => Some(target),
        _ => None,
    });
    (part.rating, standing)
}

#[rstest]
#[case::m2_worse_and_not_met(
    Some(60.0),
    50.0,
    Some(60.0),
    Some(70.0),
    Rating::Red,
    TargetStanding::Behind
)]
#[case::m2_worse_and_no_target(Some(60.0), 50.0, None, None, Rating::Red, TargetStanding::NoTarget)]
#[case::m3_worse_though_met(
    Some(60.0),
    50.0,
    Some(60.0),
    Some(45.0),
    Rating::Amber,
    TargetStanding::Met
)]
#[case::m4_better_and_met(
    Some(50.0),
    60.0,
    Some(50.0),
    Some(60.0),
    Rating::Green,
    TargetStanding::Met
)]
// Half of the way from 50 to 70 is 60.
#[case::m5_better_and_on_the_line(
    Some(50.0),
    60.0,
    Some(50.0),
    Some(70.0),
    Rating::Green,
    TargetStanding::OnPath
)]
#[case::m6_better_but_behind(
    Some(50.0),
    59.9,
    Some(50.0),
    Some(70.0),
    Rating::Amber,
    TargetStanding::Behind
)]
#[case::m6_better_without_target(
    Some(50.0),
    60.0,
    None,
    None,
    Rating::Amber,
    TargetStanding::NoTarget
)]
#[case::m6_better_without_baseline(
    Some(50.0),
    60.0,
    None,
    Some(70.0),
    Rating::Amber,
    TargetStanding::Behind
)]
#[case::m7_held_over_both(
    Some(52.0),
    51.0,
    Some(52.0),
    Some(50.0),
    Rating::Green,
    TargetStanding::Met
)]
// 1,000 cases at 55% have an interval of about 51.9 to 58.1.
#[case::m7_whole_interval(None, 55.0, None, Some(51.0), Rating::Green, TargetStanding::Met)]
#[case::m8_met_perhaps_by_chance(
    Some(50.0),
    52.0,
    Some(50.0),
    Some(51.0),
    Rating::Amber,
    TargetStanding::MetPerhapsByChance
)]
#[case::m8_nothing_earlier(
    None,
    55.0,
    None,
    Some(54.0),
    Rating::Amber,
    TargetStanding::MetPerhapsByChance
)]
#[case::m8_on_the_line_by_chance(
    Some(50.0),
    52.0,
    Some(50.0),
    Some(54.0),
    Rating::Amber,
    TargetStanding::OnPath
)]
#[case::m8_behind_by_chance(
    Some(50.0),
    49.0,
    Some(50.0),
    Some(54.0),
    Rating::Amber,
    TargetStanding::Behind
)]
fn each_row_of_one_measure(
    #[case] earlier: Option<f64>,
    #[case] current: f64,
    #[case] baseline: Option<f64>,
    #[case] target: Option<f64>,
    #[case] rating: Rating,
    #[case] standing: TargetStanding,
) {
    assert_eq!(
        check(earlier, current, baseline, target),
        (Some(rating), Some(standing))
    );
}

#[test]
fn values_meet_a_target_as_they_are_shown() {
    // 36.96% is shown as 37.0%, which is the target.
    let part = impact_of(Some((6000.0, 10000.0)), (3696.0, 10000.0), None, Some(37.0));
    assert_eq!(part.rating, Some(Rating::Amber), "worse, though met");
}

#[rstest]
#[case::red_wins(&[Rating::Green, Rating::Red], Some(Rating::Red))]
#[case::all_green(&[Rating::Green, Rating::Green], Some(Rating::Green))]
#[case::one_amber(&[Rating::Green, Rating::Amber], Some(Rating::Amber))]
fn all_measures_together(#[case] alone: &[Rating], #[case] expected: Option<Rating>) {
    let mut entries = Vec::new();
    let mut measures = Vec::new();
    for (index, rating) in alone.iter().enumerate() {
        let id = format!("m{index}");
        let meta = meta(&id, Shape::Percentage, Polarity::High);
        let current = match rating {
            Rating::Green => 600.0,
            Rating::Red => 400.0,
            _ => 510.0,
        };
        entries.push(evidence(
            &meta,
            Some(("2016-09", 500.0, 1000.0)),
            ("2017-09", current, 1000.0),
        ));
        measures.push(linked(&id, Some(50.0), Some(60.0)));
    }
    // A measure that is not known changes nothing, and is told.
    measures.push(linked("not-computed", None, Some(1.0)));
    let given = recommendation(vec![], vec![], measures);
    let part = impact(&given, &EvidenceBook::new(entries), today());
    assert_eq!(part.rating, expected);
    assert_eq!(part.reasons.len(), alone.len() + 1);
}

#[rstest]
#[case::not_computed(NotKnown::NotComputed)]
#[case::no_figure(NotKnown::NoFigure)]
#[case::stale(NotKnown::Stale)]
#[case::no_polarity(NotKnown::NoPolarity)]
#[case::nothing_to_compare(NotKnown::NothingToCompare)]
fn what_is_not_known_is_not_rated(#[case] why: NotKnown) {
    let polarity = match why {
        NotKnown::NoPolarity => Polarity::None,
        _ => Polarity::High,
    };
    let meta = meta("a", Shape::Percentage, polarity);
    let before = Some(("2016-09", 500.0, 1000.0));
    let entries = match why {
        NotKnown::NotComputed => vec![],
        NotKnown::NoFigure => {
            let mut refused = evidence(&meta, before, ("2017-09", 500.0, 1000.0));
            refused.comparison = None;
            refused.current = Outcome::Refused(Refusal {
                measure: meta.id.clone(),
                period: refused.current.period(),
                reason: "The data begins too late.".into(),
            });
            vec![refused]
        }
        // April to November is seven months.
        NotKnown::Stale => vec![evidence(&meta, before, ("2017-04", 600.0, 1000.0))],
        NotKnown::NoPolarity => vec![evidence(&meta, before, ("2017-09", 600.0, 1000.0))],
        NotKnown::NothingToCompare => vec![evidence(&meta, None, ("2017-09", 600.0, 1000.0))],
    };
    let target = (why != NotKnown::NothingToCompare).then_some(55.0);
    let given = recommendation(vec![], vec![], vec![linked("a", None, target)]);
    let part = impact(&given, &EvidenceBook::new(entries), today());
    assert_eq!(part.rating, None);
    match &part.reasons[0].finding {
        ReasonKind::NotKnown { why: found, .. } => assert_eq!(*found, why),
        other => panic!("{other:?}"),
    }
}

#[test]
fn without_measures_there_is_no_impact() {
    let given = recommendation(vec![], vec![], vec![]);
    let part = impact(&given, &EvidenceBook::default(), today());
    assert_eq!(part.rating, None);
    assert_eq!(part.reasons[0].finding, ReasonKind::NoMeasures);
}

#[test]
fn no_impact_is_green_on_chance_alone() {
    // Whatever is not better beyond chance and did not meet the target before is not green,
    // unless the whole interval meets it.
    for current in 40..=60 {
        let part = impact_of(
            Some((50.0, 100.0)),
            (f64::from(current), 100.0),
            Some(50.0),
            Some(51.0),
        );
        let verdict = part.reasons.iter().find_map(|reason| match reason.finding {
            ReasonKind::Judged { verdict, .. } => verdict,
            _ => None,
        });
        // 100 cases have an interval of about ten points either way.
        if verdict != Some(Verdict::Better) {
            assert_ne!(part.rating, Some(Rating::Green), "{current}");
        }
    }
}

#[test]
fn the_path_is_a_straight_line_between_its_ends() {
    let linked = linked("a", Some(50.0), Some(74.0));
    let (baseline, target) = (linked.baseline.unwrap(), linked.target.unwrap());
    let at = |month: &str| expected_on_path(&baseline, &[], &target, month.parse().unwrap());
    assert_eq!(at("2016-01"), 50.0);
    assert_eq!(at("2016-09"), 50.0);
    assert_eq!(at("2017-03"), 56.0);
    assert_eq!(at("2018-09"), 74.0);
    assert_eq!(at("2020-01"), 74.0);
}

#[test]
fn a_baseline_that_the_figures_do_not_bear_out_is_told() {
    let part = impact_of(
        Some((500.0, 1000.0)),
        (600.0, 1000.0),
        Some(48.0),
        Some(60.0),
    );
    let told = part.reasons.last().unwrap();
    assert!(matches!(told.finding, ReasonKind::BaselineDiffers { .. }));
    assert_eq!(
        told.sentence,
        "The measure a: the plan states a baseline of 48.0% for September 2016; \
         the figures give 50.0% (500 of 1,000 children) in September 2016."
    );
}

#[test]
fn small_numbers_are_judged_but_not_shown() {
    let part = impact_of(Some((60.0, 100.0)), (3.0, 100.0), Some(60.0), Some(70.0));
    assert_eq!(part.rating, Some(Rating::Red));
    let sentence = &part.reasons[0].sentence;
    assert_eq!(
        sentence,
        "The measure a: the figure in September 2017 is about too few to be published, \
         against 60.0% (60 of 100 children) in September 2016: worse."
    );
}

#[test]
fn sentences_carry_value_n_period_verdict_and_target() {
    let cases = [
        impact_of(Some((172.0, 191.0)), (292.0, 390.0), Some(90.1), Some(92.0)),
        impact_of(
            Some((500.0, 1000.0)),
            (600.0, 1000.0),
            Some(50.0),
            Some(70.0),
        ),
        impact_of(
            Some((500.0, 1000.0)),
            (520.0, 1000.0),
            Some(50.0),
            Some(51.0),
        ),
        impact_of(None, (550.0, 1000.0), None, Some(60.0)),
    ];
    let sentences: Vec<&str> = cases
        .iter()
        .flat_map(|part| &part.reasons)
        .map(|reason| reason.sentence.as_str())
        .collect();
    insta::assert_snapshot!(sentences.join("\n"), @r"
    The measure a: 74.9% (292 of 390 children) in September 2017, against 90.1% (172 of 191 children) in September 2016: worse. The target of 92.0% by September 2018 is not met; the straight line from the baseline asks for 91.1% by September 2017, so it is behind.
    The measure a: 60.0% (600 of 1,000 children) in September 2017, against 50.0% (500 of 1,000 children) in September 2016: better. The target of 70.0% by September 2018 is not met; the straight line from the baseline asks for 60.0% by September 2017, so it is on the path.
    The measure a: 52.0% (520 of 1,000 children) in September 2017, against 50.0% (500 of 1,000 children) in September 2016: no clear change, as the difference may be chance. The target of 51.0% by September 2018 is met as it stands, but that may be chance.
    The measure a: 55.0% (550 of 1,000 children) in September 2017. The target of 60.0% by September 2018 is not met, and there is no baseline to draw a path from.
    ");
}

#[test]
fn a_rating_on_a_figure_in_doubt_says_so() {
    let meta = meta("a", Shape::Percentage, Polarity::High);
    let doubt = |cases: u64, counted: u64| Doubt {
        cases,
        counted,
        of: 200,
        low: 50.0,
        high: 60.0,
        checks: vec!["148".to_owned()],
    };
    for (doubt, words) in [
        (
            doubt(20, 10),
            "20 of 200 children fail checks of the data that would change it: it can lie between 50.0% and 60.0%.",
        ),
        // Two children are not counted out in what may be published.
        (
            doubt(2, 1),
            "Some of the children behind it fail checks of the data that would change it.",
        ),
    ] {
        let mut book = EvidenceBook::new(vec![evidence(
            &meta,
            Some(("2016-09", 90.0, 200.0)),
            ("2017-09", 110.0, 200.0),
        )]);
        book.set_doubt(&meta.id, Some(doubt));
        let given = recommendation(vec![], vec![], vec![linked("a", None, Some(50.0))]);
        let part = impact(&given, &book, today());
        assert!(
            part.reasons[0].sentence.ends_with(words),
            "{:?}",
            part.reasons
        );
    }
}
