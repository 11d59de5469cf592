//! Reports: written, reviewed, commented on, approved, published; and what is restated afterwards.

use super::{Case, follows, new_or_corrected, no_such, says, says_if_any, unsound};
use crate::ids::{ReportId, RestatementId};
use crate::ledger::chain::Hash;
use crate::ledger::event::Event;
use crate::ledger::may::KEEPERS;
use crate::ledger::parts::*;
use crate::ledger::refusal::Refusal;
use crate::ledger::state::{ApprovalState, ReportStage, ReportState};

/// How many characters a narrative has at most: some forty pages.
const LONGEST_NARRATIVE: usize = 100_000;

/// A report that is at one of these stages.
fn report_at<'a>(
    case: &'a Case<'_>,
    id: &ReportId,
    stages: &[ReportStage],
) -> Result<&'a ReportState, Refusal> {
    let all = &case.state.reports;
    let report = all
        .get(id)
        .ok_or_else(|| no_such("report", id.as_str(), all.keys().map(ReportId::as_str)))?;
    if stages.contains(&report.stage) {
        return Ok(report);
    }
    Err(Refusal::ReportStage {
        report: id.clone(),
        stands: report.stage,
        needs: stages.to_vec(),
    })
}

/// Refuses a text that is not the narrative as it stands. `what` was done with it.
fn is_narrative(report: &ReportState, sha256: &str, what: &'static str) -> Result<(), Refusal> {
    if report.narrative_sha256().as_deref() == Some(sha256) {
        return Ok(());
    }
    Err(Refusal::OtherNarrative {
        report: report.record.id.clone(),
        what,
    })
}

/// Refuses what is no hash.
fn is_hash(field: &'static str, text: &str) -> Result<(), Refusal> {
    match text.parse::<Hash>() {
        Ok(_) => Ok(()),
        Err(_) => Err(Refusal::NotAHash { field }),
    }
}

pub(super) fn open(case: &Case<'_>, part: &ReportDraft) -> Result<Vec<Event>, Refusal> {
    let stands = case.state.reports.get(&part.id);
    let said = |record: &ReportDraft| ReportDraft {
        correction: None,
        ..record.clone()
    };
    new_or_corrected(
        "report",
        part.id.as_str(),
        case.state.reports.keys().map(ReportId::as_str),
        stands.map(|report| said(&report.record)).as_ref(),
        &said(part),
        part.correction.as_ref(),
    )?;
    if stands.is_some() {
        report_at(case, &part.id, &[ReportStage::Draft])?;
    }
    says("the report's title", &part.title)?;
    follows(
        "the committee's meeting",
        part.meeting_on,
        "the report's own day",
        part.as_at,
    )?;
    if let Some(month) = part.month {
        follows(
            "the report's own day",
            part.as_at,
            "the last day of its month",
            month.last_day(),
        )?;
    }
    Ok(vec![Event::ReportOpened(part.clone())])
}

pub(super) fn write(case: &Case<'_>, part: &ReportText) -> Result<Vec<Event>, Refusal> {
    let report = report_at(case, &part.report, &[ReportStage::Draft])?;
    says("the narrative", &part.narrative)?;
    let characters = part.narrative.chars().count();
    if characters > LONGEST_NARRATIVE {
        return Err(unsound(
            format!("the narrative has {characters} characters; it may have {LONGEST_NARRATIVE}"),
            Some("give what is too much as an appendix"),
        ));
    }
    if report.narrative.as_ref() == Some(&part.narrative) {
        return Err(Refusal::NothingChanges {
            what: format!("the narrative of report {}", part.report),
        });
    }
    Ok(vec![Event::ReportWritten(part.clone())])
}

pub(super) fn submit(case: &Case<'_>, part: &ReportSubmission) -> Result<Vec<Event>, Refusal> {
    let report = report_at(case, &part.report, &[ReportStage::Draft])?;
    says_if_any("the note", part.note.as_ref())?;
    if report.narrative.is_none() {
        return Err(Refusal::NoNarrative {
            report: part.report.clone(),
        });
    }
    Ok(vec![Event::ReportSubmitted(part.clone())])
}

pub(super) fn review(case: &Case<'_>, part: &ReportReview) -> Result<Vec<Event>, Refusal> {
    let stages: &[ReportStage] = match part.outcome {
        ReviewOutcome::Agreed => &[ReportStage::InReview],
        ReviewOutcome::Returned => &[ReportStage::InReview, ReportStage::WithLegalAndFinance],
    };
    let report = report_at(case, &part.report, stages)?;
    // After the review, who wrote it may ask for it back.
    if report.is_work_of(case.actor) && report.stage == ReportStage::InReview {
        return Err(Refusal::ReviewsOwn {
            person: case.actor.clone(),
            report: part.report.clone(),
        });
    }
    says_if_any("the note", part.note.as_ref())?;
    if part.outcome == ReviewOutcome::Returned && part.note.is_none() {
        return Err(Refusal::Empty {
            field: "why the report is returned",
        });
    }
    Ok(vec![Event::ReportReviewed(part.clone())])
}

