//! Figures as files: of every measure at the latest month, and of one month by month.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use waymark_figures::{Evidence, Outcome};
use waymark_measures::Definition;
use waymark_narrative::sentence::{Asked, View as FigureView};
use waymark_publication::{
    COMPARISON_COLUMNS, Column, FIGURE_COLUMNS, Sheet, Value, comparison_cells, group_name,
    outcome_cells, published_cells, published_comparison_cells, published_group_cells,
};

use super::seen::{OfMonth, Seen, definition, whole};
use super::tables;
use crate::fault::Fault;
use crate::permission::Permission;
use crate::site::Site;
use crate::spreadsheet::{SheetForm, download};
use crate::visitor::Visitor;

/// The latest figures of all measures as CSV.
pub async fn all_csv(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    all(&site, &visitor, SheetForm::Csv).await
}

/// The latest figures of all measures as a workbook.
pub async fn all_xlsx(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    all(&site, &visitor, SheetForm::Xlsx).await
}

/// A measure's figures as CSV.
pub async fn figures_csv(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<OfMonth>,
) -> Result<Response, Fault> {
    one(&site, &visitor, &id, &asked, SheetForm::Csv).await
}

/// A measure's figures as a workbook.
pub async fn figures_xlsx(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<OfMonth>,
) -> Result<Response, Fault> {
    one(&site, &visitor, &id, &asked, SheetForm::Xlsx).await
}

async fn all(site: &Site, visitor: &Visitor, form: SheetForm) -> Result<Response, Fault> {
    let sees_all = Permission::Work.is_held_by(visitor);
    let day = site.desk.day(&visitor.view, visitor.today, None).await?;
    let day = day.ok_or_else(nothing_yet)?;
    let book = day.evidence_for(sees_all);
    let entries = book
        .entries()
        .iter()
        .filter(|entry| entry.breakdown.is_none());
    let rows = entries.map(|entry| {
        let selector = whole(&entry.measure.id);
        let seen = FigureView::of(book, &selector, &Asked::default()).ok();
        let compared = if sees_all {
            comparison_cells(&entry.measure, entry.comparison.as_ref())
        } else {
            let comparison = seen.and_then(|seen| seen.comparison);
            published_comparison_cells(&entry.measure, comparison.as_ref())
        };
        std::iter::once(Value::text(&entry.measure.title))
            .chain(figure(entry, &entry.current, sees_all))
            .chain(compared)
            .collect()
    });
    let mut columns = vec![("title", "title")];
    columns.extend(FIGURE_COLUMNS);
    columns.extend(COMPARISON_COLUMNS);
    let sheet = Sheet {
        title: format!("Figures of {}", day.month.in_words()),
        columns: Column::all(&columns),
        rows: rows.collect(),
    };
    let mut sheets = vec![sheet];
    if form == SheetForm::Xlsx {
        sheets.push(meanings(site.desk.catalogue().all()));
    }
    download(&format!("measures-{}", day.month), form, sheets).await
}

fn nothing_yet() -> Fault {
    Fault::Unfit("There are no figures yet. Hand in the returns first.".to_owned())
}

/// The cells of a figure as the visitor may see it.
fn figure(entry: &Evidence, outcome: &Outcome, sees_all: bool) -> Vec<Value> {
    if sees_all {
        outcome_cells(&entry.measure, outcome)
    } else {
        published_cells(&entry.measure, outcome)
    }
}

async fn one(
    site: &Site,
    visitor: &Visitor,
    id: &str,
    asked: &OfMonth,
    form: SheetForm,
) -> Result<Response, Fault> {
    let definition = definition(site, id)?;
    let id = &definition.meta.id;
    let seen = Seen::of(site, visitor, id, asked.read()?).await?;
    let seen = seen.ok_or_else(nothing_yet)?;
    let entry = seen.entry().ok_or(Fault::NotFound)?;
    let months = month_by_month(entry, seen.sees_all);
    let groups = if seen.has_groups() {
        by_group(entry, seen.sees_all)
    } else {
        Vec::new()
    };
    let sheets = match form {
        SheetForm::Csv => vec![sheet("Figures", months.into_iter().chain(groups).collect())],
        SheetForm::Xlsx => vec![
            sheet("Month by month", months),
            sheet("By group", groups),
            meanings([definition].into_iter()),
        ],
    };
    download(&format!("{id}-{}", seen.month), form, sheets).await
}

