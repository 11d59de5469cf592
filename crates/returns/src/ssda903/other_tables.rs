//! The tables of the return that stand beside the episodes.

use crate::date::to_days;
use crate::reading::{RawTables, Reading};
use crate::ssd::batch::SsdBatch;

use super::care::Care;
use super::sources::{At, Order, View};
use super::tables::{
    HEADER, MISSING, OC2, OC3, PREVIOUS_PERMANENCE, REVIEWS, SOCIAL_WORKERS, UASC,
};
use super::to_ssd::{dated_id, keep, period_id};

/// Maps every table but episodes and adoption.
pub(super) fn map(raw: &RawTables, order: &Order, care: &Care<'_>, reading: &mut Reading<'_>) {
    people(raw, order, reading);
    reviews(raw, order, care, reading);
    unaccompanied(raw, order, reading);
    difficulties(raw, order, reading);
    care_leavers(raw, order, reading);
    previous_permanence(raw, order, reading);
    missing(raw, order, reading);
    social_workers(raw, order, reading);
}

fn people(raw: &RawTables, order: &Order, reading: &mut Reading<'_>) {
    let view = View::of(raw, HEADER.name, order);
    let child = view.text("child");
    let (sex, ethnicity, mother) = (view.text("sex"), view.text("ethnic"), view.text("mother"));
    let (dob, child_of_mother) = (view.day("dob"), view.day("mc_dob"));
    let rows = view.latest(|at| child.get(at));
    let people = SsdBatch::new("ssd_person", rows.len())
        .text("pers_person_id", rows.iter().map(|(child, _)| Some(*child)))
        .text(
            "pers_sex",
            rows.iter().map(|(_, at)| match sex.get(*at) {
                Some("1") => Some("M"),
                Some("2") => Some("F"),
                other => other,
            }),
        )
        .text(
            "pers_ethnicity",
            rows.iter().map(|(_, at)| ethnicity.get(*at)),
        )
        .date("pers_dob", rows.iter().map(|(_, at)| dob.get(*at)))
        .text(
            "pers_is_mother",
            rows.iter().map(|(_, at)| match mother.get(*at) {
                Some("1") => Some("Y"),
                Some("0") => Some("N"),
                _ => None,
            }),
        );
    keep(people, reading);
    let mothers: Vec<(&str, i32)> = rows
        .iter()
        .filter_map(|(child, at)| Some((*child, child_of_mother.get(*at)?)))
        .collect();
    let batch = SsdBatch::new("ssd_mother", mothers.len())
        .text(
            "moth_table_id",
            mothers
                .iter()
                .map(|(child, day)| Some(dated_id(child, *day))),
        )
        .text(
            "moth_person_id",
            mothers.iter().map(|(child, _)| Some(*child)),
        )
        .date("moth_childs_dob", mothers.iter().map(|(_, day)| Some(*day)));
    keep(batch, reading);
}

fn reviews(raw: &RawTables, order: &Order, care: &Care<'_>, reading: &mut Reading<'_>) {
    let view = View::of(raw, REVIEWS.name, order);
    let (child, day, code) = (
        view.text("child"),
        view.day("review"),
        view.text("review_code"),
    );
    let rows = view.latest(|at| Some((child.get(at)?, day.get(at)?)));
    let batch = SsdBatch::new("ssd_cla_reviews", rows.len())
        .text(
            "clar_cla_review_id",
            rows.iter()
                .map(|((child, day), _)| Some(dated_id(child, *day))),
        )
        .text(
            "clar_cla_id",
            rows.iter().map(|((child, day), _)| {
                care.period_on(child, *day)
                    .map(|period| period_id(care, period))
            }),
        )
        .date(
            "clar_cla_review_date",
            rows.iter().map(|((_, day), _)| Some(*day)),
        )
        .text(
            "clar_cla_review_participation",
            rows.iter().map(|(_, at)| code.get(*at)),
        );
    keep(batch, reading);
}

