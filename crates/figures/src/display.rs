//! How a number is shown: rounded half up, thousands with commas.

use crate::measure::{MeasureMeta, Shape};

/// Rounds half away from zero in the decimal system, as DfE does: 0.25 to one digit is 0.3.
///
/// Binary fractions a hair below a half (such as 74.85 held as 74.8499…) count as the half that
/// they stand for.
pub fn round_half_up(value: f64, decimals: u8) -> f64 {
    let scale = 10f64.powi(i32::from(decimals));
    let scaled = value.abs() * scale;
    let hair = scaled.max(1.0) * 1e-9;
    let rounded = (scaled + 0.5 + hair).floor() / scale;
    if rounded == 0.0 {
        0.0
    } else {
        rounded.copysign(value)
    }
}

/// A whole number with commas between thousands.
///
/// ```
/// assert_eq!(waymark_figures::show_count(12345.0), "12,345");
/// ```
pub fn show_count(count: f64) -> String {
    show_number(count, 0)
}

/// A number with commas between thousands.
///
/// ```
/// assert_eq!(waymark_figures::show_number(1234.56, 1), "1,234.6");
/// ```
pub fn show_number(number: f64, decimals: u8) -> String {
    let rounded = round_half_up(number, decimals);
    with_commas(&format!("{rounded:.*}", usize::from(decimals)))
}

fn with_commas(digits: &str) -> String {
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", digits),
    };
    let (whole, rest) = match digits.find('.') {
        Some(point) => digits.split_at(point),
        None => (digits, ""),
    };
    let mut shown = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            shown.push(',');
        }
        shown.push(digit);
    }
    format!("{sign}{shown}{rest}")
}

/// A measure's value with its unit: `7.6%`, `517 days`, `45`, `16.0`.
pub fn show_value(meta: &MeasureMeta, value: f64) -> String {
    let number = show_number(value, meta.shown_decimals());
    match (meta.shape, &meta.value_unit) {
        (Shape::Percentage, _) => format!("{number}%"),
        (Shape::Count, _) | (_, None) => number,
        (_, Some(unit)) => format!("{number} {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(0.25, 1, 0.3)]
    #[case(74.85, 1, 74.9)]
    #[case(-0.25, 1, -0.3)]
    #[case(7.549, 1, 7.5)]
    #[case(18.4 - f64::EPSILON * 8.0, 1, 18.4)]
    #[case(-0.04, 1, 0.0)]
    #[case(12.5, 0, 13.0)]
    fn halves_go_up(#[case] value: f64, #[case] decimals: u8, #[case] expected: f64) {
        assert_eq!(round_half_up(value, decimals), expected);
    }

    #[test]
    fn thousands_have_commas() {
        assert_eq!(show_count(999.0), "999");
        assert_eq!(show_count(1_234_567.0), "1,234,567");
        assert_eq!(show_count(-4210.0), "-4,210");
    }
}
