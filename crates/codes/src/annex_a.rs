//! Answers of Ofsted's Annex A workbook, by column.
//!
//! A cell holds a letter with its text (`a) Male`), a statutory code with its text
//! (`N1 - Abuse or neglect`, `q) 6: Police`), the code alone or the text alone. [`Answers::code`]
//! gives the code that is meant, in the code set of the statutory return that has the same
//! column, so that Annex A and the returns say the same in SSD.

use crate::{Code, CodeSet, cin, ssda903};

const SOURCE: &str = "Ofsted ILACS Annex A child-level data";

const fn code(code: &'static str, label: &'static str) -> Code {
    Code::new(code, label)
}

/// Sex or gender, lists 1 to 11.
pub static SEX: CodeSet = CodeSet {
    name: "Gender",
    source: SOURCE,
    codes: &[
        code("F", "Female"),
        code("M", "Male"),
        code("U", "Not stated or recorded"),
        code("N", "Neither"),
    ],
};

/// Yes, no or unknown.
pub static YES_NO: CodeSet = CodeSet {
    name: "Yes or no",
    source: SOURCE,
    codes: &[code("Y", "Yes"), code("N", "No"), code("U", "Unknown")],
};

/// Case status, list 6.
pub static CASE_STATUS: CodeSet = CodeSet {
    name: "Case Status",
    source: SOURCE,
    codes: &[
        code("LAC", "Looked after child"),
        code("CP", "Child protection plan"),
        code("CIN", "Child in need plan"),
        code("ASMT", "Open assessment"),
        code("CLOSED", "Closed episode"),
    ],
};

/// Permanence plan, list 8.
pub static PERMANENCE_PLAN: CodeSet = CodeSet {
    name: "Permanence plan",
    source: SOURCE,
    codes: &[
        code("HOME", "Return to family"),
        code("ADOPT", "Adoption"),
        code("ORDER", "Special guardianship or child arrangements order"),
        code("LIVING", "Supported living in the community"),
        code("RESID", "Long-term residential placement"),
        code("FOSTER", "Long-term fostering"),
        code("OTHER", "Other"),
    ],
};

/// Whether a placement lies in the authority, list 8.
pub static PLACEMENT_LOCATION: CodeSet = CodeSet {
    name: "Placement Location",
    source: SOURCE,
    codes: &[
        code("IN", "In the authority"),
        code("OUT", "Out of the authority"),
    ],
};

/// Eligibility of a care leaver, list 9.
pub static ELIGIBILITY: CodeSet = CodeSet {
    name: "Eligibility Category",
    source: SOURCE,
    codes: &[
        code("REL", "Relevant child"),
        code("FREL", "Former relevant child"),
        code("QUAL", "Qualifying care leaver"),
    ],
};

/// Type of accommodation of a care leaver, list 9: the letters of SSDA903 without the figure that
/// says whether it is suitable.
pub static ACCOMMODATION: CodeSet = CodeSet {
    name: "Type of Accommodation",
    source: SOURCE,
    codes: &[
        code("B", "With parents or relatives"),
        code("C", "Community home or other residential care"),
        code("D", "Semi-independent, transitional accommodation"),
        code("E", "Supported lodgings"),
        code("G", "Gone abroad"),
        code("H", "Deported"),
        code("K", "Ordinary lodgings, without formal support"),
        code("R", "Residence not known"),
        code("S", "No fixed abode or homeless"),
        code("T", "Foyer or similar supported accommodation"),
        code("U", "Independent living"),
        code("V", "Emergency accommodation"),
        code("W", "Bed and breakfast"),
        code("X", "In custody"),
        code("Y", "Other accommodation"),
        code("Z", "With former foster carers"),
    ],
};

/// Suitability of a care leaver's accommodation, list 9: SSDA903's second figure.
pub static SUITABILITY: CodeSet = CodeSet {
    name: "Suitability of Accommodation",
    source: SOURCE,
    codes: &[code("1", "Suitable"), code("2", "Unsuitable")],
};

/// Why an adopter left the process, list 11.
pub static REASON_LEAVING_ADOPTION: CodeSet = CodeSet {
    name: "Reason for leaving adoption process",
    source: SOURCE,
    codes: &[
        code("1", "Adopter withdrew"),
        code("2", "Process put on hold"),
        code("3", "Application refused"),
    ],
};

