//! The appendix on the recommendations: one block for each, with everything that its rating can
//! be judged by.

use jiff::civil::Date;
use waymark_plan::{
    Action, Milestone, Officer, Part, Progress, Recommendation, Redating, Schedule,
};

use super::previous_decisions::without_article;
use super::{Report, ReportError, evidence, proposed, rating_tag, sentence, text};
use crate::document::{Block, Column, Inline, Marks, Table};
use crate::sentence::words;

/// One block for each recommendation, in the plan's order.
pub(super) fn blocks(
    report: &Report<'_>,
    breakdowns: &[String],
) -> Result<Vec<Block>, ReportError> {
    let mut blocks = Vec::new();
    for recommendation in &report.plan().recommendations {
        blocks.extend(block(report, recommendation, breakdowns)?);
    }
    Ok(blocks)
}

fn block(
    report: &Report<'_>,
    recommendation: &Recommendation,
    breakdowns: &[String],
) -> Result<Vec<Block>, ReportError> {
    let number = recommendation.number;
    let as_at = report.input.as_at;
    let proposal = report.proposal(recommendation)?;
    let recorded = recommendation.rating.as_ref();
    let mut blocks = vec![Block::KeepTogether(vec![
        Block::heading(3, format!("Recommendation {number}")),
        Block::Paragraph {
            numbered: false,
            content: vec![Inline::Strong(recommendation.text.clone())],
        },
        Block::Facts(vec![
            (
                aims_label(recommendation),
                text(aims(report, recommendation)),
            ),
            ("Lead".to_owned(), text(officer(&recommendation.lead))),
            (
                "Recorded rating".to_owned(),
                vec![rating_tag(
                    recorded.map(|record| record.rating),
                    "Not rated",
                )],
            ),
            (
                "Proposed for delivery".to_owned(),
                vec![rating_tag(proposal.delivery.rating, "No proposal")],
            ),
            (
                "Proposed for impact".to_owned(),
                vec![rating_tag(proposal.impact.rating, "No proposal")],
            ),
        ]),
    ])];
    blocks.push(Block::heading(4, "Actions"));
    blocks.extend(actions(recommendation, as_at));
    if !recommendation.milestones.is_empty() {
        blocks.push(Block::heading(4, "Milestones"));
        blocks.extend(milestones(recommendation, as_at));
    }
    blocks.push(Block::heading(4, "Evidence"));
    blocks.extend(evidence::blocks(report, recommendation, breakdowns));
    blocks.push(Block::heading(4, "Rating"));
    blocks.extend(rating(
        report,
        recommendation,
        &proposal.delivery,
        &proposal.impact,
    ));
    Ok(blocks)
}

fn aims_label(recommendation: &Recommendation) -> String {
    if recommendation.aims.len() == 1 {
        "Aim"
    } else {
        "Aims"
    }
    .to_owned()
}

fn aims(report: &Report<'_>, recommendation: &Recommendation) -> String {
    let titles: Vec<String> = report
        .plan()
        .aims
        .iter()
        .filter(|aim| recommendation.aims.contains(&aim.id))
        .map(|aim| aim.title.clone())
        .collect();
    titles.join("; ")
}

fn officer(officer: &Officer) -> String {
    match &officer.name {
        Some(name) => format!("{name}, {}", officer.post),
        None => officer.post.clone(),
    }
}

fn column(header: &str, width: u16) -> Column {
    Column {
        header: header.to_owned(),
        width,
        numeric: false,
    }
}

/// The re-datings that had been agreed by a day.
fn agreed(schedule: &Schedule, as_at: Date) -> Vec<&Redating> {
    schedule
        .agreed
        .iter()
        .filter(|redating| redating.on <= as_at)
        .collect()
}

fn latest_due(schedule: &Schedule, as_at: Date) -> Date {
    agreed(schedule, as_at)
        .last()
        .map_or(schedule.first_due, |redating| redating.due)
}

fn actions(recommendation: &Recommendation, as_at: Date) -> Vec<Block> {
    if recommendation.actions.is_empty() {
        return vec![Block::text(
            "The plan names no action for this recommendation.",
        )];
    }
    let rows = recommendation
        .actions
        .iter()
        .map(|action| {
            vec![
                text(format!("{} {}", action.id, action.title)),
                text(officer(&action.lead)),
                text(words::day(action.schedule.first_due)),
                text(words::day(latest_due(&action.schedule, as_at))),
                text(status(action, as_at)),
            ]
        })
        .collect();
    let table = Table {
        caption: format!("Actions on recommendation {}", recommendation.number),
        columns: vec![
            column("Action", 10),
            column("Lead", 6),
            column("First agreed", 5),
            column("Latest agreed", 5),
            column("Status", 11),
        ],
        rows,
        row_headers: true,
    };
    let mut blocks = vec![Block::Table(table)];
    blocks.extend(redatings(
        recommendation
            .actions
            .iter()
            .map(|action| (action.id.as_str(), &action.schedule)),
        as_at,
    ));
    let updates: Vec<Vec<Inline>> = recommendation
        .actions
        .iter()
        .filter_map(|action| {
            let update = action.updates.iter().rfind(|update| update.on <= as_at)?;
            Some(text(sentence(&format!(
                "{}, {} ({}): {}",
                action.id,
                words::day(update.on),
                update.by,
                update.note
            ))))
        })
        .collect();
    if !updates.is_empty() {
        blocks.push(Block::text("Latest updates:"));
        blocks.push(Block::List {
            marks: Marks::Bullet,
            items: updates,
        });
    }
    blocks
}

