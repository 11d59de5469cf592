//! Finding lists and columns by their titles, however they are written.

use calamine::Data;

use super::lists::LISTS;
use super::sheet::SheetRow;
use crate::columns::is_close;
use crate::schema::TableSpec;
use crate::xlsx::cell_text;

/// How many rows may stand above the header.
const TITLE_ROWS: usize = 30;

/// The header of a sheet, matched against a list.
#[derive(Debug)]
pub(crate) struct Header {
    /// The row's number as Excel shows it.
    pub row: u64,
    /// For each column of the list, its column in the sheet.
    pub places: Vec<Option<u32>>,
    /// Columns of the sheet that the list does not have, with their titles.
    pub unknown: Vec<(u32, String)>,
    /// Columns of the sheet that hold people's names.
    pub names: Vec<(u32, String)>,
}

impl Header {
    fn found(&self) -> usize {
        self.places.iter().flatten().count()
    }
}

/// The number of the list that a sheet's name tells, 1 to 11: `List 3`, `list_3 referrals`, `L3`.
pub(crate) fn list_by_name(name: &str) -> Option<usize> {
    let key = name.trim().to_lowercase();
    let rest = key.strip_prefix("annex a").map_or(key.as_str(), |rest| {
        rest.trim_start_matches([' ', '-', '_'])
    });
    let rest = rest
        .strip_prefix("list")
        .or_else(|| rest.strip_prefix('l'))?;
    let rest = rest.trim_start_matches([' ', '-', '_', '.']);
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits
        .parse()
        .ok()
        .filter(|number| (1..=LISTS.len()).contains(number))
}

/// The list that a sheet's headers fit best, and its header; `None` where they fit none.
pub(crate) fn list_by_headers(rows: &[SheetRow]) -> Option<(usize, Header)> {
    let mut best: Option<(usize, Header)> = None;
    for (index, spec) in LISTS.iter().enumerate() {
        let Some(header) = header_of(spec, rows) else {
            continue;
        };
        // Most of the list's columns must be there, as the lists share their first five.
        if header.found() * 10 < spec.columns.len() * 7 {
            continue;
        }
        let better = best
            .as_ref()
            .is_none_or(|(_, known)| score(&header) > score(known));
        if better {
            best = Some((index + 1, header));
        }
    }
    best
}

fn score(header: &Header) -> (usize, std::cmp::Reverse<usize>) {
    (header.found(), std::cmp::Reverse(header.unknown.len()))
}

/// The header row of a list in a sheet: the one of the first rows that has most of its titles.
pub(crate) fn header_of(spec: &TableSpec, rows: &[SheetRow]) -> Option<Header> {
    let mut best: Option<Header> = None;
    for row in rows.iter().take(TITLE_ROWS) {
        let header = match_row(spec, row);
        if header.found() >= 3
            && best
                .as_ref()
                .is_none_or(|known| header.found() > known.found())
        {
            best = Some(header);
        }
    }
    best
}

fn match_row(spec: &TableSpec, row: &SheetRow) -> Header {
    let mut titles: Vec<(u32, String, String)> = row
        .cells
        .iter()
        .filter(|(_, cell)| matches!(cell, Data::String(_)))
        .map(|(column, cell)| {
            let title = cell_text(cell).trim().to_owned();
            let simple = simplified(&title);
            (*column, title, simple)
        })
        .filter(|(_, _, simple)| !simple.is_empty())
        .collect();
    let mut names = Vec::new();
    titles.retain(|(column, title, simple)| {
        let is_name = is_name(simple);
        if is_name {
            names.push((*column, title.clone()));
        }
        !is_name
    });
    let mut places: Vec<Option<u32>> = vec![None; spec.columns.len()];
    // The surest likeness first, over all columns, so that a loose one takes no title away.
    for how in [Likeness::Equal, Likeness::Words, Likeness::Close] {
        for (index, column) in spec.columns.iter().enumerate() {
            if places[index].is_some() {
                continue;
            }
            let found = titles.iter().position(|(_, _, simple)| {
                column.aliases.iter().any(|title| how.holds(title, simple))
            });
            if let Some(at) = found {
                places[index] = Some(titles.remove(at).0);
            }
        }
    }
    Header {
        row: row.number,
        places,
        unknown: titles
            .into_iter()
            .map(|(column, title, _)| (column, title))
            .collect(),
        names,
    }
}

