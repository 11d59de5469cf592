//! The post: a letter as a message (RFC 5322), and the conversation with the mail server that
//! takes it (RFC 5321). What goes wrong is sorted by what to do about it; most of all, whether the
//! letter may have gone. No message of an error repeats an address or a server's words, which may.

use std::error::Error as _;
use std::fmt;
use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{SmtpConnection, Tls, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, Message};
use sha2::{Digest, Sha256};

use crate::letter::Letter;
use crate::settings::{Security, Settings, SettingsError, Smtp, mail_address};

/// How long each answer of the mail server is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// The name of the attached calendar file.
const CALENDAR_FILE: &str = "improvement-plan.ics";

/// What a mail server refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    /// The sender.
    Sender,
    /// The person's address.
    Address,
    /// The letter itself.
    Letter,
}

impl Matter {
    fn remedy(self) -> &'static str {
        match self {
            Matter::Sender => "write an address under [from] that the server sends for",
            Matter::Address => "correct the address among the people",
            Matter::Letter => "ask whoever runs the server why",
        }
    }
}

impl fmt::Display for Matter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Matter::Sender => "the sender",
            Matter::Address => "the person's address",
            Matter::Letter => "the letter",
        })
    }
}

/// Why it is not so that a letter was sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PostError {
    /// The settings do not say enough to send.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The connection cannot be protected.
    #[error("no protected connection to {host} can be prepared: {why}")]
    NoProtection {
        /// The server.
        host: String,
        /// Why.
        why: String,
    },
    /// Nothing can be sent to the address.
    #[error(
        "the person's address is not one that mail can go to: correct it among the people; nothing was sent"
    )]
    NotAnAddress,
    /// The server refused, and will again.
    #[error("the mail server refuses {matter} (it answers {code}): {}; nothing was sent", .matter.remedy())]
    Refused {
        /// What it refused.
        matter: Matter,
        /// The code of its answer, such as 550.
        code: u16,
    },
    /// The server has no time or room now.
    #[error("the mail server asks to try again later (it answers {code}); nothing was sent")]
    Later {
        /// The code of its answer, such as 451.
        code: u16,
    },
    /// There was no conversation with the server, or it ended before the letter was begun.
    #[error(
        "the mail server {host} cannot be used: {why}; look at [smtp] in the settings, and whether the server runs. Nothing was sent"
    )]
    Unreachable {
        /// The server.
        host: String,
        /// What happened.
        why: String,
    },
    /// The conversation ended after the letter was begun, and before the server said that it has
    /// it.
    #[error(
        "the mail server broke off before it said that it has the letter: it is not known whether it was sent"
    )]
    Unsure,
}

impl PostError {
    /// Whether it is certain that nothing was sent.
    pub fn sent_nothing(&self) -> bool {
        !matches!(self, PostError::Unsure)
    }
}

/// What every letter has in common: in whose name it goes, and where answers go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letterhead {
    from: Mailbox,
    reply_to: Option<Mailbox>,
}

