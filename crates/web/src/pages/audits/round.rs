//! A round of practice audits: who graded which case how, what moderators made of it, what the
//! round found, and what is done about it.

use std::collections::{BTreeSet, HashMap};

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use waymark_figures::show_number;
use waymark_narrative::sentence::words;
use waymark_plan::ledger::parts::{FindingRecord, Origin, Role};
use waymark_plan::ledger::state::{GradingState, RoundState};
use waymark_plan::ledger::{CommandKind as K, Subject};
use waymark_plan::{FindingId, RecommendationId, RoundId};

use super::{cases_in_words, grade_class, standing, tally};
use crate::fault::Fault;
use crate::give::{GiveLink, link};
use crate::shell::{Shell, address, html};
use crate::site::Site;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "audits/round.html")]
struct RoundPage {
    shell: Shell,
    id: RoundId,
    month: String,
    state: &'static str,
    state_class: &'static str,
    cases: String,
    sample_frame: String,
    auditors: String,
    ended: Option<String>,
    grades_at: Option<String>,
    links: Vec<GiveLink>,
    themes: Vec<ThemeLine>,
    /// The columns of the grid.
    columns: Vec<String>,
    rows: Vec<CaseRow>,
    teams: Vec<Team>,
    findings: Vec<FindingHtml>,
}

struct Team {
    name: String,
    chosen: bool,
}

struct ThemeLine {
    theme: String,
    good: String,
    share: String,
    moderated: String,
}

struct CaseRow {
    reference: String,
    team: String,
    auditors: String,
    cells: Vec<Option<GradeCell>>,
    /// Where the themes that it lacks are graded.
    more_at: Option<String>,
}

struct GradeCell {
    theme: String,
    stands: &'static str,
    class: &'static str,
    /// What the auditor had graded and why it is another now, where it was moderated.
    moderated: Option<String>,
    links: Vec<GiveLink>,
}

struct FindingHtml {
    id: FindingId,
    theme: Option<String>,
    finding: String,
    actions: Vec<ActionHtml>,
    add: Vec<AddLink>,
}

struct ActionHtml {
    href: String,
    words: String,
}

/// A link that makes an action of a finding under one recommendation.
struct AddLink {
    href: String,
    recommendation: RecommendationId,
    text: String,
}

