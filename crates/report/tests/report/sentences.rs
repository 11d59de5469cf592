//! Sentences, each expected whole and written by hand from the definitions.

use waymark_figures::{
    Comparator, Coverage, Evidence, EvidenceBook, Outcome, Polarity, Selector, Shape, Unit,
};
use waymark_narrative::sentence::{Against, Asked, Standing, View, WhichMonth, target, tell};
use waymark_plan::{ComparatorKind, Target};

use crate::made_up::*;

fn said_of(book: &EvidenceBook, selector: &str, asked: &Asked) -> (Standing, String) {
    let selector: Selector = selector.parse().unwrap();
    let view = View::of(book, &selector, asked).unwrap();
    let statement = tell(&view, asked.numbers, &asked.beside);
    (statement.standing, statement.text())
}

#[track_caller]
fn check_asked(evidence: Evidence, asked: &Asked, standing: Standing, expected: &str) {
    let selector = evidence.measure.id.to_string();
    let book = EvidenceBook::new(vec![evidence]);
    assert_eq!(
        said_of(&book, &selector, asked),
        (standing, expected.to_owned())
    );
}

#[track_caller]
fn check(evidence: Evidence, standing: Standing, expected: &str) {
    check_asked(evidence, &Asked::default(), standing, expected);
}

fn beside_of(kinds: &[ComparatorKind]) -> Asked {
    Asked {
        beside: kinds.to_vec(),
        ..Asked::default()
    }
}

#[test]
fn what_may_be_chance_is_no_progress() {
    // 51 and 37 of 487: p = 0.118, worked in the tests of the figures.
    check(
        two(&placements(), YEAR, (51.0, 487.0), (37.0, 487.0)),
        Standing::NoClearChange,
        "The share of children in care with three or more placements was 7.6% in the 12 months to September 2017 (37 of 487), compared with 10.5% a year before (51 of 487). The difference of 2.9 percentage points is within what chance alone could give (p = 0.15), so it is not evidence of improvement.",
    );
    // The same the other way round.
    check(
        two(&placements(), YEAR, (37.0, 487.0), (51.0, 487.0)),
        Standing::NoClearChange,
        "The share of children in care with three or more placements was 10.5% in the 12 months to September 2017 (51 of 487), compared with 7.6% a year before (37 of 487). The difference of 2.9 percentage points is within what chance alone could give (p = 0.15), so it is not evidence of worsening.",
    );
}

#[test]
fn a_clear_worsening_reads_as_one() {
    // 172 of 191 is 90.05%, 292 of 390 is 74.87%: 15.18 points; p = 0.000018.
    check(
        two(&in_time(), MONTH, (172.0, 191.0), (292.0, 390.0)),
        Standing::Worse,
        "The share of assessments completed in time fell from 90.1% in September 2016 (172 of 191) to 74.9% in September 2017 (292 of 390): clearly worse. The fall of 15.2 percentage points is more than chance alone would be likely to give (p < 0.001).",
    );
}

#[test]
fn more_in_number_never_hides_a_worse_share() {
    // 292 - 172 = 120 and 390 - 191 = 199.
    let asked = Asked {
        numbers: true,
        ..Asked::default()
    };
    check_asked(
        two(&in_time(), MONTH, (172.0, 191.0), (292.0, 390.0)),
        &asked,
        Standing::Worse,
        "The share of assessments completed in time fell from 90.1% in September 2016 (172 of 191) to 74.9% in September 2017 (292 of 390): clearly worse. The fall of 15.2 percentage points is more than chance alone would be likely to give (p < 0.001). In numbers: 292 against 172 a year before (120 more), out of 390 against 191 (199 more).",
    );
}

#[test]
fn a_clear_improvement_reads_as_one_and_a_hundred_per_cent_is_shown() {
    // Pooled 0.9, spread sqrt(0.09 * 2 / 50) = 0.06, z = 0.2 / 0.06 = 3.33: p = 0.0009.
    check(
        two(&in_time(), MONTH, (40.0, 50.0), (50.0, 50.0)),
        Standing::Better,
        "The share of assessments completed in time rose from 80.0% in September 2016 (40 of 50) to 100.0% in September 2017 (50 of 50): clearly better. The rise of 20.0 percentage points is more than chance alone would be likely to give (p = 0.001).",
    );
}

#[test]
fn a_count_without_polarity_is_higher_and_not_better() {
    check(
        two(&volume(), MONTH, (191.0, 191.0), (390.0, 390.0)),
        Standing::Higher,
        "The number of assessments completed rose from 191 in September 2016 to 390 in September 2017: clearly higher, which is neither better nor worse in itself. The rise of 199 is more than chance alone would be likely to give (p < 0.001).",
    );
}

