//! Forms about reports to a committee on their way to publication. Writing, approving and
//! publishing have pages of their own.

use serde_json::{Value, json};
use waymark_codes::Month;
use waymark_narrative::sentence::words;
use waymark_plan::ledger::parts::{CommentKind, ReviewOutcome, Role};
use waymark_plan::ledger::state::{ReportStage, ReportState};
use waymark_plan::ledger::{Subject, may_comment};
use waymark_plan::{ReportId, RestatementId};

use super::field::{Choice, Field, Ids, Kind, day, field, line, put, take, text};
use super::naming::{free, text_at};
use super::offer::{self, correcting, word};
use super::{Ask, Draft};

fn page_of(report: &ReportId) -> String {
    format!("/reports/{report}")
}

/// The report that the address names, where it is at one of these stages.
fn report_at<'a>(ask: &'a Ask<'_>, stages: &[ReportStage]) -> Option<(ReportId, &'a ReportState)> {
    let id: ReportId = ask.named("report")?;
    let found = ask.state().report(&id)?;
    stages.contains(&found.stage).then_some((id, found))
}

/// A form about a report, which is named before the questions.
fn about(title: &str, id: &ReportId, report: &ReportState) -> Draft {
    Draft::new(title, Subject::Report(id.clone()), json!({ "report": id }))
        .lead(format!(
            "{}, for the meeting of {}.",
            report.record.title,
            words::day(report.record.meeting_on)
        ))
        .back(page_of(id))
}

/// A form by which somebody judges a report: with the way to the report, and to what the check says of it.
fn judging(title: &str, id: &ReportId, report: &ReportState) -> Draft {
    about(title, id, report)
        .look_at(
            format!("{}/draft/html?read=yes", page_of(id)),
            "Read the report in the browser",
        )
        .look_at(page_of(id), "See what the check says of it")
}

pub(super) fn open(ask: &Ask<'_>) -> Option<Draft> {
    if !ask.about.contains_key("report") {
        return Some(
            Draft::new("Begin a report", Subject::Plan, json!({}))
                .back("/reports")
                .fields([field("id", "Short name", Kind::Id(Ids::Report))
                    .hint("It stands in addresses and names of files, such as committee-2017-11. It does not change afterwards.")
                    .value(json!(suggested(ask)))])
                .fields(of_report(ask))
                .submit("Begin it"),
        );
    }
    let (id, report) = report_at(ask, &[ReportStage::Draft])?;
    let draft = Draft::new(
        "Correct a report",
        Subject::Report(id.clone()),
        json!({ "id": id }),
    )
    .back(page_of(&id))
    .fields(of_report(ask));
    Some(correcting(draft, &report.record))
}

/// A name that no report has: that of the last one with another month.
fn suggested(ask: &Ask<'_>) -> String {
    let state = ask.state();
    let last = state.reports().last().map(|(id, _)| id.as_str().to_owned());
    let stem = last.as_deref().unwrap_or("committee");
    let stem = stem.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
    free(&format!("{stem}-{}", Month::of(ask.today)), |id| {
        let id: Result<ReportId, _> = id.parse();
        id.is_ok_and(|id| state.reports.contains_key(&id))
    })
}

fn of_report(ask: &Ask<'_>) -> [Field; 4] {
    [
        line("title", "Title").hint("As the committee’s agenda has it"),
        day("meeting_on", "Day of the committee’s meeting"),
        day("as_at", "Day that the report speaks of")
            .hint("The plan is shown as it was at the end of this day. Not after the committee’s meeting.")
            .value(json!(ask.today)),
        field("month", "Month that its figures end with", Kind::Month)
            .optional()
            .hint("Where this is empty, the last month that had ended"),
    ]
}

pub(super) fn submit(ask: &Ask<'_>) -> Option<Draft> {
    let (id, report) = report_at(ask, &[ReportStage::Draft])?;
    report.narrative.as_ref()?;
    Some(
        about("Hand in a draft for review", &id, report)
            .fields([text("note", "What the reviewer should know").optional()])
            .submit("Hand it in"),
    )
}

