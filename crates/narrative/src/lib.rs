//! What a report may say.
//!
//! - [`sentence`]: sentences that the program makes from figures.
//! - [`reference`]: references to figures in what people write, which change with the data.
//! - [`text`]: what people write, read from Markdown, plain text or a Word document.
//! - [`facts`]: the evidence that a text is held to.
//! - [`check`]: the claims of a text, each with its verdict.
//!
//! Everything here is pure: texts, figures and the day come in as arguments. No file format of a
//! finished report is known here.

pub mod check;
pub mod facts;
mod nearest;
pub mod reference;
pub mod sentence;
pub mod text;

pub use nearest::nearest;
