//! Ledger, roles, inspections, the plan's frame, aims, recommendations, versions, schemes.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ids::{AimId, InspectionId, PersonId, RecommendationId};
use crate::model::{
    Appendix, Authority, BackgroundPaper, Directors, Inspection, PlanYears, Scheme,
};

/// What a person may do; see [`may`](crate::ledger::may()).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Gives and takes roles.
    Administrator,
    /// The director of children's services.
    Director,
    /// The assistant director, who chairs the monthly meeting.
    Chair,
    /// A performance analyst, who keeps the plan.
    Analyst,
    /// An officer who leads recommendations or actions, and reports on those.
    Lead,
    /// Grades practice audits.
    Auditor,
    /// Comments on reports for legal services.
    Legal,
    /// Comments on reports for finance.
    Finance,
    /// Reads.
    Councillor,
    /// Looks at rows about single children. No other role includes this, and it gives no command.
    CaseReader,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 10] = [
        Role::Administrator,
        Role::Director,
        Role::Chair,
        Role::Analyst,
        Role::Lead,
        Role::Auditor,
        Role::Legal,
        Role::Finance,
        Role::Councillor,
        Role::CaseReader,
    ];

    /// The role in one word, as JSON and the command line have it.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::CaseReader => "case-reader",
            other => other.in_words(),
        }
    }

    /// The role in words.
    pub fn in_words(self) -> &'static str {
        match self {
            Role::Administrator => "administrator",
            Role::Director => "director",
            Role::Chair => "chair",
            Role::Analyst => "analyst",
            Role::Lead => "lead",
            Role::Auditor => "auditor",
            Role::Legal => "legal",
            Role::Finance => "finance",
            Role::Councillor => "councillor",
            Role::CaseReader => "case reader",
        }
    }

    /// What somebody who has the role is called in a sentence.
    pub fn holder(self) -> &'static str {
        match self {
            Role::Legal => "legal officer",
            Role::Finance => "finance officer",
            other => other.in_words(),
        }
    }
}

part! {
    /// Whose plan the ledger keeps.
    Opening {
        /// The authority.
        authority: Authority,
        /// Whether it is for demonstration or training: only then may a day be given as today.
        demonstration: bool,
    }
}
part! {
    /// A role of a person.
    RoleOf {
        /// The person.
        person: PersonId,
        /// The role.
        role: Role,
    }
}
part! {
    /// An inspection.
    InspectionRecord {
        /// Its id.
        id: InspectionId,
        /// What is known of it.
        inspection: Inspection,
        /// Why what was recorded under this id is replaced; none where it is new.
        correction: Option<String>,
    }
}
part! {
    /// Who leads something: a post, and the person who holds it where one is named.
    Lead {
        /// The post, such as `Head of Service, First Response`.
        post: String,
        /// The person.
        person: Option<PersonId>,
    }
}
part! {
    /// The plan's title and what the committee report says around it.
    Frame {
        /// The inspection that the plan answers.
        inspection: InspectionId,
        /// The plan's title, without the years.
        title: String,
        /// The calendar years that it runs over.
        years: PlanYears,
        /// The name of the committee that the report goes to.
        committee: String,
        /// Who chairs that committee.
        committee_chair: Option<PersonId>,
        /// The posts in whose name the report is written.
        directors: Directors,
        /// How progress is watched between meetings, in whole sentences.
        monitoring: String,
        /// Who is told under the local issues alert procedure.
        circulation: Vec<PersonId>,
        /// Equality and human rights implications, in whole sentences.
        equality: String,
        /// Risk assessment, in whole sentences.
        risk: Option<String>,
        /// The report's appendices.
        appendices: Vec<Appendix>,
        /// Papers that the report leans on.
        background_papers: Vec<BackgroundPaper>,
        /// Officers whom a reader may ask.
        contacts: Vec<PersonId>,
    }
}
part! {
    /// An aim.
    AimRecord {
        /// Its id.
        id: AimId,
        /// Its title.
        title: String,
        /// Why the title is replaced; none where the aim is new.
        correction: Option<String>,
    }
}
part! {
    /// An aim that is taken away.
    AimRemoval {
        /// The aim.
        id: AimId,
        /// Why.
        reason: String,
    }
}
part! {
    /// A recommendation.
    RecommendationRecord {
        /// Its id.
        id: RecommendationId,
        /// The inspection that made it.
        inspection: InspectionId,
        /// Its number in the inspectorate's report.
        number: u16,
        /// The inspectorate's words.
        text: String,
        /// The aims that it serves; at least one.
        aims: Vec<AimId>,
        /// Who answers for it.
        lead: Lead,
        /// Themes of the practice audits that bear on it.
        audit_themes: Vec<String>,
        /// Why what was recorded under this id is replaced; none where it is new.
        correction: Option<String>,
    }
}
part! {
    /// A recommendation that leaves the plan.
    RecommendationWithdrawal {
        /// The recommendation.
        recommendation: RecommendationId,
        /// Why.
        reason: String,
    }
}
part! {
    /// A version of the plan that a body approved: the plan as it stands when this is recorded.
    VersionApproval {
        /// The version, as the authority counts it.
        version: String,
        /// The body.
        by: String,
        /// The day of its decision.
        on: Date,
        /// What is new in it, in whole sentences.
        summary: Option<String>,
    }
}
part! {
    /// A scheme of ratings that is in force from now on.
    SchemeAdoption {
        /// The scheme.
        scheme: Scheme,
        /// Why the words change; none for the first scheme.
        reason: Option<String>,
    }
}
