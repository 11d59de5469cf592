//! Immutable, content-addressed snapshots: Parquet tables, a manifest, findings.
