"""Pages of a list that may be very long: counted up to a limit, and walked on from a key beyond it."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

MOST = 10_000  # rows counted and numbered; counting all of 300,000 costs more than the page


class LongPaginator(Paginator):
    """Numbers the pages of the first rows in the order of their keys; `more` says that others come behind them.

    `after` is the key behind which the list begins: the last one of the numbered pages leads on to the rest.
    """

    def __init__(self, things: QuerySet[Any], per_page: int, *, after: str | None = None) -> None:
        self.after = int(after) if after and after.isdecimal() and len(after) < 18 else 0
        if self.after:
            things = things.filter(pk__gt=self.after)
        super().__init__(things.order_by("pk"), per_page)

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

    def page(self, number: Any) -> Page:
        page = super().page(number)
        page.object_list = list(page.object_list)
        last = page.number == self.num_pages and self.more
        page.rest_after = page.object_list[-1].pk if last else None  # type: ignore[attr-defined]
        return page
