"""Holds the report's PDF to PDF/UA-1 (ISO 14289-1), as far as a program can tell.

python pdf.py REPORT.pdf

What is looked at follows the Matterhorn Protocol's checkpoints, named beside each check. What only
a person can judge (whether an alt text is apt, whether the order of reading makes sense) is not.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf

from tally import Tally, check_layout, plain

STANDARD_TYPES = set(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 "
    "L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot "
    "Ruby RB RT RP Warichu WT WP Figure Formula Form".split()
)
# What puts ink on the page; each must lie within marked content.
PAINTS = set("Tj TJ ' \" f F f* S s B B* b b* sh Do EI INLINE IMAGE".split())
A_CELL = ("TH", "TD")


@dataclass
class Element:
    """An element of the structure tree, its type already led back to a standard one."""

    kind: str
    node: pikepdf.Dictionary
    children: list["Element"] = field(default_factory=list)
    # (page's object, id of marked content)
    contents: list[tuple[tuple[int, int], int]] = field(default_factory=list)
    # The objects, annotations as a rule, that it holds.
    objects: list[tuple[int, int]] = field(default_factory=list)

    def all(self) -> list["Element"]:
        found = [self]
        for child in self.children:
            found.extend(child.all())
        return found

    def attribute(self, owner: str, name: str) -> str:
        sets = self.node.get("/A")
        if sets is None:
            return ""
        for one in sets if isinstance(sets, pikepdf.Array) else [sets]:
            if isinstance(one, pikepdf.Dictionary) and str(one.get("/O", "")) == f"/{owner}" and f"/{name}" in one:
                return str(one[f"/{name}"])
        return ""


def list_of(value: pikepdf.Object | None) -> list:
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def read_element(node: pikepdf.Dictionary, roles: dict[str, str], page: tuple[int, int] | None) -> Element:
    kind = str(node.get("/S", "/")).lstrip("/")
    # A chain of roles that comes back to itself would never end.
    for _ in range(10):
        if kind in STANDARD_TYPES or kind not in roles:
            break
        kind = roles[kind]
    element = Element(kind, node)
    own = node["/Pg"].objgen if "/Pg" in node else page
    for child in list_of(node.get("/K")):
        if isinstance(child, int):
            element.contents.append((own, child))
        elif isinstance(child, pikepdf.Dictionary):
            there = child["/Pg"].objgen if "/Pg" in child else own
            if str(child.get("/Type", "")) == "/MCR":
                element.contents.append((there, int(child["/MCID"])))
            elif str(child.get("/Type", "")) == "/OBJR":
                element.objects.append(child["/Obj"].objgen)
            else:
                element.children.append(read_element(child, roles, own))
    return element


def words_of(element: Element, texts: dict) -> str:
    """What the marked content of an element says, as far as its own replacement text gives it."""
    return plain("".join(texts.get(place, "") for one in element.all() for place in one.contents))


def check_catalogue(tally: Tally, pdf: pikepdf.Pdf) -> None:
    root = pdf.Root
    marks = root.get("/MarkInfo", pikepdf.Dictionary())
    tally.result("06-05 it is marked as tagged", [] if marks.get("/Marked") is True else ["Marked is not true"])
    tally.result("07-01 no suspects", ["Suspects is true"] if marks.get("/Suspects") is True else [])
    language = str(root.get("/Lang", ""))
    tally.result("11-06 its language is en-GB", [] if language == "en-GB" else [f"it is “{language}”"])
    shows = root.get("/ViewerPreferences", pikepdf.Dictionary()).get("/DisplayDocTitle")
    tally.result("07-02 the window shows its title", [] if shows is True else ["DisplayDocTitle is not true"])
    with pdf.open_metadata() as metadata:
        part = str(metadata.get("pdfuaid:part", ""))
        title = str(metadata.get("dc:title", "")).strip()
    tally.result("06-02 its metadata says PDF/UA-1", [] if part == "1" else [f"pdfuaid:part is “{part}”"])
    given = str(pdf.docinfo.get("/Title", "")).strip()
    problems = [] if title else ["the metadata has no dc:title"]
    if given != title:
        problems.append(f"the file's properties say “{given}”, the metadata “{title}”")
    tally.result(f"06-03 it has a title: “{title}”", problems)
    locked = pdf.is_encrypted and not pdf.allow.accessibility
    tally.result("26-02 assistive software may read it", ["its encryption forbids that"] if locked else [])
    scripts = [name for name in ("/OpenAction", "/AA") if name in root and "/JS" in str(root[name].keys())]
    tally.result("no script in it", scripts)


def check_headings(tally: Tally, elements: list[Element], pdf: pikepdf.Pdf) -> None:
    headings = [one for one in elements if re.fullmatch("H[1-6]", one.kind)]
    problems = [] if headings else ["no heading"]
    before = 0
    for number, heading in enumerate(headings, 1):
        level = int(heading.kind[1])
        if level > before + 1:
            problems.append(f"heading {number} is of level {level} after one of level {before}")
        if not heading.contents and not heading.children:
            problems.append(f"heading {number} is empty")
        before = level
    if any(one.kind == "H" for one in elements):
        problems.append("H is used beside H1 to H6")
    tally.result(f"14-03 {len(headings)} headings, no level skipped", problems)
    with pdf.open_outline() as outline:
        marks = count_marks(outline.root)
    differ = [] if marks == len(headings) else [f"{marks} bookmarks for {len(headings)} headings"]
    tally.result(f"{marks} bookmarks, one for each heading", differ)


def count_marks(items: list) -> int:
    return sum(1 + count_marks(one.children) for one in items)


def check_figures(tally: Tally, elements: list[Element]) -> None:
    figures = [one for one in elements if one.kind in ("Figure", "Formula")]
    mute = [
        f"figure {number} has none"
        for number, figure in enumerate(figures, 1)
        if not str(figure.node.get("/Alt", figure.node.get("/ActualText", ""))).strip()
    ]
    tally.result(f"13-04 {len(figures)} figures, each with alt text", mute)


def check_tables(tally: Tally, elements: list[Element]) -> None:
    tables = [one for one in elements if one.kind == "Table"]
    headless, scopeless, ragged, strange = [], [], [], []
    cells = 0
    for number, table in enumerate(tables, 1):
        rows = [one for one in table.all() if one.kind == "TR"]
        heads = [cell for row in rows for cell in row.children if cell.kind == "TH"]
        if not heads:
            headless.append(f"table {number}")
        scopeless.extend(
            f"table {number}: a header cell"
            for head in heads
            if head.attribute("Table", "Scope") not in ("/Row", "/Column", "/Both")
        )
        widths = [0] * len(rows)
        for at, row in enumerate(rows):
            for cell in row.children:
                if cell.kind not in A_CELL:
                    strange.append(f"table {number}: a {cell.kind} in a row")
                    continue
                cells += 1
                across = int(cell.attribute("Table", "ColSpan") or 1)
                down = int(cell.attribute("Table", "RowSpan") or 1)
                for below in range(at, min(at + down, len(rows))):
                    widths[below] += across
        if len(set(widths)) > 1:
            ragged.append(f"table {number}: rows of {sorted(set(widths))} cells")
        allowed = ("TR", "THead", "TBody", "TFoot", "Caption")
        strange.extend(f"table {number}: a {one.kind} in it" for one in table.children if one.kind not in allowed)
    tally.result(f"15-03 {len(tables)} tables, each with header cells", headless)
    tally.result(f"15-03 {len(tables)} tables, each header cell with its scope", scopeless)
    tally.result(f"09-04 {len(tables)} tables of {cells} cells, every row as wide as the others", ragged + strange)


def check_lists(tally: Tally, elements: list[Element]) -> None:
    lists = [one for one in elements if one.kind == "L"]
    items = [child for one in lists for child in one.children if child.kind == "LI"]
    problems = [
        f"list {number}: a {child.kind} in it"
        for number, one in enumerate(lists, 1)
        for child in one.children
        if child.kind not in ("LI", "Caption", "L")
    ]
    for item in items:
        kinds = {child.kind for child in item.children}
        if "LBody" not in kinds or kinds - {"Lbl", "LBody"}:
            problems.append(f"an item made of {', '.join(sorted(kinds))}")
    tally.result(f"09-05 {len(lists)} lists of {len(items)} items, well made", problems)


def check_contents(tally: Tally, pdf: pikepdf.Pdf, elements: list[Element]) -> None:
    """Everything painted is either in the structure or is set aside as an artifact."""
    held = Counter(place for one in elements for place in one.contents)
    twice = [f"content {content} of object {page}" for (page, content), times in held.items() if times > 1]
    seen = set()
    bare, lost = [], []
    artifacts = 0
    for number, page in enumerate(pdf.pages, 1):
        depth: list[str] = []
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BMC", "BDC"):
                tag = str(operands[0])
                if tag == "/Artifact":
                    artifacts += 1
                    if "marked" in depth:
                        bare.append(f"page {number}: an artifact within content")
                    depth.append("artifact")
                    continue
                properties = operands[1] if len(operands) > 1 else None
                if isinstance(properties, pikepdf.Name):
                    properties = page.Resources.Properties[properties]
                if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties:
                    place = (page.objgen, int(properties["/MCID"]))
                    seen.add(place)
                    if place not in held:
                        lost.append(f"page {number}: content {place[1]} is in no element")
                    depth.append("marked")
                else:
                    depth.append("other")
            elif name == "EMC":
                depth.pop()
            elif name in PAINTS and not {"marked", "artifact"} & set(depth):
                bare.append(f"page {number}: {name} outside of any mark")
    ghosts = [f"content {content} of object {page}" for page, content in held if (page, content) not in seen]
    tally.result(f"01-03 all that is painted is tagged ({len(seen)} pieces) or an artifact ({artifacts})", bare)
    tally.result(f"01-05 {len(seen)} pieces of content, each in one element", lost + twice + ghosts)


def check_annotations(tally: Tally, pdf: pikepdf.Pdf, elements: list[Element]) -> None:
    holders = {place: one for one in elements for place in one.objects}
    untagged, mute, disordered = [], [], []
    count = 0
    for number, page in enumerate(pdf.pages, 1):
        annotations = [one for one in list_of(page.get("/Annots")) if str(one.get("/Subtype")) != "/Popup"]
        count += len(annotations)
        if annotations and str(page.get("/Tabs", "")) != "/S":
            disordered.append(f"page {number}: Tabs is not S")
        for one in annotations:
            kind = str(one.get("/Subtype", "")).lstrip("/")
            holder = holders.get(one.objgen)
            wanted = {"Link": "Link", "Widget": "Form"}.get(kind, "Annot")
            if "/StructParent" not in one or holder is None:
                untagged.append(f"page {number}: a {kind} in no element")
            elif holder.kind != wanted:
                untagged.append(f"page {number}: a {kind} in a {holder.kind}")
            described = one.get("/Contents", holder.node.get("/Alt", "") if holder else "")
            if kind != "Widget" and not str(described).strip():
                mute.append(f"page {number}: a {kind} without words of its own")
    tally.result(f"28-02 {count} annotations, each in its element", untagged)
    tally.result(f"28-12 {count} annotations, each with its description", mute)
    tally.result("28-08 on pages with annotations Tab follows the structure", disordered)


def check_fonts(tally: Tally, pdf: pikepdf.Pdf) -> None:
    fonts: dict[tuple[int, int], pikepdf.Dictionary] = {}

    def gather(resources: pikepdf.Dictionary | None, done: set) -> None:
        if resources is None:
            return
        for font in resources.get("/Font", {}).values():
            fonts[font.objgen] = font
        for form in resources.get("/XObject", {}).values():
            if form.objgen not in done and "/Resources" in form:
                done.add(form.objgen)
                gather(form.Resources, done)

    done: set = set()
    for page in pdf.pages:
        gather(page.get("/Resources"), done)
    outside, unreadable = [], []
    for font in fonts.values():
        name = str(font.get("/BaseFont", "a font without a name")).lstrip("/")
        if str(font.get("/Subtype")) != "/Type3":
            inner = font["/DescendantFonts"][0] if "/DescendantFonts" in font else font
            descriptor = inner.get("/FontDescriptor", {})
            if not any(f"/FontFile{kind}" in descriptor for kind in ("", "2", "3")):
                outside.append(name)
        if "/ToUnicode" not in font and "Encoding" not in str(font.get("/Encoding", "")):
            unreadable.append(name)
    names = {str(font.get("/BaseFont", "")).split("+")[-1] for font in fonts.values()}
    tally.result(f"31-09 {len(fonts)} fonts embedded ({', '.join(sorted(names))})", outside)
    tally.result(f"10-01 {len(fonts)} fonts, each leading back to Unicode", unreadable)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("document", type=Path)
    options = parser.parse_args()
    tally = Tally(options.document.name)
    try:
        pdf = pikepdf.open(options.document)
    except (OSError, pikepdf.PdfError) as error:
        tally.result("it can be read as a PDF", [str(error)])
        return tally.finish()
    with pdf:
        check_catalogue(tally, pdf)
        tree = pdf.Root.get("/StructTreeRoot")
        if tree is None:
            tally.result("01-06 it has a structure tree", ["it has none"])
            return tally.finish()
        roles = {str(key).lstrip("/"): str(name).lstrip("/") for key, name in tree.get("/RoleMap", {}).items()}
        elements = [
            one
            for node in list_of(tree.get("/K"))
            for one in read_element(node, roles, None).all()
        ]
        strange = sorted({one.kind for one in elements} - STANDARD_TYPES)
        tally.result(f"02-01 {len(elements)} elements of the structure, all of standard types", strange)
        missing = [] if "/ParentTree" in tree else ["there is none"]
        tally.result("the structure has its parent tree", missing)
        check_headings(tally, elements, pdf)
        check_figures(tally, elements)
        check_tables(tally, elements)
        check_lists(tally, elements)
        check_contents(tally, pdf, elements)
        check_annotations(tally, pdf, elements)
        check_fonts(tally, pdf)
        with pdf.open_outline() as outline:
            titles = titles_of(outline.root)
    check_layout(tally, options.document, titles, "as it is seen")
    return tally.finish()


def titles_of(items: list) -> list[str]:
    return [title for one in items for title in [str(one.title), *titles_of(one.children)]]


if __name__ == "__main__":
    sys.exit(main())
