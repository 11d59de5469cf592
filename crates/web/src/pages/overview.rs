//! The overview: every recommendation with its ratings, what has changed, what is late, and how old
//! the figures are. What an Assistant Director opens a meeting with.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use waymark_narrative::sentence::words;
use waymark_plan::ledger::agenda::{Agenda, ItemLine, Moved};
use waymark_plan::ledger::{agenda, parts::Lead};
use waymark_plan::{AimId, Rating, RecommendationId};

use super::rating::{MonthsRating, RatingTag, from_today, strip};
use crate::desk::Day;
use crate::fault::Fault;
use crate::permission::Permission;
use crate::shell::{Shell, html};
use crate::site::Site;
use crate::visitor::Visitor;

/// How many changes the page lists; the rest is behind a link.
const CHANGES: usize = 6;
/// How many late items the page lists; the rest is behind a link.
const LATE: usize = 6;
/// How many months behind today figures may be before that is called late: a return is made of a
/// month that has ended, and takes a month to make.
const FRESH_MONTHS: i32 = 3;

#[derive(Template)]
#[template(path = "overview.html")]
struct OverviewPage {
    shell: Shell,
    title: String,
    aims: Vec<AimRows>,
    counts: Vec<(RatingTag, usize)>,
    lacks: Option<String>,
    since: Option<String>,
    moved: Vec<String>,
    changes: Vec<Change>,
    more_changes: usize,
    late: Vec<LateItem>,
    more_late: usize,
    ages: Vec<Age>,
    meeting: Option<NextMeeting>,
    is_officer: bool,
}

struct AimRows {
    title: String,
    rows: Vec<Row>,
}

struct Row {
    id: RecommendationId,
    number: u16,
    text: String,
    rating: RatingTag,
    delivery: RatingTag,
    impact: RatingTag,
    differs: bool,
    strip: Vec<MonthsRating>,
    lead: String,
    late: usize,
}

struct Change {
    day: String,
    words: String,
    href: Option<String>,
}

struct LateItem {
    id: String,
    href: String,
    title: String,
    lead: String,
    days: i32,
    slipped: usize,
}

/// How old a source of figures is.
struct Age {
    what: String,
    until: String,
    is_old: bool,
}

struct NextMeeting {
    href: String,
    title: String,
    when: String,
}

/// Shows it.
pub async fn show(State(site): State<Site>, mut visitor: Visitor) -> Result<Response, Fault> {
    let shell = Shell::with_notice(&site, &mut visitor).await?;
    let (view, today) = (visitor.view.clone(), visitor.today);
    let day = site.desk.day(&view, today, None).await?;
    let is_officer = Permission::Work.is_held_by(&visitor);
    let evidence = day.as_ref().map(|day| day.evidence_for(is_officer));
    let agenda = agenda(&view.state, today, evidence);
    // The same meeting as the agenda's: on the day of one, the one before it.
    let known = today
        .yesterday()
        .ok()
        .and_then(|day| view.state.last_meeting(day))
        .and_then(|meeting| meeting.closed_at)
        .unwrap_or_default();
    // What officers report, grade and comment is theirs until it is published.
    let since_then = if is_officer {
        view.told_after(known)
    } else {
        &[]
    };
    let page = OverviewPage {
        title: view.plan.as_ref().map_or_else(
            || "Improvement plan".to_owned(),
            |plan| {
                format!(
                    "{}, {} to {}",
                    plan.title, plan.years.first, plan.years.last
                )
            },
        ),
        aims: aims(&visitor, day.as_ref(), &agenda),
        counts: counts(&visitor),
        lacks: view.lacks.clone(),
        since: agenda.since.map(words::day),
        moved: agenda
            .moved
            .iter()
            .map(|moved| said(moved, &site))
            .collect(),
        changes: since_then
            .iter()
            .rev()
            .take(CHANGES)
            .map(|told| Change {
                day: words::day(told.on),
                words: told.words.clone(),
                href: told
                    .recommendation
                    .as_ref()
                    .map(|id| format!("/recommendations/{id}")),
            })
            .collect(),
        more_changes: since_then.len().saturating_sub(CHANGES),
        late: agenda.overdue.iter().take(LATE).map(late).collect(),
        more_late: agenda.overdue.len().saturating_sub(LATE),
        ages: ages(&site, today).await?,
        meeting: next_meeting(&visitor, is_officer),
        is_officer,
        shell,
    };
    Ok(html(&page))
}

