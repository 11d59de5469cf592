//! The workbook that leads fill in: what it holds, and what a filled-in one asks for.

use std::io::Cursor;

use calamine::{Data, ExcelDateTime, ExcelDateTimeType, Reader, Xlsx};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use waymark_app::{
    AppError, Filled, Ledger, Location, NewPerson, Order, WorkbookError, write_workbook,
};
use waymark_plan::ledger::parts::*;
use waymark_plan::ledger::{Command, Directory, Entry, Event, State};
use waymark_plan::{Authority, Rating};

use super::given::{DAY, begun, file, lead, note, order, parsed, redate, stamp};

/// The day that the workbooks are made for.
const TODAY: Date = date(2017, 11, 13);

const ITEMS: &str = "Actions and milestones";
const RATINGS: &str = "Ratings";

const ITEM_HEADERS: [&str; 21] = [
    "id",
    "kind",
    "number",
    "recommendation",
    "what",
    "lead",
    "name of lead",
    "team",
    "start",
    "first due",
    "due now",
    "times re-dated",
    "status",
    "new day due",
    "why",
    "agreed by",
    "status now",
    "on",
    "evidence or reason",
    "report",
    "reported by",
];
const RATING_HEADERS: [&str; 12] = [
    "id",
    "number",
    "recommendation",
    "lead",
    "name of lead",
    "rating now",
    "since",
    "proposed by delivery",
    "new rating",
    "judged by",
    "on",
    "why",
];

fn recommendation(number: u16, text: &str, lead_post: &str) -> Command {
    Command::RecordRecommendation(RecommendationRecord {
        id: parsed(&format!("R{number}")),
        inspection: parsed("sif-2016"),
        number,
        text: text.to_owned(),
        aims: vec![parsed("timely")],
        lead: lead(lead_post, None),
        audit_themes: Vec::new(),
        correction: None,
    })
}

fn action_of(recommendation: &str, id: &str, title: &str) -> Command {
    Command::AddAction(NewAction {
        id: parsed(id),
        recommendation: parsed(recommendation),
        title: title.to_owned(),
        lead: lead("Head of Quality", None),
        team: Some("Quality".to_owned()),
        start: DAY,
        first_due: date(2017, 6, 30),
        origin: None,
    })
}

/// Events 11 to 20, after those of `begun`: R1.1 has begun and was re-dated to 31 October, R1.M1
/// is ahead, R2 is done and green, R3 has left the plan.
fn story() -> Vec<(Date, Command)> {
    let then = date(2017, 6, 30);
    vec![
        (
            DAY,
            Command::AddMilestone(NewMilestone {
                id: parsed("R1.M1"),
                recommendation: parsed("R1"),
                title: "No assessment stays open".to_owned(),
                first_due: date(2017, 12, 29),
                origin: None,
            }),
        ),
        (
            DAY,
            recommendation(2, "Learn from audits.", "Head of Quality"),
        ),
        (DAY, action_of("R2", "R2.1", "Send each audit")),
        (
            DAY,
            Command::StartAction(Start {
                action: parsed("R1.1"),
                on: DAY,
            }),
        ),
        (DAY, redate(1, date(2017, 10, 31))),
        (DAY, recommendation(3, "Taken back.", "Head of Quality")),
        (DAY, action_of("R3", "R3.1", "Never mind")),
        (
            DAY,
            Command::WithdrawRecommendation(RecommendationWithdrawal {
                recommendation: parsed("R3"),
                reason: "The inspectorate took it back.".to_owned(),
            }),
        ),
        (
            then,
            Command::Complete(Completion {
                item: parsed("R2.1"),
                on: date(2017, 6, 15),
                evidence: Some("The audit log.".to_owned()),
            }),
        ),
        (
            then,
            Command::Rate(Judgement {
                recommendation: parsed("R2"),
                rating: Rating::Green,
                judged_by: "Assistant Director".to_owned(),
                on: then,
                rationale: Some("Every audit was sent.".to_owned()),
                impact: None,
                agreed_at: None,
            }),
        ),
    ]
}

async fn underway(at: &Location) -> Ledger {
    let mut ledger = begun(at).await;
    for (number, (today, command)) in story().into_iter().enumerate() {
        let order = Order {
            command,
            stamp: stamp(&format!("story-{number}"), today),
            seen: None,
        };
        ledger.give(&order).await.unwrap();
    }
    assert_eq!(ledger.head().seq, 20);
    ledger
}

