//! What is wrong with a reference, and what was probably meant.

use waymark_codes::Month;
use waymark_figures::{EvidenceBook, Outcome, Polarity, Shape, Unit};
use waymark_narrative::reference::Reference;

use super::made_up::*;
use super::{check_errors, check_errors_in, check_in};

#[test]
fn what_cannot_be_read_says_what_was_probably_meant() {
    const OTHERS: &str = "`year-before`, `inspection`, `statistical-neighbours`, `neighbours`, `region`, `england` or `target`";
    const COUNTS: &str = "`aims`, `recommendations`, `ratings`, `actions` or `milestones`";
    let no_subject = |text: &str| {
        format!(
            "`{text}` names no figure: write a measure's id, such as `re-referrals`, one group of it, such as `audits-good-or-better[theme=management oversight]`, or a count of the plan: {COUNTS}"
        )
    };
    let no_other = |text: &str, hint: &str| {
        format!(
            "a figure cannot be set beside `{text}`: write an earlier month, such as `2016-09`, or one of {OTHERS}{hint}"
        )
    };
    check_errors(&[
        (
            "{{ }}",
            &format!(
                "the braces say nothing of what is meant: write a measure's id, such as `{{{{re-referrals}}}}`, or a count of the plan: {COUNTS}"
            ),
            None,
        ),
        (
            "{{re-referrals@2017-09} in the year",
            "the braces are opened and not closed: write `}}` where the reference ends",
            Some("{{re-referrals@2017-09}}"),
        ),
        (
            "{{Re-referrals}}",
            &no_subject("Re-referrals"),
            Some("{{re-referrals}}"),
        ),
        (
            "{{re-referrals September 2016 | n}}",
            &no_subject("re-referrals September 2016"),
            Some("{{re-referrals@2016-09 | n}}"),
        ),
        (
            "{{audits-good-or-better[theme: management oversight]}}",
            &no_subject("audits-good-or-better[theme: management oversight]"),
            Some("{{audits-good-or-better[theme=management oversight]}}"),
        ),
        (
            "{{re-referrals@2017-9}}",
            "`2017-9` is not a month: write year and month, such as `2017-09`, or `latest`; did you mean `2017-09`?",
            Some("{{re-referrals@2017-09}}"),
        ),
        (
            "{{re-referrals vs englnd}}",
            &no_other("englnd", "; did you mean `england`?"),
            None,
        ),
        ("{{re-referrals vs}}", &no_other("", ""), None),
        // Two pieces are wrong: the first is told, and both are mended.
        (
            "{{re-referrals vs September 2016 | chnage}}",
            &no_other("September 2016", "; did you mean `2016-09`?"),
            Some("{{re-referrals vs 2016-09 | change}}"),
        ),
        (
            "{{re-referrals vs 2016-09 | chnage}}",
            "there is no part `chnage`; did you mean `change`?",
            Some("{{re-referrals vs 2016-09 | change}}"),
        ),
        (
            "{{re-referrals | xyz}}",
            "there is no part `xyz`; write one of `value`, `sentence`, `earlier`, `theirs`, `change`, `direction`, `direction-by`, `moved`, `moved-by`, `verdict`, `n`, `counted`, `of`, `cases`, `period`, `month`, `interval`, `p`, `coverage`, `comparator`, `year` or `age`",
            None,
        ),
        (
            "{{ratings | geen}}",
            "there is no part `geen` of ratings; did you mean `green`?",
            Some("{{ratings | green}}"),
        ),
        (
            "{{recommendations | xyz}}",
            "there is no part `xyz` of recommendations; write one of `total`",
            None,
        ),
        (
            "{{actions@2017-09 | complete}}",
            "actions are counted in the plan as it stands on the day of the text: leave out the month and what stands after `vs`",
            Some("{{actions | complete}}"),
        ),
    ]);
    let same = |text: &str| text.parse::<Reference>().unwrap();
    assert_eq!(
        same("re-referrals vs 2016-09 | difference"),
        same("{{re-referrals vs 2016-09 | change}}")
    );
}

