//! The settings of the reminders: which mail server takes the letters, in whose name they go, and
//! when people are reminded. Read from the text of `reminders.toml`. No password stands there.

use std::net::IpAddr;

use lettre::Address;
use toml::{Table, Value};
use waymark_plan::ledger::Reminding;

/// The most days that a setting may name.
const MOST_DAYS: i32 = 365;

/// The settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The mail server; needed to send.
    pub smtp: Option<Smtp>,
    /// In whose name the letters go; needed to send, and to make files of letters.
    pub from: Option<Sender>,
    /// Where answers go, where that is not the sender's address.
    pub reply_to: Option<String>,
    /// The web address that the id of a thing is put behind, so that a letter links to it.
    pub link: Option<String>,
    /// When people are reminded.
    pub reminding: Reminding,
}

/// A mail server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Smtp {
    /// Its name or address.
    pub host: String,
    /// Its port; that of the kind of protection where none is given.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// The user to sign in as; none where the server asks for none.
    pub user: Option<String>,
}

/// How the connection to the mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// Begun in the clear and protected before anything is said; never left in the clear.
    Starttls,
    /// Protected from the beginning.
    Tls,
    /// In the clear: to a server on the same machine only.
    Unprotected,
}

impl Security {
    fn from_word(word: &str) -> Option<Self> {
        match word {
            "starttls" => Some(Security::Starttls),
            "tls" => Some(Security::Tls),
            "none" => Some(Security::Unprotected),
            _ => None,
        }
    }

    /// The registered port.
    fn port(self) -> u16 {
        match self {
            Security::Starttls => 587,
            Security::Tls => 465,
            Security::Unprotected => 25,
        }
    }
}

/// In whose name letters go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// The name that people see; it closes the letters too.
    pub name: Option<String>,
    /// The e-mail address.
    pub address: String,
}

/// What is wrong with the settings.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// The text is not TOML.
    #[error("line {line} cannot be read as TOML: {why}")]
    NotToml {
        /// The line, counted from one.
        line: usize,
        /// What is wrong with it.
        why: String,
    },
    /// A key is needed and not there.
    #[error("`{key}` is missing: add {wanted}")]
    Missing {
        /// The key.
        key: &'static str,
        /// What to add.
        wanted: &'static str,
    },
    /// A key holds something else than it should.
    #[error("`{key}` is not understood: write {wanted}")]
    Wrong {
        /// The key.
        key: String,
        /// What it should hold.
        wanted: String,
    },
    /// A key that means nothing.
    #[error(
        "`{key}` is not a setting: take it out, or mend its spelling; in TOML what stands below a line such as [smtp] belongs to it"
    )]
    Unknown {
        /// The key.
        key: String,
    },
    /// A password stands in the file.
    #[error(
        "`smtp.password` does not belong into a file: take it out, and give it in the variable WAYMARK_SMTP_PASSWORD"
    )]
    PasswordInFile,
    /// There is a user and no password.
    #[error(
        "`smtp.user` needs a password: give it in the variable WAYMARK_SMTP_PASSWORD, or take the user out where the server asks for none"
    )]
    NoPassword,
    /// An unprotected connection to another machine.
    #[error(
        "`smtp.security` may be \"none\" only where the mail server is on this machine, and {host} is not: write \"starttls\" or \"tls\""
    )]
    Unprotected {
        /// The server.
        host: String,
    },
}

const HOST: &str = "the name of the mail server, such as host = \"smtp.loamshire.example\"";
const ADDRESS: &str = "an e-mail address, such as \"improvement@loamshire.example\"";

impl Settings {
    /// Reads the settings from the text of their file. What is not said there is as in
    /// [`Settings::default`].
    ///
    /// ```
    /// let settings = waymark_reminders::Settings::read(
    ///     r#"
    ///     reply_to = "improvement.team@loamshire.example"
    ///     link = "https://waymark.loamshire.example/plan"
    ///     ahead = 14        # days before a day that it is called due soon
    ///     stale_after = 35  # days without a report
    ///     chase_every = 7   # days after which what is late is asked for again
    ///
    ///     [smtp]
    ///     host = "smtp.loamshire.example"
    ///     port = 587
    ///     security = "starttls"  # or "tls"; "none" for a server on this machine
    ///     user = "waymark"       # the password is given in WAYMARK_SMTP_PASSWORD
    ///
    ///     [from]
    ///     name = "Improvement team"
    ///     address = "improvement@loamshire.example"
    ///     "#,
    /// )?;
    /// assert_eq!(settings.smtp.map(|smtp| smtp.port), Some(587));
    /// # Ok::<(), waymark_reminders::SettingsError>(())
    /// ```
    pub fn read(text: &str) -> Result<Self, SettingsError> {
        let table = text
            .parse::<Table>()
            .map_err(|error| not_toml(text, &error))?;
        let mut top = Fields { table, path: "" };
        let usual = Reminding::default();
        let settings = Self {
            reminding: Reminding {
                ahead: top.days("ahead", 0, usual.ahead)?,
                stale_after: top.days("stale_after", 1, usual.stale_after)?,
                chase_every: top.days("chase_every", 1, usual.chase_every)?,
            },
            reply_to: top.address("reply_to")?,
            link: link(&mut top)?,
            smtp: top.fields("smtp")?.map(smtp).transpose()?,
            from: top.fields("from")?.map(sender).transpose()?,
        };
        top.end()?;
        Ok(settings)
    }