fn written(ledger: &Ledger) -> Vec<u8> {
    write_workbook(ledger.state(), ledger.people(), TODAY).unwrap()
}

/// A workbook as grids of cells, to be looked at, filled in, and saved again as another program
/// would save it.
struct Book {
    sheets: Vec<(String, Vec<Vec<Data>>)>,
}

impl Book {
    fn open(bytes: &[u8]) -> Self {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let sheets = book
            .sheet_names()
            .into_iter()
            .map(|name| {
                let range = book.worksheet_range(&name).unwrap();
                assert_eq!(range.start(), Some((0, 0)), "{name}");
                let rows = range.rows().map(<[Data]>::to_vec).collect();
                (name, rows)
            })
            .collect();
        Self { sheets }
    }

    fn sheet(&mut self, name: &str) -> &mut Vec<Vec<Data>> {
        let found = self.sheets.iter_mut().find(|(found, _)| found == name);
        &mut found.unwrap().1
    }

    /// The cell of a row and a column.
    fn cell(&mut self, sheet: &str, id: &str, header: &str) -> &mut Data {
        let rows = self.sheet(sheet);
        let column = rows[0]
            .iter()
            .position(|cell| *cell == Data::String(header.to_owned()))
            .unwrap();
        let row = rows
            .iter()
            .position(|cells| cells[0] == Data::String(id.to_owned()))
            .unwrap();
        &mut rows[row][column]
    }

    fn fill(&mut self, sheet: &str, id: &str, cells: &[(&str, Data)]) {
        for (header, value) in cells {
            *self.cell(sheet, id, header) = value.clone();
        }
    }

    /// The cell beside a label of the first sheet.
    fn beside(&mut self, label: &str) -> &mut Data {
        let row = self
            .sheet("How to")
            .iter_mut()
            .find(|cells| cells[0] == Data::String(label.to_owned()));
        &mut row.unwrap()[1]
    }

    fn save(&self) -> Vec<u8> {
        let mut book = rust_xlsxwriter::Workbook::new();
        let day = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy");
        for (name, rows) in &self.sheets {
            let page = book.add_worksheet();
            page.set_name(name).unwrap();
            for (row, cells) in (0u32..).zip(rows) {
                for (column, cell) in (0u16..).zip(cells) {
                    match cell {
                        Data::Empty => {}
                        Data::String(text) => {
                            page.write(row, column, text).unwrap();
                        }
                        Data::Float(number) => {
                            page.write(row, column, *number).unwrap();
                        }
                        Data::DateTime(time) => {
                            let (year, month, of_month, ..) = time.to_ymd_hms_milli();
                            let time =
                                rust_xlsxwriter::ExcelDateTime::from_ymd(year, month, of_month)
                                    .unwrap();
                            page.write_with_format(row, column, &time, &day).unwrap();
                        }
                        other => panic!("no test writes {other:?}"),
                    }
                }
            }
        }
        book.save_to_buffer().unwrap()
    }
}

fn text(text: &str) -> Data {
    Data::String(text.to_owned())
}

/// A day as spreadsheets hold it: the days since the end of 1899.
fn day(day: Date) -> Data {
    let days = (day - date(1899, 12, 30)).get_days();
    Data::DateTime(ExcelDateTime::new(
        f64::from(days),
        ExcelDateTimeType::DateTime,
        false,
    ))
}

/// A cell in words: days as `yyyy-mm-dd`.
fn shown(cell: &Data) -> String {
    match cell {
        Data::DateTime(time) => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            format!("{year}-{month:02}-{day:02}")
        }
        other => other.to_string(),
    }
}

fn rows_shown(book: &mut Book, sheet: &str) -> Vec<Vec<String>> {
    book.sheet(sheet)
        .iter()
        .map(|cells| cells.iter().map(shown).collect())
        .collect()
}

/// The row with empty cells up to the number of columns.
fn padded<const N: usize>(cells: &[&str]) -> Vec<String> {
    let mut row: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
    row.resize(N, String::new());
    row
}

async fn read(ledger: &Ledger, book: &Book) -> Filled {
    ledger.read_filled(&book.save(), TODAY).await.unwrap()
}

fn nothing_of(seen: u64) -> Filled {
    Filled {
        seen,
        orders: Vec::new(),
        problems: Vec::new(),
    }
}

