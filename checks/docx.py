"""Holds the report in Word to what officers and screen readers need of it.

python docx.py REPORT.docx [--soffice PATH] [--keep FOLDER]

The file is read as a package of XML parts, and LibreOffice opens it, to PDF and to HTML: a
program that did not write it must find the same headings in it.
"""

from __future__ import annotations

import argparse
import os
import posixpath
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

from tally import Tally, check_layout, plain

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DC = "{http://purl.org/dc/elements/1.1/}"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

USUAL_OFFICES = (
    "/usr/bin/soffice",
    "C:\\Program Files\\LibreOffice\\program\\soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
# LibreOffice starts slowly the first time, as it makes its profile.
MOST_SECONDS = 180


class Package:
    """The parts of a DOCX, parsed; those that are no XML are kept as names."""

    def __init__(self, path: Path) -> None:
        self.trees: dict[str, ElementTree.Element] = {}
        self.broken: list[str] = []
        with zipfile.ZipFile(path) as archive:
            self.names = archive.namelist()
            bad = archive.testzip()
            if bad is not None:
                self.broken.append(f"{bad}: its checksum is wrong")
            for name in self.names:
                if name.endswith((".xml", ".rels")):
                    try:
                        self.trees[name] = ElementTree.fromstring(archive.read(name))
                    except ElementTree.ParseError as error:
                        self.broken.append(f"{name}: {error}")

    def part(self, name: str) -> ElementTree.Element:
        return self.trees.get(name, ElementTree.Element("absent"))


def value(element: ElementTree.Element | None, name: str = "val") -> str:
    return "" if element is None else element.get(f"{W}{name}", "")


def is_on(element: ElementTree.Element | None) -> bool:
    """Whether a switch of Word's is on: it is where it stands without a value."""
    return element is not None and element.get(f"{W}val", "true") not in ("0", "false", "off")


def text_of(paragraph: ElementTree.Element) -> str:
    return plain("".join(run.text or "" for run in paragraph.iter(f"{W}t")))


def style_of(paragraph: ElementTree.Element) -> str:
    return value(paragraph.find(f"{W}pPr/{W}pStyle"))


def check_package(tally: Tally, package: Package) -> None:
    tally.result(f"{len(package.names)} parts, {len(package.trees)} of them well-formed XML", package.broken)
    types = package.part("[Content_Types].xml")
    endings = {one.get("Extension", "").lower() for one in types.iter(f"{TYPES}Default")}
    named = {one.get("PartName", "").lstrip("/") for one in types.iter(f"{TYPES}Override")}
    untyped = [
        name
        for name in package.names
        if name != "[Content_Types].xml"
        and name not in named
        and name.rsplit(".", 1)[-1].lower() not in endings
    ]
    ghosts = [f"{name} is named and is not there" for name in sorted(named - set(package.names))]
    tally.result("every part has a content type", [f"{name} has none" for name in untyped] + ghosts)
    dangling = []
    count = 0
    for name, tree in package.trees.items():
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        for relation in tree.iter(f"{RELATIONS}Relationship"):
            count += 1
            target = relation.get("Target", "")
            if relation.get("TargetMode") == "External":
                continue
            place = posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
            if place not in package.names:
                dangling.append(f"{name}: {target} is not there")
    tally.result(f"{count} relationships lead to their parts", dangling)


def check_styles(tally: Tally, package: Package) -> dict[str, tuple[str, int]]:
    """Checks that every style in use exists; returns the headings' styles with their levels."""
    styles = package.part("word/styles.xml")
    names = {one.get(f"{W}styleId", ""): value(one.find(f"{W}name")) for one in styles.iter(f"{W}style")}
    used = {
        value(one)
        for part in package.trees.values()
        for kind in ("pStyle", "rStyle", "tblStyle", "basedOn", "next")
        for one in part.iter(f"{W}{kind}")
    }
    absent = [f"the style {one} is used and not defined" for one in sorted(used - set(names))]
    tally.result(f"{len(used)} styles in use, each defined", absent)
    language = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    tally.result(
        "the language is en-GB",
        [] if value(language) == "en-GB" else [f"it is “{value(language)}”"],
    )
    title = package.part("docProps/core.xml").find(f"{DC}title")
    has_title = title is not None and (title.text or "").strip()
    tally.result("the file's properties name its title", [] if has_title else ["they do not"])
    headings = {}
    for style, name in names.items():
        match = re.fullmatch(r"heading ([1-9])", name.lower())
        if match:
            headings[style] = (name, int(match.group(1)))
    return headings


def check_headings(
    tally: Tally, body: ElementTree.Element, styles: dict[str, tuple[str, int]]
) -> list[tuple[int, str]]:
    """Headings are Word's own, in order; returns them as level and text."""
    headings, problems, feigned = [], [], []
    in_tables = {id(one) for table in body.iter(f"{W}tbl") for one in table.iter(f"{W}p")}
    before = 0
    for paragraph in body.iter(f"{W}p"):
        text = text_of(paragraph)
        style = style_of(paragraph)
        if style in styles:
            level = styles[style][1]
            if not text:
                problems.append(f"an empty heading of level {level}")
            if level > before + 1:
                problems.append(f"“{text}” is of level {level} after one of level {before}")
            before = level
            headings.append((level, text))
        elif text and id(paragraph) not in in_tables and style in ("", "Normal"):
            runs = [run for run in paragraph.iter(f"{W}r") if run.find(f"{W}t") is not None]
            # A bold label with its answer, a rating for instance, has two styles and is a sentence.
            manners = {value(run.find(f"{W}rPr/{W}rStyle")) for run in runs}
            bold = all(is_on(run.find(f"{W}rPr/{W}b")) for run in runs)
            is_sentence = text.endswith((".", "?", "!"))
            if len(text) <= 80 and bold and len(manners) == 1 and not is_sentence:
                feigned.append(f"“{text}” is a line in bold, not a heading")
    if not headings:
        problems.append("no heading at all")
    tally.result(f"{len(headings)} headings in Word's own styles, no level skipped", problems)
    tally.result("no line in bold that only looks like a heading", feigned)
    return headings


def check_tables(tally: Tally, body: ElementTree.Element) -> None:
    section = body.find(f"{W}sectPr")
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    room = int(value(size, "w")) - int(value(margins, "left")) - int(value(margins, "right"))
    tables = list(body.iter(f"{W}tbl"))
    headless, wide, ragged = [], [], []
    facts = 0
    for number, table in enumerate(tables, 1):
        rows = table.findall(f"{W}tr")
        first = next((text_of(one) for one in table.iter(f"{W}p") if text_of(one)), "")
        place = f"table {number}, which begins “{first[:40]}”"
        look = table.find(f"{W}tblPr/{W}tblLook")
        pairs = len(table.findall(f"{W}tblGrid/{W}gridCol")) == 2
        if pairs and value(look, "firstColumn") == "1" and value(look, "firstRow") == "0":
            # A list of terms and their facts: its first column is its header, and says so.
            facts += 1
        elif not rows or not is_on(rows[0].find(f"{W}trPr/{W}tblHeader")):
            headless.append(place)
        columns = [int(value(one, "w") or 0) for one in table.findall(f"{W}tblGrid/{W}gridCol")]
        # A table may stand out by its cells' inset, so that its text is in line with the rest.
        if sum(columns) > room + 240:
            wide.append(f"{place}: {sum(columns) / 56.7:.0f} mm in {room / 56.7:.0f} mm")
        for row in rows:
            spans = sum(int(value(cell.find(f"{W}tcPr/{W}gridSpan")) or 1) for cell in row.findall(f"{W}tc"))
            if spans != len(columns):
                ragged.append(f"{place}: a row of {spans} cells for {len(columns)} columns")
            if any(cell.find(f"{W}p") is None for cell in row.findall(f"{W}tc")):
                ragged.append(f"{place}: a cell without a paragraph, which Word calls corrupt")
    tally.result(
        f"{len(tables)} tables: {len(tables) - facts} with a header row that repeats, {facts} lists of facts with a header column",
        headless,
    )
    tally.result(f"{len(tables)} tables, none wider than the text", wide)
    tally.result(f"{len(tables)} tables, each row as wide as its grid", ragged)


def check_drawings(tally: Tally, package: Package, body: ElementTree.Element) -> None:
    drawings = list(body.iter(f"{W}drawing"))
    relations = {
        one.get("Id"): one.get("Target")
        for one in package.part("word/_rels/document.xml.rels").iter(f"{RELATIONS}Relationship")
    }
    mute, lost, numbers = [], [], []
    for at, drawing in enumerate(drawings, 1):
        properties = drawing.find(f".//{WP}docPr")
        words = "" if properties is None else (properties.get("descr") or "").strip()
        numbers.append("" if properties is None else properties.get("id", ""))
        if not words:
            mute.append(f"drawing {at} has no alt text")
        for picture in drawing.iter(f"{A}blip"):
            if relations.get(picture.get(f"{R}embed")) is None:
                lost.append(f"drawing {at} has lost its picture")
    if len(set(numbers)) != len(numbers):
        lost.append("two drawings have one number")
    tally.result(f"{len(drawings)} drawings, each with alt text", mute)
    tally.result(f"{len(drawings)} drawings, each with its picture", lost)


def check_numbering(tally: Tally, package: Package) -> None:
    numbering = package.part("word/numbering.xml")
    abstract = {
        value(one, "abstractNumId"): {value(level, "ilvl") for level in one.findall(f"{W}lvl")}
        for one in numbering.findall(f"{W}abstractNum")
    }
    lists = {value(one, "numId"): value(one.find(f"{W}abstractNumId")) for one in numbering.findall(f"{W}num")}
    problems = [f"the list {one} has no definition" for one, of in lists.items() if of not in abstract]
    used = 0
    for name in ("word/document.xml", "word/styles.xml"):
        for properties in package.part(name).iter(f"{W}numPr"):
            number = value(properties.find(f"{W}numId"))
            level = value(properties.find(f"{W}ilvl")) or "0"
            if number in ("", "0"):
                continue
            used += 1
            if number not in lists:
                problems.append(f"{name}: the list {number} is not there")
            elif level not in abstract.get(lists[number], set()):
                problems.append(f"{name}: the list {number} has no level {level}")
    if used == 0:
        problems.append("no paragraph is numbered")
    tally.result(f"{used} uses of {len(lists)} lists, all of them defined", sorted(set(problems)))


class Headings(HTMLParser):
    """The headings of LibreOffice's HTML, without the title, which it also writes as an `h1`."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self.level = 0
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if re.fullmatch("h[1-6]", tag) and "title" not in (dict(attributes).get("class") or ""):
            self.level = int(tag[1])
            self.text = []

    def handle_data(self, data: str) -> None:
        if self.level:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if self.level and tag == f"h{self.level}":
            text = plain("".join(self.text))
            if text:
                self.found.append((self.level, text))
            self.level = 0


def convert(office: str, document: Path, to: str, folder: Path) -> tuple[Path, list[str]]:
    """Lets LibreOffice write the document anew, with a profile of its own."""
    profile = (folder / "profile").resolve().as_uri()
    made = folder / f"{document.stem}.{to}"
    try:
        done = subprocess.run(
            [office, f"-env:UserInstallation={profile}", "--headless", "--norestore"]
            + ["--convert-to", to, "--outdir", str(folder), str(document)],
            capture_output=True,
            timeout=MOST_SECONDS,
        )
    except subprocess.TimeoutExpired:
        return made, [f"LibreOffice took more than {MOST_SECONDS} seconds"]
    if done.returncode != 0 or not made.is_file() or made.stat().st_size == 0:
        words = done.stderr.decode(errors="replace").strip().splitlines()
        return made, [f"LibreOffice wrote no {to} (exit {done.returncode}): {' '.join(words[-1:])}"]
    return made, []


def check_in_office(
    tally: Tally, office: str | None, document: Path, folder: Path, headings: list[tuple[int, str]]
) -> None:
    if office is None:
        tally.result("LibreOffice opens it", ["it is not found: give its place with --soffice"])
        return
    pdf, problems = convert(office, document, "pdf", folder)
    tally.result("LibreOffice opens it and writes a PDF", problems)
    if not problems:
        check_layout(tally, pdf, [text for _, text in headings], "in LibreOffice")
    html, problems = convert(office, document, "html", folder)
    tally.result("LibreOffice opens it and writes HTML", problems)
    if not problems:
        reader = Headings()
        reader.feed(html.read_text(encoding="utf-8", errors="replace"))
        differ = [
            f"“{there}” in the file, “{here}” in LibreOffice"
            for there, here in zip(headings, reader.found)
            if there != here
        ]
        if len(headings) != len(reader.found):
            differ.append(f"{len(headings)} in the file, {len(reader.found)} in LibreOffice")
        tally.result(f"LibreOffice finds the same {len(headings)} headings, level and words", differ)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("document", type=Path)
    parser.add_argument("--soffice", help="where LibreOffice is (or the variable SOFFICE)")
    parser.add_argument("--keep", type=Path, help="a folder for the PDF and HTML that LibreOffice writes")
    options = parser.parse_args()
    office = (
        options.soffice
        or os.environ.get("SOFFICE")
        or shutil.which("soffice")
        or next((one for one in USUAL_OFFICES if Path(one).is_file()), None)
    )
    tally = Tally(options.document.name)
    try:
        package = Package(options.document)
    except (OSError, zipfile.BadZipFile) as error:
        tally.result("it can be read as a package", [str(error)])
        return tally.finish()
    check_package(tally, package)
    body = package.part("word/document.xml").find(f"{W}body")
    if body is None:
        tally.result("it has a body", ["word/document.xml has none"])
        return tally.finish()
    headings = check_headings(tally, body, check_styles(tally, package))
    check_tables(tally, body)
    check_drawings(tally, package, body)
    check_numbering(tally, package)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        check_in_office(tally, office, options.document.resolve(), Path(scratch), headings)
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            for made in Path(scratch).glob(f"{options.document.stem}.*"):
                shutil.copy(made, options.keep)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
