//! A recommendation: the inspectorate's words, what is done about it and by when, the evidence, how
//! it was judged, and its whole history.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::civil::Date;
use waymark_figures::{Breakdown, EvidenceBook, MeasureId, Selector};
use waymark_narrative::sentence::{self, Asked, View as FigureView, words};
use waymark_plan::ledger::CommandKind as K;
use waymark_plan::ledger::parts::{AgreedAt, JudgementRecord, Lead, PartSeen};
use waymark_plan::ledger::state::{ActionState, MilestoneState, RecommendationState};
use waymark_plan::{ActionId, LinkedMeasure, Progress, RecommendationId, Schedule};

use super::chart::{ChartHtml, chart};
use super::rating::{MonthsRating, RatingTag, strip};
use super::timeline::{self, Entry};
use crate::desk::Day;
use crate::fault::Fault;
use crate::forms::offer::title_of;
use crate::give::{GiveLink, link};
use crate::permission::Permission;
use crate::shell::{Shell, html};
use crate::site::Site;
use crate::visitor::Visitor;

/// How much of the history stands on the page itself.
const HISTORY: usize = 8;
/// The measure whose groups by theme are the practice audits.
pub const AUDITS: &str = "audits-good-or-better";

#[derive(Template)]
#[template(path = "recommendation.html")]
struct RecommendationPage {
    shell: Shell,
    id: RecommendationId,
    number: u16,
    text: String,
    inspection: String,
    aims: Vec<String>,
    lead: String,
    withdrawn: Option<String>,
    rating: RatingTag,
    judged: Option<Judged>,
    strip: Vec<MonthsRating>,
    delivery: Option<PartHtml>,
    impact: Option<PartHtml>,
    figures_of: Option<String>,
    timeline: Option<String>,
    items: Vec<ItemHtml>,
    evidence: Vec<EvidenceHtml>,
    ratings: Vec<Judged>,
    history: Vec<Happened>,
    older: usize,
    links: Vec<GiveLink>,
    is_officer: bool,
}

struct PartHtml {
    tag: RatingTag,
    reasons: Vec<String>,
}

struct Judged {
    tag: RatingTag,
    by: String,
    on: String,
    rationale: Option<String>,
    agreed: Option<String>,
    delivery: RatingTag,
    impact: Option<RatingTag>,
}

struct ItemHtml {
    id: ActionId,
    what: &'static str,
    title: String,
    lead: String,
    state: &'static str,
    state_class: &'static str,
    first: String,
    due: String,
    redatings: Vec<String>,
    done: Option<String>,
    notes: Vec<NoteHtml>,
    links: Vec<GiveLink>,
}

struct NoteHtml {
    on: String,
    by: String,
    text: String,
}

struct EvidenceHtml {
    title: String,
    href: String,
    standing: String,
    words: String,
    target: Option<String>,
    chart: Option<ChartHtml>,
    links: Vec<GiveLink>,
}

#[derive(Template)]
#[template(path = "recommendation_history.html")]
struct HistoryPage {
    shell: Shell,
    id: RecommendationId,
    text: String,
    history: Vec<Happened>,
}

struct Happened {
    seq: u64,
    on: String,
    who: String,
    words: String,
}

