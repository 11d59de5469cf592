//! What the workbook holds: its sheets and columns, and every cell that the ledger fills in. The
//! writer writes these cells, and the reader holds a filled-in workbook against them.

use std::collections::BTreeSet;

use jiff::civil::Date;
use sha2::{Digest, Sha256};
use waymark_codes::month_name;
use waymark_plan::ledger::parts::Lead;
use waymark_plan::ledger::state::{ActionState, ItemKind, MilestoneState};
use waymark_plan::ledger::{Directory, State};
use waymark_plan::{ActionId, Rating, RecommendationId, Schedule, delivery};

/// The version of the workbook's form: a change of sheets, columns or sentences raises it, as a
/// workbook of another form is not read.
pub(super) const FORM: u64 = 1;

/// The sheet that says how the workbook is filled in.
pub(super) const HOW_TO: &str = "How to";

/// What stands before the values of the first sheet that the reader needs.
pub(super) mod label {
    pub(in crate::workbook) const AUTHORITY: &str = "Authority";
    pub(in crate::workbook) const CODE: &str = "DfE code";
    pub(in crate::workbook) const DAY: &str = "Day";
    pub(in crate::workbook) const MADE_FROM: &str = "Made from event";
    pub(in crate::workbook) const FORM: &str = "Form";
    pub(in crate::workbook) const NAMES: &str = "Names";
}

/// The headers that the reader asks for by name.
pub(super) mod header {
    pub(in crate::workbook) const ID: &str = "id";
    pub(in crate::workbook) const LEAD_NAME: &str = "name of lead";
    pub(in crate::workbook) const NEW_DAY: &str = "new day due";
    pub(in crate::workbook) const WHY: &str = "why";
    pub(in crate::workbook) const AGREED_BY: &str = "agreed by";
    pub(in crate::workbook) const STATUS_NOW: &str = "status now";
    pub(in crate::workbook) const ON: &str = "on";
    pub(in crate::workbook) const EVIDENCE: &str = "evidence or reason";
    pub(in crate::workbook) const REPORT: &str = "report";
    pub(in crate::workbook) const REPORTED_BY: &str = "reported by";
    pub(in crate::workbook) const NEW_RATING: &str = "new rating";
    pub(in crate::workbook) const JUDGED_BY: &str = "judged by";
}

/// What a lead can say of an action or milestone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StatusNow {
    /// An action began.
    Started,
    /// An action was completed, or a milestone reached.
    Done,
    /// It was given up.
    Cancelled,
    /// What was done or given up is going on again.
    TakenUpAgain,
}

impl StatusNow {
    pub(super) const ALL: [StatusNow; 4] = [
        StatusNow::Started,
        StatusNow::Done,
        StatusNow::Cancelled,
        StatusNow::TakenUpAgain,
    ];

    pub(super) fn in_words(self) -> &'static str {
        match self {
            StatusNow::Started => "started",
            StatusNow::Done => "done",
            StatusNow::Cancelled => "cancelled",
            StatusNow::TakenUpAgain => "taken up again",
        }
    }
}

/// A cell that the ledger fills in.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Empty,
    Text(String),
    Number(u64),
    Day(Date),
}

impl Cell {
    /// A text as a worksheet can hold it: up to 32,767 units of UTF-16, no control characters.
    pub(super) fn text(text: &str) -> Self {
        let mut units = 0;
        let kept: String = text
            .chars()
            .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
            .take_while(|c| {
                units += c.len_utf16();
                units <= 32_767
            })
            .collect();
        if kept.trim().is_empty() {
            Cell::Empty
        } else {
            Cell::Text(kept)
        }
    }

    /// A day. Worksheets know none before 1900, so such a one is a text.
    pub(super) fn day(day: Date) -> Self {
        if day.year() >= 1900 {
            Cell::Day(day)
        } else {
            Cell::Text(day.to_string())
        }
    }

    fn number(number: usize) -> Self {
        Cell::Number(u64::try_from(number).unwrap_or(u64::MAX))
    }

    /// The text; nothing where the cell holds something else.
    pub(super) fn as_text(&self) -> &str {
        match self {
            Cell::Text(text) => text,
            Cell::Empty | Cell::Number(_) | Cell::Day(_) => "",
        }
    }
}

