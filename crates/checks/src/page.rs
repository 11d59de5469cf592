//! placeholder
use crate::checked::Checked;
use crate::listed::Listed;
use crate::since::Cleared;
/// x
pub fn html(_checked: &Checked, _findings: &[Listed], _cleared: &[Cleared]) -> String { String::new() }
