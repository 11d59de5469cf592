//! What a report may say, from outside: references, texts, and the check against hand-worked
//! cases.

#![allow(clippy::unwrap_used, missing_docs)]

mod narrative {
    mod cases;
    mod known;
    mod properties;
    mod references;
    mod seed;
    mod text;
}
