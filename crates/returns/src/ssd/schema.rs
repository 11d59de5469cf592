//! The tables of the Standard Safeguarding Dataset (SSD), by SSD's own names.
//!
//! Source: SSD's published data dictionary (Data to Insight). Where its listings spell
//! a column in two ways, the one that ends in `_date` is used here and the other is
//! accepted in files. Columns that begin with `_` are Waymark's own.

use crate::schema::{ColumnSpec, TableSpec};

const fn text(name: &'static str) -> ColumnSpec {
    ColumnSpec::text(name)
}

const fn date(name: &'static str) -> ColumnSpec {
    ColumnSpec::date(name)
}

const fn integer(name: &'static str) -> ColumnSpec {
    ColumnSpec::integer(name)
}

const fn decimal(name: &'static str) -> ColumnSpec {
    ColumnSpec::decimal(name)
}

/// All tables of SSD. The engine gives each that a snapshot lacks an empty one.
pub fn ssd_tables() -> &'static [TableSpec] {
    TABLES
}

/// The layout of an SSD table.
pub(crate) fn table(name: &str) -> Option<&'static TableSpec> {
    TABLES.iter().find(|table| table.name == name)
}

/// Column of an SSD table that holds a person's name: it is not read.
pub(crate) fn is_name_column(column: &str) -> bool {
    const PARTS: [&str; 6] = [
        "forename",
        "surname",
        "firstname",
        "lastname",
        "first_name",
        "last_name",
    ];
    let column = column.to_ascii_lowercase();
    PARTS.iter().any(|part| column.contains(part))
        || column == "prof_professional_name"
        || column == "pers_name"
        || column.ends_with("_full_name")
}

