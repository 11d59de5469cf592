//! The id of a snapshot: what its inputs were, whatever they are called.

use std::collections::BTreeMap;

use waymark_returns::{FileKind, Import, READER_VERSION, SourceFile, is_said_twice};

use crate::hash;
use crate::manifest::FORMAT;

/// How much of the hash is the id: 64 bits.
const LENGTH: usize = 16;

/// The id that an import of these files has.
///
/// It is made of the hashes of the files, the CSVs of one SSDA903 return taken together
/// (which folder a table lies in says which year it is of); of what the user declared
/// that they cover; and of the versions of readers and format. Names and order do not
/// matter.
pub(crate) fn of(files: &[SourceFile], hashes: &[String], import: &Import) -> String {
    let mut folders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut groups: Vec<Vec<&str>> = Vec::new();
    for (position, ((file, hash), account)) in
        files.iter().zip(hashes).zip(&import.files).enumerate()
    {
        if files[..position]
            .iter()
            .any(|earlier| is_said_twice(earlier, file))
        {
            continue;
        }
        if account.kind == FileKind::Ssda903Csv {
            folders.entry(&file.folder).or_default().push(hash);
        } else {
            groups.push(vec![hash]);
        }
    }
    groups.extend(folders.into_values());
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort_unstable();
    let mut text = format!("waymark snapshot {FORMAT} {READER_VERSION}\n");
    if let Some((from, to)) = import.declared {
        text.push_str(&format!("covers {from} {to}\n"));
    }
    for group in groups {
        text.push_str(&group.join(" "));
        text.push('\n');
    }
    hash::of_bytes(text.as_bytes())[..LENGTH].to_owned()
}
