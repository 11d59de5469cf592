//! How the events of a report change it. Each leaves its step in the report's log.

use crate::ids::ReportId;
use crate::ledger::event::Entry;
use crate::ledger::parts::{
    Publication, ReportApproval, ReportComment, ReportDraft, ReportReview, ReportSubmission,
    ReportText, ReportWithdrawal, Restatement, RestatementAnswer, ReviewOutcome,
};
use crate::ledger::state::{
    Act, ApprovalState, CommentState, PublicationState, ReportStage, ReportState, ReportStep,
    RestatementState, ReviewState, State, Step,
};

fn act(entry: &Entry) -> Act {
    Act {
        seq: entry.seq,
        on: entry.on,
        at: entry.recorded_at,
        by: entry.actor.clone(),
    }
}

impl ReportState {
    fn step(&mut self, act: Act, what: Step) {
        self.log.push(ReportStep { act, what });
    }
}

impl State {
    fn report_mut(&mut self, id: &ReportId) -> Result<&mut ReportState, String> {
        self.reports
            .get_mut(id)
            .ok_or_else(|| format!("report {id}"))
    }

    pub(super) fn open_report(&mut self, part: &ReportDraft, entry: &Entry) {
        if let Some(report) = self.reports.get_mut(&part.id) {
            report.record = part.clone();
            let reason = part.correction.clone();
            report.step(act(entry), Step::Corrected { reason });
            return;
        }
        let report = ReportState {
            record: part.clone(),
            stage: ReportStage::Draft,
            narrative: None,
            written: None,
            submitted: None,
            round: 0,
            comments: Vec::new(),
            reviews: Vec::new(),
            approval: None,
            publication: None,
            withdrawn: None,
            restatements: Default::default(),
            log: vec![ReportStep {
                act: act(entry),
                what: Step::Opened,
            }],
        };
        self.reports.insert(part.id.clone(), report);
    }

    pub(super) fn write_report(&mut self, part: &ReportText, entry: &Entry) -> Result<(), String> {
        let report = self.report_mut(&part.report)?;
        report.narrative = Some(part.narrative.clone());
        report.written = Some(act(entry));
        report.step(act(entry), Step::Written);
        Ok(())
    }

    pub(super) fn submit_report(
        &mut self,
        part: &ReportSubmission,
        entry: &Entry,
    ) -> Result<(), String> {
        let report = self.report_mut(&part.report)?;
        report.stage = ReportStage::InReview;
        report.submitted = Some(act(entry));
        report.round += 1;
        let note = part.note.clone();
        report.step(act(entry), Step::Submitted { note });
        Ok(())
    }

    pub(super) fn review_report(
        &mut self,
        part: &ReportReview,
        entry: &Entry,
    ) -> Result<(), String> {
        let report = self.report_mut(&part.report)?;
        report.stage = match part.outcome {
            ReviewOutcome::Agreed => ReportStage::WithLegalAndFinance,
            ReviewOutcome::Returned => ReportStage::Draft,
        };
        report.reviews.push(ReviewState {
            act: act(entry),
            round: report.round,
            review: part.clone(),
        });
        let what = Step::Reviewed {
            outcome: part.outcome,
            note: part.note.clone(),
        };
        report.step(act(entry), what);
        Ok(())
    }

    pub(super) fn comment_on_report(
        &mut self,
        part: &ReportComment,
        entry: &Entry,
    ) -> Result<(), String> {
        let report = self.report_mut(&part.report)?;
        let comment = CommentState {
            act: act(entry),
            round: report.round,
            comment: part.clone(),
        };
        let what = Step::Commented {
            of: part.of,
            whose: comment.whose().clone(),
            text: part.text.clone(),
        };
        report.comments.push(comment);
        report.step(act(entry), what);
        Ok(())
    }

    pub(super) fn approve_report(
        &mut self,
        part: &ReportApproval,
        entry: &Entry,
    ) -> Result<(), String> {
        let report = self.report_mut(&part.report)?;
        report.stage = ReportStage::Approved;
        report.approval = Some(ApprovalState {
            act: act(entry),
            approval: part.clone(),
        });
        let explained = part.explained();
        report.step(act(entry), Step::Approved { explained });
        Ok(())
    }

    pub(super) fn publish_report(
        &mut self,
        part: &Publication,
        entry: &Entry,
    ) -> Result<(), String> {
        let report = self.report_mut(&part.report)?;
        report.stage = ReportStage::Published;
        report.publication = Some(PublicationState {
            act: act(entry),
            publication: part.clone(),
        });
        report.step(act(entry), Step::Published);
        Ok(())
    }

    pub(super) fn withdraw_report(
        &mut self,
        part: &ReportWithdrawal,
        entry: &Entry,
    ) -> Result<(), String> {
        let report = self.report_mut(&part.report)?;
        report.stage = ReportStage::Withdrawn;
        report.withdrawn = Some(part.reason.clone());
        let reason = part.reason.clone();
        report.step(act(entry), Step::Withdrawn { reason });
        Ok(())
    }

    pub(super) fn restate_report(
        &mut self,
        part: &Restatement,
        entry: &Entry,
    ) -> Result<(), String> {
        let report = self.report_mut(&part.report)?;
        let restatement = RestatementState {
            act: act(entry),
            record: part.clone(),
            answer: None,
        };
        report.restatements.insert(part.id.clone(), restatement);
        let what = Step::Restated {
            restatement: part.id.clone(),
        };
        report.step(act(entry), what);
        self.restatements
            .insert(part.id.clone(), part.report.clone());
        Ok(())
    }

    pub(super) fn answer_restatement(
        &mut self,
        part: &RestatementAnswer,
        entry: &Entry,
    ) -> Result<(), String> {
        let id = &part.restatement;
        let missing = || format!("restatement {id}");
        let report = self.restatements.get(id).ok_or_else(missing)?;
        let report = self.reports.get_mut(report).ok_or_else(missing)?;
        let restatement = report.restatements.get_mut(id).ok_or_else(missing)?;
        restatement.answer = Some((act(entry), part.outcome.clone()));
        let what = Step::Answered {
            restatement: id.clone(),
            outcome: part.outcome.clone(),
        };
        report.step(act(entry), what);
        Ok(())
    }
}