impl Letterhead {
    /// The letterhead of the settings.
    pub fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let sender = settings.sender()?;
        let from = address_of("from.address", &sender.address)?;
        let reply_to = match &settings.reply_to {
            Some(text) => Some(Mailbox::new(None, address_of("reply_to", text)?)),
            None => None,
        };
        Ok(Self {
            from: Mailbox::new(sender.name.clone(), from),
            reply_to,
        })
    }

    /// A letter as the bytes of an `.eml` file, which mail programs open. The same arguments give
    /// the same bytes.
    pub fn as_file(
        &self,
        letter: &Letter,
        address: &str,
        calendar: Option<&str>,
        now: Timestamp,
    ) -> Result<Vec<u8>, PostError> {
        let to = mail_address(address).ok_or(PostError::NotAnAddress)?;
        Ok(self.reminder(letter, &to, calendar, now).formatted())
    }

    /// The message's id is made from whom it goes to and what it tells, so that mail programs take
    /// a letter that was sent twice for one.
    fn reminder(
        &self,
        letter: &Letter,
        to: &Address,
        calendar: Option<&str>,
        now: Timestamp,
    ) -> Message {
        let words = Words {
            mark: mark(letter),
            subject: &letter.subject,
            body: &letter.body,
        };
        self.message(&words, to, calendar, now)
    }

    fn message(
        &self,
        words: &Words<'_>,
        to: &Address,
        calendar: Option<&str>,
        now: Timestamp,
    ) -> Message {
        let mark = &words.mark;
        let mut builder = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to.clone()))
            .subject(words.subject)
            .date(system_time(now))
            .message_id(Some(format!("<{mark}@{}>", self.from.email.domain())))
            // Out-of-office replies are not sent to such (RFC 3834).
            .raw_header(HeaderValue::new(
                HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".to_owned(),
            ));
        if let Some(reply_to) = &self.reply_to {
            builder = builder.reply_to(reply_to.clone());
        }
        let text = SinglePart::plain(words.body.to_owned());
        let message = match calendar {
            None => builder.singlepart(text),
            Some(calendar) => {
                let kind = ContentType::parse("text/calendar; charset=utf-8")
                    .expect("a content type that is well formed");
                let file =
                    Attachment::new(CALENDAR_FILE.to_owned()).body(calendar.to_owned(), kind);
                let parts = MultiPart::mixed()
                    .boundary(format!("part-{mark}"))
                    .singlepart(text)
                    .singlepart(file);
                builder.multipart(parts)
            }
        };
        message.expect("a message with a sender and a recipient")
    }
}

/// What a message says, and the mark that its id is made from.
struct Words<'a> {
    mark: String,
    subject: &'a str,
    body: &'a str,
}

/// The way to a mail server. Each letter has a connection of its own.
pub struct Post {
    letterhead: Letterhead,
    server: Smtp,
    tls: Tls,
    credentials: Option<Credentials>,
}

impl Post {
    /// The way to the server of the settings; nothing is sent yet. The password is needed where
    /// the settings name a user.
    pub fn new(settings: &Settings, password: Option<&str>) -> Result<Self, PostError> {
        let server = settings.server()?.clone();
        let letterhead = Letterhead::new(settings)?;
        let credentials = match &server.user {
            Some(user) => {
                let password = password.ok_or(SettingsError::NoPassword)?;
                Some(Credentials::new(user.clone(), password.to_owned()))
            }
            None => None,
        };
        let tls = tls(&server)?;
        Ok(Self {
            letterhead,
            server,
            tls,
            credentials,
        })
    }

    /// Sends a letter, and waits until the server has taken it.
    pub fn send(
        &self,
        letter: &Letter,
        address: &str,
        calendar: Option<&str>,
        now: Timestamp,
    ) -> Result<(), PostError> {
        let to = mail_address(address).ok_or(PostError::NotAnAddress)?;
        let message = self.letterhead.reminder(letter, &to, calendar, now);
        self.deliver(to, &message)
    }

    /// Sends a plain letter that is no reminder, such as one with a link to sign in by, and waits
    /// until the server has taken it. The subject is one line; the lines of the text end in a line
    /// feed alone.
    pub fn send_plain(
        &self,
        address: &str,
        subject: &str,
        text: &str,
        now: Timestamp,
    ) -> Result<(), PostError> {
        let to = mail_address(address).ok_or(PostError::NotAnAddress)?;
        let words = Words {
            mark: plain_mark(&to, subject, text, now),
            subject,
            body: text,
        };
        let message = self.letterhead.message(&words, &to, None, now);
        self.deliver(to, &message)
    }

    fn deliver(&self, to: Address, message: &Message) -> Result<(), PostError> {
        let mut connection = self.open()?;
        let sent = self.hand_over(&mut connection, to, &message.formatted());
        match sent {
            // The server has the letter; how the conversation ends is nothing to it.
            Ok(()) => drop(connection.quit()),
            Err(_) => connection.abort(),
        }
        sent
    }

