//! The rules at hand: those built in, and those of a folder of the user's own.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use include_dir::{Dir, include_dir};

use crate::rule::{Rule, RuleError, Shared};

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../definitions/checks/ssda903");

/// The folder of shared tables.
const SHARED: &str = "shared";

/// Rules by code, and the tables that they share.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    rules: BTreeMap<Order, Rule>,
    shared: Vec<Shared>,
}

/// Numbers by their value, then names: 101, 1000, INT01.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Order(u32, String);

/// Why rules can't be used: every one that is wrong.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct CatalogueError(pub Vec<RuleError>);

static RULES: LazyLock<Result<Rules, CatalogueError>> = LazyLock::new(read);

/// The rules that Waymark brings; their files are read once.
///
/// # Errors
///
/// What is wrong with them, which a test holds to be nothing.
pub fn built_in() -> Result<Rules, CatalogueError> {
    RULES.clone()
}

fn read() -> Result<Rules, CatalogueError> {
    let files = |folder: &Dir<'static>| -> Vec<(String, String)> {
        let sql = folder.files().filter(|file| {
            file.path()
                .extension()
                .is_some_and(|ending| ending == "sql")
        });
        sql.map(|file| {
            let name = file.path().file_name().unwrap_or_default();
            let text = file.contents_utf8().unwrap_or_default();
            (name.to_string_lossy().into_owned(), text.to_owned())
        })
        .collect()
    };
    let mut rules = Rules::default();
    rules.add(files(&BUILT_IN))?;
    let shared = BUILT_IN.get_dir(SHARED).map(files).unwrap_or_default();
    let mut errors = Vec::new();
    for (name, text) in shared {
        match Shared::parse(&name, &text) {
            Ok(shared) => rules.shared.push(shared),
            Err(error) => errors.push(error),
        }
    }
    rules.shared.sort_by(|a, b| a.name.cmp(&b.name));
    if errors.is_empty() {
        Ok(rules)
    } else {
        Err(CatalogueError(errors))
    }
}

impl Rules {
    /// Adds rules from files (name and text); one of the same code takes the place of another.
    ///
    /// # Errors
    ///
    /// Every file that is wrong; then none is added.
    pub fn add(
        &mut self,
        files: impl IntoIterator<Item = (String, String)>,
    ) -> Result<(), CatalogueError> {
        let mut errors = Vec::new();
        let mut added = Vec::new();
        for (name, text) in files {
            match Rule::parse(&name, &text) {
                Ok(rule) => added.push((order(&rule.code), rule)),
                Err(error) => errors.push(error),
            }
        }
        if !errors.is_empty() {
            return Err(CatalogueError(errors));
        }
        self.rules.extend(added);
        Ok(())
    }

    /// Every rule, by its number.
    pub fn all(&self) -> impl Iterator<Item = &Rule> {
        self.rules.values()
    }

    /// The rules of a collection year, by the year's end.
    pub fn of_year(&self, year: i16) -> impl Iterator<Item = &Rule> {
        self.all().filter(move |rule| rule.holds_in(year))
    }

    /// The rule of a code, however its letters are written.
    pub fn find(&self, code: &str) -> Option<&Rule> {
        self.all()
            .find(|rule| rule.code.eq_ignore_ascii_case(code.trim()))
    }

    /// The tables that rules share.
    pub fn shared(&self) -> &[Shared] {
        &self.shared
    }
}

fn order(code: &str) -> Order {
    let digits = code.bytes().take_while(u8::is_ascii_digit).count();
    Order(
        code[..digits].parse().unwrap_or(u32::MAX),
        code.to_ascii_lowercase(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_stand_by_number() {
        let mut codes = ["INT01", "1000", "197B", "197a", "101", "NoE"];
        codes.sort_by_key(|code| order(code));
        assert_eq!(codes, ["101", "197a", "197B", "1000", "INT01", "NoE"]);
    }
}
