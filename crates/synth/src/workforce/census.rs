//! The children's social work workforce census of 30 September, as XML.

use super::staffing::{Staff, Worker};
use crate::days::{Day, day, push_iso};
use crate::dice::{Dice, Topic};
use crate::output::{Output, Sink};

/// Writes the census of a year: who worked on its 30 September, and who left in the year before.
pub(crate) fn write(seed: u64, staff: &Staff, year: i32, sink: &mut Sink<'_>) {
    let on = day(year, 9, 30);
    let before = day(year - 1, 9, 30);
    let mut output = Output::new(format!("workforce/csww-{year}.xml"));
    push_message_header(&mut output.text, staff, year, on);
    let loads = staff.caseloads(on);
    for (at, (worker, load)) in staff.workers.iter().zip(loads).enumerate() {
        let here = worker.works_on(on);
        let left = worker
            .left
            .filter(|&left| left <= on && left > before && worker.joined <= on);
        if here || (left.is_some() && !worker.agency) {
            let mut dice = Dice::new(seed, Topic::People, at as u64);
            push_worker(
                &mut output.text,
                worker,
                here.then_some(load),
                left,
                on,
                &mut dice,
            );
        }
    }
    output.text.push_str("</Message>\n");
    output.flush(sink);
}

fn push_message_header(text: &mut String, staff: &Staff, year: i32, on: Day) {
    let agency: Vec<&Worker> = staff
        .workers
        .iter()
        .filter(|worker| worker.agency && worker.works_on(on))
        .collect();
    let equivalent: f64 = agency.iter().map(|worker| worker.equivalent).sum();
    text.push_str(&format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Message>\n  <Header>\n    \
         <CollectionDetails><Collection>CSWW</Collection><Year>{year}</Year>\
         <ReferenceDate>{year}-09-30</ReferenceDate></CollectionDetails>\n    \
         <Source><SourceLevel>L</SourceLevel><LEA>999</LEA>\
         <SoftwareCode>Loamshire</SoftwareCode>\
         <DateTime>{year}-11-20T09:00:00Z</DateTime></Source>\n  </Header>\n  \
         <LALevelVacancies><NumberOfVacancies>{:.2}</NumberOfVacancies>\
         <NoAgencyFTE>{equivalent:.2}</NoAgencyFTE>\
         <NoAgencyHeadcount>{}</NoAgencyHeadcount></LALevelVacancies>\n",
        equivalent + 6.0,
        agency.len(),
    ));
}

fn element(text: &mut String, name: &str, value: &str) {
    text.push_str(&format!("<{name}>{value}</{name}>"));
}

fn date(text: &mut String, name: &str, day: Day) {
    text.push_str(&format!("<{name}>"));
    push_iso(text, day);
    text.push_str(&format!("</{name}>"));
}

/// Writes a worker: `load` is the caseload of who works on the day.
fn push_worker(
    text: &mut String,
    worker: &Worker,
    load: Option<u32>,
    left: Option<Day>,
    on: Day,
    dice: &mut Dice,
) {
    text.push_str("  <CSWWWorker>");
    element(text, "AgencyWorker", if worker.agency { "1" } else { "0" });
    element(text, "SWENo", &worker.number);
    let equivalent = format!("{:.6}", worker.equivalent);
    element(text, "FTE", &equivalent);
    let born = worker.joined - dice.between(23 * 365, 58 * 365);
    date(text, "PersonBirthDate", born);
    element(
        text,
        "GenderCurrent",
        dice.weighted(&[("2", 84), ("1", 16)]),
    );
    element(
        text,
        "Ethnicity",
        dice.weighted(&[
            ("WBRI", 82),
            ("WOTH", 4),
            ("AIND", 5),
            ("BCRB", 3),
            ("BAFR", 4),
            ("REFU", 2),
        ]),
    );
    element(text, "QualInst", "University of Loamford");
    element(
        text,
        "QualLevel",
        dice.weighted(&[("1", 62), ("2", 34), ("3", 4)]),
    );
    element(text, "StepUpGrad", dice.weighted(&[("0", 94), ("1", 6)]));
    let role = match (worker.title, load) {
        ("Team manager", _) => "3",
        (_, Some(0)) => "6",
        _ => dice.weighted(&[("5", 82), ("4", 18)]),
    };
    element(text, "OrgRole", role);
    date(text, "RoleStartDate", worker.joined);
    element(
        text,
        "StartOrigin",
        dice.weighted(&[("1", 34), ("2", 30), ("4", 12), ("6", 14), ("9", 10)]),
    );
    if let Some(left) = left {
        date(text, "RoleEndDate", left);
        element(
            text,
            "LeaverDestination",
            dice.weighted(&[("1", 40), ("3", 18), ("5", 10), ("6", 10), ("8", 22)]),
        );
        element(
            text,
            "ReasonLeave",
            dice.weighted(&[("1", 78), ("5", 10), ("7", 8), ("8", 4)]),
        );
    }
    if let Some(load) = load {
        element(text, "FTE30", &equivalent);
        element(text, "Cases30", &load.to_string());
    }
    let days_lost = f64::from(dice.skewed(5.0, 0.9, 0, 120));
    element(text, "WorkingDaysLost", &format!("{days_lost:.2}"));
    if worker.agency {
        let until = left.unwrap_or(on);
        let weeks = f64::from((until - worker.joined).max(7)) / 7.0;
        element(text, "ContractWeeks", &format!("{weeks:.1}"));
    }
    element(text, "FrontlineGrad", dice.weighted(&[("0", 96), ("1", 4)]));
    if load.is_some() {
        element(text, "Absat30Sept", dice.weighted(&[("0", 97), ("1", 3)]));
    }
    text.push_str("</CSWWWorker>\n");
}
