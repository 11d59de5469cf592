//! What is opened from the home folder, and the files that users give.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use waymark_codes::{Authority, LaCode};
use waymark_returns::SourceFile;

pub use waymark_publication::{Home, Source, beside, catalogue};

use crate::cli::SourceArguments;

/// Opens snapshot and definitions, and checks every definition before any is run.
pub async fn open(home: &Home, arguments: &SourceArguments) -> anyhow::Result<Source> {
    let definitions = arguments.definitions.as_deref();
    Ok(Source::open(home, &arguments.snapshot, definitions).await?)
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
