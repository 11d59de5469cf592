//! `waymark plan remind`: shows, sends, or writes to files what is due to whom.
//!
//! Each thing is told once. Its key is claimed in the store before the letter is sent and confirmed
//! once the mail server has the letter; where it is certain that nothing was sent, the claim is
//! given back. What lies between stays claimed, and `--status` says that it is not known.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;
use waymark_app::{AppError, Ledger, Reminder, find_person};
use waymark_plan::PersonId;
use waymark_plan::ledger::{Due, due};
use waymark_reminders::{
    Letter, Letterhead, Post, PostError, Settings, Unaddressed, calendar, letters,
};

use crate::cli::Format;
use crate::data::Home;
use crate::measures::columns;
use crate::output::{self, Sheet, Value};
use crate::{DONE, LOOK};

/// The variable that the mail server's password is given in.
pub const PASSWORD: &str = "WAYMARK_SMTP_PASSWORD";

/// The settings' file in the home folder.
const SETTINGS_FILE: &str = "reminders.toml";

/// After so many letters in a row that met no mail server, the others are not tried: they would
/// wait as long, and a wrong password that is given again and again locks the user out.
const GIVE_UP_AFTER: usize = 2;

/// Arguments of `waymark plan remind`.
#[derive(Args)]
pub struct RemindArguments {
    /// The settings; `reminders.toml` in the home folder.
    #[arg(long, value_name = "FILE")]
    pub settings: Option<PathBuf>,
    /// Send the letters; without this they are shown. The mail server's password is read from
    /// WAYMARK_SMTP_PASSWORD.
    #[arg(long, conflicts_with_all = ["out", "status"])]
    pub send: bool,
    /// Write the letters and calendars to this folder, as .eml and .ics, in place of sending them.
    /// They count as not sent.
    #[arg(long, value_name = "FOLDER", conflicts_with = "status")]
    pub out: Option<PathBuf>,
    /// Only what is due to this person: an id, an e-mail address or a name.
    #[arg(long, value_name = "PERSON")]
    pub person: Option<String>,
    /// List what was sent, and what is not known to have been sent.
    #[arg(long)]
    pub status: bool,
    /// First give back what is not known to have been sent, so that it is sent, perhaps again. See
    /// that no other program is sending.
    #[arg(long, requires = "send")]
    pub retry: bool,
}

/// Shows, sends, or writes to files what is due to whom.
pub async fn run(
    home: &Home,
    ledger: &Ledger,
    arguments: &RemindArguments,
    today: Date,
    now: Timestamp,
) -> anyhow::Result<u8> {
    let only = match &arguments.person {
        Some(text) => Some(find_person(ledger.people(), text).map_err(AppError::from)?),
        None => None,
    };
    if arguments.status {
        return status(ledger, only.as_ref()).await;
    }
    let settings = read_settings(home, arguments)?;
    // Before anything is given back: without a server there is nothing to try again with.
    let post = if arguments.send {
        let password = std::env::var(PASSWORD).ok();
        Some(Post::new(&settings, password.as_deref())?)
    } else {
        None
    };
    if arguments.retry {
        give_back(ledger, only.as_ref()).await?;
    }
    let round = Round::new(ledger, settings, only.as_ref(), today, now).await?;
    match (&post, &arguments.out) {
        (Some(post), _) => round.send(post).await,
        (None, Some(folder)) => round.write(folder),
        (None, None) => Ok(round.show()),
    }
}

/// A settings' file that nobody named need not be there to look at what is due.
fn read_settings(home: &Home, arguments: &RemindArguments) -> anyhow::Result<Settings> {
    let path = arguments
        .settings
        .clone()
        .unwrap_or_else(|| home.path.join(SETTINGS_FILE));
    let only_shows = !arguments.send && arguments.out.is_none() && arguments.settings.is_none();
    if only_shows && !path.exists() {
        return Ok(Settings::default());
    }
    let text = std::fs::read_to_string(&path).with_context(|| {
        format!(
            "the reminders' settings cannot be read from {}; write them there, or name another file with --settings",
            path.display()
        )
    })?;
    Settings::read(&text).with_context(|| format!("in {}", path.display()))
}

