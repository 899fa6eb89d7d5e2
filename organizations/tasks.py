"""Work the clock calls for: each task asks the time and makes one call. Running twice or after a kill is harmless."""

from celery import shared_task

from incubator.workdays import today
from organizations import reminding
from organizations.annual import campaigns


@shared_task
def refresh_campaigns() -> None:
    campaigns.refresh_all(today=today())


@shared_task
def remind() -> None:
    reminding.remind(today=today())
