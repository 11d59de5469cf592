//! The checks of a snapshot's return: what they find by rule, for every officer; the findings
//! themselves, which are about single children, for those who may see cases, each look noted.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use tokio::runtime::Handle;
use waymark_accounts::Look;
use waymark_checks::{
    Acceptance, Listed, Outcome, Severity, Standing, Summary, Wanted, built_in,
    html as findings_page, rules_note, title_of,
};
use waymark_publication::{CheckingError, Findings, find_in, findings_sheets};
use waymark_returns::ReturnKind;
use waymark_snapshot::Snapshot;

use super::parts::{number, short};
use super::snapshot::found;
use crate::aside::apart;
use crate::fault::Fault;
use crate::handed_out::{attachment, not_kept};
use crate::memo::Memo;
use crate::permission::Permission;
use crate::saying::sentence;
use crate::shell::{Notice, Shell, html};
use crate::site::Site;
use crate::spreadsheet::{SheetForm, download};
use crate::visitor::Visitor;

/// How many findings a page shows.
const ROWS: usize = 100;
/// How many returns' findings are kept at hand.
const KEPT: usize = 4;

/// What findings follow from.
#[derive(Clone, PartialEq)]
struct Key {
    home: std::path::PathBuf,
    snapshot: String,
    label: Option<String>,
    /// The council, where it is one of England's.
    authority: Option<String>,
    /// How often something was said of a finding.
    said: usize,
    /// How many snapshots there are: the findings stand beside those of the one before.
    snapshots: usize,
}

static FOUND: LazyLock<Memo<Key, Findings>> = LazyLock::new(|| Memo::new(KEPT));

/// The findings of a snapshot's return; computed once for all who ask.
async fn look(
    site: &Site,
    visitor: &Visitor,
    snapshot: &Snapshot,
    label: Option<&str>,
) -> Result<Arc<Findings>, Fault> {
    let plan = visitor.view.plan.as_ref();
    let council = plan.and_then(|plan| plan.authority.code.authority());
    let home = site.settings.home.path.clone();
    let known = site.settings.home.path.clone();
    let (said, snapshots) = apart(move || {
        let said = waymark_snapshot::accepted(&known).map_err(Fault::failed)?;
        let snapshots = waymark_snapshot::list(&known).map_err(Fault::failed)?;
        Ok::<_, Fault>((said.len(), snapshots.len()))
    })
    .await??;
    let key = Key {
        home: home.clone(),
        snapshot: snapshot.id().to_owned(),
        label: label.map(str::to_owned),
        authority: council.map(|council| council.name.to_owned()),
        said,
        snapshots,
    };
    let (snapshot, label, authority) = (snapshot.clone(), key.label.clone(), key.authority.clone());
    let made = FOUND.get(&key, async || {
        let engine = Handle::current();
        apart(move || {
            let rules = built_in().map_err(Fault::failed)?;
            let wanted = Wanted {
                label: label.as_deref(),
                authority: authority.as_deref(),
            };
            let checked = find_in(&home, &snapshot, &wanted, &rules, None);
            engine.block_on(checked).map_err(|error| match error {
                CheckingError::NotPrepared(why) => Fault::Unfit(sentence(&why.to_string())),
                error => Fault::failed(error),
            })
        })
        .await?
    });
    made.await
}

/// What an address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(rename = "return", default)]
    of: String,
    #[serde(default)]
    rule: String,
    #[serde(default)]
    child: String,
    #[serde(default)]
    team: String,
    #[serde(default)]
    standing: String,
    #[serde(default)]
    page: String,
}

impl Asked {
    fn label(&self) -> Option<&str> {
        (!self.of.is_empty()).then_some(self.of.as_str())
    }

    fn page(&self) -> Result<usize, Fault> {
        match self.page.as_str() {
            "" => Ok(1),
            text => text
                .parse()
                .ok()
                .filter(|page| *page > 0)
                .ok_or(Fault::NotFound),
        }
    }

