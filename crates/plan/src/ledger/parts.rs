//! What commands and events carry. Values only; what may be said when is decided in
//! [`decide`](super::decide).
//!
//! People are ids here. Where a post is meant, and not whoever holds it, it is a text.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use waymark_codes::Month;
use waymark_figures::{Selector, Verdict};

use crate::ids::{
    ActionId, AimId, BidId, ConsultationId, DecisionId, FinancialYear, FindingId, InspectionId,
    MeetingId, MinuteId, PersonId, RecommendationId, RoundId,
};
use crate::model::{
    Appendix, Authority, BackgroundPaper, Consultation, Directors, Inspection, LinkedMeasure,
    PlanYears, Posts, PreviousDecision, Rating, Scheme,
};
use crate::proposal::Part;

macro_rules! part {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $kind:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $kind,)*
        }
    };
}

/// What a person may do; see [`may`](super::may).
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
    /// Reads.
    Councillor,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 7] = [
        Role::Administrator,
        Role::Director,
        Role::Chair,
        Role::Analyst,
        Role::Lead,
        Role::Auditor,
        Role::Councillor,
    ];

    /// The role in words.
    pub fn in_words(self) -> &'static str {
        match self {
            Role::Administrator => "administrator",
            Role::Director => "director",
            Role::Chair => "chair",
            Role::Analyst => "analyst",
            Role::Lead => "lead",
            Role::Auditor => "auditor",
            Role::Councillor => "councillor",
        }
    }
}

/// A grade of practice, in the words of Ofsted's framework. Ordered from worst to best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// Inadequate.
    Inadequate,
    /// Requires improvement to be good.
    RequiresImprovement,
    /// Good.
    Good,
    /// Outstanding.
    Outstanding,
}