static TABLES: &[TableSpec] = &[
    TableSpec {
        name: "ssd_person",
        columns: &[
            text("pers_person_id").required(),
            text("pers_legacy_id"),
            text("pers_sex"),
            text("pers_gender"),
            text("pers_ethnicity"),
            date("pers_dob"),
            text("pers_common_child_id"),
            text("pers_upn_unknown"),
            text("pers_send_flag"),
            date("pers_expected_dob"),
            date("pers_death_date"),
            text("pers_is_mother"),
            text("pers_nationality"),
        ],
    },
    TableSpec {
        name: "ssd_family",
        columns: &[
            text("fami_table_id").required(),
            text("fami_family_id"),
            text("fami_person_id").required(),
        ],
    },
    TableSpec {
        name: "ssd_address",
        columns: &[
            text("addr_table_id").required(),
            text("addr_person_id").required(),
            text("addr_address_type"),
            date("addr_address_start_date"),
            date("addr_address_end_date"),
            text("addr_address_postcode"),
            text("addr_address_json"),
        ],
    },
    TableSpec {
        name: "ssd_disability",
        columns: &[
            text("disa_table_id").required(),
            text("disa_person_id").required(),
            text("disa_disability_code"),
        ],
    },
    TableSpec {
        name: "ssd_immigration_status",
        columns: &[
            text("immi_immigration_status_id").required(),
            text("immi_person_id").required(),
            date("immi_immigration_status_start_date"),
            date("immi_immigration_status_end_date"),
            text("immi_immigration_status"),
        ],
    },
    TableSpec {
        name: "ssd_mother",
        columns: &[
            text("moth_table_id").required(),
            text("moth_person_id").required(),
            text("moth_childs_person_id"),
            date("moth_childs_dob"),
        ],
    },
    TableSpec {
        name: "ssd_legal_status",
        columns: &[
            text("lega_legal_status_id").required(),
            text("lega_person_id").required(),
            text("lega_legal_status"),
            date("lega_legal_status_start_date"),
            date("lega_legal_status_end_date"),
        ],
    },
    TableSpec {
        name: "ssd_contacts",
        columns: &[
            text("cont_contact_id").required(),
            text("cont_person_id").required(),
            date("cont_contact_date"),
            text("cont_contact_source_code"),
            text("cont_contact_source_desc"),
            text("cont_contact_outcome_json"),
        ],
    },
    TableSpec {
        name: "ssd_early_help_episodes",
        columns: &[
            text("earl_episode_id").required(),
            text("earl_person_id").required(),
            date("earl_episode_start_date"),
            date("earl_episode_end_date"),
            text("earl_episode_reason"),
            text("earl_episode_end_reason"),
            text("earl_episode_organisation"),
            text("earl_episode_worker_id"),
        ],
    },
    TableSpec {
        name: "ssd_cin_episodes",
        columns: &[
            text("cine_referral_id").required(),
            text("cine_person_id").required(),
            date("cine_referral_date"),
            text("cine_cin_primary_need_code"),
            text("cine_referral_source_code"),
            text("cine_referral_source_desc"),
            text("cine_referral_outcome_json"),
            text("cine_referral_nfa"),
            text("cine_close_reason"),
            date("cine_close_date"),
            text("cine_referral_team"),
            text("cine_referral_worker_id"),
        ],
    },
    TableSpec {
        name: "ssd_cin_assessments",
        columns: &[
            text("cina_assessment_id").required(),
            text("cina_person_id").required(),
            text("cina_referral_id"),
            date("cina_assessment_start_date"),
            text("cina_assessment_child_seen"),
            date("cina_assessment_auth_date"),
            text("cina_assessment_outcome_json"),
            text("cina_assessment_outcome_nfa"),
            text("cina_assessment_team"),
            text("cina_assessment_worker_id"),
        ],
    },
    TableSpec {
        name: "ssd_assessment_factors",
        columns: &[
            text("cinf_table_id").required(),
            text("cinf_assessment_id"),
            text("cinf_assessment_factors_json"),
        ],
    },
    TableSpec {
        name: "ssd_cin_plans",
        columns: &[
            text("cinp_cin_plan_id").required(),
            text("cinp_referral_id"),
            text("cinp_person_id").required(),
            date("cinp_cin_plan_start_date"),
            date("cinp_cin_plan_end_date"),
            text("cinp_cin_plan_team"),
            text("cinp_cin_plan_worker_id"),
        ],
    },
    TableSpec {
        name: "ssd_cin_visits",
        columns: &[
            text("cinv_cin_visit_id").required(),
            text("cinv_person_id").required(),
            text("cinv_cin_plan_id"),
            date("cinv_cin_visit_date"),
            text("cinv_cin_visit_seen"),
            text("cinv_cin_visit_seen_alone"),
            text("cinv_cin_visit_bedroom"),
        ],
    },
    TableSpec {
        name: "ssd_s47_enquiry",
        columns: &[
            text("s47e_s47_enquiry_id").required(),
            text("s47e_referral_id"),
            text("s47e_person_id").required(),
            date("s47e_s47_start_date"),
            date("s47e_s47_end_date"),
            text("s47e_s47_nfa"),
            text("s47e_s47_outcome_json"),
            text("s47e_s47_completed_by_team"),
            text("s47e_s47_completed_by_worker_id"),
        ],
    },
    TableSpec {
        name: "ssd_initial_cp_conference",
        columns: &[
            text("icpc_icpc_id").required(),
            text("icpc_icpc_meeting_id"),
            text("icpc_s47_enquiry_id"),
            text("icpc_person_id").required(),
            text("icpc_cp_plan_id"),
            text("icpc_referral_id"),
            text("icpc_icpc_transfer_in"),
            date("icpc_icpc_target_date"),
            date("icpc_icpc_date"),
            text("icpc_icpc_outcome_cp_flag"),
            text("icpc_icpc_outcome_json"),
            text("icpc_icpc_team"),
            text("icpc_icpc_worker_id"),
        ],
    },
    TableSpec {
        name: "ssd_cp_plans",
        columns: &[
            text("cppl_cp_plan_id").required(),
            text("cppl_referral_id"),
            text("cppl_icpc_id"),
            text("cppl_person_id").required(),
            date("cppl_cp_plan_start_date"),
            date("cppl_cp_plan_end_date"),
            text("cppl_cp_plan_ola"),
            text("cppl_cp_plan_initial_category"),
            text("cppl_cp_plan_latest_category"),
        ],
    },
    TableSpec {
        name: "ssd_cp_visits",
        columns: &[
            text("cppv_cp_visit_id").required(),
            text("cppv_person_id").required(),
            text("cppv_cp_plan_id"),
            date("cppv_cp_visit_date"),
            text("cppv_cp_visit_seen"),
            text("cppv_cp_visit_seen_alone"),
            text("cppv_cp_visit_bedroom"),
        ],
    },
    TableSpec {
        name: "ssd_cp_reviews",
        columns: &[
            text("cppr_cp_review_id").required(),
            text("cppr_person_id").required(),
            text("cppr_cp_plan_id"),
            date("cppr_cp_review_due"),
            date("cppr_cp_review_date"),
            text("cppr_cp_review_meeting_id"),
            text("cppr_cp_review_outcome_continue_cp"),
            text("cppr_cp_review_quorate"),
            text("cppr_cp_review_participation"),
        ],
    },
    TableSpec {
        name: "ssd_cla_episodes",
        columns: &[
            text("clae_cla_episode_id").required(),
            text("clae_person_id").required(),
            text("clae_cla_placement_id"),
            date("clae_cla_episode_start_date"),
            text("clae_cla_episode_start_reason"),
            text("clae_cla_primary_need_code"),
            date("clae_cla_episode_ceased_date").also(&["clae_cla_episode_ceased"]),
            text("clae_cla_episode_ceased_reason"),
            text("clae_cla_id"),
            text("clae_referral_id"),
            date("clae_cla_last_iro_contact_date"),
            date("clae_entered_care_date"),
        ],
    },
    TableSpec {
        name: "ssd_cla_placement",
        columns: &[
            text("clap_cla_placement_id").required(),
            text("clap_cla_id"),
            text("clap_person_id").required(),
            date("clap_cla_placement_start_date"),
            text("clap_cla_placement_type"),
            text("clap_cla_placement_urn"),
            decimal("clap_cla_placement_distance"),
            text("clap_cla_placement_provider"),
            text("clap_cla_placement_postcode"),
            date("clap_cla_placement_end_date"),
            text("clap_cla_placement_change_reason"),
        ],
    },
    TableSpec {
        name: "ssd_cla_reviews",
        columns: &[
            text("clar_cla_review_id").required(),
            text("clar_cla_id"),
            date("clar_cla_review_due_date"),
            date("clar_cla_review_date"),
            text("clar_cla_review_cancelled"),
            text("clar_cla_review_participation"),
        ],
    },
    TableSpec {
        name: "ssd_cla_convictions",
        columns: &[
            text("clac_cla_conviction_id").required(),
            text("clac_person_id").required(),
            date("clac_cla_conviction_date"),
            text("clac_cla_conviction_offence"),
        ],
    },
    TableSpec {
        name: "ssd_cla_health",
        columns: &[
            text("clah_health_check_id").required(),
            text("clah_person_id").required(),
            text("clah_health_check_type"),
            date("clah_health_check_date"),
            text("clah_health_check_status"),
        ],
    },
    TableSpec {
        name: "ssd_cla_immunisations",
        columns: &[
            text("clai_person_id").required(),
            text("clai_immunisations_status"),
            date("clai_immunisations_status_date"),
        ],
    },
    TableSpec {
        name: "ssd_cla_substance_misuse",
        columns: &[
            text("clas_substance_misuse_id").required(),
            text("clas_person_id").required(),
            date("clas_substance_misuse_date"),
            text("clas_substance_misused"),
            text("clas_intervention_received"),
        ],
    },
    TableSpec {
        name: "ssd_cla_previous_permanence",
        columns: &[
            text("lapp_table_id").required(),
            text("lapp_person_id").required(),
            text("lapp_previous_permanence_option"),
            text("lapp_previous_permanence_la"),
            text("lapp_previous_permanence_order_date"),
        ],
    },
    TableSpec {
        name: "ssd_cla_care_plan",
        columns: &[
            text("lacp_table_id").required(),
            text("lacp_person_id").required(),
            date("lacp_cla_care_plan_start_date"),
            date("lacp_cla_care_plan_end_date"),
            text("lacp_cla_care_plan_json"),
        ],
    },
    TableSpec {
        name: "ssd_cla_visits",
        columns: &[
            text("clav_cla_visit_id").required(),
            text("clav_cla_id"),
            text("clav_person_id").required(),
            date("clav_cla_visit_date"),
            text("clav_cla_visit_seen"),
            text("clav_cla_visit_seen_alone"),
        ],
    },
    TableSpec {
        name: "ssd_sdq_scores",
        columns: &[
            text("csdq_table_id").required(),
            text("csdq_person_id").required(),
            date("csdq_sdq_completed_date"),
            integer("csdq_sdq_score"),
            text("csdq_sdq_reason"),
        ],
    },
    TableSpec {
        name: "ssd_missing",
        columns: &[
            text("miss_table_id").required(),
            text("miss_person_id").required(),
            date("miss_missing_episode_start_date"),
            text("miss_missing_episode_type"),
            date("miss_missing_episode_end_date"),
            text("miss_missing_rhi_offered"),
            text("miss_missing_rhi_accepted"),
        ],
    },
    TableSpec {
        name: "ssd_care_leavers",
        columns: &[
            text("clea_table_id").required(),
            text("clea_person_id").required(),
            text("clea_care_leaver_eligibility"),
            text("clea_care_leaver_in_touch"),
            date("clea_care_leaver_latest_contact"),
            text("clea_care_leaver_accommodation"),
            text("clea_care_leaver_accom_suitable"),
            text("clea_care_leaver_activity"),
            date("clea_pathway_plan_review_date"),
            text("clea_care_leaver_personal_advisor"),
            text("clea_care_leaver_allocated_team"),
            text("clea_care_leaver_worker_id"),
            date("_covers_from").optional(),
            date("_covers_to").optional(),
        ],
    },
    TableSpec {
        name: "ssd_permanence",
        columns: &[
            text("perm_table_id").required(),
            text("perm_person_id").required(),
            text("perm_cla_id"),
            date("perm_adm_decision_date"),
            text("perm_part_of_sibling_group"),
            integer("perm_siblings_placed_together"),
            integer("perm_siblings_placed_apart"),
            date("perm_ffa_cp_decision_date"),
            date("perm_placement_order_date"),
            date("perm_matched_date"),
            text("perm_adopter_sex"),
            text("perm_adopter_legal_status"),
            integer("perm_number_of_adopters"),
            date("perm_placed_for_adoption_date"),
            text("perm_adopted_by_carer_flag"),
            date("perm_placed_foster_carer_date"),
            date("perm_placed_ffa_cp_date"),
            text("perm_placement_provider_urn"),
            date("perm_decision_reversed_date"),
            text("perm_decision_reversed_reason"),
            date("perm_permanence_order_date"),
            text("perm_permanence_order_type"),
            text("perm_adoption_worker_id"),
        ],
    },
    TableSpec {
        name: "ssd_professionals",
        columns: &[
            text("prof_professional_id").required(),
            text("prof_staff_id"),
            text("prof_social_worker_registration_no"),
            text("prof_agency_worker_flag"),
            text("prof_professional_job_title"),
            integer("prof_professional_caseload"),
            text("prof_professional_department"),
            decimal("prof_full_time_equivalency"),
        ],
    },
    TableSpec {
        name: "ssd_involvements",
        columns: &[
            text("invo_involvements_id").required(),
            text("invo_professional_id"),
            text("invo_professional_role_id"),
            text("invo_professional_team"),
            text("invo_person_id").required(),
            date("invo_involvement_start_date"),
            date("invo_involvement_end_date"),
            text("invo_worker_change_reason"),
            text("invo_referral_id"),
        ],
    },
    TableSpec {
        name: "ssd_linked_identifiers",
        columns: &[
            text("link_table_id").required(),
            text("link_person_id").required(),
            text("link_identifier_type"),
            text("link_identifier_value"),
            date("link_valid_from_date"),
            date("link_valid_to_date"),
        ],
    },
    TableSpec {
        name: "ssd_send",
        columns: &[
            text("send_table_id").required(),
            text("send_person_id").required(),
            text("send_upn"),
            text("send_uln"),
            text("send_upn_unknown"),
        ],
    },
    TableSpec {
        name: "ssd_sen_need",
        columns: &[
            text("senn_table_id").required(),
            text("senn_active_ehcp_id"),
            text("senn_active_ehcp_need_type"),
            text("senn_active_ehcp_need_rank"),
        ],
    },
    TableSpec {
        name: "ssd_ehcp_requests",
        columns: &[
            text("ehcr_ehcp_request_id").required(),
            text("ehcr_send_table_id"),
            date("ehcr_ehcp_req_date"),
            date("ehcr_ehcp_req_outcome_date"),
            text("ehcr_ehcp_req_outcome"),
        ],
    },
    TableSpec {
        name: "ssd_ehcp_assessment",
        columns: &[
            text("ehca_ehcp_assessment_id").required(),
            text("ehca_ehcp_request_id"),
            date("ehca_ehcp_assessment_outcome_date"),
            text("ehca_ehcp_assessment_outcome"),
            text("ehca_ehcp_assessment_exceptions"),
        ],
    },
    TableSpec {
        name: "ssd_ehcp_named_plan",
        columns: &[
            text("ehcn_named_plan_id").required(),
            text("ehcn_ehcp_asmt_id"),
            date("ehcn_named_plan_start_date"),
            date("ehcn_named_plan_ceased_date"),
            text("ehcn_named_plan_ceased_reason"),
        ],
    },
    TableSpec {
        name: "ssd_voice_of_child",
        columns: &[
            text("voch_table_id").required(),
            text("voch_person_id").required(),
            text("voch_explained_worries"),
            text("voch_story_help_understand"),
            text("voch_agree_worker"),
            text("voch_plan_safe"),
            text("voch_tablet_help_explain"),
        ],
    },
    TableSpec {
        name: "ssd_department",
        columns: &[
            text("dept_team_id").required(),
            text("dept_team_name"),
            text("dept_team_parent_id"),
            text("dept_team_parent_name"),
        ],
    },
    // Waymark's own: what a council has agreed for each team, as no return says it.
    TableSpec {
        name: "agreed_caseloads",
        columns: &[
            text("caseload_team").required(),
            decimal("agreed_cases_per_fte").required(),
        ],
    },
];
