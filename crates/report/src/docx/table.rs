//! Tables as Word knows them: a repeated header row, whole rows, a caption above.

use super::body::{Body, Keep, Setting};
use super::xml::Xml;
use crate::document::{Inline, Table};
use crate::setting::{TEXT_WIDTH_MM, column_widths, plain, row_lines};

/// Twips in a millimetre.
const TWIPS_A_MM: f64 = 1440.0 / 25.4;
/// Width of the first column of facts, in millimetres.
const TERM_MM: f64 = 50.0;
/// A row of more lines than this may break over a page.
const WHOLE_ROW_LINES: usize = 24;

impl Body {
    /// A table with its caption.
    pub(super) fn table(&mut self, table: &Table, keep: Keep) {
        if table.columns.is_empty() {
            return;
        }
        if table.caption.trim().is_empty() {
            self.part_from_table();
        } else {
            let caption = Setting {
                style: "Caption",
                ..Setting::default()
            };
            self.words(caption, &table.caption);
        }
        let widths = column_widths(table);
        let look = Look {
            style: "ReportTable",
            header_row: true,
            row_headers: table.row_headers,
            title: &table.caption,
        };
        self.begin_table(&look, &widths);
        self.row(true, true, |body| {
            for (column, width) in table.columns.iter().zip(&widths) {
                let setting = Setting {
                    style: "TableHeading",
                    right: column.numeric,
                    ..Setting::default()
                };
                body.cell(*width, setting, &[Inline::Text(column.header.clone())]);
            }
        });
        for (at, row) in table.rows.iter().enumerate() {
            let last = at + 1 == table.rows.len();
            let whole = row_lines(row, &widths) <= WHOLE_ROW_LINES;
            self.row(false, whole, |body| {
                for (at, (column, width)) in table.columns.iter().zip(&widths).enumerate() {
                    let setting = Setting {
                        style: if at == 0 && table.row_headers {
                            "TableRowHeading"
                        } else {
                            "TableText"
                        },
                        right: column.numeric,
                        keep_next: keep.next(last),
                        list: None,
                    };
                    let content = row.get(at).map_or(&[][..], Vec::as_slice);
                    body.cell(*width, setting, content);
                }
            });
        }
        self.end_table();
    }

    /// A pair of columns without lines; the terms are row headings.
    pub(super) fn facts(&mut self, facts: &[(String, Vec<Inline>)], keep: Keep) {
        if facts.is_empty() {
            return;
        }
        self.part_from_table();
        let widths = [TERM_MM, TEXT_WIDTH_MM - TERM_MM];
        let look = Look {
            style: "ReportFacts",
            header_row: false,
            row_headers: true,
            title: "",
        };
        self.begin_table(&look, &widths);
        for (at, (term, content)) in facts.iter().enumerate() {
            // Facts are read as one, so they stay on one page where they fit.
            let keep_next = at + 1 < facts.len() || keep.after;
            self.row(false, true, |body| {
                for (style, width, content) in [
                    (
                        "TableRowHeading",
                        widths[0],
                        &[Inline::Text(term.clone())][..],
                    ),
                    ("TableText", widths[1], content),
                ] {
                    let setting = Setting {
                        style,
                        keep_next,
                        ..Setting::default()
                    };
                    body.cell(width, setting, content);
                }
            });
        }
        self.end_table();
    }

    fn begin_table(&mut self, look: &Look, widths: &[f64]) {
        self.xml.open("w:tbl", &[]);
        look.properties(&mut self.xml);
        self.xml.within("w:tblGrid", &[], |xml| {
            for width in widths {
                xml.empty("w:gridCol", &[("w:w", &twips(*width))]);
            }
        });
    }

    fn end_table(&mut self) {
        self.xml.close("w:tbl");
        self.after_table = true;
    }

    fn row(&mut self, header: bool, whole: bool, cells: impl FnOnce(&mut Self)) {
        self.xml.open("w:tr", &[]);
        if header || whole {
            self.xml.within("w:trPr", &[], |xml| {
                if whole {
                    xml.empty("w:cantSplit", &[]);
                }
                if header {
                    xml.empty("w:tblHeader", &[]);
                }
            });
        }
        cells(self);
        self.xml.close("w:tr");
    }

    fn cell(&mut self, width: f64, setting: Setting, content: &[Inline]) {
        self.xml.open("w:tc", &[]);
        self.xml.within("w:tcPr", &[], |xml| {
            xml.empty("w:tcW", &[("w:w", &twips(width)), ("w:type", "dxa")]);
        });
        if Body::is_blank(content) {
            self.paragraph(setting, &[]);
        } else {
            self.paragraph(setting, content);
        }
        self.xml.close("w:tc");
    }
}

fn twips(mm: f64) -> String {
    ((mm * TWIPS_A_MM).round() as u32).to_string()
}

/// A table's style, and which of its cells are headers.
struct Look<'a> {
    style: &'static str,
    header_row: bool,
    row_headers: bool,
    /// The table's alternative title.
    title: &'a str,
}

impl Look<'_> {
    fn properties(&self, xml: &mut Xml) {
        let flag = |on: bool| if on { "1" } else { "0" };
        // The old bit field that says the same as the attributes after it.
        let bits = 0x0600
            + if self.header_row { 0x20 } else { 0 }
            + if self.row_headers { 0x80 } else { 0 };
        xml.within("w:tblPr", &[], |xml| {
            xml.val("w:tblStyle", self.style);
            xml.empty(
                "w:tblW",
                &[("w:w", &twips(TEXT_WIDTH_MM)), ("w:type", "dxa")],
            );
            xml.empty("w:tblInd", &[("w:w", "0"), ("w:type", "dxa")]);
            xml.empty("w:tblLayout", &[("w:type", "fixed")]);
            xml.empty(
                "w:tblLook",
                &[
                    ("w:val", &format!("{bits:04X}")),
                    ("w:firstRow", flag(self.header_row)),
                    ("w:lastRow", "0"),
                    ("w:firstColumn", flag(self.row_headers)),
                    ("w:lastColumn", "0"),
                    ("w:noHBand", "1"),
                    ("w:noVBand", "1"),
                ],
            );
            let title = plain(self.title);
            if !title.trim().is_empty() {
                xml.val("w:tblCaption", &title);
            }
        });
    }
}