    /// The sender, which sending and making files need.
    pub(crate) fn sender(&self) -> Result<&Sender, SettingsError> {
        self.from.as_ref().ok_or(SettingsError::Missing {
            key: "from.address",
            wanted: "the lines [from] and address = \"improvement@loamshire.example\"",
        })
    }

    /// The mail server, which sending needs.
    pub(crate) fn server(&self) -> Result<&Smtp, SettingsError> {
        self.smtp.as_ref().ok_or(SettingsError::Missing {
            key: "smtp.host",
            wanted: "the lines [smtp] and host = \"smtp.loamshire.example\"",
        })
    }
}

/// An address that mail can go to. Letters beyond ASCII are left out, as few servers take them.
pub(crate) fn mail_address(text: &str) -> Option<Address> {
    let text = text.trim();
    if text.is_ascii() {
        text.parse().ok()
    } else {
        None
    }
}

fn link(top: &mut Fields) -> Result<Option<String>, SettingsError> {
    let wanted = "a web address, such as \"https://waymark.loamshire.example/plan\"";
    let Some(link) = top.text("link", wanted)? else {
        return Ok(None);
    };
    let is_web = link.starts_with("https://") || link.starts_with("http://");
    if is_web && !link.contains(char::is_whitespace) {
        Ok(Some(link))
    } else {
        Err(top.wrong("link", wanted))
    }
}

fn smtp(mut fields: Fields) -> Result<Smtp, SettingsError> {
    if fields.table.contains_key("password") {
        return Err(SettingsError::PasswordInFile);
    }
    let host = fields.text("host", HOST)?.ok_or(SettingsError::Missing {
        key: "smtp.host",
        wanted: HOST,
    })?;
    let words = "\"starttls\" or \"tls\", or \"none\" for a server on this machine";
    let security = match fields.text("security", words)? {
        Some(word) => Security::from_word(&word).ok_or_else(|| fields.wrong("security", words))?,
        None => Security::Starttls,
    };
    if security == Security::Unprotected && !is_this_machine(&host) {
        return Err(SettingsError::Unprotected { host });
    }
    let port = fields.port()?.unwrap_or(security.port());
    let user = fields.text("user", "the user to sign in as, such as \"waymark\"")?;
    fields.end()?;
    Ok(Smtp {
        host,
        port,
        security,
        user,
    })
}

fn sender(mut fields: Fields) -> Result<Sender, SettingsError> {
    let sender = Sender {
        name: fields.text("name", "a name, such as \"Improvement team\"")?,
        address: fields.address("address")?.ok_or(SettingsError::Missing {
            key: "from.address",
            wanted: ADDRESS,
        })?,
    };
    fields.end()?;
    Ok(sender)
}

