"""Programs that the checks run, and waiting for what they do."""

import os
import re
import signal
import subprocess
import time

START_SECONDS_MAX = 30
END_SECONDS_MAX = 10


class Failure(Exception):
    """What is not as it should be."""


def wait_for(what, look, seconds=60):
    """What `look` returns, as soon as it is something; says what did not come."""
    end = time.monotonic() + seconds
    while not (found := look()):
        if time.monotonic() > end:
            raise Failure(f"waited {seconds} s for {what}")
        time.sleep(0.1)
    return found


class Program:
    """A program that runs until it is ended, and has said that it is ready.

    `ready` is an expression; what its first group matches is the address.
    """

    def __init__(self, folder, name, *words, ready, environment=None):
        self.name, self.path = name, f"{folder}/{name}.log"
        with open(self.path, "w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                words, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                env={**os.environ, **(environment or {})})
        try:
            found = wait_for(f"{name} to be ready", lambda: self.find(ready), START_SECONDS_MAX)
        except Failure:
            self.end()
            raise
        self.address = found.group(1) if found.re.groups else None

    def find(self, expression):
        """Where it has said so; nothing where it has not yet."""
        self.check()
        return re.search(expression, self.said())

    def check(self):
        """Fails where it has ended."""
        if self.process.poll() is not None:
            raise Failure(f"{self.name} has ended: {self.said()[-2000:]}")

    def said(self):
        with open(self.path, encoding="utf-8", errors="replace") as log:
            return log.read()

    def end(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(END_SECONDS_MAX)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()
