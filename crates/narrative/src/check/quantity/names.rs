//! Numbers that only name something: a paragraph, an age, a window, a limit.

use super::super::tokens::{Kind, Token};
use super::number::Number;

pub(super) fn is_duration(word: &str) -> bool {
    matches!(
        word,
        "week"
            | "weeks"
            | "month"
            | "months"
            | "year"
            | "years"
            | "hour"
            | "hours"
            | "minutes"
            | "am"
            | "pm"
            | "yearold"
            | "yearolds"
            | "working"
            | "calendar"
            | "monthly"
            | "fold"
            | "st"
            | "nd"
            | "rd"
            | "th"
            | "s"
    )
}

/// Whether a number only names something: a paragraph, an age, a window, a limit.
pub(super) fn names_something(tokens: &[Token], at: usize, number: &Number) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", Token::word);
    let before = |back: usize| at.checked_sub(back).map_or("", |at| tokens[at].word());
    const NAMES: &[&str] = &[
        "act",
        "acts",
        "regulations",
        "regulation",
        "priority",
        "theme",
        "objective",
        "outcome",
        "standard",
        "domain",
        "aim",
        "workstream",
        "team",
        "option",
        "question",
        "minute",
        "figure",
        "together",
        "paragraph",
        "paragraphs",
        "para",
        "section",
        "sections",
        "appendix",
        "page",
        "pages",
        "table",
        "chart",
        "version",
        "part",
        "phase",
        "stage",
        "chapter",
        "step",
        "level",
        "band",
        "annex",
        "recommendation",
        "action",
        "number",
        "no",
        "form",
        "schedule",
        "clause",
        "article",
        "tier",
        "item",
        "room",
        "quarter",
        "week",
        "grade",
        "sgo",
    ];
    if NAMES.contains(&before(1)) && !number.in_words {
        return true;
    }
    if before(1) == "year" && number.value < 20.0 {
        return true;
    }
    // Glued to other characters: identifiers, telephone numbers, list marks, mail addresses.
    let glued = tokens.get(at).is_some_and(|token| !token.spaced)
        && at > 0
        && !matches!(
            tokens[at - 1].kind,
            Kind::Mark('(' | '[' | '"' | '\'' | '£' | '~' | '<' | '>' | '=' | '-')
        );
    if glued && !number.in_words {
        return true;
    }
    let dashed = at > 0 && tokens[at - 1].is('-') && !tokens[at].spaced && !tokens[at - 1].spaced;
    if dashed {
        return true;
    }
    // `p < 0.001`, `p = 0.28`; `95% interval`; `10 with a value`
    let of_test = at > 1
        && (tokens[at - 1].is('<') || tokens[at - 1].is('='))
        && tokens[at - 2].word() == "p";
    let of_interval = tokens.get(number.end).is_some_and(|next| next.is('%'))
        && matches!(word(number.end + 1), "interval" | "confidence" | "ci");
    let of_list = word(number.end) == "with"
        && word(number.end + 1) == "a"
        && word(number.end + 2) == "value";
    if of_test || of_interval || of_list {
        return true;
    }
    // `24/7`, `13/11/2017`, `1.2.3`
    let slashed = tokens
        .get(number.end)
        .is_some_and(|next| !next.spaced && (next.is('/') || next.is('.')))
        && tokens
            .get(number.end + 1)
            .is_some_and(|next| !next.spaced && next.number().is_some());
    if slashed {
        return true;
    }
    // A range or a limit of single cases is no figure: `between 12 and 22`, `17 or above`.
    let limits = matches!(word(number.end), "or")
        && matches!(
            word(number.end + 1),
            "above" | "below" | "under" | "older" | "younger"
        );
    let between = before(1) == "between" && word(number.end) == "and"
        || (before(1) == "and" && before(3) == "between");
    if limits || between {
        return true;
    }
    // `0116 305 5479`
    let digits_follow = tokens
        .get(number.end)
        .is_some_and(|next| next.number().is_some() && next.spaced);
    let digits_before = at > 0 && tokens[at - 1].number().is_some();
    if digits_follow || digits_before {
        return true;
    }
    // Ages: `aged 5 to 16`, `19 to 21 year olds`, `5-16`, `under 5s`.
    if matches!(before(1), "aged" | "age" | "ages")
        || (matches!(before(1), "to" | "and")
            && (matches!(before(3), "aged" | "ages" | "age") || is_age(tokens, number.end)))
    {
        return true;
    }
    let range = matches!(word(number.end), "to" | "and")
        || tokens.get(number.end).is_some_and(|next| next.is('-'));
    if range
        && tokens
            .get(number.end + 1)
            .is_some_and(|next| next.number().is_some())
        && is_age(tokens, number.end + 2)
    {
        return true;
    }
    if is_age(tokens, number.end) {
        return true;
    }
    // Limits and windows that are part of a measure's name.
    if matches!(word(number.end), "or")
        && matches!(word(number.end + 1), "more" | "fewer" | "less" | "over")
    {
        return true;
    }
    if tokens.get(number.end).is_some_and(|next| next.is('+')) {
        return true;
    }
    let within = matches!(before(1), "within" | "in" | "inside")
        || (before(1) == "the" && matches!(before(2), "within" | "in"))
        || tokens.get(number.end).is_some_and(|next| next.is('-'));
    let days = matches!(word(number.end), "working" | "day" | "days")
        || matches!(word(number.end + 1), "day" | "days" | "working");
    if within && days && !number.in_words {
        return true;
    }
    number.value == 45.0
        && (word(number.end) == "working" || matches!(word(number.end), "day" | "days"))
}

pub(super) fn is_age(tokens: &[Token], at: usize) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", Token::word);
    matches!(word(at), "yearold" | "yearolds" | "plus")
        || (word(at).starts_with("year") && word(at + 1).starts_with("old"))
        || (tokens.get(at).is_some_and(|next| next.is('-')) && word(at + 1).starts_with("year"))
        || (word(at) == "s" && tokens.get(at).is_some_and(|next| !next.spaced))
}
