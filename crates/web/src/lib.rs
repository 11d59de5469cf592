//! The web application: routes, pages, templates, assets.
//!
//! Pages are made on the server and work without JavaScript. What they show comes from a
//! [`book::View`], the plan at one moment, and from the [`desk`], the figures of the latest
//! snapshot; what people decide goes through [`give`], as commands of the ledger. Nothing here
//! decides, computes a measure or reads a clock.
//!
//! - `router`: every address with its permission, and the layers around all;
//! - `visitor`, `permission`, `guard`: who comes, what a route needs, who passes;
//! - `site`, `book`, `desk`: what all requests share;
//! - `forms`, `give`: commands as questions, and the giving of them;
//! - `pages`: a file and a template for each page;
//! - `shell`, `fault`, `assets`: what surrounds every page.

pub mod api;
mod aside;
pub mod assets;
pub mod book;
pub mod clock;
pub mod desk;
pub mod fault;
pub mod forms;
pub mod give;
pub mod guard;
pub mod handed_out;
pub mod memo;
pub mod oidc;
pub mod pages;
pub mod permission;
pub mod post;
pub mod random;
pub mod router;
mod saying;
mod serve;
pub mod session_store;
pub mod shelf;
pub mod shell;
pub mod site;
pub mod spreadsheet;
pub mod upload;
pub mod visitor;

pub use clock::Clock;
pub use fault::Fault;
pub use router::{Route, app, routes};
pub use serve::serve;
pub use site::{Settings, Site, SiteError};
