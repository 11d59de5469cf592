//! The home folder, and what is opened from it.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use waymark_benchmarks::{Benchmarks, Neighbours};
use waymark_codes::{Authority, LaCode, Month};
use waymark_figures::{BenchmarkValue, MeasureMeta, Shape};
use waymark_measures::{Catalogue, Engine, built_in};
use waymark_returns::SourceFile;
use waymark_snapshot::Snapshot;

use crate::cli::SourceArguments;

/// The folder that snapshots and benchmarks are kept in.
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
    pub fn snapshot(&self, id: &str) -> anyhow::Result<Snapshot> {
        Ok(waymark_snapshot::open(&self.path, id)?)
    }

    /// The benchmarks that were imported; none is no failure.
    pub fn benchmarks(&self) -> anyhow::Result<Benchmarks> {
        Ok(Benchmarks::open(&self.path)?)
    }
}

/// The built-in definitions, and those of the user's folder.
pub fn catalogue(folder: Option<&Path>) -> anyhow::Result<Catalogue> {
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
}

/// Opens snapshot and definitions, and checks every definition before any is run.
pub async fn open(home: &Home, arguments: &SourceArguments) -> anyhow::Result<Source> {
    let snapshot = home.snapshot(&arguments.snapshot)?;
    let catalogue = catalogue(arguments.definitions.as_deref())?;
    let tables = snapshot
        .manifest
        .tables
        .iter()
        .filter_map(|table| Some((table.name.clone(), snapshot.table_path(&table.name)?)));
    let tables: Vec<(String, PathBuf)> = tables.collect();
    let mut engine =
        Engine::over_parquet(snapshot.id(), &snapshot.manifest.coverage, tables).await?;
    if arguments.definitions.is_some() {
        for definition in catalogue.all() {
            engine.check(definition).await?;
        }
    }
    Ok(Source {
        snapshot,
        catalogue,
        engine,
    })
}

impl Source {
    /// The month that most measures can answer, not after `until` where that is given; of several
    /// the latest.
    pub fn latest_month(&self, until: Option<Month>) -> anyhow::Result<Month> {
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
            .context("the snapshot has no data that a measure can use; import the returns first")
    }
}

/// An authority by its name or DfE code.
pub fn authority(text: &str) -> anyhow::Result<LaCode> {
    if let Ok(code) = text.parse::<LaCode>() {
        return Ok(code);
    }
    match Authority::find(text) {
        Some(found) => Ok(found.code),
        None => bail!(
            "no English authority is called `{text}`; write its name, such as Leicestershire, or its DfE code, such as 855"
        ),
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
            .filter(|value| value.comparator != waymark_figures::Comparator::Authority)
            .cloned()
            .collect(),
        _ => Vec::new(),
    }
}

/// The files that the user gave, folders walked, in the order of their names. Hidden files and
/// what other programs leave beside an open workbook are passed over.
pub fn read_files(paths: &[PathBuf]) -> anyhow::Result<Vec<SourceFile>> {
    let mut found = Vec::new();
    for path in paths {
        // A folder's own name is kept: two returns given one after the other stay two.
        let root = path.parent().unwrap_or(Path::new(""));
        walk(path, &mut found, root)?;
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found.dedup_by(|a, b| a.0 == b.0);
    if found.is_empty() {
        bail!("there are no files in what you gave");
    }
    found
        .into_iter()
        .map(|(path, name)| {
            let bytes = std::fs::read(&path)
                .with_context(|| format!("{} cannot be read", path.display()))?;
            Ok(SourceFile::new(name, bytes))
        })
        .collect()
}

fn walk(path: &Path, found: &mut Vec<(PathBuf, String)>, root: &Path) -> anyhow::Result<()> {
    if !path.is_dir() {
        if !path.exists() {
            bail!("there is no file or folder {}", path.display());
        }
        let name = path.strip_prefix(root).unwrap_or(path);
        let name = name.to_string_lossy().replace('\\', "/");
        found.push((path.to_owned(), name));
        return Ok(());
    }
    let entries = std::fs::read_dir(path)
        .with_context(|| format!("the folder {} cannot be read", path.display()))?;
    for entry in entries {
        let entry =
            entry.with_context(|| format!("the folder {} cannot be read", path.display()))?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !name.starts_with('.') && !name.starts_with("~$") {
            walk(&entry.path(), found, root)?;
        }
    }
    Ok(())
}

/// Runs what waits for the engine.
pub fn block_on<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the engine cannot be started")?
        .block_on(work)
}
