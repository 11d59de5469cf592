//! Lists of what the ledger holds.

use waymark_plan::ledger::parts::Grade;
use waymark_plan::ledger::state::{GradingState, MeetingStage, RoundState};
use waymark_plan::ledger::{self, DueKind, Reminding};

use super::{day, give_rows, number};
use crate::DONE;
use crate::output::Value;
use crate::plan::arguments::DueArguments;
use crate::plan::print_json;
use crate::plan::session::Call;

/// Everybody, erased people with their ids alone.
pub async fn people(call: &Call<'_>) -> anyhow::Result<u8> {
    let session = call.to_look().await?;
    let roles = &session.ledger.state().roles;
    let rows = session
        .ledger
        .everybody()
        .await?
        .into_iter()
        .map(|person| {
            let roles: Vec<&str> = roles
                .get(&person.id)
                .into_iter()
                .flatten()
                .map(|role| role.as_str())
                .collect();
            vec![
                Value::text(person.id.as_str()),
                Value::text(person.name.unwrap_or_default()),
                Value::text(person.post.unwrap_or_default()),
                Value::text(person.email.unwrap_or_default()),
                Value::text(person.phone.unwrap_or_default()),
                Value::text(roles.join(", ")),
                day(person.erased_on),
            ]
        })
        .collect();
    let head = [
        ("person", "person"),
        ("name", "name"),
        ("post", "post"),
        ("e-mail", "email"),
        ("telephone", "phone"),
        ("roles", "roles"),
        ("erased on", "erased_on"),
    ];
    give_rows(session.json, &head, rows)
}

/// Who has which role.
pub async fn roles(call: &Call<'_>) -> anyhow::Result<u8> {
    let session = call.to_look().await?;
    let people = session.ledger.people();
    let mut rows = Vec::new();
    for (person, roles) in &session.ledger.state().roles {
        for role in roles {
            rows.push(vec![
                Value::text(role.as_str()),
                Value::text(person.as_str()),
                Value::text(people.called(person)),
            ]);
        }
    }
    let head = [("role", "role"), ("person", "person"), ("name", "name")];
    give_rows(session.json, &head, rows)
}

/// The versions that bodies approved.
pub async fn versions(call: &Call<'_>) -> anyhow::Result<u8> {
    let session = call.to_look().await?;
    let rows = session
        .ledger
        .state()
        .versions
        .iter()
        .map(|version| {
            let approval = &version.approval;
            vec![
                Value::text(&approval.version),
                Value::text(&approval.by),
                day(Some(approval.on)),
                Value::count(version.seq),
                Value::text(approval.summary.clone().unwrap_or_default()),
            ]
        })
        .collect();
    let head = [
        ("version", "version"),
        ("approved by", "by"),
        ("on", "on"),
        ("event", "seq"),
        ("what is new", "summary"),
    ];
    give_rows(session.json, &head, rows)
}

/// The rounds of audits.
pub async fn audits(call: &Call<'_>) -> anyhow::Result<u8> {
    let session = call.to_look().await?;
    let count = |round: &RoundState, holds: fn(&GradingState) -> bool| {
        number(round.gradings.values().filter(|of| holds(of)).count())
    };
    let rows = session
        .ledger
        .state()
        .rounds
        .values()
        .map(|round| {
            let record = &round.record;
            vec![
                Value::text(record.id.as_str()),
                Value::text(record.month.to_string()),
                Value::text(record.themes.join("; ")),
                number(round.cases()),
                Value::count(u64::from(record.sample_size)),
                number(round.gradings.len()),
                count(round, |of| of.stands() >= Grade::Good),
                count(round, |of| of.moderated.is_some()),
                number(round.findings.len()),
                day(round.closed.as_ref().map(|(on, _)| *on)),
            ]
        })
        .collect();
    let head = [
        ("round", "round"),
        ("month", "month"),
        ("themes", "themes"),
        ("cases", "cases"),
        ("of", "sample_size"),
        ("grades", "gradings"),
        ("good or better", "good_or_better"),
        ("moderated", "moderated"),
        ("findings", "findings"),
        ("ended", "closed_on"),
    ];
    give_rows(session.json, &head, rows)
}

/// The meetings.
pub async fn meetings(call: &Call<'_>) -> anyhow::Result<u8> {
    let session = call.to_look().await?;
    let people = session.ledger.people();
    let rows = session
        .ledger
        .state()
        .meetings
        .values()
        .map(|meeting| {
            let record = &meeting.record;
            vec![
                Value::text(record.id.as_str()),
                day(Some(record.on)),
                Value::text(&record.title),
                Value::text(people.called(&record.chair)),
                Value::text(stage_in_words(&meeting.stage)),
                number(meeting.decisions.len()),
                number(meeting.arising.len()),
                number(meeting.ratings.len()),
                day(meeting.next),
            ]
        })
        .collect();
    let head = [
        ("meeting", "meeting"),
        ("on", "on"),
        ("title", "title"),
        ("chair", "chair"),
        ("stands", "stage"),
        ("decisions", "decisions"),
        ("actions", "arising"),
        ("ratings", "ratings"),
        ("next", "next"),
    ];
    give_rows(session.json, &head, rows)
}

