//! Code sets of the SSDA903 return (children looked after), by column.
//!
//! Years are collection years by the year in which they end. Codes came and went between the
//! layouts of 2016/17 and 2025/26; a code that is in the first of them has no first year.

const SOURCE: &str = "SSDA903 (children looked after), layouts 2016/17 to 2025/26";

pub use crate::la_perm::LA_PERM;
use crate::{Code, CodeSet};

const fn code(code: &'static str, label: &'static str) -> Code {
    Code::new(code, label)
}

/// Reason for the new episode.
pub static RNE: CodeSet = CodeSet {
    name: "RNE",
    source: SOURCE,
    codes: &[
        code("S", "Started to be looked after"),
        code("L", "Change of legal status only"),
        code("P", "Change of placement and carer only"),
        code("T", "Change of placement, same carer"),
        code("B", "Change of legal status, placement and carer"),
        code("U", "Change of legal status and placement, same carer"),
    ],
};

/// Legal status. `V3` and `V4` are short breaks.
pub static LS: CodeSet = CodeSet {
    name: "LS",
    source: SOURCE,
    codes: &[
        code("C1", "Interim care order"),
        code("C2", "Full care order"),
        code("D1", "Freeing order"),
        code("E1", "Placement order"),
        code("V2", "Single period of accommodation under section 20"),
        code("V3", "Short breaks, each episode recorded"),
        code("V4", "Short breaks, agreement recorded"),
        code("L1", "Police protection, in local authority accommodation"),
        code("L2", "Emergency protection order"),
        code(
            "L3",
            "Child assessment order, in local authority accommodation",
        ),
        code(
            "J1",
            "Remanded to local authority accommodation or youth detention",
        ),
        code("J2", "Placed under the Police and Criminal Evidence Act"),
        code(
            "J3",
            "Sentenced to youth rehabilitation order with residence or fostering requirement",
        ),
    ],
};

/// Category of need at the start of being looked after.
pub static CIN: CodeSet = CodeSet {
    name: "CIN",
    source: SOURCE,
    codes: &[
        code("N1", "Abuse or neglect"),
        code("N2", "Child's disability"),
        code("N3", "Parental illness or disability"),
        code("N4", "Family in acute stress"),
        code("N5", "Family dysfunction"),
        code("N6", "Socially unacceptable behaviour"),
        code("N7", "Low income"),
        code("N8", "Absent parenting"),
    ],
};

/// Placement type. `T0` to `T4` are temporary; `A3` to `A6` placed for adoption.
pub static PLACE: CodeSet = CodeSet {
    name: "PLACE",
    source: SOURCE,
    codes: &[
        code(
            "A3",
            "Placed for adoption with consent, with the current foster carer",
        ),
        code(
            "A4",
            "Placed for adoption with consent, not with the current foster carer",
        ),
        code(
            "A5",
            "Placed for adoption under a placement order, with the current foster carer",
        ),
        code(
            "A6",
            "Placed for adoption under a placement order, not with the current foster carer",
        ),
        code(
            "H5",
            "Semi-independent living, not under children's homes regulations",
        )
        .until(2024),
        code("K1", "Secure children's home"),
        code("K2", "Children's home"),
        code("K3", "Supported accommodation").from(2025),
        code(
            "P1",
            "Placed with own parents or others with parental responsibility",
        ),
        code("P2", "Independent living").until(2024),
        code("P3", "Residential employment"),
        code("R1", "Residential care home"),
        code("R2", "NHS or other health trust establishment"),
        code("R3", "Family centre or mother and baby unit"),
        code("R5", "Young offender institution"),
        code("S1", "Residential school"),
        code("T0", "Temporary move of seven days or less, any reason"),
        code("T1", "Temporary period in hospital"),
        code("T2", "Temporary absence on holiday"),
        code(
            "T3",
            "Temporary accommodation while the carer is on holiday",
        ),
        code("T4", "Temporary accommodation of seven days or less"),
        code("U1", "Foster placement with relative or friend, long term"),
        code(
            "U2",
            "Foster placement with relative or friend, also approved adopter",
        ),
        code(
            "U3",
            "Foster placement with relative or friend, not long term",
        ),
        code("U4", "Foster placement with other carer, long term"),
        code(
            "U5",
            "Foster placement with other carer, also approved adopter",
        ),
        code("U6", "Foster placement with other carer, not long term"),
        code("Z1", "Other placement").until(2025),
        code("Z11", "Other placement, a kind told apart from 2025/26").from(2026),
        code("Z12", "Other placement, a kind told apart from 2025/26").from(2026),
        code("Z13", "Other placement, a kind told apart from 2025/26").from(2026),
        code("Z14", "Other placement, a kind told apart from 2025/26").from(2026),
    ],
};

