//! What a misspelt word was probably meant to be.

/// The candidate that a misspelt word was probably meant to be; none where no one is like it.
///
/// ```
/// let ids = ["re-referrals", "sdq-average"];
/// assert_eq!(waymark_narrative::nearest("re-referals", ids), Some("re-referrals"));
/// assert_eq!(waymark_narrative::nearest("weather", ids), None);
/// ```
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(word, candidate), candidate))
        .filter(|(likeness, _)| *likeness >= 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate)
}
