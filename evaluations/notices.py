"""The letters a review day calls for: to the panel when scoring opens, to the judged when the result is out."""

from typing import Any

from django.urls import reverse

from evaluations.models import ReviewDay, ReviewDayChange, Sheet
from incubator.accounts.models import User
from incubator.notices.writing import write
from organizations.notices import people_in


def announce_day(change: ReviewDayChange, day: ReviewDay) -> None:
    """One letter per person and change; the key carries the change, so a second opening is told again."""
    if change.action == "open":
        _tell_panel(change, day, "review-day-opened")
    elif change.action == "unlock":
        _tell_panel(change, day, "review-day-reopened")
    elif change.action == "publish":
        for person, url in _judged(day):
            write([person], key=f"review-day:{day.pk}:{change.pk}", template="review-day-published",
                  params=_params(day), url=url)


def _judged(day: ReviewDay) -> list[tuple[User, str]]:
    """Each member of the judged with the page that explains the score; who has several finds them on the public one."""
    found: dict[User, list[int]] = {}
    for subject in day.subjects.all():
        for person in people_in([subject.organization_id]):
            found.setdefault(person, []).append(subject.pk)
    return [
        (person, reverse("evaluations:subject", args=subjects) if len(subjects) == 1
         else reverse("evaluations:public-day", args=[day.pk]))
        for person, subjects in found.items()]


def _tell_panel(change: ReviewDayChange, day: ReviewDay, template: str) -> None:
    """Whoever has something to score; a person barred from every subject has not.

    Asked in two steps: right after ten thousand sheets were written in this very transaction PostgreSQL knows nothing
    of them yet, and plans one query for both so that it takes minutes.
    """
    scoring = Sheet.objects.filter(subject__day=day).exclude(status=Sheet.Status.RECUSED).order_by()
    people = set(scoring.values_list("panelist__user", flat=True))
    write(User.objects.filter(pk__in=people, is_active=True), key=f"review-day:{day.pk}:{change.pk}",
          template=template, params=_params(day), url=reverse("evaluations:sheets"))


def _params(day: ReviewDay) -> dict[str, Any]:
    return {"day": day.name, "date": day.date.isoformat(), "place": day.place or "—"}
