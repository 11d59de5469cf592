//! The benchmarks of a home, opened: what there is, and the way to one measure.

use std::collections::BTreeMap;
use std::path::Path;

use waymark_codes::{LaCode, Month};
use waymark_figures::{NeighbourAverage, Polarity};

use crate::dictionary::DictionaryEntry;
use crate::error::BenchmarkError;
use crate::folder::{Folder, Manifest, Part, read_json};
use crate::lait_store::LaitStore;
use crate::lookup::{Lookup, NearestYear};
use crate::neighbours::{Neighbour, NeighbourList};
use crate::published::Published;
use crate::scorecard::ScorecardRow;
use crate::{SUM, lait_name};

/// Which neighbours count, and how their values become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Neighbours {
    /// The year of the list.
    pub model_year: i16,
    /// Which average.
    pub average: NeighbourAverage,
}

impl Default for Neighbours {
    /// As LAIT shows: the mean, over the list of May 2025, for every year.
    fn default() -> Self {
        Self {
            model_year: 2025,
            average: NeighbourAverage::Mean,
        }
    }
}

/// A published measure that can be asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct PublishedName {
    /// Its name, such as `lait/ReReferral` or `scorecard/A1`.
    pub name: String,
    /// The measure in words; for a scorecard the publication that it was copied from.
    pub measure: String,
    /// LAIT's topics; empty for scorecards.
    pub topics: Vec<String>,
    /// Which way is good; scorecards do not say.
    pub polarity: Polarity,
}

/// The benchmarks that have been imported into a home.
pub struct Benchmarks {
    manifest: Manifest,
    lait: Option<LaitStore>,
    pub(crate) dictionary: BTreeMap<String, DictionaryEntry>,
    neighbours: BTreeMap<i16, NeighbourList>,
    scorecard: Vec<ScorecardRow>,
}

/// What [`Benchmarks::id`] would be if the benchmarks of a home were opened now: a small file is
/// read, and nothing else.
pub fn current(home: &Path) -> Result<Option<String>, BenchmarkError> {
    let manifest = Folder::of(home).manifest()?;
    Ok(Some(manifest.id).filter(|id| !id.is_empty()))
}

impl Benchmarks {
    /// Opens the benchmarks of a home. A home without any is no error: it has no names.
    pub fn open(home: &Path) -> Result<Self, BenchmarkError> {
        let folder = Folder::of(home);
        let manifest = folder.manifest()?;
        let path = |part: &Part| folder.path.join(&part.file);
        let mut neighbours = BTreeMap::new();
        for (year, part) in &manifest.neighbours {
            neighbours.insert(*year, read_json(&path(part))?);
        }
        let dictionary = match &manifest.dictionary {
            Some(part) => read_json(&path(part))?,
            None => BTreeMap::new(),
        };
        let scorecard = match &manifest.scorecard {
            Some(part) => read_json(&path(part))?,
            None => Vec::new(),
        };
        let lait = match &manifest.lait {
            Some(part) => Some(LaitStore::open(&path(part))?),
            None => None,
        };
        Ok(Self {
            manifest,
            lait,
            dictionary,
            neighbours,
            scorecard,
        })
    }

    /// Tells this state of the benchmarks from every other; none where nothing was imported.
    pub fn id(&self) -> Option<&str> {
        Some(self.manifest.id.as_str()).filter(|id| !id.is_empty())
    }

    /// What was imported, each part with what it is: `LAIT base data`, `statistical neighbours,
    /// 2025 list`.
    pub fn parts(&self) -> Vec<(String, &Part)> {
        self.manifest.parts()
    }

    /// Every measure that can be asked for, in the order of the names.
    pub fn names(&self) -> Vec<PublishedName> {
        let mut names: BTreeMap<String, PublishedName> = BTreeMap::new();
        for short in self.lait.iter().flat_map(LaitStore::measures) {
            let Some(entry) = self.dictionary.get(short) else {
                continue;
            };
            let name = format!("lait/{short}");
            names.insert(
                name.clone(),
                PublishedName {
                    name,
                    measure: entry.measure.clone(),
                    topics: entry.topics.clone(),
                    polarity: entry.polarity,
                },
            );
        }
        for row in &self.scorecard {
            names
                .entry(row.measure.clone())
                .or_insert_with(|| PublishedName {
                    name: row.measure.clone(),
                    measure: row.source.clone(),
                    topics: Vec::new(),
                    polarity: Polarity::None,
                });
        }
        names.into_values().collect()
    }

    /// What LAIT's dictionary says of a measure that is called `lait/…`.
    pub fn dictionary_entry(&self, name: &str) -> Option<&DictionaryEntry> {
        self.dictionary.get(lait_name(name)?)
    }

