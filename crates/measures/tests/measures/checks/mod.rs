//! The rules of the return, against their own fixtures, recorded cases, and damage.

mod conformance;
mod damage;
mod fixtures;
mod given;
