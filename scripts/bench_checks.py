#!/usr/bin/env python3
"""Benchmark of Waymark's checks of a return: `waymark check`, from a thousand children up.

Run from the project's root, with the program built:

    python3 scripts/bench_checks.py --program target/debug/waymark 1000 50000 500000

For each size it makes two SSDA903 returns of a fictional council, brings them to 2023-24 and 2024-25,
adds social workers and Ofsted's list of settings, and damages three rows in a hundred, so that rules
find things. Then it checks the later return three times, each in a process of its own, and prints a
line for docs/performance.md with the fastest. Nothing here is a test: times are recorded, not asserted.

With --keep DIR what was made stays in DIR/1000 and so on, and is used again the next time; with
--make-only nothing is checked. 500,000 children need some 1.5 GB of disk while they are made.
"""

import argparse
import concurrent.futures
import csv
import datetime
import functools
import itertools
import json
import operator
import pathlib
import random
import shutil
import sys
import tempfile
import time
import zipfile
from xml.sax.saxutils import escape

from bench import run

# To be raised when what is made changes, so that what was kept is made anew.
RECIPE = 1
YEARS = (2024, 2025)
AUTHORITY = "Leicestershire"
ROUNDS = 3
DAMAGED = 0.03
SETTINGS_ROWS = 4000

# Codes that are no longer in use in a year, and what stands for them. The layout of the files is that
# of 2016/17, but their codes would all be findings.
LEFT = {"E43": "E45", "E44": "E47"}
ACTIVITIES = {"F3": "F5", "P3": "P5"}
RECODED = {
    2024: {"PLACE": {"P2": "H5"}, "REC": LEFT, "ACTIV": ACTIVITIES},
    2025: {"PLACE": {"P2": "K3", "H5": "K3"}, "REC": LEFT, "ACTIV": ACTIVITIES, "SEX": {"1": "M", "2": "F"}},
}
DATES = {
    "DECOM", "DEC", "DOB", "MC_DOB", "REVIEW", "DUC", "DATE_INT", "DATE_MATCH", "DATE_PLACED",
    "DATE_PLACED_CEASED", "DATE_PERM", "MIS_START", "MIS_END", "SW_DECOM", "SW_DEC",
}
NO_DATES = ["31/02/2024", "00/00/0000", "not known", "2024"]
# Behind a code or a number it makes one that nobody knows.
NOT_KNOWN = "Q9"

SOCIAL_WORKERS = ["CHILD", "DOB", "SW_ID", "SW_DECOM", "SW_DEC", "SW_REASON"]
FIRST_CONTACT = "FCONTA"
# The other reasons of crates/codes/src/ssda903.rs.
SW_REASONS = ["MANAGE", "LEFTRL", "ORGRST", "TSPROC", "ABSENC", "CHCHAN", "PCCHAN", "SWDIED", "OTHERS"]
CASELOAD = 15

SETTINGS = [
    "URN", "Local authority", "Placement code", "Placement provider code", "Deregistration date",
    "Setting address postcode",
]
ELSEWHERE = ["Leicester", "Rutland", "Derbyshire", "Nottinghamshire", "Lincolnshire", "Staffordshire", "Warwickshire"]


class Shifted(dict):
    """Dates, dd/mm/yyyy, with those of so many years later."""

    def __init__(self, years):
        super().__init__()
        self.years = years

    def __missing__(self, text):
        year = int(text[6:]) + self.years
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        day = "28/02" if text.startswith("29/02") and not leap else text[:5]
        self[text] = f"{day}/{year:04}"
        return self[text]


@functools.lru_cache(maxsize=100_000)
def day_of(text):
    return datetime.datetime.strptime(text, "%d/%m/%Y").date()


def text_of(day):
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def later(day, days):
    return day + datetime.timedelta(days=days)