/// Placement provider.
pub static PLACE_PROVIDER: CodeSet = CodeSet {
    name: "PLACE_PROVIDER",
    source: SOURCE,
    codes: &[
        code("PR0", "Parents or others with parental responsibility"),
        code("PR1", "Own provision"),
        code("PR2", "Other local authority"),
        code("PR3", "Other public provision"),
        code("PR4", "Private provision"),
        code("PR5", "Voluntary or third sector"),
    ],
};

/// Reason the episode ceased. `X1` goes on in another episode.
pub static REC: CodeSet = CodeSet {
    name: "REC",
    source: SOURCE,
    codes: &[
        code("X1", "Episode ceases, a new one begins"),
        code("E11", "Adopted, application unopposed"),
        code("E12", "Adopted, consent dispensed with"),
        code("E2", "Died"),
        code("E3", "Care taken over by another authority"),
        code("E4", "Returned home, planned or not").until(2016),
        code("E4A", "Returned home, planned"),
        code("E4B", "Returned home, unplanned"),
        code(
            "E13",
            "Left to relatives or others without parental responsibility",
        ),
        code("E41", "Residence order or child arrangements order"),
        code("E43", "Special guardianship to former foster carers").until(2018),
        code("E44", "Special guardianship to others").until(2018),
        code(
            "E45",
            "Special guardianship to former foster carers, relative or friend",
        )
        .from(2019),
        code("E46", "Special guardianship to former foster carers, other").from(2019),
        code(
            "E47",
            "Special guardianship to relative or friend, not a former carer",
        )
        .from(2019),
        code("E48", "Special guardianship to other, not a former carer").from(2019),
        code("E5", "Independent living with support"),
        code("E6", "Independent living without support"),
        code("E7", "Residential care funded by adult social care"),
        code("E9", "Sentenced to custody"),
        code("E14", "Accommodation on remand ended"),
        code("E15", "Age assessment found the person 18 or over"),
        code("E16", "Moved abroad"),
        code("E17", "Turned 18 and stayed with current carers"),
        code("E8", "Ceased for any other reason"),
    ],
};

/// Reason the placement changed.
pub static REASON_PLACE_CHANGE: CodeSet = CodeSet {
    name: "REASON_PLACE_CHANGE",
    source: SOURCE,
    codes: &[
        code("CARPL", "Change to, or start of, the care plan"),
        code("CLOSE", "Provision closed or carer resigned"),
        code("ALLEG", "Allegation, section 47"),
        code("STAND", "Concern about standards of care"),
        code("APPRR", "Approval removed"),
        code("CREQB", "Carer asked, because of the child's behaviour"),
        code("CREQO", "Carer asked, for another reason"),
        code("CHILD", "Child asked"),
        code("LAREQ", "Responsible authority asked"),
        code("PLACE", "Change in the status of the placement only"),
        code("CUSTOD", "Custody arrangement").from(2019),
        code("OTHER", "Other"),
    ],
};

