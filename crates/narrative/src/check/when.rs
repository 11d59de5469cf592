//! The times that a sentence names.

use std::ops::Range;

use jiff::civil::Date;
use waymark_codes::{Month, month_name};

use super::tokens::{Kind, Token};

/// A time that a sentence names.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct When {
    /// Its pieces.
    pub at: Range<usize>,
    /// What it means.
    pub point: Point,
}

/// What a named time means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Point {
    /// The period that ends with a month.
    Month(Month),
    /// A calendar year, whichever of its months.
    Year(i16),
    /// Twelve months before the other time of the sentence, or before the latest figure.
    YearBefore,
    /// This month of the year before that of the other time.
    MonthOfYearBefore(i8),
    /// Twelve months after the other time of the sentence.
    YearAfter,
    /// The month before the latest figure's.
    MonthBefore,
    /// A time that no figure can be found for: a quarter, two years ago, previously.
    Unread,
    /// The month of the inspection.
    Inspection,
    /// The latest figure.
    Now,
}

/// A day, or a range of years, that cannot be.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Impossible {
    /// Its pieces.
    pub at: Range<usize>,
    /// Why it cannot be.
    pub why: String,
}

/// What a sentence names of times.
pub(super) struct Times {
    /// The times.
    pub whens: Vec<When>,
    /// What of its dates cannot be.
    pub impossible: Vec<Impossible>,
    /// Ranges of years and other dates that say when nothing was: their numbers are none.
    pub passed: Vec<Range<usize>>,
}

/// The times of a sentence, and what of its dates cannot be.
pub(super) fn whens(tokens: &[Token], today: Month) -> Times {
    let mut found = Vec::new();
    let mut impossible = Vec::new();
    let mut passed = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let (end, point) = match date(tokens, at, today, &mut impossible)
            .or_else(|| years(tokens, at, &mut impossible))
            .or_else(|| words(tokens, at))
        {
            Some(found) => found,
            None => {
                at += 1;
                continue;
            }
        };
        match point {
            Some(point) => found.push(When { at: at..end, point }),
            None => passed.push(at..end),
        }
        at = end;
    }
    settle(&mut found);
    Times {
        whens: found,
        impossible,
        passed,
    }
}

/// A year later than the date that the sentence names.
fn settle(found: &mut [When]) {
    let dated = found.iter().find_map(|when| match when.point {
        Point::Month(month) => Some(month),
        _ => None,
    });
    for when in found {
        if when.point == Point::YearAfter {
            when.point = dated.map_or(Point::Now, |month| Point::Month(month.plus(12)));
        }
    }
}

type Step = Option<(usize, Option<Point>)>;

/// The number of a month by its name or its first three letters.
fn month_number(word: &str) -> Option<i8> {
    (1..=12).find(|number| {
        let name = month_name(*number).to_lowercase();
        word == name
            || (word.len() >= 3 && word != "mar" && word != "may" && word == &name[..3])
            || (word == "sept" && *number == 9)
    })
}

fn year_of(token: Option<&Token>) -> Option<i16> {
    match token?.kind {
        // `2,050` is no year.
        Kind::Number { value, decimals: 0 }
            if (1990.0..=2060.0).contains(&value) && token?.span.len() == 4 =>
        {
            Some(value as i16)
        }
        _ => None,
    }
}

/// `September 2017`, `30 September 2017`, `September last year`, `September`.
fn date(tokens: &[Token], at: usize, today: Month, impossible: &mut Vec<Impossible>) -> Step {
    let day = tokens[at].number().filter(|day| (1.0..=99.0).contains(day));
    // `1st March`: the ordinal's letters hang on the number.
    let after_day = match tokens.get(at + 1) {
        Some(next)
            if day.is_some()
                && !next.spaced
                && matches!(next.word(), "st" | "nd" | "rd" | "th") =>
        {
            at + 2
        }
        _ => at + usize::from(day.is_some()),
    };
    let month_at = after_day;
    let number = month_number(tokens.get(month_at)?.word())?;
    let is_capital = month_at == at || day.is_some();
    if !is_capital {
        return None;
    }
    let next = month_at + 1;
    let year = year_of(tokens.get(next));
    let (end, point) = match year {
        Some(year) => (next + 1, Point::Month(month(year, number))),
        // `last September` is that of the year before the other one.
        None if month_at == at && at > 0 && tokens[at - 1].word() == "last" => {
            (next, Point::MonthOfYearBefore(number))
        }
        None if follows(tokens, next, &["last", "year"])
            || follows(tokens, next, &["the", "previous", "year"])
            || follows(tokens, next, &["of", "last", "year"]) =>
        {
            let end = next + if tokens[next].word() == "last" { 2 } else { 3 };
            (end, Point::MonthOfYearBefore(number))
        }
        // `may` and `march` are words as well: without a year or a day they are none.
        None if day.is_none() && matches!(tokens[month_at].word(), "may" | "march") => return None,
        None if tokens[month_at].word() == "may"
            && matches!(
                tokens.get(next).map_or("", Token::word),
                "be" | "have" | "not" | "also" | "need"
            ) =>
        {
            return None;
        }
        None => (next, Point::Month(latest(number, today))),
    };
    if let (Some(day), Some(year)) = (day, year) {
        let last = month(year, number).last_day().day();
        if day > f64::from(last) || day < 1.0 {
            impossible.push(Impossible {
                at: at..end,
                why: format!("{} {year} has {last} days", month_name(number)),
            });
        }
    }
    Some((end, Some(point)))
}

