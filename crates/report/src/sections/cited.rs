//! The figures that a report shows, each with its mark: what a reader traces a number by.
//!
//! A mark is given at the first mention and stays, so the marks count up in the order of reading.
//! What is hidden or not known gets none: nothing stands there that could be traced. Nothing here
//! chooses a section's words.

use std::cell::{Ref, RefCell};

use serde::{Deserialize, Serialize};
use waymark_codes::Month;
use waymark_figures::{
    BenchmarkComparison, BenchmarkValue, DefinitionId, EvidenceBook, Figure, Interval, MeasureMeta,
    Selector,
};

use crate::document::Inline;
use crate::sentence::{Shown, Statement, View, words};

/// A figure that a report shows, with what it was made from and where it stands.
///
/// It is kept with the report that was published, so that the same figure can be computed again
/// and set against what was said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cited {
    /// Its mark in the report: `F1`, `F2` and so on, in the order of first mention.
    pub mark: String,
    /// The measure, or the group of it. With `month` it is what a mark stands for.
    pub selector: Selector,
    /// The month that its period ends with.
    pub month: Month,
    /// The measure's title, with the group where it is about one.
    pub title: String,
    /// The value as the report shows it, with its unit.
    pub said: String,
    /// Counted cases (count, percentage), or the sum of values (mean, rate).
    pub numerator: f64,
    /// Cases with a known answer (count, percentage, mean), or what the values are per (rate).
    pub denominator: f64,
    /// The value, unrounded: a number, percent, mean or rate by the measure's shape.
    pub value: f64,
    /// Its 95% interval, in the unit of the value.
    pub interval: Option<Interval>,
    /// The definition that was run.
    pub definition: DefinitionId,
    /// The id of the snapshot that it was run on.
    pub snapshot: String,
    /// The published values that the report sets beside it, in the evidence's order; none beside a
    /// figure that the report only looks back to.
    pub published: Vec<BenchmarkValue>,
    /// The words of each statement or row that cites it, without marks, in the order of reading.
    pub sentences: Vec<String>,
    /// Where each of `sentences` stands, one for one: `Highlights of progress, i)` or
    /// `Recommendation 3`.
    pub places: Vec<String>,
}

/// A cited figure with what its row in the annex needs besides.
#[derive(Clone, Debug)]
pub(super) struct Noted {
    pub(super) cited: Cited,
    pub(super) figure: Figure,
    pub(super) meta: MeasureMeta,
}

/// The figures cited so far. Sections stay pure from outside: what they cite while they are built
/// is gathered here, and the annex reads it when they are done.
pub(super) struct Register<'a> {
    book: &'a EvidenceBook,
    noted: RefCell<Vec<Noted>>,
}

impl<'a> Register<'a> {
    /// A register without a figure, for a report on this evidence.
    pub(super) fn new(book: &'a EvidenceBook) -> Self {
        Self {
            book,
            noted: RefCell::default(),
        }
    }

    /// Cites a figure that is shown, and gives the reference to set behind its words.
    ///
    /// `sentence` is the whole of what cites it, without marks; `place` is where it stands. The
    /// caller has made sure that the figure may be shown, also beside other groups: a [`View`] or
    /// a `group_table` says so. A figure without a value, or too small to be published by itself,
    /// gets empty words.
    pub(super) fn cite(
        &self,
        selector: &Selector,
        figure: &Figure,
        meta: &MeasureMeta,
        sentence: &str,
        place: &str,
    ) -> Inline {
        let beside = self.beside(selector, figure);
        self.note(selector, figure, meta, beside, (sentence, place))
    }

