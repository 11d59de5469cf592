//! How long the checks of a return take, and which of its rules the longest.
//!
//! ```sh
//! cargo run --release -p waymark-measures --example return_check_speed -- THIS_YEAR LAST_YEAR SETTINGS.xlsx
//! ```

#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use waymark_checks::{Accepted, Prepared, Wanted, built_in, json_of, listed};
use waymark_returns::{Options, SourceFile, Submitted, read};

fn files(path: &Path, into: &mut Vec<SourceFile>) {
    if path.is_dir() {
        for entry in std::fs::read_dir(path).unwrap() {
            files(&entry.unwrap().path(), into);
        }
    } else {
        let name = path.to_string_lossy().into_owned();
        into.push(SourceFile::new(name, std::fs::read(path).unwrap()));
    }
}

fn main() {
    let begun = Instant::now();
    let mut given = Vec::new();
    let each = std::env::args().any(|argument| argument == "--each");
    for path in std::env::args()
        .skip(1)
        .filter(|argument| argument != "--each")
    {
        files(Path::new(&path), &mut given);
    }
    given.sort_by(|a, b| a.name.cmp(&b.name));
    let step =
        |what: &str, since: Instant| println!("{:>7} ms  {what}", since.elapsed().as_millis());
    let now = Instant::now();
    let import = read(&given, &Options::default(), &|_| ());
    drop(given);
    step("reading", now);
    let now = Instant::now();
    let submitted = Submitted::of(&import);
    drop(import);
    let wanted = Wanted {
        label: None,
        authority: Some("Leicestershire"),
    };
    let prepared = Prepared::of(&submitted, &wanted).unwrap();
    drop(submitted);
    step("preparing", now);
    let rules = built_in().unwrap();
    let engine = tokio::runtime::Builder::new_multi_thread().build().unwrap();
    let prepared = Arc::new(prepared);
    let now = Instant::now();
    let checked = engine
        .block_on(waymark_measures::check(prepared.clone(), &rules, None))
        .unwrap();
    step("checking", now);
    let now = Instant::now();
    let findings = listed(&checked, &Accepted::default());
    step("listing", now);
    let now = Instant::now();
    let json = json_of(&checked, &findings, None).to_string();
    step("writing JSON", now);
    println!(
        "{} rules run, {} findings, {} bytes",
        checked.ran(),
        findings.len(),
        json.len()
    );
    step("in all", begun);
    if each {
        let mut times: Vec<(u128, usize, String)> = rules
            .of_year(prepared.year.rules())
            .map(|rule| {
                let only = BTreeSet::from([rule.code.clone()]);
                let now = Instant::now();
                let checked = engine
                    .block_on(waymark_measures::check(
                        prepared.clone(),
                        &rules,
                        Some(&only),
                    ))
                    .unwrap();
                let found = checked.problems().count();
                (now.elapsed().as_millis(), found, rule.code.clone())
            })
            .collect();
        times.sort_unstable_by(|a, b| b.cmp(a));
        for (time, found, rule) in times.iter().take(60) {
            println!("{time:>7} ms  {rule} ({found} findings)");
        }
    }
}
