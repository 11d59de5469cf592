//! The eleven lists and their columns.
//!
//! The first alias of a column is Ofsted's title; further ones are titles that workbooks give it,
//! and one that starts with `~` holds words that must be in a title in their order. The columns'
//! own names are Waymark's. Coded cells become the codes of the statutory returns, see
//! [`waymark_codes::annex_a`]. `Allocated Worker` is a person's name and is no column here.

use waymark_codes::{annex_a as answers, cin, ssda903};

use crate::schema::{ColumnSpec, TableSpec};

const fn date(name: &'static str) -> ColumnSpec {
    ColumnSpec::date(name)
}

const fn text(name: &'static str) -> ColumnSpec {
    ColumnSpec::text(name)
}

const fn integer(name: &'static str) -> ColumnSpec {
    ColumnSpec::integer(name)
}

const fn yes_no(name: &'static str) -> ColumnSpec {
    ColumnSpec::code(name, &answers::YES_NO)
}

const CHILD: ColumnSpec =
    text("child_unique_id")
        .required()
        .also(&["Child Unique ID", "Child ID", "~child id"]);
const GENDER: ColumnSpec = ColumnSpec::code("gender", &answers::SEX).also(&["Gender", "Sex"]);
const ETHNICITY: ColumnSpec = ColumnSpec::code("ethnicity", &cin::ETHNICITY).also(&["Ethnicity"]);
const DATE_OF_BIRTH: ColumnSpec =
    date("date_of_birth").also(&["Date of Birth", "DOB", "~date birth"]);
const AGE: ColumnSpec = ColumnSpec::decimal("age")
    .also(&["Age of Child (Years)", "Age", "Age of Child"])
    .optional();
const DISABILITY: ColumnSpec = yes_no("disability").also(&[
    "Does the Child have a Disability",
    "Disability",
    "~child disability",
]);
const TEAM: ColumnSpec = text("allocated_team").also(&["Allocated Team"]);
const CONTACT_SOURCE: ColumnSpec = ColumnSpec::code("contact_source", &cin::REFERRAL_SOURCE)
    .also(&["Contact Source", "~contact source"]);
const REFERRAL_SOURCE: ColumnSpec = ColumnSpec::code("referral_source", &cin::REFERRAL_SOURCE)
    .also(&["Referral Source", "~referral source"]);

/// Contacts in the last six months.
pub(crate) static LIST_1: TableSpec = TableSpec {
    name: "annex_a_list_1",
    columns: &[
        CHILD,
        GENDER,
        ETHNICITY,
        DATE_OF_BIRTH,
        AGE,
        date("date_of_contact")
            .required()
            .also(&["Date of Contact", "~date contact"]),
        CONTACT_SOURCE,
    ],
};

/// Early help assessments in the last six months.
pub(crate) static LIST_2: TableSpec = TableSpec {
    name: "annex_a_list_2",
    columns: &[
        CHILD,
        GENDER,
        ETHNICITY,
        DATE_OF_BIRTH,
        AGE,
        date("assessment_start_date")
            .required()
            .also(&["Assessment start date"]),
        date("assessment_completion_date").also(&["Assessment completion date"]),
        text("organisation").also(&["Organisation completing assessment", "~organisation"]),
    ],
};

/// Referrals in the last six months.
pub(crate) static LIST_3: TableSpec = TableSpec {
    name: "annex_a_list_3",
    columns: &[
        CHILD,
        GENDER,
        ETHNICITY,
        DATE_OF_BIRTH,
        AGE,
        date("date_of_referral")
            .required()
            .also(&["Date of referral", "~date of referral"]),
        REFERRAL_SOURCE,
        yes_no("referral_nfa").also(&["Referral NFA?", "~referral nfa"]),
        integer("referrals_in_12_months").also(&[
            "Number of Referrals in Last 12 Months",
            "~number referrals 12 months",
        ]),
        TEAM,
    ],
};

