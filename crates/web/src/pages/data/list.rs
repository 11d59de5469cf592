//! All that figures come from, at a glance: proposals that wait, snapshots, published figures.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use waymark_codes::Month;
use waymark_intake::{IntakeError, Proposal, ProposalId};
use waymark_narrative::sentence::words;
use waymark_snapshot::Manifest;

use super::parts::{at, at_text, covers, fault, intake, number, short, tally};
use crate::aside::apart;
use crate::fault::Fault;
use crate::permission::Permission;
use crate::saying::sentence;
use crate::shell::{Shell, html};
use crate::site::Site;
use crate::visitor::Visitor;

/// Data that reaches no nearer to today than so many months is called old: returns come each month.
const OLD: i32 = 3;

#[derive(Template)]
#[template(path = "data/list.html")]
struct ListPage {
    shell: Shell,
    hands_in: bool,
    proposals: Vec<Waiting>,
    snapshots: Vec<SnapshotHtml>,
    damaged: Vec<(String, String)>,
    parts: Vec<(String, String)>,
    old: Vec<String>,
    /// Whether the snapshot in use has a return that can be checked.
    checks: bool,
}

/// A proposal that waits, or what is left of a damaged one.
struct Waiting {
    id: ProposalId,
    what: Result<WaitingHtml, String>,
}

struct WaitingHtml {
    by: String,
    at: String,
    files: String,
    tally: String,
}

struct SnapshotHtml {
    id: String,
    short: String,
    at: String,
    files: usize,
    rows: String,
    covers: String,
    tally: String,
    in_use: bool,
}

/// Shows it.
pub async fn show(State(site): State<Site>, mut visitor: Visitor) -> Result<Response, Fault> {
    visitor.kept().await?;
    let shell = Shell::with_notice(&site, &mut visitor).await?;
    let latest = site.desk.latest()?;
    let own = site.clone();
    let read = apart(move || {
        let home = &own.settings.home.path;
        let snapshots = waymark_snapshot::list(home).map_err(Fault::failed)?;
        let damaged = waymark_snapshot::damaged(home).map_err(Fault::failed)?;
        Ok::<_, Fault>((waiting(&own)?, snapshots, damaged))
    });
    let (proposals, snapshots, damaged) = read.await??;
    let mut manifests: Vec<Manifest> = snapshots
        .into_iter()
        .map(|snapshot| snapshot.manifest)
        .collect();
    // The latest is the one in use, whenever it was read first.
    manifests.sort_by(|one, other| {
        let rank = |manifest: &Manifest| (latest.as_ref() == Some(&manifest.id), read_at(manifest));
        rank(other).cmp(&rank(one))
    });
    let in_use = latest
        .as_ref()
        .and_then(|latest| manifests.iter().find(|one| one.id == *latest));
    let benchmarks = site.desk.benchmarks().await?;
    let page = ListPage {
        hands_in: Permission::Data.is_held_by(&visitor),
        proposals: proposals
            .into_iter()
            .map(|(id, read)| Waiting {
                id,
                what: read.map(|proposal| waiting_html(&visitor, &proposal)),
            })
            .collect(),
        checks: in_use.is_some_and(|one| {
            let mut returns = one.returns.iter();
            returns.any(|one| one.kind == waymark_snapshot::SSDA903)
        }),
        old: in_use
            .map(|one| old(one, visitor.today))
            .unwrap_or_default(),
        snapshots: manifests
            .iter()
            .map(|manifest| snapshot_html(manifest, latest.as_deref()))
            .collect(),
        damaged: damaged
            .into_iter()
            .map(|(id, error)| (short(&id), sentence(&error.to_string())))
            .collect(),
        parts: benchmarks
            .parts()
            .into_iter()
            .map(|(name, part)| (name, part.vintage.clone()))
            .collect(),
        shell,
    };
    Ok(html(&page))
}

/// A proposal by its id, or what is wrong with it.
type Opened = (ProposalId, Result<Proposal, String>);

