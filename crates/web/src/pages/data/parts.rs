//! What the pages of data say alike: days and times, rows, findings, and why something failed.
//! Nothing here reads a disk.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use waymark_intake::{Intake, IntakeError};
use waymark_narrative::sentence::words;
use waymark_returns::{FindingCode, How, Severity, TableCoverage};
use waymark_snapshot::{FindingCount, Input};

use crate::fault::Fault;
use crate::saying::{capitalised, sentence};
use crate::site::Site;
use crate::upload::size;

/// How many letters of an id are shown.
const SHORT: usize = 12;

/// The proposals of the home.
pub fn intake(site: &Site) -> Intake {
    Intake::new(site.settings.home.clone())
}

/// An id, shortened to be told from others.
pub fn short(id: &str) -> String {
    id.chars().take(SHORT).collect()
}

/// A time, by the clocks of England.
pub fn at(time: Timestamp) -> String {
    // The rule itself, as not every machine has a list of the world's zones.
    let zone = TimeZone::posix("GMT0BST,M3.5.0/1,M10.5.0").expect("the rule can be read");
    let local = time.to_zoned_datetime(zone);
    format!(
        "{} at {:02}:{:02}",
        words::day(local.date()),
        local.hour(),
        local.minute()
    )
}

/// A time as a manifest has it; as it stands where it is no time.
pub fn at_text(text: Option<&str>) -> String {
    match text {
        None => "Not known".to_owned(),
        Some(text) => text.parse().map_or_else(|_| text.to_owned(), at),
    }
}

/// The days from one to another.
pub fn span((from, to): (Date, Date)) -> String {
    format!("{} to {}", words::day(from), words::day(to))
}

/// What a table covers, and how that is known.
pub fn covered(coverage: Option<&TableCoverage>) -> String {
    let Some(one) = coverage else {
        return "Nothing".to_owned();
    };
    let how = match one.how {
        How::Declared => "declared",
        How::Header => "as the return says",
        How::Inferred => "worked out from its dates",
    };
    format!("{}, {how}", span((one.from, one.to)))
}

/// A number with its thousands parted.
pub fn number(number: u64) -> String {
    let digits = number.to_string();
    let mut parted = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            parted.push(',');
        }
        parted.push(digit);
    }
    parted
}

/// What became of a file's rows.
#[derive(Debug)]
pub struct FileHtml {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: String,
    /// The return that it belongs to.
    pub label: String,
    /// How large it is.
    pub size: String,
    /// Rows in it.
    pub read: String,
    /// Rows in a table.
    pub kept: String,
    /// Rows set aside.
    pub aside: String,
    /// What the page says of it beside that, such as that it is new.
    pub mark: &'static str,
}

impl FileHtml {
    /// Of a file of a manifest.
    pub fn of(input: &Input, mark: &'static str) -> Self {
        Self {
            name: input.name.clone(),
            kind: input.kind.to_string(),
            label: input.return_label.clone().unwrap_or_default(),
            size: size(input.bytes),
            read: number(input.rows_read),
            kept: number(input.rows_kept),
            aside: number(input.rows_set_aside),
            mark,
        }
    }
}

/// Findings of one kind in one file.
#[derive(Debug)]
pub struct FindingHtml {
    /// How much they matter.
    pub severity: &'static str,
    /// The class of that word's tag.
    pub class: &'static str,
    /// The kind.
    pub kind: String,
    /// The file.
    pub file: String,
    /// The column.
    pub column: String,
    /// How many.
    pub count: String,
    /// Where they are and what to do, of the first few.
    pub examples: Vec<String>,
}

impl FindingHtml {
    /// Of a count in a manifest.
    pub fn of(one: &FindingCount) -> Self {
        let (severity, class) = grave(one.severity);
        Self {
            severity,
            class,
            kind: kind(one.code),
            file: file(&one.file),
            column: one.column.clone().unwrap_or_default(),
            count: number(one.count),
            examples: Vec::new(),
        }
    }
}

/// The file of a finding, in words.
pub fn file(name: &str) -> String {
    if name.is_empty() {
        "All files together".to_owned()
    } else {
        name.to_owned()
    }
}

/// How much a finding matters, and the class of its tag.
pub fn grave(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Error => ("Left out", "govuk-tag--red"),
        Severity::Warning => ("May be wrong", "govuk-tag--yellow"),
        Severity::Note => ("To know", "govuk-tag--grey"),
    }
}

/// The kind of a finding, in words.
pub fn kind(code: FindingCode) -> String {
    capitalised(&code.id().replace('-', " "))
}

/// How many findings there are of each weight, in words.
pub fn tally(findings: &[FindingCount]) -> String {
    let of = |severity| {
        let found = findings.iter().filter(|one| one.severity == severity);
        found.map(|one| one.count).sum::<u64>()
    };
    let parts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .filter(|severity| of(*severity) > 0)
        .map(|severity| {
            format!(
                "{} {}",
                number(of(severity)),
                grave(severity).0.to_lowercase()
            )
        })
        .collect();
    if parts.is_empty() {
        "None".to_owned()
    } else {
        parts.join(", ")
    }
}

/// The first and last day of all that tables cover.
pub fn covers(coverage: &[TableCoverage]) -> String {
    let first = coverage.iter().map(|one| one.from).min();
    let last = coverage.iter().map(|one| one.to).max();
    match (first, last) {
        (Some(first), Some(last)) => span((first, last)),
        _ => "Not known".to_owned(),
    }
}

/// What somebody can be told of why their files were not taken, or the fault that it is.
pub fn said(error: IntakeError) -> Result<String, Fault> {
    use waymark_benchmarks::BenchmarkError;
    match error {
        IntakeError::NoSuchProposal(_) => Err(Fault::NotFound),
        IntakeError::NoFiles
        | IntakeError::NothingRead { .. }
        | IntakeError::NotKept { .. }
        | IntakeError::Unclear { .. }
        | IntakeError::CoverageNeeded { .. }
        | IntakeError::Taken(_)
        | IntakeError::DamagedProposal { .. }
        | IntakeError::Overtaken { .. } => Ok(sentence(&error.to_string())),
        IntakeError::Benchmarks(BenchmarkError::Io { .. }) => Err(Fault::failed(error)),
        IntakeError::Benchmarks(error) => Ok(sentence(&error.to_string())),
        IntakeError::Publication(error) => Err(error.into()),
        other => Err(Fault::failed(other)),
    }
}

/// The fault that an error is, where a page has no better place for its words.
pub fn fault(error: IntakeError) -> Fault {
    said(error).map_or_else(|fault| fault, Fault::Conflict)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_parted() {
        for (given, expected) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(number(given), expected);
        }
    }

    #[test]
    fn times_are_by_the_clocks_of_england() {
        for (time, expected) in [
            ("2017-07-01T09:05:00Z", "1 July 2017 at 10:05"),
            ("2017-11-14T09:05:00Z", "14 November 2017 at 09:05"),
        ] {
            assert_eq!(at_text(Some(time)), expected);
        }
        assert_eq!(at_text(Some("long ago")), "long ago");
        assert_eq!(at_text(None), "Not known");
    }
}
