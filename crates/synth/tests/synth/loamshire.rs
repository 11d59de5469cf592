//! The default files, read back plainly.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use jiff::civil::{Date, date};
use waymark_synth::{MadeFile, Settings, make};

/// A row by column name.
pub type Row = BTreeMap<String, String>;

pub fn files() -> &'static [MadeFile] {
    static FILES: OnceLock<Vec<MadeFile>> = OnceLock::new();
    FILES.get_or_init(|| make(&Settings::default()))
}

pub fn text(path: &str) -> &'static str {
    let file = files()
        .iter()
        .find(|file| file.path == path)
        .unwrap_or_else(|| panic!("{path} was not made"));
    std::str::from_utf8(&file.bytes).unwrap()
}

pub fn read_csv(text: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    reader
        .records()
        .map(|record| {
            header
                .iter()
                .map(str::to_owned)
                .zip(record.unwrap().iter().map(str::to_owned))
                .collect()
        })
        .collect()
}

/// `30/09/2017`.
pub fn uk(text: &str) -> Option<Date> {
    let mut parts = text.split('/');
    let day = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    let year = parts.next()?.parse().ok()?;
    Some(date(year, month, day))
}

pub fn years(from: Date, to: Date) -> i16 {
    let whole = to.year() - from.year();
    whole - i16::from((to.month(), to.day()) < (from.month(), from.day()))
}

pub fn days(from: Date, to: Date) -> i32 {
    from.until(to).unwrap().get_days()
}

/// One of the returns: its name, and the last day that it covers.
pub fn returns() -> Vec<(String, Date)> {
    (2009..=2017)
        .map(|begins: i16| {
            let label = format!("{begins}-{:02}", (begins + 1) % 100);
            let last = if begins == 2017 {
                date(2017, 9, 30)
            } else {
                date(begins + 1, 3, 31)
            };
            (label, last)
        })
        .collect()
}

/// The last return's version of each episode.
#[derive(Clone, Debug)]
pub struct Episode {
    pub start: Date,
    pub end: Option<Date>,
    pub began: String,
    pub ended: String,
    pub legal: String,
    pub place: String,
    pub postcode: String,
    pub urn: String,
}

impl Episode {
    pub fn short_break(&self) -> bool {
        ["V3", "V4"].contains(&self.legal.as_str())
    }
}

/// Each child's episodes over all returns, in order.
pub fn episodes() -> &'static HashMap<String, Vec<Episode>> {
    static ALL: OnceLock<HashMap<String, Vec<Episode>>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut latest: BTreeMap<(String, Date), Episode> = BTreeMap::new();
        for (label, _) in returns() {
            for row in read_csv(text(&format!("ssda903/{label}/episodes.csv"))) {
                let start = uk(&row["DECOM"]).unwrap();
                let episode = Episode {
                    start,
                    end: uk(&row["DEC"]),
                    began: row["RNE"].clone(),
                    ended: row["REC"].clone(),
                    legal: row["LS"].clone(),
                    place: row["PLACE"].clone(),
                    postcode: row["PL_POST"].clone(),
                    urn: row["URN"].clone(),
                };
                latest.insert((row["CHILD"].clone(), start), episode);
            }
        }
        let mut children: HashMap<String, Vec<Episode>> = HashMap::new();
        for ((child, _), episode) in latest {
            children.entry(child).or_default().push(episode);
        }
        children
    })
}

/// Each child's date of birth, from the headers.
pub fn births() -> &'static HashMap<String, Date> {
    static ALL: OnceLock<HashMap<String, Date>> = OnceLock::new();
    ALL.get_or_init(|| {
        returns()
            .iter()
            .flat_map(|(label, _)| read_csv(text(&format!("ssda903/{label}/header.csv"))))
            .map(|row| (row["CHILD"].clone(), uk(&row["DOB"]).unwrap()))
            .collect()
    })
}

/// A case of the CIN census, as the latest census to hold it says.
#[derive(Clone, Debug)]
pub struct Referral {
    pub child: String,
    pub referred: Date,
    pub closed: Option<Date>,
}

pub const CENSUSES: [&str; 5] = [
    "cin/cin-2014.xml",
    "cin/cin-2015.xml",
    "cin/cin-2016.xml",
    "cin/cin-2017.xml",
    "cin/cin-2018-in-year.xml",
];

pub fn tag<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let from = text.find(&open)? + open.len();
    let to = from + text[from..].find(&close)?;
    Some(&text[from..to])
}

pub fn elements<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    text.split(open.as_str())
        .skip(1)
        .map(|rest| rest.split(close.as_str()).next().unwrap())
        .collect()
}

fn iso(text: &str) -> Date {
    text.parse().unwrap()
}

pub fn referrals() -> Vec<Referral> {
    let mut latest: BTreeMap<(String, Date), Referral> = BTreeMap::new();
    for census in CENSUSES {
        for child in elements(text(census), "Child") {
            let id = tag(child, "LAchildID").unwrap();
            for case in elements(child, "CINdetails") {
                let referral = Referral {
                    child: id.to_owned(),
                    referred: iso(tag(case, "CINreferralDate").unwrap()),
                    closed: tag(case, "CINclosureDate").map(iso),
                };
                latest.insert((id.to_owned(), referral.referred), referral);
            }
        }
    }
    latest.into_values().collect()
}

/// Start and authorisation of each assessment that was authorised, over all censuses.
pub fn assessments() -> Vec<(Date, Date)> {
    let mut found = BTreeMap::new();
    for census in CENSUSES {
        for child in elements(text(census), "Child") {
            let id = tag(child, "LAchildID").unwrap();
            for assessment in elements(child, "Assessments") {
                let start = iso(tag(assessment, "AssessmentActualStartDate").unwrap());
                if let Some(authorised) = tag(assessment, "AssessmentAuthorisationDate") {
                    found.insert((id.to_owned(), start), iso(authorised));
                }
            }
        }
    }
    found
        .into_iter()
        .map(|((_, start), authorised)| (start, authorised))
        .collect()
}