/// Shows it.
pub async fn show(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let id: RecommendationId = id.parse().map_err(|_| Fault::NotFound)?;
    let shell = Shell::with_notice(&site, &mut visitor).await?;
    let view = visitor.view.clone();
    let stands = view.state.recommendations.get(&id).ok_or(Fault::NotFound)?;
    let is_officer = Permission::Work.is_held_by(&visitor);
    let day = site.desk.day(&view, visitor.today, None).await?;
    let proposal = day.as_ref().and_then(|day| day.proposal(&id));
    let part = |part: &waymark_plan::Part| PartHtml {
        tag: RatingTag::proposed(part.rating),
        reasons: part
            .reasons
            .iter()
            .map(|reason| reason.sentence.clone())
            .collect(),
    };
    let history = history_of(&visitor, &id);
    let page = RecommendationPage {
        number: stands.record.number,
        text: stands.record.text.clone(),
        inspection: view
            .state
            .inspections
            .get(&stands.record.inspection)
            .map_or_else(|| stands.record.inspection.to_string(), title_of),
        aims: stands
            .record
            .aims
            .iter()
            .filter_map(|aim| view.state.aims.get(aim).cloned())
            .collect(),
        lead: lead(&visitor, &stands.record.lead),
        withdrawn: stands.withdrawn.clone(),
        rating: RatingTag::of(stands.ratings.last().map(|judged| judged.rating)),
        judged: stands.ratings.last().map(|one| judged(&visitor, one)),
        strip: strip(stands, visitor.today),
        delivery: proposal.map(|proposal| part(&proposal.delivery)),
        impact: proposal.map(|proposal| part(&proposal.impact)),
        figures_of: day.as_ref().map(|day| day.month.in_words()),
        timeline: timeline::draw(id.as_str(), &entries(stands), visitor.today),
        items: items(&visitor, stands, is_officer),
        evidence: evidence(&visitor, &id, stands, day.as_deref(), is_officer),
        ratings: stands
            .ratings
            .iter()
            .rev()
            .map(|one| judged(&visitor, one))
            .collect(),
        older: history.len().saturating_sub(HISTORY),
        history: history.into_iter().take(HISTORY).collect(),
        links: links(&visitor, &id),
        is_officer,
        id,
        shell,
    };
    Ok(html(&page))
}

/// Shows its whole history.
pub async fn history(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let id: RecommendationId = id.parse().map_err(|_| Fault::NotFound)?;
    let shell = Shell::with_notice(&site, &mut visitor).await?;
    let view = visitor.view.clone();
    let stands = view.state.recommendations.get(&id).ok_or(Fault::NotFound)?;
    Ok(html(&HistoryPage {
        text: stands.record.text.clone(),
        history: history_of(&visitor, &id),
        id,
        shell,
    }))
}

/// What happened to a recommendation, the latest first.
fn history_of(visitor: &Visitor, id: &RecommendationId) -> Vec<Happened> {
    let view = &visitor.view;
    view.told
        .iter()
        .rev()
        .filter(|told| told.recommendation.as_ref() == Some(id))
        .map(|told| Happened {
            seq: told.seq,
            on: words::day(told.on),
            who: view.people.called(&told.by),
            words: told.words.clone(),
        })
        .collect()
}

fn links(visitor: &Visitor, id: &RecommendationId) -> Vec<GiveLink> {
    let about = [("recommendation", id.as_str())];
    [
        (K::Rate, "Rate it"),
        (K::AddAction, "Add an action"),
        (K::AddMilestone, "Add a milestone"),
        (K::SetMeasure, "Set a measure"),
        (K::RecordRecommendation, "Correct it"),
        (K::WithdrawRecommendation, "Take it out of the plan"),
    ]
    .into_iter()
    .filter_map(|(kind, text)| link(visitor, kind, text, &about))
    .collect()
}

/// A post, and who holds it.
pub fn lead(visitor: &Visitor, lead: &Lead) -> String {
    match &lead.person {
        Some(person) => format!("{}, {}", visitor.view.people.called(person), lead.post),
        None => lead.post.clone(),
    }
}

fn judged(visitor: &Visitor, record: &JudgementRecord) -> Judged {
    let tag = |part: &PartSeen| RatingTag::proposed(part.rating);
    Judged {
        tag: RatingTag::of(Some(record.rating)),
        by: record.judged_by.clone(),
        on: words::day(record.on),
        rationale: record.rationale.clone(),
        agreed: record.agreed_at.as_ref().map(|agreed| match agreed {
            AgreedAt::Meeting(id) => {
                let meeting = visitor.view.state.meetings.get(id);
                meeting.map_or_else(|| id.to_string(), |meeting| meeting.record.title.clone())
            }
            AgreedAt::Elsewhere(name) => name.clone(),
        }),
        delivery: tag(&record.delivery),
        impact: record.impact.as_ref().map(|impact| tag(&impact.part)),
    }
}

