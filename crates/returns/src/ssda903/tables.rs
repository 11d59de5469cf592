//! The tables of an SSDA903 return and their columns, 2016/17 to 2026/27.
//!
//! Source: the department's guides to the SSDA903 collection, one a year. A column that
//! a year lacks is null in it.

use waymark_codes::ssda903 as codes;

use crate::schema::{ColumnSpec, TableSpec};

const CHILD: ColumnSpec = ColumnSpec::text("CHILD")
    .required()
    .also(&["CHILDID", "CHILD_ID"]);
const DOB: ColumnSpec = ColumnSpec::date("DOB").required();
/// Up to 2023/24 the column of the child's sex was called so by the collection; some
/// systems export it as gender.
const SEX: ColumnSpec = ColumnSpec::code("SEX", &codes::SEX)
    .required()
    .also(&["GENDER"]);

/// One row a child.
pub(crate) static HEADER: TableSpec = TableSpec {
    name: "ssda903_header",
    columns: &[
        CHILD,
        SEX,
        DOB,
        ColumnSpec::code("ETHNIC", &codes::ETHNIC)
            .required()
            .also(&["ETHNICITY"]),
        ColumnSpec::text("UPN").required(),
        ColumnSpec::code("MOTHER", &codes::MOTHER),
        ColumnSpec::date("MC_DOB"),
        // A flag that some files carry beside the table of the same name.
        ColumnSpec::text("UASC").optional(),
    ],
};

/// One row an episode of care: a time without change of placement, legal status or
/// reason.
pub(crate) static EPISODES: TableSpec = TableSpec {
    name: "ssda903_episodes",
    columns: &[
        CHILD,
        ColumnSpec::date("DECOM").required(),
        ColumnSpec::code("RNE", &codes::RNE).required(),
        ColumnSpec::code("LS", &codes::LS).required(),
        ColumnSpec::code("CIN", &codes::CIN).required(),
        ColumnSpec::code("PLACE", &codes::PLACE)
            .required()
            .also(&["PL"]),
        ColumnSpec::code("PLACE_PROVIDER", &codes::PLACE_PROVIDER),
        ColumnSpec::date("DEC"),
        ColumnSpec::code("REC", &codes::REC),
        ColumnSpec::code("REASON_PLACE_CHANGE", &codes::REASON_PLACE_CHANGE),
        ColumnSpec::text("HOME_POST"),
        ColumnSpec::text("PL_POST"),
        ColumnSpec::text("URN"),
        // Worked out by the collection's own system, in the files that it gives back.
        ColumnSpec::text("PL_LA").optional(),
        ColumnSpec::text("PL_LOCATION").optional(),
        ColumnSpec::decimal("PL_DISTANCE").optional(),
    ],
};

/// One row a review.
pub(crate) static REVIEWS: TableSpec = TableSpec {
    name: "ssda903_reviews",
    columns: &[
        CHILD,
        DOB,
        ColumnSpec::date("REVIEW").required(),
        ColumnSpec::code("REVIEW_CODE", &codes::REVIEW_CODE).required(),
    ],
};

/// One row an unaccompanied asylum-seeking child.
pub(crate) static UASC: TableSpec = TableSpec {
    name: "ssda903_uasc",
    columns: &[CHILD, SEX, DOB, ColumnSpec::date("DUC")],
};

/// One row a child looked after for twelve months: outcomes.
pub(crate) static OC2: TableSpec = TableSpec {
    name: "ssda903_oc2",
    columns: &[
        CHILD,
        DOB,
        ColumnSpec::integer("SDQ_SCORE"),
        ColumnSpec::code("SDQ_REASON", &codes::SDQ_REASON),
        ColumnSpec::code("CONVICTED", &codes::CONVICTED),
        ColumnSpec::code("HEALTH_CHECK", &codes::HEALTH_CHECK),
        ColumnSpec::code("IMMUNISATIONS", &codes::IMMUNISATIONS),
        ColumnSpec::code("TEETH_CHECK", &codes::TEETH_CHECK),
        ColumnSpec::code("HEALTH_ASSESSMENT", &codes::HEALTH_ASSESSMENT),
        ColumnSpec::code("SUBSTANCE_MISUSE", &codes::SUBSTANCE_MISUSE),
        ColumnSpec::code("INTERVENTION_RECEIVED", &codes::INTERVENTION_RECEIVED),
        ColumnSpec::code("INTERVENTION_OFFERED", &codes::INTERVENTION_OFFERED),
    ],
};

