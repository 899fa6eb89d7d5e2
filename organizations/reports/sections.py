"""What the storeys above say of one organization: asked by its pages, its timeline, its papers and its growth file.

One question in four parts, answered once a storey (its apps.py puts a `Storey` on the list), as `rules/duties.py` asks
for what is open before a cancellation. Every answer is what that person may see, and one query a part.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from incubator.accounts.models import User
from organizations.models import Organization
from organizations.reports.credit import Mark

FEW = 5  # lines of a section on the one page; the rest stands in the list it leads to


@dataclass(frozen=True)
class Line:
    """One thing of a section, with its page."""

    words: str
    href: str = ""
    detail: str = ""
    status: str = ""  # its code gives the colour
    status_label: str = ""
    result: Mark | None = None  # says more than the status

    def get_status_display(self) -> str:
        return self.status_label


@dataclass(frozen=True)
class Section:
    """The latest few of one kind, how many there are, and the whole list narrowed to the organization."""

    key: str  # the anchor
    title: Any
    lines: list[Line]
    total: int | None  # None: not counted
    more_href: str = ""
    empty: Any = ""


@dataclass(frozen=True)
class Clock:
    """Something that waits; without a day it waits as long as nobody acts."""

    words: str
    href: str = ""
    day: date | None = None
    overdue: bool = False


@dataclass(frozen=True)
class Told:
    """A storey's part of the one page."""

    sections: list[Section] = field(default_factory=list)
    clocks: list[Clock] = field(default_factory=list)


@dataclass(frozen=True)
class Trace:
    """Change rows of one kind of thing for the timeline.

    `about` is an expression over a change row that gives the thing's name or code; `named` makes words of it, `page`
    the address, `label` the name of a step where the tables of the app do not say it alone, `statuses` their words.
    """

    key: str  # what the timeline may be narrowed by
    group: Any  # the same in words
    changes: QuerySet[Any]
    thing: str  # the link from a change row to what has the page
    about: Any
    page: Callable[[int, str], str]  # (the thing's number, `about`) -> address
    named: Callable[[str], Any] = str
    label: Callable[[str, str], Any] = lambda about, action: ""
    statuses: Callable[[str], Mapping[str, Any]] = lambda about: {}  # where the thing's kind has words of its own


@dataclass(frozen=True)
class Shelf:
    """Papers of one kind. The rows tell `PAPER_COLUMNS` but the first."""

    papers: QuerySet[Any]
    kind: Callable[[str], Any]  # code -> words
    page: Callable[[int, bool], str]  # (key, whether it still stands) -> the file, or the page of its thing; or nothing
    about: Callable[[str], Any] = str
    is_file: bool = True


# number of the shelf, key of the paper, code of its kind, its name, what it belongs to, when it came in, whether it
# still stands
PAPER_COLUMNS = ("shelf", "row", "paper_kind", "paper_name", "belongs_to", "came_at", "current")


@dataclass(frozen=True)
class Storey:
    """A storey's answers about one organization to one person; each of them one query, or none."""

    page: Callable[[Organization, User, date], Told]
    traces: Callable[[Organization, User], list[Trace]]
    shelves: Callable[[Organization, User], list[Shelf]]
    # year -> column of the growth table (see reports.growth_years.GrowthYear) -> figure
    years: Callable[[Organization, User], Mapping[int, Mapping[str, int]]]


STOREYS: list[Storey] = []


class Rows(Sequence[Any]):
    """A union of queries as lines of a page: counted, put in order and cut by the database, made into lines by `line`.

    For a paginator: it asks once for the number and once for a page, however many there are.
    """

    rows: QuerySet[Any] | None = None

    def line(self, *row: Any) -> Any:
        raise NotImplementedError

    def __len__(self) -> int:
        return 0 if self.rows is None else self.rows.count()

    def __getitem__(self, cut: Any) -> Any:
        return [] if self.rows is None else [self.line(*row) for row in self.rows[cut]]
