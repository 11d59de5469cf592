//! Writing the workbook. The same contents give the same bytes.

use jiff::civil::Date;
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    ProtectionOptions, Workbook, Worksheet, XlsxError,
};
use waymark_plan::ledger::{Directory, State};

use super::WorkbookError;
use super::columns::{Cell, Contents, Filling, HOW_TO, Table};

/// The number by which printers know A4.
const A4: u8 = 9;

/// The workbook that leads fill in: how to do it, a row for each action and milestone, a row for
/// each recommendation's rating. What the ledger has stands in locked cells; `today` is the day
/// for which delivery proposes. The same state, people and day give the same bytes.
///
/// Withdrawn recommendations are left out, with all that belongs to them. Where the state is no
/// whole plan yet, the sheet of ratings has no rows.
pub fn write(state: &State, people: &Directory, today: Date) -> Result<Vec<u8>, WorkbookError> {
    let contents = Contents::of(state, people, today).ok_or(WorkbookError::NotOpened)?;
    book(&contents).map_err(|error| WorkbookError::NotWritten(error.to_string()))
}

struct Formats {
    title: Format,
    label: Format,
    text: Format,
    day: Format,
    header: Format,
    header_to_fill: Format,
    text_to_fill: Format,
    day_to_fill: Format,
}

impl Formats {
    fn new() -> Self {
        let text = Format::new().set_align(FormatAlign::Top).set_text_wrap();
        // A tinted cell hides the grid, so it has lines of its own.
        let lined = text
            .clone()
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0x00BF_BFBF));
        let day_format = "d mmm yyyy";
        let text_to_fill = lined
            .clone()
            .set_background_color(Color::RGB(0x00FF_F8DC))
            .set_unlocked();
        let header = lined.set_bold();
        Self {
            title: Format::new().set_bold().set_font_size(14.0),
            label: text.clone().set_bold(),
            day: text
                .clone()
                .set_num_format(day_format)
                .set_align(FormatAlign::Left),
            header_to_fill: header.clone().set_background_color(Color::RGB(0x00FF_E699)),
            header: header.set_background_color(Color::RGB(0x00E7_E6E6)),
            day_to_fill: text_to_fill
                .clone()
                .set_num_format(day_format)
                .set_align(FormatAlign::Left),
            text_to_fill,
            text,
        }
    }
}

fn book(contents: &Contents) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // A fixed day, as the file would else carry the clock.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(
        &DocProperties::new()
            .set_title(&contents.title)
            .set_creation_datetime(&made),
    );
    let formats = Formats::new();
    how_to(book.add_worksheet(), &contents.how_to, &formats)?;
    table(book.add_worksheet(), &contents.items, &formats)?;
    table(book.add_worksheet(), &contents.ratings, &formats)?;
    book.save_to_buffer()
}

/// Of the column that says how to fill the workbook in.
const VALUE_WIDTH: f64 = 96.0;
/// Points of a line of text.
const LINE: f64 = 15.0;

/// The height of a row that shows every cell's whole text: not every program that opens a workbook
/// finds it out by itself.
fn height<'c>(cells: impl IntoIterator<Item = (&'c Cell, f64)>) -> f64 {
    let lines = cells.into_iter().map(|(cell, width)| match cell {
        // A line is broken between words, so it holds a little less than its width.
        Cell::Text(text) => (text.chars().count() as f64 / (width * 0.9)).ceil(),
        _ => 1.0,
    });
    LINE * lines.fold(1.0, f64::max)
}

fn how_to(page: &mut Worksheet, rows: &[(Cell, Cell)], formats: &Formats) -> Result<(), XlsxError> {
    page.set_name(HOW_TO)?;
    page.set_column_width(0, 22.0)?;
    page.set_column_width(1, VALUE_WIDTH)?;
    for (row, (label, value)) in (0u32..).zip(rows) {
        let format = if row == 0 {
            &formats.title
        } else {
            &formats.label
        };
        write_cell(page, (row, 0), label, format, formats)?;
        write_cell(page, (row, 1), value, &formats.text, formats)?;
        page.set_row_height(row, height([(value, VALUE_WIDTH)]))?;
    }
    around(page);
    Ok(())
}

fn table<T>(page: &mut Worksheet, table: &Table<T>, formats: &Formats) -> Result<(), XlsxError> {
    page.set_name(table.sheet)?;
    let last_row = u32::try_from(table.lines.len()).unwrap_or(u32::MAX);
    let mut last_column = 0;
    for (at, column) in (0u16..).zip(&table.columns) {
        let header = match column.filling {
            Filling::Ledger => &formats.header,
            Filling::Text | Filling::Day | Filling::Choice(_) => &formats.header_to_fill,
        };
        page.write_with_format(0, at, column.header, header)?;
        page.set_column_width(at, column.width)?;
        let to_fill = match &column.filling {
            Filling::Ledger => None,
            Filling::Day => Some(&formats.day_to_fill),
            Filling::Text | Filling::Choice(_) => Some(&formats.text_to_fill),
        };
        if let Some(format) = to_fill {
            for row in 1..=last_row {
                page.write_blank(row, at, format)?;
            }
        }
        if let Filling::Choice(words) = &column.filling
            && last_row > 0
        {
            let rule = DataValidation::new()
                .allow_list_strings(words)?
                .set_error_title("Not in the list")?
                .set_error_message(format!("Choose one of: {}.", words.join(", ")))?;
            page.add_data_validation(1, at, last_row, at, &rule)?;
        }
        last_column = at;
    }
    for (row, line) in (1u32..).zip(&table.lines) {
        for (at, cell) in (0u16..).zip(&line.cells) {
            write_cell(page, (row, at), cell, &formats.text, formats)?;
        }
        let widths = table.columns.iter().map(|column| column.width);
        page.set_row_height(row, height(line.cells.iter().zip(widths)))?;
    }
    page.set_freeze_panes(1, 1)?;
    page.autofilter(0, 0, last_row, last_column)?;
    page.set_repeat_rows(0, 0)?;
    around(page);
    Ok(())
}

/// What all sheets have: how they print, and that locked cells are locked. There is no password,
/// as the lock is there against slips.
fn around(page: &mut Worksheet) {
    page.set_landscape();
    page.set_paper_size(A4);
    page.set_print_fit_to_pages(1, 0);
    page.set_footer("&L&[Tab]&RPage &[Page] of &[Pages]");
    page.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        use_autofilter: true,
        ..ProtectionOptions::new()
    });
}

fn write_cell(
    page: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    format: &Format,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => {
            page.write_with_format(row, column, text.as_str(), format)?;
        }
        Cell::Number(number) => {
            page.write_with_format(row, column, *number, format)?;
        }
        Cell::Day(day) => {
            page.write_datetime_with_format(row, column, &excel_day(*day)?, &formats.day)?;
        }
    }
    Ok(())
}

fn excel_day(day: Date) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(
        day.year().unsigned_abs(),
        day.month().unsigned_abs(),
        day.day().unsigned_abs(),
    )
}