/// The sets of this module.
pub static CODE_SETS: &[&CodeSet] = &[
    &SEX,
    &YES_NO,
    &CASE_STATUS,
    &PERMANENCE_PLAN,
    &PLACEMENT_LOCATION,
    &ELIGIBILITY,
    &ACCOMMODATION,
    &SUITABILITY,
    &REASON_LEAVING_ADOPTION,
];

/// How the cells of a column are read.
#[derive(Debug)]
pub struct Answers {
    /// The codes that they become.
    pub codes: &'static CodeSet,
    /// The codes of the letters `a)`, `b)`, … in their order; empty where the workbook gives none.
    letters: &'static [&'static str],
    /// Words by which a text is known and the code it means. The first entry whose words are all
    /// in the text, in their order, is taken.
    words: &'static [(&'static str, &'static str)],
}

impl Answers {
    /// The code that a cell means; `None` where it is none of the column's answers.
    ///
    /// ```
    /// use waymark_codes::annex_a;
    /// assert_eq!(annex_a::SEXES.code("b) Female"), Some("F"));
    /// assert_eq!(annex_a::ETHNICITIES.code("n) BCRB"), Some("BCRB"));
    /// assert_eq!(annex_a::CONTACT_SOURCES.code("q) 6: Police"), Some("6"));
    /// assert_eq!(annex_a::NEEDS.code("PSRMEM - memory"), None);
    /// ```
    pub fn code(&self, cell: &str) -> Option<&'static str> {
        let cell = cell.trim();
        let (letter, text) = split_letter(cell);
        let first = text
            .split(|letter: char| !letter.is_alphanumeric())
            .next()
            .unwrap_or_default();
        let by_code = |word: &str| {
            self.codes
                .codes()
                .find(|code| code.eq_ignore_ascii_case(word))
        };
        // A code stands alone or is set off from its text: the `C` of `Community` is no code,
        // nor is the first word of a sentence.
        let rest = text[first.len()..].trim_start();
        if (rest.is_empty() || rest.starts_with([':', '-', '\u{2013}', ')']))
            && let Some(code) = by_code(first)
        {
            return Some(code);
        }
        let by_letter = letter.and_then(|index| self.letters.get(index).copied());
        by_letter
            .filter(|code| !code.is_empty())
            .or_else(|| self.by_words(text))
    }

    fn by_words(&self, text: &str) -> Option<&'static str> {
        let text = simplified(text);
        let labelled = self
            .codes
            .codes
            .iter()
            .find(|entry| simplified(entry.label) == text)
            .map(|entry| entry.code);
        labelled.or_else(|| {
            self.words
                .iter()
                .find(|(words, _)| contains_in_order(&text, words))
                .map(|(_, code)| *code)
        })
    }
}

/// How cells are read whose column has this code set; `None` where no column of Annex A has it.
pub fn answers_for(codes: &CodeSet) -> Option<&'static Answers> {
    ANSWERS
        .iter()
        .find(|answers| std::ptr::eq(answers.codes, codes))
        .copied()
}

/// The number of the letter of `a) …` from 0, and what follows it.
fn split_letter(cell: &str) -> (Option<usize>, &str) {
    let mut letters = cell.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), Some(')')) if letter.is_ascii_alphabetic() => {
            let index = letter.to_ascii_lowercase() as usize - 'a' as usize;
            (Some(index), cell[2..].trim_start())
        }
        _ => (None, cell),
    }
}

