//! The ledger as one program has it open.

use jiff::Timestamp;
use jiff::civil::Date;
use waymark_plan::PersonId;
use waymark_plan::ledger::chain::{self, CommandId, Draft, Head, Record};
use waymark_plan::ledger::{Command, Directory, Entry, Event, State, Subject, decide, in_words};
use waymark_store::{Appended, Location, Store, StoreError};

use crate::AppError;
use crate::people::directory;

/// When a command is given, by whom, and as which giving.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Who gives it.
    pub by: PersonId,
    /// The day where the people are.
    pub today: Date,
    /// The time.
    pub now: Timestamp,
    /// Which giving it is: one that is tried again after an answer was lost has the same.
    pub id: CommandId,
}

/// A command that is given.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// What is asked for.
    pub command: Command,
    /// When and by whom.
    pub stamp: Stamp,
    /// The last event that the person had seen when they asked. Where what the command is about
    /// has changed since, it is refused with what changed; without this, it is decided on the log
    /// as it is.
    pub seen: Option<u64>,
}

/// What came of a command.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// The events, as they stand in the log.
    pub entries: Vec<Entry>,
    /// Whether they were written before, by the same giving.
    pub before: bool,
}

/// What verifying found where nothing is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The end of the log.
    pub head: Head,
    /// The day of the last event.
    pub last_on: Option<Date>,
}

/// What follows from orders, before it is written.
struct Decided {
    /// The state that they make, where there are several.
    state: Option<State>,
    records: Vec<Record>,
    entries: Vec<Entry>,
}

/// The ledger as one program has it open.
pub struct Ledger {
    pub(crate) store: Store,
    pub(crate) state: State,
    pub(crate) people: Directory,
    head: Head,
}

impl Ledger {
    /// Opens a ledger, or makes an empty one where there is none.
    pub async fn open(at: &Location) -> Result<Self, AppError> {
        Self::over(Store::open(at).await?).await
    }

    /// Opens a ledger; none where there is none.
    pub async fn open_existing(at: &Location) -> Result<Option<Self>, AppError> {
        match Store::open_existing(at).await? {
            Some(store) => Ok(Some(Self::over(store).await?)),
            None => Ok(None),
        }
    }

    async fn over(store: Store) -> Result<Self, AppError> {
        let people = directory(&store).await?;
        let mut ledger = Self {
            store,
            state: State::default(),
            people,
            head: Head::origin(),
        };
        ledger.refresh().await?;
        Ok(ledger)
    }

    /// The state as this program last read it.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Who the ids are, as this program last read it.
    pub fn people(&self) -> &Directory {
        &self.people
    }

    /// The end of the log as this program last read it.
    pub fn head(&self) -> Head {
        self.head
    }

    /// Reads what others have written since, and gives it. Where the log does not follow from
    /// what was read before, or does not end where its end is noted, that is an error.
    pub async fn refresh(&mut self) -> Result<Vec<Entry>, AppError> {
        // Whoever adds or erases a person writes no event.
        self.people = directory(&self.store).await?;
        let (head, records) = after(&self.store, self.head).await?;
        let entries = read_all(&records)?;
        for entry in &entries {
            self.state.evolve(entry)?;
        }
        self.head = head;
        Ok(entries)
    }

    /// Gives a command: decides it on the log as it is, and writes what follows. Where others
    /// write at the same time, it is decided again.
    pub async fn give(&mut self, order: &Order) -> Result<Given, AppError> {
        self.give_all(std::slice::from_ref(order)).await
    }

