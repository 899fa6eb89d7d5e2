"""Who may open what about annual reports."""

import uuid
from datetime import timedelta
from typing import Any

from incubator.workdays import today
from organizations.models import AnnualCampaign, AnnualDuty
from tests.access.walking import Row


def seen(thing: Any) -> dict[str, Any]:
    return {"version": thing.version}


def why(thing: Any) -> dict[str, Any]:
    return {"version": thing.version, "note": "核查"}


def act(name: str) -> Any:
    return lambda thing: {"pk": thing.pk, "name": name}


def campaign(side: Any) -> dict[str, Any]:
    """A new one of that side's street."""
    return {"token": str(uuid.uuid4()), "version": 0, "area": side.street.pk, "year": 2020, "note": "",
            "due_on": str(today() + timedelta(days=30))}


def corrected(thing: AnnualCampaign) -> dict[str, Any]:
    return {"token": str(thing.token), "version": thing.version, "year": thing.year, "note": "请尽快",
            "due_on": str(thing.due_on)}


def later(thing: AnnualDuty) -> dict[str, Any]:
    return {"version": thing.version, "note": "换届", "due_on": str(thing.due_on + timedelta(days=7))}


def reported(thing: Any) -> dict[str, Any]:
    return {"token": uuid.uuid4(), "year": today().year - 1}


def outcome(thing: Any) -> dict[str, Any]:
    return {"version": thing.version, "note": "同意"}


APP = "organizations:"
STREET_ALONE = "403 {} 404 404 404 404 404 404 404 {}"
#                             D   S   T   W   A   R   X   E   N   -
ROWS = [
    Row(APP + "annual-campaigns", "200 200 200 200 403 403 403 403 403 302"),
    Row(APP + "annual-new", "403 200 200 403 403 403 403 403 403 302"),
    Row(APP + "annual-new", "403 302 400 403 403 403 403 403 403 302", method="POST", data=campaign),
    Row(APP + "annual", "200 200 404 404 404 404 404 404 404 302", "campaign"),
    Row(APP + "annual", "200 200 404 404 404 404 404 404 404 302", "campaign_draft"),
    Row(APP + "annual-duties", "302 302 302 302 403 403 403 403 403 302"),
    Row(APP + "annual-export", "200 200 404 404 404 404 404 404 404 302", "campaign"),
    Row(APP + "annual-edit", STREET_ALONE.format(200, 302), "campaign_draft"),
    Row(APP + "annual-edit", STREET_ALONE.format(409, 302), "campaign"),
    Row(APP + "annual-edit", STREET_ALONE.format(302, 302), "campaign_draft", "POST", data=corrected),
    Row(APP + "annual-act", STREET_ALONE.format(302, 302), "campaign_draft", "POST", args=act("open"), data=seen),
    Row(APP + "annual-act", STREET_ALONE.format(302, 302), "campaign", "POST", args=act("refresh"), data=seen),
    Row(APP + "annual-act", STREET_ALONE.format(400, 302), "campaign", "POST", args=act("close"), data=seen),
    Row(APP + "annual-duty", "200 200 404 200 200 200 404 404 404 302", "duty"),
    Row(APP + "annual-duty", "200 200 404 200 200 200 404 404 404 302", "duty_decided"),
    Row(APP + "annual-postpone", "403 200 404 403 403 403 404 404 404 302", "duty"),
    Row(APP + "annual-postpone", "403 302 404 403 403 403 404 404 404 302", "duty", "POST", data=later),
    Row(APP + "annual-postpone", "403 409 404 403 403 403 404 404 404 302", "duty_decided", "POST", data=later),
    Row(APP + "annual-duty-act", "403 302 404 403 403 403 404 404 404 302", "duty", "POST", args=act("exempt"),
        data=why),
    Row(APP + "annual-duty-act", "403 302 404 403 403 403 404 404 404 302", "duty", "POST", args=act("urge"),
        data=seen),
    Row(APP + "annual-duty-act", "403 302 404 403 403 403 404 404 404 302", "duty", "POST", args=act("telephone"),
        data=why),
    Row(APP + "annual-years", "200 200 404 200 200 200 404 404 404 302", "organization"),
    Row(APP + "matter-start", "403 403 404 403 302 403 404 404 404 302", "organization", "POST",
        args=lambda thing: {"pk": thing.pk, "kind": "annual"}, data=reported),
    Row(APP + "matter", "200 200 404 200 200 200 404 404 404 302", "matter_annual_handed_in"),
    Row(APP + "matter-act", "403 403 404 403 403 403 404 404 404 302", "matter_annual_handed_in", "POST",
        args=act("approve"), data=outcome),  # the chain comes first
    Row("annual-campaign-detail", "200 200 404 404 404 404 404 404 404 403", "campaign", api=True),
    Row("annual-campaign-list", "400 201 400 400 400 400 400 400 400 403", method="POST", data=campaign, api=True),
    Row("annual-campaign-detail", STREET_ALONE.format(200, 403), "campaign_draft", "PATCH", data=lambda thing: {
        "version": thing.version, "note": "请尽快"}, api=True),
    Row("annual-campaign-act", STREET_ALONE.format(200, 403), "campaign_draft", "POST", args=act("open"), data=seen,
        api=True),
    Row("annual-duty-detail", "200 200 404 200 200 200 404 404 404 403", "duty", api=True),
    Row("annual-duty-act", "403 200 404 403 403 403 404 404 404 403", "duty", "POST", args=act("exempt"), data=why,
        api=True),
    Row("annual-duty-act", "403 200 404 403 403 403 404 404 404 403", "duty", "POST", args=act("postpone"), data=later,
        api=True),
    Row("annual-duty-act", "403 400 404 403 403 403 404 404 404 403", "duty", "POST", args=act("postpone"), data=why,
        api=True),
]
