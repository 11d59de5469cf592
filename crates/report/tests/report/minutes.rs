//! The minutes of a meeting: who was there, what was agreed, and where they were made from.

use std::io::{Cursor, Read};

use waymark_figures::{MeasureMeta, Shape, Unit};
use waymark_plan::ledger::parts::{ArisingOutcome, DecisionOutcome, MeetingCancellation};
use waymark_plan::ledger::{Event, State};
use waymark_report::document::{Block, Document};
use waymark_report::minutes::{MinutesInput, document};
use waymark_report::{docx, html};

use crate::made_up::{in_time, score};
use crate::sections::words;
use crate::two_meetings::*;

const DRAFT: &str = "Draft: the meeting has not ended";
const SMALL: &str = "Not for publication: holds small numbers";

fn minutes_with(state: &State, meeting: &str, measures: &[MeasureMeta]) -> Document {
    document(&MinutesInput {
        state,
        meeting: &of(meeting),
        people: &people(),
        measures,
        head: head(state),
    })
    .unwrap()
}

fn minutes(state: &State, meeting: &str) -> Document {
    minutes_with(state, meeting, &[in_time()])
}

/// The headings; none of them stands within another block.
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

#[test]
fn minutes_say_who_was_there_and_what_was_agreed() {
    let state = fold(story());
    let document = minutes(&state, "M2017-08");
    assert_eq!(document.title, "Minutes: Improvement meeting, August 2017");
    assert_eq!(
        document.subtitle,
        ["Loamshire County Council", "28 August 2017"]
    );
    assert_eq!(
        headings(&document),
        [
            "Figures before the meeting",
            "Ratings agreed",
            "New dates agreed",
            "Decisions",
            "Actions arising",
            "Next meeting",
        ]
        .map(|text| (2_u8, text))
    );
    let text = words(&document);
    // 292 of 390 is 74.87%. The new day of June came before, so the meeting moved the second one.
    for line in [
        "Chair: Ruth Calder, Assistant Director",
        "Present: Ruth Calder, Assistant Director; Martin Oakes, Head of Service, First Response; Leila Hart, Head of Service, Quality",
        "Apologies: a former officer (P7)",
        "Absent: Owen Price, Service Manager",
        "Noted on 28 August 2017 from snapshot 4f1d2c3b4a59, about July 2017.",
        "share of assessments completed in time | July 2017 | 74.9% | 292 of 390 | Worse",
        "1 Complete assessments within the time that the child needs | Amber | Red | No figures at hand | Assistant Director, 28 August 2017: Late, but the team is being hired.",
        "R1.1 Set up a second assessment team | 31 August 2017; first agreed 30 June 2017 | 16 October 2017 | The team manager starts in October. | Improvement meeting on 28 August 2017",
        "M2017-08.D1 Ask finance for a third team. | 1 Complete assessments within the time that the child needs | Still open",
        "M2017-08.D2 The figures are noted. |  | Nothing left to carry out",
        "M2017-08.A1 Write to the partner agencies | a former officer (P7), Head of Service, Partnerships | 15 September 2017 | Not done yet",
        "The next meeting is on 25 September 2017.",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}\n{text}");
    }
    let last = text.lines().last().unwrap();
    assert!(
        last.starts_with("From event 19 of the ledger, hash abcdef123456. "),
        "{last}"
    );
    assert!(last.ends_with(&format!(": 19:abcdef123456{}", "0".repeat(52))));
    assert!(!text.contains(DRAFT) && !text.contains(SMALL), "{text}");
}

#[test]
fn the_first_new_date_replaces_the_day_first_agreed() {
    let mut events = story();
    // Without the new day of June.
    events.remove(8);
    let text = words(&minutes(&fold(events), "M2017-08"));
    assert!(
        text.contains("| 30 June 2017, as first agreed | 16 October 2017 |"),
        "{text}"
    );
}

#[test]
fn what_came_of_a_meeting_later_is_told() {
    let mut events = story();
    events.push((
        "2017-09-20",
        Event::DecisionConcluded(DecisionOutcome {
            id: of("M2017-08.D1"),
            on: of("2017-09-19"),
            outcome: "A third team is in the growth bid".to_owned(),
        }),
    ));
    events.push((
        "2017-09-20",
        Event::ArisingCompleted(ArisingOutcome {
            id: of("M2017-08.A1"),
            on: of("2017-09-20"),
            outcome: None,
        }),
    ));
    let text = words(&minutes(&fold(events), "M2017-08"));
    assert!(
        text.contains("| Carried out on 19 September 2017: A third team is in the growth bid."),
        "{text}"
    );
    assert!(
        text.contains("| 15 September 2017 | Done on 20 September 2017"),
        "{text}"
    );
}

