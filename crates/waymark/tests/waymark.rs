//! The program as its users run it.

// A test that meets what it does not expect may stop there.
#![allow(clippy::unwrap_used)]

#[path = "waymark/check.rs"]
mod check;
#[path = "waymark/commands.rs"]
mod commands;
#[path = "waymark/demo.rs"]
mod demo;
#[path = "waymark/plan.rs"]
mod plan;
#[path = "waymark/real_data.rs"]
mod real_data;
#[path = "waymark/reports.rs"]
mod reports;
#[path = "waymark/rooms.rs"]
mod rooms;

use std::path::Path;
use std::process::{Command, Output};

/// Runs the program with a home folder.
pub fn waymark(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_waymark"))
        .arg("--home")
        .arg(home)
        .args(arguments)
        .output()
        .expect("the program starts")
}

/// What a run printed, where it must go through with one of these exit codes.
pub fn printed(home: &Path, arguments: &[&str], codes: &[i32]) -> String {
    let output = waymark(home, arguments);
    let code = output.status.code().unwrap_or(-1);
    assert!(
        codes.contains(&code),
        "{arguments:?} ended with {code}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The rows of a CSV that a run printed, as maps.
pub fn rows(home: &Path, arguments: &[&str]) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut arguments = arguments.to_vec();
    arguments.extend(["--format", "csv"]);
    let text = printed(home, &arguments, &[0]);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(|row| row.unwrap()).collect()
}
