//! Immutable snapshots of what was imported.
//!
//! A snapshot is a folder: a Parquet file for each table, the findings, and a manifest
//! with the hash of every input and table. Its id is made from the bytes of the inputs,
//! so the same files give the same snapshot. It appears whole or not at all.
//!
//! ```text
//! <home>/snapshots/latest                       the id of the last import
//! <home>/snapshots/<id>/manifest.json
//! <home>/snapshots/<id>/tables/<table>.parquet
//! <home>/snapshots/<id>/findings.parquet, findings.json
//! <home>/accepted/<number>.json                 a finding of a check that was accepted
//! ```

mod accepted;
mod catalogue;
mod error;
mod hash;
mod id;
mod manifest;
mod parquet_file;
mod write;

pub use accepted::{accept, accepted};
pub use catalogue::{Snapshot, damaged, latest_id, list, open};
pub use error::SnapshotError;
pub use manifest::{FORMAT, FindingCount, Input, Manifest, TableEntry};
pub use write::{Written, write};

/// The kind of the return on children looked after, as manifests have it.
pub const SSDA903: waymark_returns::ReturnKind = waymark_returns::ReturnKind::Ssda903;
