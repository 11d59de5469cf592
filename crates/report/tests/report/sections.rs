//! The whole report: its order, its sums, and what it must never show.

use waymark_figures::{Evidence, EvidenceBook, Outcome};
use waymark_plan::{Rating, summary_of_ratings};
use waymark_report::document::{Block, Document, Inline};
use waymark_report::{ReportError, Template};

use crate::made_up::*;
use crate::sample::{book, plan, report_of, sample};

/// Every word of a document, one line for each piece.
pub fn words(document: &Document) -> String {
    let mut lines = vec![
        document.title.clone(),
        document.description.clone(),
        document.footer.clone(),
    ];
    lines.extend(document.subtitle.clone());
    blocks(&document.blocks, &mut lines);
    lines.join("\n")
}

pub fn run(content: &[Inline]) -> String {
    content
        .iter()
        .map(|inline| match inline {
            Inline::Text(text)
            | Inline::Strong(text)
            | Inline::Tag { text, .. }
            | Inline::Anchor { text, .. } => text.clone(),
            Inline::Reference { mark, .. } => format!("[{mark}]"),
            Inline::Link { text, href } => format!("{text} <{href}>"),
        })
        .collect()
}

fn blocks(blocks_of: &[Block], lines: &mut Vec<String>) {
    for block in blocks_of {
        match block {
            Block::Heading { text, .. } => lines.push(text.clone()),
            Block::Paragraph { content, .. } => lines.push(run(content)),
            Block::List { items, .. } => lines.extend(items.iter().map(|item| run(item))),
            Block::Table(table) => {
                lines.push(table.caption.clone());
                for row in &table.rows {
                    assert_eq!(row.len(), table.columns.len(), "{}", table.caption);
                    lines.push(
                        row.iter()
                            .map(|cell| run(cell))
                            .collect::<Vec<_>>()
                            .join(" | "),
                    );
                }
            }
            Block::Chart(chart) => {
                lines.push(chart.description.clone());
                lines.push(chart.svg.clone());
                blocks(
                    &chart
                        .values
                        .clone()
                        .map(Block::Table)
                        .into_iter()
                        .collect::<Vec<_>>(),
                    lines,
                );
            }
            Block::Facts(facts) => {
                lines.extend(
                    facts
                        .iter()
                        .map(|(term, words)| format!("{term}: {}", run(words))),
                );
            }
            Block::PageBreak => {}
            Block::KeepTogether(inner) => blocks(inner, lines),
        }
    }
}