impl Grade {
    /// The grade in words, as audit logs have it.
    pub fn in_words(self) -> &'static str {
        match self {
            Grade::Inadequate => "Inadequate",
            Grade::RequiresImprovement => "Requires improvement",
            Grade::Good => "Good",
            Grade::Outstanding => "Outstanding",
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
/// What an action or milestone came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// A finding of an audit round.
    Finding(FindingId),
    /// A meeting.
    Meeting(MeetingId),
}
part! {
    /// An action.
    NewAction {
        /// Its id.
        id: ActionId,
        /// The recommendation that it answers.
        recommendation: RecommendationId,
        /// What is to be done.
        title: String,
        /// Who sees to it.
        lead: Lead,
        /// The team that does it.
        team: Option<String>,
        /// The day that work begins.
        start: Date,
        /// The day that it is to be done: the day first agreed, which never goes away.
        first_due: Date,
        /// What it came from.
        origin: Option<Origin>,
    }
}
part! {
    /// An action's words, people and start, when they change. Days due are re-agreed instead.
    ActionAmendment {
        /// The action.
        id: ActionId,
        /// What is to be done.
        title: String,
        /// Who sees to it.
        lead: Lead,
        /// The team that does it.
        team: Option<String>,
        /// The day that work begins.
        start: Date,
        /// Why.
        reason: String,
    }
}
part! {
    /// A milestone.
    NewMilestone {
        /// Its id; actions and milestones share no id.
        id: ActionId,
        /// The recommendation that it belongs to.
        recommendation: RecommendationId,
        /// What is reached.
        title: String,
        /// The day that it is to be reached: the day first agreed, which never goes away.
        first_due: Date,
        /// What it came from.
        origin: Option<Origin>,
    }
}
part! {
    /// A milestone's words, when they change.
    MilestoneAmendment {
        /// The milestone.
        id: ActionId,
        /// What is reached.
        title: String,
        /// Why.
        reason: String,
    }
}
part! {
    /// The beginning of an action.
    Start {
        /// The action.
        action: ActionId,
        /// The day.
        on: Date,
    }
}
part! {
    /// A new day for an action or milestone.
    NewDate {
        /// The action or milestone.
        item: ActionId,
        /// The new day.
        due: Date,
        /// Why.
        reason: String,
        /// The post or body that agreed.
        agreed_by: String,
        /// The day that it was agreed.
        on: Date,
        /// The meeting that agreed it, where it was one of this ledger's.
        meeting: Option<MeetingId>,
    }
}
part! {
    /// What is reported on an action.
    Note {
        /// The action.
        action: ActionId,
        /// The day.
        on: Date,
        /// The post that reports.
        by: String,
        /// What is reported. Nothing about a child.
        note: String,
    }
}
part! {
    /// The completion of an action or milestone.
    Completion {
        /// The action or milestone.
        item: ActionId,
        /// The day that it was done.
        on: Date,
        /// What shows that it was done.
        evidence: Option<String>,
    }
}
part! {
    /// The giving up of an action or milestone.
    GivingUp {
        /// The action or milestone.
        item: ActionId,
        /// The day.
        on: Date,
        /// Why.
        reason: String,
    }
}
part! {
    /// The taking up again of an action or milestone that was done or given up.
    Reopening {
        /// The action or milestone.
        item: ActionId,
        /// Why.
        reason: String,
    }
}
part! {
    /// A measure on a recommendation.
    MeasureLink {
        /// The recommendation.
        recommendation: RecommendationId,
        /// The measure with its baseline, target, path, threshold and comparators.
        measure: LinkedMeasure,
        /// Why what was set for this measure is replaced; none where it is new.
        correction: Option<String>,
    }
}
part! {
    /// A measure that a recommendation is judged by no longer.
    MeasureRemoval {
        /// The recommendation.
        recommendation: RecommendationId,
        /// The measure.
        measure: Selector,
        /// Why.
        reason: String,
    }
}
part! {
    /// One part of a proposal, as it was seen.
    PartSeen {
        /// The rating; none where nothing could be said.
        rating: Option<Rating>,
        /// Why, in sentences.
        reasons: Vec<String>,
    }
}

impl From<Part> for PartSeen {
    /// Keeps the sentences of the reasons, which say what was found.
    fn from(part: Part) -> Self {
        let reasons = part.reasons.into_iter().map(|reason| reason.sentence);
        Self {
            rating: part.rating,
            reasons: reasons.collect(),
        }
    }
}

part! {
    /// The impact part of a proposal, as it was seen, and what it was made from.
    ImpactSeen {
        /// The snapshot that the figures came from.
        snapshot: String,
        /// The month that the figures are about.
        month: Month,
        /// The part.
        part: PartSeen,
    }
}
/// Where a rating was agreed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AgreedAt {
    /// A meeting of this ledger.
    Meeting(MeetingId),
    /// Another meeting, by its name.
    Elsewhere(String),
}
part! {
    /// A person's judgement of a recommendation.
    Judgement {
        /// The recommendation.
        recommendation: RecommendationId,
        /// The rating.
        rating: Rating,
        /// The post that judges.
        judged_by: String,
        /// The day of the judgement.
        on: Date,
        /// Why, in whole sentences. Needed where the rating differs from a part of the proposal,
        /// or where nothing is proposed.
        rationale: Option<String>,
        /// The impact that was proposed on that day; none where no figures were at hand.
        impact: Option<ImpactSeen>,
        /// Where it was agreed, where it was.
        agreed_at: Option<AgreedAt>,
    }
}
part! {
    /// A judgement as it was recorded: with the words of the rating and the proposal of its day.
    JudgementRecord {
        /// The recommendation.
        recommendation: RecommendationId,
        /// The rating.
        rating: Rating,
        /// The post that judged.
        judged_by: String,
        /// The day of the judgement.
        on: Date,
        /// Why.
        rationale: Option<String>,
        /// The version of the scheme whose words the rating has.
        scheme: String,
        /// What delivery alone proposed on that day.
        delivery: PartSeen,
        /// What impact alone proposed on that day.
        impact: Option<ImpactSeen>,
        /// Where it was agreed.
        agreed_at: Option<AgreedAt>,
    }
}
part! {
    /// The agreement of a meeting to a recommendation's rating as it stands.
    Agreement {
        /// The meeting.
        meeting: MeetingId,
        /// The recommendation.
        recommendation: RecommendationId,
    }
}
part! {
    /// A round of practice audits.
    RoundRecord {
        /// Its id.
        id: RoundId,
        /// The month that it audits.
        month: Month,
        /// The themes, in order.
        themes: Vec<String>,
        /// From which cases the sample is drawn, and how.
        sample_frame: String,
        /// How many cases are to be audited.
        sample_size: u32,
        /// Who audits.
        auditors: Vec<PersonId>,
        /// Why what was planned under this id is replaced; none where it is new.
        correction: Option<String>,
    }
}
part! {
    /// An auditor's grade of one case in one theme.
    Grading {
        /// The round.
        round: RoundId,
        /// The audit's own reference of the case, such as `QA-0421`; never a child's id.
        reference: String,
        /// The theme.
        theme: String,
        /// The team whose case it is.
        team: Option<String>,
        /// Who audited.
        auditor: PersonId,
        /// The grade.
        grade: Grade,
        /// Why the grade that was recorded is replaced; none where it is new.
        correction: Option<String>,
    }
}
part! {
    /// A moderator's grade of what an auditor graded. The moderator is who gives the command.
    Moderation {
        /// The round.
        round: RoundId,
        /// The audit's reference of the case.
        reference: String,
        /// The theme.
        theme: String,
        /// The grade that stands from now on.
        grade: Grade,
        /// Why, where the grade changes.
        reason: Option<String>,
        /// Why the moderation that was recorded is replaced; none where there is none.
        correction: Option<String>,
    }
}
part! {
    /// A moderation as it was recorded.
    ModerationRecord {
        /// The round.
        round: RoundId,
        /// The audit's reference of the case.
        reference: String,
        /// The theme.
        theme: String,
        /// Who moderated.
        moderator: PersonId,
        /// The auditor's grade.
        from: Grade,
        /// The moderator's.
        to: Grade,
        /// Why, where they differ.
        reason: Option<String>,
        /// Why an earlier moderation is replaced.
        correction: Option<String>,
    }
}
part! {
    /// What a round found.
    FindingRecord {
        /// Its id.
        id: FindingId,
        /// The round.
        round: RoundId,
        /// The theme that it is about, where it is about one.
        theme: Option<String>,
        /// What was found, in whole sentences. Nothing about a child.
        finding: String,
    }
}
part! {
    /// The end of a round of audits.
    RoundEnd {
        /// The round.
        round: RoundId,
        /// What is to be said of it, such as why fewer cases were audited than planned.
        note: Option<String>,
    }
}
part! {
    /// A meeting.
    MeetingRecord {
        /// Its id.
        id: MeetingId,
        /// Its title, such as `Improvement meeting, September 2017`.
        title: String,
        /// The day.
        on: Date,
        /// Who chairs.
        chair: PersonId,
        /// Who is asked to come, the chair apart.
        members: Vec<PersonId>,
        /// Why what was recorded under this id is replaced; none where it is new.
        correction: Option<String>,
    }
}
part! {
    /// The calling off of a meeting.
    MeetingCancellation {
        /// The meeting.
        meeting: MeetingId,
        /// Why.
        reason: String,
    }
}
part! {
    /// The opening of a meeting.
    MeetingOpening {
        /// The meeting.
        meeting: MeetingId,
        /// Who is there, the chair included.
        present: Vec<PersonId>,
        /// Who sent apologies.
        apologies: Vec<PersonId>,
    }
}
part! {
    /// A decision of a meeting.
    MeetingDecision {
        /// Its id.
        id: MinuteId,
        /// The meeting.
        meeting: MeetingId,
        /// What was decided, in whole sentences.
        decision: String,
        /// The recommendation that it is about, where it is about one.
        recommendation: Option<RecommendationId>,
        /// Whether it stays open until it is reported as carried out.
        stays_open: bool,
    }
}
part! {
    /// The carrying out of a decision.
    DecisionOutcome {
        /// The decision.
        id: MinuteId,
        /// The day.
        on: Date,
        /// What came of it.
        outcome: String,
    }
}
part! {
    /// An action that arose at a meeting and is too small for the plan.
    Arising {
        /// Its id.
        id: MinuteId,
        /// The meeting.
        meeting: MeetingId,
        /// What is to be done.
        title: String,
        /// Who sees to it.
        owner: Lead,
        /// By when.
        due: Date,
        /// Why what was agreed under this id is replaced, such as another day or owner; none where
        /// it is new.
        correction: Option<String>,
    }
}
part! {
    /// The completion of an action that arose at a meeting.
    ArisingOutcome {
        /// The action.
        id: MinuteId,
        /// The day.
        on: Date,
        /// What came of it.
        outcome: Option<String>,
    }
}
part! {
    /// A figure as it was seen on a day.
    NotedFigure {
        /// The measure.
        measure: Selector,
        /// The month that its period ends with.
        month: Month,
        /// The version and hash of its definition.
        definition: String,
        /// The value; none where the figure was refused or has no cases.
        value: Option<f64>,
        /// The numerator.
        numerator: f64,
        /// The denominator.
        denominator: f64,
        /// Against a year before.
        verdict: Option<Verdict>,
    }
}
part! {
    /// The figures that a meeting had before it.
    EvidenceNote {
        /// The meeting.
        meeting: Option<MeetingId>,
        /// The snapshot that they came from.
        snapshot: String,
        /// The month that they are about.
        month: Month,
        /// The figures.
        figures: Vec<NotedFigure>,
    }
}
part! {
    /// The end of a meeting.
    MeetingEnd {
        /// The meeting.
        meeting: MeetingId,
        /// The day of the next.
        next: Option<Date>,
    }
}
part! {
    /// A bid for money.
    BidRecord {
        /// Its id.
        id: BidId,
        /// What it is called, such as `Growth bid`.
        title: String,
        /// Whole pounds.
        amount: u64,
        /// The financial year that it is for.
        year: FinancialYear,
        /// What it pays for, in whole sentences.
        paid_for: String,
        /// Why what was recorded under this id is replaced; none where it is new.
        correction: Option<String>,
    }
}
part! {
    /// A body's decision on a bid.
    BidDecision {
        /// The bid.
        bid: BidId,
        /// What was decided, such as `Supported, for approval by the Cabinet`.
        decision: String,
        /// The body.
        by: String,
        /// The day.
        on: Date,
    }
}
part! {
    /// How posts of one kind were filled on a day.
    PostsCount {
        /// The bid that pays for them.
        bid: BidId,
        /// The day.
        on: Date,
        /// The posts.
        posts: Posts,
    }
}
part! {
    /// A consultation.
    ConsultationRecord {
        /// Its id.
        id: ConsultationId,
        /// Who was asked, when, how, what they said and what changed.
        consultation: Consultation,
        /// Why what was recorded under this id is replaced; none where it is new.
        correction: Option<String>,
    }
}
part! {
    /// What changed because of a consultation.
    ConsultationAnswer {
        /// The consultation.
        consultation: ConsultationId,
        /// What changed, in whole sentences.
        changed: String,
    }
}
part! {
    /// A decision of another body, such as the Cabinet.
    BodyDecision {
        /// Its id.
        id: DecisionId,
        /// The decision.
        decision: PreviousDecision,
        /// Why what was recorded under this id is replaced; none where it is new.
        correction: Option<String>,
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
