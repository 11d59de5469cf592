//! What commands and events carry. Values only; what may be said when is decided in
//! [`decide`](super::decide).
//!
//! People are ids here. Where a post is meant, and not whoever holds it, it is a text.

macro_rules! part {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $kind:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $kind,)*
        }
    };
}

mod audits;
mod frame;
mod items;
mod meetings;
mod money;
mod ratings;
mod reports;

pub use audits::*;
pub use frame::*;
pub use items::*;
pub use meetings::*;
pub use money::*;
pub use ratings::*;
pub use reports::*;
