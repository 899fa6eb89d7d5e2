"""Work for later is a row first: claimed with a lease, marked done after the act, re-opened when the lease ends.

A killed worker leaves its row leased; once `lease_until` has passed, the next sweep takes it again. So an act may
run twice but is never lost: each act must leave the same state when it runs twice.
"""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q

MAX_ATTEMPTS = 4


class LeasedQuerySet(models.QuerySet):
    def due(self, now: datetime):
        """Rows still to be done that nobody is at."""
        free = Q(lease_until=None) | Q(lease_until__lt=now)
        return self.filter(free, done_at=None, attempts__lt=MAX_ATTEMPTS)

    def given_up(self, now: datetime):
        """Rows that failed every time; a person must look at them."""
        return self.filter(Q(lease_until=None) | Q(lease_until__lt=now), done_at=None, attempts__gte=MAX_ATTEMPTS)

    def claim(self, pk: int, *, now: datetime, seconds: int = 120) -> bool:
        """Take the row for `seconds`; False when somebody else has it or it is done."""
        taken = self.due(now).filter(pk=pk)
        return bool(taken.update(lease_until=now + timedelta(seconds=seconds), attempts=F("attempts") + 1))

    def mark_done(self, pk: int, *, now: datetime) -> None:
        self.filter(pk=pk).update(done_at=now, lease_until=None, last_error="")

    def hand_back(self, pk: int) -> None:
        """Give a claimed row back untried: it was not the row's fault."""
        self.filter(pk=pk, done_at=None).update(lease_until=None, attempts=F("attempts") - 1)

    def try_again(self) -> int:
        """A person's way out: rows given up get all their attempts back."""
        return self.filter(done_at=None, attempts__gte=MAX_ATTEMPTS).update(attempts=0, lease_until=None)

    def mark_failed(self, pk: int, *, error: str, retry_at: datetime) -> None:
        """Leave the row for another try not before `retry_at`."""
        self.filter(pk=pk, done_at=None).update(last_error=error[:500], lease_until=retry_at)


class Leased(models.Model):
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_error = models.CharField(max_length=500, blank=True, editable=False)

    objects = LeasedQuerySet.as_manager()

    class Meta:
        abstract = True
