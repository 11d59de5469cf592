//! Published files become the benchmarks of a home, all together or not at all.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use crate::account::{FileAccount, Tally};
use crate::change::{Change, change_of, lait_change};
use crate::dictionary::{self, DictionaryEntry};
use crate::error::BenchmarkError;
use crate::folder::{Folder, Input, Manifest, Part, part_file, read_json, sha256_hex};
use crate::lait::LaitData;
use crate::lait_store::{self, LaitStore};
use crate::neighbours::{self, NeighbourList};
use crate::recognise::{Kind, recognise};
use crate::scorecard::{self, ScorecardRow};
use crate::walk::{Candidate, files_of};

/// Files above this size are none that are published, and are not read into memory.
const LARGEST_FILE: u64 = 512 * 1024 * 1024;

/// What an import did.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportReport {
    /// Tells the state of the benchmarks after the import from every other.
    pub id: String,
    /// The files that were read, in the order of their paths.
    pub files: Vec<FileAccount>,
    /// Files in the folders given that are no benchmarks, and the same bytes given twice.
    pub left_aside: Vec<LeftAside>,
    /// What is different from what was imported before, kind by kind.
    pub changes: Vec<Change>,
}

/// A file that was looked at and not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftAside {
    /// The file.
    pub path: PathBuf,
    /// Why it was not read.
    pub why: String,
}

/// The file that an import turns to, for a progress bar.
#[derive(Clone, Copy, Debug)]
pub struct Progress<'a> {
    /// The file.
    pub path: &'a Path,
    /// Its place among all, from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
}

/// Imports published files into `<home>/benchmarks`.
///
/// A folder is walked, and files in it that are no benchmarks are left aside and named; a file
/// that is named itself must be one. Of LAIT's base data, its dictionary and each model year's list
/// of neighbours, what is imported replaces what was there; a scorecard replaces the measures that
/// it has rows of. Nothing is replaced where any file is broken.
///
/// ```
/// let folder = tempfile::tempdir()?;
/// let csv = folder.path().join("adoption.csv");
/// std::fs::write(&csv, "\
/// measure,comparator,authority,year_ending,value,n,source,note
/// scorecard/A1,authority,Leicestershire,2016-03,517,,Adoption scorecards 2013 to 2016,
/// scorecard/A1,neighbours-mean,Leicestershire,2016-03,549,10,Adoption scorecards 2013 to 2016,
/// ")?;
/// let report = waymark_benchmarks::import(folder.path(), &[csv])?;
/// assert_eq!((report.files[0].rows_read, report.files[0].rows_kept), (2, 2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn import(home: &Path, paths: &[PathBuf]) -> Result<ImportReport, BenchmarkError> {
    import_with(home, paths, &mut |_| {})
}

