//! The one place where the rules of disclosure are applied to what will be published.

use jiff::civil::Date;
use waymark_figures::EvidenceBook;

/// The name of the rules for a report that speaks of a day, as a published report keeps it. Other
/// rules have another name.
pub fn rules(_as_at: Date) -> String {
    "counts of 1 to 5 about children".to_owned()
}

/// The evidence as it may be published in a report that speaks of a day. `earlier` is the evidence
/// of each report that was published before, oldest first, since a reader may set one report beside
/// another.
///
/// Whatever is built, checked, frozen, rebuilt or restated goes through here and through nothing
/// else, so a report that is rebuilt withholds what it withheld when it was published.
pub(crate) fn protected(
    book: EvidenceBook,
    earlier: &[EvidenceBook],
    _as_at: Date,
) -> EvidenceBook {
    // Each figure says itself whether it is too small. `waymark_figures::disclosure::protect` will
    // mark here what must be withheld beside it, by the rules of the day's year and beside
    // `EarlierPublication::of` each of `earlier`.
    let _ = earlier;
    book
}
