//! The words of a sentence that judge: how something moved, how it compares, whether a target is
//! met.

use std::ops::Range;

use super::tokens::Token;
use super::when::follows;

/// What a word says of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    /// It moved the good way, or is better.
    Better,
    /// It moved the bad way, or is worse.
    Worse,
    /// It rose, or is higher.
    Up,
    /// It fell, or is lower.
    Down,
    /// It stayed, and that is good.
    Steady,
    /// It is about the same.
    Same,
}

/// A word, or words, that judge.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Said {
    /// Its pieces.
    pub at: Range<usize>,
    /// What it says.
    pub sense: Sense,
    /// Whether it can be about a change over time.
    pub moves: bool,
    /// Whether it can set a figure beside somebody else's.
    pub compares: bool,
    /// Whether a `not` or a `no` turns it round.
    pub negated: bool,
    /// Whether it is an adjective in front of what it is about (`increased number of`), or a noun.
    pub noun: bool,
}

/// The words of a sentence that judge, in order.
pub(super) fn said(tokens: &[Token]) -> Vec<Said> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match word(tokens, at) {
            Some(said) => {
                let end = said.at.end;
                if !is_intent(tokens, at) && !is_name(tokens, at, end) {
                    found.push(said);
                }
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// Phrases first, as their words alone may mean something else.
const PHRASES: &[(&[&str], Sense, bool, bool)] = &[
    (&["continues", "to", "improve"], Sense::Better, true, false),
    (&["continued", "to", "improve"], Sense::Better, true, false),
    (&["continue", "to", "improve"], Sense::Better, true, false),
    (&["continues", "to", "fall"], Sense::Down, true, false),
    (&["continued", "to", "fall"], Sense::Down, true, false),
    (&["continues", "to", "rise"], Sense::Up, true, false),
    (&["continued", "to", "rise"], Sense::Up, true, false),
    (&["got", "better"], Sense::Better, true, false),
    (&["got", "worse"], Sense::Worse, true, false),
    (&["went", "up"], Sense::Up, true, false),
    (&["gone", "up"], Sense::Up, true, false),
    (&["came", "down"], Sense::Down, true, false),
    (&["come", "down"], Sense::Down, true, false),
    (&["went", "down"], Sense::Down, true, false),
    (&["gone", "down"], Sense::Down, true, false),
    (&["up", "from"], Sense::Up, true, false),
    (&["up", "on"], Sense::Up, true, false),
    (&["down", "from"], Sense::Down, true, false),
    (&["down", "on"], Sense::Down, true, false),
    (&["remains", "stable"], Sense::Steady, true, false),
    (&["remained", "stable"], Sense::Steady, true, false),
    (&["remains", "steady"], Sense::Steady, true, false),
    (&["remained", "steady"], Sense::Steady, true, false),
    (&["remains", "unchanged"], Sense::Steady, true, false),
    (&["remained", "unchanged"], Sense::Steady, true, false),
    (&["remains", "consistent"], Sense::Steady, true, false),
    (&["remained", "consistent"], Sense::Steady, true, false),
    (&["remained", "high"], Sense::Steady, true, false),
    (&["remains", "high"], Sense::Steady, true, false),
    (&["remained", "low"], Sense::Steady, true, false),
    (&["remains", "low"], Sense::Steady, true, false),
    (&["held", "steady"], Sense::Steady, true, false),
    (&["no", "change"], Sense::Steady, true, false),
    (&["in", "line", "with"], Sense::Same, false, true),
    (&["on", "a", "par", "with"], Sense::Same, false, true),
    (&["the", "same", "as"], Sense::Same, true, true),
    (&["similar", "to"], Sense::Same, true, true),
    (&["comparable", "with"], Sense::Same, false, true),
    (&["comparable", "to"], Sense::Same, false, true),
    (&["close", "to"], Sense::Same, false, true),
    (&["better", "than"], Sense::Better, true, true),
    (&["worse", "than"], Sense::Worse, true, true),
    (&["higher", "than"], Sense::Up, true, true),
    (&["greater", "than"], Sense::Up, true, true),
    (&["more", "than"], Sense::Up, true, true),
    (&["lower", "than"], Sense::Down, true, true),
    (&["less", "than"], Sense::Down, true, true),
    (&["fewer", "than"], Sense::Down, true, true),
    (&["smaller", "than"], Sense::Down, true, true),
    (&["shorter", "than"], Sense::Down, true, true),
    (&["quicker", "than"], Sense::Better, true, true),
    (&["faster", "than"], Sense::Better, true, true),
    (&["longer", "than"], Sense::Up, true, true),
    (&["slower", "than"], Sense::Worse, true, true),
    (&["ahead", "of"], Sense::Better, false, true),
    (&["compares", "well", "with"], Sense::Better, false, true),
    (
        &["compares", "favourably", "with"],
        Sense::Better,
        false,
        true,
    ),
    (
        &["compare", "favourably", "with"],
        Sense::Better,
        false,
        true,
    ),
    (
        &["compares", "favourably", "to"],
        Sense::Better,
        false,
        true,
    ),
    (&["compares", "poorly", "with"], Sense::Worse, false, true),
];

fn word(tokens: &[Token], at: usize) -> Option<Said> {
    let said = |length, sense, moves, compares, noun| {
        Some(Said {
            at: at..at + length,
            sense,
            moves,
            compares,
            negated: is_negated(tokens, at),
            noun,
        })
    };
    for (phrase, sense, moves, compares) in PHRASES {
        // `more than 90%` is how loosely the number is meant.
        let is_room = phrase[1..] == ["than"]
            && matches!(
                phrase[0],
                "more" | "less" | "fewer" | "greater" | "longer" | "shorter"
            )
            && tokens.get(at + 2).is_some_and(|next| {
                super::quantity::begins_number(next)
                    || matches!(
                        next.word(),
                        "double" | "doubled" | "half" | "halved" | "trebled" | "tripled"
                    )
            });
        if !is_room && follows(tokens, at, phrase) {
            return said(phrase.len(), *sense, *moves, *compares, false);
        }
    }
    let found = |sense, moves, compares, noun| said(1, sense, moves, compares, noun);
    match tokens[at].word() {
        "improved" | "improves" | "improving" | "strengthened" => {
            found(Sense::Better, true, false, false)
        }
        "improvement" | "improvements" => found(Sense::Better, true, false, true),
        "worsened" | "worsens" | "worsening" | "deteriorated" | "deteriorating" | "slipped" => {
            found(Sense::Worse, true, false, false)
        }
        "deterioration" => found(Sense::Worse, true, false, true),
        "increased" | "increases" | "increasing" | "rose" | "risen" | "rising" | "rises"
        | "grew" | "grown" | "growing" | "climbed" => found(Sense::Up, true, false, false),
        "increase" | "rise" | "growth" => found(Sense::Up, true, false, true),
        "reduced" | "reduces" | "reducing" | "fell" | "fallen" | "falls" | "falling"
        | "decreased" | "decreasing" | "dropped" | "dropping" | "declined" | "declining"
        | "lowered" | "shortened" | "cut" => found(Sense::Down, true, false, false),
        "reduction" | "fall" | "decrease" | "drop" | "decline" => {
            found(Sense::Down, true, false, true)
        }
        "sustained" | "maintained" | "sustains" | "maintains" | "stable" | "steady"
        | "consistent" | "unchanged" | "sustaining" | "maintaining" => {
            found(Sense::Steady, true, false, false)
        }
        "above" | "over" => found(Sense::Up, false, true, false),
        "below" | "under" => found(Sense::Down, false, true, false),
        "exceeds" | "exceed" => found(Sense::Up, false, true, false),
        "outperforms" | "outperform" | "outperformed" | "outperforming" | "beats" => {
            found(Sense::Better, false, true, false)
        }
        "higher" => found(Sense::Up, true, true, false),
        "lower" => found(Sense::Down, true, true, false),
        "fewer" => found(Sense::Down, true, true, false),
        "better" => found(Sense::Better, true, true, false),
        "worse" => found(Sense::Worse, true, true, false),
        _ => None,
    }
}

/// What is only wanted or expected is not claimed.
fn is_intent(tokens: &[Token], at: usize) -> bool {
    const WANTS: [&str; 24] = [
        "to", "will", "would", "should", "could", "must", "may", "might", "aim", "aims", "aiming",
        "plan", "plans", "planned", "expected", "expect", "intend", "intended", "help", "helps",
        "need", "needs", "can", "if",
    ];
    let is_base = matches!(
        tokens[at].word(),
        "increase"
            | "fall"
            | "drop"
            | "rise"
            | "cut"
            | "decline"
            | "improvement"
            | "reduction"
            | "decrease"
            | "exceed"
            | "outperform"
    );
    let back = if is_base { 3 } else { 2 };
    (1..=back).any(|back| {
        at.checked_sub(back).is_some_and(|before| {
            let word = tokens[before].word();
            // `to` well before a participle joins other words: `to September fell`.
            WANTS.contains(&word) && (word != "to" || (back == 1 && is_base))
        })
    }) || tokens[..at].iter().rev().take(6).any(|token| {
        matches!(
            token.word(),
            "aims" | "aiming" | "intended" | "expected" | "expect" | "designed" | "hope" | "hopes"
        )
    })
}

/// `improvement plan`, `continuous improvement`, `improvements to practice`: not about a number.
fn is_name(tokens: &[Token], at: usize, end: usize) -> bool {
    if tokens.get(end).is_some_and(|next| next.word() == "chance") {
        return true;
    }
    let word = tokens[at].word();
    let next = tokens.get(end).map_or("", Token::word);
    let before = at.checked_sub(1).map_or("", |at| tokens[at].word());
    match word {
        "improvement" | "improvements" => {
            matches!(
                next,
                "plan"
                    | "plans"
                    | "board"
                    | "journey"
                    | "programme"
                    | "notice"
                    | "partner"
                    | "work"
                    | "action"
                    | "actions"
                    | "activity"
                    | "team"
                    | "to"
            ) || matches!(
                before,
                "continuous" | "for" | "service" | "practice" | "school" | "ofsted"
            )
        }
        "cut" => next == "off",
        "growth" => matches!(next, "bid" | "bids" | "funding" | "plan" | "money"),
        "rise" => before == "give",
        "up" => {
            before.starts_with("follow")
                || matches!(before, "catch" | "pick" | "picked" | "set" | "sign")
        }
        _ => false,
    }
}

fn is_negated(tokens: &[Token], at: usize) -> bool {
    let only = (at.saturating_sub(3)..at)
        .any(|at| follows(tokens, at, &["not", "only"]) || follows(tokens, at, &["no", "doubt"]));
    let before = tokens[..at].iter().rev().take(3);
    let clause = before.take_while(|token| !token.is(',') && !token.is(';') && !token.is(':'));
    !only
        && clause.into_iter().any(|token| {
            matches!(
                token.word(),
                "not"
                    | "no"
                    | "never"
                    | "hasnt"
                    | "havent"
                    | "isnt"
                    | "didnt"
                    | "wasnt"
                    | "without"
                    | "neither"
            )
        })
}

/// A claim that a target is met or missed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Aimed {
    /// Its pieces, from the word that judges to the word for the target.
    pub at: Range<usize>,
    /// What is said of it.
    pub says: Aim,
    /// Whether a national threshold is meant, and not the plan's target.
    pub threshold: bool,
}

/// What is said of a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aim {
    /// It is met.
    Met,
    /// It is missed.
    Missed,
    /// The figure is above it.
    Above,
    /// The figure is below it.
    Below,
}