#[derive(Clone, Copy)]
enum Likeness {
    /// The same but for case, punctuation and spaces.
    Equal,
    /// The words of a pattern in their order, or the whole title inside a longer one.
    Words,
    /// A slip of the pen apart.
    Close,
}

impl Likeness {
    fn holds(self, alias: &str, simple: &str) -> bool {
        match (self, alias.strip_prefix('~')) {
            (Self::Equal, None) => simplified(alias) == simple,
            (Self::Words, Some(words)) => contains_in_order(simple, words),
            (Self::Close, None) => is_close(alias, simple),
            _ => false,
        }
    }
}

/// Whether a title is one of a column of people's names.
fn is_name(simple: &str) -> bool {
    const PEOPLE: [&str; 4] = [
        "worker",
        "personal advis",
        "social work manager",
        "practitioner",
    ];
    let people = PEOPLE.iter().any(|word| simple.contains(word));
    people
        || simple
            .split(' ')
            .any(|word| matches!(word, "name" | "forename" | "surname"))
}

/// Small letters and digits, one space between words; apostrophes of any kind go, so that
/// `Child's` and `Childs` are the same.
fn simplified(title: &str) -> String {
    let spaced: String = title
        .to_lowercase()
        .chars()
        .filter(|letter| !matches!(letter, '\'' | '\u{2018}' | '\u{2019}' | '`' | '\u{b4}'))
        .map(|letter| {
            if letter.is_alphanumeric() {
                letter
            } else {
                ' '
            }
        })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn contains_in_order(text: &str, words: &str) -> bool {
    let mut rest = text;
    words.split(' ').all(|word| match rest.find(word) {
        Some(at) => {
            rest = &rest[at + word.len()..];
            true
        }
        None => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(spec: &TableSpec, titles: &[&str]) -> Header {
        let cells = titles
            .iter()
            .enumerate()
            .map(|(column, title)| {
                (
                    u32::try_from(column).unwrap(),
                    Data::String((*title).into()),
                )
            })
            .collect();
        let row = SheetRow {
            number: 1,
            cells,
            unsaved: Vec::new(),
        };
        match_row(spec, &row)
    }

    #[test]
    fn ofsteds_own_titles_find_their_columns() {
        for spec in LISTS {
            let titles: Vec<&str> = spec
                .columns
                .iter()
                .map(|column| column.aliases[0])
                .collect();
            let header = header(spec, &titles);
            let expected: Vec<_> = (0..titles.len()).map(|at| u32::try_from(at).ok()).collect();
            assert_eq!(header.places, expected, "{}", spec.name);
            assert!(header.unknown.is_empty(), "{}", spec.name);
        }
    }

    #[test]
    fn reworded_titles_find_their_columns_too() {
        let titles = [
            "child unique id",
            "SEX",
            "Ethnicity ",
            "Child\u{2019}s Date of Birth",
            "Age",
            "DATE OF  CONTACT (dd/mm/yyyy)",
            "Contact Sourse",
            "Allocated Worker",
            "Comments",
        ];
        let found = header(LISTS[0], &titles);
        let expected: Vec<_> = (0..7).map(Some).collect();
        assert_eq!(found.places, expected);
        assert_eq!(found.names, [(7, "Allocated Worker".to_owned())]);
        assert_eq!(found.unknown, [(8, "Comments".to_owned())]);
    }

    #[test]
    fn sheets_are_known_by_their_names() {
        for (name, expected) in [
            ("List 3", Some(3)),
            ("list_10 adoption", Some(10)),
            ("LIST-11", Some(11)),
            ("Annex A - List 4", Some(4)),
            ("L7", Some(7)),
            ("List 12", None),
            ("Listing", None),
            ("Summary", None),
            ("", None),
        ] {
            assert_eq!(list_by_name(name), expected, "{name}");
        }
    }
}
