"""Pages of a list that may be very long: counted up to a limit, and walked on from a key beyond it."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
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

    def page(self, number: Any) -> Page:
        """The page's keys first, then its rows: long rows are not dragged through the sorting.

        Where few are found they are sorted, and the database is kept (`+ 0`) from walking through all keys in the hope
        of meeting them soon: they may stand together at the far end.
        """
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        things: Any = self.object_list
        rows = things.all()
        rows.query.clear_where()  # asked already, by the keys
        keys = (things if self.more else things.order_by(F("pk") + 0)).values("pk")[start:start + self.per_page]
        found = list(rows.filter(pk__in=keys)) if self.count else []
        page = Page(found, number, self)
        last = number == self.num_pages and self.more
        page.rest_after = found[-1].pk if last else None  # type: ignore[attr-defined]
        return page
