//! The rules of the rooms, held against what cargo says: dependencies point inward, and only one
//! room names each heavy library.

use std::collections::{BTreeMap, BTreeSet};

/// Each room with the rooms that it may lean on.
const ROOMS: [(&str, &[&str]); 21] = [
    ("codes", &[]),
    ("figures", &["codes"]),
    ("plan", &["codes", "figures"]),
    ("benchmarks", &["codes", "figures"]),
    ("returns", &["codes"]),
    ("checks", &["codes", "returns"]),
    ("snapshot", &["checks", "codes", "returns"]),
    ("measures", &["checks", "codes", "figures", "returns"]),
    ("narrative", &["codes", "figures", "plan"]),
    ("report", &["codes", "figures", "narrative", "plan"]),
    ("synth", &["codes"]),
    ("store", &["plan"]),
    ("app", &["codes", "figures", "plan", "returns", "store"]),
    ("reminders", &["plan"]),
    ("accounts", &["plan", "store"]),
    (
        "intake",
        &[
            "codes",
            "figures",
            "plan",
            "benchmarks",
            "returns",
            "snapshot",
            "measures",
            "publication",
        ],
    ),
    (
        "web",
        &[
            "checks",
            "codes",
            "figures",
            "plan",
            "benchmarks",
            "returns",
            "snapshot",
            "measures",
            "narrative",
            "report",
            "store",
            "app",
            "accounts",
            "reminders",
            "publication",
            "intake",
        ],
    ),
    (
        "publication",
        &[
            "checks",
            "codes",
            "figures",
            "plan",
            "benchmarks",
            "snapshot",
            "measures",
            "narrative",
            "report",
            "app",
        ],
    ),
    (
        "demo",
        &[
            "codes",
            "figures",
            "plan",
            "benchmarks",
            "returns",
            "snapshot",
            "narrative",
            "report",
            "app",
            "synth",
            "publication",
            "intake",
        ],
    ),
    ("testkit", &["codes"]),
    (
        "waymark",
        &[
            "checks",
            "codes",
            "figures",
            "plan",
            "benchmarks",
            "returns",
            "snapshot",
            "measures",
            "narrative",
            "report",
            "synth",
            "store",
            "app",
            "reminders",
            "publication",
            "accounts",
            "intake",
            "web",
            "demo",
        ],
    ),
];

/// Libraries that only these rooms may name.
const ALONE: [(&str, &[&str]); 14] = [
    ("datafusion", &["measures"]),
    ("typst", &["report"]),
    ("typst-pdf", &["report"]),
    ("parquet", &["snapshot", "benchmarks"]),
    (
        "tokio",
        &["measures", "store", "accounts", "web", "waymark"],
    ),
    ("axum", &["web"]),
    ("openidconnect", &["web"]),
    ("password-auth", &["accounts"]),
    ("totp-rs", &["accounts"]),
    ("clap", &["waymark"]),
    ("calamine", &["returns", "app"]),
    ("sqlx", &["store"]),
    ("lettre", &["reminders"]),
    ("icalendar", &["reminders"]),
];

fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let metadata = cargo_metadata::MetadataCommand::new()
        .manifest_path(waymark_testkit::workspace().join("Cargo.toml"))
        .no_deps()
        .exec()
        .unwrap();
    metadata
        .packages
        .iter()
        .map(|package| {
            let normal = package
                .dependencies
                .iter()
                .filter(|dependency| dependency.kind == cargo_metadata::DependencyKind::Normal)
                .map(|dependency| dependency.name.clone())
                .collect();
            (package.name.to_string(), normal)
        })
        .collect()
}

fn package_of(room: &str) -> String {
    if room == "waymark" {
        room.to_owned()
    } else {
        format!("waymark-{room}")
    }
}

#[test]
fn rooms_lean_only_on_the_rooms_that_they_may() {
    let found = dependencies();
    assert_eq!(
        found.len(),
        ROOMS.len(),
        "a room without a rule: {:?}",
        found.keys()
    );
    for (room, allowed) in ROOMS {
        let allowed: BTreeSet<String> = allowed.iter().map(|room| package_of(room)).collect();
        for dependency in &found[&package_of(room)] {
            if dependency.starts_with("waymark") {
                assert!(
                    allowed.contains(dependency),
                    "{room} may not lean on {dependency}"
                );
            }
        }
    }
}

#[test]
fn heavy_libraries_are_named_in_one_place() {
    for (package, dependencies) in dependencies() {
        for (library, rooms) in ALONE {
            let may = rooms.iter().any(|room| package_of(room) == package);
            assert!(
                may || !dependencies.contains(library),
                "{package} may not name {library}"
            );
        }
    }
}

/// Core rooms do no IO and read no clock: their code names neither files nor clocks.
#[test]
fn core_rooms_name_no_files_and_no_clock() {
    for room in ["codes", "figures", "narrative", "plan", "returns", "synth"] {
        let folder = waymark_testkit::workspace()
            .join("crates")
            .join(room)
            .join("src");
        let mut left = vec![folder];
        while let Some(path) = left.pop() {
            if path.is_dir() {
                left.extend(
                    std::fs::read_dir(&path)
                        .unwrap()
                        .map(|entry| entry.unwrap().path()),
                );
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            // What stands after the tests' mark, and files of tests, is not the room's own code.
            let is_tests = path.to_string_lossy().contains("test") || path.ends_with("samples.rs");
            let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
            for word in [
                "std::fs",
                "std::net",
                "SystemTime",
                "Zoned::now",
                "ZonedDateTime::now",
                "Timestamp::now",
                "std::env::",
            ] {
                let named = code
                    .lines()
                    .any(|line| !line.trim_start().starts_with("//") && line.contains(word));
                assert!(is_tests || !named, "{} names {word}", path.display());
            }
        }
    }
}
