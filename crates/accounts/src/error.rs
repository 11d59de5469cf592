//! Why something about accounts cannot be done.

use waymark_store::StoreError;

use crate::PasswordFault;

/// Why something about accounts cannot be done. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// The store failed.
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
    /// The code is not right, or was used.
    #[error("the code is not right, or was used before; wait for the next one")]
    WrongCode,
    /// There is no account, or it is turned off.
    #[error("there is no account for this, or it is turned off; ask an administrator")]
    NoAccount,
    /// Hashing was interrupted: the program is being stopped.
    #[error("the password could not be worked on; try again")]
    Interrupted,
}
