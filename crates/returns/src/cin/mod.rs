//! The children in need census (XML), layouts 2017 to 2026.
//!
//! A census holds the children in need of one financial year, each with all referrals that were
//! open in it. Several censuses may come in one import; a referral that is in more than one is
//! one referral, as the latest census states it.

mod read;
mod referral;
mod tables;
#[cfg(test)]
mod tests;
mod to_ssd;

pub(crate) use read::read;
pub(crate) use to_ssd::to_ssd;
