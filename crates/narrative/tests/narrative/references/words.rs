//! The words of each part, whatever the figures say.

use waymark_figures::{EvidenceBook, Outcome, Polarity, Shape, Unit};
use waymark_narrative::reference::{Known, Other, Part, PlanCount, Reference, resolve};

use super::made_up::*;
use super::{check, check_errors_in, check_in, knowing};

#[test]
fn every_part_reads_as_the_guide_says() {
    // 412 of 2,227 is 18.500%, 560 of 2,171 is 25.795%: 7.294 points. Wilson's interval of the
    // first: centre 0.185864, half width 0.016150, scale 1.001725: 16.94 to 20.17.
    let cases = [
        (Part::Value, "re-referrals", "18.5%"),
        (
            Part::Sentence,
            "re-referrals vs year-before",
            "18.5% (412 of 2,227) in the 12 months to September 2017, clearly better than 25.8% (560 of 2,171) a year before",
        ),
        (Part::Earlier, "re-referrals vs year-before", "25.8%"),
        (Part::Theirs, "sdq-average vs england", "14.1 points"),
        (
            Part::Change,
            "re-referrals vs year-before",
            "7.3 percentage points",
        ),
        (Part::Direction, "re-referrals vs year-before", "fallen"),
        (
            Part::DirectionBy,
            "re-referrals vs year-before",
            "fallen by 7.3 percentage points",
        ),
        (Part::Moved, "re-referrals vs year-before", "fell"),
        (
            Part::MovedBy,
            "re-referrals vs year-before",
            "fell by 7.3 percentage points",
        ),
        (Part::Verdict, "re-referrals vs year-before", "better"),
        (Part::N, "re-referrals", "2,227 referrals"),
        (Part::Counted, "re-referrals", "412"),
        (Part::Of, "re-referrals", "2,227"),
        (Part::Cases, "re-referrals", "412 of 2,227"),
        (
            Part::Period,
            "re-referrals",
            "in the 12 months to September 2017",
        ),
        (Part::Month, "re-referrals", "September 2017"),
        (Part::Interval, "re-referrals", "16.9% to 20.2%"),
        (Part::P, "re-referrals vs year-before", "p < 0.001"),
        (
            Part::Coverage,
            "re-referrals",
            "2,227 referrals, all that the measure is about",
        ),
        (
            Part::Comparator,
            "sdq-average vs england",
            "England, period to March 2017",
        ),
        (Part::Year, "sdq-average vs england", "March 2017"),
        (Part::Age, "sdq-average vs england", "6 months older"),
    ];
    assert_eq!(cases.map(|(part, _, _)| part), Part::ALL);
    let guide = include_str!("../../../../../docs/narrative.md");
    for (part, reference, words) in cases {
        check(&[(&format!("{{{{{reference} | {part}}}}}"), words)]);
        assert_eq!(part.example(), words, "{part}");
        let row = format!("| `{part}` | {words} |");
        assert!(guide.contains(&row), "the guide has no row {row}");
    }
    for (word, _) in Other::WORDS {
        assert!(
            guide.contains(&format!("`{word}`")),
            "the guide has no {word}"
        );
    }
    for (_, subject, part) in PlanCount::ALL {
        let row = format!("| `{subject}` | `{part}` |");
        assert!(guide.contains(&row), "the guide has no row {row}");
    }
}

