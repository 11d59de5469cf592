//! Why something about accounts cannot be done.

use jiff::Timestamp;
use waymark_store::StoreError;

use crate::PasswordFault;

/// Why something about accounts cannot be done. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// The store failed, or knows no such person.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The password will not do.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))]
    Password(Vec<PasswordFault>),
    /// The link was used, replaced, or is too old.
    #[error("this link has been used, replaced by a newer one, or has expired; ask for another")]
    LinkGone,
    /// The old password is not the one.
    #[error("the present password is not right")]
    WrongPassword,
    /// The old password was wrong too often.
    #[error("the present password was wrong too often; wait a quarter of an hour and try again")]
    Wait {
        /// Until when.
        until: Timestamp,
    },
    /// The code is not right, or was used.
    #[error("the code is not right, or was used before; wait for the next one")]
    WrongCode,
    /// One-time codes count already.
    #[error("one-time codes are turned on already; turn them off before you begin new ones")]
    CodesAreOn,
    /// There is no account, or it is turned off.
    #[error("there is no account for this, or it is turned off; ask an administrator")]
    NoAccount,
    /// The identity of a provider is linked to somebody else.
    #[error(
        "this identity of the provider is linked to another person; unlink it there before you link it here"
    )]
    IdentityOfAnother,
    /// A token was asked for that would be of no use.
    #[error("the token cannot be made: {why}")]
    UnfitToken {
        /// What is wrong, and what to do.
        why: &'static str,
    },
    /// What the store holds cannot be understood by this program.
    #[error("{what} cannot be read; use the version of Waymark that wrote it, or a newer one")]
    Unreadable {
        /// What it is.
        what: &'static str,
    },
    /// Hashing was interrupted: the program is being stopped.
    #[error("the password could not be worked on; try again")]
    Interrupted,
}
