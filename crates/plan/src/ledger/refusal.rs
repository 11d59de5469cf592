//! Why a command is refused. Each says what, where and what to do.

use jiff::civil::Date;

use super::parts::{CommentKind, Grade, Role};
use super::state::ReportStage;
use crate::ids::{
    ActionId, AimId, MeetingId, PersonId, RecommendationId, ReportId, RestatementId, RoundId,
};
use crate::model::Rating;

/// Why a command is refused. Nothing was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The ledger was not opened.
    #[error("the ledger has not been opened; begin with `waymark plan open`")]
    NotOpened,
    /// The ledger was opened before.
    #[error("the ledger is open already; it keeps the plan of {authority}")]
    AlreadyOpened {
        /// Whose plan it keeps.
        authority: String,
    },
    /// The person's roles do not reach.
    #[error("{actor} may not do this: it takes {}", one_of(needs))]
    NotAllowed {
        /// Who asked.
        actor: PersonId,
        /// The roles of which one is needed.
        needs: Vec<Role>,
    },
    /// A lead may speak for what they lead only.
    #[error(
        "{actor} leads neither {item} nor its recommendation; ask its lead, the chair or an analyst"
    )]
    NotTheirs {
        /// Who asked.
        actor: PersonId,
        /// What it is about.
        item: String,
    },
    /// Today is before the last event.
    #[error(
        "today would be {today}, but the ledger has events of {last}; set this computer's clock right"
    )]
    ClockBehind {
        /// The day given as today.
        today: Date,
        /// The day of the last event.
        last: Date,
    },
    /// What is to be new is there already.
    #[error("{what} is there already{}", if *correctable { "; to replace it, say why with a correction" } else { "; give another id" })]
    Exists {
        /// What.
        what: String,
        /// Whether a correction may replace it.
        correctable: bool,
    },
    /// What the command speaks of is not there.
    #[error("there is no {what}{}", hint(near))]
    NoSuch {
        /// What.
        what: String,
        /// What was perhaps meant.
        near: Option<String>,
    },
    /// A correction would change nothing.
    #[error("{what} would stay as it is")]
    NothingChanges {
        /// What.
        what: String,
    },
    /// A text that must say something is empty.
    #[error("{field} is empty; say it in a few words")]
    Empty {
        /// Which text.
        field: &'static str,
    },
    /// A day lies ahead that cannot.
    #[error(
        "{what} on {day} lies ahead of today, {today}; what has not happened cannot be recorded"
    )]
    InFuture {
        /// What happened.
        what: &'static str,
        /// The day given.
        day: Date,
        /// Today.
        today: Date,
    },
    /// A day comes before another that it must follow.
    #[error("{what} on {day} is before {other} on {before}")]
    OutOfOrder {
        /// What.
        what: &'static str,
        /// The day given.
        day: Date,
        /// What it must follow.
        other: &'static str,
        /// That day.
        before: Date,
    },
    /// The new day is the one that stands.
    #[error("{item} is due on {due} already")]
    SameDay {
        /// The action or milestone.
        item: ActionId,
        /// The day.
        due: Date,
    },
    /// It is done or given up, and cannot be changed.
    #[error("{item} is {stage}; take it up again first")]
    Ended {
        /// The action or milestone.
        item: ActionId,
        /// How it ended.
        stage: &'static str,
    },
    /// It is neither done nor given up.
    #[error("{item} is neither done nor given up")]
    NotEnded {
        /// The action or milestone.
        item: ActionId,
    },
    /// It has begun.
    #[error("{item} was begun already")]
    AlreadyStarted {
        /// The action.
        item: ActionId,
    },
    /// The recommendation left the plan.
    #[error("recommendation {recommendation} was withdrawn from the plan")]
    Withdrawn {
        /// The recommendation.
        recommendation: RecommendationId,
    },
    /// The aim is served.
    #[error("aim {aim} is served by {by}; give that recommendation other aims first")]
    AimServed {
        /// The aim.
        aim: AimId,
        /// A recommendation that serves it.
        by: RecommendationId,
    },
    /// Two recommendations would have one number.
    #[error("recommendation {other} of the same inspection has number {number}")]
    NumberTaken {
        /// The number.
        number: u16,
        /// Who has it.
        other: RecommendationId,
    },
    /// What was given cannot be right.
    #[error("{message}{}", help.as_ref().map(|help| format!("; {help}")).unwrap_or_default())]
    Unsound {
        /// What is wrong.
        message: String,
        /// What to do.
        help: Option<String>,
    },
    /// No scheme is in force.
    #[error("no scheme says what the ratings mean; adopt one first")]
    NoScheme,
    /// The scheme does not have the rating.
    #[error("the scheme in force has no {}; record another rating, or adopt a scheme that says what it means", rating_word(*rating))]
    NotInScheme {
        /// The rating.
        rating: Rating,
    },
    /// The version stands already.
    #[error("version {version} is there already; count up")]
    VersionTaken {
        /// The version.
        version: String,
    },
    /// The plan is not whole enough to be approved.
    #[error("the plan is not whole: {missing}")]
    NotWhole {
        /// What is missing.
        missing: String,
    },
    /// The judgement differs from the proposal, and says not why.
    #[error("{} for {recommendation} differs from the proposal ({proposal}); say why in a rationale", rating_word(*rating))]
    RationaleNeeded {
        /// The recommendation.
        recommendation: RecommendationId,
        /// The judgement.
        rating: Rating,
        /// What was proposed.
        proposal: String,
    },
    /// There is no rating to agree.
    #[error("{recommendation} has no rating yet")]
    NotRated {
        /// The recommendation.
        recommendation: RecommendationId,
    },
    /// The rating was agreed.
    #[error("the rating of {recommendation} was agreed at {meeting} already")]
    AlreadyAgreed {
        /// The recommendation.
        recommendation: RecommendationId,
        /// Where.
        meeting: String,
    },
    /// The round has ended.
    #[error("audit round {round} has ended")]
    RoundEnded {
        /// The round.
        round: RoundId,
    },
    /// The theme is not one of the round's.
    #[error("audit round {round} has no theme `{theme}`{}", hint(near))]
    NotATheme {
        /// The round.
        round: RoundId,
        /// The theme given.
        theme: String,
        /// What was perhaps meant.
        near: Option<String>,
    },
    /// The person does not audit in the round.
    #[error("{person} is not among the auditors of round {round}")]
    NotAnAuditor {
        /// The round.
        round: RoundId,
        /// The person.
        person: PersonId,
    },
    /// An auditor records their own grades only.
    #[error("{actor} may not record a grade of {auditor}'s; an analyst may")]
    NotTheAuditor {
        /// Who asked.
        actor: PersonId,
        /// Whose grade it would be.
        auditor: PersonId,
    },
    /// A moderator cannot be the auditor.
    #[error("{person} graded {reference} and cannot moderate it; ask another moderator")]
    ModeratesOwn {
        /// The person.
        person: PersonId,
        /// The case.
        reference: String,
    },
    /// The grade was moderated.
    #[error("{reference}, {theme}, was moderated already, to {}", grade.in_words())]
    AlreadyModerated {
        /// The case.
        reference: String,
        /// The theme.
        theme: String,
        /// The grade that stands.
        grade: Grade,
    },
    /// More cases than the sample has.
    #[error(
        "audit round {round} samples {size} cases, and has them all; plan a larger sample first"
    )]
    SampleFull {
        /// The round.
        round: RoundId,
        /// Its sample's size.
        size: u32,
    },
    /// A reference that may be a child's number. It is not repeated.
    #[error(
        "the case's reference is not one of the audit's own: use 2 to 20 letters, digits and hyphens that begin with a letter and have no run of six digits or more, such as QA-0421. Never a child's number"
    )]
    NotAnAuditReference,
    /// Fewer cases than the sample has, and nothing said about it.
    #[error("audit round {round} has {audited} of {size} cases; say why in a note")]
    SampleShort {
        /// The round.
        round: RoundId,
        /// How many cases were audited.
        audited: usize,
        /// Its sample's size.
        size: u32,
    },
    /// The meeting is not at the stage that the command needs.
    #[error("meeting {meeting} {stands}")]
    MeetingStage {
        /// The meeting.
        meeting: MeetingId,
        /// How it stands.
        stands: &'static str,
    },
    /// A person stands in two lists.
    #[error("{person} cannot be both {first} and {second}")]
    TwoPlaces {
        /// The person.
        person: PersonId,
        /// The one list.
        first: &'static str,
        /// The other.
        second: &'static str,
    },
    /// Only members and the chair are at a meeting.
    #[error("{person} was not asked to meeting {meeting}; add them to its members first")]
    NotAMember {
        /// The person.
        person: PersonId,
        /// The meeting.
        meeting: MeetingId,
    },
    /// The decision is closed.
    #[error("{what} is not open")]
    NotOpen {
        /// What.
        what: String,
    },
    /// The report is not at the stage that the command needs.
    #[error("report {report} is {}; this takes one that is {}", stands.in_words(), stages(needs))]
    ReportStage {
        /// The report.
        report: ReportId,
        /// Where it stands.
        stands: ReportStage,
        /// The stages of which it must be at one.
        needs: Vec<ReportStage>,
    },
    /// Nothing was written that could be reviewed.
    #[error("report {report} has no narrative yet; write it first")]
    NoNarrative {
        /// The report.
        report: ReportId,
    },
    /// A reviewer cannot be who wrote or handed in what is reviewed.
    #[error(
        "{person} wrote or handed in report {report} as it stands and cannot review it; ask another reviewer"
    )]
    ReviewsOwn {
        /// The person.
        person: PersonId,
        /// The report.
        report: ReportId,
    },
    /// A comment of legal or finance must be somebody's who has that role.
    #[error("{actor} is not {}; say on whose behalf the comment is recorded", a(role.holder()))]
    WhoseComment {
        /// Who asked.
        actor: PersonId,
        /// The role of whoever such a comment is.
        role: Role,
    },
    /// Legal or finance has not commented since the report was last handed in.
    #[error(
        "report {report} has no {} since it was last handed in; ask for it first",
        comments(missing)
    )]
    CommentMissing {
        /// The report.
        report: ReportId,
        /// What it lacks.
        missing: Vec<CommentKind>,
    },
    /// What was checked or frozen is not the narrative that stands.
    #[error(
        "the text that was {what} is not the narrative of report {report} as it stands; take the narrative from the ledger, and begin again"
    )]
    OtherNarrative {
        /// The report.
        report: ReportId,
        /// What was done with the other text.
        what: &'static str,
    },
    /// The report would be made from other figures than its narrative was held to.
    #[error(
        "the narrative of report {report} was checked against snapshot {checked}, and the report is made from {made_from}; make it from the snapshot that was checked, or withdraw it"
    )]
    OtherSnapshot {
        /// The report.
        report: ReportId,
        /// The snapshot of the check.
        checked: String,
        /// The snapshot given.
        made_from: String,
    },
    /// A contradicted claim has no reason.
    #[error(
        "the evidence contradicts claim {claim} of report {report}; have the report returned and mend it, or give a reason why the claim stands"
    )]
    ReasonNeeded {
        /// The report.
        report: ReportId,
        /// The claim's name.
        claim: String,
    },
    /// A text is no hash.
    #[error("{field} is no SHA-256 hash; write its 64 hexadecimal digits, in lower case")]
    NotAHash {
        /// Which text.
        field: &'static str,
    },
    /// The same restatement is open.
    #[error(
        "restatement {by} of report {report} from snapshot {snapshot} is open already; answer it first"
    )]
    AlreadyRaised {
        /// The report.
        report: ReportId,
        /// The newer snapshot.
        snapshot: String,
        /// The restatement that is open.
        by: RestatementId,
    },
    /// The last administrator would go.
    #[error("{person} is the only administrator; make another one first")]
    LastAdministrator {
        /// The person.
        person: PersonId,
    },
    /// The person has the role.
    #[error("{person} is {} already", a(role.holder()))]
    HasRole {
        /// The person.
        person: PersonId,
        /// The role.
        role: Role,
    },
    /// The person does not have the role.
    #[error("{person} is not {}", a(role.holder()))]
    HasNotRole {
        /// The person.
        person: PersonId,
        /// The role.
        role: Role,
    },
}

