//! What a command of `waymark plan` works with: the ledger, who asks, which day it is.

use jiff::civil::Date;
use waymark_app::{AppError, Ledger, Location, Stamp, find_person};
use waymark_plan::PersonId;
use waymark_plan::ledger::chain::CommandId;
use waymark_plan::ledger::{Command, Directory, State};

use super::arguments::SessionArguments;
use super::recording;
use crate::clock;
use crate::data::Home;
use crate::exit::Trouble;

/// How many days after its last event a ledger for demonstration is taken for a story that ended.
const STORY_ENDED: i32 = 60;
/// How many days after the last event a day is taken for today without asking.
const FAR_AHEAD: i32 = 366;

/// A command of `waymark plan` before its ledger is opened: what was said around the verb.
pub struct Call<'a> {
    /// The home folder.
    pub home: &'a Home,
    /// Which ledger, who asks, and how.
    pub said: &'a SessionArguments,
}

/// The ledger, who asks, and which day it is.
pub struct Session {
    /// The ledger.
    pub ledger: Ledger,
    /// Who asks, where they said so.
    pub by: Option<PersonId>,
    /// Today.
    pub today: Date,
    /// Whether to give out JSON.
    pub json: bool,
    /// Whether nothing is to be written.
    pub dry_run: bool,
    /// The last event that the person had seen.
    pub seen: Option<u64>,
    /// What the giving is called, where the person says so.
    pub id: Option<CommandId>,
}

/// The place of a ledger: as it was given, else the file in the home folder.
pub fn location(home: &Home, given: Option<&str>) -> anyhow::Result<Location> {
    match given {
        Some(text) => Ok(text.parse::<Location>().map_err(AppError::from)?),
        None => Ok(Location::Sqlite(home.path.join("ledger.db"))),
    }
}

/// The ledger at a place where there must be one.
pub async fn existing(at: &Location) -> anyhow::Result<Ledger> {
    match Ledger::open_existing(at).await? {
        Some(ledger) => Ok(ledger),
        None => Err(nothing_at(at).into()),
    }
}

/// There is no ledger at a place.
pub fn nothing_at(at: &Location) -> Trouble {
    Trouble::missing(
        "no-ledger",
        format!(
            "there is no ledger at {at}; begin one with `waymark plan open`, or say with --ledger where it is"
        ),
    )
}

impl Call<'_> {
    /// The place of the ledger.
    pub fn location(&self) -> anyhow::Result<Location> {
        location(self.home, self.said.ledger.as_deref())
    }

    /// The ledger to look at. Who asks does not matter.
    pub async fn to_look(&self) -> anyhow::Result<Session> {
        let ledger = existing(&self.location()?).await?;
        let by = self.person(ledger.people()).ok().flatten();
        self.session(ledger, by, false)
    }

    /// The ledger to record in. Whoever was named must be known.
    pub async fn to_record(&self) -> anyhow::Result<Session> {
        self.to_import(false).await
    }

    /// The ledger to record in, opened or not. `demonstration` says whether it will be one for
    /// demonstration where what is recorded opens it.
    pub async fn to_import(&self, demonstration: bool) -> anyhow::Result<Session> {
        let ledger = existing(&self.location()?).await?;
        let by = self.person(ledger.people())?;
        self.session(ledger, by, demonstration)
    }

    /// The ledger to begin, or to record in where it was opened; an empty one is made where there
    /// is none. `demonstration` says whether it will be one for demonstration.
    pub async fn to_begin(&self, demonstration: bool) -> anyhow::Result<Session> {
        let ledger = Ledger::open(&self.location()?).await?;
        let by = match self.person(ledger.people()) {
            // Before the ledger is opened, nobody needs to be known to it.
            Err(_) if ledger.state().opening.is_none() => None,
            found => found?,
        };
        self.session(ledger, by, demonstration)
    }

    /// Refuses a dry run of what has none.
    pub fn has_no_dry_run(&self, verb: &str) -> anyhow::Result<()> {
        if self.said.dry_run {
            return Err(Trouble::arguments(format!("`{verb}` has no --dry-run")).into());
        }
        Ok(())
    }

    /// Gives the command that a verb asks for, on the ledger as it is.
    pub async fn record(
        &self,
        command: impl FnOnce(&Session) -> anyhow::Result<Command>,
    ) -> anyhow::Result<u8> {
        let mut session = self.to_record().await?;
        let command = command(&session)?;
        if command.amends() && session.seen.is_none() {
            // What was left out stays as it stood a moment ago: not over what somebody else has
            // changed since.
            session.seen = Some(session.ledger.state().seq);
        }
        recording::give(&mut session, vec![command]).await
    }

    /// Whoever was named on the command line.
    pub fn person(&self, people: &Directory) -> anyhow::Result<Option<PersonId>> {
        match &self.said.acting_as {
            Some(text) => Ok(Some(find(people, text)?)),
            None => Ok(None),
        }
    }

    /// `demonstration` counts only while the ledger is not opened; afterwards it says itself.
    pub fn session(
        &self,
        ledger: Ledger,
        by: Option<PersonId>,
        demonstration: bool,
    ) -> anyhow::Result<Session> {
        let opening = ledger.state().opening.as_ref();
        let demonstration = opening.map_or(demonstration, |opening| opening.demonstration);
        let today = match self.said.today {
            Some(day) if demonstration => day,
            Some(_) => return Err(not_for_demonstration().into()),
            None => match ledger.state().last_on {
                // A demonstration goes on where its story ended, not years later.
                Some(last) if demonstration && (clock::today() - last).get_days() > STORY_ENDED => {
                    last
                }
                _ => clock::today(),
            },
        };
        // One event of a far day would lock out every computer whose clock is right.
        if let Some(last) = ledger.state().last_on
            && !demonstration
            && !self.said.sure_of_today
            && (today - last).get_days() > FAR_AHEAD
        {
            return Err(Trouble::refused(
                "clock-ahead",
                format!(
                    "this computer says that today is {today}, and the last event is of {last}; if that is right, add --sure-of-today, else set the clock right"
                ),
            )
            .into());
        }
        Ok(Session {
            ledger,
            by,
            today,
            json: self.said.json,
            dry_run: self.said.dry_run,
            seen: self.said.seen,
            id: self.said.giving.clone(),
        })
    }
}