    /// Gives commands that stand or fall together: each is decided on what the ones before it
    /// make, and all are written at once, or none. They carry ids of their own.
    ///
    /// Where the store does not say whether it wrote, they are given again a few times; the ids
    /// see to it that they are not written twice.
    pub async fn give_all(&mut self, orders: &[Order]) -> Result<Given, AppError> {
        for (at, order) in orders.iter().enumerate() {
            let id = &order.stamp.id;
            if orders[..at].iter().any(|other| other.stamp.id == *id) {
                return Err(AppError::IdTwice(id.clone()));
            }
        }
        let mut unsure = 0;
        loop {
            match self.refresh().await {
                // Whether the last attempt was written is still open.
                Err(AppError::Store(StoreError::Unreachable { .. })) if unsure > 0 => {
                    return Err(StoreError::Unsure.into());
                }
                other => other?,
            };
            for order in orders {
                self.has_not_moved_on(order).await?;
            }
            let Decided {
                state,
                records,
                entries,
            } = match self.decide_all(orders) {
                Ok(decided) => decided,
                // What was written before is refused when it is decided again.
                Err(error) => match self.given_before(orders).await? {
                    Some(given) => return Ok(given),
                    None => return Err(error),
                },
            };
            match self.store.append(self.head, &records).await {
                Ok(Appended::Written(head)) => {
                    self.head = head;
                    match state {
                        Some(state) => self.state = state,
                        None => {
                            for entry in &entries {
                                self.state.evolve(entry)?;
                            }
                        }
                    }
                    return Ok(Given {
                        entries,
                        before: false,
                    });
                }
                Ok(Appended::MovedOn(_)) => {}
                Ok(Appended::AlreadyThere { .. }) => {
                    self.refresh().await?;
                    return match self.given_before(orders).await? {
                        Some(given) => Ok(given),
                        None => Err(AppError::PartlyGiven),
                    };
                }
                Err(StoreError::Unsure) if unsure < 3 => unsure += 1,
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Decides orders one upon the other, and seals what follows. The state that they make comes
    /// with it where there are several; one order alone is decided without a copy of the state.
    fn decide_all(&self, orders: &[Order]) -> Result<Decided, AppError> {
        let mut copy = (orders.len() > 1).then(|| self.state.clone());
        let mut head = self.head;
        let (mut records, mut entries) = (Vec::new(), Vec::new());
        for order in orders {
            let stamp = &order.stamp;
            let state = copy.as_ref().unwrap_or(&self.state);
            self.are_known(order)?;
            let today = not_before(state.last_on, stamp.today);
            let events = decide(&order.command, state, &stamp.by, today)?;
            for (part, event) in (0..).zip(events) {
                let (record, entry) = sealed(head, part, event, stamp, today);
                // What could not be read again must not be written: nothing would open the log.
                if Entry::read(&record)? != entry {
                    return Err(AppError::Unwritable(entry.event.kind()));
                }
                if let Some(state) = &mut copy {
                    state.evolve(&entry)?;
                }
                head = record.head();
                records.push(record);
                entries.push(entry);
            }
        }
        Ok(Decided {
            state: copy,
            records,
            entries,
        })
    }

    /// What the log has of these givings; none where it has none of them, or not all.
    ///
    /// A giving is the same where its id is, and the person, and what follows from the command on
    /// the state of that time. An id that stands for anything else is an error.
    async fn given_before(&self, orders: &[Order]) -> Result<Option<Given>, AppError> {
        for order in orders {
            if self.store.last_of_command(&order.stamp.id).await?.is_none() {
                return Ok(None);
            }
        }
        let records = self.store.records_after(0).await?;
        let mut state = State::default();
        let mut found: Vec<Vec<Entry>> = vec![Vec::new(); orders.len()];
        let mut expected: Vec<Vec<Event>> = vec![Vec::new(); orders.len()];
        for record in &records {
            let entry = Entry::read(record)?;
            let of = orders
                .iter()
                .position(|order| order.stamp.id.as_str() == record.command);
            if let Some(of) = of {
                if record.part == 0 {
                    let order = &orders[of];
                    expected[of] = decide(&order.command, &state, &order.stamp.by, entry.on)
                        .unwrap_or_default();
                }
                found[of].push(entry.clone());
            }
            state.evolve(&entry)?;
        }
        for ((order, found), expected) in orders.iter().zip(&found).zip(&expected) {
            let same = found.iter().map(|entry| &entry.event).eq(expected)
                && found.iter().all(|entry| entry.actor == order.stamp.by);
            if !same {
                return Err(AppError::IdTaken(order.stamp.id.clone()));
            }
        }
        Ok(Some(Given {
            entries: found.into_iter().flatten().collect(),
            before: true,
        }))
    }

    /// Refuses a command of somebody who is not known, or was erased, and one that names an id that
    /// nobody ever had: such an id might be a name.
    fn are_known(&self, order: &Order) -> Result<(), AppError> {
        let by = &order.stamp.by;
        if self.people.name(by).is_none() {
            return Err(AppError::Unknown(by.clone()));
        }
        let named = order.command.people();
        match named
            .into_iter()
            .find(|person| self.people.get(person).is_none())
        {
            Some(person) => Err(AppError::Unknown(person.clone())),
            None => Ok(()),
        }
    }

    /// What of the subjects of these commands has changed since an event, in sentences: what would
    /// be refused if they were given by somebody who had seen the log up to that event.
    pub async fn changed_since(
        &self,
        seen: u64,
        commands: &[Command],
    ) -> Result<Vec<(Subject, String)>, AppError> {
        let since = read_all(&self.store.records_after(seen).await?)?;
        let subjects: Vec<Subject> = commands.iter().map(Command::subject).collect();
        let is_about = |entry: &Entry| subjects.contains(&entry.event.subject());
        if !since.iter().any(is_about) {
            return Ok(Vec::new());
        }
        let mut state = self.at(seen).await?;
        let mut changes = Vec::new();
        for entry in &since {
            if is_about(entry) {
                let told = in_words(&entry.event, &state, &self.people);
                changes.push((entry.event.subject(), told));
            }
            state.evolve(entry)?;
        }
        Ok(changes)
    }

    /// Refuses an order about something that has changed since the person saw it.
    async fn has_not_moved_on(&self, order: &Order) -> Result<(), AppError> {
        let Some(seen) = order.seen.filter(|seen| *seen < self.head.seq) else {
            return Ok(());
        };
        let command = std::slice::from_ref(&order.command);
        let changes = self.changed_since(seen, command).await?;
        // What changed may be this very giving, whose answer was lost.
        let only = std::slice::from_ref(order);
        if changes.is_empty() || self.given_before(only).await?.is_some() {
            return Ok(());
        }
        Err(AppError::MovedOn {
            about: order.command.subject().to_string(),
            seen,
            changes: changes.into_iter().map(|(_, told)| told).collect(),
        })
    }

    /// Every entry of the log.
    pub async fn entries(&self) -> Result<Vec<Entry>, AppError> {
        read_all(&self.store.records_after(0).await?)
    }

    /// The state as it was at the end of a day.
    pub async fn as_at(&self, day: Date) -> Result<State, AppError> {
        let entries = self.entries().await?;
        Ok(State::fold(
            entries.iter().take_while(|entry| entry.on <= day),
        )?)
    }

    /// The state after so many events.
    pub async fn at(&self, seq: u64) -> Result<State, AppError> {
        let entries = self.entries().await?;
        Ok(State::fold(
            entries.iter().take_while(|entry| entry.seq <= seq),
        )?)
    }

    /// Follows the whole chain, reads every event, and folds them. `noted` is an end that was
    /// noted elsewhere, such as in a meeting's minutes: an earlier one must be on the way.
    pub async fn verify(at: &Location, noted: Option<Head>) -> Result<Verified, AppError> {
        let Some(store) = Store::open_existing(at).await? else {
            return Ok(Verified {
                head: Head::origin(),
                last_on: None,
            });
        };
        let (end, records) = whole(&store).await?;
        if let Some(noted) = noted {
            let there = match noted.seq {
                0 => Some(Head::origin()),
                seq => usize::try_from(seq - 1)
                    .ok()
                    .and_then(|at| records.get(at))
                    .map(Record::head),
            };
            match there {
                None => {
                    return Err(AppError::Broken(chain::Broken::OtherEnd {
                        noted: noted.seq,
                        found: end.seq,
                    }));
                }
                Some(there) if there.hash != noted.hash => {
                    return Err(AppError::Broken(chain::Broken::OtherHash {
                        seq: noted.seq,
                    }));
                }
                Some(_) => {}
            }
        }
        let state = State::fold(&read_all(&records)?)?;
        Ok(Verified {
            head: end,
            last_on: state.last_on,
        })
    }

    /// The store, for reminders.
    pub fn store(&self) -> &Store {
        &self.store
    }
}

/// Every record of a store, followed from the first to the noted end.
pub(crate) async fn whole(store: &Store) -> Result<(Head, Vec<Record>), AppError> {
    after(store, Head::origin()).await
}

/// The records after a known end, followed to the end that is noted now.
///
/// The note is read after the records: one that lies before them, or that no record has, is no end
/// of this log. While others write, what they add is read too.
async fn after(store: &Store, known: Head) -> Result<(Head, Vec<Record>), AppError> {
    let (mut end, mut records) = (known, Vec::new());
    let mut more = store.records_after(end.seq).await?;
    loop {
        end = chain::follow(end, &more)?;
        records.append(&mut more);
        let noted = store.head().await?;
        if noted == end {
            return Ok((end, records));
        }
        // Others may have written between the two readings; where they have not, the two differ.
        more = store.records_after(end.seq).await?;
        if more.is_empty() {
            return Err(differ(noted, end).into());
        }
    }
}

/// How the noted end of a log and its last record differ.
fn differ(noted: Head, found: Head) -> chain::Broken {
    if noted.seq == found.seq {
        chain::Broken::OtherHash { seq: noted.seq }
    } else {
        chain::Broken::OtherEnd {
            noted: noted.seq,
            found: found.seq,
        }
    }
}

/// Today, or the day of the last event where that is one later: two computers that write to one
/// ledger need not agree on the minute of midnight.
fn not_before(last: Option<Date>, today: Date) -> Date {
    match last {
        Some(last) if today.tomorrow().is_ok_and(|next| next == last) => last,
        _ => today,
    }
}

/// An event with its place, as record and as entry.
fn sealed(head: Head, part: u16, event: Event, stamp: &Stamp, today: Date) -> (Record, Entry) {
    let record = Record::seal(
        head,
        Draft {
            recorded_at: stamp.now,
            on: today,
            actor: stamp.by.clone(),
            command: stamp.id.clone(),
            part,
            kind: event.kind().to_owned(),
            form: event.form(),
            body: event.body(),
        },
    );
    let entry = Entry {
        seq: record.seq,
        recorded_at: stamp.now,
        on: today,
        actor: stamp.by.clone(),
        event,
    };
    (record, entry)
}

pub(crate) fn read_all(records: &[Record]) -> Result<Vec<Entry>, AppError> {
    records
        .iter()
        .map(|record| Entry::read(record).map_err(AppError::from))
        .collect()
}
