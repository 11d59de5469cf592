//! What came of a meeting: its decisions and small actions with where they stand, the ratings that
//! it agreed, the days that it agreed anew.

use waymark_narrative::sentence::words;
use waymark_plan::ledger::CommandKind as K;
use waymark_plan::ledger::parts::{AgreedAt, JudgementRecord};
use waymark_plan::ledger::state::{ArisingState, DecisionState, MeetingState};
use waymark_plan::{MeetingId, MinuteId, RecommendationId};

use crate::give::{GiveLink, link};
use crate::pages::rating::RatingTag;
use crate::pages::recommendation::lead;
use crate::visitor::Visitor;

/// A decision.
pub struct DecisionHtml {
    /// Its id.
    pub id: MinuteId,
    /// What was decided.
    pub decision: String,
    /// The recommendation that it is about.
    pub recommendation: Option<RecommendationId>,
    /// Where it stands.
    pub state: String,
    /// Whether it is still to be carried out.
    pub is_open: bool,
    /// The forms at hand.
    pub links: Vec<GiveLink>,
}

/// A small action.
pub struct ArisingHtml {
    /// Its id.
    pub id: MinuteId,
    /// What is to be done.
    pub title: String,
    /// Who sees to it.
    pub owner: String,
    /// By when.
    pub due: String,
    /// Where it stands.
    pub state: String,
    /// Whether it is not done though its day is past.
    pub is_late: bool,
    /// The forms at hand.
    pub links: Vec<GiveLink>,
}

/// A rating that was agreed.
pub struct RatingHtml {
    /// The recommendation.
    pub id: RecommendationId,
    /// The recommendation's words.
    pub text: String,
    /// The rating.
    pub tag: RatingTag,
    /// What delivery proposed on the day.
    pub delivery: RatingTag,
    /// What impact proposed on the day; none where no figures were at hand.
    pub impact: Option<RatingTag>,
    /// Who judged, and why.
    pub judged: String,
}

/// A day that was agreed anew.
pub struct NewDayHtml {
    /// The action or milestone.
    pub item: String,
    /// Its page.
    pub href: String,
    /// The new day.
    pub due: String,
    /// Why, and who agreed.
    pub why: String,
}

/// The decisions, in the order in which they were taken.
pub fn decisions(visitor: &Visitor, id: &MeetingId, meeting: &MeetingState) -> Vec<DecisionHtml> {
    meeting
        .decisions
        .iter()
        .map(|(of, decision)| DecisionHtml {
            id: of.clone(),
            decision: decision.record.decision.clone(),
            recommendation: decision.record.recommendation.clone(),
            state: decision_state(decision),
            is_open: decision.is_open(),
            links: if decision.is_open() {
                let kinds = [(K::ConcludeDecision, "Record what came of it")];
                forms(visitor, id, of, &kinds)
            } else {
                Vec::new()
            },
        })
        .collect()
}

fn decision_state(decision: &DecisionState) -> String {
    match &decision.outcome {
        Some((on, outcome)) => format!("Carried out on {}: {outcome}", words::day(*on)),
        None if decision.is_open() => "Still to be carried out".to_owned(),
        None => "Nothing left to carry out".to_owned(),
    }
}

/// The small actions, in the order in which they were agreed.
pub fn arising(visitor: &Visitor, id: &MeetingId, meeting: &MeetingState) -> Vec<ArisingHtml> {
    meeting
        .arising
        .iter()
        .map(|(of, one)| {
            let is_late = one.outcome.is_none() && one.record.due < visitor.today;
            ArisingHtml {
                id: of.clone(),
                title: one.record.title.clone(),
                owner: lead(visitor, &one.record.owner),
                due: words::day(one.record.due),
                state: arising_state(one, is_late),
                is_late,
                links: if one.outcome.is_none() {
                    let kinds = [
                        (K::CompleteArising, "Record as done"),
                        (K::AgreeArising, "Change day or owner"),
                    ];
                    forms(visitor, id, of, &kinds)
                } else {
                    Vec::new()
                },
            }
        })
        .collect()
}

fn arising_state(one: &ArisingState, is_late: bool) -> String {
    match &one.outcome {
        Some((on, Some(outcome))) => format!("Done on {}: {outcome}", words::day(*on)),
        Some((on, None)) => format!("Done on {}", words::day(*on)),
        None if is_late => "Late".to_owned(),
        None => "Not done yet".to_owned(),
    }
}

