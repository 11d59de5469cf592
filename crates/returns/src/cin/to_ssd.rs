//! Mapping to SSD.
//!
//! The census has no ids for referrals, assessments, enquiries, conferences and plans. They are
//! made of the child's id, the kind, the start and which of that day's it is, so the same
//! referral has the same id in each import.

use waymark_codes::cin;

use super::referral::{Censuses, Person, Referral, Start};
use super::tables;
use crate::date;
use crate::import::{Coverage, ReturnKind};
use crate::reading::{Origin, RawTables, Reading};
use crate::ssd_rows::{Cell, SsdRows};

/// Maps the censuses of the import to SSD.
pub(crate) fn to_ssd(raw: &RawTables, reading: &mut Reading<'_>) {
    let censuses = Censuses::of(raw, reading);
    if censuses.people.is_empty() {
        return;
    }
    let mut tables = Tables::new();
    for (child, person) in &censuses.people {
        tables.person(child, person);
    }
    for ((child, start), referral) in &censuses.referrals {
        tables.referral(child, *start, referral);
    }
    for (table, batch) in tables.finish() {
        reading.keep_ssd(Origin::Cin, table, batch);
    }
    cover(reading);
}

/// Says what the tables cover: what each census covers, also where it has no row for one. The
/// plans of children in need are not in the older layouts.
fn cover(reading: &mut Reading<'_>) {
    const ALWAYS: [&str; 9] = [
        "ssd_person",
        "ssd_disability",
        "ssd_cin_episodes",
        "ssd_cin_assessments",
        "ssd_assessment_factors",
        "ssd_s47_enquiry",
        "ssd_initial_cp_conference",
        "ssd_cp_plans",
        "ssd_cp_reviews",
    ];
    let censuses: Vec<(Coverage, bool)> = reading
        .returns
        .iter()
        .filter(|census| census.kind == ReturnKind::Cin)
        .filter_map(|census| {
            let has_plans = census.tables.contains(&tables::PLAN_DATES.name);
            census.coverage.map(|coverage| (coverage, has_plans))
        })
        .collect();
    for (coverage, has_plans) in censuses {
        for table in ALWAYS {
            reading.cover_ssd(table, Origin::Cin, coverage);
        }
        if has_plans {
            reading.cover_ssd("ssd_cin_plans", Origin::Cin, coverage);
        }
    }
}

struct Tables {
    person: SsdRows,
    disability: SsdRows,
    episodes: SsdRows,
    assessments: SsdRows,
    factors: SsdRows,
    plans: SsdRows,
    enquiries: SsdRows,
    conferences: SsdRows,
    protection_plans: SsdRows,
    reviews: SsdRows,
}

impl Tables {
    fn new() -> Self {
        Self {
            person: SsdRows::new(
                "ssd_person",
                &[
                    "pers_person_id",
                    "pers_sex",
                    "pers_ethnicity",
                    "pers_dob",
                    "pers_upn_unknown",
                    "pers_expected_dob",
                    "pers_death_date",
                ],
            ),
            disability: SsdRows::new(
                "ssd_disability",
                &["disa_table_id", "disa_person_id", "disa_disability_code"],
            ),
            episodes: SsdRows::new(
                "ssd_cin_episodes",
                &[
                    "cine_referral_id",
                    "cine_person_id",
                    "cine_referral_date",
                    "cine_cin_primary_need_code",
                    "cine_referral_source_code",
                    "cine_referral_source_desc",
                    "cine_referral_nfa",
                    "cine_close_reason",
                    "cine_close_date",
                ],
            ),
            assessments: SsdRows::new(
                "ssd_cin_assessments",
                &[
                    "cina_assessment_id",
                    "cina_person_id",
                    "cina_referral_id",
                    "cina_assessment_start_date",
                    "cina_assessment_auth_date",
                ],
            ),
            factors: SsdRows::new(
                "ssd_assessment_factors",
                &[
                    "cinf_table_id",
                    "cinf_assessment_id",
                    "cinf_assessment_factors_json",
                ],
            ),
            plans: SsdRows::new(
                "ssd_cin_plans",
                &[
                    "cinp_cin_plan_id",
                    "cinp_referral_id",
                    "cinp_person_id",
                    "cinp_cin_plan_start_date",
                    "cinp_cin_plan_end_date",
                ],
            ),
            enquiries: SsdRows::new(
                "ssd_s47_enquiry",
                &[
                    "s47e_s47_enquiry_id",
                    "s47e_referral_id",
                    "s47e_person_id",
                    "s47e_s47_start_date",
                ],
            ),
            conferences: SsdRows::new(
                "ssd_initial_cp_conference",
                &[
                    "icpc_icpc_id",
                    "icpc_s47_enquiry_id",
                    "icpc_person_id",
                    "icpc_referral_id",
                    "icpc_icpc_target_date",
                    "icpc_icpc_date",
                ],
            ),
            protection_plans: SsdRows::new(
                "ssd_cp_plans",
                &[
                    "cppl_cp_plan_id",
                    "cppl_referral_id",
                    "cppl_icpc_id",
                    "cppl_person_id",
                    "cppl_cp_plan_start_date",
                    "cppl_cp_plan_end_date",
                    "cppl_cp_plan_initial_category",
                    "cppl_cp_plan_latest_category",
                ],
            ),
            reviews: SsdRows::new(
                "ssd_cp_reviews",
                &[
                    "cppr_cp_review_id",
                    "cppr_person_id",
                    "cppr_cp_plan_id",
                    "cppr_cp_review_date",
                ],
            ),
        }
    }

