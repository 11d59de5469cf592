//! Money and posts, consultations, and what other bodies decide.

use waymark_figures::round_half_up;
use waymark_plan::ledger::Command;
use waymark_plan::ledger::parts::{
    BidDecision, BidRecord, BodyDecision, ConsultationAnswer, ConsultationRecord, PostsCount,
};
use waymark_plan::{Consultation, Posts, PreviousDecision};

use super::{kept, kept_text};
use crate::plan::arguments::{
    BidAction, ConsultationAction, ConsultationArguments, DecisionAction,
};
use crate::plan::looking;
use crate::plan::session::{Call, Session};

/// Keeps bids and the posts that they pay for.
pub async fn bid(call: &Call<'_>, action: &BidAction) -> anyhow::Result<u8> {
    match action {
        BidAction::List => looking::bids(call).await,
        BidAction::Record {
            id,
            title,
            amount,
            year,
            paid_for,
            correction,
        } => {
            call.record(|session| {
                let stands = session.ledger.state().bids.get(id);
                let stands = stands.map(|stands| &stands.record);
                Ok(Command::RecordBid(BidRecord {
                    id: id.clone(),
                    title: kept(
                        title.clone(),
                        stands.map(|stands| stands.title.clone()),
                        "--title",
                    )?,
                    amount: kept(*amount, stands.map(|stands| stands.amount), "--amount")?,
                    year: kept(*year, stands.map(|stands| stands.year), "--year")?,
                    paid_for: kept(
                        paid_for.clone(),
                        stands.map(|stands| stands.paid_for.clone()),
                        "--paid-for",
                    )?,
                    correction: correction.clone(),
                }))
            })
            .await
        }
        BidAction::Decide {
            id,
            decision,
            by,
            on,
        } => {
            call.record(|session| {
                Ok(Command::DecideBid(BidDecision {
                    bid: id.clone(),
                    decision: decision.clone(),
                    by: by.clone(),
                    on: on.unwrap_or(session.today),
                }))
            })
            .await
        }
        BidAction::Posts {
            id,
            title,
            created,
            permanent,
            agency,
            vacant,
            on,
        } => {
            // Rounded, as parts of posts such as 0.1 are not exact.
            let left = round_half_up(created - permanent - agency, 4);
            call.record(|session| {
                Ok(Command::CountPosts(PostsCount {
                    bid: id.clone(),
                    on: on.unwrap_or(session.today),
                    posts: Posts {
                        title: title.clone(),
                        created: *created,
                        permanent: *permanent,
                        agency: *agency,
                        vacant: vacant.unwrap_or(left),
                    },
                }))
            })
            .await
        }
    }
}

/// Keeps consultations.
pub async fn consultation(call: &Call<'_>, action: &ConsultationAction) -> anyhow::Result<u8> {
    match action {
        ConsultationAction::List => looking::consultations(call).await,
        ConsultationAction::Record(given) => {
            call.record(|session| record_consultation(session, given))
                .await
        }
        ConsultationAction::Answer { id, changed } => {
            call.record(|_| {
                Ok(Command::AnswerConsultation(ConsultationAnswer {
                    consultation: id.clone(),
                    changed: changed.clone(),
                }))
            })
            .await
        }
    }
}

fn record_consultation(
    session: &Session,
    given: &ConsultationArguments,
) -> anyhow::Result<Command> {
    let stands = session.ledger.state().consultations.get(&given.id);
    Ok(Command::RecordConsultation(ConsultationRecord {
        id: given.id.clone(),
        consultation: Consultation {
            with: kept(
                given.with.clone(),
                stands.map(|stands| stands.with.clone()),
                "--with",
            )?,
            on: kept(given.on, stands.map(|stands| stands.on), "--on")?,
            until: given
                .until
                .or_else(|| stands.and_then(|stands| stands.until)),
            how: kept(
                given.how.clone(),
                stands.map(|stands| stands.how.clone()),
                "--how",
            )?,
            said: kept(
                given.said.clone(),
                stands.map(|stands| stands.said.clone()),
                "--said",
            )?,
            changed: kept_text(
                given.changed.as_ref(),
                stands.and_then(|stands| stands.changed.as_ref()),
            ),
        },
        correction: given.correction.clone(),
    }))
}

/// Keeps what other bodies decided.
pub async fn decision(call: &Call<'_>, action: &DecisionAction) -> anyhow::Result<u8> {
    match action {
        DecisionAction::List => looking::decisions(call).await,
        DecisionAction::Record {
            id,
            body,
            on,
            decided,
            correction,
        } => {
            call.record(|session| {
                let stands = session.ledger.state().body_decisions.get(id);
                Ok(Command::RecordBodyDecision(BodyDecision {
                    id: id.clone(),
                    decision: PreviousDecision {
                        on: kept(*on, stands.map(|stands| stands.on), "--on")?,
                        body: kept(
                            body.clone(),
                            stands.map(|stands| stands.body.clone()),
                            "--body",
                        )?,
                        decided: kept(
                            decided.clone(),
                            stands.map(|stands| stands.decided.clone()),
                            "--decided",
                        )?,
                    },
                    correction: correction.clone(),
                }))
            })
            .await
        }
    }
}
