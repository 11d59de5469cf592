//! The figures that pages show: computed from the latest snapshot, and kept under what they were
//! computed from.

mod measure;

use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;
use tokio::sync::{Mutex, MutexGuard};
use waymark_benchmarks::Benchmarks;
use waymark_codes::Month;
use waymark_figures::{EvidenceBook, MeasureMeta, Selector};
use waymark_measures::Catalogue;
use waymark_narrative::text::Text;
use waymark_plan::{Plan, Proposal, ReportId, propose_all};
use waymark_publication::{
    Beside, DaysEvidence, Ground, Home, PublicationError, Question, Restated, Source, TemplateText,
    Wanted, catalogue, earlier, named_by, published, published_beside,
};

use crate::book::View;
use crate::fault::Fault;
use crate::memo::Memo;

pub use measure::{MeasureSheet, ended_by};

/// How many days' figures are kept: those of today, and of the reports that are being written.
const DAYS: usize = 6;
/// How many answers of the data are kept.
const ANSWERS: usize = 8;
/// How many measures' figures are kept.
const MEASURES: usize = 32;

/// The figures of the home folder.
pub struct Desk {
    home: Home,
    template: TemplateText,
    catalogue: Arc<Catalogue>,
    source: Mutex<Option<Source>>,
    benchmarks: Memo<Option<String>, Benchmarks>,
    answers: Memo<AnswerKey, EvidenceBook>,
    days: Memo<DayKey, Day>,
    measures: Memo<measure::MeasureKey, MeasureSheet>,
    grounds: Memo<GroundKey, Ground>,
    restated: Memo<RestatedKey, Restated>,
}

/// What the ground of a report follows from. The plan itself is in it and not the log's end: to
/// save a narrative changes nothing that the next one is held to.
#[derive(Clone, PartialEq)]
struct GroundKey {
    plan: Arc<Plan>,
    published: Vec<ReportId>,
    snapshot: String,
    benchmarks: Option<String>,
    as_at: Date,
    month: Option<Month>,
    groups: Vec<Selector>,
}

/// What follows from newer data for a published report follows from these.
#[derive(Clone, Debug, PartialEq)]
pub struct RestatedKey {
    /// The report.
    pub report: ReportId,
    /// The newer snapshot.
    pub snapshot: String,
    /// The end of the log: what was published by then decides what may be shown.
    pub seq: u64,
}

/// What an answer of the data follows from.
#[derive(Clone, PartialEq)]
struct AnswerKey {
    snapshot: String,
    benchmarks: Option<String>,
    question: Question,
}

/// What the figures of a day follow from.
#[derive(Clone, PartialEq)]
struct DayKey {
    seq: u64,
    snapshot: String,
    benchmarks: Option<String>,
    as_at: Date,
    month: Option<Month>,
}

/// The figures of a day, and what follows from them.
#[derive(Debug)]
pub struct Day {
    /// The snapshot that they come from.
    pub snapshot: String,
    /// The month that they are about.
    pub month: Month,
    /// As the data has them, small numbers too: for officers.
    pub evidence: EvidenceBook,
    /// As they may be published beside the reports that were: for everybody else. What texts are
    /// held to.
    pub ground: Ground,
    /// What is proposed for each recommendation, in words that may be published, as in the report.
    pub proposals: Vec<Proposal>,
}

impl Day {
    /// The figures as somebody may see them: `all` is for officers.
    pub fn evidence_for(&self, all: bool) -> &EvidenceBook {
        if all {
            &self.evidence
        } else {
            &self.ground.evidence
        }
    }

    /// What is proposed for a recommendation.
    pub fn proposal(&self, id: &waymark_plan::RecommendationId) -> Option<&Proposal> {
        self.proposals.iter().find(|one| one.recommendation == *id)
    }
}

/// The engine over a snapshot, held as long as it is asked.
pub struct Opened<'a>(MutexGuard<'a, Option<Source>>);

impl Opened<'_> {
    /// The snapshot with its engine.
    pub fn source(&mut self) -> &mut Source {
        self.0
            .as_mut()
            .expect("was opened before it was handed out")
    }
}

impl Desk {
    /// The figures of a home folder, by the built-in definitions and those of a folder of the
    /// council's own; the template says which groups its reports name. Both are read once.
    pub fn new(
        home: Home,
        definitions: Option<PathBuf>,
        template: TemplateText,
    ) -> Result<Self, PublicationError> {
        Ok(Self {
            template,
            catalogue: Arc::new(catalogue(definitions.as_deref())?),
            home,
            source: Mutex::new(None),
            benchmarks: Memo::new(2),
            answers: Memo::new(ANSWERS),
            days: Memo::new(DAYS),
            measures: Memo::new(MEASURES),
            grounds: Memo::new(DAYS),
            restated: Memo::new(DAYS),
        })
    }

    /// The home folder.
    pub fn home(&self) -> &Home {
        &self.home
    }

    /// The definitions.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// What is known of every measure.
    pub fn metas(&self) -> Vec<MeasureMeta> {
        let all = self.catalogue.all();
        all.map(|definition| definition.meta.clone()).collect()
    }

    /// The id of the snapshot that was accepted last; none before the first.
    pub fn latest(&self) -> Result<Option<String>, Fault> {
        waymark_snapshot::latest_id(&self.home.path).map_err(Fault::failed)
    }

