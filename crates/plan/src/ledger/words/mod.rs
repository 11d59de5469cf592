//! What each event says, in a sentence or two: for the log, the preview of an import and the
//! minutes.
//!
//! There is an arm for every event and no other, so an event that cannot be told does not compile.
//! Nothing is told that the event and the state before it do not say.

mod audits;
pub(super) mod changes;
mod items;
mod meetings;
mod money;
mod names;
pub(super) mod phrases;
mod plan;
mod ratings;
mod reports;
#[cfg(test)]
mod tests;

use super::event::{Entry, Event};
use super::people::Directory;
use super::state::State;
use names::Names;

/// What happened, told from the state `before` it. Titles are cut to about 80 letters; reasons,
/// reports and decisions stand whole. A person is called by the name of `people`, and what the
/// state does not know by its id.
pub fn in_words(event: &Event, before: &State, people: &Directory) -> String {
    let names = Names { before, people };
    match event {
        Event::LedgerOpened(part) => plan::opened(part),
        Event::RoleGranted(part) => plan::role_granted(names, part),
        Event::RoleWithdrawn(part) => plan::role_withdrawn(names, part),
        Event::InspectionRecorded(part) => plan::inspection(names, part),
        Event::FrameSet(part) => plan::frame(names, part),
        Event::SchemeAdopted(part) => plan::scheme(names, part),
        Event::AimRecorded(part) => plan::aim(names, part),
        Event::AimRemoved(part) => plan::aim_removed(names, part),
        Event::RecommendationRecorded(part) => plan::recommendation(names, part),
        Event::RecommendationWithdrawn(part) => plan::recommendation_withdrawn(names, part),
        Event::VersionApproved(part) => plan::version(part),
        Event::ActionAdded(part) => items::action_added(names, part),
        Event::ActionAmended(part) => items::action_amended(names, part),
        Event::ActionStarted(part) => items::started(names, part),
        Event::ProgressNoted(part) => items::noted(names, part),
        Event::MilestoneAdded(part) => items::milestone_added(names, part),
        Event::MilestoneAmended(part) => items::milestone_amended(names, part),
        Event::ItemRedated(part) => items::redated(names, part),
        Event::ItemCompleted(part) => items::completed(names, part),
        Event::ItemCancelled(part) => items::cancelled(names, part),
        Event::ItemReopened(part) => items::reopened(names, part),
        Event::MeasureSet(part) => ratings::measure_set(names, part),
        Event::MeasureRemoved(part) => ratings::measure_removed(names, part),
        Event::RatingRecorded(part) => ratings::recorded(names, part),
        Event::RatingAgreed(part) => ratings::agreed(names, part),
        Event::RoundPlanned(part) => audits::planned(names, part),
        Event::GradingRecorded(part) => audits::graded(names, part),
        Event::GradingModerated(part) => audits::moderated(names, part),
        Event::FindingRecorded(part) => audits::finding(names, part),
        Event::RoundClosed(part) => audits::closed(names, part),
        Event::MeetingCalled(part) => meetings::called(names, part),
        Event::MeetingCancelled(part) => meetings::cancelled(names, part),
        Event::MeetingOpened(part) => meetings::opened(names, part),
        Event::EvidenceNoted(part) => meetings::evidence_noted(names, part),
        Event::DecisionTaken(part) => meetings::decided(names, part),
        Event::DecisionConcluded(part) => meetings::concluded(names, part),
        Event::ArisingAgreed(part) => meetings::arising_agreed(names, part),
        Event::ArisingCompleted(part) => meetings::arising_completed(names, part),
        Event::MeetingClosed(part) => meetings::closed(names, part),
        Event::BidRecorded(part) => money::bid(names, part),
        Event::BidDecided(part) => money::bid_decided(names, part),
        Event::PostsCounted(part) => money::posts(names, part),
        Event::ConsultationRecorded(part) => money::consultation(names, part),
        Event::ConsultationAnswered(part) => money::answered(names, part),
        Event::BodyDecisionRecorded(part) => money::body_decision(names, part),
        Event::ReportOpened(part) => reports::opened(names, part),
        Event::ReportWritten(part) => reports::written(names, part),
        Event::ReportSubmitted(part) => reports::submitted(names, part),
        Event::ReportReviewed(part) => reports::reviewed(names, part),
        Event::ReportCommented(part) => reports::commented(names, part),
        Event::ReportApproved(part) => reports::approved(names, part),
        Event::ReportPublished(part) => reports::published(names, part),
        Event::ReportWithdrawn(part) => reports::withdrawn(names, part),
        Event::RestatementRaised(part) => reports::restated(names, part),
        Event::RestatementAnswered(part) => reports::answered(names, part),
    }
}

/// When and by whom: `25 September 2017, Dominic Farrow`.
pub fn who_when(entry: &Entry, people: &Directory) -> String {
    format!(
        "{}, {}",
        phrases::day(entry.on),
        people.called(&entry.actor)
    )
}
