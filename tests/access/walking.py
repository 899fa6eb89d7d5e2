"""The walk: every row of the access tables, by each person, on the own thing, the other street's, and one not there."""

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote, urlsplit

from django.db import connection
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pypdf import PdfReader

from tests.access.world import OWN, PEOPLE, World, undone, writes

MISSING = 9_999_999
MIRROR = {
    "street officer": "other street's officer", "other street's officer": "street officer",
    "administrator": "other organization's member", "other organization's member": "administrator",
}
# Who stands in both streets alike: the district reads them all; the rest is nobody's or everybody's.
EVERYWHERE = ("district officer", "resident", "anonymous")
# What a look may write, with the reason (the session apart).
WRITTEN_BY_A_LOOK = {
    "projects:report-pdf": "a set file is kept, so that the same content gives the same file",
    "evaluations:public-day": "a published ranking is set once and kept",
    "account_email": "allauth copies a person's mail address into its own table",
    "account_reset_password_from_key": "allauth copies a person's mail address into its own table",
    "organizations:public-qualified-answer": "a code asked for counts against the limit of the asker's address",
    "readyz": "it tries whether the database takes a row",
    "projects:report-docx": "a set file is kept, so that the same content gives the same file",
}


WORDLESS = {
    "organizations:statistics-file": "figures only", "organizations:template": "the same for the whole country",
    "organizations:template-example": "the same for the whole country", "admin:jsi18n": "words of the pages",
    "healthz": "of the machine", "schema": "of the interface",
}


@dataclass(frozen=True)
class Row:
    """One page and method; ten statuses in the order of PEOPLE.

    `thing` is the attribute of a side whose address is asked for; its mirror in the other street must answer the
    mirrored people the same, everybody else as if it were not there. `args` gives the parts of the address where they
    are not the thing's number; `missing` those of a thing that is not there.
    """

    name: str
    statuses: str
    thing: str = ""
    method: str = "GET"
    args: Callable[[Any], dict[str, Any]] = lambda thing: {"pk": thing.pk}
    missing: dict[str, Any] | None = None
    data: Callable[[Any], dict[str, Any]] = lambda thing: {}
    far: str = ""  # where the mirror does not tell: ten statuses for the other street's thing
    gone: str = ""  # where a thing that is not there is no 404 for all: ten statuses
    query: str = ""
    api: bool = False  # JSON with If-Match
    alike: bool = True  # False: some who see the thing are told 404 for another reason

    def __str__(self) -> str:
        return f"{self.method} {self.name}{'(' + self.thing + ')' if self.thing else ''}{self.query}"

    @property
    def expected(self) -> dict[str, int]:
        return dict(zip(PEOPLE, map(int, self.statuses.split()), strict=True))

    @property
    def expected_far(self) -> dict[str, int]:
        if self.far:
            return dict(zip(PEOPLE, map(int, self.far.split()), strict=True))
        own = self.expected
        return {
            person: own[MIRROR[person]] if person in MIRROR else own[person] if person in EVERYWHERE else 404
            for person in PEOPLE
        }

    @property
    def expected_missing(self) -> dict[str, int]:
        if self.gone:
            return dict(zip(PEOPLE, map(int, self.gone.split()), strict=True))
        anonymous = self.expected["anonymous"]
        return dict.fromkeys(PEOPLE, 404) | {"anonymous": 404 if anonymous == 200 else anonymous}

    def address(self, thing: Any) -> str:
        return reverse(self.name, kwargs=self.args(thing) if self.thing else self.args_alone()) + self.query

    def args_alone(self) -> dict[str, Any]:
        return self.missing or {}

    def missing_address(self, thing: Any) -> str:
        kwargs = self.args(thing) | {"pk": MISSING} if self.missing is None else self.args(thing) | self.missing
        return reverse(self.name, kwargs=kwargs) + self.query


def ask(world: World, row: Row, person: str, address: str, thing: Any) -> Any:
    client = world.client(person)
    client.cookies.pop("messages", None)  # what an act before this one had to say
    if row.method == "GET":
        return client.get(address)
    data = row.data(thing)
    if not row.api:
        return getattr(client, row.method.lower())(address, data)
    headers = {"If-Match": f'"{data.pop("version", 0)}"'}
    return send(client, row, address, data, headers)


def send(client: Any, row: Row, address: str, data: dict[str, Any], headers: dict[str, str]) -> Any:
    """To the API: as JSON, or as a form where a file is among it."""
    if "file" not in data:
        return getattr(client, row.method.lower())(address, data, content_type="application/json", headers=headers)
    if row.method == "POST":
        return client.post(address, data, headers=headers)
    return client.put(address, encode_multipart(BOUNDARY, data), content_type=MULTIPART_CONTENT, headers=headers)


def cells(world: World, row: Row) -> Iterator[tuple[str, str, int, str, Any]]:
    """(person, which thing, expected status, address, the thing) of each cell of a row."""
    if not row.thing:
        for person in PEOPLE:
            yield person, "", row.expected[person], row.address(None), world.own
        return
    own, far = (getattr(side, row.thing) for side in (world.own, world.far))
    for person in PEOPLE:
        yield person, "own", row.expected[person], row.address(own), own
        yield person, "far", row.expected_far[person], row.address(far), far
        yield person, "missing", row.expected_missing[person], row.missing_address(own), own


