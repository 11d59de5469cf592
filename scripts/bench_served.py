#!/usr/bin/env python3
"""Benchmarks of the served application: pages under load, memory over time, a full meeting.

    cargo build --config scripts/served.toml
    cargo run --config scripts/served.toml -- demo --files-only
    python3 scripts/bench_served.py demo target/debug/waymark

Load comes from `wrk` on this machine, over the loopback, so it takes part of the cores that it measures.
It prints what docs/performance.md keeps. Nothing here is a test: times are recorded, not asserted.
Where /proc is not there (Windows, macOS), memory is not told.
"""

import argparse
import os
import pathlib
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "checks"))

from serving import Serving, copy_home, fail, signed_in

PAGES = ["/overview", "/recommendations/R1", "/recommendations/R7", "/measures/re-referrals", "/published/plan"]
MIXED = [
    "/overview", "/plan", "/recommendations/R1", "/recommendations/R7", "/recommendations/R12/history",
    "/measures", "/measures/re-referrals", "/measures/re-referrals/figures.csv", "/meetings", "/meetings/M2017-10",
    "/audits", "/audits/A2017-09", "/reports", "/reports/committee-2017-11", "/work", "/log", "/data",
    "/published", "/published/figures", "/published/plan.json", "/published/committee-2017-11", "/assets/govuk.css",
    "/sign-in", "/nothing-here",
]
LUA = """
local paths = {%s}
local at = 0
request = function()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at])
end
"""
# As often as the page's own script looks whether anything has changed.
LOOK = 5.0
# Whose accounts sit at the meeting: the demo has one of each, so several people share one.
WHO_MEET = ["director", "chair", "lead", "auditor", "analyst", "legal", "finance"]


def resident(process):
    """The memory that a process holds, in MiB."""
    try:
        status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    except OSError:
        return None
    return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) / 1024


def wrk(url, cookie, seconds, *more):
    """What wrk says of an address: requests a second, the 50th and 99th percentile in ms, refusals."""
    done = subprocess.run(
        ["wrk", "-t1", "-c8", f"-d{seconds}s", "--latency", "-H", f"Cookie: {cookie}", *more, url],
        capture_output=True, text=True, check=True,
    ).stdout

    def milliseconds(share):
        number, unit = re.search(rf"{share}%\s+([\d.]+)(us|ms|s)\b", done).groups()
        return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]

    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", done)
    each = float(re.search(r"Requests/sec:\s+([\d.]+)", done)[1])
    return each, milliseconds(50), milliseconds(99), int(refused[1]) if refused else 0


def pages(serving, seconds):
    chair = signed_in(serving, "chair")
    print("| page | kB | requests a second | median ms | 99th percentile ms |\n| --- | ---: | ---: | ---: | ---: |")
    for path in PAGES:
        size = len(chair.page(path)) / 1000
        # Once before it counts, so that what is kept between requests is there.
        wrk(serving.address + path, chair.cookie, 2)
        each, median, high, refused = wrk(serving.address + path, chair.cookie, seconds)
        if refused:
            fail(f"{path}: {refused} answers were refusals")
        print(f"| `{path}` | {size:.0f} | {each:.0f} | {median:.1f} | {high:.1f} |", flush=True)


def mixed(serving, minutes):
    analyst = signed_in(serving, "analyst")
    with tempfile.NamedTemporaryFile("w", suffix=".lua", delete=False) as script:
        script.write(LUA % ", ".join(f'"{path}"' for path in MIXED))
    print(f"| minute | requests a second | 99th percentile ms | MiB |\n| ---: | ---: | ---: | ---: |\n| 0 | | | {resident(serving.process) or 0:.0f} |")
    for minute in range(1, minutes + 1):
        each, _, high, _ = wrk(serving.address, analyst.cookie, 60, "-s", script.name)
        print(f"| {minute} | {each:.0f} | {high:.1f} | {resident(serving.process) or 0:.0f} |", flush=True)
    os.unlink(script.name)


