//! England's local authorities and the regions they lie in.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use crate::authorities::AUTHORITIES;

/// A local authority's three-figure code, such as 855 for Leicestershire.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LaCode(u16);

/// Why a text is not a local authority's code.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` is not a local authority's code: write three figures, such as `855`")]
pub struct NotAnLaCode(String);

impl LaCode {
    /// The code, 100 to 999.
    pub const fn number(self) -> u16 {
        self.0
    }

    /// The authority of the code, if there is or was one since 2016.
    pub fn authority(self) -> Option<&'static Authority> {
        AUTHORITIES
            .binary_search_by_key(&self, |authority| authority.code)
            .ok()
            .map(|index| &AUTHORITIES[index])
    }
}

impl FromStr for LaCode {
    type Err = NotAnLaCode;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let trimmed = text.trim();
        let number = trimmed
            .parse()
            .ok()
            .filter(|number| (100..=999).contains(number) && trimmed.len() == 3)
            .ok_or_else(|| NotAnLaCode(text.to_owned()))?;
        Ok(Self(number))
    }
}

impl TryFrom<String> for LaCode {
    type Error = NotAnLaCode;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<LaCode> for String {
    fn from(code: LaCode) -> Self {
        code.to_string()
    }
}

impl fmt::Display for LaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:03}", self.0)
    }
}

impl fmt::Debug for LaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// A region of England, London in two halves as the Department for Education groups it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Region {
    NorthEast,
    NorthWest,
    YorkshireAndTheHumber,
    EastMidlands,
    WestMidlands,
    EastOfEngland,
    InnerLondon,
    OuterLondon,
    SouthEast,
    SouthWest,
}

impl Region {
    /// Every region, north to south.
    pub const ALL: [Self; 10] = [
        Self::NorthEast,
        Self::NorthWest,
        Self::YorkshireAndTheHumber,
        Self::EastMidlands,
        Self::WestMidlands,
        Self::EastOfEngland,
        Self::InnerLondon,
        Self::OuterLondon,
        Self::SouthEast,
        Self::SouthWest,
    ];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NorthEast => "North East",
            Self::NorthWest => "North West",
            Self::YorkshireAndTheHumber => "Yorkshire and the Humber",
            Self::EastMidlands => "East Midlands",
            Self::WestMidlands => "West Midlands",
            Self::EastOfEngland => "East of England",
            Self::InnerLondon => "Inner London",
            Self::OuterLondon => "Outer London",
            Self::SouthEast => "South East",
            Self::SouthWest => "South West",
        }
    }

    /// The region of a name, in either spelling that published files use: `Yorkshire and The
    /// Humber` or `Yorkshire and the Humber`, `East of England` or `East`, `London (Inner)` or
    /// `Inner London`.
    pub fn named(text: &str) -> Option<Self> {
        let key = match name_key(text).as_str() {
            "east" => "east england".to_owned(),
            "london inner" => "inner london".to_owned(),
            "london outer" => "outer london".to_owned(),
            "yorkshire humberside" => "yorkshire humber".to_owned(),
            key => key.to_owned(),
        };
        Self::ALL
            .into_iter()
            .find(|region| name_key(region.name()) == key)
    }
}

/// A local authority with responsibility for children's services.
#[derive(Debug, PartialEq, Eq)]
pub struct Authority {
    /// Its three-figure code.
    pub code: LaCode,
    /// Its name.
    pub name: &'static str,
    /// Its region.
    pub region: Region,
    /// Its GSS codes, newest not necessarily first: a few changed.
    pub gss_codes: &'static [&'static str],
    /// Other names in published files.
    pub other_names: &'static [&'static str],
    created: Option<(i16, i8, i8)>,
    abolished: Option<(i16, i8, i8)>,
    successors: &'static [u16],
}

