//! The raw tables of the census, by the names of its elements.

use waymark_codes::workforce as codes;

use crate::schema::{ColumnSpec, TableSpec};

/// The file's header.
pub(crate) static HEADER: TableSpec = TableSpec {
    name: "workforce_header",
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

/// One row an authority (`LALevelVacancies`). The allowances are of the layout of 2025.
pub(crate) static VACANCIES: TableSpec = TableSpec {
    name: "workforce_vacancies",
    columns: &[
        ColumnSpec::decimal("NumberOfVacancies").required(),
        ColumnSpec::decimal("NoAgencyFTE").required(),
        ColumnSpec::integer("NoAgencyHeadcount").required(),
        ColumnSpec::text("RecruitmentBonus").from_year(2025),
        ColumnSpec::text("RetentionBonus").from_year(2025),
        ColumnSpec::text("PerformanceAward").from_year(2025),
        ColumnSpec::text("CarAllowance").from_year(2025),
        ColumnSpec::text("RelocationPackage").from_year(2025),
        ColumnSpec::text("RegionalWeighting").from_year(2025),
        ColumnSpec::text("CostSWE").from_year(2025),
        ColumnSpec::text("CostDBS").from_year(2025),
        ColumnSpec::text("OtherAllowances").from_year(2025),
    ],
};

/// One row a worker (`CSWWWorker`). Several `QualInst` are joined by `; `.
pub(crate) static WORKERS: TableSpec = TableSpec {
    name: "workforce_workers",
    columns: &[
        ColumnSpec::code("AgencyWorker", &codes::AGENCY_WORKER).required(),
        ColumnSpec::text("SWENo").required(),
        ColumnSpec::decimal("FTE"),
        ColumnSpec::date("PersonBirthDate"),
        ColumnSpec::code("GenderCurrent", &codes::GENDER).to_year(2024),
        ColumnSpec::code("Sex", &codes::SEX).from_year(2025),
        ColumnSpec::code("Ethnicity", &codes::ETHNICITY),
        ColumnSpec::text("QualInst").to_year(2024),
        ColumnSpec::code("QualLevel", &codes::QUALIFICATION_LEVEL),
        ColumnSpec::code("StepUpGrad", &codes::FLAG),
        ColumnSpec::code("OrgRole", &codes::ROLE),
        ColumnSpec::date("RoleStartDate"),
        ColumnSpec::code("StartOrigin", &codes::START_ORIGIN),
        ColumnSpec::date("RoleEndDate"),
        ColumnSpec::code("LeaverDestination", &codes::LEAVER_DESTINATION),
        ColumnSpec::code("ReasonLeave", &codes::REASON_LEAVE),
        ColumnSpec::decimal("FTE30"),
        ColumnSpec::integer("Cases30"),
        // The number of cases under the name that some systems give it.
        ColumnSpec::integer("Cases"),
        ColumnSpec::decimal("WorkingDaysLost"),
        ColumnSpec::decimal("ContractWeeks"),
        ColumnSpec::code("FrontlineGrad", &codes::FLAG),
        ColumnSpec::code("Absat30Sept", &codes::FLAG),
        ColumnSpec::code("ReasonAbsence", &codes::REASON_ABSENCE),
        ColumnSpec::code("CFKSSstatus", &codes::CFKSS_STATUS).to_year(2024),
        ColumnSpec::decimal("BaseSalary").from_year(2025),
        ColumnSpec::decimal("RRPayments").from_year(2025),
        ColumnSpec::decimal("OtherPayments").from_year(2025),
    ],
};
