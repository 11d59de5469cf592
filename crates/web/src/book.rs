//! The ledger as all visitors share it: one state in memory to read from, one door to write through.
//!
//! A [`View`] never changes; whoever holds one sees one moment. It is replaced as a whole when
//! events or people were added, by this process or by another at the same database.

use std::sync::{Arc, RwLock};

use jiff::Timestamp;
use jiff::civil::Date;
use waymark_app::{AppError, Given, Ledger, Location, NewPerson, Order};
use waymark_plan::ledger::chain::Head;
use waymark_plan::ledger::{Directory, Entry, State, Subject, in_words};
use waymark_plan::{PersonId, Plan, RecommendationId};
use waymark_publication::PublicationError;
use waymark_store::Store;

use crate::memo::Memo;

/// The plan at one moment, with the words of its log.
#[derive(Debug)]
pub struct View {
    /// The state.
    pub state: State,
    /// Who the ids are.
    pub people: Directory,
    /// The end of the log.
    pub head: Head,
    /// The plan; none as long as the ledger lacks a part of one.
    pub plan: Option<Plan>,
    /// What the plan lacks, where there is none.
    pub lacks: Option<String>,
    /// Every event in words, oldest first.
    pub told: Vec<Arc<Told>>,
    people_version: u64,
}

/// An event in words.
#[derive(Debug)]
pub struct Told {
    /// Its place in the log.
    pub seq: u64,
    /// The day of the decision.
    pub on: Date,
    /// When it was written.
    pub at: Timestamp,
    /// Who gave the command.
    pub by: PersonId,
    /// What it is about.
    pub subject: Subject,
    /// The recommendation that it belongs to, where it belongs to one.
    pub recommendation: Option<RecommendationId>,
    /// What happened, in a sentence.
    pub words: String,
}

impl View {
    /// The day to take for today: in a demonstration whose story ended, the day that it ended on.
    pub fn today(&self, today: Date) -> Date {
        match (self.is_demonstration(), self.state.last_on) {
            (true, Some(last)) if (today - last).get_days() > STORY_ENDED => last,
            _ => today,
        }
    }

    /// Whether the ledger is for demonstration or training.
    pub fn is_demonstration(&self) -> bool {
        self.state
            .opening
            .as_ref()
            .is_some_and(|opening| opening.demonstration)
    }

    /// The authority whose plan it is.
    pub fn council(&self) -> &str {
        match &self.state.opening {
            Some(opening) => &opening.authority.name,
            None => "",
        }
    }

    /// The events after a place, oldest first.
    pub fn told_after(&self, seq: u64) -> &[Arc<Told>] {
        let from = usize::try_from(seq).unwrap_or(usize::MAX);
        self.told.get(from..).unwrap_or_default()
    }
}

/// How many days after its last event a ledger for demonstration is taken for a story that ended.
const STORY_ENDED: i32 = 60;

/// The ledger of the application.
pub struct Book {
    ledger: tokio::sync::Mutex<Ledger>,
    store: Store,
    view: RwLock<Arc<View>>,
    plans: Memo<(Date, Head, u64), Plan>,
}

/// How many days' plans are kept: those of the reports that are being written.
const DAYS: usize = 6;

impl Book {
    /// Opens the ledger at a place; one is made where there is none.
    pub async fn open(at: &Location) -> Result<Self, AppError> {
        let ledger = Ledger::open(at).await?;
        let store = ledger.store().clone();
        let people_version = store.people_version().await?;
        let entries = ledger.entries().await?;
        let view = View::over(
            &State::default(),
            &entries,
            Vec::new(),
            ledger.people().clone(),
            ledger.head(),
            people_version,
        )?;
        Ok(Self {
            ledger: tokio::sync::Mutex::new(ledger),
            store,
            view: RwLock::new(Arc::new(view)),
            plans: Memo::new(DAYS),
        })
    }

    /// The plan as this process knows it now.
    pub fn view(&self) -> Arc<View> {
        let view = self.view.read().unwrap_or_else(|held| held.into_inner());
        view.clone()
    }

    /// The store beside the ledger.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Reads what others have written, where they have written anything.
    pub async fn catch_up(&self) -> Result<Arc<View>, AppError> {
        let view = self.view();
        let (head, version) = (self.store.head().await?, self.store.people_version().await?);
        if head == view.head && version == view.people_version {
            return Ok(view);
        }
        let mut ledger = self.ledger.lock().await;
        ledger.refresh().await?;
        self.renew(&ledger).await
    }

    /// Gives commands that stand or fall together.
    pub async fn give(&self, orders: &[Order]) -> Result<(Given, Arc<View>), AppError> {
        let mut ledger = self.ledger.lock().await;
        let given = ledger.give_all(orders).await?;
        let view = self.renew(&ledger).await?;
        Ok((given, view))
    }

