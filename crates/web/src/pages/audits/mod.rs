//! The programme of practice audits: its rounds, themes over time, how far moderators agree with
//! auditors. A round has its own page in `round`; cases are graded in `entry`.

pub mod entry;
pub mod round;
mod sheet;
mod tally;
mod theme_chart;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use waymark_figures::show_number;
use waymark_narrative::sentence::words;
use waymark_plan::RoundId;
use waymark_plan::ledger::CommandKind as K;
use waymark_plan::ledger::parts::{Grade, Role};
use waymark_plan::ledger::state::RoundState;

use self::tally::{Agreement, ThemeSeries};
use super::chart::TableHtml;
use crate::fault::Fault;
use crate::give::{GiveLink, link};
use crate::shell::{Shell, html};
use crate::site::Site;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "audits/list.html")]
struct AuditsPage {
    shell: Shell,
    links: Vec<GiveLink>,
    rounds: Vec<RoundLine>,
    /// The themes of every round, where they are the same; a column tells them where not.
    themes_of_all: Option<String>,
    themes: Vec<ThemeHtml>,
    agreement: Vec<AgreementLine>,
    names_auditors: bool,
}

struct RoundLine {
    id: RoundId,
    month: String,
    themes: String,
    cases: String,
    moderated: String,
    findings: usize,
    state: &'static str,
    state_class: &'static str,
}

struct ThemeHtml {
    theme: String,
    /// The last month, in a sentence.
    last: String,
    picture: Option<String>,
    table: TableHtml,
}

struct AgreementLine {
    who: String,
    moderated: usize,
    left: usize,
    raised: usize,
    lowered: usize,
    share: String,
}

/// Shows it.
pub async fn show(State(site): State<Site>, mut visitor: Visitor) -> Result<Response, Fault> {
    let shell = Shell::with_notice(&site, &mut visitor).await?;
    let view = visitor.view.clone();
    let mut rounds: Vec<(&RoundId, &RoundState)> = view.state.rounds.iter().collect();
    rounds.sort_by_key(|(id, round)| (std::cmp::Reverse(round.record.month), (*id).clone()));
    let names_auditors = visitor.has_any(&[Role::Director, Role::Chair]);
    let page = AuditsPage {
        links: link(&visitor, K::PlanRound, "Plan a round", &[])
            .into_iter()
            .collect(),
        themes_of_all: themes_of_all(&rounds),
        rounds: rounds.iter().map(|(id, round)| line(id, round)).collect(),
        themes: (1..)
            .zip(tally::themes(view.state.rounds.values()))
            .map(|(at, series)| theme(&series, at))
            .collect(),
        agreement: agreement(&visitor, names_auditors),
        names_auditors,
        shell,
    };
    Ok(html(&page))
}

fn themes_of_all(rounds: &[(&RoundId, &RoundState)]) -> Option<String> {
    let (_, first) = rounds.first()?;
    let themes = &first.record.themes;
    let alike = rounds
        .iter()
        .all(|(_, round)| round.record.themes == *themes);
    alike.then(|| themes.join("; "))
}

fn line(id: &RoundId, round: &RoundState) -> RoundLine {
    let moderated = round
        .gradings
        .values()
        .filter(|grading| grading.moderated.is_some())
        .count();
    let (state, state_class) = standing(round);
    RoundLine {
        id: id.clone(),
        month: round.record.month.in_words(),
        themes: round.record.themes.join("; "),
        cases: format!("{} of {}", round.cases(), round.record.sample_size),
        moderated: format!("{moderated} of {}", round.gradings.len()),
        findings: round.findings.len(),
        state,
        state_class,
    }
}

/// Whether a round goes on, in a word, and the class of its tag.
fn standing(round: &RoundState) -> (&'static str, &'static str) {
    match round.closed {
        Some(_) => ("Closed", "govuk-tag--grey"),
        None => ("Open", "govuk-tag--blue"),
    }
}

/// A grade's class of tag; the tag always has the grade's words.
fn grade_class(grade: Grade) -> &'static str {
    match grade {
        Grade::Outstanding => "govuk-tag--blue",
        Grade::Good => "govuk-tag--green",
        Grade::RequiresImprovement => "govuk-tag--orange",
        Grade::Inadequate => "govuk-tag--red",
    }
}

fn theme(series: &ThemeSeries, at: usize) -> ThemeHtml {
    let share = |one: &tally::ThemeMonth| format!("{}%", show_number(one.share(), 0));
    let last = series.months.last().map(|one| {
        format!(
            "{}: {} of {} gradings stand as good or outstanding, {}.",
            one.month.in_words(),
            one.good,
            one.graded,
            share(one)
        )
    });
    ThemeHtml {
        last: last.unwrap_or_default(),
        picture: theme_chart::draw(series, &format!("theme-{at}")),
        table: TableHtml {
            caption: format!("{}, by month", series.theme),
            header: vec![
                ("Month".to_owned(), false),
                ("Good or outstanding".to_owned(), true),
                ("Gradings".to_owned(), true),
                ("Share".to_owned(), true),
            ],
            rows: series
                .months
                .iter()
                .map(|one| {
                    vec![
                        one.month.in_words(),
                        one.good.to_string(),
                        one.graded.to_string(),
                        share(one),
                    ]
                })
                .collect(),
        },
        theme: series.theme.clone(),
    }
}

/// The agreement of all, and that of each auditor for those who lead them: by name it is about a
/// colleague's work.
fn agreement(visitor: &Visitor, names_auditors: bool) -> Vec<AgreementLine> {
    let view = &visitor.view;
    let (overall, of_each) = tally::agreement(view.state.rounds.values());
    if overall.moderated == 0 {
        return Vec::new();
    }
    let line = |who: String, of: &Agreement| AgreementLine {
        who,
        moderated: of.moderated,
        left: of.left,
        raised: of.raised,
        lowered: of.lowered,
        share: of.share_in_words(),
    };
    let mut lines = vec![line("All auditors".to_owned(), &overall)];
    if names_auditors {
        let mut named: Vec<AgreementLine> = of_each
            .iter()
            .map(|(auditor, of)| line(view.people.called(auditor), of))
            .collect();
        named.sort_by(|one, other| one.who.cmp(&other.who));
        lines.extend(named);
    }
    lines
}

/// A count with its noun, as pages of audits say it.
fn cases_in_words(round: &RoundState) -> String {
    format!(
        "{} of {} graded",
        round.cases(),
        words::counted(
            usize::try_from(round.record.sample_size).unwrap_or(usize::MAX),
            "case",
            "cases"
        )
    )
}