impl Refusal {
    /// The refusal's name, stable for programs, such as `not-allowed`.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::NotOpened => "not-opened",
            Refusal::AlreadyOpened { .. } => "already-opened",
            Refusal::NotAllowed { .. } => "not-allowed",
            Refusal::NotTheirs { .. } => "not-theirs",
            Refusal::ClockBehind { .. } => "clock-behind",
            Refusal::Exists { .. } => "exists",
            Refusal::NoSuch { .. } => "no-such",
            Refusal::NothingChanges { .. } => "nothing-changes",
            Refusal::Empty { .. } => "empty",
            Refusal::InFuture { .. } => "in-future",
            Refusal::OutOfOrder { .. } => "out-of-order",
            Refusal::SameDay { .. } => "same-day",
            Refusal::Ended { .. } => "ended",
            Refusal::NotEnded { .. } => "not-ended",
            Refusal::AlreadyStarted { .. } => "already-started",
            Refusal::Withdrawn { .. } => "withdrawn",
            Refusal::AimServed { .. } => "aim-served",
            Refusal::NumberTaken { .. } => "number-taken",
            Refusal::Unsound { .. } => "unsound",
            Refusal::NoScheme => "no-scheme",
            Refusal::NotInScheme { .. } => "not-in-scheme",
            Refusal::VersionTaken { .. } => "version-taken",
            Refusal::NotWhole { .. } => "not-whole",
            Refusal::RationaleNeeded { .. } => "rationale-needed",
            Refusal::NotRated { .. } => "not-rated",
            Refusal::AlreadyAgreed { .. } => "already-agreed",
            Refusal::RoundEnded { .. } => "round-ended",
            Refusal::NotATheme { .. } => "not-a-theme",
            Refusal::NotAnAuditor { .. } => "not-an-auditor",
            Refusal::NotTheAuditor { .. } => "not-the-auditor",
            Refusal::ModeratesOwn { .. } => "moderates-own",
            Refusal::AlreadyModerated { .. } => "already-moderated",
            Refusal::SampleFull { .. } => "sample-full",
            Refusal::NotAnAuditReference => "not-an-audit-reference",
            Refusal::SampleShort { .. } => "sample-short",
            Refusal::MeetingStage { .. } => "meeting-stage",
            Refusal::TwoPlaces { .. } => "two-places",
            Refusal::NotAMember { .. } => "not-a-member",
            Refusal::NotOpen { .. } => "not-open",
            Refusal::ReportStage { .. } => "report-stage",
            Refusal::NoNarrative { .. } => "no-narrative",
            Refusal::ReviewsOwn { .. } => "reviews-own",
            Refusal::WhoseComment { .. } => "whose-comment",
            Refusal::CommentMissing { .. } => "comment-missing",
            Refusal::OtherNarrative { .. } => "other-narrative",
            Refusal::OtherSnapshot { .. } => "other-snapshot",
            Refusal::ReasonNeeded { .. } => "reason-needed",
            Refusal::NotAHash { .. } => "not-a-hash",
            Refusal::AlreadyRaised { .. } => "already-raised",
            Refusal::LastAdministrator { .. } => "last-administrator",
            Refusal::HasRole { .. } => "has-role",
            Refusal::HasNotRole { .. } => "has-not-role",
        }
    }

    /// Every refusal's name: the tests hold that each has a case.
    pub const CODES: &[&str] = &[
        "not-opened",
        "already-opened",
        "not-allowed",
        "not-theirs",
        "clock-behind",
        "exists",
        "no-such",
        "nothing-changes",
        "empty",
        "in-future",
        "out-of-order",
        "same-day",
        "ended",
        "not-ended",
        "already-started",
        "withdrawn",
        "aim-served",
        "number-taken",
        "unsound",
        "no-scheme",
        "not-in-scheme",
        "version-taken",
        "not-whole",
        "rationale-needed",
        "not-rated",
        "already-agreed",
        "round-ended",
        "not-a-theme",
        "not-an-auditor",
        "not-the-auditor",
        "moderates-own",
        "already-moderated",
        "sample-full",
        "not-an-audit-reference",
        "sample-short",
        "meeting-stage",
        "two-places",
        "not-a-member",
        "not-open",
        "report-stage",
        "no-narrative",
        "reviews-own",
        "whose-comment",
        "comment-missing",
        "other-narrative",
        "other-snapshot",
        "reason-needed",
        "not-a-hash",
        "already-raised",
        "last-administrator",
        "has-role",
        "has-not-role",
    ];
}

