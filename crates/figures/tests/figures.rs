//! The figures from outside: what may be published beside everything else that is published.

// A test that meets what it does not expect may stop there.
#![allow(clippy::unwrap_used)]

#[path = "figures/archive.rs"]
mod archive;
#[path = "figures/attack.rs"]
mod attack;
#[path = "figures/attacker.rs"]
mod attacker;
#[path = "figures/disclosure.rs"]
mod disclosure;
#[path = "figures/made_up.rs"]
mod made_up;
#[path = "figures/rules.rs"]
mod rules;
#[path = "figures/windows.rs"]
mod windows;
