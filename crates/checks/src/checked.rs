//! What checking a return gives: for each rule what it found, or why it could not.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, LazyLock};

use waymark_returns::SSDA903_TABLES;

use crate::prepared::Prepared;
use crate::rule::Rule;
use crate::tables::{LAST, SETTINGS_TABLE, short, title_of};

/// A return that was checked.
#[derive(Debug)]
pub struct Checked {
    /// What it was checked on.
    pub prepared: Arc<Prepared>,
    /// Every rule of the year, by its number.
    pub rules: Vec<Ran>,
}

/// A rule and what came of it.
#[derive(Debug)]
pub struct Ran {
    /// The rule.
    pub rule: Rule,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a rule.
#[derive(Debug)]
pub enum Outcome {
    /// It was run.
    Ran {
        /// What it found.
        problems: Vec<Problem>,
        /// The cells that it reads and that could not be read: it could not judge their rows.
        unreadable: Vec<Unreadable>,
    },
    /// It was not run, for want of this.
    NotRun(Vec<Lack>),
    /// It failed, which is a defect of ours and never of the data.
    Failed(String),
}

/// One problem: the rows that are part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The rows.
    pub rows: Vec<Place>,
    /// Whether it may only follow from a cell of the same child that could not be read.
    pub unsure: bool,
}

/// A row of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The table.
    pub table: &'static str,
    /// The row, from 0.
    pub row: u32,
}

/// Cells of a column that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unreadable {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: String,
    /// In how many rows; which they are, the prepared table says.
    pub rows: usize,
}

/// What a rule would need.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lack {
    /// Last year's return.
    LastYear,
    /// A table of this year's return.
    Table(&'static str),
    /// A table of last year's.
    TableOfLastYear(&'static str),
    /// A column of a table.
    Column(&'static str, String),
    /// The list of settings.
    Settings,
    /// A table of postcodes.
    Postcodes,
    /// Which council it is.
    Authority,
}

impl fmt::Display for Lack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LastYear => f.write_str("last year’s return"),
            Self::Table(table) | Self::TableOfLastYear(table) => {
                write!(f, "the table “{}”", title_of(table))
            }
            Self::Column(table, column) => {
                let column = column.to_ascii_uppercase();
                write!(f, "the column {column} of “{}”", title_of(table))
            }
            Self::Settings => f.write_str("Ofsted’s list of settings"),
            Self::Postcodes => f.write_str("a table of postcodes"),
            Self::Authority => f.write_str("the council’s own code"),
        }
    }
}

static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let own = SSDA903_TABLES
        .iter()
        .map(|spec| short(spec.name).to_owned());
    let last = SSDA903_TABLES
        .iter()
        .map(|spec| format!("{}{LAST}", short(spec.name)));
    own.chain(last).chain([SETTINGS_TABLE.to_owned()]).collect()
});

/// The names of all tables that rules can look at.
pub fn table_names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(String::as_str)
}

/// The name of a table that lives as long as the program.
pub fn name_of(table: &str) -> Option<&'static str> {
    NAMES.iter().find(|name| *name == table).map(String::as_str)
}

impl Checked {
    /// The problems of every rule that was run.
    pub fn problems(&self) -> impl Iterator<Item = (&Rule, &Problem)> {
        self.rules.iter().flat_map(|ran| {
            let problems: &[Problem] = match &ran.outcome {
                Outcome::Ran { problems, .. } => problems,
                Outcome::NotRun(_) | Outcome::Failed(_) => &[],
            };
            problems.iter().map(|problem| (&ran.rule, problem))
        })
    }

    /// The child that a problem is about: that of the first of its rows that has one.
    pub fn child_of(&self, problem: &Problem) -> Option<&str> {
        problem
            .rows
            .iter()
            .find_map(|place| self.prepared.child(place.table, place.row))
    }

    /// How many rules were run.
    pub fn ran(&self) -> usize {
        self.rules
            .iter()
            .filter(|ran| matches!(ran.outcome, Outcome::Ran { .. }))
            .count()
    }

    /// The rules that were not run, by what they lack.
    pub fn not_run(&self) -> BTreeMap<Vec<Lack>, Vec<&str>> {
        let mut by_lack: BTreeMap<Vec<Lack>, Vec<&str>> = BTreeMap::new();
        for ran in &self.rules {
            if let Outcome::NotRun(lacks) = &ran.outcome {
                by_lack
                    .entry(lacks.clone())
                    .or_default()
                    .push(&ran.rule.code);
            }
        }
        by_lack
    }

    /// The cells that could not be read, each with the rules that could not judge their rows.
    pub fn not_judged(&self) -> BTreeMap<Unreadable, Vec<&str>> {
        let mut by_cells: BTreeMap<Unreadable, Vec<&str>> = BTreeMap::new();
        for ran in &self.rules {
            if let Outcome::Ran { unreadable, .. } = &ran.outcome {
                for cells in unreadable {
                    by_cells
                        .entry(cells.clone())
                        .or_default()
                        .push(&ran.rule.code);
                }
            }
        }
        by_cells
    }
}
