//! The definitions at hand: those built in, and a folder of the user's own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use waymark_figures::MeasureId;

use crate::definition::{Definition, DefinitionError};

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../definitions/measures");

/// Definitions by id.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    definitions: BTreeMap<MeasureId, Definition>,
}

/// Why a catalogue can't be made.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// Definitions are wrong; every one that is.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Definitions(Vec<DefinitionError>),
    /// The folder can't be read.
    #[error("the folder of definitions {} cannot be read: {source}", path.display())]
    Folder {
        /// The folder or file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// No measure has this id.
    #[error("there is no measure `{id}`{}", suggestion.as_ref().map(|s| format!("; did you mean `{s}`?")).unwrap_or_default())]
    Unknown {
        /// What was asked for.
        id: String,
        /// The nearest id.
        suggestion: Option<String>,
    },
}

/// The definitions that Waymark brings.
pub fn built_in() -> Result<Catalogue, CatalogueError> {
    let mut catalogue = Catalogue::default();
    let files = BUILT_IN
        .files()
        .filter(|file| {
            file.path()
                .extension()
                .is_some_and(|ending| ending == "sql")
        })
        .map(|file| {
            let name = file.path().to_string_lossy().into_owned();
            (name, file.contents_utf8().unwrap_or_default().to_owned())
        });
    catalogue.add(files)?;
    Ok(catalogue)
}

impl Catalogue {
    /// These definitions and no others, such as those that a published report was made from.
    pub fn of(definitions: impl IntoIterator<Item = Definition>) -> Self {
        Self {
            definitions: definitions
                .into_iter()
                .map(|one| (one.meta.id.clone(), one))
                .collect(),
        }
    }

    /// The built-in definitions and those of a folder, which take the place of built-in ones of
    /// the same id. As a choice is changed only as a new version, one that takes another's place
    /// must have another version.
    pub fn with_folder(folder: &Path) -> Result<Self, CatalogueError> {
        let mut catalogue = built_in()?;
        let unreadable = |path: &Path, source| CatalogueError::Folder {
            path: path.to_owned(),
            source,
        };
        let entries = std::fs::read_dir(folder).map_err(|source| unreadable(folder, source))?;
        let mut paths = Vec::new();
        for entry in entries {
            let path = entry.map_err(|source| unreadable(folder, source))?.path();
            if path
                .extension()
                .is_some_and(|ending| ending.eq_ignore_ascii_case("sql"))
            {
                paths.push(path);
            }
        }
        paths.sort();
        let mut files = Vec::new();
        for path in paths {
            let text =
                std::fs::read_to_string(&path).map_err(|source| unreadable(&path, source))?;
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            files.push((name, text));
        }
        catalogue.add(files.into_iter())?;
        Ok(catalogue)
    }

    fn add(&mut self, files: impl Iterator<Item = (String, String)>) -> Result<(), CatalogueError> {
        let mut errors = Vec::new();
        let mut added: BTreeMap<MeasureId, Definition> = BTreeMap::new();
        for (name, text) in files {
            match Definition::parse(&name, &text) {
                Err(error) => errors.push(error),
                Ok(definition) => {
                    let id = definition.meta.id.clone();
                    if let Some(error) = self.clash(&definition, added.get(&id)) {
                        errors.push(error);
                    }
                    added.insert(id, definition);
                }
            }
        }
        if !errors.is_empty() {
            return Err(CatalogueError::Definitions(errors));
        }
        self.definitions.extend(added);
        Ok(())
    }

    fn clash(
        &self,
        definition: &Definition,
        same_folder: Option<&Definition>,
    ) -> Option<DefinitionError> {
        let id = &definition.meta.id;
        if let Some(other) = same_folder {
            return Some(definition.error_in_header(
                "id",
                format!("`{id}` is defined in {} too", other.file),
                Some("give one of them another id".to_owned()),
            ));
        }
        let built_in = self.definitions.get(id)?;
        (built_in.meta.fingerprint.version == definition.meta.fingerprint.version
            && built_in.meta.fingerprint != definition.meta.fingerprint)
            .then(|| {
                definition.error_in_header(
                    "version",
                    format!(
                        "`{id}` differs from the built-in definition of the same version {}",
                        built_in.meta.fingerprint.version
                    ),
                    Some(
                        "give it a version of its own, so that a report can say which was used"
                            .to_owned(),
                    ),
                )
            })
    }

    /// Every definition, by id.
    pub fn all(&self) -> impl Iterator<Item = &Definition> {
        self.definitions.values()
    }

    /// The definition of an id as a person wrote it.
    pub fn find(&self, id: &str) -> Result<&Definition, CatalogueError> {
        MeasureId::parse(id)
            .ok()
            .and_then(|id| self.definitions.get(&id))
            .ok_or_else(|| CatalogueError::Unknown {
                id: id.to_owned(),
                suggestion: self.nearest(id),
            })
    }

    fn nearest(&self, id: &str) -> Option<String> {
        self.definitions
            .keys()
            .map(|known| (strsim::jaro_winkler(known.as_str(), id), known))
            .filter(|(likeness, _)| *likeness > 0.8)
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, known)| known.to_string())
    }
}
