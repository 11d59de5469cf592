//! Letters that the application sends: links to sign in by. How mail is spoken is the room
//! `reminders`' matter; what the letters say is the pages' that send them.

use std::collections::HashMap;
use std::sync::Mutex;

use jiff::{SignedDuration, Timestamp};
pub use waymark_reminders::PostError;
use waymark_reminders::Settings;

/// How many letters that anybody can ask for, such as those with a new password's link, go to one
/// address in an hour.
const AN_HOUR: usize = 3;

/// What became of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// The mail server has it.
    Posted,
    /// No mail is set up: whoever asked hands its content on.
    ByHand,
}

/// The way letters go.
pub struct Post {
    mail: Option<Settings>,
    password: Option<String>,
    asked_for: Mutex<HashMap<String, Vec<Timestamp>>>,
}

impl Post {
    /// The way of these settings; without them, or without a server or a sender in them, letters
    /// are handed on by hand.
    pub fn new(mail: Option<Settings>) -> Self {
        Self {
            mail: mail.filter(|mail| mail.smtp.is_some() && mail.from.is_some()),
            password: None,
            asked_for: Mutex::default(),
        }
    }

    /// With the password that the mail server asks for.
    pub fn with_password(mut self, password: Option<String>) -> Self {
        self.password = password;
        self
    }

    /// Whether letters go by mail.
    pub fn is_set_up(&self) -> bool {
        self.mail.is_some()
    }

    /// Sends a plain letter, and waits until the server has taken it. The subject is one line.
    ///
    /// # Errors
    ///
    /// The letter did not go, or it is not known whether it did; the error tells which, and repeats
    /// neither the address nor the text.
    pub async fn send(
        &self,
        to: &str,
        subject: &str,
        text: &str,
        now: Timestamp,
    ) -> Result<Sent, PostError> {
        let Some(mail) = self.mail.clone() else {
            return Ok(Sent::ByHand);
        };
        let password = self.password.clone();
        let (to, subject, text) = (to.to_owned(), subject.to_owned(), text.to_owned());
        // The conversation with the server blocks, for a minute at worst.
        let sent = tokio::task::spawn_blocking(move || {
            let post = waymark_reminders::Post::new(&mail, password.as_deref())?;
            post.send_plain(&to, &subject, &text, now)
        });
        match sent.await {
            Ok(sent) => sent.map(|()| Sent::Posted),
            Err(_) => Err(PostError::Unsure),
        }
    }

    /// Whether one more letter that anybody can ask for may go to an address now; it is counted.
    /// So nobody can fill somebody else's mailbox.
    pub fn may_be_asked(&self, to: &str, now: Timestamp) -> bool {
        let mut all = self
            .asked_for
            .lock()
            .unwrap_or_else(|held| held.into_inner());
        let hour = SignedDuration::from_hours(1);
        all.retain(|_, times| {
            times.retain(|time| now.duration_since(*time) < hour);
            !times.is_empty()
        });
        let times = all.entry(to.to_lowercase()).or_default();
        let may = times.len() < AN_HOUR;
        if may {
            times.push(now);
        }
        may
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(text: &str) -> Settings {
        Settings::read(text).unwrap()
    }

    #[test]
    fn without_a_server_or_a_sender_letters_go_by_hand() {
        let server = "[smtp]\nhost = 'smtp.loamshire.example'\n";
        let sender = "[from]\naddress = 'waymark@loamshire.example'\n";
        for (text, by_mail) in [
            (String::new(), false),
            (server.to_owned(), false),
            (sender.to_owned(), false),
            (format!("{server}{sender}"), true),
        ] {
            let post = Post::new(Some(settings(&text)));
            assert_eq!(post.is_set_up(), by_mail, "{text}");
        }
        assert!(!Post::new(None).is_set_up());
    }

    #[test]
    fn a_mailbox_is_not_filled() {
        let post = Post::new(None);
        let at = |minute: i64| Timestamp::from_second(1_500_000_000 + minute * 60).unwrap();
        for (to, minute, may) in [
            ("gwen.ash@loamshire.example", 0, true),
            ("gwen.ash@loamshire.example", 1, true),
            ("Gwen.Ash@loamshire.example", 2, true),
            ("gwen.ash@loamshire.example", 3, false),
            ("owen.elm@loamshire.example", 3, true),
            ("gwen.ash@loamshire.example", 59, false),
            // The first of the three is an hour old.
            ("gwen.ash@loamshire.example", 60, true),
            ("gwen.ash@loamshire.example", 60, false),
        ] {
            assert_eq!(post.may_be_asked(to, at(minute)), may, "{to} at {minute}");
        }
    }
}
