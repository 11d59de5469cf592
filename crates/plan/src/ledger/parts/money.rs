//! Money and posts, consultations, what other bodies decide.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ids::{BidId, ConsultationId, DecisionId, FinancialYear};
use crate::model::{Consultation, Posts, PreviousDecision};

part! {
    /// A bid for money.
    BidRecord {
        /// Its id.
        id: BidId,
        /// What it is called, such as `Growth bid`.
        title: String,
        /// Whole pounds.
        amount: u64,
        /// The financial year that it is for.
        year: FinancialYear,
        /// What it pays for, in whole sentences.
        paid_for: String,
        /// Why what was recorded under this id is replaced; none where it is new.
        correction: Option<String>,
    }
}
part! {
    /// A body's decision on a bid.
    BidDecision {
        /// The bid.
        bid: BidId,
        /// What was decided, such as `Supported, for approval by the Cabinet`.
        decision: String,
        /// The body.
        by: String,
        /// The day.
        on: Date,
    }
}
part! {
    /// How posts of one kind were filled on a day.
    PostsCount {
        /// The bid that pays for them.
        bid: BidId,
        /// The day.
        on: Date,
        /// The posts.
        posts: Posts,
    }
}
part! {
    /// A consultation.
    ConsultationRecord {
        /// Its id.
        id: ConsultationId,
        /// Who was asked, when, how, what they said and what changed.
        consultation: Consultation,
        /// Why what was recorded under this id is replaced; none where it is new.
        correction: Option<String>,
    }
}
part! {
    /// What changed because of a consultation.
    ConsultationAnswer {
        /// The consultation.
        consultation: ConsultationId,
        /// What changed, in whole sentences.
        changed: String,
    }
}
part! {
    /// A decision of another body, such as the Cabinet.
    BodyDecision {
        /// Its id.
        id: DecisionId,
        /// The decision.
        decision: PreviousDecision,
        /// Why what was recorded under this id is replaced; none where it is new.
        correction: Option<String>,
    }
}
