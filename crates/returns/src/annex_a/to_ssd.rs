//! Mapping to SSD, list by list.
//!
//! Annex A is the least of the sources: a table that a return or an extract gives too is taken
//! from there. Only what a list states as such is mapped. List 6 (children in need) has no
//! referral to tie its dates to, and list 11 (adopters) has no table in SSD; both stay raw. Of
//! list 8 the current legal status and the current placement are exact, episodes are not.

use std::collections::BTreeMap;

use waymark_codes::{annex_a as answers, cin};

use crate::date;
use crate::import::{Coverage, ReturnKind};
use crate::reading::{Origin, RawTables, Reading};
use crate::ssd_rows::{Cell, RawColumn, SsdRows};

/// Maps the Annex A lists of the import to SSD.
pub(crate) fn to_ssd(raw: &RawTables, reading: &mut Reading<'_>) {
    for rows in [
        people(raw),
        contacts(raw),
        early_help(raw),
        referrals(raw),
        assessments(raw),
        enquiries(raw),
        conferences(raw),
        protection_plans(raw),
        legal_statuses(raw),
        placements(raw),
        care_leavers(raw),
        permanence(raw),
    ] {
        if let Some((table, batch)) = rows.finish() {
            reading.keep_ssd(Origin::AnnexA, table, batch);
        }
    }
    cover(reading);
}

/// The SSD tables of each list, and whether the list holds what happened over the time that the
/// workbook covers, or only how things stand on its last day.
const COVERED: [(usize, &str, bool); 12] = [
    (1, "ssd_contacts", true),
    (2, "ssd_early_help_episodes", true),
    (3, "ssd_cin_episodes", true),
    (4, "ssd_cin_assessments", true),
    (5, "ssd_s47_enquiry", true),
    (5, "ssd_initial_cp_conference", true),
    (7, "ssd_cp_plans", true),
    (8, "ssd_legal_status", false),
    (8, "ssd_cla_placement", false),
    (9, "ssd_care_leavers", false),
    (10, "ssd_permanence", true),
    (10, "ssd_person", false),
];

fn cover(reading: &mut Reading<'_>) {
    let mut spans = Vec::new();
    for workbook in &reading.returns {
        let Some(coverage) = workbook
            .coverage
            .filter(|_| workbook.kind == ReturnKind::AnnexA)
        else {
            continue;
        };
        for (list, table, over_time) in COVERED {
            if workbook.tables.contains(&super::LISTS[list - 1].name) {
                let from = if over_time {
                    coverage.from
                } else {
                    coverage.to
                };
                spans.push((table, Coverage { from, ..coverage }));
            }
        }
    }
    for (table, span) in spans {
        reading.cover_ssd(table, Origin::AnnexA, span);
    }
}

/// A row of a list, with its id: the workbook has none for what it lists.
struct Row<'b> {
    batch: &'b arrow::array::RecordBatch,
    row: usize,
}

impl<'b> Row<'b> {
    fn text(&self, name: &str) -> Option<&'b str> {
        RawColumn::of(self.batch, name).text(self.row)
    }

    fn date(&self, name: &str) -> Option<i32> {
        RawColumn::of(self.batch, name).date(self.row)
    }

    fn child(&self) -> &'b str {
        self.text("child_unique_id").unwrap_or_default()
    }
}

/// Calls for each row of a list, with an id made of the list, the child, a day and which of that
/// day's it is; lists of several workbooks follow each other.
fn each(raw: &RawTables, list: usize, day: Option<&str>, mut each: impl FnMut(&Row<'_>, String)) {
    let mut counts: BTreeMap<(String, Option<i32>), usize> = BTreeMap::new();
    for table in raw.table(super::LISTS[list - 1].name) {
        for row in 0..table.batch.num_rows() {
            let row = Row {
                batch: &table.batch,
                row,
            };
            let day = day.and_then(|day| row.date(day));
            let nth = counts.entry((row.child().to_owned(), day)).or_default();
            *nth += 1;
            let on = day.map_or_else(
                || "undated".to_owned(),
                |day| date::to_date(day).to_string(),
            );
            let id = format!("AA{list}:{}:{on}:{nth}", row.child());
            each(&row, id);
        }
    }
}

/// `Y` or `N`; an unknown answer and one that was not understood are null.
fn flag(answer: Option<&str>) -> Option<&'static str> {
    match answer? {
        "Y" => Some("Y"),
        "N" => Some("N"),
        _ => None,
    }
}

