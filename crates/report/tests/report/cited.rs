//! The marks of figures: each leads to one row of the annex, in the order of first mention, and
//! nothing that is hidden has one.

use std::io::{Cursor, Read};

use waymark_codes::Month;
use waymark_figures::{EvidenceBook, Outcome, Selector};
use waymark_report::document::{Block, Document, Inline};
use waymark_report::{Built, Cited, Template};

use crate::made_up::*;
use crate::sample::{book, built_of, plan};
use crate::sections::words;

/// The annex stands before what it lists.
const ANNEX_FIRST: &str = r#"
format = 1
title = "T"
description = "D"

[[section]]
kind = "figures"
heading = "How the figures are made"

[[section]]
kind = "highlights"
heading = "Highlights"

[[section.highlight]]
figure = "re-referrals"
compare = "12 months earlier"
benchmarks = ["england"]

[[section.highlight]]
figure = "sdq-average"
compare = "none"

[[section.highlight]]
figure = "re-referrals"
compare = "none"
"#;

fn built() -> Built {
    built_of(&plan(), &book(), &Template::built_in()).unwrap()
}

fn annex_first() -> Built {
    built_of(&plan(), &book(), &Template::read(ANNEX_FIRST).unwrap()).unwrap()
}

/// The marks and the places of a document, in the order of reading.
#[derive(Default)]
struct Found {
    /// Mark and place.
    references: Vec<(String, String)>,
    /// Place and words.
    anchors: Vec<(String, String)>,
}

impl Found {
    fn of(document: &Document) -> Self {
        let mut found = Self::default();
        found.blocks(&document.blocks);
        found
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph { content, .. } => self.inlines(content),
                Block::List { items, .. } => items.iter().for_each(|item| self.inlines(item)),
                Block::Table(table) => {
                    let cells = table.rows.iter().flatten();
                    cells.for_each(|cell| self.inlines(cell));
                }
                Block::Facts(facts) => facts.iter().for_each(|(_, words)| self.inlines(words)),
                Block::KeepTogether(inner) => self.blocks(inner),
                Block::Heading { .. } | Block::Chart(_) | Block::PageBreak => {}
            }
        }
    }

    fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Reference { mark, to } => self.references.push((mark.clone(), to.clone())),
                Inline::Anchor { id, text } => self.anchors.push((id.clone(), text.clone())),
                _ => {}
            }
        }
    }

    /// Each mark once, by its first mention.
    fn first_mentions(&self) -> Vec<String> {
        let mut marks: Vec<String> = Vec::new();
        for (mark, _) in &self.references {
            if !marks.contains(mark) {
                marks.push(mark.clone());
            }
        }
        marks
    }
}

/// F1 to the last, each once in the text and once in the annex.
fn check_marks(built: &Built) -> Found {
    let found = Found::of(&built.document);
    let expected: Vec<String> = (1..=built.cited.len()).map(|n| format!("F{n}")).collect();
    assert_eq!(found.first_mentions(), expected);
    let marks: Vec<&str> = built.cited.iter().map(|one| one.mark.as_str()).collect();
    assert_eq!(marks, expected);
    let place = |mark: &String| format!("fig-{}", mark.to_lowercase());
    let rows: Vec<(String, String)> = expected
        .iter()
        .map(|mark| (place(mark), mark.clone()))
        .collect();
    assert_eq!(found.anchors, rows);
    for (mark, to) in &found.references {
        assert_eq!(*to, place(mark));
    }
    found
}

fn of<'a>(built: &'a Built, selector: &str, month: &str) -> Option<&'a Cited> {
    let selector: Selector = selector.parse().unwrap();
    let month: Month = month.parse().unwrap();
    let mut cited = built.cited.iter();
    cited.find(|one| one.selector == selector && one.month == month)
}

#[test]
fn each_mark_leads_to_its_row_in_the_order_of_first_mention() {
    let built = built();
    check_marks(&built);
    let mut keys: Vec<_> = built
        .cited
        .iter()
        .map(|one| (one.selector.clone(), one.month))
        .collect();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), built.cited.len(), "a figure has two marks");
    for one in &built.cited {
        assert!(!one.sentences.is_empty(), "{}", one.mark);
        assert_eq!(one.sentences.len(), one.places.len(), "{}", one.mark);
    }
}

#[test]
fn a_cited_figure_says_what_it_was_made_from_and_where_it_stands() {
    let built = built();
    let now = &built.cited[0];
    assert_eq!(Some(now), of(&built, "cla-three-placements", "2017-09"));
    assert_eq!((now.numerator, now.denominator), (37.0, 487.0));
    assert_eq!(
        (now.said.as_str(), now.snapshot.as_str()),
        ("7.6%", "a-snapshot")
    );
    assert_eq!(now.published.len(), 3);
    assert_eq!(now.places[0], "Highlights of progress, i)");
    assert!(
        now.sentences[0].starts_with("The share of children in care with three or more placements was 7.6% in the 12 months to September 2017 (37 of 487), compared with 10.5% a year before (51 of 487). "),
        "{}",
        now.sentences[0]
    );
    let at = now
        .places
        .iter()
        .position(|place| place == "Recommendation 6")
        .unwrap();
    assert!(at > 0);
    assert!(
        now.sentences.contains(
            &"Now, in the 12 months to September 2017: 7.6%, 37 of 487, 95% interval 5.6% to 10.3%"
                .to_owned()
        )
    );
    // The earlier figure is the second: it stands in the same sentence. Nothing is set beside it.
    let before = &built.cited[1];
    assert_eq!(Some(before), of(&built, "cla-three-placements", "2016-09"));
    assert_eq!(before.sentences[0], now.sentences[0]);
    assert!(before.published.is_empty());
    // A group in a table of its own: 900 cases of 60 full-time equivalents.
    let group = of(&built, "caseload-average[team=First Response]", "2017-09").unwrap();
    assert_eq!(group.said, "15.0 cases per FTE");
    assert!(group.sentences[0].starts_with("First Response: 15.0 cases per FTE, "));
}