#[tokio::test]
async fn the_workbook_has_a_row_for_everything_in_the_plan() {
    let (_folder, at) = file();
    let ledger = underway(&at).await;
    let mut book = Book::open(&written(&ledger));
    let names: Vec<&str> = book.sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["How to", ITEMS, RATINGS]);
    // R3 was withdrawn, so R3.1 has no row.
    assert_eq!(
        rows_shown(&mut book, ITEMS),
        [
            padded::<21>(&ITEM_HEADERS),
            padded::<21>(&[
                "R1.1",
                "action",
                "1",
                "R1",
                "Action 1",
                "Service Manager",
                "Marian Whitlock",
                "",
                "2017-03-01",
                "2017-09-29",
                "2017-10-31",
                "1",
                "in progress",
            ]),
            padded::<21>(&[
                "R1.M1",
                "milestone",
                "1",
                "R1",
                "No assessment stays open",
                "Head of Service",
                "Marian Whitlock",
                "",
                "",
                "2017-12-29",
                "2017-12-29",
                "0",
                "not reached",
            ]),
            padded::<21>(&[
                "R2.1",
                "action",
                "2",
                "R2",
                "Send each audit",
                "Head of Quality",
                "",
                "Quality",
                "2017-03-01",
                "2017-06-30",
                "2017-06-30",
                "0",
                "complete",
            ]),
        ]
    );
    // On 13 November, R1.1 is overdue by 13 days and nothing else is: amber. All of R2 is done,
    // and the scheme has no blue: green.
    assert_eq!(
        rows_shown(&mut book, RATINGS),
        [
            padded::<12>(&RATING_HEADERS),
            padded::<12>(&[
                "R1",
                "1",
                "Complete assessments in time.",
                "Head of Service",
                "Marian Whitlock",
                "",
                "",
                "amber",
            ]),
            padded::<12>(&[
                "R2",
                "2",
                "Learn from audits.",
                "Head of Quality",
                "",
                "green",
                "2017-06-30",
                "green",
            ]),
        ]
    );
    for (label, value) in [
        ("Authority", "Loamshire County Council"),
        ("DfE code", "999"),
        ("Day", "2017-11-13"),
        ("Made from event", "20"),
    ] {
        assert_eq!(shown(book.beside(label)), value);
    }
}

#[tokio::test]
async fn only_what_leads_fill_in_is_unlocked() {
    let (_folder, at) = file();
    let ledger = underway(&at).await;
    let bytes = written(&ledger);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.as_slice())).unwrap();
    for (sheet, columns, first_to_fill, rows) in [(ITEMS, 21u32, 13u32, 3u32), (RATINGS, 12, 8, 2)]
    {
        let styles = book.worksheet_style(sheet).unwrap();
        for row in 0..=rows {
            for column in 0..columns {
                let unlocked = styles
                    .get((row, column))
                    .and_then(|style| style.protection.as_ref())
                    .is_some_and(|protection| !protection.locked);
                let to_fill = row > 0 && column >= first_to_fill;
                assert_eq!(unlocked, to_fill, "{sheet}, {row}, {column}");
            }
        }
    }
}

#[tokio::test]
async fn the_same_state_gives_the_same_bytes() {
    let (_folder, at) = file();
    let ledger = underway(&at).await;
    let again = Ledger::open_existing(&at).await.unwrap().unwrap();
    assert_eq!(written(&ledger), written(&again));
}

#[test]
fn without_a_whole_plan_there_are_no_ratings() {
    let entry = |seq, event| Entry {
        seq,
        recorded_at: Timestamp::UNIX_EPOCH,
        on: DAY,
        actor: parsed("P1"),
        event,
    };
    let Command::RecordRecommendation(record) = recommendation(2, "Learn.", "Head of Quality")
    else {
        unreachable!("it records one");
    };
    let Command::AddAction(action) = action_of("R2", "R2.1", "Send each audit") else {
        unreachable!("it adds one");
    };
    let authority = Authority {
        name: "Loamshire County Council".to_owned(),
        code: parsed("999"),
    };
    let opening = Opening {
        authority,
        demonstration: true,
    };
    let entries = [
        entry(1, Event::LedgerOpened(opening)),
        entry(2, Event::RecommendationRecorded(record)),
        entry(3, Event::ActionAdded(action)),
    ];
    let nobody = Directory::default();
    let nothing = write_workbook(&State::default(), &nobody, TODAY);
    assert_eq!(nothing, Err(WorkbookError::NotOpened));

    let state = State::fold(&entries).unwrap();
    let mut book = Book::open(&write_workbook(&state, &nobody, TODAY).unwrap());
    assert_eq!(
        rows_shown(&mut book, RATINGS),
        [padded::<12>(&RATING_HEADERS)]
    );
    let items = rows_shown(&mut book, ITEMS);
    assert_eq!(items.len(), 2);
    assert_eq!(items[1][12], "not started");
}

