//! The one place where the rules of disclosure are applied to what will be published.

use std::sync::LazyLock;

use jiff::civil::Date;
use waymark_figures::EvidenceBook;
use waymark_figures::disclosure::{EarlierPublication, RuleBook, Rules, protect};

static BOOK: LazyLock<RuleBook> = LazyLock::new(|| {
    RuleBook::read(include_str!("../../../definitions/publication.toml"))
        .expect("the built-in rules are right: a test reads them")
});

fn of_day(as_at: Date) -> &'static Rules {
    BOOK.of_year(as_at.year())
}

/// The name of the rules for a report that speaks of a day, as a published report keeps it. Other
/// rules have another name.
pub fn rules(as_at: Date) -> String {
    of_day(as_at).name.clone()
}

/// The evidence as it may be published in a report that speaks of a day. `earlier` is the evidence
/// of each report that was published before, as it was published, oldest first, since a reader may
/// set one report beside another.
///
/// Whatever is built, checked, frozen, rebuilt or restated goes through here and through nothing
/// else, so a report that is rebuilt withholds what it withheld when it was published.
pub(crate) fn protected(
    mut book: EvidenceBook,
    earlier: &[EvidenceBook],
    as_at: Date,
) -> EvidenceBook {
    let earlier: Vec<EarlierPublication> = earlier.iter().map(EarlierPublication::of).collect();
    protect(&mut book, &earlier, of_day(as_at));
    book
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_rules_are_read_and_named() {
        assert!(!rules(jiff::civil::date(2017, 11, 13)).is_empty());
        assert!(of_day(jiff::civil::date(2030, 1, 1)).limit() >= 5);
    }
}
