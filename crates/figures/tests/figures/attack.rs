//! The attack: someone who has all published reports must not work out a small number.
//!
//! Made-up children with a team, an age band and an answer are reported on two to four times, by one
//! measure or by two of the same children. From one report to the next some move, come or go, as in
//! a corrected return, and other tables are asked for.

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use waymark_figures::{Evidence, EvidenceBook, MeasureMeta, Shape};

use super::attacker::worked_out;
use super::made_up::{book, measure, publish, shown, tables};

/// A child: its team, its age band, and whether it is counted.
#[derive(Clone, Copy, Debug)]
struct Child {
    team: usize,
    band: usize,
    is_counted: bool,
}

/// What changes from one report to the next.
#[derive(Clone, Debug)]
enum Change {
    Moves(Index, usize),
    GrowsUp(Index, usize),
    Comes(Child),
    Goes(Index),
}

/// What changes before a report, and whether it has a table by age band too.
#[derive(Clone, Debug)]
struct Asked {
    changes: Vec<Change>,
    by_band: bool,
}

/// Which measures all reports of a case have.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Measures {
    Count,
    Share,
    Both,
}

const TEAMS: [&str; 4] = ["north", "south", "east", "west"];
const BANDS: [&str; 2] = ["under 10", "10 and over"];

fn children() -> impl Strategy<Value = Child> {
    // Small teams beside large ones, so that small numbers are common.
    let team = prop_oneof![1 => Just(0_usize), 2 => Just(1), 5 => Just(2), 8 => Just(3)];
    (team, 0..BANDS.len(), any::<bool>()).prop_map(|(team, band, is_counted)| Child {
        team,
        band,
        is_counted,
    })
}

fn changes() -> impl Strategy<Value = Change> {
    prop_oneof![
        (any::<Index>(), 0..TEAMS.len()).prop_map(|(child, team)| Change::Moves(child, team)),
        (any::<Index>(), 0..BANDS.len()).prop_map(|(child, band)| Change::GrowsUp(child, band)),
        children().prop_map(Change::Comes),
        any::<Index>().prop_map(Change::Goes),
    ]
}

fn asked() -> impl Strategy<Value = Asked> {
    let changes = prop::collection::vec(changes(), 0..4);
    (changes, any::<bool>()).prop_map(|(changes, by_band)| Asked { changes, by_band })
}

/// Reports on the same month, one after the other, none of them protected yet.
fn reports() -> impl Strategy<Value = Vec<EvidenceBook>> {
    let children = prop::collection::vec(children(), 6..26);
    let asked = prop::collection::vec(asked(), 2..5);
    let measures = prop::sample::select(vec![Measures::Count, Measures::Share, Measures::Both]);
    (children, asked, measures).prop_map(|(mut children, asked, measures)| {
        asked
            .iter()
            .map(|asked| {
                for change in &asked.changes {
                    make(&mut children, change);
                }
                report(&children, asked.by_band, measures)
            })
            .collect()
    })
}

/// Makes a change; the last child stays.
fn make(children: &mut Vec<Child>, change: &Change) {
    match change {
        Change::Moves(child, team) => child.get_mut(children).team = *team,
        Change::GrowsUp(child, band) => child.get_mut(children).band = *band,
        Change::Comes(child) => children.push(*child),
        Change::Goes(child) if children.len() > 1 => {
            let at = child.index(children.len());
            children.remove(at);
        }
        Change::Goes(_) => {}
    }
}

fn report(children: &[Child], by_band: bool, measures: Measures) -> EvidenceBook {
    let mut entries = Vec::new();
    if measures != Measures::Share {
        let all = measure("all-children", Shape::Count);
        entries.push(evidence(&all, children, by_band, |_| true));
    }
    if measures != Measures::Count {
        let share = measure("a-share", Shape::Percentage);
        entries.push(evidence(&share, children, by_band, |child| {
            child.is_counted
        }));
    }
    EvidenceBook::new(entries)
}

