"""Who may open what of the catalogue of qualified organizations; the public pages are anybody's."""

import uuid
from datetime import timedelta
from typing import Any

from incubator.workdays import today
from organizations.models import Organization
from tests.access.organizations import act, seen, why
from tests.access.walking import Row


def round_made(side: Any) -> dict[str, Any]:
    return {"token": str(uuid.uuid4()), "version": 0, "area": side.street.pk, "year": today().year + 5,
            "applies_from": str(today()), "applies_until": str(today()),
            "valid_until": str(today() + timedelta(days=9)),
            "note": ""}


def round_changed(round: Any) -> dict[str, Any]:
    return {"version": round.version, "applies_from": str(today()), "applies_until": str(today()),
            "valid_until": str(today() + timedelta(days=99)), "note": "改"}


def objecting_form(thing: Any) -> dict[str, Any]:
    return {"token": str(uuid.uuid4()), "name": "某居民", "phone": "14200001111", "text": "有异议"}


def upheld(objection: Any) -> dict[str, Any]:
    return {"version": objection.version, "answer": "属实", "reason": "不符合条件"}


def coded(objection: Any) -> dict[str, Any]:
    return {"code": objection.code}


APP = "organizations:"
ALL = "200 200 200 200 200 200 200 200 200 200"
MISSED = "404 404 404 404 404 404 404 404 404 404"
#             D   S   T   W   A   R   X   E   N   -
CALLED = "200 200 404 200 200 200 404 404 404 302"
STREET = "403 302 404 403 403 403 404 404 404 302"
#                                            D   S   T   W   A   R   X   E   N   -
ROWS = [
    Row(APP + "qualified-rounds", "200 200 200 200 200 200 200 200 200 302"),
    Row(APP + "qualified-round-new", "403 200 200 403 403 403 403 403 403 302"),
    Row(APP + "qualified-round-new", "403 302 400 403 403 403 403 403 403 302", method="POST", data=round_made),
    Row(APP + "qualified-round", "200 200 404 200 404 404 404 404 404 302", "round_draft"),
    *[Row(APP + "qualified-round", CALLED, thing) for thing in (
        "round_empty", "round_open", "round_publicised", "round_listed")],
    Row(APP + "qualified-round-edit", "403 200 404 403 403 403 404 404 404 302", "round_open"),
    Row(APP + "qualified-round-edit", STREET, "round_open", "POST", data=round_changed),
    Row(APP + "qualified-round-export", "200 200 404 200 403 403 404 404 404 302", "round_open"),
    Row(APP + "qualified-nominate", "403 200 404 403 403 403 404 404 404 302", "round_empty"),
    Row(APP + "qualified-nominate", "403 302 404 403 403 403 404 404 404 302", "round_open", "POST",
        data=lambda round: {"token": str(uuid.uuid4()), "organization": other_than(round).pk,
                            "fields_of_service": ["养老服务"]}),
    Row(APP + "qualified-round-act", "403 302 404 403 404 404 404 404 404 302", "round_draft", "POST", args=act("open"),
        data=seen),
    Row(APP + "qualified-round-act", STREET, "round_open", "POST", args=act("publicise"), data=seen),
    Row(APP + "qualified-round-act", "403 302 404 403 403 403 404 404 404 302", "round_over", "POST",
        args=act("list"), data=seen),
    Row(APP + "qualified-round-act", "403 400 404 403 403 403 404 404 404 302", "round_publicised", "POST",
        args=act("list"), data=seen),
    *[Row(APP + "qualified-entry", CALLED, thing) for thing in (
        "entry_nominated", "entry_applied", "entry_verified", "entry_publicised", "entry_listed")],
    Row(APP + "qualified-entry-act", "403 403 404 403 302 403 404 404 404 302", "entry_nominated", "POST",
        args=act("agree"), data=seen),
    Row(APP + "qualified-entry-act", "403 403 404 403 302 403 404 404 404 302", "entry_nominated", "POST",
        args=act("decline"), data=why),
    Row(APP + "qualified-entry-act", STREET, "entry_applied", "POST", args=act("verify"), data=seen),
    Row(APP + "qualified-entry-act", STREET, "entry_verified", "POST", args=act("reject"), data=why),
    Row(APP + "qualified-entry-act", STREET, "entry_listed", "POST", args=act("suspend"), data=why),
    Row(APP + "qualified-entry-act", STREET, "entry_listed", "POST", args=act("remove"), data=why),
    Row(APP + "qualified-object", "403 200 404 403 403 403 404 404 404 302", "entry_publicised"),
    Row(APP + "qualified-object", STREET, "entry_publicised", "POST", data=objecting_form),
    # Nobody of the organization reads an objection, nor learns that it is there.
    Row(APP + "qualified-objection-act", "403 302 404 403 404 404 404 404 404 302", "objection", "POST",
        args=act("dismiss"), data=why),
    Row(APP + "qualified-objection-uphold", "403 200 404 403 404 404 404 404 404 302", "objection"),
    Row(APP + "qualified-objection-uphold", "403 302 404 403 404 404 404 404 404 302", "objection", "POST",
        data=upheld),
    Row(APP + "qualified-objection-paper", "200 200 404 200 404 404 404 404 404 302", "objection_with_paper"),
    Row(APP + "public-qualified", ALL), Row(APP + "public-qualified-file", ALL),
    Row(APP + "public-qualified-round", ALL, "round_publicised", far=ALL),
    Row(APP + "public-qualified-round", ALL, "round_listed", far=ALL),
    Row(APP + "public-qualified-round", MISSED, "round_open", far=MISSED),
    Row(APP + "public-qualified-entry", ALL, "entry_publicised", far=ALL),
    Row(APP + "public-qualified-entry", ALL, "entry_listed", far=ALL),
    Row(APP + "public-qualified-entry", MISSED, "entry_verified", far=MISSED),
    Row(APP + "public-qualified-object", ALL, "entry_publicised", far=ALL),
    Row(APP + "public-qualified-object", ALL.replace("200", "302"), "entry_publicised", "POST", data=objecting_form,
        far=ALL.replace("200", "302"), gone=MISSED),
    Row(APP + "public-qualified-object", ALL.replace("200", "409"), "entry_over", far=ALL.replace("200", "409"),
        gone=MISSED),
    Row(APP + "public-qualified-answer", ALL),
    Row(APP + "public-qualified-answer", ALL.replace("200", "400"), method="POST", data=lambda side: {"code": "AAAA"}),
    Row(APP + "public-qualified-objection", ALL, "objection", args=coded, missing={"code": "AAAA-AAAA"}, far=ALL),
]