#[test]
fn a_figure_that_is_not_there_says_which_are() {
    check_errors(&[
        (
            "{{re-referals}}",
            "no measure called `re-referals` is among the figures; did you mean `re-referrals`?",
            Some("{{re-referrals}}"),
        ),
        (
            "{{action}}",
            "no measure called `action` is among the figures; did you mean `actions`?",
            Some("{{actions}}"),
        ),
        (
            "{{weather}}",
            "no measure called `weather` is among the figures",
            None,
        ),
        (
            "{{audits-good-or-better[theme=managment oversight]}}",
            "`audits-good-or-better` has no group `theme=managment oversight`; did you mean `theme=management oversight`?",
            Some("{{audits-good-or-better[theme=management oversight]}}"),
        ),
        (
            "{{audits-good-or-better[theme=weather]}}",
            "`audits-good-or-better` has no group `theme=weather`; write one of `theme=management oversight` or `theme=voice of the child`",
            None,
        ),
        (
            "{{re-referrals[team=North]}}",
            "`re-referrals` has no group `team=North`; no groups of it were computed",
            None,
        ),
        (
            "{{re-referrals@2016-08}}",
            "no figure of `re-referrals` was computed for 2016-08; there are figures for 2016-09 and 2017-09",
            Some("{{re-referrals@2016-09}}"),
        ),
        (
            "{{re-referrals vs 2015-09}}",
            "no figure of `re-referrals` was computed for 2015-09; there is one for 2016-09",
            Some("{{re-referrals vs 2016-09}}"),
        ),
        (
            "{{returns-home vs year-before}}",
            "no figure of `returns-home` was computed for 2016-09",
            None,
        ),
        (
            "{{re-referrals@2016-09 vs 2017-09}}",
            "the figure after `vs` must be the earlier one, and 2017-09 is not before 2016-09: write `@2017-09` and `vs 2016-09`",
            Some("{{re-referrals@2017-09 vs 2016-09}}"),
        ),
        (
            "{{re-referrals vs 2017-09}}",
            "the figure after `vs` must be the earlier one, and 2017-09 is not before 2017-09: write an earlier month, or `year-before`",
            Some("{{re-referrals vs year-before}}"),
        ),
        (
            "{{sdq-average vs region}}",
            "nothing is published for `region` to set `sdq-average` beside; there is something for `statistical-neighbours` or `england`",
            None,
        ),
        (
            "{{re-referrals vs england}}",
            "nothing is published for `england` to set `re-referrals` beside: write the sentence without it",
            None,
        ),
    ]);
    let volume = meta(
        "assessments-completed",
        Shape::Count,
        Polarity::None,
        Unit::Assessment,
    );
    let of = |back: u16| {
        let month = "2017-09".parse::<Month>().unwrap().minus(back).to_string();
        Outcome::Figure(figure(&volume, &month, MONTH, (30.0, 30.0)))
    };
    let mut monthly = evidence(&volume, of(0), None);
    monthly.series = (0..24).rev().map(of).collect();
    check_errors_in(
        &EvidenceBook::new(vec![monthly]),
        &plan(),
        &[(
            "{{assessments-completed@2015-08}}",
            "no figure of `assessments-completed` was computed for 2015-08; there are 24 figures between 2015-10 and 2017-09, the nearest is that of 2015-10",
            Some("{{assessments-completed@2015-10}}"),
        )],
    );
}

#[test]
fn a_part_that_the_reference_cannot_give_says_what_it_needs() {
    let earlier =
        "it is about a figure and an earlier one; write `vs year-before`, or `vs` and a month";
    let other =
        "it needs something to set the figure beside; add `vs year-before`, or `vs england`";
    let theirs = "it is about a published value or a target; write `vs england`, or `vs target`";
    let published = "it is about a published value; write `vs england`, or `vs region`";
    let counts = "the value is not a number of cases out of others; use `cases`, or `n`";
    let few = "there are too few cases to find a probability; write the sentence without it";
    let interval = "the figure has no interval; write the sentence without it";
    let mut evidence: Vec<_> = book().entries().to_vec();
    let days = meta("days-to-audit", Shape::Mean, Polarity::Low, Unit::Audit);
    evidence.push(two(&days, MONTH, (4.0, 2.0), (1.0, 1.0)));
    for (reference, part, why, suggestion) in [
        (
            "re-referrals",
            "change",
            other,
            Some("re-referrals vs year-before | change"),
        ),
        (
            "re-referrals",
            "verdict",
            other,
            Some("re-referrals vs year-before | verdict"),
        ),
        (
            "re-referrals",
            "direction",
            earlier,
            Some("re-referrals vs year-before | direction"),
        ),
        (
            "re-referrals",
            "p",
            earlier,
            Some("re-referrals vs year-before | p"),
        ),
        (
            "sdq-average",
            "age",
            published,
            Some("sdq-average vs england | age"),
        ),
        (
            "sdq-average",
            "theirs",
            theirs,
            Some("sdq-average vs england | theirs"),
        ),
        ("re-referrals", "year", theirs, None),
        (
            "re-referrals vs 2016-09",
            "theirs",
            theirs,
            Some("re-referrals vs 2016-09 | earlier"),
        ),
        ("re-referrals vs 2016-09", "age", published, None),
        ("cla-three-placements vs target", "age", published, None),
        (
            "sdq-average vs england",
            "earlier",
            earlier,
            Some("sdq-average vs england | theirs"),
        ),
        (
            "sdq-average vs england",
            "moved",
            earlier,
            Some("sdq-average vs england | verdict"),
        ),
        (
            "sdq-average vs england",
            "p",
            earlier,
            Some("sdq-average vs england | interval"),
        ),
        (
            "sdq-average",
            "counted",
            counts,
            Some("sdq-average | cases"),
        ),
        (
            "assessments-completed",
            "of",
            counts,
            Some("assessments-completed | cases"),
        ),
        ("assessments-completed", "interval", interval, None),
        ("days-to-audit vs year-before", "p", few, None),
    ] {
        let message = format!("`{part}` cannot be given: {why}");
        let suggestion = suggestion.map(|text| format!("{{{{{text}}}}}"));
        check_errors_in(
            &EvidenceBook::new(evidence.clone()),
            &plan(),
            &[(
                &format!("{{{{{reference} | {part}}}}}"),
                &message,
                suggestion.as_deref(),
            )],
        );
    }
}