/// Lists what was sent and what is not known to have been sent.
async fn status(ledger: &Ledger, only: Option<&PersonId>) -> anyhow::Result<u8> {
    let mut unsure = 0;
    let mut rows = Vec::new();
    for reminder in reminders(ledger).await? {
        if only.is_some_and(|only| *only != reminder.person) {
            continue;
        }
        let sent = match &reminder.confirmed_at {
            Some(at) => at.clone(),
            None => {
                unsure += 1;
                "not known to have been sent".to_owned()
            }
        };
        rows.push(vec![
            Value::text(reminder.person.as_str()),
            Value::text(ledger.people().called(&reminder.person)),
            Value::text(reminder.key),
            Value::text(reminder.claimed_at),
            Value::text(sent),
        ]);
    }
    let sheet = Sheet {
        title: String::new(),
        columns: columns(&[
            ("Person", "person"),
            ("Name", "name"),
            ("Reminder", "key"),
            ("Begun", "claimed_at"),
            ("Sent", "sent"),
        ]),
        rows,
    };
    output::give_out(&[sheet], Format::Table, None)?;
    if unsure > 0 {
        output::say(&format!(
            "{unsure} not known to have been sent: ask the people, or send with --retry"
        ));
        return Ok(LOOK);
    }
    Ok(DONE)
}

/// What was claimed, and sent, before.
async fn reminders(ledger: &Ledger) -> Result<Vec<Reminder>, AppError> {
    Ok(ledger.store().reminders().await?)
}

/// Gives a claim back.
async fn release(ledger: &Ledger, key: &str, person: &PersonId) -> Result<(), AppError> {
    Ok(ledger.store().release_reminder(key, person).await?)
}

/// Gives back the claims that were not confirmed.
async fn give_back(ledger: &Ledger, only: Option<&PersonId>) -> anyhow::Result<()> {
    for reminder in reminders(ledger).await? {
        let is_meant = only.is_none_or(|only| *only == reminder.person);
        if is_meant && reminder.confirmed_at.is_none() {
            release(ledger, &reminder.key, &reminder.person).await?;
        }
    }
    Ok(())
}

/// One round of reminders.
struct Round<'a> {
    ledger: &'a Ledger,
    settings: Settings,
    today: Date,
    now: Timestamp,
    /// What is due, told before or not: the calendars hold all of it.
    all: Vec<Due>,
    /// What is due and was not told before.
    fresh: Vec<Due>,
    /// The letters about it.
    letters: Vec<Letter>,
}

impl<'a> Round<'a> {
    /// What is due now, to one person or to everybody. Says what can be told to nobody.
    async fn new(
        ledger: &'a Ledger,
        settings: Settings,
        only: Option<&PersonId>,
        today: Date,
        now: Timestamp,
    ) -> anyhow::Result<Self> {
        let told: BTreeSet<(String, PersonId)> = reminders(ledger)
            .await?
            .into_iter()
            .map(|reminder| (reminder.key, reminder.person))
            .collect();
        let mut all = due(ledger.state(), today, settings.reminding);
        if only.is_some() {
            all.retain(|item| item.person.as_ref() == only);
        }
        let is_fresh = |item: &&Due| match &item.person {
            Some(person) => !told.contains(&(item.key.clone(), person.clone())),
            None => true,
        };
        let fresh: Vec<Due> = all.iter().filter(is_fresh).cloned().collect();
        let made = letters(&fresh, ledger.people(), &settings, today);
        for Unaddressed { due, why } in &made.unaddressed {
            let why = why.in_words();
            output::say(&format!("told to nobody: {} {}; {why}", due.id, due.title));
        }
        Ok(Self {
            ledger,
            settings,
            today,
            now,
            all,
            fresh,
            letters: made.letters,
        })
    }

    fn show(&self) -> u8 {
        for letter in &self.letters {
            output::line(&format!(
                "To: {}\nSubject: {}\n\n{}",
                self.name(&letter.to),
                letter.subject,
                letter.body
            ));
        }
        match self.letters.len() {
            0 => output::say("nothing new is due to anybody"),
            count => output::say(&format!(
                "{}; nothing was sent. Add --send to send, or --out FOLDER to write files",
                counted(count)
            )),
        }
        DONE
    }

    fn write(&self, folder: &Path) -> anyhow::Result<u8> {
        let head = Letterhead::new(&self.settings)?;
        let mut failed = 0;
        for letter in &self.letters {
            let calendar = self.calendar(&letter.to);
            let address = self.address(&letter.to);
            match head.as_file(letter, address, calendar.as_deref(), self.now) {
                Ok(bytes) => {
                    let name = format!("reminder-{}-{}", letter.to, self.today);
                    output::write_file(&folder.join(format!("{name}.eml")), &bytes)?;
                    if let Some(calendar) = calendar {
                        output::write_file(
                            &folder.join(format!("{name}.ics")),
                            calendar.as_bytes(),
                        )?;
                    }
                }
                Err(error) => {
                    failed += 1;
                    self.failed(&letter.to, &error);
                }
            }
        }
        output::line(&format!(
            "{} written to {}; they count as not sent",
            counted(self.letters.len() - failed),
            folder.display()
        ));
        Ok(if failed > 0 { LOOK } else { DONE })
    }