    fn open(&self) -> Result<SmtpConnection, PostError> {
        let not_open = |error: Error| self.not_open(&error);
        let hello = ClientId::default();
        let from_the_beginning = match &self.tls {
            Tls::Wrapper(parameters) => Some(parameters),
            _ => None,
        };
        let place = (self.server.host.as_str(), self.server.port);
        let mut connection =
            SmtpConnection::connect(place, Some(PATIENCE), &hello, from_the_beginning, None)
                .map_err(not_open)?;
        if let Tls::Required(parameters) = &self.tls {
            connection.starttls(parameters, &hello).map_err(not_open)?;
        }
        if let Some(credentials) = &self.credentials {
            connection
                .auth(DEFAULT_MECHANISMS, credentials)
                .map_err(|error| match answer(&error) {
                    Some(Answer::Later(code)) => PostError::Later { code },
                    Some(Answer::Never(code)) => self.unreachable(&format!(
                        "it does not let the user in with this password (it answers {code})"
                    )),
                    None => self.not_open(&error),
                })?;
        }
        Ok(connection)
    }

    fn hand_over(
        &self,
        connection: &mut SmtpConnection,
        to: Address,
        message: &[u8],
    ) -> Result<(), PostError> {
        let sender = self.letterhead.from.email.clone();
        connection
            .command(Mail::new(Some(sender), Vec::new()))
            .map_err(|error| self.not_begun(&error, Matter::Sender))?;
        connection
            .command(Rcpt::new(to, Vec::new()))
            .map_err(|error| self.not_begun(&error, Matter::Address))?;
        connection
            .command(Data)
            .map_err(|error| self.not_begun(&error, Matter::Letter))?;
        connection
            .message(message)
            .map_err(|error| answered(&error, Matter::Letter).unwrap_or(PostError::Unsure))?;
        Ok(())
    }

    /// An error before there is anything that could be sent.
    fn not_open(&self, error: &Error) -> PostError {
        match answer(error) {
            Some(Answer::Later(code)) => PostError::Later { code },
            Some(Answer::Never(code)) => self.unreachable(&format!("it answers {code}")),
            None if error.is_response() => {
                self.unreachable("it broke off, or does not answer as a mail server does")
            }
            None => {
                let why = error
                    .source()
                    .map_or_else(|| error.to_string(), ToString::to_string);
                self.unreachable(&why)
            }
        }
    }

    /// An error before the letter was begun.
    fn not_begun(&self, error: &Error, matter: Matter) -> PostError {
        answered(error, matter).unwrap_or_else(|| self.unreachable("it broke off"))
    }

    fn unreachable(&self, why: &str) -> PostError {
        PostError::Unreachable {
            host: self.server.host.clone(),
            why: why.to_owned(),
        }
    }
}

/// What a server answered that did not do as it was asked.
enum Answer {
    /// Not now.
    Later(u16),
    /// Not at all.
    Never(u16),
}

/// None where the server did not answer.
fn answer(error: &Error) -> Option<Answer> {
    let code = u16::from(error.status()?);
    Some(if error.is_transient() {
        Answer::Later(code)
    } else {
        Answer::Never(code)
    })
}

fn answered(error: &Error, matter: Matter) -> Option<PostError> {
    Some(match answer(error)? {
        Answer::Later(code) => PostError::Later { code },
        Answer::Never(code) => PostError::Refused { matter, code },
    })
}

fn tls(server: &Smtp) -> Result<Tls, PostError> {
    let parameters = || {
        TlsParameters::new(server.host.clone()).map_err(|error| PostError::NoProtection {
            host: server.host.clone(),
            why: error.to_string(),
        })
    };
    Ok(match server.security {
        Security::Starttls => Tls::Required(parameters()?),
        Security::Tls => Tls::Wrapper(parameters()?),
        Security::Unprotected => Tls::None,
    })
}

/// Settings can be made without reading them from a file.
fn address_of(key: &str, text: &str) -> Result<Address, SettingsError> {
    mail_address(text).ok_or_else(|| SettingsError::Wrong {
        key: key.to_owned(),
        wanted: "an e-mail address".to_owned(),
    })
}

/// Forty hexadecimal digits, the same for the same person and keys in whatever order.
fn mark(letter: &Letter) -> String {
    let mut keys: Vec<&str> = letter.keys.iter().map(String::as_str).collect();
    keys.sort_unstable();
    let mut sha = Sha256::new();
    sha.update(letter.to.as_str());
    for key in keys {
        sha.update("\n");
        sha.update(key);
    }
    digits(sha)
}