#[test]
fn a_count_within_chance_is_no_evidence_of_a_change() {
    // Equal months: 10 of 21 in the later one. P(X <= 10 | 21, 1/2) is a half, doubled 1.
    check(
        two(&volume(), MONTH, (11.0, 11.0), (10.0, 10.0)),
        Standing::NoClearChange,
        "The number of assessments completed was 10 in September 2017, compared with 11 a year before. The difference of 1 is within what chance alone could give (p = 1.00), so it is not evidence of a change.",
    );
}

#[test]
fn a_count_shows_its_share_where_there_is_one() {
    // 45 of 349 is 12.894%, 16 of 300 is 5.333%. 16 and 45 in years of 366 and 365 days:
    // binomial of 61 with about a half, z about 3.7: p about 0.0003.
    let orders = meta(
        "sgo-discharges",
        "The number of children who left care with special guardianship",
        Shape::Count,
        Polarity::None,
    );
    check(
        two(&orders, YEAR, (16.0, 300.0), (45.0, 349.0)),
        Standing::Higher,
        "The number of children who left care with special guardianship rose from 16 in the 12 months to September 2016 (5.3% of 300) to 45 in the 12 months to September 2017 (12.9% of 349): clearly higher, which is neither better nor worse in itself. The rise of 29 is more than chance alone would be likely to give (p < 0.001).",
    );
}

#[test]
fn a_mean_tells_from_how_many_of_how_many() {
    // 412 of 450 is 91.6%. Means 16 and 16.5, deviations 6, n 412 and 400:
    // t = 0.5 / sqrt(36/412 + 36/400) = 1.187, p = 0.236.
    let mut evidence = two(&score(), YEAR, (6600.0, 400.0), (6592.0, 412.0));
    for outcome in [Some(&mut evidence.current), evidence.earlier.as_mut()]
        .into_iter()
        .flatten()
    {
        if let Outcome::Figure(figure) = outcome {
            figure.standard_deviation = Some(6.0);
            if figure.denominator == 412.0 {
                figure.coverage = Coverage {
                    known: 412,
                    cohort: 450,
                };
            }
        }
    }
    check(
        evidence,
        Standing::NoClearChange,
        "The average score was 16.0 in the 12 months to September 2017 (from 412 of 450 children, 92%), compared with 16.5 a year before (from 400 children). The difference of 0.5 is within what chance alone could give (p = 0.24), so it is not evidence of improvement.",
    );
}

#[test]
fn one_to_five_without_an_answer_are_not_counted_out() {
    let mut figure = figure(&score(), period("2017-09", YEAR), 7168.0, 448.0);
    figure.coverage = Coverage {
        known: 448,
        cohort: 450,
    };
    check(
        evidence(&score(), Outcome::Figure(figure), None),
        Standing::NotCompared,
        "The average score was 16.0 in the 12 months to September 2017 (from 448 children; not known for fewer than 6 more).",
    );
}

#[test]
fn an_answer_that_is_missing_shows_beside_a_share_too() {
    let mut figure = figure(&placements(), period("2017-09", YEAR), 37.0, 487.0);
    figure.coverage.cohort = 499;
    check(
        evidence(&placements(), Outcome::Figure(figure), None),
        Standing::NotCompared,
        "The share of children in care with three or more placements was 7.6% in the 12 months to September 2017 (37 of 487; not known for 12 more).",
    );
}

#[test]
fn a_rate_has_its_unit_and_its_n() {
    let mut rate = meta(
        "caseload-average",
        "The average caseload",
        Shape::Rate,
        Polarity::Low,
    );
    rate.unit = Unit::Practitioner;
    rate.value_unit = Some("cases per FTE".to_owned());
    // 1,216 over 80 is 15.2, 1,200 over 80 is 15.0. Given 2,416 in all, the later is binomial with
    // a half: mean 1,208, deviation 24.6; P(X >= 1,216) = P(z > 7.5 / 24.6) = 0.380, doubled 0.76.
    let evidence = two(
        &rate,
        waymark_figures::Window::Day,
        (1200.0, 80.0),
        (1216.0, 80.0),
    );
    check(
        evidence,
        Standing::NoClearChange,
        "The average caseload was 15.2 cases per FTE at 30 September 2017 (from 80 practitioners), compared with 15.0 cases per FTE a year before (from 80 practitioners). The difference of 0.2 cases per FTE is within what chance alone could give (p = 0.76), so it is not evidence of worsening.",
    );
}