fn entries(stands: &RecommendationState) -> Vec<Entry> {
    let actions = stands.actions.iter().map(|(id, action)| {
        let (done, given_up) = match &action.progress {
            Progress::Complete { completed_on, .. } => (Some(*completed_on), false),
            Progress::Cancelled { .. } => (None, true),
            Progress::NotStarted | Progress::InProgress => (None, false),
        };
        Entry {
            id: id.to_string(),
            start: Some(action.start),
            first: action.schedule.first_due,
            due: action.schedule.latest_due(),
            done,
            given_up,
        }
    });
    let milestones = stands.milestones.iter().map(|(id, milestone)| Entry {
        id: id.to_string(),
        start: None,
        first: milestone.schedule.first_due,
        due: milestone.schedule.latest_due(),
        done: milestone.done_on,
        given_up: milestone.cancelled.is_some(),
    });
    actions.chain(milestones).collect()
}

fn items(visitor: &Visitor, stands: &RecommendationState, is_officer: bool) -> Vec<ItemHtml> {
    let actions = stands
        .actions
        .iter()
        .map(|(id, action)| action_html(visitor, id, action, is_officer));
    let milestones = stands
        .milestones
        .iter()
        .map(|(id, milestone)| milestone_html(visitor, id, milestone));
    actions.chain(milestones).collect()
}

/// How an item stands, in a word, and the class of its tag.
fn standing(
    done: bool,
    given_up: bool,
    begun: bool,
    due: Date,
    today: Date,
) -> (&'static str, &'static str) {
    if done {
        ("Done", "govuk-tag--green")
    } else if given_up {
        ("Given up", "govuk-tag--grey")
    } else if due < today {
        ("Late", "govuk-tag--red")
    } else if begun {
        ("In progress", "govuk-tag--blue")
    } else {
        ("Not started", "govuk-tag--grey")
    }
}

fn redatings(schedule: &Schedule) -> Vec<String> {
    schedule
        .agreed
        .iter()
        .map(|one| {
            format!(
                "To {}, agreed by {} on {}: {}",
                words::day(one.due),
                one.agreed_by,
                words::day(one.on),
                one.reason
            )
        })
        .collect()
}

