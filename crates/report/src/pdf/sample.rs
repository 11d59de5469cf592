//! A made-up document with every kind of block, for the writers' tests.

use jiff::civil::date;

use crate::document::{Block, Chart, Column, Document, Inline, Marks, Table, Tone};

/// Words of a run.
pub(crate) fn text(words: &str) -> Inline {
    Inline::Text(words.to_owned())
}

/// A tag of a rating.
pub(crate) fn tag(words: &str, tone: Tone) -> Inline {
    Inline::Tag {
        text: words.to_owned(),
        tone,
    }
}

/// A mark that leads to a place.
pub(crate) fn reference(mark: &str, to: &str) -> Inline {
    Inline::Reference {
        mark: mark.to_owned(),
        to: to.to_owned(),
    }
}

/// Words that references lead to.
pub(crate) fn anchor(id: &str, words: &str) -> Inline {
    Inline::Anchor {
        id: id.to_owned(),
        text: words.to_owned(),
    }
}

/// A sentence with two marks: one leads to the fact after it, the other nowhere.
pub(crate) fn referring() -> [Block; 2] {
    [
        Block::Paragraph {
            numbered: false,
            content: vec![
                text("The share was 7.6% (37 of 487)."),
                reference("F1", "fig-f1"),
                text("\u{a0}"),
                reference("F2", "nowhere"),
                text(" It goes on."),
            ],
        },
        Block::Facts(vec![(
            "Reference".to_owned(),
            vec![anchor("fig-f1", "F1"), text(": 37 of 487 children")],
        )]),
    ]
}

/// A column of a share of the width.
pub(crate) fn column(header: &str, width: u16, numeric: bool) -> Column {
    Column {
        header: header.to_owned(),
        width,
        numeric,
    }
}

/// A run chart of twelve months.
pub(crate) fn chart(number: usize) -> Chart {
    let points: Vec<String> = (0..12)
        .map(|month| {
            let y = 20 + (month * 7 + number * 5) % 60;
            format!("{},{y}", 40 + month * 50)
        })
        .collect();
    Chart {
        svg: format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 120" role="img"><title>Run chart {number}</title><desc>Twelve months</desc>
<line x1="40" y1="100" x2="600" y2="100" stroke="#505a5f"/><polyline points="{}" fill="none" stroke="#12436d" stroke-width="2"/>
<text x="40" y="116" font-family="sans-serif" font-size="12">Oct 2016</text><text x="560" y="116" font-family="Arial, sans-serif" font-size="12" font-weight="bold">Sep 2017 &amp; after</text></svg>"##,
            points.join(" ")
        ),
        description: format!("Run chart {number}: twelve months from October 2016 & no signal."),
        width_mm: 160.0,
        height_mm: 30.0,
        values: None,
    }
}

/// A table of figures with row headers.
pub(crate) fn figures(rows: usize) -> Table {
    Table {
        caption: "Figures by month and team".to_owned(),
        columns: vec![
            column("Team", 3, false),
            column("Children", 1, true),
            column("Percentage", 1, true),
        ],
        rows: (1..=rows)
            .map(|row| {
                vec![
                    vec![text(&format!("Team {row}"))],
                    vec![text(&format!("{}", row * 13))],
                    vec![text(&format!("{}.{}%", row % 90, row % 10))],
                ]
            })
            .collect(),
        row_headers: true,
    }
}

fn actions() -> Table {
    let action = "Review every child's plan at supervision, record what was decided and why, and \
                  bring drift to the attention of the service manager within five working days.";
    Table {
        caption: "Actions".to_owned(),
        columns: vec![
            column("Ref.", 1, false),
            column("Action", 5, false),
            column("Accountable lead", 2, false),
            column("First date", 2, false),
            column("Agreed date", 2, false),
            column("Slipped (days)", 1, true),
            column("State", 2, false),
        ],
        rows: (1..=9)
            .map(|row| {
                vec![
                    vec![text(&format!("1.{row}"))],
                    vec![text(action)],
                    vec![text("Head of Safeguarding Improvement")],
                    vec![text("30 September 2017")],
                    vec![text("31 December 2017")],
                    vec![text(&format!("{}", row * 30))],
                    vec![if row % 2 == 0 {
                        tag("Overdue", Tone::Red)
                    } else {
                        tag("On track", Tone::Green)
                    }],
                ]
            })
            .collect(),
        row_headers: true,
    }
}

