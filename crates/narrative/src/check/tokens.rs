//! A passage as words, numbers and marks, each with its place, and where its sentences end.

use std::ops::Range;

/// One piece of a passage.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    /// Bytes of the passage.
    pub span: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// Whether a space, or the beginning, stands before it.
    pub spaced: bool,
    /// Whether it begins with a capital letter.
    pub capital: bool,
}

/// What a piece is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// A word in lower case, without hyphens and without a possessive `’s`.
    Word(String),
    /// A number in digits.
    Number {
        /// Its value.
        value: f64,
        /// Digits after the point.
        decimals: u8,
    },
    /// Any other character.
    Mark(char),
}

impl Token {
    /// The word, or nothing.
    pub fn word(&self) -> &str {
        match &self.kind {
            Kind::Word(word) => word,
            _ => "",
        }
    }

    /// Whether it is this mark.
    pub fn is(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }

    /// The number's value.
    pub fn number(&self) -> Option<f64> {
        match self.kind {
            Kind::Number { value, .. } => Some(value),
            _ => None,
        }
    }
}

/// The pieces of a passage.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut spaced = true;
    while let Some(next) = text[at..].chars().next() {
        let start = at;
        if next.is_whitespace() {
            at += next.len_utf8();
            spaced = true;
            continue;
        }
        let kind = if next.is_ascii_digit() {
            let (kind, end) = number(text, at);
            at = end;
            kind
        } else if next.is_alphabetic() {
            at = word_end(text, at);
            Kind::Word(norm(&text[start..at]))
        } else {
            at += next.len_utf8();
            Kind::Mark(match next {
                '\u{2013}' | '\u{2014}' | '\u{2011}' | '\u{2212}' => '-',
                '\u{2019}' | '\u{2018}' => '\'',
                '\u{201c}' | '\u{201d}' => '"',
                other => other,
            })
        };
        found.push(Token {
            span: start..at,
            kind,
            spaced,
            capital: next.is_uppercase(),
        });
        spaced = false;
    }
    found
}

/// `1,234.5`: commas stand between groups of three digits only.
fn number(text: &str, start: usize) -> (Kind, usize) {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = start;
    let mut digits = String::new();
    while digit(end) {
        digits.push(char::from(bytes[end]));
        end += 1;
    }
    if end - start <= 3 {
        while bytes.get(end) == Some(&b',')
            && (1..=3).all(|step| digit(end + step))
            && !digit(end + 4)
        {
            digits.push_str(&text[end + 1..end + 4]);
            end += 4;
        }
    }
    let mut decimals = 0u8;
    if bytes.get(end) == Some(&b'.') && digit(end + 1) {
        digits.push('.');
        end += 1;
        while digit(end) {
            digits.push(char::from(bytes[end]));
            decimals = decimals.saturating_add(1);
            end += 1;
        }
    }
    let value = digits.parse().unwrap_or(f64::MAX);
    (Kind::Number { value, decimals }, end)
}

/// A word ends before what is no letter, digit, or hyphen or apostrophe within it.
fn word_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut letters = text[start..].char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let follows = letters.peek().map(|(_, next)| *next);
        let inner = matches!(letter, '-' | '\u{2010}' | '\u{2011}' | '\'' | '\u{2019}')
            && follows.is_some_and(char::is_alphabetic);
        if !letter.is_alphanumeric() && !inner {
            break;
        }
        end = start + at + letter.len_utf8();
    }
    end
}

fn norm(word: &str) -> String {
    let lower: String = word
        .to_lowercase()
        .replace('\u{2019}', "'")
        .replace(['-', '\u{2010}', '\u{2011}'], "");
    lower.strip_suffix("'s").unwrap_or(&lower).replace('\'', "")
}

