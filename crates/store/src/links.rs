//! Links that are followed once, under the hashes of their secrets.

use jiff::Timestamp;
use waymark_plan::PersonId;

use crate::Store;
use crate::accounts::{MAKE, ends};
use crate::error::StoreError;
use crate::statement::Bind::Text;
use crate::statement::{also, must, text_of};

const KEEP: &str = "INSERT INTO links (hash, person, kind, until) VALUES ($1, $2, $3, $4)";

const END_OTHERS: &str = "DELETE FROM links WHERE person = $1 AND kind = $2";

/// The link of an account that is turned off leads nowhere.
const FIND: &str = "SELECT links.person, kind FROM links \
     JOIN accounts ON accounts.person = links.person \
     WHERE hash = $1 AND until > $2 AND disabled = 0";

/// The account first, as everybody takes it first: of two who follow the same link, the second
/// then finds the link gone.
const SET_PASSWORD: &str = "UPDATE accounts SET password = $2, stamp = $3 \
     WHERE person = $1 AND disabled = 0";

const USE_UP: &str = "DELETE FROM links WHERE hash = $1 AND person = $2 AND until > $3";

impl Store {
    /// Keeps a link in the place of the others of its kind. The person's account is made, with this
    /// stamp, where there is none.
    pub async fn keep_link(
        &self,
        hash: &str,
        person: &PersonId,
        kind: &str,
        until: Timestamp,
        stamp: &str,
    ) -> Result<(), StoreError> {
        let who = Text(person.as_str());
        let until = text_of(until);
        let steps = vec![
            also(MAKE, [who, Text(stamp)]),
            also(END_OTHERS, [who, Text(kind)]),
            must(KEEP, [Text(hash), who, Text(kind), Text(&until)]),
        ];
        self.all_or_none_about(person, steps).await?;
        Ok(())
    }

    /// Whose a link is, and its kind, as long as it holds.
    pub async fn find_link(
        &self,
        hash: &str,
        now: Timestamp,
    ) -> Result<Option<(PersonId, String)>, StoreError> {
        let now = text_of(now);
        let row = self
            .row::<(String, String)>(FIND, &[Text(hash), Text(&now)])
            .await?;
        row.map(|(person, kind)| Ok((self.read(&person, "whose a link is")?, kind)))
            .transpose()
    }

    /// Follows a link once: sets the password's hash of whoever it is of, with a new stamp. The
    /// person's sessions, browsers and other links end. `false` where the link is gone, or the
    /// account is turned off.
    pub async fn set_password_by_link(
        &self,
        link: &str,
        person: &PersonId,
        password: &str,
        stamp: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let who = Text(person.as_str());
        let now = text_of(now);
        let mut steps = vec![
            must(SET_PASSWORD, [who, Text(password), Text(stamp)]),
            must(USE_UP, [Text(link), who, Text(&now)]),
            also("DELETE FROM links WHERE person = $1", [who]),
        ];
        steps.extend(ends(person));
        self.all_or_none(&steps).await
    }

    /// Clears away the links and browsers whose time has passed.
    pub async fn delete_expired_links(&self, now: Timestamp) -> Result<(), StoreError> {
        let now = text_of(now);
        self.execute("DELETE FROM links WHERE until <= $1", &[Text(&now)])
            .await?;
        self.execute("DELETE FROM devices WHERE until <= $1", &[Text(&now)])
            .await?;
        Ok(())
    }
}