/// A row of the table.
#[expect(
    clippy::too_many_arguments,
    reason = "one argument a column of the table"
)]
pub(crate) const fn entry(
    code: u16,
    name: &'static str,
    region: Region,
    gss_codes: &'static [&'static str],
    other_names: &'static [&'static str],
    created: Option<(i16, i8, i8)>,
    abolished: Option<(i16, i8, i8)>,
    successors: &'static [u16],
) -> Authority {
    Authority {
        code: LaCode(code),
        name,
        region,
        gss_codes,
        other_names,
        created,
        abolished,
        successors,
    }
}

impl Authority {
    /// First day of its existence, where it was made by a reorganisation since 2016.
    pub fn created(&self) -> Option<Date> {
        self.created
            .map(|(year, month, day)| date(year, month, day))
    }

    /// Last day of its existence, where a reorganisation since 2016 ended it.
    pub fn abolished(&self) -> Option<Date> {
        self.abolished
            .map(|(year, month, day)| date(year, month, day))
    }

    /// Whether it exists on a day.
    pub fn exists_on(&self, day: Date) -> bool {
        self.created().is_none_or(|first| day >= first)
            && self.abolished().is_none_or(|last| day <= last)
    }

    /// The authorities that took over its area.
    pub fn successors(&self) -> impl Iterator<Item = &'static Authority> {
        self.successors
            .iter()
            .filter_map(|code| LaCode(*code).authority())
    }

    /// The authority that a text means: three-figure code, GSS code or name, whatever the case,
    /// punctuation, `&` for `and`, and words such as `County Council` or `City of`. Of two with
    /// one name (Dorset before and after 2019) the one that exists now.
    ///
    /// ```
    /// use waymark_codes::Authority;
    /// let found = |text| Authority::find(text).map(|authority| authority.name);
    /// assert_eq!(found("855"), Some("Leicestershire"));
    /// assert_eq!(found("Leicestershire County Council"), Some("Leicestershire"));
    /// assert_eq!(found("E10000018"), Some("Leicestershire"));
    /// assert_eq!(found("St Helens"), Some("St. Helens"));
    /// ```
    pub fn find(text: &str) -> Option<&'static Self> {
        let trimmed = text.trim();
        if let Ok(code) = trimmed.parse::<LaCode>() {
            return code.authority();
        }
        let by_gss = |authority: &&Self| {
            authority
                .gss_codes
                .iter()
                .any(|gss| gss.eq_ignore_ascii_case(trimmed))
        };
        if let Some(found) = AUTHORITIES.iter().find(by_gss) {
            return Some(found);
        }
        let key = name_key(trimmed);
        if key.is_empty() {
            return None;
        }
        let by_name = |authority: &&Self| {
            std::iter::once(&authority.name)
                .chain(authority.other_names)
                .any(|name| name_key(name) == key)
        };
        let current = |authority: &&Self| authority.abolished.is_none();
        AUTHORITIES
            .iter()
            .filter(by_name)
            .find(current)
            .or_else(|| AUTHORITIES.iter().find(by_name))
    }
}

/// Every authority, ascending by code, abolished ones included.
pub fn authorities() -> &'static [Authority] {
    AUTHORITIES
}