/// Where a meeting stands.
pub(super) fn stage_in_words(stage: &MeetingStage) -> &'static str {
    match stage {
        MeetingStage::Called => "called",
        MeetingStage::Open => "open",
        MeetingStage::Closed => "ended",
        MeetingStage::Cancelled(_) => "called off",
    }
}

/// The bids, with the decision that stands and how the posts are filled.
pub async fn bids(call: &Call<'_>) -> anyhow::Result<u8> {
    let session = call.to_look().await?;
    let rows = session
        .ledger
        .state()
        .bids
        .values()
        .map(|bid| {
            let record = &bid.record;
            let decision = bid.decisions.last();
            let posts = bid.posts.values().filter_map(|series| series.last());
            let (mut created, mut permanent, mut agency, mut vacant) = (0.0, 0.0, 0.0, 0.0);
            for (_, posts) in posts {
                created += posts.created;
                permanent += posts.permanent;
                agency += posts.agency;
                vacant += posts.vacant;
            }
            let posts = |count: f64| Value::Number(count, count.to_string());
            vec![
                Value::text(record.id.as_str()),
                Value::text(&record.title),
                Value::text(record.year.to_string()),
                Value::count(record.amount),
                Value::text(decision.map_or("", |decision| decision.decision.as_str())),
                Value::text(decision.map_or("", |decision| decision.by.as_str())),
                day(decision.map(|decision| decision.on)),
                posts(created),
                posts(permanent),
                posts(agency),
                posts(vacant),
            ]
        })
        .collect();
    let head = [
        ("bid", "bid"),
        ("title", "title"),
        ("year", "year"),
        ("pounds", "amount"),
        ("decision", "decision"),
        ("by", "decided_by"),
        ("on", "decided_on"),
        ("posts", "posts_created"),
        ("permanent", "posts_permanent"),
        ("agency", "posts_agency"),
        ("vacant", "posts_vacant"),
    ];
    give_rows(session.json, &head, rows)
}

/// The consultations.
pub async fn consultations(call: &Call<'_>) -> anyhow::Result<u8> {
    let session = call.to_look().await?;
    let rows = session
        .ledger
        .state()
        .consultations
        .iter()
        .map(|(id, consultation)| {
            vec![
                Value::text(id.as_str()),
                Value::text(&consultation.with),
                day(Some(consultation.on)),
                day(consultation.until),
                Value::text(&consultation.how),
                Value::text(&consultation.said),
                Value::text(consultation.changed.clone().unwrap_or_default()),
            ]
        })
        .collect();
    let head = [
        ("consultation", "consultation"),
        ("with", "with"),
        ("on", "on"),
        ("until", "until"),
        ("how", "how"),
        ("what they said", "said"),
        ("what changed", "changed"),
    ];
    give_rows(session.json, &head, rows)
}

/// What other bodies decided.
pub async fn decisions(call: &Call<'_>) -> anyhow::Result<u8> {
    let session = call.to_look().await?;
    let rows = session
        .ledger
        .state()
        .body_decisions
        .iter()
        .map(|(id, decision)| {
            vec![
                Value::text(id.as_str()),
                day(Some(decision.on)),
                Value::text(&decision.body),
                Value::text(&decision.decided),
            ]
        })
        .collect();
    let head = [
        ("decision", "decision"),
        ("on", "on"),
        ("body", "body"),
        ("decided", "decided"),
    ];
    give_rows(session.json, &head, rows)
}

/// What is due, overdue or long unheard of, on a day.
pub async fn due(call: &Call<'_>, given: &DueArguments) -> anyhow::Result<u8> {
    let session = call.to_look().await?;
    let state = session.state(given.as_at).await?;
    let today = given.as_at.unwrap_or(session.today);
    let mut found = ledger::due(&state, today, Reminding::default());
    if let Some(text) = &given.person {
        let person = session.find(text)?;
        found.retain(|due| due.person.as_ref() == Some(&person));
    }
    if session.json {
        print_json(&serde_json::to_value(&found)?)?;
        return Ok(DONE);
    }
    let people = session.ledger.people();
    let rows = found
        .iter()
        .map(|due| {
            let person = due.person.as_ref();
            let name = person.map_or_else(String::new, |person| people.called(person));
            vec![
                Value::text(match due.kind {
                    DueKind::Overdue => "overdue",
                    DueKind::Stale => "no report since",
                    DueKind::Soon => "due soon",
                    DueKind::Meeting => "meeting",
                }),
                day(Some(due.day)),
                Value::text(&due.id),
                Value::text(&due.title),
                Value::text(name),
                Value::text(&due.post),
            ]
        })
        .collect();
    let head = [
        ("what", "kind"),
        ("day", "day"),
        ("id", "id"),
        ("title", "title"),
        ("person", "name"),
        ("post", "post"),
    ];
    give_rows(false, &head, rows)
}
