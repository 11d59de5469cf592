//! What is due to whom, as letters and as calendar files.
//!
//! [`letters`] makes a letter to each person of what is due to them; [`calendar()`] makes the
//! calendar file that goes with it; [`Settings`] says when people are reminded and which mail
//! server takes the letters; [`Post`] hands a letter to that server, also a plain one that is no
//! reminder, and [`Letterhead`] makes a file of it. What is due is decided in `waymark_plan`, what
//! was sent before is kept in the store.
//!
//! No clock and no files: today, the time and the settings' text are arguments. [`Post`] alone
//! reaches out of the program.

mod calendar;
mod letter;
mod post;
mod settings;

pub use calendar::calendar;
pub use letter::{Letter, Letters, Unaddressed, Why, letters};
pub use post::{Letterhead, Matter, Post, PostError};
pub use settings::{Security, Sender, Settings, SettingsError, Smtp};
