//! The run chart's coordinates and words, and the template that sets them.
//!
//! Coordinates are written with one digit after the point, so that the same figures give the same
//! bytes on every machine.

use askama::Template;
use waymark_codes::{Month, month_name};
use waymark_figures::Shape;

use super::Picture;
use super::layout::{Scale, spread};

/// Ten units to three millimetres: 10 units of text are 8.5 points on paper.
const WIDTH: f64 = 400.0;
const HEIGHT: f64 = 160.0;
const TOP: f64 = 12.0;
/// Room above the axis where the unit stands there.
const TOP_BELOW_UNIT: f64 = 24.0;
const BOTTOM: f64 = 124.0;
const RIGHT: f64 = 306.0;
/// Room for one line of text.
const LINE: f64 = 12.0;
/// About the width of a letter.
const LETTER: f64 = 5.4;

const INK: &str = "#1f4e79";
const GREY: &str = "#525d63";
const TARGET: &str = "#8a3b00";

#[derive(Template)]
#[template(path = "run_chart.svg")]
struct RunChartSvg<'a> {
    width: &'static str,
    height: &'static str,
    title: &'a str,
    description: &'a str,
    left: String,
    right: String,
    bottom: String,
    tick_x: String,
    mark_end: String,
    months_y: String,
    note_y: String,
    ticks: Vec<Tick>,
    months: Vec<Mark>,
    levels: Vec<Level>,
    runs: Vec<String>,
    dots: Vec<Dot>,
    compared: Option<Compared>,
    now: Option<Dot>,
    labels: Vec<Label>,
    unit: &'a str,
    note: String,
}

struct Tick {
    y: String,
    text_y: String,
    label: String,
}

struct Mark {
    x: String,
    text_x: String,
    anchor: &'static str,
    label: String,
}

struct Level {
    value: f64,
    y: String,
    colour: &'static str,
    stroke: &'static str,
    dashes: &'static str,
    name: &'static str,
}

struct Dot {
    x: String,
    y: String,
}

struct Compared {
    square_x: String,
    square_y: String,
    text_x: String,
    text_y: String,
    anchor: &'static str,
    label: String,
}

struct Label {
    from_x: String,
    from_y: String,
    to_x: String,
    to_y: String,
    x: String,
    text_y: String,
    colour: &'static str,
    bold: bool,
    text: String,
}

/// One place, as it is written.
fn at(place: f64) -> String {
    let text = format!("{place:.1}");
    if text == "-0.0" {
        "0.0".to_owned()
    } else {
        text
    }
}

fn short(month: Month) -> String {
    format!("{} {}", &month_name(month.number())[..3], month.year())
}

/// The SVG of a picture.
pub(super) fn render(picture: &Picture<'_>, description: &str) -> String {
    let mut levels = levels(picture);
    let mut values: Vec<f64> = picture
        .chart
        .points
        .iter()
        .filter_map(|point| point.1)
        .collect();
    values.extend(levels.iter().map(|level| level.value));
    let ceiling = match picture.of.meta.shape {
        Shape::Percentage => 100.0,
        _ => f64::INFINITY,
    };
    let unit = picture.of.meta.value_unit.as_deref().unwrap_or_default();
    let top = if unit.is_empty() { TOP } else { TOP_BELOW_UNIT };
    let scale = Scale::over(&values, ceiling, top, BOTTOM);
    for level in &mut levels {
        level.y = at(scale.y(level.value));
    }
    let ticks = ticks(picture, &scale);
    let widest = ticks.iter().map(|tick| tick.label.len()).max().unwrap_or(0);
    let left = (widest as f64 * LETTER + 8.0).max(22.0);
    let across = Across {
        left,
        points: picture.chart.points.len(),
    };
    let svg = RunChartSvg {
        width: "400",
        height: "160",
        title: picture.of.title,
        description,
        left: at(left),
        right: at(RIGHT),
        bottom: at(BOTTOM),
        tick_x: at(left - 4.0),
        mark_end: at(BOTTOM + 3.5),
        months_y: at(BOTTOM + 14.0),
        note_y: at(HEIGHT - 6.0),
        months: months(picture, &across),
        runs: runs(picture, &across, &scale),
        dots: dots(picture, &across, &scale),
        compared: compared(picture, &across, &scale, &levels),
        now: index_of(picture, picture.of.now).and_then(|index| {
            let value = picture.chart.points[index].1?;
            Some(Dot {
                x: at(across.x(index)),
                y: at(scale.y(value)),
            })
        }),
        labels: labels(picture, &across, &scale, &levels),
        levels,
        ticks,
        unit,
        note: picture.note(),
    };
    svg.render().expect("the template writes to a string")
}