#[test]
fn what_got_better_got_worse_or_may_be_chance_reads_so() {
    check(&[
        // The share of assessments in time is high where it is good: 90.05% to 74.87%.
        (
            "assessments-in-45-days vs year-before",
            "74.9% (292 of 390) in September 2017, clearly worse than 90.1% (172 of 191) a year before",
        ),
        ("assessments-in-45-days vs 2016-09 | verdict", "worse"),
        (
            "assessments-in-45-days vs 2016-09 | moved-by",
            "fell by 15.2 percentage points",
        ),
        (
            "cla-three-placements vs year-before",
            "7.6% (37 of 487) in the 12 months to September 2017, compared with 10.5% (51 of 487) a year before, a difference that chance alone could give (p = 0.15)",
        ),
        (
            "cla-three-placements vs 2016-09 | direction",
            "not clearly changed",
        ),
        (
            "cla-three-placements vs 2016-09 | direction-by",
            "not clearly changed",
        ),
        (
            "cla-three-placements vs 2016-09 | moved",
            "did not clearly change",
        ),
        (
            "cla-three-placements vs 2016-09 | moved-by",
            "did not clearly change",
        ),
        (
            "cla-three-placements vs 2016-09 | verdict",
            "no clear change",
        ),
        (
            "cla-three-placements vs 2016-09 | change",
            "2.9 percentage points",
        ),
        ("cla-three-placements vs 2016-09 | p", "p = 0.15"),
        (
            "assessments-completed vs year-before",
            "390 in September 2017, clearly higher than 191 a year before, which is neither better nor worse in itself",
        ),
        (
            "assessments-completed vs 2016-09 | direction-by",
            "risen by 199",
        ),
        ("assessments-completed vs 2016-09 | verdict", "higher"),
        ("assessments-completed | cases", "390 assessments"),
        (
            "sdq-average vs year-before",
            "16.0 points (from 412 of 450 children, 92%) in the 12 months to September 2017, compared with 16.5 points (from 400 children) a year before, a difference that chance alone could give (p = 0.24)",
        ),
        ("sdq-average vs year-before | change", "0.5 points"),
        ("sdq-average | n", "412 children"),
        ("sdq-average | cases", "from 412 of 450 children, 92%"),
        (
            "sdq-average | coverage",
            "412 children; not known for 38 more",
        ),
        ("sdq-average | interval", "15.4 to 16.6 points"),
        ("re-referrals@2016-09", "25.8%"),
        ("re-referrals@latest | month", "September 2017"),
        // Without anything beside it, the clause is the figure alone.
        (
            "returns-home | sentence",
            "37.0% (129 of 349) in the 12 months to September 2017",
        ),
    ]);
    let same = EvidenceBook::new(vec![two(&placements(), YEAR, (0.0, 40.0), (0.0, 50.0))]);
    let text = "cla-three-placements vs year-before";
    check_in(
        &same,
        &plan(),
        &[
            (
                text,
                "0.0% (0 of 50) in the 12 months to September 2017, the same as a year before (0 of 40)",
            ),
            (
                "cla-three-placements vs year-before | direction",
                "not clearly changed",
            ),
        ],
    );
    // 500 and 501 of 5,000: 0.02 points, z = 0.033, p = 0.97.
    let nearly = EvidenceBook::new(vec![two(
        &placements(),
        YEAR,
        (500.0, 5000.0),
        (501.0, 5000.0),
    )]);
    check_in(
        &nearly,
        &plan(),
        &[(
            "cla-three-placements vs year-before | change",
            "less than 0.1 percentage points",
        )],
    );
    let mut days = meta("days-to-audit", Shape::Mean, Polarity::Low, Unit::Audit);
    days.decimals = 0;
    days.value_unit = Some("days".to_owned());
    let few = EvidenceBook::new(vec![two(&days, MONTH, (4.0, 2.0), (1.0, 1.0))]);
    check_in(
        &few,
        &plan(),
        &[(
            "days-to-audit vs year-before",
            "1 day (from 1 audit) in September 2017, compared with 2 days (from 2 audits) a year before, with too few cases to tell the difference from chance",
        )],
    );
    // October 2016 to March 2017 is in both years. 60 and 58 of 500: z = 0.196, p = 0.845.
    let of = |month, counted| Outcome::Figure(figure(&placements(), month, YEAR, (counted, 500.0)));
    let (now, before) = (of("2017-09", 58.0), of("2017-03", 60.0));
    let shared = EvidenceBook::new(vec![evidence(&placements(), now, Some(before))]);
    check_in(
        &shared,
        &plan(),
        &[(
            "cla-three-placements vs 2017-03",
            "11.6% (58 of 500) in the 12 months to September 2017, compared with 12.0% (60 of 500) in the 12 months to March 2017, a difference that chance alone could give (p = 0.84); the two periods have 6 months in common and so share cases, which makes the test a guide only",
        )],
    );
}

#[test]
fn a_published_value_is_judged_by_the_figures_interval() {
    check(&[
        (
            "sdq-average vs england",
            "16.0 points (from 412 of 450 children, 92%) in the 12 months to September 2017, clearly worse than 14.1 points for England in the period to March 2017, 6 months older",
        ),
        ("sdq-average vs england | verdict", "worse than"),
        ("sdq-average vs england | change", "1.9 points"),
        (
            "sdq-average vs neighbours",
            "16.0 points (from 412 of 450 children, 92%) in the 12 months to September 2017, not clearly different from 16.3 points for the statistical neighbours\u{2019} mean (2025 list, 10 with a value) in the period to March 2017, 6 months older",
        ),
        (
            "sdq-average vs statistical-neighbours | verdict",
            "not clearly different from",
        ),
        (
            "sdq-average vs neighbours | comparator",
            "statistical neighbours\u{2019} mean (2025 list, 10 with a value), period to March 2017",
        ),
        // 129 of 349: 32.1 to 42.1, and 31.0 lies below.
        (
            "returns-home vs england",
            "37.0% (129 of 349) in the 12 months to September 2017, clearly higher than 31.0% for England in the period to September 2017, of the same month, which is neither better nor worse in itself",
        ),
        ("returns-home vs england | verdict", "higher than"),
        // 37 of 487: 5.6 to 10.3. The year that ends after the day of the text is not known yet.
        (
            "cla-three-placements vs region",
            "7.6% (37 of 487) in the 12 months to September 2017, not clearly different from 9.0% for East Midlands in the period to March 2017, 6 months older",
        ),
        ("cla-three-placements vs england | theirs", "10.0%"),
        // Beside an earlier figure stands the year that had ended by then.
        ("cla-three-placements@2016-09 vs england | theirs", "10.4%"),
        (
            "cla-three-placements@2016-09 vs england | age",
            "6 months older",
        ),
    ]);
}

