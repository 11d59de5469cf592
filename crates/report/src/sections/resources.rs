//! Money asked for or given, and the posts that it pays for.

use waymark_figures::show_count;
use waymark_plan::{Funding, Posts};

use super::previous_decisions::without_article;
use super::{Report, amount, sentence, text};
use crate::document::{Block, Column, Inline, Table};
use crate::sentence::words;

/// One numbered paragraph for each sum, with a table of its posts.
pub(super) fn blocks(report: &Report<'_>) -> Vec<Block> {
    let as_at = report.input.as_at;
    let mut blocks = Vec::new();
    for funding in report.plan().funding.iter().filter(|one| one.on <= as_at) {
        blocks.push(Block::Paragraph {
            numbered: true,
            content: vec![
                Inline::Strong(funding.title.clone()),
                Inline::Text(format!(
                    ": \u{a3}{} for {}. {} ({}, {}). {}",
                    with_commas(funding.amount),
                    funding.year,
                    funding.decision.trim_end_matches('.'),
                    without_article(&funding.decided_by),
                    words::day(funding.on),
                    sentence(&funding.paid_for)
                )),
            ],
        });
        if !funding.posts.is_empty() {
            blocks.push(Block::numbered(stated(funding)));
            blocks.push(Block::KeepTogether(vec![Block::Table(posts(funding))]));
        }
    }
    if blocks.is_empty() {
        blocks.push(Block::numbered("The plan names no additional resources."));
    }
    blocks
}

fn with_commas(pounds: u64) -> String {
    show_count(pounds as f64)
}

struct Sums {
    created: f64,
    permanent: f64,
    agency: f64,
    vacant: f64,
}

fn sums(posts: &[Posts]) -> Sums {
    let sum = |of: fn(&Posts) -> f64| posts.iter().map(of).sum();
    Sums {
        created: sum(|one| one.created),
        permanent: sum(|one| one.permanent),
        agency: sum(|one| one.agency),
        vacant: sum(|one| one.vacant),
    }
}

fn stated(funding: &Funding) -> String {
    let sums = sums(&funding.posts);
    format!(
        "It pays for {} full-time equivalent posts: {} filled on a permanent basis, {} filled by agency workers and {} vacant.",
        amount(sums.created),
        amount(sums.permanent),
        amount(sums.agency),
        amount(sums.vacant)
    )
}

fn posts(funding: &Funding) -> Table {
    let column = |header: &str, width, numeric| Column {
        header: header.to_owned(),
        width,
        numeric,
    };
    let mut rows: Vec<Vec<Vec<Inline>>> = funding
        .posts
        .iter()
        .map(|posts| {
            vec![
                text(&posts.title),
                text(amount(posts.created)),
                text(amount(posts.permanent)),
                text(amount(posts.agency)),
                text(amount(posts.vacant)),
            ]
        })
        .collect();
    let sums = sums(&funding.posts);
    let strong = |words: String| vec![Inline::Strong(words)];
    rows.push(vec![
        strong("All posts".to_owned()),
        strong(amount(sums.created)),
        strong(amount(sums.permanent)),
        strong(amount(sums.agency)),
        strong(amount(sums.vacant)),
    ]);
    Table {
        caption: format!(
            "Posts paid for by {} {} (full-time equivalents)",
            funding.title, funding.year
        ),
        columns: vec![
            column("Post", 4, false),
            column("Created", 2, true),
            column("Permanent", 2, true),
            column("Agency", 2, true),
            column("Vacant", 2, true),
        ],
        rows,
        row_headers: true,
    }
}
