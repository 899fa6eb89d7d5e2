"""Demo standing of organizations: what is on record for and against them, who holds which office, who is paired."""

from datetime import date, timedelta

from incubator.accounts.models import Area
from incubator.home.demo import script
from incubator.home.demo.people import People
from incubator.workdays import add_months
from organizations import crediting, staffing
from organizations.models import CreditRecord, OfficeHolder, Organization, Pairing
from organizations.workflow import pairing_workflow, roster_workflow


def tell(*, people: People, today: date) -> None:
    credit(people=people, today=today)
    offices(people=people, today=today)
    pairings(people=people, today=today)


def credit(*, people: People, today: date) -> None:
    officer = people["street1"]
    for name, kind, title, source, ago, months, off in script.CREDIT:
        start = add_months(today, -ago)
        record = crediting.record(CreditRecord(
            organization=_named(name), kind=kind, title=title, source=source, started_on=start,
            ends_on=add_months(start, months) if months else None), by=officer, today=today)
        if off:
            removed_ago, why = off
            crediting.act("remove", record, by=officer, seen=record.version, note=why,
                          today=add_months(today, -removed_ago))


def offices(*, people: People, today: date) -> None:
    """Who heads the organization is who the ledger says; phones are fictitious."""
    officer = people["street1"]
    for n, (name, person, role, party, ago, years, left_ago) in enumerate(script.HOLDERS, start=1):
        organization, start = _named(name), add_months(today, -ago)
        holder = staffing.add(OfficeHolder(
            organization=organization, name=person or organization.responsible_person, role=role,
            phone=f"1420000{n:04d}", is_party_member=party, term_starts_on=start,
            term_ends_on=add_months(start, 12 * years) - timedelta(days=1)), by=officer)
        if left_ago:
            staffing.leave(holder, by=officer, seen=holder.version, on=add_months(today, -left_ago))


def pairings(*, people: People, today: date) -> None:
    officer = people["street1"]
    for name, community, branch, ago, ended_ago in script.PAIRINGS:
        organization = _named(name)
        roster_workflow.require("pair", organization, officer)
        pairing = pairing_workflow.create(Pairing(
            organization=organization, area=Area.objects.get(name=community), branch_name=branch,
            since=add_months(today, -ago)), by=officer)
        if ended_ago:
            with pairing_workflow.performing(
                "end", pairing, by=officer, seen=pairing.version,
                setting={"ended_on": add_months(today, -ended_ago)},
            ):
                pass


def _named(name: str) -> Organization:
    return Organization.objects.select_related("area").get(name=name)