#[test]
fn what_may_not_be_shown_is_an_error_on_either_side() {
    let hidden = |year: u16| {
        format!(
            "`cla-three-placements` in the 12 months to September {year} may not be published, because it, or what could be worked out from it, may rest on 1 to 5 children: write the sentence without it, or use another figure"
        )
    };
    // Counted, not counted, and all together: each alone hides the figure. Of the months that
    // there are, only those that may be shown are offered.
    for now in [(4.0, 120.0), (116.0, 120.0), (0.0, 3.0)] {
        check_errors_in(
            &EvidenceBook::new(vec![two(&placements(), YEAR, (51.0, 487.0), now)]),
            &plan(),
            &[
                ("{{cla-three-placements}}", &hidden(2017), None),
                ("{{cla-three-placements | n}}", &hidden(2017), None),
                (
                    "{{cla-three-placements@2017-06}}",
                    "no figure of `cla-three-placements` was computed for 2017-06; there is one for 2016-09",
                    Some("{{cla-three-placements@2016-09}}"),
                ),
            ],
        );
    }
    check_errors_in(
        &EvidenceBook::new(vec![two(&placements(), YEAR, (4.0, 487.0), (37.0, 487.0))]),
        &plan(),
        &[(
            "{{cla-three-placements vs year-before | change}}",
            &hidden(2016),
            None,
        )],
    );
    let reason = "The return begins on 1 April 2017, and the measure needs 12 months.";
    let now = refused(&placements(), "2017-09", reason);
    check_errors_in(
        &EvidenceBook::new(vec![evidence(&placements(), now, None)]),
        &plan(),
        &[(
            "{{cla-three-placements}}",
            "`cla-three-placements` has no figure in the 12 months to September 2017: The return begins on 1 April 2017, and the measure needs 12 months",
            None,
        )],
    );
    check_errors_in(
        &EvidenceBook::new(vec![two(&placements(), YEAR, (51.0, 487.0), (0.0, 0.0))]),
        &plan(),
        &[(
            "{{cla-three-placements}}",
            "`cla-three-placements` has no value in the 12 months to September 2017, as there were no cases: write the sentence without it, or use another month",
            None,
        )],
    );
}

#[test]
fn a_group_is_hidden_as_it_is_in_its_table() {
    // North hides 3; South, the smaller of the others, must be hidden with it; West stays.
    let of = |counts| figure(&placements(), "2017-09", YEAR, counts);
    let mut whole = evidence(&placements(), Outcome::Figure(of((35.0, 95.0))), None);
    whole.groups = vec![
        group(of((3.0, 30.0)), "team", "North"),
        group(of((12.0, 25.0)), "team", "South"),
        group(of((20.0, 40.0)), "team", "West"),
    ];
    let book = EvidenceBook::new(vec![whole]);
    check_in(
        &book,
        &plan(),
        &[(
            "cla-three-placements[team=West] | sentence",
            "50.0% (20 of 40) in the 12 months to September 2017",
        )],
    );
    for team in ["North", "South"] {
        let text = format!("{{{{cla-three-placements[team={team}]}}}}");
        let message = format!(
            "`cla-three-placements[team={team}]` in the 12 months to September 2017 may not be published, because it, or what could be worked out from it, may rest on 1 to 5 children: write the sentence without it, or use another figure"
        );
        check_errors_in(&book, &plan(), &[(&text, &message, None)]);
    }
    check_errors_in(
        &book,
        &plan(),
        &[(
            "{{cla-three-placements[team=West] vs year-before}}",
            "no figure of `cla-three-placements[team=West]` was computed for 2016-09",
            None,
        )],
    );
}
