//! The year labels of published files, and the month that each ends with.

use jiff::civil::date;
use serde::{Deserialize, Serialize};
use waymark_codes::Month;

/// What kind of year a measure is published for (`Year_Type` in LAIT's dictionary).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum YearType {
    /// To 31 August.
    #[serde(rename = "Academic Year")]
    Academic,
    /// To 31 March.
    #[serde(rename = "Financial Year")]
    Financial,
    /// To 31 December.
    #[serde(rename = "Calendar Year")]
    Calendar,
    /// A count on 30 September, such as the social work workforce census.
    #[serde(rename = "Annual (end of Sept)")]
    AnnualSeptember,
    /// A count in January, such as the school census.
    #[serde(rename = "Annual - January")]
    AnnualJanuary,
    /// A count on 31 March: the numbers and rates of children in need, looked after and on plans.
    #[serde(rename = "Annual")]
    Annual,
}

impl YearType {
    /// The type of a text as the dictionary spells it.
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text.trim() {
            "Academic Year" => Self::Academic,
            "Financial Year" => Self::Financial,
            "Calendar Year" => Self::Calendar,
            "Annual (end of Sept)" => Self::AnnualSeptember,
            "Annual - January" => Self::AnnualJanuary,
            "Annual" => Self::Annual,
            _ => return None,
        })
    }

    /// The month that a year ends with, given the last calendar year that its label names.
    ///
    /// ```
    /// use waymark_benchmarks::{YearType, last_year_of_label};
    /// let last = last_year_of_label("2016/17").unwrap();
    /// assert_eq!(YearType::Financial.ends_with(last).to_string(), "2017-03");
    /// assert_eq!(YearType::Academic.ends_with(last).to_string(), "2017-08");
    /// ```
    pub fn ends_with(self, last_year: i16) -> Month {
        let month = match self {
            Self::AnnualJanuary => 1,
            Self::Financial | Self::Annual => 3,
            Self::Academic => 8,
            Self::AnnualSeptember => 9,
            Self::Calendar => 12,
        };
        Month::of(date(last_year, month, 1))
    }
}

/// The longest span that a label may name, in years; DfE pools three.
const LONGEST_SPAN: i16 = 5;

/// The last calendar year that a label names; none where the text is no label.
///
/// Labels are `2017`, `2016-17` and `2016/17` (one year that begins in 2016, or for calendar years
/// the years 2016 and 2017 together), `2014-16` (three years together), `2013/14-15/16`, each with
/// or without a remark such as `(Rev)`, `(OT)` for outturn or `(prov)`.
pub fn last_year_of_label(label: &str) -> Option<i16> {
    let label = label.trim();
    let years = match label.split_once('(') {
        Some((years, remark)) if remark.ends_with(')') => years.trim_end(),
        Some(_) => return None,
        None => label,
    };
    let (first, rest) = (years.get(..4)?, years.get(4..)?);
    let first = number(first, 4)?;
    if !(1990..=2099).contains(&first) {
        return None;
    }
    let last = match rest.split_at_checked(1) {
        None => first,
        Some(("-" | "/", tail)) => match tail.split_once('-') {
            None => following(first, tail)?,
            // `13/14-15/16` after the century: two split years, the last of which counts.
            Some((end_of_first, last)) => {
                let begins = following(first, end_of_first)?;
                let (from, to) = last.split_once('/')?;
                following(following(begins, from)?, to)?
            }
        },
        Some(_) => return None,
    };
    (last - first <= LONGEST_SPAN).then_some(last)
}

/// The year that two figures name, which must lie after another by no more than the longest span.
fn following(earlier: i16, figures: &str) -> Option<i16> {
    let figures = number(figures, 2)?;
    let century = earlier - earlier % 100;
    [century, century + 100]
        .into_iter()
        .map(|century| century + figures)
        .find(|year| (1..=LONGEST_SPAN).contains(&(year - earlier)))
}

fn number(text: &str, figures: usize) -> Option<i16> {
    (text.len() == figures && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("2017", Some(2017))]
    #[case("2016-17", Some(2017))]
    #[case("2016/17", Some(2017))]
    #[case("1999-00", Some(2000))]
    #[case("2014-16", Some(2016))]
    #[case("2013/14-15/16", Some(2016))]
    #[case("2024-25 (OT)", Some(2025))]
    #[case("2018 (Rev)", Some(2018))]
    #[case("2025 (prov)", Some(2025))]
    #[case(" 2017 ", Some(2017))]
    #[case("0", None)]
    #[case("", None)]
    #[case("17", None)]
    #[case("2017-", None)]
    #[case("2017-16", None)]
    #[case("2016-2017", None)]
    #[case("2016_17", None)]
    #[case("2013/14-15", None)]
    #[case("2018 (Rev", None)]
    #[case("20\u{661}7", None)]
    fn labels(#[case] label: &str, #[case] expected: Option<i16>) {
        assert_eq!(last_year_of_label(label), expected);
    }

    #[rstest]
    #[case("Financial Year", "2016-17 (OT)", "2017-03")]
    #[case("Financial Year", "2013/14-15/16", "2016-03")]
    #[case("Academic Year", "2017", "2017-08")]
    #[case("Calendar Year", "2014-16", "2016-12")]
    #[case("Annual (end of Sept)", "2017", "2017-09")]
    #[case("Annual - January", "2019", "2019-01")]
    #[case("Annual", "2025", "2025-03")]
    fn years_end_with_the_month_of_their_type(
        #[case] year_type: &str,
        #[case] label: &str,
        #[case] month: &str,
    ) {
        let year_type = YearType::parse(year_type).unwrap();
        let last = last_year_of_label(label).unwrap();
        assert_eq!(year_type.ends_with(last).to_string(), month);
    }
}