fn item_links(visitor: &Visitor, id: &ActionId, kinds: &[(K, &'static str)]) -> Vec<GiveLink> {
    let about = [("item", id.as_str())];
    kinds
        .iter()
        .filter_map(|(kind, text)| link(visitor, *kind, text, &about))
        .collect()
}

fn action_html(
    visitor: &Visitor,
    id: &ActionId,
    action: &ActionState,
    is_officer: bool,
) -> ItemHtml {
    let due = action.schedule.latest_due();
    let (done, given_up, begun) = match &action.progress {
        Progress::Complete {
            completed_on,
            evidence,
        } => {
            let shown = evidence.as_ref().map(|shown| format!(". {shown}"));
            let said = format!(
                "Done on {}{}",
                words::day(*completed_on),
                shown.unwrap_or_default()
            );
            (Some(said), false, true)
        }
        Progress::Cancelled { reason, .. } => (Some(format!("Given up: {reason}")), true, true),
        Progress::InProgress => (None, false, true),
        Progress::NotStarted => (None, false, false),
    };
    let ended = done.is_some();
    let (state, state_class) = standing(ended && !given_up, given_up, begun, due, visitor.today);
    let kinds: &[(K, &str)] = if ended {
        &[(K::Reopen, "Take it up again")]
    } else if begun {
        &[
            (K::NoteProgress, "Report progress"),
            (K::Complete, "Record as done"),
            (K::Redate, "Agree a new day"),
            (K::AmendAction, "Change it"),
            (K::Cancel, "Give it up"),
        ]
    } else {
        &[
            (K::StartAction, "Begin it"),
            (K::NoteProgress, "Report progress"),
            (K::Complete, "Record as done"),
            (K::Redate, "Agree a new day"),
            (K::AmendAction, "Change it"),
            (K::Cancel, "Give it up"),
        ]
    };
    // What officers say to each other about the work is not the committee's.
    let notes = if is_officer {
        action.updates.as_slice()
    } else {
        &[]
    };
    ItemHtml {
        id: id.clone(),
        what: "Action",
        title: action.title.clone(),
        lead: lead(visitor, &action.lead),
        state,
        state_class,
        first: words::day(action.schedule.first_due),
        due: words::day(due),
        redatings: redatings(&action.schedule),
        done,
        notes: notes
            .iter()
            .rev()
            .map(|note| NoteHtml {
                on: words::day(note.on),
                by: note.by.clone(),
                text: note.note.clone(),
            })
            .collect(),
        links: item_links(visitor, id, kinds),
    }
}

fn milestone_html(visitor: &Visitor, id: &ActionId, milestone: &MilestoneState) -> ItemHtml {
    let due = milestone.schedule.latest_due();
    let given_up = milestone.cancelled.is_some();
    let done = match (&milestone.done_on, &milestone.cancelled) {
        (Some(on), _) => Some(format!("Reached on {}", words::day(*on))),
        (None, Some(cancelled)) => Some(format!("Given up: {}", cancelled.reason)),
        (None, None) => None,
    };
    let (state, state_class) = standing(
        milestone.done_on.is_some(),
        given_up,
        false,
        due,
        visitor.today,
    );
    let kinds: &[(K, &str)] = if done.is_some() {
        &[(K::Reopen, "Take it up again")]
    } else {
        &[
            (K::Complete, "Record as reached"),
            (K::Redate, "Agree a new day"),
            (K::AmendMilestone, "Change it"),
            (K::Cancel, "Give it up"),
        ]
    };
    ItemHtml {
        id: id.clone(),
        what: "Milestone",
        title: milestone.title.clone(),
        lead: String::new(),
        state,
        state_class,
        first: words::day(milestone.schedule.first_due),
        due: words::day(due),
        redatings: redatings(&milestone.schedule),
        done,
        notes: Vec::new(),
        links: item_links(visitor, id, kinds),
    }
}

/// Every linked measure, then the audit themes that no measure names.
fn evidence(
    visitor: &Visitor,
    id: &RecommendationId,
    stands: &RecommendationState,
    day: Option<&Day>,
    is_officer: bool,
) -> Vec<EvidenceHtml> {
    let Some(day) = day else { return Vec::new() };
    let book = day.evidence_for(is_officer);
    let mut asked: Vec<(Selector, Option<&LinkedMeasure>)> = stands
        .measures
        .iter()
        .map(|linked| (linked.selector.clone(), Some(linked)))
        .collect();
    for theme in &stands.record.audit_themes {
        let Ok(measure) = MeasureId::parse(AUDITS) else {
            continue;
        };
        let selector = Selector {
            measure,
            breakdown: Some(Breakdown {
                dimension: "theme".to_owned(),
                group: theme.clone(),
            }),
        };
        if !asked.iter().any(|(known, _)| *known == selector) {
            asked.push((selector, None));
        }
    }
    (1..)
        .zip(asked)
        .filter_map(|(at, (selector, linked))| {
            one_evidence(visitor, id, book, &selector, linked, at)
        })
        .collect()
}

fn one_evidence(
    visitor: &Visitor,
    id: &RecommendationId,
    book: &EvidenceBook,
    selector: &Selector,
    linked: Option<&LinkedMeasure>,
    at: usize,
) -> Option<EvidenceHtml> {
    let figure = FigureView::of(book, selector, &Asked::default()).ok()?;
    let kinds = linked.map_or(&[][..], |linked| &linked.comparators);
    let statement = sentence::tell(&figure, true, kinds);
    let target = linked.and_then(|linked| linked.target);
    let title = figure.title();
    let named = selector.to_string();
    let about = [("recommendation", id.as_str()), ("measure", named.as_str())];
    let links = [
        (K::SetMeasure, "Change target or baseline"),
        (K::RemoveMeasure, "Judge by it no longer"),
    ];
    Some(EvidenceHtml {
        href: format!("/measures/{}", selector.measure),
        standing: statement.standing.in_words().to_owned(),
        words: statement.text(),
        target: target.as_ref().map(|goal| sentence::target(&figure, goal)),
        chart: book.find(selector).and_then(|entry| {
            chart(
                entry,
                &title,
                &format!("chart-{at}"),
                None,
                target.map(|goal| goal.value),
            )
        }),
        links: links
            .into_iter()
            .filter(|_| linked.is_some())
            .filter_map(|(kind, text)| link(visitor, kind, text, &about))
            .collect(),
        title,
    })
}
