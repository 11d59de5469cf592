//! The home folder, and what is opened from it.

use std::path::{Path, PathBuf};

use waymark_benchmarks::{Benchmarks, Neighbours};
use waymark_codes::{LaCode, Month};
use waymark_figures::{BenchmarkValue, Comparator, MeasureMeta, Shape};
use waymark_measures::{Catalogue, Engine, built_in};
use waymark_snapshot::Snapshot;

use crate::doubts::Failures;
use crate::error::PublicationError;

/// The folder that snapshots, benchmarks and published reports are kept in.
#[derive(Clone, Debug)]
pub struct Home {
    /// Where it is.
    pub path: PathBuf,
}

impl Home {
    /// The home at a path; it is made when something is written.
    pub fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// A snapshot by id, beginning of an id, or `latest`.
    pub fn snapshot(&self, id: &str) -> Result<Snapshot, PublicationError> {
        Ok(waymark_snapshot::open(&self.path, id)?)
    }

    /// The benchmarks that were imported; none is no failure.
    pub fn benchmarks(&self) -> Result<Benchmarks, PublicationError> {
        Ok(Benchmarks::open(&self.path)?)
    }

    /// The folder of the published reports, one folder for each.
    pub fn reports(&self) -> PathBuf {
        self.path.join("reports")
    }
}

/// The built-in definitions, and those of the user's folder.
pub fn catalogue(folder: Option<&Path>) -> Result<Catalogue, PublicationError> {
    Ok(match folder {
        Some(folder) => Catalogue::with_folder(folder)?,
        None => built_in()?,
    })
}

/// What figures are computed from.
pub struct Source {
    /// The snapshot.
    pub snapshot: Snapshot,
    /// The definitions, each of which keeps the contract.
    pub catalogue: Catalogue,
    /// The engine over the snapshot.
    pub engine: Engine,
    /// The children whose data fails a check, of each return that was looked at.
    pub(crate) failures: Failures,
}

impl Source {
    /// Opens snapshot and definitions, and checks every definition of the user's before any is run.
    pub async fn open(
        home: &Home,
        snapshot: &str,
        definitions: Option<&Path>,
    ) -> Result<Self, PublicationError> {
        let snapshot = home.snapshot(snapshot)?;
        let mut source = Self::over(snapshot, catalogue(definitions)?).await?;
        if definitions.is_some() {
            for definition in source.catalogue.all() {
                source.engine.check(definition).await?;
            }
        }
        Ok(source)
    }

    /// A snapshot with definitions that were run before.
    pub async fn over(snapshot: Snapshot, catalogue: Catalogue) -> Result<Self, PublicationError> {
        let tables: Vec<(String, PathBuf)> = snapshot
            .manifest
            .tables
            .iter()
            .filter_map(|table| Some((table.name.clone(), snapshot.table_path(&table.name)?)))
            .collect();
        let engine =
            Engine::over_parquet(snapshot.id(), &snapshot.manifest.coverage, tables).await?;
        Ok(Self {
            snapshot,
            catalogue,
            engine,
            failures: Failures::default(),
        })
    }

    /// The month that most measures can answer, not after `until` where that is given; of several
    /// the latest.
    pub fn latest_month(&self, until: Option<Month>) -> Result<Month, PublicationError> {
        let mut votes: Vec<(Month, usize)> = Vec::new();
        for definition in self.catalogue.all() {
            let Some(month) = self.engine.latest_month(&definition.needs) else {
                continue;
            };
            let month = until.map_or(month, |until| month.min(until));
            match votes.iter_mut().find(|(voted, _)| *voted == month) {
                Some((_, votes)) => *votes += 1,
                None => votes.push((month, 1)),
            }
        }
        votes
            .into_iter()
            .max_by_key(|(month, votes)| (*votes, *month))
            .map(|(month, _)| month)
            .ok_or(PublicationError::NoData)
    }
}

/// The published values to set beside a measure's figure of a month: those of the newest year
/// that had ended by then.
pub fn beside(
    benchmarks: &Benchmarks,
    authority: LaCode,
    meta: &MeasureMeta,
    month: Month,
) -> Vec<BenchmarkValue> {
    // A count of one authority has no likeness to that of another, or of England.
    if meta.benchmarks.is_empty() || meta.shape == Shape::Count {
        return Vec::new();
    }
    let Ok(published) = benchmarks.published(&meta.benchmarks) else {
        return Vec::new();
    };
    let Some(year) = published.latest_at(month) else {
        return Vec::new();
    };
    match published.at(authority, year.year_ending, Neighbours::default()) {
        Ok(Some(lookup)) => lookup
            .values()
            .filter(|value| value.comparator != Comparator::Authority)
            .cloned()
            .collect(),
        _ => Vec::new(),
    }
}
