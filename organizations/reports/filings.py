"""Filings as rows: the officer's list, the task list of the organization, the answers as people read them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.workflow import Action
from organizations.filing import STEPS, shortcomings, snapshot
from organizations.filing.facts import label_of, shown
from organizations.matters.remarking import settled, still_remarked
from organizations.models import NUMBERS, Filing


@dataclass(frozen=True)
class FilingRow:
    """One line of a list of filings."""

    pk: int
    name: str
    href: str
    community: str
    category: str
    receipt_no: str
    status: str
    status_label: str
    submitted: str
    due: str
    overdue: bool

    def get_status_display(self) -> str:
        return self.status_label


TABLE: tuple[tuple[Any, str], ...] = (  # the columns of the list, on the page and in the workbook
    (gettext_lazy("organization name"), "name"), (gettext_lazy("Status"), "status_label"),
    (gettext_lazy("community"), "community"), (gettext_lazy("class"), "category"),
    (gettext_lazy("receipt number"), "receipt_no"), (gettext_lazy("submitted at"), "submitted"),
    (gettext_lazy("answer due on"), "due"), (gettext_lazy("overdue"), "overdue"),
)


def filing_rows(filings: Iterable[Filing], *, today: date, office: bool = False) -> list[FilingRow]:
    """The filings, loaded with their organizations' areas, as lines with the day an answer is owed.

    The office reads the name and place that were handed in, not those of the draft.
    """
    return [_row(filing, today, office) for filing in filings]


def _row(filing: Filing, today: date, office: bool) -> FilingRow:
    organization = filing.organization
    submitted = timezone.localdate(filing.submitted_at) if filing.submitted_at else None
    due = filing.answer_due_on if filing.with_the_office else None
    return FilingRow(
        pk=filing.pk, name=handed_in_name(filing) if office else organization.name,
        href=reverse("organizations:filing-detail", args=[filing.pk]),
        community=(office and filing.facts.get("area")) or organization.area.name,
        category=(office and shown("category", filing.facts.get("category"))) or str(
            organization.get_category_display()),
        receipt_no=filing.receipt_no, status=filing.status, status_label=str(filing.get_status_display()),
        submitted=submitted.isoformat() if submitted else "", due=due.isoformat() if due else "",
        overdue=bool(due and due < today),
    )


def handed_in_name(filing: Filing) -> str:
    """What the organization called itself when it handed the filing in."""
    return filing.facts.get("name") or filing.organization.name


@dataclass(frozen=True)
class Answer:
    """One question of the filing with its answer, the officer's words on it and what is wrong with it."""

    name: str
    label: str
    value: str
    step: str
    remark: str = ""
    settled: bool | None = None  # what the remark is about was changed since; None: nobody can tell
    faults: tuple[str, ...] = ()
    change_href: str = ""
    file_href: str = ""
    reveal_href: str = ""


@dataclass(frozen=True)
class Task:
    """One line of the task list."""

    label: str
    href: str
    status: str  # todo, doing, fix, done
    status_label: str


def answers(
    filing: Filing, *, facts: dict[str, Any], faults: dict[str, list[str]] | None = None, reveals: bool = False,
) -> list[Answer]:
    """Every question in its order, answered or not; `facts` is a snapshot.

    With the way to see the numbers whole while the filing waits for the answer: later the draft may say otherwise.
    """
    faults = faults or {}
    remarks = {} if filing.status == Filing.Status.APPROVED else filing.remarks  # what was settled is not said again
    done = settled(filing, facts) if remarks else {}
    rows = []
    for step, names in STEPS.items():
        for name in names:
            value = facts.get(name)
            rows.append(Answer(
                name=name, label=label_of(name), value=shown(name, value), step=step,
                remark=remarks.get(name, ""), settled=done.get(name), faults=tuple(faults.get(name, ())),
                change_href=_change_href(filing, step, name),
                file_href=reverse("organizations:filing-material", args=[filing.pk, name])
                if step == "materials" and value else "",
                reveal_href=_reveal_href(filing, name)
                if reveals and value and name in NUMBERS and filing.with_the_office else "",
            ))
    return rows


def current_answers(filing: Filing, *, today: date) -> list[Answer]:
    """For the organization: as the draft stands now, with what is still missing."""
    return answers(filing, facts=snapshot(filing), faults=shortcomings(filing, on=today))


def _change_href(filing: Filing, step: str, name: str) -> str:
    if step == "materials":
        return reverse("organizations:filing-materials", args=[filing.pk]) + f"?back=check#id_{name}"
    return reverse("organizations:filing-edit", args=[filing.pk, step]) + f"?back=check#id_{name}"


def _reveal_href(filing: Filing, name: str) -> str:
    return reverse("accounts:reveal", args=["organizations.organization", filing.organization_id, name])


def worded(filing: Filing, actions: Iterable[Action]) -> list[Action]:
    """The buttons; what was never handed in is not withdrawn but given up."""
    return [
        replace(action, label=_("Give up the draft")) if action.name == "withdraw" and not filing.receipt_no else action
        for action in actions]


def tasks(filing: Filing, rows: list[Answer]) -> list[Task]:
    """The pages of the filing with how far each is: not started, in progress, done."""
    titles = {
        "basics": _("Basic information"), "people": _("Responsible person and members"), "materials": _("Materials"),
    }
    labels = {"todo": _("Not started"), "doing": _("In progress"), "done": _("Done"), "fix": _("To be corrected")}
    found, still = [], {row.step for row in still_remarked(rows)}
    for step, title in titles.items():
        mine = [row for row in rows if row.step == step]
        # A default the person never chose does not count as an answer given.
        given = any(row.value for row in mine if row.name not in ("party_member_count", "has_party_branch"))
        lacking = any(row.faults for row in mine)
        status = "done" if not lacking else "doing" if given else "todo"
        if step in still:
            status = "fix"
        href = reverse("organizations:filing-materials", args=[filing.pk]) if step == "materials" else reverse(
            "organizations:filing-edit", args=[filing.pk, step])
        found.append(Task(title, href, status, labels[status]))
    ready = not any(row.faults for row in rows)
    check = "doing" if ready else "todo"
    found.append(Task(
        _("Check your answers and submit"), reverse("organizations:filing-check", args=[filing.pk]), check,
        _("Something is still missing") if not ready else
        _("Look at the office's words first") if any(task.status == "fix" for task in found) else
        _("Ready to submit")))
    return found