    /// The model years of the lists of neighbours, earliest first.
    pub fn model_years(&self) -> Vec<i16> {
        self.neighbours.keys().copied().collect()
    }

    /// The statistical neighbours of an authority, nearest first; empty for an authority that the
    /// list does not have, such as one made by a later reorganisation.
    pub fn neighbours_of(
        &self,
        authority: LaCode,
        model_year: i16,
    ) -> Result<&[Neighbour], BenchmarkError> {
        let list =
            self.neighbours
                .get(&model_year)
                .ok_or_else(|| BenchmarkError::NoNeighbourList {
                    asked: model_year,
                    have: self.model_years(),
                })?;
        Ok(list.get(&authority).map_or(&[], Vec::as_slice))
    }

    /// Reads a published measure, or the sum of several, such as the planned and the unplanned
    /// returns home. A sum has a value only where each part has one, or where a scorecard gives the
    /// sum itself.
    pub fn published<S: AsRef<str>>(&self, names: &[S]) -> Result<Published<'_>, BenchmarkError> {
        let (first, others) = names.split_first().ok_or(BenchmarkError::NoName)?;
        let mut published = self.one(first.as_ref())?;
        for name in others {
            published = published.plus(&self.one(name.as_ref())?);
        }
        if others.is_empty() {
            return Ok(published);
        }
        let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
        let rows = self.scorecard_rows(&names.join(SUM));
        Ok(published.with_scorecard(&rows))
    }

    /// The values of one year for an authority; none where nothing is published for a year that
    /// ends with this month.
    pub fn lookup<S: AsRef<str>>(
        &self,
        names: &[S],
        authority: LaCode,
        year_ending: Month,
        neighbours: Neighbours,
    ) -> Result<Option<Lookup>, BenchmarkError> {
        self.published(names)?
            .at(authority, year_ending, neighbours)
    }

    /// The values of every published year for an authority, earliest first.
    pub fn series<S: AsRef<str>>(
        &self,
        names: &[S],
        authority: LaCode,
        neighbours: Neighbours,
    ) -> Result<Vec<Lookup>, BenchmarkError> {
        self.published(names)?.series(authority, neighbours)
    }

    /// The year to set beside a figure of a month: the newest that had ended by the month's end,
    /// or else the earliest that ends after it, and which of the two it is. None where nothing is
    /// published.
    pub fn latest_at<S: AsRef<str>>(
        &self,
        names: &[S],
        month: Month,
    ) -> Result<Option<NearestYear>, BenchmarkError> {
        Ok(self.published(names)?.latest_at(month))
    }

    fn one(&self, name: &str) -> Result<Published<'_>, BenchmarkError> {
        let rows = self.scorecard_rows(name);
        let short = lait_name(name);
        let entry = short.and_then(|short| self.dictionary.get(short));
        let cells = match (short, &self.lait) {
            (Some(short), Some(lait)) => lait.read(short)?,
            _ => None,
        };
        match (cells, entry) {
            (Some(cells), Some(entry)) => {
                Ok(Published::of_lait(self, name, entry, cells).with_scorecard(&rows))
            }
            (Some(_), None) if self.dictionary.is_empty() => Err(BenchmarkError::NotImported {
                what: "LAIT\u{2019}s dictionary",
            }),
            (Some(_), None) => Err(BenchmarkError::NotInDictionary {
                name: name.to_owned(),
            }),
            (None, _) if !rows.is_empty() => {
                Ok(Published::by_hand(self, name, entry).with_scorecard(&rows))
            }
            (None, _) if short.is_some() && self.lait.is_none() => {
                Err(BenchmarkError::NotImported {
                    what: "LAIT\u{2019}s base data",
                })
            }
            (None, _) => Err(self.unknown(name)),
        }
    }

    fn scorecard_rows(&self, name: &str) -> Vec<&ScorecardRow> {
        self.scorecard
            .iter()
            .filter(|row| row.measure == name)
            .collect()
    }

    fn unknown(&self, name: &str) -> BenchmarkError {
        let mut near: Vec<(f64, String)> = self
            .names()
            .into_iter()
            .map(|known| {
                let likeness = strsim::jaro_winkler(
                    &known.name.to_ascii_lowercase(),
                    &name.to_ascii_lowercase(),
                );
                (likeness, known.name)
            })
            .filter(|(likeness, _)| *likeness > 0.9)
            .collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        BenchmarkError::UnknownName {
            name: name.to_owned(),
            did_you_mean: near.into_iter().take(3).map(|(_, name)| name).collect(),
        }
    }
}
