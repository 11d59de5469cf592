#!/usr/bin/env python3
"""The served application, killed in the middle, and twice at one database.

    checks/served.py kill DEMO PROGRAM [--runs 12]
    checks/served.py two DEMO PROGRAM [--rounds 20]

kill: by turns the server is killed (SIGKILL) in the middle of an upload, of accepting what was uploaded,
of a publication, and of forms that are given one after the other. It is started again, and nothing may be
half done: the figures come from one whole snapshot, a report is published whole or not at all, every
form that was answered is in the log once, and what was cut off can be done again.

two: two servers at one PostgreSQL, with the server's programs of this system. What is given to the one
is on the pages of the other, and nothing that both write at once is lost. How long it took is said.
"""

import argparse
import http.client
import json
import os
import random
import re
import shutil
import socket
import sqlite3
import statistics
import subprocess
import tempfile
import threading
import time

import ledger
from serving import Serving, Visitor, copy_home, fail, signed_in

REPORT = "committee-2017-12"
# What comes of asking a server that is gone, or goes while it answers.
GONE = (OSError, http.client.HTTPException)


def must(program, *arguments):
    done = subprocess.run([program, *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        fail(f"`{' '.join(arguments)}` ended with {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout


def latest(home):
    with open(os.path.join(home, "snapshots", "latest"), encoding="utf-8") as file:
        return file.read().strip()


def proposals(visitor):
    return sorted(set(re.findall(r'href="/data/proposals/([0-9a-f]+)"', visitor.page("/data"))))


def changed_return(demo, run):
    """Two tables of a return of Loamshire, one without some of its rows: another one for every run. The
    episodes say which year it is."""
    folder = os.path.join(demo, "loamshire", "ssda903", "2016-17")
    files = []
    for name in ("episodes.csv", "reviews.csv"):
        with open(os.path.join(folder, name), "rb") as file:
            files.append((name, file.read()))
    rows = files[1][1].splitlines(keepends=True)
    return [files[0], ("reviews.csv", b"".join(rows[: len(rows) - 1 - run]))]


class Killing:
    """Kills a server after a while, in a thread of its own."""

    def __init__(self, serving, after):
        self.thread = threading.Thread(target=lambda: (time.sleep(after), serving.process.kill()))
        self.thread.start()

    def done(self):
        self.thread.join()


def kill_upload(given, rng, folder):
    """Cut off while the files travel, while they are read, and while they are accepted."""
    home = copy_home(given.demo, os.path.join(folder, "upload"))
    files_before = set(os.listdir(home))
    cut = {"travelling": 0, "reading": 0, "accepting": 0}
    serving = Serving(given.program, home)
    took = 1.0
    for run in range(given.runs):
        analyst = signed_in(serving, "analyst")
        before, waiting = latest(home), proposals(analyst)
        files = changed_return(given.demo, run)
        body, kind = analyst.with_files("/data/hand-in", files)
        what = ["travelling", "reading", "accepting"][run % 3]
        cut[what] += 1
        if what == "travelling":
            travel(serving, analyst, body, kind, rng)
        elif what == "reading":
            killing = Killing(serving, rng.uniform(0, took))
            attempt(analyst, "/data/hand-in", body, kind)
            killing.done()
        else:
            started = time.monotonic()
            handed = analyst.ask("POST", "/data/hand-in", body, kind)
            took = time.monotonic() - started
            if handed.status != 303 or not handed.location:
                fail(f"upload, run {run}: handing in answered with {handed.status}")
            proposal = handed.location
            form = analyst.filled(proposal, {}, action=f"{proposal}/accept")
            killing = Killing(serving, rng.uniform(0, 0.25))
            attempt(analyst, f"{proposal}/accept", form, "application/x-www-form-urlencoded")
            killing.done()
        serving.end()
        serving.start()
        analyst = signed_in(serving, "analyst")
        now = latest(home)
        if what != "accepting" and now != before:
            fail(f"upload, run {run}: cut off while {what}, and another snapshot is the latest")
        # The snapshot in use is whole: its files are as its manifest says.
        verified = analyst.send(f"/data/snapshots/{now}", {}, action=f"/data/snapshots/{now}/verify")
        if verified.status != 303:
            fail(f"upload, run {run}: the latest snapshot does not verify: {verified.status}")
        for left in proposals(analyst):
            analyst.page(f"/data/proposals/{left}")
        odd = [name for name in os.listdir(os.path.join(home, "intake"))
               if name.startswith(".") and os.path.isdir(os.path.join(home, "intake", name))]
        # The ledger's own files beside it come and go.
        odd += [name for name in os.listdir(home) if name not in files_before and not name.startswith("ledger.db")]
        if odd:
            fail(f"upload, run {run}: something is left behind: {odd}")
        # What was cut off is done again, to its end.
        left = [one for one in proposals(analyst) if one not in waiting]
        if now == before and not left:
            body, kind = analyst.with_files("/data/hand-in", files)
            handed = analyst.ask("POST", "/data/hand-in", body, kind)
            if handed.status != 303:
                fail(f"upload, run {run}: handing in again answered with {handed.status}")
            left = [handed.location.rsplit("/", 1)[1]]
        if now == before:
            accepted = analyst.send(f"/data/proposals/{left[0]}", {}, action=f"/data/proposals/{left[0]}/accept")
            if accepted.status != 303 or latest(home) == before:
                fail(f"upload, run {run}: what was cut off cannot be done again: {accepted.status}")
    serving.stop()
    told = ", ".join(f"{times} {what}" for what, times in cut.items())
    print(f"upload: {given.runs} runs killed ({told}); each time one whole snapshot, and the upload could be done again")


def travel(serving, visitor, body, kind, rng):
    """Sends a part of a form, and kills the server."""
    connection = socket.create_connection(("127.0.0.1", serving.port))
    head = (f"POST /data/hand-in HTTP/1.1\r\nHost: 127.0.0.1:{serving.port}\r\nCookie: {visitor.cookie}\r\n"
            f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n")
    connection.sendall(head.encode() + body[: rng.randrange(200, len(body) - 1)])
    time.sleep(rng.uniform(0, 0.1))
    serving.process.kill()
    connection.close()


def attempt(visitor, path, body, kind):
    """Sends a form to a server that may be gone before it answers; gives the answer, if one came."""
    try:
        return visitor.ask("POST", path, body, kind)
    except GONE:
        return None


def approved_home(given, folder):
    """A home in which a report waits to be published."""
    home = copy_home(given.demo, os.path.join(folder, "approved"))
    template = os.path.join(given.demo, "loamshire", "template.toml")
    text = os.path.join(folder, "text.md")
    with open(text, "w", encoding="utf-8") as file:
        file.write("Work on the plan goes on.\n")

    def report(step, person, *more):
        must(given.program, "report", step, REPORT, "--home", home, "--as", person, "--today", "2017-11-13", *more)

    report("draft", "P1", "--title", "Progress report, December 2017", "--meeting-on", "2017-12-11", "--as-at", "2017-11-13")
    report("write", "P1", text)
    report("submit", "P1")
    report("review", "P3", "agreed")
    report("comment", "P33", "legal", "None.")
    report("comment", "P34", "finance", "None.")
    report("approve", "P2", "--template", template)
    return home, template


def kill_publication(given, rng, folder):
    """Cut off while a report is frozen and published."""
    approved, template = approved_home(given, folder)
    took, whole, none = 1.5, 0, 0
    # Each makes a report, and proves it by making it again.
    runs = max(3, given.runs // 3)
    for run in range(runs):
        home = os.path.join(folder, f"publication-{run}")
        shutil.copytree(approved, home)
        serving = Serving(given.program, home, template=template)
        analyst = signed_in(serving, "analyst")
        path = f"/reports/{REPORT}/publish"
        form = analyst.filled(path, {})
        kind = "application/x-www-form-urlencoded"
        started = time.monotonic()
        if run > 0:
            # Most of the time goes into making the report; what is written is written at the end.
            killing = Killing(serving, took * rng.uniform(0.8 if run % 3 else 0.1, 1.03))
        answer = attempt(analyst, path, form, kind)
        if run == 0:
            # The first one is not cut off: it tells how long a publication takes.
            took = time.monotonic() - started
            if answer is None or answer.status != 303:
                fail("publication: an approved report cannot be published")
            serving.kill()
        else:
            killing.done()
            serving.end()
        serving.start()
        visitor = Visitor(serving.address)
        analyst = signed_in(serving, "analyst")
        shown = visitor.get(f"/published/{REPORT}").status
        # A published report is there whole; of one that is not, the public sees nothing.
        if shown == 200:
            whole += 1
            if visitor.get(f"/published/{REPORT}/{REPORT}.pdf").body[:5] != b"%PDF-":
                fail(f"publication, run {run}: it is published, and its document is not there")
        elif shown == 404:
            none += 1
            if answer is not None and answer.status == 303:
                fail(f"publication, run {run}: it was answered as published, and is not")
            again = analyst.send(path, {})
            if again.status != 303 or visitor.get(f"/published/{REPORT}").status != 200:
                fail(f"publication, run {run}: it cannot be published again: {again.status}")
        else:
            fail(f"publication, run {run}: the report's page answered with {shown}")
        serving.stop()
        must(given.program, "report", "--home", home, "verify")
        shutil.rmtree(home)
    print(f"publication: {runs} runs, {whole} whole before the end, {none} not begun and then published; every archive verifies")


def notes_in(home):
    """The notes of progress in a home's log, read with another program than Waymark."""
    with sqlite3.connect(os.path.join(home, "ledger.db")) as connection:
        rows = connection.execute("SELECT body FROM ledger WHERE kind = 'progress-noted'")
        return [json.loads(body)["note"] for (body,) in rows]


def kill_commands(given, rng, folder):
    """Cut off while forms are given, one after the other."""
    home = copy_home(given.demo, os.path.join(folder, "commands"))
    serving = Serving(given.program, home)
    answered = 0
    for run in range(given.runs):
        chair = signed_in(serving, "chair")
        killing = Killing(serving, rng.uniform(0.05, 0.6))
        acknowledged, number = [], 0
        path = "/give/note-progress?item=R1.1"
        while True:
            note = f"Note {run} {number} of the check."
            try:
                answer = chair.send(path, {"note": note})
            except GONE:
                break
            if answer.status != 303:
                fail(f"commands, run {run}: a note answered with {answer.status}")
            acknowledged.append(note)
            number += 1
        killing.done()
        serving.end()
        log = notes_in(home)
        for note in acknowledged:
            if log.count(note) != 1:
                fail(f"commands, run {run}: an answered note is {log.count(note)} times in the log")
        must(given.program, "plan", "--home", home, "verify")
        answered += len(acknowledged)
        serving.start()
    serving.stop()
    print(f"commands: {given.runs} runs killed; {answered} answered notes, each there once; the chain held each time")


def kill(given, folder):
    rng = random.Random(given.seed)
    kill_commands(given, rng, folder)
    kill_upload(given, rng, folder)
    kill_publication(given, rng, folder)


def two(given, folder):
    home = copy_home(given.demo, os.path.join(folder, "home"))
    backup = os.path.join(folder, "backup")
    must(given.program, "plan", "--home", home, "backup", backup)
    with tempfile.TemporaryDirectory() as place:
        postgres = ledger.Server(place)
        try:
            at = postgres.new_database("two")
            must(given.program, "plan", "--home", home, "--ledger", at, "restore", backup)
            with Serving(given.program, home, "--ledger", at) as one, Serving(given.program, home, "--ledger", at) as other:
                seen_after(given, one, other)
                at_once(given, one, other)
        finally:
            postgres.stop()


def seen_after(given, one, other):
    """Each note that the one is given is soon on the page of the other."""
    writer = signed_in(one, "chair")
    reader = signed_in(other, "lead")
    # Whoever has signed in at the one has signed in at the other.
    there = Visitor(other.address)
    there.cookies = writer.cookies
    there.page("/work")
    times = []
    for number in range(given.rounds):
        note = f"Seen by both, round {number}."
        sent = writer.send("/give/note-progress?item=R1.1", {"note": note})
        if sent.status != 303:
            fail(f"two: a note answered with {sent.status}")
        began = time.monotonic()
        while note not in reader.page("/recommendations/R1"):
            if time.monotonic() - began > 30:
                fail("two: what was given to the one is not on the pages of the other")
            time.sleep(0.01)
        times.append(time.monotonic() - began)
    print(f"two: {given.rounds} notes on the other's page after {statistics.median(times):.2f} s (median), "
          f"{max(times):.2f} s at most")


def at_once(given, one, other):
    """What both are given at once, each about another action, is all there, at both."""
    def give(serving, name, item):
        visitor = signed_in(serving, "chair")
        for number in range(given.rounds):
            sent = visitor.send(f"/give/note-progress?item={item}", {"note": f"{name} {number}."})
            if sent.status != 303:
                refused.append(sent.status)

    refused = []
    threads = [threading.Thread(target=give, args=each) for each in [(one, "Left", "R1.1"), (other, "Right", "R1.2")]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    time.sleep(1)
    for serving in (one, other):
        page = signed_in(serving, "lead").page("/recommendations/R1/history")
        for name in ("Left", "Right"):
            missing = [number for number in range(given.rounds) if f"{name} {number}." not in page]
            if missing or refused:
                fail(f"two: of what both wrote at once {len(missing)} are missing, {len(refused)} were refused")
    print(f"two: {2 * given.rounds} notes given to both at once, all there at both")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("check", choices=["kill", "two"])
    parser.add_argument("demo", help="the folder that `waymark demo` left")
    parser.add_argument("program", help="the waymark program")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=12)
    parser.add_argument("--rounds", type=int, default=20)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        {"kill": kill, "two": two}[given.check](given, folder)


if __name__ == "__main__":
    main()
