//! The plan's frame: what it answers, its aims, the words of its ratings, its versions, its money,
//! and what others decided. What is set up once and changed seldom.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use waymark_narrative::sentence::words;
use waymark_plan::Rating;
use waymark_plan::ledger::CommandKind as K;

use super::rating::RatingTag;
use crate::fault::Fault;
use crate::give::{GiveLink, link};
use crate::shell::{Shell, html};
use crate::site::Site;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "plan.html")]
struct PlanPage {
    shell: Shell,
    lacks: Option<String>,
    steps: Vec<Step>,
    frame: Option<FrameHtml>,
    change_frame: Option<GiveLink>,
    inspections: Vec<Line>,
    add_inspection: Option<GiveLink>,
    aims: Vec<Line>,
    add_aim: Option<GiveLink>,
    add_recommendation: Option<GiveLink>,
    scheme: Option<SchemeHtml>,
    adopt_scheme: Option<GiveLink>,
    versions: Vec<Line>,
    approve: Option<GiveLink>,
    bids: Vec<Line>,
    add_bid: Option<GiveLink>,
    consultations: Vec<Line>,
    add_consultation: Option<GiveLink>,
    bodies: Vec<Line>,
    add_body: Option<GiveLink>,
    withdrawn: Vec<Line>,
}

/// A step of setting a plan up.
struct Step {
    what: &'static str,
    done: bool,
    link: Option<GiveLink>,
}

struct FrameHtml {
    title: String,
    years: String,
    committee: String,
    chair: String,
    monitoring: String,
    equality: String,
    risk: String,
    contacts: Vec<String>,
}

/// Something recorded, with what can be done about it.
struct Line {
    title: String,
    says: String,
    links: Vec<GiveLink>,
}

struct SchemeHtml {
    version: String,
    words: Vec<(RatingTag, String)>,
    earlier: usize,
}

/// Shows it.
pub async fn show(State(site): State<Site>, mut visitor: Visitor) -> Result<Response, Fault> {
    let shell = Shell::with_notice(&site, &mut visitor).await?;
    let (view, visitor) = (visitor.view.clone(), &visitor);
    let state = &view.state;
    let give = |kind: K, text: &'static str| link(visitor, kind, text, &[]);
    let about = |kind: K, text: &'static str, name: &str, id: &str| {
        link(visitor, kind, text, &[(name, id)])
    };
    let frame = state.frame.as_ref().map(|frame| FrameHtml {
        title: frame.title.clone(),
        years: format!("{} to {}", frame.years.first, frame.years.last),
        committee: frame.committee.clone(),
        chair: frame
            .committee_chair
            .as_ref()
            .map(|chair| view.people.called(chair))
            .unwrap_or_default(),
        monitoring: frame.monitoring.clone(),
        equality: frame.equality.clone(),
        risk: frame.risk.clone().unwrap_or_default(),
        contacts: frame
            .contacts
            .iter()
            .map(|person| view.people.called(person))
            .collect(),
    });
    let inspections = state
        .inspections
        .iter()
        .map(|(id, one)| Line {
            title: one
                .title
                .clone()
                .unwrap_or_else(|| one.framework.in_words().to_owned()),
            says: format!(
                "{} to {}{}",
                words::day(one.started),
                words::day(one.ended),
                one.judgement
                    .as_ref()
                    .map(|judgement| format!(": {judgement}"))
                    .unwrap_or_default()
            ),
            links: about(K::RecordInspection, "Correct it", "inspection", id.as_str())
                .into_iter()
                .collect(),
        })
        .collect();
    let aims = state
        .aims
        .iter()
        .map(|(id, title)| Line {
            title: title.clone(),
            says: words::counted(
                state
                    .in_plan()
                    .iter()
                    .filter(|(_, one)| one.record.aims.contains(id))
                    .count(),
                "recommendation",
                "recommendations",
            ),
            links: [
                about(K::RecordAim, "Correct it", "aim", id.as_str()),
                about(K::RemoveAim, "Take it away", "aim", id.as_str()),
            ]
            .into_iter()
            .flatten()
            .collect(),
        })
        .collect();
    let scheme = state.scheme().map(|scheme| SchemeHtml {
        version: scheme.version.clone(),
        words: [
            (Rating::Blue, scheme.blue.clone()),
            (Rating::Green, Some(scheme.green.clone())),
            (Rating::Amber, Some(scheme.amber.clone())),
            (Rating::Red, Some(scheme.red.clone())),
        ]
        .into_iter()
        .filter_map(|(rating, said)| Some((RatingTag::of(Some(rating)), said?)))
        .collect(),
        earlier: state.schemes.len() - 1,
    });
    let page = PlanPage {
        lacks: view.lacks.clone(),
        steps: steps(visitor),
        frame,
        change_frame: give(K::SetFrame, "Change the frame"),
        inspections,
        add_inspection: give(K::RecordInspection, "Record an inspection"),
        aims,
        add_aim: give(K::RecordAim, "Add an aim"),
        add_recommendation: give(K::RecordRecommendation, "Add a recommendation"),
        scheme,
        adopt_scheme: give(K::AdoptScheme, "Adopt other words"),
        versions: versions(visitor),
        approve: give(K::ApproveVersion, "Record an approval"),
        bids: bids(visitor),
        add_bid: give(K::RecordBid, "Record a bid"),
        consultations: state
            .consultations
            .iter()
            .map(|(id, one)| Line {
                title: format!("{}, {}", one.with, words::day(one.on)),
                says: format!("{} {}", one.said, one.changed.clone().unwrap_or_default()),
                links: [
                    about(
                        K::AnswerConsultation,
                        "Say what changed",
                        "consultation",
                        id.as_str(),
                    ),
                    about(
                        K::RecordConsultation,
                        "Correct it",
                        "consultation",
                        id.as_str(),
                    ),
                ]
                .into_iter()
                .flatten()
                .collect(),
            })
            .collect(),
        add_consultation: give(K::RecordConsultation, "Record a consultation"),
        bodies: state
            .body_decisions
            .iter()
            .map(|(id, one)| Line {
                title: one.body.clone(),
                says: format!("{}: {}", words::day(one.on), one.decided),
                links: about(K::RecordBodyDecision, "Correct it", "decision", id.as_str())
                    .into_iter()
                    .collect(),
            })
            .collect(),
        add_body: give(K::RecordBodyDecision, "Record a decision"),
        withdrawn: state
            .recommendations
            .iter()
            .filter_map(|(id, one)| {
                Some(Line {
                    title: format!("{id}: {}", one.record.text),
                    says: one.withdrawn.clone()?,
                    links: Vec::new(),
                })
            })
            .collect(),
        shell,
    };
    Ok(html(&page))
}

