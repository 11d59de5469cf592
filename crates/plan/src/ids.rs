//! Names of the plan's parts, and the financial year. Parsed once, at the edge.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Why a text is not an id.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "`{0}` is not an id: begin with a letter, then letters, digits, full stops and hyphens, such as `R1` or `R1.2`"
)]
pub struct NotAnId(String);

fn is_well_formed(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-')
}

/// Why a text does not name a report or a restatement.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "`{0}` is not the id of a report: begin with a letter, then lower-case letters, digits and hyphens, such as `scrutiny-2017-11`"
)]
pub struct NotAReportId(String);

/// Reports are files too, and some disks do not tell a capital from a small letter.
fn is_lower_case(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        id! { $(#[$doc])* $name, NotAnId, is_well_formed }
    };
    ($(#[$doc:meta])* $name:ident, $error:ident, $is_well_formed:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl TryFrom<String> for $name {
            type Error = $error;
            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = $error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                if $is_well_formed(text) {
                    Ok(Self(text.to_owned()))
                } else {
                    Err($error(text.to_owned()))
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
    };
}

id! {
    /// The id of an aim, such as `learning`.
    AimId
}
id! {
    /// The id of a recommendation, such as `R1`.
    RecommendationId
}
id! {
    /// The id of an action or a milestone, such as `R1.2` or `R1.M1`.
    ActionId
}
id! {
    /// A person, such as `P7`. Names and addresses stand elsewhere, and can be erased there.
    PersonId
}
id! {
    /// The id of an inspection, such as `sif-2016`.
    InspectionId
}
id! {
    /// The id of a meeting, such as `M2017-09`.
    MeetingId
}
id! {
    /// The id of a decision, or of an action that arose at a meeting, such as `M2017-09.D1`.
    MinuteId
}
id! {
    /// The id of a round of practice audits, such as `A2017-06`.
    RoundId
}
id! {
    /// The id of a finding of an audit round, such as `A2017-06.F1`.
    FindingId
}
id! {
    /// The id of a bid for money, such as `growth-2018`.
    BidId
}
id! {
    /// The id of a consultation, such as `partners-2017`.
    ConsultationId
}
id! {
    /// The id of a decision that another body took, such as `cabinet-2017-04-18`.
    DecisionId
}
id! {
    /// The id of a report, such as `scrutiny-2017-11`: lower-case letters, digits and hyphens.
    ReportId, NotAReportId, is_lower_case
}
id! {
    /// The id of a restatement of a report, such as `scrutiny-2017-11-r1`: lower-case letters,
    /// digits and hyphens.
    RestatementId, NotAReportId, is_lower_case
}

/// A financial year, from 1 April of the first calendar year to 31 March of the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FinancialYear {
    first: i16,
}

/// Why a text is not a financial year.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` is not a financial year: write both years, such as `2018/19`")]
pub struct NotAFinancialYear(String);

impl FinancialYear {
    /// The calendar year that it begins in.
    pub fn first_calendar_year(self) -> i16 {
        self.first
    }
}

impl FromStr for FinancialYear {
    type Err = NotAFinancialYear;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || NotAFinancialYear(text.to_owned());
        let (first, second) = text.split_once('/').ok_or_else(error)?;
        let all_digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
        if first.len() != 4 || second.len() != 2 || !all_digits(first) || !all_digits(second) {
            return Err(error());
        }
        let first: i16 = first.parse().map_err(|_| error())?;
        let second: i16 = second.parse().map_err(|_| error())?;
        if (first + 1) % 100 == second && (1900..=2198).contains(&first) {
            Ok(Self { first })
        } else {
            Err(error())
        }
    }
}

impl fmt::Display for FinancialYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}/{:02}", self.first, (self.first + 1) % 100))
    }
}

impl TryFrom<String> for FinancialYear {
    type Error = NotAFinancialYear;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<FinancialYear> for String {
    fn from(year: FinancialYear) -> Self {
        year.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn financial_years_are_two_years_in_a_row() {
        for good in ["2018/19", "1999/00", "2009/10"] {
            assert_eq!(good.parse::<FinancialYear>().unwrap().to_string(), good);
        }
        for bad in [
            "2018",
            "2018/20",
            "2018-19",
            "18/19",
            "2018/2019",
            "+018/19",
            "",
        ] {
            assert!(bad.parse::<FinancialYear>().is_err(), "{bad}");
        }
    }

    #[test]
    fn ids_begin_with_a_letter() {
        for good in ["R1", "R1.2", "learning-organisation"] {
            assert_eq!(good.parse::<ActionId>().unwrap().as_str(), good);
        }
        for bad in ["", "1", "R 1", "R1/2", "Ré"] {
            assert!(bad.parse::<RecommendationId>().is_err(), "{bad}");
        }
    }

    #[test]
    fn ids_of_reports_have_no_capitals() {
        for good in ["scrutiny-2017-11", "cabinet", "r1"] {
            assert_eq!(good.parse::<ReportId>().unwrap().as_str(), good);
            assert_eq!(good.parse::<RestatementId>().unwrap().as_str(), good);
        }
        for bad in [
            "",
            "Scrutiny",
            "2017-11",
            "scrutiny.2017",
            "a b",
            "caf\u{e9}",
        ] {
            assert!(bad.parse::<ReportId>().is_err(), "{bad}");
        }
    }
}