/// Places from left to right.
struct Across {
    left: f64,
    points: usize,
}

impl Across {
    fn x(&self, index: usize) -> f64 {
        let steps = (self.points - 1).max(1) as f64;
        self.left + 4.0 + (RIGHT - self.left - 8.0) * index as f64 / steps
    }
}

fn index_of(picture: &Picture<'_>, month: Month) -> Option<usize> {
    picture
        .chart
        .points
        .iter()
        .position(|point| point.0 == month)
}

fn ticks(picture: &Picture<'_>, scale: &Scale) -> Vec<Tick> {
    let percent = if picture.of.meta.shape == Shape::Percentage {
        "%"
    } else {
        ""
    };
    // Four or more gridlines would crowd 48 millimetres: every other one is enough.
    let every = if scale.ticks.len() > 4 { 2 } else { 1 };
    scale
        .ticks
        .iter()
        .step_by(every)
        .map(|value| {
            let y = scale.y(*value);
            Tick {
                y: at(y),
                text_y: at(y + 3.5),
                label: format!("{value:.*}{percent}", usize::from(scale.decimals)),
            }
        })
        .collect()
}

fn months(picture: &Picture<'_>, across: &Across) -> Vec<Mark> {
    let last = picture.chart.points.len() - 1;
    let mut indices = vec![0, last / 2, last];
    if last < 6 {
        indices.remove(1);
    }
    indices
        .into_iter()
        .map(|index| {
            let x = across.x(index);
            let anchor = if index == last {
                "end"
            } else if index == 0 {
                "start"
            } else {
                "middle"
            };
            let text_x = if index == 0 {
                across.left
            } else if index == last {
                x + 4.0
            } else {
                x
            };
            Mark {
                x: at(x),
                text_x: at(text_x),
                anchor,
                label: short(picture.chart.points[index].0),
            }
        })
        .collect()
}

fn levels(picture: &Picture<'_>) -> Vec<Level> {
    let level = |value, name, colour, stroke, dashes| Level {
        value,
        y: String::new(),
        colour,
        stroke,
        dashes,
        name,
    };
    let mut levels = vec![level(picture.average, "average", GREY, "0.9", "")];
    if let Some(limits) = picture.limits() {
        levels.push(level(limits.upper, "upper limit", GREY, "0.9", "4 2.5"));
        levels.push(level(limits.lower, "lower limit", GREY, "0.9", "4 2.5"));
    }
    if let Some(target) = picture.of.target {
        levels.push(level(target, "target", TARGET, "1.2", "7 2 1.5 2"));
    }
    levels
}

/// One line for each stretch without a gap.
fn runs(picture: &Picture<'_>, across: &Across, scale: &Scale) -> Vec<String> {
    let mut runs: Vec<Vec<String>> = vec![Vec::new()];
    for (index, (_, value)) in picture.chart.points.iter().enumerate() {
        match (value, runs.last_mut()) {
            (Some(value), Some(run)) => {
                run.push(format!("{},{}", at(across.x(index)), at(scale.y(*value))));
            }
            _ => runs.push(Vec::new()),
        }
    }
    runs.into_iter()
        .filter(|run| run.len() > 1)
        .map(|run| run.join(" "))
        .collect()
}

fn dots(picture: &Picture<'_>, across: &Across, scale: &Scale) -> Vec<Dot> {
    picture
        .chart
        .points
        .iter()
        .enumerate()
        .filter_map(|(index, (_, value))| {
            Some(Dot {
                x: at(across.x(index)),
                y: at(scale.y((*value)?)),
            })
        })
        .collect()
}

