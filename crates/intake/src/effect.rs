//! What a proposed snapshot would change, beside the one in use.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Serialize;
use waymark_figures::{MeasureId, Selector};
use waymark_plan::Plan;
use waymark_publication::Source;
use waymark_returns::{FindingCode, Severity, TableCoverage};
use waymark_snapshot::{Manifest, Snapshot};

use crate::Intake;
use crate::combine::Replaced;
use crate::error::IntakeError;
use crate::figures::{MeasureEffect, measure_effect};
use crate::id::ProposalId;

/// What a proposed snapshot would change.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Effect {
    /// The proposed snapshot.
    pub snapshot: String,
    /// The snapshot in use that it was held beside: the home's latest now.
    pub beside: Option<String>,
    /// Every measure of the catalogue in the order of their ids, then the groups that the plan
    /// names.
    pub measures: Vec<MeasureEffect>,
    /// Every table of either snapshot, by name.
    pub tables: Vec<TableEffect>,
    /// What each table covers, by name.
    pub coverage: Vec<CoverageEffect>,
    /// The findings of both, the gravest first, in the order of their kinds and files.
    pub findings: Vec<FindingEffect>,
}

/// The rows of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TableEffect {
    /// Its name.
    pub table: String,
    /// Its rows in the snapshot in use; none where that lacks the table.
    pub before: Option<u64>,
    /// Its rows in the proposed snapshot.
    pub now: Option<u64>,
}

/// What a table covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CoverageEffect {
    /// The table.
    pub table: String,
    /// What the snapshot in use has of it.
    pub before: Option<TableCoverage>,
    /// What the proposed snapshot has of it.
    pub now: Option<TableCoverage>,
}

/// How many findings of a kind a file has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FindingEffect {
    /// How much they matter.
    pub severity: Severity,
    /// The kind.
    pub code: FindingCode,
    /// The file, by the name that it has in the proposal; empty for the whole import.
    pub file: String,
    /// The column.
    pub column: Option<String>,
    /// How many the snapshot in use has; those of a file that was replaced count for the new one.
    pub before: u64,
    /// How many the proposed snapshot has.
    pub now: u64,
}

/// What becomes of the findings of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingChange {
    /// There were none before.
    New,
    /// There are none any more.
    Gone,
    /// There are more than before.
    More,
    /// There are fewer than before.
    Fewer,
    /// There are as many as before.
    Same,
}

impl FindingEffect {
    /// What becomes of them.
    pub fn change(&self) -> FindingChange {
        match (self.before, self.now) {
            (0, _) => FindingChange::New,
            (_, 0) => FindingChange::Gone,
            (before, now) if now > before => FindingChange::More,
            (before, now) if now < before => FindingChange::Fewer,
            _ => FindingChange::Same,
        }
    }
}

impl Intake {
    /// What a proposed snapshot would change, beside the home's latest one: the measures of the
    /// catalogue, built in or with a folder of definitions, and the groups that a plan names.
    ///
    /// # Errors
    ///
    /// There is no such proposal, the definitions are wrong, or figures cannot be computed.
    pub async fn effect(
        &self,
        id: &ProposalId,
        definitions: Option<&Path>,
        plan: Option<&Plan>,
    ) -> Result<Effect, IntakeError> {
        let about = self.about(id)?;
        let proposed = self.proposed_snapshot(id, &about)?;
        let catalogue = || waymark_publication::catalogue(definitions);
        let mut now = Source::over(proposed, catalogue()?).await?;
        let mut before = match self.latest()? {
            Some(latest) => Some(Source::over(latest, catalogue()?).await?),
            None => None,
        };
        if definitions.is_some() {
            for definition in now.catalogue.all() {
                now.engine.check(definition).await?;
            }
        }
        let catalogue = catalogue()?;
        let mut measures = Vec::new();
        for selector in selectors(catalogue.all().map(|one| &one.meta.id), plan) {
            if let Ok(definition) = catalogue.find(selector.measure.as_str()) {
                measures.push(measure_effect(&selector, definition, &mut before, &mut now).await?);
            }
        }
        let manifest = &now.snapshot.manifest;
        let earlier = before.as_ref().map(|source| &source.snapshot.manifest);
        Ok(Effect {
            snapshot: manifest.id.clone(),
            beside: earlier.map(|earlier| earlier.id.clone()),
            measures,
            tables: tables(earlier, manifest),
            coverage: coverage(earlier, manifest),
            findings: findings(earlier, manifest, &about.replaced),
        })
    }

