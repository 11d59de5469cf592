//! Links that are followed once: an invitation, a new password, the first administrator's.

use jiff::{SignedDuration, Timestamp};
use waymark_plan::PersonId;

use crate::password::{Known, sound};
use crate::records::TrailKind;
use crate::sign_in::{code_name_of, name_of};
use crate::{AccountError, Accounts, secret};

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// The first administrator begins; a day.
    FirstAdministrator,
    /// Somebody is invited; a week.
    Invitation,
    /// Somebody has forgotten the password; an hour.
    Reset,
}

impl LinkKind {
    /// How long a link of this kind holds.
    pub fn holds_for(self) -> SignedDuration {
        match self {
            LinkKind::FirstAdministrator => SignedDuration::from_hours(24),
            LinkKind::Invitation => SignedDuration::from_hours(24 * 7),
            LinkKind::Reset => SignedDuration::from_hours(1),
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            LinkKind::FirstAdministrator => "first-administrator",
            LinkKind::Invitation => "invitation",
            LinkKind::Reset => "reset",
        }
    }

    fn of(text: &str) -> Option<Self> {
        [
            LinkKind::FirstAdministrator,
            LinkKind::Invitation,
            LinkKind::Reset,
        ]
        .into_iter()
        .find(|kind| kind.as_str() == text)
    }
}

impl Accounts {
    /// Makes a link for a person, and gives the part of it that is secret. Earlier links of the same
    /// kind end. An account is made where there is none; the link of one that is turned off holds
    /// only once it is turned on.
    pub async fn new_link(
        &self,
        person: &PersonId,
        kind: LinkKind,
        now: Timestamp,
    ) -> Result<String, AccountError> {
        let token = secret::random();
        self.store
            .keep_link(
                &secret::hash(&token),
                person,
                kind.as_str(),
                now + kind.holds_for(),
                &secret::random(),
            )
            .await?;
        self.note(TrailKind::LinkMade, None, None, Some(person), now)
            .await?;
        Ok(token)
    }

    /// Whose a link is, as long as it holds. It is not used up by looking.
    pub async fn link(
        &self,
        token: &str,
        now: Timestamp,
    ) -> Result<Option<(PersonId, LinkKind)>, AccountError> {
        let found = self.store.find_link(&secret::hash(token), now).await?;
        let Some((person, kind)) = found else {
            return Ok(None);
        };
        let kind = LinkKind::of(&kind).ok_or(AccountError::Unreadable {
            what: "what a link is for",
        })?;
        Ok(Some((person, kind)))
    }

    /// Follows a link: sets the password of whoever it is for, and ends their sessions. It can be
    /// done once; what was tried at their account before is forgotten, so that nobody has locked
    /// them out.
    pub async fn set_password_by_link(
        &self,
        token: &str,
        password: &str,
        known: &Known<'_>,
        now: Timestamp,
    ) -> Result<PersonId, AccountError> {
        let (person, _) = self.link(token, now).await?.ok_or(AccountError::LinkGone)?;
        sound(password, known)?;
        let hash = self.hashed(password).await?;
        let done = self
            .store
            .set_password_by_link(&secret::hash(token), &person, &hash, &secret::random(), now)
            .await?;
        if !done {
            return Err(AccountError::LinkGone);
        }
        self.store
            .forget_attempts_about(&[&name_of(&person), &code_name_of(&person)])
            .await?;
        self.note(TrailKind::PasswordSet, Some(&person), None, None, now)
            .await?;
        Ok(person)
    }
}
