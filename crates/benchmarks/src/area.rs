//! Whom a published value is about.

use serde::{Deserialize, Serialize};
use waymark_codes::{LaCode, Region};

/// An authority, a region or England.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Area {
    /// A local authority.
    Authority(LaCode),
    /// A region; London is two of them.
    Region(RegionName),
    /// London as a whole, where a measure is published for it.
    London,
    /// England.
    England,
}

/// A region that can be written to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionName(pub Region);

impl Area {
    /// England, London or a region, in any of the spellings of published files.
    pub fn named(text: &str) -> Option<Self> {
        match text.trim().to_ascii_lowercase().as_str() {
            "england" => Some(Self::England),
            "london" => Some(Self::London),
            _ => Region::named(text).map(|region| Self::Region(RegionName(region))),
        }
    }

    /// The area of a row of LAIT's base data: its number, its name, and the region that it lies in,
    /// which is `NA` for England and the regions themselves.
    pub(crate) fn of_lait(number: u16, name: &str, region: &str) -> Option<Self> {
        match region.trim() {
            "NA" | "" | "-" => Self::named(name),
            _ => format!("{number:03}").parse().ok().map(Self::Authority),
        }
    }

    /// The authority's code, where it is about one.
    pub fn authority(self) -> Option<LaCode> {
        match self {
            Self::Authority(code) => Some(code),
            _ => None,
        }
    }

    /// Its name: an authority's own, or its code where it has come into being since this version.
    pub fn name(self) -> String {
        match self {
            Self::Authority(code) => code
                .authority()
                .map_or_else(|| code.to_string(), |authority| authority.name.to_owned()),
            Self::Region(RegionName(region)) => region.name().to_owned(),
            Self::London => "London".to_owned(),
            Self::England => "England".to_owned(),
        }
    }
}

impl From<Area> for String {
    fn from(area: Area) -> Self {
        match area {
            Area::Authority(code) => code.to_string(),
            area => area.name(),
        }
    }
}

impl TryFrom<String> for Area {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        match text.parse() {
            Ok(code) => Ok(Self::Authority(code)),
            Err(_) => Self::named(&text).ok_or_else(|| format!("`{text}` is no area of England")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_of_lait_are_told_apart_by_their_region() {
        let region = |region| Some(Area::Region(RegionName(region)));
        let cases = [
            (
                855,
                "Leicestershire",
                "East Midlands",
                "855".parse().ok().map(Area::Authority),
            ),
            (970, "England", "NA", Some(Area::England)),
            (986, "London", "NA", Some(Area::London)),
            (987, "London (Inner)", "NA", region(Region::InnerLondon)),
            (
                982,
                "Yorkshire and the Humber",
                "NA",
                region(Region::YorkshireAndTheHumber),
            ),
            (999, "Atlantis", "NA", None),
            // An authority of a later year: its code is all that must be known.
            (
                944,
                "Somewhere New",
                "South West",
                "944".parse().ok().map(Area::Authority),
            ),
        ];
        for (number, name, of, expected) in cases {
            assert_eq!(Area::of_lait(number, name, of), expected, "{name}");
        }
    }

    #[test]
    fn areas_are_written_and_read_back() {
        for text in [
            "855",
            "England",
            "London",
            "Inner London",
            "East of England",
        ] {
            let area = Area::try_from(text.to_owned()).unwrap();
            assert_eq!(String::from(area), text);
        }
        assert!(Area::try_from("Atlantis".to_owned()).is_err());
    }
}
