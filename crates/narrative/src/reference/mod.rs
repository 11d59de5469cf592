//! References to figures, and to counts of the plan, in what people write.
//!
//! A text says `{{re-referrals@2017-09 vs 2016-09}}` where words about a figure are to stand. The
//! words come from the figures each time that the text is read, so they change with the data.
//!
//! ```text
//! {{ SELECTOR [@ MONTH | @ latest] [vs OTHER] [| PART] }}
//! {{ COUNT OF THE PLAN [| PART] }}
//! ```
//!
//! - [`Reference`]: the text of one, read and written.
//! - [`Part`], [`PlanCount`]: all that one can give; [`Other`]: all that a figure can be set beside.
//! - [`find`]: where they stand in a text; [`resolve`]: the words of one; [`expand`]: a whole text.
//!
//! What may be shown is decided in [`sentence`](crate::sentence) and nowhere here: a figure that is
//! hidden, refused or not known is an error with what to do about it, and never an empty text.
//! `docs/narrative.md` says all of this to officers.

mod error;
mod expand;
mod find;
mod grammar;
mod meant;
mod mend;
mod part;
mod plan_count;
mod resolve;
mod say;

pub use error::{Lack, NotAReference, ReferenceError};
pub use expand::{Expanded, LiveSpan, Misreference, expand};
pub use find::{Found, find};
pub use grammar::{Other, Reference};
pub use part::Part;
pub use plan_count::PlanCount;
pub use resolve::{Cite, Known, Live, resolve};