fn one_of(roles: &[Role]) -> String {
    let words: Vec<String> = roles.iter().map(|role| a(role.holder())).collect();
    or(&words).unwrap_or_else(|| "somebody else".to_owned())
}

/// `a lead`, `a lead or a chair`, `a lead, a chair or a director`; none of an empty list.
fn or(words: &[String]) -> Option<String> {
    let (last, others) = words.split_last()?;
    Some(match others {
        [] => last.clone(),
        others => format!("{} or {last}", others.join(", ")),
    })
}

fn stages(needs: &[ReportStage]) -> String {
    let words: Vec<String> = needs
        .iter()
        .map(|stage| stage.in_words().to_owned())
        .collect();
    or(&words).unwrap_or_default()
}

/// `legal comment`, `legal comment and no finance comment`.
fn comments(missing: &[CommentKind]) -> String {
    let words: Vec<String> = missing
        .iter()
        .map(|kind| format!("{} comment", kind.in_words()))
        .collect();
    words.join(" and no ")
}

fn a(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {noun}")
}

fn hint(near: &Option<String>) -> String {
    near.as_ref()
        .map(|near| format!("; did you mean `{near}`?"))
        .unwrap_or_default()
}

fn rating_word(rating: Rating) -> &'static str {
    rating.in_words()
}
