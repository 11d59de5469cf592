#!/usr/bin/env python3
"""Benchmarks of Waymark: import and measures, from a thousand children up.

Run from the project's root, with the program built:

    python3 scripts/bench.py --program target/debug/waymark 1000 50000

For each size it makes the files of a fictional council (five collection years of SSDA903 and the
CIN censuses of the time), imports them, and computes the twelve measures over 36 months, each in a
process of its own. It prints a line a size for docs/performance.md: rows, seconds, and the most
memory that the process held. Nothing here is a test: times are recorded, not asserted.
"""

import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

YEARS = 5
MONTH = "2017-03"
SERIES = 36


def run(command):
    """Seconds and peak memory (MiB; none where the system does not tell) of a command."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output = process.stdout.read()
    memory = None
    try:
        import os

        _, status, usage = os.wait4(process.pid, 0)
        code = os.waitstatus_to_exitcode(status)
        process.returncode = code
        memory = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    except (ImportError, AttributeError):  # Windows has no wait4
        code = process.wait()
    seconds = time.perf_counter() - started
    if code not in (0, 3):
        sys.exit(f"{command} ended with {code}:\n{output.decode(errors='replace')}")
    return seconds, memory


def rows_of(home):
    """Rows of a few tables of the newest snapshot, and bytes of its inputs."""
    snapshots = pathlib.Path(home) / "snapshots"
    latest = (snapshots / "latest").read_text().strip()
    manifest = json.loads((snapshots / latest / "manifest.json").read_text())
    rows = {table["name"]: table["rows"] for table in manifest["tables"]}
    size = sum(entry["bytes"] for entry in manifest["inputs"])
    read = sum(entry["rows_read"] for entry in manifest["inputs"])
    return rows, size, read


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--program", required=True, help="the built program")
    arguments.add_argument("children", nargs="+", type=int, help="children in one return year")
    options = arguments.parse_args()
    program = str(pathlib.Path(options.program).resolve())
    head = (
        "| children in a year | people | care episodes | referrals | input MB | rows read "
        "| import s | import MiB | 12 measures x 36 months s | MiB |"
    )
    print(head)
    print("|" + " ---: |" * (head.count("|") - 1))
    for children in options.children:
        folder = pathlib.Path(tempfile.mkdtemp(prefix="waymark-bench-"))
        try:
            files, home = str(folder / "files"), str(folder / "home")
            run([program, "synth", "--children", str(children), "--years", str(YEARS), "--out", files])
            import_time, import_memory = run([program, "--home", home, "import", files])
            rows, size, read = rows_of(home)
            out = str(folder / "figures.csv")
            command = [program, "--home", home, "measures", "--month", MONTH]
            command += ["--series", str(SERIES), "--format", "csv", "--out", out]
            measure_time, measure_memory = run(command)
            memory = lambda value: "-" if value is None else f"{value:,.0f}"
            print(
                f"| {children:,} | {rows.get('ssd_person', 0):,} | {rows.get('ssd_cla_episodes', 0):,} "
                f"| {rows.get('ssd_cin_episodes', 0):,} | {size / 1e6:,.0f} | {read:,} "
                f"| {import_time:.1f} | {memory(import_memory)} "
                f"| {measure_time:.1f} | {memory(measure_memory)} |",
                flush=True,
            )
        finally:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
