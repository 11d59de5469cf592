//! Looks at a workbook's zip before anything opens it.
//!
//! A few kilobytes can be made to inflate to terabytes. The sizes that the archive
//! declares are checked first, then each entry is inflated once into nothing, up to the
//! limit, since a declared size can lie.

use std::io::{Cursor, Read};

/// The most that a workbook may hold when inflated, all entries together, in bytes.
pub(crate) const INFLATED_AT_MOST: u64 = 200 * 1024 * 1024;
/// The most that an entry may grow by, as inflated over packed size.
pub(crate) const RATIO_AT_MOST: u64 = 200;
/// Entries smaller than this are not judged by their ratio: short repetitive parts of
/// honest workbooks pack well.
const RATIO_FROM: u64 = 4 * 1024 * 1024;
/// The most entries.
const ENTRIES_AT_MOST: usize = 10_000;

/// Why a workbook is not opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    /// Not a readable zip archive.
    #[error("the workbook cannot be opened; it may have been cut short: save it again as .xlsx")]
    NotAZip,
    /// It inflates to more than [`INFLATED_AT_MOST`].
    #[error(
        "the workbook unpacks to more than 200 MB, far more than a list of children; it was not opened: \
         check where it comes from, or save the lists that are needed as a new workbook"
    )]
    TooLarge,
    /// An entry inflates by more than [`RATIO_AT_MOST`].
    #[error(
        "a part of the workbook unpacks to more than 200 times its size, as a zip bomb does; it was not \
         opened: check where it comes from, or save the lists that are needed as a new workbook"
    )]
    TooDense,
    /// More than [`ENTRIES_AT_MOST`] entries.
    #[error(
        "the workbook has more than 10,000 parts; it was not opened: check where it comes from"
    )]
    TooManyParts,
}

/// Whether a workbook is safe to open.
///
/// # Errors
///
/// The reason why not.
pub(crate) fn check(bytes: &[u8]) -> Result<(), Refusal> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::NotAZip)?;
    if archive.len() > ENTRIES_AT_MOST {
        return Err(Refusal::TooManyParts);
    }
    let mut declared: u64 = 0;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|_| Refusal::NotAZip)?;
        judge(entry.size(), entry.compressed_size())?;
        declared = declared.saturating_add(entry.size());
        if declared > INFLATED_AT_MOST {
            return Err(Refusal::TooLarge);
        }
    }
    let mut inflated: u64 = 0;
    let mut buffer = vec![0; 64 * 1024];
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|_| Refusal::NotAZip)?;
        let packed = entry.compressed_size();
        let mut size: u64 = 0;
        loop {
            let read = entry.read(&mut buffer).map_err(|_| Refusal::NotAZip)?;
            if read == 0 {
                break;
            }
            size += read as u64;
            judge(size, packed)?;
            if inflated + size > INFLATED_AT_MOST {
                return Err(Refusal::TooLarge);
            }
        }
        inflated += size;
    }
    Ok(())
}

fn judge(size: u64, packed: u64) -> Result<(), Refusal> {
    if size > INFLATED_AT_MOST {
        return Err(Refusal::TooLarge);
    }
    if size > RATIO_FROM && size / packed.max(1) > RATIO_AT_MOST {
        return Err(Refusal::TooDense);
    }
    Ok(())
}
