//! The phrases that sentences about the plan are made of: days, counts, lists, texts in quotation
//! marks. Nothing here knows an event.

use std::fmt::Display;

use jiff::civil::Date;
use waymark_figures::show_count;

use crate::model::Schedule;

/// How many letters of a text are quoted at most.
const LONGEST: usize = 80;

/// `13 November 2017`.
pub(in crate::ledger) fn day(day: Date) -> String {
    format!(
        "{} {} {}",
        day.day(),
        waymark_codes::month_name(day.month()),
        day.year()
    )
}

/// How many days the second day lies after the first; negative where it is before.
fn days_between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

/// `1 day`, `62 days`.
pub(in crate::ledger) fn in_days(days: i32) -> String {
    match days {
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    }
}

/// Where a day lies from another: `62 days after 30 November 2017`.
pub(in crate::ledger) fn apart(from: Date, to: Date) -> String {
    match days_between(from, to) {
        0 => "the same day as before".to_owned(),
        later @ 1.. => format!("{} after {}", in_days(later), day(from)),
        earlier => format!("{} before {}", in_days(-earlier), day(from)),
    }
}

/// How a day of completion lies to the day first agreed: `, 12 days after the day first agreed
/// (30 June 2017)`, with the day that stood at last where it is another.
pub(in crate::ledger) fn against_first(schedule: &Schedule, done_on: Date) -> String {
    let first = schedule.first_due;
    let how = match days_between(first, done_on) {
        late @ 1.. => format!("{} after the day first agreed", in_days(late)),
        _ => "by the day first agreed".to_owned(),
    };
    let last = schedule.latest_due();
    if last == first {
        format!(", {how} ({})", day(first))
    } else {
        format!(", {how} ({}; re-dated to {})", day(first), day(last))
    }
}

/// `once`, `twice`, `3 times`.
pub(in crate::ledger) fn times(n: usize) -> String {
    match n {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        n => format!("{n} times"),
    }
}

/// `1 milestone`, `3 milestones`.
pub(in crate::ledger) fn count(n: usize, one: &str, many: &str) -> String {
    match n {
        1 => format!("1 {one}"),
        n => format!("{n} {many}"),
    }
}

/// `1`, `25.8`, `12,345`.
pub(in crate::ledger) fn number(value: f64) -> String {
    if value.fract() == 0.0 {
        show_count(value)
    } else {
        value.to_string()
    }
}

/// `£2,500,000`.
pub(in crate::ledger) fn pounds(amount: u64) -> String {
    format!("\u{a3}{}", show_count(amount as f64))
}

/// The value, or `none`.
pub(in crate::ledger) fn or_none(value: Option<impl Display>) -> String {
    value.map_or_else(|| "none".to_owned(), |value| value.to_string())
}

/// `Ann`, `Ann and Bob`, `Ann, Bob and Cem`; `none` of an empty list.
pub(in crate::ledger) fn list(items: &[String]) -> String {
    match items {
        [] => "none".to_owned(),
        [only] => only.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

/// The text on one line.
fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether the text is quoted whole.
pub(in crate::ledger) fn is_short(text: &str) -> bool {
    on_one_line(text).chars().count() <= LONGEST
}

/// The text on one line, cut at a word's end where it is long.
fn short(text: &str) -> String {
    if is_short(text) {
        return on_one_line(text);
    }
    let mut kept = String::new();
    let mut letters = 0;
    for word in text.split_whitespace() {
        letters += word.chars().count() + usize::from(letters > 0);
        if letters > LONGEST {
            break;
        }
        if !kept.is_empty() {
            kept.push(' ');
        }
        kept.push_str(word);
    }
    if kept.is_empty() {
        // One word that is longer than all that is quoted.
        kept = text.trim_start().chars().take(LONGEST).collect();
    }
    let end = kept.trim_end_matches([',', ';', ':', '.']).len();
    kept.truncate(end);
    kept.push('\u{2026}');
    kept
}

/// The text in quotation marks, on one line, cut at a word's end where it is long.
pub(in crate::ledger) fn quoted(text: &str) -> String {
    format!("\u{201c}{}\u{201d}", short(text))
}

/// The whole text on one line, with a full stop where it has no other end.
pub(in crate::ledger) fn stopped(text: &str) -> String {
    let text = on_one_line(text);
    let within = text.trim_end_matches(['\u{201d}', '\u{2019}', '"', '\'', ')']);
    if within.ends_with(['.', '!', '?', '\u{2026}']) {
        text
    } else {
        format!("{text}.")
    }
}

/// The text with a capital as its first letter.
pub(in crate::ledger) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Redating;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn long_texts_are_cut_at_the_end_of_a_word() {
        // Eight words of nine letters and the seven spaces between them are 79 letters, 80 with a
        // comma; a ninth word does not fit.
        let word = "ninechars";
        let eight = [word; 8].join(" ");
        assert_eq!(quoted(&eight), format!("\u{201c}{eight}\u{201d}"));
        assert_eq!(
            quoted(&format!("{eight}, {word}")),
            format!("\u{201c}{eight}\u{2026}\u{201d}")
        );
        assert_eq!(
            quoted(&"x".repeat(81)),
            format!("\u{201c}{}\u{2026}\u{201d}", "x".repeat(80))
        );
        assert_eq!(quoted("two\n lines"), "\u{201c}two lines\u{201d}");
    }

    #[test]
    fn sentences_end_with_one_full_stop() {
        for (text, whole) in [
            ("The manager starts", "The manager starts."),
            ("It is done. ", "It is done."),
            ("Is it done?", "Is it done?"),
            ("(See the note.)", "(See the note.)"),
            ("a team (of five)", "a team (of five)."),
        ] {
            assert_eq!(stopped(text), whole);
        }
    }

    #[test]
    fn days_lie_before_or_after() {
        // December 2017 and January 2018 have 31 days each.
        let (from, to) = (date("2017-11-30"), date("2018-01-31"));
        assert_eq!(apart(from, to), "62 days after 30 November 2017");
        assert_eq!(apart(to, from), "62 days before 31 January 2018");
        let mut schedule = Schedule {
            first_due: from,
            agreed: Vec::new(),
        };
        assert_eq!(
            against_first(&schedule, from),
            ", by the day first agreed (30 November 2017)"
        );
        schedule.agreed.push(Redating {
            due: to,
            reason: "r".to_owned(),
            agreed_by: "b".to_owned(),
            on: from,
        });
        assert_eq!(
            against_first(&schedule, date("2017-12-01")),
            ", 1 day after the day first agreed (30 November 2017; re-dated to 31 January 2018)"
        );
    }

    #[test]
    fn lists_and_numbers_read_as_people_write_them() {
        let names = ["Ann", "Bob", "Cem"].map(str::to_owned);
        assert_eq!(list(&names[..0]), "none");
        assert_eq!(list(&names[..2]), "Ann and Bob");
        assert_eq!(list(&names), "Ann, Bob and Cem");
        assert_eq!(number(25.8), "25.8");
        assert_eq!(number(20.0), "20");
        assert_eq!(pounds(2_500_000), "\u{a3}2,500,000");
        assert_eq!(capital("the plan"), "The plan");
    }
}