def other_than(round: Any) -> Any:
    """An organization of the street that does not stand in the round."""
    return Organization.objects.on_record().filter(
        area__code__startswith=round.area.code, org_type="service_agency", name__contains="调解中心").get()


#                D   S   T   W   A   R   X   E   N   -
READ = "200 200 404 200 200 200 404 404 404 403"
ACTED = "403 200 404 403 403 403 404 404 404 403"
INTERFACE = [
    *[Row(f"qualified-{name}-list", "200 200 200 200 200 200 200 200 200 403", api=True) for name in (
        "round", "entry", "objection")],
    Row("qualified-round-list", "403 201 403 403 403 403 403 403 403 403", method="POST", data=round_made, api=True),
    Row("qualified-round-detail", "200 200 404 200 404 404 404 404 404 403", "round_draft", api=True),
    Row("qualified-round-detail", READ, "round_open", api=True),
    Row("qualified-round-detail", ACTED, "round_open", "PATCH", data=lambda round: {
        "version": round.version, "note": "改"}, api=True),
    Row("qualified-round-act", ACTED, "round_open", "POST", args=act("publicise"), data=seen, api=True),
    Row("qualified-entry-detail", READ, "entry_nominated", api=True),
    Row("qualified-entry-list", "403 201 400 403 403 403 400 400 400 403", method="POST", data=lambda side: {
        "round": side.round_empty.pk, "organization": side.nominable.pk, "fields_of_service": ["养老服务"]}, api=True),
    Row("qualified-entry-act", "403 403 404 403 200 403 404 404 404 403", "entry_nominated", "POST", args=act("agree"),
        data=seen, api=True),
    Row("qualified-entry-act", ACTED, "entry_applied", "POST", args=act("verify"), data=seen, api=True),
    Row("qualified-objection-detail", "200 200 404 200 404 404 404 404 404 403", "objection", api=True),
    Row("qualified-objection-list", "403 201 400 403 403 403 400 400 400 403", method="POST", data=lambda side: {
        "entry": side.entry_publicised.pk, "text": "窗口反映", "name": "某人", "phone": "14200001111"}, api=True),
    Row("qualified-objection-act", "403 200 404 403 404 404 404 404 404 403", "objection", "POST", args=act("dismiss"),
        data=why, api=True),
]
