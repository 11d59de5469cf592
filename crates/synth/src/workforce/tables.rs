//! The SSD tables of professionals and of their involvements, as CSV. No names.

use super::TEAMS;
use super::staffing::Staff;
use crate::days::{Day, push_iso};
use crate::output::{Output, Sink};
use crate::people::push_number;

/// Writes the tables as they stand at the end of a day.
pub(crate) fn write(staff: &Staff, on: Day, sink: &mut Sink<'_>) {
    write_professionals(staff, on, sink);
    write_involvements(staff, on, sink);
    write_agreed(sink);
}

/// What the council has agreed for each team: local data, in Waymark's own columns.
fn write_agreed(sink: &mut Sink<'_>) {
    let mut output = Output::new("ssd/agreed_caseloads.csv");
    output.text.push_str("caseload_team,agreed_cases_per_fte\n");
    for team in &TEAMS {
        output
            .text
            .push_str(&format!("{},{}\n", team.name, team.agreed));
    }
    output.flush(sink);
}

fn write_professionals(staff: &Staff, on: Day, sink: &mut Sink<'_>) {
    let mut output = Output::new("ssd/ssd_professionals.csv");
    output.text.push_str(
        "prof_professional_id,prof_staff_id,prof_social_worker_registration_no,\
         prof_agency_worker_flag,prof_professional_job_title,prof_professional_caseload,\
         prof_professional_department,prof_full_time_equivalency\n",
    );
    let loads = staff.caseloads(on);
    for (at, (worker, load)) in staff.workers.iter().zip(loads).enumerate() {
        let agency = if worker.agency { "Y" } else { "N" };
        output.text.push_str(&format!(
            "{},ST{:05},{},{agency},{},{load},{},{:.2}\n",
            worker.number,
            at + 1,
            worker.number,
            worker.title,
            worker.team,
            worker.equivalent,
        ));
    }
    output.flush(sink);
}

fn write_involvements(staff: &Staff, on: Day, sink: &mut Sink<'_>) {
    let mut output = Output::new("ssd/ssd_involvements.csv");
    output.text.push_str(
        "invo_involvements_id,invo_professional_id,invo_professional_role_id,\
         invo_professional_team,invo_person_id,invo_involvement_start_date,\
         invo_involvement_end_date,invo_worker_change_reason\n",
    );
    for (at, involvement) in staff.involvements.iter().enumerate() {
        // Handed on at once, before it began.
        if involvement.start > on || involvement.end <= involvement.start {
            continue;
        }
        let worker = &staff.workers[involvement.worker];
        let text = &mut output.text;
        text.push_str("IN");
        push_number(text, u32::try_from(at + 1).unwrap_or(u32::MAX));
        for cell in [&worker.number, "Allocated social worker", worker.team] {
            text.push(',');
            text.push_str(cell);
        }
        text.push(',');
        push_number(text, involvement.person);
        text.push(',');
        push_iso(text, involvement.start);
        text.push(',');
        if involvement.end <= on {
            push_iso(text, involvement.end);
        }
        text.push(',');
        text.push_str(involvement.why_changed);
        text.push('\n');
        output.flush_if_full(sink);
    }
    output.flush(sink);
}
