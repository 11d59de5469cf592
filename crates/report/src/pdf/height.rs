//! About how tall blocks are when set.
//!
//! Blocks that stay together must break where they are taller than a page, or their end would be
//! lost. Measuring sets them twice, so it is left to those that might be.

use crate::document::{Block, Inline};
use crate::setting::{TEXT_WIDTH_MM, chart_size, column_widths, row_lines};

/// Blocks lower than this, in millimetres, fit a page beyond doubt: it is under half of one.
const SURELY_FITS_MM: f64 = 115.0;
/// From one line of text to the next, and of a table.
const LINE_MM: f64 = 5.0;
const TABLE_LINE_MM: f64 = 4.3;
/// Space around a block and within a row, generously.
const AROUND_MM: f64 = 5.0;
const ROW_MM: f64 = 4.0;
/// What the text of a narrow column of facts or a list has for its lines.
const NARROW_MM: f64 = 110.0;

/// Whether blocks fit a page without a doubt.
pub(super) fn surely_fit(blocks: &[Block]) -> bool {
    blocks.iter().map(height_mm).sum::<f64>() < SURELY_FITS_MM
}

fn height_mm(block: &Block) -> f64 {
    match block {
        Block::Heading { text, .. } => {
            // Headings are larger than text: half the width holds as many of their words.
            let words = [vec![Inline::Text(text.clone())]];
            lines(&words, TEXT_WIDTH_MM / 2.0) * 1.4 + 2.0 * AROUND_MM
        }
        Block::Paragraph { content, .. } => lines(std::slice::from_ref(content), 150.0) + AROUND_MM,
        Block::List { items, .. } => items
            .iter()
            .map(|item| lines(std::slice::from_ref(item), 140.0) + AROUND_MM)
            .sum(),
        Block::Table(table) => {
            let widths = column_widths(table);
            let header: Vec<Vec<Inline>> = table
                .columns
                .iter()
                .map(|column| vec![Inline::Text(column.header.clone())])
                .collect();
            let row_mm = |row: &[Vec<Inline>]| {
                (row_lines(row, &widths).max(1) + 1) as f64 * TABLE_LINE_MM + ROW_MM
            };
            let rows: f64 = table.rows.iter().map(|row| row_mm(row)).sum();
            row_mm(&header) + rows + 4.0 * AROUND_MM
        }
        Block::Chart(chart) => chart_size(chart).1 + 2.0 * AROUND_MM,
        Block::Facts(facts) => facts
            .iter()
            .map(|(_, content)| lines(std::slice::from_ref(content), NARROW_MM) + AROUND_MM)
            .sum(),
        Block::PageBreak => 0.0,
        Block::KeepTogether(blocks) => blocks.iter().map(height_mm).sum(),
    }
}

/// Height of a text that has `width` millimetres for its lines.
fn lines(content: &[Vec<Inline>], width: f64) -> f64 {
    row_lines(content, &[width]).max(1) as f64 * LINE_MM
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::sample::{chart, figures};

    #[test]
    fn a_chart_with_its_heading_fits_and_a_long_table_may_not() {
        let evidence = [
            Block::heading(4, "Evidence"),
            Block::text("A sentence that says what the chart shows."),
            Block::Chart(chart(1)),
        ];
        assert!(surely_fit(&evidence));
        assert!(!surely_fit(&[Block::Table(figures(30))]));
        assert!(!surely_fit(&[Block::text("words that go on ".repeat(300))]));
    }
}
