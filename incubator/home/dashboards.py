"""What the dashboards show: one function a kind of person, filled from what the storeys know."""

from datetime import date
from typing import Any

from incubator.accounts.models import User
from incubator.home import owing, todo
from incubator.home.desk import Desk
from incubator.home.glance import glance


def officer(user: User, *, today: date) -> dict[str, Any]:
    """Context of `home/_officer_dashboard.html`: what to do first, then the street at a glance."""
    desk = Desk(user, today)
    return {"today": today, "waiting": todo.for_officer(desk), "glance": glance(desk)}


def portal(user: User, *, today: date) -> dict[str, Any]:
    """Context of `home/_portal_dashboard.html`: organizations and evaluators.

    Sheets stand on top while there is something to score, below what the organization owes otherwise.
    """
    panels = todo.panels(user)
    return {"today": today, "waiting": owing.for_member(user, today=today), "panels": panels,
            "to_score": any(panel.scoring and panel.left for panel in panels)}