/// The sentences of a passage, as ranges of its pieces.
pub(super) fn sentences(text: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    const SHORT: [&str; 12] = [
        "eg", "ie", "e", "g", "i", "no", "approx", "vs", "cf", "etc", "st", "para",
    ];
    let mut found = Vec::new();
    let mut start = 0;
    for (at, token) in tokens.iter().enumerate() {
        let ends = match token.kind {
            Kind::Mark('!' | '?') => true,
            Kind::Mark('.') => {
                let before = at.checked_sub(1).map_or("", |at| tokens[at].word());
                let next = tokens.get(at + 1);
                !SHORT.contains(&before)
                    && next.is_none_or(|next| {
                        next.spaced
                            && text[next.span.clone()]
                                .chars()
                                .next()
                                .is_some_and(|c| !c.is_lowercase())
                    })
            }
            _ => false,
        };
        if ends {
            found.push(start..at + 1);
            start = at + 1;
        }
    }
    if start < tokens.len() {
        found.push(start..tokens.len());
    }
    found
}

/// Where a phrase stands in the pieces, each place as a range of them.
///
/// The phrase's words are separated by spaces: `assess*` begins so, `in|within` is either word,
/// `...` leaves up to four words between. See `waymark_figures::Naming`.
pub(super) fn places(phrase: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let phrase = phrase.to_lowercase();
    let words: Vec<&str> = phrase.split_whitespace().collect();
    let mut found: Vec<Range<usize>> = Vec::new();
    for start in 0..tokens.len() {
        if let Some(end) = matches_at(&words, tokens, start) {
            found.push(start..end);
        }
    }
    found
}

const GAP: usize = 4;

fn matches_at(words: &[&str], tokens: &[Token], at: usize) -> Option<usize> {
    let Some((first, rest)) = words.split_first() else {
        return Some(at);
    };
    if *first == "..." {
        return (at..=at + GAP).find_map(|at| {
            let inside = tokens.get(..at)?;
            let broken = inside
                .last()
                .is_some_and(|token| token.is(';') || token.is('.'));
            (!broken).then(|| matches_at(rest, tokens, at)).flatten()
        });
    }
    let token = tokens.get(at)?;
    let said = match &token.kind {
        Kind::Word(word) => word.clone(),
        Kind::Number { value, .. } => format!("{value}"),
        Kind::Mark(_) => return None,
    };
    let fits = first
        .split('|')
        .any(|wanted| match wanted.strip_suffix('*') {
            Some(beginning) => said.starts_with(beginning),
            None => match wanted.strip_suffix('+') {
                Some(number) => {
                    said == number && tokens.get(at + 1).is_some_and(|next| next.is('+'))
                }
                None => said == wanted,
            },
        });
    if !fits {
        return None;
    }
    let next = if first.ends_with('+') { at + 2 } else { at + 1 };
    matches_at(rest, tokens, next)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokens(text)
            .iter()
            .map(|token| match &token.kind {
                Kind::Word(word) => word.clone(),
                Kind::Number { value, .. } => format!("#{value}"),
                Kind::Mark(mark) => mark.to_string(),
            })
            .collect()
    }

    #[test]
    fn words_numbers_and_marks() {
        assert_eq!(
            words("Re-referrals fell to 18.5% of 2,227; England’s 1,23 x."),
            [
                "rereferrals",
                "fell",
                "to",
                "#18.5",
                "%",
                "of",
                "#2227",
                ";",
                "england",
                "#1",
                ",",
                "#23",
                "x",
                "."
            ]
        );
        assert_eq!(
            words("A1, E45, 3+ and £2.5m"),
            ["a1", ",", "e45", ",", "#3", "+", "and", "£", "#2.5", "m"]
        );
    }

    #[test]
    fn sentences_end_where_readers_end_them() {
        let text = "It fell, e.g. to 7.6%. That is 3 fewer. Good! 45 came";
        let tokens = tokens(text);
        assert_eq!(sentences(text, &tokens).len(), 4);
    }

    #[test]
    fn phrases_have_gaps_and_either_words() {
        let tokens =
            tokens("days from entering care to their adoption, within 45 days; 3+ placements");
        assert_eq!(places("enter* care ... adopt*", &tokens).len(), 1);
        assert_eq!(places("in|within 45", &tokens).len(), 1);
        assert_eq!(places("3+ placement*", &tokens).len(), 1);
        assert_eq!(places("care ... placement*", &tokens).len(), 0);
    }
}