#[tokio::test]
async fn a_workbook_that_nobody_filled_in_asks_for_nothing() {
    let (_folder, at) = file();
    let mut ledger = underway(&at).await;
    let bytes = written(&ledger);
    let nothing = nothing_of(20);
    let found = ledger.read_filled(&bytes, TODAY).await.unwrap();
    assert_eq!(found, nothing);
    // Nor does it when another program saved it, or when the ledger has moved on since.
    let book = Book::open(&bytes);
    assert_eq!(read(&ledger, &book).await, nothing);
    ledger
        .give(&Order {
            command: redate(1, date(2018, 1, 31)),
            stamp: stamp("later", TODAY),
            seen: None,
        })
        .await
        .unwrap();
    assert_eq!(read(&ledger, &book).await, nothing);
}

#[tokio::test]
async fn what_was_filled_in_becomes_commands_in_order() {
    let (_folder, at) = file();
    let mut ledger = underway(&at).await;
    let mut book = Book::open(&written(&ledger));
    book.fill(
        ITEMS,
        "R1.1",
        &[
            ("new day due", text("31/01/2018")),
            ("why", text(" Two posts are vacant. ")),
            ("agreed by", text("Improvement meeting")),
            ("on", day(date(2017, 11, 10))),
            (
                "report",
                text("Half of them are trained.\nThe rest follow."),
            ),
        ],
    );
    book.fill(
        ITEMS,
        "R1.M1",
        &[
            ("status now", text("Done")),
            ("on", text("10 November 2017")),
            ("evidence or reason", text("Audit QA-1")),
        ],
    );
    book.fill(
        ITEMS,
        "R2.1",
        &[
            ("status now", text("taken up again")),
            ("evidence or reason", text("The log was wrong.")),
            ("new day due", day(date(2017, 12, 15))),
            ("why", text("It is to be done again.")),
            ("agreed by", text("Head of Quality")),
            ("report", text("Begun again.")),
            ("reported by", text("Principal Social Worker")),
        ],
    );
    book.fill(
        RATINGS,
        "R1",
        &[
            ("new rating", text("red")),
            ("judged by", text("Assistant Director")),
            ("on", text("2017-11-13")),
            ("why", text("It is too slow.")),
        ],
    );
    let expected = vec![
        Command::Redate(NewDate {
            item: parsed("R1.1"),
            due: date(2018, 1, 31),
            reason: "Two posts are vacant.".to_owned(),
            agreed_by: "Improvement meeting".to_owned(),
            on: TODAY,
            meeting: None,
        }),
        Command::NoteProgress(Note {
            action: parsed("R1.1"),
            on: date(2017, 11, 10),
            by: "Service Manager".to_owned(),
            note: "Half of them are trained.\nThe rest follow.".to_owned(),
        }),
        Command::Complete(Completion {
            item: parsed("R1.M1"),
            on: date(2017, 11, 10),
            evidence: Some("Audit QA-1".to_owned()),
        }),
        Command::Reopen(Reopening {
            item: parsed("R2.1"),
            reason: "The log was wrong.".to_owned(),
        }),
        Command::Redate(NewDate {
            item: parsed("R2.1"),
            due: date(2017, 12, 15),
            reason: "It is to be done again.".to_owned(),
            agreed_by: "Head of Quality".to_owned(),
            on: TODAY,
            meeting: None,
        }),
        Command::NoteProgress(Note {
            action: parsed("R2.1"),
            on: TODAY,
            by: "Principal Social Worker".to_owned(),
            note: "Begun again.".to_owned(),
        }),
        Command::Rate(Judgement {
            recommendation: parsed("R1"),
            rating: Rating::Red,
            judged_by: "Assistant Director".to_owned(),
            on: TODAY,
            rationale: Some("It is too slow.".to_owned()),
            impact: None,
            agreed_at: None,
        }),
    ];
    let filled = read(&ledger, &book).await;
    assert_eq!(filled.problems, Vec::<String>::new());
    assert_eq!(filled.orders, expected);
    assert_eq!(filled.seen, 20);

    let rehearsal = ledger.rehearse(filled.orders.clone(), ledger.people(), &parsed("P1"), TODAY);
    assert_eq!(rehearsal.cannot, Vec::<String>::new());
    assert_eq!(rehearsal.changes.len(), 7);
    let orders: Vec<Order> = filled
        .orders
        .into_iter()
        .enumerate()
        .map(|(number, command)| Order {
            command,
            stamp: stamp(&format!("filled-{number}"), TODAY),
            seen: Some(filled.seen),
        })
        .collect();
    ledger.give_all(&orders).await.unwrap();
    // The next workbook shows what this one brought.
    let mut next = Book::open(&written(&ledger));
    for (sheet, id, header, value) in [
        (ITEMS, "R1.1", "due now", "2018-01-31"),
        (ITEMS, "R1.1", "times re-dated", "2"),
        (ITEMS, "R1.M1", "status", "reached"),
        (ITEMS, "R2.1", "status", "in progress"),
        (RATINGS, "R1", "rating now", "red"),
        (RATINGS, "R1", "since", "2017-11-13"),
    ] {
        assert_eq!(shown(next.cell(sheet, id, header)), value, "{id}");
    }
}

