//! A table of postcodes: where each lies, and in which authority. Such as the Office for
//! National Statistics' postcode directory (ONSPD) or any table with the same columns.

use crate::columns::{self, CsvTable, Matched};
use crate::csv_text::CsvText;
use crate::reading::Reading;
use crate::schema::{ColumnSpec, TableSpec};
use crate::source::SourceFile;
use crate::text::column_key;

/// One row a postcode.
pub static POSTCODES: TableSpec = TableSpec {
    name: "postcodes",
    columns: &[
        ColumnSpec::text("POSTCODE").required(),
        // Metres on the National Grid. Blank where a postcode has no place.
        ColumnSpec::integer("EASTING"),
        ColumnSpec::integer("NORTHING"),
        // ONS codes: the district or unitary authority, and the county above a district.
        ColumnSpec::text("DISTRICT"),
        ColumnSpec::text("COUNTY").optional(),
    ],
};

const POSTCODE: usize = 0;

/// How well a column's name fits a column of the table.
fn fit(column: usize, key: &str) -> u32 {
    // `LAD23CD`, `OSLAUA`, `LTLA21CD`: the year in between changes.
    let letters: String = key
        .chars()
        .filter(|letter| !letter.is_ascii_digit())
        .collect();
    let best_of = |names: &[&str]| {
        names
            .iter()
            .position(|name| *name == letters)
            .map_or(0, |at| 100 - u32::try_from(at).unwrap_or(99))
    };
    match column {
        POSTCODE => best_of(&["PCDS", "PCD", "POSTCODE"]),
        1 => best_of(&["OSEASTM", "EASTM", "EASTING", "EASTINGS"]),
        2 => best_of(&["OSNRTHM", "NORTHM", "NORTHING", "NORTHINGS"]),
        3 => best_of(&[
            "OSLAUA",
            "LAUA",
            "LADCD",
            "LTLACD",
            "ADMINDISTRICTCODE",
            "DISTRICTCODE",
            "DISTRICT",
        ]),
        _ => best_of(&[
            "OSCTY",
            "CTY",
            "CTYCD",
            "UTLACD",
            "ADMINCOUNTYCODE",
            "COUNTYCODE",
            "COUNTY",
        ]),
    }
}

fn matched(header: &[String]) -> Matched {
    let keys: Vec<String> = header.iter().map(|name| column_key(name)).collect();
    super::match_by(POSTCODES.columns.len(), &keys, fit)
}

/// Whether a header row is that of a table of postcodes: a postcode, and a place or an
/// authority. A return has other columns beside its postcodes.
pub(crate) fn is_table(header: &[String]) -> bool {
    let found = matched(header).places;
    found[POSTCODE].is_some() && (found[1].is_some() && found[2].is_some() || found[3].is_some())
}

/// Reads a table of postcodes.
pub(crate) fn read(file: &SourceFile, index: i32, reading: &mut Reading<'_>) {
    let text = columns::decode(file, index, &mut reading.notes.findings);
    let csv = CsvText::new(&text);
    let header = csv.header();
    let matched = matched(&header);
    let how = CsvTable {
        spec: &POSTCODES,
        id: POSTCODE,
        header: &header,
        keeps_text: true,
    };
    columns::report(
        &POSTCODES,
        &header,
        &matched,
        index,
        &mut reading.notes.findings,
    );
    columns::read_table(&csv, &how, &matched, index, None, reading);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(text: &str) -> Vec<String> {
        text.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn tables_of_postcodes_are_told_whatever_their_year() {
        for (columns, expected) in [
            ("pcd,pcd2,pcds,dointr,oscty,oslaua,oseast1m,osnrth1m", true),
            ("pcd7,pcd8,pcds,cty25cd,lad25cd,east1m,north1m", true),
            ("Postcode,Easting,Northing,District Code", true),
            ("postcode,town", false),
            ("CHILD,DECOM,HOME_POST,PL_POST,URN", false),
        ] {
            assert_eq!(is_table(&header(columns)), expected, "{columns}");
        }
        let found = matched(&header(
            "pcd,pcd2,pcds,dointr,oscty,oslaua,oseast1m,osnrth1m",
        ));
        assert_eq!(found.places, [Some(2), Some(6), Some(7), Some(5), Some(4)]);
    }
}
