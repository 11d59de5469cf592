//! What to make.

use waymark_codes::Month;

use crate::care::SEPTEMBER_2017;
use crate::days::index_of;

/// Which kinds of file to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// `ssda903/<year>/*.csv`: a folder for each collection year.
    pub ssda903_csv: bool,
    /// `ssda903-xml/<year>.xml`: the same returns as XML.
    pub ssda903_xml: bool,
    /// `cin/cin-<year>.xml`.
    pub cin: bool,
    /// `workforce/*.xml` and `ssd/*.csv`.
    pub workforce: bool,
    /// `audits/*`.
    pub audits: bool,
    /// `benchmarks/scorecard.csv`.
    pub benchmarks: bool,
    /// `plan.toml`.
    pub plan: bool,
}

impl Parts {
    /// Everything.
    pub const ALL: Self = Self {
        ssda903_csv: true,
        ssda903_xml: true,
        cin: true,
        workforce: true,
        audits: true,
        benchmarks: true,
        plan: true,
    };

    /// The two returns that grow with the number of children: SSDA903 as CSV, and the CIN census.
    pub const RETURNS: Self = Self {
        ssda903_csv: true,
        ssda903_xml: false,
        cin: true,
        workforce: false,
        audits: false,
        benchmarks: false,
        plan: false,
    };
}

/// What to make. The same settings give the same bytes.
///
/// The default is Loamshire: 487 children in care, some 740 in a return year, nine years of
/// SSDA903, five of the CIN census with 4,300 to 5,000 referrals a year, and the planted figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The seed of everything that is drawn.
    pub seed: u64,
    /// Children looked after at the end of September 2016 and of September 2017, short breaks
    /// left out. About half as many again are in a year's return.
    pub children_in_care: u32,
    /// Referrals in the year to September 2016.
    pub referrals_a_year: u32,
    /// Whether the figures of `docs/synth.md` come out exactly. They are counts of an authority
    /// of the default size, so see [`Settings::plants`].
    pub planted: bool,
    /// The calendar year in which the first SSDA903 collection year begins.
    pub first_year: i16,
    /// The last month that the files know about. Where it is no March, the last return and the
    /// last CIN census are in-year extracts up to its last day.
    pub last_month: Month,
    /// Which kinds of file.
    pub parts: Parts,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            seed: 20_171_113,
            children_in_care: 487,
            referrals_a_year: 4_300,
            planted: true,
            first_year: 2009,
            last_month: month("2017-09"),
            parts: Parts::ALL,
        }
    }
}

impl Settings {
    /// One SSDA903 return (2016-17, CSV) and one CIN census (2017) of about this many children
    /// each, nothing planted: for benchmarks.
    pub fn at_scale(children: u32) -> Self {
        Self {
            children_in_care: (u64::from(children) * 100 / CHILDREN_A_RETURN_PER_100) as u32,
            referrals_a_year: children,
            planted: false,
            first_year: 2016,
            last_month: month("2017-03"),
            parts: Parts::RETURNS,
            ..Self::default()
        }
    }

    /// Whether the planted figures come out: where they are asked for, the files reach from
    /// 2009/10 or before to September 2017, and the authority has about Loamshire's size.
    pub fn plants(&self) -> bool {
        self.planted
            && self.first_year <= 2009
            && index_of(self.last_month) >= SEPTEMBER_2017
            && (450..=550).contains(&self.children_in_care)
            && (3_800..=4_800).contains(&self.referrals_a_year)
    }

    /// The calendar year of the last month.
    pub(crate) fn years(&self) -> i32 {
        i32::from(self.last_month.year())
    }
}

/// Children in a year's return for each 100 in care on its last day.
const CHILDREN_A_RETURN_PER_100: u64 = 152;

fn month(text: &str) -> Month {
    text.parse().expect("a month written as year and month")
}