/// Forty hexadecimal digits, other ones for every plain letter: two with the same words at two
/// times are two letters.
fn plain_mark(to: &Address, subject: &str, text: &str, now: Timestamp) -> String {
    let mut sha = Sha256::new();
    for part in [to.as_ref(), subject, text, &now.to_string()] {
        sha.update(part);
        sha.update("\n");
    }
    digits(sha)
}

fn digits(sha: Sha256) -> String {
    let hash: [u8; 32] = sha.finalize().into();
    hash.iter()
        .take(20)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// A time before 1970 is taken for its beginning, as messages know no earlier one.
fn system_time(now: Timestamp) -> SystemTime {
    let seconds = u64::try_from(now.as_second()).unwrap_or_default();
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Sender;

    fn letter(to: &str, keys: &[&str]) -> Letter {
        Letter {
            to: to.parse().unwrap(),
            subject: "Improvement plan: 1 due soon".to_owned(),
            body: "Dear Gwen Ash,\n".to_owned(),
            keys: keys.iter().map(|key| (*key).to_owned()).collect(),
        }
    }

    fn settings() -> Settings {
        Settings {
            from: Some(Sender {
                name: Some("Improvement team".to_owned()),
                address: "improvement@loamshire.example".to_owned(),
            }),
            ..Settings::default()
        }
    }

    #[test]
    fn the_mark_is_of_the_person_and_the_keys() {
        let one = mark(&letter("P1", &["a", "b"]));
        // Worked with Python's hashlib: sha256 of "P1\na\nb", its first twenty bytes.
        assert_eq!(one, "e76ac599e791470d3969dc332768b888624c5c8b");
        assert_eq!(one, mark(&letter("P1", &["b", "a"])));
        assert_ne!(one, mark(&letter("P2", &["a", "b"])));
        assert_ne!(one, mark(&letter("P1", &["a"])));
    }

    #[test]
    fn the_same_letter_is_the_same_file() {
        let head = Letterhead::new(&settings()).unwrap();
        let letter = letter("P1", &["a"]);
        let file = || {
            head.as_file(
                &letter,
                "gwen.ash@loamshire.example",
                Some("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"),
                "2017-09-04T08:30:00Z".parse().unwrap(),
            )
            .unwrap()
        };
        assert_eq!(file(), file());
        assert!(String::from_utf8(file()).unwrap().is_ascii());
    }

    #[test]
    fn what_is_no_address_is_found_before_anything_is_sent() {
        let head = Letterhead::new(&settings()).unwrap();
        for address in [
            "",
            "gwen",
            "gwen@",
            "a@b.example\r\nBcc: c@d.example",
            "g\u{e9}@a.example",
        ] {
            let made = head.as_file(&letter("P1", &["a"]), address, None, Timestamp::UNIX_EPOCH);
            assert_eq!(made, Err(PostError::NotAnAddress), "{address}");
        }
    }

    #[test]
    fn a_plain_letter_is_another_at_another_time() {
        let to: Address = "gwen.ash@loamshire.example".parse().unwrap();
        let at = |time: &str| plain_mark(&to, "A link", "It works once.", time.parse().unwrap());
        let first = at("2017-09-04T08:30:00Z");
        assert_eq!(first.len(), 40);
        assert_eq!(first, at("2017-09-04T08:30:00Z"));
        assert_ne!(first, at("2017-09-04T08:30:01Z"));
    }

    #[test]
    fn sending_needs_a_server_a_sender_and_a_password() {
        let mut settings = settings();
        let missing = |settings: &Settings, password| match Post::new(settings, password) {
            Ok(_) => panic!("there is a post"),
            Err(error) => error.to_string(),
        };
        assert!(missing(&settings, None).contains("`smtp.host`"));
        settings.smtp = Some(Smtp {
            host: "127.0.0.1".to_owned(),
            port: 25,
            security: Security::Unprotected,
            user: Some("waymark".to_owned()),
        });
        assert!(missing(&settings, None).contains("WAYMARK_SMTP_PASSWORD"));
        assert!(Post::new(&settings, Some("opensesame")).is_ok());
        settings.from = None;
        assert!(missing(&settings, Some("opensesame")).contains("`from.address`"));
    }
}