/// The claims of a sentence that targets are met or missed.
pub(super) fn aimed(tokens: &[Token]) -> Vec<Aimed> {
    const AHEAD: usize = 6;
    let mut found: Vec<Aimed> = Vec::new();
    for at in 0..tokens.len() {
        let is_goal = match tokens[at].word() {
            "target" | "targets" | "threshold" | "thresholds" | "goal" | "ambition" => true,
            "level" | "levels" => {
                at > 0 && matches!(tokens[at - 1].word(), "agreed" | "target" | "recommended")
            }
            _ => false,
        };
        if !is_goal {
            continue;
        }
        let is_threshold = tokens[at].word().starts_with("threshold")
            || tokens[at.saturating_sub(2)..at]
                .iter()
                .any(|t| matches!(t.word(), "national" | "government" | "dfe"));
        let before = tokens[..at].iter().enumerate().rev().take(AHEAD);
        let after = tokens.iter().enumerate().skip(at + 1).take(AHEAD + 4);
        let judged = before
            .take_while(|(_, token)| ![';', '.', ',', ':'].iter().any(|mark| token.is(*mark)))
            .find_map(|(index, token)| {
                let found = before_goal(token.word())?;
                // `on the threshold` is met only where nothing stands between.
                let loose = token.word() == "on" && index + 2 < at;
                (!loose).then_some((index, found))
            })
            .or_else(|| {
                after
                    .take_while(|(_, token)| !token.is(';') && !token.is('.'))
                    .find_map(|(index, token)| Some((index, after_goal(token.word())?)))
            });
        let Some((judge, says)) = judged else {
            continue;
        };
        let (start, end) = (judge.min(at), judge.max(at) + 1);
        if is_intent(tokens, start) || found.iter().any(|other| other.at.contains(&judge)) {
            continue;
        }
        // `failed to meet` is missed; `continues to meet`, `to meet` alone only wants.
        if judge > 0 && tokens[judge - 1].word() == "to" {
            let lead = tokens[judge.saturating_sub(4)..judge - 1]
                .iter()
                .map(Token::word);
            let mut lead = lead.collect::<Vec<_>>();
            lead.reverse();
            let failed = lead
                .iter()
                .any(|word| word.starts_with("fail") || matches!(*word, "unable" | "yet"));
            let managed = lead.iter().any(|word| matches!(*word, "managed" | "able"));
            if failed {
                found.push(Aimed {
                    at: start..end,
                    says: Aim::Missed,
                    threshold: is_threshold,
                });
            }
            if failed || !managed {
                continue;
            }
        }
        let negated = is_negated(tokens, judge)
            || tokens[..judge]
                .iter()
                .rev()
                .take(2)
                .any(|t| t.word() == "yet");
        found.push(Aimed {
            at: start..end,
            says: match (says, negated) {
                (Aim::Met, true) => Aim::Missed,
                (Aim::Missed, true) => Aim::Met,
                (says, _) => says,
            },
            threshold: is_threshold,
        });
    }
    found
}

fn before_goal(word: &str) -> Option<Aim> {
    match word {
        "met" | "meets" | "meeting" | "meet" | "achieved" | "achieves" | "achieving" | "hit"
        | "hits" | "reached" | "within" | "on" | "exceeded" | "exceeds" | "exceeding"
        | "surpassed" | "beat" | "ahead" => Some(Aim::Met),
        "missed" | "misses" | "missing" | "short" | "behind" | "outside" | "off" => {
            Some(Aim::Missed)
        }
        "above" | "over" => Some(Aim::Above),
        "below" | "under" => Some(Aim::Below),
        _ => None,
    }
}

fn after_goal(word: &str) -> Option<Aim> {
    match word {
        "met" | "achieved" | "reached" | "exceeded" | "hit" | "surpassed" => Some(Aim::Met),
        "missed" => Some(Aim::Missed),
        _ => None,
    }
}
