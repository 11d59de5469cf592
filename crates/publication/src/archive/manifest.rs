//! The manifest: what is in an archive, and what the ledger was told of it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use waymark_plan::ReportId;
use waymark_plan::ledger::parts::Frozen;

use crate::evidence::Question;

/// Version of the form of an archive's folder.
pub const FORMAT: u32 = 1;

/// What is in an archive, and what the report was made from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Version of the form of the folder.
    pub format: u32,
    /// The report.
    pub report: ReportId,
    /// Its title.
    pub title: String,
    /// The day of the committee's meeting.
    pub meeting_on: Date,
    /// The day that it speaks of.
    pub as_at: Date,
    /// What was asked of the data; its month is that of the figures.
    pub question: Question,
    /// The import that the published values come from; none where nothing was imported.
    pub benchmarks_import: Option<String>,
    /// The reports that were published before, oldest first: what it withholds was decided beside
    /// theirs.
    pub earlier: Vec<ReportId>,
    /// What the ledger was told. The ledger's own record counts.
    pub frozen: Frozen,
    /// Every file but this one, by its path.
    pub files: Vec<FileEntry>,
}

/// A file of an archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileEntry {
    /// Its path in the folder, with `/` between the parts.
    pub path: String,
    /// The SHA-256 hash of its bytes, as 64 hexadecimal digits.
    pub sha256: String,
    /// How many bytes it has.
    pub bytes: u64,
}
