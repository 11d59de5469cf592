//! The rules of publication, by the year in which a report is published.
//!
//! The Department for Education's rules have changed over the years, and a council may have stricter
//! ones of its own. They are data: whoever calls brings their text.

use serde::{Deserialize, Serialize};

use crate::publish::SMALL_UP_TO;

/// What is hidden in reports of one year, and what DfE shows in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// The first year that they are for; they hold until the next rules.
    pub from_year: i16,
    /// Their name, such as `DfE 2020 and later: c for 1 to 5`.
    pub name: String,
    /// Numbers of children from 1 to this are hidden. Waymark hides 1 to 5 whatever stands here:
    /// see [`Rules::limit`].
    pub hides_up_to: u64,
    /// Whether a number that is zero is shown.
    pub zero_is_shown: bool,
    /// What DfE's tables show in place of a hidden number. Waymark's reports say it in words.
    pub in_its_place: String,
    /// Which numbers DfE rounds, in words. Waymark rounds none: see `docs/publication.md`.
    pub rounding: String,
    /// The publication that they were read from.
    pub source: String,
    /// What of them could not be confirmed from a source, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_confirmed: Option<String>,
}

impl Rules {
    /// The highest number of children that is hidden: at least 5, whatever the rules of the year.
    pub fn limit(&self) -> u64 {
        self.hides_up_to.max(SMALL_UP_TO)
    }
}

/// The rules of every year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleBook {
    rules: Vec<Rules>,
}

/// Why a text is no book of rules.
#[derive(Debug, thiserror::Error)]
pub enum RulesError {
    /// It is not the TOML that is expected.
    #[error("the rules of publication cannot be read: {0}")]
    Form(#[from] toml::de::Error),
    /// It is of another form than this program reads.
    #[error("the rules of publication have the format {0}; this program reads format 1")]
    Format(u32),
    /// There are no rules in it.
    #[error("the rules of publication name no year: add a table `[[rules]]` with its `from_year`")]
    Empty,
    /// The years are not in order.
    #[error(
        "the rules of publication from {0} stand behind those of the same or a later year: put them in the order of their years"
    )]
    Order(i16),
    /// A rule hides zeros.
    #[error(
        "the rules of publication from {0} hide zeros, which Waymark always shows: set `zero_is_shown` to true, or do not publish with these rules"
    )]
    HidesZero(i16),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RulesFile {
    format: u32,
    rules: Vec<Rules>,
}

impl RuleBook {
    /// Reads the rules from TOML; `docs/publication.md` says what may stand there.
    pub fn read(text: &str) -> Result<Self, RulesError> {
        let file: RulesFile = toml::from_str(text)?;
        if file.format != 1 {
            return Err(RulesError::Format(file.format));
        }
        if file.rules.is_empty() {
            return Err(RulesError::Empty);
        }
        if let Some(pair) = file
            .rules
            .windows(2)
            .find(|pair| pair[1].from_year <= pair[0].from_year)
        {
            return Err(RulesError::Order(pair[1].from_year));
        }
        if let Some(rules) = file.rules.iter().find(|rules| !rules.zero_is_shown) {
            return Err(RulesError::HidesZero(rules.from_year));
        }
        Ok(Self { rules: file.rules })
    }

    /// The rules for a report that speaks of a day in a year: those of the latest year up to it, and
    /// the first ones for any year before.
    pub fn of_year(&self, year: i16) -> &Rules {
        let later = self
            .rules
            .iter()
            .take_while(|rules| rules.from_year <= year)
            .count();
        &self.rules[later.saturating_sub(1)]
    }

    /// All rules, in the order of their years; never empty.
    pub fn all(&self) -> &[Rules] {
        &self.rules
    }
}
