//! The raw tables of the census, by the names of its elements.
//!
//! `referral` counts the referrals of a child in the file from 1, `assessment`, `plan` and
//! `enquiry` those of a referral; with `LAchildID` they say what belongs together, as the
//! census has no ids of its own.

use waymark_codes::cin;

use crate::schema::{ColumnSpec, TableSpec};

const CHILD: ColumnSpec = ColumnSpec::text("LAchildID").required();
const REFERRAL: ColumnSpec = ColumnSpec::integer("referral");
const REFERRAL_DATE: ColumnSpec = ColumnSpec::date("CINreferralDate");

/// The file's header.
pub(crate) static HEADER: TableSpec = TableSpec {
    name: "cin_header",
    columns: &[
        ColumnSpec::text("Collection"),
        ColumnSpec::integer("Year"),
        ColumnSpec::date("ReferenceDate"),
        ColumnSpec::text("SourceLevel"),
        ColumnSpec::text("LEA"),
        ColumnSpec::text("SoftwareCode"),
        ColumnSpec::text("Release"),
        ColumnSpec::text("SerialNo"),
        ColumnSpec::text("DateTime"),
    ],
};

/// One row a child.
pub(crate) static CHILDREN: TableSpec = TableSpec {
    name: "cin_children",
    columns: &[
        CHILD,
        ColumnSpec::text("UPN"),
        ColumnSpec::text("FormerUPN"),
        ColumnSpec::code("UPNunknown", &cin::UPN_UNKNOWN),
        ColumnSpec::date("PersonBirthDate"),
        ColumnSpec::date("ExpectedPersonBirthDate"),
        ColumnSpec::code("GenderCurrent", &cin::GENDER)
            .required()
            .to_year(2024),
        ColumnSpec::code("Sex", &cin::SEX)
            .required()
            .from_year(2025),
        ColumnSpec::date("PersonDeathDate"),
        ColumnSpec::code("Ethnicity", &cin::ETHNICITY).required(),
    ],
};

/// One row a disability of a child.
pub(crate) static DISABILITIES: TableSpec = TableSpec {
    name: "cin_disabilities",
    columns: &[
        CHILD,
        ColumnSpec::code("Disability", &cin::DISABILITY).required(),
    ],
};

/// One row a referral (`CINdetails`).
pub(crate) static DETAILS: TableSpec = TableSpec {
    name: "cin_details",
    columns: &[
        CHILD,
        REFERRAL,
        ColumnSpec::date("CINreferralDate").required(),
        ColumnSpec::code("ReferralSource", &cin::REFERRAL_SOURCE).required(),
        ColumnSpec::code("PrimaryNeedCode", &cin::PRIMARY_NEED),
        ColumnSpec::date("CINclosureDate"),
        ColumnSpec::code("ReasonForClosure", &cin::CLOSURE_REASON),
        ColumnSpec::date("DateOfInitialCPC"),
        ColumnSpec::yes_no("ReferralNFA").required(),
    ],
};

/// One row an assessment of a referral.
pub(crate) static ASSESSMENTS: TableSpec = TableSpec {
    name: "cin_assessments",
    columns: &[
        CHILD,
        REFERRAL,
        REFERRAL_DATE,
        ColumnSpec::integer("assessment"),
        ColumnSpec::date("AssessmentActualStartDate").required(),
        ColumnSpec::date("AssessmentInternalReviewDate"),
        ColumnSpec::date("AssessmentAuthorisationDate"),
    ],
};

/// One row a factor of an assessment.
pub(crate) static FACTORS: TableSpec = TableSpec {
    name: "cin_assessment_factors",
    columns: &[
        CHILD,
        REFERRAL,
        REFERRAL_DATE,
        ColumnSpec::integer("assessment"),
        ColumnSpec::date("AssessmentActualStartDate"),
        ColumnSpec::code("AssessmentFactors", &cin::ASSESSMENT_FACTORS).required(),
    ],
};

/// One row a child in need plan of a referral; in the layouts after 2017.
pub(crate) static PLAN_DATES: TableSpec = TableSpec {
    name: "cin_plan_dates",
    columns: &[
        CHILD,
        REFERRAL,
        REFERRAL_DATE,
        ColumnSpec::integer("plan"),
        ColumnSpec::date("CINPlanStartDate").required(),
        ColumnSpec::date("CINPlanEndDate"),
    ],
};

/// One row a section 47 enquiry of a referral.
pub(crate) static SECTION_47: TableSpec = TableSpec {
    name: "cin_section47",
    columns: &[
        CHILD,
        REFERRAL,
        REFERRAL_DATE,
        ColumnSpec::integer("enquiry"),
        ColumnSpec::date("S47ActualStartDate").required(),
        ColumnSpec::date("InitialCPCtarget"),
        ColumnSpec::date("DateOfInitialCPC"),
        ColumnSpec::yes_no("ICPCnotRequired").required(),
    ],
};

/// One row a child protection plan of a referral.
pub(crate) static CP_PLANS: TableSpec = TableSpec {
    name: "cin_cp_plans",
    columns: &[
        CHILD,
        REFERRAL,
        REFERRAL_DATE,
        ColumnSpec::integer("plan"),
        ColumnSpec::date("CPPstartDate").required(),
        ColumnSpec::date("CPPendDate"),
        ColumnSpec::code("InitialCategoryOfAbuse", &cin::CATEGORY_OF_ABUSE).required(),
        ColumnSpec::code("LatestCategoryOfAbuse", &cin::CATEGORY_OF_ABUSE).required(),
        ColumnSpec::integer("NumberOfPreviousCPP").required(),
    ],
};

/// One row a review of a child protection plan.
pub(crate) static CP_REVIEWS: TableSpec = TableSpec {
    name: "cin_cp_reviews",
    columns: &[
        CHILD,
        REFERRAL,
        REFERRAL_DATE,
        ColumnSpec::integer("plan"),
        ColumnSpec::date("CPPstartDate"),
        ColumnSpec::date("CPPreviewDate").required(),
    ],
};
