//! What stands before a numbered paragraph or an item: a bullet, `7.`, `4.2`, `iv)`, `(a)`.

/// Signs that are taken for bullets where a space follows.
const BULLETS: [char; 12] = ['-', '*', '•', '◦', '▪', '●', '○', '■', '‣', '·', '–', '—'];
/// The most digits of a number before a paragraph: a year is none.
const DIGITS: usize = 3;
/// The most numbers in one such as `4.2.1`.
const LEVELS: usize = 6;

/// A mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// As it is printed; `None` for a bullet.
    pub label: Option<String>,
    /// What stands around a number or letter.
    pub delimiter: Delimiter,
    /// What it counts.
    pub value: Value,
}

/// What stands around a number or letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Delimiter {
    /// `7.`, and `4.2` without one.
    Dot,
    /// `7)`
    Bracket,
    /// `(7)`
    Brackets,
    /// A bullet has none.
    None,
}

/// What a mark counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// Nothing: a bullet with its sign.
    Bullet(char),
    /// `7` is one number, `4.2` are two.
    Numbers(Vec<u32>),
    /// A Roman number or a letter of the alphabet, or what may be either, such as `i`.
    Letters {
        /// From 1 to 49.
        roman: Option<u32>,
        /// From 1 to 26.
        alpha: Option<u32>,
    },
}

impl Mark {
    /// A bullet.
    pub fn bullet(sign: char) -> Self {
        Mark {
            label: None,
            delimiter: Delimiter::None,
            value: Value::Bullet(sign),
        }
    }

    /// A number with a dot, for one that a format counts itself.
    pub fn number(number: u32) -> Self {
        Mark {
            label: Some(format!("{number}.")),
            delimiter: Delimiter::Dot,
            value: Value::Numbers(vec![number]),
        }
    }

    /// The mark that a label stands for which a format gives. A label that cannot be read, such as
    /// `Recommendation 1:`, counts nothing and is kept.
    pub fn given(label: &str) -> Self {
        let label = label.trim();
        let lower = label.to_lowercase();
        let whole = |text: &str| read(text).filter(|(_, length)| *length == text.len());
        let mark = match whole(&lower).or_else(|| whole(&format!("{lower}."))) {
            Some((mark, _)) => mark,
            None => Mark::bullet('•'),
        };
        let says_something = label.chars().any(char::is_alphanumeric);
        Mark {
            label: says_something.then(|| label.to_owned()),
            ..mark
        }
    }

    /// Whether it is a bullet without a label.
    pub fn is_plain_bullet(&self) -> bool {
        self.label.is_none() && matches!(self.value, Value::Bullet(_))
    }
}

/// The mark that a line begins with, and the bytes up to what follows it. White space, or the end,
/// must come after the mark.
pub(super) fn read(line: &str) -> Option<(Mark, usize)> {
    let rest = line.trim_start();
    let bullet = rest.chars().next().filter(|sign| BULLETS.contains(sign));
    let (mark, length) = match bullet {
        Some(sign) => (Mark::bullet(sign), sign.len_utf8()),
        None => labelled(rest)?,
    };
    let after = &rest[length..];
    let words = after.trim_start();
    let parted = after.is_empty() || words.len() < after.len();
    parted.then_some((mark, line.len() - words.len()))
}

/// A number in lower-case Roman letters, as printed: `iv`.
pub(super) fn lower_roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut left = number;
    let mut roman = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            roman.push_str(sign);
            left -= value;
        }
    }
    roman
}

/// A number as Word counts with letters: `a` to `z`, then `aa`, `bb`.
pub(super) fn lower_letters(number: u32) -> String {
    match (number.wrapping_sub(1) % 26, number.wrapping_sub(1) / 26) {
        (letter, round @ 0..10) => {
            let letter = char::from(b'a' + letter as u8);
            std::iter::repeat_n(letter, round as usize + 1).collect()
        }
        _ => number.to_string(),
    }
}

fn labelled(text: &str) -> Option<(Mark, usize)> {
    let (opening, inner) = match text.strip_prefix('(') {
        Some(inner) => (1, inner),
        None => (0, text),
    };
    let (value, length) = numbers(inner).or_else(|| letters(inner))?;
    let several = matches!(&value, Value::Numbers(numbers) if numbers.len() > 1);
    let (delimiter, closing) = match (opening, inner[length..].chars().next()) {
        (1, Some(')')) => (Delimiter::Brackets, 1),
        (0, Some(')')) => (Delimiter::Bracket, 1),
        (0, Some('.')) => (Delimiter::Dot, 1),
        (0, _) if several => (Delimiter::Dot, 0),
        _ => return None,
    };
    let length = opening + length + closing;
    let mark = Mark {
        label: Some(text[..length].to_owned()),
        delimiter,
        value,
    };
    Some((mark, length))
}

