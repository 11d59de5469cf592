//! The mapping of SSDA903 to SSD, over all returns of an import together.
//!
//! A later return (by the last day that it covers) stands above an earlier one. Ids are
//! made of what identifies a row, so that the same data gives the same ids.

use crate::date::write_iso;
use crate::finding::{FindingCode, Place};
use crate::import::ReturnKind;
use crate::reading::{Origin, RawTables, Reading, ReturnKey};
use crate::ssd::batch::SsdBatch;

use super::care::{Care, Stretch};
use super::sources::Order;
use super::tables::{EPISODES, HEADER, SOCIAL_WORKERS, TABLES};
use super::{episodes, other_tables, permanence};

/// The SSD tables that are made from each raw table.
static MADE_FROM: &[(&str, &[&str])] = &[
    ("ssda903_header", &["ssd_person", "ssd_mother"]),
    (
        "ssda903_episodes",
        &[
            "ssd_cla_episodes",
            "ssd_cla_placement",
            "ssd_legal_status",
            "ssd_permanence",
        ],
    ),
    ("ssda903_reviews", &["ssd_cla_reviews"]),
    ("ssda903_uasc", &["ssd_immigration_status"]),
    ("ssda903_oc2", &["ssd_sdq_scores"]),
    ("ssda903_oc3", &["ssd_care_leavers"]),
    (
        "ssda903_previous_permanence",
        &["ssd_cla_previous_permanence"],
    ),
    ("ssda903_missing", &["ssd_missing"]),
    ("ssda903_social_workers", &["ssd_involvements"]),
];

/// Maps the SSDA903 returns of the import to SSD.
pub(crate) fn to_ssd(raw: &RawTables, reading: &mut Reading<'_>) {
    if !reading
        .returns
        .iter()
        .any(|one| one.kind == ReturnKind::Ssda903)
    {
        return;
    }
    let order = Order::of(reading);
    note_coverage(reading);
    let (episodes, columns) = episodes::read(raw, &order, reading);
    let care = Care::of(episodes, columns);
    keep(cla_episodes(&care), reading);
    keep(placements(&care), reading);
    keep(legal_status(&care), reading);
    permanence::map(raw, &order, &care, reading);
    other_tables::map(raw, &order, &care, reading);
}

/// Adds the rows of a table to the import.
pub(super) fn keep(batch: SsdBatch, reading: &mut Reading<'_>) {
    if let Some((table, batch)) = batch.finish() {
        reading.keep_ssd(Origin::Ssda903, table, batch);
    }
}

/// Says what the SSD tables cover, and which tables of a return are not there.
fn note_coverage(reading: &mut Reading<'_>) {
    for index in 0..reading.returns.len() {
        let one = reading.returns[index].clone();
        if one.kind != ReturnKind::Ssda903 {
            continue;
        }
        for (raw, made) in MADE_FROM {
            if let Some(coverage) = one.coverage.filter(|_| one.tables.contains(raw)) {
                for table in *made {
                    reading.cover_ssd(table, Origin::Ssda903, coverage);
                }
            }
        }
        let label = reading.label(ReturnKey(index)).unwrap_or_default();
        for spec in TABLES {
            let late = spec.name == SOCIAL_WORKERS.name
                && one
                    .coverage
                    .is_none_or(|span| span.to < jiff::civil::date(2023, 4, 1));
            if one.tables.contains(&spec.name) || late {
                continue;
            }
            let matters = [HEADER.name, EPISODES.name].contains(&spec.name);
            let code = if matters {
                FindingCode::MissingColumn
            } else {
                FindingCode::TableAbsent
            };
            reading
                .notes
                .findings
                .add(code, Place::default().table(spec.name), None, || {
                    format!("the return {label} came without the table {}", spec.name)
                });
        }
    }
}