/// Imports as [`import`] does, and says which file it turns to.
pub fn import_with(
    home: &Path,
    paths: &[PathBuf],
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<ImportReport, BenchmarkError> {
    let mut gathered = Gathered::default();
    let files = files_of(paths)?;
    for (index, file) in files.iter().enumerate() {
        progress(Progress {
            path: &file.path,
            number: index + 1,
            of: files.len(),
        });
        gathered.add(file)?;
    }
    if gathered.accounts.is_empty() {
        return Err(BenchmarkError::NothingToImport { files: files.len() });
    }
    let folder = Folder::of(home);
    let lock = folder.lock()?;
    let mut manifest = folder.manifest()?;
    let changes = gathered.store(&folder, &mut manifest)?;
    let manifest = folder.commit(manifest)?;
    drop(lock);
    Ok(ImportReport {
        id: manifest.id,
        files: gathered.accounts,
        left_aside: gathered.left_aside,
        changes,
    })
}

/// What was read from the files, before anything is written.
#[derive(Default)]
struct Gathered {
    accounts: Vec<FileAccount>,
    left_aside: Vec<LeftAside>,
    seen: HashMap<String, String>,
    lait: LaitData,
    dictionary: BTreeMap<String, DictionaryEntry>,
    neighbours: BTreeMap<i16, NeighbourList>,
    neighbour_files: BTreeMap<i16, String>,
    scorecard: Vec<ScorecardRow>,
}

impl Gathered {
    fn add(&mut self, file: &Candidate) -> Result<(), BenchmarkError> {
        let path = &file.path;
        let name = path.file_name().map_or_else(
            || path.display().to_string(),
            |name| name.to_string_lossy().into_owned(),
        );
        let cannot_read = |error| BenchmarkError::io(path, "read", error);
        let about = fs::metadata(path).map_err(cannot_read)?;
        let found = if !about.is_file() {
            Err("no plain file".to_owned())
        } else if about.len() > LARGEST_FILE {
            Err("larger than any benchmark that is published".to_owned())
        } else {
            recognise(path)?
        };
        let kind = match found {
            Ok(kind) => kind,
            Err(why) if file.named => {
                return Err(BenchmarkError::NotRecognised { file: name, why });
            }
            Err(why) => {
                self.left_aside.push(LeftAside {
                    path: path.clone(),
                    why,
                });
                return Ok(());
            }
        };
        let bytes = fs::read(path).map_err(cannot_read)?;
        let sha256 = sha256_hex(&bytes);
        if let Some(first) = self.seen.get(&sha256) {
            self.left_aside.push(LeftAside {
                path: path.clone(),
                why: format!("the same bytes as {first}"),
            });
            return Ok(());
        }
        self.seen.insert(sha256.clone(), name.clone());
        let mut tally = Tally::default();
        match kind {
            Kind::LaitData => self.lait.add(path, &name, &mut tally)?,
            Kind::LaitDictionary => self.add_dictionary(&name, &bytes, &mut tally)?,
            Kind::Neighbours => self.add_neighbours(&name, &bytes, &mut tally)?,
            Kind::Scorecard => {
                scorecard::read(&name, &bytes, &sha256, &mut self.scorecard, &mut tally)?;
            }
        }
        let account = tally.account(&name, kind, &sha256);
        if account.rows_kept == 0 {
            let what = match account.left_out.first() {
                None => "it has no rows below the header".to_owned(),
                Some(left) => format!("not one of its rows can be used: {left}"),
            };
            return Err(BenchmarkError::malformed(
                &name,
                what,
                "nothing was imported",
            ));
        }
        self.accounts.push(account);
        Ok(())
    }

    fn add_dictionary(
        &mut self,
        name: &str,
        bytes: &[u8],
        tally: &mut Tally,
    ) -> Result<(), BenchmarkError> {
        if !self.dictionary.is_empty() {
            return Err(BenchmarkError::malformed(
                name,
                "this is a second dictionary of LAIT",
                "import that of one release at a time",
            ));
        }
        self.dictionary = dictionary::read(name, bytes, tally)?;
        Ok(())
    }

    fn add_neighbours(
        &mut self,
        name: &str,
        bytes: &[u8],
        tally: &mut Tally,
    ) -> Result<(), BenchmarkError> {
        for (year, list) in neighbours::read(name, bytes, tally)? {
            if let Some(first) = self.neighbour_files.insert(year, name.to_owned()) {
                return Err(BenchmarkError::malformed(
                    name,
                    format!("it has neighbours of the {year} list, and so has {first}"),
                    "import each list from one file",
                ));
            }
            self.neighbours.insert(year, list);
        }
        Ok(())
    }

    /// Writes what was read, and says what it changes.
    fn store(
        &mut self,
        folder: &Folder,
        manifest: &mut Manifest,
    ) -> Result<Vec<Change>, BenchmarkError> {
        let mut changes = Vec::new();
        let inputs = self.inputs(Kind::LaitData, |_| true);
        if !inputs.is_empty() {
            changes.push(self.store_lait(folder, manifest, inputs)?);
        }
        let inputs = self.inputs(Kind::LaitDictionary, |_| true);
        if !inputs.is_empty() {
            let file = part_file("dictionary", &inputs, "json");
            let old: BTreeMap<String, DictionaryEntry> =
                old_part(folder, manifest.dictionary.as_ref()).unwrap_or_default();
            changes.push(change_of(
                Kind::LaitDictionary,
                None,
                &old,
                &self.dictionary,
            ));
            folder.write_json(&file, &self.dictionary)?;
            let updates = self
                .dictionary
                .values()
                .filter_map(|entry| entry.last_update);
            let vintage = updates.max().map_or_else(
                || "no day of a last update".to_owned(),
                |day| format!("last update {}", day.strftime("%-d %B %Y")),
            );
            manifest.dictionary = Some(Part {
                file,
                vintage,
                inputs,
            });
        }
        for (year, list) in &self.neighbours {
            let from = self.neighbour_files.get(year);
            let inputs = self.inputs(Kind::Neighbours, |name| Some(name) == from);
            let file = part_file(&format!("neighbours-{year}"), &inputs, "json");
            let old: NeighbourList =
                old_part(folder, manifest.neighbours.get(year)).unwrap_or_default();
            changes.push(change_of(Kind::Neighbours, Some(*year), &old, list));
            folder.write_json(&file, list)?;
            let vintage = format!("{year} model");
            manifest.neighbours.insert(
                *year,
                Part {
                    file,
                    vintage,
                    inputs,
                },
            );
        }
        if !self.scorecard.is_empty() {
            changes.push(self.store_scorecard(folder, manifest)?);
        }
        Ok(changes)
    }

    fn store_lait(
        &mut self,
        folder: &Folder,
        manifest: &mut Manifest,
        inputs: Vec<Input>,
    ) -> Result<Change, BenchmarkError> {
        self.lait.sort();
        let file = part_file("lait", &inputs, "parquet");
        let old = manifest.lait.as_ref();
        let old = old.and_then(|part| LaitStore::open(&folder.path.join(&part.file)).ok());
        let unchanged = manifest.lait.as_ref().is_some_and(|part| part.file == file);
        folder.write(&file, |path| lait_store::write(&self.lait, path))?;
        let new = LaitStore::open(&folder.path.join(&file))?;
        // The same inputs as before are written again all the same: it mends a damaged file.
        let change = match old {
            Some(_) if unchanged => Change::none(Kind::LaitData),
            old => lait_change(old.as_ref(), &new)?,
        };
        let vintage = self.lait.span().map_or_else(String::new, |(first, last)| {
            format!("years {first} to {last}")
        });
        manifest.lait = Some(Part {
            file,
            vintage,
            inputs,
        });
        Ok(change)
    }

    fn store_scorecard(
        &self,
        folder: &Folder,
        manifest: &mut Manifest,
    ) -> Result<Change, BenchmarkError> {
        // Of all parts only this one keeps rows of earlier imports, so it alone must be readable.
        let old: Vec<ScorecardRow> = old_part(folder, manifest.scorecard.as_ref())?;
        let replaced: BTreeSet<&str> = self
            .scorecard
            .iter()
            .map(|row| row.measure.as_str())
            .collect();
        let mut rows: Vec<ScorecardRow> = old
            .iter()
            .filter(|row| !replaced.contains(row.measure.as_str()))
            .chain(&self.scorecard)
            .cloned()
            .collect();
        rows.sort_by_key(ScorecardRow::key);
        let earlier = manifest.scorecard.iter().flat_map(|part| &part.inputs);
        let mut inputs: Vec<Input> = Vec::new();
        for input in earlier
            .cloned()
            .chain(self.inputs(Kind::Scorecard, |_| true))
        {
            let in_use = rows.iter().any(|row| row.input == input.sha256);
            if in_use && !inputs.iter().any(|other| other.sha256 == input.sha256) {
                inputs.push(input);
            }
        }
        let by_key = |rows: &[ScorecardRow]| -> BTreeMap<_, f64> {
            rows.iter().map(|row| (row.key(), row.value)).collect()
        };
        let change = change_of(Kind::Scorecard, None, &by_key(&old), &by_key(&rows));
        let file = part_file("scorecard", &inputs, "json");
        folder.write_json(&file, &rows)?;
        let newest = rows.iter().map(|row| row.year_ending).max();
        let vintage = newest.map_or_else(String::new, |month| {
            format!("years to {}", month.in_words())
        });
        manifest.scorecard = Some(Part {
            file,
            vintage,
            inputs,
        });
        Ok(change)
    }

    /// The files of a kind that were read.
    fn inputs(&self, kind: Kind, wanted: impl Fn(&String) -> bool) -> Vec<Input> {
        self.accounts
            .iter()
            .filter(|account| account.kind == kind && wanted(&account.file))
            .map(|account| Input {
                name: account.file.clone(),
                sha256: account.sha256.clone(),
                rows_read: account.rows_read,
                rows_kept: account.rows_kept,
            })
            .collect()
    }
}

/// What an earlier import left of a part, or nothing.
fn old_part<T: Default + serde::de::DeserializeOwned>(
    folder: &Folder,
    part: Option<&Part>,
) -> Result<T, BenchmarkError> {
    part.map_or_else(
        || Ok(T::default()),
        |part| read_json(&folder.path.join(&part.file)),
    )
}