fn is_this_machine(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

/// The file's own lines are not repeated: a password may stand in one.
fn not_toml(text: &str, error: &toml::de::Error) -> SettingsError {
    let at = error.span().map_or(text.len(), |span| span.start);
    let before = text.get(..at).unwrap_or(text);
    SettingsError::NotToml {
        line: 1 + before.matches('\n').count(),
        why: error.message().to_owned(),
    }
}

/// A table of the file, from which each key is taken once.
struct Fields {
    table: Table,
    /// Where it stands; empty for the whole file.
    path: &'static str,
}

impl Fields {
    fn key(&self, name: &str) -> String {
        if self.path.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", self.path)
        }
    }

    fn wrong(&self, name: &str, wanted: &str) -> SettingsError {
        SettingsError::Wrong {
            key: self.key(name),
            wanted: wanted.to_owned(),
        }
    }

    /// A text of one line that is not empty.
    fn text(&mut self, name: &str, wanted: &str) -> Result<Option<String>, SettingsError> {
        match self.table.remove(name) {
            None => Ok(None),
            Some(Value::String(text))
                if !text.trim().is_empty() && !text.contains(char::is_control) =>
            {
                Ok(Some(text.trim().to_owned()))
            }
            Some(_) => Err(self.wrong(name, wanted)),
        }
    }

    fn address(&mut self, name: &str) -> Result<Option<String>, SettingsError> {
        match self.text(name, ADDRESS)? {
            Some(text) if mail_address(&text).is_none() => Err(self.wrong(name, ADDRESS)),
            other => Ok(other),
        }
    }

    fn port(&mut self) -> Result<Option<u16>, SettingsError> {
        let Some(value) = self.table.remove("port") else {
            return Ok(None);
        };
        match value.as_integer().map(u16::try_from) {
            Some(Ok(port)) if port > 0 => Ok(Some(port)),
            _ => Err(self.wrong("port", "the number of a port, such as 587")),
        }
    }

    fn days(&mut self, name: &str, least: i32, usual: i32) -> Result<i32, SettingsError> {
        let Some(value) = self.table.remove(name) else {
            return Ok(usual);
        };
        match value.as_integer().map(i32::try_from) {
            Some(Ok(days)) if (least..=MOST_DAYS).contains(&days) => Ok(days),
            _ => Err(self.wrong(
                name,
                &format!("a whole number of days from {least} to {MOST_DAYS}"),
            )),
        }
    }

    fn fields(&mut self, name: &'static str) -> Result<Option<Fields>, SettingsError> {
        match self.table.remove(name) {
            None => Ok(None),
            Some(Value::Table(table)) => Ok(Some(Fields { table, path: name })),
            Some(_) => Err(self.wrong(name, &format!("the line [{name}], and its keys below it"))),
        }
    }

    /// Whether every key was asked for.
    fn end(&self) -> Result<(), SettingsError> {
        match self.table.keys().next() {
            Some(name) => Err(SettingsError::Unknown {
                key: self.key(name),
            }),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = r#"
        reply_to = "team@loamshire.example"
        link = "https://waymark.loamshire.example/plan"
        ahead = 10
        stale_after = 30
        chase_every = 5

        [smtp]
        host = "smtp.loamshire.example"
        port = 2525
        security = "tls"
        user = "waymark"

        [from]
        name = "Improvement team"
        address = "improvement@loamshire.example"
    "#;

    #[test]
    fn every_key_is_read() {
        let expected = Settings {
            smtp: Some(Smtp {
                host: "smtp.loamshire.example".to_owned(),
                port: 2525,
                security: Security::Tls,
                user: Some("waymark".to_owned()),
            }),
            from: Some(Sender {
                name: Some("Improvement team".to_owned()),
                address: "improvement@loamshire.example".to_owned(),
            }),
            reply_to: Some("team@loamshire.example".to_owned()),
            link: Some("https://waymark.loamshire.example/plan".to_owned()),
            reminding: Reminding {
                ahead: 10,
                stale_after: 30,
                chase_every: 5,
            },
        };
        assert_eq!(Settings::read(WHOLE), Ok(expected));
    }

    #[test]
    fn an_empty_file_has_the_usual_settings() {
        assert_eq!(Settings::read(""), Ok(Settings::default()));
    }

    #[test]
    fn the_port_follows_from_the_protection() {
        for (host, security, port) in [
            ("smtp.loamshire.example", "", 587),
            ("smtp.loamshire.example", "security = 'starttls'", 587),
            ("smtp.loamshire.example", "security = 'tls'", 465),
            ("localhost", "security = 'none'", 25),
            ("127.0.0.1", "security = 'none'", 25),
            ("::1", "security = 'none'", 25),
        ] {
            let text = format!("[smtp]\nhost = '{host}'\n{security}");
            let smtp = Settings::read(&text).unwrap().smtp.unwrap();
            assert_eq!(smtp.port, port, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_key() {
        for (text, expected) in [
            ("ahead = -1", "`ahead` is not understood"),
            ("ahead = 'soon'", "a whole number of days from 0 to 365"),
            ("chase_every = 0", "`chase_every` is not understood"),
            (
                "stale_after = 5000000000",
                "`stale_after` is not understood",
            ),
            ("aheda = 3", "`aheda` is not a setting"),
            ("reply_to = 'nobody'", "`reply_to` is not understood"),
            ("reply_to = 'n\u{f6}body@a.example'", "an e-mail address"),
            ("link = 'waymark'", "`link` is not understood"),
            ("smtp = 'localhost'", "the line [smtp]"),
            ("[smtp]", "`smtp.host` is missing"),
            ("[smtp]\nhost = ' '", "`smtp.host` is not understood"),
            (
                "[smtp]\nhost = 'a.example'\nport = 70000",
                "`smtp.port` is not understood",
            ),
            (
                "[smtp]\nhost = 'a.example'\nsecurity = 'ssl'",
                "`smtp.security` is not understood",
            ),
            (
                "[smtp]\nhost = 'a.example'\nlink = 'x'",
                "`smtp.link` is not a setting",
            ),
            ("[from]\nname = 'A'", "`from.address` is missing"),
            ("ahead = 3\nlink = [", "line 2 cannot be read"),
        ] {
            let error = Settings::read(text).unwrap_err().to_string();
            assert!(error.contains(expected), "{text}: {error}");
        }
    }

    #[test]
    fn a_password_is_refused_and_not_repeated() {
        for text in [
            "[smtp]\nhost = 'a.example'\npassword = 'opensesame'",
            "[smtp]\nhost = 'a.example'\npassword = 'opensesame",
        ] {
            let error = Settings::read(text).unwrap_err().to_string();
            assert!(!error.contains("opensesame"), "{error}");
        }
    }

    #[test]
    fn no_protection_is_for_this_machine_only() {
        for host in ["smtp.loamshire.example", "192.0.2.1", "localhost.example"] {
            let text = format!("[smtp]\nhost = '{host}'\nsecurity = 'none'");
            assert_eq!(
                Settings::read(&text),
                Err(SettingsError::Unprotected {
                    host: host.to_owned()
                })
            );
        }
    }
}