fn cla_episodes(care: &Care<'_>) -> SsdBatch {
    let episodes = &care.episodes;
    let columns = &care.columns;
    SsdBatch::new("ssd_cla_episodes", episodes.len())
        .written("clae_cla_episode_id", |row, id| {
            write_episode_id(care, row, id)
        })
        .text("clae_person_id", episodes.iter().map(|one| Some(one.child)))
        .written("clae_cla_placement_id", |row, id| {
            write_placement_id(care, care.placement_of[row], id)
        })
        .date(
            "clae_cla_episode_start_date",
            episodes.iter().map(|one| Some(one.starts)),
        )
        .text(
            "clae_cla_episode_start_reason",
            episodes.iter().map(|one| columns.rne.get(one.at)),
        )
        .text(
            "clae_cla_primary_need_code",
            episodes.iter().map(|one| columns.need.get(one.at)),
        )
        .date(
            "clae_cla_episode_ceased_date",
            episodes.iter().map(|one| one.ends),
        )
        .text(
            "clae_cla_episode_ceased_reason",
            episodes.iter().map(|one| columns.ceased.get(one.at)),
        )
        .written("clae_cla_id", |row, id| {
            write_period_id(care, care.period_of[row], id)
        })
        .date(
            "clae_entered_care_date",
            care.period_of
                .iter()
                .map(|period| care.periods[*period].entered),
        )
}

fn placements(care: &Care<'_>) -> SsdBatch {
    let placements = &care.placements;
    let columns = &care.columns;
    let first = |one: &Stretch| care.first(*one).at;
    let last = |one: &Stretch| care.last(*one).at;
    SsdBatch::new("ssd_cla_placement", placements.len())
        .written("clap_cla_placement_id", |row, id| {
            write_placement_id(care, row, id)
        })
        .written("clap_cla_id", |row, id| {
            write_period_id(care, placements[row].period, id)
        })
        .text(
            "clap_person_id",
            placements.iter().map(|one| Some(care.first(*one).child)),
        )
        .date(
            "clap_cla_placement_start_date",
            placements.iter().map(|one| Some(care.first(*one).starts)),
        )
        .text(
            "clap_cla_placement_type",
            placements.iter().map(|one| columns.place.get(first(one))),
        )
        .text(
            "clap_cla_placement_urn",
            placements.iter().map(|one| columns.urn.get(first(one))),
        )
        .text(
            "clap_cla_placement_provider",
            placements
                .iter()
                .map(|one| columns.provider.get(first(one))),
        )
        .text(
            "clap_cla_placement_postcode",
            placements
                .iter()
                .map(|one| columns.postcode.get(first(one))),
        )
        .date(
            "clap_cla_placement_end_date",
            placements.iter().map(|one| care.last(*one).ends),
        )
        .text(
            "clap_cla_placement_change_reason",
            placements.iter().map(|one| columns.change.get(last(one))),
        )
}

fn legal_status(care: &Care<'_>) -> SsdBatch {
    let status = |one: &Stretch| care.columns.legal_status.get(care.first(*one).at);
    let rows: Vec<Stretch> = care
        .legal
        .iter()
        .copied()
        .filter(|one| status(one).is_some())
        .collect();
    SsdBatch::new("ssd_legal_status", rows.len())
        .written("lega_legal_status_id", |row, id| {
            write_episode_id(care, rows[row].first, id)
        })
        .text(
            "lega_person_id",
            rows.iter().map(|one| Some(care.first(*one).child)),
        )
        .text("lega_legal_status", rows.iter().map(status))
        .date(
            "lega_legal_status_start_date",
            rows.iter().map(|one| Some(care.first(*one).starts)),
        )
        .date(
            "lega_legal_status_end_date",
            rows.iter().map(|one| care.last(*one).ends),
        )
}

/// Id of a period of care: the child and the first known day.
pub(super) fn period_id(care: &Care<'_>, period: usize) -> String {
    let mut id = String::new();
    write_period_id(care, period, &mut id);
    id
}

fn write_period_id(care: &Care<'_>, period: usize, id: &mut String) {
    let first = &care.episodes[care.periods[period].first];
    write_dated_id(first.child, first.starts, id);
}

/// Id of a placement: that of its first episode.
fn write_placement_id(care: &Care<'_>, placement: usize, id: &mut String) {
    write_episode_id(care, care.placements[placement].first, id);
}

/// Id of an episode: the child, the first day and the reason.
fn write_episode_id(care: &Care<'_>, episode: usize, id: &mut String) {
    let episode = &care.episodes[episode];
    write_dated_id(episode.child, episode.starts, id);
    id.push('/');
    id.push(if episode.reason.is_ascii_graphic() {
        char::from(episode.reason)
    } else {
        '-'
    });
}

/// An id of a text and a day.
pub(super) fn dated_id(text: &str, day: i32) -> String {
    let mut id = String::with_capacity(text.len() + 13);
    write_dated_id(text, day, &mut id);
    id
}

fn write_dated_id(text: &str, day: i32, id: &mut String) {
    id.push_str(text);
    id.push('/');
    write_iso(id, day);
}