pub(super) fn comment(case: &Case<'_>, part: &ReportComment) -> Result<Vec<Event>, Refusal> {
    report_at(
        case,
        &part.report,
        &[ReportStage::InReview, ReportStage::WithLegalAndFinance],
    )?;
    says("the comment", &part.text)?;
    match (&part.on_behalf_of, part.of.role()) {
        (Some(_), _) if !case.is_any(KEEPERS) => {
            return Err(Refusal::NotAllowed {
                actor: case.actor.clone(),
                needs: KEEPERS.to_vec(),
            });
        }
        // Nobody's view is taken for that of legal or finance but that of who has the role.
        (Some(whose), Some(role)) if !case.state.has_role(whose, role) => {
            return Err(Refusal::HasNotRole {
                person: whose.clone(),
                role,
            });
        }
        (None, Some(role)) if !case.is_any(&[role]) => {
            return Err(Refusal::WhoseComment {
                actor: case.actor.clone(),
                role,
            });
        }
        _ => {}
    }
    Ok(vec![Event::ReportCommented(part.clone())])
}

pub(super) fn approve(case: &Case<'_>, part: &ReportApproval) -> Result<Vec<Event>, Refusal> {
    let report = report_at(case, &part.report, &[ReportStage::WithLegalAndFinance])?;
    let missing = report.missing_comments();
    if !missing.is_empty() {
        return Err(Refusal::CommentMissing {
            report: part.report.clone(),
            missing,
        });
    }
    is_narrative(report, &part.check.narrative_sha256, "checked")?;
    says("the check's snapshot", &part.check.snapshot)?;
    contradictions_are_explained(part)?;
    Ok(vec![Event::ReportApproved(part.clone())])
}

/// Each contradicted claim has one reason, and each reason is for one of them.
fn contradictions_are_explained(part: &ReportApproval) -> Result<(), Refusal> {
    let contradicted = &part.check.contradicted;
    for (at, found) in contradicted.iter().enumerate() {
        says("a claim's name", &found.claim)?;
        says("a claim's words", &found.quote)?;
        says("what the evidence says", &found.says)?;
        if contradicted[..at]
            .iter()
            .any(|other| other.claim == found.claim)
        {
            return Err(unsound(
                format!("claim {} is there twice", found.claim),
                None,
            ));
        }
    }
    for (at, given) in part.reasons.iter().enumerate() {
        let known = contradicted.iter().map(|found| found.claim.as_str());
        if !known.clone().any(|claim| claim == given.claim) {
            return Err(no_such("contradicted claim", &given.claim, known));
        }
        says("the reason", &given.reason)?;
        if part.reasons[..at]
            .iter()
            .any(|other| other.claim == given.claim)
        {
            return Err(unsound(
                format!("claim {} has two reasons", given.claim),
                Some("give one"),
            ));
        }
    }
    let bare = contradicted.iter().find(|found| {
        let mut reasons = part.reasons.iter();
        !reasons.any(|given| given.claim == found.claim)
    });
    match bare {
        Some(found) => Err(Refusal::ReasonNeeded {
            report: part.report.clone(),
            claim: found.claim.clone(),
        }),
        None => Ok(()),
    }
}

pub(super) fn publish(case: &Case<'_>, part: &Publication) -> Result<Vec<Event>, Refusal> {
    let report = report_at(case, &part.report, &[ReportStage::Approved])?;
    let frozen = &part.frozen;
    says("the snapshot", &frozen.snapshot)?;
    says("the rules of publication", &frozen.disclosure_rules)?;
    says("the program", &frozen.program)?;
    is_hash("the hash of the definitions", &frozen.definitions)?;
    if let Some(benchmarks) = &frozen.benchmarks {
        is_hash("the hash of the published figures", benchmarks)?;
    }
    is_hash("the hash of the template", &frozen.template)?;
    is_hash("the hash of the narrative", &frozen.narrative)?;
    is_hash("the hash of the evidence", &frozen.evidence)?;
    documents_are_sound(&frozen.documents)?;
    if !(1..=case.state.seq).contains(&frozen.plan_sequence) {
        return Err(unsound(
            format!("the ledger has no event {}", frozen.plan_sequence),
            Some("make the report from the ledger as it is"),
        ));
    }
    is_narrative(report, &frozen.narrative, "published")?;
    is_checked_snapshot(report, &frozen.snapshot)?;
    Ok(vec![Event::ReportPublished(part.clone())])
}

fn documents_are_sound(documents: &[FrozenDocument]) -> Result<(), Refusal> {
    if documents.is_empty() {
        return Err(unsound(
            "no document is published",
            Some("name one or more"),
        ));
    }
    for (at, document) in documents.iter().enumerate() {
        says("a document's name", &document.name)?;
        is_hash("the hash of a document", &document.sha256)?;
        if documents[..at]
            .iter()
            .any(|other| other.name == document.name)
        {
            return Err(unsound(
                format!("document `{}` is named twice", document.name),
                None,
            ));
        }
    }
    Ok(())
}