/// Who fills in a column, and with what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Filling {
    /// The ledger: the cells are locked.
    Ledger,
    /// The lead, with a text.
    Text,
    /// The lead, with a day.
    Day,
    /// The lead, with one of these words.
    Choice(Vec<&'static str>),
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Column {
    pub(super) header: &'static str,
    /// In characters.
    pub(super) width: f64,
    pub(super) filling: Filling,
}

/// A row of what the ledger has.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line<T> {
    /// What stands in the column `id`.
    pub(super) id: String,
    pub(super) about: T,
    /// The cells of the locked columns, in their order.
    pub(super) cells: Vec<Cell>,
}

/// A sheet with one line for each thing. The locked columns come first, `id` before all others.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Table<T> {
    pub(super) sheet: &'static str,
    pub(super) columns: Vec<Column>,
    pub(super) lines: Vec<Line<T>>,
}

impl<T> Table<T> {
    /// The names of leads: sheet, id, name.
    fn names(&self) -> impl Iterator<Item = (&'static str, &str, &str)> {
        let at = self
            .columns
            .iter()
            .position(|column| column.header == header::LEAD_NAME);
        self.lines.iter().map(move |line| {
            let name = at.and_then(|at| line.cells.get(at));
            (self.sheet, line.id.as_str(), name.map_or("", Cell::as_text))
        })
    }
}

/// An action or milestone as the reader needs it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    pub(super) id: ActionId,
    pub(super) kind: ItemKind,
    /// The post of who leads it; of a milestone, of who leads its recommendation.
    pub(super) post: String,
}

/// All that the workbook holds of a state, as seen on a day.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Contents {
    /// The document's title.
    pub(super) title: String,
    /// The rows of the first sheet: a label and what stands beside it.
    pub(super) how_to: Vec<(Cell, Cell)>,
    pub(super) items: Table<Item>,
    pub(super) ratings: Table<RecommendationId>,
    /// The ratings of the scheme in force, worst first.
    pub(super) scale: Vec<Rating>,
}

impl Contents {
    /// What a workbook of this state holds; none where the ledger was not opened.
    pub(super) fn of(state: &State, people: &Directory, day: Date) -> Option<Self> {
        let opening = state.opening.as_ref()?;
        let authority = &opening.authority;
        let has_blue = state.scheme().is_some_and(|scheme| scheme.blue.is_some());
        let mut scale = vec![Rating::Red, Rating::Amber, Rating::Green];
        scale.extend(has_blue.then_some(Rating::Blue));
        let plan = state
            .frame
            .as_ref()
            .map_or("Improvement plan", |frame| frame.title.as_str());
        let title = format!("{plan}: progress and ratings, to be filled in");
        let items = items(state, people);
        let ratings = ratings(state, people, &scale, day);
        let names = names_check(items.names().chain(ratings.names()));
        let text = |label: &'static str, text: &str| (Cell::text(label), Cell::text(text));
        let gap = (Cell::Empty, Cell::Empty);
        let mut how_to = vec![(Cell::text(&title), Cell::Empty), gap.clone()];
        how_to.extend(SENTENCES.iter().map(|&(about, said)| text(about, said)));
        how_to.extend([
            gap,
            text(label::AUTHORITY, &authority.name),
            text(label::CODE, &authority.code.to_string()),
            (Cell::text(label::DAY), Cell::day(day)),
            (Cell::text(label::MADE_FROM), Cell::Number(state.seq)),
            (Cell::text(label::FORM), Cell::Number(FORM)),
            text(label::NAMES, &names),
        ]);
        Some(Self {
            title,
            how_to,
            items,
            ratings,
            scale,
        })
    }
}

