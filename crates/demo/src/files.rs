//! Loamshire's files on disk, and what is read back from there.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use waymark_returns::SourceFile;
use waymark_synth::Settings;

use crate::DemoError;

type OpenFiles = BTreeMap<PathBuf, BufWriter<File>>;

/// Writes the files below a folder and gives their number. Pieces of a file come in order, so
/// each is open while the making goes on and memory does not hold whole files.
pub fn write_files(settings: &Settings, out: &Path) -> Result<usize, DemoError> {
    let mut open = OpenFiles::new();
    let mut failure = None;
    waymark_synth::make_into(settings, &mut |path, piece| {
        if failure.is_none() {
            failure = append(&mut open, &out.join(path), piece).err();
        }
    });
    if let Some(error) = failure {
        return Err(error);
    }
    let count = open.len();
    for (path, mut file) in open {
        file.flush().map_err(DemoError::writing(&path))?;
    }
    Ok(count)
}

fn append(open: &mut OpenFiles, path: &Path, piece: &[u8]) -> Result<(), DemoError> {
    if !open.contains_key(path) {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(DemoError::writing(path))?;
        }
        let file = File::create(path).map_err(DemoError::writing(path))?;
        open.insert(path.to_owned(), BufWriter::new(file));
    }
    if let Some(file) = open.get_mut(path) {
        file.write_all(piece).map_err(DemoError::writing(path))?;
    }
    Ok(())
}

/// The files of some folders below `root`, by name; each is named by its path from there.
pub(crate) fn read_folders(root: &Path, folders: &[&str]) -> Result<Vec<SourceFile>, DemoError> {
    let mut files = Vec::new();
    for folder in folders {
        walk(root, &root.join(folder), &mut files)?;
    }
    files.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(files)
}

fn walk(root: &Path, folder: &Path, files: &mut Vec<SourceFile>) -> Result<(), DemoError> {
    for entry in std::fs::read_dir(folder).map_err(DemoError::reading(folder))? {
        let path = entry.map_err(DemoError::reading(folder))?.path();
        if path.is_dir() {
            walk(root, &path, files)?;
            continue;
        }
        let name = path.strip_prefix(root).unwrap_or(&path);
        let name = name.to_string_lossy().replace('\\', "/");
        let bytes = std::fs::read(&path).map_err(DemoError::reading(&path))?;
        files.push(SourceFile::new(name, bytes));
    }
    Ok(())
}

/// A text of Loamshire's.
pub(crate) fn text(path: &Path) -> Result<String, DemoError> {
    std::fs::read_to_string(path).map_err(DemoError::reading(path))
}