/// Assessments under way or completed in the last six months.
pub(crate) static LIST_4: TableSpec = TableSpec {
    name: "annex_a_list_4",
    columns: &[
        CHILD,
        GENDER,
        ETHNICITY,
        DATE_OF_BIRTH,
        AGE,
        DISABILITY,
        date("assessment_start_date").required().also(&[
            "Continuous Assessment Start Date",
            "Assessment Start Date",
            "~assessment start date",
        ]),
        yes_no("child_seen").also(&[
            "Child Seen During Continuous Assessment",
            "~child seen during",
        ]),
        date("assessment_authorisation_date").also(&[
            "Continuous Assessment Date of Authorisation",
            "~assessment date authorisation",
            "~assessment authoris",
        ]),
        yes_no("assessed_as_requiring_support").also(&[
            "Was the child assessed as requiring LA children's social care support?",
            "~was the child assessed social care support",
        ]),
        TEAM,
    ],
};

/// Section 47 enquiries and initial child protection conferences in the last six months.
pub(crate) static LIST_5: TableSpec = TableSpec {
    name: "annex_a_list_5",
    columns: &[
        CHILD,
        GENDER,
        ETHNICITY,
        DATE_OF_BIRTH,
        AGE,
        DISABILITY,
        date("section_47_start_date").required().also(&[
            "Strategy discussion initiating Section 47 Enquiry Start Date",
            "~section 47 start date",
        ]),
        yes_no("conference_unnecessary").also(&[
            "Was an Initial Child Protection Conference deemed unnecessary?",
            "~conference unnecessary",
        ]),
        date("conference_date").also(&[
            "Date of Initial Child Protection Conference",
            "~date of initial child protection conference",
        ]),
        yes_no("conference_led_to_plan").also(&[
            "Did the Initial Child Protection Conference Result in a Child Protection Plan",
            "~conference result in child protection plan",
        ]),
        integer("section_47_in_12_months").also(&[
            "Number of Section 47 Enquiries in the last 12 months",
            "~number section 47 12 months",
        ]),
        integer("conferences_in_12_months").also(&[
            "Number of ICPCs in the last 12 months",
            "~number icpc 12 months",
        ]),
        TEAM,
    ],
};

/// Children in need, open or closed in the last six months.
pub(crate) static LIST_6: TableSpec = TableSpec {
    name: "annex_a_list_6",
    columns: &[
        CHILD,
        GENDER,
        ETHNICITY,
        DATE_OF_BIRTH,
        AGE,
        DISABILITY,
        date("cin_start_date").also(&["CIN Start Date", "~cin start date"]),
        ColumnSpec::code("primary_need_code", &cin::PRIMARY_NEED)
            .also(&["Primary Need Code", "~primary need"]),
        date("date_last_seen").also(&["Date Child Was Last Seen", "~date last seen"]),
        date("cin_closure_date").also(&["CIN Closure Date", "~closure date"]),
        ColumnSpec::code("closure_reason", &cin::CLOSURE_REASON)
            .also(&["Reason for Closure", "~reason closure"]),
        ColumnSpec::code("case_status", &answers::CASE_STATUS)
            .also(&["Case Status", "~case status"]),
        TEAM,
    ],
};

/// Children with a child protection plan, now or in the last six months.
pub(crate) static LIST_7: TableSpec = TableSpec {
    name: "annex_a_list_7",
    columns: &[
        CHILD,
        GENDER,
        ETHNICITY,
        DATE_OF_BIRTH,
        AGE,
        DISABILITY,
        date("plan_start_date").required().also(&[
            "Child Protection Plan Start Date",
            "~plan start date",
        ]),
        ColumnSpec::code("initial_category", &cin::CATEGORY_OF_ABUSE)
            .also(&["Initial Category of Abuse", "~initial category"]),
        ColumnSpec::code("latest_category", &cin::CATEGORY_OF_ABUSE)
            .also(&["Latest Category of Abuse", "~latest category"]),
        date("last_statutory_visit").also(&["Date of the Last Statutory Visit", "~last statutory visit"]),
        yes_no("seen_alone").also(&["Was the Child Seen Alone?", "~seen alone"]),
        date("latest_review_conference").also(&[
            "Date of latest review conference",
            "~latest review conference",
        ]),
        date("plan_end_date").also(&["Child Protection Plan End Date", "~plan end date"]),
        yes_no("emergency_protection").also(&[
            "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)",
            "~subject to emergency protection order",
        ]),
        integer("previous_plans").also(&[
            "Number of Previous Child Protection Plans",
            "~number previous plans",
        ]),
        TEAM,
    ],
};