    fn wants(&self, one: &Listed) -> bool {
        let fits = |asked: &str, of: Option<&str>| asked.is_empty() || of == Some(asked);
        let standing = match self.standing.as_str() {
            "" => one.accepted.is_none(),
            "new" => one.accepted.is_none() && one.standing == Some(Standing::New),
            "accepted" => one.accepted.is_some(),
            _ => true,
        };
        standing
            && fits(&self.rule, Some(&one.rule))
            && fits(self.child.trim(), one.child.as_deref())
            && fits(&self.team, one.team.as_deref())
    }

    /// The query of an address that asks for the same; the page apart.
    fn query(&self) -> String {
        let pairs = [
            ("return", &self.of),
            ("rule", &self.rule),
            ("child", &self.child),
            ("team", &self.team),
            ("standing", &self.standing),
        ];
        let given = pairs.iter().filter(|(_, value)| !value.is_empty());
        serde_urlencoded::to_string(given.collect::<Vec<_>>()).unwrap_or_default()
    }
}

#[derive(Template)]
#[template(path = "data/checks.html")]
struct ChecksPage {
    shell: Shell,
    id: String,
    short: String,
    label: String,
    account: String,
    note: Option<String>,
    choices: Vec<(String, bool)>,
    rules: Vec<RuleHtml>,
    compared: bool,
    not_run: Vec<(String, String)>,
    not_judged: Vec<(String, String)>,
    failed: Vec<String>,
    set_aside: usize,
    sees_cases: bool,
}

struct RuleHtml {
    code: String,
    title: String,
    advice: Option<String>,
    unconfirmed: Option<String>,
    class: &'static str,
    severity: &'static str,
    findings: String,
    children: String,
    new: String,
    accepted: String,
    query: String,
}

/// The snapshot in use.
fn in_use(site: &Site) -> Result<String, Fault> {
    let latest = site.desk.latest()?;
    latest
        .ok_or_else(|| Fault::Unfit("There is no data yet. Hand in the returns first.".to_owned()))
}

/// What the checks find in the return in use, by rule.
pub async fn show_in_use(
    State(site): State<Site>,
    visitor: Visitor,
    asked: Query<Asked>,
) -> Result<Response, Fault> {
    let id = in_use(&site)?;
    show(State(site), visitor, Path(id), asked).await
}

/// The findings in the return in use.
pub async fn findings_in_use(
    State(site): State<Site>,
    visitor: Visitor,
    asked: Query<Asked>,
) -> Result<Response, Fault> {
    let id = in_use(&site)?;
    findings(State(site), visitor, Path(id), asked).await
}

/// What the checks find, by rule.
pub async fn show(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let snapshot = found(&site, id).await?;
    let findings = look(&site, &visitor, &snapshot, asked.label()).await?;
    let checked = &findings.checked;
    let year = &checked.prepared.year;
    let summary = Summary::of(&findings.findings);
    let shell = Shell::with_notice(&site, &mut visitor).await?;
    let mut labels: Vec<String> = snapshot
        .manifest
        .returns
        .iter()
        .filter(|one| one.kind == ReturnKind::Ssda903)
        .map(|one| one.label.clone())
        .collect();
    labels.sort();
    labels.reverse();
    Ok(html(&ChecksPage {
        shell,
        id: snapshot.id().to_owned(),
        short: short(snapshot.id()),
        label: year.label.clone(),
        account: account(&findings, &summary),
        note: rules_note(checked),
        choices: labels
            .into_iter()
            .map(|label| {
                let chosen = label == year.label;
                (label, chosen)
            })
            .collect(),
        rules: rules_html(&findings, &summary),
        compared: findings.cleared.is_some(),
        not_run: checked
            .not_run()
            .into_iter()
            .map(|(lacks, codes)| {
                let lacks: Vec<String> = lacks.iter().map(ToString::to_string).collect();
                (lacks.join(" and "), codes.join(", "))
            })
            .collect(),
        not_judged: checked
            .not_judged()
            .into_iter()
            .map(|(cells, codes)| {
                let what = format!(
                    "{}, {}: {} that could not be read",
                    title_of(cells.table),
                    cells.column.to_ascii_uppercase(),
                    counted(cells.rows, "cell", "cells")
                );
                (what, codes.join(", "))
            })
            .collect(),
        failed: checked
            .rules
            .iter()
            .filter(|one| matches!(one.outcome, Outcome::Failed(_)))
            .map(|one| one.rule.code.clone())
            .collect(),
        set_aside: checked.prepared.set_aside.len(),
        sees_cases: Permission::Cases.is_held_by(&visitor),
    }))
}

