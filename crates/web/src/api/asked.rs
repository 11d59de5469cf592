//! What the query of an address asks for. Every parameter is known, given once and well formed, or
//! the request is refused: a filter that was misspelt would give more than was meant.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use utoipa::{IntoParams, ToSchema};
use waymark_codes::Month;

use super::refused::Refused;

/// How many rows an answer as JSON has, where none is asked for.
pub const ROWS: usize = 1000;
/// How many rows may be asked for at once.
pub const MOST_ROWS: usize = 10_000;

/// The parameters of an address.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    path: String,
    pairs: Vec<(String, String)>,
}

/// The form of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ToSchema)]
#[schema(rename_all = "lowercase")]
pub enum Form {
    /// JSON.
    Json,
    /// Comma-separated values.
    Csv,
}

/// What may be asked of an answer, for the description.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "it describes what `Asked` reads")]
pub struct FormQuery {
    /// The form of the answer: JSON where none is given.
    #[param(inline, required = false)]
    format: Form,
}

/// What may be asked of a list, for the description.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "it describes what `Asked` reads")]
pub struct ListQuery {
    /// The form of the answer: JSON where none is given.
    #[param(inline, required = false)]
    format: Form,
    /// How many rows at most. Where none is given: 1,000 as JSON, all as CSV.
    #[param(required = false, minimum = 1, maximum = 10000)]
    limit: u32,
    /// How many rows are passed over.
    #[param(required = false, minimum = 0, maximum = 2147483647)]
    offset: u32,
}

/// Which rows of a list are asked for, and in which form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// The form.
    pub form: Form,
    /// How many rows at most; none for all.
    pub limit: Option<usize>,
    /// How many rows are passed over.
    pub offset: usize,
}

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self {
            path: parts.uri.path().to_owned(),
            // Any text can be read as pairs.
            pairs: serde_urlencoded::from_str(query).unwrap_or_default(),
        })
    }
}

impl Asked {
    /// Refuses parameters that are not among these, and those given twice.
    pub fn only(&self, known: &[&str]) -> Result<(), Refused> {
        for (at, (name, _)) in self.pairs.iter().enumerate() {
            if !known.contains(&name.as_str()) {
                let known: Vec<String> = known.iter().map(|one| format!("`{one}`")).collect();
                return Err(Refused::BadParameter(format!(
                    "The address has a parameter that is not known here. There are: {}.",
                    known.join(", ")
                )));
            }
            if self.pairs[..at].iter().any(|(other, _)| other == name) {
                return Err(Refused::BadParameter(format!(
                    "The parameter `{name}` is given twice. Give it once."
                )));
            }
        }
        Ok(())
    }

    /// The value of a parameter.
    pub fn value(&self, name: &str) -> Option<&str> {
        let mut pairs = self.pairs.iter();
        let found = pairs.find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The form that is asked for: JSON where none is.
    pub fn form(&self) -> Result<Form, Refused> {
        match self.value("format") {
            None | Some("json") => Ok(Form::Json),
            Some("csv") => Ok(Form::Csv),
            Some(_) => Err(Refused::BadParameter(
                "The parameter `format` is `json` or `csv`.".to_owned(),
            )),
        }
    }

    /// Which rows are asked for. CSV has all of them unless fewer are asked for, as a spreadsheet
    /// does not ask for the next.
    pub fn listing(&self) -> Result<Listing, Refused> {
        let form = self.form()?;
        let limit = self.number("limit", 1, MOST_ROWS)?;
        Ok(Listing {
            form,
            limit: limit.or((form == Form::Json).then_some(ROWS)),
            offset: self.number("offset", 0, i32::MAX as usize)?.unwrap_or(0),
        })
    }

    /// A month of an address.
    pub fn month(&self, name: &str) -> Result<Option<Month>, Refused> {
        let Some(text) = self.value(name) else {
            return Ok(None);
        };
        text.parse().map(Some).map_err(|_| {
            Refused::BadParameter(format!(
                "The parameter `{name}` is a month such as `2017-09`, from 1900 to 2199."
            ))
        })
    }

    fn number(&self, name: &str, least: usize, most: usize) -> Result<Option<usize>, Refused> {
        let Some(text) = self.value(name) else {
            return Ok(None);
        };
        let number = text.parse::<usize>().ok();
        let fits = number.filter(|number| {
            text.bytes().all(|byte| byte.is_ascii_digit()) && (least..=most).contains(number)
        });
        fits.map(Some).ok_or_else(|| {
            Refused::BadParameter(format!(
                "The parameter `{name}` is a whole number from {least} to {most}."
            ))
        })
    }

    /// The same address with another offset.
    pub fn address_from(&self, offset: usize) -> String {
        let mut pairs: Vec<(&str, String)> = self
            .pairs
            .iter()
            .filter(|(name, _)| name != "offset")
            .map(|(name, value)| (name.as_str(), value.clone()))
            .collect();
        pairs.push(("offset", offset.to_string()));
        let query =
            serde_urlencoded::to_string(&pairs).expect("pairs of texts can be put into an address");
        format!("{}?{query}", self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(query: &str) -> Asked {
        Asked {
            path: "/api/v1/items".to_owned(),
            pairs: serde_urlencoded::from_str(query).unwrap(),
        }
    }

    #[test]
    fn parameters_are_known_given_once_and_well_formed() {
        let listing = |form, limit, offset| Some((form, limit, offset));
        for (query, read) in [
            ("", listing(Form::Json, Some(1000), 0)),
            ("format=json&limit=2", listing(Form::Json, Some(2), 0)),
            ("format=csv", listing(Form::Csv, None, 0)),
            (
                "format=csv&limit=5&offset=10",
                listing(Form::Csv, Some(5), 10),
            ),
            ("format=xml", None),
            ("format=", None),
            ("limit=0", None),
            ("limit=10001", None),
            ("limit=%2B5", None),
            ("limit=x", None),
            ("offset=-1", None),
            ("limit=1&limit=1", None),
            ("colour=red", None),
        ] {
            let asked = asked(query);
            let found = asked
                .only(&["format", "limit", "offset"])
                .and_then(|()| asked.listing())
                .ok();
            let found = found.map(|found| (found.form, found.limit, found.offset));
            assert_eq!(found, read, "{query}");
        }
    }

    #[test]
    fn the_next_rows_are_asked_for_by_the_same_address() {
        let asked = asked("limit=2&offset=4&format=json");
        assert_eq!(
            asked.address_from(6),
            "/api/v1/items?limit=2&format=json&offset=6"
        );
    }

    #[test]
    fn months_are_read_or_refused() {
        for (query, read) in [
            ("", Some(None)),
            ("from=2017-09", Some(Some("2017-09"))),
            ("from=2017-9", None),
            ("from=", None),
            ("from=1066-10", None),
        ] {
            let found = asked(query).month("from").ok();
            let found = found.map(|month| month.map(|month| month.to_string()));
            let read: Option<Option<String>> = read.map(|month| month.map(str::to_owned));
            assert_eq!(found, read, "{query}");
        }
    }
}
