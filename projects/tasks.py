"""Work the clock calls for: each task asks the time and makes one call. Running twice or after a kill is harmless."""

from celery import shared_task
from django.utils import timezone

from incubator.workdays import today
from projects import reminding
from projects.reporting import making


@shared_task
def make_reports() -> None:
    making.make_reports(today=today(), now=timezone.now())


@shared_task
def remind() -> None:
    reminding.remind(today=today())
