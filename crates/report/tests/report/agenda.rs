//! The agenda of a meeting: its order, its words, and what is said of empty parts.

use waymark_figures::Verdict;
use waymark_plan::Rating;
use waymark_plan::ledger::agenda::{Moved, Restated, RoundLine, ThemeLine};
use waymark_plan::ledger::parts::NotedFigure;
use waymark_plan::ledger::{Agenda, Directory, State, agenda};
use waymark_report::agenda::{document, text};
use waymark_report::document::{Block, Document};

use crate::made_up::in_time;
use crate::sections::words;
use crate::two_meetings::*;

const MARK: &str = "For the meeting, not for publication";

/// The agenda of 25 September 2017, without figures at hand.
fn september(state: &State) -> Agenda {
    agenda(state, of("2017-09-25"), None)
}

fn shown(agenda: &Agenda, state: &State) -> Document {
    document(agenda, state, &people(), &[in_time()])
}

fn headings(document: &Document) -> Vec<(u8, &str)> {
    document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading { level, text } => Some((*level, text.as_str())),
            _ => None,
        })
        .collect()
}

/// July's assessments in time, so many of 390.
fn july(numerator: f64) -> NotedFigure {
    NotedFigure {
        measure: of("assessments-in-45-days"),
        month: of("2017-07"),
        definition: "1 test".to_owned(),
        value: Some(numerator / 390.0 * 100.0),
        numerator,
        denominator: 390.0,
        verdict: None,
    }
}

/// As the agenda of the story, with everything that needs figures or audits.
fn full(state: &State) -> Agenda {
    let mut agenda = september(state);
    agenda.moved = vec![
        Moved::Figure {
            figure: july(292.0),
            before: Some(Verdict::NoClearChange),
            now: Verdict::Worse,
        },
        Moved::Rating {
            recommendation: of("R1"),
            before: Rating::Red,
            now: Rating::Amber,
        },
    ];
    agenda.rounds = vec![RoundLine {
        id: of("A2017-08"),
        month: of("2017-08"),
        themes: vec![ThemeLine {
            theme: "management oversight".to_owned(),
            graded: 10,
            good_or_better: 7,
            moderated: 2,
        }],
        cases: (10, 12),
        findings: 1,
    }];
    agenda.restated = vec![Restated {
        noted_on: of("2017-08-28"),
        was: july(292.0),
        now: july(293.0),
        other_definition: true,
    }];
    agenda
}

#[test]
fn what_is_there_is_told_and_what_is_empty_is_one_line() {
    let state = fold(story());
    let document = shown(&september(&state), &state);
    assert_eq!(
        document.title,
        "Agenda: Improvement meeting, September 2017"
    );
    assert_eq!(
        document.subtitle,
        [
            "Loamshire County Council",
            "Meeting on 25 September 2017, chaired by Ruth Calder, Assistant Director",
            "Last meeting: 28 August 2017",
        ]
    );
    // No later meeting is called, so the next is taken to be a month later.
    assert_eq!(
        headings(&document),
        [
            "1. Overdue",
            "2. Due before 25 October 2017",
            "3. Ratings that differ from what is proposed",
            "4. Actions without news",
            "5. Open decisions",
            "6. Open actions of meetings",
        ]
        .map(|text| (2_u8, text))
    );
    let told = words(&document);
    // From 1 March to 25 September there are 30 + 30 + 31 + 30 + 31 + 31 + 25 = 208 days. R2.2 is
    // 14 days past its day: amber for delivery, which nobody has rated.
    for line in [
        "As at 25 September 2017: 1 overdue, 3 due before 25 October 2017, 1 rating that differs from what is proposed, 2 actions without news, 1 open decision and 1 open action of a meeting.",
        "R2.2 Train the auditors | Leila Hart, Service Manager, Assessment | 11 September 2017 | 14 days",
        "R1.2 Train the team managers | Leila Hart, Service Manager, Assessment | 29 September 2017",
        "R2.1 Send each audit to its team manager | a former officer (P7), Service Manager, Assessment | 13 October 2017",
        "R1.1 Set up a second assessment team | Martin Oakes, Service Manager, Assessment | 16 October 2017; first agreed 30 June 2017, re-dated twice",
        "R1.1 Set up a second assessment team | Martin Oakes, Service Manager, Assessment | 1 March 2017 (208 days)",
        "M2017-08.D1 Ask finance for a third team. | 28 August 2017",
        "M2017-08.A1 Write to the partner agencies | a former officer (P7), Head of Service, Partnerships | 15 September 2017, 10 days overdue",
    ] {
        assert!(told.lines().any(|found| found == line), "{line}\n{told}");
    }
    assert!(
        told.contains("\n2 Make sure that managers learn from audits | Not rated | Amber "),
        "{told}"
    );
    assert_eq!(
        told.lines().last().unwrap(),
        "Nothing is known to be newly better or worse; no audit round ended since 28 August 2017; no restated figure is known."
    );
    assert!(!told.contains(MARK));
}