def walk(world: World, row: Row, look: Callable[[str, str, str], Iterator[str]] | None = None) -> list[str]:
    """What is not as the table says; `look(person, which, body)` may find more."""
    found, bodies = [], {}
    for person, which, status, address, thing in cells(world, row):
        with undone(), writes() as written:
            response = ask(world, row, person, address, thing)
        text = body(response)
        cell = f"{row} · {person} · {which}"
        if response.status_code != status:
            found.append(f"{cell}: {response.status_code}, expected {status}")
        denied = response.status_code >= 400 or (
            response.status_code == 302 and "/login/" in response.headers["Location"])
        must_not = (denied or row.method == "GET") and row.name not in WRITTEN_BY_A_LOOK
        if written and must_not and stays(written, lambda asked=(row, person, address, thing): ask(world, *asked)):
            found.append(f"{cell}: writes {written}")
        if blind(row, person, which, response, text):
            found.append(f"{cell}: the own side's words are not to be read in this file, nor would a stranger's")
        if response.status_code == 404:
            bodies[person, which] = plain(text, address)
        if look:
            found += [f"{cell}: {words}" for words in look(person, which, text)]
    found += [
        f"{row} · {person}: another's thing and a missing one answer differently"
        for person in PEOPLE
        if row.alike and {(person, "far"), (person, "missing")} <= bodies.keys()
        and bodies[person, "far"] != bodies[person, "missing"]
    ]
    return found


def blind(row: Row, person: str, which: str, response: Any, text: str) -> bool:
    """Whether the walk looks at a file without seeing what stands in it."""
    kind = response.get("Content-Type", "").partition(";")[0]
    file = response.status_code == 200 and kind not in ("text/html", "application/json")
    shown = file and person == "street officer" and which != "far" and which != "missing"
    return shown and row.name not in WORDLESS and not any(words in text for words in (OWN.name, OWN.secret))


def stays(statements: list[str], again: Callable[[], Any]) -> bool:
    """Whether what was written is still there when the answer is out (an attempt taken back leaves nothing)."""
    tables = {re.search(r'"(\w+)"', statement).group(1) for statement in statements}

    def rows() -> list[Any]:
        with connection.cursor() as cursor:
            found = []
            for table in sorted(tables):
                cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
                found.append(cursor.fetchall())
            return found

    with undone():
        before = rows()
        again()
        return rows() != before


def plain(text: str, address: str) -> str:
    """The body without what differs between two visits: tokens and the address itself."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
    return text.replace(urlsplit(address).path, "…")


def body(response: Any) -> str:
    """What was sent as text: pages as they are, files opened, JSON without its escapes; and a file's name."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    named = unquote(response.get("Content-Disposition", ""))
    return named + opened(content, response.get("Content-Type", ""))


def opened(content: bytes, kind: str) -> str:
    text = content.decode("utf-8", "ignore")
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())
    if content[:4] == b"%PDF" and b"startxref" in content:  # the papers of the tests are only called so
        return "\n".join([text, *(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)])
    if kind.startswith("application/json") and text:
        return json.dumps(json.loads(text), ensure_ascii=False)
    return text


def patterns() -> Iterator[tuple[str, str]]:
    """(full name or "", route) of every URL pattern there is."""
    def below(entries: Any, spaces: tuple[str, ...], before: str) -> Iterator[tuple[str, str]]:
        for entry in entries:
            if isinstance(entry, URLResolver):
                inner = (*spaces, entry.namespace) if entry.namespace else spaces
                yield from below(entry.url_patterns, inner, before + str(entry.pattern))
            elif isinstance(entry, URLPattern):
                yield ":".join((*spaces, entry.name)) if entry.name else "", before + str(entry.pattern)

    return below(get_resolver().url_patterns, (), "")




METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
# What an address may say to a method that its table does not name: the page, or that it is not possible. Never 400: it
# has then read what was sent.
NOTHING_DONE = (200, 302, 403, 404, 405, 409)
# Pages of the packages take a form by their own tests, and by tests/accounts.
PACKAGES = ("account_", "mfa_", "admin:login", "admin:logout", "admin:password_change")


def unnamed(rows: list[Row]) -> dict[str, list[Row]]:
    """Address -> for each of its things the methods that the table does not name; GET is what a browser asks anyway."""
    named = {(row.name, row.method) for row in rows}
    first = {(row.name, row.thing): row for row in reversed(rows) if not row.name.startswith(PACKAGES)}
    found: dict[str, list[Row]] = {}
    for row in first.values():
        found.setdefault(row.name, []).extend(
            replace(row, method=method, data=lambda thing: {})
            for method in METHODS[1:] if (row.name, method) not in named)
    return found


def idle(world: World, row: Row, people: tuple[str, ...]) -> list[str]:
    """Where a method without a row does something, or understands what it was sent."""
    thing, found = getattr(world.own, row.thing) if row.thing else None, []
    for person in people:
        asked = (row, person, row.address(thing), thing)
        with undone(), writes() as written:
            response = ask(world, *asked)
        body(response)  # a file is closed at its end
        looked = row.name in WRITTEN_BY_A_LOOK
        if response.status_code not in NOTHING_DONE or (
                written and not looked and stays(written, lambda asked=asked: ask(world, *asked))):
            found.append(f"{row} · {person}: {response.status_code}, writes {written}")
    return found
