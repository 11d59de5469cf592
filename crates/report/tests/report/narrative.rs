//! What officers wrote, and how the report came about, as sections of the report.

use jiff::civil::date;
use waymark_narrative::text::Text;
use waymark_report::document::{Block, Inline};
use waymark_report::{Built, ReportError, Step, Template};

use crate::sample::{book, plan, written_of};
use crate::sections::run as words;

const NARRATIVE: &str = "\
# Referrals

Re-referrals stood at {{re-referrals@2017-09}} in **September 2017**.

## What was done

- The front door was reviewed;
- see [the audit](https://example.org/audit).

| Measure | Value |
| --- | --- |
| Re-referrals | {{re-referrals@2017-09 | cases}} |
";

fn built(narrative: &str, steps: &[Step]) -> Result<Built, ReportError> {
    let text = Text::markdown(narrative);
    written_of(&plan(), &book(), &Template::built_in(), Some(&text), steps)
}

/// The blocks below a heading, up to the next of its level.
fn below<'a>(built: &'a Built, heading: &str) -> Vec<&'a Block> {
    let blocks = &built.document.blocks;
    let is = |block: &Block, wanted: &str| matches!(block, Block::Heading { text, .. } if text == wanted);
    let start = blocks.iter().position(|block| is(block, heading)).unwrap();
    let level = |block: &Block| match block {
        Block::Heading { level, .. } => *level,
        _ => u8::MAX,
    };
    blocks[start + 1..]
        .iter()
        .take_while(|block| level(block) > level(&blocks[start]))
        .collect()
}

#[test]
fn what_officers_wrote_stands_with_its_numbers_and_marks() {
    let built = built(NARRATIVE, &[]).unwrap();
    let said = below(&built, "What officers say");
    assert!(matches!(said[0], Block::Heading { level: 4, text } if text == "Referrals"));
    let Block::Paragraph {
        numbered: true,
        content,
    } = said[1]
    else {
        panic!("{:?}", said[1]);
    };
    // 999 of 5,400 is 18.5%.
    assert_eq!(
        words(content).replace('\u{a0}', " "),
        "Re-referrals stood at 18.5%[F1] in September 2017.".replace("F1", &mark(content))
    );
    assert!(
        content
            .iter()
            .any(|inline| matches!(inline, Inline::Strong(text) if text == "September 2017"))
    );
    let Block::List { items, .. } = said[3] else {
        panic!("{:?}", said[3]);
    };
    assert!(
        matches!(&items[1][1], Inline::Link { href, .. } if href == "https://example.org/audit")
    );
    let Block::Table(table) = said[4] else {
        panic!("{:?}", said[4]);
    };
    let cell = words(&table.rows[0][1]);
    assert!(cell.starts_with("999 of 5,400"), "{cell}");
    let cited = built
        .cited
        .iter()
        .find(|cited| cited.mark == mark(content))
        .unwrap();
    assert_eq!(cited.selector.to_string(), "re-referrals");
    assert!(cited.places.contains(&"Referrals".to_owned()));
}

fn mark(content: &[Inline]) -> String {
    content
        .iter()
        .find_map(|inline| match inline {
            Inline::Reference { mark, .. } => Some(mark.clone()),
            _ => None,
        })
        .unwrap()
}

#[test]
fn a_reference_without_an_answer_stops_the_report_and_says_what_was_meant() {
    let error = built(
        "It was {{re-referals@2017-09}} and {{sdq-average@1999-01}}.",
        &[],
    )
    .unwrap_err();
    let ReportError::Narrative(faults) = error else {
        panic!("{error}");
    };
    assert_eq!(faults.len(), 2);
    assert!(faults[0].contains("re-referrals"), "{}", faults[0]);
}

#[test]
fn nobody_wrote_and_nobody_signed_leaves_no_heading() {
    let built = written_of(&plan(), &book(), &Template::built_in(), None, &[]).unwrap();
    let headings: Vec<&str> = built
        .document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading { text, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert!(!headings.contains(&"What officers say"));
    assert!(!headings.contains(&"How this report came about"));
}

#[test]
fn the_log_has_a_row_for_each_step() {
    let steps = [
        Step {
            on: date(2017, 11, 2),
            who: "Analyst".to_owned(),
            what: "Began the report.".to_owned(),
        },
        Step {
            on: date(2017, 11, 9),
            who: "Director".to_owned(),
            what: "Approved it, with a reason.".to_owned(),
        },
    ];
    let built = built("All went well.", &steps).unwrap();
    let log = below(&built, "How this report came about");
    let table = log
        .iter()
        .find_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
        .unwrap();
    assert_eq!(table.rows.len(), 2);
    assert_eq!(words(&table.rows[1][0]), "9 November 2017");
    assert_eq!(words(&table.rows[1][2]), "Approved it, with a reason.");
}
