"""Writes crates/codes/src/bank_holidays.rs: England's bank holidays from 1995 to 2040.

Needs Python 3 and the package `holidays` (pip install holidays). Run it from the project's
folder when a new holiday is announced and the package knows it:

    python scripts/bank_holidays.py
"""

from pathlib import Path

import holidays

FIRST_YEAR, LAST_YEAR = 1995, 2040

# Days that a proclamation added or moved. The table is not written without them, so that an
# old version of the package cannot take them away in silence.
SPECIAL = {
    "1995-05-08": "VE Day, 50 years on (in place of the first Monday)",
    "2002-06-03": "Golden Jubilee",
    "2002-06-04": "Spring bank holiday, moved",
    "2011-04-29": "Royal wedding",
    "2012-06-04": "Spring bank holiday, moved",
    "2012-06-05": "Diamond Jubilee",
    "2020-05-08": "VE Day, 75 years on (in place of the first Monday)",
    "2022-06-02": "Spring bank holiday, moved",
    "2022-06-03": "Platinum Jubilee",
    "2022-09-19": "State funeral of Queen Elizabeth II",
    "2023-05-08": "Coronation of King Charles III",
}


def main() -> None:
    found = holidays.country_holidays(
        "GB", subdiv="ENG", years=range(FIRST_YEAR, LAST_YEAR + 1)
    )
    # A holiday on a Saturday or Sunday takes no working day: its substitute does.
    days = sorted(day for day in found if day.weekday() < 5)
    missing = set(SPECIAL) - {day.isoformat() for day in days}
    if missing:
        raise SystemExit(f"the package `holidays` lacks {', '.join(sorted(missing))}")

    lines = [
        "//! England's bank holidays on weekdays, 1995 to 2040. Generated: do not edit.",
        "//!",
        f"//! Source: the Python package `holidays` {holidays.__version__} (GB, subdivision ENG),",
        "//! through `scripts/bank_holidays.py`. Holidays that fall on a Saturday or Sunday are left",
        "//! out, as their substitute day is here.",
        "//!",
        "//! Days that a proclamation added or moved:",
    ]
    lines += [f"//! - {day}: {what}" for day, what in sorted(SPECIAL.items())]
    lines += [
        "",
        "/// First year that the table covers.",
        f"pub(crate) const FIRST_YEAR: i16 = {FIRST_YEAR};",
        "",
        "/// Last year that the table covers.",
        f"pub(crate) const LAST_YEAR: i16 = {LAST_YEAR};",
        "",
        "/// Year, month and day, ascending.",
        "#[rustfmt::skip]",
        "pub(crate) const BANK_HOLIDAYS: &[(i16, i8, i8)] = &[",
    ]
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        of_year = [f"({d.year}, {d.month}, {d.day})," for d in days if d.year == year]
        lines.append("    " + " ".join(of_year))
    lines += ["];", ""]
    Path("crates/codes/src/bank_holidays.rs").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