/// What a plan needs, in the order in which it can be recorded.
fn steps(visitor: &Visitor) -> Vec<Step> {
    let state = &visitor.view.state;
    let give = |kind: K, text: &'static str| link(visitor, kind, text, &[]);
    vec![
        Step {
            what: "An inspection that the plan answers",
            done: !state.inspections.is_empty(),
            link: give(K::RecordInspection, "Record an inspection"),
        },
        Step {
            what: "The words of the ratings",
            done: state.scheme().is_some(),
            link: give(K::AdoptScheme, "Adopt a scheme of ratings"),
        },
        Step {
            what: "The plan’s title, years and committee",
            done: state.frame.is_some(),
            link: give(K::SetFrame, "Set the frame"),
        },
        Step {
            what: "Aims",
            done: !state.aims.is_empty(),
            link: give(K::RecordAim, "Add an aim"),
        },
        Step {
            what: "Recommendations",
            done: !state.recommendations.is_empty(),
            link: give(K::RecordRecommendation, "Add a recommendation"),
        },
    ]
}

fn versions(visitor: &Visitor) -> Vec<Line> {
    let versions = visitor.view.state.versions.iter().rev();
    versions
        .map(|version| Line {
            title: format!("Version {}", version.approval.version),
            says: format!(
                "{}, {}. {}",
                version.approval.by,
                words::day(version.approval.on),
                version.approval.summary.clone().unwrap_or_default()
            ),
            links: Vec::new(),
        })
        .collect()
}

fn bids(visitor: &Visitor) -> Vec<Line> {
    let about = |kind: K, text: &'static str, id: &str| link(visitor, kind, text, &[("bid", id)]);
    visitor
        .view
        .state
        .bids
        .iter()
        .map(|(id, bid)| {
            let decided: Vec<String> = bid
                .decisions
                .iter()
                .map(|one| format!("{}, {}: {}.", one.by, words::day(one.on), one.decision))
                .collect();
            let posts: Vec<String> = bid
                .posts
                .iter()
                .filter_map(|(title, counts)| {
                    let (_, last) = counts.last()?;
                    Some(format!(
                        "{title}: {} of {} filled for good, {} vacant.",
                        last.permanent, last.created, last.vacant
                    ))
                })
                .collect();
            Line {
                title: bid.record.title.clone(),
                says: format!(
                    "£{} for {}, {}. {} {}",
                    waymark_figures::show_count(bid.record.amount as f64),
                    bid.record.paid_for,
                    bid.record.year,
                    decided.join(" "),
                    posts.join(" ")
                ),
                links: [
                    about(K::DecideBid, "Record a decision", id.as_str()),
                    about(K::CountPosts, "Count posts", id.as_str()),
                    about(K::RecordBid, "Correct it", id.as_str()),
                ]
                .into_iter()
                .flatten()
                .collect(),
            }
        })
        .collect()
}
