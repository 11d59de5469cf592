//! What is withheld, case by case, each worked out by hand.

use waymark_figures::disclosure::{
    EarlierPublication, HiddenCell, Protection, Rules, WithheldReason, protect,
};
use waymark_figures::{EvidenceBook, MeasureMeta, Outcome, Shape, Unit};

use super::made_up::{
    Rows, alone, book, figure, measure, month, of_group, publish, rules, shown, tables,
};

/// Publishes one table after the other and compares what each report shows.
fn check(meta: &MeasureMeta, reports: &[Rows<'_>], expected: &[&str]) -> Vec<Protection> {
    let mut books: Vec<EvidenceBook> = reports
        .iter()
        .map(|rows| book(tables(meta, "2017-09", &[("team", *rows)])))
        .collect();
    let protections = publish(&mut books);
    let found: Vec<String> = books.iter().map(|book| shown(&book.entries()[0])).collect();
    assert_eq!(found, expected);
    protections
}

fn count() -> MeasureMeta {
    measure("all-children", Shape::Count)
}

fn share() -> MeasureMeta {
    measure("a-share", Shape::Percentage)
}

fn reasons(protection: &Protection) -> Vec<(&str, WithheldReason)> {
    protection
        .withheld
        .iter()
        .map(|one| {
            let group = one.breakdown.as_ref().map_or("", |of| of.group.as_str());
            (group, one.reason)
        })
        .collect()
}

#[test]
fn two_small_groups_may_not_be_small_together() {
    // 2 and 3 are hidden, and 55 - 20 - 30 = 5 would be both: the next smallest goes too.
    let protections = check(
        &count(),
        &[&[("A", 2, 2), ("B", 3, 3), ("C", 20, 20), ("D", 30, 30)]],
        &["55/55; team: A -, B -, C -, D 30/30"],
    );
    assert_eq!(
        reasons(&protections[0]),
        [
            ("A", WithheldReason::Small),
            ("B", WithheldReason::Small),
            ("C", WithheldReason::Table)
        ]
    );
}

#[test]
fn a_share_gives_its_counted_cases_away_but_not_its_n() {
    // Counted are 2 and 3, hidden by themselves; 25 - 20 = 5 would be both, so C goes. How many
    // cases A and B have may still be said: C then has 130 - 30 - 40 = 60, which is not small.
    check(
        &share(),
        &[&[("A", 2, 30), ("B", 3, 40), ("C", 20, 60)]],
        &["25/130; team: A ?/30, B ?/40, C -"],
    );
    // Not counted are 2, so B is hidden beside A. Together 22 are not counted, and 48 are.
    check(
        &share(),
        &[&[("A", 28, 30), ("B", 20, 40), ("C", 30, 60)]],
        &["78/130; team: A ?/30, B ?/40, C 30/60"],
    );
}

#[test]
fn a_zero_is_shown() {
    let protections = check(
        &share(),
        &[&[("A", 0, 12), ("B", 8, 20), ("C", 7, 14)]],
        &["15/46; team: A 0/12, B 8/20, C 7/14"],
    );
    assert_eq!(protections[0].withheld, vec![]);
}

#[test]
fn a_report_on_what_has_not_changed_shows_the_same_again() {
    let rows: Rows<'_> = &[("A", 3, 3), ("B", 9, 9), ("C", 20, 20)];
    let expected = "32/32; team: A -, B -, C 20/20";
    let protections = check(&count(), &[rows, rows], &[expected, expected]);
    assert_eq!(protections[0].withheld, protections[1].withheld);
}

#[test]
fn a_later_report_is_held_against_all_before_it() {
    // The first report hides A and B, 12 together. The second, of a corrected return, would show B,
    // as C is now the smallest beside A; the third has the first one's numbers again.
    let first: Rows<'_> = &[("A", 3, 3), ("B", 9, 9), ("C", 20, 20)];
    let second: Rows<'_> = &[("A", 3, 3), ("B", 9, 9), ("C", 8, 8)];
    let protections = check(
        &count(),
        &[first, second, first],
        &[
            "32/32; team: A -, B -, C 20/20",
            "20/20; team: nothing",
            "32/32; team: A -, B -, C 20/20",
        ],
    );
    assert_eq!(
        reasons(&protections[1]),
        [
            ("A", WithheldReason::Small),
            ("B", WithheldReason::EarlierReport),
            ("C", WithheldReason::Table)
        ]
    );
    assert!(protections.iter().all(|one| one.already_out.is_empty()));
}

#[test]
fn another_dimension_alone_gives_nothing_away() {
    let of =
        |dimension: &str, rows: Rows<'_>| book(tables(&count(), "2017-09", &[(dimension, rows)]));
    let mut books = [
        of("team", &[("A", 3, 3), ("B", 9, 9), ("C", 20, 20)]),
        of("age", &[("under 10", 12, 12), ("10 and over", 20, 20)]),
    ];
    publish(&mut books);
    let found: Vec<String> = books.iter().map(|book| shown(&book.entries()[0])).collect();
    assert_eq!(
        found,
        [
            "32/32; team: A -, B -, C 20/20",
            "32/32; age: under 10 12/12, 10 and over 20/20"
        ]
    );
}

#[test]
fn a_whole_goes_where_a_table_that_is_out_would_give_a_group_away() {
    // An earlier report shows that 10 children are with A and 12 with B, and neither how many have
    // no team nor how many there are in all. 26 in all would be 4 without a team.
    let meta = count();
    let period = month("2017-09");
    let rows: Rows<'_> = &[("A", 10, 10), ("B", 12, 12), ("not recorded", 4, 4)];
    let mut earlier = EarlierPublication::of(&book(tables(&meta, "2017-09", &[("team", rows)])));
    // Only the table of the first report is kept as it was printed: A and B.
    earlier.shown.cells.retain(|cell| cell.breakdown.is_some());
    let hidden_a = |cell: &HiddenCell| cell.breakdown.as_ref().is_some_and(|of| of.group == "A");
    earlier.hidden.cells.retain(|cell| !hidden_a(cell));
    let mut of_a = earlier.shown.cells[0].clone();
    of_a.breakdown.as_mut().unwrap().group = "A".to_owned();
    (of_a.counted, of_a.of, of_a.cohort) = (Some(10), 10, Some(10));
    earlier.shown.cells.push(of_a);

    let mut later = book(alone(&meta, figure(&meta, period, 26, 26)));
    let protection = protect(&mut later, &[earlier], &rules());
    assert_eq!(shown(&later.entries()[0]), "-");
    assert_eq!(reasons(&protection), [("", WithheldReason::EarlierReport)]);
}

#[test]
fn what_is_out_already_is_told_and_hides_nothing_more() {
    // Two reports that were never protected give A away; the third can change nothing about it.
    let of = |c: u64| {
        let rows = [("A", 3, 3), ("B", 9, 9), ("C", c, c)];
        book(tables(&count(), "2017-09", &[("team", rows.as_slice())]))
    };
    let unprotected: Vec<_> = [of(20), of(8)].iter().map(EarlierPublication::of).collect();
    let mut third = of(20);
    let protection = protect(&mut third, &unprotected, &rules());
    assert_eq!(shown(&third.entries()[0]), "32/32; team: A -, B -, C 20/20");
    let out: Vec<&str> = protection
        .already_out
        .iter()
        .map(|one| one.breakdown.as_ref().unwrap().group.as_str())
        .collect();
    assert_eq!(out, ["A"]);
}

#[test]
fn a_group_that_stands_alone_beside_its_whole_is_withheld() {
    // 12 of 60 in all and 10 of 40 in A would be 2 of 20 elsewhere; no table says which groups
    // those are.
    let meta = share();
    let period = month("2017-09");
    let group = of_group(figure(&meta, period, 10, 40), "team", "A");
    let mut book = EvidenceBook::new(vec![
        alone(&meta, figure(&meta, period, 12, 60)),
        alone(&meta, group),
    ]);
    let protection = protect(&mut book, &[], &rules());
    assert_eq!(reasons(&protection), [("A", WithheldReason::GroupAlone)]);
    let is_publishable = |at: usize| {
        let figure = book.entries()[at].current.figure().unwrap();
        figure.is_publishable(&meta)
    };
    assert!(is_publishable(0) && !is_publishable(1));
}

#[test]
fn a_group_of_its_own_follows_the_table_of_its_whole() {
    // A is counted 3 times, so that A and C, the smallest other, are hidden; B is shown. In another
    // month the other groups are not known.
    let meta = share();
    let rows: Rows<'_> = &[("A", 3, 30), ("B", 20, 40), ("C", 12, 25)];
    let whole = tables(&meta, "2017-09", &[("team", rows)]);
    let of = |group: &str, counted: u64, of: u64| {
        let now = of_group(figure(&meta, month("2017-09"), counted, of), "team", group);
        let before = of_group(figure(&meta, month("2016-09"), 10, 30), "team", group);
        let mut entry = alone(&meta, now);
        entry.earlier = Some(Outcome::Figure(before));
        entry
    };
    let mut book = EvidenceBook::new(vec![
        whole,
        of("A", 3, 30),
        of("b", 20, 40),
        of("C", 12, 25),
    ]);
    protect(&mut book, &[], &rules());
    let marks: Vec<(bool, bool)> = book.entries()[1..]
        .iter()
        .map(|entry| {
            let now = entry.current.figure().unwrap();
            let before = entry.earlier.as_ref().unwrap().figure().unwrap();
            (now.is_publishable(&meta), before.is_publishable(&meta))
        })
        .collect();
    assert_eq!(marks, [(false, false), (true, false), (false, false)]);
    assert_eq!(
        shown(&book.entries()[0]),
        "35/95; team: A ?/30, B 20/40, C ?/25"
    );
}

#[test]
fn another_measure_of_the_same_children_is_held_against_the_first() {
    // Report 1 counts children: A and B are hidden, 12 together. Report 2 counts them corrected,
    // with A and C hidden, and has a share of them beside it, which would show B with its n.
    let rows: Rows<'_> = &[("A", 3, 3), ("B", 9, 9), ("C", 20, 20)];
    let later: Rows<'_> = &[("A", 3, 3), ("B", 9, 9), ("C", 8, 8)];
    let of_share: Rows<'_> = &[("A", 0, 3), ("B", 0, 9), ("C", 0, 8)];
    let mut books = [
        book(tables(&count(), "2017-09", &[("team", rows)])),
        EvidenceBook::new(vec![
            tables(&count(), "2017-09", &[("team", later)]),
            tables(&share(), "2017-09", &[("team", of_share)]),
        ]),
    ];
    publish(&mut books);
    let found: Vec<String> = books[1].entries().iter().map(shown).collect();
    assert_eq!(found, ["20/20; team: nothing", "0/20; team: nothing"]);
}

#[test]
fn those_without_an_answer_are_children_too() {
    // 14 have no answer, 12 of them in B and none in C, which leaves 2 in A. Of A the table would
    // say that they are fewer than 6, and with B's 12 it would say how many. B goes; that B has 20
    // of 40 can then be worked out, and is no small number.
    let meta = share();
    let rows: Rows<'_> = &[("A", 10, 30), ("B", 20, 40), ("C", 20, 50)];
    let mut entry = tables(&meta, "2017-09", &[("team", rows)]);
    for (figure, missing) in entry.groups.iter_mut().zip([2, 12, 0]) {
        figure.coverage.cohort += missing;
    }
    if let Outcome::Figure(whole) = &mut entry.current {
        whole.coverage.cohort += 14;
    }
    let mut book = book(entry);
    protect(&mut book, &[], &rules());
    assert_eq!(
        shown(&book.entries()[0]),
        "50/120; team: A 10/30, B -, C 20/50"
    );
}

#[test]
fn a_measure_about_audits_is_never_hidden() {
    let audits = MeasureMeta {
        unit: Unit::Audit,
        ..share()
    };
    let protections = check(
        &audits,
        &[&[("A", 1, 2), ("B", 2, 3)]],
        &["3/5; team: A 1/2, B 2/3"],
    );
    assert_eq!(protections[0].withheld, vec![]);
}

#[test]
fn stricter_rules_hide_more() {
    // Where numbers up to 9 are hidden, A's 8 and B's 9 are. Together they are 17, so C may stay.
    let stricter = Rules {
        hides_up_to: 9,
        ..rules()
    };
    let rows: Rows<'_> = &[("A", 8, 8), ("B", 9, 9), ("C", 20, 20)];
    let mut strict = book(tables(&count(), "2017-09", &[("team", rows)]));
    protect(&mut strict, &[], &stricter);
    assert_eq!(
        shown(&strict.entries()[0]),
        "37/37; team: A -, B -, C 20/20"
    );
    let mut usual = book(tables(&count(), "2017-09", &[("team", rows)]));
    protect(&mut usual, &[], &rules());
    assert_eq!(
        shown(&usual.entries()[0]),
        "37/37; team: A 8/8, B 9/9, C 20/20"
    );
}

#[test]
fn protecting_twice_changes_nothing() {
    let rows: Rows<'_> = &[("A", 2, 2), ("B", 3, 3), ("C", 20, 20), ("D", 30, 30)];
    let mut once = book(tables(&count(), "2017-09", &[("team", rows)]));
    protect(&mut once, &[], &rules());
    let mut twice = once.clone();
    protect(&mut twice, &[], &rules());
    assert_eq!(once, twice);
}
