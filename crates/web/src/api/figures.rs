//! Figures of measures: the latest of all, and those of one month by month or by group.
//!
//! Officers read them as the data has them, others as they may be published; which of the two a
//! cell may show is decided in the rooms of figures and publication, and never here.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::response::Response;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};
use waymark_codes::Month;
use waymark_figures::{Evidence, MeasureId, MeasureMeta, Outcome, Period, Selector};
use waymark_narrative::sentence::{Asked as AskedOfFigure, View as FigureView};
use waymark_publication::{
    Value, comparison_cells, outcome_cells, published_cells, published_comparison_cells,
    published_group_cells,
};

use super::answer::{Row, Rows, list};
use super::asked::{Asked, ListQuery};
use super::measures::{definition, value_unit};
use super::refused::{Problem, Refused};
use super::token::{Figures, Reader};
use crate::desk::ended_by;
use crate::site::Site;

/// How many months are given where none are asked for.
const MONTHS: u16 = 24;

/// Whether there is a value, and why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// There is a value.
    Shown,
    /// There is no case, and so no value.
    NoCases,
    /// It is not shown, as small numbers could be worked out from it.
    Withheld,
    /// The data cannot answer it; `note` says why.
    NotKnown,
}

/// A figure.
#[derive(Debug, Serialize, ToSchema)]
pub struct FigureRow {
    /// The measure’s id.
    pub measure: String,
    /// The measure’s title.
    pub title: String,
    /// What its groups are by, such as `team`; null where the figure is about all.
    pub dimension: Option<String>,
    /// The group; null where the figure is about all.
    pub group: Option<String>,
    /// The month that the period ends with, such as `2017-09`.
    #[schema(value_type = String)]
    pub month: Month,
    /// The first day of the period.
    #[schema(value_type = String, format = Date)]
    pub starts: Date,
    /// The last day of the period.
    #[schema(value_type = String, format = Date)]
    pub ends: Date,
    /// Whether there is a value.
    pub standing: Standing,
    /// The value.
    pub value: Option<f64>,
    /// What the value is in, such as `percent` or `days`.
    pub value_unit: Option<String>,
    /// Counted cases, or the sum of values.
    pub numerator: Option<f64>,
    /// Of how many, or what the values are per.
    pub denominator: Option<f64>,
    /// The lower end of the 95% interval.
    pub interval_low: Option<f64>,
    /// The upper end of the 95% interval.
    pub interval_high: Option<f64>,
    /// Cases with a known answer: the n behind the value.
    pub known: Option<u64>,
    /// All cases.
    pub cohort: Option<u64>,
    /// Cases that the definition sets apart, by reason.
    pub left_out: Option<String>,
    /// What else is to be said.
    pub note: Option<String>,
    /// The value a year before, where the two are compared: the latest month of an answer is.
    pub earlier_value: Option<f64>,
    /// How much the value is above that one.
    pub change: Option<f64>,
    /// The probability of such a change by chance alone.
    pub p: Option<f64>,
    /// What a test says of the change, such as `no clear change`.
    pub verdict: Option<String>,
    /// The version of the definition.
    pub definition_version: u32,
    /// The SHA-256 hash of the definition’s text.
    pub definition_sha256: String,
    /// The snapshot of data.
    pub snapshot: String,
}

impl Row for FigureRow {
    const COLUMNS: &'static [&'static str] = &[
        "measure",
        "title",
        "dimension",
        "group",
        "month",
        "starts",
        "ends",
        "standing",
        "value",
        "value_unit",
        "numerator",
        "denominator",
        "interval_low",
        "interval_high",
        "known",
        "cohort",
        "left_out",
        "note",
        "earlier_value",
        "change",
        "p",
        "verdict",
        "definition_version",
        "definition_sha256",
        "snapshot",
    ];
}

fn number(cell: Option<&Value>) -> Option<f64> {
    match cell {
        Some(Value::Number(number, _)) => Some(*number),
        _ => None,
    }
}

