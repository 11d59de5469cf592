//! The highlights of progress: each one's sentences are made from its figures, behind a label
//! that says whether they show progress at all.

use jiff::civil::Date;
use waymark_plan::{Action, ActionId, DeliveryFacts, Progress, delivery_facts};

use super::recommendations::days_apart;
use super::{Report, ReportError, text};
use crate::document::{Block, Inline, Marks};
use crate::sentence::{Standing, View, tell, words};
use crate::template::{Highlight, HighlightOf, nearest};

/// How many stand how, then the list. `heading` is the section's own.
pub(super) fn blocks(
    report: &Report<'_>,
    highlights: &[Highlight],
    heading: &str,
) -> Result<Vec<Block>, ReportError> {
    let mut standings = Vec::new();
    let mut items = Vec::new();
    for (number, highlight) in (1..).zip(highlights) {
        let (tag, said) = match &highlight.about {
            HighlightOf::Figure {
                selector,
                asked,
                line,
            } => {
                let view = View::of(report.input.evidence, selector, asked).map_err(|unknown| {
                    ReportError::UnknownMeasure {
                        line: *line,
                        id: unknown.id,
                        nearest: unknown.nearest,
                    }
                })?;
                let statement = tell(&view, asked.numbers, &asked.beside);
                standings.push(statement.standing);
                let place = format!("{heading}, {})", lower_roman(number));
                (
                    Some(Inline::standing(statement.standing)),
                    report.cited.told(selector, &view, &statement, &place),
                )
            }
            HighlightOf::Action { id, line } => (None, text(of_action(report, id, *line)?)),
            HighlightOf::Delivery => (None, text(of_delivery(report))),
        };
        let mut item = Vec::new();
        if let Some(tag) = tag {
            item.extend([tag, Inline::Text(" ".to_owned())]);
        }
        if let Some(lead) = &highlight.lead {
            item.extend([Inline::Strong(lead.clone()), Inline::Text(" ".to_owned())]);
        }
        item.extend(said);
        items.push(item);
    }
    let mut blocks = Vec::new();
    if !standings.is_empty() {
        blocks.push(Block::numbered(counts(&standings)));
    }
    blocks.push(Block::List {
        marks: Marks::LowerRoman,
        items,
    });
    Ok(blocks)
}

/// A number as the marks of a list of [`Marks::LowerRoman`] show it.
fn lower_roman(number: usize) -> String {
    const STEPS: [(usize, &str); 9] = [
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut left = number;
    let mut roman = String::new();
    for (value, letters) in STEPS {
        while left >= value {
            roman.push_str(letters);
            left -= value;
        }
    }
    roman
}

/// How many figures stand how: the counts add up to all.
fn counts(standings: &[Standing]) -> String {
    let parts: Vec<String> = Standing::ALL
        .into_iter()
        .filter_map(|standing| {
            let count = standings.iter().filter(|one| **one == standing).count();
            let word = standing.in_words().to_lowercase();
            (count > 0).then(|| format!("{count} \u{201c}{word}\u{201d}"))
        })
        .collect();
    let follow = match standings.len() {
        1 => "1 figure follows. It is labelled".to_owned(),
        many => format!("{many} figures follow. They are labelled"),
    };
    format!("{follow} {}.", words::list(&parts))
}

fn of_action(report: &Report<'_>, id: &ActionId, line: usize) -> Result<String, ReportError> {
    let actions = || {
        report
            .plan()
            .recommendations
            .iter()
            .flat_map(|recommendation| &recommendation.actions)
    };
    let Some(action) = actions().find(|action| action.id == *id) else {
        return Err(ReportError::UnknownAction {
            line,
            id: id.to_string(),
            nearest: nearest(id.as_str(), actions().map(|action| action.id.as_str()))
                .map(str::to_owned),
        });
    };
    Ok(told(action, report.input.as_at))
}

fn told(action: &Action, as_at: Date) -> String {
    let title = action.title.trim_end_matches('.');
    match &action.progress {
        Progress::Complete { completed_on, .. } if *completed_on <= as_at => format!(
            "{title}: complete on {}, {}.",
            words::day(*completed_on),
            days_apart(action.schedule.first_due, *completed_on)
        ),
        _ => format!(
            "{title}: not complete on {}; it was first to be done by {}.",
            words::day(as_at),
            words::day(action.schedule.first_due)
        ),
    }
}

fn of_delivery(report: &Report<'_>) -> String {
    let mut all = DeliveryFacts::default();
    for recommendation in &report.plan().recommendations {
        let facts = delivery_facts(recommendation, report.input.as_at);
        all.actions += facts.actions;
        all.actions_done += facts.actions_done;
        all.actions_cancelled += facts.actions_cancelled;
        all.milestones += facts.milestones;
        all.milestones_done += facts.milestones_done;
        all.overdue += facts.overdue;
        all.redated += facts.redated;
    }
    let mut sentences = vec![format!(
        "{} of {} are complete, and {} of {} have been reached.",
        all.actions_done,
        words::counted(all.actions, "action", "actions"),
        all.milestones_done,
        words::counted(all.milestones, "milestone", "milestones"),
    )];
    if all.actions_cancelled > 0 {
        let cancelled = words::counted(all.actions_cancelled, "action was", "actions were");
        sentences.push(format!("{cancelled} cancelled and not counted."));
    }
    sentences.push(format!(
        "Of actions and milestones together, {} past the latest agreed day, and {} re-dated at least once.",
        if all.overdue == 1 { "1 is".to_owned() } else { format!("{} are", all.overdue) },
        if all.redated == 1 { "1 was".to_owned() } else { format!("{} were", all.redated) },
    ));
    sentences.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_counted_as_the_list_counts_them() {
        for (number, roman) in [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (48, "xlviii")] {
            assert_eq!(lower_roman(number), roman);
        }
    }
}
