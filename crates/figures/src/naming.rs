//! How people speak of a measure: what a text is searched for to find what it is about.

use serde::{Deserialize, Serialize};

/// How people speak of a measure, as its definition says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Naming {
    /// The phrases that mean it, each of one or more words.
    ///
    /// A word is compared without its hyphens and in lower case. `assess*` is any word that begins
    /// so, `in|within` either word, `...` up to four words between. Numbers are written in digits.
    pub phrases: Vec<String>,
    /// Phrases of the same form that sound like it and mean something else: where one stands over
    /// a phrase, the measure is not meant.
    #[serde(default)]
    pub unlike: Vec<String>,
    /// The youngest and the oldest age, where the measure is about an age group that people mix
    /// up with others.
    pub ages: Option<(u8, u8)>,
    /// The national threshold that a reader would hold the value to.
    pub threshold: Option<Threshold>,
}

/// A value that a national body has set for all authorities.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// The value, in the unit of the measure.
    pub value: f64,
    /// The publication that sets it.
    pub source: String,
}