#[test]
fn one_is_singular() {
    let mut days = meta(
        "days-to-audit",
        "The average time to an audit",
        Shape::Mean,
        Polarity::Low,
    );
    days.unit = Unit::Audit;
    days.decimals = 0;
    days.value_unit = Some("days".to_owned());
    let one = Outcome::Figure(figure(&days, period("2017-09", MONTH), 1.0, 1.0));
    let two = Outcome::Figure(figure(&days, period("2016-09", MONTH), 4.0, 2.0));
    check(
        evidence(&days, one, Some(two)),
        Standing::NoClearChange,
        "The average time to an audit was 1 day in September 2017 (from 1 audit), compared with 2 days a year before (from 2 audits). There are too few cases to tell whether the difference of 1 day is more than chance.",
    );
}

#[test]
fn nought_is_a_number_and_equal_is_the_same() {
    check(
        two(&placements(), YEAR, (0.0, 40.0), (0.0, 50.0)),
        Standing::NoClearChange,
        "The share of children in care with three or more placements was 0.0% in the 12 months to September 2017 (0 of 50), the same as a year before (0 of 40).",
    );
    check(
        two(&volume(), MONTH, (0.0, 0.0), (0.0, 0.0)),
        Standing::NoClearChange,
        "The number of assessments completed was 0 in September 2017, the same as a year before.",
    );
}

#[test]
fn a_difference_too_small_to_show_is_not_shown_as_nought() {
    // 500 of 5,000 is 10%, 501 of 5,000 is 10.02%: z = 0.0002 / sqrt(.1001 * .8999 * 2 / 5000)
    // = 0.033, p = 0.97.
    check(
        two(&placements(), YEAR, (500.0, 5000.0), (501.0, 5000.0)),
        Standing::NoClearChange,
        "The share of children in care with three or more placements was 10.0% in the 12 months to September 2017 (501 of 5,000), compared with 10.0% a year before (500 of 5,000). The difference of less than 0.1 percentage points is within what chance alone could give (p = 0.97), so it is not evidence of worsening.",
    );
}

#[test]
fn what_is_not_known_says_why() {
    let reason = "The return begins on 1 April 2017, and the measure needs 12 months: import an earlier one.";
    let now = period("2017-09", YEAR);
    check(
        evidence(&placements(), refused(&placements(), now, reason), None),
        Standing::NotKnown,
        "The share of children in care with three or more placements in the 12 months to September 2017 is not known: the return begins on 1 April 2017, and the measure needs 12 months: import an earlier one.",
    );
    check(
        evidence(
            &placements(),
            Outcome::Figure(figure(&placements(), now, 0.0, 0.0)),
            None,
        ),
        Standing::NotKnown,
        "The share of children in care with three or more placements in the 12 months to September 2017 is not known: there were no cases.",
    );
    let mut two = two(&placements(), YEAR, (51.0, 487.0), (37.0, 487.0));
    two.earlier = Some(refused(
        &placements(),
        period("2016-09", YEAR),
        "SSDA903 of 2015/16 is missing",
    ));
    check(
        two,
        Standing::NotCompared,
        "The share of children in care with three or more placements was 7.6% in the 12 months to September 2017 (37 of 487). It cannot be compared with the figure of a year before: SSDA903 of 2015/16 is missing.",
    );
}

#[test]
fn small_numbers_are_told_by_nothing() {
    // Counted, not counted, and all together: each alone hides the figure, in the same words.
    for (counted, all) in [(4.0, 120.0), (116.0, 120.0), (0.0, 3.0)] {
        let mut evidence = two(&placements(), YEAR, (51.0, 487.0), (counted, all));
        beside(
            &mut evidence,
            Comparator::England,
            "2017-03",
            10.0,
            (1.0, 2.0),
        );
        let asked = Asked {
            numbers: true,
            ..beside_of(&[ComparatorKind::England])
        };
        check_asked(
            evidence,
            &asked,
            Standing::NotShown,
            "The share of children in care with three or more placements in the 12 months to September 2017 is not shown, because it, or what could be worked out from it, may rest on 1 to 5 children.",
        );
    }
    // The earlier one: no difference, no p, no numbers.
    let asked = Asked {
        numbers: true,
        ..Asked::default()
    };
    check_asked(
        two(&placements(), YEAR, (4.0, 487.0), (37.0, 487.0)),
        &asked,
        Standing::NotCompared,
        "The share of children in care with three or more placements was 7.6% in the 12 months to September 2017 (37 of 487). It cannot be compared with the figure of a year before, which is not shown because it, or what could be worked out from it, may rest on 1 to 5 children.",
    );
}