fn counted(count: usize, one: &str, many: &str) -> String {
    waymark_narrative::sentence::words::counted(count, one, many)
}

/// What was found, in a sentence or two.
fn account(findings: &Findings, summary: &Summary) -> String {
    let all = findings.findings.len();
    let children = summary
        .children
        .iter()
        .filter(|one| one.child.is_some())
        .count();
    let beside = match &findings.checked.prepared.year.last {
        Some(last) => format!("beside {last}"),
        None => "without last year’s return".to_owned(),
    };
    let mut words = format!(
        "{} were run, {beside}. They found {} about {}.",
        counted(findings.checked.ran(), "rule", "rules"),
        match all {
            0 => "nothing".to_owned(),
            all => counted(all, "problem", "problems"),
        },
        counted(children, "child", "children")
    );
    if all == 0 {
        words = format!(
            "{} were run, {beside}. They found nothing.",
            counted(findings.checked.ran(), "rule", "rules")
        );
    }
    if let Some(cleared) = &findings.cleared {
        let new: usize = summary.rules.iter().filter_map(|one| one.new).sum();
        words.push_str(&format!(
            " Since the snapshot before: {} new, {} still there, {} cleared.",
            number(new as u64),
            number((all - new) as u64),
            number(cleared.len() as u64)
        ));
    }
    words
}

fn rules_html(findings: &Findings, summary: &Summary) -> Vec<RuleHtml> {
    let rule_of = |code: &str| {
        let mut rules = findings.checked.rules.iter();
        rules.find(|one| one.rule.code == code).map(|one| &one.rule)
    };
    summary
        .rules
        .iter()
        .map(|one| {
            let rule = rule_of(&one.rule);
            let (severity, class) = grave(one.severity);
            RuleHtml {
                code: one.rule.clone(),
                title: one.title.clone(),
                advice: rule.and_then(|rule| rule.advice.clone()),
                unconfirmed: rule.and_then(|rule| rule.unconfirmed.clone()),
                class,
                severity,
                findings: number(one.findings as u64),
                children: number(one.children as u64),
                new: one.new.map(|new| number(new as u64)).unwrap_or_default(),
                accepted: number(one.accepted as u64),
                query: Asked {
                    of: findings.checked.prepared.year.label.clone(),
                    rule: one.rule.clone(),
                    ..Asked::default()
                }
                .query(),
            }
        })
        .collect()
}

fn grave(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Error => ("Error", "govuk-tag--red"),
        Severity::Query => ("Query", "govuk-tag--yellow"),
    }
}

#[derive(Template)]
#[template(path = "data/findings.html")]
struct FindingsPage {
    shell: Shell,
    id: String,
    short: String,
    label: String,
    /// Whether the pages above this one are there for the visitor.
    sees_data: bool,
    rules: Vec<(String, String, bool)>,
    teams: Vec<(String, bool)>,
    child: String,
    standings: Vec<(&'static str, &'static str, bool)>,
    rows: Vec<FindingHtml>,
    first: usize,
    last: usize,
    of: String,
    query: String,
    previous: Option<String>,
    next: Option<String>,
}

struct FindingHtml {
    id: String,
    child: String,
    team: String,
    rule: String,
    title: String,
    class: &'static str,
    severity: &'static str,
    places: Vec<PlaceHtml>,
    standing: &'static str,
    unsure: bool,
    accepted: Option<String>,
}

struct PlaceHtml {
    /// Table, file and row.
    place: String,
    /// Column and what stands in it.
    cells: Vec<(String, String)>,
}