/// Shows it. `?team=` leaves only the cases of one team.
pub async fn show(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response, Fault> {
    let id: RoundId = id.parse().map_err(|_| Fault::NotFound)?;
    let shell = Shell::with_notice(&site, &mut visitor).await?;
    let view = visitor.view.clone();
    let round = view.state.rounds.get(&id).ok_or(Fault::NotFound)?;
    let team = asked.get("team").filter(|team| !team.is_empty());
    let called = |person| view.people.called(person);
    let auditors: Vec<String> = round.record.auditors.iter().map(called).collect();
    let (state, state_class) = standing(round);
    let page = RoundPage {
        month: round.record.month.in_words(),
        state,
        state_class,
        cases: cases_in_words(round),
        sample_frame: round.record.sample_frame.clone(),
        auditors: words::list(&auditors),
        ended: round.closed.as_ref().map(|(on, note)| match note {
            Some(note) => format!("{}: {note}", words::day(*on)),
            None => words::day(*on),
        }),
        grades_at: may_grade(&visitor, &id, round).then(|| format!("/audits/{id}/grade")),
        links: links(&visitor, &id, round),
        themes: round
            .record
            .themes
            .iter()
            .map(|theme| theme_line(round, theme))
            .collect(),
        columns: round.record.themes.clone(),
        rows: rows(&visitor, &id, round, team),
        teams: teams(round, team),
        findings: round
            .findings
            .iter()
            .map(|(of, finding)| finding_html(&visitor, &id, of, finding))
            .collect(),
        id,
        shell,
    };
    Ok(html(&page))
}

/// Whether a visitor may record grades of a round now.
pub fn may_grade(visitor: &Visitor, id: &RoundId, round: &RoundState) -> bool {
    let Some(person) = &visitor.who else {
        return false;
    };
    let about = Subject::Round(id.clone());
    round.closed.is_none()
        && visitor
            .view
            .state
            .may_give(person, K::RecordGrading, &about)
        && (round.record.auditors.contains(person) || visitor.has(Role::Analyst))
}

fn links(visitor: &Visitor, id: &RoundId, round: &RoundState) -> Vec<GiveLink> {
    let about = [("round", id.as_str())];
    let kinds: &[(K, &'static str)] = match round.closed {
        // What a round found may be seen only after it ended.
        Some(_) => &[(K::RecordFinding, "Record a finding")],
        None => &[
            (K::RecordFinding, "Record a finding"),
            (K::PlanRound, "Change the plan of the round"),
            (K::CloseRound, "Close the round"),
        ],
    };
    kinds
        .iter()
        .filter_map(|(kind, text)| link(visitor, *kind, text, &about))
        .collect()
}

fn theme_line(round: &RoundState, theme: &str) -> ThemeLine {
    let graded = round.gradings.iter().filter(|((_, of), _)| of == theme);
    let moderated = graded
        .clone()
        .filter(|(_, grading)| grading.moderated.is_some())
        .count();
    let (good, share) = match tally::one_month(round, theme) {
        Some(one) => (
            format!("{} of {}", one.good, one.graded),
            format!("{}%", show_number(one.share(), 0)),
        ),
        None => ("None graded yet".to_owned(), "\u{2013}".to_owned()),
    };
    ThemeLine {
        theme: theme.to_owned(),
        good,
        share,
        moderated: match graded.count() {
            0 => "\u{2013}".to_owned(),
            all => format!("{moderated} of {all}"),
        },
    }
}

fn teams(round: &RoundState, chosen: Option<&String>) -> Vec<Team> {
    let names: BTreeSet<&String> = round
        .gradings
        .values()
        .filter_map(|grading| grading.team.as_ref())
        .collect();
    names
        .into_iter()
        .map(|name| Team {
            name: name.clone(),
            chosen: chosen == Some(name),
        })
        .collect()
}

/// A row for each case, in the order of the references; with a team, the cases that are its.
fn rows(
    visitor: &Visitor,
    id: &RoundId,
    round: &RoundState,
    team: Option<&String>,
) -> Vec<CaseRow> {
    let mut references: Vec<&String> = round
        .gradings
        .keys()
        .map(|(reference, _)| reference)
        .collect();
    references.dedup();
    let grades = may_grade(visitor, id, round);
    references
        .into_iter()
        .filter_map(|reference| {
            let of_case: Vec<(&String, &GradingState)> = round
                .gradings
                .iter()
                .filter(|((of, _), _)| of == reference)
                .map(|((_, theme), grading)| (theme, grading))
                .collect();
            let is_teams = |grading: &GradingState| grading.team.as_ref() == team;
            if team.is_some() && !of_case.iter().any(|(_, grading)| is_teams(grading)) {
                return None;
            }
            let themes = &round.record.themes;
            let lacks = themes
                .iter()
                .any(|theme| !of_case.iter().any(|(known, _)| *known == theme));
            let each = |read: &dyn Fn(&GradingState) -> Option<String>| {
                let found: BTreeSet<String> = of_case
                    .iter()
                    .filter_map(|(_, grading)| read(grading))
                    .collect();
                found.into_iter().collect::<Vec<String>>().join("; ")
            };
            Some(CaseRow {
                reference: reference.clone(),
                team: each(&|grading| grading.team.clone()),
                auditors: each(&|grading| Some(visitor.view.people.called(&grading.auditor))),
                cells: themes
                    .iter()
                    .map(|theme| {
                        let found = of_case.iter().find(|(known, _)| *known == theme);
                        found
                            .map(|(_, grading)| cell(visitor, id, round, reference, theme, grading))
                    })
                    .collect(),
                more_at: (grades && lacks)
                    .then(|| address(&format!("/audits/{id}/grade"), [("reference", reference)])),
            })
        })
        .collect()
}

fn cell(
    visitor: &Visitor,
    id: &RoundId,
    round: &RoundState,
    reference: &str,
    theme: &str,
    grading: &GradingState,
) -> GradeCell {
    let moderated = grading.moderated.as_ref().map(|(moderator, to, reason)| {
        let by = visitor.view.people.called(moderator);
        if *to == grading.grade {
            format!("Left as it was by {by}")
        } else {
            format!(
                "Was {}; changed by {by}{}",
                grading.grade.in_words().to_lowercase(),
                reason
                    .as_ref()
                    .map(|reason| format!(": {reason}"))
                    .unwrap_or_default()
            )
        }
    });
    let is_own = visitor.who.as_ref() == Some(&grading.auditor);
    let about = [
        ("round", id.as_str()),
        ("reference", reference),
        ("theme", theme),
    ];
    let is_open = round.closed.is_none();
    // Once a grade was moderated it is the moderator's to change.
    let corrects = is_open && grading.moderated.is_none() && (is_own || visitor.has(Role::Analyst));
    let correct = corrects.then_some((K::RecordGrading, "Correct"));
    let moderate = (is_open && !is_own).then_some(match grading.moderated {
        None => (K::ModerateGrading, "Moderate"),
        Some(_) => (K::ModerateGrading, "Moderate again"),
    });
    GradeCell {
        theme: theme.to_owned(),
        stands: grading.stands().in_words(),
        class: grade_class(grading.stands()),
        moderated,
        links: [correct, moderate]
            .into_iter()
            .flatten()
            .filter_map(|(kind, text)| link(visitor, kind, text, &about))
            .collect(),
    }
}

fn finding_html(
    visitor: &Visitor,
    round: &RoundId,
    id: &FindingId,
    finding: &FindingRecord,
) -> FindingHtml {
    let state = &visitor.view.state;
    let came_of = Origin::Finding(id.clone());
    let mut actions = Vec::new();
    for (of, recommendation) in &state.recommendations {
        let items = recommendation
            .actions
            .iter()
            .map(|(item, action)| (item, &action.title, &action.origin));
        let milestones = recommendation
            .milestones
            .iter()
            .map(|(item, milestone)| (item, &milestone.title, &milestone.origin));
        for (item, title, origin) in items.chain(milestones) {
            if origin.as_ref() == Some(&came_of) {
                actions.push(ActionHtml {
                    href: format!("/recommendations/{of}#{item}"),
                    words: format!("{item} {title}"),
                });
            }
        }
    }
    FindingHtml {
        id: id.clone(),
        theme: finding.theme.clone(),
        finding: finding.finding.clone(),
        actions,
        add: add_links(visitor, round, id, finding),
    }
}

/// Under which recommendations an action could be made of a finding: those that the theme's audits
/// are evidence for, else all.
fn add_links(
    visitor: &Visitor,
    round: &RoundId,
    id: &FindingId,
    finding: &FindingRecord,
) -> Vec<AddLink> {
    let all = visitor.view.state.in_plan();
    let by_theme: Vec<_> = all
        .iter()
        .filter(|(_, one)| {
            let themes = &one.record.audit_themes;
            finding
                .theme
                .as_ref()
                .is_some_and(|theme| themes.contains(theme))
        })
        .copied()
        .collect();
    let offered = if by_theme.is_empty() { all } else { by_theme };
    let back = format!("/audits/{round}#{id}");
    offered
        .into_iter()
        .filter_map(|(of, one)| {
            let about = [
                ("recommendation", of.as_str()),
                ("finding", id.as_str()),
                ("back", back.as_str()),
            ];
            let found = link(visitor, K::AddAction, "Add an action", &about)?;
            Some(AddLink {
                href: found.href,
                recommendation: of.clone(),
                text: one.record.text.clone(),
            })
        })
        .collect()
}
