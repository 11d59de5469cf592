"""What the checks of documents share: one line for each result, and what a page of a PDF shows."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

SHOWN = 12
A_POINT_OR_TWO = 2.0
# Words nearer to the paper's edge than this are cut by many printers.
PRINTER_EDGE = 14.0


class Tally:
    """Counts results and prints them; `problems` are the places of a failure."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.passed = 0
        self.failed = 0
        # A console of Windows may not know every letter of a heading.
        sys.stdout.reconfigure(errors="replace")

    def result(self, what: str, problems: list[str] | tuple[str, ...] = ()) -> None:
        if not problems:
            self.passed += 1
            print(f"ok    {self.name}: {what}", flush=True)
            return
        self.failed += 1
        print(f"FAIL  {self.name}: {what}", flush=True)
        for problem in problems[:SHOWN]:
            print(f"        {problem}")
        if len(problems) > SHOWN:
            print(f"        and {len(problems) - SHOWN} more")

    def finish(self) -> int:
        print(f"{self.name}: {self.passed} passed, {self.failed} failed", flush=True)
        return 0 if self.failed == 0 else 1


@dataclass(frozen=True)
class Word:
    """A word on a page, with its box in points from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Page:
    """A page as it is seen: its size in points and its words."""

    width: float
    height: float
    words: tuple[Word, ...]

    def lines(self) -> list[str]:
        """The lines from top to bottom, each from left to right."""
        lines: list[list[Word]] = []
        for word in sorted(self.words, key=lambda one: ((one.top + one.bottom) / 2, one.left)):
            middle = (word.top + word.bottom) / 2
            if lines and lines[-1][0].top <= middle <= lines[-1][0].bottom:
                lines[-1].append(word)
            else:
                lines.append([word])
        return [" ".join(word.text for word in sorted(line, key=lambda one: one.left)) for line in lines]


def pages_of(pdf: Path) -> list[Page] | None:
    """The pages of a PDF by poppler's `pdftotext`; none where that is not installed."""
    tool = shutil.which("pdftotext")
    if tool is None:
        return None
    done = subprocess.run(
        [tool, "-q", "-bbox", "-enc", "UTF-8", str(pdf), "-"], capture_output=True, check=True
    )
    text = done.stdout.decode("utf-8")
    # XML knows no control characters, and a PDF may well carry one.
    root = ElementTree.fromstring(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text))
    space = "{http://www.w3.org/1999/xhtml}"
    pages = []
    for page in root.iter(f"{space}page"):
        words = tuple(
            Word(
                word.text or "",
                float(word.get("xMin")),
                float(word.get("yMin")),
                float(word.get("xMax")),
                float(word.get("yMax")),
            )
            for word in page.iter(f"{space}word")
        )
        pages.append(Page(float(page.get("width")), float(page.get("height")), words))
    return pages


def plain(text: str) -> str:
    """Words with single spaces, for comparing what two programs made of one text."""
    return " ".join(text.split())


def check_layout(tally: Tally, pdf: Path, headings: list[str], what: str) -> None:
    """No heading ends a page, no word lies on another or off the paper, no page is empty."""
    pages = pages_of(pdf)
    if pages is None:
        tally.result(f"{what}: layout (not looked at: pdftotext is not installed)")
        return
    known = {plain(heading) for heading in headings}
    orphans, over, cut, empty = [], [], [], []
    for number, page in enumerate(pages, 1):
        # The footer says the snapshot and the page's number; what is above is the page's own text.
        lines = [line for line in page.lines() if not FOOTER.search(line)]
        if not lines:
            empty.append(f"page {number} has no text")
            continue
        # A long heading takes two or three lines.
        for count in (1, 2, 3):
            last = plain(" ".join(lines[-count:]))
            if last in known:
                orphans.append(f"page {number} ends with the heading “{last}”")
        for word in page.words:
            inside = (
                PRINTER_EDGE <= word.left
                and word.right <= page.width - PRINTER_EDGE
                and PRINTER_EDGE <= word.top
                and word.bottom <= page.height - PRINTER_EDGE
            )
            if not inside:
                cut.append(f"page {number}: “{word.text}” at {word.left:.0f}, {word.top:.0f} pt")
        over.extend(f"page {number}: {pair}" for pair in overlaps(page.words))
    tally.result(f"{what}: {len(pages)} pages, none of them empty", empty if pages else ["no page"])
    tally.result(f"{what}: no heading at the foot of a page, of {len(known)}", orphans)
    tally.result(f"{what}: no word cut off by the edge of the paper", cut)
    tally.result(f"{what}: no word lies on another", over)


# The lines at the foot of every page of a report.
FOOTER = re.compile(r"Figures from snapshot|^Page \d+ of \d+$")


def overlaps(words: tuple[Word, ...]) -> list[str]:
    """Pairs of words that cover each other, as where a word is wider than its column."""
    found = []
    ordered = sorted(words, key=lambda one: one.top)
    for at, first in enumerate(ordered):
        for second in ordered[at + 1 :]:
            if second.top >= first.bottom:
                break
            across = min(first.right, second.right) - max(first.left, second.left)
            down = min(first.bottom, second.bottom) - max(first.top, second.top)
            height = min(first.bottom - first.top, second.bottom - second.top)
            if across > A_POINT_OR_TWO and down > height / 2:
                found.append(f"“{first.text}” and “{second.text}”")
    return found