/// Small letters and digits, one space between words.
fn simplified(text: &str) -> String {
    let spaced: String = text
        .to_lowercase()
        .chars()
        .map(|letter| {
            if letter.is_alphanumeric() || letter == '&' {
                letter
            } else {
                ' '
            }
        })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn contains_in_order(text: &str, words: &str) -> bool {
    let mut rest = text;
    words.split(' ').all(|word| match rest.find(word) {
        Some(at) => {
            rest = &rest[at + word.len()..];
            true
        }
        None => false,
    })
}

/// Sex or gender.
pub static SEXES: Answers = Answers {
    codes: &SEX,
    letters: &["M", "F", "U", "N"],
    words: &[
        ("female", "F"),
        ("male", "M"),
        ("neither", "N"),
        ("not", "U"),
        ("unknown", "U"),
        ("indeterminate", "U"),
        ("unborn", "U"),
    ],
};

/// Ethnicity. The letter `s` stands for two codes, so it says nothing without its code.
pub static ETHNICITIES: Answers = Answers {
    codes: &cin::ETHNICITY,
    letters: &[
        "WBRI", "WIRI", "WIRT", "WOTH", "WROM", "MWBC", "MWBA", "MWAS", "MOTH", "AIND", "APKN",
        "ABAN", "AOTH", "BCRB", "BAFR", "BOTH", "CHNE", "OOTH", "",
    ],
    words: &[
        ("white and black caribbean", "MWBC"),
        ("white and black african", "MWBA"),
        ("white and asian", "MWAS"),
        ("traveller irish", "WIRT"),
        ("white british", "WBRI"),
        ("white irish", "WIRI"),
        ("other white", "WOTH"),
        ("gypsy", "WROM"),
        ("roma", "WROM"),
        ("other mixed", "MOTH"),
        ("other asian", "AOTH"),
        ("other black", "BOTH"),
        ("other ethnic", "OOTH"),
        ("indian", "AIND"),
        ("pakistani", "APKN"),
        ("bangladeshi", "ABAN"),
        ("caribbean", "BCRB"),
        ("african", "BAFR"),
        ("chinese", "CHNE"),
        ("refused", "REFU"),
        ("did not wish", "REFU"),
        ("not obtained", "NOBT"),
        ("not yet obtained", "NOBT"),
    ],
};

/// Yes, no or unknown.
pub static YES_OR_NO: Answers = Answers {
    codes: &YES_NO,
    letters: &["Y", "N", "U"],
    words: &[("unknown", "U"), ("not known", "U")],
};

/// Source of a contact or a referral.
pub static CONTACT_SOURCES: Answers = Answers {
    codes: &cin::REFERRAL_SOURCE,
    letters: &[
        "1A", "1B", "1C", "1D", "2A", "2B", "3A", "3B", "3C", "3D", "3E", "3F", "4", "5A", "5B",
        "5C", "6", "7", "8", "9", "10",
    ],
    words: &[
        ("family member", "1A"),
        ("relative", "1A"),
        ("acquaintance", "1B"),
        ("individual self", "1C"),
        ("individual other", "1D"),
        ("school nurse", "3C"),
        ("school", "2A"),
        ("education", "2B"),
        ("general practitioner", "3A"),
        ("health visitor", "3B"),
        ("other primary health", "3D"),
        ("a&e", "3E"),
        ("accident emergency", "3E"),
        ("health other", "3F"),
        ("hospice", "3F"),
        ("la services internal", "5B"),
        ("la services external", "5C"),
        ("la services early help", "5D"),
        ("la services social care", "5A"),
        ("housing", "4"),
        ("police", "6"),
        ("other legal", "7"),
        ("anonymous", "9"),
        ("unknown", "10"),
        ("other children", "8"),
        ("voluntary organisation", "8"),
    ],
};

/// Primary need or category of need.
pub static NEEDS: Answers = Answers {
    codes: &cin::PRIMARY_NEED,
    letters: &[],
    words: &[
        ("abuse", "N1"),
        ("neglect", "N1"),
        ("parent disab", "N3"),
        ("parent illness", "N3"),
        ("child disab", "N2"),
        ("acute stress", "N4"),
        ("family stress", "N4"),
        ("dysfunction", "N5"),
        ("unacceptable behaviour", "N6"),
        ("low income", "N7"),
        ("absent parent", "N8"),
        ("other than children in need", "N9"),
        ("not stated", "N0"),
    ],
};

/// Reason for closure.
pub static CLOSURE_REASONS: Answers = Answers {
    codes: &cin::CLOSURE_REASON,
    letters: &[],
    words: &[
        ("adopted", "RC1"),
        ("died", "RC2"),
        ("death", "RC2"),
        ("arrangement order", "RC3"),
        ("guardian", "RC4"),
        ("transfer adult", "RC6"),
        ("transfer authority", "RC5"),
        ("closed after assessment early help", "RC9"),
        ("closed after assessment", "RC8"),
        ("no further action", "RC8"),
        ("ceased", "RC7"),
        ("no longer in need", "RC7"),
    ],
};

/// Case status.
pub static CASE_STATUSES: Answers = Answers {
    codes: &CASE_STATUS,
    letters: &["LAC", "CP", "CIN", "ASMT", "CLOSED"],
    words: &[
        ("looked after", "LAC"),
        ("protection plan", "CP"),
        ("in need", "CIN"),
        ("assessment", "ASMT"),
        ("closed", "CLOSED"),
    ],
};

/// Category of abuse.
pub static ABUSE_CATEGORIES: Answers = Answers {
    codes: &cin::CATEGORY_OF_ABUSE,
    letters: &["NEG", "PHY", "SAB", "EMO", "MUL"],
    words: &[
        ("multiple", "MUL"),
        ("not recommended", "MUL"),
        ("physical", "PHY"),
        ("sexual", "SAB"),
        ("emotional", "EMO"),
        ("neglect", "NEG"),
    ],
};

/// Legal status of a looked-after child.
pub static LEGAL_STATUSES: Answers = Answers {
    codes: &ssda903::LS,
    letters: &[],
    words: &[
        ("placement order", "E1"),
        ("interim care", "C1"),
        ("full care", "C2"),
        ("freeing", "D1"),
        ("agreements recorded", "V4"),
        ("episodes recorded", "V3"),
        ("section 20", "V2"),
        ("s20", "V2"),
        ("police protection", "L1"),
        ("emergency protection", "L2"),
        ("child assessment order", "L3"),
        ("remand", "J1"),
        ("pace", "J2"),
        ("youth rehabilitation", "J3"),
    ],
};

/// Permanence plan.
pub static PERMANENCE_PLANS: Answers = Answers {
    codes: &PERMANENCE_PLAN,
    letters: &[
        "HOME", "ADOPT", "ORDER", "LIVING", "RESID", "FOSTER", "OTHER",
    ],
    words: &[
        ("return", "HOME"),
        ("adoption", "ADOPT"),
        ("sgo", "ORDER"),
        ("cao", "ORDER"),
        ("guardianship", "ORDER"),
        ("supported living", "LIVING"),
        ("residential", "RESID"),
        ("fostering", "FOSTER"),
        ("other", "OTHER"),
    ],
};

/// Reason ceased to be looked after.
pub static REASONS_CEASED: Answers = Answers {
    codes: &ssda903::REC,
    letters: &[
        "E11", "E12", "E2", "E3", "E4A", "E4B", "E13", "E41", "E45", "E46", "E47", "E48", "E5",
        "E6", "E7", "E9", "E14", "E15", "E16", "E8", "X1", "E17",
    ],
    words: &[
        ("adopted unopposed", "E11"),
        ("adopted consent", "E12"),
        ("died", "E2"),
        ("another la", "E3"),
        ("another local authority", "E3"),
        ("home not part", "E4B"),
        ("home unplanned", "E4B"),
        ("home part of", "E4A"),
        ("home planned", "E4A"),
        ("no parental responsibility", "E13"),
        ("residence order", "E41"),
        ("independent living no", "E6"),
        ("independent living supp", "E5"),
        ("adult social", "E7"),
        ("custody", "E9"),
        ("remand ended", "E14"),
        ("age assessment", "E15"),
        ("abroad", "E16"),
        ("remained with current carers", "E17"),
        ("any other reason", "E8"),
    ],
};

/// Placement type. Its texts are worded in many ways, so a code is asked for.
pub static PLACEMENT_TYPES: Answers = Answers {
    codes: &ssda903::PLACE,
    letters: &[
        "U1", "U2", "U3", "U4", "U5", "U6", "A3", "A4", "A5", "A6", "P1", "P2", "P3", "H5", "K1",
        "K2", "R1", "R2", "R3", "R5", "S1", "Z1", "T0", "T1", "T2", "T3",
    ],
    words: &[],
};

/// Placement provider.
pub static PLACEMENT_PROVIDERS: Answers = Answers {
    codes: &ssda903::PLACE_PROVIDER,
    letters: &["PR0", "PR1", "PR2", "PR3", "PR4", "PR5"],
    words: &[
        ("parent", "PR0"),
        ("own provision", "PR1"),
        ("other la", "PR2"),
        ("other local authority", "PR2"),
        ("other public", "PR3"),
        ("private", "PR4"),
        ("voluntary", "PR5"),
    ],
};

/// Whether a placement lies in the authority.
pub static PLACEMENT_LOCATIONS: Answers = Answers {
    codes: &PLACEMENT_LOCATION,
    letters: &["IN", "OUT"],
    words: &[("out", "OUT"), ("in", "IN")],
};

/// Eligibility of a care leaver.
pub static ELIGIBILITIES: Answers = Answers {
    codes: &ELIGIBILITY,
    letters: &["REL", "FREL", "QUAL"],
    words: &[
        ("former relevant", "FREL"),
        ("qualifying", "QUAL"),
        ("relevant", "REL"),
    ],
};

/// Whether the authority is in touch with a care leaver.
pub static IN_TOUCH: Answers = Answers {
    codes: &ssda903::IN_TOUCH,
    letters: &["YES", "NO", "DIED", "REFU", "NREQ", "RHOM"],
    words: &[
        ("returned home", "RHOM"),
        ("refuse", "REFU"),
        ("no longer", "NREQ"),
        ("deceased", "DIED"),
        ("not in touch", "NO"),
    ],
};

/// Type of accommodation of a care leaver.
pub static ACCOMMODATIONS: Answers = Answers {
    codes: &ACCOMMODATION,
    letters: &[],
    words: &[
        ("former foster", "Z"),
        ("parents", "B"),
        ("relatives", "B"),
        ("semi independent", "D"),
        ("transitional", "D"),
        ("supported lodgings", "E"),
        ("ordinary lodgings", "K"),
        ("foyer", "T"),
        ("independent living", "U"),
        ("emergency", "V"),
        ("bed and breakfast", "W"),
        ("custody", "X"),
        ("no fixed", "S"),
        ("homeless", "S"),
        ("abroad", "G"),
        ("deported", "H"),
        ("not known", "R"),
        ("community home", "C"),
        ("residential care", "C"),
        ("other", "Y"),
    ],
};

/// Suitability of a care leaver's accommodation.
pub static SUITABILITIES: Answers = Answers {
    codes: &SUITABILITY,
    letters: &["1", "2"],
    words: &[
        ("unsuitable", "2"),
        ("not suitable", "2"),
        ("suitable", "1"),
    ],
};

/// Activity of a care leaver.
pub static ACTIVITIES: Answers = Answers {
    codes: &ssda903::ACTIV,
    letters: &[],
    words: &[
        ("illness", "G4"),
        ("pregnancy", "G6"),
        ("parenting", "G6"),
        ("not in education", "G5"),
        ("full time other than higher", "F2"),
        ("part time other than higher", "P2"),
        ("full time higher", "F1"),
        ("part time higher", "P1"),
        ("full time apprentice", "F4"),
        ("part time apprentice", "P4"),
        ("full time training or employment", "F3"),
        ("part time training or employment", "P3"),
    ],
};

/// Why a child is no longer to be placed for adoption.
pub static REASONS_NOT_PLACED: Answers = Answers {
    codes: &ssda903::REASON_PLACED_CEASED,
    letters: &["RD1", "RD2", "RD3", "RD4"],
    words: &[
        ("needs changed", "RD1"),
        ("court", "RD2"),
        ("adopters could not", "RD3"),
        ("other", "RD4"),
    ],
};

/// Why an adopter left the process.
pub static REASONS_LEAVING_ADOPTION: Answers = Answers {
    codes: &REASON_LEAVING_ADOPTION,
    letters: &[],
    words: &[("withdrew", "1"), ("hold", "2"), ("refused", "3")],
};

/// How every coded column is read, for the tests that hold them to their code sets.
pub static ANSWERS: &[&Answers] = &[
    &SEXES,
    &ETHNICITIES,
    &YES_OR_NO,
    &CONTACT_SOURCES,
    &NEEDS,
    &CLOSURE_REASONS,
    &CASE_STATUSES,
    &ABUSE_CATEGORIES,
    &LEGAL_STATUSES,
    &PERMANENCE_PLANS,
    &REASONS_CEASED,
    &PLACEMENT_TYPES,
    &PLACEMENT_PROVIDERS,
    &PLACEMENT_LOCATIONS,
    &ELIGIBILITIES,
    &IN_TOUCH,
    &ACCOMMODATIONS,
    &SUITABILITIES,
    &ACTIVITIES,
    &REASONS_NOT_PLACED,
    &REASONS_LEAVING_ADOPTION,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_words_lead_to_codes_of_the_set() {
        for answers in ANSWERS {
            let words = answers.words.iter().map(|(_, code)| code);
            for code in answers.letters.iter().chain(words) {
                assert!(
                    code.is_empty() || answers.codes.contains(code),
                    "{code} of {}",
                    answers.codes.name
                );
            }
            let of_set = answers_for(answers.codes);
            assert!(of_set.is_some_and(|found| std::ptr::eq(found, *answers)));
            // Each code and each label is read as itself.
            for entry in answers.codes.codes {
                assert_eq!(answers.code(entry.code), Some(entry.code));
                let by_label = answers.code(entry.label);
                assert!(by_label.is_some(), "{}", entry.label);
            }
        }
    }

    #[test]
    fn cells_are_read_however_they_are_worded() {
        let cases: &[(&Answers, &str, Option<&str>)] = &[
            (&SEXES, "a) Male", Some("M")),
            (&SEXES, "Female", Some("F")),
            (&SEXES, "F", Some("F")),
            (&SEXES, "c) Not stated/recorded", Some("U")),
            (&SEXES, "d) Neither", Some("N")),
            (&ETHNICITIES, "a) WBRI", Some("WBRI")),
            (&ETHNICITIES, "s) NOBT", Some("NOBT")),
            (&ETHNICITIES, "s) REFU", Some("REFU")),
            (&ETHNICITIES, "s)", None),
            (&ETHNICITIES, "White and Black Caribbean", Some("MWBC")),
            (&ETHNICITIES, "Any other Asian background", Some("AOTH")),
            (&ETHNICITIES, "wbri", Some("WBRI")),
            (&CONTACT_SOURCES, "s) 8: Other", Some("8")),
            (&CONTACT_SOURCES, "e) 2A: Schools", Some("2A")),
            (&CONTACT_SOURCES, "3C", Some("3C")),
            (
                &CONTACT_SOURCES,
                "HEALTH SERVICES \u{2013} school nurse",
                Some("3C"),
            ),
            (&CONTACT_SOURCES, "the neighbours' dog", None),
            (&YES_OR_NO, "b) No", Some("N")),
            (&YES_OR_NO, "Yes", Some("Y")),
            (&YES_OR_NO, "y", Some("Y")),
            (&YES_OR_NO, "CS Assessment Updated", None),
            (&NEEDS, "N1 - Abuse or Neglect", Some("N1")),
            (&NEEDS, "N8", Some("N8")),
            (&NEEDS, "PSRMEM - Support with memory and cognition", None),
            (&ABUSE_CATEGORIES, "Physical abuse", Some("PHY")),
            (&ABUSE_CATEGORIES, "d) Emotional abuse", Some("EMO")),
            (&LEGAL_STATUSES, "C2: FCO", Some("C2")),
            (&LEGAL_STATUSES, "E1: Placement order", Some("E1")),
            (
                &PLACEMENT_TYPES,
                "f) U6: Foster placement - not FFA",
                Some("U6"),
            ),
            (
                &PLACEMENT_TYPES,
                "n) H5: Residential accommodation",
                Some("H5"),
            ),
            (
                &PLACEMENT_PROVIDERS,
                "e) PR4 - Private provision",
                Some("PR4"),
            ),
            (
                &REASONS_CEASED,
                "k) E47: Special Guardianship Orders - relative/friend",
                Some("E47"),
            ),
            (&ELIGIBILITIES, "b) Former relevant child", Some("FREL")),
            (&ACCOMMODATIONS, "Y: Other accommodation", Some("Y")),
            (&ACCOMMODATIONS, "U: Independent living", Some("U")),
            (&SUITABILITIES, "a) Suitable", Some("1")),
            (&SUITABILITIES, "Not suitable", Some("2")),
            (&ACTIVITIES, "F1: Full time in higher education", Some("F1")),
            (
                &ACTIVITIES,
                "G5: Not in education, employment or training - other",
                Some("G5"),
            ),
            (&REASONS_NOT_PLACED, "RD2", Some("RD2")),
            (&IN_TOUCH, "a) Yes", Some("YES")),
            (&IN_TOUCH, "d) Refu", Some("REFU")),
            (&CASE_STATUSES, "c) Child in need plan", Some("CIN")),
            (&SEXES, "", None),
            (&SEXES, "é)", None),
        ];
        for (answers, cell, expected) in cases {
            assert_eq!(answers.code(cell), *expected, "{cell}");
        }
    }
}