#[test]
fn small_numbers_of_audits_point_to_no_child() {
    let mut audits = meta(
        "audits-good-or-better",
        "The share of audits graded Good or better",
        Shape::Percentage,
        Polarity::High,
    );
    audits.unit = Unit::Audit;
    let one = Outcome::Figure(figure(&audits, period("2017-06", MONTH), 3.0, 4.0));
    check(
        evidence(&audits, one, None),
        Standing::NotCompared,
        "The share of audits graded Good or better was 75.0% in June 2017 (3 of 4).",
    );
}

#[test]
fn a_published_value_has_its_year_and_its_age() {
    let start = "The share of children in care with three or more placements was 7.6% in the 12 months to September 2017 (37 of 487).";
    let now = || {
        let figure = figure(&placements(), period("2017-09", YEAR), 37.0, 487.0);
        evidence(&placements(), Outcome::Figure(figure), None)
    };
    // Low is better: 12.4 above 5.6 to 10.3 is clearly worse than ours, 9.0 within it is not.
    let mut older = now();
    beside(&mut older, neighbours(), "2017-03", 12.4, (5.6, 10.3));
    beside(
        &mut older,
        Comparator::Region {
            name: "East Midlands".to_owned(),
        },
        "2017-03",
        9.0,
        (5.6, 10.3),
    );
    beside(&mut older, Comparator::England, "2016-09", 5.0, (5.6, 10.3));
    let kinds = [
        ComparatorKind::StatisticalNeighbours,
        ComparatorKind::Region,
        ComparatorKind::England,
    ];
    check_asked(
        older,
        &beside_of(&kinds),
        Standing::NotCompared,
        &format!(
            "{start} The figure is clearly better than the statistical neighbours\u{2019} mean of 12.4% (list of 2025, 10 with a value) for the period to March 2017, 6 months older. There is no clear difference from East Midlands\u{2019} 9.0% for the period to March 2017, 6 months older. The figure is clearly worse than England\u{2019}s 5.0% for the period to September 2016, 1 year older."
        ),
    );
    let mut newer = now();
    beside(
        &mut newer,
        Comparator::England,
        "2018-03",
        10.0,
        (5.6, 10.3),
    );
    check_asked(
        newer,
        &beside_of(&[ComparatorKind::England, ComparatorKind::Region]),
        Standing::NotCompared,
        &format!(
            "{start} There is no clear difference from England\u{2019}s 10.0% for the period to March 2018, 6 months newer. No published figure for the region was found."
        ),
    );
}

#[test]
fn without_polarity_a_published_value_is_higher_or_lower() {
    let home = meta(
        "returns-home",
        "The share of children leaving care who returned home",
        Shape::Percentage,
        Polarity::None,
    );
    let now = Outcome::Figure(figure(&home, period("2017-09", YEAR), 129.0, 349.0));
    let mut evidence = evidence(&home, now, None);
    beside(
        &mut evidence,
        Comparator::England,
        "2017-09",
        31.0,
        (32.1, 42.2),
    );
    check_asked(
        evidence,
        &beside_of(&[ComparatorKind::England]),
        Standing::NotCompared,
        "The share of children leaving care who returned home was 37.0% in the 12 months to September 2017 (129 of 349). The figure is clearly higher than England\u{2019}s 31.0% for the period to September 2017, of the same month, which is neither better nor worse in itself.",
    );
}

#[test]
fn periods_that_overlap_are_said_to() {
    // Twelve months to March 2017 and to September 2017: October 2016 to March 2017 is in both.
    // 60 and 58 of 500: z = 0.2, p = 0.85 (pooled .118, spread sqrt(.118 * .882 * .004) = .020404,
    // z = .004 / .020404 = 0.196, p = 0.845).
    let of = |month, counted| {
        Outcome::Figure(figure(&placements(), period(month, YEAR), counted, 500.0))
    };
    check(
        evidence(
            &placements(),
            of("2017-09", 58.0),
            Some(of("2017-03", 60.0)),
        ),
        Standing::NoClearChange,
        "The share of children in care with three or more placements was 11.6% in the 12 months to September 2017 (58 of 500), compared with 12.0% in the 12 months to March 2017 (60 of 500). The difference of 0.4 percentage points is within what chance alone could give (p = 0.84), so it is not evidence of improvement. The two periods have 6 months in common and so share cases, which makes the test a guide only.",
    );
}

