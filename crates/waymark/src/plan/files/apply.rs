//! Commands from a file of JSON lines: `{"give": {…}}`, with `today`, `by` and `id` where they are
//! not those of the command line. Each is acknowledged by one line once it is written:
//! `ok SEQ ID`, or `refused CODE MESSAGE`.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Context;
use jiff::civil::Date;
use serde_json::{Map, Value};
use waymark_app::{AppError, Given, Ledger, Location, Order, Stamp, StoreError};
use waymark_plan::ledger::Command;
use waymark_plan::ledger::chain::CommandId;

use crate::exit::{self, Trouble};
use crate::plan::arguments::ApplyArguments;
use crate::plan::recording::new_id;
use crate::plan::session::{Call, Session, existing, not_for_demonstration};
use crate::{BROKEN, DONE, REFUSED, WRONG_ARGUMENTS, clock, output};

/// How long to wait before a database that is away is tried again.
const BETWEEN_TRIES: Duration = Duration::from_millis(200);

/// Gives the commands of a file.
pub async fn apply(call: &Call<'_>, given: &ApplyArguments) -> anyhow::Result<u8> {
    call.has_no_dry_run("apply")?;
    let mut applying = Applying::begin(call, Duration::from_secs(given.retry)).await?;
    let input = open(&given.file)?;
    if given.together {
        applying.together(input).await
    } else {
        applying.one_by_one(input, given.keep_going).await
    }
}

fn open(path: &Path) -> anyhow::Result<Box<dyn BufRead>> {
    if path == Path::new("-") {
        return Ok(Box::new(std::io::stdin().lock()));
    }
    let file = File::open(path).with_context(|| format!("{} cannot be read", path.display()))?;
    Ok(Box::new(BufReader::new(file)))
}

/// The ledger that commands are given to, and how long to wait for it.
struct Applying {
    session: Session,
    at: Location,
    patience: Duration,
    /// Whether a line opens a ledger for demonstration; once it is open, it says itself.
    opens_demonstration: bool,
}

impl Applying {
    async fn begin(call: &Call<'_>, patience: Duration) -> anyhow::Result<Self> {
        let at = call.location()?;
        let begun = Instant::now();
        let ledger = loop {
            match existing(&at).await {
                Err(error)
                    if error.downcast_ref::<AppError>().is_some_and(will_pass)
                        && begun.elapsed() < patience =>
                {
                    tokio::time::sleep(BETWEEN_TRIES).await;
                }
                other => break other?,
            }
        };
        let by = call.person(ledger.people())?;
        Ok(Self {
            session: call.session(ledger, by, false)?,
            at,
            patience,
            opens_demonstration: false,
        })
    }

    /// Gives each command as it comes.
    async fn one_by_one(
        &mut self,
        input: Box<dyn BufRead>,
        keep_going: bool,
    ) -> anyhow::Result<u8> {
        let mut code = DONE;
        for (number, line) in (1_u64..).zip(input.lines()) {
            let line = line.context("the commands cannot be read any further")?;
            if line.trim().is_empty() {
                continue;
            }
            match self.one(&line).await {
                Ok((seq, id)) => answer(&format!("ok {seq} {id}")),
                Err(error) if is_refusal(&error) => {
                    let (_, name) = exit::of(&error);
                    answer(&format!("refused {name} {}", on_one_line(&error)));
                    code = REFUSED;
                    if !keep_going {
                        output::say(&format!(
                            "line {number} was refused; what came before it is written"
                        ));
                        break;
                    }
                }
                Err(error) => return Err(error.context(format!("at line {number}"))),
            }
        }
        Ok(code)
    }

    /// Reads a line and gives its command: the last event, and the giving's id.
    async fn one(&mut self, line: &str) -> anyhow::Result<(u64, String)> {
        let order = self.read(line)?;
        let given = self.give(std::slice::from_ref(&order)).await?;
        Ok((last_of(&given), order.stamp.id.to_string()))
    }

    /// Gives all commands or none.
    async fn together(&mut self, input: Box<dyn BufRead>) -> anyhow::Result<u8> {
        let mut orders = Vec::new();
        for (number, line) in (1_u64..).zip(input.lines()) {
            let line = line.context("the commands cannot be read any further")?;
            if line.trim().is_empty() {
                continue;
            }
            match self.read(&line) {
                Ok(order) => orders.push(order),
                Err(error) => return refuse_all(error.context(format!("line {number}"))),
            }
        }
        if orders.is_empty() {
            return Ok(DONE);
        }
        match self.give(&orders).await {
            Ok(given) => {
                let seq = last_of(&given);
                for order in &orders {
                    answer(&format!("ok {seq} {}", order.stamp.id));
                }
                Ok(DONE)
            }
            Err(error) => refuse_all(error.into()),
        }
    }

    /// Gives commands; where the database is away or busy, again until patience ends. They keep
    /// their ids, so that what was written before the answer was lost is not written twice.
    async fn give(&mut self, orders: &[Order]) -> Result<Given, AppError> {
        let begun = Instant::now();
        loop {
            match self.session.ledger.give_all(orders).await {
                Err(error) if will_pass(&error) && begun.elapsed() < self.patience => {}
                done => return done,
            }
            tokio::time::sleep(BETWEEN_TRIES).await;
            // The connections may be those of a server that is gone.
            if let Ok(Some(ledger)) = Ledger::open_existing(&self.at).await {
                self.session.ledger = ledger;
            }
        }
    }

