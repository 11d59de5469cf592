#!/usr/bin/env python3
"""Nothing that the ledger has acknowledged is lost, and nothing is written twice.

    checks/ledger.py --program PATH kill-sqlite [--runs 500]
    checks/ledger.py --program PATH kill-postgres [--runs 500]
    checks/ledger.py --program PATH writers [--processes 8] [--commands 2000]

kill-sqlite: a process writes commands one after the other and is killed (SIGKILL) at a random
moment. After each run every command that it acknowledged is in the file, and the chain verifies.

kill-postgres: the same on PostgreSQL, where by turns the process, the server, or both are killed.
Where only the server was killed, the process goes on once it is back: then every command that it
was given is there, once.

writers: several processes write to one PostgreSQL at once; at the end all commands are there, none
twice, and the chain verifies.

What is in the log is read with another program than Waymark: Python's sqlite3, or psql. The
server's programs are those of Debian's PostgreSQL, or those on PATH.
"""

import argparse
import glob
import json
import os
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

DAY = "2017-03-01"


def fail(message):
    sys.exit(f"checks/ledger.py: {message}")


def setting(number):
    """The commands that a ledger needs before anybody can report on R1.1."""
    lead = {"post": "Service Manager"}
    return [
        {
            "command": "record-inspection",
            "id": "sif-2016",
            "inspection": {
                "framework": "sif",
                "started": "2016-11-07",
                "ended": "2016-12-01",
                "judgement": "Requires improvement",
                "judgements": [],
            },
        },
        {"command": "record-aim", "id": "timely", "title": "Soon enough"},
        {
            "command": "record-recommendation",
            "id": "R1",
            "inspection": "sif-2016",
            "number": number,
            "text": "Complete assessments in time.",
            "aims": ["timely"],
            "lead": lead,
            "audit_themes": [],
        },
        {
            "command": "add-action",
            "id": "R1.1",
            "recommendation": "R1",
            "title": "Set up a second team",
            "lead": lead,
            "start": DAY,
            "first_due": "2017-09-29",
        },
    ]


def line(command_id, note):
    give = {
        "command": "note-progress",
        "action": "R1.1",
        "on": DAY,
        "by": "Service Manager",
        "note": note,
    }
    return json.dumps({"id": command_id, "give": give}) + "\n"


