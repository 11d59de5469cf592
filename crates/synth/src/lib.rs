//! Loamshire, a made-up authority: return files with planted, known answers.
//!
//! [`make`] gives every file of the authority, in the formats that a real one submits, from a
//! seed; [`make_into`] hands them on in pieces, for authorities that do not fit in memory. Life
//! histories are drawn first, corrected until the planted figures hold, and only then written,
//! so that every file tells of the same children. `docs/synth.md` lists what is planted.
//!
//! ```
//! use waymark_synth::{Settings, make_into};
//!
//! let mut bytes = 0;
//! make_into(&Settings::at_scale(500), &mut |_path, piece| bytes += piece.len());
//! assert!(bytes > 0);
//! ```

mod audits;
mod care;
mod days;
mod dice;
mod history;
mod need;
mod output;
mod people;
mod scorecard;
mod settings;
mod ssda903;
mod workforce;

use std::collections::BTreeMap;

use care::history::History;
use care::{Child, SEPTEMBER_2016, SEPTEMBER_2017};
use days::Calendar;
use dice::{Dice, Topic};
use need::Needs;
use people::Ids;
pub use settings::{Parts, Settings};
use ssda903::ReturnPeriod;
use ssda903::csv::CsvReturn;
use ssda903::xml::XmlReturn;

/// A made file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeFile {
    /// Where it belongs, relative, with forward slashes: `ssda903/2016-17/episodes.csv`.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Makes every file, in the order of their paths.
pub fn make(settings: &Settings) -> Vec<MadeFile> {
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    make_into(settings, &mut |path, piece| match files.get_mut(path) {
        Some(bytes) => bytes.extend_from_slice(piece),
        None => {
            files.insert(path.to_owned(), piece.to_vec());
        }
    });
    files
        .into_iter()
        .map(|(path, bytes)| MadeFile { path, bytes })
        .collect()
}

/// Makes every file and hands it on in pieces.
///
/// The sink is called with a path and the bytes that come next in that file. Pieces of several
/// files come by turns; those of one file come in their order. Memory holds the children's spells
/// and about a megabyte of each open file, and, where the figures are planted, the histories.
pub fn make_into(settings: &Settings, sink: &mut dyn FnMut(&str, &[u8])) {
    let ids = Ids::new(
        settings.seed,
        u64::from(settings.children_in_care) * 12 + u64::from(settings.referrals_a_year) * 6,
    );
    let mut children = care::spells::draw(settings, ids);
    if settings.plants() {
        care::planting::plant(&mut children, settings, ids);
    }
    let periods = ssda903::periods(settings);
    if settings.parts.ssda903_csv || settings.parts.ssda903_xml {
        write_ssda903(settings, &children, &periods, sink);
    }
    let parts = settings.parts;
    if parts.cin || parts.workforce {
        let calendar = Calendar::new(need::first_census(settings) - 4, settings.years() + 3);
        let needs = need::draw(settings, &calendar, &children, ids);
        if parts.cin {
            need::census::write(settings, &calendar, &needs, sink);
        }
        if parts.workforce {
            write_workforce(settings, &children, &needs, sink);
        }
    }
    if parts.audits {
        audits::write(audits::draw(settings), sink);
    }
    if parts.benchmarks {
        scorecard::write(sink);
    }
    if parts.plan {
        sink("plan.toml", include_bytes!("loamshire/plan.toml"));
        sink("people.csv", include_bytes!("loamshire/people.csv"));
        sink(
            "narrative-first.md",
            include_bytes!("loamshire/narrative-first.md"),
        );
        sink("narrative.md", include_bytes!("loamshire/narrative.md"));
        sink(
            "history.jsonl",
            history::history(&audits::draw(settings)).as_bytes(),
        );
    }
}

fn write_workforce(
    settings: &Settings,
    children: &[Child],
    needs: &Needs,
    sink: &mut dyn FnMut(&str, &[u8]),
) {
    let last_month = days::index_of(settings.last_month);
    let first_month = days::month(need::first_census(settings), 4).min(last_month);
    let last = days::last_of(last_month);
    let mut dice = Dice::new(settings.seed, Topic::Workforce, 0);
    let tasks = workforce::tasks::draw(children, needs, days::first_of(first_month), last);
    let staff = workforce::staffing::draw(&tasks, (first_month, last_month), &mut dice);
    workforce::tables::write(&staff, last, sink);
    // The census asks for each worker from 2016 on.
    for year in 2016..=settings.years() {
        let on = days::day(year, 9, 30);
        if on <= last && on >= days::first_of(first_month) {
            workforce::census::write(settings.seed, &staff, year, sink);
        }
    }
}

fn write_ssda903(
    settings: &Settings,
    children: &[Child],
    periods: &[ReturnPeriod],
    sink: &mut dyn FnMut(&str, &[u8]),
) {
    let mut csv: Vec<CsvReturn> = Vec::new();
    let mut xml: Vec<XmlReturn> = Vec::new();
    if settings.parts.ssda903_csv {
        csv.extend(periods.iter().map(CsvReturn::new));
    }
    if settings.parts.ssda903_xml {
        xml.extend(periods.iter().map(XmlReturn::new));
    }
    let mut write = |history: &History| {
        for (at, period) in periods.iter().enumerate() {
            let Some(rows) = ssda903::rows::of(history, period) else {
                continue;
            };
            if let Some(csv) = csv.get_mut(at) {
                csv.add(&rows, sink);
            }
            if let Some(xml) = xml.get_mut(at) {
                xml.add(&rows, sink);
            }
        }
    };
    if settings.plants() {
        for history in planted_histories(settings, children, periods) {
            write(&history);
        }
    } else {
        for child in children {
            if may_be_returned(child, periods) {
                write(&History::draw(settings.seed, child, periods));
            }
        }
    }
    for csv in csv {
        csv.finish(sink);
    }
    for xml in xml {
        xml.finish(sink);
    }
}

fn planted_histories(
    settings: &Settings,
    children: &[Child],
    periods: &[ReturnPeriod],
) -> Vec<History> {
    let mut histories: Vec<History> = children
        .iter()
        .filter(|child| may_be_returned(child, periods))
        .map(|child| History::draw(settings.seed, child, periods))
        .collect();
    let mut dice = Dice::new(settings.seed, Topic::Plant, u64::MAX);
    care::stability::plant(&mut histories, SEPTEMBER_2016, 51, &mut dice);
    care::stability::plant(&mut histories, SEPTEMBER_2017, 37, &mut dice);
    care::outcomes::plant(&mut histories, &mut dice);
    care::leaving::plant(&mut histories, &mut dice);
    histories
}

/// Whether any return can have the child in it: in care in its years, or a care leaver's 21st
/// birthday not long before them.
fn may_be_returned(child: &Child, periods: &[ReturnPeriod]) -> bool {
    let Some(first) = periods.first() else {
        return false;
    };
    child.spells.iter().any(|spell| spell.end >= first.first)
        || days::birthday(child.person.born, 22) >= first.first
}