fn count(cell: Option<&Value>) -> Option<u64> {
    number(cell).map(|number| number as u64)
}

fn text(cell: Option<&Value>) -> Option<String> {
    match cell {
        Some(Value::Text(text)) => Some(text.clone()),
        _ => None,
    }
}

/// Where figures come from, and how much of them is seen.
struct Ground<'a> {
    meta: &'a MeasureMeta,
    snapshot: &'a str,
    sees_all: bool,
}

impl Ground<'_> {
    /// A row of the cells of a figure, which are in the order of
    /// [`waymark_publication::FIGURE_COLUMNS`].
    fn row(
        &self,
        period: Period,
        group: Option<(&str, String)>,
        cells: &[Value],
        refused: bool,
    ) -> FigureRow {
        let meta = self.meta;
        let value = number(cells.get(2));
        let known = count(cells.get(7));
        let standing = match (value, known) {
            _ if refused => Standing::NotKnown,
            (Some(_), _) => Standing::Shown,
            (None, Some(_)) => Standing::NoCases,
            (None, None) => Standing::Withheld,
        };
        FigureRow {
            measure: meta.id.to_string(),
            title: meta.title.clone(),
            dimension: group.as_ref().map(|(dimension, _)| (*dimension).to_owned()),
            group: group.map(|(_, group)| group),
            month: period.month,
            starts: period.starts,
            ends: period.ends,
            standing,
            value,
            value_unit: value_unit(meta),
            numerator: number(cells.get(3)),
            denominator: number(cells.get(4)),
            interval_low: number(cells.get(5)),
            interval_high: number(cells.get(6)),
            known,
            cohort: count(cells.get(8)),
            left_out: text(cells.get(9)),
            note: text(cells.get(10)),
            earlier_value: None,
            change: None,
            p: None,
            verdict: None,
            definition_version: meta.fingerprint.version,
            definition_sha256: meta.fingerprint.sha256.clone(),
            snapshot: self.snapshot.to_owned(),
        }
    }

    fn outcome(&self, outcome: &Outcome) -> FigureRow {
        let cells = if self.sees_all {
            outcome_cells(self.meta, outcome)
        } else {
            published_cells(self.meta, outcome)
        };
        self.row(outcome.period(), None, &cells, outcome.figure().is_none())
    }

    /// The groups of one dimension.
    fn groups(&self, entry: &Evidence, dimension: &str) -> Vec<FigureRow> {
        let period = entry.current.period();
        if !self.sees_all {
            let groups = published_group_cells(entry, dimension).into_iter();
            return groups
                .map(|(group, cells)| self.row(period, Some((dimension, group)), &cells, false))
                .collect();
        }
        let of_dimension = entry.groups.iter().filter_map(|figure| {
            let breakdown = figure.breakdown.as_ref()?;
            (breakdown.dimension == dimension).then_some((figure, breakdown))
        });
        of_dimension
            .map(|(figure, breakdown)| {
                let cells = outcome_cells(self.meta, &Outcome::Figure(figure.clone()));
                let group = Some((dimension, breakdown.group.clone()));
                self.row(period, group, &cells, false)
            })
            .collect()
    }

    /// The figure of an entry with its comparison.
    fn current(&self, entry: &Evidence, seen: Option<&FigureView<'_>>) -> FigureRow {
        let cells = if self.sees_all {
            comparison_cells(self.meta, entry.comparison.as_ref())
        } else {
            let comparison = seen.and_then(|seen| seen.comparison.as_ref());
            published_comparison_cells(self.meta, comparison)
        };
        FigureRow {
            earlier_value: number(cells.first()),
            change: number(cells.get(1)),
            p: number(cells.get(2)),
            verdict: text(cells.get(3)),
            ..self.outcome(&entry.current)
        }
    }
}

fn whole(measure: &MeasureId) -> Selector {
    Selector {
        measure: measure.clone(),
        breakdown: None,
    }
}