/// One recommendation of Appendix A.
fn recommendation(number: usize) -> Vec<Block> {
    vec![
        Block::heading(
            3,
            format!("Recommendation {number}: supervision & oversight"),
        ),
        Block::Facts(vec![
            (
                "Aim".to_owned(),
                vec![text("Being a learning organisation")],
            ),
            (
                "Proposed rating".to_owned(),
                vec![tag("Amber", Tone::Amber), text(" from delivery and impact")],
            ),
            (
                "Rating".to_owned(),
                vec![
                    tag("Green", Tone::Green),
                    text(" decided on 1 November 2017"),
                ],
            ),
            (
                "Rationale".to_owned(),
                vec![text(
                    "Audits in three months running found oversight recorded in nearly every \
                     case; the dates that slipped are of the second phase.",
                )],
            ),
        ]),
        Block::Table(actions()),
        Block::heading(4, "Evidence"),
        Block::KeepTogether(vec![
            Block::text("Percentage of audited cases graded Good or Outstanding, by month."),
            Block::Chart(chart(number)),
        ]),
    ]
}

/// A document with `recommendations` blocks in its appendix.
pub(crate) fn document(recommendations: usize) -> Document {
    let mut blocks = vec![
        Block::heading(2, "Purpose of report"),
        Block::numbered("To tell the committee what has been done, what is late, and what changed for children. It is asked to note the report."),
        Block::heading(2, "Background"),
        Block::Paragraph {
            numbered: true,
            content: vec![
                text("The plan has four aims, "),
                Inline::Strong("each with a lead".to_owned()),
                text(", and is at "),
                Inline::Link { text: "https://www.example.org/a-very-long-address/that-must-break-somewhere/or-run-over-the-edge-of-the-page/plan.pdf".to_owned(), href: "https://www.example.org/a b?x=1&y=<2>".to_owned() },
                text("."),
            ],
        },
        Block::List {
            marks: Marks::LowerRoman,
            items: (0..4).map(|at| vec![text(&format!("Aim {at}, which is long enough that its words go over the end of the line and hang under themselves"))]).collect(),
        },
        Block::numbered("The ratings are:"),
        Block::List {
            marks: Marks::Bullet,
            items: vec![
                vec![tag("Green", Tone::Green), text(" good progress and moving towards completion;")],
                vec![tag("Amber", Tone::Amber), text(" on track to deliver in a longer agreed timescale; and")],
                vec![tag("Red", Tone::Red), text(" needs further focused work.")],
                vec![tag("Not rated", Tone::Neutral), text(" begun this month.")],
            ],
        },
        Block::heading(3, "Figures"),
        Block::Table(figures(60)),
        Block::text("After the table, an unnumbered paragraph."),
        Block::List { marks: Marks::LowerAlpha, items: vec![vec![text("one")], vec![text("two")]] },
        Block::List { marks: Marks::LowerRoman, items: vec![vec![text("counts again")], vec![text("from the start")]] },
        Block::heading(4, "Awkward words"),
        Block::text("Marks <b>&amp;</b> \"quoted\" #let x = 1; $sum$ *bold* _it_ @ref \\ `raw` // no comment"),
        Block::text("Glyphs \u{1F44D}\u{1F3FD} \u{4E2D}\u{6587} \u{E000} \u{0}\u{1b}control\u{FFFE} \u{FB01} \u{2714}\u{FE0F} e\u{301} soft\u{ad}hyphen"),
        Block::text(format!("Long {}", "x".repeat(300))),
        Block::Table(Table {
            caption: "Narrow columns with long words".to_owned(),
            columns: vec![column("Recommendation", 1, false), column("What", 9, false), column("n", 1, true)],
            rows: vec![
                vec![vec![text("Antidisestablishmentarianism")], vec![text(&"y".repeat(120))], vec![text("12,345")]],
                vec![vec![text("Short")], vec![], vec![text("–")]],
            ],
            row_headers: false,
        }),
        Block::PageBreak,
        Block::heading(2, "Appendix A"),
    ];
    for number in 1..=recommendations {
        blocks.extend(recommendation(number));
    }
    blocks.extend(referring());
    Document {
        title: "Progress report: continuous improvement plan 2017 to 2020".to_owned(),
        subtitle: vec![
            "Children and Families Overview and Scrutiny Committee".to_owned(),
            "13 November 2017".to_owned(),
            "Report of the Director of Children's Services".to_owned(),
        ],
        author: "Loamshire County Council".to_owned(),
        description: "Progress against the recommendations of the inspection.".to_owned(),
        as_at: date(2017, 11, 13),
        footer:
            "Loamshire County Council. Figures from snapshot 3f9c2a71d0b4, as at 13 November 2017."
                .to_owned(),
        blocks,
    }
}

/// A document that says nothing but its title.
pub(crate) fn empty() -> Document {
    Document {
        title: "Nothing yet".to_owned(),
        subtitle: Vec::new(),
        author: String::new(),
        description: String::new(),
        as_at: date(2017, 11, 13),
        footer: String::new(),
        blocks: Vec::new(),
    }
}