/// Children looked after, now or in the last six months.
pub(crate) static LIST_8: TableSpec = TableSpec {
    name: "annex_a_list_8",
    columns: &[
        CHILD,
        GENDER,
        ETHNICITY,
        DATE_OF_BIRTH,
        AGE,
        yes_no("asylum_seeking").also(&[
            "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)",
            "~unaccompanied asylum seeking",
        ]),
        DISABILITY,
        date("date_started").required().also(&[
            "Date Started to be Looked After",
            "~started to be looked after",
        ]),
        ColumnSpec::code("category_of_need", &cin::PRIMARY_NEED)
            .also(&["Child's Category of Need", "~category of need"]),
        yes_no("second_period").also(&[
            "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)",
            "~second or subsequent looked after",
        ]),
        date("legal_status_start_date").also(&[
            "Start date of current legal status",
            "~start date legal status",
        ]),
        ColumnSpec::code("legal_status", &ssda903::LS).also(&["Child's Legal Status", "~child legal status"]),
        date("latest_review").also(&["Date of Latest Statutory Review", "~latest statutory review"]),
        date("last_social_work_visit").also(&["Date of Last Social Work Visit", "~last social work visit"]),
        ColumnSpec::code("permanence_plan", &answers::PERMANENCE_PLAN).also(&[
            "What is the permanence plan for this child?",
            "~permanence plan",
        ]),
        date("last_iro_visit").also(&["Date of Last IRO Visit / Contact to the Child", "~last iro"]),
        date("last_health_assessment").also(&["Date of Last Health Assessment", "~last health assessment"]),
        date("last_dental_check").also(&["Date of Last Dental Check", "~dental"]),
        integer("placements_in_12_months").also(&[
            "Number of Placements in the Last 12 months",
            "~number placements 12 months",
        ]),
        date("date_ceased").also(&["Date Ceased to be Looked After", "~date ceased to be looked after"]),
        ColumnSpec::code("reason_ceased", &ssda903::REC)
            .also(&["Reason Ceased to be Looked After", "~reason ceased"]),
        date("placement_start_date").also(&[
            "Start Date of Most Recent Placement",
            "~start date placement",
        ]),
        ColumnSpec::code("placement_type", &ssda903::PLACE).also(&["Placement Type", "~placement type"]),
        ColumnSpec::code("placement_provider", &ssda903::PLACE_PROVIDER)
            .also(&["Placement Provider", "~placement provider"]),
        text("placement_postcode").also(&["Placement postcode", "~postcode"]),
        text("placement_urn").also(&["URN of Placement", "~urn"]),
        ColumnSpec::code("placement_location", &answers::PLACEMENT_LOCATION)
            .also(&["Placement Location", "~placement location"]),
        text("placement_authority").also(&["LA of Placement", "~la of placement"]),
        integer("missing_episodes").also(&[
            "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months",
            "~number episodes missing",
        ]),
        integer("absent_episodes").also(&[
            "Number of Episodes the Child has been 'Absent' from their Placement in the last 12 months",
            "~number episodes absent",
        ]),
        yes_no("return_interview_offered").also(&[
            "Was the child offered a Return Interview after their last missing episode (Y/N)?",
            "~offered return interview",
        ]),
        yes_no("return_interview_accepted").also(&[
            "Did the child accept a Return Interview after their last missing episode (Y/N)?",
            "~accept return interview",
        ]),
        TEAM,
    ],
};

/// Care leavers.
pub(crate) static LIST_9: TableSpec = TableSpec {
    name: "annex_a_list_9",
    columns: &[
        CHILD,
        GENDER,
        ETHNICITY,
        DATE_OF_BIRTH,
        AGE,
        DISABILITY,
        TEAM,
        ColumnSpec::code("eligibility", &answers::ELIGIBILITY)
            .also(&["Eligibility Category", "~eligib"]),
        ColumnSpec::code("in_touch", &ssda903::IN_TOUCH).also(&["LA in Touch", "~in touch"]),
        ColumnSpec::code("accommodation", &answers::ACCOMMODATION)
            .also(&["Type of Accommodation", "~type of accom"]),
        ColumnSpec::code("suitability", &answers::SUITABILITY)
            .also(&["Suitability of Accommodation", "~suitab"]),
        ColumnSpec::code("activity", &ssda903::ACTIV).also(&["Activity Status", "~activity"]),
    ],
};