#[tokio::test]
async fn a_row_begins_before_it_reports_and_reports_before_it_ends() {
    let (_folder, at) = file();
    let ledger = underway(&at).await;
    let with_all = [
        ("new day due", text("31 Jan 2018")),
        ("why", text("Late.")),
        ("agreed by", text("The meeting")),
        ("on", text("1/11/2017")),
        ("report", text("Slow.")),
    ];
    let cases = [
        ("started", None, ["start-action", "redate", "note-progress"]),
        (
            "cancelled",
            Some("No longer needed."),
            ["redate", "note-progress", "cancel"],
        ),
        (
            "done",
            Some("Seen."),
            ["redate", "note-progress", "complete"],
        ),
        (
            "taken up again",
            Some("Not done after all."),
            ["reopen", "redate", "note-progress"],
        ),
    ];
    for (status, evidence, kinds) in cases {
        let mut book = Book::open(&written(&ledger));
        book.fill(ITEMS, "R1.1", &with_all);
        *book.cell(ITEMS, "R1.1", "status now") = text(status);
        *book.cell(ITEMS, "R1.1", "evidence or reason") = evidence.map_or(Data::Empty, text);
        let filled = read(&ledger, &book).await;
        assert_eq!(filled.problems, Vec::<String>::new(), "{status}");
        let found: Vec<&str> = filled.orders.iter().map(Command::kind).collect();
        assert_eq!(found, kinds, "{status}");
    }
}

/// Fills in a row of an untouched workbook and expects these problems, no others, and no command.
async fn check(ledger: &Ledger, sheet: &str, id: &str, cells: &[(&str, Data)], problems: &[&str]) {
    let mut book = Book::open(&written(ledger));
    book.fill(sheet, id, cells);
    let filled = read(ledger, &book).await;
    assert_eq!(filled.problems, problems);
    assert_eq!(filled.orders, []);
    assert_eq!(filled.seen, 20);
}