fn people(raw: &RawTables) -> SsdRows {
    #[derive(Default)]
    struct Person {
        sex: Option<&'static str>,
        ethnicity: Option<String>,
        born: Option<i32>,
    }
    let mut people: BTreeMap<String, Person> = BTreeMap::new();
    for list in 1..=10 {
        each(raw, list, None, |row, _| {
            let person = people.entry(row.child().to_owned()).or_default();
            let sex = row.text("gender").and_then(|sex| match sex {
                "M" => Some("M"),
                "F" => Some("F"),
                "U" | "N" => Some("U"),
                _ => None,
            });
            person.sex = person.sex.filter(|known| *known != "U").or(sex);
            let ethnicity = row
                .text("ethnicity")
                .filter(|code| cin::ETHNICITY.contains(code));
            if person.ethnicity.is_none() {
                person.ethnicity = ethnicity.map(str::to_owned);
            }
            person.born = person.born.or(row.date("date_of_birth"));
        });
    }
    let mut rows = SsdRows::new(
        "ssd_person",
        &["pers_person_id", "pers_sex", "pers_ethnicity", "pers_dob"],
    );
    for (child, person) in people {
        rows.push([
            child.into(),
            person.sex.into(),
            person.ethnicity.into(),
            person.born.into(),
        ]);
    }
    rows
}

fn contacts(raw: &RawTables) -> SsdRows {
    let mut rows = SsdRows::new(
        "ssd_contacts",
        &[
            "cont_contact_id",
            "cont_person_id",
            "cont_contact_date",
            "cont_contact_source_code",
            "cont_contact_source_desc",
        ],
    );
    each(raw, 1, Some("date_of_contact"), |row, id| {
        let (code, label) = source(row.text("contact_source"));
        rows.push([
            id.into(),
            row.child().into(),
            row.date("date_of_contact").into(),
            code,
            label,
        ]);
    });
    rows
}

/// A source as code and words; one that is no code of the census as words alone.
fn source(text: Option<&str>) -> (Cell, Cell) {
    match text.map(|text| (text, cin::REFERRAL_SOURCE.label(text))) {
        Some((code, Some(label))) => (code.into(), label.into()),
        Some((text, None)) => (Cell::Null, text.into()),
        None => (Cell::Null, Cell::Null),
    }
}

fn early_help(raw: &RawTables) -> SsdRows {
    let mut rows = SsdRows::new(
        "ssd_early_help_episodes",
        &[
            "earl_episode_id",
            "earl_person_id",
            "earl_episode_start_date",
            "earl_episode_end_date",
            "earl_episode_organisation",
        ],
    );
    each(raw, 2, Some("assessment_start_date"), |row, id| {
        rows.push([
            id.into(),
            row.child().into(),
            row.date("assessment_start_date").into(),
            row.date("assessment_completion_date").into(),
            row.text("organisation").into(),
        ]);
    });
    rows
}

fn referrals(raw: &RawTables) -> SsdRows {
    let mut rows = SsdRows::new(
        "ssd_cin_episodes",
        &[
            "cine_referral_id",
            "cine_person_id",
            "cine_referral_date",
            "cine_referral_source_code",
            "cine_referral_source_desc",
            "cine_referral_nfa",
            "cine_referral_team",
        ],
    );
    each(raw, 3, Some("date_of_referral"), |row, id| {
        let (code, label) = source(row.text("referral_source"));
        rows.push([
            id.into(),
            row.child().into(),
            row.date("date_of_referral").into(),
            code,
            label,
            flag(row.text("referral_nfa")).into(),
            row.text("allocated_team").into(),
        ]);
    });
    rows
}

fn assessments(raw: &RawTables) -> SsdRows {
    let mut rows = SsdRows::new(
        "ssd_cin_assessments",
        &[
            "cina_assessment_id",
            "cina_person_id",
            "cina_assessment_start_date",
            "cina_assessment_child_seen",
            "cina_assessment_auth_date",
            "cina_assessment_outcome_nfa",
            "cina_assessment_team",
        ],
    );
    each(raw, 4, Some("assessment_start_date"), |row, id| {
        // Support is required, or there is no further action.
        let no_action = match flag(row.text("assessed_as_requiring_support")) {
            Some("Y") => Some("N"),
            Some(_) => Some("Y"),
            None => None,
        };
        rows.push([
            id.into(),
            row.child().into(),
            row.date("assessment_start_date").into(),
            flag(row.text("child_seen")).into(),
            row.date("assessment_authorisation_date").into(),
            no_action.into(),
            row.text("allocated_team").into(),
        ]);
    });
    rows
}

fn enquiries(raw: &RawTables) -> SsdRows {
    let mut rows = SsdRows::new(
        "ssd_s47_enquiry",
        &[
            "s47e_s47_enquiry_id",
            "s47e_person_id",
            "s47e_s47_start_date",
            "s47e_s47_completed_by_team",
        ],
    );
    each(raw, 5, Some("section_47_start_date"), |row, id| {
        rows.push([
            id.into(),
            row.child().into(),
            row.date("section_47_start_date").into(),
            row.text("allocated_team").into(),
        ]);
    });
    rows
}

fn conferences(raw: &RawTables) -> SsdRows {
    let mut rows = SsdRows::new(
        "ssd_initial_cp_conference",
        &[
            "icpc_icpc_id",
            "icpc_s47_enquiry_id",
            "icpc_person_id",
            "icpc_icpc_date",
            "icpc_icpc_outcome_cp_flag",
            "icpc_icpc_team",
        ],
    );
    each(raw, 5, Some("section_47_start_date"), |row, id| {
        if let Some(day) = row.date("conference_date") {
            rows.push([
                format!("{id}:C").into(),
                id.into(),
                row.child().into(),
                Cell::Date(day),
                flag(row.text("conference_led_to_plan")).into(),
                row.text("allocated_team").into(),
            ]);
        }
    });
    rows
}

