//! A run chart as pages show it: the picture, and the table of its values beside it.

use waymark_codes::Month;
use waymark_figures::{Evidence, Outcome};
use waymark_report::chart::{ID_PREFIX, RunChartOf, draw};
use waymark_report::document::{Inline, Table};

/// A chart for a template.
#[derive(Clone, Debug)]
pub struct ChartHtml {
    /// What it is called, for who moves through it on a narrow screen.
    pub title: String,
    /// The picture, with its title and description.
    pub svg: String,
    /// What it shows, in a sentence or two.
    pub description: String,
    /// The values.
    pub table: Option<TableHtml>,
}

/// A table of words for a template.
#[derive(Clone, Debug)]
pub struct TableHtml {
    /// What it shows.
    pub caption: String,
    /// The columns' headers, and whether their cells are numbers.
    pub header: Vec<(String, bool)>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// The chart of a figure's series; none where fewer than two points may be shown. `name` tells it
/// from the other charts of the page.
pub fn chart(
    evidence: &Evidence,
    title: &str,
    name: &str,
    compared: Option<Month>,
    target: Option<f64>,
) -> Option<ChartHtml> {
    let drawn = draw(RunChartOf {
        meta: &evidence.measure,
        title,
        series: &evidence.series,
        now: evidence.current.period().month,
        compared: compared.or(evidence
            .earlier
            .as_ref()
            .map(|one: &Outcome| one.period().month)),
        target,
    })?;
    Some(ChartHtml {
        title: format!("Run chart: {title}"),
        svg: drawn.svg.replace(ID_PREFIX, &format!("{name}-")),
        description: drawn.description,
        table: drawn.values.as_ref().map(TableHtml::of),
    })
}

impl TableHtml {
    /// A table of a document, its words alone.
    pub fn of(table: &Table) -> Self {
        Self {
            caption: table.caption.clone(),
            header: table
                .columns
                .iter()
                .map(|column| (column.header.clone(), column.numeric))
                .collect(),
            rows: table
                .rows
                .iter()
                .map(|row| row.iter().map(|cell| plain(cell)).collect())
                .collect(),
        }
    }
}

/// The words of a cell.
pub fn plain(cell: &[Inline]) -> String {
    cell.iter()
        .map(|part| match part {
            Inline::Text(text)
            | Inline::Strong(text)
            | Inline::Link { text, .. }
            | Inline::Tag { text, .. }
            | Inline::Anchor { text, .. } => text.as_str(),
            Inline::Reference { .. } => "",
        })
        .collect()
}