#[tokio::test]
async fn what_is_missing_in_a_row_names_its_cell() {
    let (_folder, at) = file();
    let ledger = underway(&at).await;
    let some_day = || day(date(2017, 11, 10));
    let cases = vec![
        (
            "R1.1",
            vec![("new day due", some_day())],
            vec![
                "row 2, column `why`: empty; say why the day changes",
                "row 2, column `agreed by`: empty; name the post or body that agreed",
            ],
        ),
        (
            "R1.1",
            vec![("why", text("Late."))],
            vec![
                "row 2, column `new day due`: empty, but `why` is filled in; fill in both, or neither",
            ],
        ),
        (
            "R1.1",
            vec![
                ("new day due", text("30/9/17")),
                ("why", text("Late.")),
                ("agreed by", text("The meeting")),
            ],
            vec![
                "row 2, column `new day due`: not a day; write it as a date, or as 30/09/2017, 2017-09-30 or 30 September 2017",
            ],
        ),
        (
            "R1.1",
            vec![
                ("new day due", some_day()),
                ("why", some_day()),
                ("agreed by", text("The meeting")),
            ],
            vec!["row 2, column `why`: a day; write it out as words"],
        ),
        (
            "R1.1",
            vec![("status now", text("half done")), ("on", some_day())],
            vec![
                "row 2, column `status now`: not in the list; choose one of: started, done, cancelled, taken up again",
            ],
        ),
        (
            "R1.1",
            vec![("status now", text("done"))],
            vec![
                "row 2, column `on`: empty; give the day that it was done",
                "row 2, column `evidence or reason`: empty; say what shows that it is done",
            ],
        ),
        (
            "R1.1",
            vec![("status now", text("cancelled")), ("on", some_day())],
            vec!["row 2, column `evidence or reason`: empty; say why it is cancelled"],
        ),
        (
            "R1.1",
            vec![
                ("status now", text("started")),
                ("on", some_day()),
                ("evidence or reason", text("Because.")),
            ],
            vec![
                "row 2, column `evidence or reason`: what is started needs no evidence and no reason; move it to `report`",
            ],
        ),
        (
            "R2.1",
            vec![("status now", text("taken up again")), ("on", some_day())],
            vec![
                "row 4, column `evidence or reason`: empty; say why it is taken up again",
                "row 4, column `on`: what is taken up again has no day; clear it",
            ],
        ),
        (
            "R1.1",
            vec![("evidence or reason", text("Seen.")), ("on", some_day())],
            vec![
                "row 2, column `status now`: empty, but `evidence or reason` is filled in; fill in both, or neither",
            ],
        ),
        (
            "R1.1",
            vec![("on", some_day())],
            vec![
                "row 2, column `on`: a day, but neither `status now` nor `report`; say what happened, or clear it",
            ],
        ),
        (
            "R1.1",
            vec![("reported by", text("Team Manager"))],
            vec![
                "row 2, column `report`: empty, but `reported by` is filled in; fill in both, or neither",
            ],
        ),
        (
            "R1.M1",
            vec![("report", text("Nearly there."))],
            vec!["row 3, column `report`: reports are about actions; move it to the row of one"],
        ),
        (
            "R1.M1",
            vec![("status now", text("started")), ("on", some_day())],
            vec![
                "row 3, column `status now`: a milestone is not started; choose done, cancelled or taken up again",
            ],
        ),
    ];
    for (id, cells, problems) in cases {
        let problems: Vec<String> = problems
            .into_iter()
            .map(|problem| format!("{ITEMS}, {problem}"))
            .collect();
        let problems: Vec<&str> = problems.iter().map(String::as_str).collect();
        check(&ledger, ITEMS, id, &cells, &problems).await;
    }
    check(
        &ledger,
        RATINGS,
        "R1",
        &[("new rating", text("blue"))],
        &[
            "Ratings, row 2, column `new rating`: not in the list; choose one of: red, amber, green",
            "Ratings, row 2, column `judged by`: empty; name the post that judges",
            "Ratings, row 2, column `on`: empty; give the day of the judgement",
            "Ratings, row 2, column `why`: empty; say why, in whole sentences",
        ],
    )
    .await;
    check(
        &ledger,
        RATINGS,
        "R2",
        &[("why", text("It goes well."))],
        &[
            "Ratings, row 3, column `new rating`: empty, but `why` is filled in; fill in both, or neither",
        ],
    )
    .await;
}

#[tokio::test]
async fn what_was_overtyped_is_not_lost_in_silence() {
    let (_folder, at) = file();
    let ledger = underway(&at).await;
    let changed = |row: u32, column: &str, before: &str| {
        format!(
            "{ITEMS}, row {row}, column `{column}`: changed; it was {before}. Put that back: only tinted cells are read"
        )
    };
    for (id, header, value, problem) in [
        (
            "R1.1",
            "due now",
            day(date(2018, 1, 31)),
            changed(2, "due now", "31 October 2017"),
        ),
        (
            "R1.1",
            "what",
            text("Something else"),
            changed(2, "what", "`Action 1`"),
        ),
        (
            "R1.1",
            "what",
            Data::Empty,
            changed(2, "what", "`Action 1`"),
        ),
        (
            "R1.1",
            "name of lead",
            text("Dominic Farrow"),
            changed(2, "name of lead", "`Marian Whitlock`"),
        ),
        ("R1.1", "team", text("Mine"), changed(2, "team", "empty")),
        (
            "R1.1",
            "times re-dated",
            Data::Float(0.0),
            changed(2, "times re-dated", "1"),
        ),
        (
            "R1.M1",
            "id",
            text("R9.M9"),
            format!(
                "{ITEMS}, row 3, column `id`: the plan has no `R9.M9` here as at event 20; put back the one that stood there, or delete the row"
            ),
        ),
        (
            "R2.1",
            "id",
            text("R1.1"),
            format!(
                "{ITEMS}, row 4, column `id`: `R1.1` stands in row 2 too; keep one of the two rows"
            ),
        ),
    ] {
        check(&ledger, ITEMS, id, &[(header, value)], &[&problem]).await;
    }
    // A row whose locked cells were changed gives no command, whatever else it asks for.
    let report = [("status", text("complete")), ("report", text("Done."))];
    let problem = changed(2, "status", "`in progress`");
    check(&ledger, ITEMS, "R1.1", &report, &[&problem]).await;
}

