//! Code sets of the children in need census, by element.
//!
//! Years are collection years by the year in which they end. The layouts that were read are those
//! of 2017, 2021, 2022 and 2024 to 2026. In 2021 the old and the new codes of physical and sexual
//! abuse were both taken.

const SOURCE: &str = "Children in need census, layouts 2016/17 to 2025/26";

use crate::{Code, CodeSet};

const fn code(code: &'static str, label: &'static str) -> Code {
    Code::new(code, label)
}

/// Gender, up to the census of 2024.
pub static GENDER: CodeSet = CodeSet {
    name: "GenderCurrent",
    source: SOURCE,
    codes: &[
        code("0", "Not recorded or unborn"),
        code("1", "Male"),
        code("2", "Female"),
        code("9", "Indeterminate"),
    ],
};

/// Sex, from the census of 2025.
pub static SEX: CodeSet = CodeSet {
    name: "Sex",
    source: SOURCE,
    codes: &[
        code("M", "Male").from(2025),
        code("F", "Female").from(2025),
        code("U", "Not known").from(2025),
    ],
};

/// Ethnicity.
pub static ETHNICITY: CodeSet = CodeSet {
    name: "Ethnicity",
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

/// Why there is no unique pupil number.
pub static UPN_UNKNOWN: CodeSet = CodeSet {
    name: "UPNunknown",
    source: SOURCE,
    codes: &[
        code("UN1", "Not yet in school"),
        code("UN2", "Never attended a maintained school in England"),
        code("UN3", "Educated outside England"),
        code("UN4", "Newly in need, number not yet known"),
        code("UN5", "Sources collate the number later"),
        code("UN6", "Unborn"),
        code("UN7", "Referral with no further action"),
    ],
};

/// Disability.
pub static DISABILITY: CodeSet = CodeSet {
    name: "Disability",
    source: SOURCE,
    codes: &[
        code("NONE", "No disability"),
        code("MOB", "Mobility"),
        code("HAND", "Hand function"),
        code("PC", "Personal care"),
        code("INC", "Incontinence"),
        code("COMM", "Communication"),
        code("LD", "Learning"),
        code("HEAR", "Hearing"),
        code("VIS", "Vision"),
        code("BEH", "Behaviour"),
        code("CON", "Consciousness"),
        code("AUT", "Autism"),
        code("DDA", "Other"),
    ],
};

/// Source of the referral.
pub static REFERRAL_SOURCE: CodeSet = CodeSet {
    name: "ReferralSource",
    source: SOURCE,
    codes: &[
        code("1A", "Family member, relative or carer"),
        code("1B", "Acquaintance, neighbour or child minder"),
        code("1C", "Self"),
        code("1D", "Other individual"),
        code("2A", "School"),
        code("2B", "Education services"),
        code("3A", "General practitioner"),
        code("3B", "Health visitor"),
        code("3C", "School nurse"),
        code("3D", "Other primary health services"),
        code("3E", "Accident and emergency department"),
        code("3F", "Other health services"),
        code("4", "Housing"),
        code("5A", "Social care, such as adults' services"),
        code("5B", "Other department of the authority"),
        code("5C", "Another local authority"),
        code("5D", "Early help").from(2024),
        code("6", "Police"),
        code("7", "Other legal agency"),
        code("8", "Other, such as voluntary organisations"),
        code("9", "Anonymous"),
        code("10", "Unknown"),
    ],
};

/// Primary need at assessment.
pub static PRIMARY_NEED: CodeSet = CodeSet {
    name: "PrimaryNeedCode",
    source: SOURCE,
    codes: &[
        code("N0", "Not stated"),
        code("N1", "Abuse or neglect"),
        code("N2", "Child's disability"),
        code("N3", "Parental disability or illness"),
        code("N4", "Family in acute stress"),
        code("N5", "Family dysfunction"),
        code("N6", "Socially unacceptable behaviour"),
        code("N7", "Low income"),
        code("N8", "Absent parenting"),
        code("N9", "Case other than a child in need"),
    ],
};

/// Reason for closure.
pub static CLOSURE_REASON: CodeSet = CodeSet {
    name: "ReasonForClosure",
    source: SOURCE,
    codes: &[
        code("RC1", "Adopted"),
        code("RC2", "Died"),
        code("RC3", "Child arrangements order"),
        code("RC4", "Special guardianship order"),
        code("RC5", "Transferred to another local authority"),
        code("RC6", "Transferred to adult social care"),
        code("RC7", "Services ceased for any other reason"),
        code("RC8", "Closed after assessment, no further action"),
        code("RC9", "Closed after assessment, referred to early help").from(2024),
    ],
};

/// Factors found at the end of assessment.
pub static ASSESSMENT_FACTORS: CodeSet = CodeSet {
    name: "AssessmentFactors",
    source: SOURCE,
    codes: &[
        code("1A", "Alcohol misuse, child"),
        code("1B", "Alcohol misuse, parent or carer"),
        code("1C", "Alcohol misuse, other in the household"),
        code("2A", "Drug misuse, child"),
        code("2B", "Drug misuse, parent or carer"),
        code("2C", "Drug misuse, other in the household"),
        code("3A", "Domestic abuse, child subject"),
        code("3B", "Domestic abuse, parent or carer subject"),
        code("3C", "Domestic abuse, other in the household subject"),
        code("4A", "Mental health, child"),
        code("4B", "Mental health, parent or carer"),
        code("4C", "Mental health, other in the household"),
        code("5A", "Learning disability, child"),
        code("5B", "Learning disability, parent or carer"),
        code("5C", "Learning disability, other in the household"),
        code("6A", "Physical disability or illness, child"),
        code("6B", "Physical disability or illness, parent or carer"),
        code(
            "6C",
            "Physical disability or illness, other in the household",
        ),
        code("7A", "Young carer"),
        code("8B", "Privately fostered, from overseas and to return"),
        code("8C", "Privately fostered, from overseas and to stay"),
        code("8D", "Privately fostered, in an educational placement"),
        code("8E", "Privately fostered, alternative family arrangement"),
        code("8F", "Privately fostered, other"),
        code("9A", "Unaccompanied asylum-seeking child"),
        code("10A", "Missing"),
        code("11A", "Child sexual exploitation"),
        code("12A", "Trafficking"),
        code("13A", "Gangs"),
        code("14A", "Socially unacceptable behaviour"),
        code("15A", "Self-harm"),
        code("16A", "Neglect"),
        code("17A", "Emotional abuse"),
        code("18A", "Physical abuse").until(2021),
        code("18B", "Physical abuse, child on child").from(2021),
        code("18C", "Physical abuse, adult on child").from(2021),
        code("19A", "Sexual abuse").until(2021),
        code("19B", "Sexual abuse, child on child").from(2021),
        code("19C", "Sexual abuse, adult on child").from(2021),
        code("20", "Other"),
        code("21", "No factors found"),
        code("22A", "Female genital mutilation"),
        code("23A", "Abuse linked to faith or belief"),
        code("24A", "Child criminal exploitation").from(2022),
    ],
};

/// Category of abuse of a child protection plan, initial and latest.
pub static CATEGORY_OF_ABUSE: CodeSet = CodeSet {
    name: "InitialCategoryOfAbuse",
    source: SOURCE,
    codes: &[
        code("NEG", "Neglect"),
        code("PHY", "Physical abuse"),
        code("SAB", "Sexual abuse"),
        code("EMO", "Emotional abuse"),
        code("MUL", "Multiple or not recommended"),
    ],
};

/// Yes or no, as it is submitted: figures or words.
pub static FLAG: CodeSet = CodeSet {
    name: "ReferralNFA",
    source: SOURCE,
    codes: &[
        code("0", "No"),
        code("1", "Yes"),
        code("false", "No, as a word"),
        code("true", "Yes, as a word"),
        code("FALSE", "No, as a word in capitals"),
        code("TRUE", "Yes, as a word in capitals"),
    ],
};

/// All sets of this module.
pub static CODE_SETS: &[&CodeSet] = &[
    &GENDER,
    &SEX,
    &ETHNICITY,
    &UPN_UNKNOWN,
    &DISABILITY,
    &REFERRAL_SOURCE,
    &PRIMARY_NEED,
    &CLOSURE_REASON,
    &ASSESSMENT_FACTORS,
    &CATEGORY_OF_ABUSE,
    &FLAG,
];
