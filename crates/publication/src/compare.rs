//! Two reports side by side: what changed, figure by figure and rating by rating.

use jiff::civil::Date;
use serde::Serialize;
use waymark_app::Ledger;
use waymark_codes::Month;
use waymark_figures::{EvidenceBook, Figure, MeasureMeta, Outcome, Selector, Verdict, compare};
use waymark_plan::{Plan, Rating, RecommendationId, ReportId};
use waymark_report::{Built, Cited};

use crate::archive::Archive;
use crate::error::PublicationError;
use crate::ground::{Ground, report};
use crate::home::Home;
use crate::rebuild::frozen;

/// A report to be compared: one that was published, or one as it would be built now.
#[derive(Clone, Debug)]
pub struct Edition {
    /// What it is called.
    pub name: String,
    /// The day that it speaks of.
    pub as_at: Date,
    /// The snapshot that its figures come from.
    pub snapshot: String,
    evidence: EvidenceBook,
    cited: Vec<Cited>,
    plan: Plan,
    narrative: Option<String>,
}

impl Edition {
    /// A published report, from its archive and the ledger as at its event.
    pub async fn published(
        home: &Home,
        ledger: &Ledger,
        id: &ReportId,
    ) -> Result<Self, PublicationError> {
        let frozen = frozen(report(ledger.state(), id)?)?;
        let archive = Archive::open(home, id)?;
        let as_at = archive.manifest.as_at;
        let plan = ledger
            .at(frozen.plan_sequence)
            .await?
            .plan(&archive.people()?)
            .map_err(|lacks| PublicationError::NotAPlan { lacks, as_at })?;
        Ok(Self {
            name: id.to_string(),
            as_at,
            snapshot: frozen.snapshot.clone(),
            evidence: archive.evidence()?,
            cited: archive.cited()?,
            plan,
            narrative: Some(archive.narrative()?.to_owned()),
        })
    }

    /// A report as it is built now, and not published.
    pub fn built(name: &str, ground: &Ground, built: &Built, narrative: Option<&str>) -> Self {
        Self {
            name: name.to_owned(),
            as_at: ground.as_at,
            snapshot: ground.snapshot.clone(),
            evidence: ground.evidence.clone(),
            cited: built.cited.clone(),
            plan: ground.plan.clone(),
            narrative: narrative.map(str::to_owned),
        }
    }
}

/// Two reports side by side.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Compared {
    /// The figures that either shows: those of the later report in its order, then what only the
    /// earlier one shows.
    pub figures: Vec<ComparedFigure>,
    /// Every recommendation that either has, in the order of the later report.
    pub ratings: Vec<ComparedRating>,
    /// Whether the narratives differ; not known where one of the two has none yet.
    pub narrative_changed: Option<bool>,
}

/// A figure of two reports.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ComparedFigure {
    /// The measure, or a group of it.
    pub selector: Selector,
    /// Its title.
    pub title: String,
    /// As the earlier report shows it, with the newest month that it shows.
    pub earlier: Option<ShownFigure>,
    /// As the later one shows it.
    pub later: Option<ShownFigure>,
    /// What became of it.
    pub change: FigureChanged,
}

/// A figure as a report shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ShownFigure {
    /// Its mark in the report.
    pub mark: String,
    /// The month that its period ends with.
    pub month: Month,
    /// The value as it is shown, with its unit.
    pub said: String,
    /// The version of its definition.
    pub version: u32,
}

impl ShownFigure {
    fn of(cited: &Cited) -> Self {
        Self {
            mark: cited.mark.clone(),
            month: cited.month,
            said: cited.said.clone(),
            version: cited.definition.version,
        }
    }
}

/// What became of a figure from one report to the other.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum FigureChanged {
    /// Only the later report shows it.
    Came,
    /// Only the earlier report shows it.
    Went,
    /// The same month, and the same value.
    Same,
    /// The same month, and another value: later data changed it.
    Restated,
    /// Another definition: the two are no figures of one measure.
    Redefined,
    /// Another month.
    Moved {
        /// The later value less the earlier, in the unit of the value.
        difference: f64,
        /// The probability that chance alone gives a difference as large.
        p: Option<f64>,
        /// What it means.
        verdict: Verdict,
    },
    /// Another month, and the cases behind one of the two are not known.
    NotCompared,
}

/// The rating of a recommendation in two reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ComparedRating {
    /// The recommendation.
    pub recommendation: RecommendationId,
    /// Its number.
    pub number: u16,
    /// The rating in the earlier report.
    pub earlier: Rated,
    /// The rating in the later one.
    pub later: Rated,
}

impl ComparedRating {
    /// Whether anything is another.
    pub fn changed(&self) -> bool {
        self.earlier != self.later
    }
}

