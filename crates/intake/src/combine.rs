//! New files and those that stay: which earlier file a new one replaces, and which names and
//! folders the files have together.
//!
//! Pure: it decides over what was read, and reads nothing itself.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use waymark_returns::{FileKind, ReturnKind};

use crate::error::IntakeError;
use crate::names;

/// An earlier file that a new one takes the place of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Replaced {
    /// The earlier file's name.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// The return that it belongs to, such as `2016-17`.
    pub return_label: Option<String>,
    /// The name of the new file.
    pub by: String,
    /// Whether the new file has the same bytes, so that nothing changes by it.
    pub same_bytes: bool,
}

/// A file of the snapshot in use, or a new one, as far as this must know it.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub name: String,
    pub sha256: String,
    pub kind: FileKind,
    /// Its return's label, as its own dates or header give it: what is declared would give many
    /// returns one label.
    pub label: Option<String>,
    pub tables: Vec<String>,
}

/// What becomes of the files.
#[derive(Debug)]
pub(crate) struct Combined {
    /// The names that the new files get, in their order.
    pub new_names: Vec<String>,
    /// What they replace.
    pub replaced: Vec<Replaced>,
    /// The places of the earlier files that stay.
    pub stay: Vec<usize>,
}

impl Known {
    /// The folder that its name lies in, as a reader of returns sees it.
    fn folder(&self) -> &str {
        let last = names::last_part(&self.name).len();
        self.name[..self.name.len() - last].trim_end_matches('/')
    }
}

/// What a file tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// A return.
    Return(ReturnKind),
    /// Ofsted's list of settings.
    Settings,
    /// A table of postcodes.
    Postcodes,
}

/// What a kind of file tells of; `None` where it cannot be read.
pub(crate) fn subject(kind: FileKind) -> Option<Subject> {
    let of = |kind| Some(Subject::Return(kind));
    match kind {
        FileKind::Ssda903Csv | FileKind::Ssda903Xml => of(ReturnKind::Ssda903),
        FileKind::CinXml => of(ReturnKind::Cin),
        FileKind::WorkforceXml => of(ReturnKind::Workforce),
        FileKind::AnnexA => of(ReturnKind::AnnexA),
        FileKind::SsdCsv => of(ReturnKind::Ssd),
        FileKind::AuditCsv | FileKind::AuditXlsx => of(ReturnKind::Audits),
        FileKind::OfstedSettings => Some(Subject::Settings),
        FileKind::Postcodes => Some(Subject::Postcodes),
        FileKind::Empty | FileKind::Unsafe | FileKind::Damaged | FileKind::Unknown => None,
    }
}

/// Puts the new files to those in use. The names of `new` are safe and all different.
pub(crate) fn combine(old: &[Known], new: &[Known]) -> Result<Combined, IntakeError> {
    // For each new file the places of those that it replaces.
    let replaces = new
        .iter()
        .map(|one| replaced_by(one, old))
        .collect::<Result<Vec<_>, _>>()?;
    let gone: BTreeSet<usize> = replaces.iter().flatten().copied().collect();
    let stay: Vec<usize> = (0..old.len())
        .filter(|place| !gone.contains(place))
        .collect();
    let folders = folders(old, new, &replaces, &stay);
    let mut taken: BTreeSet<String> = stay
        .iter()
        .map(|place| old[*place].name.to_lowercase())
        .collect();
    let mut said = BTreeSet::new();
    let mut replaced: Vec<Replaced> = Vec::new();
    let mut new_names = Vec::new();
    for (one, places) in new.iter().zip(replaces) {
        let name = match folders.get(one.folder()) {
            Some(folder) if one.kind == FileKind::Ssda903Csv => {
                in_folder(folder, names::last_part(&one.name))
            }
            _ => one.name.clone(),
        };
        let name = names::unused(name, &mut taken);
        for place in places {
            let earlier = &old[place];
            if said.insert(place) {
                replaced.push(Replaced {
                    name: earlier.name.clone(),
                    kind: earlier.kind,
                    return_label: earlier.label.clone(),
                    by: name.clone(),
                    same_bytes: earlier.sha256 == one.sha256,
                });
            }
        }
        new_names.push(name);
    }
    Ok(Combined {
        new_names,
        replaced,
        stay,
    })
}

