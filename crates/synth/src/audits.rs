//! The log of practice audits: one workbook for 2016/17, and a CSV from April 2017 on.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::care::planting::nearest_count;
use crate::days::{MonthIndex, index_of, month};
use crate::dice::{Dice, Topic};
use crate::output::{Output, Sink};
use crate::settings::Settings;

/// Each theme, and the share of good or better in April 2016 and in September 2017.
const THEMES: [(&str, f64, f64); 6] = [
    ("Management oversight", 0.56, 0.80),
    ("Assessment", 0.60, 0.68),
    ("Planning", 0.52, 0.66),
    ("Child's voice", 0.66, 0.78),
    ("Supervision", 0.50, 0.72),
    ("Recording", 0.62, 0.70),
];

const TEAMS: [&str; 9] = [
    "First Response",
    "Children in Care",
    "Disabled Children",
    "Child Sexual Exploitation",
    "Child Protection",
    "Strengthening Families North",
    "Strengthening Families East",
    "Strengthening Families South",
    "Strengthening Families West",
];

/// Grades, the best first.
const GRADES: [&str; 4] = ["Outstanding", "Good", "Requires improvement", "Inadequate"];

/// The planted month, theme, number of audits and share of good or better in tenths of a percent.
const PLANTED: (MonthIndex, usize, usize, usize) = (month(2017, 6), 0, 23, 870);

const FIRST: MonthIndex = month(2016, 4);
const FIRST_OF_CSV: MonthIndex = month(2017, 4);

/// The grading of one theme in one audit.
pub(crate) struct Grading {
    pub(crate) month: MonthIndex,
    theme: usize,
    pub(crate) reference: String,
    pub(crate) team: &'static str,
    /// Places in [`GRADES`].
    auditor: usize,
    moderated: Option<usize>,
}

impl Grading {
    fn stands(&self) -> usize {
        self.moderated.unwrap_or(self.auditor)
    }

    pub(crate) fn theme(&self) -> &'static str {
        THEMES[self.theme].0
    }

    /// The auditor's grade.
    pub(crate) fn graded(&self) -> &'static str {
        GRADES[self.auditor]
    }

    /// The moderator's grade, where there is one.
    pub(crate) fn moderated(&self) -> Option<&'static str> {
        self.moderated.map(|grade| GRADES[grade])
    }
}

/// The themes, in order.
pub(crate) fn themes() -> impl Iterator<Item = &'static str> {
    THEMES.iter().map(|(theme, ..)| *theme)
}

/// Draws every grading, month by month.
pub(crate) fn draw(settings: &Settings) -> Vec<Grading> {
    let mut dice = Dice::new(settings.seed, Topic::Audits, 0);
    let mut log = Vec::new();
    let mut number = 400;
    for month in FIRST..=index_of(settings.last_month) {
        draw_month(settings, month, &mut number, &mut log, &mut dice);
    }
    log
}

/// Writes the log.
pub(crate) fn write(log: Vec<Grading>, sink: &mut Sink<'_>) {
    let (book, csv): (Vec<_>, Vec<_>) = log.into_iter().partition(|one| one.month < FIRST_OF_CSV);
    if !book.is_empty()
        && let Ok(bytes) = workbook(&book)
    {
        sink("audits/audit-log-2016-17.xlsx", &bytes);
    }
    if !csv.is_empty() {
        write_csv(&csv, sink);
    }
}

fn draw_month(
    settings: &Settings,
    month: MonthIndex,
    number: &mut u32,
    log: &mut Vec<Grading>,
    dice: &mut Dice,
) {
    let planted = settings.plants() && month == PLANTED.0;
    let drawn = usize::try_from(dice.between(18, 25)).unwrap_or(20);
    let audits = if planted { PLANTED.2 } else { drawn };
    let from = log.len();
    for _ in 0..audits {
        *number += 1;
        let team = dice.pick(&TEAMS);
        // A case that is well led tends to be good in everything.
        let leaning = 0.16 * dice.normal();
        for (theme, &(_, early, late)) in THEMES.iter().enumerate() {
            let since = f64::from(month - FIRST) / 17.0;
            let share = early + (late - early) * since + leaning;
            let auditor: usize = if dice.chance(share) {
                dice.weighted(&[(0, 14), (1, 86)])
            } else {
                dice.weighted(&[(2, 84), (3, 16)])
            };
            // Moderators look at about a quarter, and are the stricter.
            let moderated = dice.chance(0.26).then(|| match dice.unit() {
                ..0.22 => (auditor + 1).min(3),
                0.22..0.30 => auditor.saturating_sub(1),
                _ => auditor,
            });
            log.push(Grading {
                month,
                theme,
                reference: format!("QA-{number:04}"),
                team,
                auditor,
                moderated,
            });
        }
    }
    if planted {
        plant(&mut log[from..]);
    }
}

/// Changes grades until the planted share of good or better stands.
fn plant(month: &mut [Grading]) {
    let Some(wanted) = nearest_count(PLANTED.2, PLANTED.3) else {
        return;
    };
    let mut of_theme: Vec<&mut Grading> = month
        .iter_mut()
        .filter(|grading| grading.theme == PLANTED.1)
        .collect();
    let mut good = of_theme.iter().filter(|one| one.stands() <= 1).count();
    for grading in &mut of_theme {
        let stands = grading.stands();
        let better = stands <= 1;
        if (good > wanted && better) || (good < wanted && !better) {
            let changed = if better { 2 } else { 1 };
            match &mut grading.moderated {
                Some(moderated) => *moderated = changed,
                None => grading.auditor = changed,
            }
            if better {
                good -= 1;
            } else {
                good += 1;
            }
        }
    }
}

pub(crate) fn month_text(month: MonthIndex) -> String {
    format!(
        "{:04}-{:02}",
        month.div_euclid(12),
        month.rem_euclid(12) + 1
    )
}

const HEADER: [&str; 6] = [
    "Month",
    "Theme",
    "Reference",
    "Team",
    "Auditor's grade",
    "Moderated grade",
];

fn cells(grading: &Grading) -> [&str; 5] {
    [
        THEMES[grading.theme].0,
        &grading.reference,
        grading.team,
        GRADES[grading.auditor],
        grading.moderated.map_or("", |grade| GRADES[grade]),
    ]
}

fn write_csv(log: &[Grading], sink: &mut Sink<'_>) {
    let mut output = Output::new("audits/audit-log.csv");
    output.text.push_str(&HEADER.join(","));
    output.text.push('\n');
    for grading in log {
        output.text.push_str(&month_text(grading.month));
        for cell in cells(grading) {
            output.text.push(',');
            output.text.push_str(cell);
        }
        output.text.push('\n');
    }
    output.flush(sink);
}

fn workbook(log: &[Grading]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The day of making would change the bytes from run to run.
    let made = ExcelDateTime::from_ymd(2017, 4, 10)?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title("Loamshire practice audits 2016-17")
            .set_creation_datetime(&made),
    );
    let sheet = workbook.add_worksheet();
    sheet.set_name("Audit log")?;
    for (column, name) in (0..).zip(HEADER) {
        sheet.write_string(0, column, name)?;
    }
    for (row, grading) in (1..).zip(log) {
        sheet.write_string(row, 0, month_text(grading.month))?;
        for (column, cell) in (1..).zip(cells(grading)) {
            if !cell.is_empty() {
                sheet.write_string(row, column, cell)?;
            }
        }
    }
    workbook.save_to_buffer()
}
