//! What a code set is: the allowed codes of one column of a return, with their labels.

use crate::CollectionYear;

/// One code of a statutory code set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// The code as it is submitted.
    pub code: &'static str,
    /// What it means, in short.
    pub label: &'static str,
    /// First collection year (the year in which it ends) that knows the code; `None` where it is
    /// as old as the oldest layout that is read.
    pub from_year: Option<i16>,
    /// Last collection year that knows the code; `None` while it is in use.
    pub to_year: Option<i16>,
}

impl Code {
    /// A code of every year.
    pub(crate) const fn new(code: &'static str, label: &'static str) -> Self {
        Self {
            code,
            label,
            from_year: None,
            to_year: None,
        }
    }

    /// The same code, first used in a collection year.
    pub(crate) const fn from(mut self, year: i16) -> Self {
        self.from_year = Some(year);
        self
    }

    /// The same code, last used in a collection year.
    pub(crate) const fn until(mut self, year: i16) -> Self {
        self.to_year = Some(year);
        self
    }

    /// Whether a collection year knows the code.
    pub fn in_use(&self, year: CollectionYear) -> bool {
        self.from_year.is_none_or(|first| year.ends() >= first)
            && self.to_year.is_none_or(|last| year.ends() <= last)
    }
}

/// The allowed codes of one column.
#[derive(Debug, PartialEq, Eq)]
pub struct CodeSet {
    /// The column that the set belongs to, in the return's own spelling.
    pub name: &'static str,
    /// The return and the layouts that the codes were taken from.
    pub source: &'static str,
    /// The codes, in the order of the guide.
    pub codes: &'static [Code],
}

impl CodeSet {
    /// The codes alone, in the order of the guide.
    pub fn codes(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.codes.iter().map(|entry| entry.code)
    }

    /// The entry of a code, spelt exactly.
    pub fn get(&self, code: &str) -> Option<&'static Code> {
        self.codes.iter().find(|entry| entry.code == code)
    }

    /// Whether the code is one of the set, in any year.
    pub fn contains(&self, code: &str) -> bool {
        self.get(code).is_some()
    }

    /// Whether the code is one of the set in a collection year.
    pub fn contains_in(&self, code: &str, year: CollectionYear) -> bool {
        self.get(code).is_some_and(|entry| entry.in_use(year))
    }

    /// The label of a code.
    pub fn label(&self, code: &str) -> Option<&'static str> {
        self.get(code).map(|entry| entry.label)
    }

    /// The code that a text means: the code itself or its label, whatever the case and the
    /// spaces around.
    ///
    /// ```
    /// use waymark_codes::ssda903::LS;
    /// assert_eq!(LS.canonical(" c2 "), Some("C2"));
    /// assert_eq!(LS.canonical("full care order"), Some("C2"));
    /// assert_eq!(LS.canonical("care"), None);
    /// ```
    pub fn canonical(&self, text: &str) -> Option<&'static str> {
        let text = text.trim();
        self.codes
            .iter()
            .find(|entry| entry.code.eq_ignore_ascii_case(text))
            .or_else(|| {
                self.codes
                    .iter()
                    .find(|entry| entry.label.eq_ignore_ascii_case(text))
            })
            .map(|entry| entry.code)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use crate::{CollectionYear, all_code_sets, ssda903};

    #[test]
    fn every_set_is_named_sourced_and_free_of_doubles() {
        for set in all_code_sets() {
            assert!(!set.name.is_empty() && !set.source.is_empty());
            assert!(!set.codes.is_empty(), "{}", set.name);
            let mut seen = HashSet::new();
            for entry in set.codes {
                assert!(
                    seen.insert(entry.code),
                    "{} twice in {}",
                    entry.code,
                    set.name
                );
                assert!(!entry.label.is_empty(), "{} of {}", entry.code, set.name);
                assert_eq!(entry.code.trim(), entry.code, "{}", set.name);
                if let (Some(first), Some(last)) = (entry.from_year, entry.to_year) {
                    assert!(first <= last, "{} of {}", entry.code, set.name);
                }
            }
        }
    }

    #[test]
    fn every_authority_may_have_made_a_permanence_order() {
        for authority in crate::authorities() {
            let label = ssda903::LA_PERM.label(&authority.code.to_string());
            assert_eq!(label, Some(authority.name));
        }
    }

    #[test]
    fn codes_come_and_go_with_the_years_of_the_guide() {
        let cases = [
            // Special guardianship: E43 and E44 to 2017/18, E45 to E48 after.
            (&ssda903::REC, "E43", 2018, true),
            (&ssda903::REC, "E43", 2019, false),
            (&ssda903::REC, "E46", 2018, false),
            (&ssda903::REC, "E46", 2019, true),
            (&ssda903::REC, "E4B", 2026, true),
            // Care leavers' training and employment was split in 2021/22.
            (&ssda903::ACTIV, "F3", 2021, true),
            (&ssda903::ACTIV, "F3", 2022, false),
            (&ssda903::ACTIV, "F5", 2022, true),
            // Supported accommodation has a code of its own from 2024/25.
            (&ssda903::PLACE, "H5", 2024, true),
            (&ssda903::PLACE, "H5", 2025, false),
            (&ssda903::PLACE, "K3", 2025, true),
            (&ssda903::PLACE, "Q9", 2020, false),
        ];
        for (set, code, year, expected) in cases {
            let year = CollectionYear::ending(year);
            assert_eq!(set.contains_in(code, year), expected, "{code} in {year}");
        }
    }
}