/// The places of the earlier files that a new one replaces.
fn replaced_by(new: &Known, old: &[Known]) -> Result<Vec<usize>, IntakeError> {
    let Some(subject_of_new) = subject(new.kind) else {
        return Ok(Vec::new());
    };
    let alike: Vec<usize> = (0..old.len())
        .filter(|place| {
            let one = &old[*place];
            let is_part = |kind: FileKind| matches!(kind, FileKind::Ssda903Csv | FileKind::SsdCsv);
            let same_part = !(is_part(new.kind) && is_part(one.kind))
                || one.tables.iter().any(|table| new.tables.contains(table));
            subject(one.kind) == Some(subject_of_new) && same_part
        })
        .collect();
    let those = |is: &dyn Fn(&Known) -> bool| -> Vec<usize> {
        let places = alike.iter().copied();
        places.filter(|place| is(&old[*place])).collect()
    };
    let same_name = |one: &Known| one.name == new.name;
    let same_label = |one: &Known| new.label.is_some() && one.label == new.label;
    match subject_of_new {
        Subject::Return(ReturnKind::Audits) => Ok(those(&|one| same_label(one) || same_name(one))),
        Subject::Return(ReturnKind::AnnexA) => Ok(those(&same_label)),
        Subject::Return(ReturnKind::Ssda903 | ReturnKind::Cin | ReturnKind::Workforce)
            if new.label.is_some() =>
        {
            Ok(those(&|one| {
                same_label(one) || (one.label.is_none() && same_name(one))
            }))
        }
        // Nothing in the file says which of several it follows, so its name must.
        _ => {
            let last = names::last_part(&new.name);
            for found in [
                those(&same_name),
                those(&|one| one.sha256 == new.sha256),
                those(&|one| names::last_part(&one.name) == last),
                alike.clone(),
            ] {
                if found.len() <= 1 {
                    if !found.is_empty() {
                        return Ok(found);
                    }
                    continue;
                }
                return Err(IntakeError::Unclear {
                    file: new.name.clone(),
                    candidates: found.iter().map(|place| old[*place].name.clone()).collect(),
                });
            }
            Ok(Vec::new())
        }
    }
}

/// Where the new CSVs of SSDA903 belong, by the folder that they were handed in with: a folder is
/// one return. Tables of a return that is there already join it; those of another keep out of its
/// folder.
fn folders<'a>(
    old: &'a [Known],
    new: &'a [Known],
    replaces: &[Vec<usize>],
    stay: &[usize],
) -> BTreeMap<&'a str, String> {
    let is_csv = |one: &&Known| one.kind == FileKind::Ssda903Csv;
    let groups: BTreeSet<&str> = new.iter().filter(is_csv).map(Known::folder).collect();
    let mut used: BTreeSet<String> = stay
        .iter()
        .map(|place| &old[*place])
        .filter(is_csv)
        .map(|one| one.folder().to_owned())
        .collect();
    let mut chosen = BTreeMap::new();
    for group in &groups {
        let members = || {
            let all = new.iter().zip(replaces);
            all.filter(|(one, _)| is_csv(one) && one.folder() == *group)
        };
        let label = members().find_map(|(one, _)| one.label.as_ref());
        let of_label = old
            .iter()
            .filter(is_csv)
            .find(|one| label.is_some() && one.label.as_ref() == label);
        let of_replaced = members()
            .flat_map(|(_, places)| places)
            .map(|place| &old[*place])
            .find(is_csv);
        let folder = if let Some(earlier) = of_label.or(of_replaced) {
            earlier.folder().to_owned()
        } else if used.contains(*group) {
            let wanted = label.map_or("new", String::as_str);
            std::iter::once(wanted.to_owned())
                .chain((2_u32..).map(|number| format!("{wanted}-{number}")))
                .find(|folder| !used.contains(folder) && !groups.contains(folder.as_str()))
                .expect("there are more numbers than folders")
        } else {
            (*group).to_owned()
        };
        used.insert(folder.clone());
        chosen.insert(*group, folder);
    }
    chosen
}