/// How the workbook is filled in, and what comes of it.
const SENTENCES: [(&str, &str); 8] = [
    (
        "What it is for",
        "Say here how far actions and milestones have come and how recommendations are rated, and send the workbook to whoever keeps the plan.",
    ),
    (
        "Where to write",
        "Fill in tinted cells only, and only those in which there is something to say. The other cells show what the ledger has; a workbook in which they were changed is not imported.",
    ),
    (
        "A new day",
        "Fill in \u{201c}new day due\u{201d}, \u{201c}why\u{201d} and \u{201c}agreed by\u{201d}, which is the post or body that agreed. The day first agreed stays in the plan.",
    ),
    (
        "A new status",
        "Choose \u{201c}status now\u{201d}, and give the day in \u{201c}on\u{201d}. Where something is done, say in \u{201c}evidence or reason\u{201d} what shows it; where it is cancelled or taken up again, say why. What is started needs no evidence, and what is taken up again no day.",
    ),
    (
        "A report",
        "Write in \u{201c}report\u{201d} what has happened to an action since the last one, and nothing about a child. Its day is that in \u{201c}on\u{201d}, else the day of import. Where \u{201c}reported by\u{201d} is empty, the lead's post reports.",
    ),
    (
        "A rating",
        "Fill in \u{201c}new rating\u{201d}, \u{201c}judged by\u{201d}, which is the post that judges, \u{201c}on\u{201d} and \u{201c}why\u{201d}.",
    ),
    (
        "Days",
        "Write a day as a date, or as 30/09/2017, 2017-09-30 or 30 September 2017.",
    ),
    (
        "What happens then",
        "The import first shows what would change, and each cell in which something is missing. Then every change is recorded in the ledger. An empty cell changes nothing.",
    ),
];

fn items(state: &State, people: &Directory) -> Table<Item> {
    let mut lines = Vec::new();
    for (id, found) in state.in_plan() {
        let of = (found.record.number, id);
        let lead = &found.record.lead;
        let actions = found.actions.iter();
        lines.extend(actions.map(|(id, action)| action_line(id, action, of, people)));
        let milestones = found.milestones.iter();
        lines.extend(milestones.map(|(id, found)| milestone_line(id, found, of, lead, people)));
    }
    Table {
        sheet: "Actions and milestones",
        columns: vec![
            ledger(header::ID, 9.0),
            ledger("kind", 10.0),
            ledger("number", 9.0),
            ledger("recommendation", 16.0),
            ledger("what", 44.0),
            ledger("lead", 26.0),
            ledger(header::LEAD_NAME, 20.0),
            ledger("team", 18.0),
            ledger("start", 12.0),
            ledger("first due", 12.0),
            ledger("due now", 12.0),
            ledger("times re-dated", 10.0),
            ledger("status", 12.0),
            lead_fills(header::NEW_DAY, 13.0, Filling::Day),
            lead_fills(header::WHY, 30.0, Filling::Text),
            lead_fills(header::AGREED_BY, 22.0, Filling::Text),
            lead_fills(
                header::STATUS_NOW,
                15.0,
                Filling::Choice(StatusNow::ALL.map(StatusNow::in_words).to_vec()),
            ),
            lead_fills(header::ON, 13.0, Filling::Day),
            lead_fills(header::EVIDENCE, 34.0, Filling::Text),
            lead_fills(header::REPORT, 44.0, Filling::Text),
            lead_fills(header::REPORTED_BY, 22.0, Filling::Text),
        ],
        lines,
    }
}

fn action_line(
    id: &ActionId,
    action: &ActionState,
    (number, recommendation): (u16, &RecommendationId),
    people: &Directory,
) -> Line<Item> {
    let (first_due, due, redated) = days_of(&action.schedule);
    Line {
        id: id.to_string(),
        about: Item {
            id: id.clone(),
            kind: ItemKind::Action,
            post: action.lead.post.clone(),
        },
        cells: vec![
            Cell::text(id.as_str()),
            Cell::text("action"),
            Cell::Number(number.into()),
            Cell::text(recommendation.as_str()),
            Cell::text(&action.title),
            Cell::text(&action.lead.post),
            name_of(&action.lead, people),
            Cell::text(action.team.as_deref().unwrap_or_default()),
            Cell::day(action.start),
            first_due,
            due,
            redated,
            Cell::text(action.progress.in_words()),
        ],
    }
}

