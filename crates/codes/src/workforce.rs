//! Code sets of the children's social work workforce census, by element.
//!
//! The census is of 30 September; its year is the calendar year of that day.

const SOURCE: &str = "Children's social work workforce census, layouts 2022 and 2025";

use crate::{Code, CodeSet};

const fn code(code: &'static str, label: &'static str) -> Code {
    Code::new(code, label)
}

/// Whether the worker is from an agency.
pub static AGENCY_WORKER: CodeSet = CodeSet {
    name: "AgencyWorker",
    source: SOURCE,
    codes: &[
        code("0", "Not an agency worker"),
        code("1", "Agency worker"),
    ],
};

/// Gender, up to 2024.
pub static GENDER: CodeSet = CodeSet {
    name: "GenderCurrent",
    source: SOURCE,
    codes: &[
        code("0", "Not known"),
        code("1", "Male"),
        code("2", "Female"),
        code("9", "Not specified"),
    ],
};

/// Sex, in the layout of 2025.
pub static SEX: CodeSet = CodeSet {
    name: "Sex",
    source: SOURCE,
    codes: &[code("M", "Male").from(2025), code("F", "Female").from(2025)],
};

/// Ethnicity.
pub static ETHNICITY: CodeSet = CodeSet {
    name: "Ethnicity",
    source: SOURCE,
    codes: &[
        code("WBRI", "White British"),
        code("WIRI", "White Irish"),
        code("WOTH", "Any other White background"),
        code("MWBC", "White and Black Caribbean"),
        code("MWBA", "White and Black African"),
        code("MWAS", "White and Asian"),
        code("MOTH", "Any other mixed background"),
        code("AIND", "Indian"),
        code("APKN", "Pakistani"),
        code("ABAN", "Bangladeshi"),
        code("AOTH", "Any other Asian background"),
        code("BCRB", "Caribbean"),
        code("BAFR", "African"),
        code("BOTH", "Any other Black background"),
        code("CHNE", "Chinese"),
        code("OOTH", "Any other ethnic group"),
        code("REFU", "Refused"),
        code("NOBT", "Information not yet obtained"),
    ],
};

/// Level of the qualification.
pub static QUALIFICATION_LEVEL: CodeSet = CodeSet {
    name: "QualLevel",
    source: SOURCE,
    codes: &[
        code("1", "Undergraduate"),
        code("2", "Postgraduate"),
        code("3", "Other"),
    ],
};

/// Yes or no.
pub static FLAG: CodeSet = CodeSet {
    name: "StepUpGrad",
    source: SOURCE,
    codes: &[code("0", "No"), code("1", "Yes")],
};

/// Role in the organisation.
pub static ROLE: CodeSet = CodeSet {
    name: "OrgRole",
    source: SOURCE,
    codes: &[
        code("1", "Senior manager"),
        code("2", "Middle manager"),
        code("3", "First line manager"),
        code("4", "Senior practitioner"),
        code("5", "Case holder"),
        code("6", "Qualified, without cases"),
    ],
};

/// Where the worker came from.
pub static START_ORIGIN: CodeSet = CodeSet {
    name: "StartOrigin",
    source: SOURCE,
    codes: &[
        code("1", "Newly qualified"),
        code("2", "Social worker in another English authority"),
        code("3", "Social worker outside England"),
        code("4", "Agency or consultancy in social work"),
        code("5", "Other social work, not in an authority"),
        code("6", "Other social care role"),
        code("7", "No social care role, outside England, or a break"),
        code("8", "Other"),
        code("9", "Not known"),
        code("10", "Not yet collected"),
    ],
};

/// Where the worker went.
pub static LEAVER_DESTINATION: CodeSet = CodeSet {
    name: "LeaverDestination",
    source: SOURCE,
    codes: &[
        code("1", "Social worker in another English authority"),
        code("2", "Social worker outside England"),
        code("3", "Agency or consultancy in social work"),
        code("4", "Other social work, not in an authority"),
        code("5", "Other social care role"),
        code("6", "No social care role, outside England, or a break"),
        code("7", "Other"),
        code("8", "Not known"),
        code("9", "Not yet collected"),
    ],
};

/// Why the worker left.
pub static REASON_LEAVE: CodeSet = CodeSet {
    name: "ReasonLeave",
    source: SOURCE,
    codes: &[
        code("1", "Resignation"),
        code("2", "Voluntary redundancy"),
        code("3", "Compulsory redundancy"),
        code("4", "Dismissed"),
        code("5", "Retired"),
        code("6", "Died"),
        code(
            "7",
            "Moved to another role in the authority, outside child and family social work",
        ),
        code("8", "Other"),
        code("9", "Not known"),
        code("10", "Not yet collected"),
    ],
};

/// Why the worker was absent on the reference date.
pub static REASON_ABSENCE: CodeSet = CodeSet {
    name: "ReasonAbsence",
    source: SOURCE,
    codes: &[
        code("MAT", "Maternity or paternity leave"),
        code("OTH", "Other paid authorised absence"),
        code("PUB", "Paid absence for public duties"),
        code("SIC", "Sick leave"),
        code("TRN", "Training"),
        code("UNA", "Unauthorised absence"),
        code("UNP", "Unpaid authorised absence"),
    ],
};

/// Accreditation status.
pub static CFKSS_STATUS: CodeSet = CodeSet {
    name: "CFKSSstatus",
    source: SOURCE,
    codes: &[
        code("1", "Assessed and supported year in employment"),
        code("2", "Frontline practitioner"),
        code("3", "Practice supervisor"),
        code("4", "Practice leader"),
    ],
};

/// All sets of this module.
pub static CODE_SETS: &[&CodeSet] = &[
    &AGENCY_WORKER,
    &GENDER,
    &SEX,
    &ETHNICITY,
    &QUALIFICATION_LEVEL,
    &FLAG,
    &ROLE,
    &START_ORIGIN,
    &LEAVER_DESTINATION,
    &REASON_LEAVE,
    &REASON_ABSENCE,
    &CFKSS_STATUS,
];
