"""Matters as rows: the list of both sides, and the answers of one as people read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import User
from organizations.matters.acts import shortcomings
from organizations.matters.asking import Question, label_of, plain, snapshot
from organizations.matters.changing import FACTS
from organizations.matters.differing import current as register_now
from organizations.matters.kinds import kind_of
from organizations.matters.remarking import settled
from organizations.models import NUMBERS, Material, Matter
from organizations.notices import address_of
from organizations.reports.credit import Mark
from organizations.reports.outcomes import outcome_mark
from organizations.rules.memberships import is_member


@dataclass(frozen=True)
class MatterRow:
    """One line of a list of matters."""

    pk: int
    version: int
    kind: str
    name: str
    href: str
    receipt_no: str
    status: str
    status_label: str
    submitted: str
    due: str
    overdue: bool
    result: Mark | None = None  # of an annual report decided on: it says more than the status

    def get_status_display(self) -> str:
        return self.status_label

    @property
    def told(self) -> str:
        """The status as the list shows it: what was decided on an annual report stands in its place."""
        return self.result.label if self.result else self.status_label


TABLE: tuple[tuple[Any, str], ...] = (  # the columns of the list, on the page and in the workbook
    (_("organization name"), "name"), (_("Matter"), "kind"), (_("Status"), "told"), (_("receipt number"), "receipt_no"),
    (_("submitted at"), "submitted"), (_("answer due on"), "due"), (_("overdue"), "overdue"),
)


def matter_rows(matters: Iterable[Matter], *, today: date) -> list[MatterRow]:
    """The matters, loaded with their organizations, as lines with the day an answer is owed."""
    rows = []
    for matter in matters:
        submitted = timezone.localdate(matter.submitted_at) if matter.submitted_at else None
        due = matter.answer_due_on if matter.with_the_office else None
        rows.append(MatterRow(
            matter.pk, matter.version, f"{matter.get_kind_display()} {matter.year or ''}".strip(),
            matter.facts.get("name") or matter.organization.name if matter.kind == Matter.Kind.FILING
            else matter.organization.name,
            address_of(matter), matter.receipt_no, matter.status, str(matter.get_status_display()),
            submitted.isoformat() if submitted else "", due.isoformat() if due else "", bool(due and due < today),
            outcome_mark(matter.outcome)))
    return rows


@dataclass(frozen=True)
class Answer:
    """One question or paper with its answer, what the register said before, the officer's words and what is wrong."""

    name: str
    label: str
    value: str
    before: str = ""
    remark: str = ""
    settled: bool | None = None  # what the remark is about was changed since; None: nobody can tell
    faults: tuple[str, ...] = ()
    change_href: str = ""
    file_href: str = ""
    reveal_href: str = ""
    counted: str = ""  # by the platform, when it was handed in
    differs: bool = False  # from what was counted
    is_paper: bool = False


def answers(
    matter: Matter, *, facts: dict[str, Any], faults: dict[str, list[str]] | None = None, live: bool = False,
) -> list[Answer]:
    """Every question answered or with a fault, in its order, then the papers; `facts` is a snapshot, `live` that of
    now: beside it stands what the register says today.
    """
    kind, faults = kind_of(matter), faults or {}
    remarks = {} if matter.status == Matter.Status.APPROVED else matter.remarks
    done = settled(matter, facts) if remarks else {}
    edit = reverse("organizations:matter-edit", args=[matter.pk])
    changing = matter.kind == Matter.Kind.CHANGE
    rows = []
    for question in kind.asked(matter):
        value, was = facts.get(question.name), facts.get(f"was_{question.name}")
        left_alone = changing and f"was_{question.name}" not in facts and not question.required
        if left_alone and question.name not in faults and question.name not in remarks:
            continue
        known = question.shown(was) if matter.kind == Matter.Kind.ANNUAL else ""
        said = "" if left_alone and question.sort != "tick" else question.shown(value)
        if left_alone and not said and not (question.name in faults and question.name in NUMBERS):
            said = _as_it_is(matter, question) if live else str(_("unchanged"))  # a number that is missing is missing
        if was and not said and not known:
            said = str(_("(no entry any more)"))
        rows.append(Answer(
            question.name, str(question.label), said, "" if known else question.shown(was),
            remarks.get(question.name, ""), done.get(question.name), tuple(faults.get(question.name, ())),
            f"{edit}#id_{question.name}",
            reveal_href=reverse("accounts:reveal", args=["organizations.matter", matter.pk, question.name])
            if value and question.name in NUMBERS and matter.shows_numbers else "", counted=known,
            differs=bool(known) and value != was))
    rows.extend(
        Answer(
            paper, label_of(kind.questions, paper), str(facts.get(paper, "")), "", remarks.get(paper, ""),
            done.get(paper), tuple(faults.get(paper, ())), f"{edit}#id_{paper}",
            reverse("organizations:matter-paper", args=[matter.pk, paper]) if paper in facts else "", is_paper=True)
        for paper in Material.Kind.values if paper in facts or paper in faults or paper in remarks)
    return rows


def _as_it_is(matter: Matter, question: Question) -> str:
    """Of a fact that the change leaves alone: what the register says now. Empty for what is no fact of the register."""
    if question not in FACTS:
        return ""
    value = question.shown(plain(question, register_now(matter.organization, (question,))[question.name]))
    return str(_("unchanged: %(value)s") % {"value": value} if value else _("unchanged: the register says nothing"))


def current(matter: Matter, *, today: date) -> tuple[list[Answer], dict[str, list[str]]]:
    """For the organization: as the draft stands now, and everything that is still missing."""
    kind, lacking = kind_of(matter), shortcomings(matter, on=today)
    facts = snapshot(matter, kind.asked(matter), kind.before(matter))
    return answers(matter, facts=facts, faults=lacking, live=True), lacking


def handed_in(matter: Matter, *, by: User) -> list[Answer]:
    """For the office: what was handed in last; for the organization the same once it is out of its hands."""
    rows = answers(matter, facts=matter.facts)
    if not is_member(by, matter.organization):
        return rows
    return [Answer(**{**row.__dict__, "reveal_href": ""}) for row in rows]