#[tokio::test]
async fn what_was_written_where_nothing_is_read_is_a_problem() {
    let (_folder, at) = file();
    let ledger = underway(&at).await;
    let mut book = Book::open(&written(&ledger));
    for (row, extra) in [(0, "comments"), (2, "Nearly"), (3, "Done")] {
        book.sheet(ITEMS)[row].push(text(extra));
    }
    book.sheet("How to")[4].push(text("Ask Marian about R1.1"));
    *book.beside("A rating") = text("No thanks");
    book.sheets
        .push(("My notes".to_owned(), vec![vec![text("R1.1 is late")]]));
    book.sheets.push(("Blank".to_owned(), Vec::new()));
    let filled = read(&ledger, &book).await;
    assert_eq!(
        filled.problems,
        [
            "How to, row 5, column C: nothing is read from here; put back what stood there, and write in the tinted cells of the other sheets",
            "How to, row 8, column B: nothing is read from here; put back what stood there, and write in the tinted cells of the other sheets",
            "sheet `My notes`: nothing is read from it; move what it says into the tinted cells of the other sheets, and delete it",
            "Actions and milestones, row 1, column V: nothing is read from here (3 cells in this column); move it into a tinted cell, or delete it",
        ]
    );
}

#[tokio::test]
async fn columns_and_rows_may_move_and_rows_may_go() {
    let (_folder, at) = file();
    let ledger = underway(&at).await;
    let mut book = Book::open(&written(&ledger));
    *book.cell(ITEMS, "R2.1", "report") = text("Sent.");
    for cells in book.sheet(ITEMS) {
        cells.reverse();
    }
    let rows = book.sheet(ITEMS);
    rows.remove(1);
    rows.swap(1, 2);
    book.sheets.reverse();
    let filled = read(&ledger, &book).await;
    assert_eq!(filled.problems, Vec::<String>::new());
    let [Command::NoteProgress(note)] = filled.orders.as_slice() else {
        panic!("{filled:?}");
    };
    assert_eq!(note.action, parsed("R2.1"));
    assert_eq!(note.by, "Head of Quality");
}

#[tokio::test]
async fn a_column_or_sheet_that_is_missing_is_a_problem() {
    let (_folder, at) = file();
    let ledger = underway(&at).await;
    let made = Book::open(&written(&ledger));

    let mut book = Book::open(&written(&ledger));
    book.sheet(ITEMS)[0][14] = Data::Empty;
    book.sheets.retain(|(name, _)| name != RATINGS);
    let filled = read(&ledger, &book).await;
    assert_eq!(
        filled.problems,
        [
            "Actions and milestones, row 1: the column `why` is missing; put its header back, or fill in a new workbook",
            "the sheet `Ratings` is missing; put it back, or fill in a new workbook",
        ]
    );

    let mut book = Book {
        sheets: made.sheets.clone(),
    };
    book.sheet(ITEMS)[0][13] = text("Why");
    let filled = read(&ledger, &book).await;
    assert_eq!(
        filled.problems,
        [
            "Actions and milestones, row 1: the column `new day due` is missing; put its header back, or fill in a new workbook",
            "Actions and milestones, row 1: the column `why` is there twice, as N and O; delete one of them",
            "Actions and milestones, row 1, column N: nothing is read from here (1 cell); move it into a tinted cell, or delete it",
            "Actions and milestones, row 1, column O: nothing is read from here (1 cell); move it into a tinted cell, or delete it",
        ]
    );

    let mut book = Book {
        sheets: made.sheets,
    };
    book.sheet(RATINGS).remove(0);
    let filled = read(&ledger, &book).await;
    assert_eq!(
        filled.problems,
        [
            "Ratings: no row has the column headers, beginning with `id`; put them back, or fill in a new workbook"
        ]
    );
}

