//! Names of files as people and browsers give them, made safe to show and to keep.
//!
//! Nothing here touches a disk.

use std::collections::BTreeSet;

/// How many parts of a path are kept: the folder tells which CSVs are one return.
const PARTS: usize = 4;
/// How many letters a part may have.
const LETTERS: usize = 100;
/// Names that Windows keeps for devices, with any ending.
const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

/// A name without anything that leads out of a folder, that a screen would hide, or that Windows
/// does not allow. Folders stay, parted by `/`.
pub(crate) fn safe(name: &str) -> String {
    let parts: Vec<String> = name
        .split(['/', '\\'])
        .map(safe_part)
        .filter(|part| !part.is_empty())
        .collect();
    match parts.len() {
        0 => "file".to_owned(),
        count => parts[count.saturating_sub(PARTS)..].join("/"),
    }
}

/// The part of a name below its folders.
pub(crate) fn last_part(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// The name, or where another has it, the name with a number before its ending. Capitals make no
/// difference, as on some disks they make none.
pub(crate) fn unused(name: String, taken: &mut BTreeSet<String>) -> String {
    let (stem, ending) = split(&name);
    let free = std::iter::once(name.clone())
        .chain((2_u32..).map(|number| format!("{stem} ({number}){ending}")))
        .find(|name| !taken.contains(&name.to_lowercase()))
        .expect("there are more numbers than files");
    taken.insert(free.to_lowercase());
    free
}

fn safe_part(part: &str) -> String {
    let part = part.trim();
    let is_drive = part.len() == 2 && part.ends_with(':');
    if is_drive {
        return String::new();
    }
    let shown: String = part
        .chars()
        .map(|letter| if is_shown(letter) { letter } else { '_' })
        .collect();
    // Windows takes full stops and blanks at the end away; `..` becomes nothing.
    let shown = shortened(shown.trim_end_matches(['.', ' ']));
    if is_device(&shown) {
        format!("_{shown}")
    } else {
        shown
    }
}

fn is_shown(letter: char) -> bool {
    let turns_the_line = matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    !(letter.is_control()
        || turns_the_line
        || matches!(letter, '<' | '>' | ':' | '"' | '|' | '?' | '*'))
}

fn shortened(part: &str) -> String {
    if part.chars().count() <= LETTERS {
        return part.to_owned();
    }
    let (stem, ending) = split(part);
    let ending: String = ending.chars().take(LETTERS / 4).collect();
    let room = LETTERS - ending.chars().count();
    let stem: String = stem.chars().take(room).collect();
    format!("{stem}{ending}")
}

fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part).trim().to_uppercase();
    let numbered = stem
        .strip_prefix("COM")
        .or_else(|| stem.strip_prefix("LPT"))
        .is_some_and(|rest| {
            let mut letters = rest.chars();
            let digit = letters.next();
            letters.next().is_none()
                && digit
                    .is_some_and(|digit| digit.is_ascii_digit() || matches!(digit, '¹' | '²' | '³'))
        });
    numbered || DEVICES.contains(&stem.as_str())
}

/// A name before and from the full stop of its ending.
fn split(name: &str) -> (&str, &str) {
    let start = name.len() - last_part(name).len();
    match name[start..].rfind('.') {
        Some(at) if at > 0 => name.split_at(start + at),
        _ => (name, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leads_out_of_a_folder() {
        for (given, expected) in [
            ("episodes.csv", "episodes.csv"),
            ("2016-17/episodes.csv", "2016-17/episodes.csv"),
            ("..\\..\\windows\\system.ini", "windows/system.ini"),
            ("/etc/passwd", "etc/passwd"),
            ("C:\\returns\\903.xml", "returns/903.xml"),
            ("a/./../b.csv", "a/b.csv"),
            ("1/2/3/4/5/6.csv", "3/4/5/6.csv"),
            ("", "file"),
            ("../..", "file"),
            ("con", "_con"),
            ("Nul.csv", "_Nul.csv"),
            ("lpt1.tar.gz", "_lpt1.tar.gz"),
            ("com¹", "_com¹"),
            ("company.csv", "company.csv"),
            ("a:b?.csv", "a_b_.csv"),
            ("a\0b\nc.csv", "a_b_c.csv"),
            ("return\u{202e}vsc.exe", "return_vsc.exe"),
            ("blank. . ", "blank"),
        ] {
            assert_eq!(safe(given), expected, "{given:?}");
        }
    }

    #[test]
    fn long_names_keep_their_ending() {
        let long = format!("{}.csv", "é".repeat(500));
        let short = safe(&long);
        assert_eq!(short.chars().count(), LETTERS);
        assert!(short.ends_with("é.csv"), "{short}");
    }

    #[test]
    fn a_name_that_is_taken_gets_a_number() {
        let mut taken = BTreeSet::new();
        let names = ["a/x.csv", "a/X.csv", "a/x.csv", "a.b/x", "a.b/x", ".hidden"];
        let found = names.map(|name| unused(name.to_owned(), &mut taken));
        assert_eq!(
            found,
            [
                "a/x.csv",
                "a/X (2).csv",
                "a/x (3).csv",
                "a.b/x",
                "a.b/x (2)",
                ".hidden"
            ]
        );
    }
}