    fn read(&mut self, line: &str) -> anyhow::Result<Order> {
        let mut fields = fields_of(line)?;
        let give = fields
            .remove("give")
            .ok_or_else(|| malformed("it has no `give`"))?;
        let command: Command = serde_json::from_value(give).map_err(|error| {
            malformed(&format!("`give` is no command: {}", what_is_wrong(&error)))
        })?;
        if let Command::OpenLedger(opening) = &command
            && opening.demonstration
        {
            self.opens_demonstration = true;
        }
        let opening = self.session.ledger.state().opening.as_ref();
        let demonstration = opening.map_or(self.opens_demonstration, |it| it.demonstration);
        let today = match text_of(&fields, "today")? {
            Some(_) if !demonstration => return Err(not_for_demonstration().into()),
            Some(day) => day
                .parse::<Date>()
                .map_err(|_| malformed("`today` is not a day such as 2017-09-25"))?,
            None => self.session.today,
        };
        let by = match text_of(&fields, "by")? {
            Some(person) => self.session.find(person)?,
            None => self.session.person()?.clone(),
        };
        let id = match text_of(&fields, "id")? {
            Some(id) => id
                .parse::<CommandId>()
                .map_err(|error| malformed(&error.to_string()))?,
            None => new_id()?,
        };
        Ok(Order {
            command,
            stamp: Stamp {
                by,
                today,
                now: clock::now(),
                id,
            },
            seen: self.session.seen,
        })
    }
}

/// What the reader of JSON says, where it names fields and kinds only; a message that would repeat
/// a value is left out, as it may be a name.
fn what_is_wrong(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let names_only = [
        "unknown field",
        "missing field",
        "unknown variant",
        "duplicate field",
    ]
    .iter()
    .any(|beginning| said.starts_with(beginning));
    if names_only {
        said
    } else {
        "a field of it has a value of the wrong kind or form".to_owned()
    }
}

/// The fields of a line. Messages do not repeat what it says.
fn fields_of(line: &str) -> anyhow::Result<Map<String, Value>> {
    let Ok(Value::Object(fields)) = serde_json::from_str(line) else {
        return Err(malformed("it is not a JSON object").into());
    };
    let known = ["today", "by", "id", "give"];
    if fields.keys().any(|key| !known.contains(&key.as_str())) {
        return Err(malformed("it has other fields than `today`, `by`, `id` and `give`").into());
    }
    Ok(fields)
}

fn text_of<'a>(fields: &'a Map<String, Value>, key: &str) -> anyhow::Result<Option<&'a str>> {
    match fields.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(malformed(&format!("`{key}` is not a text")).into()),
    }
}

fn malformed(why: &str) -> Trouble {
    Trouble::refused("malformed", format!("the line cannot be read: {why}"))
}

/// Whether trying again may help.
fn will_pass(error: &AppError) -> bool {
    matches!(
        error,
        AppError::Store(StoreError::Unreachable { .. } | StoreError::Unsure | StoreError::Busy)
    )
}

/// Whether the line is at fault, and the ledger can take others.
fn is_refusal(error: &anyhow::Error) -> bool {
    let is_of_store = matches!(error.downcast_ref::<AppError>(), Some(AppError::Store(_)));
    let (code, name) = exit::of(error);
    !is_of_store && code != BROKEN && code != WRONG_ARGUMENTS && name != "failed"
}

fn refuse_all(error: anyhow::Error) -> anyhow::Result<u8> {
    if !is_refusal(&error) {
        return Err(error);
    }
    let (_, name) = exit::of(&error);
    answer(&format!("refused {name} {}", on_one_line(&error)));
    output::say("nothing was written");
    Ok(REFUSED)
}

fn last_of(given: &Given) -> u64 {
    given.entries.last().map_or(0, |entry| entry.seq)
}

fn on_one_line(error: &anyhow::Error) -> String {
    format!("{error:#}")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Prints an answer at once, as whoever waits for it may be a program.
fn answer(line: &str) {
    output::line(line);
    // Where the screen is gone there is nobody to tell.
    let _ = std::io::stdout().flush();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_known_fields_and_says_nothing_when_it_is_wrong() {
        let fields = fields_of(r#"{"by":"P1","give":{"command":"start-action"}}"#).unwrap();
        assert_eq!(text_of(&fields, "by").unwrap(), Some("P1"));
        assert_eq!(text_of(&fields, "id").unwrap(), None);
        assert!(text_of(&fields, "give").is_err());
        for bad in ["secret", "[]", r#"{"secret":1}"#, ""] {
            let error = fields_of(bad).unwrap_err();
            assert!(is_refusal(&error), "{error}");
            assert!(!error.to_string().contains("secret"), "{error}");
        }
    }

    #[test]
    fn what_the_store_cannot_do_now_may_pass() {
        assert!(will_pass(&AppError::Store(StoreError::Busy)));
        assert!(will_pass(&AppError::Store(StoreError::Unsure)));
        let broken = AppError::Store(StoreError::Damaged {
            seq: 3,
            what: "the hash",
        });
        assert!(!will_pass(&broken));
        assert!(!is_refusal(&broken.into()));
        assert!(!is_refusal(&AppError::Store(StoreError::Busy).into()));
    }
}
