"""The catalogue of each side, in every state a page asks for."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from incubator.workdays import today
from organizations.catalogue import entries, objecting
from organizations.models import CatalogueObjection, Membership, forget_rights
from tests.access.matters import paper
from tests.organizations.catalogue_acts import fit, load, nominated, opened, prepared, whole_round


def add_catalogue(side: SimpleNamespace) -> None:
    """A round in each state; entries of three organizations of the same people; an objection that waits."""
    marks, officer, day = side.marks, side.officer, today()
    number = 1 if marks.name == "柿子" else 11

    def organization(word: str) -> Any:
        nonlocal number
        made = fit(side.community, number, name=f"{marks.name}{word}", responsible_person=f"{marks.secret}会长",
                   identity_no=marks.identity, phone=marks.phone)
        number += 1
        for user, right in ((side.administrator, "administrator"), (side.reader, "reader")):
            Membership.objects.create(organization=made, user=user, right=right)
            forget_rights(user)
        return made

    qualified, nominee, agreed = (organization(word) for word in ("养老中心", "调解中心", "康复中心"))
    coming = {"applies_from": day, "applies_until": day, "valid_until": day + timedelta(days=300)}
    side.round_draft = prepared(side.street, officer, day.year + 3, **coming)
    side.round_empty = opened(side.street, officer, day.year + 2, **coming)
    side.round_open, side.round_publicised, side.round_listed, side.round_over = (
        whole_round(side.street, qualified, officer, year=year, today=on, until=until) for year, until, on in (
            (day.year + 1, "open", day), (day.year, "publicised", day), (day.year - 1, "listed", day),
            (day.year - 2, "publicised", day - timedelta(days=30))))
    side.entry_verified, side.entry_publicised, side.entry_listed = (
        load(round.entries.get()) for round in (side.round_open, side.round_publicised, side.round_listed))
    side.entry_over = load(side.round_over.entries.get())
    side.entry_nominated = nominated(side.round_empty, nominee, officer)
    side.entry_applied = nominated(side.round_empty, agreed, officer)
    entries.act("agree", side.entry_applied, by=side.administrator, seen=side.entry_applied.version, note="", today=day)
    side.objection = objecting.object_to(CatalogueObjection(
        entry=side.entry_publicised, name=f"{marks.secret}异议人", phone=marks.phone, text=f"{marks.secret}异议"),
        by=None, today=day)
    side.objection_with_paper = objecting.object_to(CatalogueObjection(
        entry=side.entry_publicised, name=f"{marks.secret}街坊", phone=marks.phone, text=f"{marks.secret}照片",
        paper=paper("paper", f"{marks.secret}照片.pdf")), by=None, today=day)
    side.nominable = qualified