/// The month of a year; the caller has a month of 1 to 12 and a year of four digits.
fn month(year: i16, number: i8) -> Month {
    Month::of(Date::constant(year, number, 1))
}

/// The latest month of a name that is not after today.
fn latest(number: i8, today: Month) -> Month {
    let this_year = month(today.year(), number);
    if this_year > today {
        month(today.year() - 1, number)
    } else {
        this_year
    }
}

/// `2016/17`, `2016-17`, `2017-2020`, `2016 to 2018`, `2017`.
fn years(tokens: &[Token], at: usize, impossible: &mut Vec<Impossible>) -> Step {
    let first = year_of(tokens.get(at))?;
    let joins = tokens.get(at + 1);
    let is_mark = joins.is_some_and(|joins| (joins.is('/') || joins.is('-')) && !joins.spaced);
    let is_to = joins.is_some_and(|joins| joins.is('-') || joins.word() == "to");
    let second = tokens.get(at + 2);
    // The year of an Act, or of guidance, is part of its name.
    let before = at.checked_sub(1).map_or("", |at| tokens[at].word());
    let named = matches!(
        before,
        "act" | "regulations" | "guidance" | "together" | "strategy" | "framework"
    );
    // `2017-09-30`, `re-referrals@2017-09`
    let iso = is_mark
        && second.is_some_and(|second| second.span.len() == 2)
        && second
            .and_then(Token::number)
            .is_some_and(|month| (1.0..=12.0).contains(&month))
        && joins.is_some_and(|joins| joins.is('-'))
        && second
            .and_then(Token::number)
            .is_some_and(|month| month < f64::from(first % 100));
    if iso {
        let day = tokens
            .get(at + 3)
            .is_some_and(|dash| dash.is('-') && !dash.spaced);
        return Some((if day { at + 5 } else { at + 3 }, None));
    }
    if is_mark
        && let Some(Kind::Number { value, decimals: 0 }) = second.map(|second| second.kind.clone())
        && value < 100.0
    {
        let ends = (i32::from(first) / 100 * 100 + value as i32) as i16;
        let ends = if ends < first && value == 0.0 {
            first + 1
        } else {
            ends
        };
        if ends < first {
            impossible.push(Impossible {
                at: at..at + 3,
                why: "the range ends before it begins".to_owned(),
            });
            return Some((at + 3, None));
        }
        let point = (ends == first + 1).then(|| Point::Month(month(ends, 3)));
        return Some((at + 3, point));
    }
    if is_to && let Some(last) = year_of(second) {
        if last < first {
            impossible.push(Impossible {
                at: at..at + 3,
                why: "the range ends before it begins".to_owned(),
            });
        }
        return Some((at + 3, None));
    }
    Some((at + 1, (!named).then_some(Point::Year(first))))
}

