"""The worker's door. Every task is only a nudge: the truth is a row (see incubator/leases.py)."""

import logging.config
import os

from celery import Celery
from celery.signals import beat_init, setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "incubator.settings")
app = Celery("incubator")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def log_as_the_house_does(**_details) -> None:
    """Masked lines to stderr; Celery would bring formats of its own."""
    from django.conf import settings

    logging.config.dictConfig(settings.LOGGING)


@beat_init.connect
def beat_at_once(**_details) -> None:
    """The first heartbeat does not wait for the first minute."""
    app.send_task("incubator.home.tasks.heartbeat")
