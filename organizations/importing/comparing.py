"""A ledger against the register: what would be created, what updated, what is the same, and every fault."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from incubator.accounts.models import DISTRICT, Area, within
from incubator.masking import mask_text
from incubator.sealed import Sealed
from organizations.importing.columns import CODE_STARTS, HEADERS
from organizations.importing.doubting import doubts
from organizations.importing.faults import FaultRow
from organizations.importing.folding import closed_up, is_blank, tidy
from organizations.importing.judging import Entry, judge
from organizations.importing.reading import read
from organizations.importing.recognising import Ledger, recognise
from organizations.models import CERTIFIED, Certificate, Organization

Type = Organization.Type
NEEDED_WHEN_NEW: dict[Any, tuple[str, ...]] = dict.fromkeys(CODE_STARTS, ("uscc",)) | {
    Type.FILED: ("member_count", "has_charter", "venue")}
VERBS = ("created", "updated", "unchanged")
FOUND_BY = ("uscc", "filing_no")  # before the name


@dataclass
class Plan:
    """What one row comes to: a new organization, or the fields of one on record that the row tells otherwise."""

    entry: Entry
    organization: Organization | None = None
    differing: dict[str, Any] = field(default_factory=dict)
    seen: int = 0  # the organization's version at the comparison

    @property
    def verb(self) -> str:
        if self.organization is None:
            return "created"
        return "updated" if self.differing else "unchanged"


@dataclass
class Outcome:
    ledger: Ledger
    plans: list[Plan] = field(default_factory=list)
    faults: list[FaultRow] = field(default_factory=list)
    doubts: list[FaultRow] = field(default_factory=list)  # to be looked at, no reason to refuse
    unlisted: list[Organization] = field(default_factory=list)  # on record in the area, but in no row: they stay

    def of(self, verb: str) -> list[Plan]:
        return [plan for plan in self.plans if plan.verb == verb]

    @property
    def counts(self) -> dict[str, int]:
        """rows, and how many would be created, updated, unchanged: all or none, so none when there is a fault."""
        plans = [] if self.faults else [plan.verb for plan in self.plans]
        return {"rows": len(self.ledger.rows)} | {verb: plans.count(verb) for verb in VERBS}

    def as_json(self) -> dict[str, Any]:
        """What the command prints."""
        return self.counts | {"errors": told(self.faults)}

    def fingerprint(self) -> str:
        """Changes when the register has changed in what this ledger would do to it."""
        plans = [
            (p.entry.row, p.verb, p.organization and (p.organization.pk, p.seen), sorted(p.differing))
            for p in self.plans
        ]
        return hashlib.sha256(json.dumps(plans).encode()).hexdigest()


def told(faults: list[FaultRow]) -> list[dict[str, Any]]:
    """Faults or doubts as plain JSON."""
    return [{"row": f.row, "column": f.column, "value": f.value, "message": f.message} for f in faults]


def compare(content: bytes, *, area: Area, today: date) -> Outcome:
    """Read the file and hold it against the register of `area`; writes nothing. Raises Unreadable."""
    ledger = recognise(read(content))
    entries = judge(ledger, area=area, today=today)
    register = Register(area, entries)
    outcome = Outcome(ledger)
    for entry in entries:
        organization = register.match(entry)
        differing = _differing(entry, organization)
        register.judge(entry, organization, differing)
        if not entry.faults:
            version = organization.version if organization else 0
            outcome.plans.append(Plan(entry, organization, differing, version))
    found = ledger.faults + _missing_columns(outcome) + [fault for entry in entries for fault in entry.faults]
    outcome.faults = sorted(found, key=lambda fault: fault.row)
    outcome.doubts = [doubt for plan in outcome.plans for doubt in _doubts(plan)]
    outcome.unlisted = register.unlisted()
    return outcome


def _doubts(plan: Plan) -> list[FaultRow]:
    """About a code that is new to the register, and about another code, head or standing than on record."""
    entry = plan.entry
    return _other_than_known(plan) + _odd_code(plan) + _odd_standing(plan) if entry.header else []


def _other_than_known(plan: Plan) -> list[FaultRow]:
    """Another code is usually another organization; another head usually took the office by a paper."""
    entry, known = plan.entry, plan.organization
    assert entry.header is not None
    told = [name for name in ("uscc", "responsible_person") if plan.differing.get(name) and getattr(known, name)]
    kinds = {name: f"other_{name}" for name in told}
    if known and known.identity_no and "identity_no" not in plan.differing and "responsible_person" in kinds:
        kinds["responsible_person"] = "other_head_same_number"
    shown: dict[str, Callable[[str], str]] = {"uscc": str, "responsible_person": mask_text}
    return [FaultRow(entry.row, entry.header.title(name), shown[name](plan.differing[name]), kind,
                     {"known": shown[name](getattr(known, name))}) for name, kind in kinds.items()]


def _odd_code(plan: Plan) -> list[FaultRow]:
    """What stands there has been looked at."""
    entry = plan.entry
    code, area = entry.values.get("uscc"), entry.values.get("area")
    if not code or area is None or entry.header is None or (plan.organization and "uscc" not in plan.differing):
        return []
    return [FaultRow(entry.row, entry.header.title("uscc"), code, kind, params)
            for kind, params in doubts(code, area_code=area.code)]


def _odd_standing(plan: Plan) -> list[FaultRow]:
    """A new one comes in with the standing that is told; of one on record no ledger changes it."""
    entry, known = plan.entry, plan.organization
    assert entry.header is not None
    title, told = entry.header.title("status"), entry.shown.get("status", "")
    if entry.standing is None:
        return [FaultRow(entry.row, title, told, "unknown_standing")]
    if known is None and entry.standing == Organization.Status.SUSPENDED:
        return [FaultRow(entry.row, title, told, "comes_suspended")]
    if known and entry.standing and entry.standing != known.status:
        return [FaultRow(entry.row, title, told, f"on_record_{known.status}")]
    return []


def _missing_columns(outcome: Outcome) -> list[FaultRow]:
    """Columns that may stay away as long as every row is on record already, but not for a new organization."""
    header = outcome.ledger.header
    if header is None:
        return []
    lacking = {
        name for plan in outcome.of("created")
        for name in NEEDED_WHEN_NEW.get(plan.entry.values.get("org_type"), ()) if name not in header.places
    }
    return [
        FaultRow(header.row, HEADERS[name], "", "missing_column", {"column": HEADERS[name]}) for name in sorted(lacking)
    ]


class Register:
    """The organizations a ledger can meet: those on record in its area, and strangers who hold its names or codes."""

    def __init__(self, area: Area, entries: list[Entry]) -> None:
        mine = Organization.objects.filter(within("area__code", [area.code])).on_record()
        self.keys: dict[str, dict[str, Organization]] = {name: {} for name in FOUND_BY}
        self.mine = list(mine.select_related("area"))
        for organization in self.mine:
            for name, found in self.keys.items():
                if value := getattr(organization, name):
                    found[value] = organization
        self.taken: dict[int, int] = {}  # organization -> row
        self.certificates = Certificate.objects.numbers(mine)
        codes = [code for entry in entries if (code := entry.values.get("uscc"))]
        names = [entry.key[1] for entry in entries if entry.key[1]]
        others = Organization.objects.exclude(pk__in=mine.values("pk")).select_related("area")
        self.strangers_by_code = {o.uscc: o for o in others.filter(uscc__in=codes)}
        strangers = others.on_record().filter(normalized_name__in=names)
        self.by_name = {(o.street_code, o.normalized_name): o for o in self.mine}
        self.bearers = {(o.street_code, o.normalized_name): o for o in strangers} | self.by_name
        self.registered = {  # their names are borne once in the district
            (o.street_code[:DISTRICT], o.normalized_name): o for o in (*strangers, *self.mine) if o.is_registered}

    def match(self, entry: Entry) -> Organization | None:
        """By code, then by filing number, then by name."""
        for name in FOUND_BY:
            value = entry.values.get(name)
            if value and (found := self.keys[name].get(value)):
                return found
        return self.by_name.get(entry.key)

    def unlisted(self) -> list[Organization]:
        """Once every row has been judged: who is on record and met none of them."""
        left = [organization for organization in self.mine if organization.pk not in self.taken]
        return sorted(left, key=lambda organization: (organization.pinyin, organization.pk))

    def judge(self, entry: Entry, organization: Organization | None, differing: Iterable[str]) -> None:
        code = entry.values.get("uscc")
        if code and (holder := self.strangers_by_code.get(code)):
            entry.blame("uscc", "code_taken", name=holder.name)
        bearer = self._bearer(entry, organization)
        if bearer and bearer != organization:
            entry.blame("name", "name_taken", place=bearer.area.name)
        if organization:
            self._judge_type(entry, organization)
            if number := self.certificates.get(organization.pk):
                for name in [name for name in CERTIFIED if name in differing]:
                    entry.blame(name, "certified", number=number)
        for name in entry.kept:
            if organization is None or not getattr(organization, name):
                entry.blame(name, "masked")
        if organization and self.taken.setdefault(organization.pk, entry.row) != entry.row:
            entry.blame("name", "same_organization", first=self.taken[organization.pk])

    def _bearer(self, entry: Entry, organization: Organization | None) -> Organization | None:
        """Who keeps the row from its name."""
        street, name = entry.key
        found = self.bearers.get(entry.key)
        kind = entry.values.get("org_type") or (organization.org_type if organization else "")
        if kind in Organization.REGISTERED_TYPES and found in (None, organization):
            found = self.registered.get((street[:DISTRICT], name)) or found
        return found

    @staticmethod
    def _judge_type(entry: Entry, organization: Organization) -> None:
        """A type that does not go with the numbers that stay on record."""
        kind, code = entry.values.get("org_type"), entry.values.get("uscc", organization.uscc)
        if kind in Organization.LISTED_TYPES and organization.filing_no:
            entry.blame("org_type", "still_filed", number=organization.filing_no)
        if kind in (Type.FILED, *Organization.LISTED_TYPES) and code and "uscc" not in entry.values:
            entry.blame("org_type", "still_registered", code=code)


def _differing(entry: Entry, organization: Organization | None) -> dict[str, Any]:
    if organization is None:
        return {}
    return {
        name: value for name, value in entry.values.items()
        if not (name == "filing_no" and not value) and not _same(name, getattr(organization, name), value)
    }


def _same(name: str, known: Any, told: Any) -> bool:
    """Compared as an import would read it: typed on a page, a phone may hold dashes and a remark two blanks."""
    if isinstance(known, Sealed):
        return re.sub(r"[^0-9A-Z]", "", known.reveal().upper()) == told
    if isinstance(known, str) and known != told:
        words = "" if is_blank(known) else tidy(known)
        return (closed_up(words) if name == "responsible_person" else words) == told
    return known == told