    /// Cites what a statement about a view shows: the figure, and the earlier one where the two
    /// are compared. Empty where the figure is not shown.
    pub(super) fn cite_view(
        &self,
        selector: &Selector,
        view: &View<'_>,
        sentence: &str,
        place: &str,
    ) -> Vec<Inline> {
        let Some((now, _)) = view.now.known() else {
            return Vec::new();
        };
        let at = (sentence, place);
        let mut marks = vec![self.note(selector, now, view.meta, &view.published, at)];
        let earlier = view.earlier.as_ref().and_then(Shown::known);
        if let (Some((earlier, _)), Some(_)) = (earlier, &view.comparison) {
            marks.push(Inline::Text("\u{a0}".to_owned()));
            marks.push(self.cite(selector, earlier, view.meta, sentence, place));
        }
        marks
    }

    /// A statement's sentences, with the marks of its figures behind the first: that one has the
    /// values.
    pub(super) fn told(
        &self,
        selector: &Selector,
        view: &View<'_>,
        statement: &Statement,
        place: &str,
    ) -> Vec<Inline> {
        let marks = self.cite_view(selector, view, &statement.text(), place);
        let mut sentences = statement.sentences.iter();
        let first = sentences.next().cloned().unwrap_or_default();
        let mut content = vec![Inline::Text(first)];
        content.extend(marks);
        content.extend(sentences.map(|sentence| Inline::Text(format!(" {sentence}"))));
        content
    }

    /// The figures cited so far, in the order of their marks.
    pub(super) fn noted(&self) -> Ref<'_, Vec<Noted>> {
        self.noted.borrow()
    }

    /// Every figure that was cited.
    pub(super) fn into_cited(self) -> Vec<Cited> {
        let noted = self.noted.into_inner();
        noted.into_iter().map(|one| one.cited).collect()
    }

    /// The published values beside a figure: the evidence has them for its current one.
    fn beside(&self, selector: &Selector, figure: &Figure) -> &'a [BenchmarkComparison] {
        let book: &'a EvidenceBook = self.book;
        match book.find(selector) {
            Some(entry) if entry.current.period() == figure.period => &entry.benchmarks,
            _ => &[],
        }
    }

    fn note(
        &self,
        selector: &Selector,
        figure: &Figure,
        meta: &MeasureMeta,
        beside: &[BenchmarkComparison],
        (sentence, place): (&str, &str),
    ) -> Inline {
        let Some(value) = figure.value.filter(|_| figure.is_publishable(meta)) else {
            return Inline::Text(String::new());
        };
        let mut noted = self.noted.borrow_mut();
        let month = figure.period.month;
        let is_same = |one: &Noted| one.cited.month == month && one.cited.selector == *selector;
        let at = match noted.iter().position(is_same) {
            Some(at) => at,
            None => {
                let mark = format!("F{}", noted.len() + 1);
                noted.push(Noted::new(mark, selector, figure, meta, value));
                noted.len() - 1
            }
        };
        let cited = &mut noted[at].cited;
        for found in beside {
            if !cited.published.contains(&found.benchmark) {
                cited.published.push(found.benchmark.clone());
            }
        }
        cited.sentences.push(sentence.to_owned());
        cited.places.push(place.to_owned());
        Inline::Reference {
            to: cited.place_id(),
            mark: cited.mark.clone(),
        }
    }
}

impl Cited {
    /// The id of its row in the annex.
    pub(super) fn place_id(&self) -> String {
        format!("fig-{}", self.mark.to_lowercase())
    }
}

impl Noted {
    fn new(
        mark: String,
        selector: &Selector,
        figure: &Figure,
        meta: &MeasureMeta,
        value: f64,
    ) -> Self {
        let title = match &selector.breakdown {
            None => meta.title.clone(),
            Some(group) => format!("{} ({})", meta.title, words::group(group)),
        };
        Self {
            cited: Cited {
                mark,
                selector: selector.clone(),
                month: figure.period.month,
                title,
                said: words::value(meta, value),
                numerator: figure.numerator,
                denominator: figure.denominator,
                value,
                interval: figure.interval,
                definition: figure.definition.clone(),
                snapshot: figure.snapshot.clone(),
                published: Vec::new(),
                sentences: Vec::new(),
                places: Vec::new(),
            },
            figure: figure.clone(),
            meta: meta.clone(),
        }
    }
}