#[test]
fn the_marks_stand_behind_the_sentence_with_the_values() {
    let text = words(&built().document);
    // A space that does not break parts the two marks.
    assert!(
        text.contains("compared with 10.5% a year before (51 of 487).[F1]\u{a0}[F2] The difference of 2.9 percentage points"),
        "{text}"
    );
    assert!(text.contains("Now[F1] | in the 12 months to September 2017 | 7.6%"));
    assert!(text.contains("Before[F2] | in the 12 months to September 2016 | 10.5%"));
    assert!(text.contains(
        "The points of the chart have the definition and the snapshot of this figure.[F1]"
    ));
}

#[test]
fn a_row_of_the_annex_has_all_that_the_figure_was_made_from() {
    let text = words(&built().document);
    // Wilson's interval of 37 of 487: 0.0793 +- 0.0237.
    assert!(
        text.contains("F1 | share of children in care with three or more placements, in the 12 months to September 2017 | 7.6%: 37 of 487 children. 95% interval 5.6% to 10.3%. Known for all. | Statistical neighbours\u{2019} mean (2025 list, 10 with a value): 12.4% to March 2017, 6 months older; East Midlands: 9.0% to March 2017, 6 months older; England: 10.0% to March 2017, 6 months older. | cla-three-placements, version 1, 0123456789ab"),
        "{text}"
    );
    assert!(text.contains("517 days: 43,945 days over 85 children. 95% interval "));
    assert!(text.contains("15.8 cases per FTE: 3,000 cases over 190 FTE, from 190 practitioners."));
    assert!(text.contains(" | 390 assessments. 95% interval "));
    assert!(text.contains("All of them were computed from the snapshot a-snapshot."));
    assert!(text.contains("the command \u{201c}waymark report trace\u{201d}, followed by the report\u{2019}s name and the reference."));
}

#[test]
fn what_is_hidden_has_no_mark() {
    let mut entries = book().entries().to_vec();
    let entry = entries
        .iter_mut()
        .find(|entry| entry.measure.id.as_str() == "cla-three-placements")
        .unwrap();
    let small = figure(&entry.measure, period("2017-09", YEAR), 4.0, 1237.0);
    entry.current = Outcome::Figure(small.clone());
    *entry.series.last_mut().unwrap() = Outcome::Figure(small);
    entry.comparison = None;
    let built = built_of(&plan(), &EvidenceBook::new(entries), &Template::built_in()).unwrap();
    check_marks(&built);
    assert_eq!(of(&built, "cla-three-placements", "2017-09"), None);
    // The chart's latest point that is shown stands for the others.
    assert!(of(&built, "cla-three-placements", "2017-08").is_some());
    // What is not known has none either: nobody audited the theme in September.
    let theme = "audits-good-or-better[theme=management oversight]";
    assert_eq!(of(&built, theme, "2017-09"), None);
    assert!(of(&built, theme, "2017-06").is_some());
    let kept = serde_json::to_string(&built.cited).unwrap();
    assert!(!kept.contains("1237"));
}

#[test]
fn an_annex_that_stands_first_lists_what_comes_after_it() {
    let built = annex_first();
    check_marks(&built);
    let keys: Vec<(String, String)> = built
        .cited
        .iter()
        .map(|one| (one.selector.to_string(), one.month.to_string()))
        .collect();
    let expected = [
        ("re-referrals", "2017-09"),
        ("re-referrals", "2016-09"),
        ("sdq-average", "2017-09"),
    ];
    assert_eq!(
        keys,
        expected.map(|(selector, month)| (selector.to_owned(), month.to_owned()))
    );
    assert_eq!(
        built.cited[0].places,
        ["Highlights, i)", "Highlights, iii)"]
    );
    let upper: Vec<&str> = built
        .document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading { level: 2, text } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(upper, ["How the figures are made", "Highlights"]);
}

#[test]
fn the_three_writers_carry_the_marks() {
    let built = annex_first();
    let found = check_marks(&built);
    let (links, rows) = (found.references.len(), found.anchors.len());
    assert_eq!((links, rows), (4, 3));

    let html = waymark_report::html::write(&built.document);
    assert_eq!(html.matches("<a href=\"#fig-f").count(), links);
    assert_eq!(
        html.matches("<span class=\"place\" id=\"fig-f").count(),
        rows
    );

    let docx = waymark_report::docx::write(&built.document).unwrap();
    let mut package = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut body = String::new();
    let mut part = package.by_name("word/document.xml").unwrap();
    part.read_to_string(&mut body).unwrap();
    assert_eq!(body.matches("<w:hyperlink w:anchor=\"fig_f").count(), links);
    assert_eq!(body.matches("<w:bookmarkStart ").count(), rows);
    assert_eq!(body.matches("<w:bookmarkEnd ").count(), rows);

    let pdf = waymark_report::pdf::write(&built.document).unwrap();
    let tag = "/S/Link".as_bytes();
    let tagged = pdf.windows(tag.len()).filter(|part| *part == tag).count();
    assert_eq!(tagged, links);
}

#[test]
fn what_is_cited_is_kept_as_it_is() {
    let built = built();
    let text = serde_json::to_string(&built.cited).unwrap();
    let read: Vec<Cited> = serde_json::from_str(&text).unwrap();
    assert_eq!(read, built.cited);
}