/// The forms about a decision or small action, which lead back to it.
fn forms(
    visitor: &Visitor,
    meeting: &MeetingId,
    id: &MinuteId,
    kinds: &[(K, &'static str)],
) -> Vec<GiveLink> {
    let back = format!("/meetings/{meeting}#{id}");
    let about = [
        ("minute", id.as_str()),
        ("meeting", meeting.as_str()),
        ("back", back.as_str()),
    ];
    kinds
        .iter()
        .filter_map(|(kind, text)| link(visitor, *kind, text, &about))
        .collect()
}

/// The ratings that the meeting agreed, by the recommendations' numbers.
pub fn ratings(visitor: &Visitor, id: &MeetingId) -> Vec<RatingHtml> {
    let state = &visitor.view.state;
    let mut agreed: Vec<(u16, RatingHtml)> = Vec::new();
    for (of, recommendation) in &state.recommendations {
        let here = recommendation
            .ratings
            .iter()
            .filter(|judged| matches!(&judged.agreed_at, Some(AgreedAt::Meeting(at)) if at == id));
        for judged in here {
            agreed.push((
                recommendation.record.number,
                RatingHtml {
                    id: of.clone(),
                    text: recommendation.record.text.clone(),
                    tag: RatingTag::of(Some(judged.rating)),
                    delivery: RatingTag::proposed(judged.delivery.rating),
                    impact: judged
                        .impact
                        .as_ref()
                        .map(|seen| RatingTag::proposed(seen.part.rating)),
                    judged: judged_in_words(judged),
                },
            ));
        }
    }
    agreed.sort_by_key(|(number, _)| *number);
    agreed.into_iter().map(|(_, html)| html).collect()
}

fn judged_in_words(judged: &JudgementRecord) -> String {
    let why = judged.rationale.as_deref();
    format!(
        "{}, {}: {}",
        judged.judged_by,
        words::day(judged.on),
        why.unwrap_or(waymark_plan::ledger::AS_PROPOSED)
    )
}

/// The days that the meeting agreed anew.
pub fn new_days(visitor: &Visitor, meeting: &MeetingState) -> Vec<NewDayHtml> {
    let state = &visitor.view.state;
    meeting
        .redated
        .iter()
        .map(|new| {
            let title = match (state.action(&new.item), state.milestone(&new.item)) {
                (Some((_, action)), _) => action.title.as_str(),
                (None, Some((_, milestone))) => milestone.title.as_str(),
                (None, None) => "",
            };
            NewDayHtml {
                item: format!("{} {title}", new.item),
                href: match state.items.get(&new.item) {
                    Some((of, _)) => format!("/recommendations/{of}#{}", new.item),
                    None => "/overview".to_owned(),
                },
                due: words::day(new.due),
                why: format!("{} Agreed by {}.", stopped(&new.reason), new.agreed_by),
            }
        })
        .collect()
}

/// A text as a sentence: with a full stop, unless it ends in a mark of its own.
fn stopped(text: &str) -> String {
    if text.ends_with(['.', '!', '?']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};
    use waymark_plan::ledger::parts::{Arising, Lead, MeetingDecision};

    use super::*;

    const DAY: Date = date(2017, 11, 13);

    #[test]
    fn a_decision_says_where_it_stands() {
        for (stays_open, outcome, expected) in [
            (true, None, "Still to be carried out"),
            (false, None, "Nothing left to carry out"),
            (
                true,
                Some((DAY, "The police have agreed.".to_owned())),
                "Carried out on 13 November 2017: The police have agreed.",
            ),
        ] {
            let decision = DecisionState {
                record: MeetingDecision {
                    id: "M2017-10.D1".parse().unwrap(),
                    meeting: "M2017-10".parse().unwrap(),
                    decision: "The police are asked.".to_owned(),
                    recommendation: None,
                    stays_open,
                },
                outcome,
            };
            assert_eq!(decision_state(&decision), expected);
        }
    }

    #[test]
    fn a_small_action_says_where_it_stands() {
        for (outcome, is_late, expected) in [
            (None, false, "Not done yet"),
            (None, true, "Late"),
            (Some((DAY, None)), false, "Done on 13 November 2017"),
            (
                Some((DAY, Some("Sent to all.".to_owned()))),
                false,
                "Done on 13 November 2017: Sent to all.",
            ),
        ] {
            let arising = ArisingState {
                record: Arising {
                    id: "M2017-10.A1".parse().unwrap(),
                    meeting: "M2017-10".parse().unwrap(),
                    title: "Write to the police".to_owned(),
                    owner: Lead {
                        post: "Service Manager".to_owned(),
                        person: None,
                    },
                    due: DAY,
                    correction: None,
                },
                outcome,
            };
            assert_eq!(arising_state(&arising, is_late), expected);
        }
    }

    #[test]
    fn a_sentence_has_one_stop() {
        for (text, expected) in [("It is late", "It is late."), ("Why?", "Why?")] {
            assert_eq!(stopped(text), expected);
        }
    }
}
