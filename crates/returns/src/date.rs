//! Dates as returns write them, as days from 1970-01-01 (Arrow's `Date32`).
//!
//! Read by hand, byte by byte: a return of 500,000 children holds tens of millions of
//! dates, and each is one of few shapes.

use jiff::civil::Date;

const FIRST_YEAR: i32 = 1900;
const LAST_YEAR: i32 = 2100;

/// Reads a date: `dd/mm/yyyy`, `d/m/yyyy`, `dd-mm-yyyy`, `dd.mm.yyyy`, `yyyy-mm-dd`,
/// `yyyy/mm/dd`, each with or without a time of midnight behind it (`T00:00:00`,
/// ` 00:00:00`, `T00:00:00Z`). Days that do not exist, years outside 1900 to 2100,
/// two-digit years and times other than midnight are not dates.
///
/// ```
/// # use waymark_returns::date::{parse, to_date};
/// # use jiff::civil::date;
/// assert_eq!(to_date(parse("29/02/2016").unwrap()), date(2016, 2, 29));
/// assert_eq!(parse("29/02/2017"), None);
/// ```
pub fn parse(text: &str) -> Option<i32> {
    let bytes = text.as_bytes();
    let (first, rest) = number(bytes, 4)?;
    let (separator, rest) = rest.split_first()?;
    if !matches!(separator, b'/' | b'-' | b'.') {
        return None;
    }
    let (second, rest) = number(rest, 2)?;
    let (again, rest) = rest.split_first()?;
    if again != separator {
        return None;
    }
    let year_first = first.digits == 4;
    let (third, rest) = number(rest, if year_first { 2 } else { 4 })?;
    if !is_midnight(rest) {
        return None;
    }
    let (year, day) = if year_first {
        (first, third)
    } else {
        (third, first)
    };
    if year.digits != 4 || day.digits > 2 || (year_first && *separator == b'.') {
        return None;
    }
    from_parts(year.value, second.value, day.value)
}

/// Days from 1970-01-01, or `None` where there is no such day from 1900 to 2100.
pub fn from_parts(year: i32, month: i32, day: i32) -> Option<i32> {
    if !(FIRST_YEAR..=LAST_YEAR).contains(&year) || !(1..=12).contains(&month) {
        return None;
    }
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let longest = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    };
    if !(1..=longest).contains(&day) {
        return None;
    }
    // The year is counted from March, so that the leap day is the last of it.
    let shifted = if month <= 2 { year - 1 } else { year };
    let era = shifted.div_euclid(400);
    let year_of_era = shifted - era * 400;
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(era * 146_097 + day_of_era - 719_468)
}

/// The day as days from 1970-01-01.
pub fn to_days(day: Date) -> i32 {
    let epoch = Date::constant(1970, 1, 1);
    epoch
        .until((jiff::Unit::Day, day))
        .map_or(0, |span| span.get_days())
}

/// The day that is this many days from 1970-01-01.
///
/// Days outside the calendar (years -9999 to 9999) give its nearest end.
pub fn to_date(days: i32) -> Date {
    Date::constant(1970, 1, 1)
        .saturating_add(jiff::Span::new().days(days.clamp(-4_000_000, 2_900_000)))
}

/// Adds the day to a text as `yyyy-mm-dd`.
pub(crate) fn write_iso(text: &mut String, days: i32) {
    // The inverse of the count in `from_parts`: years from March, in eras of 400.
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = year_of_era + era * 400 + i32::from(month <= 2);
    // Digit by digit: each row of SSD has an id with a day in it, and formatting would
    // cost more than all else in it.
    let digit =
        |number: i32, place: i32| b'0' + u8::try_from(number / place % 10).unwrap_or_default();
    let letters = [
        digit(year, 1_000),
        digit(year, 100),
        digit(year, 10),
        digit(year, 1),
        b'-',
        digit(month, 10),
        digit(month, 1),
        b'-',
        digit(day, 10),
        digit(day, 1),
    ];
    text.push_str(std::str::from_utf8(&letters).unwrap_or_default());
}

#[derive(Clone, Copy)]
struct Number {
    value: i32,
    digits: usize,
}

fn number(bytes: &[u8], longest: usize) -> Option<(Number, &[u8])> {
    let mut value = 0;
    let mut digits = 0;
    while digits < longest {
        match bytes.get(digits) {
            Some(byte @ b'0'..=b'9') => value = value * 10 + i32::from(byte - b'0'),
            _ => break,
        }
        digits += 1;
    }
    (digits > 0).then(|| (Number { value, digits }, &bytes[digits..]))
}

fn is_midnight(rest: &[u8]) -> bool {
    let Some((separator, time)) = rest.split_first() else {
        return true;
    };
    if !matches!(separator, b'T' | b' ') {
        return false;
    }
    let time = time.strip_suffix(b"Z").unwrap_or(time);
    let (clock, fraction) = match time.iter().position(|byte| *byte == b'.') {
        Some(dot) => (&time[..dot], &time[dot + 1..]),
        None => (time, &b""[..]),
    };
    matches!(clock, b"00:00:00" | b"00:00" | b"0:00:00" | b"0:00")
        && fraction.iter().all(|byte| *byte == b'0')
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_shapes_of_returns_are_read() {
        for (text, expected) in [
            ("31/03/2018", date(2018, 3, 31)),
            ("1/4/2017", date(2017, 4, 1)),
            ("2017-04-01", date(2017, 4, 1)),
            ("2017/04/01", date(2017, 4, 1)),
            ("2017-04-01T00:00:00", date(2017, 4, 1)),
            ("2017-04-01 00:00:00", date(2017, 4, 1)),
            ("2017-04-01 00:00:00.000", date(2017, 4, 1)),
            ("01/04/2017 00:00", date(2017, 4, 1)),
            ("01-04-2017", date(2017, 4, 1)),
            ("29/02/2016", date(2016, 2, 29)),
            ("29/02/2000", date(2000, 2, 29)),
            ("01/01/1900", date(1900, 1, 1)),
            ("31/12/2100", date(2100, 12, 31)),
        ] {
            assert_eq!(parse(text).map(to_date), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_not_a_date_is_not_guessed() {
        for text in [
            "",
            "29/02/2017",
            "29/02/1900",
            "31/04/2017",
            "00/01/2017",
            "01/00/2017",
            "01/13/2017",
            "1/4/17",
            "01/04/1899",
            "01/04/2101",
            "2017-04",
            "20170401",
            "01/04-2017",
            "01/04/2017 10:30",
            "42000",
            "01/04/20177",
            "2017-04-01x",
            "/ /",
            "a1/04/2017",
            "١/04/2017",
            "2017.04.01",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn days_count_from_1970_as_arrow_does() {
        assert_eq!(parse("01/01/1970"), Some(0));
        assert_eq!(parse("31/12/1969"), Some(-1));
        assert_eq!(parse("01/01/2000"), Some(10_957));
        let mut day = date(1900, 1, 1);
        let mut days = to_days(day);
        while day <= date(2100, 12, 31) {
            let (year, month) = (i32::from(day.year()), i32::from(day.month()));
            assert_eq!(from_parts(year, month, i32::from(day.day())), Some(days));
            assert_eq!(to_date(days), day);
            let mut text = String::new();
            write_iso(&mut text, days);
            assert_eq!(text, day.to_string());
            day = day.tomorrow().unwrap();
            days += 1;
        }
    }
}
