//! What happened: the log is a list of these, and none is ever changed.
//!
//! An event is written as its kind, the form of its body, and the body as JSON. Where a body gets
//! another form, the old one stays readable: [`UPCASTS`] says how a body of one form becomes one
//! of the next, and `tests/plan/forms` holds a sample of each form that was ever written.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::chain::Record;
use super::parts::*;
use super::subject::Subject;
use crate::ids::PersonId;
use jiff::Timestamp;
use jiff::civil::Date;

/// Turns the body of one form into that of the next.
pub type Upcast = fn(Value) -> Value;

/// Each kind and form that is no longer written, with the way to the next form. A further word of a
/// list, such as another role, is no other form: every body that was ever written is read as before.
const UPCASTS: &[(&str, u16, Upcast)] = &[];

macro_rules! events {
    ($($(#[$doc:meta])* $name:ident($part:ty) = $kind:literal form $form:literal about |$value:ident| $subject:expr;)*) => {
        /// What happened.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Event {
            $($(#[$doc])* $name($part),)*
        }

        impl Event {
            /// The kinds of event with the form that each is written in.
            pub const KINDS: &[(&str, u16)] = &[$(($kind, $form)),*];

            /// The kind.
            pub fn kind(&self) -> &'static str {
                match self {
                    $(Event::$name(_) => $kind,)*
                }
            }

            /// The form that the body is written in.
            pub fn form(&self) -> u16 {
                match self {
                    $(Event::$name(_) => $form,)*
                }
            }

            /// The body as JSON.
            pub fn body(&self) -> String {
                match self {
                    $(Event::$name(part) => json(part),)*
                }
            }

            /// What the event is about.
            pub fn subject(&self) -> Subject {
                match self {
                    $(Event::$name($value) => $subject,)*
                }
            }

            /// Reads an event of the form that is written now.
            fn of(kind: &str, body: Body<'_>) -> Result<Self, Unreadable> {
                match kind {
                    $($kind => body.read().map(Event::$name),)*
                    _ => Err(Unreadable::UnknownKind { kind: kind.to_owned() }),
                }
            }
        }
    };
}

events! {
    /// The ledger was opened.
    LedgerOpened(Opening) = "ledger-opened" form 1 about |_part| Subject::Ledger;
    /// A person was given a role.
    RoleGranted(RoleOf) = "role-granted" form 1 about |part| Subject::Person(part.person.clone());
    /// A role was taken from a person.
    RoleWithdrawn(RoleOf) = "role-withdrawn" form 1 about |part| Subject::Person(part.person.clone());
    /// An inspection was recorded.
    InspectionRecorded(InspectionRecord) = "inspection-recorded" form 1 about |part| Subject::Inspection(part.id.clone());
    /// The plan's frame was set.
    FrameSet(Frame) = "frame-set" form 1 about |_part| Subject::Plan;
    /// A scheme came into force.
    SchemeAdopted(SchemeAdoption) = "scheme-adopted" form 1 about |_part| Subject::Scheme;
    /// An aim was recorded.
    AimRecorded(AimRecord) = "aim-recorded" form 1 about |part| Subject::Aim(part.id.clone());
    /// An aim was taken away.
    AimRemoved(AimRemoval) = "aim-removed" form 1 about |part| Subject::Aim(part.id.clone());
    /// A recommendation was recorded.
    RecommendationRecorded(RecommendationRecord) = "recommendation-recorded" form 1 about |part| Subject::Recommendation(part.id.clone());
    /// A recommendation left the plan.
    RecommendationWithdrawn(RecommendationWithdrawal) = "recommendation-withdrawn" form 1 about |part| Subject::Recommendation(part.recommendation.clone());
    /// A version was approved.
    VersionApproved(VersionApproval) = "version-approved" form 1 about |_part| Subject::Plan;
    /// An action was added.
    ActionAdded(NewAction) = "action-added" form 1 about |part| Subject::Item(part.id.clone());
    /// An action's words, people or start changed.
    ActionAmended(ActionAmendment) = "action-amended" form 1 about |part| Subject::Item(part.id.clone());
    /// An action began.
    ActionStarted(Start) = "action-started" form 1 about |part| Subject::Item(part.action.clone());
    /// Progress was reported.
    ProgressNoted(Note) = "progress-noted" form 1 about |part| Subject::Item(part.action.clone());
    /// A milestone was added.
    MilestoneAdded(NewMilestone) = "milestone-added" form 1 about |part| Subject::Item(part.id.clone());
    /// A milestone's words changed.
    MilestoneAmended(MilestoneAmendment) = "milestone-amended" form 1 about |part| Subject::Item(part.id.clone());
    /// A new day was agreed.
    ItemRedated(NewDate) = "item-redated" form 1 about |part| Subject::Item(part.item.clone());
    /// An action was completed, or a milestone reached.
    ItemCompleted(Completion) = "item-completed" form 1 about |part| Subject::Item(part.item.clone());
    /// An action or milestone was given up.
    ItemCancelled(GivingUp) = "item-cancelled" form 1 about |part| Subject::Item(part.item.clone());
    /// An action or milestone was taken up again.
    ItemReopened(Reopening) = "item-reopened" form 1 about |part| Subject::Item(part.item.clone());
    /// A measure was set on a recommendation.
    MeasureSet(MeasureLink) = "measure-set" form 1 about |part| Subject::Measure(part.recommendation.clone(), part.measure.selector.clone());
    /// A recommendation is judged by a measure no longer.
    MeasureRemoved(MeasureRemoval) = "measure-removed" form 1 about |part| Subject::Measure(part.recommendation.clone(), part.measure.clone());
    /// A rating was recorded.
    RatingRecorded(JudgementRecord) = "rating-recorded" form 1 about |part| Subject::Rating(part.recommendation.clone());
    /// A meeting agreed a rating.
    RatingAgreed(Agreement) = "rating-agreed" form 1 about |part| Subject::Rating(part.recommendation.clone());
    /// A round of audits was planned.
    RoundPlanned(RoundRecord) = "round-planned" form 1 about |part| Subject::Round(part.id.clone());
    /// A grade was recorded.
    GradingRecorded(Grading) = "grading-recorded" form 1 about |part| Subject::Grading(part.round.clone(), part.reference.clone(), part.theme.clone());
    /// A grade was moderated.
    GradingModerated(ModerationRecord) = "grading-moderated" form 1 about |part| Subject::Grading(part.round.clone(), part.reference.clone(), part.theme.clone());
    /// A finding was recorded.
    FindingRecorded(FindingRecord) = "finding-recorded" form 1 about |part| Subject::Finding(part.id.clone());
    /// A round ended.
    RoundClosed(RoundEnd) = "round-closed" form 1 about |part| Subject::Round(part.round.clone());
    /// A meeting was called.
    MeetingCalled(MeetingRecord) = "meeting-called" form 1 about |part| Subject::Meeting(part.id.clone());
    /// A meeting was called off.
    MeetingCancelled(MeetingCancellation) = "meeting-cancelled" form 1 about |part| Subject::Meeting(part.meeting.clone());
    /// A meeting was opened.
    MeetingOpened(MeetingOpening) = "meeting-opened" form 1 about |part| Subject::Meeting(part.meeting.clone());
    /// The figures before a meeting were noted.
    EvidenceNoted(EvidenceNote) = "evidence-noted" form 1 about |_part| Subject::Evidence;
    /// A meeting decided.
    DecisionTaken(MeetingDecision) = "decision-taken" form 1 about |part| Subject::Minute(part.id.clone());
    /// A decision was carried out.
    DecisionConcluded(DecisionOutcome) = "decision-concluded" form 1 about |part| Subject::Minute(part.id.clone());
    /// A small action was agreed.
    ArisingAgreed(Arising) = "arising-agreed" form 1 about |part| Subject::Minute(part.id.clone());
    /// A small action was done.
    ArisingCompleted(ArisingOutcome) = "arising-completed" form 1 about |part| Subject::Minute(part.id.clone());
    /// A meeting ended.
    MeetingClosed(MeetingEnd) = "meeting-closed" form 1 about |part| Subject::Meeting(part.meeting.clone());
    /// A bid was recorded.
    BidRecorded(BidRecord) = "bid-recorded" form 1 about |part| Subject::Bid(part.id.clone());
    /// A body decided on a bid.
    BidDecided(BidDecision) = "bid-decided" form 1 about |part| Subject::Bid(part.bid.clone());
    /// Posts were counted.
    PostsCounted(PostsCount) = "posts-counted" form 1 about |part| Subject::Bid(part.bid.clone());
    /// A consultation was recorded.
    ConsultationRecorded(ConsultationRecord) = "consultation-recorded" form 1 about |part| Subject::Consultation(part.id.clone());
    /// What changed because of a consultation was recorded.
    ConsultationAnswered(ConsultationAnswer) = "consultation-answered" form 1 about |part| Subject::Consultation(part.consultation.clone());
    /// What another body decided was recorded.
    BodyDecisionRecorded(BodyDecision) = "body-decision-recorded" form 1 about |part| Subject::BodyDecision(part.id.clone());
    /// A report was begun, or what was recorded of it corrected.
    ReportOpened(ReportDraft) = "report-opened" form 1 about |part| Subject::Report(part.id.clone());
    /// A narrative was written.
    ReportWritten(ReportText) = "report-written" form 1 about |part| Subject::Report(part.report.clone());
    /// A draft was handed in.
    ReportSubmitted(ReportSubmission) = "report-submitted" form 1 about |part| Subject::Report(part.report.clone());
    /// A report was agreed in review, or returned.
    ReportReviewed(ReportReview) = "report-reviewed" form 1 about |part| Subject::Report(part.report.clone());
    /// A report was commented on.
    ReportCommented(ReportComment) = "report-commented" form 1 about |part| Subject::Report(part.report.clone());
    /// A report was approved.
    ReportApproved(ReportApproval) = "report-approved" form 1 about |part| Subject::Report(part.report.clone());
    /// A report was published.
    ReportPublished(Publication) = "report-published" form 1 about |part| Subject::Report(part.report.clone());
    /// A report was given up.
    ReportWithdrawn(ReportWithdrawal) = "report-withdrawn" form 1 about |part| Subject::Report(part.report.clone());
    /// Figures of a published report were found to be others.
    RestatementRaised(Restatement) = "restatement-raised" form 1 about |part| Subject::Restatement(part.id.clone());
    /// What is done about a restatement was said.
    RestatementAnswered(RestatementAnswer) = "restatement-answered" form 1 about |part| Subject::Restatement(part.restatement.clone());
}

/// Why a record's event cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// A kind that this version of Waymark does not know.
    #[error(
        "it is of the kind `{kind}`, which this version of Waymark does not know; use a newer one"
    )]
    UnknownKind {
        /// The kind.
        kind: String,
    },
    /// A form that this version of Waymark does not know.
    #[error(
        "it is a `{kind}` of form {form}, and this version of Waymark knows forms up to {known}; use a newer one"
    )]
    UnknownForm {
        /// The kind.
        kind: String,
        /// The form.
        form: u16,
        /// The form that is written now.
        known: u16,
    },
    /// A body that does not have the form that it says.
    #[error("its body is not that of a `{kind}` of form {form}: {why}")]
    Malformed {
        /// The kind.
        kind: String,
        /// The form.
        form: u16,
        /// What the reader says. It names fields and places, and no value that was read.
        why: String,
    },
}