/// How a report rates a recommendation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rated {
    /// So.
    As(Rating),
    /// Not yet.
    NotRated,
    /// The recommendation is not in its plan.
    NotThere,
}

impl Rated {
    /// The rating in words.
    pub fn in_words(self) -> &'static str {
        match self {
            Rated::As(rating) => rating.in_words(),
            Rated::NotRated => "not rated",
            Rated::NotThere => "not in the plan",
        }
    }
}

/// Sets two reports side by side.
pub fn compared(earlier: &Edition, later: &Edition) -> Compared {
    let mut selectors: Vec<&Selector> = Vec::new();
    for cited in later.cited.iter().chain(&earlier.cited) {
        if !selectors.contains(&&cited.selector) {
            selectors.push(&cited.selector);
        }
    }
    Compared {
        figures: selectors
            .into_iter()
            .filter_map(|selector| figure(earlier, later, selector))
            .collect(),
        ratings: ratings(&earlier.plan, &later.plan),
        narrative_changed: earlier
            .narrative
            .as_ref()
            .zip(later.narrative.as_ref())
            .map(|(before, now)| before != now),
    }
}

/// The newest figure of a selector that a report shows.
fn newest<'a>(edition: &'a Edition, selector: &Selector) -> Option<&'a Cited> {
    edition
        .cited
        .iter()
        .filter(|cited| cited.selector == *selector)
        .max_by_key(|cited| cited.month)
}

fn figure(earlier: &Edition, later: &Edition, selector: &Selector) -> Option<ComparedFigure> {
    let (before, now) = (newest(earlier, selector), newest(later, selector));
    let change = match (before, now) {
        (None, None) => return None,
        (None, Some(_)) => FigureChanged::Came,
        (Some(_), None) => FigureChanged::Went,
        (Some(before), Some(now)) => changed((earlier, before), (later, now)),
    };
    Some(ComparedFigure {
        selector: selector.clone(),
        title: now.or(before)?.title.clone(),
        earlier: before.map(ShownFigure::of),
        later: now.map(ShownFigure::of),
        change,
    })
}

fn changed(
    (earlier, before): (&Edition, &Cited),
    (later, now): (&Edition, &Cited),
) -> FigureChanged {
    if before.definition.version != now.definition.version {
        return FigureChanged::Redefined;
    }
    if before.month == now.month {
        return if before.said == now.said {
            FigureChanged::Same
        } else {
            FigureChanged::Restated
        };
    }
    let figures = cases(&earlier.evidence, before).zip(cases(&later.evidence, now));
    let found = figures.and_then(|((_, before), (meta, now))| compare(meta, before, now));
    match found {
        Some(found) => FigureChanged::Moved {
            difference: found.difference,
            p: found.p,
            verdict: found.verdict,
        },
        None => FigureChanged::NotCompared,
    }
}

/// A figure with the cases behind it, as the evidence of a report has it.
fn cases<'a>(book: &'a EvidenceBook, cited: &Cited) -> Option<(&'a MeasureMeta, &'a Figure)> {
    let of_measure = book
        .entries()
        .iter()
        .filter(|entry| entry.measure.id == cited.selector.measure);
    for entry in of_measure {
        let outcomes = [Some(&entry.current), entry.earlier.as_ref()]
            .into_iter()
            .flatten()
            .chain(&entry.series);
        let of_entry = outcomes
            .filter_map(Outcome::figure)
            .filter(|_| entry.breakdown == cited.selector.breakdown);
        let of_groups = entry
            .groups
            .iter()
            .filter(|figure| figure.breakdown == cited.selector.breakdown);
        let found = of_entry
            .chain(of_groups)
            .find(|figure| figure.period.month == cited.month);
        if let Some(figure) = found {
            return Some((&entry.measure, figure));
        }
    }
    None
}

fn ratings(earlier: &Plan, later: &Plan) -> Vec<ComparedRating> {
    let rated = |plan: &Plan, id: &RecommendationId| {
        let mut all = plan.recommendations.iter();
        match all.find(|one| one.id == *id) {
            None => Rated::NotThere,
            Some(found) => match &found.rating {
                Some(record) => Rated::As(record.rating),
                None => Rated::NotRated,
            },
        }
    };
    let mut compared: Vec<ComparedRating> = Vec::new();
    for one in later.recommendations.iter().chain(&earlier.recommendations) {
        if compared.iter().any(|other| other.recommendation == one.id) {
            continue;
        }
        compared.push(ComparedRating {
            recommendation: one.id.clone(),
            number: one.number,
            earlier: rated(earlier, &one.id),
            later: rated(later, &one.id),
        });
    }
    compared
}
