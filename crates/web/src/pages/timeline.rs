//! A recommendation's actions and milestones on a line of time: the days first agreed, the days
//! that stand, and what is done. The same is said in the table below it.

use askama::Template;
use jiff::civil::Date;
use waymark_codes::Month;
use waymark_narrative::sentence::words;

/// An action or milestone on the line.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// The day that work begins; none for a milestone.
    pub start: Option<Date>,
    /// The day first agreed.
    pub first: Date,
    /// The day that stands.
    pub due: Date,
    /// The day that it was done.
    pub done: Option<Date>,
    /// Whether it was given up.
    pub given_up: bool,
}

const LEFT: f64 = 64.0;
const RIGHT: f64 = 24.0;
const WIDTH: f64 = 900.0;
const ROW: f64 = 22.0;
const TOP: f64 = 26.0;

#[derive(Template)]
#[template(path = "timeline.svg", escape = "html")]
struct Picture {
    width: f64,
    height: f64,
    bottom: f64,
    description: String,
    months: Vec<(f64, String)>,
    today: Option<f64>,
    rows: Vec<Row>,
}

struct Row {
    id: String,
    y: f64,
    text_y: f64,
    from: f64,
    until: f64,
    first: f64,
    moved: bool,
    done: Option<f64>,
    late: bool,
    given_up: bool,
    is_milestone: bool,
}

/// The picture; none where there is nothing to show.
pub fn draw(of: &str, entries: &[Entry], today: Date) -> Option<String> {
    let days = |entry: &Entry| {
        [entry.start, Some(entry.first), Some(entry.due), entry.done]
            .into_iter()
            .flatten()
            .collect::<Vec<Date>>()
    };
    let all: Vec<Date> = entries.iter().flat_map(days).chain([today]).collect();
    if entries.is_empty() {
        return None;
    }
    let first = Month::of(*all.iter().min()?);
    let last = Month::of(*all.iter().max()?);
    let (from, until) = (first.first_day(), last.last_day());
    let span = f64::from((until - from).get_days().max(1));
    let x = |day: Date| {
        let part = f64::from((day - from).get_days()) / span;
        round(LEFT + part * (WIDTH - LEFT - RIGHT))
    };
    let mut months = Vec::new();
    let length = first.months_until(last);
    let every = (length / 8).max(1);
    let mut month = first;
    let mut at = 0;
    while month <= last {
        if at % every == 0 {
            let name: String = waymark_codes::month_name(month.number())
                .chars()
                .take(3)
                .collect();
            months.push((x(month.first_day()), format!("{name} {}", month.year())));
        }
        month = month.plus(1);
        at += 1;
    }
    let rows: Vec<Row> = (0_u16..)
        .zip(entries)
        .map(|(at, entry)| {
            let y = TOP + f64::from(at) * ROW + ROW / 2.0;
            Row {
                id: entry.id.clone(),
                y,
                text_y: y + 4.0,
                from: x(entry.start.unwrap_or(entry.due).min(entry.due)),
                until: x(entry.due),
                first: x(entry.first),
                moved: entry.first != entry.due,
                done: entry.done.map(x),
                late: entry.done.is_none() && !entry.given_up && entry.due < today,
                given_up: entry.given_up,
                is_milestone: entry.start.is_none(),
            }
        })
        .collect();
    let bottom = TOP + ROW * f64::from(u16::try_from(rows.len()).unwrap_or(u16::MAX));
    let picture = Picture {
        width: WIDTH,
        height: bottom + 8.0,
        bottom,
        description: format!(
            "Timeline of {of}: {} from {} to {}. The table below says the same in words.",
            words::counted(
                entries.len(),
                "action or milestone",
                "actions and milestones"
            ),
            words::day(from),
            words::day(until)
        ),
        months,
        today: Some(x(today)),
        rows,
    };
    picture.render().ok()
}

fn round(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