#[tokio::test]
async fn a_name_that_changed_since_is_not_one_that_was_overtyped() {
    let (_folder, at) = file();
    let mut ledger = underway(&at).await;
    let mut book = Book::open(&written(&ledger));
    let analyst = parsed("P1");
    let renamed = NewPerson {
        name: "Marian Holt".to_owned(),
        post: "Officer".to_owned(),
        email: None,
        phone: None,
    };
    ledger
        .change_person(Some(&analyst), &parsed("P2"), &renamed)
        .await
        .unwrap();
    assert_eq!(read(&ledger, &book).await, nothing_of(20));
    ledger
        .erase_person(&analyst, &parsed("P2"), TODAY)
        .await
        .unwrap();
    assert_eq!(read(&ledger, &book).await, nothing_of(20));
    // One name that was overtyped is told, even where both names stand elsewhere in the sheet.
    *book.cell(ITEMS, "R2.1", "name of lead") = text("Marian Whitlock");
    let filled = read(&ledger, &book).await;
    assert!(
        filled
            .problems
            .iter()
            .any(|problem| problem.contains("row 4, column `name of lead`: changed; it was empty")),
        "{filled:?}"
    );
}

async fn refused(ledger: &Ledger, bytes: &[u8]) -> WorkbookError {
    match ledger.read_filled(bytes, TODAY).await {
        Err(AppError::Workbook(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_is_no_workbook_of_this_ledger_is_refused() {
    let (_folder, at) = file();
    let ledger = underway(&at).await;
    let bytes = written(&ledger);
    assert!(matches!(
        refused(&ledger, b"id,why\r\nR1.1,Late\r\n").await,
        WorkbookError::Unsafe(_)
    ));
    assert_eq!(
        refused(&ledger, &vec![0; 20 * 1024 * 1024 + 1]).await,
        WorkbookError::TooLarge
    );

    let mut other = Book::open(&bytes);
    *other.beside("Authority") = text("Elsewhere Council");
    assert_eq!(
        refused(&ledger, &other.save()).await,
        WorkbookError::OtherAuthority {
            ledger: "Loamshire County Council".to_owned()
        }
    );
    let mut newer = Book::open(&bytes);
    *newer.beside("Form") = Data::Float(7.0);
    assert_eq!(
        refused(&ledger, &newer.save()).await,
        WorkbookError::OtherForm { form: 7, reads: 1 }
    );
    let mut unmarked = Book::open(&bytes);
    *unmarked.beside("Made from event") = Data::Empty;
    assert_eq!(
        refused(&ledger, &unmarked.save()).await,
        WorkbookError::NotOurs {
            missing: "Made from event"
        }
    );
    let mut without = Book::open(&bytes);
    without.sheets.remove(0);
    assert_eq!(
        refused(&ledger, &without.save()).await,
        WorkbookError::NotOurs { missing: "How to" }
    );

    // A ledger of the same authority that ends earlier, such as one from an old backup.
    let (_folder, elsewhere) = file();
    let shorter = begun(&elsewhere).await;
    assert_eq!(
        refused(&shorter, &bytes).await,
        WorkbookError::Ahead { seen: 20, end: 10 }
    );
    let (_folder, nowhere) = file();
    let empty = Ledger::open(&nowhere).await.unwrap();
    assert_eq!(refused(&empty, &bytes).await, WorkbookError::NotOpened);
}

#[tokio::test]
async fn a_damaged_workbook_is_refused_or_read_but_never_panics() {
    let (_folder, at) = file();
    let ledger = underway(&at).await;
    let bytes = written(&ledger);
    for at in (0..bytes.len()).step_by(97) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x55;
        let _ = ledger.read_filled(&damaged, TODAY).await;
        let _ = ledger.read_filled(&bytes[..at], TODAY).await;
    }
}

#[tokio::test]
async fn an_order_on_what_has_changed_since_the_workbook_is_refused() {
    let (_folder, at) = file();
    let mut ledger = underway(&at).await;
    let mut book = Book::open(&written(&ledger));
    *book.cell(ITEMS, "R1.1", "report") = text("Half done.");
    ledger
        .give(&order_later("meanwhile", note(1, "All done.")))
        .await
        .unwrap();
    let filled = read(&ledger, &book).await;
    assert_eq!(filled.problems, Vec::<String>::new());
    let order = Order {
        seen: Some(filled.seen),
        ..order_later("filled", filled.orders[0].clone())
    };
    let refused = ledger.give(&order).await.unwrap_err();
    assert!(
        matches!(refused, AppError::MovedOn { seen: 20, .. }),
        "{refused}"
    );
}

/// An order of the day on which the workbooks come back.
fn order_later(id: &str, command: Command) -> Order {
    Order {
        stamp: stamp(id, TODAY),
        ..order(id, command)
    }
}