/// The recommendations by the first aim that each serves, in the order of the aims.
fn aims(visitor: &Visitor, day: Option<&Arc<Day>>, agenda: &Agenda) -> Vec<AimRows> {
    let state = &visitor.view.state;
    let rows_of = |aim: Option<&AimId>| -> Vec<Row> {
        state
            .in_plan()
            .into_iter()
            .filter(|(_, one)| one.record.aims.first() == aim)
            .map(|(id, one)| {
                let proposal = day.and_then(|day| day.proposal(id));
                let rated = one.ratings.last().map(|judged| judged.rating);
                let parts: [Option<Rating>; 2] = match proposal {
                    Some(proposal) => [proposal.delivery.rating, proposal.impact.rating],
                    None => [None, None],
                };
                Row {
                    id: id.clone(),
                    number: one.record.number,
                    text: one.record.text.clone(),
                    rating: RatingTag::of(rated),
                    delivery: RatingTag::proposed(parts[0]),
                    impact: RatingTag::proposed(parts[1]),
                    differs: parts.iter().flatten().any(|part| Some(*part) != rated),
                    strip: strip(one, visitor.today),
                    lead: one.record.lead.post.clone(),
                    late: agenda
                        .overdue
                        .iter()
                        .filter(|line| line.recommendation == *id)
                        .count(),
                }
            })
            .collect()
    };
    let mut all: Vec<AimRows> = state
        .aims
        .iter()
        .map(|(aim, title)| AimRows {
            title: title.clone(),
            rows: rows_of(Some(aim)),
        })
        .collect();
    all.push(AimRows {
        title: "Without an aim".to_owned(),
        rows: rows_of(None),
    });
    all.retain(|aim| !aim.rows.is_empty());
    all
}

fn counts(visitor: &Visitor) -> Vec<(RatingTag, usize)> {
    let all = visitor.view.state.in_plan();
    [
        Some(Rating::Blue),
        Some(Rating::Green),
        Some(Rating::Amber),
        Some(Rating::Red),
        None,
    ]
    .into_iter()
    .map(|rating| {
        let count = all
            .iter()
            .filter(|(_, one)| one.ratings.last().map(|judged| judged.rating) == rating)
            .count();
        (RatingTag::of(rating), count)
    })
    .filter(|(_, count)| *count > 0)
    .collect()
}

fn late(line: &ItemLine) -> LateItem {
    LateItem {
        id: line.id.to_string(),
        href: format!("/recommendations/{}#{}", line.recommendation, line.id),
        title: line.title.clone(),
        lead: post(&line.lead),
        days: line.days_overdue.unwrap_or_default(),
        slipped: line.redated,
    }
}

fn post(lead: &Lead) -> String {
    lead.post.clone()
}

/// What is newly better or worse, in a sentence.
fn said(moved: &Moved, site: &Site) -> String {
    match moved {
        Moved::Figure { figure, now, .. } => {
            let known = site.desk.catalogue().find(figure.measure.measure.as_str());
            let title = known.map_or_else(
                |_| figure.measure.to_string(),
                |definition| definition.meta.title.clone(),
            );
            let group = figure.measure.breakdown.as_ref();
            let group = group.map(|group| format!(", {}", words::group(group)));
            format!(
                "{title}{}: newly {} than a year before, at {}.",
                group.unwrap_or_default(),
                now.in_words(),
                figure.month.in_words()
            )
        }
        Moved::Rating {
            recommendation,
            before,
            now,
        } => format!(
            "{recommendation}: rated {}, was {}.",
            now.in_words(),
            before.in_words()
        ),
    }
}

/// How far each return of the latest snapshot reaches, and the newest published year.
async fn ages(site: &Site, today: Date) -> Result<Vec<Age>, Fault> {
    let Some(snapshot) = site.desk.latest()? else {
        return Ok(vec![Age {
            what: "No returns have been handed in yet".to_owned(),
            until: String::new(),
            is_old: true,
        }]);
    };
    let snapshot = site.desk.home().snapshot(&snapshot).map_err(Fault::from)?;
    let mut latest: Vec<(String, Date)> = Vec::new();
    for account in &snapshot.manifest.returns {
        let what = account.kind.to_string();
        match latest.iter_mut().find(|(known, _)| *known == what) {
            Some((_, until)) => *until = account.coverage.to.max(*until),
            None => latest.push((what, account.coverage.to)),
        }
    }
    // The order of the files says nothing to anybody.
    latest.sort();
    Ok(latest
        .into_iter()
        .map(|(what, until)| Age {
            what,
            until: format!("to {} ({})", words::day(until), from_today(until, today)),
            is_old: (today - until).get_days() > FRESH_MONTHS * 31,
        })
        .collect())
}

fn next_meeting(visitor: &Visitor, is_officer: bool) -> Option<NextMeeting> {
    if !is_officer {
        return None;
    }
    let state = &visitor.view.state;
    let open = state
        .meetings
        .iter()
        .filter(|(_, meeting)| meeting.opens())
        .min_by_key(|(_, meeting)| meeting.record.on)?;
    let (id, meeting) = open;
    Some(NextMeeting {
        href: format!("/meetings/{id}"),
        title: meeting.record.title.clone(),
        when: format!(
            "{} ({})",
            words::day(meeting.record.on),
            from_today(meeting.record.on, visitor.today)
        ),
    })
}