/// Sex of the child.
pub static SEX: CodeSet = CodeSet {
    name: "SEX",
    source: SOURCE,
    codes: &[
        code("1", "Male").until(2024),
        code("2", "Female").until(2024),
        code("M", "Male").from(2025),
        code("F", "Female").from(2025),
        code("U", "Unknown").from(2025),
    ],
};

/// Ethnic origin.
pub static ETHNIC: CodeSet = CodeSet {
    name: "ETHNIC",
    source: SOURCE,
    codes: &[
        code("WBRI", "White British"),
        code("WIRI", "White Irish"),
        code("WOTH", "Any other White background"),
        code("WIRT", "Traveller of Irish heritage"),
        code("WROM", "Gypsy or Roma"),
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

/// Whether the child is a mother.
pub static MOTHER: CodeSet = CodeSet {
    name: "MOTHER",
    source: SOURCE,
    codes: &[code("0", "No"), code("1", "Yes")],
};

/// How the child took part in the review.
pub static REVIEW_CODE: CodeSet = CodeSet {
    name: "REVIEW_CODE",
    source: SOURCE,
    codes: &[
        code("PN0", "Child under four at the time"),
        code("PN1", "Attended and spoke for herself or himself"),
        code("PN2", "Attended, an advocate spoke"),
        code("PN3", "Attended, conveyed views without speech"),
        code("PN4", "Attended, conveyed no views, no advocate"),
        code("PN5", "Did not attend, an advocate spoke"),
        code("PN6", "Did not attend, conveyed views in another way"),
        code("PN7", "Did not attend, views not conveyed"),
    ],
};

/// Missing, or away from the placement without authorisation.
pub static MISSING: CodeSet = CodeSet {
    name: "MISSING",
    source: SOURCE,
    codes: &[
        code("M", "Missing"),
        code("A", "Away without authorisation"),
    ],
};

/// Why there is no SDQ score.
pub static SDQ_REASON: CodeSet = CodeSet {
    name: "SDQ_REASON",
    source: SOURCE,
    codes: &[
        code("SDQ1", "Child under 4 or over 16 at the date of assessment"),
        code("SDQ2", "Carer refused"),
        code("SDQ3", "Not possible because of the child's disability"),
        code("SDQ4", "Other"),
        code("SDQ5", "Child or young person refused"),
    ],
};

/// Whether the child was convicted or cautioned in the year.
pub static CONVICTED: CodeSet = CodeSet {
    name: "CONVICTED",
    source: SOURCE,
    codes: &[code("0", "No"), code("1", "Yes")],
};

/// Whether development assessments are up to date.
pub static HEALTH_CHECK: CodeSet = CodeSet {
    name: "HEALTH_CHECK",
    source: SOURCE,
    codes: &[code("0", "No"), code("1", "Yes")],
};

/// Whether immunisations are up to date.
pub static IMMUNISATIONS: CodeSet = CodeSet {
    name: "IMMUNISATIONS",
    source: SOURCE,
    codes: &[code("0", "No"), code("1", "Yes")],
};

/// Whether the teeth were checked by a dentist in the year.
pub static TEETH_CHECK: CodeSet = CodeSet {
    name: "TEETH_CHECK",
    source: SOURCE,
    codes: &[code("0", "No"), code("1", "Yes")],
};

/// Whether the child had the annual health assessment.
pub static HEALTH_ASSESSMENT: CodeSet = CodeSet {
    name: "HEALTH_ASSESSMENT",
    source: SOURCE,
    codes: &[code("0", "No"), code("1", "Yes")],
};

/// Whether the child has a substance misuse problem.
pub static SUBSTANCE_MISUSE: CodeSet = CodeSet {
    name: "SUBSTANCE_MISUSE",
    source: SOURCE,
    codes: &[code("0", "No"), code("1", "Yes")],
};

/// Whether an intervention for it was received.
pub static INTERVENTION_RECEIVED: CodeSet = CodeSet {
    name: "INTERVENTION_RECEIVED",
    source: SOURCE,
    codes: &[code("0", "No"), code("1", "Yes")],
};

/// Whether an intervention for it was offered.
pub static INTERVENTION_OFFERED: CodeSet = CodeSet {
    name: "INTERVENTION_OFFERED",
    source: SOURCE,
    codes: &[code("0", "No"), code("1", "Yes")],
};

/// Whether the authority is in touch with the care leaver.
pub static IN_TOUCH: CodeSet = CodeSet {
    name: "IN_TOUCH",
    source: SOURCE,
    codes: &[
        code("YES", "In touch"),
        code("NO", "Not in touch"),
        code("DIED", "Died"),
        code("REFU", "Refuses contact"),
        code("NREQ", "No longer requires services"),
        code("RHOM", "Returned home for six months or more"),
    ],
};

/// The care leaver's main activity.
pub static ACTIV: CodeSet = CodeSet {
    name: "ACTIV",
    source: SOURCE,
    codes: &[
        code("F1", "Full time in higher education"),
        code("P1", "Part time in higher education"),
        code("F2", "Full time in other education"),
        code("P2", "Part time in other education"),
        code("F3", "Full time in training or employment").until(2021),
        code("P3", "Part time in training or employment").until(2021),
        code("F4", "Full time in an apprenticeship").from(2022),
        code("P4", "Part time in an apprenticeship").from(2022),
        code(
            "F5",
            "Full time in training or employment, not an apprenticeship",
        )
        .from(2022),
        code(
            "P5",
            "Part time in training or employment, not an apprenticeship",
        )
        .from(2022),
        code(
            "G4",
            "Not in education, employment or training: illness or disability",
        ),
        code("G5", "Not in education, employment or training: other"),
        code(
            "G6",
            "Not in education, employment or training: pregnancy or parenting",
        ),
        code("0", "Not in touch, so not known"),
    ],
};

/// The care leaver's accommodation. Second figure 1: suitable, 2: unsuitable.
pub static ACCOM: CodeSet = CodeSet {
    name: "ACCOM",
    source: SOURCE,
    codes: &[
        code("B1", "With parents or relatives, suitable"),
        code("B2", "With parents or relatives, unsuitable"),
        code("C1", "Community home or other residential care, suitable"),
        code("C2", "Community home or other residential care, unsuitable"),
        code(
            "D1",
            "Semi-independent, transitional accommodation, suitable",
        ),
        code(
            "D2",
            "Semi-independent, transitional accommodation, unsuitable",
        ),
        code("E1", "Supported lodgings, suitable"),
        code("E2", "Supported lodgings, unsuitable"),
        code("G1", "Gone abroad, suitable"),
        code("G2", "Gone abroad, unsuitable"),
        code("H1", "Deported, suitable"),
        code("H2", "Deported, unsuitable"),
        code("K1", "Ordinary lodgings, without formal support, suitable"),
        code(
            "K2",
            "Ordinary lodgings, without formal support, unsuitable",
        ),
        code("R1", "Residence not known, suitable"),
        code("R2", "Residence not known, unsuitable"),
        code("S1", "No fixed abode or homeless, suitable"),
        code("S2", "No fixed abode or homeless, unsuitable"),
        code("T1", "Foyer or similar supported accommodation, suitable"),
        code("T2", "Foyer or similar supported accommodation, unsuitable"),
        code("U1", "Independent living, suitable"),
        code("U2", "Independent living, unsuitable"),
        code("V1", "Emergency accommodation, suitable"),
        code("V2", "Emergency accommodation, unsuitable"),
        code("W1", "Bed and breakfast, suitable"),
        code("W2", "Bed and breakfast, unsuitable"),
        code("X1", "In custody, suitable"),
        code("X2", "In custody, unsuitable"),
        code("Y1", "Other accommodation, suitable"),
        code("Y2", "Other accommodation, unsuitable"),
        code("Z1", "With former foster carers, suitable"),
        code("Z2", "With former foster carers, unsuitable"),
        code("0", "Not in touch, so not known"),
    ],
};

/// Earlier permanence from which the child came into care.
pub static PREV_PERM: CodeSet = CodeSet {
    name: "PREV_PERM",
    source: SOURCE,
    codes: &[
        code("P1", "Adoption"),
        code("P2", "Special guardianship order"),
        code("P3", "Residence order or child arrangements order"),
        code("P4", "Known to have had an order, of unknown kind"),
        code("Z1", "None"),
    ],
};

/// Why a child should no longer be placed for adoption.
pub static REASON_PLACED_CEASED: CodeSet = CodeSet {
    name: "REASON_PLACED_CEASED",
    source: SOURCE,
    codes: &[
        code("RD1", "The child's needs changed"),
        code("RD2", "The court made no placement order"),
        code("RD3", "No prospective adopters found"),
        code("RD4", "Any other reason"),
    ],
};

/// Whether the child was adopted by the foster carer.
pub static FOSTER_CARE: CodeSet = CodeSet {
    name: "FOSTER_CARE",
    source: SOURCE,
    codes: &[code("0", "No"), code("1", "Yes")],
};

/// Number of adopters.
pub static NB_ADOPTR: CodeSet = CodeSet {
    name: "NB_ADOPTR",
    source: SOURCE,
    codes: &[code("1", "Sole adopter"), code("2", "Couple")],
};

/// Sex of the adopters.
pub static SEX_ADOPTR: CodeSet = CodeSet {
    name: "SEX_ADOPTR",
    source: SOURCE,
    codes: &[
        code("M1", "One man"),
        code("F1", "One woman"),
        code("MM", "Two men"),
        code("FF", "Two women"),
        code("MF", "A man and a woman"),
    ],
};

/// Legal status of the adopters.
pub static LS_ADOPTR: CodeSet = CodeSet {
    name: "LS_ADOPTR",
    source: SOURCE,
    codes: &[
        code("L0", "Sole adopter"),
        code("L11", "Married, man and woman"),
        code("L12", "Married, same sex"),
        code("L2", "Civil partners"),
        code("L3", "Unmarried, man and woman"),
        code("L4", "Not married or civil partners, same sex"),
    ],
};

/// Why the child's social worker changed.
pub static SW_REASON: CodeSet = CodeSet {
    name: "SW_REASON",
    source: SOURCE,
    codes: &[
        code("MANAGE", "Caseload management").from(2024),
        code("FCONTA", "First contact social worker").from(2024),
        code("LEFTRL", "Social worker left the role").from(2024),
        code("ORGRST", "Organisational restructure").from(2024),
        code("TSPROC", "Transfer of case process").from(2024),
        code("ABSENC", "Social worker absent").from(2024),
        code("CHCHAN", "Child asked for the change").from(2024),
        code("PCCHAN", "Parent or carer asked for the change").from(2024),
        code("SWDIED", "Social worker died").from(2024),
        code("OTHERS", "Other").from(2024),
    ],
};

/// All sets of this module.
pub static CODE_SETS: &[&CodeSet] = &[
    &RNE,
    &LS,
    &CIN,
    &PLACE,
    &PLACE_PROVIDER,
    &REC,
    &REASON_PLACE_CHANGE,
    &SEX,
    &ETHNIC,
    &MOTHER,
    &REVIEW_CODE,
    &MISSING,
    &SDQ_REASON,
    &CONVICTED,
    &HEALTH_CHECK,
    &IMMUNISATIONS,
    &TEETH_CHECK,
    &HEALTH_ASSESSMENT,
    &SUBSTANCE_MISUSE,
    &INTERVENTION_RECEIVED,
    &INTERVENTION_OFFERED,
    &IN_TOUCH,
    &ACTIV,
    &ACCOM,
    &PREV_PERM,
    &LA_PERM,
    &REASON_PLACED_CEASED,
    &FOSTER_CARE,
    &NB_ADOPTR,
    &SEX_ADOPTR,
    &LS_ADOPTR,
    &SW_REASON,
];