fn headings(document: &Document) -> Vec<(u8, String)> {
    fn collect(blocks: &[Block], found: &mut Vec<(u8, String)>) {
        for block in blocks {
            match block {
                Block::Heading { level, text } => found.push((*level, text.clone())),
                Block::KeepTogether(inner) => collect(inner, found),
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    collect(&document.blocks, &mut found);
    found
}

#[test]
fn the_sections_come_in_the_order_of_the_seed_report() {
    let headings = headings(&sample());
    let upper: Vec<&str> = headings
        .iter()
        .filter(|(level, text)| {
            *level == 2 || text.starts_with("Highlights") || text.contains("ratings")
        })
        .map(|(_, text)| text.as_str())
        .collect();
    assert_eq!(
        upper,
        [
            "Purpose of report",
            "Policy framework and previous decisions",
            "Background",
            "What the ratings mean",
            "Summary of ratings",
            "Highlights of progress",
            "Consultations",
            "Resource implications",
            "Background papers",
            "Circulation under the local issues alert procedure",
            "Officers to contact",
            "List of appendices",
            "Equality and human rights implications",
            "Risk assessment",
            "Appendix A: the recommendations one by one",
            "Appendix B: how the figures are made",
        ]
    );
    let mut level = 1;
    for (next, text) in &headings {
        assert!(*next <= level + 1, "{text} skips a level");
        level = *next;
    }
    let recommendations = headings
        .iter()
        .filter(|(level, text)| *level == 3 && text.starts_with("Recommendation "));
    assert_eq!(recommendations.count(), 17);
}

#[test]
fn counts_of_ratings_add_up_and_differences_are_owned_up_to() {
    let text = words(&sample());
    let counts = summary_of_ratings(&plan());
    assert_eq!(
        (counts.green, counts.amber, counts.red, counts.unrated),
        (5, 12, 0, 0)
    );
    assert!(
        text.contains("Of the 17 recommendations, 5 are rated green, 12 amber and 0 red; together these are all 17."),
        "{text}"
    );
    assert!(text.contains("All recommendations | 17"));
    assert!(text.contains(
        "from what the evidence alone proposes for delivery or for impact; Appendix A shows both"
    ));
    // Every recommendation with another rating than proposed says so in its own block.
    let plan = plan();
    let as_at = jiff::civil::date(2017, 11, 13);
    let proposals = waymark_plan::propose_all(&plan, &book(), as_at);
    let differing = plan
        .recommendations
        .iter()
        .zip(&proposals)
        .filter(|(recommendation, proposal)| {
            let recorded = recommendation.rating.as_ref().map(|record| record.rating);
            [proposal.delivery.rating, proposal.impact.rating]
                .iter()
                .any(|rating: &Option<Rating>| rating.is_some() && *rating != recorded)
        })
        .count();
    let said = text
        .matches("This differs from what the evidence alone proposes for")
        .count();
    assert!(differing > 0);
    assert_eq!(said, differing);
}

#[test]
fn highlights_are_labelled_and_the_labels_are_counted() {
    let text = words(&sample());
    // Placements: p 0.118. Volume: higher. Timeliness: worse. Re-referrals 25.8% to 18.5% of 5,000:
    // better. SDQ 16.5 to 16.0: 0.5 / sqrt(6.5^2 (1/400 + 1/412)) = 1.1, not clear. Special
    // guardianship 16 to 45: higher. Care leavers 110 to 112 of 122: not clear. Home 35.0% to
    // 37.0% of about 320: not clear. Caseload 3,300 of 180 to 3,000 of 190: 18.3 to 15.8, z = 6:
    // better. Two adoption figures and the audits are not compared.
    assert!(
        text.contains("12 figures follow. They are labelled 2 \u{201c}better\u{201d}, 1 \u{201c}worse\u{201d}, 2 \u{201c}higher\u{201d}, 4 \u{201c}no clear change\u{201d} and 3 \u{201c}not compared\u{201d}."),
        "{text}"
    );
    assert!(text.contains("Worse Timeliness of assessments. The share of single assessments completed within 45 working days fell from 90.1% in September 2016 (172 of 191) to 74.9% in September 2017 (292 of 390): clearly worse."));
    assert!(text.contains(
        "In numbers: 292 against 172 a year before (120 more), out of 390 against 191 (199 more)."
    ));
    assert!(text.contains("Not compared Practice audits. The share of practice audits graded Good or Outstanding (theme: management oversight) was 87.0% in June 2017 (87 of 100)."));
}

#[test]
fn redated_actions_show_both_days_and_the_reason() {
    let text = words(&sample());
    // The second action of recommendation 2, from the plan's file: first due 29 September 2017.
    assert!(text.contains("from 30 November 2017 to 31 January 2018, 62 days later, agreed by Improvement meeting on 25 September 2017. The team manager starts in January."), "{text}");
}

#[test]
fn a_small_number_of_children_stands_nowhere() {
    // 4 of 1,237 have an answer that nothing else in the report shares: 0.3%.
    let selector = "cla-three-placements".parse().unwrap();
    let small = Outcome::Figure(figure(&placements(), period("2017-09", YEAR), 4.0, 1237.0));
    let entries: Vec<Evidence> = book()
        .entries()
        .iter()
        .map(|entry| {
            if Some(entry) == book().find(&selector) {
                let mut hidden = entry.clone();
                *hidden.series.last_mut().unwrap() = small.clone();
                hidden.comparison = waymark_figures::compare(
                    &hidden.measure,
                    hidden.earlier.as_ref().unwrap().figure().unwrap(),
                    small.figure().unwrap(),
                );
                hidden.current = small.clone();
                hidden
            } else {
                entry.clone()
            }
        })
        .collect();
    let document = report_of(&plan(), &EvidenceBook::new(entries), &Template::built_in()).unwrap();
    let html = waymark_report::html::write(&document);
    for text in [words(&document), html] {
        for secret in ["1,237", "1237", " 0.3%", ">0.3%", "(4 of 1"] {
            assert!(!text.contains(secret), "{secret}");
        }
        assert!(text.contains("may rest on 1 to 5 children"));
    }
}

#[test]
fn a_measure_that_was_not_computed_is_an_error_with_its_line() {
    let text = "format = 1\ntitle = \"T\"\ndescription = \"D\"\n[[section]]\nkind = \"highlights\"\nheading = \"H\"\n[[section.highlight]]\nfigure = \"re-referal\"\n";
    let template = Template::read(text).unwrap();
    assert_eq!(
        report_of(&plan(), &book(), &template).unwrap_err(),
        ReportError::UnknownMeasure {
            line: 8,
            id: "re-referal".to_owned(),
            nearest: Some("re-referrals".to_owned()),
        }
    );
    let text = text.replace("figure = \"re-referal\"", "action = \"R1.9\"");
    let error = report_of(&plan(), &book(), &Template::read(&text).unwrap()).unwrap_err();
    assert!(
        error.to_string().starts_with(
            "line 8 of the template: the plan has no action `R1.9`; did you mean `R1."
        ),
        "{error}"
    );
}

#[test]
fn what_happens_after_the_day_does_not_count() {
    let mut plan = plan();
    let later = jiff::civil::date(2017, 11, 20);
    plan.previous_decisions[0].on = later;
    plan.previous_decisions[0].decided = "decided what nobody can know yet".to_owned();
    plan.consultations[0].on = later;
    plan.consultations[0].said = "What nobody has said yet.".to_owned();
    let text = words(&report_of(&plan, &book(), &Template::built_in()).unwrap());
    assert!(!text.contains("nobody can know yet") && !text.contains("nobody has said yet"));
}

#[test]
fn the_same_input_gives_the_same_document() {
    assert_eq!(sample(), sample());
}