    /// The plan of a view as it was at the end of a day: what a report of that day speaks of. The
    /// log is read beside the ledger, so nobody waits to write.
    pub async fn plan_at(&self, view: &View, day: Date) -> Result<Arc<Plan>, PublicationError> {
        let key = (day, view.head, view.people_version);
        self.plans
            .get(&key, async || {
                let state = if view.state.last_on.is_none_or(|last| last <= day) {
                    view.state.clone()
                } else {
                    self.state_at(view.head.seq, day).await?
                };
                state
                    .plan(&view.people)
                    .map_err(|lacks| PublicationError::NotAPlan { lacks, as_at: day })
            })
            .await
    }

    async fn state_at(&self, seq: u64, day: Date) -> Result<State, AppError> {
        let mut state = State::default();
        for record in self.store.records_after(0).await? {
            let entry = Entry::read(&record)?;
            if entry.seq > seq || entry.on > day {
                break;
            }
            state.evolve(&entry)?;
        }
        Ok(state)
    }

    /// Does something with the ledger that changes it in another way than by a command, and
    /// reads what came of it.
    pub async fn with<T, E: From<AppError>>(
        &self,
        work: impl AsyncFnOnce(&mut Ledger) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut ledger = self.ledger.lock().await;
        ledger.refresh().await?;
        let done = work(&mut ledger).await;
        self.renew(&ledger).await?;
        done
    }

    /// The state after so many events.
    pub async fn at(&self, seq: u64) -> Result<State, AppError> {
        self.ledger.lock().await.at(seq).await
    }

    /// Adds a person.
    pub async fn add_person(
        &self,
        by: Option<&PersonId>,
        person: &NewPerson,
        now: Timestamp,
    ) -> Result<PersonId, AppError> {
        self.with(async |ledger| ledger.add_person(by, person, now).await)
            .await
    }

    /// Makes the view anew from what the ledger has read. Only who holds the ledger may.
    async fn renew(&self, ledger: &Ledger) -> Result<Arc<View>, AppError> {
        let before = self.view();
        let version = self.store.people_version().await?;
        let head = ledger.head();
        if head == before.head && version == before.people_version {
            return Ok(before);
        }
        // Names stand in the words of the log: where one has changed, all are said anew.
        let made = if version == before.people_version {
            let records = self.store.records_after(before.head.seq).await?;
            let entries = records
                .iter()
                .filter(|record| record.seq <= head.seq)
                .map(Entry::read)
                .collect::<Result<Vec<_>, _>>()?;
            View::over(
                &before.state,
                &entries,
                before.told.clone(),
                ledger.people().clone(),
                head,
                version,
            )?
        } else {
            let mut entries = ledger.entries().await?;
            entries.retain(|entry| entry.seq <= head.seq);
            View::over(
                &State::default(),
                &entries,
                Vec::new(),
                ledger.people().clone(),
                head,
                version,
            )?
        };
        let made = Arc::new(made);
        *self.view.write().unwrap_or_else(|held| held.into_inner()) = made.clone();
        Ok(made)
    }
}

impl View {
    fn over(
        before: &State,
        entries: &[Entry],
        mut told: Vec<Arc<Told>>,
        people: Directory,
        head: Head,
        people_version: u64,
    ) -> Result<Self, AppError> {
        let mut state = before.clone();
        for entry in entries {
            let words = in_words(&entry.event, &state, &people);
            state.evolve(entry)?;
            let subject = entry.event.subject();
            told.push(Arc::new(Told {
                seq: entry.seq,
                on: entry.on,
                at: entry.recorded_at,
                by: entry.actor.clone(),
                recommendation: recommendation_of(&state, &subject),
                subject,
                words,
            }));
        }
        let (plan, lacks) = match state.plan(&people) {
            Ok(plan) => (Some(plan), None),
            Err(lacks) => (None, Some(lacks.to_string())),
        };
        Ok(Self {
            state,
            people,
            head,
            plan,
            lacks,
            told,
            people_version,
        })
    }
}

/// The recommendation that a subject belongs to.
pub fn recommendation_of(state: &State, subject: &Subject) -> Option<RecommendationId> {
    match subject {
        Subject::Recommendation(id) | Subject::Rating(id) | Subject::Measure(id, _) => {
            Some(id.clone())
        }
        Subject::Item(id) => state.items.get(id).map(|(of, _)| of.clone()),
        Subject::Minute(id) => state
            .decision(id)
            .and_then(|decision| decision.record.recommendation.clone()),
        _ => None,
    }
}
