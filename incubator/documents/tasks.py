"""The daily sweep: the task asks the time and makes one call."""

from celery import shared_task
from django.utils import timezone

from incubator.documents import sweeping


@shared_task
def sweep() -> None:
    sweeping.sweep(now=timezone.now())