/// The latest figure of every measure.
#[utoipa::path(
    get,
    path = "/api/v1/figures",
    params(
        ListQuery,
    ),
    responses(
        (status = 200, description = "The figures; none before the first data", content(
            (Rows<FigureRow> = "application/json"), (String = "text/csv")
        )),
        (status = 400, description = "A parameter cannot be read", body = Problem),
        (status = 401, description = "No valid token", body = Problem),
        (status = 403, description = "The token may not read this", body = Problem),
    ),
    security(("token" = ["figures"]))
)]
pub async fn latest(
    State(site): State<Site>,
    reader: Reader<Figures>,
    asked: Asked,
) -> Result<Response, Refused> {
    asked.only(&["format", "limit", "offset"])?;
    let visitor = &reader.visitor;
    let sees_all = reader.is_officer();
    let day = site.desk.day(&visitor.view, visitor.today, None).await?;
    let rows = day.as_ref().map_or_else(Vec::new, |day| {
        let book = day.evidence_for(sees_all);
        let entries = book.entries().iter();
        entries
            .filter(|entry| entry.breakdown.is_none())
            .map(|entry| {
                let selector = whole(&entry.measure.id);
                let seen = FigureView::of(book, &selector, &AskedOfFigure::default()).ok();
                let ground = Ground {
                    meta: &entry.measure,
                    snapshot: &day.snapshot,
                    sees_all,
                };
                ground.current(entry, seen.as_ref())
            })
            .collect()
    });
    list("figures", &asked, rows).await
}

/// The months that are asked for, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Range {
    from: Option<Month>,
    to: Option<Month>,
}

/// Which figures of a measure may be asked for.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "it describes what `Asked` reads")]
struct FiguresQuery {
    /// The first month, such as `2017-01`; 24 months in all where none is given.
    #[param(required = false, pattern = "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$")]
    from: String,
    /// The last month; the latest that the data can answer where none is given.
    #[param(required = false, pattern = "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$")]
    to: String,
    /// What the groups are by, such as `team`: then the answer has the groups of the last month.
    #[param(required = false)]
    by: String,
}

