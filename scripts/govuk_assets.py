"""Makes the style sheet and the script of GOV.UK Frontend that pages of the application use.

    python scripts/govuk_assets.py            makes them anew; needs Node.js, npm and its registry
    python scripts/govuk_assets.py --check    says whether they are as they were made; needs nothing

They are made without the GDS Transport typeface, the crest and the crown, which councils may not use:
the typeface is Arial, and header and footer are our own. What is made is committed with its checksums,
so that building Waymark needs no Node.js.
"""

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FRONTEND = "6.6.0"
SASS = "1.108.2"
ASSETS = Path(__file__).resolve().parent.parent / "crates" / "web" / "assets"
CHECKSUMS = ASSETS / "checksums.txt"
LICENCE = "LICENSE-govuk-frontend.txt"
VERSIONS = [f"govuk-frontend {FRONTEND}", f"sass {SASS}"]
MADE = ["govuk.css", "govuk.js"]
# What pages use; a page that needs another component adds it here.
COMPONENTS = [
    "accordion",
    "back-link",
    "breadcrumbs",
    "button",
    "character-count",
    "checkboxes",
    "date-input",
    "details",
    "error-message",
    "error-summary",
    "fieldset",
    "file-upload",
    "hint",
    "input",
    "inset-text",
    "label",
    "notification-banner",
    "pagination",
    "panel",
    "password-input",
    "radios",
    "select",
    "service-navigation",
    "skip-link",
    "summary-list",
    "table",
    "tabs",
    "tag",
    "textarea",
    "warning-text",
]
# The page itself is laid out with these, in the order of the package's own index.
BEFORE = ["core", "objects"]
AFTER = ["utilities", "overrides"]
FROM = "node_modules/govuk-frontend/dist/govuk"
# Neither of them may be in a council's pages, nor anything that a page would have to fetch.
FORBIDDEN = ["transport", "crest", "crown", "url("]


def source():
    """The Sass that is compiled: the settings, then the components in the package's order."""
    parts = BEFORE + [f"components/{name}" for name in COMPONENTS] + AFTER
    settings = "$govuk-font-family: (arial, sans-serif), $govuk-include-default-font-face: false"
    return "\n".join([f'@use "{FROM}/base" with ({settings});'] + [f'@use "{FROM}/{part}";' for part in parts])


def program(name):
    """A program by its full name, which Windows needs."""
    found = shutil.which(name)
    if not found:
        sys.exit(f"{name} is needed to make the assets; install Node.js first")
    return found


def make():
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "package.json").write_text('{"private": true}', encoding="utf-8")
        packages = [f"govuk-frontend@{FRONTEND}", f"sass@{SASS}"]
        install = [program("npm"), "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
        subprocess.run([*install, *packages], cwd=work, check=True)
        (work / "govuk.scss").write_text(source(), encoding="utf-8")
        compiler = str(work / "node_modules" / "sass" / "sass.js")
        options = ["--style=compressed", "--no-source-map", "--no-charset", "--quiet-deps"]
        command = [program("node"), compiler, *options, "govuk.scss", "govuk.css"]
        subprocess.run(command, cwd=work, check=True)
        style = (work / "govuk.css").read_text(encoding="utf-8")
        script = (work / FROM / "govuk-frontend.min.js").read_text(encoding="utf-8")
    script = re.sub(r"\n?//# sourceMappingURL=.*", "", script).rstrip() + "\n"
    for word in FORBIDDEN:
        if word in style.lower():
            sys.exit(f"the style sheet has `{word}`, which it may not have; look at COMPONENTS")
    write("govuk.css", style)
    write("govuk.js", script)
    lines = VERSIONS + [f"{digest(name)}  {name}" for name in MADE]
    write(CHECKSUMS.name, "\n".join(lines) + "\n")


def write(name, text):
    (ASSETS / name).write_bytes(text.replace("\r\n", "\n").encode("utf-8"))


def digest(name):
    """The SHA-256 of a file, whatever line ends a checkout gave it."""
    return hashlib.sha256((ASSETS / name).read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def check():
    absent = [name for name in [*MADE, LICENCE, CHECKSUMS.name] if not (ASSETS / name).is_file()]
    if absent:
        sys.exit(f"not there: {', '.join(absent)}, in {ASSETS}")
    noted = CHECKSUMS.read_text(encoding="utf-8").splitlines()
    if noted[: len(VERSIONS)] != VERSIONS:
        sys.exit(f"made with other versions than {' and '.join(VERSIONS)}; make them with this script")
    wrong = [name for name in MADE if f"{digest(name)}  {name}" not in noted]
    if wrong:
        sys.exit(f"changed by hand: {', '.join(wrong)}; make them with this script")
    print(f"{len(MADE)} files are as they were made")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--check", action="store_true", help="compare with the checksums")
    if not arguments.parse_args().check:
        make()
    check()