fn milestone_line(
    id: &ActionId,
    milestone: &MilestoneState,
    (number, recommendation): (u16, &RecommendationId),
    lead: &Lead,
    people: &Directory,
) -> Line<Item> {
    let (first_due, due, redated) = days_of(&milestone.schedule);
    let status = match (milestone.done_on, &milestone.cancelled) {
        (Some(_), _) => "reached",
        (None, Some(_)) => "cancelled",
        (None, None) => "not reached",
    };
    Line {
        id: id.to_string(),
        about: Item {
            id: id.clone(),
            kind: ItemKind::Milestone,
            post: lead.post.clone(),
        },
        cells: vec![
            Cell::text(id.as_str()),
            Cell::text("milestone"),
            Cell::Number(number.into()),
            Cell::text(recommendation.as_str()),
            Cell::text(&milestone.title),
            Cell::text(&lead.post),
            name_of(lead, people),
            Cell::Empty,
            Cell::Empty,
            first_due,
            due,
            redated,
            Cell::text(status),
        ],
    }
}

fn ratings(
    state: &State,
    people: &Directory,
    scale: &[Rating],
    day: Date,
) -> Table<RecommendationId> {
    let lines = match state.plan(people) {
        // The plan has the recommendations in the order in which the state gives them.
        Ok(plan) => state
            .in_plan()
            .into_iter()
            .zip(&plan.recommendations)
            .map(|((id, found), projected)| {
                let rating = found.ratings.last();
                let proposed = delivery(projected, &plan.scheme, day).rating;
                Line {
                    id: id.to_string(),
                    about: id.clone(),
                    cells: vec![
                        Cell::text(id.as_str()),
                        Cell::Number(found.record.number.into()),
                        Cell::text(&found.record.text),
                        Cell::text(&found.record.lead.post),
                        name_of(&found.record.lead, people),
                        rating.map_or(Cell::Empty, |rating| Cell::text(rating.rating.in_words())),
                        rating.map_or(Cell::Empty, |rating| Cell::day(rating.on)),
                        Cell::text(proposed.map_or("nothing", Rating::in_words)),
                    ],
                }
            })
            .collect(),
        Err(_) => Vec::new(),
    };
    Table {
        sheet: "Ratings",
        columns: vec![
            ledger(header::ID, 9.0),
            ledger("number", 9.0),
            ledger("recommendation", 60.0),
            ledger("lead", 26.0),
            ledger(header::LEAD_NAME, 20.0),
            ledger("rating now", 10.0),
            ledger("since", 12.0),
            ledger("proposed by delivery", 13.0),
            lead_fills(
                header::NEW_RATING,
                11.0,
                Filling::Choice(scale.iter().map(|rating| rating.in_words()).collect()),
            ),
            lead_fills(header::JUDGED_BY, 26.0, Filling::Text),
            lead_fills(header::ON, 13.0, Filling::Day),
            lead_fills(header::WHY, 60.0, Filling::Text),
        ],
        lines,
    }
}

fn ledger(header: &'static str, width: f64) -> Column {
    Column {
        header,
        width,
        filling: Filling::Ledger,
    }
}

fn lead_fills(header: &'static str, width: f64, filling: Filling) -> Column {
    Column {
        header,
        width,
        filling,
    }
}

/// First due, due now, times re-dated.
fn days_of(schedule: &Schedule) -> (Cell, Cell, Cell) {
    (
        Cell::day(schedule.first_due),
        Cell::day(schedule.latest_due()),
        Cell::number(schedule.agreed.len()),
    )
}

fn name_of(lead: &Lead, people: &Directory) -> Cell {
    match &lead.person {
        Some(person) => Cell::text(&people.called(person)),
        None => Cell::Empty,
    }
}

/// A short hash of the names of leads, each with its sheet and id, in any order.
///
/// Names are kept beside the log, so nothing says what they were at an earlier event. With this
/// in the workbook, the reader can tell a name that somebody overtyped from one that has changed,
/// or was erased, since.
pub(super) fn names_check<'a>(
    names: impl IntoIterator<Item = (&'static str, &'a str, &'a str)>,
) -> String {
    let lines: BTreeSet<String> = names
        .into_iter()
        .map(|(sheet, id, name)| format!("{sheet}\t{id}\t{}\n", squashed(name)))
        .collect();
    let text: String = lines.into_iter().collect();
    Sha256::digest(text.as_bytes())
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// A text with single spaces between its words and none around them.
pub(super) fn squashed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `30 September 2017`.
pub(super) fn day_in_words(day: Date) -> String {
    format!("{} {} {}", day.day(), month_name(day.month()), day.year())
}