    /// The snapshot that is the latest; none where there is none.
    fn latest(&self) -> Result<Option<Snapshot>, IntakeError> {
        Ok(match waymark_snapshot::latest_id(&self.home.path)? {
            Some(id) => Some(waymark_snapshot::open(&self.home.path, &id)?),
            None => None,
        })
    }
}

/// Every measure as a whole, and what else the plan names.
fn selectors<'a>(
    measures: impl Iterator<Item = &'a MeasureId>,
    plan: Option<&Plan>,
) -> Vec<Selector> {
    let mut selectors: Vec<Selector> = measures
        .map(|measure| Selector {
            measure: measure.clone(),
            breakdown: None,
        })
        .collect();
    let of_plan = plan
        .into_iter()
        .flat_map(|plan| &plan.recommendations)
        .flat_map(|one| &one.measures)
        .map(|linked| &linked.selector);
    for selector in of_plan {
        if !selectors.contains(selector) {
            selectors.push(selector.clone());
        }
    }
    selectors
}

fn tables(before: Option<&Manifest>, now: &Manifest) -> Vec<TableEffect> {
    let of = |manifest: Option<&Manifest>, name: &str| {
        let tables = manifest.map(|manifest| manifest.tables.as_slice());
        let found = tables
            .unwrap_or_default()
            .iter()
            .find(|one| one.name == name);
        found.map(|table| table.rows)
    };
    let names: BTreeSet<&str> = before
        .into_iter()
        .chain([now])
        .flat_map(|manifest| &manifest.tables)
        .map(|table| table.name.as_str())
        .collect();
    names
        .into_iter()
        .map(|name| TableEffect {
            table: name.to_owned(),
            before: of(before, name),
            now: of(Some(now), name),
        })
        .collect()
}

fn coverage(before: Option<&Manifest>, now: &Manifest) -> Vec<CoverageEffect> {
    let of = |manifest: Option<&Manifest>, name: &str| {
        let coverage = manifest.map(|manifest| manifest.coverage.as_slice());
        let found = coverage
            .unwrap_or_default()
            .iter()
            .find(|one| one.table == name);
        found.cloned()
    };
    let names: BTreeSet<&str> = before
        .into_iter()
        .chain([now])
        .flat_map(|manifest| &manifest.coverage)
        .map(|one| one.table.as_str())
        .collect();
    names
        .into_iter()
        .map(|name| CoverageEffect {
            table: name.to_owned(),
            before: of(before, name),
            now: of(Some(now), name),
        })
        .collect()
}

fn findings(
    before: Option<&Manifest>,
    now: &Manifest,
    replaced: &[Replaced],
) -> Vec<FindingEffect> {
    let mut counts: BTreeMap<_, (u64, u64)> = BTreeMap::new();
    for one in before.into_iter().flat_map(|manifest| &manifest.findings) {
        let followed = replaced.iter().find(|earlier| earlier.name == one.file);
        let file = followed.map_or(&one.file, |earlier| &earlier.by);
        let key = (one.severity, one.code, file.clone(), one.column.clone());
        counts.entry(key).or_default().0 += one.count;
    }
    for one in &now.findings {
        let key = (one.severity, one.code, one.file.clone(), one.column.clone());
        counts.entry(key).or_default().1 += one.count;
    }
    counts
        .into_iter()
        .map(
            |((severity, code, file, column), (before, now))| FindingEffect {
                severity,
                code,
                file,
                column,
                before,
                now,
            },
        )
        .collect()
}