fn in_folder(folder: &str, name: &str) -> String {
    if folder.is_empty() {
        name.to_owned()
    } else {
        format!("{folder}/{name}")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    /// A file in a line: `name kind label tables bytes`, with `-` for what is not known.
    fn known(line: &&str) -> Known {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [name, kind, label, tables, bytes] = words[..] else {
            panic!("five words: {line}");
        };
        Known {
            name: name.to_owned(),
            sha256: bytes.to_owned(),
            kind: serde_json::from_str(&format!("\"{kind}\"")).unwrap(),
            label: (label != "-").then(|| label.to_owned()),
            tables: tables.split('+').map(str::to_owned).collect(),
        }
    }

    /// The names of all files afterwards, and `old<new` for each that was replaced.
    fn check(old: &[&str], new: &[&str], expected: &str) {
        let old: Vec<Known> = old.iter().map(known).collect();
        let new: Vec<Known> = new.iter().map(known).collect();
        let found = match combine(&old, &new) {
            Err(error) => error.to_string(),
            Ok(combined) => {
                let stay = combined.stay.iter().map(|place| old[*place].name.clone());
                let mut names: Vec<String> = stay.chain(combined.new_names).collect();
                names.sort();
                let replaced: Vec<String> = combined
                    .replaced
                    .iter()
                    .map(|one| format!("{}<{}", one.name, one.by))
                    .collect();
                format!("{} | {}", names.join(" "), replaced.join(" "))
            }
        };
        assert_eq!(found, expected, "{old:?} {new:?}");
    }

    #[test]
    fn a_table_of_a_return_replaces_the_same_table_of_the_same_year() {
        let old = [
            "16/e.csv ssda903-csv 2016-17 episodes a",
            "16/h.csv ssda903-csv 2016-17 header b",
            "17/e.csv ssda903-csv 2017-18 episodes c",
        ];
        check(
            &old,
            &["e.csv ssda903-csv 2017-18 episodes d"],
            "16/e.csv 16/h.csv 17/e.csv | 17/e.csv<17/e.csv",
        );
        // A table that the return lacked joins it.
        check(
            &old,
            &["r.csv ssda903-csv 2016-17 reviews d"],
            "16/e.csv 16/h.csv 16/r.csv 17/e.csv | ",
        );
        // A table without dates of its own is told by its folder, or as the only one of its kind.
        check(
            &old,
            &["16/h.csv ssda903-csv - header d"],
            "16/e.csv 16/h.csv 17/e.csv | 16/h.csv<16/h.csv",
        );
        check(
            &old,
            &["heads.csv ssda903-csv - header d"],
            "16/e.csv 16/heads.csv 17/e.csv | 16/h.csv<16/heads.csv",
        );
        // A return in the other form takes the place of all its tables.
        check(
            &old,
            &["903.xml ssda903-xml 2016-17 episodes+header d"],
            "17/e.csv 903.xml | 16/e.csv<903.xml 16/h.csv<903.xml",
        );
    }

    #[test]
    fn a_return_of_another_year_keeps_out_of_the_folder() {
        check(
            &["e.csv ssda903-csv 2016-17 episodes a"],
            &["e.csv ssda903-csv 2017-18 episodes b"],
            "2017-18/e.csv e.csv | ",
        );
        check(
            &["903.xml cin-xml 2016-17 cin a"],
            &["903.xml cin-xml 2017-18 cin b"],
            "903 (2).xml 903.xml | ",
        );
    }

    #[test]
    fn an_extract_replaces_that_of_its_table() {
        let old = [
            "ssd/one.csv ssd-csv - ssd_person a",
            "ssd/two.csv ssd-csv - ssd_workers b",
        ];
        check(
            &old,
            &["new.csv ssd-csv - ssd_person c"],
            "new.csv ssd/two.csv | ssd/one.csv<new.csv",
        );
        let old = [
            "r16.csv ssd-csv - ssd_cin_episodes a",
            "r17.csv ssd-csv - ssd_cin_episodes b",
        ];
        check(
            &old,
            &["x/r17.csv ssd-csv - ssd_cin_episodes c"],
            "r16.csv x/r17.csv | r17.csv<x/r17.csv",
        );
        check(
            &old,
            &["r18.csv ssd-csv - ssd_cin_episodes c"],
            "r18.csv: nothing in it says which earlier file it replaces (r16.csv, r17.csv); hand it \
             in under that file's name, or, a table of an SSDA903 return, together with the \
             episodes of its year",
        );
    }

    #[test]
    fn logs_and_lists_follow_each_other() {
        // Gradings come under one name, and reach further each time.
        check(
            &["ledger/gradings.csv audit-csv 2017-04 audits a"],
            &["ledger/gradings.csv audit-csv 2017-05 audits b"],
            "ledger/gradings.csv | ledger/gradings.csv<ledger/gradings.csv",
        );
        check(
            &["a.csv audit-csv 2017-04 audits a"],
            &["b.xlsx audit-xlsx 2017-05 audits b"],
            "a.csv b.xlsx | ",
        );
        check(
            &["annex.xlsx annex-a 2017-04 list a"],
            &["annex.xlsx annex-a 2017-05 list b"],
            "annex (2).xlsx annex.xlsx | ",
        );
    }

    #[test]
    fn what_cannot_be_read_replaces_nothing() {
        check(
            &["e.csv ssda903-csv 2016-17 episodes a"],
            &["e.csv empty - - b"],
            "e (2).csv e.csv | ",
        );
    }
}