def rows_of(path, ends, shifted):
    """The header of a file of `synth`, then its rows, brought to the year that ends then."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        header = next(rows)
        yield header
        recoded = [(header.index(name), codes) for name, codes in RECODED[ends].items() if name in header]
        for row in rows:
            row = [shifted[cell] if cell[2:3] == "/" else cell for cell in row]
            for at, codes in recoded:
                row[at] = codes.get(row[at], row[at])
            yield row


def damage(header, row, before, dice):
    """Blanks or alters one cell; never leaves it as it was."""
    at = dice.randrange(len(row))
    cell, way = row[at], dice.randrange(3)
    if way == 0 and cell:
        row[at] = ""
    elif header[at] in DATES:
        known = cell or next((text for text in row if text[2:3] == "/"), "")
        if way == 1 or known[2:3] != "/":
            row[at] = dice.choice(NO_DATES)
        else:  # out of order: one to four years too early or too late
            row[at] = text_of(later(day_of(known), dice.choice([-1, 1]) * dice.randrange(365, 1461)))
    elif way == 1 or before[at] in ("", cell):
        row[at] = cell + NOT_KNOWN
    else:  # a code that is one, but not the right one
        row[at] = before[at]


def write(path, rows, seed):
    """Writes the header and the rows, a share of them damaged; says how many rows."""
    dice = random.Random(seed)
    count = 0
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        header = next(rows)
        out.writerow(header)
        before = [""] * len(header)
        for row in rows:
            count += 1
            if dice.random() < DAMAGED:
                whole = list(row)
                damage(header, row, before, dice)
                before = whole
            else:
                before = row
            out.writerow(row)
    return count


def social_workers(source, ends, shifted, pool, opened):
    """The header and rows of the social workers of everybody in care in the year.

    `opened` holds for each child the spell that was open when the year before ended, which goes on; it
    is left with those of this year.
    """
    yield SOCIAL_WORKERS
    dice = random.Random(f"social workers {ends}")
    first_of_year, last_of_year = datetime.date(ends - 1, 4, 1), datetime.date(ends, 3, 31)
    headers = rows_of(source / "header.csv", ends, shifted)
    dob_at = next(headers).index("DOB")
    episodes = rows_of(source / "episodes.csv", ends, shifted)
    columns = next(episodes)
    decom, dec = columns.index("DECOM"), columns.index("DEC")
    before, now = dict(opened), opened
    now.clear()
    # Both files have the children in the same order.
    for child, group in itertools.groupby(episodes, operator.itemgetter(0)):
        dob = next((row[dob_at] for row in headers if row[0] == child), None)
        if dob is None:
            sys.exit(f"{source}: child {child} is not where header.csv has it")
        group = list(group)
        began = min(day_of(row[decom]) for row in group)
        ended = [day_of(row[dec]) for row in group if row[dec]]
        # Whoever leaves in the year's last days keeps the worker, as none follows.
        left = max(ended) if len(ended) == len(group) else None
        if left and left > later(last_of_year, -6):
            left = None
        if child in before:
            worker, start, reason = before[child]
        else:
            start = max(day_of(dob), later(max(began, first_of_year), -1 - dice.randrange(14)))
            worker = dice.randrange(pool)
            reason = FIRST_CONTACT if began >= first_of_year else dice.choice(SW_REASONS)
        since = max(start, first_of_year)
        days = ((left or last_of_year) - since).days
        spells = dice.choice((1, 1, 1, 2, 2, 3))
        if days < 20 * spells:
            spells = 1
        for nth in range(1, spells):
            change = later(since, days * nth // spells + dice.randrange(-2, 3))
            yield [child, dob, f"SW{worker:06}", text_of(start), text_of(change), reason]
            worker = (worker + 1 + dice.randrange(pool - 1)) % pool
            start, reason = change, dice.choice(SW_REASONS)
        yield [child, dob, f"SW{worker:06}", text_of(start), text_of(left) if left else "", reason]
        if left is None:
            now[child] = (worker, start, reason)


def note_settings(source, ends, shifted, known):
    """Notes of each URN of the episodes its placement types, its providers and a postcode."""
    rows = rows_of(source / "episodes.csv", ends, shifted)
    header = next(rows)
    urn, place, provider, postcode = map(header.index, ("URN", "PLACE", "PLACE_PROVIDER", "PL_POST"))
    for row in rows:
        if row[urn]:
            places, providers, _ = known.setdefault(row[urn], (set(), set(), row[postcode]))
            places.add(row[place])
            providers.add(row[provider])


def settings_rows(known):
    """The list of settings: those of the episodes, and others that nobody is placed with."""
    dice = random.Random("settings")
    for at, (urn, (places, providers, postcode)) in enumerate(sorted(known.items())):
        authority = AUTHORITY if "PR1" in providers else ELSEWHERE[at % len(ELSEWHERE)]
        closed = "2024-09-30" if at % 25 == 24 else ""
        yield [urn, authority, "/".join(sorted(places)), "/".join(sorted(providers)), closed, postcode]
    for at in range(max(SETTINGS_ROWS - len(known), 0)):
        closed = f"20{dice.randrange(15, 25)}-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}"
        yield [
            f"SC{400000 + 7 * at}",
            dice.choice([AUTHORITY, *ELSEWHERE]),
            dice.choice(["K2", "K2", "K2", "K3", "R3", "S1", "U4/U6"]),
            dice.choice(["PR1", "PR4", "PR4", "PR5"]),
            closed if dice.random() < 0.1 else "",
            f"LX{dice.randrange(1, 100)} {dice.randrange(10)}{dice.choice('ABDEFG')}{dice.choice('HJLNPQ')}",
        ]


def write_workbook(path, rows):
    """A workbook of one sheet whose cells are all text; says how many rows it has."""
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    media = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = "".join(
            f'<c r="{chr(ord("A") + at)}{number}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
            for at, text in enumerate(row)
            if text
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{media}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{media}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="Social care settings" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{"".join(lines)}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            # Always of the same day, so that the same rows make the same file.
            entry = zipfile.ZipInfo(name, (2025, 4, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, declared + text)
    return len(lines) - 1


def label(ends):
    return f"{ends - 1}-{ends % 100:02}"


def make(program, children, folder):
    """Makes the two returns and the list of settings, where they are not there; says what there is."""
    done = folder / "made.json"
    if done.exists():
        made = json.loads(done.read_text())
        if (made["recipe"], made["asked"]) == (RECIPE, children):
            return made
        done.unlink()
    started = time.perf_counter()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="synth-", dir=folder) as files:
        run([program, "synth", "--children", str(children), "--years", "2", "--unplanted", "--out", files])
        shutil.rmtree(pathlib.Path(files) / "cin", ignore_errors=True)
        sources = sorted((pathlib.Path(files) / "ssda903").iterdir())
        if len(sources) != len(YEARS):
            sys.exit(f"synth made {len(sources)} returns, not {len(YEARS)}")
        shifted = Shifted(YEARS[-1] - 1 - int(sources[-1].name[:4]))
        pool = max(children // CASELOAD, 10)
        opened, known, rows = {}, {}, {}
        for ends, source in zip(YEARS, sources):
            target = folder / label(ends)
            shutil.rmtree(target, ignore_errors=True)
            target.mkdir()
            for path in sorted(source.glob("*.csv")):
                name = f"{target.name}/{path.name}"
                rows[name] = write(target / path.name, rows_of(path, ends, shifted), name)
            name = f"{target.name}/social_workers.csv"
            workers = social_workers(source, ends, shifted, pool, opened)
            rows[name] = write(folder / name, workers, name)
            note_settings(source, ends, shifted, known)
    listed = itertools.chain([SETTINGS], settings_rows(known))
    rows["settings.xlsx"] = write_workbook(folder / "settings.xlsx", listed)
    made = {
        "recipe": RECIPE,
        "asked": children,
        "seconds": round(time.perf_counter() - started, 1),
        "bytes": sum((folder / name).stat().st_size for name in rows),
        "rows": rows,
    }
    done.write_text(json.dumps(made, indent=1) + "\n")
    return made


def found(path):
    """How many findings a check gave out, and how many rules it ran."""
    with open(path, encoding="utf-8") as file:
        # What is in a finding is dropped at once: there can be millions.
        data = json.load(file, object_hook=lambda one: one if "findings" in one else None)
    ran = data["ran"]
    return len(data["findings"]), ran if isinstance(ran, int) else len(ran)


def apart(function, *arguments):
    """What a function gives, in a process of its own.

    A program's peak memory is never less than what this process held when it started it, so this one
    stays small.
    """
    with concurrent.futures.ProcessPoolExecutor(max_workers=1) as other:
        return other.submit(function, *arguments).result()


def measure(program, folder):
    """Seconds and peak memory of the fastest check, its findings and the rules that it ran."""
    out = folder / "findings.json"
    command = [program, "check", *(str(folder / label(ends)) for ends in YEARS)]
    command += [str(folder / "settings.xlsx"), "--authority", AUTHORITY]
    command += ["--format", "json", "--out", str(out)]
    rounds = []
    for _ in range(ROUNDS):
        out.unlink(missing_ok=True)
        rounds.append(run(command))
    seconds, memory = min(rounds, key=operator.itemgetter(0))
    return seconds, memory, *apart(found, out)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--program", required=True, help="the built program")
    arguments.add_argument("--keep", metavar="DIR", help="keep what is made in DIR, and use it again")
    arguments.add_argument("--make-only", action="store_true", help="make the returns, but do not check them")
    arguments.add_argument("children", nargs="+", type=int, help="children in one return year")
    options = arguments.parse_args()
    program = str(pathlib.Path(options.program).resolve())
    head = "| children in the year | episodes | rows read | input MB | findings | rules run | check s | MiB |"
    if not options.make_only:
        print(head)
        print("|" + " ---: |" * (head.count("|") - 1), flush=True)
    for children in options.children:
        kept = options.keep and pathlib.Path(options.keep).resolve() / str(children)
        folder = kept or pathlib.Path(tempfile.mkdtemp(prefix="waymark-bench-"))
        try:
            made = apart(make, program, children, folder)
            rows, checked = made["rows"], label(YEARS[-1])
            print(f"{folder}: made in {made['seconds']} s", file=sys.stderr, flush=True)
            if options.make_only:
                continue
            seconds, memory, findings, ran = measure(program, folder)
            memory = "-" if memory is None else f"{memory:,.0f}"
            print(
                f"| {rows[f'{checked}/header.csv']:,} | {rows[f'{checked}/episodes.csv']:,} "
                f"| {sum(rows.values()):,} | {made['bytes'] / 1e6:,.0f} | {findings:,} | {ran:,} "
                f"| {seconds:.1f} | {memory} |",
                flush=True,
            )
        finally:
            if not kept:
                shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