/// A table of figures, each with the group that it is about.
fn sheet(title: &str, rows: Vec<Vec<Value>>) -> Sheet {
    let mut columns = FIGURE_COLUMNS.to_vec();
    columns.splice(1..1, [("breakdown", "dimension"), ("group", "group")]);
    Sheet {
        title: title.to_owned(),
        columns: Column::all(&columns),
        rows,
    }
}

/// The cells of a figure with those of its group put in after the measure.
fn with_group(mut cells: Vec<Value>, dimension: &str, group: &str) -> Vec<Value> {
    cells.splice(1..1, [Value::text(dimension), Value::text(group)]);
    cells
}

fn month_by_month(entry: &Evidence, sees_all: bool) -> Vec<Vec<Value>> {
    let series = entry.series.iter();
    series
        .map(|outcome| with_group(figure(entry, outcome, sees_all), "", ""))
        .collect()
}

fn by_group(entry: &Evidence, sees_all: bool) -> Vec<Vec<Value>> {
    let mut rows = Vec::new();
    for dimension in tables::dimensions(entry) {
        let groups: Vec<(String, Vec<Value>)> = if sees_all {
            tables::of_dimension(entry, &dimension)
                .map(|figure| {
                    let outcome = Outcome::Figure(figure.clone());
                    (group_name(figure), outcome_cells(&entry.measure, &outcome))
                })
                .collect()
        } else {
            published_group_cells(entry, &dimension)
        };
        let groups = groups.into_iter();
        rows.extend(groups.map(|(group, cells)| with_group(cells, &dimension, &group)));
    }
    rows
}

/// What the measures mean.
fn meanings<'a>(definitions: impl Iterator<Item = &'a Definition>) -> Sheet {
    Sheet {
        title: "Definitions".to_owned(),
        columns: Column::all(&[
            ("measure", "measure"),
            ("title", "title"),
            ("definition", "definition"),
            ("source", "source"),
            ("version", "version"),
            ("fingerprint", "fingerprint"),
        ]),
        rows: definitions
            .map(|definition| {
                let meta = &definition.meta;
                vec![
                    Value::text(meta.id.as_str()),
                    Value::text(&meta.title),
                    Value::text(&meta.definition),
                    Value::text(&meta.source),
                    Value::count(u64::from(meta.fingerprint.version)),
                    Value::text(&meta.fingerprint.sha256),
                ]
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use waymark_figures::{Breakdown, Figure};

    use super::super::tables::sample;
    use super::*;

    // The total is 92 of 392. The group of 2 is too small for others, and that of 40 goes with it.
    #[test]
    fn rows_have_their_group_and_hide_what_others_may_not_see() {
        let meta = sample::meta();
        let month = "2017-09".parse().unwrap();
        let group = |name: &str, counted| Figure {
            breakdown: Some(Breakdown {
                dimension: "team".to_owned(),
                group: name.to_owned(),
            }),
            ..sample::figure(&meta, month, 12, counted, 100.0 + counted)
        };
        let whole = Outcome::Figure(sample::figure(&meta, month, 12, 92.0, 392.0));
        let entry = Evidence {
            breakdown: None,
            current: whole.clone(),
            earlier: None,
            comparison: None,
            series: vec![whole],
            benchmarks: Vec::new(),
            groups: vec![
                group("East", 2.0),
                group("North", 40.0),
                group("West", 50.0),
            ],
            measure: meta.clone(),
        };
        for (sees_all, rows) in [
            (
                true,
                ["||92", "team|East|2", "team|North|40", "team|West|50"],
            ),
            (false, ["||92", "team|East|", "team|North|", "team|West|50"]),
        ] {
            let all = month_by_month(&entry, sees_all)
                .into_iter()
                .chain(by_group(&entry, sees_all))
                .collect();
            let sheet = sheet("Figures", all);
            let counted = sheet
                .columns
                .iter()
                .position(|column| column.key == "numerator")
                .unwrap();
            let found: Vec<String> = sheet
                .rows
                .iter()
                .map(|row| {
                    assert_eq!(row.len(), sheet.columns.len());
                    format!(
                        "{}|{}|{}",
                        row[1].shown(),
                        row[2].shown(),
                        row[counted].shown()
                    )
                })
                .collect();
            assert_eq!(found, rows);
        }
    }
}
