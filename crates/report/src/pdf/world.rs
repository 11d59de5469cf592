//! What Typst may see: the template, the document's data and its charts.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Features, Library, LibraryExt, World};

use super::data;
use super::fonts::{BOOK, FONTS};
use crate::document::Document;

const TEMPLATE: &str = include_str!("report.typ");

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    // Row headers of tables are behind this feature.
    let features = Features::from_iter([Feature::A11yExtras]);
    LazyHash::new(Library::builder().with_features(features).build())
});

static MAIN: LazyLock<Source> =
    LazyLock::new(|| Source::new(file("report.typ"), TEMPLATE.to_owned()));

/// The id of a file beside the template.
fn file(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("the names of the template's files are plain");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// The world of one document.
pub(super) struct Pages {
    files: BTreeMap<String, Bytes>,
    as_at: Date,
}

impl Pages {
    pub(super) fn new(document: &Document) -> Self {
        let data = data::data(document);
        let mut files: BTreeMap<String, Bytes> = data
            .charts
            .into_iter()
            .map(|(name, svg)| (name, Bytes::from_string(svg)))
            .collect();
        files.insert(
            "document.json".to_owned(),
            Bytes::from_string(data.document),
        );
        Pages {
            files,
            as_at: document.as_at,
        }
    }
}

impl World for Pages {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        MAIN.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == MAIN.id() {
            Ok(MAIN.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let known = match id.get().root() {
            VirtualRoot::Project => self.files.get(id.get().vpath().get_without_slash()),
            VirtualRoot::Package(_) => None,
        };
        known.cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    /// The day of the report, wherever the reader is.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        let day = self.as_at;
        Datetime::from_ymd(
            i32::from(day.year()),
            u8::try_from(day.month()).ok()?,
            u8::try_from(day.day()).ok()?,
        )
    }
}