/// A name without what spellings differ in: case, punctuation and the words that say what kind of
/// authority it is. `City of` goes too, except where nothing else tells the name from another.
fn name_key(name: &str) -> String {
    const NOISE: [&str; 13] = [
        "and",
        "the",
        "of",
        "county",
        "city",
        "borough",
        "council",
        "metropolitan",
        "royal",
        "unitary",
        "authority",
        "district",
        "pre",
    ];
    let spaced: String = name
        .to_lowercase()
        .replace('&', " and ")
        .chars()
        .filter(|letter| !matches!(letter, '.' | '\'' | '\u{2019}'))
        .map(|letter| {
            if letter.is_alphanumeric() {
                letter
            } else {
                ' '
            }
        })
        .collect();
    let words: Vec<&str> = spaced
        .split_whitespace()
        .filter(|word| !NOISE.contains(word) && *word != "lg")
        .collect();
    // "City of London" must not become the region "London", nor the other way round.
    if words == ["london"] && spaced.contains("city") {
        return "city london".to_owned();
    }
    // "London Borough of Camden" is Camden.
    match words.as_slice() {
        ["london", rest @ ..] if !rest.is_empty() && spaced.contains("borough") => rest.join(" "),
        words => words.join(" "),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn code_of(text: &str) -> Option<u16> {
        Authority::find(text).map(|authority| authority.code.number())
    }

    #[test]
    fn an_authority_is_found_by_any_of_its_spellings() {
        let cases = [
            ("Leicestershire", Some(855)),
            ("  leicestershire ", Some(855)),
            ("Leicester City Council", Some(856)),
            ("Leicester", Some(856)),
            ("Bristol", Some(801)),
            ("Bristol, City of", Some(801)),
            ("City of Bristol", Some(801)),
            ("Kingston upon Hull, City of", Some(810)),
            ("Herefordshire, County of", Some(884)),
            ("County Durham", Some(840)),
            ("Durham", Some(840)),
            ("Bedford", Some(822)),
            ("Brighton & Hove", Some(846)),
            ("Bournemouth, Christchurch & Poole", Some(839)),
            ("Dorset", Some(838)),
            ("Dorset (Pre LG)", Some(838)),
            ("Poole", Some(836)),
            ("Cumbria", Some(909)),
            ("City of London", Some(201)),
            ("London Borough of Camden", Some(202)),
            ("Stoke on Trent", Some(861)),
            ("E06000065", Some(815)),
            ("London", None),
            ("999", None),
            ("", None),
            ("council", None),
        ];
        for (text, expected) in cases {
            assert_eq!(code_of(text), expected, "{text}");
        }
    }

    #[test]
    fn no_two_authorities_of_one_day_share_a_name() {
        let mut names: HashMap<String, Vec<&Authority>> = HashMap::new();
        for authority in authorities() {
            for name in std::iter::once(&authority.name).chain(authority.other_names) {
                let found = names.entry(name_key(name)).or_default();
                if !found.iter().any(|other| std::ptr::eq(*other, authority)) {
                    found.push(authority);
                }
            }
        }
        for (name, found) in names {
            for day in [date(2018, 1, 1), date(2022, 1, 1), date(2025, 1, 1)] {
                let living = found.iter().filter(|authority| authority.exists_on(day));
                assert!(living.count() <= 1, "{name} on {day}");
            }
        }
    }

    #[test]
    fn reorganisations_lead_to_the_successors() {
        let cumbria = Authority::find("909").unwrap();
        assert_eq!(cumbria.abolished(), Some(date(2023, 3, 31)));
        let successors: Vec<_> = cumbria.successors().map(|to| to.name).collect();
        assert_eq!(successors, ["Cumberland", "Westmorland and Furness"]);
        for successor in cumbria.successors() {
            assert!(!successor.exists_on(date(2023, 3, 31)));
            assert!(successor.exists_on(date(2023, 4, 1)));
        }
        assert_eq!(authorities().len(), 158);
        assert!(authorities().is_sorted_by_key(|authority| authority.code));
        // 152 in 2016, less the five abolished since, plus the six that were made of them.
        let now = authorities()
            .iter()
            .filter(|authority| authority.exists_on(date(2025, 4, 1)));
        assert_eq!(now.count(), 153);
    }

    #[test]
    fn regions_are_known_in_both_spellings() {
        let cases = [
            (
                "Yorkshire and The Humber",
                Some(Region::YorkshireAndTheHumber),
            ),
            (
                "Yorkshire and the Humber",
                Some(Region::YorkshireAndTheHumber),
            ),
            ("East of England", Some(Region::EastOfEngland)),
            ("London (Inner)", Some(Region::InnerLondon)),
            ("Outer London", Some(Region::OuterLondon)),
            ("EAST MIDLANDS", Some(Region::EastMidlands)),
            ("Scotland", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(Region::named(text), expected, "{text}");
        }
    }

    #[test]
    fn codes_are_three_figures() {
        assert_eq!("855".parse::<LaCode>().unwrap().to_string(), "855");
        for text in ["85", "0855", "8a5", "", "+85"] {
            assert!(text.parse::<LaCode>().is_err(), "{text}");
        }
    }
}
