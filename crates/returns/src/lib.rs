//! Bytes of a return become Arrow batches and findings.