    fn finish(self) -> impl Iterator<Item = (&'static str, arrow::array::RecordBatch)> {
        [
            self.person,
            self.disability,
            self.episodes,
            self.assessments,
            self.factors,
            self.plans,
            self.enquiries,
            self.conferences,
            self.protection_plans,
            self.reviews,
        ]
        .into_iter()
        .filter_map(SsdRows::finish)
    }

    fn person(&mut self, child: &str, person: &Person) {
        self.person.push([
            child.into(),
            person.sex.into(),
            (&person.ethnicity).into(),
            person.born.into(),
            (&person.upn_unknown).into(),
            person.expected.into(),
            person.died.into(),
        ]);
        for code in &person.disabilities {
            self.disability.push([
                format!("CIN:{child}:{code}").into(),
                child.into(),
                code.as_str().into(),
            ]);
        }
    }

    fn referral(&mut self, child: &str, start: Start, referral: &Referral) {
        let referral_id = id(child, "R", start);
        let source = referral.source.as_deref();
        self.episodes.push([
            referral_id.as_str().into(),
            child.into(),
            start.0.into(),
            (&referral.need).into(),
            source.into(),
            source
                .and_then(|code| cin::REFERRAL_SOURCE.label(code))
                .into(),
            referral
                .no_further_action
                .map(|none| if none { "Y" } else { "N" })
                .into(),
            (&referral.closure_reason).into(),
            referral.closed.into(),
        ]);
        for (start, assessment) in &referral.assessments {
            let assessment_id = id(&referral_id, "A", *start);
            self.assessments.push([
                assessment_id.as_str().into(),
                child.into(),
                referral_id.as_str().into(),
                start.0.into(),
                assessment.authorised.into(),
            ]);
            if !assessment.factors.is_empty() {
                self.factors.push([
                    format!("{assessment_id}:F").into(),
                    assessment_id.into(),
                    json_list(&assessment.factors).into(),
                ]);
            }
        }
        for (start, ended) in &referral.plans {
            self.plans.push([
                id(&referral_id, "P", *start).into(),
                referral_id.as_str().into(),
                child.into(),
                start.0.into(),
                (*ended).into(),
            ]);
        }
        self.protection(child, &referral_id, referral);
    }

    fn protection(&mut self, child: &str, referral_id: &str, referral: &Referral) {
        // Conferences by their day: those of enquiries, and the one that the census states with
        // the referral where no enquiry led to it.
        let mut conferences: Vec<(i32, String)> = Vec::new();
        for (start, enquiry) in &referral.enquiries {
            let enquiry_id = id(referral_id, "S", *start);
            self.enquiries.push([
                enquiry_id.as_str().into(),
                referral_id.into(),
                child.into(),
                start.0.into(),
            ]);
            if let Some(day) = enquiry.conference {
                let conference_id = format!("{enquiry_id}:C");
                self.conferences.push([
                    conference_id.as_str().into(),
                    enquiry_id.into(),
                    child.into(),
                    referral_id.into(),
                    enquiry.conference_target.into(),
                    Cell::Date(day),
                ]);
                conferences.push((day, conference_id));
            }
        }
        if let Some(day) = referral.conference
            && !conferences.iter().any(|(known, _)| *known == day)
        {
            let conference_id = id(referral_id, "C", (Some(day), 1));
            self.conferences.push([
                conference_id.as_str().into(),
                Cell::Null,
                child.into(),
                referral_id.into(),
                Cell::Null,
                Cell::Date(day),
            ]);
            conferences.push((day, conference_id));
        }
        for (start, plan) in &referral.protection_plans {
            let plan_id = id(referral_id, "CP", *start);
            // A plan starts at the conference that decides on it.
            let conference = conferences
                .iter()
                .find(|(day, _)| Some(*day) == start.0)
                .map(|(_, conference)| conference.as_str());
            self.protection_plans.push([
                plan_id.as_str().into(),
                referral_id.into(),
                conference.into(),
                child.into(),
                start.0.into(),
                plan.ended.into(),
                (&plan.initial_category).into(),
                (&plan.latest_category).into(),
            ]);
            for (number, day) in (1..).zip(&plan.reviews) {
                self.reviews.push([
                    format!("{plan_id}:V{number}").into(),
                    child.into(),
                    plan_id.as_str().into(),
                    Cell::Date(*day),
                ]);
            }
        }
    }
}

/// The id of something that belongs to a child or a referral, such as `1001:R2017-09-04:1`.
fn id(of: &str, kind: &str, (day, nth): Start) -> String {
    match day {
        Some(day) => format!("{of}:{kind}{}:{nth}", date::to_date(day)),
        None => format!("{of}:{kind}undated:{nth}"),
    }
}

/// A list of codes as JSON.
fn json_list(codes: &[String]) -> String {
    let mut json = String::from("[");
    for (index, code) in codes.iter().enumerate() {
        if index > 0 {
            json.push(',');
        }
        json.push('"');
        for letter in code.chars() {
            match letter {
                '"' | '\\' => {
                    json.push('\\');
                    json.push(letter);
                }
                control if control.is_control() => {
                    json.push_str(&format!("\\u{:04x}", u32::from(control)));
                }
                letter => json.push(letter),
            }
        }
        json.push('"');
    }
    json.push(']');
    json
}
