//! What a misspelt piece of a reference was probably meant to be.

use waymark_codes::{Month, month_name};
use waymark_figures::Breakdown;

use super::grammar::Other;
use super::part::Part;

/// A month in another form: `September 2017`, `2017-9`, `09/2017`, `30 September 2017`.
pub(super) fn month_meant(text: &str) -> Option<Month> {
    let pieces: Vec<&str> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|piece| !piece.is_empty())
        .collect();
    let (year, month) = match pieces.as_slice() {
        [year, month, ..] if is_year(year) => (*year, *month),
        [.., month, year] if is_year(year) => (*year, *month),
        _ => return None,
    };
    let number = month.parse::<i8>().ok().or_else(|| number_of(month))?;
    format!("{year}-{number:02}").parse().ok()
}

fn is_year(piece: &str) -> bool {
    piece.len() == 4 && piece.bytes().all(|byte| byte.is_ascii_digit())
}

/// The number of a month by its name, or by three of its letters or more.
fn number_of(name: &str) -> Option<i8> {
    let name = name.to_lowercase();
    (1..=12_i8)
        .find(|number| name.len() >= 3 && month_name(*number).to_lowercase().starts_with(&name))
}

/// The nearest of some months, the earlier of two that are as near.
pub(super) fn month_nearest(wanted: Month, there: &[Month]) -> Option<Month> {
    there
        .iter()
        .copied()
        .min_by_key(|month| (month.months_until(wanted).abs(), *month))
}

/// A word in another spelling: capitals, spaces for hyphens, letters changed.
pub(super) fn word_meant<'a>(
    text: &str,
    words: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let hyphened: Vec<String> = text
        .to_lowercase()
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|piece| !piece.is_empty())
        .map(str::to_owned)
        .collect();
    crate::nearest(&hyphened.join("-"), words)
}

pub(super) fn other_meant(text: &str) -> Option<Other> {
    let named = || word_meant(text, Other::WORDS.into_iter().map(|(word, _)| word));
    month_meant(text)
        .map(Other::Month)
        .or_else(|| named().and_then(Other::read))
}

pub(super) fn part_meant(text: &str) -> Option<Part> {
    word_meant(text, Part::ALL.map(Part::name)).and_then(Part::read)
}

/// A group in another spelling, among those of the dimension that is meant.
pub(super) fn group_meant(wanted: &Breakdown, groups: &[Breakdown]) -> Option<Breakdown> {
    let dimensions = groups.iter().map(|group| group.dimension.as_str());
    let dimension = crate::nearest(&wanted.dimension.to_lowercase(), dimensions)?;
    let alike: Vec<(String, &Breakdown)> = groups
        .iter()
        .filter(|group| group.dimension == dimension)
        .map(|group| (group.group.to_lowercase(), group))
        .collect();
    let names = alike.iter().map(|(name, _)| name.as_str());
    let meant = crate::nearest(&wanted.group.to_lowercase(), names)?;
    alike
        .iter()
        .find(|(name, _)| name == meant)
        .map(|(_, group)| (*group).clone())
}
