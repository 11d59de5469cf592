//! What is looked up beside a return: places of postcodes, and authorities.

use std::collections::{HashMap, HashSet};

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use arrow::datatypes::Int64Type;
use waymark_codes::authorities;

/// A postcode as it is compared: capitals, no spaces.
pub(crate) fn plain(postcode: &str) -> String {
    postcode
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .flat_map(char::to_uppercase)
        .collect()
}

/// The Office for National Statistics' code of an authority by its name or by any code that it
/// had: the one in use.
pub(crate) fn authority_code(text: &str) -> Option<&'static str> {
    let text = text.trim();
    authorities()
        .iter()
        .find(|one| one.gss_codes.contains(&text))
        .or_else(|| waymark_codes::Authority::find(text))
        .and_then(|one| one.gss_codes.last().copied())
}

/// Where postcodes lie: those of a return, looked up in a table of all.
pub(crate) struct Places(HashMap<String, PlaceOf>);

/// Where a postcode lies.
#[derive(Clone)]
pub(crate) struct PlaceOf {
    easting: Option<f64>,
    northing: Option<f64>,
    district: Option<String>,
    county: Option<String>,
}

impl Places {
    /// The places of these postcodes, from the raw table of postcodes.
    pub fn of(wanted: &HashSet<String>, table: &[RecordBatch]) -> Self {
        let mut places = HashMap::new();
        for batch in table {
            let column = |name: &str| batch.column_by_name(name);
            let Some(postcodes) = column("postcode") else {
                continue;
            };
            let postcodes = postcodes.as_string::<i32>();
            let number = |name: &str, row: usize| {
                let values = column(name)?.as_primitive_opt::<Int64Type>()?;
                // 0 and 0 is how the directory writes that there is no place.
                (values.is_valid(row) && values.value(row) > 0).then(|| values.value(row) as f64)
            };
            let text = |name: &str, row: usize| text_at(column(name)?, row).map(str::to_owned);
            for row in 0..batch.num_rows() {
                if postcodes.is_null(row) {
                    continue;
                }
                let postcode = plain(postcodes.value(row));
                if wanted.contains(&postcode) {
                    let place = PlaceOf {
                        easting: number("easting", row),
                        northing: number("northing", row),
                        district: text("district", row),
                        county: text("county", row),
                    };
                    places.insert(postcode, place);
                }
            }
        }
        Self(places)
    }

    /// Where a postcode lies.
    pub fn get(&self, postcode: &str) -> Option<&PlaceOf> {
        self.0.get(&plain(postcode))
    }
}

impl PlaceOf {
    /// The authority for children's services that it lies in: the county where it has one. `WAL`,
    /// `SCO` and `NIR` outside England.
    pub fn authority(&self) -> Option<String> {
        let district = self.district.as_deref()?;
        let outside = match district.chars().next()? {
            'W' => Some("WAL"),
            'S' => Some("SCO"),
            'N' => Some("NIR"),
            _ => None,
        };
        if let Some(outside) = outside {
            return Some(outside.to_owned());
        }
        let county = self
            .county
            .as_deref()
            .filter(|code| code.starts_with("E10"));
        let code = county.unwrap_or(district);
        Some(authority_code(code).unwrap_or(code).to_owned())
    }

    /// Miles in a straight line, with one decimal, as the guide to the return has it.
    pub fn miles_to(&self, other: &Self) -> Option<f64> {
        let east = self.easting? - other.easting?;
        let north = self.northing? - other.northing?;
        let kilometres = east.hypot(north) / 1000.0;
        Some((kilometres / 1.6093 * 10.0).round() / 10.0)
    }
}

/// The text of a row, `None` where it is null or the column holds no text.
pub(crate) fn text_at(column: &ArrayRef, row: usize) -> Option<&str> {
    let texts = column.as_string_opt::<i32>()?;
    texts.is_valid(row).then(|| texts.value(row))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(easting: f64, northing: f64, district: &str, county: &str) -> PlaceOf {
        PlaceOf {
            easting: Some(easting),
            northing: Some(northing),
            district: Some(district.to_owned()),
            county: Some(county.to_owned()),
        }
    }

    #[test]
    fn miles_are_those_of_the_grid() {
        // 3 km east and 4 km north are 5 km, which are 3.1 miles.
        let (here, there) = (
            place(400_000.0, 300_000.0, "E07000129", "E10000018"),
            place(403_000.0, 304_000.0, "E06000016", "E99999999"),
        );
        assert_eq!(here.miles_to(&there), Some(3.1));
        assert_eq!(here.authority().as_deref(), Some("E10000018"));
        assert_eq!(there.authority().as_deref(), Some("E06000016"));
        assert_eq!(
            place(1.0, 1.0, "W06000015", "W99999999")
                .authority()
                .as_deref(),
            Some("WAL")
        );
    }

    #[test]
    fn authorities_are_found_by_name_and_code() {
        assert_eq!(authority_code("Leicestershire"), Some("E10000018"));
        assert_eq!(authority_code("E10000018"), Some("E10000018"));
        assert_eq!(authority_code("Nowhere"), None);
    }
}
