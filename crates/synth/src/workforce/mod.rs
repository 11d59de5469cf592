//! Social workers, their teams and their cases.
//!
//! Who works on what follows from the cases and from care (`tasks`); who does it, and how many
//! social workers a team needs for the caseload it has, is simulated month by month
//! (`staffing`); then come the workforce census (`census`) and two SSD tables (`tables`).

pub(crate) mod census;
pub(crate) mod staffing;
pub(crate) mod tables;
pub(crate) mod tasks;

use crate::days::{MonthIndex, month};

/// A team: its name, its caseload for each full-time social worker in some months, and the
/// caseload agreed in April 2017.
pub(crate) struct Team {
    pub(crate) name: &'static str,
    /// Cases for each full-time equivalent that the council has agreed as the most.
    pub(crate) agreed: u8,
    /// April 2014, September 2016, March 2017, September 2017.
    pub(crate) caseload: [f64; 4],
}

/// The months that the teams' caseloads are given for.
pub(crate) const CASELOAD_MONTHS: [MonthIndex; 4] = [
    month(2014, 4),
    month(2016, 9),
    month(2017, 3),
    month(2017, 9),
];

pub(crate) const FIRST_RESPONSE: usize = 0;
pub(crate) const CHILDREN_IN_CARE: usize = 1;
pub(crate) const DISABLED_CHILDREN: usize = 2;
pub(crate) const EXPLOITATION: usize = 3;
pub(crate) const CHILD_PROTECTION: usize = 4;
pub(crate) const ADOPTION: usize = 5;
/// The first of four localities.
pub(crate) const STRENGTHENING: usize = 6;

/// Agreed levels, as `docs/synth.md` states them: First Response 18, Children in Care 16,
/// Disabled Children 16, Child Sexual Exploitation 12, Child Protection 16, Adoption 12,
/// Strengthening Families 18.
pub(crate) const TEAMS: [Team; 10] = [
    Team {
        name: "First Response",
        agreed: 18,
        caseload: [23.5, 24.5, 20.5, 17.0],
    },
    Team {
        name: "Children in Care",
        agreed: 16,
        caseload: [17.5, 18.0, 16.5, 14.8],
    },
    Team {
        name: "Disabled Children",
        agreed: 16,
        caseload: [18.5, 19.0, 17.0, 13.8],
    },
    Team {
        name: "Child Sexual Exploitation",
        agreed: 12,
        caseload: [14.5, 15.0, 13.0, 10.2],
    },
    Team {
        name: "Child Protection",
        agreed: 16,
        caseload: [21.0, 22.5, 21.5, 20.0],
    },
    Team {
        name: "Adoption",
        agreed: 12,
        caseload: [11.0, 11.0, 10.5, 10.0],
    },
    Team {
        name: "Strengthening Families North",
        agreed: 18,
        caseload: [22.5, 24.0, 23.5, 22.5],
    },
    Team {
        name: "Strengthening Families East",
        agreed: 18,
        caseload: [23.0, 25.0, 23.0, 21.0],
    },
    Team {
        name: "Strengthening Families South",
        agreed: 18,
        caseload: [22.0, 23.5, 23.5, 22.0],
    },
    Team {
        name: "Strengthening Families West",
        agreed: 18,
        caseload: [22.0, 24.5, 24.0, 23.0],
    },
];

/// Teams whose social workers hold no children's cases.
pub(crate) const WITHOUT_CASES: [(&str, usize); 2] = [("Fostering", 14), ("Quality and Review", 9)];