/// The findings themselves. Every look is noted before a row goes out.
pub async fn findings(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    visitor.kept().await?;
    let snapshot = found(&site, id).await?;
    let findings = look(&site, &visitor, &snapshot, asked.label()).await?;
    let wanted: Vec<&Listed> = findings
        .findings
        .iter()
        .filter(|one| asked.wants(one))
        .collect();
    let page = asked.page()?;
    let first = (page - 1).saturating_mul(ROWS);
    if first > 0 && first >= wanted.len() {
        return Err(Fault::NotFound);
    }
    let last = wanted.len().min(first + ROWS);
    let label = findings.checked.prepared.year.label.clone();
    let part = (wanted.len() > ROWS).then(|| format!("{} to {last}", first + 1));
    note(
        &site,
        &visitor,
        &snapshot,
        &label,
        &asked,
        last - first,
        part,
    )
    .await?;
    let shell = Shell::with_notice(&site, &mut visitor).await?;
    let query = asked.query();
    let to_page = |page: usize| {
        format!(
            "/data/snapshots/{}/checks/findings?{query}&page={page}",
            snapshot.id()
        )
    };
    // Findings stand by rule.
    let mut rules: Vec<(&str, &str)> = Vec::new();
    let mut teams: BTreeSet<&str> = BTreeSet::new();
    for one in &findings.findings {
        if rules.last().is_none_or(|(code, _)| *code != one.rule) {
            rules.push((&one.rule, &one.title));
        }
        teams.extend(one.team.as_deref());
    }
    let standing =
        |value: &'static str, words: &'static str| (value, words, asked.standing == value);
    let mut standings = vec![standing("", "All but those accepted")];
    if findings.cleared.is_some() {
        standings.push(standing("new", "New alone"));
    }
    standings.push(standing("accepted", "Accepted alone"));
    standings.push(standing("all", "All"));
    let page = FindingsPage {
        id: snapshot.id().to_owned(),
        short: short(snapshot.id()),
        sees_data: Permission::Work.is_held_by(&visitor),
        rules: rules
            .into_iter()
            .map(|(code, title)| (code.to_owned(), title.to_owned(), code == asked.rule))
            .collect(),
        teams: teams
            .into_iter()
            .map(|team| (team.to_owned(), team == asked.team))
            .collect(),
        child: asked.child.clone(),
        standings,
        rows: wanted[first..last]
            .iter()
            .map(|one| finding_html(one))
            .collect(),
        first: first + 1,
        last,
        of: number(wanted.len() as u64),
        previous: (page > 1).then(|| to_page(page - 1)),
        next: (last < wanted.len()).then(|| to_page(page + 1)),
        query,
        label,
        shell,
    };
    Ok(not_kept(html(&page)))
}

fn finding_html(one: &Listed) -> FindingHtml {
    let (severity, class) = grave(one.severity);
    FindingHtml {
        id: one.id.clone(),
        child: one
            .child
            .clone()
            .unwrap_or_else(|| "No identifier".to_owned()),
        team: one.team.clone().unwrap_or_default(),
        rule: one.rule.clone(),
        title: one.title.clone(),
        class,
        severity,
        places: one
            .places
            .iter()
            .map(|place| PlaceHtml {
                place: format!(
                    "{}: {}, row {}",
                    title_of(&place.table),
                    place.file,
                    place.row
                ),
                cells: place
                    .marked
                    .iter()
                    .map(|(column, value)| {
                        let value = value.as_deref().unwrap_or("blank");
                        (column.to_ascii_uppercase(), value.to_owned())
                    })
                    .collect(),
            })
            .collect(),
        standing: match one.standing {
            Some(Standing::New) => "New",
            Some(Standing::StillThere) => "Still there",
            None => "",
        },
        unsure: one.unsure,
        accepted: one.accepted.as_ref().map(|accepted| {
            let day = waymark_narrative::sentence::words::day(accepted.on);
            format!("{} ({}, {day})", accepted.reason, accepted.by)
        }),
    }
}