fn unaccompanied(raw: &RawTables, order: &Order, reading: &mut Reading<'_>) {
    let view = View::of(raw, UASC.name, order);
    let (child, ceased) = (view.text("child"), view.day("duc"));
    let rows = view.latest(|at| child.get(at));
    let batch = SsdBatch::new("ssd_immigration_status", rows.len())
        .text(
            "immi_immigration_status_id",
            rows.iter().map(|(child, _)| Some(format!("{child}/UASC"))),
        )
        .text("immi_person_id", rows.iter().map(|(child, _)| Some(*child)))
        .text("immi_immigration_status", rows.iter().map(|_| Some("UASC")))
        .date(
            "immi_immigration_status_end_date",
            rows.iter().map(|(_, at)| ceased.get(*at)),
        );
    keep(batch, reading);
}

/// Strengths and difficulties: a score or the reason for none, as at the last day that
/// the return covers, since the return does not say when it was scored.
fn difficulties(raw: &RawTables, order: &Order, reading: &mut Reading<'_>) {
    let view = View::of(raw, OC2.name, order);
    let child = view.text("child");
    let (score, reason) = (view.integer("sdq_score"), view.text("sdq_reason"));
    let told = |at: At| score.get(at).is_some() || reason.get(at).is_some();
    let rows = view.latest(|at| {
        child
            .get(at)
            .filter(|_| told(at))
            .map(|child| (child, view.rank(at)))
    });
    let day = |rank: u32| order.coverage(rank).map(|span| to_days(span.to));
    let batch = SsdBatch::new("ssd_sdq_scores", rows.len())
        .text(
            "csdq_table_id",
            rows.iter().map(|((child, rank), _)| {
                Some(day(*rank).map_or_else(|| (*child).to_owned(), |day| dated_id(child, day)))
            }),
        )
        .text(
            "csdq_person_id",
            rows.iter().map(|((child, _), _)| Some(*child)),
        )
        .date(
            "csdq_sdq_completed_date",
            rows.iter().map(|((_, rank), _)| day(*rank)),
        )
        .integer("csdq_sdq_score", rows.iter().map(|(_, at)| score.get(*at)))
        .text(
            "csdq_sdq_reason",
            rows.iter().map(|(_, at)| reason.get(*at)),
        );
    keep(batch, reading);
}

/// Care leavers: a row a return, with the days that the return covers, as it is about
/// the birthday that falls in them.
fn care_leavers(raw: &RawTables, order: &Order, reading: &mut Reading<'_>) {
    let view = View::of(raw, OC3.name, order);
    let child = view.text("child");
    let (in_touch, activity, home) = (
        view.text("in_touch"),
        view.text("activ"),
        view.text("accom"),
    );
    let rows = view.latest(|at| child.get(at).map(|child| (child, view.rank(at))));
    let from = |rank: u32| order.coverage(rank).map(|span| to_days(span.from));
    let to = |rank: u32| order.coverage(rank).map(|span| to_days(span.to));
    let batch = SsdBatch::new("ssd_care_leavers", rows.len())
        .text(
            "clea_table_id",
            rows.iter().map(|((child, rank), _)| {
                Some(to(*rank).map_or_else(|| (*child).to_owned(), |day| dated_id(child, day)))
            }),
        )
        .text(
            "clea_person_id",
            rows.iter().map(|((child, _), _)| Some(*child)),
        )
        .text(
            "clea_care_leaver_in_touch",
            rows.iter().map(|(_, at)| in_touch.get(*at)),
        )
        .text(
            "clea_care_leaver_accommodation",
            rows.iter().map(|(_, at)| home.get(*at)),
        )
        .text(
            "clea_care_leaver_accom_suitable",
            rows.iter().map(|(_, at)| suitable(home.get(*at)?)),
        )
        .text(
            "clea_care_leaver_activity",
            rows.iter().map(|(_, at)| activity.get(*at)),
        )
        .date(
            "_covers_from",
            rows.iter().map(|((_, rank), _)| from(*rank)),
        )
        .date("_covers_to", rows.iter().map(|((_, rank), _)| to(*rank)));
    keep(batch, reading);
}

