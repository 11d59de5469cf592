//! Numbers in digits and in words, and fractions in words.

use super::super::tokens::{Kind, Token};
use super::{Quantity, Room, Unit, noun, room};

pub(super) struct Number {
    pub value: f64,
    pub decimals: u8,
    pub end: usize,
    pub in_words: bool,
}

pub(super) fn number(tokens: &[Token], at: usize) -> Option<Number> {
    let token = tokens.get(at)?;
    if let Kind::Number { value, decimals } = token.kind {
        let thousands = tokens
            .get(at + 1)
            .is_some_and(|next| next.word() == "thousand");
        return Some(Number {
            value: if thousands { value * 1_000.0 } else { value },
            decimals: if thousands { 0 } else { decimals },
            end: at + 1 + usize::from(thousands),
            in_words: false,
        });
    }
    let mut value = in_words(token.word())?;
    let mut end = at + 1;
    if token.word() != "hundred" && tokens.get(end).is_some_and(|next| next.word() == "hundred") {
        value *= 100.0;
        end += 1;
        if tokens.get(end).is_some_and(|next| next.word() == "and")
            && let Some(rest) = tokens.get(end + 1).and_then(|next| in_words(next.word()))
        {
            value += rest;
            end += 2;
        }
    }
    if tokens
        .get(end)
        .is_some_and(|next| next.word() == "thousand")
    {
        value *= 1_000.0;
        end += 1;
    }
    Some(Number {
        value,
        decimals: 0,
        end,
        in_words: true,
    })
}

/// Whether a number begins with this piece.
pub(in crate::check) fn begins_number(token: &Token) -> bool {
    token.number().is_some()
        || token.is('£')
        || matches!(token.word(), "one" | "a" | "half")
        || in_words(token.word()).is_some()
}

/// A number in words, from two to ninety-nine. `One` is as often a pronoun, and is none.
pub(super) fn in_words(word: &str) -> Option<f64> {
    const UNITS: [&str; 18] = [
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = [
        "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ];
    if word == "zero" || word == "nil" {
        return Some(0.0);
    }
    if word == "hundred" {
        return Some(100.0);
    }
    if let Some(at) = UNITS.iter().position(|unit| *unit == word) {
        return Some(at as f64 + 2.0);
    }
    TENS.iter().enumerate().find_map(|(at, ten)| {
        let rest = word.strip_prefix(ten)?;
        let tens = (at as f64 + 2.0) * 10.0;
        match rest {
            "" => Some(tens),
            "one" => Some(tens + 1.0),
            _ => UNITS[..8]
                .iter()
                .position(|unit| *unit == rest)
                .map(|unit| tens + unit as f64 + 2.0),
        }
    })
}

/// `a quarter`, `two thirds`, `one in five`, `nine out of ten`: a percentage, loosely.
pub(super) fn fraction(tokens: &[Token], at: usize) -> Option<Quantity> {
    let word = |at: usize| tokens.get(at).map_or("", Token::word);
    let found = |end: usize, value: f64| {
        Some(Quantity {
            at: at..end,
            value,
            decimals: 0,
            unit: Unit::Percent,
            room: match room(tokens, at) {
                Room::Exact | Room::About => Room::Fraction,
                said => said,
            },
            noun: noun(tokens, end),
            compared: false,
        })
    };
    let small = |at: usize| match word(at) {
        "one" | "a" => Some(1.0),
        other => in_words(other).or_else(|| tokens.get(at).and_then(Token::number)),
    };
    let parts = |word: &str| match word.trim_end_matches('s') {
        "half" | "halve" => Some(2.0),
        "third" => Some(3.0),
        "quarter" => Some(4.0),
        "fifth" => Some(5.0),
        "tenth" => Some(10.0),
        _ => None,
    };
    let before = at.checked_sub(1).map_or("", |at| tokens[at].word());
    let of_time =
        (at + 1..at + 5).any(|at| matches!(word(at), "year" | "term" | "month" | "quarter"));
    if word(at) == "half"
        && matches!(word(at + 1), "of" | "the" | "all" | "our")
        && !matches!(before, "first" | "second" | "last" | "latter" | "and" | "a")
        && !of_time
    {
        return found(at + 1, 50.0);
    }
    // `two-thirds` is one word here.
    let joined: &[(&str, f64)] = &[
        ("twothirds", 200.0 / 3.0),
        ("onethird", 100.0 / 3.0),
        ("threequarters", 75.0),
        ("onequarter", 25.0),
        ("onehalf", 50.0),
        ("twofifths", 40.0),
        ("threefifths", 60.0),
        ("fourfifths", 80.0),
    ];
    if let Some((_, value)) = joined.iter().find(|(name, _)| *name == word(at)) {
        return found(at + 1, *value);
    }
    let count = small(at)?;
    if let Some(of) = parts(word(at + 1)) {
        // `the third quarter` and `a quarter of a year` are times; a fraction is of something.
        let before = at.checked_sub(1).map_or("", |at| tokens[at].word());
        let of_time = word(at + 2) == "of"
            && (at + 3..at + 5).any(|at| matches!(word(at), "year" | "term" | "month" | "quarter"));
        let led = matches!(
            before,
            "first" | "second" | "last" | "latter" | "every" | "each" | "once" | "per" | "and"
        );
        // `a third move` is an ordinal, `once a quarter` a time.
        let follows = matches!(
            word(at + 2),
            "of" | "more"
                | "fewer"
                | "less"
                | "were"
                | "are"
                | "had"
                | "have"
                | "took"
                | "did"
                | "was"
                | ""
        );
        return ((follows || count > 1.0) && !led && !of_time && count < of)
            .then(|| found(at + 2, count / of * 100.0))
            .flatten();
    }
    let (step, joined) = match (word(at + 1), word(at + 2)) {
        ("in", "every") => (3, true),
        ("in", _) => (2, true),
        ("out", "of") if word(at + 3) == "every" => (4, true),
        ("out", "of") => (3, true),
        _ => (0, false),
    };
    if !joined || word(at) == "a" {
        return None;
    }
    let of = small(at + step)?;
    let is_round = matches!(of as i64, 3 | 4 | 5 | 6 | 8 | 10 | 20 | 100);
    let is_digits = tokens[at].number().is_some() && word(at + 1) == "out";
    (is_round
        && count < of
        && !is_digits
        && tokens.get(at + step + 1).is_none_or(|next| !next.is('%')))
    .then(|| found(at + step + 1, count / of * 100.0))
    .flatten()
}