def new_meeting(chair):
    """Calls a meeting for the story's last day and opens it; gives its id."""
    day = {"on-day": "13", "on-month": "11", "on-year": "2017"}
    called = chair.send("/give/call-meeting", {"title": "Improvement meeting", **day})
    if called.status != 303:
        fail(f"the meeting cannot be called: {called.status}")
    meeting = re.search(r'href="/meetings/([^"]+)"', chair.page("/meetings"))[1]
    opened = chair.send(f"/give/open-meeting?meeting={meeting}", {})
    if opened.status != 303:
        fail(f"the meeting cannot be opened: {opened.status}")
    return meeting


def meeting(serving, people, seconds):
    """People who look at an open meeting, where something is decided every few seconds."""
    chair = signed_in(serving, "chair")
    name = new_meeting(chair)
    began = time.monotonic()
    everybody = [signed_in(serving, WHO_MEET[number % len(WHO_MEET)]) for number in range(people)]
    print(f"{people} people have signed in, in {time.monotonic() - began:.0f} s")
    looks, loads, gives, failed = [], [], [], []
    over = threading.Event()

    def timed(into, ask):
        start = time.monotonic()
        try:
            answer = ask()
        except OSError as error:
            failed.append(str(error))
            return None
        into.append((time.monotonic() - start) * 1000)
        if answer.status not in (200, 303):
            failed.append(str(answer.status))
        return answer

    def sit(visitor, number):
        rng = random.Random(number)
        path, seen = f"/meetings/{name}", 0
        over.wait(rng.uniform(0, LOOK))
        while not over.is_set():
            answer = timed(looks, lambda: visitor.get(f"{path}/seq"))
            at = int(re.search(rb"\d+", answer.body)[0]) if answer and answer.status == 200 else seen
            if at > seen:
                seen = at
                timed(loads, lambda: visitor.get(path))
            over.wait(LOOK)

    threads = [threading.Thread(target=sit, args=(visitor, number)) for number, visitor in enumerate(everybody)]
    for thread in threads:
        thread.start()
    until = time.monotonic() + seconds
    number = 0
    while time.monotonic() < until:
        number += 1
        timed(gives, lambda: chair.send(
            f"/give/agree-arising?meeting={name}",
            {"title": f"Look at case file {number}", "owner-post": "Head of First Response",
             "due-day": "20", "due-month": "11", "due-year": "2017"},
        ))
        time.sleep(2 * LOOK)
    over.set()
    for thread in threads:
        thread.join()
    print("| what | times | median ms | 99th percentile ms | longest ms |\n| --- | ---: | ---: | ---: | ---: |")
    for what, all_of in [("looks whether anything is new", looks), ("the meeting's page", loads),
                         ("the chair's form, opened and sent", gives)]:
        all_of.sort()
        high = all_of[min(len(all_of) - 1, int(len(all_of) * 0.99))]
        print(f"| {what} | {len(all_of)} | {statistics.median(all_of):.0f} | {high:.0f} | {all_of[-1]:.0f} |")
    print(f"failed: {len(failed)} {sorted(set(failed))}; {resident(serving.process) or 0:.0f} MiB")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("demo", help="the folder that `waymark demo` left")
    parser.add_argument("program", help="the waymark program")
    parser.add_argument("--seconds", type=int, default=20, help="for each page")
    parser.add_argument("--minutes", type=int, default=10, help="of mixed load")
    parser.add_argument("--people", type=int, default=200, help="at the meeting")
    parser.add_argument("--meeting-seconds", type=int, default=90)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = copy_home(given.demo, os.path.join(folder, "home"))
        with Serving(given.program, home) as serving:
            pages(serving, given.seconds)
            meeting(serving, given.people, given.meeting_seconds)
            mixed(serving, given.minutes)


if __name__ == "__main__":
    main()
