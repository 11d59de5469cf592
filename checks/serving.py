"""A served Waymark, and people who visit it: what the checks of the served application share.

It uses nothing but Python's own library, so that it runs wherever Python does.
"""

import atexit
import html.parser
import http.client
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.parse


def fail(message):
    """Ends the check with what is wrong."""
    sys.exit(f"{os.path.basename(sys.argv[0])}: {message}")


def free_port():
    """A port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def copy_home(demo, to):
    """A copy of a demo's home, for a check that writes."""
    shutil.copytree(os.path.join(demo, "waymark-data"), to)
    return to


class Serving:
    """`waymark serve` with the demo's accounts, on a home and a free port."""

    def __init__(self, program, home, *more, template=None):
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.command = [program, "--home", home, "serve", "--demo-accounts",
                        "--listen", f"127.0.0.1:{self.port}", "--requests-a-second", "1000000", *more]
        if template:
            self.command += ["--template", template]
        self.accounts = []
        self.password = None
        self.process = None
        self.log = None
        # A check that fails leaves no server behind.
        atexit.register(self.__exit__)
        self.start()

    def start(self):
        """Starts it, and waits until it serves."""
        # What it logs goes to a file: nobody reads a pipe while the check goes on.
        self.log = tempfile.TemporaryFile(mode="w+")
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=self.log, text=True)
        self.accounts = []
        for line in self.process.stdout:
            if line.startswith("serving"):
                return
            account = re.match(r"\s+(\S+@\S+)\s+(.*)", line)
            if account:
                self.accounts.append(account.groups())
            told = re.search(r"password of each is `([^`]*)`", line)
            if told:
                self.password = told[1]
        fail(f"the server did not start: {self.said()}")

    def said(self):
        """What it logged so far."""
        self.log.seek(0)
        return self.log.read()

    def email(self, words):
        """The address of the first account whose name and roles hold these words."""
        for email, whose in self.accounts:
            if words in whose:
                return email
        return fail(f"no account of the demo is one of {words}")

    def kill(self):
        """Ends it at once, as a fall of the machine would."""
        self.process.kill()
        self.end()

    def stop(self):
        """Stops it as Ctrl+C does."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT if os.name != "nt" else signal.SIGTERM)
        self.end()

    def end(self):
        self.process.wait(timeout=60)
        self.process.stdout.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.end()


class Forms(html.parser.HTMLParser):
    """The forms of a page, each as a browser sends it when nothing in it was touched."""

    def __init__(self, page):
        super().__init__()
        self.forms = []
        self.select = self.option = self.area = None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.forms.append({"action": given.get("action"), "fields": [], "files": []})
        if not self.forms or "disabled" in given:
            return
        fields, name = self.forms[-1]["fields"], given.get("name")
        if tag == "input" and name:
            kind = given.get("type", "text")
            if kind == "file":
                self.forms[-1]["files"].append(name)
            elif kind not in ("checkbox", "radio", "submit") or "checked" in given:
                fields.append((name, given.get("value", "" if kind not in ("checkbox", "radio") else "on")))
        elif tag == "select":
            self.select = [name, None]
        elif tag == "option" and self.select:
            if self.select[1] is None or "selected" in given:
                self.select[1] = given.get("value", "")
        elif tag == "textarea":
            self.area = [name, ""]

    def handle_data(self, data):
        if self.area:
            self.area[1] += data

    def handle_endtag(self, tag):
        if tag == "select" and self.select:
            self.forms[-1]["fields"].append((self.select[0], self.select[1] or ""))
            self.select = None
        if tag == "textarea" and self.area:
            # A line break right after the tag is not part of the text.
            self.forms[-1]["fields"].append((self.area[0], self.area[1].removeprefix("\n")))
            self.area = None


class Answer:
    """What came back."""

    def __init__(self, response, body):
        self.status = response.status
        self.location = response.getheader("Location")
        self.kind = response.getheader("Content-Type") or ""
        self.body = body

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")


class Visitor:
    """A browser without JavaScript: it keeps cookies, and follows nothing."""

    def __init__(self, address):
        self.host = urllib.parse.urlsplit(address).netloc
        self.cookies = {}
        self.connection = None

    def ask(self, method, path, body=None, kind=None):
        """Asks for something, on a connection that is kept."""
        headers = {"Cookie": self.cookie}
        if kind:
            headers["Content-Type"] = kind
        for again in (True, False):
            if self.connection is None:
                self.connection = http.client.HTTPConnection(self.host, timeout=120)
            try:
                self.connection.request(method, path, body=body, headers=headers)
                response = self.connection.getresponse()
                answer = Answer(response, response.read())
                break
            except (http.client.HTTPException, OSError):
                self.connection = None
                # A server closes connections that lie idle; what was written is not sent twice.
                if not again or method != "GET":
                    raise
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    @property
    def cookie(self):
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def get(self, path):
        return self.ask("GET", path)

    def page(self, path):
        """A page that must be there."""
        answer = self.get(path)
        if answer.status != 200:
            fail(f"{path} answered with {answer.status}")
        return answer.text

    def form(self, path, action=None):
        """The form of a page that leads to an address, its own where none is given."""
        forms = Forms(self.page(path)).forms
        wanted = action or path
        found = [form for form in forms if (form["action"] or path) == wanted]
        return found[0] if found else fail(f"{path} has no form that leads to {wanted}")

    def filled(self, path, answers, action=None):
        """A form with these answers, as it is sent."""
        fields = [(name, value) for name, value in self.form(path, action)["fields"] if name not in answers]
        return urllib.parse.urlencode(fields + list(answers.items()))

    def send(self, path, answers, action=None):
        """Fills in a form and sends it."""
        body = self.filled(path, answers, action)
        return self.ask("POST", action or path, body, "application/x-www-form-urlencoded")

    def with_files(self, path, files, answers=None):
        """A form with files, as it is sent: its body, and the kind of it."""
        form = self.form(path)
        answers = answers or {}
        fields = [(name, value) for name, value in form["fields"] if name not in answers]
        mark = secrets.token_hex(16)
        parts = []
        for name, value in fields + list(answers.items()):
            parts.append(f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
        for name, content in files:
            head = f'--{mark}\r\nContent-Disposition: form-data; name="{form["files"][0]}"; filename="{name}"\r\n'
            parts += [head.encode(), b"Content-Type: application/octet-stream\r\n\r\n", content, b"\r\n"]
        parts.append(f"--{mark}--\r\n".encode())
        return b"".join(parts), f"multipart/form-data; boundary={mark}"

    def sign_in(self, serving, words):
        """Signs in as the account of these words."""
        answer = self.send("/sign-in", {"email": serving.email(words), "password": serving.password})
        if answer.status != 303:
            fail(f"{words} cannot sign in: {answer.status}")
        return self


def signed_in(serving, words):
    """A visitor who has signed in as the account of these words."""
    return Visitor(serving.address).sign_in(serving, words)