    async fn send(&self, post: &Post) -> anyhow::Result<u8> {
        let (mut sent, mut failed, mut unreached) = (0, 0, 0);
        for (at, letter) in self.letters.iter().enumerate() {
            // Another program may have claimed some of it since, or all.
            let keys = self.claim(letter).await?;
            let Some(letter) = self.about(&letter.to, &keys) else {
                continue;
            };
            let calendar = self.calendar(&letter.to);
            let address = self.address(&letter.to);
            // Nothing else is done meanwhile, so that it may wait here.
            match post.send(&letter, address, calendar.as_deref(), self.now) {
                Ok(()) => {
                    self.confirm(&letter).await?;
                    sent += 1;
                    unreached = 0;
                    output::line(&format!(
                        "sent to {}: {}",
                        self.name(&letter.to),
                        letter.subject
                    ));
                }
                Err(error) => {
                    failed += 1;
                    self.failed(&letter.to, &error);
                    if error.sent_nothing() {
                        self.release(&letter).await?;
                    }
                    unreached = match error {
                        PostError::Unreachable { .. } => unreached + 1,
                        _ => 0,
                    };
                }
            }
            let left = self.letters.len() - at - 1;
            if unreached >= GIVE_UP_AFTER && left > 0 {
                failed += left;
                output::say(&format!("{left} more were not tried"));
                break;
            }
        }
        output::line(&format!("{} sent", counted(sent)));
        Ok(if failed > 0 { LOOK } else { DONE })
    }

    /// Claims what a letter tells, and gives the keys that are for this program to send.
    async fn claim(&self, letter: &Letter) -> anyhow::Result<Vec<String>> {
        let mut claimed = Vec::new();
        for key in &letter.keys {
            let store = self.ledger.store();
            match store.claim_reminder(key, &letter.to, self.now).await {
                Ok(true) => claimed.push(key.clone()),
                Ok(false) => {}
                Err(error) => {
                    // Surely nothing was sent: what was claimed is free again. Where even that
                    // fails, `--status` shows the claim and `--retry` releases it.
                    for key in &claimed {
                        store.release_reminder(key, &letter.to).await.ok();
                    }
                    return Err(AppError::from(error).into());
                }
            }
        }
        Ok(claimed)
    }

    async fn confirm(&self, letter: &Letter) -> anyhow::Result<()> {
        for key in &letter.keys {
            self.ledger
                .store()
                .confirm_reminder(key, &letter.to, self.now)
                .await
                .map_err(AppError::from)
                .with_context(|| {
                    format!(
                        "the letter to {} was sent, and that could not be noted",
                        letter.to
                    )
                })?;
        }
        Ok(())
    }

    async fn release(&self, letter: &Letter) -> anyhow::Result<()> {
        for key in &letter.keys {
            release(self.ledger, key, &letter.to).await?;
        }
        Ok(())
    }

    /// The letter to a person about what these keys stand for; none where there are none.
    fn about(&self, person: &PersonId, keys: &[String]) -> Option<Letter> {
        let due: Vec<Due> = self
            .fresh
            .iter()
            .filter(|item| item.person.as_ref() == Some(person) && keys.contains(&item.key))
            .cloned()
            .collect();
        letters(&due, self.ledger.people(), &self.settings, self.today)
            .letters
            .into_iter()
            .next()
    }

    fn calendar(&self, person: &PersonId) -> Option<String> {
        let authority = match &self.ledger.state().opening {
            Some(opening) => format!("{}.waymark", opening.authority.code),
            None => "waymark".to_owned(),
        };
        calendar(
            &self.all,
            person,
            self.ledger.people(),
            &authority,
            self.now,
        )
    }

    /// There is one wherever there is a letter.
    fn address(&self, person: &PersonId) -> &str {
        self.ledger
            .people()
            .get(person)
            .and_then(|known| known.email.as_deref())
            .unwrap_or_default()
    }

    fn name(&self, person: &PersonId) -> String {
        format!("{} ({person})", self.ledger.people().called(person))
    }

    fn failed(&self, person: &PersonId, error: &PostError) {
        output::say(&format!("the letter to {}: {error}", self.name(person)));
    }
}

fn counted(count: usize) -> String {
    match count {
        1 => "1 letter".to_owned(),
        count => format!("{count} letters"),
    }
}
