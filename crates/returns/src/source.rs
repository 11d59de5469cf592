//! A file as it was handed over: a name to show and its bytes.

/// One file of an import.
///
/// The bytes are all that a reader looks at: a file is recognised by what is in it,
/// so any name will do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// The name that is shown, relative to what the user gave.
    pub name: String,
    /// The folder that the file lies in; the CSVs of one SSDA903 return share a folder.
    pub folder: String,
    /// The file's bytes, whole.
    pub bytes: Vec<u8>,
}

impl SourceFile {
    /// A file with its name and bytes; the folder is the part of the name before the
    /// last `/` or `\`.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        let name = name.into();
        let folder = name
            .rfind(['/', '\\'])
            .map(|at| name[..at].to_owned())
            .unwrap_or_default();
        Self {
            name,
            folder,
            bytes: bytes.into(),
        }
    }
}