/// A day was given as today where none may be.
pub fn not_for_demonstration() -> Trouble {
    Trouble::refused(
        "not-for-demonstration",
        "only a ledger for demonstration or training takes another day as today; say with --on or --as-at which day you mean",
    )
}

fn find(people: &Directory, text: &str) -> Result<PersonId, AppError> {
    Ok(find_person(people, text)?)
}

impl Session {
    /// Who asks; what writes needs them.
    pub fn person(&self) -> anyhow::Result<&PersonId> {
        self.by.as_ref().ok_or_else(|| {
            Trouble::arguments(
                "say who you are with --as PERSON (an id, e-mail address or name), or set WAYMARK_PERSON; `waymark plan person list` says who is known",
            )
            .into()
        })
    }

    /// A person by id, e-mail address or name.
    pub fn find(&self, text: &str) -> anyhow::Result<PersonId> {
        Ok(find(self.ledger.people(), text)?)
    }

    /// A person; nobody where the text is absent or empty.
    pub fn find_if_any(&self, text: Option<&String>) -> anyhow::Result<Option<PersonId>> {
        match text {
            Some(text) if !text.trim().is_empty() => Ok(Some(self.find(text)?)),
            _ => Ok(None),
        }
    }

    /// Several people.
    pub fn find_all(&self, texts: &[String]) -> anyhow::Result<Vec<PersonId>> {
        texts.iter().map(|text| self.find(text)).collect()
    }

    /// The stamp of a command that is given now.
    pub fn stamp(&self) -> anyhow::Result<Stamp> {
        Ok(Stamp {
            by: self.person()?.clone(),
            today: self.today,
            now: clock::now(),
            id: match &self.id {
                Some(id) => id.clone(),
                None => recording::new_id()?,
            },
        })
    }

    /// The post that was given, else that of who asks.
    pub fn post(&self, given: Option<&String>, flag: &str) -> anyhow::Result<String> {
        if let Some(post) = given {
            return Ok(post.clone());
        }
        let own = self.ledger.people().get(self.person()?);
        let own = own.and_then(|person| person.post.clone());
        let post = own.ok_or_else(|| {
            Trouble::arguments(format!("your post is not known; give it with {flag}"))
        })?;
        Ok(post)
    }

    /// The state as it is, or as it was at the end of a day.
    pub async fn state(&self, as_at: Option<Date>) -> anyhow::Result<State> {
        match as_at {
            Some(day) => Ok(self.ledger.as_at(day).await?),
            None => Ok(self.ledger.state().clone()),
        }
    }
}
