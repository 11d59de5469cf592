//! What Loamshire's files say, counted again from the files themselves.

#![allow(missing_docs, clippy::unwrap_used)]

mod loamshire;
mod planted;
mod sanity;
mod scale;
mod trends;
