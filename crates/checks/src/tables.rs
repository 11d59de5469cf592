//! The names that rules give to the tables of a return.

use waymark_returns::{ColumnSpec, SETTINGS, SSDA903_TABLES, TableSpec};

/// What the name of a table of last year's return ends with.
pub const LAST: &str = "_last";

/// What a raw table's name begins with, which rules leave out.
const PREFIX: &str = "ssda903_";

/// The name of a table as rules write it: `episodes`, `episodes_last`, `settings`.
pub type TableName = String;

/// The list of settings, which has no child.
pub const SETTINGS_TABLE: &str = "settings";

/// The name of a raw table in rules.
pub(crate) fn short(raw: &str) -> &str {
    raw.strip_prefix(PREFIX).unwrap_or(raw)
}

/// The layout of a table that rules name, of this or last year's return or the list of settings.
pub(crate) fn spec_of(table: &str) -> Option<&'static TableSpec> {
    if table == SETTINGS_TABLE {
        return Some(&SETTINGS);
    }
    let name = table.strip_suffix(LAST).unwrap_or(table);
    SSDA903_TABLES
        .into_iter()
        .find(|spec| short(spec.name) == name)
}

/// The column of a table that a rule names.
pub(crate) fn column_of(table: &str, column: &str) -> Option<&'static ColumnSpec> {
    spec_of(table)?
        .columns
        .iter()
        .find(|spec| spec.name.eq_ignore_ascii_case(column))
}

/// Whether rules know a table of this name.
pub fn is_table(table: &str) -> bool {
    spec_of(table).is_some()
}

/// What people call a table: “Placed for adoption”, “Episodes, last year”.
pub fn title_of(table: &str) -> String {
    if table == SETTINGS_TABLE {
        return "Ofsted’s list of settings".to_owned();
    }
    let (name, of_last) = match table.strip_suffix(LAST) {
        Some(name) => (name, true),
        None => (table, false),
    };
    let title = match name {
        "uasc" => "Unaccompanied asylum-seeking children".to_owned(),
        "oc2" => "Outcomes (OC2)".to_owned(),
        "oc3" => "Care leavers (OC3)".to_owned(),
        "ad1" => "Adoption (AD1)".to_owned(),
        "placed_adoption" => "Placed for adoption".to_owned(),
        name => {
            let words = name.replace('_', " ");
            let mut letters = words.chars();
            letters
                .next()
                .map(|first| first.to_uppercase().chain(letters).collect())
                .unwrap_or_default()
        }
    };
    if of_last {
        format!("{title}, last year")
    } else {
        title
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_known_by_their_short_names() {
        assert_eq!(
            spec_of("episodes").map(|spec| spec.name),
            Some("ssda903_episodes")
        );
        assert_eq!(
            spec_of("oc3_last").map(|spec| spec.name),
            Some("ssda903_oc3")
        );
        assert!(is_table("settings"));
        assert!(!is_table("ssd_person"));
        assert!(column_of("header_last", "mc_dob").is_some());
        assert!(column_of("header", "decom").is_none());
    }

    #[test]
    fn titles_are_words() {
        assert_eq!(title_of("deprivation_of_liberty"), "Deprivation of liberty");
        assert_eq!(title_of("episodes_last"), "Episodes, last year");
    }
}
