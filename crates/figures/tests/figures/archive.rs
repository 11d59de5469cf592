//! What is kept of a published report.

use waymark_figures::disclosure::{CellNumbers, EarlierPublication, Protection, protect};
use waymark_figures::{EvidenceBook, MeasureMeta, Outcome, Shape, Unit};

use super::made_up::{Rows, alone, book, figure, measure, month, rules, shown, tables};

fn report() -> EvidenceBook {
    // A is counted 3 times, and C is hidden with it; 2 of B have no known answer.
    let rows: Rows<'_> = &[("A", 3, 30), ("B", 20, 40), ("C", 12, 25)];
    let mut entry = tables(
        &measure("a-share", Shape::Percentage),
        "2017-09",
        &[("team", rows)],
    );
    entry.groups[1].coverage.cohort += 2;
    if let Outcome::Figure(whole) = &mut entry.current {
        whole.coverage.cohort += 2;
    }
    let audits = MeasureMeta {
        unit: Unit::Audit,
        ..measure("audits", Shape::Percentage)
    };
    let mut report = EvidenceBook::new(vec![
        entry,
        alone(&audits, figure(&audits, month("2017-09"), 1, 2)),
    ]);
    protect(&mut report, &[], &rules());
    report
}

#[test]
fn what_is_shown_and_what_is_hidden_are_kept_apart() {
    let publication = EarlierPublication::of(&report());
    let shown: Vec<(&str, Option<u64>, u64, Option<u64>)> = publication
        .shown
        .cells
        .iter()
        .map(|cell| {
            let group = cell.breakdown.as_ref().map_or("", |of| of.group.as_str());
            (group, cell.counted, cell.of, cell.cohort)
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("", Some(35), 95, None),
            ("A", None, 30, None),
            ("B", Some(20), 40, None),
            ("C", None, 25, None),
        ]
    );
    let hidden: Vec<(&str, CellNumbers)> = publication
        .hidden
        .cells
        .iter()
        .map(|cell| {
            let group = cell.breakdown.as_ref().map_or("", |of| of.group.as_str());
            (group, cell.numbers)
        })
        .collect();
    let numbers = |counted, of, cohort| CellNumbers {
        counted: Some(counted),
        of,
        cohort,
    };
    assert_eq!(
        hidden,
        [
            ("", numbers(35, 95, 97)),
            ("A", numbers(3, 30, 30)),
            ("B", numbers(20, 40, 42)),
            ("C", numbers(12, 25, 25)),
        ]
    );
}

#[test]
fn it_is_read_as_it_was_written() {
    let publication = EarlierPublication::of(&report());
    let text = serde_json::to_string(&publication).unwrap();
    let read: EarlierPublication = serde_json::from_str(&text).unwrap();
    assert_eq!(read, publication);
    // What was read holds a later report to the same as what was never written.
    let later = |earlier: &EarlierPublication| -> (String, Protection) {
        let mut later = report();
        let protection = protect(&mut later, std::slice::from_ref(earlier), &rules());
        (shown(&later.entries()[0]), protection)
    };
    assert_eq!(later(&read), later(&publication));
}

#[test]
fn what_is_published_of_it_has_no_hidden_number() {
    let text = serde_json::to_string(&EarlierPublication::of(&report()).shown).unwrap();
    for number in ["3", "12", "97", "42"] {
        assert!(
            !text.contains(&format!(":{number},")) && !text.contains(&format!(":{number}}}")),
            "{number} in {text}"
        );
    }
}

#[test]
fn nothing_is_kept_of_a_table_of_which_nothing_is_shown() {
    let rows: Rows<'_> = &[("A", 3, 3), ("B", 9, 9)];
    let all = measure("all-children", Shape::Count);
    let mut report = book(tables(&all, "2017-09", &[("team", rows)]));
    protect(&mut report, &[], &rules());
    assert_eq!(shown(&report.entries()[0]), "12/12; team: nothing");
    let publication = EarlierPublication::of(&report);
    assert_eq!(publication.shown.cells.len(), 1);
    assert_eq!(publication.hidden.cells, vec![]);
}
