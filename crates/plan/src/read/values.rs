//! Fields that are one of a few words, a day or a number.

use jiff::civil::Date;
use toml::de::DeValue;

use super::fields::{Fields, Placed};
use super::notes::Notes;
use crate::diagnostic::nearest;

impl<'a, 'i> Fields<'a, 'i> {
    /// One of a few words.
    pub(super) fn word<T: Copy>(
        &mut self,
        notes: &mut Notes<'_>,
        key: &'static str,
        words: &[(&'static str, T)],
    ) -> Option<T> {
        let value = self.require(notes, key)?;
        self.word_of(notes, key, value, words)
    }

    /// A list of a few words; empty where the field is absent.
    pub(super) fn words<T: Copy>(
        &mut self,
        notes: &mut Notes<'_>,
        key: &'static str,
        words: &[(&'static str, T)],
    ) -> Vec<T> {
        let Some(value) = self.get(notes, key) else {
            return Vec::new();
        };
        let Some(list) = value.get_ref().as_array() else {
            self.wrong_kind(notes, key, value, "a list");
            return Vec::new();
        };
        list.iter()
            .filter_map(|entry| self.word_of(notes, key, entry, words))
            .collect()
    }

    fn word_of<T: Copy>(
        &self,
        notes: &mut Notes<'_>,
        key: &str,
        value: Placed<'a, 'i>,
        words: &[(&'static str, T)],
    ) -> Option<T> {
        let text = self.text_of(notes, key, value)?;
        if let Some((_, meaning)) = words.iter().find(|(word, _)| *word == text) {
            return Some(*meaning);
        }
        let all: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
        let help = match nearest(text, words.iter().map(|(word, _)| *word)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write {}", or(&all)),
        };
        notes.error(
            value.span(),
            format!("`{text}` is not one of the words for `{key}`"),
            Some(help),
        );
        None
    }

    /// A day that must be there.
    pub(super) fn day(&mut self, notes: &mut Notes<'_>, key: &'static str) -> Option<Date> {
        let value = self.require(notes, key)?;
        self.day_of(notes, key, value)
    }

    /// A day that may be absent.
    pub(super) fn day_if_any(&mut self, notes: &mut Notes<'_>, key: &'static str) -> Option<Date> {
        let value = self.get(notes, key)?;
        self.day_of(notes, key, value)
    }

    fn day_of(&self, notes: &mut Notes<'_>, key: &str, value: Placed<'a, 'i>) -> Option<Date> {
        let day = match value.get_ref() {
            DeValue::Datetime(found) if found.time.is_none() && found.offset.is_none() => {
                found.date.and_then(|date| {
                    let year = i16::try_from(date.year).ok()?;
                    let (month, day) =
                        (i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?);
                    Date::new(year, month, day).ok()
                })
            }
            _ => None,
        };
        let day = day.filter(|day| (1900..=2199).contains(&day.year()));
        if day.is_none() {
            let meant = value.get_ref().as_str().and_then(day_meant);
            notes.error(
                value.span(),
                format!("`{key}` must be a day, written as year-month-day without quotation marks"),
                Some(match meant {
                    Some(day) => format!("write {day}"),
                    None => "such as 2017-09-30".to_owned(),
                }),
            );
        }
        day
    }

    /// A whole number that must be there.
    pub(super) fn whole<T: TryFrom<i64>>(
        &mut self,
        notes: &mut Notes<'_>,
        key: &'static str,
    ) -> Option<T> {
        let value = self.require(notes, key)?;
        let found = value.get_ref().as_integer().and_then(|integer| {
            let whole = i64::from_str_radix(integer.as_str(), integer.radix()).ok()?;
            T::try_from(whole).ok()
        });
        if found.is_none() {
            notes.error(
                value.span(),
                format!("`{key}` must be a whole number, not negative and not out of range"),
                Some("write it in digits, without commas or quotation marks".to_owned()),
            );
        }
        found
    }

    /// A number, whole or not, that must be there.
    pub(super) fn number(&mut self, notes: &mut Notes<'_>, key: &'static str) -> Option<f64> {
        let value = self.require(notes, key)?;
        let found = match value.get_ref() {
            DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix())
                .ok()
                .map(|whole| whole as f64),
            DeValue::Float(float) => float.as_str().parse().ok(),
            _ => None,
        };
        let found = found.filter(|number: &f64| number.is_finite());
        if found.is_none() {
            notes.error(
                value.span(),
                format!("`{key}` must be a number"),
                Some(
                    "write it in digits, such as 18.5, without a percent sign or quotation marks"
                        .to_owned(),
                ),
            );
        }
        found
    }
}

/// The day that a text in a common form means: `30/09/2017`, `30.9.2017` or `2017-09-30`.
fn day_meant(text: &str) -> Option<Date> {
    let parts: Vec<i16> = text
        .trim()
        .split(['/', '.', '-'])
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    let (year, month, day) = match parts[..] {
        [year, month, day] if year > 31 => (year, month, day),
        [day, month, year] if year > 31 => (year, month, day),
        _ => return None,
    };
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// `a, b or c`.
fn or(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