/// A body on its way to being read.
enum Body<'a> {
    Text(&'a str),
    Upcast(Value),
}

impl Body<'_> {
    fn read<T: DeserializeOwned>(self) -> Result<T, Unreadable> {
        let read = match self {
            Body::Text(text) => serde_json::from_str(text),
            Body::Upcast(value) => serde_json::from_value(value),
        };
        // Kind and form are put in by who knows them.
        read.map_err(|error| Unreadable::Malformed {
            kind: String::new(),
            form: 0,
            why: format!("{:?} at column {}", error.classify(), error.column()),
        })
    }
}

fn json(part: &impl Serialize) -> String {
    serde_json::to_string(part).expect("parts have text keys only and no map of other keys")
}

impl Event {
    /// Reads an event of any form that was ever written.
    pub fn read(kind: &str, form: u16, body: &str) -> Result<Self, Unreadable> {
        Self::read_with(Self::KINDS, UPCASTS, kind, form, body)
    }

    /// As [`read`](Self::read), with these forms and upcasts.
    fn read_with(
        kinds: &[(&str, u16)],
        upcasts: &[(&str, u16, Upcast)],
        kind: &str,
        form: u16,
        body: &str,
    ) -> Result<Self, Unreadable> {
        let Some((_, known)) = kinds.iter().find(|(known, _)| *known == kind) else {
            return Err(Unreadable::UnknownKind {
                kind: kind.to_owned(),
            });
        };
        let unknown_form = || Unreadable::UnknownForm {
            kind: kind.to_owned(),
            form,
            known: *known,
        };
        if form > *known || form == 0 {
            return Err(unknown_form());
        }
        let malformed = |error: Unreadable| match error {
            Unreadable::Malformed { why, .. } => Unreadable::Malformed {
                kind: kind.to_owned(),
                form,
                why,
            },
            other => other,
        };
        if form == *known {
            return Self::of(kind, Body::Text(body)).map_err(malformed);
        }
        let mut value: Value = Body::Text(body).read().map_err(malformed)?;
        for at in form..*known {
            let (.., upcast) = upcasts
                .iter()
                .find(|(of, from, _)| *of == kind && *from == at)
                .ok_or_else(unknown_form)?;
            value = upcast(value);
        }
        Self::of(kind, Body::Upcast(value)).map_err(malformed)
    }
}