/// Whether accommodation is suitable: the digit behind the letter of ACCOM. `0` alone
/// says that it is not known.
fn suitable(code: &str) -> Option<&'static str> {
    if code.len() < 2 {
        return None;
    }
    match code.as_bytes().last() {
        Some(b'1') => Some("Y"),
        Some(b'2') => Some("N"),
        _ => None,
    }
}

fn previous_permanence(raw: &RawTables, order: &Order, reading: &mut Reading<'_>) {
    let view = View::of(raw, PREVIOUS_PERMANENCE.name, order);
    let child = view.text("child");
    let (option, authority, day) = (
        view.text("prev_perm"),
        view.text("la_perm"),
        view.text("date_perm"),
    );
    let rows = view.latest(|at| child.get(at));
    let batch = SsdBatch::new("ssd_cla_previous_permanence", rows.len())
        .text("lapp_table_id", rows.iter().map(|(child, _)| Some(*child)))
        .text("lapp_person_id", rows.iter().map(|(child, _)| Some(*child)))
        .text(
            "lapp_previous_permanence_option",
            rows.iter().map(|(_, at)| option.get(*at)),
        )
        .text(
            "lapp_previous_permanence_la",
            rows.iter().map(|(_, at)| authority.get(*at)),
        )
        .text(
            "lapp_previous_permanence_order_date",
            rows.iter().map(|(_, at)| day.get(*at)),
        );
    keep(batch, reading);
}

fn missing(raw: &RawTables, order: &Order, reading: &mut Reading<'_>) {
    let view = View::of(raw, MISSING.name, order);
    let (child, kind) = (view.text("child"), view.text("missing"));
    let (starts, ends) = (view.day("mis_start"), view.day("mis_end"));
    let rows = view.latest(|at| Some((child.get(at)?, starts.get(at)?)));
    let batch = SsdBatch::new("ssd_missing", rows.len())
        .text(
            "miss_table_id",
            rows.iter()
                .map(|((child, day), _)| Some(dated_id(child, *day))),
        )
        .text(
            "miss_person_id",
            rows.iter().map(|((child, _), _)| Some(*child)),
        )
        .date(
            "miss_missing_episode_start_date",
            rows.iter().map(|((_, day), _)| Some(*day)),
        )
        .text(
            "miss_missing_episode_type",
            rows.iter().map(|(_, at)| kind.get(*at)),
        )
        .date(
            "miss_missing_episode_end_date",
            rows.iter().map(|(_, at)| ends.get(*at)),
        );
    keep(batch, reading);
}

fn social_workers(raw: &RawTables, order: &Order, reading: &mut Reading<'_>) {
    let view = View::of(raw, SOCIAL_WORKERS.name, order);
    let (child, worker, reason) = (
        view.text("child"),
        view.text("sw_id"),
        view.text("sw_reason"),
    );
    let (starts, ends) = (view.day("sw_decom"), view.day("sw_dec"));
    let rows = view.latest(|at| Some((child.get(at)?, starts.get(at)?, worker.get(at)?)));
    let batch = SsdBatch::new("ssd_involvements", rows.len())
        .text(
            "invo_involvements_id",
            rows.iter().map(|((child, day, worker), _)| {
                Some(format!("{}/{worker}", dated_id(child, *day)))
            }),
        )
        .text(
            "invo_professional_id",
            rows.iter().map(|((_, _, worker), _)| Some(*worker)),
        )
        .text(
            "invo_person_id",
            rows.iter().map(|((child, ..), _)| Some(*child)),
        )
        .date(
            "invo_involvement_start_date",
            rows.iter().map(|((_, day, _), _)| Some(*day)),
        )
        .date(
            "invo_involvement_end_date",
            rows.iter().map(|(_, at)| ends.get(*at)),
        )
        .text(
            "invo_worker_change_reason",
            rows.iter().map(|(_, at)| reason.get(*at)),
        );
    keep(batch, reading);
}
