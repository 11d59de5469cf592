//! Months as audit logs write them.

use waymark_codes::{Month, month_name};

use crate::date;

/// Reads `2017-06`, `06/2017`, `6/2017`, `2017/06`, `June 2017`, `Jun 2017`, `Jun-17`,
/// `June-2017`, or any date of the month. Two-digit years are of this century. `None`
/// where it is none of these.
pub(crate) fn parse(written: &str) -> Option<Month> {
    let written = written.trim();
    if let Some(day) = date::parse(written) {
        return Some(Month::of(date::to_date(day)));
    }
    let mut parts = written
        .split([' ', '-', '/', '.', '\''])
        .filter(|part| !part.is_empty());
    let (first, second) = (parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (year, month) = if let Some(month) = named(first) {
        (year(second, true)?, month)
    } else if let Some(month) = named(second) {
        (year(first, false)?, month)
    } else if first.len() == 4 {
        (year(first, false)?, numbered(second)?)
    } else {
        (year(second, false)?, numbered(first)?)
    };
    format!("{year:04}-{month:02}").parse().ok()
}

fn named(word: &str) -> Option<i8> {
    let word = word.to_ascii_lowercase();
    if word.len() < 3 || !word.bytes().all(|letter| letter.is_ascii_lowercase()) {
        return None;
    }
    (1..=12).find(|month| {
        let name = month_name(*month).to_ascii_lowercase();
        name == word || name[..3] == word || (word == "sept" && *month == 9)
    })
}

fn numbered(word: &str) -> Option<i8> {
    (word.len() <= 2 && word.bytes().all(|digit| digit.is_ascii_digit()))
        .then(|| word.parse().ok())
        .flatten()
        .filter(|month| (1..=12).contains(month))
}

fn year(word: &str, short: bool) -> Option<i16> {
    if !word.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    match word.len() {
        4 => word.parse().ok(),
        2 if short => word.parse::<i16>().ok().map(|year| 2000 + year),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_read_as_it_is_written() {
        for written in [
            "2017-06",
            "June 2017",
            "june 2017",
            "Jun 2017",
            "Jun-17",
            "JUN-2017",
            "06/2017",
            "6/2017",
            "2017/06",
            "2017 June",
            "30/06/2017",
            "2017-06-01",
            "2017-06-30T00:00:00",
            "Jun '17",
        ] {
            assert_eq!(
                parse(written).map(|month| month.to_string()).as_deref(),
                Some("2017-06"),
                "{written}"
            );
        }
        assert_eq!(parse("Sept 2016").unwrap().to_string(), "2016-09");
        for written in [
            "",
            "June",
            "2017",
            "13/2017",
            "06/17",
            "Juno 2017",
            "June 2017 x",
            "42900",
            "0/2017",
        ] {
            assert_eq!(parse(written), None, "{written}");
        }
    }
}