    /// The published figures.
    pub async fn benchmarks(&self) -> Result<Arc<Benchmarks>, Fault> {
        let id = waymark_benchmarks::current(&self.home.path).map_err(Fault::failed)?;
        self.benchmarks
            .get(&id, async || self.home.benchmarks())
            .await
            .map_err(Fault::from)
    }

    /// The engine over a snapshot. Whoever holds it should not hold it long.
    pub async fn open(&self, snapshot: &str) -> Result<Opened<'_>, PublicationError> {
        let mut held = self.source.lock().await;
        if held
            .as_ref()
            .is_none_or(|open| open.snapshot.id() != snapshot)
        {
            let found = self.home.snapshot(snapshot)?;
            let mut source = Source::over(found, (*self.catalogue).clone()).await?;
            for definition in self.catalogue.all() {
                source.engine.check(definition).await?;
            }
            *held = Some(source);
        }
        Ok(Opened(held))
    }

    /// The figures of a day for the plan as it is; none where nothing was imported, or the ledger
    /// is no plan yet, or the data cannot answer that day.
    pub async fn day(
        &self,
        view: &View,
        as_at: Date,
        month: Option<Month>,
    ) -> Result<Option<Arc<Day>>, Fault> {
        let (Some(plan), Some(snapshot)) = (&view.plan, self.latest()?) else {
            return Ok(None);
        };
        let benchmarks = self.benchmarks().await?;
        let key = DayKey {
            seq: view.head.seq,
            snapshot: snapshot.clone(),
            benchmarks: benchmarks.id().map(str::to_owned),
            as_at,
            month,
        };
        let made = self
            .days
            .get(&key, async || {
                let wanted = Wanted {
                    plan,
                    template: Some(&self.template.template),
                    narrative: None,
                    as_at,
                    month,
                };
                let before = earlier(&self.home, &view.state)?;
                let (days, ground) = self
                    .ground(&snapshot, &benchmarks, &wanted, &before)
                    .await?;
                Ok(Day {
                    proposals: propose_all(plan, &ground.evidence, as_at),
                    snapshot: snapshot.clone(),
                    month: days.month,
                    evidence: days.evidence,
                    ground,
                })
            })
            .await;
        match made {
            Ok(day) => Ok(Some(day)),
            Err(PublicationError::NoData | PublicationError::MonthNotEnded { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The ground of a report on its day, from the latest snapshot and beside the reports that were
    /// published. It is kept, as a text is held to it at every pause of its writer's hands; only a
    /// group that no text named before makes it be computed again.
    pub async fn report_ground(
        &self,
        view: &View,
        plan: &Arc<Plan>,
        template: &TemplateText,
        narrative: Option<&Text>,
        (as_at, month): (Date, Option<Month>),
    ) -> Result<Arc<Ground>, Fault> {
        let snapshot = self.latest()?.ok_or(PublicationError::NoData)?;
        let benchmarks = self.benchmarks().await?;
        // Two texts that name the same groups rest on the same ground.
        let mut groups = narrative.map(named_by).unwrap_or_default();
        groups.sort();
        groups.dedup();
        let key = GroundKey {
            plan: plan.clone(),
            published: published(&view.state),
            snapshot: snapshot.clone(),
            benchmarks: benchmarks.id().map(str::to_owned),
            as_at,
            month,
            groups,
        };
        let made = self
            .grounds
            .get(&key, async || {
                let wanted = Wanted {
                    plan,
                    template: Some(&template.template),
                    narrative,
                    as_at,
                    month,
                };
                let before = earlier(&self.home, &view.state)?;
                let (_, ground) = self
                    .ground(&snapshot, &benchmarks, &wanted, &before)
                    .await?;
                Ok::<Ground, PublicationError>(ground)
            })
            .await?;
        Ok(made)
    }

    /// What a newer snapshot changes in a published report, as it was found or found now.
    pub async fn restated(
        &self,
        key: &RestatedKey,
        hold: impl AsyncFnOnce() -> Result<Restated, Fault>,
    ) -> Result<Arc<Restated>, Fault> {
        self.restated.get(key, hold).await
    }

    async fn ground(
        &self,
        snapshot: &str,
        benchmarks: &Benchmarks,
        wanted: &Wanted<'_>,
        before: &[EvidenceBook],
    ) -> Result<(DaysEvidence, Ground), PublicationError> {
        let mut opened = self.open(snapshot).await?;
        let source = opened.source();
        let question = Question::of(source, wanted).await?;
        let beside = published_beside(source, benchmarks, wanted.plan, question.month);
        let evidence = self.answer(source, benchmarks, &question, &beside).await?;
        let days = DaysEvidence {
            evidence: (*evidence).clone(),
            month: question.month,
            question,
            beside,
        };
        let ground = Ground::on(days.clone(), source, benchmarks, wanted, before);
        Ok((days, ground))
    }

    async fn answer(
        &self,
        source: &mut Source,
        benchmarks: &Benchmarks,
        question: &Question,
        beside: &[Beside],
    ) -> Result<Arc<EvidenceBook>, PublicationError> {
        let key = AnswerKey {
            snapshot: source.snapshot.id().to_owned(),
            benchmarks: benchmarks.id().map(str::to_owned),
            question: question.clone(),
        };
        self.answers
            .get(&key, async || question.ask(source, beside).await)
            .await
    }
}