class Waymark:
    """The program, pointed at one ledger."""

    def __init__(self, program, ledger, home):
        self.program = program
        self.ledger = ledger
        self.environment = {**os.environ, "WAYMARK_LEDGER": ledger, "WAYMARK_HOME": home}
        self.environment.pop("WAYMARK_PERSON", None)

    def command(self, *arguments):
        return [self.program, "plan", *arguments]

    def run(self, *arguments, **more):
        return subprocess.run(
            self.command(*arguments),
            env=self.environment,
            capture_output=True,
            text=True,
            **more,
        )

    def must(self, *arguments, **more):
        done = self.run(*arguments, **more)
        if done.returncode != 0:
            fail(f"`plan {' '.join(arguments)}` ended with {done.returncode}: {done.stderr}")
        return done.stdout

    def begin(self):
        self.must(
            "open",
            "--authority",
            "Loamshire County Council",
            "--code",
            "999",
            "--name",
            "Imogen Tallis",
            "--post",
            "Performance Analyst",
        )
        lines = "".join(json.dumps({"give": give}) + "\n" for give in setting(1))
        self.must("--as", "P1", "apply", "-", input=lines)

    def writer(self, *more):
        return subprocess.Popen(
            self.command("--as", "P1", "apply", "-", *more),
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def verify(self):
        done = self.run("verify")
        if done.returncode != 0:
            fail(f"the chain does not verify: {done.stdout}{done.stderr}")


class Writing:
    """A writer that is fed in one thread, and whose acknowledgements are read in another."""

    def __init__(self, process, lines):
        self.process = process
        self.acknowledged = []
        self.refused = []
        self.first = threading.Event()
        self.threads = [
            threading.Thread(target=self.feed, args=(lines,), daemon=True),
            threading.Thread(target=self.read, daemon=True),
        ]
        for thread in self.threads:
            thread.start()

    def feed(self, lines):
        try:
            for each in lines:
                self.process.stdin.write(each)
            self.process.stdin.close()
        except (BrokenPipeError, OSError, ValueError):
            pass  # It was killed.

    def read(self):
        for answer in self.process.stdout:
            words = answer.split()
            if len(words) == 3 and words[0] == "ok" and answer.endswith("\n"):
                self.acknowledged.append(words[2])
                self.first.set()
            elif words and words[0] == "refused":
                self.refused.append(answer.strip())
        self.first.set()

    def end(self):
        self.process.wait()
        for thread in self.threads:
            thread.join(timeout=60)
        self.process.stderr.close()


def in_sqlite(path):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        return [row[0] for row in connection.execute("SELECT command FROM ledger ORDER BY seq")]


def check(run, written, acknowledged):
    missing = [each for each in acknowledged if each not in written]
    if missing:
        fail(f"run {run}: {len(missing)} acknowledged commands are not there, such as {missing[0]}")


def kill_sqlite(arguments, folder):
    rng = random.Random(arguments.seed)
    acknowledged_in_all = killed_before_any = 0
    waymark = path = None
    for run in range(arguments.runs):
        # A new ledger now and then, so that small and larger ones are killed.
        if run % 50 == 0:
            path = os.path.join(folder, f"ledger-{run}.db")
            waymark = Waymark(arguments.program, path, folder)
            waymark.begin()
            acknowledged = []
        lines = (line(f"r{run}-{number}", f"Report {number}") for number in range(5000))
        writing = Writing(waymark.writer(), lines)
        # Some are killed while they start, the others while they write.
        if run % 10 == 0:
            time.sleep(rng.uniform(0, 0.08))
        else:
            writing.first.wait(timeout=60)
            time.sleep(rng.uniform(0, 0.12))
        writing.process.kill()
        writing.end()
        if not writing.acknowledged:
            killed_before_any += 1
        acknowledged_in_all += len(writing.acknowledged)
        acknowledged += writing.acknowledged
        waymark.verify()
        written = in_sqlite(path)
        check(run, set(written), acknowledged)
    print(
        f"kill-sqlite: {arguments.runs} runs killed, {killed_before_any} of them before the first answer; "
        f"{acknowledged_in_all} acknowledged commands, all there; the chain held each time"
    )


class Server:
    """A PostgreSQL server of our own on a free port, which can be killed."""

    def __init__(self, folder):
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin/postgres"))
        self.bin = os.path.dirname(found[-1]) if found else os.path.dirname(shutil.which("postgres") or "")
        if not self.bin:
            fail("there is no PostgreSQL server here; install Debian's postgresql")
        self.prefix = []
        self.data = os.path.join(folder, "data")
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            # The server refuses to run as root.
            self.prefix = ["runuser", "-u", "postgres", "--"]
            os.chmod(folder, 0o755)
            os.mkdir(self.data, 0o700)
            shutil.chown(self.data, "postgres")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        subprocess.run(
            [*self.prefix, os.path.join(self.bin, "initdb"), "-D", self.data, "-U", "waymark",
             "-A", "trust", "-E", "UTF8", "--no-instructions"],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd="/",
        )
        self.process = None
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [*self.prefix, os.path.join(self.bin, "postgres"), "-D", self.data, "-p", str(self.port),
             "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
             "-c", "max_connections=60"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
        )
        for _ in range(600):
            if self.psql("postgres", "SELECT 1", check=False).returncode == 0:
                return
            time.sleep(0.05)
        fail("the server does not start")

    def psql(self, database, sql, check=True):
        return subprocess.run(
            [os.path.join(self.bin, "psql"), "-h", "127.0.0.1", "-p", str(self.port), "-U", "waymark",
             "-d", database, "-At", "-c", sql],
            check=check,
            capture_output=True,
            text=True,
        )

    def pid(self):
        with open(os.path.join(self.data, "postmaster.pid"), encoding="ascii") as file:
            return int(file.readline())

    def kill(self):
        """SIGKILL to the server and to every process that serves a connection."""
        postmaster = self.pid()
        children = subprocess.run(
            ["pgrep", "-P", str(postmaster)], capture_output=True, text=True
        ).stdout.split()
        for process in [postmaster, *map(int, children)]:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self.process.wait()
        # Another cannot start while one of the old processes holds the shared memory.
        for child in map(int, children):
            while True:
                try:
                    os.kill(child, 0)
                except ProcessLookupError:
                    break
                time.sleep(0.01)

    def stop(self):
        try:
            os.kill(self.pid(), signal.SIGINT)
            self.process.wait(timeout=30)
        except (OSError, subprocess.TimeoutExpired):
            self.kill()

    def new_database(self, name):
        self.psql("postgres", f"CREATE DATABASE {name}")
        return f"postgres://waymark@127.0.0.1:{self.port}/{name}"

    def written(self, database):
        return self.psql(database, "SELECT command FROM ledger ORDER BY seq").stdout.split()


def kill_postgres(arguments, folder):
    rng = random.Random(arguments.seed)
    server = Server(folder)
    try:
        answered = 0
        kinds = {"the process": 0, "the server": 0, "both": 0}
        waymark = database = None
        for run in range(arguments.runs):
            if run % 50 == 0:
                database = f"kill_{run}"
                waymark = Waymark(arguments.program, server.new_database(database), folder)
                waymark.begin()
                acknowledged, whole_runs = [], []
            kind = ["the process", "the server", "both"][run % 3]
            kinds[kind] += 1
            number_of_lines = 150 if kind == "the server" else 5000
            ids = [f"r{run}-{number}" for number in range(number_of_lines)]
            lines = [line(each, f"Report {each}") for each in ids]
            more = ["--retry", "60"] if kind == "the server" else []
            writing = Writing(waymark.writer(*more), lines)
            writing.first.wait(timeout=60)
            time.sleep(rng.uniform(0, 0.25))
            if kind != "the process":
                server.kill()
            if kind != "the server":
                writing.process.kill()
            if kind != "the process":
                server.start()
            writing.end()
            if kind == "the server":
                if writing.process.returncode != 0 or writing.acknowledged != ids:
                    fail(
                        f"run {run}: the process did not go on after the server came back: "
                        f"{len(writing.acknowledged)} of {len(ids)}, exit {writing.process.returncode}"
                    )
                whole_runs += ids
            answered += len(writing.acknowledged)
            acknowledged += writing.acknowledged
            waymark.verify()
            written = server.written(database)
            check(run, set(written), acknowledged)
            ours = [each for each in written if each.startswith("r")]
            if len(set(ours)) != len(ours):
                fail(f"run {run}: a command was written twice")
        killed = ", ".join(f"{kind} {times}" for kind, times in kinds.items())
        print(
            f"kill-postgres: {arguments.runs} runs ({killed}); {answered} acknowledged commands, "
            "all there, none twice; the chain held each time"
        )
    finally:
        server.stop()


def writers(arguments, folder):
    server = Server(folder)
    try:
        waymark = Waymark(arguments.program, server.new_database("many"), folder)
        waymark.begin()
        before = len(server.written("many"))
        each = arguments.commands // arguments.processes
        begun = time.monotonic()
        writing = []
        for process in range(arguments.processes):
            lines = [line(f"p{process}-{number}", f"{process} {number}") for number in range(each)]
            writing.append(Writing(waymark.writer(), lines))
        for one in writing:
            one.end()
            if one.process.returncode != 0 or one.refused:
                fail(f"a writer ended with {one.process.returncode}: {one.refused[:1]}")
        took = time.monotonic() - begun
        waymark.verify()
        written = server.written("many")[before:]
        expected = {f"p{process}-{number}" for process in range(arguments.processes) for number in range(each)}
        if len(written) != len(expected) or set(written) != expected:
            fail(f"{len(written)} commands are there, of {len(expected)} that were given")
        turns = sum(1 for one, other in zip(written, written[1:]) if one.split("-")[0] != other.split("-")[0])
        print(
            f"writers: {arguments.processes} processes wrote {len(expected)} commands in {took:.1f} s "
            f"({turns} changes of turn): all there, none twice; the chain held"
        )
    finally:
        server.stop()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True, help="the waymark program")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=500)
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--commands", type=int, default=2000)
    parser.add_argument("check", choices=["kill-sqlite", "kill-postgres", "writers"])
    arguments = parser.parse_args()
    arguments.program = os.path.abspath(arguments.program)
    work = {"kill-sqlite": kill_sqlite, "kill-postgres": kill_postgres, "writers": writers}
    with tempfile.TemporaryDirectory() as folder:
        work[arguments.check](arguments, folder)


if __name__ == "__main__":
    main()