#[test]
fn parts_come_in_the_agendas_order() {
    let state = fold(story());
    let document = shown(&full(&state), &state);
    let order: Vec<&str> = headings(&document)
        .into_iter()
        .map(|(_, text)| text)
        .collect();
    assert_eq!(
        order,
        [
            "1. Overdue",
            "2. Due before 25 October 2017",
            "3. Newly better or worse",
            "4. Ratings that differ from what is proposed",
            "5. Actions without news",
            "6. Audit rounds",
            "7. Restated figures",
            "8. Open decisions",
            "9. Open actions of meetings",
        ]
    );
    let told = words(&document);
    // The ledger noted the figure at the August meeting, so its cases are known.
    for line in [
        "Worse: share of assessments completed in time, 74.9% in July 2017 (292 of 390), against a year before. At the last meeting: no clear change.",
        "Better: recommendation 1, \u{201c}Complete assessments within the time that the child needs\u{201d}, is now Amber; at the last meeting it was Red.",
        "Round A2017-08 audited August 2017: 10 of 12 planned cases, 1 finding.",
        "management oversight | 7 of 10 | 2 of 10",
        "share of assessments completed in time, July 2017: 74.9% (292 of 390) when it was noted on 28 August 2017, 75.1% (293 of 390) now. Its definition has changed too.",
    ] {
        assert!(told.lines().any(|found| found == line), "{line}\n{told}");
    }
    assert!(document.subtitle.iter().any(|line| line.starts_with(MARK)));
    assert!(!told.contains("othing is"), "{told}");
}

#[test]
fn the_text_has_the_same_order_and_fits_a_terminal() {
    let state = fold(story());
    let agenda = full(&state);
    let shown = shown(&agenda, &state);
    let text = text(&agenda, &state, &people(), &[in_time()]);
    for line in text.lines() {
        assert!(line.chars().count() <= 100, "{line}");
    }
    let places: Vec<Option<usize>> = headings(&shown)
        .into_iter()
        .map(|(_, heading)| text.find(&format!("\n{heading}\n---")))
        .collect();
    assert!(
        places.iter().all(Option::is_some) && places.is_sorted(),
        "{places:?}\n{text}"
    );
    for words in ["re-dated", "Overdue by", "- Worse: ", "a former officer"] {
        assert!(text.contains(words), "{words}\n{text}");
    }
}

#[test]
fn an_empty_ledger_has_an_agenda_without_parts() {
    let state = State::default();
    let agenda = september(&state);
    let document = document(&agenda, &state, &Directory::default(), &[]);
    assert_eq!(document.title, "Agenda");
    assert!(headings(&document).is_empty());
    let told = words(&document);
    assert!(told.contains("As at 25 September 2017, the plan puts nothing before the meeting."));
    assert_eq!(
        told.lines().last().unwrap(),
        "Nothing is overdue; nothing is due before 25 October 2017; nothing is known to be newly better or worse; no rating differs from what is proposed; no action is without news; no audit round has ended; no restated figure is known; no decision is open; no action of a meeting is open."
    );
    assert!(text(&agenda, &state, &Directory::default(), &[]).starts_with("Agenda\n======\n"));
}
