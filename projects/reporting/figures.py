"""The figures of a report as frozen rows of whole numbers, and their way into JSON and back.

Money is in fen; hours, counts and targets are in hundredths, so that they compare exactly. A share is kept as the two
numbers it is made of and divided only when printed.
"""

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

FORMAT = 1  # of the JSON; an accepted report keeps the one it was frozen in


@dataclass(frozen=True)
class Head:
    """Whom and what the report is about, as it stood at the data time. Methods and fields are codes, not words."""

    project_number: str
    project_name: str
    contractor: str
    host: str
    purchaser: str
    method: str
    field: str
    contract_number: str
    amount: int  # fen
    starts_on: str
    ends_on: str
    days_gone: int  # from the start to the end of the period
    days_planned: int


@dataclass(frozen=True)
class ActivityRow:
    date: str
    place: str
    content: str
    sessions: int
    person_times: int
    beneficiaries: int
    hours: int  # hundredths
    volunteers: int


@dataclass(frozen=True)
class Work:
    """Sums over activities. Beneficiaries are distinct persons within one activity, added up over activities."""

    activities: int = 0
    sessions: int = 0
    person_times: int = 0
    beneficiaries: int = 0
    hours: int = 0  # hundredths
    volunteers: int = 0

    def __add__(self, other: "Work") -> "Work":
        return Work(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Work)))

    def reached(self, indicator: str) -> int:
        """What counts for a target, in hundredths."""
        return self.hours if indicator == "service_hours" else getattr(self, indicator) * 100


@dataclass(frozen=True)
class TargetRow:
    """One target: the whole plan, what falls to this period and to the time gone, and what was done (hundredths)."""

    indicator: str
    planned: int
    planned_period: int
    planned_so_far: int
    period: int
    cumulative: int


@dataclass(frozen=True)
class MoneyRow:
    """One budget line (or all of them): fen. The execution rate is cumulative spending over the whole budget."""

    name: str
    budget: int
    period: int
    cumulative: int

    @property
    def remaining(self) -> int:
        return self.budget - self.cumulative


@dataclass(frozen=True)
class Alert:
    """What a rule makes stand out: a code, what it is about, the measured points and the rule's (hundredths)."""

    code: str
    subject: str
    measured: int
    limit: int


@dataclass(frozen=True)
class RuleUsed:
    key: str
    value: Any
    area: str
    since: str


@dataclass(frozen=True)
class Figures:
    head: Head
    work: Work
    work_so_far: Work
    activities: tuple[ActivityRow, ...]
    targets: tuple[TargetRow, ...]
    lines: tuple[MoneyRow, ...]
    alerts: tuple[Alert, ...]
    rules: tuple[RuleUsed, ...]
    format: int = FORMAT

    @property
    def money(self) -> MoneyRow:
        """All budget lines together."""
        return MoneyRow(
            "", sum(line.budget for line in self.lines), sum(line.period for line in self.lines),
            sum(line.cumulative for line in self.lines))

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Figures":
        return cls(
            head=Head(**data["head"]), work=Work(**data["work"]), work_so_far=Work(**data["work_so_far"]),
            activities=tuple(ActivityRow(**row) for row in data["activities"]),
            targets=tuple(TargetRow(**row) for row in data["targets"]),
            lines=tuple(MoneyRow(**row) for row in data["lines"]),
            alerts=tuple(Alert(**row) for row in data["alerts"]),
            rules=tuple(RuleUsed(**row) for row in data["rules"]), format=data["format"])


def days(start: date, end: date) -> int:
    """Days from start to end, both counted."""
    return (end - start).days + 1
