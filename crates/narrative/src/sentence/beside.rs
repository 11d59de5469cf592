//! Sentences that set a figure beside published ones, each with its year and its age.

use waymark_figures::{BenchmarkComparison, BenchmarkValue, Comparator, NeighbourAverage, Verdict};
use waymark_plan::ComparatorKind;

use super::shown::View;
use super::words;

/// One sentence for each kind of published value that is asked for, in the order asked. Empty
/// where the figure itself may not be shown.
pub(super) fn sentences(view: &View<'_>, kinds: &[ComparatorKind]) -> Vec<String> {
    if view.now.known().is_none() {
        return Vec::new();
    }
    let mut sentences = Vec::new();
    for kind in kinds {
        let found: Vec<&BenchmarkComparison> = view
            .published
            .iter()
            .filter(|found| is_of(*kind, &found.benchmark.comparator))
            .collect();
        if found.is_empty() {
            sentences.push(format!(
                "No published figure for {} was found.",
                name(*kind)
            ));
        }
        sentences.extend(found.into_iter().map(|found| sentence(view, found)));
    }
    sentences
}

/// Whether a comparator is of a kind.
pub fn is_of(kind: ComparatorKind, comparator: &Comparator) -> bool {
    matches!(
        (kind, comparator),
        (
            ComparatorKind::StatisticalNeighbours,
            Comparator::StatisticalNeighbours { .. }
        ) | (ComparatorKind::Region, Comparator::Region { .. })
            | (ComparatorKind::England, Comparator::England)
    )
}

fn name(kind: ComparatorKind) -> &'static str {
    match kind {
        ComparatorKind::StatisticalNeighbours => "statistical neighbours",
        ComparatorKind::Region => "the region",
        ComparatorKind::England => "England",
    }
}

fn sentence(view: &View<'_>, found: &BenchmarkComparison) -> String {
    let verdict = match found.verdict {
        Verdict::Better => "The figure is clearly better than",
        Verdict::Worse => "The figure is clearly worse than",
        Verdict::Higher => "The figure is clearly higher than",
        Verdict::Lower => "The figure is clearly lower than",
        Verdict::NoClearChange => "There is no clear difference from",
    };
    let neither = match found.verdict {
        Verdict::Higher | Verdict::Lower => ", which is neither better nor worse in itself",
        _ => "",
    };
    let benchmark = &found.benchmark;
    let (whose, list) = whose(&benchmark.comparator);
    let list = list.map(|list| format!(" ({list})")).unwrap_or_default();
    format!(
        "{verdict} {whose} {}{list} for the period to {}, {}{neither}.",
        words::value(view.meta, benchmark.value),
        benchmark.year_ending.in_words(),
        age(found.age_in_months),
    )
}

/// Whose value it is, as the beginning of `… 12.4%`, and the list that it was averaged over.
fn whose(comparator: &Comparator) -> (String, Option<String>) {
    match comparator {
        Comparator::Authority => ("the authority\u{2019}s own published".to_owned(), None),
        Comparator::England => ("England\u{2019}s".to_owned(), None),
        Comparator::Region { name } if name.ends_with('s') => (format!("{name}\u{2019}"), None),
        Comparator::Region { name } => (format!("{name}\u{2019}s"), None),
        Comparator::StatisticalNeighbours {
            model_year,
            average,
            with_value,
        } => {
            let average = match average {
                NeighbourAverage::Mean => "mean",
                NeighbourAverage::Median => "median",
            };
            let with_value = match with_value {
                Some(n) => format!(", {n} with a value"),
                None => String::new(),
            };
            (
                format!("the statistical neighbours\u{2019} {average} of"),
                Some(format!("list of {model_year}{with_value}")),
            )
        }
    }
}

/// How old a published value is beside the figure.
pub fn age(months: i32) -> String {
    let size = usize::try_from(months.unsigned_abs()).unwrap_or(usize::MAX);
    let span = if size > 0 && size.is_multiple_of(12) {
        words::counted(size / 12, "year", "years")
    } else {
        words::counted(size, "month", "months")
    };
    match months {
        0 => "of the same month".to_owned(),
        1.. => format!("{span} older"),
        _ => format!("{span} newer"),
    }
}

/// A published value's comparator for a table's cell.
pub fn comparator(benchmark: &BenchmarkValue) -> String {
    let words = benchmark.comparator.in_words();
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => words,
    }
}