#[test]
fn minutes_of_a_meeting_that_has_not_ended_are_a_draft() {
    let mut events = story();
    let before = minutes(&fold(events.clone()), "M2017-09");
    assert!(before.subtitle.contains(&DRAFT.to_owned()));
    assert!(headings(&before).is_empty());
    let text = words(&before);
    assert!(
        text.contains("Members: Martin Oakes, Head of Service, First Response; "),
        "{text}"
    );
    // Nobody is absent from a meeting that has not begun.
    assert!(
        !text.contains("Absent") && !text.contains("Present"),
        "{text}"
    );

    events.push(("2017-09-25", opened("M2017-09", &["P3", "P8"], &[])));
    let open = minutes(&fold(events), "M2017-09");
    assert!(open.subtitle.contains(&DRAFT.to_owned()));
    let text = words(&open);
    for line in [
        "Apologies: None",
        "Absent: Martin Oakes, Head of Service, First Response; Leila Hart, Head of Service, Quality; a former officer (P7)",
        "No figures were noted for the meeting.",
        "No rating was agreed.",
        "No new date was agreed.",
        "No decision was taken.",
        "No action arose.",
        "No day has been set for the next meeting.",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}\n{text}");
    }
}

#[test]
fn a_meeting_that_was_called_off_says_why() {
    let mut events = story();
    events.push((
        "2017-09-22",
        Event::MeetingCancelled(MeetingCancellation {
            meeting: of("M2017-09"),
            reason: "The building is closed".to_owned(),
        }),
    ));
    let document = minutes(&fold(events), "M2017-09");
    assert_eq!(
        document.subtitle.last().unwrap(),
        "Called off: The building is closed"
    );
    assert!(headings(&document).is_empty());
}

#[test]
fn small_numbers_of_children_are_marked() {
    let audits = MeasureMeta {
        unit: Unit::Audit,
        ..in_time()
    };
    let count = MeasureMeta {
        shape: Shape::Count,
        ..in_time()
    };
    let mean = MeasureMeta {
        id: in_time().id,
        ..score()
    };
    // The figure, the measure as it is known, and whether the minutes hold a small number.
    let cases = [
        ((292.0, 390.0), Some(in_time()), false),
        ((5.0, 390.0), Some(in_time()), true),
        ((6.0, 390.0), Some(in_time()), false),
        ((0.0, 390.0), Some(in_time()), false),
        // Three have another answer.
        ((387.0, 390.0), Some(in_time()), true),
        ((4.0, 4.0), Some(count), true),
        // The numerator of a mean is no number of children.
        ((4.0, 390.0), Some(mean.clone()), false),
        ((60.0, 4.0), Some(mean), true),
        ((4.0, 390.0), Some(audits), false),
        // Nothing is known of the measure, so it may be about children.
        ((4.0, 390.0), None, true),
    ];
    for ((numerator, denominator), meta, expected) in cases {
        let mut events = story();
        events.push((
            "2017-09-25",
            noted(
                "M2017-09",
                "assessments-in-45-days",
                numerator,
                denominator,
                Some(numerator / denominator * 100.0),
            ),
        ));
        let state = fold(events);
        let measures: Vec<MeasureMeta> = meta.into_iter().collect();
        let document = minutes_with(&state, "M2017-09", &measures);
        let said = (
            document.subtitle.contains(&SMALL.to_owned()),
            document.footer.contains(SMALL),
        );
        assert_eq!(
            said,
            (expected, expected),
            "{numerator} of {denominator}, {measures:?}"
        );
        // The figures of another meeting do not count.
        assert!(!words(&minutes(&state, "M2017-08")).contains(SMALL));
    }
}

#[test]
fn a_measure_that_is_not_known_is_called_by_its_id() {
    let text = words(&minutes_with(&fold(story()), "M2017-08", &[]));
    assert!(
        text.contains("assessments-in-45-days | July 2017 | 74.9 | 292 / 390 | Worse"),
        "{text}"
    );
}

#[test]
fn a_meeting_that_is_not_there_is_named_with_the_nearest() {
    let state = fold(story());
    let error = document(&MinutesInput {
        state: &state,
        meeting: &of("M2017-80"),
        people: &people(),
        measures: &[],
        head: head(&state),
    })
    .unwrap_err();
    assert_eq!(
        error.to_string(),
        "the ledger has no meeting `M2017-80`; did you mean `M2017-08`?"
    );
}

#[test]
fn minutes_are_a_word_file_with_headings() {
    let document = minutes(&fold(story()), "M2017-08");
    let file = docx::write(&document).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(&file)).unwrap();
    let mut body = String::new();
    let mut entry = archive.by_name("word/document.xml").unwrap();
    entry.read_to_string(&mut body).unwrap();
    let found: Vec<&str> = body
        .split("<w:p>")
        .filter(|paragraph| paragraph.contains("<w:pStyle w:val=\"Heading1\"/>"))
        .filter_map(|paragraph| {
            let (_, rest) = paragraph.split_once("<w:t xml:space=\"preserve\">")?;
            Some(rest.split_once("</w:t>")?.0)
        })
        .collect();
    let expected: Vec<&str> = headings(&document)
        .into_iter()
        .map(|(_, text)| text)
        .collect();
    assert_eq!(found, expected);
    assert!(body.contains("<w:rStyle w:val=\"RatingAmber\"/>"));
    assert_eq!(file, docx::write(&document).unwrap());
    // The other writers set it too.
    assert!(html::write(&document).contains("<h2"));
}
