"""The incubator. Loading any part of it names the Celery app, so that a nudge from a page finds the broker."""

from incubator.celery import app as celery_app

__all__ = ["celery_app"]