/// One event with who gave the command and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its place in the log, from 1.
    pub seq: u64,
    /// When it was written, in UTC.
    pub recorded_at: Timestamp,
    /// The day that it was decided on.
    pub on: Date,
    /// Who gave the command.
    pub actor: PersonId,
    /// What happened.
    pub event: Event,
}

/// A record that is no entry.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnEntry {
    /// The event cannot be read.
    #[error("event {seq} cannot be read: {why}")]
    Event {
        /// Its place.
        seq: u64,
        /// Why.
        why: Unreadable,
    },
    /// A part around the event cannot be read.
    #[error("event {seq} cannot be read: its {part} is not one")]
    Around {
        /// Its place.
        seq: u64,
        /// Which part.
        part: &'static str,
    },
}

impl Entry {
    /// Reads a record.
    pub fn read(record: &Record) -> Result<Self, NotAnEntry> {
        let around = |part| NotAnEntry::Around {
            seq: record.seq,
            part,
        };
        Ok(Self {
            seq: record.seq,
            recorded_at: record
                .recorded_at
                .parse()
                .map_err(|_| around("time of recording"))?,
            on: record.on.parse().map_err(|_| around("day"))?,
            actor: record.actor.parse().map_err(|_| around("person"))?,
            event: Event::read(&record.kind, record.form, &record.body).map_err(|why| {
                NotAnEntry::Event {
                    seq: record.seq,
                    why,
                }
            })?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_that_is_written_is_read_back() {
        let body = r#"{"id":"learning","title":"Learning","correction":null}"#;
        let read = Event::read("aim-recorded", 1, body).unwrap();
        assert_eq!(read.kind(), "aim-recorded");
        assert_eq!(read.body(), body);
    }

    /// As if aims had first been written with a name, then with a title, and only then with a
    /// correction.
    #[test]
    fn an_old_form_becomes_the_one_that_is_written_now() {
        let kinds = [("aim-recorded", 3)];
        let renamed: Upcast = |mut body| {
            body["title"] = body["name"].take();
            if let Some(fields) = body.as_object_mut() {
                fields.remove("name");
            }
            body
        };
        let completed: Upcast = |mut body| {
            body["correction"] = Value::Null;
            body
        };
        let upcasts = [("aim-recorded", 1, renamed), ("aim-recorded", 2, completed)];
        let expected = Event::read(
            "aim-recorded",
            1,
            r#"{"id":"learning","title":"Learning","correction":null}"#,
        );
        for (form, body) in [
            (1, r#"{"id":"learning","name":"Learning"}"#),
            (2, r#"{"id":"learning","title":"Learning"}"#),
            (
                3,
                r#"{"id":"learning","title":"Learning","correction":null}"#,
            ),
        ] {
            let read = Event::read_with(&kinds, &upcasts, "aim-recorded", form, body);
            assert_eq!(read, expected, "form {form}");
        }
        // A form with no way to the next is refused, and not read as something else.
        let gap = Event::read_with(&kinds, &upcasts[1..], "aim-recorded", 1, "{}");
        assert!(matches!(gap, Err(Unreadable::UnknownForm { form: 1, .. })));
    }

    #[test]
    fn newer_forms_and_kinds_are_refused_with_what_to_do() {
        let newer = Event::read("aim-recorded", 2, "{}").unwrap_err();
        assert!(newer.to_string().contains("use a newer one"), "{newer}");
        let unknown = Event::read("aim-sung", 1, "{}").unwrap_err();
        assert!(unknown.to_string().contains("aim-sung"), "{unknown}");
    }

    #[test]
    fn a_malformed_body_is_named_without_its_content() {
        let error = Event::read("aim-recorded", 1, r#"{"id":"secret","titel":"x"}"#).unwrap_err();
        assert!(error.to_string().contains("aim-recorded"), "{error}");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}
