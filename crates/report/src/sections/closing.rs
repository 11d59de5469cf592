//! The sections that end a committee report: papers, circulation, officers, appendices, equality
//! and risk.

use waymark_plan::Circulation;

use super::{Report, text};
use crate::document::{Block, Inline, Marks};
use crate::template::SectionKind;

/// Papers that the report leans on, and the inspectorate's report.
pub(super) fn papers(report: &Report<'_>) -> Vec<Block> {
    let plan = report.plan();
    let mut items: Vec<Vec<Inline>> = plan
        .background_papers
        .iter()
        .map(|paper| match &paper.link {
            Some(href) => vec![Inline::Link {
                text: paper.title.clone(),
                href: href.clone(),
            }],
            None => text(&paper.title),
        })
        .collect();
    let listed = |href: &String| {
        plan.background_papers
            .iter()
            .any(|paper| paper.link.as_ref() == Some(href))
    };
    if let Some(href) = plan
        .inspection
        .report_link
        .as_ref()
        .filter(|href| !listed(href))
    {
        items.push(vec![Inline::Link {
            text: "The inspectorate\u{2019}s report".to_owned(),
            href: href.clone(),
        }]);
    }
    if items.is_empty() {
        return vec![Block::text("None.")];
    }
    vec![Block::List {
        marks: Marks::Bullet,
        items,
    }]
}

/// Who is told under the local issues alert procedure.
pub(super) fn circulation(report: &Report<'_>) -> Vec<Block> {
    match &report.plan().report.circulation {
        Circulation::None => vec![Block::numbered("None.")],
        Circulation::Members(members) => vec![Block::List {
            marks: Marks::Bullet,
            items: members.iter().map(text).collect(),
        }],
    }
}

/// Officers whom a reader may ask.
pub(super) fn officers(report: &Report<'_>) -> Vec<Block> {
    let facts: Vec<(String, Vec<Inline>)> = report
        .plan()
        .contacts
        .iter()
        .map(|contact| {
            let mut words = vec![
                Inline::Text(format!("{}. ", contact.post.trim_end_matches('.'))),
                Inline::Link {
                    text: contact.email.clone(),
                    href: format!("mailto:{}", contact.email),
                },
            ];
            if let Some(phone) = &contact.phone {
                words.push(Inline::Text(format!(", {phone}")));
            }
            (contact.name.clone(), words)
        })
        .collect();
    if facts.is_empty() {
        Vec::new()
    } else {
        vec![Block::Facts(facts)]
    }
}

/// The report's own appendices and those that the plan adds, by their letters.
pub(super) fn appendices(report: &Report<'_>) -> Vec<Block> {
    let plan = report.plan();
    let has = |wanted: fn(&SectionKind) -> bool| {
        report
            .input
            .template
            .sections
            .iter()
            .any(|section| wanted(&section.kind))
    };
    let mut list: Vec<(String, String)> = plan
        .report
        .appendices
        .iter()
        .map(|appendix| (appendix.label.clone(), appendix.title.clone()))
        .collect();
    let ours = &report.appendices;
    let mut add = |label: &str, title: &str| {
        if !list.iter().any(|(other, _)| other == label) {
            list.push((label.to_owned(), title.to_owned()));
        }
    };
    if has(|kind| matches!(kind, SectionKind::Recommendations { .. })) {
        add(
            &ours.recommendations,
            "The recommendations one by one: actions, evidence and ratings",
        );
    }
    if has(|kind| *kind == SectionKind::Figures) {
        add(&ours.figures, "How the figures are made");
    }
    list.sort();
    if list.is_empty() {
        return vec![Block::text("None.")];
    }
    vec![Block::List {
        marks: Marks::Bullet,
        items: list
            .into_iter()
            .map(|(label, title)| text(format!("Appendix {label}: {title}")))
            .collect(),
    }]
}

/// Equality and human rights implications.
pub(super) fn equality(report: &Report<'_>) -> Vec<Block> {
    vec![Block::numbered(report.plan().report.equality.trim())]
}

/// Risk assessment, where the authority reports one.
pub(super) fn risk(report: &Report<'_>) -> Vec<Block> {
    report
        .plan()
        .report
        .risk
        .iter()
        .map(|risk| Block::numbered(risk.trim()))
        .collect()
}