pub(super) fn review(ask: &Ask<'_>) -> Option<Draft> {
    let (id, report) = report_at(
        ask,
        &[ReportStage::InReview, ReportStage::WithLegalAndFinance],
    )?;
    let agreed =
        Choice::new(word(ReviewOutcome::Agreed), "Agreed").hint("It goes on to legal and finance");
    let returned = Choice::new(word(ReviewOutcome::Returned), "Returned")
        .hint("It is a draft again, and legal and finance comment anew");
    let (title, outcomes) = match report.stage {
        ReportStage::InReview => ("Review a report", vec![agreed, returned]),
        _ => ("Return a report", vec![returned]),
    };
    let only = match outcomes.as_slice() {
        [only] => json!(only.value),
        _ => Value::Null,
    };
    Some(
        judging(title, &id, report)
            .fields([
                field("outcome", "What comes of it", Kind::Radios(outcomes)).value(only),
                text("note", "What is to be said of it")
                    .needed_at_times()
                    .hint("Needed where it is returned"),
            ])
            .assemble(|command| {
                let is_returned = text_at(command, "outcome") == word(ReviewOutcome::Returned);
                if is_returned && text_at(command, "note").is_empty() {
                    let words = "Enter why the report is returned".to_owned();
                    return Err(("note".to_owned(), words));
                }
                Ok(())
            }),
    )
}

pub(super) fn comment(ask: &Ask<'_>) -> Option<Draft> {
    let (id, report) = report_at(
        ask,
        &[ReportStage::InReview, ReportStage::WithLegalAndFinance],
    )?;
    let may = |roles: &[Role]| ask.state().has_any_role(ask.person, roles);
    let kinds: Vec<Choice> = [
        (CommentKind::Legal, "Legal services"),
        (CommentKind::Finance, "Finance"),
        (CommentKind::Officer, "Another officer"),
    ]
    .into_iter()
    .filter(|(kind, _)| may(may_comment(*kind)))
    .map(|(kind, words)| Choice::new(word(kind), words))
    .collect();
    // Somebody with one of these roles is more likely to comment in it than otherwise.
    let own = [
        (Role::Legal, CommentKind::Legal),
        (Role::Finance, CommentKind::Finance),
    ];
    let own = own.into_iter().find(|(role, _)| may(&[*role]));
    let own = own.map_or(Value::Null, |(_, kind)| json!(word(kind)));
    let draft = judging("Comment on a report", &id, report).fields([
        field("of", "Whose view it gives", Kind::Radios(kinds)).value(own),
        text("text", "Comment").hint("It is printed in the report’s log. Nothing about a child."),
    ]);
    // Who keeps the plan records what others have said elsewhere.
    Some(if may(&[Role::Director, Role::Chair, Role::Analyst]) {
        draft.fields([field(
            "on_behalf_of",
            "Whose comment it is",
            Kind::Select(offer::or_none("My own", ask.everybody())),
        )
        .optional()
        .hint("A legal or finance comment that was given elsewhere: the officer who gave it")])
    } else {
        draft
    })
}

pub(super) fn withdraw(ask: &Ask<'_>) -> Option<Draft> {
    let (id, report) = report_at(
        ask,
        &[
            ReportStage::Draft,
            ReportStage::InReview,
            ReportStage::WithLegalAndFinance,
            ReportStage::Approved,
        ],
    )?;
    Some(
        about("Give up a report", &id, report)
            .lead("Its texts and comments stay in the log.")
            .fields([text("reason", "Why")])
            .submit("Give it up")
            .warns(),
    )
}

/// Where an answer to a restatement says why, before it is known of which outcome.
const WHY: &str = "why";

pub(super) fn answer(ask: &Ask<'_>) -> Option<Draft> {
    let id: RestatementId = ask.named("restatement")?;
    let (report, restatement) = ask.state().restatement(&id)?;
    if !restatement.is_open() {
        return None;
    }
    let changes = restatement.record.changes.iter().map(|change| {
        format!(
            "{}: the report says {}; it is {} now.",
            change.reference, change.said, change.now
        )
    });
    let mut draft = Draft::new(
        "Say what is done about a restatement",
        Subject::Restatement(id.clone()),
        json!({ "restatement": id }),
    )
    .lead(report.record.title.clone());
    draft.lead.extend(changes);
    let outcomes = vec![
        Choice::new("corrected", "The published report was corrected")
            .hint("Say how, and where it is said"),
        Choice::new("kept", "The published report stays as it is").hint("Say why"),
    ];
    Some(
        draft
            .back(page_of(&report.record.id))
            .fields([
                field("outcome", "What is done", Kind::Radios(outcomes)),
                text(WHY, "How, or why").hint("In whole sentences. Nothing about a child."),
            ])
            .assemble(|command| {
                let why = take(command, WHY);
                let outcome = match text_at(command, "outcome") {
                    "corrected" => json!({ "corrected": { "note": why } }),
                    _ => json!({ "kept": { "reason": why } }),
                };
                put(command, "outcome", outcome);
                Ok(())
            }),
    )
}