/// The figures of one measure: month by month, or the groups of the last month.
#[utoipa::path(
    get,
    path = "/api/v1/measures/{id}/figures",
    params(
        ("id" = String, Path, description = "The measure’s id"),
        FiguresQuery,
        ListQuery,
    ),
    responses(
        (status = 200, description = "The figures, oldest first; none where the data has none of these months", content(
            (Rows<FigureRow> = "application/json"), (String = "text/csv")
        )),
        (status = 400, description = "A parameter cannot be read", body = Problem),
        (status = 401, description = "No valid token", body = Problem),
        (status = 403, description = "The token may not read this", body = Problem),
        (status = 404, description = "There is no such measure, or it has no such groups", body = Problem),
    ),
    security(("token" = ["figures"]))
)]
pub async fn of_measure(
    State(site): State<Site>,
    reader: Reader<Figures>,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Response, Refused> {
    asked.only(&["from", "to", "by", "format", "limit", "offset"])?;
    asked.listing()?;
    let range = Range {
        from: asked.month("from")?,
        to: asked.month("to")?,
    };
    let meta = &definition(&site, &id)?.meta;
    let by = asked.value("by");
    let rows = if reader.is_officer() {
        as_the_data_has_them(&site, &reader, meta, range, by).await?
    } else {
        as_published(&site, &reader, meta, range, by).await?
    };
    list(&format!("{}-figures", meta.id), &asked, rows).await
}

async fn as_the_data_has_them(
    site: &Site,
    reader: &Reader<Figures>,
    meta: &MeasureMeta,
    range: Range,
    by: Option<&str>,
) -> Result<Vec<FigureRow>, Refused> {
    let (view, today) = (&reader.visitor.view, reader.visitor.today);
    let Some(newest) = site.desk.measure(view, &meta.id, today, None).await? else {
        return Ok(Vec::new());
    };
    let last = newest.months.first().copied().unwrap_or(newest.month);
    let first = newest.months.last().copied().unwrap_or(newest.month);
    let to = range
        .to
        .map_or(last, |to| to.min(last))
        .min(ended_by(today));
    let from = range
        .from
        .unwrap_or_else(|| to.minus(MONTHS - 1))
        .max(first);
    let mut found: BTreeMap<Month, FigureRow> = BTreeMap::new();
    let mut at = to;
    // Each answer of the desk goes some months back; from there the next is asked for.
    while from <= at {
        let sheet = site.desk.measure(view, &meta.id, today, Some(at)).await?;
        let Some(sheet) = sheet else { break };
        let Some(entry) = sheet.evidence.find(&whole(&meta.id)) else {
            break;
        };
        let ground = Ground {
            meta: &entry.measure,
            snapshot: &sheet.snapshot,
            sees_all: true,
        };
        if let Some(dimension) = by {
            return groups(&ground, entry, dimension);
        }
        for outcome in &entry.series {
            let month = outcome.period().month;
            if (from..=to).contains(&month) {
                found
                    .entry(month)
                    .or_insert_with(|| ground.outcome(outcome));
            }
        }
        if at == to {
            found.insert(to, ground.current(entry, None));
        }
        let oldest = entry.series.iter().map(|one| one.period().month).min();
        at = oldest.unwrap_or(at).min(at).minus(1);
    }
    Ok(found.into_values().collect())
}

async fn as_published(
    site: &Site,
    reader: &Reader<Figures>,
    meta: &MeasureMeta,
    range: Range,
    by: Option<&str>,
) -> Result<Vec<FigureRow>, Refused> {
    let visitor = &reader.visitor;
    let Some(day) = site.desk.day(&visitor.view, visitor.today, None).await? else {
        return Ok(Vec::new());
    };
    let book = &day.ground.evidence;
    let selector = whole(&meta.id);
    let Some(entry) = book.find(&selector) else {
        return Ok(Vec::new());
    };
    let ground = Ground {
        meta: &entry.measure,
        snapshot: &day.snapshot,
        sees_all: false,
    };
    let is_asked_for = |month: Month| {
        range.from.is_none_or(|from| from <= month) && range.to.is_none_or(|to| month <= to)
    };
    let current = entry.current.period().month;
    if let Some(dimension) = by {
        if !is_asked_for(current) {
            return Err(Refused::NotFound(format!(
                "Groups are shown here of {} alone.",
                current.in_words()
            )));
        }
        return groups(&ground, entry, dimension);
    }
    let seen = FigureView::of(book, &selector, &AskedOfFigure::default()).ok();
    let mut found: BTreeMap<Month, FigureRow> = entry
        .series
        .iter()
        .map(|outcome| (outcome.period().month, ground.outcome(outcome)))
        .collect();
    found.insert(current, ground.current(entry, seen.as_ref()));
    found.retain(|month, _| is_asked_for(*month));
    Ok(found.into_values().collect())
}

fn groups(
    ground: &Ground<'_>,
    entry: &Evidence,
    dimension: &str,
) -> Result<Vec<FigureRow>, Refused> {
    let mut dimensions: Vec<String> = entry
        .groups
        .iter()
        .filter_map(|figure| figure.breakdown.as_ref())
        .map(|group| format!("`{}`", group.dimension))
        .collect();
    dimensions.sort();
    dimensions.dedup();
    if !dimensions.contains(&format!("`{dimension}`")) {
        return Err(Refused::NotFound(if dimensions.is_empty() {
            "This measure has no groups in that month.".to_owned()
        } else {
            format!(
                "This measure has no groups by that name. There are: {}.",
                dimensions.join(", ")
            )
        }));
    }
    Ok(ground.groups(entry, dimension))
}