/// The proposals that wait, the earliest first; one that cannot be read hides none of the others.
fn waiting(site: &Site) -> Result<Vec<Opened>, Fault> {
    let proposals = intake(site);
    match proposals.proposals() {
        Ok(all) => {
            return Ok(all
                .into_iter()
                .map(|one| (one.id.clone(), Ok(one)))
                .collect());
        }
        Err(IntakeError::DamagedProposal { .. }) => {}
        Err(error) => return Err(fault(error)),
    }
    // One is damaged: each is opened by its folder's name.
    let folder = site.settings.home.path.join("intake");
    let mut all = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(Fault::failed)? {
        let name = entry.map_err(Fault::failed)?.file_name();
        let Some(id) = name
            .to_str()
            .and_then(|name| name.parse::<ProposalId>().ok())
        else {
            continue;
        };
        match proposals.proposal(&id) {
            Ok(proposal) => all.push((id, Ok(proposal))),
            Err(IntakeError::DamagedProposal { what, .. }) => all.push((id, Err(what))),
            Err(IntakeError::NoSuchProposal(_)) => {}
            Err(error) => return Err(fault(error)),
        }
    }
    all.sort_by_key(|(id, read)| (read.as_ref().ok().map(|proposal| proposal.at), id.clone()));
    Ok(all)
}

fn waiting_html(visitor: &Visitor, proposal: &Proposal) -> WaitingHtml {
    WaitingHtml {
        by: visitor.view.people.called(&proposal.by),
        at: at(proposal.at),
        files: words::counted(proposal.handed_in.len(), "file", "files"),
        tally: tally(&proposal.manifest.findings),
    }
}

fn read_at(manifest: &Manifest) -> Option<Timestamp> {
    manifest.imported_at.as_deref()?.parse().ok()
}

fn snapshot_html(manifest: &Manifest, latest: Option<&str>) -> SnapshotHtml {
    SnapshotHtml {
        id: manifest.id.clone(),
        short: short(&manifest.id),
        at: at_text(manifest.imported_at.as_deref()),
        files: manifest.inputs.len(),
        rows: number(manifest.tables.iter().map(|table| table.rows).sum()),
        covers: covers(&manifest.coverage),
        tally: tally(&manifest.findings),
        in_use: latest == Some(manifest.id.as_str()),
    }
}

/// What of the data in use is old: the returns whose newest data ended some months before today,
/// each with how long ago that is, and the whole where nothing was read for as long.
fn old(manifest: &Manifest, today: Date) -> Vec<String> {
    let mut newest: Vec<(String, Date)> = Vec::new();
    for one in &manifest.returns {
        let kind = one.kind.to_string();
        match newest.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, ends)) => *ends = (*ends).max(one.coverage.to),
            None => newest.push((kind, one.coverage.to)),
        }
    }
    let mut old: Vec<String> = newest
        .into_iter()
        .filter_map(|(kind, ends)| {
            let ago = since(ends, today)?;
            let kind = sentence(&kind);
            let kind = kind.trim_end_matches('.');
            Some(format!(
                "{kind}: the newest data ends on {}, {ago} ago.",
                words::day(ends)
            ))
        })
        .collect();
    if let Some(read) = read_at(manifest) {
        let day = read.to_zoned_datetime(TimeZone::UTC).date();
        if let Some(ago) = since(day, today) {
            old.push(format!("No new data has come into use for {ago}."));
        }
    }
    old
}

/// How long ago a day is, where that makes it old.
fn since(day: Date, today: Date) -> Option<String> {
    let months = Month::of(day).months_until(Month::of(today));
    let count = usize::try_from(months).ok()?;
    (months >= OLD).then(|| words::counted(count, "month", "months"))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn data_is_old_after_three_months() {
        let today = date(2017, 11, 14);
        for (day, expected) in [
            (date(2017, 10, 31), None),
            (date(2017, 9, 1), None),
            (date(2017, 8, 31), Some("3 months")),
            (date(2018, 1, 1), None),
        ] {
            assert_eq!(since(day, today).as_deref(), expected, "{day}");
        }
    }
}