fn protection_plans(raw: &RawTables) -> SsdRows {
    let mut rows = SsdRows::new(
        "ssd_cp_plans",
        &[
            "cppl_cp_plan_id",
            "cppl_person_id",
            "cppl_cp_plan_start_date",
            "cppl_cp_plan_end_date",
            "cppl_cp_plan_initial_category",
            "cppl_cp_plan_latest_category",
        ],
    );
    each(raw, 7, Some("plan_start_date"), |row, id| {
        rows.push([
            id.into(),
            row.child().into(),
            row.date("plan_start_date").into(),
            row.date("plan_end_date").into(),
            row.text("initial_category").into(),
            row.text("latest_category").into(),
        ]);
    });
    rows
}

fn legal_statuses(raw: &RawTables) -> SsdRows {
    let mut rows = SsdRows::new(
        "ssd_legal_status",
        &[
            "lega_legal_status_id",
            "lega_person_id",
            "lega_legal_status",
            "lega_legal_status_start_date",
            "lega_legal_status_end_date",
        ],
    );
    each(raw, 8, Some("legal_status_start_date"), |row, id| {
        if let Some(status) = row.text("legal_status") {
            rows.push([
                id.into(),
                row.child().into(),
                status.into(),
                row.date("legal_status_start_date").into(),
                row.date("date_ceased").into(),
            ]);
        }
    });
    rows
}

fn placements(raw: &RawTables) -> SsdRows {
    let mut rows = SsdRows::new(
        "ssd_cla_placement",
        &[
            "clap_cla_placement_id",
            "clap_person_id",
            "clap_cla_placement_start_date",
            "clap_cla_placement_type",
            "clap_cla_placement_urn",
            "clap_cla_placement_provider",
            "clap_cla_placement_postcode",
            "clap_cla_placement_end_date",
        ],
    );
    each(raw, 8, Some("placement_start_date"), |row, id| {
        if let Some(started) = row.date("placement_start_date") {
            rows.push([
                id.into(),
                row.child().into(),
                Cell::Date(started),
                row.text("placement_type").into(),
                row.text("placement_urn").into(),
                row.text("placement_provider").into(),
                row.text("placement_postcode").into(),
                row.date("date_ceased").into(),
            ]);
        }
    });
    rows
}

fn care_leavers(raw: &RawTables) -> SsdRows {
    let mut rows = SsdRows::new(
        "ssd_care_leavers",
        &[
            "clea_table_id",
            "clea_person_id",
            "clea_care_leaver_eligibility",
            "clea_care_leaver_in_touch",
            "clea_care_leaver_accommodation",
            "clea_care_leaver_accom_suitable",
            "clea_care_leaver_activity",
            "clea_care_leaver_allocated_team",
        ],
    );
    each(raw, 9, None, |row, id| {
        let eligibility = row.text("eligibility");
        let eligibility = eligibility.map(|code| answers::ELIGIBILITY.label(code).unwrap_or(code));
        // SSDA903's code has both: the letter of the home and the figure of its suitability.
        let suitability = row.text("suitability");
        let home = row.text("accommodation").map(|letter| match suitability {
            Some(figure @ ("1" | "2")) => format!("{letter}{figure}"),
            _ => letter.to_owned(),
        });
        rows.push([
            id.into(),
            row.child().into(),
            eligibility.into(),
            row.text("in_touch").into(),
            home.into(),
            suitability
                .and_then(|figure| match figure {
                    "1" => Some("Y"),
                    "2" => Some("N"),
                    _ => None,
                })
                .into(),
            row.text("activity").into(),
            row.text("allocated_team").into(),
        ]);
    });
    rows
}

fn permanence(raw: &RawTables) -> SsdRows {
    let mut rows = SsdRows::new(
        "ssd_permanence",
        &[
            "perm_table_id",
            "perm_person_id",
            "perm_adm_decision_date",
            "perm_placement_order_date",
            "perm_matched_date",
            "perm_placed_for_adoption_date",
            "perm_placed_ffa_cp_date",
            "perm_decision_reversed_date",
            "perm_decision_reversed_reason",
            "perm_permanence_order_date",
            "perm_permanence_order_type",
        ],
    );
    each(raw, 10, Some("decision_date"), |row, id| {
        let adopted = row.date("adoption_order_date");
        rows.push([
            id.into(),
            row.child().into(),
            row.date("decision_date").into(),
            row.date("placement_order_date").into(),
            row.date("matching_date").into(),
            row.date("placed_date").into(),
            row.date("fostering_for_adoption_date").into(),
            row.date("decision_reversed_date").into(),
            row.text("decision_reversed_reason").into(),
            adopted.into(),
            adopted.map(|_| "Adoption").into(),
        ]);
    });
    rows
}