fn evidence(
    meta: &MeasureMeta,
    children: &[Child],
    by_band: bool,
    is_counted: fn(&Child) -> bool,
) -> Evidence {
    let teams = rows(children, &TEAMS, |child| child.team, is_counted);
    let bands = rows(children, &BANDS, |child| child.band, is_counted);
    let mut by = vec![("team", teams.as_slice())];
    if by_band {
        by.push(("band", bands.as_slice()));
    }
    tables(meta, "2017-09", &by)
}

fn rows(
    children: &[Child],
    names: &[&'static str],
    group_of: fn(&Child) -> usize,
    is_counted: fn(&Child) -> bool,
) -> Vec<(&'static str, u64, u64)> {
    let mut rows: Vec<(&'static str, u64, u64)> = names.iter().map(|name| (*name, 0, 0)).collect();
    for child in children {
        let row = &mut rows[group_of(child)];
        row.1 += u64::from(is_counted(child));
        row.2 += 1;
    }
    rows.retain(|row| row.2 > 0);
    rows
}

proptest! {
    #[test]
    fn nothing_small_can_be_worked_out_from_all_reports_together(mut books in reports()) {
        for protection in publish(&mut books) {
            prop_assert_eq!(protection.already_out, vec![]);
        }
        prop_assert_eq!(worked_out(&books), Vec::<String>::new());
    }
}

/// The same made-up reports on every machine.
fn some_reports(how_many: usize) -> Vec<Vec<EvidenceBook>> {
    let mut runner = TestRunner::deterministic();
    (0..how_many)
        .map(|_| reports().new_tree(&mut runner).unwrap().current())
        .collect()
}

#[test]
fn reports_that_are_safe_one_by_one_are_not_safe_together() {
    // Each report hides small numbers in each of its tables, as DfE's do. The attacker must win
    // often against that, or its defeat above would mean nothing.
    let broken = some_reports(200)
        .iter()
        .filter(|books| !worked_out(books).is_empty())
        .count();
    assert!(broken >= 10, "only {broken} of 200 were broken");
}

#[test]
fn nothing_is_withheld_where_nothing_can_be_worked_out() {
    for mut books in some_reports(200) {
        if worked_out(&books).is_empty() {
            let before = books.clone();
            publish(&mut books);
            let shown = |books: &[EvidenceBook]| -> Vec<String> {
                books
                    .iter()
                    .flat_map(EvidenceBook::entries)
                    .map(shown)
                    .collect()
            };
            assert_eq!(shown(&books), shown(&before));
        }
    }
}

#[test]
fn a_corrected_return_gives_away_what_no_report_shows() {
    // In the first report A has 3 children, so that B, the smallest other, is hidden with it. Then
    // 12 of C's children turn out to be another team's and are gone: C is now the smallest other,
    // and B is shown. 32 - 20 = 12 were in A and B, 9 are in B: 3 are in A.
    let all = measure("all-children", Shape::Count);
    let report = |c: u64| {
        let rows = [("A", 3, 3), ("B", 9, 9), ("C", c, c)];
        book(tables(&all, "2017-09", &[("team", rows.as_slice())]))
    };
    let mut books = vec![report(20), report(8)];
    let shown_of = |books: &[EvidenceBook]| -> Vec<String> {
        books.iter().map(|book| shown(&book.entries()[0])).collect()
    };
    assert_eq!(
        shown_of(&books),
        [
            "32/32; team: A -, B -, C 20/20",
            "20/20; team: A -, B 9/9, C -"
        ]
    );
    let found = worked_out(&books);
    assert!(
        found.contains(&r#"all-children ["A"] [0]: 3"#.to_owned()),
        "{found:?}"
    );

    publish(&mut books);
    assert_eq!(
        shown_of(&books),
        ["32/32; team: A -, B -, C 20/20", "20/20; team: nothing"]
    );
    assert_eq!(worked_out(&books), Vec::<String>::new());
}
