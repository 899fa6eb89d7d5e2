"""Pages of a list that may be very long: counted up to a limit, and walked on from a key beyond it."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

MOST = 3_000  # rows counted and numbered; counting all of 300,000 costs more than the page


class BoundedPaginator(Paginator):
    """Counts up to a limit, in whatever order the rows stand; `more` says that others come behind the last page."""

    @cached_property
    def _counted(self) -> int:
        things: Any = self.object_list
        return things.order_by()[:MOST + 1].count()

    @cached_property
    def count(self) -> int:  # type: ignore[override]
        return min(self._counted, MOST)

    @property
    def more(self) -> bool:
        return self._counted > MOST


class LongPaginator(BoundedPaginator):
    """Numbers the pages of the first rows in the order of their keys; `more` says that others come behind them.

    `after` is the key behind which the list begins: the last one of the numbered pages leads on to the rest.
    """

    def __init__(self, things: QuerySet[Any], per_page: int, *, after: str | None = None) -> None:
        self.after = int(after) if after and after.isdecimal() and len(after) < 18 else 0
        if self.after:
            things = things.filter(pk__gt=self.after)
        super().__init__(things.order_by("pk"), per_page)

    @cached_property
    def _found(self) -> list[int]:
        """The keys of the rows, up to the limit; where there are more, of any of them."""
        things: Any = self.object_list
        return sorted(things.order_by().values_list("pk", flat=True)[:MOST + 1])

    @cached_property
    def _counted(self) -> int:
        return len(self._found)

    def page(self, number: Any) -> Page:
        """The page's keys first, then its rows: long rows are not dragged through the sorting.

        Where few are found their keys are known by now. Among many the database is told behind which key it need not
        look, lest it walk through all the others: of any rows that are found the n-th stands no earlier than the n-th
        of all.
        """
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        things: Any = self.object_list
        rows = things.all()
        rows.query.clear_where()  # asked already, by the keys
        end = min(start + self.per_page, len(self._found))
        keys: Any = self._found[start:end]
        if self.more:
            keys = things.filter(pk__lte=keys[-1]).values("pk")[start:end]
        found = list(rows.filter(pk__in=keys)) if self.count else []
        page = Page(found, number, self)
        last = number == self.num_pages and self.more
        page.rest_after = found[-1].pk if last else None  # type: ignore[attr-defined]
        return page