fn numbers(text: &str) -> Option<(Value, usize)> {
    let bytes = text.as_bytes();
    let mut numbers = Vec::new();
    let mut at = 0;
    loop {
        let digits = bytes[at..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        if digits == 0 || digits > DIGITS {
            return None;
        }
        numbers.push(text[at..at + digits].parse().ok()?);
        at += digits;
        let more =
            bytes.get(at) == Some(&b'.') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        if !more || numbers.len() == LEVELS {
            return Some((Value::Numbers(numbers), at));
        }
        at += 1;
    }
}

fn letters(text: &str) -> Option<(Value, usize)> {
    let length = text.bytes().take_while(u8::is_ascii_lowercase).count();
    let word = &text[..length];
    let alpha = match *word.as_bytes() {
        [letter] => Some(u32::from(letter - b'a') + 1),
        _ => None,
    };
    let roman = roman(word);
    (alpha.is_some() || roman.is_some()).then_some((Value::Letters { roman, alpha }, length))
}

/// The number from 1 to 49 that a word is in lower-case Roman letters.
fn roman(word: &str) -> Option<u32> {
    let may_be = (1..=7).contains(&word.len()) && word.bytes().all(|sign| b"ivxl".contains(&sign));
    may_be
        .then(|| (1..50).find(|number| lower_roman(*number) == word))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_from_words() {
        for (line, label, length) in [
            ("7. Highlights", "7.", 3),
            ("  7) Highlights", "7)", 5),
            ("(7)\tHighlights", "(7)", 4),
            ("4.2 Highlights", "4.2", 4),
            ("4.2. Highlights", "4.2.", 5),
            ("iv)\u{a0} A", "iv)", 6),
            ("(iv) A", "(iv)", 5),
            ("i. Being", "i.", 3),
            ("c) A", "c)", 3),
            ("xxxviii) A", "xxxviii)", 9),
            ("i)", "i)", 2),
        ] {
            let (mark, read) = read(line).expect(line);
            assert_eq!(
                (mark.label.as_deref(), read),
                (Some(label), length),
                "{line}"
            );
        }
        for (line, length) in [("- A", 2), ("•\tA", 4), ("– A", 4), ("*", 1)] {
            let (mark, read) = read(line).expect(line);
            assert!(mark.is_plain_bullet(), "{line}");
            assert_eq!(read, length, "{line}");
        }
        for line in [
            "",
            " ",
            "i.e. A",
            "e.g. A",
            "2016. The rate",
            "18.5% of",
            "a A",
            "7 A",
            "-5 fewer",
            "**A**",
            "(s)he",
            "iiii) A",
            "mix) A",
            "vi)A",
            "I) A",
            "4. 2",
            "civil. A",
        ] {
            let found = read(line).map(|(mark, _)| mark.label);
            let expected = (line == "4. 2").then(|| Some("4.".to_owned()));
            assert_eq!(found, expected, "{line}");
        }
    }

    #[test]
    fn labels_that_a_format_gives() {
        let numbers = |numbers: &[u32]| Value::Numbers(numbers.to_vec());
        for (label, kept, value) in [
            ("7", Some("7"), numbers(&[7])),
            ("4.2", Some("4.2"), numbers(&[4, 2])),
            (
                "IV.",
                Some("IV."),
                Value::Letters {
                    roman: Some(4),
                    alpha: None,
                },
            ),
            ("\u{f0b7}", None, Value::Bullet('•')),
            ("-", None, Value::Bullet('-')),
            (
                "Recommendation 1:",
                Some("Recommendation 1:"),
                Value::Bullet('•'),
            ),
        ] {
            let mark = Mark::given(label);
            assert_eq!(
                (mark.label.as_deref(), mark.value),
                (kept, value),
                "{label}"
            );
        }
    }

    #[test]
    fn numbers_as_letters() {
        assert_eq!(
            [1, 4, 9, 14, 40, 49].map(lower_roman),
            ["i", "iv", "ix", "xiv", "xl", "xlix"]
        );
        assert_eq!([1, 26, 27, 28].map(lower_letters), ["a", "z", "aa", "bb"]);
        assert_eq!([0, u32::MAX].map(lower_letters), ["0", "4294967295"]);
        assert_eq!([0, 4000].map(lower_roman), ["0", "4000"]);
    }
}