/// Children adopted or to be adopted in the last twelve months.
pub(crate) static LIST_10: TableSpec = TableSpec {
    name: "annex_a_list_10",
    columns: &[
        CHILD,
        text("family_identifier").also(&["Family identifier", "~family id"]),
        GENDER,
        ETHNICITY,
        DATE_OF_BIRTH,
        AGE,
        DISABILITY,
        date("date_entered_care").also(&["Date the Child Entered Care", "~entered care"]),
        date("decision_date").also(&[
            "Date of Decision that Child Should be Placed for Adoption",
            "~decision should be placed for adoption",
        ]),
        date("placement_order_date").also(&["Date of Placement Order", "~placement order"]),
        date("matching_date").also(&[
            "Date of Matching Child and Prospective Adopters",
            "~matching child",
        ]),
        date("placed_date").also(&["Date Placed for Adoption"]),
        date("adoption_order_date").also(&["Date of Adoption Order", "~adoption order"]),
        date("decision_reversed_date").also(&[
            "Date of Decision that Child Should No Longer be Placed for Adoption",
            "~decision no longer placed for adoption",
        ]),
        ColumnSpec::code("decision_reversed_reason", &ssda903::REASON_PLACED_CEASED).also(&[
            "Reason Why Child No Longer Placed for Adoption",
            "~reason no longer placed",
        ]),
        date("fostering_for_adoption_date").also(&[
            "Date the child was placed for fostering in FFA or concurrent planning placement",
            "~placed for fostering",
        ]),
    ],
};

/// Prospective adopters in the last twelve months.
pub(crate) static LIST_11: TableSpec = TableSpec {
    name: "annex_a_list_11",
    columns: &[
        text("adopter_identifier")
            .required()
            .also(&["Individual adopter identifier", "~adopter id"]),
        text("family_identifier").also(&["Family identifier", "~family id"]),
        GENDER,
        ETHNICITY,
        yes_no("disability").also(&["Disability", "~disab"]),
        yes_no("fostering_for_adoption").also(&[
            "Is the (prospective) adopter fostering for adoption?",
            "~fostering for adoption",
        ]),
        date("enquiry_date").also(&["Date enquiry received", "~enquiry received"]),
        date("stage_1_started").also(&["Date Stage 1 started", "~stage 1 start"]),
        date("stage_1_ended").also(&["Date Stage 1 ended", "~stage 1 end"]),
        date("stage_2_started").also(&["Date Stage 2 started", "~stage 2 start"]),
        date("stage_2_ended").also(&["Date Stage 2 ended", "~stage 2 end"]),
        date("application_submitted")
            .also(&["Date application submitted", "~application submitted"]),
        date("application_approved").also(&["Date application approved", "~application approved"]),
        date("matched_date").also(&["Date adopter matched with child(ren)", "~adopter matched"]),
        date("placed_date").also(&[
            "Date child/children placed with adopter(s)",
            "~placed with adopter",
        ]),
        integer("children_placed").also(&["No. of children placed", "~children placed"]),
        date("adoption_order_date").also(&["Date of Adoption Order", "~adoption order"]),
        date("leaving_date").also(&["Date of leaving adoption process", "~date leaving adoption"]),
        ColumnSpec::code("leaving_reason", &answers::REASON_LEAVING_ADOPTION).also(&[
            "Reason for leaving adoption process",
            "~reason leaving adoption",
        ]),
    ],
};

/// The lists, by their number less one.
pub(crate) static LISTS: [&TableSpec; 11] = [
    &LIST_1, &LIST_2, &LIST_3, &LIST_4, &LIST_5, &LIST_6, &LIST_7, &LIST_8, &LIST_9, &LIST_10,
    &LIST_11,
];

/// The day on which what a list is of took place, for the lists that hold the last six months.
pub(crate) static SIX_MONTHS: [(&TableSpec, &str); 3] = [
    (&LIST_1, "date_of_contact"),
    (&LIST_3, "date_of_referral"),
    (&LIST_5, "section_47_start_date"),
];

/// Days that lie shortly before the workbook was made.
pub(crate) static RECENT: [(&TableSpec, &str); 7] = [
    (&LIST_1, "date_of_contact"),
    (&LIST_2, "assessment_start_date"),
    (&LIST_3, "date_of_referral"),
    (&LIST_4, "assessment_authorisation_date"),
    (&LIST_5, "section_47_start_date"),
    (&LIST_7, "last_statutory_visit"),
    (&LIST_8, "last_social_work_visit"),
];