/// Times without a date in them.
const SAID: &[(&[&str], Point)] = &[
    (&["the", "same", "month", "last", "year"], Point::YearBefore),
    (
        &["the", "same", "period", "last", "year"],
        Point::YearBefore,
    ),
    (&["the", "same", "time", "last", "year"], Point::YearBefore),
    (&["this", "time", "last", "year"], Point::YearBefore),
    (
        &["the", "same", "month", "the", "year", "before"],
        Point::YearBefore,
    ),
    (
        &["the", "same", "month", "of", "the", "previous", "year"],
        Point::YearBefore,
    ),
    (&["the", "year", "before"], Point::YearBefore),
    (&["the", "previous", "year"], Point::YearBefore),
    (&["the", "year", "previously"], Point::YearBefore),
    (&["a", "year", "ago"], Point::YearBefore),
    (&["a", "year", "earlier"], Point::YearBefore),
    (&["a", "year", "before"], Point::YearBefore),
    (&["one", "year", "ago"], Point::YearBefore),
    (&["one", "year", "earlier"], Point::YearBefore),
    (&["12", "months", "ago"], Point::YearBefore),
    (&["12", "months", "earlier"], Point::YearBefore),
    (&["12", "months", "before"], Point::YearBefore),
    (&["12", "months", "previously"], Point::YearBefore),
    (&["twelve", "months", "ago"], Point::YearBefore),
    (&["twelve", "months", "earlier"], Point::YearBefore),
    (&["twelve", "months", "before"], Point::YearBefore),
    (&["a", "year", "later"], Point::YearAfter),
    (&["one", "year", "later"], Point::YearAfter),
    (&["12", "months", "later"], Point::YearAfter),
    (&["twelve", "months", "later"], Point::YearAfter),
    (&["a", "year", "on"], Point::YearAfter),
    (&["the", "following", "year"], Point::YearAfter),
    (&["the", "last", "financial", "year"], Point::YearBefore),
    (&["last", "financial", "year"], Point::YearBefore),
    (&["the", "last", "year"], Point::Now),
    (&["last", "month"], Point::MonthBefore),
    (&["the", "previous", "month"], Point::MonthBefore),
    (&["the", "previous", "quarter"], Point::Unread),
    (&["last", "quarter"], Point::Unread),
    (&["this", "quarter"], Point::Unread),
    (&["previously"], Point::Unread),
    (&["two", "years", "ago"], Point::Unread),
    (&["three", "years", "ago"], Point::Unread),
    (&["two", "years", "earlier"], Point::Unread),
    (&["six", "months", "ago"], Point::Unread),
    (&["three", "months", "ago"], Point::Unread),
    (&["q1"], Point::Unread),
    (&["q2"], Point::Unread),
    (&["q3"], Point::Unread),
    (&["q4"], Point::Unread),
    (&["quarter", "1"], Point::Unread),
    (&["quarter", "2"], Point::Unread),
    (&["quarter", "3"], Point::Unread),
    (&["quarter", "4"], Point::Unread),
    (&["quarter", "one"], Point::Unread),
    (&["quarter", "two"], Point::Unread),
    (&["quarter", "three"], Point::Unread),
    (&["quarter", "four"], Point::Unread),
    (&["the", "first", "quarter"], Point::Unread),
    (&["the", "second", "quarter"], Point::Unread),
    (&["the", "third", "quarter"], Point::Unread),
    (&["the", "first", "half"], Point::Unread),
    (&["the", "second", "half"], Point::Unread),
    (&["last", "year"], Point::YearBefore),
    (&["year", "on", "year"], Point::YearBefore),
    (&["yearonyear"], Point::YearBefore),
    (&["point", "of", "inspection"], Point::Inspection),
    (&["point", "of", "the", "inspection"], Point::Inspection),
    (&["time", "of", "the", "inspection"], Point::Inspection),
    (&["time", "of", "inspection"], Point::Inspection),
    (&["at", "inspection"], Point::Inspection),
    (&["at", "the", "inspection"], Point::Inspection),
    (&["since", "inspection"], Point::Inspection),
    (&["since", "the", "inspection"], Point::Inspection),
    (&["than", "at", "inspection"], Point::Inspection),
    (&["when", "inspectors", "visited"], Point::Inspection),
    (&["when", "inspectors", "came"], Point::Inspection),
    (&["the", "last", "12", "months"], Point::Now),
    (&["the", "past", "12", "months"], Point::Now),
    (&["the", "last", "twelve", "months"], Point::Now),
    (&["the", "past", "year"], Point::Now),
    (&["the", "latest"], Point::Now),
    (&["most", "recent"], Point::Now),
    (&["latest"], Point::Now),
    (&["in", "the", "year"], Point::Now),
    (&["during", "the", "year"], Point::Now),
    (&["over", "the", "year"], Point::Now),
    (&["over", "three", "years"], Point::Now),
    (&["over", "the", "three", "years"], Point::Now),
    (&["now"], Point::Now),
    (&["currently"], Point::Now),
    (&["current"], Point::Now),
    (&["at", "present"], Point::Now),
    (&["to", "date"], Point::Now),
    (&["today"], Point::Now),
    (&["this", "year"], Point::Now),
];

fn words(tokens: &[Token], at: usize) -> Step {
    SAID.iter()
        .find(|(phrase, _)| {
            // `in the year to September 2017` is that date's.
            let next = tokens.get(at + phrase.len()).map_or("", Token::word);
            let is_dated = phrase.last().is_some_and(|last| last.starts_with("year"))
                && matches!(next, "to" | "ending" | "ended" | "before");
            follows(tokens, at, phrase) && (!is_dated || phrase.contains(&"last"))
        })
        .map(|(phrase, point)| (at + phrase.len(), Some(*point)))
}

/// Whether these words stand here.
pub(super) fn follows(tokens: &[Token], at: usize, phrase: &[&str]) -> bool {
    phrase.iter().enumerate().all(|(step, wanted)| {
        tokens.get(at + step).is_some_and(|token| match token.kind {
            Kind::Number { value, .. } => format!("{value}") == *wanted,
            _ => token.word() == *wanted,
        })
    })
}