fn compared(
    picture: &Picture<'_>,
    across: &Across,
    scale: &Scale,
    levels: &[Level],
) -> Option<Compared> {
    let (month, value) = picture.compared()?;
    let index = index_of(picture, month)?;
    let (x, y) = (across.x(index), scale.y(value));
    let label = format!("{}: {}", short(month), picture.number(value));
    let half = label.len() as f64 * LETTER / 2.0;
    let (anchor, text_x) = if x - half < across.left {
        ("start", across.left)
    } else if x + half > RIGHT {
        ("end", RIGHT)
    } else {
        ("middle", x)
    };
    let middle = match anchor {
        "start" => text_x + half,
        "end" => text_x - half,
        _ => text_x,
    };
    Some(Compared {
        square_x: at(x - 3.2),
        square_y: at(y - 3.2),
        text_x: at(text_x),
        text_y: at(clear_of_lines(
            picture,
            across,
            scale,
            levels,
            (middle, half),
            y,
        )),
        anchor,
        label,
    })
}

/// A baseline above the point, or below it where that is clearer of points and levels.
fn clear_of_lines(
    picture: &Picture<'_>,
    across: &Across,
    scale: &Scale,
    levels: &[Level],
    (centre, half): (f64, f64),
    y: f64,
) -> f64 {
    let near: Vec<f64> = picture
        .chart
        .points
        .iter()
        .enumerate()
        .filter(|(index, _)| (across.x(*index) - centre).abs() <= half)
        .filter_map(|(_, point)| point.1.map(|value| scale.y(value)))
        .chain(levels.iter().map(|level| scale.y(level.value)))
        .collect();
    let crowded = |baseline: f64| {
        let inside = |place: &&f64| **place > baseline - LINE && **place < baseline + 2.0;
        near.iter().filter(inside).count()
    };
    let candidates = [y - 7.0, y + 15.0, y - 18.0, y + 26.0];
    candidates
        .into_iter()
        .filter(|baseline| *baseline > TOP - 3.0 && *baseline < BOTTOM - 2.0)
        .min_by_key(|baseline| crowded(*baseline))
        .unwrap_or(y - 7.0)
}

/// The words to the right: the month reported on, and each level, none over another.
fn labels(picture: &Picture<'_>, across: &Across, scale: &Scale, levels: &[Level]) -> Vec<Label> {
    struct Wanted {
        from: (f64, f64),
        colour: &'static str,
        bold: bool,
        text: String,
    }
    let mut wanted: Vec<Wanted> = levels
        .iter()
        .map(|level| Wanted {
            from: (RIGHT, scale.y(level.value)),
            colour: level.colour,
            bold: false,
            text: format!("{} {}", level.name, picture.number(level.value)),
        })
        .collect();
    let now = index_of(picture, picture.of.now);
    if let Some((index, value)) = now.and_then(|i| Some((i, picture.chart.points[i].1?))) {
        let name = if index + 1 == picture.chart.points.len() {
            "now".to_owned()
        } else {
            short(picture.of.now)
        };
        wanted.push(Wanted {
            from: (across.x(index) + 4.5, scale.y(value)),
            colour: INK,
            bold: true,
            text: format!("{name} {}", picture.number(value)),
        });
    }
    let ys: Vec<f64> = wanted.iter().map(|label| label.from.1).collect();
    let places = spread(&ys, LINE, TOP - 2.0, BOTTOM + 2.0);
    wanted
        .into_iter()
        .zip(places)
        .map(|(label, y)| Label {
            from_x: at(label.from.0),
            from_y: at(label.from.1),
            to_x: at(RIGHT + 8.0),
            to_y: at(y),
            x: at(RIGHT + 10.0),
            text_y: at(y + 3.5),
            colour: label.colour,
            bold: label.bold,
            text: label.text,
        })
        .collect()
}

const _: () = assert!(WIDTH / HEIGHT > 2.49 && WIDTH / HEIGHT < 2.51);