#[test]
fn another_month_and_another_comparison_come_from_the_series() {
    let mut evidence = two(&volume(), MONTH, (191.0, 191.0), (390.0, 390.0));
    let of = |month, count| Outcome::Figure(figure(&volume(), period(month, MONTH), count, count));
    evidence.series = vec![of("2017-05", 20.0), of("2017-06", 22.0), of("2017-07", 0.0)];
    let ask = |month, against| Asked {
        month,
        against,
        ..Asked::default()
    };
    // 20 in 31 days and 22 in 30: P(X >= 22 | 42, 30/61) is a good third: p about 0.76. What
    // matters here is which two are told, so only the first sentence is compared.
    let book = EvidenceBook::new(vec![evidence.clone()]);
    let june = ask(
        WhichMonth::Month("2017-06".parse().unwrap()),
        Against::MonthsEarlier(1),
    );
    let (standing, text) = said_of(&book, "assessments-completed", &june);
    assert_eq!(standing, Standing::NoClearChange);
    assert!(
        text.starts_with("The number of assessments completed was 22 in June 2017, compared with 20 a month before."),
        "{text}"
    );
    // The latest with cases is June's, as July has none.
    check_asked(
        evidence.clone(),
        &ask(WhichMonth::Latest, Against::Nothing),
        Standing::NotCompared,
        "The number of assessments completed was 22 in June 2017.",
    );
    check_asked(
        evidence.clone(),
        &ask(
            WhichMonth::AsComputed,
            Against::Month("2015-09".parse().unwrap()),
        ),
        Standing::NotCompared,
        "The number of assessments completed was 390 in September 2017. It cannot be compared with September 2015: no figure was computed.",
    );
    check_asked(
        evidence,
        &ask(
            WhichMonth::Month("2015-09".parse().unwrap()),
            Against::Nothing,
        ),
        Standing::NotKnown,
        "The number of assessments completed is not known: no figure was computed for September 2015.",
    );
}

#[test]
fn a_group_is_hidden_as_it_is_in_its_table() {
    // North hides 3; South, the smaller of the others, must be hidden with it; West stays.
    let now = period("2017-09", YEAR);
    let of = |counted, all| figure(&placements(), now, counted, all);
    let mut whole = evidence(&placements(), Outcome::Figure(of(35.0, 95.0)), None);
    whole.groups = vec![
        group(of(3.0, 30.0), "team", "North"),
        group(of(12.0, 25.0), "team", "South"),
        group(of(20.0, 40.0), "team", "West"),
    ];
    let book = EvidenceBook::new(vec![whole]);
    let said = |team: &str| {
        said_of(
            &book,
            &format!("cla-three-placements[team={team}]"),
            &Asked::default(),
        )
    };
    let hidden = |team: &str| {
        (
            Standing::NotShown,
            format!(
                "The share of children in care with three or more placements (team: {team}) in the 12 months to September 2017 is not shown, because it, or what could be worked out from it, may rest on 1 to 5 children."
            ),
        )
    };
    assert_eq!(said("North"), hidden("North"));
    assert_eq!(said("South"), hidden("South"));
    assert_eq!(
        said("West"),
        (
            Standing::NotCompared,
            "The share of children in care with three or more placements (team: West) was 50.0% in the 12 months to September 2017 (20 of 40).".to_owned()
        )
    );
    assert_eq!(
        said("East"),
        (
            Standing::NotKnown,
            "The share of children in care with three or more placements (team: East) is not known: no figure was computed for September 2017.".to_owned()
        )
    );
}

#[test]
fn an_unknown_measure_is_told_with_the_nearest() {
    let book = EvidenceBook::new(vec![two(&volume(), MONTH, (1.0, 1.0), (1.0, 1.0))]);
    let selector: Selector = "asessments-completed".parse().unwrap();
    let unknown = View::of(&book, &selector, &Asked::default()).unwrap_err();
    assert_eq!(unknown.nearest.as_deref(), Some("assessments-completed"));
}

#[test]
fn a_target_is_met_or_not_and_neither_where_the_figure_is_hidden() {
    let goal = Target {
        value: 8.0,
        by: "2018-03".parse().unwrap(),
    };
    for (counted, expected) in [
        (
            37.0,
            "The target is 8.0% by March 2018; the figure meets it.",
        ),
        (
            51.0,
            "The target is 8.0% by March 2018; the figure does not meet it.",
        ),
        (4.0, "The target is 8.0% by March 2018."),
    ] {
        let book = EvidenceBook::new(vec![two(
            &placements(),
            YEAR,
            (51.0, 487.0),
            (counted, 487.0),
        )]);
        let selector: Selector = "cla-three-placements".parse().unwrap();
        let view = View::of(&book, &selector, &Asked::default()).unwrap();
        assert_eq!(target(&view, &goal), expected);
    }
}