#[test]
fn a_target_is_met_or_not_and_neither_where_no_way_is_good() {
    check(&[
        (
            "cla-three-placements vs target",
            "7.6% (37 of 487) in the 12 months to September 2017, which meets the target of 8.0% by March 2018",
        ),
        ("cla-three-placements vs target | verdict", "meets"),
        ("cla-three-placements vs target | theirs", "8.0%"),
        (
            "cla-three-placements vs target | change",
            "0.4 percentage points",
        ),
        ("cla-three-placements vs target | year", "March 2018"),
        (
            "cla-three-placements vs target | comparator",
            "the plan\u{2019}s target for March 2018",
        ),
        (
            "assessments-in-45-days vs target",
            "74.9% (292 of 390) in September 2017, which does not meet the target of 80.0% by September 2018",
        ),
        (
            "assessments-in-45-days vs target | verdict",
            "does not meet",
        ),
        (
            "returns-home vs target",
            "37.0% (129 of 349) in the 12 months to September 2017, beside the target of 35.0% by March 2018",
        ),
    ]);
    let mut plan = plan();
    plan.recommendations[2]
        .measures
        .push(linked("cla-three-placements", 7.0, "2018-09"));
    check_errors_in(
        &book(),
        &plan,
        &[
            (
                "{{cla-three-placements vs target}}",
                "the plan has 2 targets for `cla-three-placements` (8.0% by March 2018 and 7.0% by September 2018): write the sentence without a reference to them",
                None,
            ),
            (
                "{{re-referrals vs target}}",
                "the plan has no target for `re-referrals`: write the sentence without it, or set the target in the plan",
                None,
            ),
            (
                "{{returns-home vs target | verdict}}",
                "`verdict` cannot be given: neither way is good in itself for this measure, so it neither meets nor misses a target; use `theirs`",
                None,
            ),
        ],
    );
}

#[test]
fn the_inspection_is_the_nearest_figure_of_the_half_year_before_it() {
    let at = "cla-three-placements vs inspection | earlier";
    let mut plan = plan();
    // The inspection ended in December 2016. September lies three months before it.
    check_in(&book(), &plan, &[(at, "10.5%")]);
    // 44 of 484 is 9.09%.
    let mut with_december = two(&placements(), YEAR, (51.0, 487.0), (37.0, 487.0));
    let december = figure(&placements(), "2016-12", YEAR, (44.0, 484.0));
    with_december.series = vec![Outcome::Figure(december)];
    check_in(
        &EvidenceBook::new(vec![with_december]),
        &plan,
        &[(at, "9.1%")],
    );
    plan.inspection.ended = jiff::civil::date(2017, 4, 1);
    check_errors_in(
        &book(),
        &plan,
        &[(
            "{{cla-three-placements vs inspection}}",
            "no figure of `cla-three-placements` was computed for 2017-04; there is one for 2016-09",
            Some("{{cla-three-placements vs 2016-09}}"),
        )],
    );
}

#[test]
fn the_plan_is_counted_as_on_the_day_of_the_text() {
    check(&[
        ("aims", "4"),
        ("recommendations", "3"),
        ("ratings", "1 green, 1 amber, 0 red and 1 not rated yet"),
        (
            "ratings | each",
            "1 green, 1 amber, 0 red and 1 not rated yet",
        ),
        ("ratings | total", "3"),
        ("ratings | blue", "0"),
        ("ratings | green", "1"),
        ("ratings | amber", "1"),
        ("ratings | red", "0"),
        ("ratings | not-rated", "1"),
        ("actions", "4"),
        ("actions | total", "4"),
        ("actions | complete", "1"),
        ("actions | open", "3"),
        ("actions | overdue", "1"),
        ("actions | re-dated", "1"),
        ("actions | cancelled", "1"),
        ("milestones", "2"),
        ("milestones | complete", "1"),
        ("milestones | open", "1"),
        ("milestones | overdue", "1"),
        ("milestones | re-dated", "0"),
    ]);
    for (count, subject, part) in PlanCount::ALL {
        let written = Reference::plan(count);
        assert_eq!(
            written.to_string().parse::<Reference>(),
            Ok(written.clone())
        );
        assert_eq!(
            format!("{subject} | {part}").parse::<Reference>(),
            Ok(written)
        );
    }
    let (book, plan) = (book(), plan());
    let known = Known {
        plan: None,
        ..knowing(&book, &plan)
    };
    let error = resolve(&"actions".parse().unwrap(), &known).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the plan is not known here, so nothing can be said about its counts, its targets or its inspection"
    );
}