/// How far an action had come on a day.
fn status(action: &Action, as_at: Date) -> String {
    let due = latest_due(&action.schedule, as_at);
    let open = |words: &str| {
        if due < as_at {
            format!("{words}, {} past the latest agreed day", days(due, as_at))
        } else {
            words.to_owned()
        }
    };
    match &action.progress {
        Progress::Complete { completed_on, .. } if *completed_on <= as_at => format!(
            "Complete on {}, {}",
            words::day(*completed_on),
            days_apart(action.schedule.first_due, *completed_on)
        ),
        Progress::Cancelled {
            cancelled_on,
            reason,
        } if cancelled_on.is_none_or(|day| day <= as_at) => match cancelled_on {
            Some(day) => format!("Cancelled on {}: {reason}", words::day(*day)),
            None => format!("Cancelled: {reason}"),
        },
        Progress::NotStarted => open("Not started"),
        _ => open("In progress"),
    }
}

/// Milestones have no status of their own: a day, or that it is past.
fn milestone_status(milestone: &Milestone, as_at: Date) -> String {
    let due = latest_due(&milestone.schedule, as_at);
    match milestone.done_on.filter(|day| *day <= as_at) {
        Some(day) => format!(
            "Reached on {}, {}",
            words::day(day),
            days_apart(milestone.schedule.first_due, day)
        ),
        None if due < as_at => {
            format!(
                "Not reached, {} past the latest agreed day",
                days(due, as_at)
            )
        }
        None => "Not reached yet".to_owned(),
    }
}

fn days(from: Date, to: Date) -> String {
    let days = (to - from).get_days();
    words::counted(usize::try_from(days.abs()).unwrap_or(0), "day", "days")
}

/// How a day lies to the day first agreed, in words.
pub(super) fn days_apart(first_due: Date, done: Date) -> String {
    match (done - first_due).get_days() {
        0 => "on the day first agreed".to_owned(),
        1.. => format!("{} after the day first agreed", days(first_due, done)),
        _ => format!("{} before the day first agreed", days(first_due, done)),
    }
}

fn milestones(recommendation: &Recommendation, as_at: Date) -> Vec<Block> {
    let rows = recommendation
        .milestones
        .iter()
        .map(|milestone| {
            vec![
                text(&milestone.title),
                text(words::day(milestone.schedule.first_due)),
                text(words::day(latest_due(&milestone.schedule, as_at))),
                text(milestone_status(milestone, as_at)),
            ]
        })
        .collect();
    let table = Table {
        caption: format!("Milestones of recommendation {}", recommendation.number),
        columns: vec![
            column("Milestone", 9),
            column("First due", 4),
            column("Latest due", 4),
            column("Done", 5),
        ],
        rows,
        row_headers: true,
    };
    let mut blocks = vec![Block::Table(table)];
    blocks.extend(redatings(
        recommendation
            .milestones
            .iter()
            .map(|milestone| (milestone.title.as_str(), &milestone.schedule)),
        as_at,
    ));
    blocks
}

/// Every re-dating with its reason, and how far the day moved.
fn redatings<'a>(
    schedules: impl Iterator<Item = (&'a str, &'a Schedule)>,
    as_at: Date,
) -> Vec<Block> {
    let mut items = Vec::new();
    for (name, schedule) in schedules {
        let mut from = schedule.first_due;
        for redating in agreed(schedule, as_at) {
            let direction = if redating.due < from {
                "earlier"
            } else {
                "later"
            };
            items.push(text(sentence(&format!(
                "{name}: from {} to {}, {} {direction}, agreed by {} on {}. {}",
                words::day(from),
                words::day(redating.due),
                days(from, redating.due),
                redating.agreed_by,
                words::day(redating.on),
                redating.reason
            ))));
            from = redating.due;
        }
    }
    if items.is_empty() {
        return Vec::new();
    }
    vec![
        Block::text("Re-dated:"),
        Block::List {
            marks: Marks::Bullet,
            items,
        },
    ]
}

/// The proposal's two parts with their reasons, then what a person recorded, and why.
fn rating(
    report: &Report<'_>,
    recommendation: &Recommendation,
    delivery: &Part,
    impact: &Part,
) -> Vec<Block> {
    let mut blocks = proposed::part(report, recommendation, "Delivery", delivery);
    blocks.extend(proposed::part(report, recommendation, "Impact", impact));
    let Some(recorded) = &recommendation.rating else {
        blocks.push(Block::text("No rating has been recorded."));
        return blocks;
    };
    let meeting = match &recorded.meeting {
        Some(meeting) => format!(", agreed at the {}", without_article(meeting)),
        None => String::new(),
    };
    let mut content = vec![
        Inline::Strong("Recorded rating: ".to_owned()),
        rating_tag(Some(recorded.rating), ""),
        Inline::Text(format!(
            " by {} on {}{meeting}. {}",
            recorded.judged_by,
            words::day(recorded.on),
            sentence(&recorded.rationale)
        )),
    ];
    let differing: Vec<String> = [("delivery", delivery), ("impact", impact)]
        .into_iter()
        .filter(|(_, part)| part.rating.is_some_and(|rating| rating != recorded.rating))
        .map(|(name, _)| name.to_owned())
        .collect();
    if !differing.is_empty() {
        content.push(Inline::Text(format!(
            " This differs from what the evidence alone proposes for {}.",
            words::list(&differing)
        )));
    }
    blocks.push(Block::Paragraph {
        numbered: false,
        content,
    });
    blocks
}
