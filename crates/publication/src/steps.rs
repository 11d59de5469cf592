//! The steps of a report in words: the log that is printed in it.

use jiff::civil::Date;
use waymark_plan::PersonId;
use waymark_plan::ledger::Directory;
use waymark_plan::ledger::parts::{CommentKind, RestatementOutcome, ReviewOutcome};
use waymark_plan::ledger::state::{Explained, ReportState, ReportStep, Step};
use waymark_report::Step as Told;

use crate::people::with_post;

/// The steps up to publication, oldest first. What one person wrote on one day, one after the
/// other, is one step.
pub(crate) fn before_publication(report: &ReportState, people: &Directory) -> Vec<Told> {
    let until = report
        .log
        .iter()
        .position(|step| step.what == Step::Published)
        .unwrap_or(report.log.len());
    told(&report.log[..until], people)
}

/// Every step, oldest first.
pub fn steps(report: &ReportState, people: &Directory) -> Vec<Told> {
    told(&report.log, people)
}

fn told(log: &[ReportStep], people: &Directory) -> Vec<Told> {
    let mut told = Vec::new();
    let mut last_written: Option<(&PersonId, Date)> = None;
    for step in log {
        let writing = (step.what == Step::Written).then_some((&step.act.by, step.act.on));
        if writing.is_some() && writing == last_written {
            continue;
        }
        last_written = writing;
        told.push(Told {
            on: step.act.on,
            who: with_post(people, who(step)),
            what: what(step, people),
        });
    }
    told
}

/// Whose step it is: a comment that somebody recorded for another is the other's.
fn who(step: &ReportStep) -> &PersonId {
    match &step.what {
        Step::Commented { whose, .. } => whose,
        _ => &step.act.by,
    }
}

fn what(step: &ReportStep, people: &Directory) -> String {
    match &step.what {
        Step::Opened => "Begun.".to_owned(),
        Step::Corrected { reason } => {
            with_note("Title, days or month corrected", reason.as_deref())
        }
        Step::Written => "Narrative written.".to_owned(),
        Step::Submitted { note } => with_note("Handed in for review", note.as_deref()),
        Step::Reviewed {
            outcome: ReviewOutcome::Agreed,
            note,
        } => with_note(
            "Agreed in review, and passed to legal and finance",
            note.as_deref(),
        ),
        Step::Reviewed {
            outcome: ReviewOutcome::Returned,
            note,
        } => with_note("Returned", note.as_deref()),
        Step::Commented { of, whose, text } => {
            let kind = match of {
                CommentKind::Legal => "Legal comment",
                CommentKind::Finance => "Finance comment",
                CommentKind::Officer => "Comment",
            };
            let recorded = if *whose == step.act.by {
                String::new()
            } else {
                format!(" (recorded by {})", people.called(&step.act.by))
            };
            format!("{kind}{recorded}: {}", stopped(text))
        }
        Step::Approved { explained } => approved(explained),
        Step::Published => "Published.".to_owned(),
        Step::Withdrawn { reason } => with_note("Given up", Some(reason)),
        Step::Restated { restatement } => format!("Restatement {restatement} raised."),
        Step::Answered {
            restatement,
            outcome,
        } => {
            let (how, why) = match outcome {
                RestatementOutcome::Corrected { note } => ("the report was corrected", note),
                RestatementOutcome::Kept { reason } => ("the report stays as it is", reason),
            };
            format!(
                "Restatement {restatement} answered; {how}: {}",
                stopped(why)
            )
        }
    }
}

/// What was approved although the evidence speaks against it stands in the log with its reason.
fn approved(explained: &[Explained]) -> String {
    let mut said = vec!["Approved.".to_owned()];
    said.extend(explained.iter().map(|one| {
        format!(
            "\u{201c}{}\u{201d} stands, though the evidence says: {} Reason: {}",
            one.quote,
            stopped(&one.says),
            stopped(&one.reason)
        )
    }));
    said.join(" ")
}

fn with_note(what: &str, note: Option<&str>) -> String {
    match note {
        Some(note) => format!("{what}: {}", stopped(note)),
        None => format!("{what}."),
    }
}

/// Words that end with a full stop where they have no other end.
fn stopped(words: &str) -> String {
    let words = words.trim();
    if words.is_empty() || words.ends_with(['.', '!', '?', '\u{2026}']) {
        words.to_owned()
    } else {
        format!("{words}.")
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::civil::date;
    use waymark_plan::ledger::Person;
    use waymark_plan::ledger::state::Act;

    use super::*;

    fn step(seq: u64, day: i8, by: &str, what: Step) -> ReportStep {
        ReportStep {
            act: Act {
                seq,
                on: date(2017, 11, day),
                at: Timestamp::UNIX_EPOCH,
                by: by.parse().unwrap(),
            },
            what,
        }
    }

    fn people() -> Directory {
        let person = |name: &str, post: &str| Person {
            name: Some(name.to_owned()),
            post: Some(post.to_owned()),
            ..Person::default()
        };
        Directory::new([
            ("P1".parse().unwrap(), person("Ann Ash", "Analyst")),
            ("P2".parse().unwrap(), person("Lee Law", "Solicitor")),
        ])
    }

    #[test]
    fn drafts_of_one_day_are_one_step_and_a_comment_is_whose_it_is() {
        let comment = Step::Commented {
            of: CommentKind::Legal,
            whose: "P2".parse().unwrap(),
            text: "No implications".to_owned(),
        };
        let log = [
            step(1, 6, "P1", Step::Opened),
            step(2, 6, "P1", Step::Written),
            step(3, 6, "P1", Step::Written),
            step(4, 7, "P1", Step::Written),
            step(5, 8, "P1", comment),
        ];
        let told = told(&log, &people());
        let lines: Vec<String> = told
            .iter()
            .map(|one| format!("{} {}: {}", one.on, one.who, one.what))
            .collect();
        assert_eq!(
            lines,
            [
                "2017-11-06 Ann Ash, Analyst: Begun.",
                "2017-11-06 Ann Ash, Analyst: Narrative written.",
                "2017-11-07 Ann Ash, Analyst: Narrative written.",
                "2017-11-08 Lee Law, Solicitor: Legal comment (recorded by Ann Ash): No implications.",
            ]
        );
    }

    #[test]
    fn an_approval_says_what_stands_against_the_evidence() {
        let said = approved(&[Explained {
            quote: "fell".to_owned(),
            says: "It rose".to_owned(),
            reason: "The figure is of another year".to_owned(),
        }]);
        assert_eq!(
            said,
            "Approved. \u{201c}fell\u{201d} stands, though the evidence says: It rose. Reason: The figure is of another year."
        );
    }
}
