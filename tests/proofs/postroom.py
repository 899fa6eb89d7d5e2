"""The proof's post room: a mail server that counts, letters to send, and the control that marks before it sends.

Started as a program it is the office's hand on its letters (see careless.py); the worker is started with it too.
"""

import contextlib
import re
import socketserver
import sys
import threading
import time
from collections import Counter
from datetime import timedelta

from incubator.celery import app
from tests.proofs.careless import obey

LETTERS = 100
PAUSE = 0.004  # seconds the server takes before it has the mail, and again before it says so


class Sink(socketserver.ThreadingTCPServer):
    """As much of an SMTP server as a mail program asks for; `received` counts Message-IDs."""

    daemon_threads = allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Caller)
        self.received: Counter[str] = Counter()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class Caller(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        with contextlib.suppress(OSError):  # the caller was killed
            self._talk()

    def _say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")

    def _talk(self) -> None:
        self._say("220 here")
        while line := self.rfile.readline():
            word = line.decode().split(None, 1)[0].upper() if line.strip() else ""
            if word == "DATA":
                self._say("354 go on")
                self._take()
            self._say({"QUIT": "221 bye", "EHLO": "250 here"}.get(word, "250 ok"))
            if word == "QUIT":
                return

    def _take(self) -> None:
        text = b""
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            text += line
        if not line:
            raise ConnectionError("the mail broke off")
        time.sleep(PAUSE)
        self.server.received[re.search(rb"(?im)^Message-ID:\s*<(.+)>", text)[1].decode()] += 1
        time.sleep(PAUSE)


@app.task(name="postroom.send_careless")
def send_careless() -> None:
    """Mark, then send: what was marked when the worker dies is never sent."""
    from django.utils import timezone

    from incubator.notices.models import Letter
    from incubator.notices.tasks import message

    for letter in Letter.objects.filter(channel="mail", done_at=None).select_related("recipient").order_by("pk"):
        Letter.objects.mark_done(letter.pk, now=timezone.now())
        message(letter).send()


def plant(number: str) -> dict:
    """Another hundred letters to one person."""
    from incubator.accounts.models import User
    from incubator.notices.models import Letter

    person, _made = User.objects.get_or_create(username="reader", defaults={"email": "reader@office.example"})
    Letter.objects.bulk_create([
        Letter(recipient=person, channel="mail", key=f"proof:{number}:{n}", template="role-given",
               params={"area": "桥西社区", "by": "街道干部"}) for n in range(LETTERS)])
    return {}


def forget() -> dict:
    from incubator.notices.models import Letter

    Letter.objects.all().delete()
    return {}


def pass_time() -> dict:
    """Ten minutes go by: what a killed worker had in hand is free again."""
    from django.db.models import F

    from incubator.notices.models import Letter

    held = Letter.objects.filter(done_at=None).exclude(lease_until=None)
    return {"held": held.update(lease_until=F("lease_until") - timedelta(minutes=10))}


def count() -> dict:
    from incubator.notices.models import Letter

    letters = Letter.objects.values_list("message_id", "done_at")
    return {"ids": [str(one) for one, _done in letters], "left": sum(done is None for _one, done in letters)}


if __name__ == "__main__":
    obey(sys.stdin, {"plant": plant, "forget": forget, "pass": pass_time, "count": count})