/// What the narrative was held to must be what the report shows.
fn is_checked_snapshot(report: &ReportState, snapshot: &str) -> Result<(), Refusal> {
    let check = |approval: &ApprovalState| approval.approval.check.snapshot.clone();
    match report.approval.as_ref().map(check) {
        Some(checked) if checked != snapshot => Err(Refusal::OtherSnapshot {
            report: report.record.id.clone(),
            checked,
            made_from: snapshot.to_owned(),
        }),
        _ => Ok(()),
    }
}

pub(super) fn withdraw(case: &Case<'_>, part: &ReportWithdrawal) -> Result<Vec<Event>, Refusal> {
    report_at(
        case,
        &part.report,
        &[
            ReportStage::Draft,
            ReportStage::InReview,
            ReportStage::WithLegalAndFinance,
            ReportStage::Approved,
        ],
    )?;
    says("the reason", &part.reason)?;
    Ok(vec![Event::ReportWithdrawn(part.clone())])
}

pub(super) fn restate(case: &Case<'_>, part: &Restatement) -> Result<Vec<Event>, Refusal> {
    if case.state.restatements.contains_key(&part.id) {
        return Err(Refusal::Exists {
            what: format!("restatement {}", part.id),
            correctable: false,
        });
    }
    let report = report_at(case, &part.report, &[ReportStage::Published])?;
    says("the snapshot", &part.snapshot)?;
    says_if_any("why the figures changed", part.because.as_ref())?;
    if part.changes.is_empty() {
        return Err(unsound(
            "no figure is another",
            Some("there is nothing to restate"),
        ));
    }
    for change in &part.changes {
        says("a figure's mark", &change.reference)?;
        says("the figure as the report has it", &change.said)?;
        says("the figure as it is now", &change.now)?;
        if change.said == change.now {
            return Err(unsound(
                format!("{} is {} as before", change.reference, change.now),
                Some("name only figures that are others now"),
            ));
        }
        for sentence in &change.sentences {
            says("a sentence", sentence)?;
        }
    }
    let open = report
        .restatements
        .iter()
        .find(|(_, other)| other.is_open() && other.record.snapshot == part.snapshot);
    match open {
        Some((by, _)) => Err(Refusal::AlreadyRaised {
            report: part.report.clone(),
            snapshot: part.snapshot.clone(),
            by: by.clone(),
        }),
        None => Ok(vec![Event::RestatementRaised(part.clone())]),
    }
}

pub(super) fn answer(case: &Case<'_>, part: &RestatementAnswer) -> Result<Vec<Event>, Refusal> {
    let id = &part.restatement;
    let Some((_, restatement)) = case.state.restatement(id) else {
        let known = case.state.restatements.keys().map(RestatementId::as_str);
        return Err(no_such("restatement", id.as_str(), known));
    };
    if !restatement.is_open() {
        return Err(Refusal::NotOpen {
            what: format!("restatement {id}"),
        });
    }
    match &part.outcome {
        RestatementOutcome::Corrected { note } => says("how the report was corrected", note)?,
        RestatementOutcome::Kept { reason } => says("why the report stays as it is", reason)?,
    }
    Ok(vec![Event::RestatementAnswered(part.clone())])
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::*;
    use crate::ids::PersonId;
    use crate::ledger::command::Command;
    use crate::ledger::decide::decide;
    use crate::ledger::event::Entry;
    use crate::ledger::state::State;
    use crate::model::Authority;

    const DAY: Date = date(2017, 10, 30);

    fn give(state: &mut State, command: &Command) -> Result<(), Refusal> {
        let who: PersonId = "P1".parse().unwrap();
        for event in decide(command, state, &who, DAY)? {
            let entry = Entry {
                seq: state.seq + 1,
                recorded_at: jiff::Timestamp::UNIX_EPOCH,
                on: DAY,
                actor: who.clone(),
                event,
            };
            state.evolve(&entry).unwrap();
        }
        Ok(())
    }

    /// Longer than anybody would read in a file of cases.
    #[test]
    fn a_narrative_has_a_hundred_thousand_characters_at_most() {
        let mut state = State::default();
        for command in [
            Command::OpenLedger(Opening {
                authority: Authority {
                    name: "Loamshire".to_owned(),
                    code: "999".parse().unwrap(),
                },
                demonstration: true,
            }),
            Command::GrantRole(RoleOf {
                person: "P1".parse().unwrap(),
                role: Role::Analyst,
            }),
            Command::OpenReport(ReportDraft {
                id: "scrutiny-2017-11".parse().unwrap(),
                title: "Progress".to_owned(),
                meeting_on: date(2017, 11, 13),
                as_at: DAY,
                month: None,
                correction: None,
            }),
        ] {
            give(&mut state, &command).unwrap();
        }
        // A letter of two bytes: characters count, not bytes.
        let narrative = |characters: usize| {
            Command::WriteReport(ReportText {
                report: "scrutiny-2017-11".parse().unwrap(),
                narrative: "\u{e9}".repeat(characters),
            })
        };
        assert_eq!(give(&mut state, &narrative(100_000)), Ok(()));
        let refused = give(&mut state, &narrative(100_001)).unwrap_err();
        assert!(
            refused.to_string().contains("100001 characters"),
            "{refused}"
        );
    }
}
