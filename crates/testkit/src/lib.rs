//! What the tests of several rooms share.

mod postgres;

use std::path::{Path, PathBuf};

pub use postgres::postgres_server;

/// The folder of real data that tests read where it is there: `WAYMARK_SHARED_DATA`, else
/// `shared/data` beside the repository. `None` where there is none, and then the test says
/// that it is skipped.
///
/// # Panics
///
/// Where there is none although `CI` is set: the checks there must not skip in silence.
pub fn shared_data() -> Option<PathBuf> {
    let beside = || {
        workspace()
            .parent()
            .map(|parent| parent.join("shared").join("data"))
    };
    let found = std::env::var_os("WAYMARK_SHARED_DATA")
        .map(PathBuf::from)
        .or_else(beside)
        .filter(|path| path.is_dir());
    assert!(
        found.is_some() || std::env::var_os("CI").is_none(),
        "the shared data is not there; set WAYMARK_SHARED_DATA to its folder"
    );
    found
}

/// The root of the workspace.
///
/// # Panics
///
/// Never in a checkout: this crate lies two folders below the root.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("the crate lies in crates/testkit")
        .to_owned()
}