/// One row a care leaver whose birthday falls in the year.
pub(crate) static OC3: TableSpec = TableSpec {
    name: "ssda903_oc3",
    columns: &[
        CHILD,
        DOB,
        ColumnSpec::code("IN_TOUCH", &codes::IN_TOUCH).required(),
        ColumnSpec::code("ACTIV", &codes::ACTIV).required(),
        ColumnSpec::code("ACCOM", &codes::ACCOM).required(),
    ],
};

/// One row a child adopted in the year.
pub(crate) static AD1: TableSpec = TableSpec {
    name: "ssda903_ad1",
    columns: &[
        CHILD,
        DOB,
        ColumnSpec::date("DATE_INT").required(),
        ColumnSpec::date("DATE_MATCH").required(),
        ColumnSpec::code("FOSTER_CARE", &codes::FOSTER_CARE).required(),
        ColumnSpec::code("NB_ADOPTR", &codes::NB_ADOPTR).required(),
        ColumnSpec::code("SEX_ADOPTR", &codes::SEX_ADOPTR).required(),
        ColumnSpec::code("LS_ADOPTR", &codes::LS_ADOPTR).required(),
    ],
};

/// One row a child whom it was decided to place for adoption.
pub(crate) static PLACED_ADOPTION: TableSpec = TableSpec {
    name: "ssda903_placed_adoption",
    columns: &[
        CHILD,
        DOB,
        ColumnSpec::date("DATE_PLACED").required(),
        ColumnSpec::date("DATE_PLACED_CEASED"),
        ColumnSpec::code("REASON_PLACED_CEASED", &codes::REASON_PLACED_CEASED),
    ],
};

/// One row a child who came into care in the year.
pub(crate) static PREVIOUS_PERMANENCE: TableSpec = TableSpec {
    name: "ssda903_previous_permanence",
    columns: &[
        CHILD,
        DOB,
        ColumnSpec::code("PREV_PERM", &codes::PREV_PERM).required(),
        // Text: an authority's number, or a code for elsewhere.
        ColumnSpec::text("LA_PERM"),
        // Text: a part of the date may be given as `zz`.
        ColumnSpec::text("DATE_PERM"),
    ],
};

/// One row a time missing or away without authorisation.
pub(crate) static MISSING: TableSpec = TableSpec {
    name: "ssda903_missing",
    columns: &[
        CHILD,
        DOB,
        ColumnSpec::code("MISSING", &codes::MISSING).required(),
        ColumnSpec::date("MIS_START").required().also(&["MISSTART"]),
        ColumnSpec::date("MIS_END").also(&["MISEND"]),
    ],
};

/// One row a social worker's time with a child; collected from 2023/24.
pub(crate) static SOCIAL_WORKERS: TableSpec = TableSpec {
    name: "ssda903_social_workers",
    columns: &[
        CHILD,
        DOB,
        ColumnSpec::text("SW_ID").required().from_year(2024),
        ColumnSpec::date("SW_DECOM").required().from_year(2024),
        ColumnSpec::date("SW_DEC").from_year(2024),
        ColumnSpec::code("SW_REASON", &codes::SW_REASON).from_year(2024),
    ],
};

/// One row a time under a deprivation of liberty order; collected from 2026/27.
pub(crate) static DEPRIVATION_OF_LIBERTY: TableSpec = TableSpec {
    name: "ssda903_deprivation_of_liberty",
    columns: &[
        CHILD,
        DOB,
        ColumnSpec::date("DOLO_START").required().from_year(2027),
        ColumnSpec::date("DOLO_END").from_year(2027),
    ],
};

/// All tables, in the order in which a return lists them.
pub static TABLES: [&TableSpec; 12] = [
    &HEADER,
    &EPISODES,
    &REVIEWS,
    &UASC,
    &OC2,
    &OC3,
    &AD1,
    &PLACED_ADOPTION,
    &PREVIOUS_PERMANENCE,
    &MISSING,
    &SOCIAL_WORKERS,
    &DEPRIVATION_OF_LIBERTY,
];