/// The findings that are asked for as a file: CSV, a workbook with a sheet for each team, or a page
/// that works without a network.
pub async fn file(
    State(site): State<Site>,
    visitor: Visitor,
    Path((id, ending)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let ending = match ending.as_str() {
        "findings.csv" => "csv",
        "findings.xlsx" => "xlsx",
        "findings.html" => "html",
        _ => return Err(Fault::NotFound),
    };
    let snapshot = found(&site, id).await?;
    let all = look(&site, &visitor, &snapshot, asked.label()).await?;
    let label = all.checked.prepared.year.label.clone();
    let wanted: Vec<Listed> = all
        .findings
        .iter()
        .filter(|one| asked.wants(one))
        .cloned()
        .collect();
    let part = Some(format!("as {}", ending.to_uppercase()));
    note(
        &site,
        &visitor,
        &snapshot,
        &label,
        &asked,
        wanted.len(),
        part,
    )
    .await?;
    let name = format!("findings-{label}");
    if ending == "html" {
        let page = apart(move || {
            findings_page(&all.checked, &wanted, all.cleared.as_deref()).into_bytes()
        })
        .await?;
        let name = format!("{name}.html");
        return Ok(not_kept(attachment(
            &name,
            "text/html; charset=utf-8",
            page,
        )));
    }
    let sheets = findings_sheets(&wanted, all.cleared.as_deref(), ending == "xlsx");
    let form = if ending == "xlsx" {
        SheetForm::Xlsx
    } else {
        SheetForm::Csv
    };
    download(&name, form, sheets).await.map(not_kept)
}

/// Notes that somebody looks at so many findings. A child's identifier that was asked for is not
/// repeated.
async fn note(
    site: &Site,
    visitor: &Visitor,
    snapshot: &Snapshot,
    label: &str,
    asked: &Asked,
    rows: usize,
    part: Option<String>,
) -> Result<(), Fault> {
    let mut what = format!("findings of the checks, {label}");
    // What was typed into an address is not repeated.
    let rules = built_in().map_err(Fault::failed)?;
    if let Some(rule) = rules.find(&asked.rule) {
        what.push_str(&format!(", rule {}", rule.code));
    }
    if !asked.child.trim().is_empty() {
        what.push_str(", one child");
    }
    if let Some(part) = part {
        what.push_str(&format!(", {part}"));
    }
    let look = Look {
        number: 0,
        person: visitor.person()?.clone(),
        at: visitor.now,
        what,
        snapshot: snapshot.id().to_owned(),
        rows: rows as u64,
    };
    Ok(site.accounts.note_look(&look).await?)
}

/// What a form says of a finding.
#[derive(Deserialize)]
pub struct Said {
    finding: String,
    #[serde(default)]
    reason: String,
    /// What was asked for when the form was shown.
    #[serde(default)]
    back: String,
    #[serde(default)]
    withdraw: String,
}

/// Records that a finding is known and accepted, with the reason and who says so; or that it is so
/// no more.
pub async fn accept(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
    Form(said): Form<Said>,
) -> Result<Response, Fault> {
    let snapshot = found(&site, id).await?;
    let asked: Asked = serde_urlencoded::from_str(&said.back).unwrap_or_default();
    let to = format!(
        "/data/snapshots/{}/checks/findings?{}",
        snapshot.id(),
        asked.query()
    );
    let findings = look(&site, &visitor, &snapshot, asked.label()).await?;
    let one = findings.findings.iter().find(|one| one.id == said.finding);
    let one = one.ok_or(Fault::NotFound)?;
    let withdrawn = !said.withdraw.is_empty();
    let reason = said.reason.trim();
    let notice = if reason.is_empty() {
        Notice::note("Nothing was recorded: say why, so that the next reader knows.".to_owned())
    } else if withdrawn != one.accepted.is_some() {
        Notice::note("Nothing was recorded: somebody else was quicker.".to_owned())
    } else {
        let said = Acceptance {
            finding: one.id.clone(),
            rule: Some(one.rule.clone()),
            reason: reason.to_owned(),
            by: visitor.view.people.called(visitor.person()?),
            on: visitor.today,
            withdrawn,
        };
        let home = site.settings.home.path.clone();
        apart(move || waymark_snapshot::accept(&home, &said))
            .await?
            .map_err(Fault::failed)?;
        Notice::done(match withdrawn {
            false => {
                "The finding is accepted. It stays in the list under “Accepted alone”.".to_owned()
            }
            true => "The finding is accepted no more.".to_owned(),
        })
    };
    visitor.say(notice).await?;
    Ok(Redirect::to(&to).into_response())
}
