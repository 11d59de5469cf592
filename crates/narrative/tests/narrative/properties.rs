//! What holds for any text: the check never panics, its places are right, and the same text gives
//! the same verdicts.

use proptest::prelude::*;
use waymark_narrative::check::check;
use waymark_narrative::facts::{FactBook, read};
use waymark_narrative::text::Text;

use super::known::measures;

fn book() -> FactBook {
    let path =
        waymark_testkit::workspace().join("crates/narrative/tests/narrative/cases/evidence.toml");
    read(&std::fs::read_to_string(path).unwrap(), measures()).unwrap()
}

/// Pieces that the rules look for, in any order: whatever they make together is no reason to fall
/// over.
const PIECES: [&str; 64] = [
    "re-referrals",
    "three or more placements",
    "SDQ",
    "single assessments",
    "within 45 working days",
    "care leavers in suitable accommodation",
    "special guardianship",
    "caseloads",
    "management oversight",
    "audits",
    "returned home",
    "fell",
    "rose",
    "improved",
    "has been maintained",
    "is in line with",
    "better than",
    "lower than",
    "more than",
    "above",
    "below",
    "England",
    "statistical neighbours",
    "the East Midlands",
    "Loamshire",
    "18.5%",
    "7.6%",
    "390",
    "2,227",
    "37 of 487",
    "(n = 30)",
    "16.0",
    "517 days",
    "£2.5m",
    "11 percentage points",
    "120 more",
    "an increase of 29",
    "doubled",
    "a quarter",
    "one in five",
    "nearly",
    "at least",
    "September 2016",
    "September 2017",
    "31 September 2017",
    "2016/17",
    "2017-2012",
    "last year",
    "a year later",
    "since the inspection",
    "the target of 20%",
    "met the target",
    "5 recommendations are green",
    "10 amber",
    "not",
    "no",
    "from",
    "to",
    "compared with",
    ",",
    ";",
    ".",
    "(",
    ")",
];

proptest! {
    #[test]
    fn any_order_of_what_the_rules_look_for_is_judged(
        pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..40),
        heading in prop::bool::ANY,
    ) {
        let book = book();
        let head = if heading { "# Highlights of progress\n\n" } else { "" };
        let text = Text::markdown(&format!("{head}{}", pieces.join(" ")));
        let passages = text.passages();
        let checked = check(&text, &book);
        for claim in &checked.claims {
            let words = &passages[claim.passage].words;
            prop_assert_eq!(words.get(claim.span.clone()), Some(claim.quote.as_str()));
            prop_assert!(claim.says.ends_with('.'), "{}", claim.says);
        }
        prop_assert_eq!(&checked, &check(&text, &book));
        let mut ids: Vec<&str> = checked.claims.iter().map(|claim| claim.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len(), checked.claims.len());
    }

    #[test]
    fn any_letters_at_all_are_read(text in "\\PC{0,200}") {
        check(&Text::markdown(&text), &book());
    }
}
