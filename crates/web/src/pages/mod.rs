//! The pages: a file and a template for each. A page gathers what it shows and makes no decision.

pub mod account;
pub mod admin;
pub mod audits;
pub mod chart;
pub mod data;
pub mod log;
pub mod measures;
pub mod meetings;
pub mod overview;
pub mod plan;
pub mod public;
pub mod rating;
pub mod recommendation;
pub mod reports;
pub mod timeline;
pub mod work;
